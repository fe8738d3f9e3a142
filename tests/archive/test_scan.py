"""Scanning, reading again, and what hostile or broken files do."""

from __future__ import annotations

import os
import threading
from collections import UserDict
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.archive.building import NOW, one, opened, posts_in, posts_of, rules, write
from tests.ordinary_user import ordinary_user
from tuireader.archive.disk.files import resolved
from tuireader.archive.disk.walk import candidates
from tuireader.archive.post import PostId, Stamp
from tuireader.archive.scan import MAX_BYTES, read, reread, scan
from tuireader.watching.beyond import matters

POSTS = {f"_posts/2020-01-{day:02}-p.md": f"---\ntitle: Day {day}\n---\nx\n" for day in range(1, 29)}


def test_batches_come_newest_first_and_small_first(tmp_path: Path) -> None:
    write(tmp_path, {**POSTS, "about.md": "no front matter"})
    archive = opened(tmp_path)
    batches = list(scan(archive, NOW, batch=10))
    assert [len(batch.posts) for batch in batches] == [1, 27]
    assert (batches[0].posts[0].title, batches[0].done, batches[-1].done, batches[-1].total) == (
        "Day 28",
        1,
        29,
        29,
    )
    assert [post.id for batch in batches for post in batch.posts] == sorted(POSTS, reverse=True)
    assert {one.id for one in candidates(archive)} == {*POSTS, "about.md"}


def test_many_batches_count_every_candidate(tmp_path: Path) -> None:
    write(tmp_path, {f"_posts/2020-01-01-{number}.md": "x" for number in range(80)})
    assert [batch.done for batch in scan(opened(tmp_path), NOW, batch=20)] == [1, 51, 71, 80]


def test_an_empty_archive_gives_one_empty_batch(tmp_path: Path) -> None:
    assert [(batch.posts, batch.total) for batch in scan(opened(tmp_path), NOW)] == [((), 0)]


def test_undated_names_are_found_by_their_time_on_disk(tmp_path: Path) -> None:
    write(tmp_path, {"old.md": "x", "new.md": "x", "2001-01-01-dated.md": "x"})
    os.utime(tmp_path / "old.md", (1, 1))
    assert tuple(one.id for one in candidates(opened(tmp_path))) == (
        "2001-01-01-dated.md",
        "new.md",
        "old.md",
    )


class TestReading:
    def test_one_post_is_what_the_scan_makes_of_it(self, tmp_path: Path) -> None:
        found = posts_in(tmp_path, {**POSTS, "docs/readme.md": "---\ntitle: T\n---\n"})
        archive = opened(tmp_path)
        assert {post_id: read(archive, PostId(post_id), NOW) for post_id in found} == found

    @pytest.mark.parametrize(
        "post_id", ["_posts/none.md", "../x.md", "_layouts/a.md", "", "/", "a\0b.md", "x" * 5000]
    )
    def test_what_is_no_post_reads_as_none(self, tmp_path: Path, post_id: str) -> None:
        write(tmp_path, {**POSTS, "_layouts/a.md": "x"})
        assert read(opened(tmp_path), PostId(post_id), NOW) is None


