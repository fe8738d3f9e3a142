"""What a text leaves open: fences, blocks of Liquid, shortcodes and merges.

It is told from the text alone, so quickly that it can be asked for at each save.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.engines.folders import exists, text_of
from tuireader.archive.front_matter import handler as conflict
from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site
    from tuireader.rendering.body.blocks import Block

_FENCE: Final = re.compile(r"[ \t>*+-]{0,40}(`{3,}|~{3,})([^\n]*)")
_TAG: Final = re.compile(r"\{%-?\s*(\w+)")
_BLOCKS: Final = frozenset(
    {"raw", "comment", "highlight", "if", "unless", "case", "for", "tablerow", "capture"}
)
"""The tags that Jekyll (4.3.1) and Liquid (4.0.4) close by `end…`; those of plugins are not known."""
_VERBATIM: Final = frozenset({"raw", "comment"})
_CONFLICT: Final = (re.compile(r"<{7} \S"), re.compile(r"={7}$"), re.compile(r">{7} \S"))
_SHORTCODE: Final = re.compile(r"\{\{[<%]\s*(/?)\s*(\w[\w./-]*)([^{}]*?)(/?)\s*[>%]\}\}")
_NEED_END: Final = frozenset({"details", "highlight"})
"""Hugo's own (0.168) that take text; without their end the build stops."""
_TEMPLATES: Final = ("layouts/_shortcodes", "layouts/shortcodes")
_CALL: Final = re.compile(r"\{%-?\s*(?:(end)\b[^%]*|(\w+)\s*\([^%]*\))\s*-?%\}")


@dataclass(frozen=True, slots=True)
class Text:
    """The body of a post: its lines, of which the first is line `first` of the file; `site` is the post's."""

    post: PostId
    lines: Sequence[str]
    first: int
    site: Site
    root: str

    def problem(self, rule: str, message: str, line: int) -> Problem:
        """Return a problem with what begins on a line of the body, counted from 0."""
        return Problem(self.post, rule, message, "error", self.first + line, 1)


def open_parts(text: Text, blocks: Callable[[], Sequence[Block]]) -> Iterator[Problem]:
    """Yield a problem for each thing that a text leaves open, at the line where it begins.

    `blocks` are those of the body, asked for only where a fence seems to be open.
    """
    whole = "\n".join(text.lines)
    if "<<<<<<< " in whole:
        yield from _conflicts(text, outside_code(text.lines))
    if "```" in whole or "~~~" in whole:
        yield from _open_fence(text, blocks)
    if text.site.engine.stops_at_open_blocks and ("{{" in whole or "{%" in whole):
        yield from _open_templates(text, whole)


def _open_templates(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for each block that is not closed in the engine's template language."""
    match text.site.engine.templates:
        case "liquid":
            yield from _open_tags(text, whole)
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


def _open_fence(text: Text, blocks: Callable[[], Sequence[Block]]) -> Iterator[Problem]:
    lines = text.lines
    # Most fences are closed, which a look at the lines tells; only the parser knows of those that are not.
    if _left_open(lines) is None:
        return
    known = blocks()
    last = known[-1] if known else None
    if last is None or last.kind != "fence":
        return
    fences = [block for block in known if block.kind == "fence"]
    start = last
    for block in reversed(fences):
        start = block
        if block.part is None or block.part.index == 0:
            break
    line = next((at for at in range(start.start, -1, -1) if _FENCE.match(lines[at])), start.start)
    mark = _FENCE.match(lines[line])
    end = next((below for below in reversed(lines[line + 1 :]) if below.strip()), "").strip()
    if mark and not (end.startswith(mark[1]) and not end.strip(mark[1][0])):
        message = f"the code that begins here is not closed: write {mark[1]} on a line below it"
        yield text.problem("unclosed-fence", message, line)


def _left_open(lines: Iterable[str]) -> int | None:
    """Return the line of a fence that no line closes, told from the lines alone; None where all are closed."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if not (mark := _FENCE.match(line)):
            continue
        if opened is None:
            if mark[1][0] == "~" or "`" not in mark[2]:
                opened = number, mark[1]
        elif mark[1].startswith(opened[1]) and not mark[2].strip():
            opened = None
    return None if opened is None else opened[0]


def outside_code(lines: Sequence[str]) -> list[str]:
    """Return the lines, those in fences and what stands in code spans left blank."""
    found: list[str] = []
    opened = ""
    for line in lines:
        mark = _FENCE.match(line)
        if opened:
            if mark and mark[1].startswith(opened) and not mark[2].strip():
                opened = ""
            found.append("")
        elif mark and (mark[1][0] == "~" or "`" not in mark[2]):
            opened = mark[1]
            found.append("")
        else:
            found.append(line)
    return found


def _open_tags(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for the first block tag that is not closed, or not open: Jekyll stops its build there."""
    opened: list[tuple[str, int]] = []
    for found in _TAG.finditer(whole):
        name = found[1]
        within = opened[-1][0] if opened else ""
        if name == f"end{within}" and opened:
            opened.pop()
        elif not opened and name[3:] in _BLOCKS and name.startswith("end"):
            message = (
                f"{{% {name} %}} ends a block that is not open, which stops the site's build: take it out"
            )
            yield text.problem("unclosed-liquid", message, whole.count("\n", 0, found.start()))
            return
        elif name in _BLOCKS and within not in _VERBATIM:
            opened.append((name, found.start()))
    if opened:
        name, at = opened[0]
        message = f"{{% {name} %}} is never closed, which stops the site's build: write {{% end{name} %}}"
        yield text.problem("unclosed-liquid", message, whole.count("\n", 0, at))


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
