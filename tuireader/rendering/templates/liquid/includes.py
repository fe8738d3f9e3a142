"""`{% include %}` of the partials that many themes have, by their names and parameters.

Seen in minimal-mistakes, academicpages, chirpy, al-folio, beautiful-jekyll and 18F's site. A partial's own text
is not read: its parameters hold the author's words, and these are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from tuireader.late import dataclass, expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.liquid.values import text_of
from tuireader.rendering.templates.writer import placeholder

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOURCES: Final = [
    "src", "url", "path", "image_path", "image", "img", "file", "filename", "image_url", "src1", "source",
    "href", "link",
]  # fmt: skip
_CAPTIONS: Final = [
    "caption", "title", "text", "description", "figcaption", "content", "body", "quote", "message",
]  # fmt: skip
_IDS: Final = ["id", "video_id", "video", "youtube_id", "youtube", "src", "url", "code", "key"]
_WORDS: Final = ("title", *(name for name in _CAPTIONS if name != "title"), "label", "author")
_FIGURE: Final = expression(r"figure|image|img|picture|photo|lightbox|screenshot")
_WORDS_IN_NAME: Final = expression(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """The text in the place of an include: `block` where it has lines of its own, else `inline`.

    `kind` is `card` for a video or the like of another site, `figure` for an image, `words` for parameters alone.
    """

    block: str
    inline: str
    kind: Literal["card", "figure", "words"]


def included(file: str, given: Mapping[str, object]) -> Shown:
    """Return the text for a partial and its parameters."""
    texts = {key.lower(): text_of(value).strip() for key, value in given.items()}
    name = file.rpartition("/")[2].partition(".")[0].lower()
    card = _card(frozenset(_WORDS_IN_NAME.findall(name)), texts)
    if card:
        return Shown(card, card, "card")
    if src := _image(name, texts):
        return _figure(src, texts)
    words = dict.fromkeys(text for key in _WORDS if (text := texts.get(key)))
    shown = " ".join((placeholder(f"include {file}"), *(" ".join(text.split()) for text in words)))
    return Shown(shown, shown, "words")


def _card(words: frozenset[str], texts: Mapping[str, str]) -> str:
    found = _first(texts, _IDS)
    title = texts.get("title", "") or texts.get("caption", "")
    sites = words & cards.VIDEO_SITES
    if found and sites:
        return cards.video(min(sites), found, title)
    if found and words & {"video", "embed", "iframe"}:
        provider = texts.get("provider", "").lower()
        if provider in cards.VIDEO_SITES:
            return cards.video(provider, found, title)
        address = texts.get("path") or texts.get("src") or found
        # What a site that is not known calls a video leads nowhere.
        return cards.embedded(address, title) if "/" in address or "." in address else ""
    return _film(words, texts, title) or _post(words, texts, found)


def _film(words: frozenset[str], texts: Mapping[str, str], title: str) -> str:
    path = texts.get("path", "")
    return cards.embedded(path, title) if "video" in words and cards.VIDEO.fullmatch(path) else ""


def _post(words: frozenset[str], texts: Mapping[str, str], found: str) -> str:
    if words & {"gist"} and (found or texts.get("gist")):
        return cards.gist(texts.get("user", "") or texts.get("username", ""), texts.get("gist") or found)
    if words & {"tweet", "twitter"} and found:
        return cards.tweet(texts.get("user", ""), found)
    return ""


def _image(name: str, texts: Mapping[str, str]) -> str:
    named = next((texts[key] for key in _SOURCES if cards.IMAGE.fullmatch(texts.get(key, ""))), "")
    if named or not _FIGURE.search(name):
        return named or next((text for text in texts.values() if cards.IMAGE.fullmatch(text)), "")
    return _first(texts, _SOURCES)


def _figure(src: str, texts: Mapping[str, str]) -> Shown:
    caption = _first(texts, _CAPTIONS)
    links = (texts.get(key, "") for key in ("link", "href", "url", "target"))
    href = next((link for link in links if link and link != src and not link.startswith("_")), "")
    rest = " ".join(texts[key] for key in ("credit", "attribution", "attr") if texts.get(key))
    caption = " · ".join(part for part in (caption, rest) if part)
    alt = texts.get("alt") or texts.get("image_alt", "")
    return Shown(
        cards.figure(src, alt, caption, href), cards.inline_figure(src, alt, caption, href), "figure"
    )


def _first(texts: Mapping[str, str], names: list[str]) -> str:
    return next((texts[name] for name in names if texts.get(name)), "")
