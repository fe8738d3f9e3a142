"""The first paint: what is painted before the interface, and that the interface paints the same."""

from __future__ import annotations

import os
import re
from threading import Event
from threading import enumerate as enumerate_threads
from typing import TYPE_CHECKING

import pyte
import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment, terminal
from tests.ui.archives import blog, sections, text, three
from tuireader.settings import Settings
from tuireader.themes.palette import night, paper
from tuireader.ui.arrangement import opening_arrangement, side_widths
from tuireader.ui.terminal.first_paint import FirstPaint, _screen

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 30.0
BODY = "Before anything else.\n\n" + sections(2) + "\n\n`code` and 日本語, 👩‍🚀\n"


def article(screen: str) -> list[str]:
    """The rows of the article, without the bars beside them."""
    lines = screen.split("\n")[1:-1]
    columns = len(lines[0])
    side, other = side_widths(columns, opening_arrangement(columns).panes(columns))
    other *= "Outline" in screen or "Section" in screen
    return [line[side : len(line) - other - 2].rstrip() for line in lines]


@pytest.mark.parametrize("columns", [60, 90, 120])
@pytest.mark.parametrize("body", [BODY, "Before anything else."])
def test_the_interface_paints_the_same_text_in_the_same_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int, body: str
) -> None:
    root = blog(three(tmp_path), {"2025-01-01-newest": text("Newest of all", body, "tagged")})
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 36)))
    light = pyte.Screen(columns, 36)
    pyte.Stream(light).feed(_screen(Settings(theme="night"), root, None))
    first = article("\n".join(light.display))
    assert any("Before anything else." in row for row in first)
    with terminal(tmp_path, root, columns=columns) as reader:
        reader.sees("Newest of all").sees("words").sees(lambda screen: article(screen) == first)


def test_what_takes_too_long_is_not_painted_later(capfd: pytest.CaptureFixture[str]) -> None:
    goes_on = Event()
    first = FirstPaint(lambda: "Too late." if goes_on.wait(PATIENCE) else "")
    first.paint(timeout=0.01)
    goes_on.set()
    for thread in enumerate_threads():
        if thread.name == "first-paint":
            thread.join(PATIENCE)
    assert not first.painted
    assert not first.cancel()
    assert capfd.readouterr().out == ""


def test_what_is_painted_leaves_the_terminal_entered_once(capfd: pytest.CaptureFixture[str]) -> None:
    first = FirstPaint(lambda: "Painted.")
    first.paint(PATIENCE)
    assert capfd.readouterr().out == "Painted."
    assert first.painted
    assert first.cancel()
    assert [first.entered(), first.entered()] == [True, False]
    assert not first.cancel()


def test_what_goes_wrong_is_left_to_the_interface(capfd: pytest.CaptureFixture[str]) -> None:
    def failing() -> str:
        raise ValueError

    first = FirstPaint(failing)
    first.paint(PATIENCE)
    assert not first.painted
    assert capfd.readouterr() == ("", "")


def test_the_theme_follows_what_the_terminal_answers_and_no_answer_is_a_key(tmp_path: Path) -> None:
    with terminal(tmp_path, three(tmp_path)) as reader:
        reader.sees("Snow fell.").sees("3 posts")
        assert reader.written.count(b"\x1b]11;?\x1b\\") == 1
        dark, light = (
            f"48;2;{';'.join(map(str, made().background_rgb))}".encode() for made in (night, paper)
        )
        assert dark in reader.written
        assert light not in reader.written
        reader.press("\x1b]11;rgb:ffff/ffff/f0f0\x1b\\").sees(lambda _: light in reader.written)
        before = len(reader.written)
        reader.press("\x1b[?997;1n").sees(lambda _: dark in reader.written[before:]).sees("Snow fell.")
        reader.press("\x1b[?997;2n", "J").sees("Long light.").press("q")
        assert reader.ends() == 0
        assert reader.written.count(b"\x1b[?2031l") >= 1
    with terminal(tmp_path, three(tmp_path)) as again:
        again.sees("Long light.").sees("3 posts").press("q")
        assert again.ends() == 0
    # The alternate screen is entered once, by the first paint or the interface, and left.
    assert again.written.count(b"\x1b[?1049h") == 1
    assert again.written.count(b"\x1b[?1049l") == 1
    # What was light last begins as first.
    assert light in again.written
    assert dark not in again.written


COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


def test_without_colours_nothing_has_one_and_what_is_current_can_be_seen(tmp_path: Path) -> None:
    env = environment(tmp_path) | {"NO_COLOR": "1"}
    root = blog(
        three(tmp_path), {"2025-01-01-newest": text("Newest of all", "A [link](x.md), ![p](a.png) word.")}
    )
    with Terminal([*READER, str(root)], env) as reader:
        reader.sees("Newest of all").sees("4 posts").press("/").sees("find in this post")
        reader.press(*"word").sees("1 of 1")
        # The list says "1 of 1" too once the post has been read.
        reader.press("escape").sees(lambda screen: "1 of 1" not in screen.splitlines()[-1])
        reader.press("T").sees("Theme: auto")
        reader.press("j", "enter").sees("theme: night").press("q")
        assert reader.ends() == 0
    assert COLOUR.findall(reader.written) == []
    # Reversed where a word was found, and bold.
    assert re.search(rb"\x1b\[(?:[\d;]*;)?7(?:;[\d;]*)?m", reader.written)
    assert re.search(rb"\x1b\[(?:[\d;]*;)?1(?:;[\d;]*)?m", reader.written)
