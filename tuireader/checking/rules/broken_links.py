"""`broken-link`: what a link asks for is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import PostId, Problem
from tuireader.catalog.link_reasons import BARE_HOST, is_unreadable
from tuireader.catalog.link_syntax import parse_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.link_graph import Link
    from tuireader.checking.facts import Facts

RULE = "broken-link"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each link that leads nowhere, and one for each place that the archive knows nothing of.

    A path on the site may be one that the build makes, so it is an error only where the archive has its neighbours.
    """
    unknown: dict[str, list[Link]] = {}
    for link in facts.graph.broken():
        href = link.written.href
        if is_unreadable(href) or not href.strip():
            continue
        if _is_certain(href):
            yield _problem(link, "error", link.reason)
        elif _is_known(facts, link):
            yield _problem(link, "warning", link.reason)
        else:
            unknown.setdefault(_first(link), []).append(link)
    for place, links in unknown.items():
        others = f" (nor for {len(links) - 1} more links below {place})" if len(links) > 1 else ""
        yield _problem(links[0], "info", f"{links[0].reason}{others}")
    for link in facts.graph:
        if link.target.kind == "asset" and not link.written.image and link.target.path != "/":
            yield from _file(facts, link)


def _file(facts: Facts, link: Link) -> Iterator[Problem]:
    path = link.target.path
    if path.endswith((".html", ".htm", ".xml", ".json", ".txt")) or facts.exists(path, link.source):
        return
    if link.written.syntax == "wikilink" and facts.is_named(path.rpartition("/")[2]):
        return
    if facts.has_folder(path, link.source):
        yield _problem(link, "warning", f"there is no file {path}")


def _is_certain(href: str) -> bool:
    reference = parse_link(href)
    return reference.style in {"post", "file", "name"} or bool(BARE_HOST.match(reference.target))


def _is_known(facts: Facts, link: Link) -> bool:
    """Tell whether posts lie where the link leads, so that one is missed."""
    target = link.target.path
    if not target.startswith("/"):
        return True
    segment, inner, _ = target.strip("/").partition("/")
    if not inner:
        return False
    start = f"/{segment}/"
    return any((post.permalink or f"/{post.id}").startswith(start) for post in facts.catalog)


def _first(link: Link) -> str:
    return "/" + link.target.path.strip("/").partition("/")[0]


def _problem(link: Link, severity: str, message: str) -> Problem:
    return Problem(
        PostId(link.source),
        RULE,
        message,
        severity,  # type: ignore[arg-type]  # one of the three, by the calls above
        link.written.line,
        link.written.column,
    )
