"""An open post after a save: read again, and parsed only where it differs. Pure functions, run in a thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.ui.reading.opening import following, whole_outline
from tuireader.ui.reading.typesetting import Typesetting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.archive.source import Source
    from tuireader.rendering.body.blocks import Parsed
    from tuireader.rendering.body.differences import BlockChange
    from tuireader.rendering.body.references import References
    from tuireader.rendering.body.revision import Revision
    from tuireader.rendering.headings.outline import OutlineEntry
    from tuireader.rendering.parsing.parsers import Parsers
    from tuireader.ui.reading.opening import Opened


@dataclass(frozen=True, slots=True)
class Revised:
    """A post after a save.

    `changes` are told against the text that the reader opened, `latest` against the one before the save.
    """

    before: Typesetting
    typesetting: Typesetting
    revision: Revision
    changes: tuple[BlockChange, ...]
    latest: tuple[BlockChange, ...]


def complete(typesetting: Typesetting) -> Typesetting:
    """The post parsed to its end."""
    while not typesetting.complete:
        typesetting = typesetting.grown(following(typesetting.opened, typesetting.window))
    return typesetting


def revise_post(
    archive: Archive, post: Post, before: Typesetting, baseline: Parsed | None
) -> Revised | Problem:
    """The post as it is on disk now; without a `baseline`, what was open before is what changes are told against."""
    from tuireader.archive.source import open_source  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.differences import changes  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.revision import revise  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.site_text import site_text  # noqa: PLC0415 - not at start

    source = open_source(archive, post.id)
    if isinstance(source, Problem):
        return source
    source = with_body(source, before)
    before = complete(before)
    site = archive.site_of(post.id) or archive.site
    text = site_text(source, site, post)
    # What was parsed without a dialect's rules is what they would have made of it: nothing in it called for them.
    parsers = before.opened.parsers.of(site.engine, text, line_breaks=site.line_breaks)
    revision = revise(parsers.blocks, before.parsed, tuple(text.split("\n")))
    opened = replace(before.opened, source=source, parsers=parsers, pictures=before.opened.pictures.prepare())
    typesetting = _typesetting(post, opened, before, revision)
    latest = changes(before.parsed, revision.parsed)
    since = changes(baseline, revision.parsed) if baseline else latest
    return Revised(before, typesetting, revision, since, latest)


def with_body(source: Source, before: Typesetting) -> Source:
    """The file with the body that it had `before`, where its front matter has just lost its end.

    Without an end, all of the file counts as body. It is taken to begin where it began, told by its first line.
    """
    unclosed = any(problem.rule == "front-matter-unclosed" for problem in source.problems)
    first = next((line for line in before.opened.source.body.split("\n") if line.strip()), "")
    if not unclosed or not first or before.lines_above_body == 0:
        return source
    lines = source.body.split("\n")
    found = [index for index, line in enumerate(lines) if line == first]
    if not found:
        return source
    at = min(found, key=lambda index: abs(index - before.lines_above_body))
    return replace(source, body="\n".join(lines[at:]), body_line=source.body_line + at)


def _typesetting(post: Post, opened: Opened, before: Typesetting, revision: Revision) -> Typesetting:
    from tuireader.rendering.body.manuscript import Manuscript  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.prescan import cited_footnotes  # noqa: PLC0415 - not at start
    from tuireader.rendering.body.windows import Window  # noqa: PLC0415 - not at start
    from tuireader.rendering.dialects.last_definitions import OPTION  # noqa: PLC0415 - not at start

    parsed = revision.parsed
    cited = tuple(dict.fromkeys(cited_footnotes("\n".join(parsed.lines))))
    last_counts = OPTION in opened.parsers.blocks.options
    known = _references(before, parsed, cited, last_counts=last_counts)
    window = Window(parsed.blocks, parsed.definitions, len(parsed.lines))
    text = Manuscript(tuple(parsed.lines), window, cited, known, last_counts)
    return Typesetting.of(post, replace(opened, text=text))


def _references(
    before: Typesetting, parsed: Parsed, cited: tuple[str, ...], *, last_counts: bool
) -> References:
    """What the body refers to: the same object as before where it is the same, so that drawings can be kept."""
    from tuireader.rendering.body.references import references  # noqa: PLC0415 - not at start

    found = references(parsed.definitions, cited, last_counts=last_counts)
    return before.references if found.same_targets(before.references) else found


def changes_since(baseline: Parsed, now: Parsed) -> tuple[BlockChange, ...]:
    """How the blocks of a text differ from those of an earlier one."""
    from tuireader.rendering.body.differences import changes  # noqa: PLC0415 - not at start

    return changes(baseline, now)


def parsed_anew(now: Typesetting, lines: Sequence[str]) -> Parsed:
    """An earlier text of an open post, parsed only where it differs from what it is now."""
    from tuireader.rendering.body.revision import revise  # noqa: PLC0415 - not at start

    return revise(now.opened.parsers.blocks, complete(now).parsed, tuple(lines)).parsed


def parsed_body(archive: Archive, now: Typesetting, body: str) -> Parsed:
    """An earlier body of an open post as it is written, parsed likewise."""
    from tuireader.rendering.body.site_text import site_text  # noqa: PLC0415 - not at start

    post = now.post
    source = replace(now.opened.source, body=body)
    text = site_text(source, archive.site_of(post.id) or archive.site, post)
    return parsed_anew(now, text.split("\n"))


def revised_outline(
    parsers: Parsers, entries: tuple[OutlineEntry, ...], before: Parsed, after: Parsed
) -> tuple[OutlineEntry, ...]:
    """The outline of `after`, where `entries` is that of `before`; headings that only moved are not parsed again."""
    was = [(heading.content, heading.id) for block in before.blocks for heading in block.headings]
    now = [
        ((heading.content, heading.id), block.start + heading.row)
        for block in after.blocks
        for heading in block.headings
    ]
    if len(was) == len(entries) and was == [content for content, _ in now]:
        return tuple(replace(entry, line=line) for entry, (_, line) in zip(entries, now, strict=True))
    return whole_outline(parsers, after.blocks)
