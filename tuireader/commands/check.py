"""`tuireader check`: what is wrong with an archive."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tuireader.commands.command import Command, add_archive
from tuireader.commands.list_posts import problem_fields
from tuireader.commands.reading import place, read_archive
from tuireader.commands.terminal import NOTHING_FOUND, OK, WRONG_USAGE, open_terminal, shown
from tuireader.settings import SettingsProblem, load_settings

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from tuireader.archive.post import Problem
    from tuireader.commands.terminal import Terminal

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
"""GitHub's workflow commands by severity."""


def arguments(parser: ArgumentParser) -> None:
    """Say what `check` takes."""
    add_archive(parser)
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", default="text", help="print JSON Lines"
    )
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="[text]")
    parser.add_argument("--config", metavar="FILE", help="settings to read instead of your own")


def run(options: Namespace) -> int:
    """Print the problems, one a line; status 1 where one of them is an error."""
    terminal = open_terminal()
    settings = load_settings(os.environ, {}, options.config)
    if isinstance(settings, SettingsProblem):
        return terminal.fail(str(settings))
    read = read_archive(options.archive, terminal, noting=False)
    if read is None:
        return WRONG_USAGE
    from tuireader.checking.check import facts_of, problems_of  # noqa: PLC0415 - slow to load

    problems = problems_of(facts_of(*read), settings.checks_off)
    for problem in problems:
        if options.format == "json":
            terminal.json(problem_fields(problem))
        elif options.format == "github":
            terminal.line(github_line(problem, os.path.relpath(read[0].root / problem.id)))
        else:
            _print(problem, terminal)
    if options.format == "text":
        terminal.note(summary(problems))
    return NOTHING_FOUND if any(problem.severity == "error" for problem in problems) else OK


CHECK = Command("find what is wrong with an archive: links, images, dates, tags", arguments, run)


def _print(problem: Problem, terminal: Terminal) -> None:
    severity = terminal.styled(problem.severity, "dim" if problem.severity == "info" else "warning")
    rule = terminal.styled(f"[{problem.rule}]", "dim")
    terminal.line(f"{shown(place(problem))}: {severity}: {shown(problem.message)} {rule}")


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are of each severity, in words."""
    counts = [(sum(one.severity == name for one in problems), name) for name in ("error", "warning", "info")]
    nouns = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("remark", "remarks")}
    parts = [f"{count:,} {nouns[name][count != 1]}" for count, name in counts if count]
    return ", ".join(parts) or "nothing is wrong"


def github_line(problem: Problem, file: str) -> str:
    """Return a workflow command that GitHub shows beside the line of a file (actions/toolkit, `command.ts`).

    `file` is its path from the folder that the command runs in: the repository's.
    """
    fields = [("file", file), ("line", problem.line), ("col", problem.column), ("title", problem.rule)]
    given = ",".join(f"{name}={_property(str(value))}" for name, value in fields if value not in {None, ""})
    return f"::{COMMANDS[problem.severity]} {given}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
