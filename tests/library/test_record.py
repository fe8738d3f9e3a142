"""Bookmarks that are found again, and posts that are known by their contents."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from tuireader.archive.post import Post, PostId, Stamp
from tuireader.library.record import ArchiveMemory, Bookmark, PostRecord, changed, fingerprint, new_names

A, B, C = PostId("a.md"), PostId("b.md"), PostId("c.md")


def post(post_id: PostId, **facts: object) -> Post:
    plain = Post(
        id=post_id, kind="post", title="T", date=None, modified=None, slug="t", permalink=None, words=3,
        stamp=Stamp(1, 100, 7), excerpt="e",
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]  # by name


def test_a_bookmark_is_found_where_its_line_went() -> None:
    place = Bookmark.of(2, 1, ["a", "b", "the line", "d"])
    assert place == Bookmark(2, 1, "the line")
    assert place.found_in(["new", "a", "b", "the line", "d"]).line == 3
    assert place.found_in(["the line", "a", "b", "c", "the line"]).line in {0, 4}
    assert place.found_in(["a", "b", "other"]) == place
    assert place.found_in(["x", "y", "the line goes on"]) == place


def test_the_nearest_of_equal_lines_counts() -> None:
    assert Bookmark(5, 0, "x").found_in(["x", "", "", "", "x", "", ""]).line == 4


def test_a_bookmark_beyond_the_end_or_of_a_blank_line_stays() -> None:
    assert Bookmark.of(9, 0, ["a"]) == Bookmark(9, 0, "")
    assert Bookmark(3, 0, "").found_in(["a"]).line == 3


def test_a_post_is_known_by_its_contents_and_not_by_its_name_or_time() -> None:
    assert fingerprint(post(A)) == fingerprint(post(B, stamp=Stamp(9, 100, 1)))
    for other in (
        {"title": "U"},
        {"words": 4},
        {"excerpt": "f"},
        {"tags": ("x",)},
        {"stamp": Stamp(1, 101, 7)},
    ):
        assert fingerprint(post(A)) != fingerprint(post(A, **other))


def test_a_renamed_post_is_found_again() -> None:
    memory = ArchiveMemory(MappingProxyType({A: PostRecord(read=True, fingerprint=fingerprint(post(A)))}))
    assert new_names(memory, [post(B), post(C, title="other")]) == {A: B}
    assert new_names(memory, [post(A), post(B)]) == {}, "it is still there"
    assert new_names(memory, [post(B), post(C)]) == {}, "two have its contents"
    renamed = memory.renamed({A: B})
    assert renamed.of(B).read
    assert renamed.of(A) == PostRecord()


def test_a_name_that_is_remembered_already_is_not_given_to_another() -> None:
    record = PostRecord(fingerprint=fingerprint(post(A)))
    memory = ArchiveMemory(MappingProxyType({A: record, B: PostRecord(starred=True)}))
    assert new_names(memory, [post(B)]) == {}
    assert memory.renamed({A: B}).of(B) == record


def test_posts_that_were_numbered_anew_are_each_found_again() -> None:
    intro, chapter = post(A, title="Intro"), post(B, title="Chapter")
    memory = ArchiveMemory(
        {one.id: PostRecord(read=one is intro, fingerprint=fingerprint(one)) for one in (intro, chapter)}
    )
    moved = [replace(intro, id=B), replace(chapter, id=C)]
    assert new_names(memory, moved) == {A: B, B: C}
    assert [memory.renamed({A: B, B: C}).of(name).read for name in (A, B, C)] == [False, True, False]
    swapped = [replace(intro, id=B), replace(chapter, id=A)]
    assert new_names(memory, swapped) == {A: B, B: A}
    assert [memory.renamed({A: B, B: A}).of(name).read for name in (A, B)] == [False, True]
    # The first is not remembered, and took the name of one that is.
    assert new_names(ArchiveMemory({B: memory.of(B)}), moved) == {B: C}


def test_a_post_that_was_edited_is_the_one_it_was() -> None:
    memory = ArchiveMemory({A: PostRecord(fingerprint=fingerprint(post(A))), B: PostRecord(fingerprint="")})
    edited = post(A, title="edited")
    assert new_names(memory, [edited, post(C, title="else")]) == {}
    assert changed(memory, [edited, post(C)]) == {A: fingerprint(edited)}
    assert changed(memory, [post(A), post(B)]) == {B: fingerprint(post(B))}


def test_two_remembered_posts_of_one_content_are_not_taken_for_one_another() -> None:
    record = PostRecord(fingerprint=fingerprint(post(A)))
    assert new_names(ArchiveMemory({A: record, B: record}), [post(C)]) == {}
