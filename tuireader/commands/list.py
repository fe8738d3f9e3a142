"""`tuireader list` and `tuireader tags`: the posts and the tags of an archive."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.source import Source, open_source
from tuireader.catalog.order import SORTS
from tuireader.catalog.query.nearest import unknown_labels
from tuireader.catalog.query.query import QueryProblem, parse_query, searchable_text
from tuireader.commands.archive_input import read_archive, read_catalog, with_memory
from tuireader.commands.command import (
    NOTHING_FOUND,
    OK,
    WRONG_USAGE,
    Subcommand,
    Terminal,
    add_archive,
    add_json,
    open_terminal,
    shown,
)
from tuireader.configuration import load_settings
from tuireader.settings import SettingsProblem

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, Problem
    from tuireader.catalog.query.query import Query


def matching(posts: Sequence[Post], query: Query, archive: Archive) -> tuple[Post, ...]:
    """The posts that match; a body is read only if the answer depends on it."""

    def matches(post: Post) -> bool:
        return query.matches(post, lambda: searchable_text(post, body_of(post, archive)))

    return tuple(filter(matches, posts))


def body_of(post: Post, archive: Archive) -> str:
    """The post's body; empty if the file cannot be read, which is a problem of the post."""
    source = open_source(archive, post.id)
    return source.body if isinstance(source, Source) else ""


WIDEST_TITLE = 60
NARROWEST_TITLE = 12
GAP = 2

QUERIES = """\
queries: words side by side must all be there, in the title, the tags, the categories or the text
  OR  -word  "exact words"  pref*  ( )      case and accents don't matter
  tag:a,b  category:  lang:                 a whole name, or one of several; tag:pref*
  title:  author:  series:                  words in a name; title:"two words"
  in:_posts/2024                            how the path begins
  before:  after:  on:                      2024, 2024-12 or 2024-12-27, which on: includes and the others don't
  is:                                       draft, future, hidden, unread, starred or broken
"""


def arguments(parser: ArgumentParser) -> None:
    add_archive(parser)
    parser.add_argument("--query", metavar="QUERY", help="only the posts that match")
    parser.add_argument("--sort", choices=SORTS, default="date", help="the order [date]")
    parser.add_argument("--reverse", action="store_true", help="reverse the order")
    add_json(parser)
    parser.epilog = QUERIES


def run(options: Namespace) -> int:
    """Print the posts, one per line."""
    terminal = open_terminal()
    query = parse_query(options.query or "")
    if isinstance(query, QueryProblem):
        return terminal.fail(f"query, column {query.column}: {query.message}")
    read = read_archive(options.archive, terminal)
    if read is None:
        return WRONG_USAGE
    archive, catalog = read
    settings = load_settings(os.environ, {}, archive=archive.root, themed=False)
    if isinstance(settings, SettingsProblem):
        return terminal.fail(str(settings))
    posts = catalog.ordered(options.sort, reverse=options.reverse)
    if options.query is not None:
        posts = matching(posts, with_memory(query, archive.root, terminal), archive)
    if options.json:
        for post in posts:
            terminal.json(post_fields(post))
    else:
        print_posts(posts, terminal, DateForm(settings.dates))
    if not posts:
        what = "posts that match" if len(catalog) else f"posts in {options.archive}"
        terminal.none(what, unknown_labels(query.condition, tuple(catalog)))
    return OK if posts or options.query is None else NOTHING_FOUND


LIST = Subcommand("list the posts of an archive", arguments, run)


def post_fields(post: Post) -> Mapping[str, object]:
    return {
        "id": post.id,
        "title": post.title,
        "date": post.date.isoformat() if post.date else None,
        "modified": post.modified.isoformat() if post.modified else None,
        "slug": post.slug,
        "permalink": post.permalink,
        "tags": post.tags,
        "categories": post.categories,
        "authors": post.authors,
        "series": post.series,
        "lang": post.lang,
        "draft": post.draft,
        "hidden": post.hidden,
        "future": post.future,
        "excerpt": post.excerpt,
        "words": post.words,
        "problems": [problem_fields(problem) for problem in post.problems],
    }


def problem_fields(problem: Problem) -> Mapping[str, object]:
    return {
        "id": problem.id,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
    }


def print_posts(posts: Sequence[Post], terminal: Terminal, dates: DateForm) -> None:
    """Print date, title, tags and badges of each post, in columns that fit a terminal."""
    days = [dates.of(post.date) for post in posts]
    date_width = max(map(cell_len, days), default=0)
    days = [day + " " * (date_width - cell_len(day)) for day in days]
    titles = [shown(post.title) or shown(post.id) for post in posts]
    room = WIDEST_TITLE
    if terminal.columns is not None:
        badges = max((cell_len(badge) + GAP for badge in map(_badge, posts) if badge), default=0)
        room = max(NARROWEST_TITLE, min(room, terminal.columns - date_width - GAP - badges))
    width = min(room, max(map(cell_len, titles), default=room))
    for post, title, date in zip(posts, titles, days, strict=True):
        # Nothing is cut in a pipe; a long title pushes the rest aside.
        fitted = title if terminal.columns is None else cut(title, width)
        fitted += " " * max(0, width - cell_len(fitted))
        left = None if terminal.columns is None else terminal.columns - date_width - GAP - width
        line = f"{terminal.styled(date, 'dim')}{' ' * GAP}{fitted}{_remarks(post, terminal, left)}"
        terminal.line(line.rstrip())


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis if it was cut."""
    if cell_len(text) <= width:
        return text
    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 1 else ""


def _badge(post: Post) -> str:
    count = sum(problem.severity != "info" for problem in post.problems)
    badges = [name for name in ("draft", "future", "hidden") if getattr(post, name)]
    badges += [f"{count} problem{'s' if count > 1 else ''}"] if count else []
    return ", ".join(badges)


def _remarks(post: Post, terminal: Terminal, left: int | None) -> str:
    """Tags and badge; the tags get the cells of `left` beyond the badge."""
    badge, tags = _badge(post), shown(", ".join(post.tags))
    if left is not None:
        tags = cut(tags, left - GAP - (cell_len(badge) + GAP if badge else 0))
    parts = (terminal.styled(tags, "dim"), terminal.styled(badge, "warning"))
    return "".join(f"{' ' * GAP}{part}" for part in parts if part)


def tags_arguments(parser: ArgumentParser) -> None:
    add_archive(parser)
    add_json(parser)


def run_tags(options: Namespace) -> int:
    """Print the tags, the most used first."""
    terminal = open_terminal()
    catalog = read_catalog(options.archive, terminal)
    if catalog is None:
        return WRONG_USAGE
    tags = catalog.tags()
    width = max((len(f"{posts:,}") for posts in tags.values()), default=0)
    for tag, posts in tags.items():
        if options.json:
            terminal.json({"tag": tag, "posts": posts})
        else:
            terminal.line(f"{terminal.styled(f'{posts:,}'.rjust(width), 'dim')}  {shown(tag)}")
    if not tags:
        terminal.none("tags")
    return OK


TAGS = Subcommand("list the tags of an archive", tags_arguments, run_tags)
