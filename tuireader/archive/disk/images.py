"""The image files of a post: the file on disk that an address leads to, and facts about it.

An address means what it means on the site, but a file that is found by any reading of it counts: from the post's
folder, from that of its page on the site, from the root, from the folders that engines publish as the root (Hugo's
`static`), from Hexo's folder of the post's name, and in a vault by its name alone.
"""

from __future__ import annotations

import os
import re
import stat
from collections import OrderedDict
from datetime import UTC, datetime
from itertools import islice
from posixpath import dirname, join, normpath, splitext
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from tuireader.archive.disk.filenames import folded_name, is_kept_by_tools
from tuireader.archive.disk.files import is_inside, on_disk, resolved
from tuireader.archive.post import PostId
from tuireader.late import expression

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterator, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site

_SCHEME: Final = expression(r"[A-Za-z][A-Za-z0-9+.-]+:")
_PELICAN: Final = expression(r"[{|](?:static|filename|attach|photo|image)[}|]")
_FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
_KEPT: Final = 512
"""Files whose size in pixels is remembered."""
_MOST_TOLD: Final = 10_000
"""Answers that are remembered, to tell whether they hold still."""
_MOST_FILES: Final = 100_000
"""Files of a vault that are looked through for a name."""
_MOST_NEIGHBOURS: Final = 10_000
"""Entries of a folder that are looked through for that of a page."""
_AGE: Final = 10.0
"""Seconds after which a name that is not there is looked for again."""
_MAX_ADDRESS: Final = 2_000
_DATA: Final = expression(r"data:image/[\w.+-]+(?:;[\w.+-]+=[^;,]*)*(;base64)?,", re.IGNORECASE)
_MAX_DATA: Final = 4_000_000
"""Characters of an address that holds an image."""


class ImageFile(NamedTuple):
    """An image's file: bytes, width and height in pixels (0 where unknown).

    It is `missing` where there is none; `trouble` is the reason why it cannot be shown. `path` is where it is, and
    `stamp` differs once the file does; `data` is the image itself where the post holds it (`data:`).
    """

    bytes: int = 0
    width: int = 0
    height: int = 0
    missing: bool = False
    trouble: str = ""
    path: str = ""
    stamp: tuple[int, int] = (0, 0)
    data: builtins.bytes = b""

    @property
    def lack(self) -> str:
        """The reason why there is no image to be seen, in a word or two; nothing where there is one."""
        return "not found" if self.missing else self.trouble


