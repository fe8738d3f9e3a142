"""`tuireader show`: posts, drawn as in the reader."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.commands.command import Command, add_json
from tuireader.commands.drawn_post import DrawnPost, draw_post
from tuireader.commands.standard_input import NAME as STANDARD_INPUT
from tuireader.commands.standard_input import standard_input
from tuireader.commands.styled import Inks
from tuireader.commands.terminal import OK, Terminal, open_terminal, shown
from tuireader.settings import SettingsProblem, load_settings
from tuireader.settings.values import WIDTHS

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from tuireader.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """Say what `show` takes."""
    parser.add_argument("posts", nargs="+", metavar="POST", help="a file, or - for standard input")
    parser.add_argument("--width", type=columns, metavar="COLUMNS", help="the measure [80]")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="[auto]")
    parser.add_argument("--outline", action="store_true", help="print the headings alone")
    add_json(parser)


def columns(text: str) -> int:
    """Return the number of columns that the text is."""
    if not text.isdecimal() or len(text) > 6 or int(text) not in WIDTHS:
        msg = f"a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {text}"
        raise ArgumentTypeError(msg)
    return int(text)


def run(options: Namespace) -> int:
    """Print each post, and go on with the next where one cannot be read."""
    terminal = open_terminal(options.color)
    settings = load_settings(os.environ, {"width": options.width})
    if isinstance(settings, SettingsProblem):
        return terminal.fail(str(settings))
    width = settings.width
    if options.width is None and terminal.columns is not None:
        width = max(WIDTHS.start, min(width, terminal.columns))
    status, first = OK, True
    for name in options.posts:
        with ExitStack() as stack:
            from_input = name == STANDARD_INPUT
            path = stack.enter_context(standard_input() if from_input else nullcontext(Path(name)))
            drawn = draw_post(path, settings.theme, width, STANDARD_INPUT if from_input else None)
        if isinstance(drawn, str):
            status = terminal.fail(f"{name}: {drawn}")
            continue
        if not (first or options.json):
            terminal.line()
        first = False
        _print(drawn, options, settings, terminal)
    return status


SHOW = Command("print posts as the reader draws them", arguments, run)


def _print(drawn: DrawnPost, options: Namespace, settings: Settings, terminal: Terminal) -> None:
    if options.json:
        terminal.json(post_fields(drawn))
    elif options.outline:
        for entry in drawn.outline:
            indent = "  " * (entry.level - 1)
            line = terminal.styled(f"{drawn.body_line + entry.line:>5}", "dim")
            terminal.line(f"{line}  {indent}{shown(entry.title)}")
    else:
        inks = Inks(settings.theme) if terminal.coloured else None
        for row in drawn.rows:
            terminal.line(inks.line(row) if inks else row.text.rstrip())


def post_fields(drawn: DrawnPost) -> Mapping[str, object]:
    """Return the JSON fields of a post as it is shown; lines count from 1 in the file."""
    return {
        "id": drawn.post.id,
        "title": drawn.post.title,
        "outline": [
            {
                "level": entry.level,
                "title": entry.title,
                "anchor": entry.anchor,
                "line": drawn.body_line + entry.line,
            }
            for entry in drawn.outline
        ],
        "text": drawn.text,
    }
