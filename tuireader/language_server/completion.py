"""Completions: names and keys of the archive, targets of links, anchors, footnotes, images."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from lsprotocol.types import CompletionItem, CompletionItemKind, CompletionList, TextEdit

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.filenames import is_kept_by_tools
from tuireader.archive.source import Source, open_source
from tuireader.archive.text import counted, on_one_line
from tuireader.checking.facts import is_picture
from tuireader.language_server.link_forms import address_of, form_of, usual_form
from tuireader.language_server.places import is_toml, place_at
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.language_server.buffers import Buffer
    from tuireader.language_server.link_forms import LinkForm
    from tuireader.language_server.places import CursorPlace
    from tuireader.rendering.anchors import Anchors
    from tuireader.session.links import LinkSnapshot

MOST: Final = 100
"""Most posts and images that are offered at a time; typing on narrows them down."""
MODELS: Final = 40
"""Posts whose keys of front matter are looked at, the newest."""
MOST_IMAGES: Final = 5_000
PLAIN: Final = expression(r"[^\W\d_][\w +./'-]*\Z")
WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that YAML does not read as text."""
NOTE: Final = expression(r"^ {0,3}\[\^([^\]\s]{1,200})\]:[ \t]*(.*)")
FORMS: Final[dict[str, LinkForm]] = {
    "wikilink": "wikilink",
    "post": "post_url",
    "file": "link",
    "reference": "ref",
}
_VALUES: Final = {
    "category": "categories",
    "categories": "categories",
    "author": "authors",
    "authors": "authors",
    "series": "series",
}
_INNER: Final = expression(r"\{%-? \w+ (.*?) -?%\}|\{\{[<%] \w+ \"(.*?)\" [>%]\}\}|\[\[(.*?)\]\]")


class Offers:
    """Makes completions of what is typed at a place."""

    def __init__(self, buffer: Buffer, place: CursorPlace) -> None:
        self._range = buffer.range(place.line, place.start, place.end)
        self._typed = place.typed

    def item(
        self, label: str, text: str, detail: str, kind: CompletionItemKind, filtered: str = ""
    ) -> CompletionItem:
        # What fits was chosen here; the editor must not drop it, since what is typed may be in the title alone.
        chosen = filtered or self._typed or text
        edit = TextEdit(self._range, text)
        return CompletionItem(label, kind=kind, detail=detail, filter_text=chosen, text_edit=edit)


