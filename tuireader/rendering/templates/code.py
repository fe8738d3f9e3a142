"""Code in a text that has not been parsed: its regions, and the code of templates as Markdown.

Templates come before Markdown, so that only the shape of lines tells code. The shapes are those of CommonMark 0.31:
fences (4.5), indented code (4.4) and code spans (6.1).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import escape
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.rendering.templates.tree import TemplateBlock
    from tuireader.rendering.templates.writer import TranslationWriter

Region = tuple[int, int]

_FENCE: Final = expression(r"[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*\Z)|~{3,})")
_LIST_ITEM: Final = expression(r"[ >]*(?:[-*+]|\d{1,9}[.)])(?:\s|\Z)")
_TICKS: Final = expression(r"`+")
_LIQUID_CODE: Final = ("{% highlight ", "{%highlight ", "{%- highlight ")
_LIQUID_CODE_END: Final = expression(r"\{%-?\s*endhighlight\b")


@dataclass(frozen=True, slots=True)
class CodeRegions:
    """Parts of a text that are code, as offsets, in order and without overlaps."""

    regions: tuple[Region, ...]

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self.regions, (offset, 1 << 62)) - 1
        return at >= 0 and self.regions[at][0] <= offset < self.regions[at][1]


def code_regions(text: str, *, indented: bool) -> CodeRegions:
    """Return the regions of fences and code spans; with `indented`, of code without fences too. Takes linear time."""
    return CodeRegions(tuple(_regions(text, indented=indented)))


def _regions(text: str, *, indented: bool) -> Iterator[Region]:
    lines = _Lines(indented)
    at = 0
    for line in text.split("\n"):
        yield from lines.read(text, line, at)
        at += len(line) + 1
    yield from lines.finish(text)


class _Lines:
    """A text read line by line: the kind of region that is open, and its start."""

    def __init__(self, indented: bool) -> None:
        self._indentation = Indentation(wanted=indented)
        self._fence = ""
        self._began = 0
        self._prose: Region | None = None
        self._in_liquid = False

    def read(self, text: str, line: str, at: int) -> Iterator[Region]:
        """Yield the regions that end with this line, which begins at `at`."""
        if self._in_liquid:
            self._in_liquid = not _LIQUID_CODE_END.search(line)
        elif self._fence:
            if _closes(line, self._fence):
                yield (self._began, at + len(line))
                self._fence = ""
        elif (match := _FENCE.match(line)) or self._indentation.is_code(line) or not line.strip():
            yield from self._end_of_prose(text)
            if match:
                self._fence, self._began = match[1], at
            elif line.strip():
                yield (at, at + len(line))
        else:
            self._prose = (self._prose[0] if self._prose else at, at + len(line))
            self._in_liquid = line.lstrip().startswith(_LIQUID_CODE) and not _LIQUID_CODE_END.search(line)

    def finish(self, text: str) -> Iterator[Region]:
        """Yield the regions that the end of the text ends."""
        if self._fence:
            yield (self._began, len(text))
        yield from self._end_of_prose(text)

    def _end_of_prose(self, text: str) -> Iterator[Region]:
        if self._prose:
            yield from _spans(text, *self._prose)
        self._prose = None


class Indentation:
    """Tells indented code from the content of list items."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._open = True
        self._in_list = False

    def is_code(self, line: str) -> bool:
        """Tell whether the next line is code by its indentation."""
        if not line.strip():
            self._open = True
            return False
        if line.startswith(("    ", "\t")):
            return self._wanted and self._open and not self._in_list
        self._in_list = _LIST_ITEM.match(line) is not None or (self._in_list and line.startswith(" "))
        self._open = False
        return False


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" \t>")
    return len(mark) >= len(fence) and not mark.strip(fence[0])


def _spans(text: str, start: int, end: int) -> Iterator[Region]:
    """Yield the code spans of a paragraph; a run of backticks closes at the next one as long."""
    runs = [match.span() for match in _TICKS.finditer(text, start, end)]
    closer: dict[int, int] = {}
    following = [-1] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        following[index] = closer.get(length, -1)
        closer[length] = index
    index = 0
    while index < len(runs):
        last = following[index]
        if last >= 0 and text[runs[index][0] - 1 : runs[index][0]] != "\\":
            yield (runs[index][0], runs[last][1])
            index = last
        index += 1


_MARKER: Final = expression(r"[-*+\d.)]")
_FENCE_TICKS: Final = expression(r"`{3,}")
_PREFIX: Final = " \t>"
_LANGUAGE: Final = expression(r"[^\s`\"'<>{}]{1,60}")


def code_block(out: TranslationWriter, source: str, block: TemplateBlock, code: str, info: str) -> None:
    """Write the code of a block as a fence, `info` being its info string.

    `code` has as many line breaks as the source between the tags. Where text or the code itself is on the lines
    of the tags, a fence has no room: it becomes a `pre` then, and in the midst of a line a code span.
    """
    before = out.line()
    closing = source.find("\n", block.end)
    after = source[block.end : closing if closing >= 0 else len(source)]
    breaks = source.count("\n", block.opener.start, block.opener.end)
    lines = code.split("\n")
    own_lines = len(lines) > 1 and not lines[0].strip() and not lines[-1].strip(_PREFIX)
    if own_lines and not after.strip() and out.at_start() and not out.in_html(block):
        mark = "`" * max((len(run) + 1 for run in _FENCE_TICKS.findall(code)), default=3)
        info = info.replace("`", "").strip()
        indent = _MARKER.sub(" ", before)
        missing = indent if any(line.strip() and not line.startswith(indent) for line in lines[1:-1]) else ""
        inner = [missing + line if line.strip() else line for line in lines[1:-1]]
        out.put("\n".join([mark + info + "\n" * breaks, *inner, indent + mark]))
    elif len(lines) == 1 and breaks == 0:
        alone = out.at_start() and not after.strip()
        _in_line(out, code.strip(), _LANGUAGE.match(info), alone=alone, in_html=out.in_html(block))
    else:
        _preformatted(out, lines, _LANGUAGE.match(info), breaks)
    out.drop(block.closer.start, block.closer.end)


def _in_line(
    out: TranslationWriter, code: str, language: re.Match[str] | None, *, alone: bool, in_html: bool
) -> None:
    """Write code that is on the line of its tags, without blanks around it."""
    if alone and code:
        _preformatted(out, [code], language, 0)
    elif code:
        out.put(f"<code>{escape(code, quote=False)}</code>" if in_html else _span(code))


def _span(text: str) -> str:
    mark = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{room}{text}{room}{mark}"


def _preformatted(
    out: TranslationWriter, lines: list[str], language: re.Match[str] | None, breaks: int
) -> None:
    """Write code beside text; where a line has text before it, the code begins on the next one."""
    name = f' class="language-{escape(language[0])}"' if language else ""
    lines = ["" for _ in range(breaks)] + [escape(line, quote=False) for line in lines]
    at = 0
    if out.line().strip() and len(lines) > 1 and not lines[0].strip():
        at = next((index for index, line in enumerate(lines) if line.strip()), 0)
    lines[at] = f"<pre><code{name}>{lines[at]}"
    out.put("\n".join(lines) + "</code></pre>")
