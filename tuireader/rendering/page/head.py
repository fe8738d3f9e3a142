"""The head of an article: its title, and under it its date, authors, tags and reading time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from tuireader.rendering.drawing import Drawing, Line
from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.style import Style

    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import Post
    from tuireader.rendering.theme import Theme

WORDS_A_MINUTE = 230


def minutes(words: int) -> int:
    """Minutes that reading takes, one at least."""
    return max(1, round(words / WORDS_A_MINUTE))


def draw_head(
    post: Post, theme: Theme, width: int, dates: DateForm, front_matter: str | None = None
) -> Drawing:
    """The head of a post's article, with the text of its `front_matter` if that is given."""
    lines = [*_wrapped(post.title or "Untitled", theme.title, width)]
    for facts in _side_by_side(_facts(post, dates), width):
        lines.extend(_wrapped(facts, theme.target, width))
    lines.append(Line((Segment("─" * width, theme.rule),), width, 0))
    if front_matter is not None:
        lines.append(Line((), 0, 0))
        lines.extend(_quoted(front_matter, theme, width))
    return Drawing(tuple(lines))


def draw_notice(title: str, message: str, theme: Theme, width: int) -> Drawing:
    """A notice in the place of an article; `message` may have several lines."""
    lines = [*_wrapped(title, theme.title, width), Line((), 0, 0)]
    for paragraph in message.split("\n"):
        lines.extend(_wrapped(paragraph, theme.text, width))
    return Drawing(tuple(lines))


def _facts(post: Post, dates: DateForm) -> Iterator[str]:
    if post.date:
        yield dates.of(post.date)
    if post.authors:
        yield ", ".join(post.authors)
    if post.series:
        yield f"series: {post.series}"
    if post.tags:
        yield ", ".join(post.tags)
    yield f"{minutes(post.words):,}\xa0min"
    yield from (name for name in ("draft", "future", "hidden") if getattr(post, name))


def _side_by_side(facts: Iterable[str], width: int) -> Iterator[str]:
    """Facts that fit on a line, with dots between them; a longer one has lines of its own."""
    line = ""
    for fact in facts:
        longer = f"{line} · {fact}" if line else fact
        if line and cell_len(longer) > width:
            yield line
            longer = fact
        line = longer
    yield line


def _wrapped(text: str, style: Style, width: int) -> Iterator[Line]:
    flow = Flow()
    flow.text(text, style)
    for row in flow.rows(width):
        yield Line(tuple(row.segments), row.width, 0, row.joins, row.glued)


def _quoted(text: str, theme: Theme, width: int) -> Iterator[Line]:
    bar = Segment("▏ ", theme.code_bar)
    for written in text.rstrip("\n").split("\n"):
        flow = Flow()
        flow.verbatim(written.expandtabs(4), theme.code_block)
        for row in flow.rows(max(width - 2, 1)):
            yield Line((bar, *row.segments), row.width + 2, 0, row.joins, row.glued)
