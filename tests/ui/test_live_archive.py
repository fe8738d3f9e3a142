"""The events of an archive that changes."""

from __future__ import annotations

import asyncio
import shutil
import threading
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.archive.building import opened, posts_of, write
from tests.ui.archives import CONFIG, blog, text, three
from tests.ui.live_archives import Kept, keeping, scanning
from tuireader.archive.post import PostId
from tuireader.catalog.kept.cache import PostCache
from tuireader.catalog.kept.scan import Checked, KeptScan, ScanSizes
from tuireader.session.live_archive import ArchiveChanged, FilesTouched, LiveArchive, Unavailable
from tuireader.session.update import renamings
from tuireader.watching.kept_watch import Intervals
from tuireader.watching.watcher import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


SPRING, SUMMER, WINTER = (
    PostId(f"_posts/{name}.md") for name in ("2023-03-20-spring", "2024-07-01-summer", "2024-12-21-winter")
)


async def told(kept: Kept) -> ArchiveChanged:
    """The one change that is told of what was done since the last mark."""
    await kept.until(lambda: bool(kept.changes))
    await kept.agrees()
    (change,) = kept.changes
    return change


async def test_a_missing_archive_is_unavailable(tmp_path: Path) -> None:
    events = [event async for event in LiveArchive(tmp_path / "none", None, watch=True, poll=None).run()]
    assert [type(event) for event in events] == [Unavailable]


async def test_an_archive_that_is_not_watched_is_read_and_that_is_all(tmp_path: Path) -> None:
    live_archive = LiveArchive(three(tmp_path), None, watch=False, poll=None)
    events = [event async for event in live_archive.run()]
    assert all(isinstance(event, ArchiveChanged) and not event.saves for event in events)
    assert len(live_archive.catalog) == 3


async def test_the_watch_begins_once_the_first_posts_have_been_handed_out(tmp_path: Path) -> None:
    begun: list[Path] = []

    def begin(root: Path, *others: Any) -> Any:
        begun.append(root)
        return watch(root, *others)

    live_archive = LiveArchive(three(tmp_path), None, watch=True, poll=None, begin=begin)
    async with aclosing(live_archive.run()) as events:
        first = await anext(events)
        assert isinstance(first, ArchiveChanged)
        assert len(first.catalog) > 0
        for _ in range(20):
            # They are being shown meanwhile: what had begun would go on.
            await asyncio.to_thread(bool)
        assert not begun
        while not begun:
            await anext(events)


async def test_a_start_lists_what_the_last_run_knew_and_corrects_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = three(tmp_path / "blog")
    last = KeptScan(opened(root), datetime(2050, 1, 1, tzinfo=UTC), PostCache.of(root), sizes=ScanSizes(0))
    before = {post.id: post for post in last.posts()}
    last.save()
    (root / SPRING).write_text(text("Again"))
    (root / SUMMER).unlink()
    (root / WINTER.replace("winter", "new")).write_text(text("New"))
    live_archive = LiveArchive(root, None, watch=False, poll=None)
    live_archive.cached = True
    events, read = list[ArchiveChanged](), list[bool]()
    async for event in live_archive.run():
        assert isinstance(event, ArchiveChanged)
        events.append(event)
        read.append(event.catalog.is_read)
    first, second, *_, end = events
    # The list needs no more than the order, and comes before all that is known of the posts.
    assert (read[:2], bool(second.change)) == ([False, True], False)
    assert {post.id: post for post in first.catalog} == before
    assert (first.complete, first.scanning, end.complete, end.scanning) == (True, True, True, False)
    assert {post.id: post for post in end.catalog} == posts_of(root, datetime.now(UTC))
    # What happened meanwhile is no save.
    assert (first.saves, end.saves, end.change.removed) == ((), (), (SUMMER,))


