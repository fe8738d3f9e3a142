"""VitePress: its own build tells of every page; where a theme is left out, its Markdown alone is asked for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.published import Published
from tests.oracles.recipe import run
from tests.oracles.vitepress_samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_SCRIPT: Final = """
import fs from 'node:fs';
import path from 'node:path';
import { build, createMarkdownRenderer, resolveConfig } from 'vitepress';
const root = process.argv[2];
const pages = [];
const addresses = new Set();
if (fs.existsSync(path.join(root, '.vitepress/theme/index.js'))) {
  await build(root, { onAfterConfigResolve(config) {
    config.sitemap = { hostname: 'http://site', transformItems(items) {
      items.forEach((one) => addresses.add(one.url));
      return items;
    } };
    config.transformHead = ({ pageData, content }) => {
      if (pageData.filePath) pages.push({
        path: path.relative(root, path.join(config.srcDir, pageData.filePath)), at: pageData.relativePath,
        title: pageData.title, data: pageData.frontmatter, html: content,
      });
    };
  } });
} else {
  // As `inferTitle` reads it (1.6.4), which is not exported.
  const said = (token) => token.children.filter((one) => ['text', 'emoji', 'code_inline'].includes(one.type))
    .map((one) => one.content).join('').trim();
  const config = await resolveConfig(root, 'build', 'production');
  const md = await createMarkdownRenderer(config.srcDir, config.markdown ?? {}, config.site.base);
  for (const page of config.pages) {
    const file = path.join(config.srcDir, page), env = { path: file, relativePath: page };
    const html = md.render(fs.readFileSync(file, 'utf8'), env), told = env.frontmatter.title;
    const title = typeof told === 'string' ? said(md.parseInline(told, {})[0]) : env.title;
    pages.push({ path: path.relative(root, file), at: '', title, data: env.frontmatter, html });
  }
}
for (const page of pages) {
  const plain = page.at.replace(/(^|\\/)index\\.md$/, '$1').replace(/\\.md$/, '');
  const links = [plain, plain + '.html'].filter((one) => addresses.has(one));
  page.address = links.length ? '/' + links[0] : null;
}
fs.writeFileSync(path.join(root, 'told.json'), JSON.stringify(pages));
"""
_ANCHOR: Final = re.compile(r'<a class="header-anchor"[^>]*>.*?</a>', re.DOTALL)
_BUTTONS: Final = re.compile(
    r'<button title="Copy Code" class="copy"></button><span class="lang">[^<]*</span>'
)
_FRAGMENTS: Final = re.compile(r"<!--[\[\]]?-->")


class VitePressRecipe:
    """VitePress 1."""

    release = "1.6.4"

    def install(self, folder: Path) -> None:
        """Install the release."""
        if not (folder / "node_modules" / "vitepress").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true, "type": "module"}')
            run(
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                f"vitepress@{self.release}",
                within=folder,
            )

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `vitepress_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build the site, and read what its hooks have told."""
        (archive / "package.json").write_text('{"private": true, "type": "module"}')
        (archive / "node_modules").symlink_to(folder / "node_modules")
        (archive / "tell.mjs").write_text(_SCRIPT)
        run("env", "TZ=UTC", "node", "tell.mjs", str(archive), within=archive)
        found = json.loads((archive / "told.json").read_text(encoding="utf-8"))
        return {one["path"]: _published(one) for one in found}


def _published(page: Mapping[str, Any]) -> Published:
    html = _FRAGMENTS.sub("", _BUTTONS.sub("", _ANCHOR.sub("", page["html"])))
    return Published(
        title=" ".join(page["title"].split()) or None,
        tags=_labels(page["data"].get("tags")),
        address=page["address"],
        ids=ids_of(html),
        words=words_of(html),
        text=text_of(html),
    )


def _labels(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(dict.fromkeys(" ".join(str(one).split()) for one in several))


RECIPE: Final = VitePressRecipe()
