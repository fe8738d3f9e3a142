"""The index answers exactly as a plain scan of the files does."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import post
from tests.catalog.search.indexes import (
    WORDS,
    queries,
    read_catalog,
    scanned,
    text_of,
    texts_of,
    write_archive,
    write_post,
)
from tuireader.archive.archive import Archive, open_archive
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.query.query import Query, parse_query, searchable_text
from tuireader.catalog.query.terms import All, InText, Not
from tuireader.catalog.query.words import Words
from tuireader.catalog.search.answer import answer
from tuireader.catalog.search.index import SearchIndex
from tuireader.catalog.search.posts import IndexedPosts, Listing
from tuireader.catalog.search.store import IndexStore, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuireader.archive.post import PostId


SAMPLE_QUERIES = [
    "cell", "cell grid", "term*", '"what a cell is"', "tag:terminals,unicode after:2023", "-terminal", "don't",
    '"of the"', "(cell OR man) -tag:unicode", "豆腐", "c++", "--", ".md", "title:a", "is:draft", "the -the",
]  # fmt: skip


def found(index: SearchIndex, text: str) -> set[str]:
    query = parse_query(text)
    assert isinstance(query, Query)
    results = index.search(query)
    assert results.complete
    assert results.counted
    assert results.total == len(results.matches)
    return {match.id for match in results.matches}


@pytest.mark.parametrize("seed", range(3))
def test_generated_queries_find_what_a_scan_finds(tmp_path: Path, seed: int) -> None:
    archive = write_archive(tmp_path / "blog", 40, seed)
    catalog = read_catalog(archive)
    index = SearchIndex(tmp_path / "index.sqlite")
    assert index.bring_up_to_date(archive, catalog)
    texts = texts_of(archive, catalog)
    for text in queries(80, seed):
        assert found(index, text) == scanned(catalog, texts, text), text
    index.close()


@pytest.mark.parametrize("text", SAMPLE_QUERIES)
def test_the_sample_posts_are_found_as_by_a_scan(
    samples: tuple[Catalog, dict[PostId, str], SearchIndex], text: str
) -> None:
    catalog, texts, index = samples
    assert found(index, text) == scanned(catalog, texts, text)


@pytest.fixture(scope="module")
def samples() -> Iterator[tuple[Catalog, dict[PostId, str], SearchIndex]]:
    from tests.benchmarks.harness import SAMPLES

    archive = open_archive(SAMPLES)
    assert isinstance(archive, Archive)
    catalog = read_catalog(archive)
    with closing(SearchIndex(None)) as index:
        index.bring_up_to_date(archive, catalog)
        yield catalog, texts_of(archive, catalog), index


ANY = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)


@given(ANY, ANY, ANY, ANY, st.booleans())
@settings(max_examples=150)
def test_any_words_are_found_in_any_text_as_by_a_scan(
    title: str, tag: str, body: str, typed: str, prefix: bool
) -> None:
    words = Words.of(typed, prefix=prefix)
    if words is None:
        return
    one = post("a.md", title=title, tags=(tag,))
    store = IndexStore(None)
    store.write([entry_of(one, body, 1)])
    for condition in (InText(words), Not(InText(words)), All((InText(words), InText(words)))):
        with store.view() as view:
            listing = Listing(Catalog.empty().apply([one])[0], 0, view)
            results = answer(condition, IndexedPosts(listing, (), view, lambda: False), None)
        matches = Query(condition).matches(one, lambda: searchable_text(one, body))
        assert bool(results.matches) == matches
    store.close()


def test_saves_and_removals_are_searched(tmp_path: Path) -> None:
    chance = random.Random(11)
    archive = write_archive(tmp_path / "blog", 12, 11)
    catalog = read_catalog(archive)
    index = SearchIndex(tmp_path / "index.sqlite")
    index.bring_up_to_date(archive, catalog)
    for turn in range(6):
        names = sorted(path.name for path in (tmp_path / "blog/_posts").iterdir())
        (tmp_path / "blog/_posts" / chance.choice(names)).unlink()
        write_post(tmp_path / "blog", f"_posts/{chance.choice(names)}", chance)
        write_post(tmp_path / "blog", f"_posts/2025-01-0{turn + 1}-new.md", chance)
        now = read_catalog(archive)
        after, change = catalog.apply(tuple(now), [one.id for one in catalog if one.id not in now])
        index.apply(archive, after, change)
        catalog, texts = after, texts_of(archive, after)
        for text in ("the", "端末", "c++", text_of(chance, 1).strip(" -*_'\"\n,.#>") or "a"):
            assert found(index, f'"{text}"') == scanned(catalog, texts, f'"{text}"'), text
    index.close()
