"""Large blocks in pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.rendering.bodies import PARSER, blocks_of, page_of, shown, words
from tests.rendering.drawings import drawn, texts
from tuireader.rendering.body.blocks import LARGE_BLOCK, ParsedBody
from tuireader.rendering.body.large import PIECE
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.page.page import first_of_code, whole_code

if TYPE_CHECKING:
    from tuireader.rendering.page.page import Page

SENTENCE = "some *words* of a [line](/to) numbered {n} and `code`"


def numbered(template: str, count: int = 260, end: str = "\n") -> str:
    return end.join(template.replace("{n}", str(n)) for n in range(count))


# All of these, and of `NESTED`, are a little longer than `LARGE_BLOCK`, from which they are cut.
LARGE_BLOCKS = {
    "tight list": numbered(f"- {SENTENCE}"),
    "loose list": numbered(f"- {SENTENCE}", end="\n\n"),
    "ordered list": numbered(f"1. {SENTENCE}"),
    "nested list": numbered(f"- {SENTENCE}\n  - nested {{n}}\n\n    paragraph"),
    "tasks": numbered(f"- [x] {SENTENCE}"),
    "quote": numbered(f"> {SENTENCE}\n>"),
    "quote of one paragraph": numbered(f"> {SENTENCE}"),
    "lazy quote": numbered(f"> {SENTENCE}\nlazy line {{n}}\n>"),
    "quoted code": numbered("> ```python\n> x = {n}\n> ```\n> and then", 400),
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
    "formula": "$$\n" + numbered("a_{n} &= b \\\\", 1_000) + "\n$$",
    "paragraph of one line": numbered("some words numbered {n}", 1_000, " "),
    "fence of one line": f"```\n{numbered('some words numbered {n}', 1_000, ' ')}\n```",
    "code of one line": "    " + numbered("some words numbered {n}", 1_000, " "),
}


def inside(mark: str, body: str) -> str:
    """`body` in an item or a quote that begins with `mark`."""
    prefix = mark if mark.startswith(">") else " " * len(mark)
    lines = "\n".join((prefix + line).rstrip() for line in body.split("\n"))
    return mark + lines[len(mark) :]


PARAGRAPHS = numbered(SENTENCE, end="\n\n")
ITEMS = numbered("1. {n}\n   - deeper\n   - deeper yet", 450)
INDENTED = "    " + numbered("    code = {n}  # what\n\n\n        some more of it", 350).strip()
CODE = f"~~~python\n{numbered('code = {n}  # what', 900)}\n\n\n~~~"
TABLE = "| a | b |\n|---|--:|\n" + numbered("| cell{n} | of *many* |", 600)
NESTED = {
    "paragraphs in an item": inside("- ", PARAGRAPHS),
    "paragraphs in a numbered item": "8. before\n" + inside("9. ", PARAGRAPHS) + "\n10. after",
    "paragraphs in a task": inside("- ", "[x] done\n\n" + PARAGRAPHS),
    "a list in an item": "- before\n- ab\n" + inside("  ", ITEMS) + "\n- after",
    "a loose list in an item": inside("- ", "ab\n\n" + ITEMS.replace("\n1.", "\n\n1.")),
    "lists in the items of a list": inside("- ", "a\n" + inside("* ", "b\n" + numbered("- deep {n}", 1_200))),
    "two large items": "\n".join(inside("- ", f"{SENTENCE}\n" + numbered("- deep {n}", 1_200)) for _ in "ab"),
    "headings in an item": inside("- ", numbered("## Heading {n}\n\ntext", 800, "\n\n")),
    "a quote in an item": inside("- ", "a\n\n" + inside("> ", PARAGRAPHS)),
    "paragraphs in a quote in a quote": inside("> > ", PARAGRAPHS),
    "a paragraph in a quote in a quote": inside("> > ", numbered(SENTENCE)),
    "a list in a quote": inside("> ", ITEMS),
    "a list in an alert": "> [!NOTE]\n" + inside("> ", ITEMS),
    "a quote in an alert": "> [!NOTE]\n" + inside("> > ", PARAGRAPHS),
    "a paragraph in an alert": "> [!NOTE]\n" + inside("> ", numbered(SENTENCE)),
    "items of a quote in an item": inside("> ", inside("- ", "a\n\n" + PARAGRAPHS)),
    "HTML in an item": inside("- ", numbered("<p>words <b>and</b> {n}</p>", 600)),
    "HTML in a quote": inside("> ", numbered("<p>words <b>and</b> {n}</p>", 600)),
    "a paragraph in an item": inside("- ", numbered(SENTENCE)),
    "paragraphs in a definition": "Term\n" + inside(": ", PARAGRAPHS),
    "a list in a definition": "Term\n" + inside(": ", "ab\n\n" + ITEMS),
    "items that are set in": inside("  - ", PARAGRAPHS),
    "items with wide marks": inside("-   ", PARAGRAPHS),
    "code between paragraphs of an item": inside("- ", numbered(f"{SENTENCE}\n\n    code", end="\n\n")),
    "code in an item": inside("- ", f"a\n\n{CODE}\n\nb"),
    "code behind the mark of an item": "- before\n" + inside("- ", CODE) + "\n- after",
    "code that is set in": inside("8. ", "x\n" + inside("  - ", f"a\n\n{CODE}")),
    "code that is not closed in an item": inside("- ", "a\n\n" + CODE.rstrip("\n~")),
    "numbered code in an item": inside("- ", "a\n\n" + CODE.replace("python", "python {linenos=true}")),
    "code in a quote": inside("> ", f"a\n\n{CODE}\n\nb"),
    "code in an item of a quote": inside("> ", inside("- ", f"a\n\n{CODE}")),
    "code in an alert": "> [!NOTE]\n" + inside("> ", CODE),
    "code in a definition": "Term\n" + inside(": ", f"a\n\n{CODE}"),
    "indented code in an item": inside("- ", f"a\n\n{INDENTED}\n\nb"),
    "indented code behind the mark of an item": inside("- ", f"{INDENTED}\n\nb"),
    "indented code that is set in": inside("8. ", "x\n" + inside("  - ", f"a\n\n{INDENTED}")),
    "indented code in items with wide marks": inside("1.  ", "x\n\n" + inside("12. ", f"a\n\n{INDENTED}")),
    "indented code in a quote": inside("> ", f"a\n\n    :::python\n{INDENTED}\n\nb"),
    "indented code in a quote in a quote": inside("> > ", f"a\n\n{INDENTED}\n\nb"),
    "indented code in an item of a quote": inside("> ", inside("- ", f"a\n\n{INDENTED}")),
    "indented code in an alert": "> [!NOTE]\n" + inside("> ", f"a\n\n{INDENTED}"),
    "paragraphs in an item, with tabs": "- a\n\n\t" + PARAGRAPHS.replace("\n\n", "\n\n\t"),
    "a list in an item, with tabs": "1.\ta\n\t"
    + numbered("- {n}\n\t\t- deeper\n\t\t\tthan *that*", 450, "\n\t"),
    "code in an item, with tabs": "- a\n\n\t" + CODE.replace("\n", "\n\t"),
    "indented code in an item, with tabs": "8.\ta\n\n\t\t" + INDENTED.strip().replace("\n    ", "\n\t\t"),
    "rules in an item": inside("- ", numbered(f"{SENTENCE}\n\n* * *", end="\n\n")),
}


@pytest.mark.parametrize("name", NESTED)
def test_pieces_of_what_is_nested_look_as_the_whole_does(name: str) -> None:
    body = NESTED[name]
    page, whole = page_of(body, 60), drawn(body, 60)
    assert_bounded(page)
    if name.startswith("a paragraph"):
        assert words(shown(page)) == words(line.text for line in whole.lines)
        return
    rows = [(line.text, line.source) for line in whole.lines]
    of_pieces = shown_with_source(page)
    assert [row for row in of_pieces if row[0].strip(" ▎")] == [row for row in rows if row[0].strip(" ▎")]
    if "HTML" not in name:
        assert len(shown(page)[2:]) == len(rows)


TABLES = {
    "in an item": inside("- ", f"x\n\n{TABLE}\n\ny"),
    "behind the mark of an item": "- before\n" + inside("- ", TABLE) + "\n- after",
    "in an item of an item": inside("1. ", "x\n" + inside("- ", f"y\n\n{TABLE}")),
    "in a quote": inside("> ", f"x\n\n{TABLE}"),
    "in an item of a quote": inside("> ", inside("- ", f"x\n\n{TABLE}")),
    "in an alert": "> [!NOTE]\n" + inside("> ", TABLE),
    "in a definition": "Term\n" + inside(": ", f"x\n\n{TABLE}"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_within_is_drawn_in_runs_of_its_rows_under_its_header(name: str) -> None:
    body = TABLES[name]
    page = page_of(body, 80)
    assert_bounded(page)
    rows = shown_with_source(page)
    cells = [(row.split("cell")[1].split()[0], source) for row, source in rows if "cell" in row]
    first = next(number for number, line in enumerate(body.split("\n")) if "cell0" in line)
    assert cells == [(f"{n}", first + n) for n in range(600)]
    edges = [row.index("cell") for row, _ in rows if "cell" in row]
    assert len(set(edges)) == 1
    headed = [index for index in range(1, len(page)) if "cell" in text_of(page, index)]
    assert len(headed) > 3
    assert all(text_of(page, index).split().count("b") == 1 for index in headed)
    marks = [row for row, _ in rows if row.lstrip(" ▎").startswith(("•", "◦", "1."))]
    assert len(marks) == sum(body.count(one) for one in ("- x", "- y", "- b", "- a", "- |", "1. "))


def text_of(page: Page, index: int) -> str:
    return "\n".join(line.text for line in page.drawing(index).lines)


@pytest.mark.parametrize("name", [name for name in NESTED if "code " in name and "between" not in name])
def test_code_within_is_copied_whole_from_any_of_its_pieces(name: str) -> None:
    page = page_of(NESTED[name], 80)
    whole = CODE.removeprefix("~~~python\n").removesuffix("\n~~~")
    if name.startswith("indented"):
        whole = INDENTED.replace("\n    ", "\n").strip()
    pieces = [index for index in range(1, len(page)) if "code = " in text_of(page, index)]
    assert len(pieces) > 3
    for index in (pieces[0], pieces[1], pieces[-1]):
        assert whole_code(page, index, page.drawing(index).codes[0]).rstrip() == whole.rstrip()
        assert first_of_code(page, index) == pieces[0]


def assert_bounded(page: Page) -> None:
    assert len(page.blocks) > 3
    assert max(block.size for block in page.blocks) <= 3 * PIECE


def shown_with_source(page: Page) -> list[tuple[str, int]]:
    """The rows of a page below its head, each with its line of the source."""
    return [
        (line.text, page.blocks[index - 1].start + line.source)
        for index in range(1, len(page))
        for line in page.drawing(index).lines
    ]


@pytest.mark.parametrize("name", LARGE_BLOCKS)
def test_pieces_are_bounded_and_keep_every_word(name: str) -> None:
    body = LARGE_BLOCKS[name]
    page = page_of(body, 200)
    assert_bounded(page)
    whole, pieces = words(texts(body, 200)), words(shown(page))
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
        "formula",
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
    assert [int(number) for number in numbers] == list(range(7, 267))


def test_the_language_of_code_is_named_once() -> None:
    rows = shown(page_of(f"```text\n{numbered('code = {n}  # what', 1000)}\n```"))
    assert [row for row in rows if row.strip("▏ ") == "text"] == ["▏ text"]


def test_a_long_line_of_code_keeps_its_language() -> None:
    assert blocks_of(f"```text\n{'x ' * LARGE_BLOCK}\n```")[0].part is not None
    assert "▏ text" in shown(page_of(f"```text\n{'x ' * LARGE_BLOCK}\n```"))


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


@pytest.mark.parametrize("body", [NESTED["code in an item"], TABLES["in an item of an item"]])
def test_pieces_move_with_the_lines_that_they_repeat(body: str) -> None:
    lines = tuple(f"Before.\n\n{body}\n".split("\n"))
    whole = parse_all(PARSER, lines)
    longer = ("Above.", "", *lines)
    revised = revise(PARSER, ParsedBody(lines, whole.blocks, whole.definitions), longer)
    assert revised.parsed.blocks == parse_all(PARSER, longer).blocks
    assert revised.after > 3


def test_headings_in_a_long_line_of_html() -> None:
    """What a partial or a loop prints is one line, which is drawn in pieces."""
    html = " ".join(f"<h2 data-markdown>Part {n}</h2> <p>{'some words ' * 90}</p>" for n in range(40))
    parsed = parse_all(PARSER, [html])
    assert len(parsed.blocks) > 5
    assert [one.content for block in parsed.blocks for one in block.headings] == [
        f"Part {n}" for n in range(40)
    ]
    assert {one.row for block in parsed.blocks for one in block.headings} == {0}
