"""Posts by the names that writers call them: file names, slugs and titles."""

from __future__ import annotations

import re
from posixpath import basename, dirname
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuireader.archive.post import Post, PostId

PAGE_ENDING = re.compile(r"\.(?:md|markdown|mkdown|mkdn|mkd|mdown|mdx|html?)\Z", re.IGNORECASE)
FOLDER_FILE = re.compile(r"(?:^|/)_?index\Z")
DATED = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(.+)\Z", re.DOTALL)


class Names:
    """An index of the posts by name; case never matters, folders only where they are named."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._files: dict[str, list[PostId]] = {}
        self._titles: dict[str, list[PostId]] = {}
        for post in posts:
            for name in {basename(path_name(post.id)), folded_name(post.slug), undated_name(post.id)}:
                self._files.setdefault(name, []).append(post.id)
            for title in _titles(post):
                self._titles.setdefault(title, []).append(post.id)

    def file(self, path: str, source: PostId) -> PostId | None:
        """Return the post whose path ends so, with or without ending and date, nearest to `source`."""
        wanted = path_name(path)
        found = self._files.get(basename(wanted), ())
        within = dirname(wanted)
        return nearest((post_id for post_id in found if _ends_with(post_id, within)), wanted, source)

    def at(self, path: str) -> PostId | None:
        """Return the post at that path from the archive's root, with or without ending."""
        wanted = path_name(path)
        found = (post_id for post_id in self._files.get(basename(wanted), ()) if path_name(post_id) == wanted)
        return min(found, default=None)

    def title(self, title: str, source: PostId) -> PostId | None:
        """Return the post with that title, or another name of its own, nearest to `source`."""
        wanted = folded_name(title)
        return nearest(self._titles.get(wanted, ()), wanted, source)


def nearest(candidates: Iterable[PostId], wanted: str, source: PostId) -> PostId | None:
    """Return the one named exactly so, else in the source's folder, else the least deep, else the first."""

    def distance(post_id: PostId) -> tuple[bool, bool, int, str]:
        exact = basename(path_name(post_id)) == basename(wanted)
        return not exact, dirname(post_id) != dirname(source), post_id.count("/"), post_id

    return min(candidates, key=distance, default=None)


def folded_name(text: str) -> str:
    """Return `text` as names are compared."""
    return normalize("NFC", text).casefold().strip()


def path_name(path: str) -> str:
    """Return the path without ending, as names are compared; a folder's own file is named by the folder."""
    name = PAGE_ENDING.sub("", folded_name(path)).strip("/")
    name = FOLDER_FILE.sub("", name) or name
    folder, _, last = name.rpartition("/")
    if dated := DATED.match(last):
        last = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}-{dated[4]}"
    return f"{folder}/{last}" if folder else last


def undated_name(post_id: str) -> str:
    """Return the last part of a path as names are compared, without its date."""
    last = basename(path_name(post_id))
    dated = DATED.match(last)
    return dated[4] if dated else last


def _titles(post: Post) -> Iterator[str]:
    yield folded_name(post.title)
    for alias in post.aliases:
        if "/" not in alias.strip("/"):
            yield folded_name(alias.strip("/"))


def _ends_with(post_id: PostId, folders: str) -> bool:
    if not folders:
        return True
    within = f"/{dirname(path_name(post_id))}"
    # Jekyll's post_url names the folders around _posts without naming _posts itself.
    return within.endswith(f"/{folders}") or within.replace("/_posts", "").endswith(f"/{folders}")
