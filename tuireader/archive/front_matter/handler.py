"""The base of the handlers that python-frontmatter parses with: the extent and the metadata of a block."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from frontmatter.default_handlers import BaseHandler

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from tuireader.archive.metadata.values import Value

RULE: Final = "conflict-markers"
MESSAGE: Final = "a merge conflict: keep one text and remove the marks <<<<<<<, ======= and >>>>>>>"
_MARK: Final = "<<<<<<<"
_OURS, _BASE, _THEIRS, _END = "<<<<<<< ", "||||||| ", "=======", ">>>>>>> "


class Merged(NamedTuple):
    """One side of a conflict: the text, and of each of its lines the place in the whole text, from 0."""

    text: str
    lines: Sequence[int]
    first: int
    """The line of the first mark, from 0."""


def one_side(text: str) -> Merged | None:
    """Return a text without the marks and the second sides of its conflicts; None where it has none that is whole."""
    # What is sought first is found soonest not to be there: few texts hold two of its characters in a row.
    if _MARK not in text or (not text.startswith(_OURS) and f"\n{_OURS}" not in text):
        return None
    kept: list[int] = []
    lines = text.split("\n")
    within, first, ended = "", -1, False
    for number, line in enumerate(lines):
        if not within and line.startswith(_OURS):
            within, first = "ours", number if first < 0 else first
        elif within == "ours" and (line == _THEIRS or line.startswith(_BASE)):
            within = "theirs" if line == _THEIRS else "base"
        elif within == "base":
            within = "theirs" if line == _THEIRS else within
        elif within == "theirs" and line.startswith(_END):
            within, ended = "", True
        elif within != "theirs":
            kept.append(number)
    return Merged("\n".join(lines[number] for number in kept), kept, first) if ended else None


Format = Literal["yaml", "toml", "json", "js", "pelican", "nikola", "none"]

EOL_OR_END: Final = r"[ \t]*(?:\n|\Z)"
EOL: Final = r"[ \t]*\n"
BLANK: Final = r"\s*"
YAML_FENCE: Final = rf"(?P<mark>---){EOL}"
TOML_FENCE: Final = rf"(?P<mark>\+\+\+){EOL}"
"""Patterns of which the openings of blocks are made."""

MAX_CHARACTERS: Final = 256 * 1024
MAX_DEPTH: Final = 64
MAX_NODES: Final = 20_000
MAX_ALIASES: Final = 100
MAX_FAULTS: Final = 10
MAX_SALVAGED: Final = 1000

SYNTAX: Final = "front-matter-syntax"
TOO_COMPLEX: Final = "front-matter-too-complex"
UNSUPPORTED: Final = "front-matter-unsupported"
REPEATED: Final = "repeated-key"

_NOT_BLANK: Final = expression(r"[^ \t\n]")


@dataclass(frozen=True, slots=True)
class FrontMatterBlock:
    """Offsets in a text: the block without its fences is `[start, end)`, the body begins at `body`."""

    start: int
    end: int
    body: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at one place of a block whose file is not yet known; 1-based in the file."""

    message: str
    line: int
    column: int
    rule: str = SYNTAX


@dataclass(frozen=True, slots=True)
class ParsedMetadata:
    """A block's metadata, or what could be saved of it; `mapping` is False where it is prose or a list."""

    metadata: Mapping[str, Value] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    mapping: bool = True


