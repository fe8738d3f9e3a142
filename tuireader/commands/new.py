"""`tuireader new`: a new post, named and written like the others of the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.archive import open_archive
from tuireader.archive.new_post.new_post import create_post, prepare_post, request_post
from tuireader.archive.post import Problem
from tuireader.archive.text import neutralise
from tuireader.commands.command import OK, Subcommand, add_archive, open_terminal

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tuireader.commands.command import Terminal


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help="the title, one line")
    add_archive(parser)
    parser.add_argument("--draft", action="store_true", help="make it a draft")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="give it a tag; may be repeated"
    )
    parser.add_argument("--edit", action="store_true", help="open it in $VISUAL or $EDITOR")


def run(options: Namespace) -> int:
    """Write the post, print its path and, on demand, open it."""
    terminal = open_terminal()
    request = request_post(options.title, tuple(options.tag), draft=options.draft)
    if isinstance(request, Problem):
        return terminal.fail(request.message)
    archive = open_archive(Path(options.archive))
    if isinstance(archive, Problem):
        return terminal.fail(archive.message)
    post = prepare_post(archive, request, datetime.now(UTC))
    if isinstance(post, Problem):
        return terminal.fail(post.message)
    made = create_post(archive, post)
    if isinstance(made, Problem):
        return terminal.fail(made.message)
    terminal.line(neutralise(str(Path(options.archive, post.id))))
    return _edit(made, post.last_line, terminal) if options.edit else OK


NEW = Subcommand("write a new post like the others of the archive", arguments, run)


def _edit(path: Path, line: int, terminal: Terminal) -> int:
    """Open the post in the editor, and wait for one in the terminal; the exit status."""
    import os

    from tuireader.ui.editor import EditorProblem, editor_command, run_editor

    terminal.out.flush()
    command = editor_command(os.environ, path, line)
    if isinstance(command, EditorProblem):
        return terminal.fail(command.message)
    failure = run_editor(command)
    return terminal.fail(failure.message) if failure else OK
