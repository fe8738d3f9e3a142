"""The links behind the reader: gathered in the background, kept up with changes."""

from __future__ import annotations

import asyncio
import gc
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from tests.archive.building import write
from tests.ui.archives import blog, text
from tests.ui.driver import PATIENCE
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId
from tuireader.archive.scan import scan
from tuireader.catalog.catalog import Catalog, CatalogChange
from tuireader.checking.links import written_links
from tuireader.session.link_service import LinkService
from tuireader.session.links import LinkSnapshot, check_archive, gather
from tuireader.session.live_archive import ArchiveChanged

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tuireader.archive.saved_texts import SavedTexts

A, B, C = (PostId(f"_posts/2024-01-0{day}-{name}.md") for day, name in ((1, "a"), (2, "b"), (3, "c")))


def archive_in(root: Path) -> tuple[Archive, Catalog]:
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    return archive, Catalog.empty().apply(posts)[0]


def three(root: Path) -> tuple[Archive, Catalog]:
    blog(root, {
        "2024-01-01-a": text("A", "[b](/posts/2024/01/b/)"),
        "2024-01-02-b": text("B", "[gone](/posts/2024/01/d/)"),
        "2024-01-03-c": text("C", "[b](2024-01-02-b.md) [a](/posts/2024/01/a/)"),
    })  # fmt: skip
    return archive_in(root)


@pytest.mark.parametrize("worth", [1, 1_000])
async def test_other_processes_gather_what_this_one_would(tmp_path: Path, worth: int) -> None:
    archive, catalog = three(tmp_path)
    told: list[int] = []
    ids = [post.id for post in catalog]
    assert await gather(archive, ids, told.append, process_from=worth) == written_links(archive, ids)
    assert told == sorted(told)
    assert told[-1] == 3


@pytest.mark.parametrize("kept", [False, True])
async def test_links_are_kept_in_the_cache_folder_only_where_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    archive, catalog = three(tmp_path / "site")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    await gather(archive, [post.id for post in catalog], lambda _: None, kept=kept, process_from=1)
    await check_archive(tmp_path / "site", (), kept=kept)
    assert (tmp_path / "cache").exists() == kept


async def test_what_a_dead_process_left_is_gathered_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, catalog = three(tmp_path)
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    ids = [post.id for post in catalog]
    assert await gather(archive, ids, lambda _: None, process_from=1) == written_links(archive, ids)


async def test_an_archive_is_checked_in_another_process(tmp_path: Path) -> None:
    three(tmp_path)
    problems = await check_archive(tmp_path, ())
    assert problems is not None
    assert [(one.id, one.rule) for one in problems] == [(B, "broken-link")]
    assert await check_archive(tmp_path, ["broken-link"]) == ()
    assert await check_archive(tmp_path / "none", ()) is None


@pytest.mark.parametrize(
    ("files", "removed"),
    [
        ({A: text("A", "[c](/posts/2024/01/c/)")}, ()),
        ({A: text("A", "[b](/posts/2024/01/b/)", "", "permalink: /elsewhere/\n")}, ()),
        ({"_posts/2024-01-04-d.md": text("D", "[a](/posts/2024/01/a/)")}, ()),
        ({B: text("Another", "[gone](/posts/2024/01/d/)")}, ()),
        ({}, (B,)),
    ],
)
def test_links_after_a_change_are_those_of_the_whole_archive_read_anew(
    tmp_path: Path, files: dict[str, str], removed: tuple[PostId, ...]
) -> None:
    archive, before = three(tmp_path)
    links = LinkSnapshot(archive, before, written_links(archive, [post.id for post in before]))
    write(tmp_path, files)
    for post_id in removed:
        (tmp_path / post_id).unlink()
    archive, now = archive_in(tmp_path)
    after, change = before.apply(list(now), removed)
    assert change
    changed = links.changed(archive, after, change)
    anew = LinkSnapshot(archive, now, written_links(archive, [post.id for post in now]))
    for post in now:
        assert changed.around(post.id) == anew.around(post.id), post.id
        hrefs = ["/posts/2024/01/a/", "/posts/2024/01/b/", "/posts/2024/01/d/", "/elsewhere/"]
        assert changed.explain(hrefs, post.id) == anew.explain(hrefs, post.id), post.id


@pytest.mark.parametrize("more", ["published: false\n", "date: 2999-01-01\n"])
def test_an_address_leads_on_to_an_alias_once_its_post_is_not_published(tmp_path: Path, more: str) -> None:
    address = "permalink: /x/\n"
    blog(tmp_path, {
        "2024-01-01-a": text("A", more=address),
        "2024-01-02-b": text("B", more="redirect_from: /x/\n"),
        "2024-01-03-c": text("C", "[x](/x/)"),
    })  # fmt: skip
    archive, before = archive_in(tmp_path)
    links = LinkSnapshot(archive, before, written_links(archive, [post.id for post in before]))
    assert (links.facts.graph.linking_to(A), links.facts.graph.linking_to(B)) == ((C,), ())
    write(tmp_path, {A: text("A", more=address + more)})
    _, now = archive_in(tmp_path)
    after, change = before.apply(list(now))
    changed = links.changed(archive, after, change)
    assert (changed.facts.graph.linking_to(A), changed.facts.graph.linking_to(B)) == ((), (C,))
    assert changed.explain(["/x/"], C)["/x/"].target.id == B


