"""MDX: what is shown of it, against what @mdx-js/mdx shows, and what stays right while it is typed."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.dialects.pages import drawn
from tests.rendering.templates.translating import translated
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.mdx import said
from tuireader.archive.metadata.values import Scalar
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import revise
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.templates import Context, translate

PAIRS = json.loads((Path(__file__).parents[2] / "data" / "mdx" / "words.json").read_text(encoding="utf-8"))[
    "pairs"
]
NOT_WORDS = re.compile(r"[^\w{}<>&+*/()\[\]=.]+")
PIECES = (
    "{/*", "*/}", "{/* c */}", "{", "}", "{'a'}", "{x}", "<Foo>", "</Foo>", "<Foo a={1}", "/>", "<Note title='t'>",
    "</Note>", "\n", "\n\n", "    ", "- ", "> ", "`", "```\n", "import a from 'b'\n", "export const a = {\n", "export ",
    "<div className='x'>", "</div>", "<>", "</>", "$x$", "$$", "<!--", "word", "\\", "'", '"', "<li>", "</li>", "é",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
BLOCKS = Parsers(ENGINES["astro"]).blocks


def markdown(body: str) -> str:
    """The Markdown that a body of MDX comes to."""
    return translate(said(body, mdx=True), Context(ENGINES["astro"], mdx=True))


def visible(text: str) -> str:
    """The words of a text, without the marks between them."""
    return " ".join(NOT_WORDS.sub(" ", text.replace("’", "'")).split())


def parsed(body: str) -> ParsedBody:
    lines = markdown(body).split("\n")
    whole = parse_all(BLOCKS, lines)
    return ParsedBody(lines, whole.blocks, whole.definitions)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["mdx"][:40])
def test_the_words_are_those_that_mdx_shows(pair: dict[str, str]) -> None:
    shown = visible(" ".join(drawn(markdown(pair["mdx"]), "astro", 200)))
    assert visible(pair["words"]) in shown
    assert "more" in pair or len(shown.split()) <= len(visible(pair["words"]).split()) + 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("import {a,\n  b} from './x.js'\nimport c from './y.js'\n\npara", "\n\n\n\npara"),
        ("import a from 'b'\nText that is being written", "\nText that is being written"),
        ("export { a } from 'b'\n\nz", "\n\nz"),
        ("export words are words", "export words are words"),
        ("text\nimport a from 'b'", "text\nimport a from 'b'"),
        ("a <Chart data={[1, 2]} /> b", "a ⟦Chart⟧ b"),
        ('<Chart title="Of 2022" />', "⟦Chart⟧ Of 2022"),
        ("{props.when} {f()}", "⟦props.when⟧ ⟦f()⟧"),
        ("{frontmatter.title}", "A \\*title\\*"),
        ("import pic from './p.png'\n\n![a](b) <Image src={pic} alt='P'/>", "\n\n![a](b) ![P](./p.png)"),
        ("<Link to='/x/'>the *x*</Link>", '<a href="/x/">the *x*</a>'),
        ("## Title {#own-id}", "## Title {#own-id}"),
        ("$x_{1}$ and $$\\frac{a}{b}$$", "$x_{1}$ and $$\\frac{a}{b}$$"),
        ("<https://example.org/{x}>", "<https://example.org/⟦x⟧>"),
        ("`{/* kept */}` {/* gone */}", "`{/* kept */}` "),
        ("```\nimport a from 'b'\n{/* kept */}\n```", "```\nimport a from 'b'\n{/* kept */}\n```"),
        ("{/* open\n\ntext", "{/* open\n\ntext"),
        ("{/* open\n\ntext {/* whole */} b", "{/* open\n\ntext  b"),
        ("<Note\n\ntext", "<Note\n\ntext"),
        ("export const a = {\n\ntext", "export const a = {\n\ntext"),
        ("<Tab label='One'>\n    text\n</Tab>", "**One**<br>\ntext\n"),
        ('<div className="a" style={{x: 1}}>b</div>', '<div class="a" markdown="1">b</div>'),
    ],
)
def test_what_it_comes_to(body: str, expected: str) -> None:
    assert translated(said(body, mdx=True), "mdx", title=Scalar("A *title*")) == expected


def test_other_files_are_left_alone() -> None:
    body = "import a from 'b'\n\n{/* c */}"
    assert said(body, mdx=False) is body


@given(body=TEXTS)
@settings(max_examples=120)
def test_lines_stay_in_step(body: str) -> None:
    assert markdown(body).count("\n") == body.count("\n")


def test_what_is_typed_is_shown_as_if_it_were_opened_anew() -> None:
    body = "import a from 'b'\n\n# One\n\n<Note title='T'>\n  text *em*\n\n  - item\n</Note>\n\nlast {'x'}\n\n## End\n"
    chance = random.Random(4)
    now = parsed(body)
    for typed in ("{/* a note */}", "<Note>", "</Note>", "{", "`", "export const q = {", "{/* "):
        for at in chance.sample(range(len(body)), 8):
            for end in range(len(typed) + 1):
                anew = parsed(body[:at] + typed[:end] + body[at:])
                now = revise(BLOCKS, now, anew.lines).parsed
                assert now == anew
