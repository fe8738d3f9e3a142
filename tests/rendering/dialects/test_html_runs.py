"""Many elements of HTML on lines below one another: what a line takes does not grow with their number."""

from __future__ import annotations

import pytest

from tests.effort import lines_run
from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.dialects.html import extents
from tuireader.rendering.parsing.markdown import Parsers


@pytest.mark.parametrize("line", ["<p>a</p>", "<tr><td>a</td></tr>", "<div class='x'>a</div>"])
@pytest.mark.parametrize("engine", ["jekyll", "pelican", "plain"])
def test_what_lines_take_grows_with_their_number(line: str, engine: str) -> None:
    parser = Parsers(ENGINES[engine]).blocks
    counts = [lines_run(lambda: parser.parse(f"{line}\n" * number)) for number in (200, 400, 800)]  # noqa: B023 - at once
    assert counts[2] <= 2.2 * counts[1] <= 2.2 * 2.2 * counts[0]


@pytest.mark.parametrize("number", [3, 9, 10, 11, 19, 20, 21, 35])
@pytest.mark.parametrize("opening", ["<details>", "<div align='center'>", "<div>", "<!--", "<pre>"])
def test_what_is_known_of_a_run_is_what_each_element_would_find(
    number: int, opening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extents, "AHEAD", 10)
    name = opening[1:].partition(" ")[0].rstrip(">")
    body = "<p>a</p>\n" * number + f"{opening}\n\n*b*\n\n</{name}>\n\n<p>c</p>\n" + "<p>d</p>\n" * number
    known = [(token.type, token.map) for token in Parsers(ENGINES["jekyll"]).blocks.parse(body)]
    monkeypatch.setattr(extents, "is_plain", lambda *_: False)
    assert known == [(token.type, token.map) for token in Parsers(ENGINES["jekyll"]).blocks.parse(body)]


@pytest.mark.parametrize("line", ["<p>a</p> b", "<!-- a --> b", "<div>a</div> b", "<pre>a</pre> b"])
@pytest.mark.parametrize("engine", ["jekyll", "pelican"])
def test_text_behind_the_ends_of_very_many_elements_is_kept(line: str, engine: str) -> None:
    tokens = Parsers(ENGINES[engine]).blocks.parse(f"{line}\n" * 400)
    kept = "".join(token.content for token in tokens if token.type in {"html_block", "inline"})
    assert kept.count("b") >= 400


def test_what_was_told_of_one_text_is_not_told_of_the_next() -> None:
    parser, env = Parsers(ENGINES["pelican"]).blocks, {}  # type: ignore[var-annotated]
    for opening, found in (("<p>", 0), ("<details>", 1), ("<p>", 0)):
        tokens = parser.parse(f"<p>a</p>\n{opening}\n\n*b*\n\n</{opening[1:]}\n", env)
        assert sum(token.type == "html_container_open" for token in tokens) == found
