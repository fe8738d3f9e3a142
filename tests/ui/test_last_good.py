"""Posts whose front matter is broken while it is being typed."""

from __future__ import annotations

from dataclasses import replace

from tuireader.archive.post import Post, PostId, Problem, Stamp
from tuireader.catalog.catalog import Catalog
from tuireader.session.revise import LastGood

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


class Saving:
    """One post, saved over and over; what is shown of it."""

    def __init__(self, post: Post) -> None:
        self._last = LastGood()
        self._true = self._shown = Catalog.empty().apply([post])[0]

    def save(self, post: Post) -> Post:
        self._true, change = self._true.apply([post])
        self._shown = self._last.shown(self._shown, self._true, change)
        shown = self._shown.get(post.id)
        assert shown is not None
        return shown

    def remove(self) -> bool:
        self._true, change = self._true.apply([], [ID])
        self._shown = self._last.shown(self._shown, self._true, change)
        return ID not in self._shown


def test_the_last_good_fields_stay_while_front_matter_is_broken() -> None:
    shown = Saving(GOOD).save(BROKEN)
    assert (shown.title, shown.tags) == ("Good", ("x",))
    assert (shown.words, shown.problems, shown.stamp) == (12, (FAULT,), Stamp(1, 2, 3))


def test_they_stay_through_any_number_of_broken_saves_and_go_with_the_next_good_one() -> None:
    saving = Saving(GOOD)
    saving.save(BROKEN)
    assert saving.save(replace(BROKEN, title="[hal", words=13)).title == "Good"
    better = replace(GOOD, title="Better")
    assert saving.save(better) == better
    assert saving.save(BROKEN).title == "Better"


def test_a_post_that_was_never_good_is_shown_as_it_is() -> None:
    assert Saving(BROKEN).save(replace(BROKEN, title="[h")).title == "[h"


def test_other_problems_keep_nothing_back() -> None:
    warned = replace(GOOD, title="New", problems=(Problem(ID, "front-matter-ignored", "x", "warning"),))
    assert Saving(GOOD).save(warned) == warned


def test_a_broken_post_that_is_removed_is_gone() -> None:
    saving = Saving(GOOD)
    saving.save(BROKEN)
    assert saving.remove()


def test_a_first_key_that_is_being_typed_keeps_them_too() -> None:
    typed = Problem(ID, "front-matter-not-a-mapping", "not a list of `key: value`", "warning", 2, 1)
    saving = Saving(GOOD)
    for title in ("t", "ti", "tit"):
        assert saving.save(replace(BROKEN, title=title, problems=(typed,))).title == "Good"


def test_a_file_that_cannot_be_read_for_a_moment_is_listed_as_it_was() -> None:
    denied = Problem(ID, "unreadable", "the file cannot be read: Permission denied")
    shown = Saving(GOOD).save(replace(GOOD, title="a.md", tags=(), words=0, problems=(denied,)))
    assert (shown.title, shown.tags, shown.words) == ("Good", ("x",), 10)
    assert shown.problems == (denied,)
