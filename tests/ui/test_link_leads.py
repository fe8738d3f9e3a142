"""Where links lead is told before they are followed; what leads nowhere is marked and says why."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.ui.archives import blog, numbered, one, text
from tests.ui.driver import Reader, reading
from tests.ui.test_links import follow
from tuireader.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tuireader.archive.post import PostId
    from tuireader.session.link_info import LinkInfo


def linked(root: Path) -> Path:
    body = (
        "See [the other](/posts/2023/01/other/), [its part](2023-01-01-other.md#the-part), "
        "[named]({% post_url 2023-01-01-other %}), [out](https://example.org/a), [disk](/images/a.png), "
        "[lost](/posts/1999/01/lost/), [unnamed]({% post_url 1999-01-01-lost %}), "
        "[partless](/posts/2023/01/other/#no-part), [near](/posts/2023/01/other/#the_part.), "
        "[words](/posts/2023/01/other/#:~:text=part%20text), [within](#far_below), "
        "[below](#far-below), [nowhere](#no-such) and[^1].\n\n"
        f"{numbered(60)}\n\n## Far below\n\nThe depths.\n\n[^1]: The note itself.\n"
    )
    other = f"{numbered(40)}\n\n## The part\n\nPart text.\n\n{numbered(40)}"
    return blog(root, {"2024-01-01-first": text("First", body), "2023-01-01-other": text("Other", other)})


def is_broken(reader: Reader, link: str) -> bool:
    x, y = reader.place_of(link, "article")
    style = next(iter(reader.strips[y].crop(x, x + 1))).style
    return bool(style and style.italic and style.underline)


async def marked(reader: Reader, link: str = "lost") -> Reader:
    return await reader.until(lambda: is_broken(reader, link), f"marks {link}")


def _says(reader: Reader, said: str) -> bool:
    return reader.notice == said


async def test_links_that_lead_nowhere_are_marked(tmp_path: Path) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await marked(reader)
        for link in ("lost", "unnamed", "partless", "near", "within", "nowhere", "disk"):
            assert is_broken(reader, link), link
        for link in ("the other", "its part", "named", "out", "words", "below", "[1]"):
            assert not is_broken(reader, link), link


SAID = (
    ("the other", "→ Other"),
    ("its part", "→ Other › The part"),
    ("named", "→ Other"),
    ("out", "→ https://example.org/a"),
    ("lost", "✗ nothing in the archive is at /posts/1999/01/lost/"),
    ("unnamed", "✗ no post is named 1999-01-01-lost"),
    ("disk", "✗ there is no file images/a.png"),
    ("near", "✗ there is no heading #the_part. in Other; the nearest is “The part”"),
    ("words", "→ Other › “part text”"),
    ("partless", "✗ there is no heading #no-part in Other"),
    ("below", "→ this post › Far below"),
    ("nowhere", "✗ there is no heading #no-such in this post"),
    ("[1]", "→ footnote 1"),
)
"""What is said of each link while the pointer is over it."""


async def test_the_pointer_says_where_a_link_leads(tmp_path: Path) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await reader.pilot.hover(offset=reader.place_of("Paragraph", "article"))
        await marked(reader)
        for link, said in SAID:
            await reader.pilot.hover(offset=reader.place_of(link, "article"))
            await reader.until(partial(_says, reader, said), f"says {said} of {link}")
            await reader.pilot.hover(offset=reader.place_of("Paragraph", "article"))
            await reader.until(lambda: not reader.notice)


@pytest.mark.parametrize(
    ("link", "sees", "said"),
    [
        (
            "near",
            "Part text.",
            "there is no heading #the_part. in this post; this is the nearest: “The part”",
        ),
        ("words", "Part text.", ""),
        ("disk", "Paragraph", "there is no file images/a.png"),
        (
            "within",
            "The depths.",
            "there is no heading #far_below in this post; this is the nearest: “Far below”",
        ),
    ],
)
async def test_an_anchor_that_is_not_there_leads_to_the_nearest_and_words_to_where_they_stand(
    tmp_path: Path, link: str, sees: str, said: str
) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await marked(reader)
        await follow(reader, link)
        await reader.sees(sees)
        await reader.until(lambda: reader.notice == said, f"says {said}")


async def test_tab_goes_from_link_to_link_and_then_to_the_next_pane(tmp_path: Path) -> None:
    body = "One [here](/posts/2020/01/older/) and [there](https://example.org/), [gone](/no/such/).\n\n## End"
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("enter")
        await marked(reader, "gone")
        plain = reader.style_at("here", "article")
        await reader.press("tab")
        await reader.sees("→ The older post", pane="status")
        assert reader.style_at("here", "article") != plain
        await reader.press("tab")
        await reader.sees("→ https://example.org/", pane="status")
        assert reader.style_at("here", "article") == plain
        await reader.press("tab")
        await reader.sees("✗ nothing in the archive is at /no/such/", pane="status")
        await reader.press("tab")
        assert reader.focus == "outline"
        await reader.misses("/no/such/", pane="status")
        await reader.press("shift+tab", "shift+tab", "shift+tab")
        await reader.sees("→ https://example.org/", pane="status")
        await reader.press("enter")
        await reader.until(lambda: reader.opened == ["https://example.org/"])


async def test_enter_follows_the_current_link_and_escape_leaves_it(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "One [here](/posts/2020/01/older/).")) as reader:
        await reader.press("enter", "tab")
        await reader.sees("→ The older post", pane="status")
        await reader.press("escape")
        await reader.misses("→", pane="status")
        assert reader.focus == "article"
        await reader.press("tab", "enter")
        await reader.reads("The older post")
        await reader.press("H")
        await reader.reads("The post")


async def test_a_link_that_is_scrolled_away_is_no_longer_current(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await reader.press("enter", "tab")
        await reader.sees("→ Other", pane="status")
        await reader.press("pagedown")
        await reader.until(lambda: reader.article.links.current is None)
        await reader.misses("→ Other", pane="status")
        await reader.press("enter")
        assert reader.focus == "article"
        await reader.reads("First")


async def test_the_first_letter_of_a_label_says_where_it_may_lead(tmp_path: Path) -> None:
    body = " ".join(f"[go{n}](https://example.org/{n})" for n in range(40))
    async with reading(one(tmp_path, body)) as reader:
        await reader.press("f")
        await reader.sees("type a label")
        first = reader.article.marks.labels[0]
        assert len(first.text) == 2
        await reader.press("escape", "tab")
        await reader.sees("→ https://example.org/0", pane="status")
        await reader.press("f", first.text[0])
        await reader.sees("→ https://example.org/0 · →", pane="status")
        assert reader.opened == []


async def test_a_save_mends_a_link(tmp_path: Path) -> None:
    root = one(tmp_path, "One [here](/posts/2021/02/new/).")
    async with reading(root, settings=Settings(watch=True)) as reader:
        await reader.sees("live", pane="status")
        await marked(reader, "here")
        write(root, {"_posts/2021-02-02-new.md": text("The new one", "Words.")})
        await reader.until(lambda: not is_broken(reader, "here"))
        await follow(reader, "here")
        await reader.reads("The new one")


async def test_marks_stay_while_links_are_looked_into_again(tmp_path: Path) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await marked(reader)
        link_service, asked, may_answer = reader.parts.link_service, asyncio.Event(), asyncio.Event()
        explain = link_service.explain

        async def held(hrefs: Sequence[str], source: PostId) -> dict[str, LinkInfo]:
            asked.set()
            await may_answer.wait()
            return await explain(hrefs, source)

        link_service.explain = held  # type: ignore[method-assign]  # the answer is held back, and is the real one
        reader.parts.hints.links_changed()
        await asked.wait()
        before = reader.article.links
        await reader.wheel(1)
        await reader.wheel(-1)
        reader.parts.hints.look()
        assert reader.article.links == before
        assert before.broken
        may_answer.set()
        await reader.until(lambda: not reader.parts.hints._looking_up)
        assert reader.article.links == before


async def test_nothing_is_marked_in_another_post_for_the_same_address(tmp_path: Path) -> None:
    root = blog(
        tmp_path,
        {
            "2024-01-01-first": text("First", "Go [on](#part)."),
            "2023-01-01-other": text("Other", "Go [on](#part).\n\n## Part\n\nText."),
        },
    )
    async with reading(root) as reader:
        await marked(reader, "on")
        await reader.press("J")
        await reader.reads("Other")
        await reader.until(lambda: bool(reader.parts.hints._infos) and not is_broken(reader, "on"))
