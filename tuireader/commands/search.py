"""`tuireader search`: the results of a query, best first."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING

from tuireader.catalog.query.nearest import unknown_labels
from tuireader.catalog.query.query import QueryProblem, parse_query
from tuireader.commands.archive_input import may_cache, read_archive, with_memory
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
from tuireader.commands.list import QUERIES

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from tuireader.catalog.search.match import FoundPost, Hit

INDENT = "    "


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="what to look for; see below")
    add_archive(parser)
    parser.add_argument("--limit", type=number, metavar="N", help="print at most N posts [all]")
    add_json(parser)
    parser.epilog = QUERIES


def number(text: str) -> int:
    """The number, from 1, in the text."""
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        msg = f"a number from 1 on, not {text}"
        raise ArgumentTypeError(msg)
    return int(text)


def run(options: Namespace) -> int:
    """Print the results, with the place of the best hit in each."""
    terminal = open_terminal()
    # A query that begins with a minus has a space before it, so that it is no option.
    query = parse_query(options.query.removeprefix(" ") if options.query[:2] == " -" else options.query)
    if isinstance(query, QueryProblem):
        return terminal.fail(f"query, column {query.column}: {query.message}")
    read = read_archive(options.archive, terminal)
    if read is None:
        return WRONG_USAGE
    archive, catalog = read
    from tuireader.catalog.search.index import SearchIndex

    index = SearchIndex.of(archive.root) if may_cache(index=True) else SearchIndex(None)
    index.bring_up_to_date(archive, catalog)
    results = index.search(with_memory(query, archive.root, terminal), options.limit)
    if index.problem is not None:
        terminal.note(index.problem.message)
    index.close()
    for match in results.matches:
        if options.json:
            terminal.json(match_fields(match))
        else:
            print_match(match, terminal)
    if not results.matches:
        terminal.none("posts that match", unknown_labels(query.condition, tuple(catalog)))
    return OK if results.matches else NOTHING_FOUND


SEARCH = Subcommand("find posts by words, best first", arguments, run)


def match_fields(match: FoundPost) -> Mapping[str, object]:
    return {
        "id": match.id,
        "title": match.title,
        "line": match.line,
        "snippet": match.snippet,
        "score": match.score,
    }


def print_match(match: FoundPost, terminal: Terminal) -> None:
    """Print title and place in one line, and the snippet below, with its hits marked."""
    title = marked(match.title, match.title_hits, terminal) or shown(match.id)
    terminal.line(f"{title}  {terminal.styled(f'{shown(match.id)}:{match.line}', 'dim')}")
    if match.snippet:
        terminal.line(f"{INDENT}{marked(match.snippet, match.hits, terminal)}")


def marked(text: str, hits: Sequence[Hit], terminal: Terminal) -> str:
    """The text in one line with its hits in bold; plain without a terminal."""
    parts: list[str] = []
    done = 0
    for start, end in hits:
        parts += [_line(text[done:start]), terminal.styled(_line(text[start:end]), "bold")]
        done = end
    return "".join([*parts, _line(text[done:])]).strip()


def _line(text: str) -> str:
    """The text safe to print, with the spaces at its ends."""
    inner = shown(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"
