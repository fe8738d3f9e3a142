from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.ui.archives import blog, numbered, one, text
from tests.ui.driver import PATIENCE, Reader, reading
from tuireader.archive.post import PostId
from tuireader.session import open_post as rest
from tuireader.session.open_post import following
from tuireader.ui.motion import Motion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuireader.rendering.body.windows import Window
    from tuireader.session.open_post import LoadedPost


async def follow(reader: Reader, link: str) -> None:
    """Label the links and type the label that stands where `link` stood."""
    x, y = reader.place_of(link, "article")
    await reader.press("f")
    await reader.sees("type a label")
    label = next(one for one in reader.article.marks.labels if one.y + reader.article.region.y == y
                 and one.start + reader.article.columns.margin + reader.article.region.x == x)  # fmt: skip
    painted = reader.strips[y].crop(x, x + len(label.text)).text
    assert painted == label.text
    await reader.press(*painted)


def linked(root: Path) -> Path:
    body = (
        "See [the other](/posts/2023/01/other/), [its part](2023-01-01-other.md#the-part), "
        "[out](https://example.org/a?b=1), [mail](mailto:me@example.org), "
        "[script](javascript:alert(1)), [disk](file:///etc/passwd), [image](/images/a.png), "
        "[lost](/posts/1999/01/lost/), [below](#far-below) and[^1] [nowhere](#no-such).\n\n"
        f"{numbered(60)}\n\n## Far below\n\nThe depths.\n\n{numbered(60)}\n\n[^1]: The note itself.\n"
    )
    other = f"{numbered(40)}\n\n## The part\n\nPart text.\n\n{numbered(40)}"
    return blog(root, {"2024-01-01-first": text("First", body), "2023-01-01-other": text("Other", other)})


@pytest.mark.parametrize("address", ["https://example.org/a?b=1", "mailto:me@example.org"])
async def test_web_and_mail_addresses_leave_the_program(tmp_path: Path, address: str) -> None:
    async with reading(linked(tmp_path)) as reader:
        await follow(reader, {"h": "out", "m": "mail"}[address[0]])
        await reader.sees(f"opened {address[:20]}")
        assert reader.opened == [address]
        await reader.reads("First")


async def test_an_address_that_no_browser_could_read_does_no_harm(tmp_path: Path) -> None:
    root = blog(
        tmp_path, {"2024-01-01-first": text("First", "[broken](http://[::1/) [bare](//example.org/)")}
    )
    async with reading(root) as reader:
        await follow(reader, "broken")
        await reader.sees("opened http://[::1/")
        await follow(reader, "bare")
        await reader.sees("not opened")
        assert reader.opened == ["http://[::1/"]


@pytest.mark.parametrize(
    ("link", "said"),
    [("script", "not opened"), ("disk", "not opened"), ("image", "there is no file images/a.png"),
     ("lost", "nothing in the archive is at /posts/1999/01/lost/"), ("nowhere", "no heading #no-such")],
)  # fmt: skip
async def test_nothing_else_is_opened(tmp_path: Path, link: str, said: str) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await follow(reader, link)
        await reader.sees(said)
        assert reader.opened == []
        await reader.reads("First")


