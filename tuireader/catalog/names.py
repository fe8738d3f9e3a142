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
        self._paths: dict[PostId, str] = {}
        """The `path_name` of each post."""
        for post in posts:
            self._paths[post.id] = path_name(post.id)
            for name in _files(post):
                self._files.setdefault(name, []).append(post.id)
            for title in _titles(post):
                self._titles.setdefault(title, []).append(post.id)

    def moved(self, posts: Iterable[tuple[Post, Post]]) -> PostNames:
        """The index after posts have become others, each given as it was and as it is."""
        pairs = list(posts)
        made = copy(self)
        files, titles, paths = dict(self._files), dict(self._titles), dict(self._paths)
        made._files, made._titles, made._paths = files, titles, paths  # noqa: SLF001 - the copy's
        for old, _ in pairs:
            paths.pop(old.id, None)
            for index, names in ((files, _files(old)), (titles, _titles(old))):
                for name in names:
                    index[name] = [one for one in index.get(name, ()) if one != old.id]
        for _, new in pairs:
            paths[new.id] = path_name(new.id)
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
            found = [post_id for post_id in found if _ends_with(self._paths[post_id], within)]
        return self._nearest(found, last, source)

    def at(self, path: str) -> PostId | None:
        """The post at that path from the archive's root, with or without extension."""
        wanted = path_name(path)
        found = self._files.get(basename(wanted), ())
        return min((post_id for post_id in found if self._paths[post_id] == wanted), default=None)

    def title(self, title: str, source: PostId) -> PostId | None:
        """The post with that title or alias, nearest to `source`."""
        wanted = folded_name(title)
        return self._nearest(self._titles.get(wanted, ()), basename(wanted), source)

    def _nearest(self, candidates: Sequence[PostId], name: str, source: PostId) -> PostId | None:
        """The post named exactly so, else in the source's folder, else the least deep, else the first."""

        def distance(post_id: PostId) -> tuple[bool, bool, int, str]:
            exact = basename(self._paths[post_id]) == name
            return not exact, dirname(post_id) != dirname(source), post_id.count("/"), post_id

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


def _files(post: Post) -> set[str]:
    last = basename(path_name(post.id))
    return {last, folded_name(post.slug), _undated(last)}


def _titles(post: Post) -> set[str]:
    aliases = (alias.strip("/") for alias in post.aliases)
    return {folded_name(post.title), *(folded_name(one) for one in aliases if "/" not in one)}


def _ends_with(path: str, folders: str) -> bool:
    within = f"/{dirname(path)}"
    # Jekyll's post_url names the folders around _posts without naming _posts itself.
    return within.endswith(f"/{folders}") or within.replace("/_posts", "").endswith(f"/{folders}")
