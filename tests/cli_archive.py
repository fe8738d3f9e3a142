"""A small archive for the tests of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "title: Notes\ntimezone: UTC\npermalink: /:year/:title/\n"
CELL = """---
title: "[Terminals] What a cell is"
date: 2024-12-27 10:30:00 +0100
tags: [unicode, terminals]
author: Rui
excerpt: Cells.
---

Some *words* here.

## Ambiguous

### Emoji

Text.
"""
HOSTILE = """---
title: "Evil \x1b]52;c;aGVsbG8=\x07 \u202etitle"
tags: ["red\x1b[31m", unicode]
---
Body \x1b[2J\x9b31m here \u202ereversed
"""
BROKEN = "---\ntitle: [broken\n---\nStill here.\n"


def write_archive(root: Path) -> Path:
    posts = root / "_posts"
    posts.mkdir(parents=True)
    (root / "_config.yml").write_text(CONFIG)
    (posts / "2024-12-27-cell.md").write_text(CELL)
    (posts / "2023-01-02-hostile.md").write_text(HOSTILE)
    (posts / "2022-01-02-broken.md").write_text(BROKEN)
    return root
