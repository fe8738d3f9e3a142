"""Posts to fill catalogs with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from hypothesis import strategies as st

from tuireader.archive.post import Post, PostId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import Unpack

    from tuireader.archive.post import Kind


class Fields(TypedDict, total=False):
    kind: Kind
    title: str
    date: datetime | None
    modified: datetime | None
    slug: str
    permalink: str | None
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    series: str | None
    draft: bool
    words: int
    hidden: bool
    excerpt: str


def post(post_id: str, **fields: Unpack[Fields]) -> Post:
    stem = post_id.rpartition("/")[2].partition(".")[0]
    bare = Post(
        id=PostId(post_id), kind="post", title=stem, date=None, modified=None, slug=stem, permalink=None
    )
    return replace(bare, **fields)


def day(number: int) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number)


def ids(posts: Sequence[Post]) -> list[str]:
    return [entry.id for entry in posts]


IDS = st.sampled_from([f"_posts/{letter}.md" for letter in "abcdefghij"])
POSTS = st.builds(
    post,
    IDS,
    title=st.sampled_from(["Zebra", "élan", "apple", "[Apple]", ""]),
    date=st.none() | st.integers(0, 800).map(day),
    modified=st.none() | st.integers(0, 9).map(day),
    permalink=st.none() | st.sampled_from(["/a/", "/a.html", "/b/index.html", "/", "/c"]),
    aliases=st.lists(st.sampled_from(["/a", "/c/", "/d.html"]), max_size=3).map(tuple),
    tags=st.lists(st.sampled_from(["ai", "AI", "unix", "écrit"]), max_size=4).map(tuple),
    words=st.integers(0, 3),
)
