"""The ends of HTML elements among lines of Markdown, found line by line and without parsing either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.late import dataclass, expression
from tuireader.rendering.callout_kinds import kind_of_classes
from tuireader.rendering.parsing.html_tags import attributes
from tuireader.rendering.parsing.rule_parts import leaves_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.rules_block import StateBlock

    Key = tuple[str, int, int, int]

AHEAD: Final = 1_000
"""Lines among which the end of an element is looked for."""
_MAX_OPEN: Final = 16
_MAX_LINE: Final = 50_000
SHAPING: Final = frozenset({"blockquote", "center", "details", "dl", "figure", "ol", "table", "ul"})
_SHAPED_BY_ATTRIBUTES: Final = frozenset({"aside", "div", "p", "section"})
_COUNTED: Final = SHAPING | _SHAPED_BY_ATTRIBUTES
_TAG: Final = expression(
    r"""<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>]|$)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)|<(!--)"""
)
_ALIGNED: Final = expression(r"\salign\s{0,9}=|text-align\s{0,9}:", re.IGNORECASE)
_FENCE: Final = expression(r"`{3,}(?=[^`]*$)|~{3,}")
_CODE: Final = expression(r">\s{0,99}<code(?:\s[^<>]*)?>", re.IGNORECASE)
_SPAN: Final = expression(r"(`++)[^`]++\1(?!`)")
_SWALLOWING: Final = {name: f"</{name}" for name in ("pre", "script", "style", "textarea")}


class Extent(NamedTuple):
    """The line after an element's last one; `closing` is where its end tag begins, `closed` whether it has one."""

    end: int
    closed: bool
    closing: int = 0


class _Open(NamedTuple):
    name: str
    shapes: bool


class Scan:
    """A pass through lines, which knows the open elements of some names after each line."""

    def __init__(self, names: frozenset[str]) -> None:
        self.opened: list[_Open] = []
        self.shaping = 0
        self.closing = 0
        self.verbatim = ""
        """The tag of the `pre` that is open, and that of the `code` in it."""
        self._names = names
        self._until = ""
        self._fence = ""
        self._html = True

    @property
    def in_text(self) -> bool:
        """Whether a blank line ends the lines above it."""
        return not (self._until or self._fence)

    @property
    def hides(self) -> bool:
        """Whether a comment, a script or the like is open."""
        return bool(self._until) and not self.verbatim

    @property
    def is_clean(self) -> bool:
        """Whether nothing is open, as at the beginning."""
        return self._html and self.in_text and not self.opened

    def line(self, text: str, offset: int, *, after_blank: bool) -> bool:
        """Go past a line that begins at `offset`; tell whether the first element has ended in it."""
        stripped = text.lstrip(" ")
        if after_blank and self.in_text:
            self._html = stripped.startswith("<")
        if self._until:
            return self._tags(text, offset)
        if not self._html and self._is_fenced(stripped):
            return False
        if not self._html and "`" in text:
            text = _SPAN.sub(lambda match: " " * len(match[0]), text)
        return "<" in text and self._tags(text, offset)

    def _is_fenced(self, text: str) -> bool:
        if self._fence:
            if text.startswith(self._fence) and not text.strip().strip(self._fence[0]):
                self._fence = ""
            return True
        if match := _FENCE.match(text):
            self._fence = match[0]
        return bool(match)

    def _tags(self, text: str, offset: int) -> bool:
        at = 0
        while True:
            if self._until:
                found = re.compile(self._until, re.IGNORECASE).search(text, at)
                if found is None:
                    return False
                at = found.end()
                self._until = self.verbatim = ""
            match = _TAG.search(text, at)
            if match is None:
                return False
            at = match.end()
            if match[4]:
                self._until = "-->"
            elif match[2].lower() == "pre" and not match[1]:
                self._until = _SWALLOWING["pre"]
                self.verbatim = f"{match[0]}>{(_CODE.match(text, at) or ('',))[0].lstrip('>')}"
            elif self._tag(match[2].lower(), bool(match[1]), match[3] or ""):
                self.closing = offset + match.start()
                return True

    def _tag(self, name: str, closes: bool, written: str) -> bool:
        if name in _SWALLOWING and not closes:
            self._until = _SWALLOWING[name]
        elif name not in self._names or written.endswith("/"):
            return False
        elif closes:
            return self._closed(name)
        else:
            if name == "p":
                self._closed(name)
            self._opened(_Open(name, name in SHAPING or _is_shaped(written)))
        return False

    def _opened(self, one: _Open) -> None:
        self.opened.append(one)
        self.shaping += one.shapes

    def _closed(self, name: str) -> bool:
        index = next((i for i in range(len(self.opened) - 1, -1, -1) if self.opened[i].name == name), -1)
        if index >= 0:
            self.shaping -= sum(one.shapes for one in self.opened[index:])
            del self.opened[index:]
        return index == 0


