"""Each request of each editor that pytest-lsp knows, with what that editor says that it understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from tests.e2e.test_reader import environment
from tests.language_server.editor import KINDS, Editor, editor
from tests.ui.archives import blog, text
from tuireader.language_server.server import CURSOR, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAVE = {"utf-8": 4, "utf-16": 2, "utf-32": 1}
"""The columns of a wave."""
RAIN, SNOW = "_posts/2024-01-01-rain.md", "_posts/2024-02-02-snow.md"
POSTS = {
    "2024-01-01-rain": text("Rain", "## On leaves\n\nIt rains.\n\n#### Far below"),
    "2024-02-02-snow": text("Snow", "🌊 [rain]({% post_url 2024-01-01-rain %}#on-leaves) 🌊 [rain]("),
}


def asked(typing: Editor, root: Path, problem: types.Diagnostic) -> Iterator[tuple[str, Any]]:
    """Yield each request with what it is asked of."""
    rain, snow = typing.document(root / RAIN), typing.document(root / SNOW)
    wave = WAVE[str(typing.server.position_encoding or "utf-16")]
    heading, link = types.Position(5, 4), types.Position(5, wave + 3)
    # Behind two waves, the link, and what begins another.
    end = types.Position(
        5, 2 * wave + len(" [rain]() ") + len("{% post_url 2024-01-01-rain %}#on-leaves") + 8
    )
    yield types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(snow, end)
    yield types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, types.DocumentHighlightParams(snow, link)
    yield types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(snow, link)
    yield types.TEXT_DOCUMENT_REFERENCES, types.ReferenceParams(types.ReferenceContext(False), rain, heading)
    yield types.TEXT_DOCUMENT_HOVER, types.HoverParams(snow, link)
    yield types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(rain)
    yield types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkParams(snow)
    yield types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(rain)
    context = types.CodeActionContext([problem])
    yield types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(rain, problem.range, context)
    yield types.TEXT_DOCUMENT_PREPARE_RENAME, types.PrepareRenameParams(rain, heading)
    yield types.TEXT_DOCUMENT_RENAME, types.RenameParams(rain, heading, "On roofs")
    yield types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("snow")
    files = [types.FileRename(rain.uri, rain.uri.replace("rain", "hail"))]
    yield types.WORKSPACE_WILL_RENAME_FILES, types.RenameFilesParams(files)


def span(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


@pytest.mark.parametrize("kind", KINDS)
async def test_each_request_is_answered_for_each_editor(tmp_path: Path, kind: str) -> None:
    root = blog(tmp_path / "archive", POSTS)
    async with editor(environment(tmp_path), kind) as typing:
        for name in (RAIN, SNOW):
            typing.open(root / name)
        (problem,) = await typing.problems(root / RAIN, "skipped-heading")
        client: Any = typing.client
        answers = {
            method: await client.protocol.send_request_async(method, params)
            for method, params in asked(typing, root, problem)
        }
        rain, snow = typing.uri(root / RAIN), typing.uri(root / SNOW)
        wave = WAVE[str(typing.server.position_encoding or "utf-16")]
        # Behind the wave.
        typing.type(root / SNOW, 5, wave, "\n\n# Typed")
        typed = types.DocumentSymbolParams(typing.document(root / SNOW))
        (heading,) = await client.text_document_document_symbol_async(typed)
    start, address = wave + 1, "{% post_url 2024-01-01-rain %}#on-leaves"
    link = span(5, start, start + len(f"[rain]({address})"))
    anchor = start + len(f"[rain]({address}") - len("on-leaves")
    assert answers.keys() == server()[0].protocol.fm.features.keys() - {CURSOR, types.TEXT_DOCUMENT_DID_SAVE}
    assert heading.name.startswith("Typed rain 🌊")
    assert "Rain" in [one.label for one in answers["textDocument/completion"].items]
    assert answers["textDocument/documentHighlight"] is None
    assert answers["textDocument/definition"] == types.Location(rain, span(5, 0, 0))
    assert list(answers["textDocument/references"]) == [types.Location(snow, link)]
    assert answers["textDocument/hover"].range == link
    (outline,) = answers["textDocument/documentSymbol"]
    assert (outline.name, [one.name for one in outline.children]) == ("On leaves", ["Far below"])
    (opened,) = answers["textDocument/documentLink"]
    assert (opened.target, opened.range) == (rain, link)
    assert [one.start_line for one in answers["textDocument/foldingRange"]] == [0, 5]
    (action,) = answers["textDocument/codeAction"]
    assert action.edit.changes.keys() == {rain}
    assert answers["textDocument/prepareRename"] == span(5, 3, 12)
    renamed = answers["textDocument/rename"].changes
    assert list(renamed[snow]) == [types.TextEdit(span(5, anchor, anchor + len("on-leaves")), "on-roofs")]
    assert [one.name for one in answers["workspace/symbol"]] == ["Snow"]
    (moved,) = answers["workspace/willRenameFiles"].changes[snow]
    assert moved.new_text == address.replace("rain", "hail")