class TestReread:
    def test_only_what_changed_is_read(self, tmp_path: Path) -> None:
        found = posts_in(tmp_path, POSTS)
        known = {post.id: post.stamp for post in found.values()}
        archive = opened(tmp_path)
        assert reread(archive, ["_posts"], NOW, known) == reread(archive, [], NOW, known)
        changed, gone, new = [*sorted(POSTS)[:2], "_posts/2021-01-01-n.md"]
        write(tmp_path, {changed: "---\ntitle: Changed now\n---\n", new: "x"})
        (tmp_path / gone).unlink()
        for touched in (["_posts"], [changed, gone, new], [""], ["_posts/"]):
            result = reread(archive, touched, NOW, known)
            assert {post.id: post.title for post in result.posts} == {changed: "Changed now", new: "N"}
            assert result.removed == (gone,)

    def test_a_folder_that_is_gone_takes_its_posts_along(self, tmp_path: Path) -> None:
        found = posts_in(tmp_path, {"a/_posts/2020-01-01-a.md": "x", "_posts/2020-01-01-b.md": "x"})
        known = {post.id: post.stamp for post in found.values()}
        (tmp_path / "a/_posts/2020-01-01-a.md").unlink()
        (tmp_path / "a/_posts").rmdir()
        result = reread(opened(tmp_path), ["a/_posts"], NOW, known)
        assert (result.posts, result.removed) == ((), ("a/_posts/2020-01-01-a.md",))

    def test_a_folder_that_is_renamed_while_it_is_read_is_found_under_its_new_name(
        self, tmp_path: Path
    ) -> None:
        found = posts_in(tmp_path, {f"old/_posts/2020-01-0{day}-a.md": "x" for day in range(1, 6)})

        class Renaming(UserDict[PostId, Stamp]):
            """What is known, which is asked for when the walk has found the files; the folder moves meanwhile."""

            def __getitem__(self, post_id: PostId) -> Stamp:
                if post_id == "old/_posts/2020-01-03-a.md" and (tmp_path / "old").exists():
                    (tmp_path / "old").rename(tmp_path / "new")
                return super().__getitem__(post_id)

        known = Renaming({post.id: post.stamp for post in found.values()})
        result = reread(opened(tmp_path), [""], NOW, known)
        assert sorted(result.removed) == sorted(found)
        assert sorted(post.id for post in result.posts) == sorted(
            one.replace("old/", "new/") for one in found
        )

    def test_a_page_that_loses_its_front_matter_is_removed(self, tmp_path: Path) -> None:
        write(tmp_path, POSTS)
        page = one(tmp_path, "about.md", "---\ntitle: T\n---\n")
        write(tmp_path, {"about.md": "prose that is longer than before"})
        assert reread(opened(tmp_path), ["about.md"], NOW, {page.id: page.stamp}).removed == ("about.md",)

    def test_what_is_no_post_is_left_alone(self, tmp_path: Path) -> None:
        write(tmp_path, {**POSTS, ".git/HEAD": "x", "image.png": "x"})
        result = reread(opened(tmp_path), [".git", ".git/HEAD", "image.png", "none", "../up"], NOW, {})
        assert (result.posts, result.removed) == ((), ())


