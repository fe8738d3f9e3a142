"""Addresses on a site that mean the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post, PostId

ENDINGS = (".html", ".htm")


def path_key(path: str) -> str:
    """The key shared by all spellings of one permalink.

    `/a/b`, `/a/b/`, `/a/b.html`, `a/b/index.html` and `/a/%62` have the same key; the front page has the empty one.
    Case matters, as on the servers of blogs.
    """
    text = unquote(path) if "%" in path else path
    if not text.isascii():
        text = normalize("NFC", text)
    text = text.strip("/")
    for ending in ENDINGS:
        if text.endswith(ending):
            text = text[: -len(ending)]
            break
    if text == "index" or text.endswith("/index"):
        text = text[: -len("index")]
    return text.strip("/")


def path_entries(post: Post) -> Iterator[tuple[str, tuple[int, PostId]]]:
    """Yield (key, (rank, id)) for each address of the post.

    A permalink ranks before an alias, and a published post before others, since the address of an expired post is
    often an alias of a new one.
    """
    unseen = 2 if post.draft or post.hidden or post.future else 0
    if post.permalink is not None:
        yield path_key(post.permalink), (unseen, post.id)
    for alias in post.aliases:
        yield path_key(alias), (unseen + 1, post.id)
