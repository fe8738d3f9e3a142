"""Gatsby: its plugins for Markdown are called as Gatsby calls them, without the rest of a site."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tests.oracles.gatsby_samples import samples
from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_SCRIPT: Final = """
const fs = require('fs'), path = require('path'), crypto = require('crypto');
const from = (name) => require(require.resolve(name, { paths: [process.argv[3]] }));
const { onCreateNode } = from('gatsby-transformer-remark/on-node-create');
const extend = from('gatsby-transformer-remark/extend-node-type');
const { createFilePath } = from('gatsby-source-filesystem');
const root = process.argv[2];
const config = require(path.join(root, 'gatsby-config.js'));
const named = config.plugins.map((one) => typeof one === 'string' ? { resolve: one } : one);
const options = named.find((one) => one.resolve === 'gatsby-transformer-remark')?.options ?? {};
const plugins = (options.plugins ?? []).map((one) => typeof one === 'string' ? { resolve: one } : one)
  .map((one) => ({ name: one.resolve, module: from(one.resolve), pluginOptions: one.options ?? {} }));
const nodes = new Map(), stored = new Map();
const cache = { get: async (key) => stored.get(key), set: async (key, value) => { stored.set(key, value); } };
const digest = (value) => crypto.createHash('md5').update(JSON.stringify(value)).digest('hex');
const reporter = { panicOnBuild(message) { throw new Error(message); }, warn() {}, error() {} };
const below = (folder) => fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? below(path.join(folder, entry.name)) : [path.join(folder, entry.name)]);
const instant = (value) => {
  const date = new Date(value);
  return value === undefined || value === null || isNaN(date) ? '' : date.toISOString().replace(/\\.\\d+Z$/, 'Z');
};
(async () => {
  const made = [];
  for (const source of named.filter((one) => one.resolve === 'gatsby-source-filesystem')) {
    const top = source.options.path;
    for (const file of below(top).filter((one) => one.endsWith('.md'))) {
      const relativePath = path.relative(top, file);
      const node = { id: file, absolutePath: file, relativePath, internal: { type: 'File' } };
      nodes.set(file, node);
      const page = await onCreateNode({
        node, loadNodeContent: async () => fs.readFileSync(file, 'utf8'), createNodeId: (id) => id,
        actions: { createNode: (one) => nodes.set(one.id, one), createParentChildLink() {} },
        createContentDigest: digest, reporter,
      }, options);
      made.push([file, page]);
    }
  }
  const fields = await extend({
    type: { name: 'MarkdownRemark' }, basePath: '', getNode: (id) => nodes.get(id), getNodesByType: () => [],
    cache, getCache: () => cache, reporter,
  }, { ...options, plugins });
  const told = [];
  for (const [file, page] of made) {
    const html = await fields.html.resolve(page, {}, {});
    told.push({
      path: path.relative(root, file), data: page.frontmatter, instant: instant(page.frontmatter.date), html,
      address: createFilePath({ node: page, getNode: (id) => nodes.get(id) }),
    });
  }
  fs.writeFileSync(path.join(root, 'told.json'), JSON.stringify(told));
})();
"""
_ICON: Final = re.compile(
    r'<a href="#[^"]*" aria-label="[^"]* permalink" class="anchor before">.*?</a>', re.DOTALL
)


class GatsbyRecipe:
    """The plugins of Gatsby 5 for Markdown."""

    release = "5.16.1"
    packages = (
        "gatsby-transformer-remark@6.16.0",
        "gatsby-remark-autolink-headers@6.16.0",
        "gatsby-source-filesystem@5.16.0",
        "gatsby-remark-smartypants@6.16.0",
    )

    def install(self, folder: Path) -> None:
        """Install the plugins without Gatsby itself, which they are not called by here."""
        if not (folder / "node_modules" / "gatsby-transformer-remark").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true}')
            options = ("--silent", "--no-audit", "--no-fund", "--legacy-peer-deps")
            run("npm", "install", *options, *self.packages, within=folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `gatsby_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Call the plugins on each post, and read what they have told."""
        (archive / "tell.cjs").write_text(_SCRIPT)
        run("env", "TZ=UTC", "node", "tell.cjs", str(archive), str(folder), within=archive)
        found = json.loads((archive / "told.json").read_text(encoding="utf-8"))
        return {one["path"]: _published(one) for one in found}


def _published(page: Mapping[str, Any]) -> Published:
    html, data = _ICON.sub("", page["html"]), page["data"]
    title = data.get("title")
    return Published(
        title=" ".join(title.split()) or None if isinstance(title, str) else None,
        instant=page["instant"],
        tags=_labels(data.get("tags")),
        address=page["address"],
        ids=ids_of(html),
        words=words_of(html),
        text=text_of(html),
    )


def _labels(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(dict.fromkeys(" ".join(str(one).split()) for one in several))


RECIPE: Final = GatsbyRecipe()
