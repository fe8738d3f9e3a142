"""An exported post says what the reader shows: every token has a rule, and the words are the same."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from lxml import html as lxml_html

from tests.rendering.dialects.pages import drawn
from tests.rendering.dialects.test_golden import ENGINES as GOLDEN
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.text import neutralise
from tuireader.rendering.diagrams.diagram import draw_diagram_source
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.elements.addresses import ends_of
from tuireader.rendering.export.document import post_content
from tuireader.rendering.export.facts import ExportFacts
from tuireader.rendering.export.renderer import RULES
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

DATA: Final = Path(__file__).parents[2] / "data"
POSTS: Final = {
    **{
        f"{path.parent.name}/{path.stem}": (path, GOLDEN.get(path.parent.name, "plain"))
        for path in DATA.glob("dialects/*/*.md")
    },
    **{f"rendering/{path.stem}": (path, "plain") for path in (DATA / "rendering").glob("*.md")},
    **{path.stem: (path, "jekyll") for path in (DATA.parents[1] / "sample_posts" / "_posts").glob("*.md")},
}
WIDE: Final = 1_000
"""Cells of a page on which no table wraps, so that its words come in the order of its cells."""


def body_of(path: Path) -> str:
    text = neutralise(path.read_text(encoding="utf-8"))
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def content(body: str, engine: str) -> str:
    return post_content(body, Parsers(ENGINES[engine]), ExportFacts(draw_diagram_source, in_mathml=False))


def letters(text: str) -> str:
    """The letters and digits of a text, in order: where words part is up to how they are set."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def tokens_in(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from tokens_in(token.children or ())


def text_of(element: lxml_html.HtmlElement) -> Iterator[str]:
    """The text that a browser shows of an element, with the numbers of lists and lines."""
    classes = str(element.get("class", "")).split()
    if "address" in classes:
        return
    if element.tag == "ol":
        items = list(element.iterchildren("li"))
        step = -1 if "reversed" in element.attrib else 1
        number = int(element.get("start", len(items) if step < 0 else 1))
        for item in items:
            number = int(item.get("value", number))
            item.set("data-number", chr(96 + number) if element.get("type") == "a" else str(number))
            number += step
    yield element.get("data-number", "")
    yield element.get("data-line", "")
    yield element.text or ""
    for child in element:
        yield from text_of(child)
        yield child.tail or ""


def words_of(html: str) -> str:
    return letters(" ".join(text_of(lxml_html.fragment_fromstring(html, create_parent="div"))))


@pytest.mark.parametrize("name", POSTS)
def test_the_words_are_those_of_the_reader(name: str) -> None:
    path, engine = POSTS[name]
    body = body_of(path)
    options = DrawOptions(unfolded=True, diagram=lambda written, _: draw_diagram_source(written, 96))
    shown = "\n".join(drawn(body, engine, WIDE, options))
    tokens = tokens_in(Parsers(ENGINES[engine]).full.parse(body))
    sources = {str(token.attrs["src"]) for token in tokens if token.type == "image"}
    for source in sources | set(re.findall(r"""<img[^>]*\ssrc=["']?([^"'\s>]+)""", body)):
        shown = shown.replace(f" · {ends_of(source)}", "")
    for meaning in re.findall(r'<abbr title="([^"]*)"', body):
        shown = shown.replace(f" ({meaning})", "")
    assert words_of(content(body, engine)) == letters(shown)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_token_has_a_rule(engine: str) -> None:
    parser = Parsers(ENGINES[engine]).full
    kinds = {
        token.type
        for path, _ in POSTS.values()
        for token in tokens_in(parser.parse(body_of(path)))
        if token.nesting >= 0
    }
    assert kinds - RULES.keys() == {"html_container_open"}
