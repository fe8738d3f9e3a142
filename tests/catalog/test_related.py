from __future__ import annotations

from dataclasses import replace

from tests.catalog.posts import day, post
from tuireader.archive.post import PostId
from tuireader.archive.written_link import WrittenLink
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.link_graph import LinkGraph
from tuireader.catalog.links import Resolver
from tuireader.catalog.neighbours import series_neighbours, series_of
from tuireader.catalog.related import Relations

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
    assert relations.to(PostId("a.md"))[0].why == ("type",)
    assert "e.md" not in ids(relations, 20)
    assert "a.md" not in ids(relations, 20)


def test_a_link_weighs_most() -> None:
    link = WrittenLink(1, 1, "a.md", "x", "link")
    graph = LinkGraph.of({PostId("e.md"): (link,)}, Resolver(CATALOG).resolve)
    first = Relations(CATALOG, graph).to(PostId("a.md"))[0]
    assert (first.id, first.why) == ("e.md", ("links",))


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