async def test_a_link_to_a_post_and_back_and_forward(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await follow(reader, "the other")
        await reader.reads("Other")
        await reader.sees("Paragraph number 1.", pane="article")
        assert reader.highlighted == "Other"
        await reader.press("H")
        await reader.reads("First")
        assert reader.highlighted == "First"
        await reader.press("L")
        await reader.reads("Other")
        await reader.press("L")
        await reader.sees("nothing further forward")
        await reader.press("alt+left")
        await reader.reads("First")
        await reader.press("alt+left")
        await reader.sees("nothing further back")
        await reader.press("alt+right")
        await reader.reads("Other")


async def test_a_link_to_a_post_that_has_just_gone_says_so(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        other = PostId("_posts/2023-01-01-other.md")
        # The links are told of it a moment after the list of posts.
        reader.context.posts.catalog = reader.context.posts.catalog.apply([], [other])[0]
        await follow(reader, "the other")
        await reader.sees("2023-01-01-other.md is no longer in the archive", pane="status")
        await reader.reads("First")


async def test_a_link_to_a_heading_of_another_post_and_back_to_the_place(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await reader.press("enter", "j", "j", "j")
        here = reader.first_line
        await follow(reader, "its part")
        await reader.reads("Other")
        await reader.until(lambda: reader.first_line == "The part")
        await reader.press("d", "H")
        await reader.reads("First")
        await reader.until(lambda: reader.first_line == here)
        await reader.press("L")
        await reader.reads("Other")
        await reader.misses("Paragraph number 1.", pane="article")


async def test_a_link_within_the_post_and_back(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await follow(reader, "below")
        await reader.until(lambda: reader.first_line == "Far below")
        await reader.press("H")
        await reader.sees("See ", pane="article")
        await reader.press("L")
        await reader.until(lambda: reader.first_line == "Far below")


async def test_a_footnote_leads_to_its_text_and_back(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        await follow(reader, "[1]")
        await reader.sees("The note itself.", pane="article")
        await reader.press("H")
        await reader.sees("See ", pane="article")


async def test_a_click_follows_and_the_pointer_says_where(tmp_path: Path) -> None:
    async with reading(linked(tmp_path), size=(160, 36)) as reader:
        await reader.pilot.hover(offset=reader.place_of("out", "article"))
        await reader.sees("https://example.org/a?b=1", pane="status")
        await reader.pilot.hover(offset=reader.place_of("Paragraph", "article"))
        await reader.misses("https://example.org", pane="status")
        await reader.click("the other", "article")
        await reader.reads("Other")


async def test_labels_are_left_by_escape_by_other_keys_and_by_moving(tmp_path: Path) -> None:
    async with reading(linked(tmp_path)) as reader:
        before = reader.shown("article")
        for leave in ("escape", "0", "tab"):
            await reader.press("f")
            await reader.sees("type a label")
            assert reader.shown("article") != before
            await reader.press(leave)
            await reader.until(lambda: reader.shown("article") == before)
            assert reader.focus == "article"
        await reader.press("f", "0")
        await reader.sees("nothing is labelled 0")
        await reader.press("f")
        await reader.wheel(1)
        assert not reader.article.marks.labels
        await reader.reads("First")


async def test_many_links_have_labels_of_two_letters(tmp_path: Path) -> None:
    body = " ".join(f"[go{n}](https://example.org/{n})" for n in range(40))
    async with reading(one(tmp_path, body)) as reader:
        await follow(reader, "go37")
        await reader.until(lambda: reader.opened == ["https://example.org/37"])


async def test_no_links_are_said(tmp_path: Path) -> None:
    async with reading(one(tmp_path, "Nothing.")) as reader:
        await reader.press("f")
        await reader.sees("no links in sight")


def of_many_parts(root: Path) -> Path:
    """A post that is parsed in several goes."""
    return one(root, f"See [the end](#the-end).\n\n{numbered(300)}\n\n## The end\n\n{numbered(60)}")


@pytest.fixture
def parsing_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """What must be set for parsing to go on after a post's beginning."""
    may = Event()

    def when_it_may(opened: LoadedPost, window: Window) -> Window:
        may.wait(PATIENCE)
        return following(opened, window)

    monkeypatch.setattr(rest, "following", when_it_may)
    yield may
    may.set()


async def test_a_heading_is_gone_to_as_soon_as_it_is_known(tmp_path: Path, parsing_on: Event) -> None:
    async with reading(of_many_parts(tmp_path)) as reader:
        reader.parts.navigator.follow("#the-end")
        assert reader.notice == "looking for #the-end …"
        parsing_on.set()
        await reader.until(lambda: reader.first_line == "The end")
        await reader.press("H")
        await reader.sees("See the end")


async def test_a_heading_that_is_nowhere_is_said_to_be_when_that_is_known(
    tmp_path: Path, parsing_on: Event
) -> None:
    async with reading(of_many_parts(tmp_path)) as reader:
        reader.parts.navigator.follow("#no-such")
        assert reader.notice == "looking for #no-such …"
        parsing_on.set()
        await reader.sees("there is no heading #no-such")


async def test_a_reader_who_has_gone_on_is_not_called_back(tmp_path: Path, parsing_on: Event) -> None:
    async with reading(of_many_parts(tmp_path)) as reader:
        reader.parts.navigator.follow("#the-end")
        reader.article.go(Motion.HALF_DOWN)
        parsing_on.set()
        await reader.sees("The end", pane="outline")
        assert reader.first_line.startswith("Paragraph")


async def test_a_label_of_myst_leads_to_the_page_that_has_it(tmp_path: Path) -> None:
    files = {
        "myst.yml": "project: {}\n",
        "a.md": "# First\n\nSee [there](#far:away) and [here](#own).\n\n(own)=\n## Own part\n",
        "b.md": f"# Other\n\n{numbered(40)}\n\n```{{note}}\n:label: far:away\nThe label.\n```\n\n{numbered(40)}\n",
    }
    write(tmp_path, files)
    async with reading(tmp_path, PostId("a.md")) as reader:
        await reader.reads("First")
        await follow(reader, "there")
        await reader.reads("Other")
        await reader.sees("The label.", pane="article")
        await reader.press("H")
        await reader.reads("First")
