"""A rule: what it is called, and what tells where it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuireader.archive.post import Problem
from tuireader.checking.facts import Facts

Check = Callable[[Facts], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a module of rules checks: rules that are looked for together, by the names that their problems bear.

    `check_each` tells of each place where `check` sums them up, if it does. With `by_post`, a post is looked at by
    itself, whatever the others say.
    """

    names: tuple[str, ...]
    check: Check
    check_each: Check | None = None
    by_post: bool = False
