from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import IDS, POSTS, day, post
from tuireader.archive.post import Post, PostId
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.order import date_key
from tuireader.catalog.table import PostTable

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rows:
    """Posts kept as rows, with note of what is read."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = {one.id: one for one in posts}
        self.read = list[PostId]()

    def catalog(self) -> Catalog:
        rows = {post_id: post_id.encode() for post_id in self.posts}
        return Catalog.of(PostTable(rows, self._read), map(date_key, self.posts.values()))

    def _read(self, post_id: PostId, row: bytes) -> Post:
        assert row == post_id.encode()
        self.read.append(post_id)
        return self.posts[post_id]


@given(st.lists(POSTS, max_size=20), st.lists(POSTS, max_size=4), st.lists(IDS.map(PostId), max_size=4))
@settings(max_examples=100, deadline=None)
def test_posts_from_rows_are_as_others(before: list[Post], changed: list[Post], gone: list[PostId]) -> None:
    rows, known = Rows(before), Catalog.empty().apply(before)[0]
    catalog = rows.catalog()
    assert list(catalog.ids) == [one.id for one in known]
    assert catalog.years() == known.years()
    assert rows.read == []
    after, change = catalog.apply(changed, gone)
    expected, expected_change = known.apply(changed, gone)
    # A change reads what it replaces, and nothing else.
    assert set(rows.read) <= {*gone, *(one.id for one in changed)}
    assert change == expected_change
    assert after == expected
    assert catalog == known
    assert (after.tags(), list(after)) == (expected.tags(), list(expected))
    assert len(rows.read) <= 2 * len(rows.posts)


def test_a_post_is_read_once_and_all_of_them_at_once() -> None:
    rows = Rows([post("a.md", date=day(1)), post("b.md", date=day(2)), post("c.md")])
    catalog = rows.catalog()
    assert [one.id for one in catalog.ordered()[:1]] == ["b.md"]
    assert (catalog.get(PostId("b.md")), catalog.get(PostId("d.md"))) == (rows.posts[PostId("b.md")], None)
    assert (rows.read, catalog.is_read) == (["b.md"], False)
    catalog.read()
    catalog.read()
    assert (sorted(rows.read), catalog.is_read) == (["a.md", "b.md", "c.md"], True)
    assert catalog.tagged(["none"]) == ()
