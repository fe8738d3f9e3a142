from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.catalog.posts import day, ids, post
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import Catalog, Facet
from tuireader.catalog.remembered import Remembered
from tuireader.catalog.selection import KnownOfPosts, SelectedPosts, Selection

TAG_X, TAG_Y = Facet("tag", "x"), Facet("tag", "y")

CATALOG = Catalog.empty().apply(
    [
        post("a.md", title="B", date=day(3), tags=("x", "y")),
        post("b.md", title="A", date=day(2), tags=("x",)),
        post("c.md", title="C", date=day(1), tags=("z",)),
    ]
)[0]


def tags(view: SelectedPosts) -> dict[str, int]:
    return {facet.value: count for facet, count in view.counts.items() if facet.kind == "tag"}


def test_no_filter_shows_everything() -> None:
    view = Selection().view(CATALOG)
    assert ids(view.posts) == ["a.md", "b.md", "c.md"]
    assert view.label == "3 posts"
    assert tags(view) == {"x": 2, "y": 1, "z": 1}
    assert not view.filtered


def test_tags_filter_and_are_counted_within_the_filter() -> None:
    view = Selection().toggled(TAG_X).view(CATALOG)
    assert ids(view.posts) == ["a.md", "b.md"]
    assert view.label == "2 of 3 posts"
    assert tags(view) == {"x": 2, "y": 1}
    assert ids(Selection(tags=("x", "y")).view(CATALOG).posts) == ["a.md"]
    assert ids(Selection(tags=("z", "y"), mode="any").view(CATALOG).posts) == ["a.md", "c.md"]


def test_order_holds_within_a_filter() -> None:
    chosen = Selection(tags=("x",), sort="title")
    assert ids(chosen.view(CATALOG).posts) == ["b.md", "a.md"]
    assert ids(Selection(tags=("x",), reverse=True).view(CATALOG).posts) == ["b.md", "a.md"]


def test_a_tag_toggles_and_a_filter_clears() -> None:
    chosen = Selection(sort="words").toggled(TAG_X).toggled(TAG_Y)
    assert chosen.tags == ("x", "y")
    assert chosen.toggled(TAG_X).tags == ("y",)
    assert chosen.cleared() == Selection(sort="words")


def test_sorting_goes_round() -> None:
    selection = Selection()
    seen = []
    for _ in range(5):
        seen.append(selection.sort)
        selection = selection.sorted_next()
    assert seen == ["date", "title", "words", "modified", "date"]


def test_large_counts_have_separators() -> None:
    many = Catalog.empty().apply(post(f"{number}.md", tags=("t",)) for number in range(1204))[0]
    assert Selection().view(many).label == "1,204 posts"
    assert Selection(tags=("t",)).view(many).label == "1,204 of 1,204 posts"
    assert Selection().view(Catalog.empty().apply([post("a.md")])[0]).label == "1 post"
    assert Selection().view(Catalog.empty()).label == "0 posts"


def at(year: int) -> datetime:
    return datetime(year, 5, 1, tzinfo=UTC)


MANY = Catalog.empty().apply(
    [
        post("a.md", date=at(2024), tags=("x",), categories=("Notes",), series="One"),
        post("b.md", date=at(2023), tags=("x", "y"), categories=("Notes", "Work")),
        post("c.md", date=at(2023), tags=("y",), series="Two", draft=True),
        post("d.md", tags=("z",)),
    ]
)[0]
KNOWN = KnownOfPosts(Remembered(frozenset({PostId("a.md")}), frozenset({PostId("b.md"), PostId("d.md")})))


