"""The spans that are open around a piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tuireader.rendering.elements.flow import NO_LINK

if TYPE_CHECKING:
    from rich.style import Style

_DEEPEST: Final = 200


class Opened(NamedTuple):
    """A span that is open: the name that closes it, what held before it, and what is added at its end.

    `start` is the number of runs, and of characters, that the flow had before it.
    """

    name: str
    style: Style
    link: int
    after: str = ""
    start: tuple[int, int] = (0, 0)


class Markup:
    """The spans that are open around a piece of text, and the style and link that they make."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.link = NO_LINK
        self._opened: list[Opened] = []

    def push(
        self,
        name: str,
        style: Style | None,
        link: int | None = None,
        after: str = "",
        start: tuple[int, int] = (0, 0),
    ) -> None:
        """Open a span; `after` and `start` are what `ended` returns when it is closed."""
        self._opened.append(Opened(name, self.style, self.link, after, start))
        if style is not None:
            self.style = self.style + style
        if link is not None:
            self.link = link

    def pop(self, name: str) -> bool:
        """Close the last span of that name and those opened within it; tell whether there was one."""
        return self.ended(name) is not None

    def ended(self, name: str) -> Opened | None:
        """Close the last span of that name as `pop` does; return it."""
        for index in range(len(self._opened) - 1, max(-1, len(self._opened) - _DEEPEST), -1):
            found = self._opened[index]
            if found.name == name:
                self.style, self.link = found.style, found.link
                del self._opened[index:]
                return found
        return None
