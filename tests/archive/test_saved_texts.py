from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId
from tuireader.archive.saved_texts import MAX_CHARACTERS, MAX_POSTS, SavedText, SavedTexts
from tuireader.archive.scan import MAX_BYTES, reread
from tuireader.archive.source import open_source
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.search.index import SearchIndex
from tuireader.checking.facts import Facts
from tuireader.checking.links import link_graph, written_links

if TYPE_CHECKING:
    from pathlib import Path

A = PostId("_posts/2024-01-02-a.md")
OLD = "---\ntitle: A\n---\n\n# Old\n\nOld [words](/old/).\n"
NEW = "---\ntitle: A\n---\n\n# New\n\nNew [words](/new/), {{ page.title }}.\n"


def name(number: int) -> PostId:
    return PostId(f"_posts/2024-01-02-{number}.md")


def opened(root: Path, files: dict[str, str]) -> Archive:
    write(root, {"_config.yml": "", **files})
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    return archive


def texts_of(archive: Archive, *posts: PostId) -> tuple[SavedText, ...]:
    return reread(archive, posts, datetime.now(UTC), {}).texts


def saved(archive: Archive, post: PostId = A) -> SavedText:
    (text,) = texts_of(archive, post)
    return text


@pytest.mark.parametrize("contents", [OLD, NEW, "No front matter", "---\nbroken: [\n---\n", "\xe9\0\n"])
def test_a_post_that_was_touched_comes_with_its_source(tmp_path: Path, contents: str) -> None:
    archive = opened(tmp_path, {A: contents})
    text = saved(archive)
    assert text.source == open_source(archive, A)
    assert text.post.id == A
    assert text.is_current(archive)


def test_a_text_is_not_current_once_its_file_is_another_one(tmp_path: Path) -> None:
    archive = opened(tmp_path, {A: OLD})
    texts = SavedTexts([saved(archive)])
    assert texts.get(archive, A) is not None
    (tmp_path / A).write_text(NEW)
    assert texts.get(archive, A) is None
    assert texts.take(archive, A) is None
    (tmp_path / A).unlink()
    assert SavedTexts([saved(opened(tmp_path / "b", {A: OLD}))]).get(archive, A) is None
    assert not texts.kept


def test_a_text_is_not_current_once_the_archive_is_configured_otherwise(tmp_path: Path) -> None:
    texts = SavedTexts([saved(opened(tmp_path, {A: OLD}))])
    assert texts.get(opened(tmp_path, {"_config.yml": "title: Another"}), A) is None


def test_what_is_taken_is_kept_no_longer_and_the_last_of_a_post_counts(tmp_path: Path) -> None:
    archive = opened(tmp_path, {A: OLD})
    before = saved(archive)
    (tmp_path / A).write_text(NEW)
    after = saved(archive)
    texts = SavedTexts([before, after])
    assert texts.take(archive, A) is after
    assert texts.take(archive, A) is None
    texts.keep([after])
    assert texts.taken().kept == (after,)
    assert not texts.kept


def test_of_many_posts_and_of_large_ones_no_texts_are_kept(tmp_path: Path) -> None:
    archive = opened(tmp_path, {name(number): OLD for number in range(2 * MAX_POSTS)})
    texts = texts_of(archive, *map(name, range(2 * MAX_POSTS)))
    assert len(texts) == MAX_POSTS
    large = "x" * (MAX_CHARACTERS // 2 + 1)
    archive = opened(tmp_path, {name(0): large, name(1): large, name(2): "x" * MAX_CHARACTERS + "x"})
    assert len(texts_of(archive, name(0), name(1))) == 1
    assert texts_of(archive, name(2)) == ()
    assert SavedTexts(text for _ in range(9) for text in texts_of(archive, name(0))).kept == texts_of(
        archive, name(0)
    )


def test_of_a_file_that_was_read_in_part_there_is_no_text(tmp_path: Path) -> None:
    archive = opened(tmp_path, {A: "\xe9" * (MAX_BYTES // 2 + 1)})
    assert reread(archive, [A], datetime.now(UTC), {}).posts
    assert texts_of(archive, A) == ()


def of_another_save(root: Path, archive: Archive) -> SavedText:
    """The new text, with the file as it is: so it can be told which of the two was used."""
    old = saved(archive)
    (root / A).write_text(NEW)
    new = saved(archive)
    (root / A).write_text(OLD)
    stamp = saved(archive).source.stamp
    assert old.source.text == OLD
    return replace(new, source=replace(new.source, stamp=stamp))


@pytest.mark.parametrize("current", [True, False])
def test_the_index_and_the_links_use_the_text_while_the_file_is_the_same(
    tmp_path: Path, current: bool
) -> None:
    archive = opened(tmp_path, {A: OLD})
    text = of_another_save(tmp_path, archive)
    catalog, change = Catalog.empty().apply([text.post])
    if not current:
        os.utime(tmp_path / A, ns=(1, 1))
    used, unused = ("New", "Old") if current else ("Old", "New")
    index = SearchIndex(None)
    index.texts.keep([text])
    assert index.apply(archive, catalog, change)
    body = index.look(lambda posts: posts.view.text(A))
    assert body is not None
    assert (used in body.body, unused in body.body) == (True, False)
    assert not index.texts.kept
    index.close()
    texts = SavedTexts([text])
    written = written_links(archive, [A], texts=texts)
    assert [link.href for link in written[A]] == [f"/{used.lower()}/"]
    facts = Facts(archive, catalog, link_graph(archive, catalog, written), texts=texts)
    anchors = facts.anchors(A)
    assert anchors is not None
    assert (anchors.line(used.lower()), anchors.line(unused.lower())) == (1, None)
