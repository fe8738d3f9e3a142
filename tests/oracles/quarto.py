"""Quarto: its pandoc alone, of the release that PyPI has, for ids of headings and words; Quarto itself is not run."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from tests.oracles.html import ids_of, text_of, words_of
from tests.oracles.published import Published
from tests.oracles.recipe import Sample, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.oracles.random_text import RandomText

_SITE: Final = {"_quarto.yml": "project:\n  type: website\n"}
_FORMAT: Final = "markdown+autolink_bare_uris"
_SECTION: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BODIES: Final[Mapping[str, str]] = {
    "own": (
        "## With id {#own-id}\n\n## Dup\n\n## Dup\n\n## Dup 1\n\n## Dup\n\n## Class {.c} \n\n"
        "## None {-}\n\n## Key {k=v}\n"
    ),
    "signs": (
        "## 1. Intro\n\n## Café\n\n## C++ & C#\n\n## 🚀 Launch\n\n## R&amp;D &copy; x\n\n## a_b-c.d\n\n"
        "## 123\n\n## 你好 世界\n"
    ),
    "marks": (
        "## *em* **b** [l](/x) `c d`\n\n## ![alt](/x.png) pic\n\n## a <b>t</b>\n\n## Note[^1]\n\n"
        "## $x^2$ y\n\n[^1]: n\n"
    ),
    "quotes": "\"a\" -- 'b' --- it's ...\n\n## \"q\" -- it's ...\n",
    "spans": "[words]{.class} H~2~O x^2^ ~~gone~~ [small]{.smallcaps}\n",
    "divs": (
        "::: {.callout-note}\nsaid\n:::\n\n::: {#id .column-margin}\naside\n:::\n\n::: panel-tabset\n"
        "## One\n\nfirst\n\n## Two\n\nsecond\n:::\n"
    ),
    "lists": "term\n: def\n\n- [x] done\n- [ ] open\n\n(@) one\n(@) two\n",
    "notes": "Words[^1] and ^[inline note].\n\n[^1]: The note.\n",
    "code": "```{.python .numberLines}\nx\n```\n\n```python\ny\n```\n",
    "lines": "| verse one\n|   verse two\n\none\\\ntwo\n",
}  # fmt: skip


class QuartoRecipe:
    """pandoc 3.9."""

    release = "pandoc-3.9"

    def install(self, folder: Path) -> None:
        """Install the package that holds pandoc."""
        if not (folder / "pypandoc").exists():
            folder.mkdir(parents=True, exist_ok=True)
            run(
                sys.executable,
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                ".",
                "pypandoc_binary==1.17",
                within=folder,
            )

    def samples(self, material: RandomText, posts: int) -> Iterator[Sample]:
        """Archives of headings, ordinary and odd, and of pandoc's markup."""
        for strange in (False, True):
            text = {f"{number}.qmd": headings(material, number, strange=strange) for number in range(posts)}
            yield Sample(f"headings {'odd' if strange else 'usual'}", {**_SITE, **text}, ("ids", "words"))
        yield Sample(
            "markup",
            {**_SITE, **{f"{name}.qmd": one for name, one in _BODIES.items()}},
            ("text", "ids", "words"),
        )

    def build(self, folder: Path, archive: Path) -> Mapping[str, Published]:
        """Convert each document by itself."""
        pandoc = str(folder / "pypandoc" / "files" / "pandoc")
        found = {}
        for file in archive.rglob("*.qmd"):
            options = ("--quiet", "--syntax-highlighting=none")
            html = run(pandoc, "-f", _FORMAT, "-t", "html", *options, file.name, within=file.parent)
            found[file.relative_to(archive).as_posix()] = Published(
                ids=ids_of(html), words=words_of(html), text=text_of(html)
            )
        return found


def headings(material: RandomText, number: int, *, strange: bool) -> str:
    """A body with one heading, every tenth with several."""
    count = 1 if number % 10 else 6
    return "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count)) + "[^1]: note\n"


RECIPE: Final = QuartoRecipe()
