"""Nothing that a file holds reaches the terminal but as text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.archive.building import write
from tests.ui.driver import Reader, reading
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from pathlib import Path

ESC, BIDI, MARKUP = (
    "\x1b[31mRED\x1b]0;OWNED\x07\x9b32m",
    "\u202egnp.exe\u2066",
    "[red]markup[/] [@click=app.quit]x[/]",
)
HOSTILE = f"{ESC}{BIDI}{MARKUP}"
FORBIDDEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080), 0xFEFF, 0x200E, 0x200F}
BODY = f"""## [red]Heading[/]

### {HOSTILE}

Text {HOSTILE} and `code {HOSTILE}` and [a link](https://example.org/{BIDI}%1b[31m) and
[escaped](%1b%5b31m%e2%80%aelost.md), [anchor](#%1b%5b31m%c2%9b) &#27;[31m &#x9b; &#x202e; &RightToLeft;

```py\x1b[31m
{HOSTILE}
```

| {HOSTILE} |
|---|
| {HOSTILE} |

![image {ESC}](pic{BIDI}.png) <b onclick="{ESC}">html</b> note[^1] {MARKUP}

[^1]: A note {HOSTILE}
"""


def yaml_escaped() -> str:
    """Front matter whose escapes give control characters only once they are read."""
    return (
        r"""---
title: "Esc \e[31mtitle\u202e \x9b [red]markup[/]"
date: 2024-05-05
tags: ["\e[31mtag", "\u202ebidi", "[b]bold[/b]", "a\nb\tc"]
categories: ["\e[32m"]
author: "\e[33mName\x07"
series: "\u2066s"
---
"""
        + BODY
    )


def raw() -> str:
    return f"---\ntitle: 'Raw {HOSTILE}'\ndate: 2023-05-05\ntags: ['{HOSTILE}']\n---\n{BODY}"


def archive(root: Path) -> Path:
    write(
        root,
        {
            "_config.yml": r'title: "Site \e[31m\u202e[red]markup[/]"' "\n",
            "_posts/2024-05-05-escaped.md": yaml_escaped(),
            "_posts/2023-05-05-raw.md": raw(),
            f"_posts/2022-05-05-name-\x1b[31m{BIDI}\n[b].md": "---\ntags: x\n---\n" + BODY,
            "_posts/2021-05-05-broken.md": f"---\ntitle: [{HOSTILE}\ndate: {HOSTILE}\n---\n{BODY}",
        },
    )
    return root


def assert_clean(reader: Reader) -> None:
    """Nothing painted is a control character, or one that changes the order of what is around it."""
    for strip in reader.strips:
        for char in strip.text:
            assert unicodedata.category(char) not in {"Cc", "Cs"}, (hex(ord(char)), strip.text)
            assert ord(char) not in FORBIDDEN, (hex(ord(char)), strip.text)
        assert strip.cell_length == reader.app.size.width
        assert not any(segment.control for segment in strip)


STEPS = ["i", "i", "v", "v", "G", "g", "f", "escape", "slash", "e", "enter", "n", "escape", "t", "j", "space", "x",
         "S", "S", "S", "S", "question_mark", "escape", "colon", "escape"]  # fmt: skip


@pytest.mark.parametrize("at", range(4))
async def test_nothing_of_a_hostile_post_is_painted(tmp_path: Path, at: int) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.sees("4 posts")
        for _ in range(at):
            await reader.press("J")
        await reader.until(lambda: reader.context.reading.post is reader.context.reading.wanted)
        await reader.sees("markup", pane="article")
        for key in STEPS:
            await reader.press(key)
            assert_clean(reader)
        assert reader.app.is_running


async def test_markup_in_titles_tags_and_text_is_text(tmp_path: Path) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.sees("[red]markup[/]", pane="posts")
        await reader.sees("[red]markup[/]", pane="article")
        await reader.sees("[red]Heading[/]", pane="outline")
        await reader.sees("[b]bold[/b]", pane="tags")
        await reader.press("t")
        while "[b]bold" not in reader.shown("tags").split("▌")[-1].split("\n")[0]:
            await reader.press("j")
        await reader.press("space")
        await reader.sees("#[b]bold[/b]", pane="left")
        assert_clean(reader)


@pytest.mark.parametrize("link", ["a link", "escaped", "anchor"])
async def test_what_is_said_of_hostile_links_is_clean(tmp_path: Path, link: str) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.pilot.hover(offset=reader.place_of(link, "article"))
        await reader.until(lambda: reader.notice != "")
        assert_clean(reader)
        await reader.click(link, "article")
        await reader.until(
            lambda: any(one in reader.notice for one in ("opened", "nothing in", "no heading"))
        )
        assert_clean(reader)


async def test_what_the_panels_tell_of_posts_and_links_is_clean(tmp_path: Path) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.sees("4 posts")
        await reader.press("exclamation_mark")
        await reader.sees("broken-anchor", "the id ␛[31m")
        assert_clean(reader)
        await reader.press("a")
        await reader.sees("problems in the archive", "_posts/2022-05-05-name-␛[31m")
        assert_clean(reader)
        await reader.press("escape", "B")
        await reader.sees("Older and newer")
        assert_clean(reader)
        await reader.press("escape", "ctrl+o")
        await reader.write("2022-05-05-name")
        await reader.sees("_posts/2022-05-05-name-␛[31m")
        assert_clean(reader)


@pytest.mark.parametrize("key", ["slash", "ctrl+o", "s"])
async def test_what_is_pasted_is_clean(tmp_path: Path, key: str) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.sees("4 posts")
        await reader.press(key)
        focused = reader.app.screen.focused
        assert focused is not None
        focused.post_message(Paste(HOSTILE))
        await reader.sees("␛[31mRED␛]0;OWNED␇")
        assert_clean(reader)


async def test_what_is_copied_is_clean(tmp_path: Path) -> None:
    async with reading(archive(tmp_path), size=(160, 48)) as reader:
        await reader.drag("Text", "html")
        text = reader.app.screen.get_selected_text() or ""
        assert "markup" in text
        assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text)


@pytest.mark.parametrize("name", [f"gone-\x1b[31m{BIDI}", "empty-\x1b[31m\u202e"])
async def test_an_archive_of_a_hostile_name_is_named_cleanly(tmp_path: Path, name: str) -> None:
    if name.startswith("empty"):
        (tmp_path / name).mkdir()
    async with reading(tmp_path / name) as reader:
        await reader.sees("nothing to read here")
        assert_clean(reader)


async def test_a_post_that_went_is_told_of_cleanly(tmp_path: Path) -> None:
    name = f"_posts/2022-05-05-name-\x1b[31m{BIDI}\n[b].md"
    async with reading(archive(tmp_path), PostId("_posts/2023-05-05-raw.md"), size=(160, 48)) as reader:
        await reader.sees("4 posts")
        (tmp_path / name).unlink()
        await reader.press("J")
        await reader.until(lambda: reader.context.reading.post is None)
        assert_clean(reader)
