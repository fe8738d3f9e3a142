from __future__ import annotations

import sys
import tracemalloc
from dataclasses import replace
from itertools import count
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
    from types import FrameType

    from _typeshed import TraceFunction


class Rows:
    """Posts kept as rows, with note of what is read."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = {one.id: one for one in posts}
        self.read = list[PostId]()

    def catalog(self) -> Catalog:
        return Catalog.of(
            PostTable(dict.fromkeys(self.posts, b""), self._read), map(date_key, self.posts.values())
        )

    def _read(self, post_id: PostId, row: bytes) -> Post:
        assert row == b""
        self.read.append(post_id)
        return self.posts[post_id]


@given(st.lists(POSTS, max_size=20), st.lists(POSTS, max_size=4), st.lists(IDS.map(PostId), max_size=4))
@settings(max_examples=100)
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


def test_a_row_goes_as_its_post_is_read() -> None:
    posts = {one.id: one for one in (post("a.md"), post("b.md"), post("c.md"))}
    tracemalloc.start()
    try:
        table = PostTable({post_id: bytes(1 << 20) for post_id in posts}, lambda post_id, _: posts[post_id])
        before, _ = tracemalloc.get_traced_memory()
        assert table.posts() == posts
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert before - after > 2 << 20


def test_a_post_whose_place_was_another_leaves_nothing_behind() -> None:
    old, other = post("a.md", date=day(1)), post("b.md", date=day(3))
    kept = {old.id: old, other.id: other}
    # As it was before its time zone got other rules.
    places = [date_key(replace(old, date=day(5))), date_key(other)]
    catalog = Catalog.of(PostTable(kept), places)
    saved = replace(old, title="saved")
    assert list(catalog.apply([saved])[0]) == [other, saved]
    assert list(catalog.apply([], [old.id])[0]) == [other]


def test_a_post_is_one_even_while_a_thread_reads_all() -> None:
    wanted, step = post("a.md", date=day(1)), 0
    while (found := _read_meanwhile(wanted, step)) is not None:
        assert found == wanted
        step += 1
    assert step > 5


def _read_meanwhile(wanted: Post, at: int) -> Post | None:
    """A post as it is found where all are read before step `at` of that; None if it has fewer steps."""
    table, steps = PostTable({wanted.id: b""}, lambda *_: wanted), count()

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        if frame.f_code is not PostTable.__getitem__.__code__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode" and next(steps) == at:
            # As another thread may, between any two steps of this one.
            table.posts()
        return trace

    before = sys.gettrace()
    # Python 3.12.1 tells of steps only where a frame asked for them before the tracing began.
    sys._getframe().f_trace_opcodes = True
    sys.settrace(trace)
    try:
        found = table[wanted.id]
    finally:
        sys.settrace(before)
    return found if table.is_read else None
