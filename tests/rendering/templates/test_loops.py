"""What loops print, drawn as if it had all the lines that it takes."""

from __future__ import annotations

import pytest

from tests.rendering.drawings import texts
from tests.rendering.templates.translating import context
from tuireader.rendering.templates import translate


def drawn(body: str) -> list[str]:
    """The lines that are drawn of a body, which keeps its number of lines."""
    text = translate(body, context("jekyll"))
    assert text.count("\n") == body.count("\n")
    return [line.rstrip() for line in texts(text)]


def loop(body: str, last: int = 4) -> str:
    return f"{{% for i in (1..{last}) %}}{body}{{% endfor %}}"


BODIES = [
    "\n- item {{ i }}\n",
    "\n* item `{{ i }}`, [link](a{{ i }}.md)\n",
    "\n1. item {{ i }}\n",
    "- item {{ i }}\n",
    "\npara **{{ i }}**\n",
    "\n\npara {{ i }}\n\n",
    "\n*para* {{ i }}\nof two lines\n",
    "\n## Heading {{ i }}\n\nText {{ i }} < 3.\n",
    "\n> quote {{ i }}\n",
    "\n    code {{ i }}\n      <b>\n",
    "\n```js\nvar a{{ i }}\n\nvar b\n```\n",
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("last", [2, 3, 4, 9])
@pytest.mark.parametrize(("before", "after"), [("", ""), ("Text.\n", "\nEnd."), ("Text.\n\n", "\n\nEnd.")])
def test_blocks_are_drawn_as_with_lines_enough(body: str, last: int, before: str, after: str) -> None:
    printed = "".join(body.replace("{{ i }}", str(i)) for i in range(1, last + 1))
    whole = texts(f"{before}\n{printed}\n{after}")
    found = drawn(before + loop(body, last) + after)
    assert without_gaps(found) == without_gaps([line.rstrip() for line in whole])
    if "para" in body:
        assert found == [line.rstrip() for line in whole]


def without_gaps(lines: list[str]) -> list[str]:
    return [line for line in lines if line]


def test_a_paragraph_after_a_list_is_no_part_of_it() -> None:
    items = ["• item 1", "• item 2", "• item 3"]
    assert without_gaps(drawn(loop("\n- item {{ i }}\n", 3) + "\nEnd")) == [*items, "End"]
    assert drawn("{% if true %}\n" + loop("\n- item {{ i }}\n", 3) + "\n{% endif %}") == items


def test_in_an_item_of_a_list() -> None:
    body = "1. a\n   {% for i in (1..5) %}\n   - sub {{ i }}\n   {% endfor %}\n2. b"
    assert without_gaps(drawn(body)) == ["1. a", *(f"   • sub {i}" for i in range(1, 6)), "2. b"]


def test_hyphens_take_line_breaks_away() -> None:
    assert drawn("{% for i in (1..3) -%}\nline {{ i }}\n{% endfor %}") == ["line 1 line 2 line 3"]
    assert drawn("{% for i in (1..3) -%}\n{{ i }},\n{%- endfor %}") == ["1,2,3,"]
    assert drawn("{%- for i in (1..9) %}\n- {{ i }}\n{%- endfor %}") == [f"• {i}" for i in range(1, 10)]


def test_in_html_and_tables_lines_are_joined() -> None:
    assert without_gaps(drawn("<ul>\n" + loop("\n<li>item {{ i }}</li>\n") + "\n</ul>")) == [
        "• item 1",
        "• item 2",
        "• item 3",
        "• item 4",
    ]


def test_a_loop_knows_the_one_around_it() -> None:
    inner = "{% for a in (1..2) %}{{ forloop.parentloop.index }}{{ a }} {% endfor %}"
    assert drawn(loop(inner, 2)) == ["11 12 21 22"]
