"""A save costs the disk one read, whoever needs the text: the catalog, the article, the index and the links."""

from __future__ import annotations

import asyncio
import gc
import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.archives import blog, one, text
from tests.ui.driver import PATIENCE, USUAL, Reader, reading
from tests.ui.saves import os_replace
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId, Problem
from tuireader.archive.saved_texts import MAX_POSTS, SavedText
from tuireader.archive.scan import reread
from tuireader.catalog.query.query import Query, parse_query
from tuireader.catalog.search.match import Results
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.session.open_post import OpenPost, load_post
from tuireader.session.revise import revise_post
from tuireader.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LIVE = Settings(watch=True)
POST, OLDER = PostId("_posts/2024-05-05-the-post.md"), PostId("_posts/2020-01-01-older.md")
PLACES = """\
# Here

[there](#here) and a note[^1] {{ page.title }} {% if page.draft %}[no](#no){% endif %} [x](/posts/2020/01/older/#none)

[^1]: Of a note.

"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the posts whose files are opened to be read."""
    names: list[str] = []
    os_open = os.open

    def noted(path: Any, *arguments: Any, **keywords: Any) -> int:
        if str(path).endswith(".md"):
            names.append(os.path.basename(path))  # noqa: PTH119 - what `os.open` takes
        return os_open(path, *arguments, **keywords)

    monkeypatch.setattr(os, "open", noted)
    return names


async def finds(reader: Reader, word: str, posts: set[PostId]) -> None:
    """Wait until the index finds a word in these posts and no others."""
    query = parse_query(word)
    assert isinstance(query, Query)
    found: set[PostId] = set()
    async with asyncio.timeout(PATIENCE):
        while found != posts:
            results = await reader.parts.search.service.search(query, 100) or Results()
            found = {one.id for one in results.matches}


async def links_follow(reader: Reader, version: int) -> None:
    link_service = reader.parts.link_service
    await reader.until(lambda: link_service.complete and link_service.version > version, "links follow")
    await reader.until(lambda: not reader.parts.hints._looking_up, "the links in sight are looked up")


async def at_rest(reader: Reader) -> int:
    """Wait until all is known of the archive; return the version of its links."""
    await reader.sees("live", pane="status")
    await reader.until(lambda: reader.parts.search.service.complete and reader.parts.link_service.complete)
    await links_follow(reader, 0)
    return reader.parts.link_service.version


@pytest.mark.parametrize(
    "body",
    ["", PLACES, "{% video a %}\n\n"],
    ids=["words", "templates and places", "a tag that nobody knows"],
)
async def test_a_save_is_read_once(tmp_path: Path, opened: list[str], body: str) -> None:
    one(tmp_path, "Old.")
    async with reading(tmp_path, settings=LIVE) as reader:
        for word in ("first", "second"):
            version = await at_rest(reader)
            opened.clear()
            # At once: a file that is truncated and written may be read in between as well.
            await asyncio.to_thread(os_replace, tmp_path / POST, text("The post", f"{body}A {word} word."))
            await reader.sees(f"A {word} word.", pane="article")
            await finds(reader, word, {POST})
            await links_follow(reader, version)
            explain = await reader.parts.link_service.explain(["#here", "#nowhere"], POST)
            assert explain["#here"].broken is (body != PLACES)
            assert explain["#nowhere"].broken
            assert opened.count("2024-05-05-the-post.md") == 1, opened


async def test_a_save_of_another_post_is_read_once(tmp_path: Path, opened: list[str]) -> None:
    one(tmp_path, "Old.")
    async with reading(tmp_path, settings=LIVE) as reader:
        version = await at_rest(reader)
        opened.clear()
        written = text("The older post", f"{PLACES}Elsewhere. [one](/posts/2024/05/the-post/)")
        await asyncio.to_thread(os_replace, tmp_path / OLDER, written)
        await finds(reader, "elsewhere", {OLDER})
        await links_follow(reader, version)
        links = await reader.parts.link_service.snapshot()
        assert links
        assert links.facts.graph.linking_to(POST) == (OLDER,)
        assert opened == ["2020-01-01-older.md"]


async def test_texts_are_held_no_longer_than_they_are_used(tmp_path: Path) -> None:
    count = 3 * MAX_POSTS
    names = [f"2024-01-{1 + number % 28:02}-{number}" for number in range(count)]
    blog(tmp_path, {name: text(name, "Old.") for name in names})
    posts = [tmp_path / "_posts" / f"{name}.md" for name in names]

    def save_all() -> None:
        for path in posts:
            path.write_text(text("The post", "All are others."))

    async with reading(tmp_path, settings=LIVE, timings=replace(USUAL, message=0.1)) as reader:
        version = await at_rest(reader)
        await asyncio.to_thread(save_all)
        await finds(reader, "others", {PostId(f"_posts/{name}.md") for name in names})
        await links_follow(reader, version)
        # Of the open post, the text is shown.
        shown = reader.context.reading.post
        assert shown
        assert len(held() - {shown.id}) <= MAX_POSTS
        version = await at_rest(reader)
        await asyncio.to_thread(posts[0].write_text, text("The post", "One is another."))
        await finds(reader, "another", {PostId(f"_posts/{names[0]}.md")})
        await links_follow(reader, version)
        assert held() - {shown.id} <= {f"_posts/{names[0]}.md"}


def held() -> set[str]:
    """The posts whose saved text anything holds."""
    gc.collect()
    return {one.post.id for one in gc.get_objects() if isinstance(one, SavedText)}


@pytest.mark.parametrize("current", [True, False])
def test_the_article_uses_the_text_while_the_file_is_the_same(
    tmp_path: Path, opened: list[str], current: bool
) -> None:
    one(tmp_path, "Old.")
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    (before,) = reread(archive, [POST], datetime.now(UTC), {}).texts
    shown = load_post(Parsers(), archive, before.post)
    assert not isinstance(shown, Problem)
    (tmp_path / POST).write_text(text("The post", "New."))
    (after,) = reread(archive, [POST], datetime.now(UTC), {}).texts
    if not current:
        (tmp_path / POST).write_text(text("The post", "Newer."))
    opened.clear()
    revised = revise_post(archive, after.post, OpenPost.of(before.post, shown), None, after)
    assert not isinstance(revised, Problem)
    assert revised.open_post.parsed.lines[0] == ("New." if current else "Newer.")
    assert len(opened) == (0 if current else 1)
