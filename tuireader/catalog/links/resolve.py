"""The target of a link in a post, or why it has none."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import unquote

from tuireader.archive.post import PostId
from tuireader.archive.text import on_one_line
from tuireader.catalog.links.likely_places import LikelyPlaces
from tuireader.catalog.links.syntax import parse_link
from tuireader.catalog.names import PAGE_ENDING, PostNames
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from tuireader.archive.post import Post
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.syntax import Reference, Style

CONTENTS: Final = frozenset({"toc", "_toc_"})
"""What is in double brackets where many engines put a table of contents."""
BARE_HOST = expression(r"(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|gov|edu|me|co)(?:/|\Z)", re.IGNORECASE)

EMAIL: Final = expression(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")

REASONS: Mapping[Style, tuple[str, ...]] = {
    "unreadable": ("its address is made by template code when the site is built",),
    "undefined": ("nothing defines [", "]"),
    "post": ("no post is named ", ""),
    "name": ("no note is called ", ""),
}
"""The message for each style of broken link, before and after its target, or without it."""


def why_broken(href: str) -> str:
    """Why a link does not resolve; neutralised."""
    link = parse_link(href)
    target = on_one_line(unquote(link.target))
    if not href.strip():
        return "the address is empty"
    if reason := REASONS.get(link.style):
        return f"{reason[0]}{target}{reason[1]}" if reason[1:] else reason[0]
    return without_scheme(target) or f"nothing in the archive is at {target}"


def without_scheme(target: str) -> str:
    """The correction for an address without its scheme, which browsers take for a file; empty for others."""
    if EMAIL.fullmatch(target):
        return f"this is taken for a file beside the post: write mailto:{target}"
    if BARE_HOST.match(target):
        return f"this is taken for a file beside the post: write https://{target}"
    return ""


def is_unreadable(href: str) -> bool:
    """Whether only the site's build knows the target of a link."""
    return parse_link(href).style == "unreadable"


TargetKind = Literal["post", "page", "heading", "asset", "external", "broken"]

