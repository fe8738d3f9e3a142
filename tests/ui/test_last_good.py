"""Posts whose front matter is broken while it is being typed."""

from __future__ import annotations

from dataclasses import replace

from tuireader.archive.post import Post, PostId, Problem, Stamp
from tuireader.ui.last_good import LastGood

ID = PostId("a.md")
GOOD = Post(
    id=ID,
    kind="post",
    title="Good",
    date=None,
    modified=None,
    slug="a",
    permalink=None,
    tags=("x",),
    words=10,
)
FAULT = Problem(ID, "front-matter-syntax", "a value that begins with [ must be quoted", "error", 2, 8)
BROKEN = replace(GOOD, title="[half", tags=(), words=12, problems=(FAULT,), stamp=Stamp(1, 2, 3))


def test_the_last_good_fields_stay_while_front_matter_is_broken() -> None:
    kept = LastGood().kept(GOOD, BROKEN)
    assert (kept.title, kept.tags) == ("Good", ("x",))
    assert (kept.words, kept.problems, kept.stamp) == (12, (FAULT,), Stamp(1, 2, 3))


def test_they_stay_through_any_number_of_broken_saves_and_go_with_the_next_good_one() -> None:
    last = LastGood()
    once = last.kept(GOOD, BROKEN)
    twice = last.kept(once, replace(BROKEN, title="[hal"))
    assert twice.title == "Good"
    better = replace(GOOD, title="Better")
    assert last.kept(twice, better) is better
    assert last.kept(better, BROKEN).title == "Better"


def test_a_post_that_was_never_good_is_listed_as_it_is() -> None:
    assert LastGood().kept(None, BROKEN) is BROKEN
    assert LastGood().kept(BROKEN, replace(BROKEN, title="[h")).title == "[h"


def test_other_problems_keep_nothing_back() -> None:
    warned = replace(GOOD, title="New", problems=(Problem(ID, "front-matter-ignored", "x", "warning"),))
    assert LastGood().kept(GOOD, warned) is warned
