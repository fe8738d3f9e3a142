"""`similar-tags`: tags that are probably meant to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.catalog.names import folded_name
from tuireader.checking.rule import Rule
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.checking.facts import Facts

NAME: Final = "similar-tags"
SEPARATORS = expression(r"[-_\s./&,:;'’!?()]+")
PLURAL = expression(r"(?<=[a-z]{3})(?<![su])s\Z")


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each tag that differs from a more used one only by case, separators or a plural `s`."""
    groups: dict[str, list[str]] = {}
    for tag in facts.catalog.tags():
        groups.setdefault(_key(tag), []).append(tag)
    for common, *others in groups.values():
        for tag in others:
            post = min(facts.catalog.tagged([tag]), key=lambda post: post.id)
            many = facts.catalog.tags()[common]
            message = (
                f"the tag {tag} is much like {common}, which {many} post{'s bear' if many > 1 else ' bears'}"
            )
            line = facts.key_line(post.id, "tags", "tag", "keywords")
            yield Problem(post.id, NAME, message, "warning", line, 1 if line else None)


def _key(tag: str) -> str:
    return PLURAL.sub("", SEPARATORS.sub("", folded_name(tag)))


RULE: Final = Rule((NAME,), check)
