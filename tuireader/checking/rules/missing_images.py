"""`missing-image`: an image of a post is not in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.archive.text import counted
from tuireader.checking.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Severity
    from tuireader.catalog.links.graph import Link
    from tuireader.checking.facts import Facts

NAME: Final = "missing-image"


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each missing image, and one for each missing folder of images."""
    absent: dict[str, list[Link]] = {}
    for link, reason in _lost(facts):
        if facts.is_made(link):
            yield _problem(link, "info", reason)
        elif (folder := _absent(facts, link)) is None:
            yield _problem(link, "error", reason)
        else:
            absent.setdefault(folder, []).append(link)
    for folder, links in absent.items():
        more = f", where {len(links):,} images would be" if len(links) > 1 else ""
        message = f"the archive has no folder {folder}{more}"
        if not folder:
            message = f"the archive has no image files: {counted(len(links), 'image')} missing"
        yield _problem(links[0], "info", message)


def check_each(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each missing image, in missing folders too."""
    for link, reason in _lost(facts):
        yield _problem(
            link, "error" if _absent(facts, link) is None and not facts.is_made(link) else "info", reason
        )


def _lost(facts: Facts) -> Iterator[tuple[Link, str]]:
    for link in facts.graph:
        if not link.written.image:
            continue
        target, source = link.target, link.source
        reason = facts.lost_file(target, link.written.href, source) or facts.paths.unfit_picture(
            target, source
        )
        if reason:
            yield link, reason


def _absent(facts: Facts, link: Link) -> str | None:
    """The missing folder of a missing image; empty if all images are missing, None if the folder exists."""
    path = link.target.path
    if facts.lacks_pictures:
        return ""
    return path.partition("/")[0] if "/" in path and not facts.paths.has_folder(path, link.source) else None


def _problem(link: Link, severity: Severity, message: str) -> Problem:
    line, column = link.written.line, link.written.column
    return Problem(link.source, NAME, message, severity, line, column)


RULE: Final = Rule((NAME,), check, check_each)
