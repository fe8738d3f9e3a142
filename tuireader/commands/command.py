"""Commands, their output, and styled text on a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal, TextIO

from rich.color import ColorSystem

from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression
from tuireader.themes.palette import ALL, colour_count

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping, Sequence

    from rich.style import Style

    from tuireader.rendering.drawing import Line, LinkSpan
    from tuireader.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A command: `arguments` fills its parser, `run` takes the parsed options and returns the exit status."""

    summary: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def add_archive(parser: ArgumentParser) -> None:
    """Add the argument for a folder of posts."""
    parser.add_argument("archive", nargs="?", default=".", metavar="ARCHIVE", help="a folder of posts [.]")


def add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON Lines")


ColorChoice = Literal["auto", "always", "never"]
OK, NOTHING_FOUND, WRONG_USAGE = 0, 1, 2
STANDARD_INPUT = "-"
"""The name for standard input."""

# Python's JSON writes these unchanged, and a terminal would obey them.
UNSAFE = expression("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
STYLES: Mapping[str, str] = {"bold": "1", "dim": "2", "warning": "35"}


@dataclass(frozen=True, slots=True)
class Terminal:
    """Standard output and error. `columns` is the width of a real terminal, None for pipes and files."""

    out: TextIO
    err: TextIO
    coloured: bool
    columns: int | None

    def line(self, text: str = "") -> None:
        """Write one line; `text` holds no control characters except styles of this program."""
        self.out.write(f"{text}\n")

    def json(self, fields: Mapping[str, object]) -> None:
        """Write one JSON line: UTF-8, fields in order."""
        import json

        text = json.dumps(fields, ensure_ascii=False)
        self.out.write(UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n")

    def styled(self, text: str, style: str) -> str:
        """The text in one of `STYLES`, if colour is wanted."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.coloured and text else text

    def fail(self, message: str) -> int:
        """Report an error in one line; the exit status for it."""
        self.note(message)
        return WRONG_USAGE

    def none(self, what: str, why: str = "") -> None:
        """Report, on a terminal only, that there is nothing to print, and why."""
        if self.columns is not None:
            self.note(f"no {what}" + (f": {why}" if why else ""))

    def note(self, message: str) -> None:
        """Report something in one line beside the output."""
        self.err.write(f"tuireader: {shown(message)}\n")


def shown(text: str) -> str:
    """The text in one line that is safe to print, tabs included."""
    return " ".join(neutralise(text).split())


def open_terminal(colour: ColorChoice = "auto") -> Terminal:
    """The terminal of this process, able to print any character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # A lone surrogate in a file name becomes a JSON escape.
            reconfigure(encoding="utf-8", errors="backslashreplace")
    interactive = sys.stdout.isatty()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    coloured = colour == "always" or (colour == "auto" and interactive and not plain)
    return Terminal(sys.stdout, sys.stderr, coloured, _columns() if interactive else None)


def _columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


SYSTEMS: Mapping[int, ColorSystem] = {
    ALL: ColorSystem.TRUECOLOR,
    256: ColorSystem.EIGHT_BIT,
    16: ColorSystem.STANDARD,
}


class Inks:
    """Lines in the colours of a theme, as many as the terminal has."""

    def __init__(self, theme: Theme) -> None:
        self._foreground = theme.palette.foreground
        self._colours = SYSTEMS[colour_count(os.environ)]

    def line(self, line: Line, links: Sequence[LinkSpan] = ()) -> str:
        """The line with its styles, and the external ones of `links`, as escape sequences."""
        from tuireader.rendering.links.hyperlinks import steady_ids, with_hyperlinks

        text = "".join(
            self._own(segment.style).render(segment.text, color_system=self._colours)
            if segment.style
            else segment.text
            for segment in with_hyperlinks(line.segments, links)
        )
        return steady_ids(text)

    def _own(self, style: Style) -> Style:
        """The style without the page's text colour, since the background is the terminal's."""
        plain = style.color is not None and style.color.name == self._foreground and style.bgcolor is None
        return style.without_color if plain else style
