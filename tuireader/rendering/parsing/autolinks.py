"""Bare links in text (GFM, autolinks extension): `http://`, `https://`, `www.` and e-mail addresses.

Only these: `README.md` names a file, not a host in Moldova. Besides what GFM says, a link ends at Chinese and
Japanese punctuation, which is written without a space before it.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_END: Final = "\\s<、。，．！？；：「」『』（）【】《》〈〉"
_SCHEME: Final = expression(r"(?:^|[^A-Za-z0-9])(https?)$", re.IGNORECASE)
_ADDRESS: Final = expression(rf"://[\w\[-][^{_END}]*")
_WWW: Final = rf"(?<![^\s*_~(])www\.[\w-]+\.[^{_END}]+"
_EMAIL: Final = r"(?<![\w.+/:@-])[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*[A-Za-z0-9])+(?![@\w-])"
_BARE: Final = expression(f"(?P<www>{_WWW})|(?P<email>{_EMAIL})", re.IGNORECASE)
_ENTITY: Final = expression(r"&[A-Za-z0-9]+;$")


def enable_autolinks(parser: MarkdownIt) -> None:
    """Make `parser` find bare links."""
    parser.inline.ruler.before("newline", "autolink_url", _url)
    parser.core.ruler.after("text_join", "autolinks", _bare_links)


def _url(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    rest = bare_address(state.src, state.pos, state.posMax) if scheme else ""
    if scheme is None or not rest:
        return False
    state.pending = state.pending[: -len(scheme[1])]
    url = unescape(scheme[1] + rest)
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": url}
    opening.info = "auto"
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1).info = "auto"
    state.pos += len(rest)
    return True


def bare_address(text: str, at: int, end: int | None = None) -> str:
    """The rest of a bare link whose scheme ends at `at`: from `://` on; empty where there is none."""
    address = _ADDRESS.match(text, at, len(text) if end is None else end)
    rest = _trimmed(address[0]) if address else ""
    return rest if len(rest) > 3 else ""


def _trimmed(url: str) -> str:
    """`url` without the punctuation that ends a sentence or closes a bracket around it."""
    opened, closed = url.count("("), url.count(")")
    end = len(url)
    while end:
        last = url[end - 1]
        if last == ";" and (entity := _ENTITY.search(url, max(0, end - 32), end)):
            end = entity.start()
        elif last == ")" and closed > opened:
            end, closed = end - 1, closed - 1
        elif last in "?!.,:;*_~'\"]":
            end -= 1
        else:
            break
    return url[:end]


def _bare_links(state: StateCore) -> None:
    for token in state.tokens:
        if (
            token.type == "inline"
            and token.children
            and ("@" in token.content or "ww." in token.content.lower())
        ):
            token.children = list(_linked(token.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    links = 0
    for token in tokens:
        if token.type == "link_open" or _opens_link(token):
            links += 1
        elif token.type == "link_close" or (
            token.type == "html_inline" and token.content[:3].lower() == "</a"
        ):
            links = max(0, links - 1)
        if token.type == "text" and not links:
            yield from _split(token)
        else:
            yield token


def _opens_link(token: Token) -> bool:
    return token.type == "html_inline" and token.content[:3].lower() in {"<a ", "<a>", "<a\n"}


def _split(token: Token) -> Iterator[Token]:
    done = 0
    for match in _BARE.finditer(token.content):
        shown = _trimmed(match[0]) if match["www"] else match[0]
        if match.start() < done or not shown:
            continue
        if match.start() > done:
            yield Token("text", "", 0, content=token.content[done : match.start()], level=token.level)
        href = ("http://" if match["www"] else "mailto:") + shown
        yield Token("link_open", "a", 1, attrs={"href": href}, level=token.level, info="auto")
        yield Token("text", "", 0, content=shown, level=token.level + 1)
        yield Token("link_close", "a", -1, level=token.level, info="auto")
        done = match.start() + len(shown)
    if done == 0:
        yield token
    elif done < len(token.content):
        yield Token("text", "", 0, content=token.content[done:], level=token.level)
