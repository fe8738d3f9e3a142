"""What `y` puts on the clipboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.ui.archives import blog, numbered, one, text
from tests.ui.driver import UNWATCHED, reading
from tuireader.session.link_info import quoted

if TYPE_CHECKING:
    from pathlib import Path

CODE = "Text.\n\n{% highlight python linenos %}\nif x:\n\ty = '1'\n{% endhighlight %}\n\nAfter."
TWO = "```python\nfirst = 1\n```\n\nText.\n\n```\nsecond = 2\n```"


async def test_the_only_code_in_sight_is_copied_at_once_with_its_tabs(tmp_path: Path) -> None:
    async with reading(one(tmp_path, CODE)) as reader:
        await reader.press("y")
        await reader.sees("c code · l link")
        await reader.press("c")
        await reader.sees("copied 2 lines of python")
        assert reader.app.clipboard == "if x:\n\ty = '1'"


async def test_of_several_one_is_chosen_by_its_label(tmp_path: Path) -> None:
    async with reading(one(tmp_path, TWO)) as reader:
        await reader.press("y", "c")
        await reader.sees("type a label to copy its code")
        await reader.press(reader.article.marks.labels[1].text)
        await reader.sees("copied 1 line")
        assert reader.app.clipboard == "second = 2"


async def test_code_in_pieces_is_copied_whole(tmp_path: Path) -> None:
    code = "\n".join(f"x = {number}" for number in range(3000))
    async with reading(one(tmp_path, f"```python\n{code}\n```")) as reader:
        await reader.press("enter", "space", "space", "y", "c")
        await reader.sees("copied 3,000 lines of python")
        assert reader.app.clipboard == code


@pytest.mark.parametrize(
    ("config", "address"),
    [
        ("url: https://example.org\nbaseurl: /blog\n", "https://example.org/blog/2024/01/01/first.html"),
        ("url: https://example.org/\n", "https://example.org/2024/01/01/first.html"),
        ("title: x\n", None),
    ],
)
async def test_the_permalink_or_the_path(tmp_path: Path, config: str, address: str | None) -> None:
    root = blog(tmp_path, {"2024-01-01-first": text("First", "[up](../other/)")})
    (root / "_config.yml").write_text(config)
    async with reading(root) as reader:
        await reader.press("y", "p")
        await reader.sees(
            "copied " + (address or "the file's path, since the site's address is not known: /")
        )
        assert reader.app.clipboard == (address or str(root / "_posts/2024-01-01-first.md"))
        await reader.press("y", "l")
        await reader.until(lambda: "other" in reader.app.clipboard)
        assert reader.app.clipboard == (f"{address.rpartition('/01/')[0]}/other/" if address else "../other/")


async def test_a_post_from_standard_input_has_neither_address_nor_file(tmp_path: Path) -> None:
    (tmp_path / "standard-input.md").write_text("# The post\n\nSome words, [a link](#a) and more.\n\n## A\n")
    async with reading(tmp_path, settings=replace(UNWATCHED, from_input=True)) as reader:
        reader.app.copy_to_clipboard("as it was")
        await reader.press("y", "p")
        await reader.sees("no address and no file")
        assert reader.app.clipboard == "as it was"
        await reader.press("y", "l")
        await reader.sees("copied #a")
        await reader.press("y", "q")
        await reader.sees("as a quote")
        assert str(tmp_path) not in reader.app.clipboard
        assert reader.app.clipboard.endswith("> — The post\n")
        await reader.press("e")
        await reader.sees("no file to edit")


async def test_one_of_several_links(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "[a](https://a.example/) and [b](https://b.example/)")) as reader:
        await reader.press("y", "l")
        await reader.sees("type a label to copy its link")
        await reader.press(reader.article.marks.labels[1].text)
        await reader.sees("copied https://b.example/")
        assert reader.app.clipboard == "https://b.example/"


async def test_a_quote_of_what_is_selected_or_of_the_first_paragraph(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "## Heading\n\nSome *words* to\nquote.\n\nAfter.")) as reader:
        await reader.press("y", "q")
        await reader.sees("as a quote")
        assert reader.app.clipboard.startswith("> Some *words* to\n> quote.\n>\n> — The post, ")
        await reader.drag("After", "After")
        await reader.press("y", "q")
        await reader.until(lambda: reader.app.clipboard.startswith("> After\n>\n"))


async def test_the_links_of_a_quote_lead_where_they_led(tmp_path: Path) -> None:
    body = "See [it]({% post_url 2024-01-02-other %}#part) and [there](/2024/01/02/other.html)."
    root = blog(
        tmp_path, {"2024-01-03-first": text("First", body), "2024-01-02-other": text("Other", "## Part")}
    )
    (root / "_config.yml").write_text("url: https://example.org\n")
    async with reading(root) as reader:
        await reader.press("y", "q")
        await reader.sees("as a quote")
        other = "https://example.org/2024/01/02/other.html"
        assert reader.app.clipboard.startswith(f"> See [it]({other}#part) and [there]({other}).\n")


async def test_the_source(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Some *words*.")) as reader:
        await reader.press("y", "s")
        await reader.sees("copied the source")
        assert reader.app.clipboard.startswith("---\n")
        assert "Some *words*." in reader.app.clipboard


async def test_what_is_copied_cannot_command_a_terminal(tmp_path: Path) -> None:
    async with reading(
        one(tmp_path, "[a](<https://a.example/&#27;]52;c;x&#7;>)\n\n```\nx\x1b[2Jy\n```")
    ) as reader:
        for key in ("c", "l", "s"):
            await reader.press("y", key)
            await reader.sees("copied")
            assert "\x1b" not in reader.app.clipboard
            assert "\x07" not in reader.app.clipboard


@pytest.mark.parametrize(("key", "said"), [("c", "no code in sight"), ("l", "no links in sight")])
async def test_what_is_not_there_is_said(tmp_path: Path, key: str, said: str) -> None:
    async with reading(one(tmp_path, "Plain.")) as reader:
        await reader.press("y", key)
        await reader.sees(said)
        assert reader.app.clipboard == ""


async def test_another_key_leaves_the_question(tmp_path: Path) -> None:
    async with reading(one(tmp_path, numbered(80))) as reader:
        await reader.press("enter", "y", "j")
        await reader.misses("permalink")
        top = reader.first_line
        await reader.press("j", "j", "j", "j")
        await reader.until(lambda: reader.first_line != top, "moves again")


def test_a_quote_is_markdown() -> None:
    assert quoted("one\n\ntwo", "T", "https://x/") == "> one\n>\n> two\n>\n> — T, https://x/\n"
