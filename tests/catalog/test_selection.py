from __future__ import annotations

from tests.catalog.posts import day, ids, post
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.selection import Selection

CATALOG = Catalog.empty().apply(
    [
        post("a.md", title="B", date=day(3), tags=("x", "y")),
        post("b.md", title="A", date=day(2), tags=("x",)),
        post("c.md", title="C", date=day(1), tags=("z",)),
    ]
)[0]


def test_no_filter_shows_everything() -> None:
    view = Selection().view(CATALOG)
    assert ids(view.posts) == ["a.md", "b.md", "c.md"]
    assert view.label == "3 posts"
    assert list(view.tags) == ["x", "y", "z"]
    assert not view.filtered


def test_tags_filter_and_are_counted_within_the_filter() -> None:
    view = Selection().toggled("x").view(CATALOG)
    assert ids(view.posts) == ["a.md", "b.md"]
    assert view.label == "2 of 3 posts"
    assert dict(view.tags) == {"x": 2, "y": 1}
    assert ids(Selection(tags=("x", "y")).view(CATALOG).posts) == ["a.md"]
    assert ids(Selection(tags=("z", "y"), mode="any").view(CATALOG).posts) == ["a.md", "c.md"]


def test_order_holds_within_a_filter() -> None:
    chosen = Selection(tags=("x",), sort="title")
    assert ids(chosen.view(CATALOG).posts) == ["b.md", "a.md"]
    assert ids(Selection(tags=("x",), reverse=True).view(CATALOG).posts) == ["b.md", "a.md"]


def test_a_tag_toggles_and_a_filter_clears() -> None:
    chosen = Selection(sort="words").toggled("x").toggled("y")
    assert chosen.tags == ("x", "y")
    assert chosen.toggled("x").tags == ("y",)
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
