"""Text in lines inside shortcodes that nobody knows keeps its lines; prose and Markdown stay what they are."""

from __future__ import annotations

import pytest

from tests.rendering.templates.translating import translated


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{< high text >}}\n$ a\n$ b\n{{< /high >}}", "```text\n$ a\n$ b\n```"),
        ('{{< high "rust" >}}\nlet a = 1\nlet b = 2\n{{< /high >}}', "```rust\nlet a = 1\nlet b = 2\n```"),
        ("{{< out >}}\nuser@host:~$ ls\na  b\n{{< /out >}}", "```\nuser@host:~$ ls\na  b\n```"),
        ("{{< out >}}\na     1\nbb    2\n\nc     3\n{{< /out >}}", "```\na     1\nbb    2\n\nc     3\n```"),
        (
            "{{< js >}}\nlet a = 1;\nif (a) {\n  b();\n}\n{{< /js >}}",
            "```\nlet a = 1;\nif (a) {\n  b();\n}\n```",
        ),
        ("- x\n\n  {{< high text >}}\n  $ a\n  {{< /high >}}", "- x\n\n  ```text\n  $ a\n  ```"),
        (
            "{{< frob >}}\nSome prose\nin *two* lines.\n{{< /frob >}}",
            "⟦frob⟧ \nSome prose\nin *two* lines.\n",
        ),
        ("{{< frob >}}\n- a\n- b\n{{< /frob >}}", "⟦frob⟧ \n- a\n- b\n"),
        ("{{< frob text >}}\n```\n$ a\n```\n{{< /frob >}}", "⟦frob text⟧ \n```\n$ a\n```\n"),
        ("{{< frob text >}}a{{< /frob >}}", "⟦frob text⟧ a"),
    ],
)
def test_lines_stay_lines(body: str, expected: str) -> None:
    assert translated(body, "hugo") == expected


def test_in_zola_and_hexo_too() -> None:
    assert translated("{% term(a=1) %}\n$ a\n$ b\n{% end %}", "zola") == "```\n$ a\n$ b\n```"
    assert translated("{% term text %}\n$ a\n$ b\n{% endterm %}", "hexo") == "```text\n$ a\n$ b\n```"


def test_what_hugo_comments_out_is_hidden() -> None:
    """Hugo 0.168."""
    body = (
        "a {{< comment >}}gone{{< /comment >}} b\n\n{{% comment %}}\ngone\n{{% /comment %}}\nc {{/* kept */}}"
    )
    assert translated(body, "hugo") == "a  b\n\n\n\n\nc {{/* kept */}}"
