"""Docusaurus: its own loading of a site tells of every page, and its own Markdown of bodies, without a theme."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.docusaurus_samples import samples
from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.links import Links, place_of
from tests.oracles.published import Published
from tests.oracles.recipe import run
from tuireader.archive.excerpts import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample
_HEADING_OF_NOTES: Final = re.compile(r'<h2[^<>]*id="footnote-label"[^<>]*>.*?</h2>')


class DocusaurusRecipe:
    """Docusaurus 3 with its classic preset."""

    release = "3.10.2"

    def install(self, folder: Path) -> None:
        """Install the release."""
        if not (folder / "node_modules" / "@docusaurus" / "preset-classic").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true}')
            names = [f"@docusaurus/{one}@{self.release}" for one in ("core", "preset-classic")]
            run(
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                *names,
                "react@19",
                "react-dom@19",
                within=folder,
            )

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `docusaurus_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Load the site, and draw each of its pages."""
        (archive / "package.json").write_text('{"private": true}')
        if not (archive / "node_modules").exists():
            (archive / "node_modules").symlink_to(folder / "node_modules")
        (archive / "tell.mjs").write_text(Path(__file__).with_suffix(".mjs").read_text(encoding="utf-8"))
        run("env", "TZ=UTC", "NODE_ENV=production", "node", "tell.mjs", str(archive), within=archive)
        told = json.loads((archive / "told.json").read_text(encoding="utf-8"))
        places = {place_of(one["address"]): one["path"] for one in told["pages"]}
        links = Links("", {place_of(one) for one in told["routes"]}, places)
        base = told["base"].rstrip("/")
        return {one["path"]: _published(one, links, base) for one in told["pages"]}


def _published(page: Mapping[str, Any], links: Links, base: str) -> Published:
    post = page["kind"] == "blog"
    html = None if page["html"] is None else _HEADING_OF_NOTES.sub("", page["html"])
    found, dead = links.of(page["address"], html) if html else ([], [])
    return Published(
        title=" ".join(page["title"].split()) or None,
        instant=_instant(page["date"]) if post else None,
        tags=tuple(dict.fromkeys(" ".join(one.split()) for one in page["tags"])),
        authors=tuple(" ".join(one.split()) for one in page["authors"]) if post else None,
        draft=False,
        shown=not page["unlisted"] if post else None,
        address=unquote(page["address"].removeprefix(base)) or "/",
        excerpt=shortened(text_of(page["excerpt"])) if page.get("excerpt") else None,
        ids=ids_of(html) if html is not None else None,
        words=words_of(html) if html is not None else None,
        text=text_of(html) if html is not None else None,
        links=tuple(sorted(found)) if html else None,
        dead=tuple(sorted(dead)) if html else None,
    )


def _instant(date: str | None) -> str:
    if date is None:
        return ""
    moment = datetime.fromisoformat(date)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


RECIPE: Final = DocusaurusRecipe()
