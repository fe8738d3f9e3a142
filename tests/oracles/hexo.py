"""Hexo, as it is on npm, with hexo-renderer-marked: a script loads an archive and prints what Hexo knows of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.hexo_samples import samples
from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.links import Links, place_of
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_RENDERER: Final = "7.0.1"
_ZONE: Final = re.compile(r"^timezone: (\S+)", re.MULTILINE)
_GUTTER: Final = re.compile(r'<td class="gutter">.*?</td>', re.DOTALL)
"""The numbers of lines."""
_PARTED: Final = re.compile(r"(?<=</span)><(?=a )|(?<=</strong)><(?=cite)")
"""Where a style sheet parts words."""
_HEADERLINK: Final = re.compile(r'<a href="[^"]*" class="headerlink"[^>]*></a>')
_SCRIPT: Final = r"""
const Hexo = require('hexo');
const {statSync, writeFileSync} = require('fs');
(async () => {
  const hexo = new Hexo(process.argv[2], {silent: true, drafts: true});
  await hexo.init();
  await hexo.source.process();
  const told = [];
  const common = page => ({
    source: page.source, title: page.title, date: page.date && page.date.toISOString(),
    published: page.published !== false, ahead: page.date > Date.now(), author: page.author,
  });
  for (const post of hexo.model('Post').toArray()) {
    const found = {kind: 'post', ...common(post), slug: post.slug};
    const named = (relation, key, model) => hexo.model(relation).find({post_id: post._id})
      .map(one => hexo.model(model).findById(one[key]).name);
    found.tags = named('PostTag', 'tag_id', 'Tag');
    found.categories = named('PostCategory', 'category_id', 'Category');
    found.dated = post.date.valueOf() !== statSync(post.full_source).birthtime.getTime();
    post.content = post._content;
    try { await hexo.post.render(post.full_source, post); found.content = post.content; }
    catch (error) { found.error = String(error).slice(0, 300); }
    found.title = post.title;
    try { found.path = post.path; } catch (error) { found.error = String(error).slice(0, 300); }
    told.push(found);
  }
  for (const page of hexo.model('Page').toArray()) {
    const found = {kind: 'page', ...common(page), path: page.path};
    page.content = page._content;
    try { await hexo.post.render(page.full_source, page); found.content = page.content; }
    catch (error) { found.error = String(error).slice(0, 300); }
    told.push(found);
  }
  writeFileSync(process.argv[3], JSON.stringify({
    future: hexo.config.future, drafts: hexo.config.render_drafts, root: hexo.config.root, posts: told,
  }));
})().catch(error => { console.error(error); process.exit(1); });
"""


class HexoRecipe:
    """Hexo 8 with the renderer of its starter."""

    release = "8.1.2"

    def install(self, folder: Path) -> None:
        """Install both packages."""
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "node_modules" / "hexo").exists():
            (folder / "package.json").write_text('{"private": true}')
            packages = (f"hexo@{self.release}", f"hexo-renderer-marked@{_RENDERER}")
            run("npm", "install", "--silent", *packages, within=folder)
        (folder / "tell.js").write_text(_SCRIPT)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `hexo_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Load the archive with its drafts."""
        modules = archive / "node_modules"
        if not modules.exists():
            modules.symlink_to(folder / "node_modules")
        names = {"hexo": self.release, "hexo-renderer-marked": _RENDERER}
        (archive / "package.json").write_text(
            json.dumps({"private": True, "hexo": {"version": self.release}, "dependencies": names})
        )
        told = archive / "told.json"
        zone = _ZONE.search((archive / "_config.yml").read_text(encoding="utf-8"))
        # As on the machine of an author: addresses follow the machine's clock, whatever the site's zone.
        run(
            "env",
            f"TZ={zone[1] if zone else 'UTC'}",
            "node",
            str(folder / "tell.js"),
            str(archive),
            str(told),
            within=archive,
        )
        read = json.loads(told.read_text(encoding="utf-8"))
        places = {place_of(str(page.get("path"))): f"source/{page['source']}" for page in read["posts"]}
        links = Links(str(read["root"]), {""}, places)
        return {f"source/{page['source']}": _published(page, read, links) for page in read["posts"]}


def _published(page: Mapping[str, object], site: Mapping[str, object], links: Links) -> Published:
    source, content = str(page["source"]), page.get("content")
    if isinstance(content, str):
        content = _PARTED.sub("> <", _GUTTER.sub("", _HEADERLINK.sub("", content)))
    is_post = page["kind"] == "post"
    drawn = isinstance(content, str) and isinstance(page.get("path"), str)
    found, dead = links.of("/" + str(page["path"]).lstrip("/"), str(content)) if drawn else ([], [])
    return Published(
        title=" ".join(str(page["title"]).split()) if page.get("title") not in (None, "") else None,
        instant=str(page["date"])[:19] + "Z" if is_post and page["dated"] else None,
        tags=_labels(page["tags"]) if is_post else None,
        categories=_labels(page["categories"]) if is_post else None,
        draft=source.startswith("_drafts/") and not site["drafts"],
        shown=bool(page["published"] or site["drafts"]) and (bool(site["future"]) or not page["ahead"]),
        authors=(str(page["author"]),) if page.get("author") else None,
        slug=str(page["slug"]) if is_post else None,
        address=_address(page.get("path")) if not is_post or page["dated"] else None,
        ids=ids_of(content) if isinstance(content, str) else None,
        words=words_of(content) if isinstance(content, str) else None,
        text=text_of(content) if isinstance(content, str) else None,
        links=tuple(sorted(found)) if drawn else None,
        dead=tuple(sorted(dead)) if drawn else None,
    )


def _address(path: object) -> str | None:
    """The path from the site's root on, without the name of the file that a folder shows."""
    if not isinstance(path, str):
        return None
    path = "/" + path.lstrip("/")
    return unquote(path[: -len("index.html")] if path.endswith("/index.html") else path)


def _labels(values: object) -> tuple[str, ...]:
    """Labels as they are shown, on one line."""
    found = values if isinstance(values, list) else []
    lines = (" ".join(str(one).split()) for one in found)
    return tuple(dict.fromkeys(line for line in lines if line))


RECIPE: Final = HexoRecipe()
