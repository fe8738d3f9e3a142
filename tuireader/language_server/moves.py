"""Posts that get other names or folders: the edits that keep the links to them and from them."""

from __future__ import annotations

from pathlib import Path
from posixpath import dirname, join, normpath, splitext
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from lsprotocol.types import TextEdit

from tuireader.archive.post import PostId
from tuireader.archive.source import Source, open_source
from tuireader.language_server.link_forms import SAFE, address_of, form_of, relative_path
from tuireader.language_server.navigation import Pages
from tuireader.late import expression
from tuireader.session.preview.unsaved import post_id_of, unsaved_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.links.graph import Link
    from tuireader.language_server.archives import Archives, ServedArchive
    from tuireader.language_server.buffers import ColumnUnits
    from tuireader.session.links import LinkSnapshot


class Rename(NamedTuple):
    """Another path for a file of an archive, or for a folder with all that is in it; both end in `/` then."""

    old: str
    new: str

    @property
    def is_folder(self) -> bool:
        return self.old.endswith("/")

    def of(self, path: str) -> PostId | None:
        """What becomes of the path of a file; None if it stays."""
        if path == self.old:
            return PostId(self.new)
        within = self.is_folder and path.startswith(self.old)
        return PostId(self.new + path[len(self.old) :]) if within else None


def rename_in(archives: Archives, old: str, new: str) -> tuple[ServedArchive, Rename] | None:
    """The archive in which a file or a folder gets another path; None if it is in none, or leaves it."""
    # A folder is looked for by a file in it: by itself it would be an archive of its own.
    is_folder = Path(old).is_dir()
    found = archives.of(f"{old}/_" if is_folder else old)
    after = post_id_of(found[0].root, new) if found else None
    if found is None or after is None:
        return None
    served, before = found
    return served, Rename(before.removesuffix("_"), f"{after}/") if is_folder else Rename(before, after)


def moved(
    links: LinkSnapshot, units: ColumnUnits, renames: Sequence[Rename], typed: Mapping[PostId, str]
) -> dict[str, list[TextEdit]]:
    """The edits, before posts are renamed, of all links that would lead nowhere or elsewhere afterwards.

    `typed` are the texts that the editor has, with which `links` were made. For a thread: the links of the whole
    archive are resolved again.
    """
    move = Moving(links, renames)
    pages = Pages(links, units, typed)
    edits: dict[str, list[TextEdit]] = {}
    for link in move.concerned():
        if (address := move.address(link)) and (edit := _edit(pages, link, address)):
            pages.add(edit, link, edits)
    return edits


class Moving:
    """Renames of files and folders of an archive that are made at once."""

    def __init__(self, links: LinkSnapshot, renames: Sequence[Rename]) -> None:
        self._links = links
        self._renames = renames
        self._posts = dict(_renamed(links, renames))
        self._after = links.with_moved(self._posts)

    def concerned(self) -> Iterable[Link]:
        """The links of posts that are renamed, those to them, and those to other files in folders that are renamed."""
        graph = self._links.facts.graph
        # A link from one to another of them is met twice.
        met = {one: None for old in self._posts for one in (*graph.links_to(old), *graph.links_from(old))}
        if any(one.is_folder for one in self._renames):
            met |= {one: None for one in graph if one.target.kind == "asset" and self._now(one.target.path)}
        return met

    def _now(self, path: str) -> str | None:
        """What becomes of a path of the archive; None if it stays."""
        return next((found for one in self._renames if (found := one.of(path))), None)

    def address(self, link: Link) -> str | None:
        """How a link must be written after the move; None if it may stay, or led nowhere before."""
        source = self._posts[link.source].id if link.source in self._posts else link.source
        target, href = link.target, link.written.href
        if target.kind == "asset":
            made = self._of_file(link, source)
            return None if made == href else made
        if target.id is None or target.kind == "heading":
            return None
        path = self._posts[target.id].id if target.id in self._posts else target.id
        if way := _relative(href, link.source, target.id):
            made = way.written(path, source)
            if self._after.resolve(made, source).id == path:
                return None if made == href else made
        post = self._after.facts.catalog.get(path)
        if post is None or self._after.resolve(href, source).id == path:
            return None
        return address_of(self._after, form_of(href), post, source, target.fragment)

    def _of_file(self, link: Link, source: PostId) -> str | None:
        """How a link to a file that is no post is written after the move; None if it is not written as a path."""
        before, href = link.target.path, link.written.href
        if not (self._links.facts.archive.root / before).exists():
            return None
        path = self._now(before) or before
        if way := _relative(href, link.source, before):
            return way.written(path, source)
        return f"/{path}{href[len(before) + 1 :]}" if href.startswith(f"/{before}") else None


class RelativePath(NamedTuple):
    """An address that is the way from a post's folder to a file of the archive.

    `mark` is Pelican's before it, `ending` what of the file's name is left out at its end, `rest` query and anchor.
    """

    mark: str
    here: bool
    ending: str
    slash: bool
    rest: str

    def written(self, path: str, source: PostId) -> str:
        """The way from another post to a file."""
        way = relative_path(path.removesuffix(self.ending), source)
        here = "./" if self.here and not way.startswith("../") else ""
        return f"{self.mark}{here}{quote(way, safe=SAFE)}{'/' if self.slash else ''}{self.rest}"


_PARTS: Final = expression(
    r"(?P<mark>[{|](?:filename|static|attach)[}|])?(?P<path>[^:?#{}%/][^:?#{}]*)(?P<rest>[?#].*)?\Z"
)
"""A path that does not begin at a root."""


def _relative(href: str, source: PostId, target: str) -> RelativePath | None:
    """An address as a relative path from a post's folder to a file; None for any other address."""
    found = _PARTS.match(href)
    if found is None:
        return None
    path = unquote(found["path"])
    whole = normpath(join(dirname(source), path))
    stem = splitext(target)[0]
    named = (target, stem, *([dirname(target)] if stem.endswith("/index") else ()))
    if whole not in named:
        return None
    ending = target[len(whole) :]
    return RelativePath(
        found["mark"] or "", path.startswith("./"), ending, path.endswith("/"), found["rest"] or ""
    )


def _edit(pages: Pages, link: Link, address: str) -> TextEdit | None:
    """The edit of the address of a link; None if it is not written in the file."""
    href = link.written.href
    if href.startswith(("[[", "![[")) and address.startswith("[["):
        href, address = _name(href), _name(address)
    found = pages.address(link, href)
    if found is None:
        return None
    line, at = found
    return TextEdit(pages.buffer(link.source).range(line, at, at + len(href)), address)


def _renamed(links: LinkSnapshot, renames: Sequence[Rename]) -> Iterator[tuple[PostId, Post]]:
    """Yield the id of each post that gets another path, with the post as it is then, if it is still one."""
    texts = {one.post.id: one.source.text for one in links.texts.kept}
    archive = links.facts.archive
    catalog = links.facts.catalog
    posts: Iterable[Post | None] = catalog
    if not any(one.is_folder for one in renames):
        posts = (catalog.get(PostId(one.old)) for one in renames)
    for post in posts:
        new = next((found for one in renames if post and (found := one.of(post.id))), None)
        if post is None or new is None:
            continue
        source = open_source(archive, post.id) if post.id not in texts else None
        text = source.text if isinstance(source, Source) else texts.get(post.id)
        made = unsaved_text(archive, new, text) if text is not None else None
        if made:
            yield post.id, made.post


def _name(wikilink: str) -> str:
    """The name in a wikilink, without its anchor and its text."""
    return wikilink.lstrip("!")[2:].removesuffix("]]").partition("|")[0].partition("#")[0]
