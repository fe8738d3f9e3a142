"""Posts as the engines published them: each file in `tests/data/engines` tells tool, version and behaviour."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.archive.building import write
from tests.oracles.comparing import without_drawing
from tests.oracles.ours import posts_of

GOLDEN = sorted((Path(__file__).parents[1] / "data" / "engines").glob("*.json"))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_posts_are_read_as_the_engine_publishes_them(file: Path, tmp_path: Path) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    write(tmp_path, golden["files"])
    read = posts_of(tmp_path, draws=any("text" in one for one in golden["published"].values()))
    wanted = {
        (path, field): value for path, one in golden["published"].items() for field, value in one.items()
    }
    got = {(path, field): as_written(field, getattr(read[path], field)) for path, field in wanted}
    assert got == wanted
    assert wanted
    assert golden["tool"].split()[0].lower() in file.stem


def as_written(field: str, value: object) -> object:
    """A value as JSON has it, a text without what is drawn around it."""
    if field == "text":
        return without_drawing(str(value))
    return list(value) if isinstance(value, tuple) else value
