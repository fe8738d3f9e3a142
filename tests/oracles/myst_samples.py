"""Archives for MyST: ordinary posts, odd names and headings, front matter, and its markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.oracles.recipe import Sample
from tests.oracles.vitepress_samples import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.oracles.random_text import RandomText

_SITE: Final = {
    "myst.yml": "version: 1\nproject:\n  title: P\nsite:\n  template: book-theme\n  options:\n    folders: true\n",
    "index.md": "# Home\n",
}
_FLAT: Final = {"myst.yml": "version: 1\nproject: {}\nsite: {}\n", "index.md": "# Home\n"}


def ordinary(material: RandomText, posts: int) -> dict[str, str]:
    """Posts as most people write them."""
    files = {}
    for number in range(posts):
        title = f"{material.ordinary()} {number}"
        body = material.paragraph()
        for _ in range(3):
            body += f"\n\n## {material.ordinary()}\n\n{material.paragraph()}"
        fields: dict[str, object] = {
            "title": title, "date": str(material.day()), "tags": ["a tag", "myst"],
            "authors": [{"name": "Ann Lee"}, "Bo Ek"],
        }  # fmt: skip
        files[f"posts/{material.hyphened(title)}.md"] = page(fields, f"{body}\n")
    return files


def odd(material: RandomText, posts: int) -> dict[str, str]:
    """Posts whose names and folders are made of anything."""
    files = {}
    for number in range(posts):
        folder = "f " + material.name(material.odd()).lstrip(".") + f" {number}/" if number % 5 == 0 else ""
        kind = "/index.md" if number % 7 == 0 else ".md"
        name = (
            f"{number:05} {material.name(material.odd())}"
            if number % 3
            else f"x{number} {material.name(material.odd())}"
        )
        files[f"{folder}{name}{kind}"] = page({"title": "T"})
    return files


def headings(material: RandomText, posts: int, *, strange: bool) -> dict[str, str]:
    """Posts with one heading, every tenth with several."""
    files = {}
    for number in range(posts):
        count = 1 if number % 10 else 6
        body = "".join(f"## {material.heading(odd=strange)}\n\ntext\n\n" for _ in range(count))
        files[f"p{number}.md"] = page({"title": "T"}, f"{body}[^1]: note\n")
    return files


_TITLES: Final[Mapping[str, str]] = {
    "front": page({"title": "Front *em* `code`"}, "# Head\n"),
    "first": "# Head *em* `code`\n\n## Other\n",
    "later": "text\n\n### Third `x`\n\n# First\n",
    "same": page({"title": "Same"}, "# Same\n\n## Two\n"),
    "label": "(lbl)=\n# Labelled\n",
    "none": "text\n",
    "number": "---\ntitle: 2024\n---\n# Head\n",
    "camel": "x\n",
    "01_first-stepsAndMore": "x\n",
    "2024-03-05-dated": "x\n",
}
_MATTER: Final = (
    "date: 2024-03-05", "date: '2024-03-05'", "date: 5 Mar 2024", "date: 2024-03-05T10:20:30Z", "tags: a, b",
    "tags: [a, b]", "keywords: [k, l]", "authors: Ann", "author: Ann", "authors:\n  - name: Ann\n  - Bo", "draft: true",
    "description: d",
)  # fmt: skip
_BODIES: Final[Mapping[str, str]] = {
    "labels": "(lbl)=\n## Labelled\n\n(other-lbl)=\n\n## Second\n\n## Third {#own}\n\n(x y)=\n## Fourth\n\nText.\n",
    "comments": '% gone\n\nkept\n% gone too\n\n+++ {"a": 1}\n\nmore\n\n+++\n',
    "directives": (
        "```{note} Some text\nmore\n```\n\n```{warning}\n:class: dropdown\nwords\n```\n\n"
        ":::{tip} Title here\nhi\n:::\n\n"
        "````{admonition} My *title*\n:class: tip\n```{hint}\ninner\n```\n````\n\n:::{important}\n---\n"
        "class: x\n---\nyaml\n:::\n"
    ),
    "code": "```{code} python\n:linenos:\nx = 1\n```\n\n```{code-block} js\n:caption: A caption\ny()\n```\n",
    "cells": "```{code-cell} python\n:tags: [hide-input]\nprint(1)\n```\n",
    "figures": (
        "```{figure} https://x.y/i.png\n:alt: alt\n:name: fig\nThe caption.\n\nThe legend.\n```\n\n"
        "```{image} https://x.y/j.png\n:alt: other\n```\n"
    ),
    "roles": (
        "{"
        "s"
        "u"
        "b"
        "}"
        "`"
        "2"
        "`"
        " "
        "{"
        "sup}`n` {abbr}`MyST (Markedly Structured Text)` {kbd}`Ctrl` {math}`x^2` {del}`gone` {u}`under`\n"
    ),
    "references": "(lbl)=\n## Here\n\n{ref}`lbl` {ref}`words <lbl>` [](#lbl) [said](#lbl) {doc}`index`\n",
    "tabs": (
        "::::{tab-set}\n:::{tab-item} One\nfirst\n:::\n:::{tab-item} Two\nsecond\n:::\n::::\n\n"
        ":::{dropdown} More\nhidden\n:::\n"
    ),
    "cards": ":::{card} Card\nbody\n:::\n\n::::{grid} 1 2\n:::{grid-item-card} Inner\nx\n:::\n::::\n",
    "math": "$x$ and $$y$$\n\n```{math}\n:label: eq\nz\n```\n\n$$\nw\n$$ (lbl)\n",
    "definitions": 'term\n: def\n\n- [x] done\n- [ ] open\n\na ~~b~~ H~2~O\n\n"q" -- x\n',
    "topics": "```{epigraph}\nquoted\n-- me\n```\n\n```{seealso}\nthere\n```\n\n```{margin}\naside\n```\n",
    "include": "```{include} index.md\n```\n\n```{literalinclude} index.md\n:language: md\n```\n",
    "mermaid": (
        "```{mermaid}\ngraph TD\n```\n\n```{list-table} Caption\n:header-rows: 1\n* - a\n  - b\n* - c\n"
        "  - d\n```\n"
    ),
    "unknown": "```{nosuch} arg\n:opt: val\nbody words\n```\n",
    "notes": "Words[^1].\n\n[^1]: The note.\n",
}  # fmt: skip


def samples(material: RandomText, posts: int) -> Iterator[Sample]:
    """All archives; random names and headings are `posts` in number in each."""
    fields = ("title", "instant", "tags", "authors", "address")
    yield Sample("usual", {**_SITE, **ordinary(material, posts)}, (*fields, "ids"))
    yield Sample("names odd", {**_SITE, **odd(material, posts)}, ("address",))
    yield Sample("names flat", {**_FLAT, **odd(material, min(posts, 60))}, ("address",))
    yield Sample("headings usual", {**_SITE, **headings(material, posts, strange=False)}, ("ids",))
    yield Sample("headings odd", {**_SITE, **headings(material, posts, strange=True)}, ("ids",))
    yield Sample(
        "titles", {**_SITE, **{f"{name}.md": text for name, text in _TITLES.items()}}, ("title", "address")
    )
    matter = {f"f{i:02}.md": f"---\ntitle: T\n{one}\n---\nx\n" for i, one in enumerate(_MATTER)}
    yield Sample("front matter", {**_SITE, **matter}, fields)
    bodies = {f"{name}.md": page({"title": "T"}, text) for name, text in _BODIES.items()}
    yield Sample("markup", {**_SITE, **bodies}, ("text", "ids"))