async def test_a_renamed_post_keeps_its_identity(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        new = PostId("_posts/2024-07-02-late-summer.md")
        (tmp_path / SUMMER).rename(tmp_path / new)
        change = await told(kept)
        assert (change.change.added, change.change.removed) == ((new,), (SUMMER,))
        assert (dict(change.renamed), change.saves) == ({SUMMER: new}, ())


async def test_a_post_saved_right_after_its_renaming_keeps_its_identity(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        new = PostId("_posts/2024-07-02-late-summer.md")
        (tmp_path / SUMMER).rename(tmp_path / new)
        (tmp_path / new).write_text(text("Summer", "Longer light, and more of it."))
        # One change tells of both, or each of one.
        await kept.until(lambda: any(change.saves for change in kept.changes))
        await kept.agrees()
        renamed = [dict(change.renamed) for change in kept.changes if change.renamed]
        assert (renamed, [change.saves for change in kept.changes if change.saves]) == (
            [{SUMMER: new}],
            [(new,)],
        )


def test_posts_that_swap_their_names_are_known_though_one_is_saved_then(tmp_path: Path) -> None:
    before = posts_of(three(tmp_path), datetime.now(UTC))
    aside = tmp_path / "_posts/aside"
    for source, target in (
        (tmp_path / SUMMER, aside),
        (tmp_path / SPRING, tmp_path / SUMMER),
        (aside, tmp_path / SPRING),
    ):
        source.rename(target)
    (tmp_path / SPRING).write_text(text("Summer", "The longest light."))
    after = posts_of(tmp_path, datetime.now(UTC))
    both = (SUMMER, SPRING)
    swapped = renamings([before[name] for name in both], [after[name] for name in both])
    assert dict(swapped) == {SUMMER: SPRING, SPRING: SUMMER}


async def test_a_post_copied_and_then_deleted_was_renamed(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        new = PostId("_posts/2024-07-02-late-summer.md")
        (tmp_path / SUMMER).unlink()
        (tmp_path / new).write_text(text("Summer", "Long light.", "weather, heat"))
        assert dict((await told(kept)).renamed) == {SUMMER: new}


async def test_posts_that_are_numbered_anew_are_known(tmp_path: Path) -> None:
    one, two, three, aside = (tmp_path / f"_posts/2024-01-0{n}-p.md" for n in (1, 2, 3, 4))
    ids = [PostId(f"_posts/{path.name}") for path in (one, two, three)]
    async with keeping(
        blog(tmp_path, {f"2024-01-0{n}-p": text(f"Part {n}", f"Text {n}.") for n in (1, 2)})
    ) as kept:
        kept.mark()
        two.rename(three)
        one.rename(two)
        change = await told(kept)
        assert dict(change.renamed) == {ids[0]: ids[1], ids[1]: ids[2]}
        kept.mark()
        for source, target in ((two, aside), (three, two), (aside, three)):
            source.rename(target)
        assert dict((await told(kept)).renamed) == {ids[1]: ids[2], ids[2]: ids[1]}


async def test_a_post_that_is_saved_by_way_of_others_is_not_renamed(tmp_path: Path) -> None:
    root = three(tmp_path)
    path, backup = tmp_path / SUMMER, tmp_path / "_posts/2024-07-01-summer-before.md"
    async with keeping(root) as kept:
        kept.mark()
        path.rename(backup)
        path.write_text(text("Summer", "Longer light, and more of it."))
        await kept.until(lambda: len(kept.catalog_ids) == 4 and kept.posts[SUMMER].words == 6)
        await kept.agrees()
        # The old one is put back.
        backup.replace(path)
        await kept.until(lambda: len(kept.catalog_ids) == 3 and kept.posts[SUMMER].words == 2)
        await kept.agrees()
        assert [dict(change.renamed) for change in kept.changes if change.renamed] == []


async def test_a_deleted_post_and_another_new_one_are_two(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        new = PostId("_posts/2025-01-01-new.md")
        (tmp_path / SUMMER).unlink()
        (tmp_path / new).write_text(text("New", "Other words, and more of them."))
        await kept.until(lambda: len(kept.changes) == 2)
        assert [dict(event.renamed) for event in kept.changes] == [{}, {}]
        assert [event.saves for event in kept.changes] == [(new,), ()]


async def test_a_renamed_folder_takes_its_posts_along(tmp_path: Path) -> None:
    posts = {f"old/_posts/2024-01-{day:02}-p.md": text(f"Day {day}", f"Text {day}.") for day in range(1, 30)}
    async with keeping(blog(tmp_path, posts)) as kept:
        kept.mark()
        (tmp_path / "old").rename(tmp_path / "new")
        change = await told(kept)
        assert dict(change.renamed) == {old: old.replace("old/", "new/") for old in posts}
        assert not change.saves
        kept.mark()
        (tmp_path / "new/_posts/2024-01-01-p.md").write_text(text("Changed"))
        assert (await told(kept)).saves == ("new/_posts/2024-01-01-p.md",)


async def test_a_folder_moved_out_and_in_again(tmp_path: Path) -> None:
    root, away = tmp_path / "blog", tmp_path / "away"
    async with keeping(
        blog(root, {"in/_posts/2024-01-01-a.md": text("A"), "2024-01-01-b": text("B")})
    ) as kept:
        for source, target in ((root / "in", away), (away, root / "in")):
            kept.mark()
            source.rename(target)
            await kept.until(lambda: bool(kept.changes))
            await kept.agrees()


async def test_the_post_written_last_is_the_one_saved(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        for post in (SPRING, WINTER, SUMMER):
            (tmp_path / post).write_text(text("Changed", post))
        await kept.until(lambda: len(kept.changes) > 0 and kept.changes[-1].saves[-1:] == (SUMMER,))


async def test_a_touched_post_is_not_a_saved_one(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        (tmp_path / SUMMER).touch()
        assert not (await told(kept)).saves


async def test_what_comes_back_as_it_was_is_no_save(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        before = (tmp_path / SUMMER).read_text()
        (tmp_path / SUMMER).unlink()
        await kept.until(lambda: SUMMER not in kept.catalog_ids)
        (tmp_path / SUMMER).write_text(before)
        await kept.until(lambda: SUMMER in kept.catalog_ids)
        (tmp_path / SPRING).write_text((tmp_path / SPRING).read_text())
        await kept.agrees()
        assert [change.saves for change in kept.changes if change.saves] == []
        for post in (SPRING, WINTER, SUMMER):
            (tmp_path / post).write_text(text("Changed", post))
        await kept.until(
            lambda: {one for event in kept.changes for one in event.saves} == {SPRING, WINTER, SUMMER}
        )


async def test_a_listing_is_decided_anew_when_one_of_the_names_of_a_file_becomes_a_file(
    tmp_path: Path,
) -> None:
    files = {"notes/x.md": text("X"), "copy/n.md": text("N")}
    async with keeping(tmp_path, files) as kept:
        (tmp_path / "link").symlink_to("notes")
        (tmp_path / "notes/a.md").symlink_to("../copy/n.md")
        await kept.agrees()
        (tmp_path / "new").write_text(text("Own"))
        (tmp_path / "new").rename(tmp_path / "notes/a.md")
        await kept.agrees()
        assert kept.posts["notes/a.md"].title == "Own"


async def test_an_emptied_or_missing_post_is_told_of_when_it_stays_so(tmp_path: Path) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        (tmp_path / SUMMER).write_text("")
        (tmp_path / SPRING).unlink()
        await kept.until(lambda: len(kept.catalog_ids) == 2 and kept.posts[SUMMER].words == 0)
        await kept.agrees()
        assert all(event.change for event in kept.changes)


@pytest.mark.parametrize("name", ["_config.yml", "2024/_posts/2024-01-01-x.md"])
async def test_a_changed_configuration_is_a_changed_archive(tmp_path: Path, name: str) -> None:
    async with keeping(three(tmp_path)) as kept:
        kept.mark()
        write(
            tmp_path,
            {"_config.yml": CONFIG.replace("Field Notes", "Meadow Notes"), name: "title: Meadow Notes\n"},
        )
        await kept.until(lambda: bool(kept.changes) and kept.changes[-1].archive.site.title == "Meadow Notes")
        await kept.agrees()


async def test_a_folder_becomes_a_site_and_none_again(tmp_path: Path) -> None:
    async with keeping(tmp_path, {"content/posts/a.md": "+++\ntitle = 'A'\n+++\nText.\n"}) as kept:
        changes: tuple[Callable[[], object], ...] = (
            lambda: write(tmp_path, {"hugo.toml": "title = 'H'\n"}),
            lambda: write(tmp_path, {"content/posts/_index.md": "+++\n[cascade]\ntags = ['all']\n+++\n"}),
            (tmp_path / "content/posts/_index.md").unlink,
            lambda: write(tmp_path, {"content/posts/index.md": "A bundle."}),
            (tmp_path / "hugo.toml").unlink,
            (tmp_path / ".obsidian").mkdir,
        )
        for change in changes:
            kept.mark()
            change()
            await kept.until(lambda: bool(kept.changes))
            await kept.agrees()


async def test_what_another_folder_holds_in_the_archives_place_was_not_saved(tmp_path: Path) -> None:
    root, other = three(tmp_path / "blog"), three(tmp_path / "other")
    for path in (other / "_posts").iterdir():
        path.write_text(text("Another", "Other words."))
    async with keeping(root) as kept:
        (root / SUMMER).touch()
        await kept.until(lambda: any(SUMMER in event.change.updated for event in kept.changes))
        root.rename(tmp_path / "aside")
        await kept.until(lambda: "stopped" in kept.states)
        kept.mark()
        other.rename(root)
        await kept.until(lambda: {post.title for post in kept.posts.values()} == {"Another"})
        assert not [event.saves for event in kept.changes if event.saves]
        (root / SUMMER).write_text(text("Changed"))
        await kept.until(lambda: any(event.saves == (SUMMER,) for event in kept.changes))


async def test_the_root_deleted_and_made_again(tmp_path: Path) -> None:
    root = three(tmp_path / "blog")
    async with keeping(root) as kept:
        kept.mark()
        root.rename(tmp_path / "aside")
        await kept.until(lambda: kept.states == ["stopped"])
        assert len(kept.posts) == 3
        blog(root, {"2025-05-05-anew": text("Anew")})
        await kept.until(lambda: kept.states == ["stopped", "live"])
        await kept.agrees()
        shutil.rmtree(root)
        await kept.until(lambda: kept.states[-1] == "stopped")
        three(root)
        await kept.until(lambda: kept.states[-1] == "live")
        await kept.agrees()
        (root / SUMMER).write_text(text("Again"))
        await kept.until(lambda: kept.posts[SUMMER].title == "Again")


async def test_what_changes_during_the_scan_is_not_missed(tmp_path: Path) -> None:
    root = blog(tmp_path, {f"2024-01-{day:02}-p": text(f"Day {day}") for day in range(1, 29)})
    done: list[str] = []

    def disturbed(batches: Iterator[Checked]) -> Iterator[Checked]:
        for number, batch in enumerate(batches):
            yield batch
            (root / f"_posts/2024-02-{number + 1:02}-new.md").write_text(text("New"))
            (root / f"_posts/2024-01-{number + 11:02}-p.md").unlink()
            (root / f"_posts/2024-01-{number + 1:02}-p.md").write_text(text("Changed"))
            done.append("")

    async with keeping(root, scan=scanning(disturbed)) as kept:
        await kept.agrees()
    assert len(done) == 2


@pytest.mark.parametrize("lot", [0, 1])
async def test_files_that_are_no_posts_are_told_of_during_the_scan_too(tmp_path: Path, lot: int) -> None:
    root = blog(tmp_path, {f"2024-01-{day:02}-p": text(f"Day {day}") for day in range(1, 29)})

    def disturbed(batches: Iterator[Checked]) -> Iterator[Checked]:
        for number, batch in enumerate(batches):
            if number == lot:
                write(root, {"images/new.png": "new"})
            yield batch

    async with keeping(root, scan=scanning(disturbed)) as kept:
        await kept.until(
            lambda: any(event.everything for event in kept.events if isinstance(event, FilesTouched))
        )
        kept.mark()
        write(root, {"images/new.png": "newer"})
        await kept.until(
            lambda: any(
                "images/new.png" in event.paths for event in kept.events if isinstance(event, FilesTouched)
            )
        )


async def test_lost_events_are_made_good(tmp_path: Path) -> None:
    """The queue of the system is really full: nobody reads it while more happens than it holds."""
    async with keeping(three(tmp_path)) as kept:
        lock = _lock_of_the_reading_thread()
        with lock:
            await asyncio.to_thread(_overflow, tmp_path)
            write(tmp_path, {"_posts/2025-01-01-lost.md": text("Lost"), SUMMER: text("Changed unseen")})
            (tmp_path / SPRING).unlink()
        await kept.until(lambda: PostId("_posts/2025-01-01-lost.md") in kept.catalog_ids)
        await kept.agrees()


def _lock_of_the_reading_thread() -> threading.Lock:
    from watchdog.observers.inotify_c import InotifyFD

    (thread,) = (thread for thread in threading.enumerate() if isinstance(thread, InotifyFD))
    lock = thread._lock
    assert isinstance(lock, type(threading.Lock()))
    return lock


def _overflow(root: Path) -> None:
    """Let more happen than the system keeps events of."""
    from pathlib import Path

    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    path = root / "many"
    for number in range(limit // 2 + 500):
        name = f"{path}{number % 2}"
        with open(name, "w"):  # noqa: PTH123 - thousands
            pass


async def test_what_no_event_tells_is_found_by_a_check(tmp_path: Path) -> None:
    def unheard(root: Path, loop: asyncio.AbstractEventLoop, queue: object, poll: float | None) -> Any:
        """A watch whose events nobody receives."""
        del queue
        return watch(root, loop, asyncio.Queue(), poll)

    quick = Intervals(look=0.05, check=0.1)
    async with keeping(three(tmp_path), intervals=quick, begin=unheard) as kept:
        (tmp_path / SUMMER).write_text(text("Unseen", "But there."))
        await kept.until(lambda: kept.posts[SUMMER].title == "Unseen")


async def test_a_watching_thread_survives_what_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuireader.watching import handler

    def failing(path: str) -> bool:
        raise RuntimeError(path)

    async with keeping(three(tmp_path)) as kept:
        monkeypatch.setattr(handler, "matters", failing)
        for title in ("One", "Two"):
            (tmp_path / SUMMER).write_text(text(title))
            await kept.until(partial(_is_titled, kept, title))


def _is_titled(kept: Kept, title: str) -> bool:
    return kept.posts[SUMMER].title == title


@pytest.mark.parametrize("poll", [None, 0.05])
@pytest.mark.parametrize("site", ["node_modules/site", "../away/site"])
async def test_where_links_lead_is_watched(tmp_path: Path, poll: float | None, site: str) -> None:
    root, away = tmp_path / "blog", tmp_path / "away"
    posts = (root / site).resolve()
    write(posts, {"2024-01-01-p.md": text("First")})
    write(away, {"one.md": text("One")})
    blog(root, {})
    (root / "linked").symlink_to(posts)
    (root / "one.md").symlink_to(away / "one.md")
    (root / "later").symlink_to(away / "deep/later")
    async with keeping(root, poll=poll) as kept:

        async def sees(*titles: str) -> None:
            await kept.until(lambda: {post.title for post in kept.posts.values()} == set(titles))

        await sees("First", "One")
        (posts / "2024-01-01-p.md").write_text(text("Saved"))
        (away / "one.md").write_text(text("Two"))
        await sees("Saved", "Two")
        write(away, {"deep/later/p.md": text("Later")})
        await sees("Saved", "Two", "Later")
        (away / "deep").rename(away / "moved")
        await sees("Saved", "Two")
        posts.rename(posts.parent / "aside")
        await sees("Two")
        write(posts, {"2024-01-01-p.md": text("Anew")})
        await sees("Anew", "Two")
        (posts / "2024-01-01-p.md").write_text(text("Saved anew"))
        await sees("Saved anew", "Two")
        (root / "new").symlink_to(posts.parent / "aside")
        (root / "new").rename(root / "linked")
        await sees("Saved", "Two")
        write(posts.parent / "aside", {"sub/2024-01-02-q.md": text("Deeper")})
        await sees("Saved", "Two", "Deeper")
        await kept.agrees()


@pytest.mark.parametrize("poll", [None, 0.05])
async def test_stopping_leaves_no_thread(tmp_path: Path, poll: float | None) -> None:
    def threads() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if not thread.name.startswith("asyncio_")}

    before = threads()
    async with keeping(three(tmp_path), poll=poll) as kept:
        assert threads() > before
        (tmp_path / SUMMER).rename(tmp_path.parent / "gone")
        kept.stop()
        await kept.stopped()
        assert threads() == before
