"""The line above the article that says what is wrong with the post's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.post import Post, Problem

LONGEST = 26
"""Characters of a file's name that are shown."""


class Banner(Static):
    """One line, empty as long as nothing is wrong; so nothing moves when something is."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, markup=False)

    def show(self, post: Post | None, open_parts: Sequence[Problem] = ()) -> None:
        """Say what is wrong with a post, and what its text leaves open."""
        problems = [problem for problem in post.problems if problem.severity != "info"] if post else []
        problems += open_parts
        # A line stays a line: to lay out the screen anew would hold up the painting of what was saved.
        self.update(Content(line_of(problems)) if problems else "", layout=False)


def line_of(problems: list[Problem]) -> str:
    """Where the first of the problems is (file:line:column) and what it is; how many more there are."""
    first = problems[0]
    name = _shortened(first.id.rpartition("/")[2])
    place = ":".join(str(part) for part in (name, first.line, first.column) if part is not None)
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return " ".join(neutralise(f"⚠ {place}{more} {first.message}").split())


def _shortened(name: str) -> str:
    """A file's name without its middle where it is long: the date tells little, the end most."""
    return name if len(name) <= LONGEST else f"{name[:4]}…{name[5 - LONGEST :]}"