def test_another_title_is_found_by_links_that_name_it_and_the_others_stay_resolved(tmp_path: Path) -> None:
    a, b, c = PostId("a.md"), PostId("b.md"), PostId("c.md")
    write(tmp_path, {
        ".obsidian/app.json": "{}",
        a: "[[By title]] [[By title#x|x]] %5B%5BBy title%5D%5D [y](%5B%5BBy%20title%5D%5D)",
        b: text("Another", "Words."),
        c: "[b](b.md) [[b]] [[Titles]] [[By%20title]]",
    })  # fmt: skip
    archive, before = archive_in(tmp_path)
    links = LinkSnapshot(archive, before, written_links(archive, [post.id for post in before]))
    write(tmp_path, {b: text("By title", "[[by title]]")})
    archive, now = archive_in(tmp_path)
    after, change = before.apply(list(now))
    changed = links.changed(archive, after, change)
    was, graph = links._facts.graph, changed._facts.graph
    assert (was.linking_to(b), graph.linking_to(b)) == ((c,), (a, c))
    assert graph.links_from(c) is was.links_from(c)
    anew = LinkSnapshot(archive, now, written_links(archive, [post.id for post in now]))
    assert set(graph) == set(anew._facts.graph)
    assert changed.explain(["[[By title]]", "[[Another]]"], c) == anew.explain(
        ["[[By title]]", "[[Another]]"], c
    )
    again = changed.changed(archive, before, after.apply(list(before))[1])
    assert again._facts.graph.linking_to(b) == (c,)


@asynccontextmanager
async def kept_up(link_service: LinkService, told: Callable[[], None]) -> AsyncIterator[None]:
    running = asyncio.create_task(link_service.run(told))
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_changes_that_came_meanwhile_are_worked_in_at_once_and_until_then_not_all_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, catalog = three(tmp_path)
    link_service, known, begun, may_go_on = LinkService(), asyncio.Event(), asyncio.Event(), Event()
    loop, changed, changes = asyncio.get_running_loop(), LinkSnapshot.changed, []

    def held(
        links: LinkSnapshot, archive: Archive, catalog: Catalog, change: CatalogChange, texts: SavedTexts
    ) -> LinkSnapshot:
        changes.append(change)
        loop.call_soon_threadsafe(begun.set)
        may_go_on.wait(PATIENCE)
        return changed(links, archive, catalog, change, texts)

    def save(changed: dict[str, str], *removed: PostId) -> None:
        nonlocal catalog
        write(tmp_path, changed)
        now = [post for post in archive_in(tmp_path)[1] if post.id not in removed]
        catalog, change = catalog.apply(now, removed)
        link_service.apply(ArchiveChanged(archive, catalog, change))

    monkeypatch.setattr(LinkSnapshot, "changed", held)
    link_service.apply(ArchiveChanged(archive, catalog, CatalogChange(), 3, 3))
    async with kept_up(link_service, lambda: known.set() if link_service.complete else known.clear()):
        await known.wait()
        seen = link_service.version
        new = "_posts/2024-01-04-d.md"
        save({A: text("A", "Nothing.")})
        await begun.wait()
        assert not link_service.complete
        save({new: text("D", "[b](/posts/2024/01/b/)")})
        save({new: text("D", "[b](/posts/2024/01/b/) again"), B: text("B", "Nothing.")})
        save({}, C)
        known.clear()
        may_go_on.set()
        await known.wait()
        assert link_service.version == seen + 2
        assert changes == [
            CatalogChange(updated=(A,)),
            CatalogChange(added=(PostId(new),), updated=(B,), removed=(C,)),
        ]
        assert [near.post.id for near in (await link_service.around(B))[0].near] == [PostId(new)]


class Garbage:
    """What goes when garbage is collected."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def uncollected() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("uncollected")
async def test_no_garbage_is_kept_with_the_links_of_many_posts(tmp_path: Path) -> None:
    archive, catalog = three(tmp_path)
    link_service, event = LinkService(many=1), ArchiveChanged(archive, catalog, CatalogChange(), 3, 3)
    kept = Garbage()
    before, later = ref(Garbage()), ref(kept)
    await link_service._gather(event)
    assert before() is None
    assert gc.get_freeze_count()
    del kept
    assert later()
    await link_service._gather(event)
    assert later() is None


async def test_what_is_around_a_post_is_told_before_all_links_are_known(tmp_path: Path) -> None:
    archive, catalog = three(tmp_path)
    link_service = LinkService()
    link_service.apply(ArchiveChanged(archive, catalog, CatalogChange(), 3, 3))
    assert not link_service.complete
    first = (await link_service.around(B))[0]
    assert (first.near, first.note) == ((), "the archive is still being read for links …")
    known = asyncio.Event()
    async with kept_up(link_service, lambda: known.set() if link_service.complete else None):
        await known.wait()
        assert [near.post.id for near in (await link_service.around(B))[0].near] == [C, A]
