"""Small sites of several engines, and changes to them by chance, as they happen while nobody looks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from random import Random

DATES = (
    "2020-02-03",
    "2050-05-06 07:08:09 +0200",
    "2050-05-07",
    "2051-01-01",
    "no date",
    "2019-03-31T02:30:00",
)
"""The clock of the tests goes to and fro over some of them; the last is an hour that Berlin has not."""
WORDS = ("one", "two", "six", "ten")
"""Of one length, so that files keep theirs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a site is made of: configurations and files of folders, each in several states, and where posts go."""

    others: Mapping[str, Sequence[str]]
    """By path; an empty text stands for no file."""
    posts: Sequence[str]
    """The paths of posts, with a number in them."""
    fences: tuple[str, str] = ("---", ": ")
    extra: Sequence[str] = ()
    """Lines of front matter beside the usual ones."""


LAYOUTS: Mapping[str, Layout] = {
    "jekyll": Layout(
        {
            "_config.yml": (
                "timezone: Europe/Berlin\n",
                "timezone: Asia/Tokyo\npermalink: pretty\n",
                "defaults:\n  - scope: {path: ''}\n    values: {tags: [given], lang: fr}\n",
                "future: true\nexclude: [pages]\n",
                "",
            )
        },
        ("_posts/2020-01-{:02}-a.md", "_drafts/d{}.md", "pages/p{}.md", "_posts/deep/er/2026-05-{:02}-b.md"),
    ),
    "hugo": Layout(
        {
            "hugo.toml": ('title = "H"\n', 'timeZone = "Europe/Berlin"\n[permalinks]\nposts = "/:year/:slug/"\n'),
            "content/_index.md": ("", "---\ncascade:\n  draft: true\n---\n", "---\ntitle: top\n---\n"),
            "content/posts/_index.md": (
                "",
                "---\ncascade:\n  series: held\n---\n",
                "---\ncascade:\n  series: help\n---\n",
            ),
            "content/posts/b1/index.md": ("", "---\ntitle: a bundle\n---\n"),
        },
        ("content/posts/a{}.md", "content/posts/b1/c{}.md", "content/posts/b2/index.md", "content/e{}.md"),
        extra=("expiryDate: 2050-05-06", "publishDate: 2050-05-07", "expiryDate: 2052-01-01"),
    ),
    "zola": Layout(
        {
            "config.toml": ('base_url = "https://a"\n', 'base_url = "https://a"\n[slugify]\npaths = "off"\n'),
            "content/blog/_index.md": ("", '+++\nsort_by = "date"\n+++\n', "+++\ndraft = true\n+++\n"),
        },
        ("content/blog/a{}.md", "content/blog/2020-02-{:02}-b.md", "content/c{}.md"),
        ("+++", " = "),
    ),
    "eleventy": Layout(
        {
            "eleventy.config.js": ("export default {}\n", "export default { dir: { input: 'src' } }\n"),
            "src/posts/posts.json": ("", '{"tags": ["one"]}', '{"tags": ["two"]}'),
            "src/posts/a1.11tydata.js": ("", "export default { title: 'given' }\n"),
        },
        ("src/posts/a{}.md", "src/b{}.md", "c{}.md"),
    ),
    "nikola": Layout(
        {
            "conf.py": (
                "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n",
                "POSTS = (('posts/*.md', 'p', 't'),)\nTIMEZONE = 'Asia/Tokyo'\n",
            ),
            "posts/a1.meta": ("", *(f".. title: {one}\n.. date: 2020-01-01\n" for one in ("one", "two"))),
        },
        ("posts/a{}.md", "posts/deep/b{}.md"),
    ),
    "quarto": Layout(
        {
            "_quarto.yml": ("project: {type: website}\n", "project: {type: website}\nlang: fr\n"),
            "posts/_metadata.yml": ("", "draft: true\n", "categories: [given]\n"),
            "_metadata.yml": ("", "author: Rui\n"),
        },
        ("posts/a{}.md", "posts/b{}/index.md", "c{}.md"),
    ),
    "sites": Layout(
        {
            "first/_config.yml": ("title: one\n", ""),
            "second/pelicanconf.py": (
                "PATH = 'content'\nTIMEZONE = 'UTC'\n",
                "PATH = 'content'\nWITH_FUTURE_DATES = False\n",
            ),
            "second/content/keep.md": ("Title: one\n\nText.\n",),
        },
        ("first/_posts/2020-01-{:02}-a.md", "second/content/b{}.md", "notes/2020-01-{:02}-c.md"),
    ),
}  # fmt: skip


def let_the_clock_tick(folder: Path) -> None:
    """Wait until the next change of a file has another time than the last one; a tick takes milliseconds."""
    probe = folder / "probe"
    probe.touch()
    before = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == before:
        probe.unlink()
        probe.touch()


class Chance:
    """A site that changes by chance, reproducibly."""

    def __init__(self, root: Path, layout: Layout, chance: Random) -> None:
        self.root = root
        self._layout = layout
        self._chance = chance
        root.mkdir()
        for path, states in layout.others.items():
            self._write(root / path, states[0])
        for _ in range(12):
            self.add()

    def change(self) -> None:
        """Change one thing."""
        acts: Sequence[Callable[[], None]] = (
            self.add, self.rewrite, self.rewrite_alike, self.replace_alike, self.configure, self.configure_alike,
            self.remove, self.rename, self.swap, self.touch, self.link, self.rename_folder, self.spoil,
        )  # fmt: skip
        self._chance.choice(acts)()

    # Files

    def add(self) -> None:
        """Write a post, which may be there already."""
        path = self._chance.choice(self._layout.posts).format(self._chance.randrange(1, 9))
        self._write(self.root / path, self._text())

    def rewrite(self) -> None:
        for path in self._some():
            self._write(path, self._text())

    def rewrite_alike(self) -> None:
        """Change a file, and give it its size and its times back."""
        for path in self._some():
            before = path.stat()
            path.write_bytes(self._other_word(path.read_bytes()))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def replace_alike(self) -> None:
        """Put another file of the same size and times in the place of one."""
        for path in self._some():
            other = self.root / "other.tmp"
            before = path.stat()
            other.write_bytes(self._other_word(path.read_bytes()))
            os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
            other.replace(path)

    def configure(self) -> None:
        path, states = self._chance.choice(list(self._layout.others.items()))
        self._write(self.root / path, self._chance.choice(states))

    def configure_alike(self) -> None:
        """Change a configuration, and give the file its times back."""
        path, states = self._chance.choice(list(self._layout.others.items()))
        file = self.root / path
        if file.is_file():
            before = file.stat()
            file.write_text(max(states, key=lambda one: (len(one) == before.st_size, self._chance.random())))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def remove(self) -> None:
        for path in self._some():
            path.unlink()

    def rename(self) -> None:
        for path in self._some():
            path.replace(
                path.with_name(f"2021-01-{self._chance.randrange(1, 28):02}-{self._chance.choice(WORDS)}.md")
            )

    def swap(self) -> None:
        """Let two files change their names; each keeps its inode, its size and its times."""
        posts = self._posts()
        if len(posts) > 1:
            one, other = self._chance.sample(posts, 2)
            aside = self.root / "aside.tmp"
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def touch(self) -> None:
        """Set a clock back or ahead."""
        for path in self._some():
            os.utime(path, (0, self._chance.choice((0, 1, 2_000_000_000))))

    def link(self) -> None:
        """Let a link lead to one of two posts."""
        link = self.root / "notes" / "2022-02-02-link.md"
        for path in self._some():
            link.parent.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(path)

    def rename_folder(self) -> None:
        for path in self._some()[:1]:
            other = path.parent.with_name(self._chance.choice(("_posts", "posts", "other")))
            if path.parent != self.root and not other.exists():
                path.parent.rename(other)

    def spoil(self) -> None:
        """Write what is no post, or a broken one."""
        for path in self._some():
            self._write(
                path, self._chance.choice(("No front matter.\n", "---\ntitle: [broken\n---\n", "\0\ud800"))
            )

    def _some(self) -> list[Path]:
        posts = self._posts()
        return self._chance.sample(posts, min(len(posts), self._chance.randrange(1, 3)))

    def _posts(self) -> list[Path]:
        kept = {self.root / path for path in self._layout.others}
        return sorted(path for path in self.root.rglob("*.md") if path not in kept and path.is_file())

    def _write(self, path: Path, text: str) -> None:
        if not text:
            path.unlink(missing_ok=True)
        elif not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))

    def _text(self) -> str:
        chance, (fence, colon) = self._chance, self._layout.fences
        quote = '"' if fence == "+++" else ""
        lines = [
            f'title{colon}"A title {chance.choice(WORDS)}"',
            f"date{colon}{quote}{chance.choice(DATES)}{quote}",
            f'tags{colon}["{chance.choice(WORDS)}", "é"]',
            *chance.sample(list(self._layout.extra), min(len(self._layout.extra), chance.randrange(2))),
        ]
        return "\n".join([fence, *lines, fence, "", f"Words: {chance.choice(WORDS)}.", ""])

    def _other_word(self, data: bytes) -> bytes:
        word = next((one for one in WORDS if one.encode() in data), "")
        other = self._chance.choice([one for one in WORDS if one != word])
        return data.replace(word.encode(), other.encode()) if word else data[::-1]