class Completion:
    """The completions of one archive; what is slow to learn of it is kept until its number of posts changes."""

    def __init__(self) -> None:
        self._keys: tuple[int, list[tuple[str, int]]] | None = None
        self._images: tuple[int, list[tuple[str, int]]] | None = None
        self._form: tuple[object, LinkForm] | None = None

    def items(
        self, links: LinkSnapshot, buffer: Buffer, source: PostId, line: int, column: int
    ) -> CompletionList:
        """What may be typed at a place of a buffer, best first; for a thread."""
        place = place_at(buffer, line, column)
        items = [
            _numbered(item, number) for number, item in enumerate(self._at(links, buffer, source, place))
        ]
        return CompletionList(is_incomplete=len(items) >= MOST, items=items)

    def _at(
        self, links: LinkSnapshot, buffer: Buffer, source: PostId, place: CursorPlace
    ) -> Iterable[CompletionItem]:
        match place.inside:
            case "key":
                return self._at_key(links, buffer, place)
            case "value":
                return _at_value(links, buffer, source, place)
            case "note":
                return _at_note(buffer, place)
            case "image":
                return self._at_image(links, buffer, source, place)
            case "":
                return ()
            case _:
                at_anchor = "#" in place.typed
                return (_at_anchor if at_anchor else self._at_link)(links, buffer, source, place)

    # Front matter

    def _at_key(self, links: LinkSnapshot, buffer: Buffer, place: CursorPlace) -> Iterator[CompletionItem]:
        catalog = links.facts.catalog
        offers = Offers(buffer, place)
        if self._keys is None or self._keys[0] != len(catalog):
            self._keys = len(catalog), _keys_of(links)
        mark = " = " if is_toml(buffer.lines) else ": "
        written = {line.partition(mark.strip())[0].strip() for line in buffer.lines[: place.line]}
        for key, posts in self._keys[1]:
            if key not in written and place.typed.lower() in key.lower():
                kind = CompletionItemKind.Property
                yield offers.item(key, key + mark, f"{posts} of the newest posts", kind)

    # Links

    def _at_link(
        self, links: LinkSnapshot, buffer: Buffer, source: PostId, place: CursorPlace
    ) -> Iterator[CompletionItem]:
        archive = links.facts.archive
        form = FORMS.get(place.inside)
        offers = Offers(buffer, place)
        if form is None:
            if self._form is None or self._form[0] is not links.facts.graph:
                self._form = links.facts.graph, usual_form(links, archive.site_for(source))
            form = self._form[1]
            if place.typed and form_of(place.typed) != "address":
                form = form_of(place.typed)
            if form == "wikilink":
                form = "file"
        for post in _fitting(links.facts.catalog, place.typed, source):
            address = address_of(links, form, post, source)
            inner = _INNER.match(address)
            if place.inside in FORMS:
                if not inner:
                    continue
                address = next(group for group in inner.groups() if group is not None)
                address += _end(buffer, place)
            date = f"{post.date:%Y-%m-%d} · " if post.date else ""
            yield offers.item(post.title or post.id, address, f"{date}{post.id}", CompletionItemKind.File)

    def _at_image(
        self, links: LinkSnapshot, buffer: Buffer, source: PostId, place: CursorPlace
    ) -> Iterator[CompletionItem]:
        archive, catalog = links.facts.archive, links.facts.catalog
        offers = Offers(buffer, place)
        if self._images is None or self._images[0] != len(catalog):
            self._images = len(catalog), list(_images(str(archive.root)))
        typed, offered = place.typed.lower().lstrip("./"), 0
        for path, size in self._images[1]:
            if typed.rpartition("/")[2] not in path.lower():
                continue
            address = _image_address(links, path, source)
            if address and typed in address.lower():
                offered += 1
                yield offers.item(address, address, _size(size), CompletionItemKind.File)
            if offered >= MOST:
                return


def _keys_of(links: LinkSnapshot) -> list[tuple[str, int]]:
    """The keys of the newest posts, the most usual first."""
    counts: Counter[str] = Counter()
    for number, post in enumerate(links.facts.catalog):
        if number >= MODELS:
            break
        found = open_source(links.facts.archive, post.id)
        if isinstance(found, Source):
            counts.update(str(key) for key in found.front_matter.metadata)
    for key in ("title", "date"):
        counts.setdefault(key, 0)
    return counts.most_common()


def _at_value(
    links: LinkSnapshot, buffer: Buffer, source: PostId, place: CursorPlace
) -> Iterator[CompletionItem]:
    """Yield the values that a key has in other posts."""
    archive, catalog, offers = links.facts.archive, links.facts.catalog, Offers(buffer, place)
    if place.key in {key.lower() for key in engine_of(archive.site_for(source)).tag_keys}:
        known = list(catalog.tags().items())
    elif place.key in _VALUES:
        known = _values(catalog, _VALUES[place.key])
    else:
        return
    typed = place.typed.lower()
    for value, posts in known:
        if typed in value.lower():
            text = value if place.quoted else _quoted(value, toml=is_toml(buffer.lines))
            yield offers.item(value, text, counted(posts, "post"), CompletionItemKind.EnumMember, value)


def _values(catalog: Catalog, field: str) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for post in catalog:
        value = getattr(post, field)
        counts.update(value if isinstance(value, tuple) else (value,) if value else ())
    return counts.most_common()


def _quoted(value: str, *, toml: bool) -> str:
    """A value as front matter takes it for text."""
    if not toml and PLAIN.match(value) and value.lower() not in WORDS and not value.endswith(" "):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _fitting(catalog: Catalog, typed: str, source: PostId) -> list[Post]:
    """The posts that fit what is typed of a link, the newest first."""
    words = [word for word in re.split(r"[\W_]+", _said(typed).lower()) if word]
    found: list[Post] = []
    for post in catalog:
        named = f"{post.title} {post.id} {post.permalink or ''}".lower()
        if post.id != source and all(word in named for word in words):
            found.append(post)
            if len(found) >= MOST:
                break
    return found


