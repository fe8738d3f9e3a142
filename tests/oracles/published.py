"""A post as it is published: what an engine makes of it, and what is made of it here, in the same terms."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The fields of a post; None stands where whoever read it has no such field.

    `instant` is a moment in UTC, "" for none. `address` is the path of the page on the site, decoded. `ids` are those
    of the headings that have one, in their order. `words` are the words of the body, sorted; `text` is all that is
    shown of it, its blanks joined, and `excerpt` of its excerpt. `links` are the paths of the posts that links lead to,
    sorted, and `dead` the words of those that lead nowhere.
    """

    title: str | None = None
    instant: str | None = None
    tags: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    draft: bool | None = None
    shown: bool | None = None
    slug: str | None = None
    address: str | None = None
    excerpt: str | None = None
    ids: tuple[str, ...] | None = None
    words: tuple[str, ...] | None = None
    text: str | None = None
    links: tuple[str, ...] | None = None
    dead: tuple[str, ...] | None = None


FIELDS = tuple(field.name for field in fields(Published))
