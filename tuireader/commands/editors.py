"""`tuireader lsp` and `tuireader at`: what editors run beside the reader."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuireader.commands.command import NOTHING_FOUND, OK, Subcommand, open_terminal

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def lsp_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--stdio", action="store_true", help="use standard input and output (always the case)"
    )


def serve(options: Namespace) -> int:  # noqa: ARG001 - of every command
    """Serve an editor until it leaves."""
    try:
        from tuireader.language_server.server import serve_editor
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol"}:
            raise
        return open_terminal().fail("the language server needs more packages: pip install 'tuireader[lsp]'")
    serve_editor()
    return OK


def at_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("place", metavar="POST[:LINE]", help="the post, and the line to show [1]")


def show_at(options: Namespace) -> int:
    """Show the line in the readers of the post's archive; status 1 without any."""
    terminal = open_terminal()
    path, line = place_of(options.place)
    if not os.path.isfile(path):  # noqa: PTH113 - false for what is no path at all
        post, _, given = path.rpartition(":")
        if os.path.isfile(post):  # noqa: PTH113 - as above
            return terminal.fail(
                f"{given or 'nothing'} is not the number of a line, which is 1 or more: {post}:1"
            )
        return terminal.fail(f"there is no file {path}")
    from tuireader.session.preview.sender import move_readers

    if message := move_readers(os.path.abspath(path), line):  # noqa: PTH100 - links stay as they are named
        terminal.note(message)
        return NOTHING_FOUND
    return OK


LSP = Subcommand("serve editors: preview as you type, problems, completion, links", lsp_arguments, serve)
AT = Subcommand("show a line of a post in the running reader", at_arguments, show_at)


def place_of(text: str) -> tuple[str, int]:
    """The path and the line, from 1, of `POST`, `POST:LINE` or `POST:LINE:COLUMN`."""
    path, line = text, 1
    for _ in range(2):
        before, colon, number = path.rpartition(":")
        # A file may have a name that ends like this.
        if not (colon and before and number.isdecimal()) or os.path.lexists(path):
            break
        path, line = before, max(int(number[:9]), 1)
    return path, line
