"""Large blocks in pieces."""

from __future__ import annotations

import re

import pytest

from tests.rendering.bodies import blocks_of, page_of, shown, words
from tests.rendering.drawings import texts
from tuireader.rendering.body.blocks import LARGE
from tuireader.rendering.body.large import PIECE

SENTENCE = "some *words* of a [line](/to) numbered {n} and `code`"


def numbered(template: str, count: int = 400, end: str = "\n") -> str:
    return end.join(template.replace("{n}", str(n)) for n in range(count))


LARGE_BLOCKS = {
    "tight list": numbered(f"- {SENTENCE}"),
    "loose list": numbered(f"- {SENTENCE}", end="\n\n"),
    "ordered list": numbered(f"1. {SENTENCE}"),
    "nested list": numbered(f"- {SENTENCE}\n  - nested {{n}}\n\n    paragraph"),
    "tasks": numbered(f"- [x] {SENTENCE}"),
    "quote": numbered(f"> {SENTENCE}\n>"),
    "quote of one paragraph": numbered(f"> {SENTENCE}"),
    "lazy quote": numbered(f"> {SENTENCE}\nlazy line {{n}}\n>"),
    "quoted code": numbered("> ```python\n> x = {n}\n> ```\n> and then"),
    "quote with definitions": numbered(f"> {SENTENCE}\n>\n> [a{{n}}]: /x\n>"),
    "alert": "> [!WARNING]\n" + numbered(f"> {SENTENCE}\n>"),
    "definitions": "Term\nand another\n" + numbered(f": {SENTENCE}\nTerm {{n}}"),
    "loose definitions": "Term\n\n" + numbered(f": {SENTENCE}\n\n    # Heading {{n}}", end="\n\n"),
    "table": "| a | b |\n|---|--:|\n" + numbered(f"| {SENTENCE} | {{n}} |"),
    "fence": f"```\n{numbered('code = {n}  # what', 1000)}\n```",
    "unclosed fence": "~~~~\n" + numbered("code = {n}  # what", 1000) + "\n~~",
    "code block": numbered("    code = {n}  # what\n", 1000),
    "HTML block": "<div>\n" + numbered("words <b>and</b> numbers {n}<br>", 600) + "\n</div>",
    "verbatim HTML": "<pre>\n" + numbered("words and   spaces {n}", 800) + "\n</pre>",
    "paragraph": numbered(SENTENCE),
    "paragraph of one line": numbered("some words numbered {n}", 8000, " "),
    "fence of one line": f"```\n{numbered('some words numbered {n}', 8000, ' ')}\n```",
    "code of one line": "    " + numbered("some words numbered {n}", 8000, " "),
}


@pytest.mark.parametrize("name", LARGE_BLOCKS)
def test_pieces_are_bounded(name: str) -> None:
    blocks = blocks_of(LARGE_BLOCKS[name])
    assert len(blocks) > 3
    assert max(block.size for block in blocks) <= 3 * PIECE


@pytest.mark.parametrize("name", LARGE_BLOCKS)
def test_pieces_keep_every_word(name: str) -> None:
    body = LARGE_BLOCKS[name]
    whole, pieces = words(texts(body, 200)), words(shown(page_of(body, 200)))
    if name == "table":
        pieces = words(dict.fromkeys(shown(page_of(body, 2000))))
        whole = words(dict.fromkeys(texts(body, 2000)))
        assert set(whole) <= set(pieces)
    else:
        assert pieces == whole


@pytest.mark.parametrize(
    "name",
    [
        "tight list",
        "ordered list",
        "nested list",
        "loose list",
        "tasks",
        "fence",
        "quote",
        "alert",
        "definitions",
        "loose definitions",
    ],
)
def test_pieces_look_as_the_whole_does(name: str) -> None:
    body = LARGE_BLOCKS[name]
    rows = [row for row in shown(page_of(body, 60))[2:] if row.strip(" ▎")]
    assert rows == [row for row in texts(body, 60) if row.strip(" ▎")]


def test_a_tight_list_stays_tight_and_a_loose_one_loose() -> None:
    assert "" not in shown(page_of(LARGE_BLOCKS["tight list"], 80))[2:]
    loose = shown(page_of(LARGE_BLOCKS["loose list"], 80))[2:]
    assert all(row == "" for row in loose[1::2])


def test_a_list_is_loose_in_all_its_pieces_if_one_item_is() -> None:
    body = LARGE_BLOCKS["tight list"] + "\n\n- last"
    rows = shown(page_of(body, 80))[2:]
    assert all(row == "" for row in rows[1::2])


def test_numbers_go_on_from_piece_to_piece() -> None:
    body = numbered("7. item {n} " + "words " * 20)
    numbers = re.findall(r"^ *(\d+)\.", "\n".join(shown(page_of(body, 200))), re.MULTILINE)
    assert [int(number) for number in numbers] == list(range(7, 407))


def test_the_language_of_code_is_named_once() -> None:
    rows = shown(page_of(f"```text\n{numbered('code = {n}  # what', 1000)}\n```"))
    assert [row for row in rows if row.strip("▏ ") == "text"] == ["▏ text"]


def test_a_long_line_of_code_keeps_its_language() -> None:
    assert blocks_of(f"```text\n{'x ' * LARGE}\n```")[0].part is not None
    assert "▏ text" in shown(page_of(f"```text\n{'x ' * LARGE}\n```"))


def test_an_alert_names_its_kind_once() -> None:
    rows = shown(page_of(LARGE_BLOCKS["alert"]))
    assert rows.count("▎ Warning") == 1


def test_the_header_of_a_table_is_over_each_piece() -> None:
    page = page_of(LARGE_BLOCKS["table"], 80)
    for index in range(1, len(page)):
        assert page.drawing(index).lines[0].text.split() == ["a", "b"]


def test_a_long_comment_shows_as_one() -> None:
    body = "<!-- " + numbered("hidden {n}", 2000) + " -->\n\nafter"
    assert shown(page_of(body, 80))[-1] == "after"
    assert len(blocks_of(body)) == 2


def test_one_huge_item_is_one_piece_among_small_ones() -> None:
    items = ["- small", "- " + "huge " * 10_000, *["- small"] * 10]
    sizes = [block.size for block in blocks_of("\n".join(items))]
    assert len([size for size in sizes if size > 3 * PIECE]) == 1
    assert len(sizes) == 3


def test_no_character_is_cut_in_two() -> None:
    body = "👩\u200d💻é\u0301" * 3000
    blocks = blocks_of(body)
    pieces = [body[slice(*block.part.clip)] for block in blocks if block.part and block.part.clip]
    assert "".join(pieces) == body
    assert all(piece[0] in "👩é" for piece in pieces)


def test_a_small_block_is_whole() -> None:
    assert [block.part for block in blocks_of("- a\n- b\n\n" + "word " * 2000)] == [None, None]
