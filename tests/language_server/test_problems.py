from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from lsprotocol import types

from tests.ui.archives import blog, text
from tuireader.language_server.desk import Desk
from tuireader.language_server.problems import QUIET, Checker

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [f"2024-01-0{day}-part" for day in range(1, 7)]
MANY = 20 * len(NAMES)


async def test_files_with_links_to_one_another_are_not_checked_for_ever(tmp_path: Path) -> None:
    links = " ".join(f"[part]({{% post_url {name} %}})" for name in NAMES)
    root = blog(tmp_path, {name: text(name, links) for name in NAMES})
    told: asyncio.Queue[str] = asyncio.Queue()
    checker = Checker(lambda found: told.put_nowait(found.uri))
    desk = Desk(lambda: "utf-16", lambda uri: checker.soon(desk, uri), checker.forget)
    for name in NAMES:
        file = root / "_posts" / f"{name}.md"
        desk.open(
            types.DidOpenTextDocumentParams(
                types.TextDocumentItem(file.as_uri(), "markdown", 1, file.read_text())
            )
        )
    checked = [await told.get() for _ in NAMES]
    with suppress(TimeoutError):
        while len(checked) < MANY:
            async with asyncio.timeout(4 * QUIET):
                checked.append(await told.get())
    assert set(checked) == {(root / "_posts" / f"{name}.md").as_uri() for name in NAMES}
    assert len(checked) < MANY
    for uri in set(checked):
        desk.close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
