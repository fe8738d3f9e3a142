"""`broken-link`: what a link asks for is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import PostId, Problem
from tuireader.catalog.link_reasons import BARE_HOST, is_unreadable
from tuireader.catalog.link_syntax import parse_link
from tuireader.checking.facts import is_picture
from tuireader.checking.wording import counted

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
        if _is_certain(facts, link):
            yield _problem(link, "error", link.reason)
        elif _is_known(facts, link):
            yield _problem(link, "warning", link.reason)
        else:
            unknown.setdefault(_first(link), []).append(link)
    for place, links in unknown.items():
        others = f" (nor for {counted(len(links) - 1, 'more link')} below {place})" if len(links) > 1 else ""
        yield _problem(links[0], "info", f"{links[0].reason}{others}")
    for link in facts.graph:
        if not link.written.image and (
            reason := facts.lost_file(link.target, link.written.href, link.source)
        ):
            yield from _file(facts, link, reason)


def _file(facts: Facts, link: Link, reason: str) -> Iterator[Problem]:
    """Yield a problem for a file that is not there, unless files like it are none of the archive's at all."""
    elsewhere = facts.lacks_pictures and is_picture(link.target.path)
    if not elsewhere and facts.has_folder(link.target.path, link.source):
        yield _problem(link, "warning", reason)


def _is_certain(facts: Facts, link: Link) -> bool:
    reference = parse_link(link.written.href)
    if reference.style == "file" and "/" in (path := reference.target.strip("/")):
        return path.startswith(".") or facts.has_folder(path, link.source)
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
