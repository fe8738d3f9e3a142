"""What editors ask of a server, each answered by a process over standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.e2e.test_reader import environment
from tests.language_server.editor import Editor, editor
from tests.ui.archives import blog, text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.asyncio(loop_scope="module")

POSTS = {
    "2024-01-01-rain": text("Rain", "## On leaves\n\nIt rains.\n\n## After\n\nIt stopped.", "weather, green"),
    "2024-02-02-snow": text("Snow 雪", "See [rain]({% post_url 2024-01-01-rain %}#on-leaves).", "weather"),
    "2024-03-03-draft": text("Draft", "Empty."),
    "img/cloud.png": "no picture",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return blog(tmp_path_factory.mktemp("archive"), POSTS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def typing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    home = tmp_path_factory.mktemp("home")
    async with editor(environment(home)) as one:
        yield one


def lines_of(*lines: str) -> str:
    return "\n".join(("---", "title: Draft", "tags: [Weather]", "---", "", *lines, ""))


async def test_problems_are_told_at_their_places(typing: Editor, root: Path) -> None:
    post = root / "_posts" / "2024-03-03-draft.md"
    typing.open(post)
    await typing.problems(post)
    typing.replace(
        post,
        lines_of(
            "🌊 [lost](/posts/2024/01/nothing/) and 字 [gone](#nowhere).",
            "",
            "![none](/img/none.png)",
            "",
            "```sh",
            "never closed",
        ),
    )
    rules = ("broken-link", "broken-anchor", "missing-image", "unclosed-fence", "similar-tags")
    found = {str(one.code): one for one in await typing.problems(post, *rules)}
    # The wave counts as two in UTF-16.
    lost = found["broken-link"].range
    assert (lost.start.line, lost.start.character, lost.end.character) == (5, 3, 34)
    anchor = found["broken-anchor"].range
    assert (anchor.start.line, anchor.start.character, anchor.end.character) == (5, 41, 57)
    assert found["unclosed-fence"].range.start.line == 9
    assert found["similar-tags"].range.start.line == 2
    typing.replace(post, "---\r\ntitle: a: b\r\n---\r\n\r\nWritten on Windows.\r\n")
    (broken,) = await typing.problems(post, "front-matter-syntax")
    assert broken.range.start.line == 1
    typing.close(post)
    await typing.problems(post)


@pytest.mark.parametrize(
    ("typed", "label", "line"),
    [
        ("---\ntags: [green, we|]\n---\n", "weather", "tags: [green, weather]"),
        ("---\ntags:\n  - 🌊\n  - We|\n---\n", "weather", "  - weather"),
        ('---\ntags: ["we|"]\n---\n', "weather", 'tags: ["weather"]'),
        ("---\ntags: gr|", "green", "tags: green"),
        ("---\ntitle: D\nta|\n---\n", "tags", "tags: "),
        ("+++\nta|\n+++\n", "tags", "tags = "),
        ("---\ntitle: D\n---\n🌊 [x](rai|)", "Rain", "🌊 [x]({% post_url 2024-01-01-rain %})"),
        ("---\ntitle: D\n---\n[x]({% post_url 雪|)", "Snow 雪", "[x]({% post_url 2024-02-02-snow)"),
        (
            "---\ntitle: D\n---\n[x]({% post_url 2024-01-01-rain %}#le|)",
            "On leaves",
            "[x]({% post_url 2024-01-01-rain %}#on-leaves)",
        ),
        ("---\ntitle: D\n---\n## Here 雪\n\n[x](#|)", "Here 雪", "[x](#here-雪)"),
        ("---\ntitle: D\n---\nSee[^|\n\n[^far]: A note.\n", "far", "See[^far]"),
        ("---\ntitle: D\n---\n![x](cl|)", "/img/cloud.png", "![x](/img/cloud.png)"),
        ("---\ntitle: D\n---\nplain |words", "", ""),
    ],
)
async def test_what_may_follow_is_offered(
    typing: Editor, root: Path, typed: str, label: str, line: str
) -> None:
    post = root / "_posts" / "2024-03-03-draft.md"
    typing.open(post)
    offered = await typing.offered(post, typed)
    assert offered.get(label, "") == line
    assert label or not offered
    typing.close(post)