class TestHostileFiles:
    def test_a_named_pipe_is_listed_and_never_waited_for(self, tmp_path: Path) -> None:
        write(tmp_path, POSTS)
        os.mkfifo(tmp_path / "_posts/2021-01-01-pipe.md")
        post = posts_of(tmp_path)["_posts/2021-01-01-pipe.md"]
        assert rules(post) == ["not-a-file"]
        assert (post.slug, post.date and post.date.date().isoformat()) == ("pipe", "2021-01-01")

    @pytest.mark.parametrize("folder", ["_posts/2021-01-01-x.md", "notes.md"])
    def test_a_folder_with_the_name_of_a_post_is_none_but_may_hold_some(
        self, tmp_path: Path, folder: str
    ) -> None:
        file = f"{folder}/2020-01-01-y.md"
        found = posts_in(tmp_path, {file: "x"})
        assert {post.id: rules(post) for post in found.values()} == {file: []}
        assert read(opened(tmp_path), PostId(folder), NOW) is None

    def test_what_may_not_be_read_is_listed(self, tmp_path: Path) -> None:
        files = {**POSTS, "_drafts/a.md": "x", "_posts/2021-01-01-a.md": "x"}
        assert {problem for post in posts_in(tmp_path, files).values() for problem in post.problems} == set()
        with ordinary_user() as root:
            write(root, files)
            shut = (root / "_drafts", root / "_posts/2021-01-01-a.md")
            for path in shut:
                path.chmod(0)
            found = posts_of(root)
            for path in shut:
                path.chmod(0o700)
        assert [rules(found[post_id]) for post_id in ("_drafts", "_posts/2021-01-01-a.md")] == [
            ["unreadable"]
        ] * 2

    def test_links_out_of_the_archive_are_followed_to_posts(self, tmp_path: Path) -> None:
        root, out = tmp_path / "in", tmp_path / "out"
        write(
            tmp_path,
            {
                "in/_posts/2020-01-01-a.md": "x",
                "in/_posts/2020-01-05-again.md": "x",
                "out/posts/2020-01-02-b.md": "---\ntitle: B\n---\n",
                "out/posts/deep/2020-01-03-c.md": "---\ntitle: C\n---\n",
                "out/key": "---\ntitle: Secret\n---\n",
                "out/one.md": "---\ntitle: One\n---\n",
                "out/later.md": "---\ntitle: Later\n---\n",
            },
        )
        (root / "_posts/2020-01-05-again.md").unlink()
        (root / "_drafts").mkdir()
        (root / "_drafts/later.md").symlink_to(out / "later.md")
        (root / "_posts/linked").symlink_to(out / "posts")
        (root / "_posts/twice").symlink_to(out / "posts/deep")
        (root / "_posts/2020-01-04-d.md").symlink_to(out / "one.md")
        (root / "_posts/2020-01-05-again.md").symlink_to(out / "one.md")
        (root / "_posts/2020-01-06-key.md").symlink_to(out / "key")
        (out / "posts/up").symlink_to(tmp_path)
        (out / "posts/home").symlink_to(root)
        found = posts_of(root)
        titles = sorted(post.title for post in found.values() if not post.problems)
        assert titles == ["A", "B", "C", "Later", "One"]
        odd = {post.id: rules(post) for post in found.values() if post.problems}
        assert odd == {
            "_posts/2020-01-06-key.md": ["outside-archive"],
            "_posts/linked/up": ["outside-archive"],
        }
        archive = opened(root)
        assert {post_id: read(archive, PostId(post_id), NOW) for post_id in found} == found

    @pytest.mark.parametrize("target", ["/dev", "/proc", "/", ".."])
    def test_links_to_what_holds_no_posts_or_the_archive_are_said(self, tmp_path: Path, target: str) -> None:
        write(tmp_path, {"in/a.md": "x"})
        (tmp_path / "in/link").symlink_to(target)
        assert {post.id: rules(post) for post in posts_of(tmp_path / "in").values()} == {
            "a.md": [],
            "link": ["outside-archive"],
        }

    def test_links_that_lead_nowhere_are_listed(self, tmp_path: Path) -> None:
        write(tmp_path, {"_posts/2020-01-01-a.md": "x"})
        (tmp_path / "_posts/2020-01-03-c.md").symlink_to("nowhere.md")
        (tmp_path / "_posts/2020-01-04-d.md").symlink_to("2020-01-04-d.md")
        assert {post.id: rules(post) for post in posts_of(tmp_path).values()} == {
            "_posts/2020-01-01-a.md": [],
            "_posts/2020-01-03-c.md": ["unreadable"],
            "_posts/2020-01-04-d.md": ["unreadable"],
        }

    def test_a_link_that_goes_away_while_it_is_looked_at_is_none(self, tmp_path: Path) -> None:
        link = tmp_path / "link.md"
        ended = threading.Event()

        def flicker() -> None:
            while not ended.is_set():
                link.symlink_to("nowhere.md")
                link.unlink()

        flickering = threading.Thread(target=flicker)
        flickering.start()
        try:
            for _ in range(3_000):
                assert resolved(str(link)) in {"", str(link), str(tmp_path / "nowhere.md")}
        finally:
            ended.set()
            flickering.join()

    @pytest.mark.parametrize(
        "folder",
        [
            "@eaDir", "posts/@eaDir/a.md", "#recycle", "#snapshot", "@Recycle", ".Trash", ".Trash-1000/files",
            "lost+found", "$RECYCLE.BIN", "System Volume Information", "logseq/bak/pages", "__MACOSX",
            ".stversions", ".snapshots/1",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("config", ["none.txt", "_config.yml"])
    def test_folders_of_systems_hold_no_posts(self, tmp_path: Path, folder: str, config: str) -> None:
        text = "---\ntitle: T\ndate: 2020-01-01\n---\n"
        found = posts_in(tmp_path, {config: "", "a.md": text, f"{folder}/2020-01-01-b.md": text})
        assert set(found) == {"a.md"}
        assert not matters(f"{folder}/2020-01-01-b.md")

    def test_links_in_circles_end_and_links_inside_are_followed_once(self, tmp_path: Path) -> None:
        write(tmp_path, {"a/x.md": "x", "b/y.md": "y", ".store/z.md": "z"})
        (tmp_path / "a/loop").symlink_to("..")
        (tmp_path / "a/to-b").symlink_to("../b")
        (tmp_path / "b/to-a").symlink_to("../a")
        (tmp_path / "shown").symlink_to(".store")
        (tmp_path / "again").symlink_to(".store")
        (tmp_path / "alias.md").symlink_to("a/x.md")
        found = set(posts_of(tmp_path))
        assert {"a/x.md", "b/y.md"} <= found
        assert len([path for path in found if path.endswith("z.md")]) == 1
        assert len(found) == 3

    def test_a_link_as_root_is_an_archive(self, tmp_path: Path) -> None:
        write(tmp_path / "real", POSTS)
        (tmp_path / "link").symlink_to("real")
        assert len(posts_of(tmp_path / "link")) == len(POSTS)

    @pytest.mark.parametrize(
        ("data", "title"),
        [
            ("---\ntitle: Wide\n---\nx\n".encode("utf-16"), "Wide"),
            ("---\ntitle: Caf\u00e9\n---\nx\n".encode("latin-1"), "Caf\u00e9"),
            (b"---\ntitle: A\x00B\x1b]52;c;x\x07\n---\n\x00\x00", "A\u2400B\u241b]52;c;x\u2407"),
            (b"---\ntitle: Long\n---\n" + b"x" * 3_000_000, "Long"),
            (b"---\ntitle: Deep\nx: " + b"[" * 1_100 + b"\n---\n", "Deep"),
            (b"\xff\xfe", "P"),
            (b"", "P"),
        ],
    )
    def test_any_bytes_are_listed(self, tmp_path: Path, data: bytes, title: str) -> None:
        assert posts_in(tmp_path, {"_posts/2020-01-01-p.md": data})["_posts/2020-01-01-p.md"].title == title

    @pytest.mark.parametrize("shift", range(4))
    def test_of_a_huge_file_the_words_are_estimated(self, tmp_path: Path, shift: int) -> None:
        text = "---\ntitle: T\n---\n" + "x" * shift + "日日日 wörd " * 400_000
        post = one(tmp_path, "_posts/2020-01-01-p.md", text)
        assert len(text.encode()) > MAX_BYTES
        assert post.problems == ()
        assert post.words == pytest.approx(1_600_000, rel=0.01)

    def test_names_that_are_not_text(self, tmp_path: Path) -> None:
        write(tmp_path, POSTS)
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/_posts/2020-02-01-\xff\x1b.md")).write_bytes(b"x")
        except OSError:
            pytest.skip("the file system takes only Unicode names")
        titles = {post.title for post in posts_of(tmp_path).values()}
        assert "\ufffd\u241b" in titles


@settings(max_examples=60)
@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: f"---\n{text}\n---\n".encode("utf-8", "replace"))
)
def test_hypothesis_any_file_is_listed_with_aware_dates(tmp_path: Path, data: bytes) -> None:
    for path in ("jekyll/_posts/2020-01-01-p.md", "plain/p.md", "hugo/content/p.md", "zola/content/p.md"):
        write(tmp_path, {path: data, "hugo/hugo.toml": "", "zola/zola.toml": ""})
        root = tmp_path / path.partition("/")[0]
        (post,) = posts_of(root).values()
        assert post.title
        assert "\x1b" not in post.title + post.excerpt
        assert post.date is None or post.date.utcoffset() is not None


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=60)
@given(name=NAMES, dated=st.booleans())
@example(name=".", dated=True)
def test_hypothesis_any_name_gives_a_post_or_nothing(tmp_path: Path, name: str, dated: bool) -> None:
    file = ("2020-01-01-" if dated else "") + name[:40] + ".md"
    archive_root = tmp_path / "names"
    target = archive_root / "_posts" / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("x", encoding="utf-8")
    found = posts_of(archive_root)
    target.unlink()
    assert set(found) <= {f"_posts/{file}"}
    assert found or file[0] in "._#~"
    for post in found.values():
        assert (post.date is not None) == dated
        assert post.title
        assert not any(character in post.title for character in "\n\t\x1b\x7f")
        assert post.permalink is None or post.permalink.startswith("/")


def test_equal_files_give_equal_posts_whenever_they_are_read(tmp_path: Path) -> None:
    first = posts_in(tmp_path, POSTS)
    second = posts_of(tmp_path, NOW + timedelta(seconds=1))
    assert first == second
    some = next(iter(first.values()))
    assert replace(some, words=some.words + 1) != some
