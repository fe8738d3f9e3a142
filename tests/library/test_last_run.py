"""What a run leaves behind is what the next one finds, whatever happened to it in between."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.archive.post import PostId
from tuireader.library.record import LastRun, last_run

FULL = LastRun(
    PostId("_posts/a.md"), "tag:x", ("a", "ü"), "title", True, False, True, True, "outline", 96, 80, True,
    ("b",), ("c",), ("d",), ("2024", "undated"), ("unread",),
)  # fmt: skip


@pytest.mark.parametrize("run", [LastRun(), FULL])
def test_what_is_written_is_read(run: LastRun) -> None:
    assert last_run(run.written()) == run


@given(
    st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps)
)
def test_anything_can_be_read(state: str) -> None:
    assert isinstance(last_run(state), LastRun)


@pytest.mark.parametrize(
    "name", ["post", "query", "tags", "sort", "reverse", "left", "focus", "measure", "width", "any_tag"]
)
def test_a_value_of_another_type_is_left_out(name: str) -> None:
    plain = getattr(LastRun(), name)
    for value in (1.5, {"a": 1}, [1]):
        found = getattr(last_run(json.dumps({name: value})), name)
        assert found == plain
