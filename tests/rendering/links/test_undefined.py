"""Reference links that nothing defines."""

from __future__ import annotations

import pytest

from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.links.link_list import undefined_links
from tuireader.rendering.parsing.markdown import Parsers


def found(body: str, engine: str = "jekyll") -> list[tuple[int, int, str, str]]:
    links = undefined_links(Parsers(ENGINES[engine]), body)
    return [(link.line, link.column, link.href, link.text) for link in links]


def test_labels_without_a_definition_are_found_where_they_stand() -> None:
    body = "A [b][c] and [d][].\n\n"
    body += "> x\n> [two *words*][No such\n> label]\n\n- [b][c] `[b][c]` [b][c]\n\n[e][f]\n\n[f]: /x\n"
    assert found(body) == [
        (1, 3, "[c]", "b"),
        (1, 14, "[d]", "d"),
        (4, 3, "[No such label]", "two words"),
        (7, 3, "[c]", "b"),
        (7, 19, "[c]", "b"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "[a][B]\n\n[b]: /x",
        "[a][]\n\n> [a]: /x",
        "`[a1][b]`",
        "    [word][b]",
        "```\n[word][b]\n```",
        "grid[row][column] and f()[row][column]",
        "see [1][2] and [12][]",
        "- [x][word]\n- [ ][word]",
        "\\[word\\]\\[b\\] and \\[word][b]",
        "[word][^1]\n\n[^1]: A note.",
        "[[word][b]]",
        "[word][b](/x)",
        "[word]",
        "{% include links.md %}\n[word][b]",
        "[{{ word }}][b] and [word][{{ b }}]",
        "<!-- [word][b] -->",
    ],
)
def test_what_is_no_link_without_a_definition(body: str) -> None:
    assert found(body) == []


def test_long_bodies_take_no_long() -> None:
    for piece in ("[", "][", "[a][", "[a][b"):
        assert found(piece * 20_000) == []
