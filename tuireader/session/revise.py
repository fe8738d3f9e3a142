"""An open post after a save: read again, and parsed only where it differs."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.archive.post import Problem
from tuireader.late import dataclass
from tuireader.session.open_post import OpenPost, following, whole_outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.saved_texts import SavedText
    from tuireader.archive.source import Source
    from tuireader.catalog.catalog import Catalog, CatalogChange
    from tuireader.rendering.body.blocks import ParsedBody, References
    from tuireader.rendering.body.revision import BlockChange, Revision
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.session.open_post import LoadedPost

UNREADABLE = "unreadable"
"""The rule of an unreadable file."""
RULES = ("front-matter", "date", UNREADABLE)
"""The prefixes of rules about front matter, or about an unreadable file."""
UNFINISHED = "front-matter-not-a-mapping"
"""The rule of a first key that is still being typed, which some engines show as text."""


def is_broken(post: Post) -> bool:
    """Whether the post's front matter could not be read as it is."""
    return any(_breaks(problem) for problem in post.problems)


def _breaks(problem: Problem) -> bool:
    return problem.rule == UNFINISHED or (problem.severity == "error" and problem.rule.startswith(RULES))


class LastGood:
    """The posts with broken front matter, as they were before."""

    def __init__(self) -> None:
        self._good: dict[PostId, Post] = {}

    def shown(self, before: Catalog, now: Catalog, change: CatalogChange) -> Catalog:
        """The posts to show instead of `now`: broken ones as they last were good. `before` was shown until now."""
        for post_id in (*change.updated, *change.removed):
            self._note(before.get(post_id), now.get(post_id), post_id)
        return now.apply(self._patched(now))[0] if self._good else now

    def _note(self, old: Post | None, new: Post | None, post_id: PostId) -> None:
        if new is None or not is_broken(new):
            self._good.pop(post_id, None)
        elif old is not None and not is_broken(old):
            self._good[post_id] = old

    def _patched(self, now: Catalog) -> Iterator[Post]:
        for post_id, good in self._good.items():
            if new := now.get(post_id):
                yield as_last_good(good, new)


def as_last_good(good: Post, new: Post) -> Post:
    """The post `new`, which is broken, with the head that it had when it was `good`."""
    words = good.words if any(one.rule == UNREADABLE for one in new.problems) else new.words
    return replace(good, problems=new.problems, words=words, stamp=new.stamp, checksum=new.checksum)


KEPT_PARSED = 16
"""Most posts whose first text is kept as parsed."""
MAX_TEXT_BYTES = 8_000_000
"""Most bytes of other texts, in UTF-8."""


class Baselines:
    """The texts of posts when they were first opened in this run."""

    def __init__(self) -> None:
        self._parsed: OrderedDict[PostId, ParsedBody] = OrderedDict()
        self._texts: OrderedDict[PostId, bytes] = OrderedDict()
        """In UTF-8: lines of their own take twice as much, and each character up to four bytes."""
        self._size = 0

    def get(self, post: PostId) -> ParsedBody | None:
        """The first text of a post, if it is kept as parsed."""
        return self._parsed.get(post)

    def lines(self, post: PostId) -> Sequence[str] | None:
        """The first text of a post, if it is kept as lines."""
        found = self._texts.get(post)
        return None if found is None else _lines_of(found)

    def keep(self, post: PostId, text: ParsedBody) -> None:
        """Keep a parsed text; of too many, the oldest is kept as lines."""
        self._take(post)
        self._parsed[post] = text
        if len(self._parsed) > KEPT_PARSED:
            oldest, parsed = self._parsed.popitem(last=False)
            self.note(oldest, parsed.lines)

    def note(self, post: PostId, lines: Sequence[str]) -> None:
        """Keep a text, unless the post has one; of too many, the oldest is dropped."""
        if post in self._parsed or post in self._texts:
            return
        # What was no UTF-8 in the file stands for itself.
        text = self._texts[post] = "\n".join(lines).encode("utf-8", "surrogatepass")
        self._size += len(text)
        while self._size > MAX_TEXT_BYTES and len(self._texts) > 1:
            self._take(next(iter(self._texts)))

    def forget(self, post: PostId) -> None:
        """Drop the text, so that changes count from the present one."""
        self._parsed.pop(post, None)
        self._take(post)

    def rename(self, old: PostId, new: PostId) -> None:
        if old in self._parsed:
            self._parsed[new] = self._parsed.pop(old)
        elif (text := self._take(old)) is not None:
            self.note(new, _lines_of(text))

    def _take(self, post: PostId) -> bytes | None:
        text = self._texts.pop(post, None)
        self._size -= len(text or b"")
        return text


def _lines_of(text: bytes) -> Sequence[str]:
    return tuple(text.decode("utf-8", "surrogatepass").split("\n"))


