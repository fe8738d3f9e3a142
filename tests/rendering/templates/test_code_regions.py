"""Where code is taken to stand in a text that is not parsed yet, against what the parser finds afterwards."""

from __future__ import annotations

import pytest

from tuireader.rendering.templates.code import code_regions


def code(text: str, *, indented: bool = True) -> list[str]:
    return [text[start:end] for start, end in code_regions(text, indented=indented).regions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d `e`", ["``b ` c``", "`e`"]),
        ("a `b\nc` d", ["`b\nc`"]),
        ("a `b\n\nc` d", []),
        ("a \\`b` c `d`", ["` c `"]),
        ("```x\na\n```\nb", ["```x\na\n```"]),
        ("~~~~\n~~~\n~~~~\nb", ["~~~~\n~~~\n~~~~"]),
        ("```\nnever closed `a`", ["```\nnever closed `a`"]),
        ("- ```\n  a\n  ```\n- `b`", ["- ```\n  a\n  ```", "`b`"]),
        ("> ```\n> a\n> ```", ["> ```\n> a\n> ```"]),
        ("``` a ` b\nc", []),
        ("a\n\n    code\n\nb", ["    code"]),
        ("a\n    lazy", []),
        ("- a\n\n    in the item", []),
        ("- a\n\nb\n\n    code", ["    code"]),
        ("{% highlight md %}\n```\n{% endhighlight %}\n`a`", ["`a`"]),
        ("", []),
    ],
)
def test_code(text: str, found: list[str]) -> None:
    assert code(text) == found


def test_without_indented_code() -> None:
    assert code("a\n\n    `code`\n", indented=False) == ["`code`"]


def test_an_offset_is_inside_from_the_first_mark_to_the_last() -> None:
    regions = code_regions("a `b` c `d`", indented=False)
    assert [offset for offset in range(12) if offset in regions] == [2, 3, 4, 8, 9, 10]
