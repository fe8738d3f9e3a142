"""The terminal's support of pictures: queried when there is one to draw, and read from among the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.session.pictures.terminals import CELL, is_passed_on, sane_cell

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

QUESTION: Final = "\x1b[>q\x1b[16t\x1b[c"
"""Asks for the terminal's name, the size of a cell in pixels, and its attributes, which every terminal answers."""
_ANSWER: Final = expression(
    r"\x1bP>\|(?P<name>[^\x1b]{0,200})\x1b\\|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t|\x1b\[\?(?P<attributes>[\d;]{1,80})c"
)
_BEGINNING: Final = expression(
    r"\x1b(?:P(?:>(?:\|[^\x1b]{0,200}\x1b?)?)?|\[(?:\?[\d;]{0,80}|6[;\d]{0,10})?)?\Z"
)
_NAMED: Final = expression(r"(?P<name>[A-Za-z]+)\D{0,2}(?P<version>\d+(?:\.\d+)*)?")
_PLACEHOLDERS: Final = {"kitty": (0, 28), "ghostty": (0,)}
"""The terminals that show kitty's placeholders, each with its first version that does."""
_SIXEL: Final = "4"


@dataclass(frozen=True, slots=True)
class TerminalGraphics:
    """How the terminal shows pictures best: `blocks`, `kitty` or `sixel`; and the size of a cell in pixels."""

    protocol: str = "blocks"
    cell: tuple[int, int] = CELL


class GraphicsAnswers:
    """The terminal's answers, extracted from the input; `cell` is the size of a cell unless they say another."""

    def __init__(self, cell: tuple[int, int] | None = None) -> None:
        self.found: TerminalGraphics | None = None
        """The terminal's support, once it has answered."""
        self._held = ""
        self._name = ""
        self._cell = cell

    def keys(self, text: str) -> str:
        """The typed text without answers; the beginning of one is held back."""
        text, self._held = self._held + text, ""
        keys = _ANSWER.sub(self._take, text)
        if self.found is None and (begun := _BEGINNING.search(keys)):
            keys, self._held = keys[: begun.start()], begun[0]
        return keys

    def rest(self) -> str:
        """The text held back, when nothing followed: it was a key."""
        held, self._held = self._held, ""
        return held

    def _take(self, answer: re.Match[str]) -> str:
        if answer["name"] is not None:
            self._name = answer["name"]
        elif answer["height"]:
            self._cell = sane_cell(int(answer["width"]), int(answer["height"])) or self._cell
        else:
            self.found = TerminalGraphics(self._protocol(answer["attributes"].split(";")), self._cell or CELL)
        return ""

    def _protocol(self, attributes: list[str]) -> str:
        named = _NAMED.match(self._name)
        first = _PLACEHOLDERS.get(named["name"].lower()) if named else None
        if named and first and tuple(map(int, (named["version"] or "0").split("."))) >= first:
            return "kitty"
        # Sixels of another size than the cells would run over what is beside them.
        return "sixel" if _SIXEL in attributes[1:] and self._cell else "blocks"


class PictureTerminal:
    """The terminal as pictures need it.

    `images` is the setting; `ask` has the terminal asked, passes the answer on, and tells when others have had it;
    `write` writes to it.
    """

    def __init__(
        self,
        images: str,
        environment: Mapping[str, str],
        ask: Callable[[Callable[[TerminalGraphics], object], Callable[[], object]], object] | None,
        write: Callable[[str], object],
    ) -> None:
        self._images = images
        self._ask = ask
        self.write = write
        self._is_passed_on = is_passed_on(environment)
        self.graphics = TerminalGraphics("blocks" if images == "auto" else images)
        self.generation = 0
        """How often others have had the terminal, which then has lost the pictures that it was sent."""

    def begin(self, answered: Callable[[], object]) -> None:
        """Ask the terminal what it can do, if that is not settled; `answered` is called once it is known."""

        def take(found: TerminalGraphics) -> None:
            protocol = found.protocol if self._images == "auto" else self._images
            self.graphics = TerminalGraphics(protocol, found.cell)
            answered()

        def take_again() -> None:
            self.generation += self.graphics.protocol == "kitty"
            answered()

        settled = self._images == "blocks" or (self._images == "auto" and self._is_passed_on)
        if self._ask and not settled:
            self._ask(take, take_again)
