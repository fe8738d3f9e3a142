"""The posts around a post: its backlinks, its series, related posts, and its neighbours in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.catalog.links.related import series_neighbours
from tuireader.late import dataclass, expression
from tuireader.rendering.links.addresses import decoded, encoded
from tuireader.rendering.links.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.archive.post import Post, PostId
    from tuireader.archive.source import Body
    from tuireader.catalog.links.graph import Link
    from tuireader.catalog.links.related import Reason, Relations
    from tuireader.checking.facts import Facts

MAX_QUOTED: Final = 300
"""Most posts whose text around a link is shown; of others only the title."""
_LONGEST: Final = 2_000
_LINES: Final = 6
_MARKER: Final = expression(r"[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+)*")


@dataclass(frozen=True, slots=True)
class NearbyPost:
    """A post near another: `detail` is the relation, with `hits` to mark; `line` is the line of its file to go to."""

    post: Post
    detail: str = ""
    hits: tuple[tuple[int, int], ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The posts with one relation to another, or a `note` if there are none."""

    title: str
    near: tuple[NearbyPost, ...] = ()
    note: str = ""


def surroundings(facts: Facts, relations: Relations | None, post_id: PostId) -> tuple[Section, ...]:
    """The posts around a post, in sections; without `relations` links are not known yet."""
    post = facts.catalog.get(post_id)
    if post is None:
        return (Section("What links here", note="this post is no longer in the archive"),)
    sections = [_backlinks(facts, post_id, known=relations is not None)]
    if post.series:
        before, after = series_neighbours(facts.catalog, post_id)
        sections.append(Section(f"Series: {post.series}", _pair((before, "before"), (after, "after"))))
    if relations is not None:
        near = tuple(_related(facts, post, relations))
        sections.append(Section("Related", near, "no post is closely related to this one"))
    sections.append(Section("Older and newer", _in_time(facts, post_id)))
    return tuple(sections)


def _related(facts: Facts, post: Post, relations: Relations) -> Iterator[NearbyPost]:
    for one in relations.to(post.id):
        other = facts.catalog.get(one.id)
        # Posts of a series have their own section.
        if other is not None and {reason.kind for reason in one.why} != {"series"}:
            yield NearbyPost(other, _why(one.why))


def _why(why: Sequence[Reason]) -> str:
    """The reasons for a relation in words: links, series, common tags and words."""
    kinds = {one.kind for one in why}
    shown = {"link": "a link", "common link": "links to the same post", "series": "series"}
    if "link" in kinds:
        del shown["common link"]
    parts = [words for kind, words in shown.items() if kind in kinds]
    named = {noun: [one.name for one in why if one.kind == noun] for noun in ("tag", "word")}
    parts += [f"{noun}{'s' * (len(some) > 1)} {', '.join(some[:5])}" for noun, some in named.items() if some]
    return "by " + " · ".join(parts)


def _pair(*posts: tuple[Post | None, str]) -> tuple[NearbyPost, ...]:
    return tuple(NearbyPost(post, where) for post, where in posts if post is not None)


def _in_time(facts: Facts, post_id: PostId) -> tuple[NearbyPost, ...]:
    posts = list(facts.catalog)
    at = next(index for index, post in enumerate(posts) if post.id == post_id)
    newer = posts[at - 1] if at else None
    older = posts[at + 1] if at + 1 < len(posts) else None
    return _pair((older, "older"), (newer, "newer"))


# What links here


def _backlinks(facts: Facts, post_id: PostId, *, known: bool) -> Section:
    if not known:
        return Section("What links here", note="the archive is still being read for links …")
    by_post: dict[PostId, list[Link]] = {}
    for link in facts.graph.links_to(post_id):
        by_post.setdefault(link.source, []).append(link)
    ordered = sorted(by_post, key=lambda source: _age(facts.catalog.get(source)), reverse=True)
    near = []
    for number, source in enumerate(ordered):
        if (post := facts.catalog.get(source)) is not None:
            near.append(_backlink(facts, post, by_post[source], shown=number < MAX_QUOTED))
    return Section("What links here", tuple(near), "no post links here")


def _age(post: Post | None) -> tuple[float, str]:
    return (post.date.timestamp() if post and post.date else float("-inf"), post.id if post else "")


def _backlink(facts: Facts, post: Post, links: Sequence[Link], *, shown: bool) -> NearbyPost:
    link = links[0]
    body = facts.body(post.id) if shown else None
    text, hits = _around(facts, link, body) if body else ("", ())
    if len(links) > 1:
        text = f"{text} (and {len(links) - 1} more)".lstrip()
    return NearbyPost(post, text, hits, link.written.line)


def _around(facts: Facts, link: Link, body: Body) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The paragraph around a link as plain text on one line, and the place of the link in it."""
    lines = body.text.split("\n")
    at = link.written.line - body.line
    if not 0 <= at < len(lines):
        return "", ()
    first, last = at, at
    while first > max(at - _LINES, 0) and _goes_on(lines, first):
        first -= 1
    while last + 1 < min(at + _LINES, len(lines)) and _goes_on(lines, last + 1):
        last += 1
    written = "\n".join(_unmarked(lines[first : last + 1]))[:_LONGEST]
    text = decoded(plain_text(facts.parsers.of(facts.engine(link.source)).full, encoded(written)))
    start = text.find(link.written.text) if link.written.text else -1
    return text, ((start, start + len(link.written.text)),) if start >= 0 else ()


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """Whether a line continues the text of the line before."""
    return bool(lines[index].strip() and lines[index - 1].strip()) and not _marker(lines[index])


def _marker(line: str) -> str:
    found = _MARKER.match(line)
    return found[0].strip() if found else ""


def _unmarked(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield _MARKER.sub("", line, count=1)
