"""What editors ask of a server, each answered by a process over standard input and output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.e2e.test_reader import environment
from tests.language_server.editor import Editor, edited, editor
from tests.ui.archives import blog, text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

types = pytest.importorskip("lsprotocol.types")
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
        ("---\ntitle: D\n---\n[x]({% post_url 雪|)", "Snow 雪", "[x]({% post_url 2024-02-02-snow %})"),
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


BODY = (
    "---",
    "title: 雪 Draft",
    "---",
    "",
    "# One",
    "",
    "🌊 [rain]({% post_url 2024-01-01-rain %}#after) and ![c](/img/cloud.png) [^n]",
    "[web](https://example.org/x) [here](#one)",
    "",
    "### Two 雪",
    "",
    "[^n]: A note.",
    "",
    "## Three",
    "",
    "End.",
    "",
)


async def test_links_lead_where_they_lead(typing: Editor, root: Path) -> None:
    post, rain = root / "_posts" / "2024-03-03-draft.md", root / "_posts" / "2024-01-01-rain.md"
    typing.open(post, "\n".join(BODY))
    document = typing.document(post)
    client: Any = typing.client

    async def defined(line: int, column: int) -> tuple[str, int] | None:
        where = types.DefinitionParams(document, types.Position(line, column))
        found = await client.text_document_definition_async(where)
        return None if found is None else (found.uri, found.range.start.line)

    # The wave counts as two in UTF-16.
    assert await defined(6, 4) == (typing.uri(rain), 9)
    assert await defined(6, 60) == (typing.uri(root / "img" / "cloud.png"), 0)
    assert await defined(6, 76) == (typing.uri(post), 11)
    assert await defined(7, 32) == (typing.uri(post), 4)
    assert await defined(0, 0) is None
    assert await defined(99, 99) is None
    hovered = await client.text_document_hover_async(types.HoverParams(document, types.Position(6, 4)))
    assert hovered is not None
    assert "Rain › After" in hovered.contents.value
    assert "1 January 2024 · weather · green" in hovered.contents.value
    assert hovered.range == types.Range(types.Position(6, 3), types.Position(6, 47))
    links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
    cloud = typing.uri(root / "img" / "cloud.png")
    assert [one.target for one in links] == [typing.uri(rain), cloud, "https://example.org/x"]
    typing.open(rain)
    context = types.ReferenceContext(include_declaration=False)
    asked = types.ReferenceParams(context, typing.document(rain), types.Position(5, 3))
    (found,) = await client.text_document_references_async(asked)
    assert (found.uri, found.range.start.line) == (typing.uri(root / "_posts" / "2024-02-02-snow.md"), 5)
    asked.position = types.Position(9, 3)
    # What is typed in another file counts as if it had been saved.
    (found,) = await client.text_document_references_async(asked)
    assert (found.uri, found.range.start.line) == (typing.uri(post), 6)
    named = await client.workspace_symbol_async(types.WorkspaceSymbolParams("snow"))
    assert [(one.name, one.container_name) for one in named] == [("Snow 雪", "2024-02-02")]
    typing.close(rain)
    typing.close(post)


async def test_headings_are_outlined_folded_and_renamed(typing: Editor, root: Path) -> None:
    post, rain = root / "_posts" / "2024-03-03-draft.md", root / "_posts" / "2024-01-01-rain.md"
    typing.open(post, "\r\n".join(BODY))
    document = typing.document(post)
    client: Any = typing.client
    (one,) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert (one.name, [below.name for below in one.children]) == ("One", ["Two 雪", "Three"])
    assert (one.range.start.line, one.range.end.line) == (4, 15)
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert [(fold.start_line, fold.end_line) for fold in folds] == [(0, 2), (4, 15), (9, 11), (13, 15)]
    typing.open(rain, rain.read_text() + "\n[up](#on-leaves)\n")
    document = typing.document(rain)
    where = types.Position(5, 5)
    ready = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, where))
    assert ready == types.Range(types.Position(5, 3), types.Position(5, 12))
    edit = await client.text_document_rename_async(types.RenameParams(document, where, "On the 🌊 sea"))
    assert edit is not None
    snow = typing.uri(root / "_posts" / "2024-02-02-snow.md")
    made = {uri: [(at.range.start.line, at.new_text) for at in edits] for uri, edits in edit.changes.items()}
    assert made == {
        typing.uri(rain): [(5, "On the 🌊 sea"), (13, "on-the--sea")],
        snow: [(5, "on-the--sea")],
    }
    (mended,) = edit.changes[snow]
    line = (root / "_posts" / "2024-02-02-snow.md").read_text().split("\n")[5]
    assert line[mended.range.start.character : mended.range.end.character] == "on-leaves"
    typing.close(rain)
    typing.close(post)


async def test_what_is_typed_in_another_file_counts(typing: Editor, root: Path) -> None:
    post, rain = root / "_posts" / "2024-03-03-draft.md", root / "_posts" / "2024-01-01-rain.md"
    typing.open(post, lines_of("[rain]({% post_url 2024-01-01-rain %}#on-roofs)"))
    await typing.problems(post, "broken-anchor", "similar-tags")
    typing.open(rain)
    typing.type(rain, 5, 6, "roofs", erased=6)
    await typing.problems(post, "similar-tags")
    client: Any = typing.client
    where = typing.document(post), types.Position(5, 2)
    found = await client.text_document_definition_async(types.DefinitionParams(*where))
    assert (found.uri, found.range.start.line) == (typing.uri(rain), 5)
    hovered = await client.text_document_hover_async(types.HoverParams(*where))
    assert "Rain › On roofs" in hovered.contents.value
    offered = await typing.offered(post, lines_of("[rain]({% post_url 2024-01-01-rain %}#on|)"))
    assert any("#on-roofs)" in line for line in offered.values())
    typing.replace(post, lines_of("[rain]({% post_url 2024-01-01-rain %}#on-roofs)"))
    await typing.problems(post, "similar-tags")
    typing.close(rain)
    await typing.problems(post, "broken-anchor", "similar-tags")
    typing.close(post)


async def test_a_section_holds_its_heading_where_two_stand_on_one_line(typing: Editor, root: Path) -> None:
    post = root / "_posts" / "2024-03-03-draft.md"
    typing.open(post, lines_of("<h2>One</h2><h2>Two</h2>", "", "text"))
    client: Any = typing.client
    found = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(typing.document(post))
    )
    lines = [(one.name, one.range.start.line, one.range.end.line) for one in found]
    assert lines == [("One", 5, 5), ("Two", 5, 7)]
    typing.close(post)


async def test_links_follow_a_post_that_is_renamed(typing: Editor, root: Path) -> None:
    folder, client = root / "_posts", typing.client
    post, snow = folder / "2024-03-03-draft.md", folder / "2024-02-02-snow.md"
    typing.open(post)
    await typing.problems(post)
    files = [
        types.FileRename(typing.uri(folder / "2024-01-01-rain.md"), typing.uri(folder / "2024-01-09-hail.md"))
    ]
    edit: Any = await client.workspace_will_rename_files_async(types.RenameFilesParams(files))
    (mended,) = edit.changes.pop(typing.uri(snow))
    assert edit.changes == {}
    line = "See [rain]({% post_url 2024-01-09-hail %}#on-leaves)."
    assert edited(snow.read_text(), mended).split("\n")[5] == line
    typing.close(post)


def applied(edit: Any, typing: Editor, path: Path, text: str) -> str:
    """A text after the edits of its file."""
    found = edit.changes.get(typing.uri(path), ())
    for one in sorted(found, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        text = edited(text, one)
    return text


async def test_each_of_the_links_on_a_line_follows_where_it_leads(typing: Editor, tmp_path: Path) -> None:
    root = blog(tmp_path, {"2024-01-01-sea": text("Sea", "## Tide\n\n## Tide")})
    sea, hill = root / "_posts" / "2024-01-01-sea.md", root / "_posts" / "2024-01-02-hill.md"
    sea_page = "({% post_url 2024-01-01-sea %}#tide"
    line = f"[a]{sea_page}-1) [a]{sea_page}), [*b*]{sea_page}) and [#tide]{sea_page})"
    hill.write_text(text("Hill", line))
    typing.open(sea)
    client: Any = typing.client
    heading = sea.read_text().split("\n").index("## Tide")
    asked = types.RenameParams(typing.document(sea), types.Position(heading, 4), "Ebb")
    edit = await client.text_document_rename_async(asked)
    after = line.replace("#tide)", "#ebb)").replace("#tide-1", "#tide")
    assert applied(edit, typing, hill, hill.read_text()) == text("Hill", after)
    files = types.RenameFilesParams(
        [types.FileRename(typing.uri(sea), typing.uri(sea.with_stem("2024-01-01-bay")))]
    )
    edit = await client.workspace_will_rename_files_async(files)
    assert applied(edit, typing, hill, hill.read_text()) == text("Hill", line.replace("-sea", "-bay"))
    typing.close(sea)


async def test_links_follow_all_that_is_renamed_at_once(typing: Editor, tmp_path: Path) -> None:
    root = blog(tmp_path, {})
    folder, told = root / "_posts", root / "_posts" / "travel"
    told.mkdir(parents=True)
    sea, lake, hill = told / "2024-01-01-sea.md", told / "2024-01-02-lake.md", folder / "2024-01-03-hill.md"
    sea.write_text(text("Sea", "[lake]({% post_url travel/2024-01-02-lake %})"))
    lake.write_text(
        text("Lake", "[hill]({% post_url 2024-01-03-hill %}) [sea]({% post_url travel/2024-01-01-sea %})")
    )
    hill.write_text(
        text(
            "Hill",
            "[sea]({% post_url travel/2024-01-01-sea %}#x) [lake]({% post_url travel/2024-01-02-lake %})",
        )
    )
    # What is typed in another file stands where the editor has it.
    typed = hill.read_text().replace("[sea]", "🌊\n\n字 [sea]")
    typing.open(hill, typed)
    client: Any = typing.client

    async def renaming(*pairs: tuple[Path, Path]) -> Any:
        files = [types.FileRename(typing.uri(old), typing.uri(new)) for old, new in pairs]
        return await client.workspace_will_rename_files_async(types.RenameFilesParams(files))

    edit = await renaming((told, folder / "trips"))
    assert applied(edit, typing, hill, typed) == typed.replace("travel/", "trips/")
    assert "trips/2024-01-02-lake" in applied(edit, typing, sea, sea.read_text())
    assert applied(edit, typing, lake, lake.read_text()) == lake.read_text().replace("travel/", "trips/")
    ocean, mount = told / "2024-01-01-ocean.md", folder / "2024-01-03-mount.md"
    edit = await renaming((sea, ocean), (hill, mount))
    after = lake.read_text().replace("01-sea", "01-ocean").replace("03-hill", "03-mount")
    assert applied(edit, typing, lake, lake.read_text()) == after
    assert applied(edit, typing, hill, typed) == typed.replace("01-sea", "01-ocean")
    assert typing.uri(sea) not in edit.changes
    assert await renaming((told, tmp_path.parent / "elsewhere")) is None
    assert await renaming() is None
    typing.close(hill)


@pytest.mark.parametrize(
    ("move", "line", "after"),
    [
        (("posts/rain.md", "posts/wet/rain.md"), "![c](cloud.png)", "![c](../cloud.png)"),
        (("posts/rain.md", "posts/wet/rain.md"), "![c](./cloud.png?x#y)", "![c](../cloud.png?x#y)"),
        (("posts/rain.md", "rain.md"), "![c](./cloud.png)", "![c](./posts/cloud.png)"),
        (("posts/rain.md", "posts/hail.md"), "![c](cloud.png)", None),
        (("posts/rain.md", "posts/wet/rain.md"), "![c](/img/sun.png) ![none](none.png)", None),
        (
            ("posts/rain.md", "posts/wet/rain.md"),
            "[c]: <cloud.png>\n[one][c] [two][c]",
            "[c]: <../cloud.png>",
        ),
        (
            ("posts/rain.md", "posts/wet/rain.md"),
            '<img src="../img/a%20b.png">',
            '<img src="../../img/a%20b.png">',
        ),
        (("posts/rain.md", "posts/wet/rain.md"), "[s](snow.md#top)", "[s](../snow.md#top)"),
        (("posts/rain.md", "posts/wet/rain.md"), "[s](./snow)", "[s](../snow)"),
        (
            ("posts/rain.md", "posts/wet/rain.md"),
            "[b](bundle/) [b](bundle)",
            "[b](../bundle/) [b](../bundle)",
        ),
        (("posts/bundle", "posts/sheaf"), "![d](bundle/dew.png)", "![d](sheaf/dew.png)"),
        (("posts/bundle", "posts/sheaf"), "[b](bundle/) [c](cloud.png)", "[b](sheaf/) [c](cloud.png)"),
        (("posts", "notes"), "![c](cloud.png) [s](snow.md) [s](./snow)", None),
        (("posts", "notes/all"), "![a](../img/sun.png)", "![a](../../img/sun.png)"),
        (
            ("img", "pictures"),
            "![c](/img/sun.png) ![a](../img/sun.png)",
            "![c](/pictures/sun.png) ![a](../pictures/sun.png)",
        ),
    ],
)
async def test_what_a_moved_post_links_to_is_found_from_its_new_place(
    typing: Editor, tmp_path: Path, move: tuple[str, str], line: str, after: str | None
) -> None:
    posts = tmp_path / "posts"
    (tmp_path / "_config.yml").write_text("title: Site\n")
    for name in ("posts/bundle", "img"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("posts/cloud.png", "posts/bundle/dew.png", "img/a b.png", "img/sun.png"):
        (tmp_path / name).write_bytes(b"no picture")
    for name in ("snow", "bundle/index"):
        (posts / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\nWords.\n")
    rain = posts / "rain.md"
    rain.write_text(f"---\ntitle: Rain\n---\n\n{line}\n")
    typing.open(rain)
    files = [types.FileRename(*(typing.uri(tmp_path / path) for path in move))]
    edit: Any = await typing.client.workspace_will_rename_files_async(types.RenameFilesParams(files))
    made = applied(edit, typing, rain, rain.read_text())
    assert made.split("\n")[4] == (line if after is None else after).split("\n")[0]
    typing.close(rain)


async def test_links_follow_headings_whose_number_changes(typing: Editor, tmp_path: Path) -> None:
    root = blog(
        tmp_path,
        {
            "2024-01-01-one": text("One", "## Notes\n\n## Notes\n\n[1](#notes) [2](#notes-1)"),
            "2024-01-02-two": text("Two", "[1]({% post_url 2024-01-01-one %}#notes-1)"),
            # What is invisible is not shown, but stands in the file; of data, only the beginning is kept.
            "2024-01-04-four": text(
                "Four", "a\u200b\u200bb \u202e [1]({% post_url 2024-01-01-one %}#notes-1)."
            ),
            "2024-01-05-five": text(
                "Five",
                f"![](data:image/png;base64,{'A' * 3_000}) 🌊 [1]({{% post_url 2024-01-01-one %}}#notes-1).",
            ),
            "2024-01-03-three": text(
                "Three", "[1][n] and [2][n]\n\n[n]: {% post_url 2024-01-01-one %}#notes-1"
            ),
        },
    )
    one, two, three = (root / "_posts" / f"2024-01-0{name}.md" for name in ("1-one", "2-two", "3-three"))
    typing.open(one)
    client: Any = typing.client
    line = one.read_text().split("\n").index("## Notes")
    asked = types.RenameParams(typing.document(one), types.Position(line, 4), "Sources")
    edit = await client.text_document_rename_async(asked)
    body = "## Sources\n\n## Notes\n\n[1](#sources) [2](#notes)"
    assert applied(edit, typing, one, one.read_text()) == text("One", body)
    assert "one %}#notes)" in applied(edit, typing, two, two.read_text())
    assert applied(edit, typing, three, three.read_text()).rstrip().endswith("one %}#notes")
    for name in ("4-four", "5-five"):
        post = root / "_posts" / f"2024-01-0{name}.md"
        assert applied(edit, typing, post, post.read_text()) == post.read_text().replace("notes-1", "notes")
    typing.close(one)


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("---\ntitle: a: 🌊\n---\n\nx\n", "front-matter-syntax", '---\ntitle: "a: 🌊"\n---\n\nx\n'),
        ("---\ntitle: a\n---\n\n~~~sh\nx", "unclosed-fence", "---\ntitle: a\n---\n\n~~~sh\nx\n~~~\n"),
        (
            "---\ntitle: a\ntags: [x, Weather]\n---\n\nx\n",
            "similar-tags",
            "---\ntitle: a\ntags: [x, weather]\n---\n\nx\n",
        ),
        ("---\ntitle: a\n---\n\n# A\n\n#### B\n", "skipped-heading", "---\ntitle: a\n---\n\n# A\n\n## B\n"),
    ],
)
async def test_what_has_one_right_answer_is_mended(
    typing: Editor, root: Path, text: str, rule: str, after: str
) -> None:
    post = root / "_posts" / "2024-03-03-draft.md"
    typing.open(post, text)
    (problem,) = await typing.problems(post, rule)
    context = types.CodeActionContext([problem])
    asked = types.CodeActionParams(typing.document(post), problem.range, context)
    client: Any = typing.client
    (action,) = await client.text_document_code_action_async(asked)
    (edit,) = action.edit.changes[typing.uri(post)]
    typing.change(post, types.TextDocumentContentChangePartial(edit.range, edit.new_text))
    await typing.problems(post)
    assert after == edited(text, edit)
    typing.close(post)


async def test_nonsense_is_survived(typing: Editor, root: Path) -> None:
    post = root / "_posts" / "2024-03-03-draft.md"
    typing.open(post)
    typing.notify("tuireader/cursor", {"textDocument": {"uri": 7}, "position": {"line": "x"}})
    typing.notify("tuireader/cursor", ["nothing"])
    typing.notify("tuireader/cursor", {"textDocument": {"uri": "untitled:1"}, "position": {"line": 1}})
    far = types.Range(types.Position(1 << 30, 1 << 30), types.Position(0, 0))
    typing.change(post, types.TextDocumentContentChangePartial(far, "end"))
    stray = root / "_posts" / "never-opened.md"
    typing.type(stray, 0, 0, "x")
    typing.close(stray)
    asked = types.HoverParams(types.TextDocumentIdentifier("http://[not/a/file"), types.Position(0, 0))
    assert await typing.client.text_document_hover_async(asked) is None
    assert await typing.offered(post, "---\ntags: [gr|]\n---\n")
    typing.close(post)
