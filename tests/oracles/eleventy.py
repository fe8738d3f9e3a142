"""Eleventy, as it is on npm: a script builds an archive to JSON, and a preprocessor tells what a post's data are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.eleventy_samples import samples
from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.links import Links, place_of
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_ANCHORS: Final = "10.0.0"
_SCRIPT: Final = r"""
import {createRequire} from 'module';
import {existsSync, statSync, writeFileSync} from 'fs';
import Eleventy from '@11ty/eleventy';
const [archive, told] = process.argv.slice(2);
process.chdir(archive);
const names = ['eleventy.config.js', 'eleventy.config.mjs', 'eleventy.config.cjs', '.eleventy.js'];
const data = {};
const printed = value => value === undefined || value === null ? '' : String(value);
const read = item => ({
  title: printed(item.title), tags: Array.isArray(item.tags) ? item.tags.map(printed) : item.tags,
  author: item.author, categories: item.categories, slug: item.page.fileSlug,
  date: item.page.date, published: item.published, draft: item.draft,
});
const eleventy = new Eleventy('', '', {
  quietMode: true, configPath: names.find(name => existsSync(name)),
  config: config => config.addPreprocessor('told', '*', item => { data[item.page.inputPath] = read(item); }),
});
const pages = [];
try {
  for (const page of await eleventy.toJSON()) pages.push(page);
} catch (error) { console.error(error); process.exit(1); }
for (const [path, one] of Object.entries(data)) {
  const stats = statSync(path);
  const own = [stats.birthtimeMs, stats.mtimeMs, stats.ctimeMs];
  one.dated = one.date instanceof Date && !own.some(time => Math.abs(one.date.getTime() - time) < 1000);
}
writeFileSync(told, JSON.stringify({data, pages}));
"""


class EleventyRecipe:
    """Eleventy 3 with markdown-it-anchor."""

    release = "3.1.8"

    def install(self, folder: Path) -> None:
        """Install both packages."""
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "node_modules" / "@11ty" / "eleventy").exists():
            (folder / "package.json").write_text('{"private": true}')
            packages = (f"@11ty/eleventy@{self.release}", f"markdown-it-anchor@{_ANCHORS}")
            run("npm", "install", "--silent", *packages, within=folder)
        (folder / "tell.mjs").write_text(_SCRIPT)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `eleventy_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build the archive, nothing of which is written."""
        modules = archive / "node_modules"
        if not modules.exists():
            modules.symlink_to(folder / "node_modules")
        (archive / "package.json").write_text('{"private": true, "type": "module"}')
        told = archive / "told.json"
        run("env", "TZ=UTC", "node", str(folder / "tell.mjs"), str(archive), str(told), within=archive)
        read = json.loads(told.read_text(encoding="utf-8"))
        pages = {page["inputPath"]: page for page in read["pages"]}
        places = {
            place_of(str(page["url"])): path.removeprefix("./") for path, page in pages.items() if page["url"]
        }
        links = Links("", {""}, places)
        return {
            path.removeprefix("./"): _published(data, pages.get(path), links)
            for path, data in read["data"].items()
            if path.endswith(".md")
        }


def _published(data: Mapping[str, object], page: Mapping[str, object] | None, links: Links) -> Published:
    content = page["content"] if page else None
    address = page["url"] if page else None
    found, dead = links.of(str(address), str(content)) if address and content else ([], [])
    return Published(
        title=" ".join(str(data["title"]).split()) if data.get("title") not in (None, "") else None,
        instant=_instant(data["date"]) if data["dated"] else None,
        tags=_labels(data.get("tags")),
        categories=_labels(data.get("categories")),
        shown=bool(address),
        authors=(str(data["author"]),) if isinstance(data.get("author"), str) else None,
        slug=str(data["slug"]),
        address=unquote(str(address)) if address else None,
        ids=ids_of(content) if isinstance(content, str) else None,
        words=words_of(content) if isinstance(content, str) else None,
        text=text_of(content) if isinstance(content, str) else None,
        links=tuple(sorted(found)) if content else None,
        dead=tuple(sorted(dead)) if content else None,
    )


def _instant(written: object) -> str:
    moment = datetime.fromisoformat(str(written))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _labels(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [] if value in (None, "") else [value]
    lines = (" ".join(str(one).split()) for one in values)
    return tuple(dict.fromkeys(line for line in lines if line))


RECIPE: Final = EleventyRecipe()
