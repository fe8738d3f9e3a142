"""The tokens of a query → the tree of its conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuireader.catalog.query_fields import condition_of
from tuireader.catalog.query_terms import All, Either, Not
from tuireader.catalog.query_tokens import Close, Open, Or, QueryProblem, tokens

if TYPE_CHECKING:
    from tuireader.catalog.query_terms import Condition
    from tuireader.catalog.query_tokens import Term

LONGEST = 10_000
DEEPEST = 30


@dataclass(slots=True)
class Group:
    """What stands between two brackets, as far as it has been read: alternatives of joined conditions."""

    column: int
    negated: bool = False
    alternatives: list[list[Condition]] = field(default_factory=lambda: [[]])
    last_or: int = 0

    def condition(self) -> Condition | QueryProblem:
        """Return the condition that the whole group is."""
        if not self.alternatives[-1]:
            if self.last_or:
                return QueryProblem("nothing follows this OR", self.last_or)
            return QueryProblem("there is nothing between these brackets", self.column)
        joined = [parts[0] if len(parts) == 1 else All(tuple(parts)) for parts in self.alternatives]
        whole = joined[0] if len(joined) == 1 else Either(tuple(joined))
        return Not(whole) if self.negated else whole


def condition_from(text: str) -> Condition | QueryProblem:
    """Return the condition that a query is, or why it cannot be read; never raises.

    From weakest to strongest: `OR`, words side by side, `-`. Nothing but spaces asks for every post.
    """
    if len(text) > LONGEST:
        return QueryProblem(f"the query is longer than {LONGEST:,} characters", LONGEST + 1)
    groups = [Group(1)]
    for token in tokens(text):
        problem = token if isinstance(token, QueryProblem) else _take(token, groups)
        if problem:
            return problem
    if len(groups) > 1:
        return QueryProblem("this bracket is not closed", groups[-1].column)
    return groups[0].condition() if text.strip() else All(())


def _take(token: Open | Close | Or | Term, groups: list[Group]) -> QueryProblem | None:
    if isinstance(token, Open):
        return _open(token, groups)
    if isinstance(token, Or):
        return _alternative(token, groups[-1])
    if isinstance(token, Close):
        if len(groups) == 1:
            return QueryProblem(
                'no bracket is open here; to look for the sign itself write ")"', token.column
            )
        condition = groups.pop().condition()
    else:
        condition = condition_of(token)
    if isinstance(condition, QueryProblem):
        return condition
    groups[-1].alternatives[-1].append(condition)
    return None


def _open(token: Open, groups: list[Group]) -> QueryProblem | None:
    if len(groups) > DEEPEST:
        return QueryProblem(f"brackets stand more than {DEEPEST} deep here", token.column)
    groups.append(Group(token.column, token.negated))
    return None


def _alternative(token: Or, group: Group) -> QueryProblem | None:
    if not group.alternatives[-1]:
        return QueryProblem('nothing stands before this OR; to look for the word write "OR"', token.column)
    group.alternatives.append([])
    group.last_or = token.column
    return None
