"""Queries: which posts match, and what is said of those that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.posts import POSTS, day, post
from tuireader.archive.post import Post, PostId, Problem
from tuireader.catalog.query.query import Query, QueryProblem, parse_query, searchable_text

if TYPE_CHECKING:
    from collections.abc import Callable

WEST = timezone(timedelta(hours=-8))
POST = replace(
    post("_posts/2024/2024-12-31-Cells.md", title="What a cell is: Unicode", tags=("ai", "Écrit à la main")),
    date=datetime(2024, 12, 31, 22, 0, tzinfo=WEST),  # already 2025 in UTC
    categories=("Tools for thought", "a,b"),
    authors=("Rui Sena", "等幅"),
    series="A notebook that lasts",
    lang="pt_BR",
)
BODY = "Terminals draw *every* character in cells. Naïve code, in C++, breaks: `_config.yml`.\n"


def parsed(text: str) -> Query:
    query = parse_query(text)
    assert isinstance(query, Query), query
    return query


def matches(text: str, subject: Post = POST, body: str = BODY) -> bool:
    return parsed(text).matches(subject, lambda: searchable_text(subject, body))


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            "  \u3000 ",
            "cells",
            "NAIVE",
            "unicode terminals",
            "ecrit",
            "thought",
            "cells OR nothing",
            "c++",
        ],
        *["nothing OR cells", "-nothing", '"every character"', "termin*", "(cells)", "-(nothing cells)"],
        *["-(nothing OR nowhere)", "cells (nothing OR naive)", "nothing OR (cells -nowhere)", "_config.yml"],
        *["nothing nowhere OR cells code", "or OR cells", '-"every cell"', "--flag OR cells", "CELLS\tcode"],
        *["tag:ai", "tag:AI", "tag:x,ai", 'tag:"ecrit a la main"', 'tag:"x y","Écrit à la main"', "tag:ecr*"],
        *[
            "-tag:unix",
            "tag:*",
            "TAG:ai",
            'category:"a,b"',
            'category:"tools for thought"',
            "category:tools*",
        ],
        *[
            "author:rui",
            "author:sena,nobody",
            'author:"rui sena"',
            "author:幅",
            "series:notebook",
            "title:cell",
        ],
        *[
            'title:"a cell"',
            "title:uni*",
            "-title:cells",
            "in:_posts",
            "in:_posts/2024/",
            "in:/_posts/2024/2024",
        ],
        *["in:./_posts", "in:_POSTS", "in:_posts/*", "lang:pt", "lang:pt-BR", "lang:PT_br", "lang:en,pt"],
        *["on:2024", "on:2024-12", "on:2024-12-31", "on:2023,2024", "before:2025", "before:2025-01"],
        *["before:2025-01-01", "after:2023", "after:2024-11", "after:2024-12-30", "after:2023 before:2025"],
        *["-on:2025", "-is:draft", "-is:future", "-is:hidden", "-is:broken", "(tag:ai)", "(tag:ai)tag:ai"],
    ],
)
def test_what_matches(text: str) -> None:
    assert matches(text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "cell*s",
            "terminal",
            "cells nothing",
            "-cells",
            "-(cells)",
            "nothing OR nowhere",
            "-(nothing OR cells)",
        ],
        *['"character every"', "nothing (cells OR code)", "(nothing OR cells) nowhere", "cells -naive", "or"],
        *[
            "tag:a",
            "tag:ecrit",
            "tag:a,i",
            "-tag:ai",
            "-tag:x,ai",
            'tag:"ec*"',
            "category:tools",
            "category:a,x",
        ],
        *[
            "author:ru",
            "author:Senator",
            "series:notebooks",
            "title:terminals",
            "title:cel",
            "in:posts",
            "in:_posts/2025",
        ],
        *["lang:p", "lang:pt-PT", "lang:en", "on:2025", "on:2024-11", "on:2024-12-30", "before:2024"],
        *[
            "before:2024-12",
            "before:2024-12-31",
            "after:2024",
            "after:2024-12",
            "after:2024-12-31",
            "on:2025-01-01",
        ],
        *["is:draft", "is:future", "is:hidden", "is:broken", '"cell is unicode ai"', '"unicode ai"', "OR*"],
    ],
)
def test_what_does_not_match(text: str) -> None:
    assert not matches(text)


def test_the_bare_post_has_no_date_language_or_series() -> None:
    bare = post("a.md")
    for text in ("before:2024", "on:2024", "after:2024", "lang:en", "series:a", "tag:*"):
        assert not matches(text, bare)
        assert matches(f"-{text}", bare)


def test_marks() -> None:
    assert matches("is:draft", replace(POST, draft=True))
    assert matches("is:future,draft", replace(POST, future=True))
    assert matches("IS:Hidden", replace(POST, hidden=True))
    problem = Problem(PostId("a.md"), "date", "the date is impossible", "warning")
    assert matches("is:broken", replace(POST, problems=(problem,)))
    assert not matches("is:broken", replace(POST, problems=(replace(problem, severity="info"),)))


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("a OR", 3, "nothing follows this OR"),
        ("OR a", 1, "nothing comes before this OR"),
        ("a OR OR b", 6, "nothing comes before this OR"),
        ("(a OR) b", 4, "nothing follows this OR"),
        ("a (b", 3, "not closed"),
        ("a -(b (c)", 3, "not closed"),
        ("a b)", 4, "no bracket is open"),
        ("a ()", 3, "nothing between"),
        ('a "b c', 3, "not closed"),
        ('tag:"b', 5, "not closed"),
        ('a ""', 3, "no word"),
        ("a - b", 3, "minus"),
        ("(-)", 2, "minus"),
        ("a *", 3, "after the beginning of a word"),
        ("a tag:", 7, "nothing to look for follows tag:"),
        ("tag: a", 5, "nothing to look for follows tag:"),
        ("tag:a,", 7, "follows the comma"),
        ("tag:a,,b", 7, "follows the comma"),
        ("a -tags:b", 4, "no field tags:"),
        ("foo:(a b)", 1, 'write "foo:(a"'),
        ("is:blue", 4, "draft, future, hidden, unread, starred or broken, not blue"),
        ("on:yesterday", 4, "2024-12-27"),
        ("before:2024-13", 8, "no date 2024-13"),
        ("after:2024-02-30", 7, "no date 2024-02-30"),
        ("on:0000", 4, "no date 0000"),
        ("on:2024,24", 9, "2024-12-27"),
        ("lang:*", 6, "code"),
        ("(" * 31 + "a" + ")" * 31, 31, "deep"),
        ("a" * 10_001, 10_001, "longer"),
    ],
)
def test_what_cannot_be_read_and_where(text: str, column: int, says: str) -> None:
    problem = parse_query(text)
    assert isinstance(problem, QueryProblem)
    assert (problem.column, says in problem.message) == (column, True), problem


@pytest.mark.parametrize(
    "typed",
    ["http://a.b/c?d", "std::vector", "C:\\dir", "12:30", "utf-8:x", "TODO:", "--flag", "f(x)", '"-"', '"("'],
)
def test_what_only_looks_like_syntax_is_looked_for(typed: str) -> None:
    assert matches(typed, body=f"so {typed.strip(chr(34))} it is")
    assert not matches(typed, body="so it is")


def test_a_word_that_ends_with_a_bracket_of_a_group() -> None:
    assert matches("(f(x) OR nothing)", body="f(x)")
    assert not matches("(f(x) nothing)", body="f(x)")


def test_equal_queries_are_equal_values() -> None:
    assert parsed("tag:AI  (Cells)") == parsed("tag:ai cells")
    assert hash(parsed("a OR b")) == hash(parsed("a OR b"))
    assert parsed("a b") != parsed("a OR b")
    assert parsed("a*") != parsed("a")


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("tag:ai", 0),
        ("cells tag:x", 0),
        ("cells OR tag:ai", 0),
        ("(nothing OR cells) title:nothing", 0),
        ("-(cells OR tag:ai) x", 0),
        ("cells tag:ai", 1),
        ("cells code -nothing OR naive", 1),
        ("", 0),
    ],
)
def test_the_text_is_asked_for_once_and_only_if_need_be(text: str, reads: int) -> None:
    asked: list[str] = []

    def body() -> str:
        asked.append(text)
        return searchable_text(POST, BODY)

    parsed(text).matches(POST, body)
    assert len(asked) == reads


@given(st.text() | st.text(alphabet='ab ()"-*:,ORtagison2041').filter(bool), POSTS, st.text())
@settings(max_examples=120)
def test_any_text_is_a_query_or_a_problem_within_it(text: str, subject: Post, body: str) -> None:
    query = parse_query(text)
    if isinstance(query, QueryProblem):
        assert 1 <= query.column <= len(text) + 1
        assert query.message
    else:
        assert isinstance(query.matches(subject, lambda: searchable_text(subject, body)), bool)
        assert parse_query(text) == query


Asked = tuple[str, "Callable[[frozenset[str]], bool]"]


def term(name: str) -> Asked:
    return (f"tag:{name}" if name < "c" else name), lambda true: name in true


def negated(asked: Asked) -> Asked:
    text, holds = asked
    return f"-({text})", lambda true: not holds(true)


def joined(parts: list[Asked]) -> Asked:
    return " ".join(f"({text})" for text, _ in parts), lambda true: all(holds(true) for _, holds in parts)


def either(parts: list[Asked]) -> Asked:
    # Without brackets: OR is weaker than words side by side.
    return " OR ".join(text for text, _ in parts), lambda true: any(holds(true) for _, holds in parts)


ASKED: st.SearchStrategy[Asked] = st.recursive(
    st.sampled_from("abcd").map(term),
    lambda inner: (
        inner.map(negated)
        | st.lists(inner, min_size=1, max_size=3).map(joined)
        | st.lists(inner, min_size=1, max_size=3).map(either)
    ),
    max_leaves=12,
)


@given(ASKED, st.frozensets(st.sampled_from("abcd")))
@settings(max_examples=200)
def test_any_combination_means_what_logic_says(asked: Asked, true: frozenset[str]) -> None:
    text, holds = asked
    subject = post("x.md", title="", date=day(1), tags=tuple(true & {"a", "b"}))
    assert matches(text, subject, " ".join(true & {"c", "d"})) == holds(true)
