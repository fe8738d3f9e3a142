"""`duplicate-permalink`: two posts have the same address, or one has the alias of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.catalog.links.paths import ENDINGS, path_key
from tuireader.checking.rule import Rule
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post
    from tuireader.checking.facts import Facts

NAME: Final = "duplicate-permalink"
_KEYS: Final = ("permalink", "url", "path", "slug", "save_as")
_ALIASES: Final = "redirect_from aliases alias"
_LANGUAGE: Final = expression(r"[a-z]{2}(?:-[A-Za-z]{2,4})?/")
"""A folder for a language."""


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for every post but one at an address of a site; drafts and hidden posts do not count.

    Of two posts, the one that sets its address has the problem; else the later one by its id.
    """
    posts = [post for post in facts.catalog if not (post.draft or post.hidden) and _is_written(facts, post)]
    by_address: dict[tuple[str, str], list[Post]] = {}
    for post in sorted(posts, key=lambda post: post.id):
        if post.permalink is not None:
            by_address.setdefault(_key(facts, post, post.permalink), []).append(post)
    for near in by_address.values():
        if len(near) > 1:
            for sharing in _sharing(near):
                yield from _shared(facts, sharing)
    for post in posts:
        for alias in post.aliases:
            others = by_address.get(_key(facts, post, alias), ())
            same = (one for one in others if {_file(alias), _file(one.permalink or "")} != {"page", "folder"})
            if other := next((one for one in same if one.id != post.id), None):
                message = f"{other.id} has the address {alias} already, an alias of this post"
                line = facts.alias_line(post.id, _ALIASES, alias)
                yield Problem(post.id, NAME, message, "error", line, 1 if line else None)


def _sharing(near: list[Post]) -> Iterator[list[Post]]:
    """Yield the posts at one address, of those with one key: `/a.html` and `/a/` are two files, `/a` is either."""
    kinds = [_file(post.permalink or "") for post in near]
    if "" in kinds:
        yield near
    else:
        for kind in sorted(set(kinds)):
            yield [post for post, one in zip(near, kinds, strict=True) if one == kind]


def _file(address: str) -> str:
    """Return which file of two an address is, the page's or that in a folder; "" where the server decides."""
    if address.endswith(("/", *(f"/index{one}" for one in ENDINGS))):
        return "folder"
    return "page" if address.endswith(ENDINGS) else ""


def _is_written(facts: Facts, post: Post) -> bool:
    """Tell whether a post has a page of its own: in some collections none has."""
    site = facts.archive.site_for(post.id)
    path = post.id.removeprefix(site.base)
    return all(one.output for one in site.collections if path.startswith(one.folder))


def _shared(facts: Facts, sharing: list[Post]) -> Iterator[Problem]:
    lines = {post.id: facts.key_line(post.id, *_KEYS) for post in sharing}
    first, *others = sorted(sharing, key=lambda post: (lines[post.id] is not None, post.id))
    for post in others:
        line = lines[post.id]
        message = f"{first.id} has the permalink {post.permalink} too, and the site can show only one of them"
        yield Problem(post.id, NAME, message, "error", line, 1 if line else None)


def _key(facts: Facts, post: Post, address: str) -> tuple[str, str]:
    """Return the site and the address; in a folder of no known engine, each language has a site of its own."""
    site = facts.archive.site_for(post.id)
    language = None if site.engine.is_known else _LANGUAGE.match(post.id.removeprefix(site.base))
    return site.base + (language[0] if language else ""), path_key(address)


RULE: Final = Rule((NAME,), check)
