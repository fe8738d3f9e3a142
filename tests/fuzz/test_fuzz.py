"""Any bytes are read as a post: nothing raises, nothing unsafe is shown. `python -m tests.fuzz` tries for longer."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.__main__ import SAMPLES, seeds_of
from tests.fuzz.checks import MARKERS, archive_of, check_body, check_file
from tests.fuzz.mutations import TOKENS, mutated, smallest

if TYPE_CHECKING:
    from pathlib import Path

POSTS = st.lists(st.sampled_from(TOKENS) | st.text(max_size=4), max_size=30).map(
    lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
)


@cache
def samples() -> list[bytes]:
    return seeds_of([SAMPLES])


@settings(max_examples=60)
@given(st.binary(max_size=300) | POSTS, st.sampled_from(sorted(MARKERS)))
def test_any_bytes_are_a_post(tmp_path: Path, data: bytes, engine: str) -> None:
    archive_of(tmp_path / engine, engine)
    check_file(tmp_path / engine, data)


@settings(max_examples=150)
@given(st.binary(max_size=200) | POSTS, st.sampled_from(sorted(MARKERS)))
def test_any_bytes_are_a_body(data: bytes, engine: str) -> None:
    check_body(engine, data)


@pytest.mark.parametrize("engine", MARKERS)
def test_changed_posts_are_read(tmp_path: Path, engine: str) -> None:
    archive_of(tmp_path, engine)
    for seed in range(12):
        data = mutated(random.Random(seed), samples())
        check_file(tmp_path, data)
        check_body(engine, data)


def test_the_same_seed_gives_the_same_post() -> None:
    posts = [mutated(random.Random(seed), samples()) for seed in (1, 1, 2)]
    assert posts[0] == posts[1] != posts[2]


def test_a_failing_input_is_made_small() -> None:
    assert smallest(b"much around it [x] and after it", lambda data: b"[x]" in data) == b"[x]"
