"""The texts of posts as they were opened."""

from __future__ import annotations

import tracemalloc

from tuireader.archive.post import PostId
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.session.revise import KEPT_PARSED, MAX_TEXT_BYTES, Baselines

IDS = [PostId(f"{number}.md") for number in range(KEPT_PARSED + 1)]


def test_of_many_parsed_texts_the_oldest_is_kept_as_lines() -> None:
    baselines = Baselines()
    for post in IDS:
        baselines.keep(post, ParsedBody((post, "text"), (), ()))
    assert baselines.get(IDS[0]) is None
    assert baselines.lines(IDS[0]) == (IDS[0], "text")
    assert baselines.get(IDS[-1]) is not None
    baselines.rename(IDS[0], PostId("renamed.md"))
    assert baselines.lines(PostId("renamed.md")) == (IDS[0], "text")
    baselines.forget(PostId("renamed.md"))
    assert baselines.lines(PostId("renamed.md")) is None


def test_lines_are_kept_up_to_a_limit_and_what_is_known_is_not_overwritten() -> None:
    baselines = Baselines()
    first, second, third = IDS[:3]
    baselines.note(first, ("x" * (MAX_TEXT_BYTES // 2),))
    baselines.note(first, ("other",))
    baselines.note(second, ("y",))
    assert baselines.lines(first) == ("x" * (MAX_TEXT_BYTES // 2),)
    baselines.note(third, ("z" * (MAX_TEXT_BYTES // 2),))
    assert [baselines.lines(post) is None for post in (first, second, third)] == [True, False, False]


def test_texts_are_kept_as_they_were_and_take_no_more_than_their_files() -> None:
    baselines = Baselines()
    lines = ("Ein Satz.", "", "日本語 🙂", "no UTF-8: \udcff", "")
    baselines.note(IDS[0], lines)
    assert baselines.lines(IDS[0]) == lines
    tracemalloc.start()
    many = tuple(f"Line {number} 🙂" for number in range(10_000))
    before, _ = tracemalloc.get_traced_memory()
    baselines.note(IDS[1], many)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 1.1 * len("\n".join(many).encode())
