"""Elements around Markdown, in windows and after edits: always what a whole parse gives."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import PARSER, blocks_of
from tests.rendering.body.test_windows import in_windows
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all, parse_window

AWKWARD = """text|- item|  more|> q|```|    code|<div>|</div>|<!--|-->|<pre>|</pre>|<details>|</details>|x</div>
|<details><summary>s</summary>|<div markdown="1">|<div align=center>|<table>|<tr><td>|</td></tr>|</table>|<ul>|</ul>
|<p align=left>|</details><details>|<div markdown=1>x|> <details>|  <details>|`</details>`|# h|===|FILL||"""
LINES = st.lists(st.sampled_from(AWKWARD.replace("\n", "").split("|")), max_size=30)
"""`FILL` stands for more lines than the end of an element is looked for among."""


def filled(lines: list[str]) -> list[str]:
    if "FILL" not in lines:
        return lines
    at = lines.index("FILL")
    return [*lines[:at], *["text", ""] * 495, *(line for line in lines[at:] if line != "FILL")]


def parsed(lines: list[str]) -> ParsedBody:
    whole = parse_all(PARSER, lines)
    return ParsedBody(lines, whole.blocks, whole.definitions)


@given(LINES, st.integers(1, 12))
@example(["<details>", "", "<!--", "", "</details>", "", "-->"], 2)
@settings(max_examples=150)
def test_windows_give_what_a_whole_parse_gives(lines: list[str], count: int) -> None:
    lines = filled(lines)
    whole = parse_all(PARSER, lines)
    assert in_windows(lines, count) == (list(whole.blocks), list(whole.definitions))


@given(LINES, LINES, LINES, LINES)
@example(["<details>", ""], [], ["</details>"], ["", "text"])
@example(["<details>", "", "FILL"], ["</details>"], [], ["", "text"])
@settings(max_examples=150)
def test_a_revision_is_what_parsing_all_of_it_gives(
    before: list[str], gone: list[str], come: list[str], after: list[str]
) -> None:
    old, new = filled([*before, *gone, *after, ""]), filled([*before, *come, *after, ""])
    assert revise(PARSER, parsed(old), new).parsed == parsed(new)


def test_an_element_is_one_block_from_tag_to_tag() -> None:
    body = "before\n\n<details>\n\ntext\n\n- item\n\n</details>\n\nafter"
    assert [(block.kind, block.start, block.end) for block in blocks_of(body)] == [
        ("paragraph", 0, 1),
        ("html_container", 2, 9),
        ("paragraph", 10, 11),
    ]


def test_a_plain_wrapper_leaves_what_it_holds_as_blocks() -> None:
    kinds = [block.kind for block in blocks_of('<div class="post">\n\ntext\n\n- item\n\n</div>')]
    assert kinds == ["html_block", "paragraph", "bullet_list", "html_block"]


def test_an_element_without_an_end_is_a_block_of_its_own_that_reaches_far() -> None:
    first, second = blocks_of("<details>\n\ntext")
    assert (first.kind, first.reach > 1000, second.kind, second.reach) == ("html_block", True, "paragraph", 0)


def test_the_end_of_an_element_is_looked_for_among_a_thousand_lines() -> None:
    for count, kind in ((990, "html_container"), (1010, "html_block")):
        lines = ["<details>", *["", "text"] * (count // 2), "", "</details>", "", "after", ""]
        assert parse_all(PARSER, lines).blocks[0].kind == kind
        assert parse_window(PARSER, lines, 0).blocks[0].kind == kind


def test_markdown_begins_at_once_where_the_tag_says_so() -> None:
    (block,) = blocks_of('<div markdown="1">\n# Title\n- item\n</div>')
    assert (block.kind, [one.content for one in block.headings]) == ("html_container", ["Title"])
    assert not blocks_of("<div align=center>\n# Title\n\n</div>")[0].headings