_RUN: Final = "html_run"
_END: Final = "html_end"
"""Keys of `env`, which outlives a text: each value names the text that it is about."""


@dataclass(frozen=True, slots=True)
class HtmlRun:
    """Facts about the lines of HTML up to the next blank one, found once for all elements that begin in them.

    Each line of a long run may begin an element; to go through the rest for each would take quadratic time. The lines
    are `first` to `stop` (exclusive), where HTML ends if the run is `whole`. `clean` are those before which no element
    is open, `shaped` tells of each whether one that shapes its content is open after it.
    """

    key: Key
    first: int
    stop: int
    whole: bool
    clean: frozenset[int]
    shaped: tuple[bool, ...]

    def tells(self, start: int, most: int) -> bool:
        """Tell whether the run covers the HTML from line `start` to its end, or `most` lines of it."""
        return start in self.clean and (self.whole or start + most <= self.stop)

    def is_plain(self, start: int, most: int) -> bool:
        """Tell whether no element that shapes is open at that end; the run must cover it."""
        return not self.shaped[min(start + most, self.stop) - 1 - self.first]


def is_plain(state: StateBlock, start: int, end: int, most: int, scanned: Callable[[], HtmlRun]) -> bool:
    """Tell whether no element that shapes is open at the end of the HTML from line `start` on; false if unknown."""
    run: HtmlRun | None = state.env.get(_RUN)
    if run is None or run.key != _key_of(state, end) or not run.tells(start, most):
        state.env[_RUN] = run = scanned()
    return run.tells(start, most) and run.is_plain(start, most)


def _key_of(state: StateBlock, end: int) -> Key:
    """The text and the block of lines, which tell them apart besides their numbers."""
    return state.src, state.level, state.blkIndent, end


def html_end(state: StateBlock, start: int, end: int) -> int:
    """The line on which HTML that begins on line `start` ends for CommonMark: the next blank one (types 6 and 7)."""
    known: tuple[Key, int, int] | None = state.env.get(_END)
    key = _key_of(state, end)
    if known and known[0] == key and known[1] <= start < known[2]:
        return known[2]
    line = start + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    state.env[_END] = (key, start, line)
    return line


def container_extent(state: StateBlock, start: int, end: int) -> Extent | None:
    """The extent of the elements that are open where the HTML from line `start` on comes to a blank line.

    It ends with the HTML in which the last of them is closed. None where none of them shapes its content.
    """
    if is_plain(state, start, end, AHEAD, lambda: _scanned(state, start, end)):
        return None
    scan = Scan(_COUNTED)
    html = True
    after_blank = False
    line = start
    for line in _lines(state, start, end):
        if not state.isEmpty(line):
            scan.line(*_text(state, line), after_blank=after_blank)
            after_blank = False
        elif not scan.shaping and (html or scan.in_text):
            return None if html else Extent(line, closed=True)
        else:
            html, after_blank = False, True
        if len(scan.opened) > _MAX_OPEN:
            break
    if html and not scan.shaping:
        return None
    return Extent(line + 1, closed=not scan.shaping)


def _scanned(state: StateBlock, start: int, end: int) -> HtmlRun:
    """The run of HTML from line `start` on, long enough for the elements that begin in its first half."""
    scan = Scan(_COUNTED)
    clean, shaped = set(), []
    line, whole = start, True
    for line in range(start, min(end, start + 2 * AHEAD)):
        if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            break
        if scan.is_clean:
            clean.add(line)
        scan.line(*_text(state, line), after_blank=False)
        shaped.append(bool(scan.shaping))
        if len(scan.opened) > _MAX_OPEN:
            whole = False
            break
    else:
        whole = start + 2 * AHEAD >= end
    return HtmlRun(_key_of(state, end), start, start + len(shaped), whole, frozenset(clean), tuple(shaped))


def element_extent(state: StateBlock, start: int, end: int, name: str) -> Extent:
    scan = Scan(frozenset({name}))
    after_blank = False
    line = start
    for line in _lines(state, start, end):
        if state.isEmpty(line):
            after_blank = True
            continue
        if scan.line(*_text(state, line), after_blank=after_blank or line == start + 1):
            return Extent(line + 1, closed=True, closing=scan.closing)
        after_blank = False
        if len(scan.opened) > _MAX_OPEN:
            break
    return Extent(line + 1, closed=False)


def _lines(state: StateBlock, start: int, end: int) -> Iterator[int]:
    """The lines that may belong to the element that begins at `start`."""
    for line in range(start, min(end, start + AHEAD)):
        if leaves_block(state, line):
            return
        yield line


def _text(state: StateBlock, line: int) -> tuple[str, int]:
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : min(state.eMarks[line], at + _MAX_LINE)], at


def _is_shaped(written: str) -> bool:
    """Tell whether attributes shape the content of an element: they align it, or make it an admonition."""
    return bool(_ALIGNED.search(written) or kind_of_classes(attributes(written).get("class", "")))
