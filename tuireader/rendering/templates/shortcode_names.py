"""The shortcodes that Hugo and Zola have, and those that many themes of theirs have, by name.

Hugo's own: https://gohugo.io/shortcodes/. Themes: Blowfish, Docsy, hugo-book, Relearn, Hextra, Hugo Blox, DoIt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tuireader.rendering.callout_kinds import KINDS, LOOKS
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.shapes import (
    Around,
    Code,
    Heading,
    Inline,
    Unknown,
    admonition,
    details,
    picture,
    quotation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.rendering.templates.shapes import Shape

NAMED_KINDS: Final = frozenset({"update", *(name for name, kind in KINDS.items() if kind.of_class)} - LOOKS)
"""The kinds of callouts that have shortcodes of their own."""
NOTICES: Final = frozenset(
    ["notice", "alert", "callout", "admonition", "aside", "box", "message", "notification"]
)
FRAMES: Final = frozenset(
    [
        "tabs",
        "tabpane",
        "tabgroup",
        "tabset",
        "columns",
        "column",
        "row",
        "col",
        "grid",
        "steps",
        "cards",
        "div",
        "center",
        "right",
        "left",
        "rawhtml",
        "html",
        "lead",
        "article",
        "section",
        "container",
        "wrapper",
        "block",
    ]
)
"""Shortcodes that only lay out the text inside."""

PICTURES: Final = ("figure", "image", "img", "picture", "imgproc", "resize_image", "lightbox")
"""Shortcodes that show a picture."""

NEED_TEXT: Final = frozenset(
    ["mermaid", "plantuml", "graphviz", "echarts", "dot", "math", "latex", "mathjax", "highlight"]
)
"""Shortcodes that are nothing without text inside; without their end they stay as they are written."""

_WORDS: Final = ("title", "caption", "text", "content", "description", "summary", "label", "alt")


@dataclass(frozen=True, slots=True)
class Given:
    """What a shortcode is given: by position and by name, and whether text stands inside it."""

    name: str
    listed: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    paired: bool = False

    def get(self, *names: str, at: int | None = None) -> str:
        """Return what is given under the first of the names that is there, else at a position, else nothing."""
        named = next((self.named[name] for name in names if self.named.get(name)), "")
        return named or (self.listed[at] if at is not None and at < len(self.listed) else "")


def shape(given: Given) -> Shape | None:
    """Return what a known shortcode comes to, None for one that nobody knows."""
    name = given.name.lower()
    if name in _KNOWN:
        return _KNOWN[name](given)
    if name in cards.VIDEO_SITES:
        return _video(name, given)
    if name in NOTICES or name in NAMED_KINDS:
        return _notice(name, given)
    return Inline("") if name in FRAMES and given.paired else None


def unknown(given: Given, written: str) -> Unknown:
    """Return a placeholder for a shortcode that nobody knows, with the words that it is given."""
    words = [given.named[key] for key in _WORDS if given.named.get(key)]
    words += [text for text in given.listed if len(text.split()) > 1]
    said = tuple(dict.fromkeys(" ".join(text.split()) for text in words))
    return Unknown(given.name if said else f"{given.name} {written}", said)


def _figure(given: Given) -> Shape | None:
    src = given.get("src", "url", "path", "image", "img", at=0)
    if not src:
        return None
    title, credit = given.get("title"), given.get("attr", "credit")
    if credit and given.get("attrlink"):
        credit = cards.link(credit, given.get("attrlink"))
    caption = given.get("caption", "description", at=1)
    said = " — ".join(part for part in (f"**{title}**" if title and caption else title, caption) if part)
    words = " · ".join(part for part in (said, credit) if part)
    return picture(src, given.get("alt"), words, given.get("link", "href"))


def _video(site: str, given: Given) -> Shape | None:
    name = given.get("id", "src", "url", at=0)
    return Inline(cards.video(site, name, given.get("title")), card=True) if name else None


def _media(given: Given) -> Shape | None:
    src = given.get("src", "url", "link", "mp4", "file", at=0)
    return Inline(cards.embedded(src, given.get("title", "caption")), card=True) if src else None


def _gist(given: Given) -> Shape | None:
    if given.get("url") or "://" in given.get(at=0):
        return Inline(cards.gist("", given.get("url", at=0), given.get("file", at=1)), card=True)
    if "/" in given.get(at=0) or len(given.listed) == 1:
        return Inline(cards.gist("", given.listed[0], given.get("file", at=1)), card=True)
    name = given.get("id", "gist", at=1)
    return (
        Inline(cards.gist(given.get("user", at=0), name, given.get("file", at=2)), card=True)
        if name
        else None
    )


def _tweet(given: Given) -> Shape | None:
    name = given.get("id", "url", at=0)
    return Inline(cards.tweet(given.get("user"), name), card=True) if name else None


def _instagram(given: Given) -> Shape | None:
    name = given.get("id", at=0)
    return Inline(cards.instagram(name), card=True) if name else None


def _notice(name: str, given: Given) -> Shape | None:
    first = given.get(at=0)
    kind = given.get("type", "style", "kind") or (first if first.lower() in NAMED_KINDS else "")
    likely = (kind, name, given.get("icon"), given.get("color"))
    kind = next((one for one in likely if one.lower() in NAMED_KINDS), kind)
    title = given.get("title", "header", "heading", "name", at=1 if first == kind else None)
    says = first != kind and (name in NAMED_KINDS or len(first.split()) > 1)
    rest = first if says else ""
    inner = given.get("text", "content", "body", "msg")
    box = admonition(kind or ("note" if name in NOTICES else name), title or (rest if given.paired else ""))
    if given.paired:
        return box
    return Unknown(kind or name, tuple(text for text in (title, rest, inner) if text))


def _details(given: Given) -> Shape | None:
    opened = given.get("open", "expanded", at=1).lower() in {"true", "open", "1"}
    return details(given.get("summary", "title", "label", "header", at=0) or "Details", opened=opened)


def _heading(given: Given) -> Shape | None:
    title = given.get("name", "title", "label", "header", "tabname", at=0)
    return Heading(title) if title else Unknown(given.name)


def _math(given: Given) -> Shape | None:
    return Around("$$", "$$", given.name) if given.paired else None


def _mermaid(given: Given) -> Shape | None:
    return Code(given.name.lower()) if given.paired else None


def _button(given: Given) -> Shape | None:
    href = given.get("href", "relref", "url", "link", "target")
    text = given.get("text", "title", "label", "content")
    return Inline(cards.link(text or href, href)) if href and not given.paired else None


def _quote(given: Given) -> Shape | None:
    source = ", ".join(
        text for text in (given.get("author", "by", at=0), given.get("source", "cite")) if text
    )
    return quotation(source) if given.paired else Unknown("quote", (given.get("text"), source))


_KNOWN: Final[Mapping[str, Callable[[Given], Shape | None]]] = {
    **dict.fromkeys(PICTURES, _figure),
    **dict.fromkeys(("video", "iframe", "embed", "audio", "peertube", "streamable", "link-card"), _media),
    "gist": _gist,
    **dict.fromkeys(("x", "twitter", "tweet", "twitter_simple", "x_simple"), _tweet),
    **dict.fromkeys(("instagram", "instagram_simple"), _instagram),
    **dict.fromkeys(
        ("details", "expand", "accordion", "collapse", "spoiler", "toggle", "detail-tag"), _details
    ),
    **dict.fromkeys(("tab", "accordionitem", "card", "step", "tabitem"), _heading),
    **dict.fromkeys(("math", "katex", "latex", "mathjax"), _math),
    **dict.fromkeys(("mermaid", "plantuml", "graphviz", "chart", "echarts", "dot"), _mermaid),
    **dict.fromkeys(("button", "btn", "cta", "linkcard"), _button),
    **dict.fromkeys(("blockquote", "epigraph", "quotation", "quote"), _quote),
}
