"""What is asked of searching: how soon the index is there and what that costs others, queries as they are typed, saves.

python -m tests.benchmarks.search [POSTS]
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.harness import Finding, p95, show, write_post
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import read, scan
from tuireader.archive.source import Source, open_source
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.query.query import Query, parse_partial, parse_query, searchable_text
from tuireader.catalog.query.words import search_form
from tuireader.catalog.search.index import SearchIndex
from tuireader.ui.app import GARBAGE, TURN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuireader.archive.post import Post, PostId

POSTS, SIZE = 10_000, 5_400
SHOWN = 50
TICK = 0.005
"""Seconds between two looks at the clock while the index is built."""
WORDS = """
the of and to a in is it that for on with as was not are by this
"""
KNOWN = """
terminal python unicode café naïve don't c++ .net _config.yml --flag release kernel margins typography
"""
SCRIPTS = ("端末の画面に文字を表示する", "ภาษาไทยง่าย", "Привет мир")
SYLLABLES = """
ka te ri on mo sel der an vi pra lo stu ne ing ber ous ma to ch est wor gra fin pol du
"""
QUERIES = (
    "terminal", "python unicode", "the terminal", "release notes", "café", "naïve", "don't", "c++", ".net",
    "_config.yml",
    "--flag", '"the terminal"', '"of the"', "typography margins", "kernel release", "-terminal python", "tag:unicode",
    "tag:terminals python", "tag:terminals,unicode kernel", "after:2015 terminal", "on:2010", "before:1999 unicode",
    "title:terminal", 'title:"the"', "in:_posts/200", "is:draft", "terminal OR kernel", "(python OR kernel) release",
    "端末", "端末の画面", "ภาษา", "привет", "python -tag:unicode", "typo*", "uni* ker*", "the of and", "a", "to be",
    "release on:2012-05", "unicode category:notes", "karimo", "selder anvi", "katerion", "pra*", "lostu",
    "terminal kat",     "python kernel unicode terminal", "is:broken", '"python kernel"', "margins before:2005 -kernel",
)  # fmt: skip


def findings(count: int = POSTS) -> Iterator[Finding]:
    """The building, the keystrokes, the saves and the truth of an index."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "blog"
        root.mkdir()
        write_texts(root, count)
        archive, catalog = _opened(root)
        path = Path(folder) / "index.sqlite"
        index = SearchIndex(path)
        # As the reader does.
        gc.set_threshold(*GARBAGE)
        sys.setswitchinterval(TURN)
        seconds, longest, idle = asyncio.run(_built(index, archive, catalog))
        yield Finding.at_most(f"{count:,} posts indexed from nothing", seconds, 6, "s")
        yield Finding.at_most("longest wait of an event loop meanwhile", 1000 * longest, 50, "ms")
        yield Finding("  the same when nothing is done", f"{1000 * idle:,.3g} ms")
        yield Finding("  the index on disk", f"{path.stat().st_size / 1e6:,.0f} MB")
        index.close()
        index = SearchIndex(path)
        again = _seconds(lambda: index.bring_up_to_date(archive, catalog))
        yield Finding("brought up to date tomorrow, where nothing changed", f"{again:.3g} s")
        yield from _asked(index, archive, catalog)
        index.close()


def _asked(index: SearchIndex, archive: Archive, catalog: Catalog) -> Iterator[Finding]:
    typed = [_typed(index, text[:end]) for text in QUERIES for end in range(1, len(text) + 1)]
    yield Finding.at_most(
        f"from a key to {SHOWN} results, {len(QUERIES)} queries: p95", 1000 * p95(typed), 25, "ms"
    )
    yield Finding("  the slowest", f"{1000 * max(typed):,.3g} ms")
    taken: list[float] = []
    for post in tuple(catalog)[:: max(len(catalog) // 40, 1)]:
        catalog, seconds = _saved(index, archive, catalog, post.id)
        taken.append(seconds)
    yield Finding.at_most("brought up to date after a save: p95", 1000 * p95(taken), 20, "ms")
    texts = _texts(archive, catalog)
    wrong = sum(_is_wrong(index, texts, text) for text in QUERIES)
    yield Finding.at_most(f"of {len(QUERIES)} queries, found other posts than a scan", wrong, 0, "")


def _typed(index: SearchIndex, text: str) -> float:
    return _seconds(lambda: index.search(parse_partial(text), SHOWN))


def _saved(index: SearchIndex, archive: Archive, catalog: Catalog, post_id: PostId) -> tuple[Catalog, float]:
    with (archive.root / post_id).open("a", encoding="utf-8") as file:
        file.write("\nOne more paragraph.\n")
    post = read(archive, post_id, datetime.now(UTC))
    assert post is not None
    after, change = catalog.apply([post])
    return after, _seconds(lambda: index.apply(archive, after, change))


async def _built(index: SearchIndex, archive: Archive, catalog: Catalog) -> tuple[float, float, float]:
    """Seconds that building takes, the longest wait of this loop meanwhile, and that of as many idle ticks."""
    start = perf_counter()
    building = asyncio.create_task(asyncio.to_thread(index.bring_up_to_date, archive, catalog))
    waits = [await _wait() for _ in _until(building)]
    seconds = perf_counter() - start
    idle = [await _wait() for _ in range(100)]
    return seconds, max(waits), max(idle)


def _until(task: asyncio.Task[bool]) -> Iterator[None]:
    while not task.done():
        yield


async def _wait() -> float:
    """How much later than asked this loop comes to its turn."""
    before = perf_counter()
    await asyncio.sleep(TICK)
    return perf_counter() - before - TICK


def _is_wrong(index: SearchIndex, texts: Mapping[PostId, tuple[Post, str]], query: str) -> bool:
    asked = parse_query(query)
    assert isinstance(asked, Query), query
    found = {match.id for match in index.search(asked).matches}
    return found != {post.id for post, text in texts.values() if asked.matches(post, lambda: text)}  # noqa: B023


def _texts(archive: Archive, catalog: Catalog) -> Mapping[PostId, tuple[Post, str]]:
    """Each post and its searchable text, in search form already, which matching leaves as it is."""
    texts: dict[PostId, tuple[Post, str]] = {}
    for post in catalog:
        source = open_source(archive, post.id)
        assert isinstance(source, Source)
        texts[post.id] = post, search_form(searchable_text(post, source.body))
    return texts


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _opened(root: Path) -> tuple[Archive, Catalog]:
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    posts = [post for progress in scan(archive, datetime.now(UTC)) for post in progress.posts]
    return archive, Catalog.empty().apply(posts)[0]


def write_texts(root: Path, count: int) -> None:
    """Write posts of a vocabulary of sixty thousand words, used as often as those of a language are."""
    chance = random.Random(5)
    syllables = SYLLABLES.split()
    made = {"".join(chance.choices(syllables, k=chance.randint(1, 5))) for _ in range(80_000)}
    words = [*WORDS.split(), *sorted(made)]
    for rank, word in enumerate(KNOWN.split(), 1):
        words.insert(60 * rank, word)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    for number in range(count):
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < SIZE:
            some = chance.choices(words, cum_weights=weights, k=60)
            paragraphs += [f"## {' '.join(some[:4])}"] if chance.random() < 0.15 else []
            paragraphs += [" ".join(some).capitalize() + chance.choice([".", " – and so on.", "."])]
            paragraphs += [chance.choice(SCRIPTS)] if chance.random() < 0.02 else []
        day = f"{1990 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        write_post(root, day, f"number{number}", "\n\n".join([*paragraphs, ""]))


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:2])))
