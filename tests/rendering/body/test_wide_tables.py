"""Tables of thousands of columns are drawn in bands, and those without a delimiter row in runs of rows."""

from __future__ import annotations

from itertools import chain, pairwise

import pytest

from tests.rendering.bodies import HEAD
from tests.rendering.sized import SIZED
from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.body.blocks import Block, block_text
from tuireader.rendering.body.large import PIECE
from tuireader.rendering.body.parsed_start import next_window, parsed_start
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.page import Page
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.theme import night

COLUMNS = 1_200
FEWER = 600
"""Columns of tables with many rows: each line is longer than a piece may be all the same."""
PLAIN, JEKYLL = Parsers(ENGINES["plain"]), Parsers(ENGINES["jekyll"])


def table(rows: int, cell: str = "c{n}r{row}", columns: int = COLUMNS) -> list[str]:
    lines = ["|".join(cell.format(n=n, row=row) for n in range(columns)) for row in range(rows + 1)]
    return [lines[0], "|".join([":-:"] * columns), *lines[1:]]


def page_of(parsers: Parsers, body: str) -> Page:
    text = parsed_start(parsers.blocks, body)
    page = Page(text.lines, lambda _: HEAD, Drawer(parsers, night(), 80, text.references))
    window = text.window
    page.extend(window.blocks)
    while window.next < len(text.lines):
        window = next_window(parsers.blocks, text.lines, window)
        page.extend(window.blocks)
    return page


def words(page: Page) -> list[list[str]]:
    """The words of each line of each block, without rules."""
    drawn = chain.from_iterable(page.drawing(index).lines for index in range(1, len(page)))
    return [line.text.split() for line in drawn if line.text.strip("─ ")]


def pieces(parsers: Parsers, lines: list[str]) -> tuple[Block, ...]:
    return parse_all(parsers.blocks, lines).blocks


@pytest.mark.parametrize("parsers", [PLAIN, JEKYLL])
@pytest.mark.parametrize(("rows", "columns"), [(0, COLUMNS), (2, COLUMNS), (25, FEWER)])
def test_each_cell_is_in_its_band_under_its_header(parsers: Parsers, rows: int, columns: int) -> None:
    found = words(page_of(parsers, "\n".join(table(rows, columns=columns))))
    for line in found:
        assert len({cell.split("r")[1] for cell in line}) == 1
    for row in range(1, rows + 1):
        own = list(chain.from_iterable(line for line in found if line[0].endswith(f"r{row}")))
        assert own == [f"c{n}r{row}" for n in range(columns)]
    headers = [line for line in found if line[0].endswith("r0")]
    assert {cell for line in headers for cell in line} == {f"c{n}r0" for n in range(columns)}
    assert len(headers) > 3
    for line, following in pairwise(found):
        if line[0].endswith("r0") and rows:
            assert [cell.split("r")[0] for cell in line] == [cell.split("r")[0] for cell in following]


@pytest.mark.parametrize(("rows", "columns"), [(0, COLUMNS), (2, COLUMNS), (45, FEWER)])
def test_a_band_is_small_however_many_columns_and_rows_there_are(rows: int, columns: int) -> None:
    lines = table(rows, columns=columns)
    found = pieces(PLAIN, lines)
    assert len(found) > 1
    assert all(len(block_text(lines, block)) <= 1.5 * PIECE for block in found)
    assert [block.start for block in found] == sorted(block.start for block in found)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("|".join(["a"] * COLUMNS), ["a"] * COLUMNS),
        ("| " + " | ".join(["a"] * COLUMNS) + " |", ["a"] * COLUMNS),
        ("a|b", ["a", "b"]),
        ("a|" + "|" * COLUMNS, ["a"]),
        ("|".join(["a"] * (COLUMNS - 1)) + "||", ["a"] * (COLUMNS - 1)),
        ("|".join(["\\|"] * COLUMNS), ["|"] * COLUMNS),
        ("|".join(["a\\|b"] * COLUMNS), ["a|b"] * COLUMNS),
        ("|".join(["é"] * COLUMNS), ["é"] * COLUMNS),
        ("|".join(["a"] * (COLUMNS + 9)), ["a"] * COLUMNS),
    ],
)
def test_a_row_may_be_written_in_any_way(row: str, shown: list[str]) -> None:
    lines = [*table(0), row]
    found = page_of(PLAIN, "\n".join(lines))
    assert len(found) > 3
    assert [cell for line in words(found) for cell in line if not cell.endswith("r0")] == shown


def test_bars_in_code_part_nothing_on_a_site_of_jekyll() -> None:
    lines = [*table(0), table(1, "`{n}|{row}`")[2]]
    found = page_of(JEKYLL, "\n".join(lines))
    assert len(found) > 3
    assert [cell for line in words(found) for cell in line if cell.endswith("|1")] == [
        f"{n}|1" for n in range(COLUMNS)
    ]


def test_a_very_large_table_goes_on_in_bands_where_a_window_cuts_it() -> None:
    lines = table(3_900, "{n}r{row}", 10)
    lines[0] = "|".join(f"{'long ' * 120}{n}" for n in range(10))
    body = "\n".join(lines)
    assert parsed_start(PLAIN.blocks, body).window.next < len(lines)
    page = page_of(PLAIN, body)
    covered = {row for block in page.blocks for row in range(block.start, block.end)}
    assert covered == set(range(2, len(lines)))
    starts = [block.start for block in page.blocks]
    assert starts == sorted(starts)
    assert len(starts) > 2 * len(set(starts))
    last = [cell for line in page.drawing(len(page) - 1).lines for cell in line.text.split()]
    assert last[-1] == "9r3900"


@pytest.mark.parametrize("head", ["", "h|i|j\n---|---|---\n", "h|i|j\nk|l|m\n---|---|---\n"])
@pytest.mark.parametrize("rule", ["", "---|---|---\n"])
def test_a_table_without_a_delimiter_row_is_drawn_in_runs_of_its_rows(head: str, rule: str) -> None:
    rows = "".join(f"a{n}|b|c{n}\n" for n in range(600))
    middle = rule if head else ""
    body = f"{head}{rows}{middle}{rows}"
    found = page_of(JEKYLL, body)
    assert len(found) > 4
    assert max(block.size for block in found.blocks) <= 1.5 * PIECE
    drawn = words(found)
    assert [line for line in drawn if line[0].startswith("a")] == 2 * [
        [f"a{n}", "b", f"c{n}"] for n in range(600)
    ]
    assert {line[0] for line in drawn if not line[0].startswith("a")} == set(
        filter(None, ["h" if head else "", "k" if "k" in head else ""])
    )


def test_the_work_on_a_table_grows_with_its_columns() -> None:
    _, body = SIZED["columns of a table"]
    counts = [len(pieces(PLAIN, body(columns).split("\n"))) for columns in (2_000, 4_000)]
    assert counts[1] == pytest.approx(2 * counts[0], rel=0.1)
