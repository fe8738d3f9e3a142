"""`similar-tags`: tags that are probably meant to be one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.catalog.catalog import by_use
from tuireader.catalog.names import folded_name
from tuireader.checking.rule import Rule
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post
    from tuireader.checking.facts import Facts

NAME: Final = "similar-tags"
SEPARATORS = expression(r"[-_\s./&,:;'’!?()]+")
PLURAL = expression(r"(?<=[a-z]{3})(?<![su])s\Z")

NO_PLURALS: Final = frozenset({"https", "news", "pandas", "rails", "windows"})
"""Words that mean something else without their last letter."""


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each tag that differs from a more used one only by case, separators or a plural `s`.

    Each language of a site has its own tags. Tags that are one to the engine are reported only if they differ further.
    """
    counts: Counter[tuple[str | None, str]] = Counter()
    first: dict[tuple[str | None, str], Post] = {}
    for post in facts.catalog:
        for tag in post.tags:
            counts[post.lang, tag] += 1
            first[post.lang, tag] = min(first.get((post.lang, tag), post), post, key=lambda one: one.id)
    groups: dict[tuple[str | None, str], list[str]] = {}
    for lang, tag in sorted(counts, key=lambda one: by_use((one[1], counts[one]))):
        groups.setdefault((lang, _key(tag)), []).append(tag)
    for (lang, _), (common, *others) in groups.items():
        same = {_as_one(facts, first[lang, common], common)}
        for tag in others:
            post, many = first[lang, tag], counts[lang, common]
            if (one := _as_one(facts, post, tag)) in same:
                continue
            same.add(one)
            message = (
                f"the tag {tag} is much like {common}, which {many} post{'s have' if many > 1 else ' has'}"
            )
            line = facts.key_line(post.id, "tags", "tag", "keywords")
            yield Problem(post.id, NAME, message, "warning", line, 1 if line else None)


def _as_one(facts: Facts, post: Post, tag: str) -> str:
    """Return the tag as its engine tells it from others."""
    return folded_name(tag).replace(" ", "-") if facts.engine(post.id).merges_tags else tag


def _key(tag: str) -> str:
    key = SEPARATORS.sub("", folded_name(tag))
    return key if key in NO_PLURALS else PLURAL.sub("", key)


RULE: Final = Rule((NAME,), check)
