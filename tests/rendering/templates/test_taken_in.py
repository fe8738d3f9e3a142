"""The files that pages of VitePress take in (1.6.4): of the archive alone, bounded, on the line that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tests.oracles.comparing import without_drawing
from tests.oracles.ours import posts_of

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    ".vitepress/config.mjs": "export default { srcDir: 'src' };\n",
    "src/parts/a.md": "---\ntitle: A\n---\n# Part\n\nOf *words*.\n\n<!--@include: ./b.md-->\n",
    "src/parts/b.md": "Inner {{ 1 }}\n",
    "src/parts/c.md": "`{{ 1 }}`\n\n<<< ./code.js#other\n\n<!--@include: ./none.md-->\n",
    "src/parts/loop.md": "Round <!--@include: ./loop.md-->\n",
    "src/Dockerfile": "FROM x\n",
    "src/code.js": (
        "zero()\n// #region part\n  one()\n  // #region other\n  two()\n  // #endregion other\n// #endregion part\n"
    ),
}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("<!--@include: ./parts/b.md-->", "Inner 1"),
        ("<!--@include: @/parts/b.md-->", "Inner 1"),
        ("<!--@include: ./parts/a.md-->", "Part Of words. Inner 1"),
        ("<!--@include: ./parts/a.md{4,6}-->", "Part Of words."),
        ("<!--@include: ./parts/c.md-->", "{{ 1 }} js two() ⟨include ./none.md⟩"),
        ("<!--@include: ./code.js#other-->", "two()"),
        ("text <!--@include: ./parts/b.md--> text", "text Inner 1 text"),
        ("<<< @/code.js#part", "js one() two()"),
        ("<<< ./code.js#other{1 ts} [named]", "ts two()"),
        ("<<< ./Dockerfile", "FROM x"),
        ("<<< ./none.js", "⟨<<< ./none.js⟩"),
        ("<!--@include: ../../outside.md-->", "⟨include ../../outside.md⟩"),
        ("`<!--@include: ./parts/b.md-->`", "<!--@include: ./parts/b.md-->"),
    ],
)
def test_files_are_taken_in(tmp_path: Path, line: str, shown: str) -> None:
    (tmp_path / "outside.md").write_text("hidden")
    root = tmp_path / "site"
    write(root, {**FILES, "src/page.md": f"before\n\n{line}\n\nafter\n"})
    text = posts_of(root, draws=True)["src/page.md"].text
    assert without_drawing(text or "") == f"before {shown} after"


def test_files_that_take_in_themselves_end(tmp_path: Path) -> None:
    many = "<!--@include: ./many.md-->\n" * 30
    page = "<!--@include: ./parts/loop.md-->\n\n<!--@include: ./many.md-->\n"
    write(tmp_path, {**FILES, "src/many.md": many, "src/page.md": page})
    text = posts_of(tmp_path, draws=True)["src/page.md"].text
    assert text is not None
    assert text.startswith("Round Round Round")
    assert len(text) < 1_000_000