class ImageFiles:
    """Tells of the images of an archive's posts."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._root = str(archive.root)
        self._real_root = resolved(self._root)
        self._pixels: OrderedDict[tuple[str, int, int, int], tuple[int, int]] = OrderedDict()
        self._names: dict[str, str] = {}
        self._addresses: dict[PostId, tuple[tuple[int, int], str]] = {}
        self._looked = -_AGE
        self._told: dict[tuple[PostId, str], tuple[Post, ImageFile | None]] = {}

    def of(self, post: Post, address: str) -> ImageFile | None:
        """Return the facts about the file that `address`, written in `post`, leads to.

        None for an address on the web unless its image was fetched, for one outside of the archive, and for what
        `data:` holds if that is no image.
        """
        if address[:5].lower() == "data:":
            return _within(address)
        found = self._find(post, address)
        # The first answer counts: what was drawn from it may be in sight still.
        self._told.setdefault((post.id, address), (post, found))
        if len(self._told) > _MOST_TOLD:
            del self._told[next(iter(self._told))]
        return found

    def have_changed(self) -> bool:
        """Look at all files and names again; tell whether one is not what was told since the last `forget`."""
        self._looked = -_AGE
        self.prepare()
        told = list(self._told.items())
        return any(self._find(post, address) != file for (_, address), (post, file) in told)

    def forget(self) -> None:
        """Forget what was told: nothing that was drawn from it is in sight any more."""
        self._told.clear()

    def _find(self, post: Post, address: str) -> ImageFile | None:
        path = self._path(address)
        if path is None:
            return self._fetched(address) if address[:8].lower() == "https://" else None
        # Outside of sites the root of addresses is unknown.
        outside = path.startswith("/") and not self._archive.site.engine.is_known
        unfit: ImageFile | None = None
        for place in self._places(post, path):
            found = self._at(place)
            if isinstance(found, bool):
                outside = outside or found
            elif not found.trouble:
                return found
            else:
                unfit = unfit or found
        return unfit or (None if outside else ImageFile(missing=True))

    def _path(self, address: str) -> str | None:
        """The path that an address holds; None if it leads away from the archive."""
        address = address.strip()
        site = self._archive.site
        if not address or len(address) > _MAX_ADDRESS or "{{" in address or "{%" in address:
            return None
        if address.startswith("//") or _SCHEME.match(address):
            host, below = _split(address)
            if not host or host != _split(site.url)[0]:
                return None
            address = below
        path = unquote(address.partition("#")[0].partition("?")[0])
        return path if path.strip("/") and "\0" not in path else None

    def _fetched(self, address: str) -> ImageFile | None:
        from tuireader.archive.disk.fetched import fetched_path

        try:
            path = str(fetched_path(address))
            found = os.stat(path)  # noqa: PTH116 - as below
            return ImageFile(found.st_size, *self._size(path, found), path=path, stamp=_stamp_of(found))
        except OSError:
            return None

    def _places(self, post: Post, path: str) -> Iterator[str]:
        """The paths below the archive's root that `path` may mean, the likeliest first."""
        site = self._archive.site_for(post.id)
        if found := _PELICAN.match(path):
            path = path[found.end() :]
        folder = dirname(post.id)
        page = unquote(post.permalink or "/")
        page = page if page.endswith("/") else dirname(page)
        address = normpath(join("/", page, path))
        if not path.startswith("/"):
            yield normpath(join(folder, path))
            yield join(folder, splitext(post.id.rpartition("/")[2])[0], path)
            yield from _at_root(address, site)
        yield from _at_root(path, site)
        if page != "/" and address.startswith(page):
            yield join(folder, address.removeprefix(page))
        yield from self._of_neighbours(address, site)
        if site.engine.images_by_name and (known := self._names.get(folded_name(path.rpartition("/")[2]))):
            yield known

    def _of_neighbours(self, address: str, site: Site) -> Iterator[str]:
        """The places of files beside pages that have another address than their folder, by front matter or a date."""
        above, _, name = address.strip("/").rpartition("/")
        around, slash, _ = above.rpartition("/")
        for content in site.content if name and above else ():
            within = f"{site.base}{content}{around}{slash}"
            # Only some engines put what lies beside a page at the address of that page.
            folders = (
                _folders_of(f"{self._root}/{within}") if content.strip("/") in site.engine.published else ()
            )
            for folder in folders:
                page, file = PostId(f"{within}{folder}/index.md"), f"{within}{folder}/{name}"
                if os.path.exists(f"{self._root}/{file}") and self._address(page).strip("/") == above:  # noqa: PTH110 - as above
                    yield file

    def _address(self, page: PostId) -> str:
        """The address of a page, which is read again only after a save."""
        try:
            stamp = _stamp_of(os.stat(f"{self._root}/{page}"))  # noqa: PTH116 - as below
        except OSError:
            return ""
        known = self._addresses.get(page)
        if known is None or known[0] != stamp:
            known = self._addresses[page] = stamp, self._read_address(page)
        return known[1]

    def _read_address(self, page: PostId) -> str:
        from tuireader.archive.disk.walk import role_of
        from tuireader.archive.scan import PostReader

        role = role_of(self._archive, page)
        post = role and PostReader(self._archive, datetime.now(UTC)).post(page, role)
        return unquote(post.permalink or "") if post else ""

    def _at(self, place: str) -> ImageFile | bool:
        """The file at a place; else whether there is something there that is not to be told of."""
        try:
            path = on_disk(self._root, place)
            found = os.stat(path)  # noqa: PTH116 - no Path for each of many files
            if not is_inside(resolved(path), self._real_root):
                return True
            if not stat.S_ISREG(found.st_mode):
                return ImageFile(trouble="a folder" if stat.S_ISDIR(found.st_mode) else "no file")
        except (OSError, ValueError):
            return False
        try:
            size = self._size(path, found)
            return ImageFile(found.st_size, *size, path=path, stamp=_stamp_of(found))
        except OSError:
            return ImageFile(found.st_size, trouble="cannot be read")

    def _size(self, path: str, found: os.stat_result) -> tuple[int, int]:
        key = (path, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
        size = self._pixels.get(key)
        if size is None:
            from tuireader.archive.disk.pixels import ENOUGH, pixels

            size = self._pixels[key] = pixels(_beginning(path, ENOUGH)) or (0, 0)
            if len(self._pixels) > _KEPT:
                self._pixels.popitem(last=False)
        return size

    def prepare(self) -> ImageFiles:
        """Know the names of all files, where images are told by name alone; takes long in a large vault."""
        if self._archive.site.engine.images_by_name and monotonic() > self._looked + _AGE:
            self._names = self._look_through()
            self._looked = monotonic()
        return self

    def _look_through(self) -> dict[str, str]:
        names: dict[str, str] = {}
        seen = 0
        for folder, folders, files in os.walk(self._root):
            folders[:] = sorted(
                one
                for one in folders
                if not one.startswith((".", "node_modules")) and not is_kept_by_tools(one)
            )
            below = os.path.relpath(folder, self._root).replace(os.sep, "/")
            for file in files:
                path = normpath(f"{below}/{file}")
                known = names.setdefault(folded_name(file), path)
                if path.count("/") < known.count("/"):
                    names[folded_name(file)] = path
            seen += len(files)
            if seen > _MOST_FILES:
                break
        return names


def _folders_of(path: str) -> Sequence[str]:
    try:
        with os.scandir(path) as entries:
            return [one.name for one in islice(entries, _MOST_NEIGHBOURS) if one.is_dir()]
    except (OSError, ValueError):
        return ()


def _stamp_of(found: os.stat_result) -> tuple[int, int]:
    return found.st_mtime_ns, found.st_ctime_ns


def _within(address: str) -> ImageFile | None:
    """The image that an address itself holds (RFC 2397)."""
    found = _DATA.match(address)
    if found is None or len(address) > _MAX_DATA:
        return None
    from base64 import b64decode

    from tuireader.archive.disk.pixels import ENOUGH, pixels

    written = unquote_to_bytes(address[found.end() :])
    try:
        data = b64decode(written) if found[1] else written
    except ValueError:
        return None
    size = pixels(data[:ENOUGH])
    return ImageFile(len(data), *size, data=data) if size else None


def _at_root(path: str, site: Site) -> Iterator[str]:
    """The places of a path from the root of a site, with and without the path that the site lies below."""
    path = normpath("/" + path).lstrip("/")
    bases = {site.baseurl.strip("/"), _split(site.url)[1].strip("/")} - {""}
    inner = [path.removeprefix(f"{base}/") for base in sorted(bases) if path.startswith(f"{base}/")]
    for one in [*inner, path]:
        yield f"{site.base}{one}"
        for folder in site.engine.published:
            yield f"{site.base}{folder}/{one}"


def _split(url: str) -> tuple[str, str]:
    """The host of an address, in small letters, and the path on it; both empty if it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc.lower(), parts.path


def _beginning(path: str, count: int) -> bytes:
    descriptor = os.open(path, _FLAGS)
    try:
        return os.read(descriptor, count) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    finally:
        os.close(descriptor)
