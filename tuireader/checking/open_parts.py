"""Open parts of a text: fences, Liquid blocks, shortcodes, merge conflicts, comments, formulas and footnotes.

They are found in the text alone, fast enough for each save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import exists, text_of
from tuireader.archive.front_matter import handler as conflict
from tuireader.checking.open_blocks import open_comment, open_fence, open_formula
from tuireader.checking.open_liquid import open_liquid
from tuireader.checking.open_text import line_counter, outside_code, without_code
from tuireader.late import expression
from tuireader.rendering.body.parsed_start import cited_footnotes
from tuireader.rendering.templates.hugo import literals

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.archive.post import Problem
    from tuireader.checking.open_text import Text
    from tuireader.rendering.body.blocks import Block

_NOTE: Final = expression(r"[ ]{0,3}\[\^([^\]\s]+)\]:")
_LABEL: Final = expression(r"\w+")
_NAMED: Final = expression(r"\[\^(\w+)\]")
_CITATION: Final = expression(
    r"""(?:(?<=[^\W_]|[.,;:!?"'”’)])(?!\[\^\w\])|(?<!\\)(?=\[\^\d))\[\^(\w+)\](?![*+?{(\[|\]/\\$:])"""
)
"""A citation in a text without footnotes: a number, or a name after a word, and no sign of an expression."""


def open_notes(text: Text) -> Iterator[Problem]:
    """Yield a problem for each footnote that is cited but not defined, or defined but not cited."""
    plain = without_code(text.lines)
    lines = plain.split("\n")
    defined = {note[1]: number for number, line in enumerate(lines) if (note := _NOTE.match(line))}
    cited = set(cited_footnotes(plain))
    asked = sorted(label for label in cited - defined.keys() if _LABEL.fullmatch(label))
    first: dict[str, int] = {}
    for number, written in enumerate(lines):
        for label in _NAMED.findall(written):
            first.setdefault(label, number)
    for label in asked if defined else _surely_cited(text, plain, asked):
        message = f"footnote [^{label}] is not defined: write [^{label}]: and its text"
        yield text.problem("undefined-footnote", message, first.get(label, 0), "warning")
    for label, line in defined.items():
        if label not in cited:
            message = f"footnote [^{label}] is cited nowhere, so it is not shown"
            yield text.problem("uncited-footnote", message, line, "info")


def _surely_cited(text: Text, plain: str, labels: Iterable[str]) -> list[str]:
    """The labels that are meant as footnotes in a text without definitions.

    There `[^…]` may be an expression, or the site may not support footnotes.
    """
    likely = set(_CITATION.findall(plain)).intersection(labels)
    if not likely or not text.site.engine.footnotes:
        return []
    tokens = text.parsers.full.parse(plain)
    texts = (child.content for token in tokens for child in token.children or () if child.type == "text")
    shown = {label for one in texts for label in _NAMED.findall(one)}
    return sorted(likely & shown)


_CONFLICT: Final = (expression(r"<{7} \S"), expression(r"={7}$"), expression(r">{7} \S"))
_SHORTCODE: Final = expression(r"\{\{[<%]\s*+(/?)\s*+(\w[\w./-]*+)([^{}]*)[>%]\}\}")
_NEED_END: Final = frozenset({"details", "highlight"})
"""Hugo's own shortcodes (0.168) with text; without their end the build stops."""
_TEMPLATES: Final = ("layouts/_shortcodes", "layouts/shortcodes")
_CALL: Final = expression(r"\{%-?\s*(?:(end)\b[^%]*|(\w++)\s*+\([^%]*\)\s*-?)%\}")


def open_parts(text: Text, blocks: Callable[[], Sequence[Block]]) -> Iterator[Problem]:
    """Yield a problem for each open part of a text, at its first line.

    `blocks` returns those of the body, and is called only if a fence seems to be open.
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
    """Yield a problem for each unclosed block in the engine's template language."""
    match text.site.engine.templates:
        case "liquid":
            yield from open_liquid(text, whole)
        case "go":
            yield from _open_shortcodes(text, whole)
        case "tera":
            yield from _open_calls(text, whole)
        case "nunjucks" | "vue" | "shortcodes" | "mdx" | "none" | "unknown":
            return


def _conflicts(text: Text, lines: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each merge conflict: its three marks, in order."""
    began, wanted = 0, 0
    for number, line in enumerate(lines):
        if _CONFLICT[wanted].match(line):
            began = number if wanted == 0 else began
            wanted += 1
            if wanted == len(_CONFLICT):
                yield text.problem(conflict.RULE, conflict.MESSAGE, began)
                wanted = 0


def _open_shortcodes(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each shortcode that needs an end, or has an end but no beginning (Hugo 0.168)."""
    opened: list[tuple[str, int]] = []
    places: dict[str, list[int]] = {}
    unclosed: list[tuple[str, int]] = []
    line_of = line_counter(whole)
    for found in _shortcodes(whole):
        ends, name, rest = found.groups()
        if not ends:
            if not f"{name}{rest}".rstrip().endswith("/"):
                places.setdefault(name, []).append(len(opened))
                opened.append((name, found.start()))
            continue
        if not places.get(name):
            message = f"{found[0]} ends a shortcode that is not open, which stops the site's build: remove it"
            yield text.problem("unclosed-shortcode", message, line_of(found.start()))
            continue
        at = places[name].pop()
        for inner, _ in opened[at + 1 :]:
            places[inner].pop()
        unclosed += opened[at + 1 :]
        del opened[at:]
    needs: dict[str, bool] = {}
    for name, start in (*unclosed, *opened):
        if name not in needs:
            needs[name] = _takes_text(text, name)
        if needs[name]:
            message = f"the shortcode {name} is never closed, which stops the site's build: write {{{{< /{name} >}}}}"
            yield text.problem("unclosed-shortcode", message, line_of(start))


def _shortcodes(whole: str) -> Iterator[re.Match[str]]:
    """Yield the shortcodes of a text, those that are literal left aside."""
    literal, (start, end) = literals(whole), (0, 0)
    for found in _SHORTCODE.finditer(whole):
        while found.start() >= end >= 0:
            start, end = next(literal, (len(whole), -1))
        if found.start() <= start:
            yield found


def _takes_text(text: Text, name: str) -> bool:
    """Whether a shortcode uses `.Inner`, by the site's template for it, else by Hugo's own."""
    places = [text.site.base + folder for folder in _TEMPLATES]
    if exists(text.root, f"{text.site.base}themes"):
        # The theme is not known, so shortcodes of themes are not reported.
        return any(".Inner" in text_of(text.root, f"{place}/{name}.html") for place in places)
    own = [content for place in places if (content := text_of(text.root, f"{place}/{name}.html"))]
    return ".Inner" in own[0] if own else name in _NEED_END


def _open_calls(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each Zola shortcode with a body but no `{% end %}`."""
    opened: list[tuple[str, int]] = []
    for found in _CALL.finditer(whole):
        if found[2]:
            opened.append((found[2], found.start()))
        elif opened:
            opened.pop()
    line_of = line_counter(whole)
    for name, start in opened:
        message = f"the shortcode {name} is never closed, which stops the site's build: write {{% end %}}"
        yield text.problem("unclosed-shortcode", message, line_of(start))
