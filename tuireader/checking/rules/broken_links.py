"""`broken-link`: the target of a link is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import exists
from tuireader.archive.post import PostId, Problem
from tuireader.catalog.links.resolve import BARE_HOST, is_unreadable, without_scheme
from tuireader.catalog.links.syntax import parse_link
from tuireader.checking.facts import is_picture
from tuireader.checking.rule import Rule
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tuireader.archive.post import Severity
    from tuireader.catalog.links.graph import Link
    from tuireader.checking.facts import Facts

NAME: Final = "broken-link"
_DIGITS: Final = expression("[0-9]+")
_IDENTIFIER: Final = expression(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?")
"""A name in a program, as mkdocstrings has links to its documentation."""
_BOOK: Final = "book.toml"
_WHOLE: Final = (".pdf", ".epub", ".zip")
"""What programs make of a whole book of mdBook."""
_MADE: Final = frozenset({
    "archive", "archives", "atom", "author", "authors", "categories", "category", "feed",
    "page", "pages", "rss", "series", "tag", "tags", "topics",
})  # fmt: skip
"""Usual names of generated pages."""


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each link that leads nowhere.

    A path on the site may be a generated page, so it is an error only if the archive has posts beside it. What a whole
    address leads to may be served by something else, or the host lead on from it.
    """
    folders = {_folder(post.permalink or f"/{post.id}") for post in facts.catalog}
    firsts = {folder.split("/")[1] for folder in folders if folder}
    for link in facts.graph.broken():
        if not is_unreadable(link.written.href) and not facts.has_page(link.target.path, link.source):
            severity = "error" if _is_certain(facts, link) else _of_path(link.target.path, folders, firsts)
            if facts.has_unknown_addresses(link.source) and _is_place(link):
                severity = "info"
            doubtful = facts.is_reworked(link) or link.written.href.startswith(("http://", "https://"))
            if _is_elsewhere(facts, link) or (severity == "warning" and doubtful):
                severity = "info"
            yield _problem(link, severity, link.reason)
    for link in facts.graph:
        if not link.written.image and (
            reason := facts.lost_file(link.target, link.written.href, link.source)
        ):
            yield _file(facts, link, reason)


def _file(facts: Facts, link: Link, reason: str) -> Problem:
    """A problem for a missing file: a hint if the archive has no such files at all."""
    elsewhere = facts.lacks_pictures and is_picture(link.target.path)
    elsewhere |= link.target.path.endswith(_WHOLE) and exists(str(facts.archive.root), _BOOK)
    known = (
        not elsewhere and facts.paths.has_folder(link.target.path, link.source) and not facts.is_made(link)
    )
    return _problem(link, "warning" if known else "info", reason)


def _is_elsewhere(facts: Facts, link: Link) -> bool:
    """Tell whether the page may be made by a template, an unknown engine or its plugins, or a program of the host."""
    asks = link.written.href.startswith("http") and "?" in link.written.href
    reference = parse_link(link.written.href)
    documented = reference.style == "undefined" and _IDENTIFIER.fullmatch(reference.target.strip("`"))
    built = link.target.path.endswith(".html") or documented
    return asks or (built and not facts.engine(link.source).is_known) or facts.is_made(link)


def _is_place(link: Link) -> bool:
    """Tell whether a link names a path on the site, and not an address that lacks its beginning."""
    target = parse_link(link.written.href)
    return target.style in {"url", "site"} and bool(target.target) and not without_scheme(target.target)


def _is_certain(facts: Facts, link: Link) -> bool:
    reference = parse_link(link.written.href)
    if reference.style == "file" and "/" in (path := reference.target.strip("/")):
        return path.startswith(".") or facts.paths.has_folder(path, link.source)
    return reference.style in {"post", "file", "name"} or bool(BARE_HOST.match(reference.target))


def _of_path(path: str, folders: Collection[str], firsts: Collection[str]) -> Severity:
    """The severity of a missing path: the greatest if posts are beside it."""
    if path.startswith(".."):
        # It leads out of the archive's folder.
        return "info"
    if not path.startswith("/"):
        return "warning"
    first, *inner = path.strip("/").split("/")
    if not inner or _DIGITS.sub("0", first) not in firsts:
        return "info"
    if not _MADE.isdisjoint(name.partition(".")[0] for name in (first, *inner)):
        return "info"
    return "error" if _folder(path) in folders else "warning"


def _folder(path: str) -> str:
    """The folder of a path on the site, with equal numbers, as in dates; empty at the top."""
    return _DIGITS.sub("0", path.rstrip("/").rpartition("/")[0])


def _problem(link: Link, severity: Severity, message: str) -> Problem:
    return Problem(PostId(link.source), NAME, message, severity, link.written.line, link.written.column)


RULE: Final = Rule((NAME,), check)