@dataclass(frozen=True, slots=True)
class Revised:
    """A post after a save.

    `changes` are those since the reader opened the post, `latest` those of the save.
    """

    before: OpenPost
    open_post: OpenPost
    revision: Revision
    changes: tuple[BlockChange, ...]
    latest: tuple[BlockChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether the text says the same in the same blocks: nothing was changed by this save."""
        return self.open_post.blocks == self.before.blocks and (
            self.open_post.parsed.lines == self.before.parsed.lines
        )


def complete(open_post: OpenPost) -> OpenPost:
    """The post parsed to its end."""
    while not open_post.complete:
        open_post = open_post.grown(following(open_post.loaded, open_post.window))
    return open_post


def revise_post(
    archive: Archive,
    post: Post,
    before: OpenPost,
    baseline: ParsedBody | None,
    saved: SavedText | Source | None = None,
) -> Revised | Problem:
    """The post as it is on disk now; without a `baseline`, changes count from the open text.

    `saved` is its text as read after the save; the file is read only if it has changed since. A source is an editor's
    unsaved text, and is shown whatever is on disk.
    """
    from tuireader.rendering.body.parsed_start import markdown_of
    from tuireader.rendering.body.revision import changed_lines, changes, revise
    from tuireader.rendering.dialects.asked import asked_dialects

    source = _source_of(archive, post.id, saved)
    if isinstance(source, Problem):
        return source
    source = with_body(source, before)
    before = complete(before)
    site = archive.site_for(post.id)
    text = markdown_of(source, site, post)
    lines = tuple(text.split("\n"))
    asked = asked_dialects(site, str(archive.root), source, text)
    # Text parsed without a dialect's rules contains nothing that they apply to.
    changed = "\n".join(changed_lines(before.parsed.lines, lines))
    parsers = before.loaded.parsers.of(site.engine, changed, asked=asked, grown=True)
    revision = revise(parsers.blocks, before.parsed, lines)
    loaded = replace(before.loaded, source=source, parsers=parsers, pictures=before.loaded.pictures.prepare())
    open_post = _revised_post(post, loaded, before, revision, text)
    latest = changes(before.parsed, revision.parsed)
    since = changes(baseline, revision.parsed) if baseline and baseline is not before.parsed else latest
    return Revised(before, open_post, revision, since, latest)


def _source_of(archive: Archive, post: PostId, saved: SavedText | Source | None) -> Source | Problem:
    from tuireader.archive.source import Source, open_source

    if isinstance(saved, Source):
        return saved
    return saved.source if saved and saved.is_current(archive) else open_source(archive, post)


def with_body(source: Source, before: OpenPost) -> Source:
    """The file with its body `before`, if its front matter has just lost its end.

    Without an end, the whole file counts as body. The body is found by its first line.
    """
    unclosed = any(problem.rule == "front-matter-unclosed" for problem in source.problems)
    first = next((line for line in before.loaded.source.body.split("\n") if line.strip()), "")
    if not unclosed or not first or before.lines_above_body == 0:
        return source
    lines = source.body.split("\n")
    found = [index for index, line in enumerate(lines) if line == first]
    if not found:
        return source
    at = min(found, key=lambda index: abs(index - before.lines_above_body))
    return replace(source, body="\n".join(lines[at:]), body_line=source.body_line + at)


def _revised_post(
    post: Post, loaded: LoadedPost, before: OpenPost, revision: Revision, body: str
) -> OpenPost:
    from tuireader.rendering.body.parsed_start import ParsedStart, cited_footnotes, ranks_unused
    from tuireader.rendering.body.windows import Window
    from tuireader.rendering.dialects.kramdown import OPTION

    parsed = revision.parsed
    cited = tuple(dict.fromkeys(cited_footnotes(body)))
    last_counts = OPTION in loaded.parsers.blocks.options
    known = _references(before, parsed, cited, last_counts=last_counts)
    window = Window(parsed.blocks, parsed.definitions, len(parsed.lines))
    text = ParsedStart(tuple(parsed.lines), window, cited, known, last_counts, ranks_unused(body))
    return OpenPost.of(post, replace(loaded, text=text))


def _references(
    before: OpenPost, parsed: ParsedBody, cited: tuple[str, ...], *, last_counts: bool
) -> References:
    """The references of the body: the same object if nothing changed, so that drawings can be kept."""
    from tuireader.rendering.body.blocks import references

    found = references(parsed.definitions, cited, last_counts=last_counts)
    return before.references if found.same_targets(before.references) else found


def changes_since(baseline: ParsedBody, now: ParsedBody) -> tuple[BlockChange, ...]:
    from tuireader.rendering.body.revision import changes

    return changes(baseline, now)


def reparsed(now: OpenPost, lines: Sequence[str]) -> ParsedBody:
    """An earlier text of an open post, parsed only where it differs from the present one."""
    from tuireader.rendering.body.revision import revise

    return revise(now.loaded.parsers.blocks, complete(now).parsed, tuple(lines)).parsed


def parsed_body(archive: Archive, now: OpenPost, body: str) -> ParsedBody:
    """An earlier body of an open post, parsed likewise."""
    from tuireader.rendering.body.parsed_start import markdown_of

    post = now.post
    source = replace(now.loaded.source, body=body)
    text = markdown_of(source, archive.site_for(post.id), post)
    return reparsed(now, text.split("\n"))


def revised_outline(
    parsers: Parsers, entries: tuple[OutlineEntry, ...], outlined: ParsedBody, after: ParsedBody
) -> tuple[OutlineEntry, ...]:
    """The outline of `after`, given that of `outlined` in `entries`; headings that only moved are not parsed again.

    `outlined` need not be the text shown before `after`: of a revision that another one overtook there is no outline.
    """
    was = [(heading.content, heading.id) for block in outlined.blocks for heading in block.headings]
    now = [
        ((heading.content, heading.id), block.start + heading.row)
        for block in after.blocks
        for heading in block.headings
    ]
    if len(was) == len(entries) and was == [content for content, _ in now]:
        return tuple(replace(entry, line=line) for entry, (_, line) in zip(entries, now, strict=True))
    return whole_outline(parsers, after.blocks)
