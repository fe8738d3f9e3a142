"""The line above the article that says what is wrong with the post's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from tuireader.archive.post import Post, Problem


class Banner(Static):
    """One line, empty as long as nothing is wrong; so nothing moves when something is."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, markup=False)

    def show(self, post: Post | None) -> None:
        """Say what is wrong with a post."""
        problems = [problem for problem in post.problems if problem.severity != "info"] if post else []
        self.update(Content(line_of(problems)) if problems else "")


def line_of(problems: list[Problem]) -> str:
    """The first of the problems, where it is, and how many more there are: what matters most comes first."""
    first = problems[0]
    place = [f"line {first.line}"] if first.line else []
    place += [f"column {first.column}"] if first.column else []
    more = [f"{len(problems) - 1} more"] if len(problems) > 1 else []
    name = first.id.rpartition("/")[2]
    told = [f"⚠ {first.message}", ", ".join(place), name, *more]
    return " ".join(neutralise(" · ".join(part for part in told if part)).split())
