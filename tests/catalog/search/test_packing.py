from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.building import opened
from tests.catalog.search.indexes import read_catalog
from tuireader.catalog.query.query import Query, parse_query
from tuireader.catalog.search.index import SearchIndex
from tuireader.catalog.search.packing import SAMPLE, Packer, sample_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.lists(st.text(st.characters(exclude_categories=())), max_size=4)


@given(TEXTS, st.text(st.characters(exclude_categories=())))
def test_what_is_packed_comes_back(bodies: list[str], body: str) -> None:
    packer = Packer(sample_of(bodies))
    assert len(packer.sample) <= SAMPLE
    assert packer.body(packer.packed(body)) == body


def test_what_is_not_packed_or_with_another_sample_is_told() -> None:
    packer = Packer(sample_of(["words " * 99]))
    packed = packer.packed("words and more words")
    for damaged in (packed[:-3], b"", packed.hex(), None, 7):
        with pytest.raises(sqlite3.DatabaseError):
            packer.body(damaged)
    with pytest.raises(sqlite3.DatabaseError):
        Packer(b"another sample").body(packed)


def test_an_index_is_no_larger_than_its_archive_and_one_without_its_sample_is_made_anew(
    tmp_path: Path,
) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioustrnl", k=chance.randrange(2, 9))) for _ in range(2000)]
    weights = [1 / place for place in range(1, 2001)]
    (tmp_path / "_config.yml").touch()
    (tmp_path / "_posts").mkdir()
    for number in range(300):
        text = " ".join(chance.choices(words, weights, k=800))
        (tmp_path / f"_posts/2024-01-02-{number}.md").write_text(
            f"---\ntitle: {number}\n---\n{text} word{number}.\n"
        )
    archive = opened(tmp_path)
    catalog = read_catalog(archive)
    path = tmp_path / "index.sqlite"
    index = SearchIndex(path)
    index.bring_up_to_date(archive, catalog)
    index.close()
    # Words by chance pack worse than sentences do.
    assert path.stat().st_size < 1.2 * sum(post.stamp.size for post in catalog)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("pragma freelist_count").fetchone() == (0,)
        connection.execute("update about set value = x'00' where name = 'sample'")
    path.with_name("index.sqlite-seal").unlink()
    index = SearchIndex(path)
    index.bring_up_to_date(archive, catalog)
    query = parse_query("word7")
    assert isinstance(query, Query)
    index.search(query)
    index.bring_up_to_date(archive, catalog)
    (match,) = index.search(query).matches
    assert "word7" in match.snippet
    index.close()
