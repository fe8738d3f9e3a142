"""The lines of front matter that a new post gets: which keys, in which order, written how."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.drafting.entries import Entry, indent_of
from tuireader.archive.drafting.moments import MomentStyle, moment_style, usual_style
from tuireader.archive.drafting.notations import ListStyle
from tuireader.archive.drafting.shapes import SLUG, YEAR, link_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tuireader.archive.drafting.samples import Sample
    from tuireader.archive.engines.base import Engine

Part = Literal["title", "date", "tags", "permalink", "slug", "draft", "fixed"]

_OWN: Final = frozenset(
    {"title", "date", "slug", "permalink", "url", "path", "draft", "status", "published", "publishdate", "expirydate",
     "description", "excerpt", "summary", "subtitle", "series", "weight", "header", "hero", "banner", "image", "images",
     "cover", "thumbnail", "alias", "aliases", "redirect_from", "redirect_to", "canonical_url", "id", "uuid", "guid",
     "taxonomies", "[taxonomies]"}
)  # fmt: skip
"""Keys whose values are a post's own, and never handed on to the next."""

_HOUSE: Final = frozenset(
    {"layout", "type", "template", "author", "authors", "lang", "language", "comments", "toc"}
)
"""Keys whose values are handed on even where there are too few posts to tell that they are always the same."""

_LINKS: Final = ("permalink", "url", "path")
_NO_PATH: Final = ("[", "{", "&", "*", "|", ">")
_ENOUGH: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One key of a new post. `model` is an entry of an older post whose way of writing is taken over.

    `shape` is a permalink's. A fixed line is the model itself.
    """

    part: Part
    model: Entry
    quote: str = ""
    moment: MomentStyle | None = None
    items: ListStyle | None = None
    shape: str = ""


def learn_lines(samples: Sequence[Sample], engine: Engine) -> tuple[Line, ...]:
    """Return the lines that most of the posts have, in their order; `samples` are in one format."""
    dates = (*engine.date_keys, *engine.modified_keys)
    found = [
        _title(samples),
        *(_date(samples, key) for key in dict.fromkeys(key.lower() for key in dates)),
        _tags(samples, engine),
        *(_link(samples, key) for key in _LINKS),
        _plain(samples, "slug", "slug"),
        _plain(samples, "draft", "status" if engine.name == "pelican" else "draft"),
        *_fixed(samples, {key.lower() for key in (*dates, *engine.tag_keys)}),
    ]
    lines = {line.model.key.lower(): line for line in found if line is not None}
    return tuple(lines[key] for key in _order(samples) if key in lines)


def _title(samples: Sequence[Sample]) -> Line | None:
    entries = _having(samples, "title")
    if len(entries) * 2 < len(samples) or not entries:
        return None
    return Line("title", entries[0], quote=_most_common(entry.quote for entry in entries))


def _date(samples: Sequence[Sample], key: str) -> Line | None:
    entries = [entry for entry in _having(samples, key) if moment_style(entry.bare)]
    style = usual_style(entry.bare for entry in entries)
    if style is None or len(entries) * 2 < len(samples):
        return None
    model = next(entry for entry in entries if moment_style(entry.bare) == style)
    return Line("date", model, quote=model.quote, moment=style)


def _tags(samples: Sequence[Sample], engine: Engine) -> Line | None:
    entries = [entry for one in samples if (entry := one.entry(engine.tag_keys)) is not None]
    if not entries:
        return None
    styles = [_list_style(entry) for entry in entries]
    style = Counter(styles).most_common(1)[0][0]
    return Line("tags", entries[styles.index(style)], items=style)


def _list_style(entry: Entry) -> ListStyle:
    value = entry.value
    indent = indent_of(entry)
    if indent is not None:
        item = value.lstrip().removeprefix("-").lstrip()
        return ListStyle("block", indent, _quote(item))
    if value.startswith("["):
        return ListStyle("flow", quote=_quote(value[1:].lstrip()))
    mark = next((mark for mark in (";", ",") if mark in value), "")
    if mark:
        return ListStyle("marks", quote=entry.quote, mark=f"{mark} " if f"{mark} " in value else mark)
    return ListStyle("blanks", quote=entry.quote)


def _quote(value: str) -> str:
    return value[0] if value[:1] in {'"', "'"} else ""


def _link(samples: Sequence[Sample], key: str) -> Line | None:
    entries = [entry for entry in _having(samples, key) if "\n" not in entry.value]
    shapes = [_sound(link_shape(entry.bare), entry.bare) for entry in entries]
    if not shapes:
        return None
    shape, count = Counter(shapes).most_common(1)[0]
    if count * 2 <= len(samples) or SLUG not in shape:
        return None
    model = entries[shapes.index(shape)]
    return Line("permalink", model, quote=model.quote, shape=shape)


def _sound(shape: str, link: str) -> str:
    """Return the shape, or nothing where the link is the root, a template or any other thing than a path."""
    return (
        "" if not link.strip("/") or link.startswith(_NO_PATH) or not {":", "{"}.isdisjoint(link) else shape
    )


def _plain(samples: Sequence[Sample], part: Literal["slug", "draft"], key: str) -> Line | None:
    entries = _having(samples, key)
    if len(entries) * 2 <= len(samples):
        return None
    return Line(part, entries[0], quote=entries[0].quote)


def _fixed(samples: Sequence[Sample], known: set[str]) -> list[Line]:
    """Return the lines that the posts have in common, word by word."""
    keys = dict.fromkeys(entry.key.lower() for one in samples for entry in one.entries)
    lines = []
    for key in keys:
        if key in _OWN or key in known or (len(samples) < _ENOUGH and key not in _HOUSE):
            continue
        entries = _having(samples, key)
        common = _common(entries, len(samples), always=key.startswith("author"))
        if common is not None:
            lines.append(Line("fixed", common))
    return lines


def _common(entries: Sequence[Entry], total: int, *, always: bool) -> Entry | None:
    values = Counter(entry.value for entry in entries if not entry.value.startswith(("|", ">")))
    if not values or (always and len(values) > 1):
        return None
    value, count = values.most_common(1)[0]
    if count * 4 < total * 3:
        return None
    return next(entry for entry in entries if entry.value == value)


def common_tags(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Return the tags that every one of several posts bears, by which a site gathers its posts."""
    if len(samples) < 2:
        return ()
    shared = set.intersection(*(set(one.post.tags) for one in samples))
    return tuple(tag for tag in samples[0].post.tags if tag in shared)


def _having(samples: Sequence[Sample], key: str) -> list[Entry]:
    return [entry for one in samples if (entry := one.entry((key,))) is not None]


def _order(samples: Sequence[Sample]) -> list[str]:
    """Return all keys in the newest post's order, those of older posts after what they come after there."""
    order: list[str] = []
    for sample in samples:
        before = -1
        for entry in sample.entries:
            key = entry.key.lower()
            if key not in order:
                order.insert(before + 1, key)
            before = order.index(key)
    return order


def _most_common(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def as_flow(line: Line) -> Line:
    """Return a line whose list, if it is one, is written in brackets."""
    return replace(line, items=ListStyle(quote='"')) if line.items else line


def undated(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines without those that tell a date, which a draft does not have yet."""
    return tuple(line for line in lines if line.moment is None and YEAR not in line.shape)
