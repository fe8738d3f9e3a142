"""`missing-image`: an image that a post shows is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.link_graph import Link
    from tuireader.checking.facts import Facts

RULE = "missing-image"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each image that is missed, and one for each folder of images that is not there at all."""
    absent: dict[str, list[Link]] = {}
    for link in facts.graph:
        if not link.written.image or link.target.kind != "asset":
            continue
        path = link.target.path
        if facts.exists(path, link.source):
            continue
        if link.written.syntax == "wikilink" and facts.is_named(path.rpartition("/")[2]):
            continue
        first = path.partition("/")[0]
        if "/" in path and not facts.has_folder(path, link.source):
            absent.setdefault(first, []).append(link)
        else:
            yield _problem(link, "error", f"there is no file {path}")
    for folder, links in absent.items():
        more = f", where {len(links)} images would be" if len(links) > 1 else ""
        yield _problem(links[0], "info", f"the archive has no folder {folder}{more}")


def _problem(link: Link, severity: str, message: str) -> Problem:
    line, column = link.written.line, link.written.column
    return Problem(link.source, RULE, message, severity, line, column)  # type: ignore[arg-type]  # see the calls
