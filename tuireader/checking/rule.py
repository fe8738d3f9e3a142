"""Rules of `check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tuireader.archive.post import Problem
from tuireader.checking.facts import Facts
from tuireader.late import dataclass

Check = Callable[[Facts], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A module's rules: the names of their problems, and the function that finds them.

    `check_each` reports each place where `check` combines several. With `by_post`, each post is checked on its own;
    with `of_text`, by its text, and the files of its site that the text asks.
    """

    names: tuple[str, ...]
    check: Check
    check_each: Check | None = None
    by_post: bool = False
    of_text: bool = False