SCHEME = expression(r"[A-Za-z][A-Za-z0-9+.\-]*:")
WEB = expression(r"(?:https?:)?//([^/?#]*)([^?#]*)", re.IGNORECASE)
DATED_HOST = expression(r"//\d{4}/\d{2}/")
"""A date where browsers read a host: no host has that name, so a post is meant."""
MARKDOWN_ENDING = expression(r"\.(?:md|markdown|mkdown|mkdn|mkd|mdown|mdx)\Z", re.IGNORECASE)
UNTIDY = expression(r"(?:^|/)(?:\.|/|\Z)")
SECTION_FILE = expression(r"(?:^|/)_index\.[^/]+\Z")
FILE_ENDING = expression(r"\.[0-9]{0,3}[A-Za-z][A-Za-z0-9]{0,9}\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link.

    `id` is the post or page (for `heading` the one with the link). `anchor` is percent-decoded: a heading's id, or in
    wikilinks its text, or `^block`. `path` is an asset's path in the archive, an external link's address, or a broken
    link's path. An asset is not checked to exist; `/` is the front page if templates make it. `text` names words to
    find there, as written after `:~:`.
    """

    kind: TargetKind
    id: PostId | None = None
    anchor: str = ""
    path: str = ""
    text: str = ""

    @property
    def fragment(self) -> str:
        """The anchor, with the words after `:~:`."""
        return f"{self.anchor}:~:{self.text}" if self.text else self.anchor


class Resolver:
    """Resolves the links of one catalog's posts.

    `url` and `baseurl` are as written in the site's configuration; either may be empty, and `url` may contain the base
    path, as Hugo's does. `hosts` are other hosts of the site. With `likely`, for a site without configuration, a path
    also leads to the post it most likely means. `root` is the archive's folder: a path may leave it and come back.
    `contents` are the folders, from the archive's root, from which engines count paths of files.
    """

    def __init__(  # noqa: PLR0913 - each is one more thing that is known of a site
        self,
        catalog: Catalog,
        url: str = "",
        baseurl: str = "",
        *,
        hosts: Collection[str] = (),
        likely: bool = False,
        root: str = "",
        contents: Collection[str] = (),
    ) -> None:
        self._catalog = catalog
        self._contents = tuple(folder for folder in contents if folder)
        self._root = root.rstrip("/")
        self._likely = LikelyPlaces(catalog) if likely else None
        site = WEB.match(url.strip())
        self._hosts = {*hosts, *([site[1].lower()] if site and site[1] else [])}
        path, base = (site[2].strip("/") if site else ""), baseurl.strip("/")
        self._base = (
            path if not base or path == base or path.endswith(f"/{base}") else f"{path}/{base}".strip("/")
        )

    @cached_property
    def _names(self) -> PostNames:
        return PostNames(self._catalog)

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders of posts, by each end of their paths; Hugo links to them as to pages."""
        folders = {folder for post in self._catalog for folder in _above(post.id)}
        parts = [folder.lower().split("/") for folder in folders]
        return frozenset("/".join(names[at:]) for names in parts for at in range(len(names)))

    def _is_folder(self, path: str, full: str) -> bool:
        names = {path.strip("/").lower(), full.lower()}
        return not SECTION_FILE.search(path) and not names.isdisjoint(self._folders)

    def retitled(self, catalog: Catalog) -> Resolver:
        """The resolver of a catalog with new titles, but otherwise the same."""
        resolver = copy(self)
        resolver._catalog = catalog  # noqa: SLF001 - the copy's
        vars(resolver).pop("_names", None)
        return resolver

    def moved(self, catalog: Catalog, posts: Collection[tuple[Post, Post]]) -> Resolver:
        """The resolver of a catalog in which posts have become others, each given as it was and as it is."""
        resolver = copy(self)
        resolver._catalog = catalog  # noqa: SLF001 - the copy's
        resolver._likely = LikelyPlaces(catalog) if self._likely else None  # noqa: SLF001 - likewise
        vars(resolver).pop("_folders", None)
        vars(resolver)["_names"] = self._names.moved(posts)
        return resolver

    def resolve(self, href: str, source: PostId) -> Target:
        """The target of `href` in the post `source`; never raises."""
        link = parse_link(href)
        target = self._resolved(link, href, source)
        return replace(target, text=link.text) if link.text and target.id is not None else target

    def _resolved(self, link: Reference, href: str, source: PostId) -> Target:
        if not link.target and (link.anchor or link.text or href.strip() == "#"):
            return Target("heading", source, link.anchor)
        if link.style in {"unreadable", "undefined"} or not link.target:
            return Target("broken", path=href.strip())
        if link.style in {"made", "url"}:
            made = Target("asset", anchor=link.anchor, path=link.target)
            return made if link.style == "made" else self._address(link, source, href.strip())
        if link.style == "site":
            return self._place(link.target, link.anchor, source)
        if link.style == "post":
            return self._found(self._names.file(link.target, source), link.anchor, link.target)
        return self._file(link.target, link.anchor, source, link.style)

    def _address(self, link: Reference, source: PostId, href: str) -> Target:
        target, anchor = link.target, link.anchor
        if DATED_HOST.match(target):
            target = target[1:]
        web = WEB.match(target)
        if web and web[1].lower() in self._hosts:
            path = web[2] or "/"
            return (
                self._place(path, anchor, source)
                if self._within_base(path)
                else Target("external", path=href)
            )
        if web or SCHEME.match(target):
            return Target("external", path=href)
        path = target.partition("?")[0]
        return self._place(path, anchor, source) if path else Target("heading", source, anchor)

    def _within_base(self, path: str) -> bool:
        return not self._base or f"{path.strip('/')}/".startswith(f"{self._base}/")

    def _place(self, written: str, anchor: str, source: PostId) -> Target:
        """The target of a path, as a browser resolves it, then as a path in the archive."""
        path = unquote(written)
        places = self._on_site(path, source)
        for place in places:
            if post := self._catalog.by_permalink(place):
                return self._found(post.id, anchor, path)
        if path.startswith("/") and not places[0].strip("/"):
            return Target("asset", anchor=anchor, path="/")
        target = self._file(places[0] if path.startswith("/") else path, anchor, source, "site")
        own = f"/{self._root.rpartition('/')[2]}/"
        if target.kind == "broken" and self._root and self._likely and path.startswith(own):
            # A folder of a site opened on its own: addresses begin with its name.
            below = self._place(path[len(own) - 1 :], anchor, source)
            return target if below.kind == "broken" else below
        return target

    def _on_site(self, path: str, source: PostId) -> tuple[str, ...]:
        """The paths below the site's base that `path` may mean, the likeliest first."""
        if path.startswith("/"):
            inside = self._base and self._within_base(path)
            return (f"/{path.strip('/')[len(self._base) :].lstrip('/')}", path) if inside else (path,)
        post = self._catalog.get(source)
        if post is None or post.permalink is None or self._beside(path, source):
            return ()
        folder = post.permalink if post.permalink.endswith("/") else dirname(post.permalink)
        return (normpath(join("/", folder, path)),)

    def _beside(self, path: str, source: PostId) -> PostId | None:
        """The post at exactly that path, from the archive's root or from the source's folder."""
        full = PostId(self._in_archive(path, source))
        return full if full in self._catalog else None

    def _in_archive(self, path: str, source: PostId) -> str:
        whole = path.strip("/") if path.startswith("/") else f"{source.rpartition('/')[0]}/{path}".lstrip("/")
        # Most paths need no more.
        if whole and UNTIDY.search(whole) is None:
            return whole
        tidy = normpath(whole)
        return self._back_inside(tidy) if self._root and tidy.startswith("../") else tidy

    def _back_inside(self, path: str) -> str:
        """The path below the root of one that leaves it and comes back; others unchanged."""
        real = normpath(f"{self._root}/{path}")
        return real[len(self._root) + 1 :] if real.startswith(f"{self._root}/") else path

    def _file(self, path: str, anchor: str, source: PostId, style: Style) -> Target:
        """The target of a path in the archive: exact, then from the source's folder, then anywhere."""
        full = self._in_archive(path, source)
        inside = (PostId(folder + full) for folder in ("", *(self._contents if style == "file" else ())))
        found = next((one for one in inside if one in self._catalog), None) or self._names.at(full)
        if found is None and (style != "site" or MARKDOWN_ENDING.search(path)):
            found = self._names.file(full, source) or self._names.file(path.lstrip("./"), source)
        if found is None and style == "name":
            found = self._names.title(path, source)
        if found is None and style == "name" and path.lower() in CONTENTS:
            return Target("asset", path="/")
        if found is None and style == "file" and (post := self._catalog.by_permalink(path)):
            found = post.id
        if found is None and style == "site" and self._likely:
            found = self._likely_one(path, source)
        if SECTION_FILE.search(path) and not SECTION_FILE.search(found or ""):
            found = None
        if found is None and style == "file" and self._is_folder(path, full):
            return Target("asset", anchor=anchor, path=path.strip("/"))
        if found is None and FILE_ENDING.search(path) and not PAGE_ENDING.search(path):
            outside = full.startswith("..")
            return Target("broken" if outside else "asset", anchor=anchor, path=path if outside else full)
        return self._found(found, anchor, path)

    def _likely_one(self, path: str, source: PostId) -> PostId | None:
        """The post that a path on a site without configuration most likely means."""
        if self._likely is None:
            return None
        if found := self._likely.find(path.partition("?")[0]):
            return found
        # Other posts were beside a post whose address once ended in .html.
        return self._names.file(path, source) if PAGE_ENDING.search(path) and "/" not in path else None

    def _found(self, post_id: PostId | None, anchor: str, path: str) -> Target:
        post = None if post_id is None else self._catalog.get(post_id)
        return (
            Target("broken", anchor=anchor, path=path) if post is None else Target(post.kind, post.id, anchor)
        )


def _above(post_id: PostId) -> Iterator[str]:
    """Yield the folder of a post and those above it."""
    folder = dirname(post_id)
    while folder:
        yield folder
        folder = dirname(folder)
