"""Cards: the images, videos and posts of other sites that templates embed, as Markdown and HTML on one line."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token


OF_MARKDOWN: Final = "data-markdown"
"""The attribute of a heading in HTML that was made of Markdown, and so has an id where those of HTML have none."""


def html_line(text: str) -> str:
    """Return a text of Markdown as HTML without line breaks; those in `pre` are written as references."""
    return "".join(without_breaks(_renderer().render(text).strip()))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    renderer.add_render_rule("heading_open", _heading_open)
    return _ready(renderer)


def _heading_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, *_: object) -> str:  # noqa: ARG001 - markdown-it's
    return f"<{tokens[index].tag} {OF_MARKDOWN}>"


def _ready(renderer: MarkdownIt) -> MarkdownIt:
    """Have the rules put together before threads share them; see `rendering.parsing.markdown`."""
    renderer.parse("a")
    return renderer


def without_breaks(html: str) -> Iterator[str]:
    """Yield the pieces of HTML on one line; those in `pre` are written as references."""
    first, *rest = html.split("<pre>")
    yield first.replace("\n", " ")
    for part in rest:
        code, end, after = part.partition("</pre>")
        yield "<pre>" + code.replace("\n", "&#10;" if end else " ") + end + after.replace("\n", " ")


IMAGE: Final = expression(r"[^\n]*\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|tiff?)(?:[?#]\S*)?", re.IGNORECASE)
VIDEO: Final = expression(r"[^\n]*\.(?:mp4|webm|ogv|mov|m4v)(?:[?#]\S*)?", re.IGNORECASE)

_TAGS: Final = expression(r"<[a-zA-Z/][^<>]*>")
_MARKUP: Final = expression(r"[*_`\[\\]")
_IMAGE: Final = expression(r"!\[((?:[^\[\]\\]|\\.){0,9000})\]\(([^()\s]{0,9000})\)")
_LINK: Final = expression(r"(?<!!)\[((?:[^\[\]\\]|\\.){0,9000})\]\(([^()\s]{0,9000})\)")
_ESCAPED: Final = expression(r"\\([\[\]\\])")
_YOUTUBE: Final = expression(r"(?:youtu\.be/|[?&]v=|/embed/|/shorts/|/live/|/v/)([\w-]{5,})")
_NUMBER: Final = expression(r"/(\d{4,})")
_CODES: Final = str.maketrans({" ": "%20", "\t": "%09", "\n": "%20", "(": "%28", ")": "%29", "<": "%3C"})

_VIDEOS: Final = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "bilibili": ("Bilibili", "https://www.bilibili.com/video/{}"),
    "dailymotion": ("Dailymotion", "https://www.dailymotion.com/video/{}"),
    "twitch": ("Twitch", "https://www.twitch.tv/videos/{}"),
    "google-drive": ("Google Drive", "https://drive.google.com/file/d/{}/view"),
    "asciinema": ("asciinema", "https://asciinema.org/a/{}"),
    "ted": ("TED", "https://www.ted.com/talks/{}"),
    "spotify": ("Spotify", "https://open.spotify.com/{}"),
}
VIDEO_SITES: Final = frozenset(_VIDEOS)


def link(text: str, url: str) -> str:
    return f"[{label(text)}]({destination(url)})"


def image(src: str, alt: str) -> str:
    return f"![{label(alt)}]({destination(src)})"


def label(text: str) -> str:
    """Return text to be between a link's brackets, with its own brackets escaped."""
    return re.sub(r"([\[\]\\])", r"\\\1", " ".join(text.split()))


def destination(url: str) -> str:
    """Return an address as a destination of Markdown: no blanks, no brackets that could end it."""
    return url.strip().translate(_CODES)


def figure(src: str, alt: str = "", caption: str = "", href: str = "") -> str:
    """Return an image with a caption as HTML; a caption's own Markdown is kept."""
    return figures(((src, alt),), caption, href)


def figures(images: tuple[tuple[str, str], ...], caption: str = "", href: str = "") -> str:
    """Return images, each its source and alt text, with one caption as HTML."""
    shown = "".join(f'<img src="{_attribute(src)}" alt="{_attribute(alt)}">' for src, alt in images)
    if href:
        shown = f'<a href="{_attribute(href)}">{shown}</a>'
    said = f"<figcaption>{inline_html(caption)}</figcaption>" if caption.strip() else ""
    return f"<figure>{shown}{said}</figure>"


def inline_html(text: str) -> str:
    """Return a line of Markdown as HTML, in which HTML of the author's stays."""
    text = " ".join(text.split())
    return _inline_renderer().renderInline(text) if _MARKUP.search(text) else text


@cache
def _inline_renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return _ready(MarkdownIt("commonmark"))


def inline_figure(src: str, alt: str = "", caption: str = "", href: str = "") -> str:
    """Return an image with its caption, to be within a line of text."""
    shown = f"[{image(src, alt)}]({destination(href)})" if href else image(src, alt)
    words = plain(caption)
    return f"{shown} {' '.join(caption.split())}" if words and words != plain(alt) else shown


def as_html(text: str) -> str:
    """Return the images and links in a text of this module as HTML, for places where Markdown is not read."""
    return _LINK.sub(_link_as_html, _IMAGE.sub(_image_as_html, text))


def _image_as_html(match: re.Match[str]) -> str:
    alt = _ESCAPED.sub(r"\1", match[1])
    return f'<img src="{_attribute(match[2])}" alt="{_attribute(alt)}">'


def _link_as_html(match: re.Match[str]) -> str:
    text = _ESCAPED.sub(r"\1", match[1])
    return f'<a href="{_attribute(match[2])}">{text}</a>'


def plain(text: str) -> str:
    """Return text without HTML tags."""
    return " ".join(_TAGS.sub("", text).split())


def video(site: str, name: str, title: str = "") -> str:
    """Return a link to a video, of which `name` is the id or the address."""
    shown, address = _VIDEOS.get(site, (site, "{}"))
    if (site == "youtube" and (match := _YOUTUBE.search(name))) or (
        site == "vimeo" and (match := _NUMBER.search(name))
    ):
        name = match[1]
    url = name if "://" in name or name.startswith("/") else address.format(name)
    return link(f"▶ {shown} · {title or name}", url)


def embedded(url: str, title: str = "") -> str:
    """Return a link to embedded media; a video is told by its address."""
    for site in ("youtube", "vimeo"):
        if site in url or (site == "youtube" and "youtu.be" in url):
            return video(site, url, title)
    return link(f"▶ {title or url}", url)


def gist(user: str, name: str, file: str = "") -> str:
    """Return a link to a gist; `name` may hold the user as well, or be its whole address."""
    if "://" in name:
        return link(f"≡ Gist · {file or name.rpartition('/')[2]}", name)
    path = f"{user}/{name}" if user else name
    return link(f"≡ Gist · {file or path}", f"https://gist.github.com/{path.removesuffix('.js')}")


def tweet(user: str, name: str) -> str:
    """Return a link to a post on X."""
    if "://" in name:
        return link(f"» X · {name.partition('://')[2]}", name)
    return link(f"» X · {f'@{user} ' if user else ''}{name}", f"https://x.com/{user or 'i'}/status/{name}")


def instagram(name: str) -> str:
    """Return a link to a post on Instagram."""
    return link(f"» Instagram · {name}", f"https://www.instagram.com/p/{name}/")


def _attribute(text: str) -> str:
    return escape(" ".join(text.split()))
