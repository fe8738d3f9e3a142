"""What a text leaves open: fences, comments, formulas, Liquid, shortcodes, merges and notes.

It is told from the text alone, so quickly that it can be asked for at each save.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.engines.folders import exists, text_of
from tuireader.archive.front_matter import handler as conflict
from tuireader.checking.open_blocks import open_comment, open_fence, open_formula
from tuireader.checking.open_liquid import open_liquid
from tuireader.checking.open_notes import open_notes
from tuireader.checking.open_text import outside_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.archive.post import Problem
    from tuireader.checking.open_text import Text
    from tuireader.rendering.body.blocks import Block

_CONFLICT: Final = (re.compile(r"<{7} \S"), re.compile(r"={7}$"), re.compile(r">{7} \S"))
_SHORTCODE: Final = re.compile(r"\{\{[<%]\s*(/?)\s*(\w[\w./-]*)([^{}]*?)(/?)\s*[>%]\}\}")
_NEED_END: Final = frozenset({"details", "highlight"})
"""Hugo's own (0.168) that take text; without their end the build stops."""
_TEMPLATES: Final = ("layouts/_shortcodes", "layouts/shortcodes")
_CALL: Final = re.compile(r"\{%-?\s*(?:(end)\b[^%]*|(\w+)\s*\([^%]*\))\s*-?%\}")


def open_parts(text: Text, blocks: Callable[[], Sequence[Block]]) -> Iterator[Problem]:
    """Yield a problem for each thing that a text leaves open, at the line where it begins.

    `blocks` are those of the body, asked for only where a fence seems to be open.
    """
    whole = "\n".join(text.lines)
    if "<<<<<<< " in whole:
        yield from _conflicts(text, outside_code(text.lines))
    if "```" in whole or "~~~" in whole:
        yield from open_fence(text, blocks)
    if "<!--" in whole:
        yield from open_comment(text, whole)
    if "$$" in whole:
        yield from open_formula(text)
    if "[^" in whole:
        yield from open_notes(text)
    if text.site.engine.stops_at_open_blocks and ("{{" in whole or "{%" in whole):
        yield from _open_templates(text, whole)


def _open_templates(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each block that is not closed in the engine's template language."""
    match text.site.engine.templates:
        case "liquid":
            yield from open_liquid(text, whole)
        case "go":
            yield from _open_shortcodes(text, whole)
        case "tera":
            yield from _open_calls(text, whole)
        case "nunjucks" | "unknown":
            return


def _conflicts(text: Text, lines: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each conflict of a merge in lines: its three marks, in order."""
    began, wanted = 0, 0
    for number, line in enumerate(lines):
        if _CONFLICT[wanted].match(line):
            began = number if wanted == 0 else began
            wanted += 1
            if wanted == len(_CONFLICT):
                yield text.problem(conflict.RULE, conflict.MESSAGE, began)
                wanted = 0


def _open_shortcodes(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each shortcode that takes text and has no end, or that ends and is not open (Hugo 0.168)."""
    opened: list[tuple[str, int]] = []
    unclosed: list[tuple[str, int]] = []
    for found in _SHORTCODE.finditer(whole):
        ends, name, _, closed = found.groups()
        if not ends:
            opened += [] if closed else [(name, found.start())]
            continue
        at = next((index for index in reversed(range(len(opened))) if opened[index][0] == name), None)
        if at is None:
            message = (
                f"{found[0]} ends a shortcode that is not open, which stops the site's build: take it out"
            )
            yield text.problem("unclosed-shortcode", message, whole.count("\n", 0, found.start()))
            continue
        unclosed += opened[at + 1 :]
        del opened[at:]
    needs: dict[str, bool] = {}
    for name, start in (*unclosed, *opened):
        if name not in needs:
            needs[name] = _takes_text(text, name)
        if needs[name]:
            message = f"the shortcode {name} is never closed, which stops the site's build: write {{{{< /{name} >}}}}"
            yield text.problem("unclosed-shortcode", message, whole.count("\n", 0, start))


def _takes_text(text: Text, name: str) -> bool:
    """Tell whether a shortcode evaluates `.Inner`, by the site's template for it, else by Hugo's own."""
    places = [text.site.base + folder for folder in _TEMPLATES]
    if exists(text.root, f"{text.site.base}themes"):
        # A theme's name may stand anywhere in the configuration, so nothing is said of what themes define.
        return any(".Inner" in text_of(text.root, f"{place}/{name}.html") for place in places)
    own = [content for place in places if (content := text_of(text.root, f"{place}/{name}.html"))]
    return ".Inner" in own[0] if own else name in _NEED_END


def _open_calls(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each shortcode of Zola's that takes a body and has no `{% end %}`."""
    opened: list[tuple[str, int]] = []
    for found in _CALL.finditer(whole):
        if found[2]:
            opened.append((found[2], found.start()))
        elif opened:
            opened.pop()
    for name, start in opened:
        message = f"the shortcode {name} is never closed, which stops the site's build: write {{% end %}}"
        yield text.problem("unclosed-shortcode", message, whole.count("\n", 0, start))
