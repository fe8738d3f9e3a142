"""`tuireader check`: the problems of an archive."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.locate import locate
from tuireader.archive.post import PostId
from tuireader.archive.text import neutralise
from tuireader.commands.archive_input import OF_A_PLACE, file_or_input, place, read_named
from tuireader.commands.command import (
    NOTHING_FOUND,
    OK,
    STANDARD_INPUT,
    WRONG_USAGE,
    Subcommand,
    open_terminal,
    shown,
)
from tuireader.commands.list import problem_fields
from tuireader.configuration import load_settings
from tuireader.settings import SettingsProblem

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Collection, Sequence

    from tuireader.archive.post import Problem
    from tuireader.checking.facts import Facts
    from tuireader.commands.command import Terminal

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
"""GitHub's workflow commands by severity."""


SEVERITIES = ("error", "warning", "info")
"""From the severest on."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "archive",
        nargs="?",
        default=".",
        metavar="ARCHIVE|POST",
        help="what to check: all posts, one, or - for standard input [.]",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", dest="format", action="store_const", const="json", default="text", help="print JSON Lines"
    )
    form.add_argument("--format", choices=("text", "json", "github"), default="text", help="[text]")
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="error",
        help="exit with 1 for problems of this severity or worse [error]",
    )
    parser.add_argument("--config", metavar="FILE", help="settings to read instead of your own")


def run(options: Namespace) -> int:
    """Print the problems, one per line; status 1 if one is as severe as `--fail-on`."""
    terminal = open_terminal()
    from_input = options.archive == STANDARD_INPUT
    root = None if from_input else locate(Path(options.archive))[0]
    settings = load_settings(os.environ, {}, options.config, archive=root, themed=False)
    if isinstance(settings, SettingsProblem):
        return terminal.fail(str(settings))
    with file_or_input(options.archive) as name:
        read = read_named(name, terminal, noting=False, cached=settings.cache)
        if read is None:
            return WRONG_USAGE
        archive, catalog, post_id = read
        off = settings.checks_off | (OF_A_PLACE if from_input else frozenset())
        from tuireader.checking.check import facts_of

        facts = facts_of(archive, catalog, kept=settings.cache)
        problems = _found(facts, post_id, off, every=options.format != "text", kept=settings.cache)
    for found in problems:
        problem = replace(found, id=PostId(STANDARD_INPUT)) if from_input else found
        if options.format == "json":
            terminal.json(problem_fields(problem))
        elif options.format == "github":
            file = problem.id if from_input else os.path.relpath(archive.root / problem.id)
            terminal.line(github_line(problem, file))
        else:
            _print(problem, terminal)
    if options.format == "text" and (problems or len(catalog)):
        terminal.note(summary(problems))
    severe = SEVERITIES[: SEVERITIES.index(options.fail_on) + 1]
    return NOTHING_FOUND if any(problem.severity in severe for problem in problems) else OK


def _found(
    facts: Facts, post_id: PostId | None, off: Collection[str], *, every: bool, kept: bool
) -> Sequence[Problem]:
    from tuireader.checking.check import problems_of

    if post_id is None:
        from tuireader.checking.links import CACHE_FROM
        from tuireader.checking.sound import SoundPosts

        many = kept and len(facts.catalog) >= CACHE_FROM
        sound = SoundPosts(facts.archive, facts.catalog) if many else None
        return problems_of(facts, off, every=every, sound=sound)
    from tuireader.checking.check import problems_of_post

    return problems_of_post(facts, post_id, off, every=every)


CHECK = Subcommand("find problems in an archive: links, images, dates, tags", arguments, run)


def _print(problem: Problem, terminal: Terminal) -> None:
    severity = terminal.styled(problem.severity, "dim" if problem.severity == "info" else "warning")
    rule = terminal.styled(f"[{problem.rule}]", "dim")
    terminal.line(f"{shown(place(problem))}: {severity}: {shown(problem.message)} {rule}")


def summary(problems: Sequence[Problem]) -> str:
    """The number of problems of each severity, in words."""
    counts = [(sum(one.severity == name for one in problems), name) for name in SEVERITIES]
    nouns = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("info", "info")}
    parts = [f"{count:,} {nouns[name][count != 1]}" for count, name in counts if count]
    return ", ".join(parts) or "nothing is wrong"


def github_line(problem: Problem, file: str) -> str:
    """A workflow command that makes GitHub show the problem beside its line (actions/toolkit, `command.ts`).

    `file` is the path from the repository's folder, in which the command runs.
    """
    fields = [("file", file), ("line", problem.line), ("col", problem.column), ("title", problem.rule)]
    given = ",".join(
        f"{name}={_data(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in fields
        if value not in {None, ""}
    )
    return f"::{COMMANDS[problem.severity]} {given}::{_data(problem.message)}"


def _data(text: str) -> str:
    return neutralise(text).replace("%", "%25").replace("\n", "%0A")
