from __future__ import annotations

from collections import Counter
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta, timezone
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import IDS, POSTS, day, ids, post
from tuireader.archive.post import Post, PostId, Stamp
from tuireader.catalog.catalog import Catalog, CatalogChange

STEPS = st.lists(st.tuples(st.lists(POSTS, max_size=24), st.lists(IDS.map(PostId), max_size=4)), max_size=6)


def catalog_of(*posts: Post) -> Catalog:
    return Catalog.empty().apply(posts)[0]


def answers(catalog: Catalog) -> object:
    """Everything that a catalog can be asked, so that two catalogs can be compared from outside."""
    known = list(catalog)
    return (
        known,
        list(catalog.tags().items()),
        list(catalog.years().items()),
        +Counter(catalog.counts),
        [
            catalog.tagged((a, b), mode)
            for a in ("ai", "unix")
            for b in ("AI", "no")
            for mode in ("all", "any")
        ],
        [
            catalog.ordered(sort, reverse=flip)
            for sort in ("date", "title", "words", "modified")
            for flip in (True, False)
        ],
        [catalog.by_permalink(path) for path in ("/a", "/b", "/c", "/d", "/")],
    )


@given(STEPS)
@settings(max_examples=100)
def test_any_sequence_of_applies_equals_a_rebuild(steps: list[tuple[list[Post], list[PostId]]]) -> None:
    catalog, model = Catalog.empty(), dict[PostId, Post]()
    for changed, removed in steps:
        before = dict(model)
        latest = {entry.id: entry for entry in changed}
        for post_id in set(removed) - set(latest):
            model.pop(post_id, None)
        model |= latest
        old_answers, old = answers(catalog), catalog
        catalog, change = catalog.apply(changed, removed)
        assert change == CatalogChange(
            added=tuple(sorted(model.keys() - before.keys())),
            updated=tuple(sorted(key for key in model.keys() & before.keys() if model[key] != before[key])),
            removed=tuple(sorted(before.keys() - model.keys())),
        )
        assert answers(old) == old_answers
        rebuilt = Catalog.empty().apply(sorted(model.values(), key=lambda entry: entry.id))[0]
        assert catalog == rebuilt
        assert answers(catalog) == answers(rebuilt)


@given(st.lists(POSTS, max_size=30))
@settings(max_examples=100)
def test_answers_agree_with_the_posts(posts: list[Post]) -> None:
    catalog = catalog_of(*posts)
    latest = {entry.id: entry for entry in posts}.values()
    assert len(catalog) == len(list(catalog)) == len(latest)
    for tag, count in catalog.tags().items():
        assert count == sum(tag in entry.tags for entry in latest) == len(catalog.tagged([tag]))
    dated = [entry.date for entry in catalog if entry.date is not None]
    assert dated == sorted(dated, reverse=True)
    assert all(entry.date is None for entry in list(catalog)[len(dated) :])
    in_order = list(catalog)
    by_year = groupby(in_order, lambda entry: entry.date.year if entry.date else None)
    assert list(catalog.years().items()) == [(year, len(list(entries))) for year, entries in by_year]


def test_equal_posts_give_an_empty_change_and_the_same_catalog() -> None:
    catalog = catalog_of(post("a.md", tags=("x",)))
    again, change = catalog.apply([post("a.md", tags=("x",))], [PostId("unknown.md")])
    assert not change
    assert change == CatalogChange()
    assert again is catalog


def test_a_post_with_another_stamp_is_updated() -> None:
    first = post("a.md")
    catalog, change = catalog_of(first).apply([replace(first, stamp=Stamp(1, 2, 3))])
    assert change == CatalogChange(updated=(first.id,))
    assert first.id in change
    stored = catalog.get(first.id)
    assert stored is not None
    assert stored.stamp == Stamp(1, 2, 3)


def test_a_post_both_changed_and_removed_stays() -> None:
    catalog, change = Catalog.empty().apply([post("a.md")], [PostId("a.md")])
    assert PostId("a.md") in catalog
    assert change.added == ("a.md",)


def test_dates_compare_across_time_zones() -> None:
    tokyo = timezone(timedelta(hours=9))
    earlier = post("z.md", date=datetime(2024, 1, 2, 8, tzinfo=tokyo))
    later = post("a.md", date=datetime(2024, 1, 2, 0, tzinfo=timezone(timedelta(0))))
    assert ids(catalog_of(earlier, later).ordered()) == ["a.md", "z.md"]
    assert ids(catalog_of(earlier, later).ordered(reverse=True)) == ["z.md", "a.md"]


