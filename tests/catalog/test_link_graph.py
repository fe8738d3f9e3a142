from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import post
from tuireader.archive.post import PostId
from tuireader.archive.written_link import WrittenLink
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.graph import LinkGraph
from tuireader.catalog.links.resolve import Resolver

A, B, C = PostId("a.md"), PostId("b.md"), PostId("c.md")
CATALOG = Catalog.empty().apply([post(name) for name in (A, B, C)])[0]
RESOLVE = Resolver(CATALOG).resolve


def links(*hrefs: str) -> tuple[WrittenLink, ...]:
    return tuple(WrittenLink(line, 1, href, "x", "link") for line, href in enumerate(hrefs, 1))


GRAPH = LinkGraph.of(
    {A: links("b.md", "b.md#x", "a.md"), B: links("nowhere.md", "https://x.y"), C: links("b.md")}, RESOLVE
)


def test_links_from_are_in_the_order_of_the_text() -> None:
    assert [(link.written.line, link.target.id) for link in GRAPH.links_from(A)] == [(1, B), (2, B), (3, A)]
    assert GRAPH.links_from(PostId("z.md")) == ()


def test_links_to_leave_out_those_of_the_post_itself() -> None:
    assert [(link.source, link.written.line) for link in GRAPH.links_to(B)] == [(A, 1), (A, 2), (C, 1)]
    assert GRAPH.linking_to(B) == (A, C)
    assert GRAPH.links_to(A) == ()


def test_what_is_broken_says_why() -> None:
    assert [(link.source, link.reason) for link in GRAPH.broken()] == [
        (B, "nothing in the archive is at nowhere.md")
    ]


def test_a_post_that_changes_changes_what_links_to_others() -> None:
    graph = GRAPH.with_posts({A: links("c.md")}, RESOLVE)
    assert graph.linking_to(B) == (C,)
    assert graph.linking_to(C) == (A,)
    assert GRAPH.linking_to(B) == (A, C)
    assert graph.with_posts({A: ()}, RESOLVE).linking_to(C) == ()


HREFS = st.lists(st.sampled_from(["a.md", "b.md", "c.md", "x.md", "https://x.y"]), max_size=4)


@given(st.lists(st.tuples(st.sampled_from([A, B, C]), HREFS), max_size=8))
@settings(max_examples=200)
def test_changes_one_by_one_give_what_making_it_anew_gives(
    changes: list[tuple[PostId, list[str]]],
) -> None:
    graph, written = LinkGraph.of({}, RESOLVE), dict[PostId, tuple[WrittenLink, ...]]()
    for source, hrefs in changes:
        written[source] = links(*hrefs)
        graph = graph.with_posts({source: written[source]}, RESOLVE)
    anew = LinkGraph.of(written, RESOLVE)
    for name in (A, B, C):
        assert graph.links_from(name) == anew.links_from(name)
        assert graph.links_to(name) == anew.links_to(name)
