"""Each construct drawn at 60 cells, as `tests/data/rendering` has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rendering.drawings import texts

DATA = Path(__file__).parent.parent / "data" / "rendering"
NAMES = sorted(path.stem for path in DATA.glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_drawn_as_expected(name: str) -> None:
    markdown = (DATA / f"{name}.md").read_text(encoding="utf-8")
    expected = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(texts(markdown)) + "\n" == expected


def test_every_construct_has_a_pair() -> None:
    assert len(NAMES) >= 12
    assert {path.stem for path in DATA.glob("*.txt")} == set(NAMES)