@pytest.mark.parametrize(
    ("selection", "listed", "text"),
    [
        (Selection(tags=("x", "y")), "b", "#x + #y"),
        (Selection(tags=("x", "y"), mode="any"), "abc", "#x or #y"),
        (Selection(without=("x",)), "cd", "−#x"),
        (Selection(tags=("y",), without=("x",)), "c", "#y · −#x"),
        (Selection(categories=("Notes",)), "ab", "Notes"),
        (Selection(categories=("Notes",), years=("2023",)), "b", "Notes · 2023"),
        (Selection(years=("2024", "undated")), "ad", "2024 or undated"),
        (Selection(series=("One", "Two")), "ac", "One or Two"),
        (Selection(states=("unread",)), "bcd", "unread"),
        (Selection(states=("unread", "starred")), "bd", "unread + starred"),
        (Selection(states=("drafts",)), "c", "drafts"),
        (Selection(query="tag:y", years=("2023",)), "c", "2023 · tag:y"),
    ],
)
def test_what_is_asked_for_is_listed_and_told(selection: Selection, listed: str, text: str) -> None:
    found = frozenset(map(PostId, ("a.md", "c.md", "d.md"))) if selection.query else None
    view = selection.view(MANY, KnownOfPosts(KNOWN.remembered, found))
    assert "".join(one.removesuffix(".md") for one in ids(view.posts)) == listed
    assert "".join(joint + part for joint, part in selection.parts) == text
    assert view.filtered
    assert not selection.cleared().filters


def test_each_kind_is_counted_among_what_is_listed() -> None:
    counts = Selection(tags=("x",)).view(MANY, KNOWN).counts
    assert counts == {
        Facet("tag", "x"): 2,
        Facet("tag", "y"): 1,
        Facet("category", "Notes"): 2,
        Facet("category", "Work"): 1,
        Facet("series", "One"): 1,
        Facet("year", "2024"): 1,
        Facet("year", "2023"): 1,
        Facet("state", "unread"): 1,
        Facet("state", "starred"): 1,
    }
    years = [facet.value for facet in Selection().view(MANY).counts if facet.kind == "year"]
    assert years == ["2024", "2023", "undated"]


def test_what_is_chosen_one_of_leaves_the_others_to_be_chosen_as_well() -> None:
    def of(kind: str, selection: Selection) -> dict[str, int]:
        counts = selection.view(MANY, KNOWN).counts
        return {facet.value: count for facet, count in counts.items() if facet.kind == kind}

    assert of("year", Selection(years=("2024",))) == {"2024": 1, "2023": 2, "undated": 1}
    assert of("year", Selection(years=("2024",), tags=("x",))) == {"2024": 1, "2023": 1}
    assert of("tag", Selection(years=("2024",))) == {"x": 1}
    assert of("category", Selection(categories=("Work",))) == {"Notes": 2, "Work": 1}
    assert of("series", Selection(series=("One",))) == {"One": 1, "Two": 1}
    assert of("tag", Selection(tags=("z",), mode="any")) == {"x": 2, "y": 2, "z": 1}
    assert of("tag", Selection(tags=("z",))) == {"z": 1}


@pytest.mark.parametrize("kind", ["tag", "category", "series", "year", "state"])
def test_any_facet_is_added_and_taken_out(kind: str) -> None:
    facet = Facet(kind, "unread")  # type: ignore[arg-type]  # one of its kinds
    chosen = Selection().toggled(facet)
    assert chosen.facets == (facet,)
    assert chosen.toggled(facet) == Selection()


def test_a_tag_is_either_asked_for_or_left_out() -> None:
    chosen = Selection(tags=("x",)).without_tag("x")
    assert (chosen.tags, chosen.without) == ((), ("x",))
    assert chosen.toggled(TAG_X) == Selection(tags=("x",))
    assert chosen.without_tag("x") == Selection()


def test_the_order_is_told_where_it_is_not_the_usual_one() -> None:
    assert Selection().order == ""
    assert Selection().reversed().order == "by date, oldest first"
    assert Selection(sort="title").order == "by title"
    assert Selection(sort="words", reverse=True).order == "by words, shortest first"
    assert Selection(reverse=True).sorted_next() == Selection(sort="title")


def test_posts_are_known_by_new_names() -> None:
    names = {PostId("a.md"): PostId("new.md")}
    known = KnownOfPosts(KNOWN.remembered, frozenset({PostId("a.md")})).renamed(names)
    assert known.remembered.read == known.found == frozenset({PostId("new.md")})
