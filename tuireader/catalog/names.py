"""Posts by the names that writers use: file names, slugs and titles."""

from __future__ import annotations

import re
from copy import copy
from posixpath import basename, dirname
from typing import TYPE_CHECKING
from unicodedata import normalize

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuireader.archive.post import Post, PostId

PAGE_ENDING = expression(r"\.(?:md|markdown|mkdown|mkdn|mkd|mdown|mdx|html?)\Z", re.IGNORECASE)
FOLDER_FILE = expression(r"(?:^|/)_?index\Z")
DATED = expression(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.+)\Z", re.DOTALL)


class PostNames:
    """An index of posts by name, without case; folders matter only if named."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._files: dict[str, list[PostId]] = {}
        self._titles: dict[str, list[PostId]] = {}
        self._paths: dict[PostId, tuple[str, ...]] = {}
        """The `path_name` of each post, and that without a language at its end."""
        self._languages: dict[PostId, str] = {}
        for post in posts:
            self._place(post)
            for name in _files(post):
                self._files.setdefault(name, []).append(post.id)
            for title in _titles(post):
                self._titles.setdefault(title, []).append(post.id)

    def _place(self, post: Post) -> None:
        self._paths[post.id] = _paths(post)
        if post.lang:
            self._languages[post.id] = post.lang

    def moved(self, posts: Iterable[tuple[Post, Post]]) -> PostNames:
        """The index after posts have become others, each given as it was and as it is."""
        pairs = list(posts)
        made = copy(self)
        files, titles = dict(self._files), dict(self._titles)
        made._files, made._titles = files, titles  # noqa: SLF001 - the copy's
        made._paths, made._languages = dict(self._paths), dict(self._languages)  # noqa: SLF001 - likewise
        for old, _ in pairs:
            made._paths.pop(old.id, None)  # noqa: SLF001 - likewise
            made._languages.pop(old.id, None)  # noqa: SLF001 - likewise
            for index, names in ((files, _files(old)), (titles, _titles(old))):
                for name in names:
                    index[name] = [one for one in index.get(name, ()) if one != old.id]
        for _, new in pairs:
            made._place(new)  # noqa: SLF001 - likewise
            for index, names in ((files, _files(new)), (titles, _titles(new))):
                for name in names:
                    index[name] = [*index.get(name, ()), new.id]
        return made

    def file(self, path: str, source: PostId) -> PostId | None:
        """The post whose path has this end, with or without extension and date, nearest to `source`."""
        wanted = path_name(path)
        last = basename(wanted)
        if not (found := self._files.get(last)):
            return None
        if within := dirname(wanted):
            found = [one for one in found if any(_ends_with(path, within) for path in self._paths[one])]
        return self._nearest(found, last, source)

    def at(self, path: str) -> PostId | None:
        """The post at that path from the archive's root, with or without extension."""
        wanted = path_name(path)
        found = self._files.get(basename(wanted), ())
        return min((post_id for post_id in found if self._paths[post_id][0] == wanted), default=None)

    def title(self, title: str, source: PostId) -> PostId | None:
        """The post with that title or alias, nearest to `source`."""
        wanted = folded_name(title)
        return self._nearest(self._titles.get(wanted, ()), basename(wanted), source)

    def _nearest(self, candidates: Sequence[PostId], name: str, source: PostId) -> PostId | None:
        """The post in the language of the source, named exactly so, in its folder, the least deep, else the first."""
        lang = self._languages.get(source)

        def distance(post_id: PostId) -> tuple[bool, bool, bool, int, str]:
            foreign = lang is not None and self._languages.get(post_id) != lang
            exact = basename(self._paths[post_id][0]) == name
            return foreign, not exact, dirname(post_id) != dirname(source), post_id.count("/"), post_id

        return min(candidates, key=distance) if len(candidates) > 1 else next(iter(candidates), None)


def folded_name(text: str) -> str:
    return (text.lower() if text.isascii() else normalize("NFC", text).casefold()).strip()


def path_name(path: str) -> str:
    """The path without extension, as names are compared; a folder's own file has the folder's name."""
    name = folded_name(path)
    if "." in name:
        name = PAGE_ENDING.sub("", name)
    name = name.strip("/")
    if name.endswith("index"):
        name = FOLDER_FILE.sub("", name) or name
    folder, _, last = name.rpartition("/")
    if last[:1].isdigit() and (dated := DATED.match(last)):
        last = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}-{dated[4]}"
    return f"{folder}/{last}" if folder else last


def undated_name(post_id: str) -> str:
    """The last part of a path without its date, as names are compared."""
    return _undated(basename(path_name(post_id)))


def _undated(last: str) -> str:
    dated = DATED.match(last)
    return dated[4] if dated else last


def _paths(post: Post) -> tuple[str, ...]:
    stem = PAGE_ENDING.sub("", post.id)
    if post.lang and stem.casefold().endswith(f".{post.lang.casefold()}"):
        return path_name(post.id), path_name(stem[: -len(post.lang) - 1])
    return (path_name(post.id),)


def _files(post: Post) -> set[str]:
    names = {basename(path) for path in _paths(post)}
    return {*names, folded_name(post.slug), *map(_undated, names)}


def _titles(post: Post) -> set[str]:
    aliases = (alias.strip("/") for alias in post.aliases)
    return {folded_name(post.title), *(folded_name(one) for one in aliases if "/" not in one)}


def _ends_with(path: str, folders: str) -> bool:
    within = f"/{dirname(path)}"
    # Jekyll's post_url names the folders around _posts without naming _posts itself.
    return within.endswith(f"/{folders}") or within.replace("/_posts", "").endswith(f"/{folders}")
