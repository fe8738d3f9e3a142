"""Links to posts, written as the posts of an archive write them."""

from __future__ import annotations

import os
from collections import Counter
from itertools import chain
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote

from tuireader.catalog.names import path_name
from tuireader.rendering.dialects import WIKILINKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post, PostId
    from tuireader.archive.site import Site
    from tuireader.session.links import LinkSnapshot

LinkForm = Literal["post_url", "link", "ref", "relref", "at", "wikilink", "filename", "file", "address"]
"""The ways to write an address of a post: tags, shortcodes, `@/`, `[[…]]`, `{filename}`, a path, a permalink."""
_BEGINNINGS: Final[tuple[tuple[str, LinkForm], ...]] = (
    ("{% post_url", "post_url"),
    ("{%- post_url", "post_url"),
    ("{% link", "link"),
    ("{{< relref", "relref"),
    ("{{% relref", "relref"),
    ("{{< ref", "ref"),
    ("{{% ref", "ref"),
    ("@/", "at"),
    ("[[", "wikilink"),
    ("![[", "wikilink"),
    ("{filename}", "filename"),
    ("|filename|", "filename"),
)
_ENDINGS: Final = (".md", ".markdown", ".mdx")
_LOOKED_AT: Final = 2_000
"""Links that are looked at to learn how posts are linked to."""
_POSTS: Final = "_posts/"
SAFE: Final = "/&=:@!$'*+,;~"
"""The signs left as they are in addresses, besides letters, digits, `_`, `.` and `-`."""


def form_of(href: str) -> LinkForm:
    """How an address of a post is written."""
    text = href.strip().replace("%7B", "{").replace("%20", " ")
    found = next((form for beginning, form in _BEGINNINGS if text.startswith(beginning)), None)
    if found:
        return found
    return "file" if text.partition("#")[0].lower().endswith(_ENDINGS) else "address"


def usual_form(links: LinkSnapshot, site: Site) -> LinkForm:
    """The form that most links between the posts of an archive have; without any, what its engine is used to."""
    counts: Counter[LinkForm] = Counter()
    for link in links.facts.graph:
        if link.target.id is not None and link.target.id != link.source:
            counts[form_of(link.written.href)] += 1
            if counts.total() >= _LOOKED_AT:
                break
    if counts:
        return counts.most_common(1)[0][0]
    if site.engine.is_known and WIKILINKS in site.engine.dialects:
        return "wikilink"
    if site.engine.templates == "go":
        return "ref"
    if site.engine.templates == "tera":
        return "at"
    in_posts = any(_POSTS in f"{folder}/" for folder in site.engine.post_folders)
    return "post_url" if site.engine.templates == "liquid" and in_posts else "address"


def address_of(links: LinkSnapshot, form: LinkForm, post: Post, source: PostId, anchor: str = "") -> str:
    """The address of a post from another, in a form if that leads there, else in one that does."""
    fragment = f"#{anchor}" if anchor else ""
    for address in chain(_addresses(links, form, post, source), _addresses(links, "address", post, source)):
        if links.resolve(address, source).id == post.id:
            return _with_fragment(address, fragment)
    return _with_fragment(next(_addresses(links, "file", post, source)), fragment)


def _with_fragment(address: str, fragment: str) -> str:
    if address.startswith("[["):
        return f"{address[:-2]}{fragment}]]"
    if address.startswith("{{") and fragment:
        at = address.rfind('"')
        return f"{address[:at]}{fragment}{address[at:]}"
    return address + fragment


def _addresses(links: LinkSnapshot, form: LinkForm, post: Post, source: PostId) -> Iterator[str]:
    """Yield addresses in a form, the shortest that may lead to the post first."""
    archive = links.facts.archive
    site = archive.site_for(post.id)
    path = post.id.removeprefix(site.base)
    content = next((path.removeprefix(one) for one in site.content if one and path.startswith(one)), path)
    stem = os.path.splitext(path)[0]  # noqa: PTH122 - ids are text
    match form:
        case "post_url":
            if _POSTS in f"/{path}":
                folder, _, name = stem.rpartition(_POSTS)
                yield f"{{% post_url {folder}{name} %}}"
        case "link":
            yield f"{{% link {path} %}}"
        case "ref" | "relref":
            yield f'{{{{< {form} "{_without_ending(content)}" >}}}}'
            yield f'{{{{< {form} "{content}" >}}}}'
        case "at":
            yield f"@/{content}"
        case "wikilink":
            name = path_name(post.id).rpartition("/")[2]
            yield f"[[{_cased(stem, name)}]]"
            yield f"[[{stem}]]"
        case "filename" | "file":
            beside = relative_path(post.id, source)
            yield f"{{filename}}{beside}" if form == "filename" else quote(beside, safe=SAFE)
        case "address":
            yield from _on_site(post, site)
            yield from _addresses(links, "file", post, source)


def relative_path(path: str, source: PostId) -> str:
    """The way from the folder of a post to a file or a folder of the archive."""
    return relpath(path, dirname(source) or ".")


def _on_site(post: Post, site: Site) -> Iterator[str]:
    """Yield the path of a post on its site, with the site's base."""
    if post.permalink:
        base = site.baseurl.strip("/")
        yield f"{f'/{base}' if base else ''}/{post.permalink.lstrip('/')}"


def _without_ending(path: str) -> str:
    """A path as Hugo's `ref` takes it: without its ending, and a bundle by its folder."""
    stem = os.path.splitext(path)[0]  # noqa: PTH122 - ids are text
    return stem.removesuffix("/index").removesuffix("/_index")


def _cased(stem: str, name: str) -> str:
    """The last part of a path, in its own letters."""
    last = stem.rpartition("/")[2]
    return last if last.casefold() == name.casefold() else name
