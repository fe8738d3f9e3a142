"""References to blocks of Logseq and its macros, as its documentation describes them (docs.logseq.com)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.rendering.templates.test_context import shown
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = "60a78e9e-59dc-40ab-9a01-5317dc09365f", "60a78e9e-59dc-40ab-9a01-5317dc093660"
GRAPH = {
    "logseq/config.edn": "{}\n",
    "pages/a.md": (
        f"tags:: x\n\n- ## The *block*\n  id:: {ONE}\n  collapsed:: true\n  second line\n\t- child one\n\t\t- deep\n"
        "\t- child two\n- other\n"
    ),
    "journals/2024_01_02.md": f"- see (({ONE}))\n  id:: {TWO}\n  ```\n  code\n  ```\n",
}
TEXT = "The *block*<br>second line"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"- see (({ONE})) end", f"- see {TEXT} end"),
        (f"- (({TWO}))", f"- see {TEXT}"),
        (
            f"- {{{{embed (({ONE}))}}}}\n- b",
            f"- {TEXT}<br>&emsp;• child one<br>&emsp;&emsp;• deep<br>&emsp;• child two\n- b",
        ),
        (f"`(({ONE}))` [l]((({ONE})))", f"`(({ONE}))` [l]((({ONE})))"),
        ("((00000000-59dc-40ab-9a01-5317dc09365f))", "((00000000-59dc-40ab-9a01-5317dc09365f))"),
        ("{{query (and [[x]] #y)}} {{embed [[a]]}}", "⟦query (and [[x]] #y)⟧ ⟦embed⟧ [[a]]"),
        ("{{cloze said}} {{mine a}} `{{mine a}}`", "said ⟦mine a⟧ `{{mine a}}`"),
        ("{{youtube abcdefgh}}", "[▶ YouTube · abcdefgh](https://www.youtube.com/watch?v=abcdefgh)"),
        ("[the page]([[a b]])", "[[a b|the page]]"),
    ],
)
def test_blocks_and_macros(tmp_path: Path, body: str, text: str) -> None:
    write(tmp_path, GRAPH)
    assert shown(tmp_path, body, PostId("pages/b.md"), "x: y") == text


def test_a_changed_block_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, GRAPH)
    page = PostId("pages/b.md")
    assert shown(tmp_path, f"(({ONE}))", page, "x: y") == TEXT
    write(tmp_path, {"pages/a.md": f"- longer than it was\n  id:: {ONE}\n"})
    assert shown(tmp_path, f"(({ONE}))", page, "x: y") == "longer than it was"


def test_blocks_that_show_each_other_end(tmp_path: Path) -> None:
    write(tmp_path, {**GRAPH, "pages/a.md": f"- a (({TWO}))\n  id:: {ONE}\n- b (({ONE}))\n  id:: {TWO}\n"})
    text = shown(tmp_path, f"(({ONE}))", PostId("pages/b.md"), "x: y")
    assert text == f"a b a (({TWO}))"


def test_a_page_of_references_takes_no_more_than_a_page_can_hold(tmp_path: Path) -> None:
    many = " ".join([f"(({ONE}))"] * 50)
    write(tmp_path, {**GRAPH, "pages/a.md": f"- {'word ' * 100}{many}\n  id:: {ONE}\n"})
    text = shown(tmp_path, f"(({ONE}))\n" * 3_000, PostId("pages/b.md"), "x: y")
    assert text.count("\n") == 3_000
    assert len(text) < 600_000
