from __future__ import annotations

from dataclasses import replace

from tests.catalog.posts import day, post
from tuireader.archive.post import PostId
from tuireader.archive.written_link import WrittenLink
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.graph import LinkGraph
from tuireader.catalog.links.related import Reason, Relations, series_neighbours, series_of
from tuireader.catalog.links.resolve import Resolver

POSTS = [
    post("a.md", title="Kerning in terminals", tags=("unix", "type"), date=day(1)),
    post("b.md", title="Something else", tags=("type",), date=day(2)),
    post("c.md", title="More about kerning", tags=("food",), date=day(3)),
    post("d.md", title="Nothing of it", tags=("unix",), date=day(4)),
    post("e.md", title="A recipe", date=day(5)),
    *(post(f"f{number}.md", title="Filler", tags=("unix",), date=day(-number)) for number in range(1, 9)),
]
CATALOG = Catalog.empty().apply(POSTS)[0]


def ids(relations: Relations, limit: int = 4) -> list[str]:
    return [one.id for one in relations.to(PostId("a.md"), limit)]


def test_rare_words_and_tags_weigh_more_than_common_ones() -> None:
    relations = Relations(CATALOG)
    assert ids(relations) == ["b.md", "c.md", "d.md", "f1.md"]
    assert relations.to(PostId("a.md"))[0].why == (Reason("tag", "type"),)
    assert "e.md" not in ids(relations, 20)
    assert "a.md" not in ids(relations, 20)


def test_a_link_weighs_most() -> None:
    link = WrittenLink(1, 1, "a.md", "x", "link")
    graph = LinkGraph.of({PostId("e.md"): (link,)}, Resolver(CATALOG).resolve)
    first = Relations(CATALOG, graph).to(PostId("a.md"))[0]
    assert (first.id, first.why) == ("e.md", (Reason("link"),))


def reasons(posts: int, *, title: str, excerpt: str = "") -> set[str]:
    """The words for which the first two of so many posts are related; the others have all but the last word too."""
    common = title.rpartition(" ")[0]
    many = [post(f"{number}.md", title=common, excerpt="Other words") for number in range(2, posts)]
    two = [post(f"{number}.md", title=title, excerpt=excerpt) for number in (0, 1)]
    found = Relations(Catalog.empty().apply([*two, *many])[0]).to(PostId("0.md"), 20)
    return {reason.name for one in found for reason in one.why}


def test_words_that_hold_sentences_together_are_no_reason() -> None:
    for title in ("The and", "Notes with", "Was mit nicht", "Pour avec", "Esto sobre", "About the cat"):
        assert reasons(9, title=f"Filler {title}") == set(), title
    assert reasons(9, title="Filler kerning") == {"kerning"}


def test_words_of_more_than_a_fifth_of_few_posts_are_no_reason() -> None:
    posts = [post(f"{number}.md", title="Kerning" if number < 4 else "Other") for number in range(16)]
    relations = Relations(Catalog.empty().apply(posts)[0])
    assert relations.to(PostId("0.md")) == ()  # four of sixteen
    assert Relations(Catalog.empty().apply(posts[1:])[0]).to(PostId("1.md"))[0].why == (
        Reason("word", "kerning"),
    )


def test_of_few_posts_only_titles_give_words() -> None:
    assert reasons(9, title="Filler xy", excerpt="Some kerning") == set()
    assert reasons(60, title="Filler xy", excerpt="Some kerning") == {"kerning"}


def test_links_to_one_post_are_told_from_a_link_and_from_a_tag_of_that_name() -> None:
    catalog = CATALOG.apply([post("a.md", tags=("link",)), post("b.md", tags=("link",)), post("c.md")])[0]
    link = WrittenLink(1, 1, "e.md", "x", "link")
    graph = LinkGraph.of({PostId(one): (link,) for one in ("a.md", "c.md")}, Resolver(catalog).resolve)
    why = {one.id: one.why for one in Relations(catalog, graph).to(PostId("a.md"))}
    assert why == {
        "e.md": (Reason("link"),),
        "c.md": (Reason("common link"),),
        "b.md": (Reason("tag", "link"),),
    }


def test_nothing_is_related_to_what_is_not_there() -> None:
    assert Relations(CATALOG).to(PostId("z.md")) == ()


def test_a_series_goes_from_the_oldest_to_the_newest() -> None:
    catalog = CATALOG.apply([replace(one, series="Type" if one.id < "c" else "type") for one in POSTS[:3]])[0]
    assert [one.id for one in series_of(catalog, PostId("b.md"))] == ["a.md", "b.md", "c.md"]
    before, after = series_neighbours(catalog, PostId("b.md"))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("a.md", "c.md")
    assert series_neighbours(catalog, PostId("a.md"))[0] is None
    assert series_neighbours(catalog, PostId("d.md")) == (None, None)