def test_undated_posts_come_last_both_ways_and_ties_go_by_id() -> None:
    catalog = catalog_of(post("d.md"), post("c.md"), post("b.md", date=day(1)), post("a.md", date=day(1)))
    assert ids(catalog.ordered()) == ["a.md", "b.md", "c.md", "d.md"]
    assert ids(catalog.ordered(reverse=True)) == ["a.md", "b.md", "c.md", "d.md"]
    assert dict(catalog.years()) == {2024: 2, None: 2}


def test_titles_sort_without_case_and_accents() -> None:
    catalog = catalog_of(post("1.md", title="Zoo"), post("2.md", title="élan"), post("3.md", title="Eel"))
    assert ids(catalog.ordered("title")) == ["3.md", "2.md", "1.md"]
    assert ids(catalog.ordered("title", reverse=True)) == ["1.md", "2.md", "3.md"]


def test_words_and_modified_put_the_greatest_first() -> None:
    catalog = catalog_of(
        post("a.md", words=5, modified=day(1)), post("b.md", words=9), post("c.md", modified=day(2))
    )
    assert ids(catalog.ordered("words")) == ["b.md", "a.md", "c.md"]
    assert ids(catalog.ordered("modified")) == ["c.md", "a.md", "b.md"]


@pytest.mark.parametrize(
    "path",
    [
        "/posts/2024/12/what/",
        "/posts/2024/12/what",
        "posts/2024/12/what/index.html",
        "/posts/2024/12/what.html",
        "/posts/2024/12/wh%61t",
        "/old",
        "/old.html",
    ],
)
def test_every_spelling_of_a_permalink_finds_its_post(path: str) -> None:
    catalog = catalog_of(post("a.md", permalink="/posts/2024/12/what/", aliases=("/old/",)))
    found = catalog.by_permalink(path)
    assert found is not None
    assert found.id == "a.md"
    assert catalog.by_permalink("/posts/2024/12/What/") is None


def test_permalinks_in_other_scripts_are_found_encoded_and_decomposed() -> None:
    catalog = catalog_of(post("a.md", permalink="/caf\u00e9/"))
    assert catalog.by_permalink("/caf%C3%A9") is not None
    assert catalog.by_permalink("/cafe\u0301/") is not None


def test_a_permalink_goes_before_an_alias_until_it_is_gone() -> None:
    alias, owner = post("a.md", aliases=("/x/",)), post("z.md", permalink="/x/")
    catalog = catalog_of(alias, owner)
    assert catalog.by_permalink("/x") == owner
    catalog, change = catalog.apply([], [owner.id])
    assert change == CatalogChange(removed=(owner.id,))
    assert catalog.by_permalink("/x") == alias


def test_a_post_that_is_not_on_the_site_comes_after_the_alias_of_one_that_is() -> None:
    alias, owner = post("z.md", aliases=("/x/",)), post("a.md", permalink="/x/")
    for gone in (replace(owner, draft=True), replace(owner, hidden=True), replace(owner, future=True)):
        assert catalog_of(alias, gone).by_permalink("/x") == alias
        assert catalog_of(gone).by_permalink("/x") == gone


def test_tags_are_counted_once_a_post_and_sorted_by_use() -> None:
    catalog = catalog_of(post("a.md", tags=("b", "b", "Zed")), post("b.md", tags=("alpha", "b")))
    assert list(catalog.tags().items()) == [("b", 2), ("alpha", 1), ("Zed", 1)]
    catalog, _ = catalog.apply([post("a.md", tags=("alpha",))])
    assert list(catalog.tags().items()) == [("alpha", 2), ("b", 1)]


def test_tagged_takes_all_or_any() -> None:
    catalog = catalog_of(post("a.md", tags=("x", "y")), post("b.md", tags=("x",)), post("c.md"))
    assert ids(catalog.tagged(["x", "y"])) == ["a.md"]
    assert ids(catalog.tagged(["x", "y"], "any")) == ["a.md", "b.md"]
    assert ids(catalog.tagged(["no"])) == []
    assert ids(catalog.tagged([])) == ["a.md", "b.md", "c.md"]


def test_nothing_that_is_handed_out_can_change_the_catalog() -> None:
    catalog = catalog_of(post("a.md", tags=("x",), date=day(1)))
    with pytest.raises(FrozenInstanceError):
        catalog._dates = ()  # type: ignore[misc]  # what the test is about
    with pytest.raises(TypeError):
        catalog.tags()["x"] = 2  # type: ignore[index]  # what the test is about
    with pytest.raises(TypeError):
        catalog.years()[2024] = 2  # type: ignore[index]  # what the test is about