class FaultError(Exception):
    """The way out of a parser that has met a fault; never leaves this package."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class NotAMappingError(Exception):
    """The way out of a parser that has met prose or a list; never leaves this package."""


class Handler(BaseHandler):
    """A python-frontmatter handler of one notation.

    Those that rules hold serve all texts. `at` gives the handler of a single text, in which a block was found: the
    places of its values are places in that text.
    """

    syntax: Format = "none"
    key_like: re.Pattern[str] = expression(r"[^\s#:][^:\n]*:(?:[ \t]|$)", re.MULTILINE)
    _found: tuple[str, FrontMatterBlock] | None = None
    _line = 1
    """The line of the file that the block begins on."""

    def __init__(self, opening: re.Pattern[str]) -> None:
        super().__init__(fm_boundary=opening)
        self.opening = opening

    @abstractmethod
    def find(self, text: str) -> FrontMatterBlock | Literal["unclosed"] | None:
        """Return the extent of the block; None where the text does not begin with one."""

    @abstractmethod
    def values(self, raw: str, line: int) -> dict[str, Value]:
        """Return the metadata of a block that begins on this line; raises FaultError or NotAMappingError."""

    @abstractmethod
    def salvage(self, raw: str, line: int, fault: Fault) -> ParsedMetadata:
        """Return the metadata that can be saved of a faulty block."""

    def at(self, text: str, block: FrontMatterBlock) -> Self:
        """Return the handler of a text in which this block was found."""
        handler = object.__new__(type(self))
        # As `copy` does, which takes a hundredth of the time that a post takes.
        handler.__dict__.update(self.__dict__, _found=(text, block), _line=line_at(text, block.start))
        return handler

    def detect(self, text: str) -> bool:
        """Tell whether the text begins with a whole block of this notation."""
        return self._found is not None or isinstance(self.find(text), FrontMatterBlock)

    def split(self, text: str) -> tuple[str, str]:
        """Return the block and the body; a text without a block is all body."""
        # What `parse` passes has lost the blanks around it, which count in places, and with some engines decide
        # whether there is a block at all.
        whole, block = self._found or (text, self.find(text))
        if not isinstance(block, FrontMatterBlock):
            return "", text
        return whole[block.start : block.end], whole[block.body :]

    def load(self, fm: str) -> dict[str, Value]:
        """Return the metadata of a block; raises FaultError or NotAMappingError."""
        return self.values(fm, self._line)

    def parse(self, raw: str, line: int) -> ParsedMetadata:
        """Return the metadata in `raw`, or as much as can be saved of it. Never raises."""
        try:
            return ParsedMetadata(self.values(raw, line))
        except FaultError as error:
            return self.salvage(raw, line, error.fault)
        except NotAMappingError:
            return ParsedMetadata(mapping=False)


class FencedHandler(Handler):
    """A handler of blocks between two marks, each on a line of its own.

    `opening` has a group `mark`, which closes the block again; so does each of `closers`. Where the body may be `glued`
    to that mark, it begins right behind it.
    """

    def __init__(self, opening: str, closers: tuple[str, ...] = (), *, glued: bool = False) -> None:
        super().__init__(re.compile(opening))
        self._closers = closers
        self._glued = glued

    def find(self, text: str) -> FrontMatterBlock | Literal["unclosed"] | None:
        """Return the extent of the block, `unclosed` if it has only its opening mark."""
        opened = self.opening.match(text)
        if not opened:
            return None
        closed = _closing((opened["mark"], *self._closers), glued=self._glued).search(
            text, max(opened.end() - 1, 0)
        )
        if not closed:
            return "unclosed" if opened["mark"] else None
        return FrontMatterBlock(
            opened.end(), max(opened.end(), closed.start() + 1), skip_blank_lines(text, closed.end())
        )


@lru_cache(maxsize=32)
def _closing(marks: tuple[str, ...], *, glued: bool) -> re.Pattern[str]:
    any_of_them = "|".join(re.escape(mark) for mark in marks if mark)
    return re.compile(rf"\n(?:{any_of_them}){'' if glued else EOL_OR_END}")


def skip_blank_lines(text: str, start: int) -> int:
    """Return the offset of the first line from `start` on that says something."""
    said = _NOT_BLANK.search(text, start)
    return max(start, text.rfind("\n", start, said.start()) + 1) if said else len(text)


def line_at(text: str, offset: int) -> int:
    """Return the line, from 1, that an offset is on."""
    return text.count("\n", 0, offset) + 1


def unquoted(text: str) -> str:
    """Return the text without the quotation marks around it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def places(raw: str, assignment: re.Pattern[str], line: int) -> dict[str, tuple[int, int]]:
    """Return the line and column of each key's first value, in formats whose parsers do not tell.

    `assignment` matches a key, in its first group that takes part, and all up to its value.
    """
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for match in assignment.finditer(raw):
        line += raw.count("\n", last, match.end())
        last = match.end()
        column = last - (raw.rfind("\n", 0, last) + 1) + 1
        found.setdefault(match[match.lastindex or 0], (line, column))
    return found
