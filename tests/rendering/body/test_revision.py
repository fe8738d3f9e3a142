"""A body after an edit, parsed only where it differs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD, PARSER
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all


def parsed(lines: list[str]) -> ParsedBody:
    whole = parse_all(PARSER, lines)
    return ParsedBody(lines, whole.blocks, whole.definitions)


def prose(count: int) -> list[str]:
    return [line for number in range(count) for line in (f"Paragraph {number} says *this*.", "")]


@given(AWKWARD, AWKWARD, AWKWARD, AWKWARD)
@settings(max_examples=120)
def test_a_revision_is_what_parsing_all_of_it_gives(
    before: list[str], gone: list[str], come: list[str], after: list[str]
) -> None:
    old, new = [*before, *gone, *after, ""], [*before, *come, *after, ""]
    assert revise(PARSER, parsed(old), new).parsed == parsed(new)


@given(st.data())
@settings(max_examples=60)
def test_revisions_of_revisions_do_not_drift(data: st.DataObject) -> None:
    body = parsed([*prose(20), ""])
    for _ in range(4):
        lines = list(body.lines)
        at = data.draw(st.integers(0, len(lines)))
        lines[at : at + data.draw(st.integers(0, 3))] = data.draw(AWKWARD)
        body = revise(PARSER, body, [*lines, ""]).parsed
    assert body == parsed(list(body.lines))


def test_a_changed_word_leaves_the_other_blocks_the_very_same() -> None:
    old = parsed(prose(500))
    new = prose(500)
    new[600] = "Paragraph 300 says that."
    revision = revise(PARSER, old, new)
    assert revision.before >= 298
    assert revision.after >= 197
    assert revision.parsed.blocks[0] is old.blocks[0]
    assert revision.parsed.blocks[-1] is old.blocks[-1]


def test_blocks_below_an_insertion_are_moved() -> None:
    old = parsed(prose(50))
    new = [*prose(10), "Inserted.", "", *prose(50)[20:]]
    revision = revise(PARSER, old, new)
    assert revision.parsed == parsed(new)
    assert revision.after >= 38


def test_an_opened_fence_takes_all_that_follows_until_it_is_closed() -> None:
    old, opened = prose(30), [*prose(10), "```", *prose(30)[20:]]
    one = revise(PARSER, parsed(old), opened).parsed
    assert one.blocks[-1].kind == "fence"
    assert revise(PARSER, one, old).parsed == parsed(old)


def test_pieces_of_a_large_fence_are_no_places_to_begin_at() -> None:
    code = ["```python", *(f"value_{number} = {number}" for number in range(1500)), "```", "", "after", ""]
    new = [*code]
    new[700] = "```"
    assert revise(PARSER, parsed(code), new).parsed == parsed(new)


def test_a_large_list_is_revised_as_it_is_parsed_in_windows() -> None:
    items = [f"- item {number} of a long list" for number in range(1200)]
    new = [*items[:600], "- one more", *items[600:]]
    texts = [
        "\n".join(new[block.start : block.end]) for block in revise(PARSER, parsed(items), new).parsed.blocks
    ]
    assert "\n".join(texts).split("\n") == new
    assert len(texts) > 3


def test_definitions_move_with_their_lines_and_go_with_them() -> None:
    old = parsed([*prose(10), "[a]: /x", "", *prose(10), "[b]: /y", ""])
    moved = revise(PARSER, old, ["New.", "", *old.lines]).parsed
    assert [(one.label, one.line) for one in moved.definitions] == [("A", 22), ("B", 44)]
    gone = revise(PARSER, old, [line for line in old.lines if not line.startswith("[a]")]).parsed
    assert [one.label for one in gone.definitions] == ["B"]
