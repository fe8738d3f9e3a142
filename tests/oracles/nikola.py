"""Nikola: a script scans an archive and compiles its posts as a build does, and prints what templates are given."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.links import Links, place_of
from tests.oracles.nikola_samples import samples
from tests.oracles.published import Published
from tests.oracles.recipe import run
from tuireader.archive.excerpts import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_SCRIPT: Final = """
import importlib.util, json, os, sys
import lxml.html
os.chdir(sys.argv[1])
spec = importlib.util.spec_from_file_location("conf", "conf.py")
conf = importlib.util.module_from_spec(spec)
spec.loader.exec_module(conf)
from nikola.nikola import Nikola
from nikola.utils import LocaleBorg
site = Nikola(**{key: value for key, value in vars(conf).items() if not key.startswith("__")})
site.init_plugins()
site.scan_posts()
lang = site.default_lang
LocaleBorg().set_locale(lang)
found = []
for post in site.timeline:
    post.compile(lang)
    html = post.text(lang)
    text = f"<div>{html}</div>"
    try:
        page = lxml.html.fragment_fromstring(text)
        page.rewrite_links(lambda one: one.replace("&amp;", "&"))
        site.rewrite_links(page, post.permalink(lang), lang)
        text = lxml.html.tostring(page, encoding="unicode")
    except Exception as error:
        print(post.source_path, error, file=sys.stderr)
    teaser = post.text(lang, teaser_only=True, show_read_more_link=False)
    found.append({
        "path": post.source_path, "post": post.is_post, "title": str(post.title(lang)),
        "date": post.date.isoformat() if post.is_post else None, "tags": post.tags_for_language(lang),
        "category": post.meta[lang].get("category", ""), "authors": post.authors(lang), "draft": post.is_draft,
        "shown": not (post.is_draft or post.is_private or post.publish_later), "slug": post.meta[lang]["slug"],
        "url": post.permalink(lang), "excerpt": teaser if teaser != html else None, "html": text,
    })
made = [site.link(kind, name, lang) for kind, names in
        (("tag", site.posts_per_tag), ("category", site.posts_per_category)) for name in names]
print("FOUND" + json.dumps({"pages": found, "made": made}))
"""
_PACKAGES: Final = ("ruamel.yaml==0.19.1", "Markdown==3.11.3", "toml==0.10.2", "Jinja2==3.1.6")


class NikolaRecipe:
    """Nikola 8 with Python-Markdown."""

    release = "8.3.3"

    def install(self, folder: Path) -> None:
        """Make an environment of Python with the release."""
        if not (folder / "bin" / "nikola").exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            run("python3", "-m", "venv", str(folder), within=folder.parent)
            run(
                str(folder / "bin" / "pip"),
                "install",
                "-q",
                f"nikola=={self.release}",
                *_PACKAGES,
                within=folder,
            )

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `nikola_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Scan the archive, and compile each post."""
        said = run(str(folder / "bin" / "python"), "-c", _SCRIPT, str(archive), within=archive)
        line = next(line for line in said.split("\n") if line.startswith("FOUND"))
        told = json.loads(line.removeprefix("FOUND"))
        places = {place_of(one["url"]): one["path"] for one in told["pages"]}
        links = Links("", {place_of(one) for one in told["made"]}, places)
        return {one["path"]: _published(one, links) for one in told["pages"]}


_RULE_OF_NOTES: Final = re.compile(r'<div class="footnote">\s*<hr\s*/?>')


def _published(page: Mapping[str, Any], links: Links) -> Published:
    html = _RULE_OF_NOTES.sub('<div class="footnote">', page["html"])
    address = unquote(page["url"])
    found, dead = links.of(address, html)
    category = " ".join(str(page["category"]).split())
    return Published(
        title=text_of(page["title"]),
        instant=_instant(page["date"]) if page["date"] else None,
        tags=tuple(" ".join(one.split()) for one in page["tags"]),
        categories=(category,) if category else (),
        authors=tuple(" ".join(one.split()) for one in page["authors"] if one),
        draft=page["draft"],
        shown=page["shown"],
        slug=page["slug"],
        address=address,
        excerpt=shortened(text_of(page["excerpt"])) if page["excerpt"] else None,
        ids=ids_of(html),
        words=words_of(html),
        text=text_of(html),
        links=tuple(sorted(found)),
        dead=tuple(sorted(dead)),
    )


def _instant(date: str) -> str:
    return f"{datetime.fromisoformat(date).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


RECIPE: Final = NikolaRecipe()
