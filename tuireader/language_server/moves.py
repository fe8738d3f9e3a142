"""Posts that get other names or folders: the edits that keep the links to them and from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol.types import TextEdit

from tuireader.archive.post import PostId
from tuireader.archive.source import Source, open_source
from tuireader.language_server.link_forms import address_of, form_of
from tuireader.language_server.navigation import Pages
from tuireader.session.preview.unsaved import unsaved_text

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

    def of(self, post_id: PostId) -> PostId | None:
        """What becomes of the id of a post; None if it stays."""
        if post_id == self.old:
            return PostId(self.new)
        within = self.old.endswith("/") and post_id.startswith(self.old)
        return PostId(self.new + post_id[len(self.old) :]) if within else None


def rename_in(archives: Archives, old: str, new: str) -> tuple[ServedArchive, Rename] | None:
    """The archive in which a file or a folder gets another path; None if it is in none, or leaves it."""
    # A folder is looked for by a file in it: by itself it would be an archive of its own.
    is_folder = Path(old).is_dir()
    before, after = (archives.of(f"{path}/_" if is_folder else path) for path in (old, new))
    if before is None or after is None or before[0] is not after[0]:
        return None
    ends = "_" if is_folder else ""
    return before[0], Rename(before[1].removesuffix(ends), after[1].removesuffix(ends))


def moved(links: LinkSnapshot, units: ColumnUnits, renames: Sequence[Rename]) -> dict[str, list[TextEdit]]:
    """The edits, before posts are renamed, of all links that would lead nowhere or elsewhere afterwards.

    For a thread: the links of the whole archive are resolved anew.
    """
    now = dict(_renamed(links, renames))
    after, pages, graph = links.with_moved(now), Pages(links, units), links.facts.graph
    edits: dict[str, list[TextEdit]] = {}
    # A link from one to another of them is met twice.
    met = {one: None for old in now for one in (*graph.links_to(old), *graph.links_from(old))}
    for link in met:
        if edit := _mended(pages, after, link, now):
            edits.setdefault(pages.uri(link.source), []).append(edit)
    return edits


def _renamed(links: LinkSnapshot, renames: Sequence[Rename]) -> Iterator[tuple[PostId, Post]]:
    """Yield the id of each post that gets another path, with the post as it is then, unless it would be none."""
    texts = {one.post.id: one.source.text for one in links.texts.kept}
    archive = links.facts.archive
    catalog = links.facts.catalog
    posts: Iterable[Post | None] = catalog
    if not any(one.old.endswith("/") for one in renames):
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


def _mended(pages: Pages, after: LinkSnapshot, link: Link, now: Mapping[PostId, Post]) -> TextEdit | None:
    """The edit of a link that would lead elsewhere; None if it still leads where it did, or cannot be edited."""
    target = link.target.id
    if target is None or link.target.kind == "heading":
        return None
    source = now[link.source].id if link.source in now else link.source
    wanted = now[target].id if target in now else target
    href = link.written.href
    post = after.facts.catalog.get(wanted)
    if post is None or after.resolve(href, source).id == wanted:
        return None
    address = address_of(after, form_of(href), post, source, link.target.fragment)
    placed = pages.placed(link)
    if placed is None:
        return None
    if href.startswith(("[[", "![[")) and address.startswith("[["):
        href, address = _name(href), _name(address)
    buffer, line = pages.buffer(link.source), link.written.line - 1
    at = buffer.lines[line].find(href, placed.start)
    if at < 0 or at > placed.end:
        return None
    return TextEdit(buffer.range(line, at, at + len(href)), address)


def _name(wikilink: str) -> str:
    """The name in a wikilink, without its anchor and its text."""
    return wikilink.lstrip("!")[2:].removesuffix("]]").partition("|")[0].partition("#")[0]
