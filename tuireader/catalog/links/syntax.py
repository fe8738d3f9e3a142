"""The parts of a link, in every notation of blog engines."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

from tuireader.archive.text import on_one_line
from tuireader.late import dataclass, expression

Style = Literal["url", "site", "name", "post", "file", "made", "unreadable", "undefined"]

# Nobody writes a longer address.
MAX_ADDRESS_LENGTH = 8_192

WIKILINK = expression(r"!?\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]\Z")
LIQUID_TAG = expression(r"\{%-?\s*(post_url|link)\s([^%]*)%\}(.*)\Z", re.DOTALL)
SHORTCODE = expression(r"\{\{[<%]\s*(?:rel)?ref\s([^<>{}]*)[>%]\}\}(.*)\Z", re.DOTALL)
SHORTCODE_PATH = expression(r"""(?:path\s*=\s*)?(?:"([^"]*)"|`([^`]*)`|([^\s"`]+))""")
LIQUID_STRING = expression(r"""\{\{-?\s*(?:"([^"{}]*)"|'([^'{}]*)')\s*(?:\|[^{}]*)?\}\}""")
LIQUID_SITE = expression(r"\{\{-?\s*site\.(?:url|baseurl|github\.url)\b[^{}]*\}\}")
UNDEFINED = expression(r"\[([^\[\]]+)\]\Z")
PELICAN = expression(r"[{|](filename|static|attach)[}|](.*)\Z", re.DOTALL)

SITE_LINK = expression(r"link://([a-z_]+)/?(.*)\Z", re.DOTALL)
"""A place on the site by its kind and name, as Nikola has it (`nikola.py`, `link`, of 8.3)."""

ABSOLUTE = expression(r"(?:https?:)?//[^/?#{}%\s]+|(?!https?:)[a-z][a-z0-9+.\-]{1,31}:", re.IGNORECASE)
"""An address with a host or another scheme; its braces are its own."""
TEMPLATE = expression(r"\{[{%]|%7b(?:%7b|%25)", re.IGNORECASE)
"""The beginning of template code, also percent-encoded."""
NAMED = "{post}"
"""Before the name or the title of a post, as a template has asked for it."""
GENERATED = expression(r"[{|](tag|category|author|index)[}|]")
"""Pages made by Pelican."""
ALIAS = expression(r"@[\w-]+/")
"""The beginning of a path from a folder that only the settings of a build name (VuePress, webpack)."""
BLOCK = expression(r"\(\([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\)\)\Z")
"""A block of Logseq by its id."""
QUERY = expression(r"\?[^#]*")
DOCUSAURUS = ("@site/", "pathname://")
"""Beginnings of a path from the site's folder on, and of an address that is not checked."""
QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a link: `target` is without the `anchor`.

    The anchor is percent-decoded, then neutralised like the text it is looked up in.

    Styles: `url` is an address as in browsers, `site` a path on the site below its base, `name` a note's name or
    title, `post` a Jekyll post's name, `file` a path in the archive, absolute or relative; `made` names a page made by
    the site's build; `unreadable` holds template code that cannot be evaluated here; `undefined` is a label without a
    definition. `text` is the part after `:~:` in a fragment, as written: words for a browser to find (WICG, URL
    Fragment Text Directives, 3.3).
    """

    style: Style
    target: str
    anchor: str = ""
    text: str = ""


def parse_link(href: str) -> Reference:
    """The parts of the link; never raises."""
    text = href.strip()
    if len(text) > MAX_ADDRESS_LENGTH:
        return Reference("unreadable", text)
    if place := SITE_LINK.match(text):
        return _on_site(place[1], unquote(place[2]))
    if text.startswith(DOCUSAURUS):
        return _docusaurus(text)
    if ABSOLUTE.match(text) and not TEMPLATE.search(text):
        return _reference("url", text)
    if "%7b" in text.lower():
        text = unquote(text)
    return _bracketed(text) if text.startswith(("[", "![")) else _written(text)


def _on_site(kind: str, name: str) -> Reference:
    if kind == "filename":
        return _reference("file", _rooted(name))
    return _reference("post", name) if kind == "slug" else Reference("unreadable", name)


def _docusaurus(text: str) -> Reference:
    if text.startswith("@site/"):
        return _reference("file", unquote(text.removeprefix("@site")))
    return _reference("url", text.removeprefix("pathname://"))


def _written(text: str) -> Reference:
    if text.startswith("@/"):
        return _reference("file", unquote(text[1:]))
    if ALIAS.match(text) or BLOCK.match(text):
        return Reference("unreadable", text)
    if text.startswith(NAMED):
        return _reference("name", unquote(text.removeprefix(NAMED)))
    if pelican := PELICAN.match(text):
        return _reference("file", unquote(QUERY.sub("", pelican[2])))
    if made := GENERATED.match(text):
        return _reference("made", f"/{made[1]}/{text[made.end() :]}" if made[1] != "index" else "/")
    return _other(text)


def _bracketed(text: str) -> Reference:
    if wikilink := WIKILINK.match(text):
        return _reference("name", wikilink[1])
    label = UNDEFINED.match(text)
    return Reference("undefined", label[1]) if label else _other(text)


def _other(text: str) -> Reference:
    return _template(text) if "{" in text else _reference("url", text)


def decoded_fragment(fragment: str) -> str:
    """The fragment percent-decoded, except after `:~:`, where only bare commas separate."""
    anchor, mark, directive = fragment.partition(":~:")
    return f"{_decoded(anchor)}{mark}{directive.strip()}"


def _template(text: str) -> Reference:
    if tag := LIQUID_TAG.search(text):
        name = tag[2].strip().removesuffix("-").strip().strip(QUOTES)
        target = f"{name}{tag[3].strip()}"
        return _reference("post", target) if tag[1] == "post_url" else _reference("file", _rooted(target))
    if shortcode := SHORTCODE.match(text):
        path = SHORTCODE_PATH.match(shortcode[1].strip())
        return _reference("file", f"{path[path.lastindex or 0]}{shortcode[2].strip()}" if path else "")
    plain = LIQUID_STRING.sub(_quoted, LIQUID_SITE.sub("", text))
    if "{{" in plain or "{%" in plain:
        return Reference("unreadable", text)
    return _reference("url" if ABSOLUTE.match(plain) else "site", plain)


def _quoted(match: re.Match[str]) -> str:
    return match[match.lastindex or 0]


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _reference(style: Style, text: str) -> Reference:
    target, _, fragment = text.partition("#")
    anchor, _, directive = fragment.partition(":~:")
    return Reference(style, target.strip(), _decoded(anchor), directive.strip())


def _decoded(anchor: str) -> str:
    return on_one_line(unquote(anchor)).strip()