def _said(typed: str) -> str:
    """What is typed of a link without the beginning of its form."""
    return re.sub(r"^(?:\{%-?\s*\w*|\{\{[<%]\s*\w*|\{filename\}|@/|\.{0,2}/)", "", typed)


def _at_anchor(
    links: LinkSnapshot, buffer: Buffer, source: PostId, place: CursorPlace
) -> Iterator[CompletionItem]:
    """Yield the anchors of the post that a link leads to."""
    written, _, typed = place.typed.partition("#")
    around = {"wikilink": "[[%s]]", "post": "{%% post_url %s %%}", "file": "{%% link %s %%}"}
    around["reference"] = '{{< ref "%s" >}}'
    target = source
    if written.strip():
        found = links.resolve(around.get(place.inside, "%s") % written, source).id
        if found is None:
            return
        target = found
    anchors = links.facts.anchors(target)
    if anchors is None:
        return
    start = place.start + len(written) + 1
    by_title = place.inside == "wikilink"
    for anchor, title in _anchors(anchors):
        if typed.lower() in anchor.lower() or typed.lower() in title.lower():
            text = title if by_title and title else anchor
            edit = TextEdit(buffer.range(place.line, start, place.end), text)
            detail = f"#{anchor}" if title else None
            yield CompletionItem(
                title or f"#{anchor}",
                kind=CompletionItemKind.Reference,
                detail=detail,
                filter_text=typed or text,
                text_edit=edit,
            )


def _anchors(anchors: Anchors) -> Iterator[tuple[str, str]]:
    """Yield each anchor with the heading that it means, or with nothing, in the order of the text."""
    for anchor, line in sorted(anchors.lines.items(), key=lambda one: one[1]):
        if anchor:
            yield anchor, anchors.headings.get(line, "")


def _at_note(buffer: Buffer, place: CursorPlace) -> Iterator[CompletionItem]:
    """Yield the labels of the footnotes that are defined."""
    offers = Offers(buffer, place)
    for line in buffer.lines:
        found = NOTE.match(line) if "[^" in line else None
        if found and place.typed.lower() in found[1].lower():
            text = found[1] if buffer.lines[place.line].startswith("]", place.end) else f"{found[1]}]"
            yield offers.item(found[1], text, on_one_line(found[2])[:80], CompletionItemKind.Reference)


def _end(buffer: Buffer, place: CursorPlace) -> str:
    """What ends a wikilink or a tag, unless it is there already."""
    rest = buffer.lines[place.line][place.end :]
    if place.inside == "wikilink":
        return "" if rest.startswith(("]", "|", "#")) else "]]"
    return " %}" if place.inside in {"post", "file"} and "%}" not in rest else ""


def _images(root: str) -> Iterator[tuple[str, int]]:
    """Yield the images in the archive by path, each with its size in bytes."""
    count = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_kept_by_tools(name))
        for name in sorted(files):
            if is_picture(name):
                path = os.path.join(folder, name)  # noqa: PTH118 - ids are text
                try:
                    size = os.stat(path).st_size  # noqa: PTH116 - likewise
                except OSError:
                    continue
                yield path[len(root) :].lstrip(os.sep).replace(os.sep, "/"), size
                count += 1
                if count >= MOST_IMAGES:
                    return


def _image_address(links: LinkSnapshot, path: str, source: PostId) -> str:
    """How a post shows an image: by its path beside the post, or from the root of the site; empty if it cannot."""
    facts = links.facts
    site = facts.archive.site_for(source)
    folder = source.rpartition("/")[0]
    below = path.removeprefix(site.base)
    published = next((one for one in site.engine.published if below.startswith(f"{one}/")), None)
    tried = [f"/{below[len(published) + 1 :]}" if published else f"/{below}", path]
    if folder and path.startswith(f"{folder}/"):
        tried.insert(0, path[len(folder) + 1 :])
    for address in tried:
        target = links.resolve(address, source)
        if target.kind == "asset" and facts.paths.exists(target.path, source):
            return address.replace(" ", "%20")
    return ""


def _size(size: int) -> str:
    return f"{size:,} B" if size < 1024 else f"{size / 1024:,.0f} KiB"


def _numbered(item: CompletionItem, number: int) -> CompletionItem:
    item.sort_text = f"{number:05}"
    return item
