"""MyST: what mystmd writes for a theme of its pages; no theme is asked for."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tests.oracles.myst_samples import samples
from tests.oracles.published import Published
from tests.oracles.recipe import OracleError, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_PARTS: Final = frozenset({"text", "inlineCode", "code", "math", "inlineMath", "html"})
"""Nodes whose value is a word that a reader sees."""


class MystRecipe:
    """The newest mystmd, whose program for Node.js is in its package for Python."""

    release = "1.11.0"

    def install(self, folder: Path) -> None:
        """Install the release."""
        if not (folder / "mystmd_py").exists():
            folder.mkdir(parents=True, exist_ok=True)
            run(
                sys.executable,
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                ".",
                f"mystmd=={self.release}",
                within=folder,
            )

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `myst_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build the pages; that there is no theme to be had fails when they are written already."""
        with suppress(OracleError):
            run(
                "env",
                "TZ=UTC",
                "node",
                str(folder / "mystmd_py" / "myst.cjs"),
                "build",
                "--site",
                "--ci",
                within=archive,
            )
        found = [
            json.loads(file.read_text("utf-8")) for file in (archive / "_build/site/content").glob("*.json")
        ]
        return {str(one["location"]).lstrip("/"): _published(one) for one in found}


def _published(page: Mapping[str, Any]) -> Published:
    front, slug = page["frontmatter"], str(page["slug"])
    words: list[str] = []
    ids: list[str] = []
    for node in _below(page["mdast"]):
        if node["type"] == "heading" and node.get("html_id"):
            ids.append(node["html_id"])
        if node["type"] in _PARTS:
            words.append(str(node.get("value", "")))
    date = str(front.get("date") or "")
    return Published(
        title=" ".join(str(front.get("title", "")).split()) or None,
        instant=f"{date}T00:00:00Z" if date else "",
        tags=tuple(dict.fromkeys(map(str, front.get("tags") or front.get("keywords") or ()))),
        authors=tuple(str(one.get("name", "")) for one in front.get("authors", ())),
        address="/"
        if slug in {"index", "readme", "main"}
        else "/" + slug.removesuffix(".index").replace(".", "/"),
        ids=tuple(ids),
        text=" ".join(" ".join(words).split()),
    )


def _below(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("children") or ():
        yield from _below(child)


RECIPE: Final = MystRecipe()
