"""Jekyll, as Debian has it: a script of Ruby reads and renders its documents and prints them as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.jekyll_samples import samples
from tests.oracles.links import Links, place_of
from tests.oracles.published import Published
from tests.oracles.recipe import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from tests.oracles.random_text import RandomText
    from tests.oracles.recipe import Sample

_TYPED: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "--", "—": "---", "…": "..."})
"""What is set in place of what is typed, which excerpts here leave as it is."""
_BACK: Final = re.compile(r"<a [^>]*reversefootnote.*?</a>", re.DOTALL)
"""The way back from a note, which is no word of it."""
_CONTENTS: Final = re.compile(r"<a [^>]*id=\"markdown-toc-[^>]*>")
"""The links of a list of contents, which nobody wrote."""
_COMMAND: Final = re.compile(r"\\(?:begin|end)\{\w+\}|\\[a-z]+")
"""What TeX draws, and shows no word of."""
_SCRIPT: Final = Path(__file__).with_suffix(".rb")
_SUITE: Final = "forky"
_PACKAGES: Final = ("jekyll", "ruby-kramdown", "ruby-kramdown-parser-gfm")
"""Taken from the suite; none of them holds anything but Ruby, so the rest may be the system's own."""


class JekyllRecipe:
    """Jekyll with kramdown 2.5.2 and the parser for GFM 1.1.0, on Ruby and Liquid of the system."""

    release = "4.4.1"

    def install(self, folder: Path) -> None:
        """Install the system's Jekyll, for what it depends on, and unpack the release into the folder."""
        if (folder / "usr").exists():
            return
        run("apt-get", "install", "-q", "-y", *_PACKAGES, within=Path.cwd())
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
        run("apt-get", *options, "-q", "download", *_PACKAGES, within=folder)
        for package in folder.glob("*.deb"):
            run("dpkg-deb", "-x", str(package), str(folder), within=folder)

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """The archives of `jekyll_samples`."""
        return samples(material, posts)

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Read the archive with all that is not shown, and once more without it."""
        printed = run("ruby", str(_SCRIPT), str(folder), str(archive), within=archive)
        site = json.loads(next(line for line in printed.split("\n") if line.startswith("{")))
        addresses = {place_of(one) for one in site["files"]}
        pages = {place_of(one["address"]): _path(one, archive) for one in site["posts"] if not _is_bare(one)}
        shown = frozenset(site["shown"])
        stopped = {_path({"path": one}, archive): Published() for one in site["stopped"]}
        return stopped | {
            _path(one, archive): _published(one, shown, Links(site["baseurl"], addresses, pages, site["url"]))
            for one in site["posts"]
            if not _is_bare(one)
        }


def _is_bare(page: Mapping[str, Any]) -> bool:
    """Tell whether a page is HTML, which is none of the posts here."""
    return bool(page.get("page")) and str(page["path"]).endswith(".html")


def _path(page: Mapping[str, Any], archive: Path) -> str:
    return Path(page["path"]).relative_to(archive).as_posix()


def _published(page: Mapping[str, Any], shown: frozenset[str], links: Links) -> Published:
    content = page["content"] and _CONTENTS.sub("<a>", _BACK.sub("", page["content"]))
    posts, dead = links.of(page["address"], content) if content else ([], [])
    own = not page.get("page")
    return Published(
        # Where there is none, a list of posts has to name it all the same.
        title=" ".join((page["title"] or "").split()) or None,
        instant=page["instant"] if own else None,
        tags=_labels(page["tags"]) if own else None,
        categories=_labels(page["categories"]) if own else None,
        authors=_labels(page["authors"]) if own else None,
        draft=page["draft"] if own else None,
        shown=page["path"] in shown,
        slug=page["slug"] if own else None,
        address=unquote(page["address"]),
        excerpt=text_of(page["excerpt"]).translate(_TYPED) if own else None,
        ids=None if content is None else ids_of(content),
        words=None if content is None else words_of(_COMMAND.sub(" ", content)),
        text=None if content is None else text_of(content),
        links=None if content is None else tuple(sorted(posts)),
        dead=None if content is None else tuple(sorted(dead)),
    )


def _labels(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for one in values if (line := " ".join(one.split()))))


RECIPE: Final = JekyllRecipe()
