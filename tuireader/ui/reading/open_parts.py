"""What the text of an open post leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Problem
    from tuireader.ui.reading.typesetting import Typesetting


def open_parts_of(archive: Archive, typesetting: Typesetting) -> tuple[Problem, ...]:
    """Return what a post that is parsed to its end leaves open; takes a few milliseconds, for a thread."""
    from tuireader.checking.open_parts import Text, open_parts  # noqa: PLC0415 - not at start

    post = typesetting.post
    site = archive.site_of(post.id) or archive.site
    lines = typesetting.opened.text.lines
    text = Text(post.id, lines, typesetting.lines_above_body + 1, site, str(archive.root))
    return tuple(open_parts(text, lambda: typesetting.blocks))
