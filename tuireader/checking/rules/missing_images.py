"""`missing-image`: an image that a post shows is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.checking.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.link_graph import Link
    from tuireader.checking.facts import Facts

RULE = "missing-image"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each image that is missed, and one for each folder of images that is not there at all."""
    absent: dict[str, list[Link]] = {}
    for link in facts.graph:
        if not link.written.image or not (
            reason := facts.lost_file(link.target, link.written.href, link.source)
        ):
            continue
        path = link.target.path
        if facts.lacks_pictures:
            absent.setdefault("", []).append(link)
        elif "/" in path and not facts.has_folder(path, link.source):
            absent.setdefault(path.partition("/")[0], []).append(link)
        else:
            yield _problem(link, "error", reason)
    for folder, links in absent.items():
        more = f", where {len(links):,} images would be" if len(links) > 1 else ""
        message = f"the archive has no folder {folder}{more}"
        if not folder:
            message = f"the archive is without its images: {counted(len(links), 'place')} would show one"
        yield _problem(links[0], "info", message)


def _problem(link: Link, severity: str, message: str) -> Problem:
    line, column = link.written.line, link.written.column
    return Problem(link.source, RULE, message, severity, line, column)  # type: ignore[arg-type]  # see the calls
