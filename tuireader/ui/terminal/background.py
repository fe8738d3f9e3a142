"""The terminal's own background, dark or light: the query, and its answers among what is typed.

A terminal answers OSC 11 with its background (xterm's control sequences), and with mode 2031 tells when it turns dark
or light (https://contour-terminal.org/vt-extensions/color-palette-update-notifications/). One that knows neither is
silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

BACKGROUND_QUERY: Final = "\x1b]11;?\x1b\\\x1b[?2031h"
"""Asks for the background, and for reports of its changes."""
END_REPORTS: Final = "\x1b[?2031l"
"""Ends those reports."""
NOT_QUERIED: Final = frozenset({"linux", "dumb", "unknown"})
"""Names of terminals that are not asked: old consoles of Linux print the query."""
MAX_WAIT_TICKS: Final = 20
"""Ticks to wait for the rest of an answer; then its beginning is dropped."""
_ANSWER: Final = expression(r"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)|\x1b\[\?997;([12])n")
_BEGUN: Final = expression(
    r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?|\[(?:\?(?:9(?:9(?:7(?:;[12]?)?)?)?)?)?)\Z"
)
_SURE: Final = "\x1b]11;"
"""The beginning of an answer that nobody types."""
_COLOUR: Final = expression(
    r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?"
)


class BackgroundAnswers:
    """Extracts the answers from the input, and calls `report` with whether the background is light."""

    def __init__(self, report: Callable[[bool], None]) -> None:
        self._report = report
        self._begun = ""
        self._waited = 0

    def keys(self, text: str) -> str:
        """The typed text without answers; the beginning of one is kept for the next text."""
        text = _ANSWER.sub(self._take, self._begun + text)
        begun = _BEGUN.search(text)
        self._begun, self._waited = begun[0] if begun else "", 0
        return text.removesuffix(self._begun) if begun else text

    def tick(self) -> str:
        """The kept text if it proves to be typed, since nothing followed for a moment."""
        self._waited += 1
        if not self._begun or (self._begun.startswith(_SURE) and self._waited < MAX_WAIT_TICKS):
            return ""
        begun, self._begun = self._begun, ""
        return "" if begun.startswith(_SURE) else begun

    def _take(self, answer: re.Match[str]) -> str:
        light = answer[2] == "2" if answer[2] else is_light(answer[1])
        if light is not None:
            self._report(light)
        return ""


def is_light(colour: str) -> bool | None:
    """Whether a colour, as X11 writes it, looks nearer to white than to black; None if it is not a colour."""
    found = _COLOUR.fullmatch(colour)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / int("f" * len(part), 16) for part in found.groups())
    return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
