"""Only the dialects that a text calls for are parsed for, and the others would make no difference to it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import ref

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import AWKWARD
from tuireader.archive.engines.facts import ENGINES
from tuireader.rendering.body.blocks import ParsedBody
from tuireader.rendering.body.revision import changed_lines, revise
from tuireader.rendering.body.windows import parse_all
from tuireader.rendering.dialects import dialects_in, dialects_of
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from markdown_it.token import Token

PYTHON_MARKDOWN: Final = (
    "html_elements",
    "last_definitions",
    "loose_emphasis",
    "hash_headings",
    "lists_apart",
    "loose_addresses",
)
ALWAYS: Final = {
    "jekyll": (
        "kramdown_html",
        "last_definitions",
        "loose_emphasis",
        "kramdown_code",
        "kramdown_headings",
        "kramdown_rules",
        "loose_addresses",
    ),
    "material": PYTHON_MARKDOWN,
    "nikola": PYTHON_MARKDOWN,
    "obsidian": ("line_breaks",),
    "logseq": ("line_breaks",),
    "pelican": PYTHON_MARKDOWN,
}
"""Rules in the place of others, which cost no more than these."""
DATA: Final = Path(__file__).parent.parent.parent / "data"
TEXTS: Final = sorted([*DATA.glob("dialects/*/*.md"), *DATA.glob("rendering/*.md")])
MARKED: Final = st.sampled_from(
    [
        "Term\n: definition", "Term\n  :\tother", "> Term\n>: quoted", "{: .note}", "# Heading {#own}", "# T {.c}",
        "*[HTML]: Hyper", "HTML", "* TOC\n{:toc}", "[TOC]", "[[toc]]", "[tOc]", "a | b\nc | d", "^", "{::comment}",
        "{:/comment}", "$$x$$", "$x$ and $y$", "\\(x\\)", "\\\\(x\\\\)", "```math\nx\n```", "\\begin{a}\nx\n\\end{a}",
        "'quoted' -- and \"more\"...", "<<x>>", ":smile:", "[[note|label]]", "==marked==", "%%comment%%", "#tag",
        "text ^id", "> [!tip]- Title\n> text", "!!! note\n    text", ":::tip\ntext\n:::", "??? x\n    y",
        "<details>\n\ntext\n\n</details>", "<b>x</b>", "<script>x</script>", "\ufdd0include\ufdd1",
        "<div>x</div>\n*y*", "<p>\n<pre>\na\n\n# b\n</pre> *c*\nd", "<hr>\n# a", "<img src=a>\n*b*",
        "<p>\n<pre>\n\n# never\n\nclosed", "**a.**b前*c。*d", "x\ny\n---", "##", " # a", "<code>*a*</code>",
        "|`a|b`|c|\n|-|-|\n|d|e|f|", "[r]: /a\n[r]: /b\n\n[r]", "<!-- a --> *b*\nc", "![](a)b",
        "[a](b c) ![a](b (c) d.png)", "```{note} T\n:class: x\ntext\n```", "{ref}`a <b>`", "(lbl)=\n# A",
        "x\n% c\n+++ y", "```js\na() // [!code hl:2]\n# highlight-start\n```", "```{r}\n#| a: b\nc\n```",
        "[^n]: a\nb [^n]", "[a] [r]\n\n[r]: /a", "[a]\n[r]\n\n[r]: /a", "[a *b*]{.c}", "x\n- y {.c}\n{.d}",
        ":::{tip}\n```{x}\n:::", "~~~ {code} a\nb",
    ]
)  # fmt: skip
BODIES: Final = st.lists(AWKWARD.map("\n".join) | MARKED, max_size=8).map("\n\n".join)


def tokens(parsers: Parsers, text: str) -> list[Token]:
    return parsers.full.parse(text, {})


def blocks(parsers: Parsers, text: str) -> list[Token]:
    return parsers.blocks.parse(text, {})


ALL: Final = {engine: Parsers(ENGINES[engine]) for engine in ENGINES}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_golden_texts_are_parsed_as_with_all_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for engine, facts in ENGINES.items():
        chosen = ALL["plain"].of(facts, text)
        assert tokens(chosen, text) == tokens(ALL[engine], text), engine


@given(st.sampled_from(sorted(ENGINES)), BODIES)
@example("jekyll", "[r]: /a\n\n[a]   [r]")
@example("jekyll", "[r]: /a\n\n[a] \n[r]")
@example("jekyll", "[r]: /a\n\n[a]\t[r]")
@settings(max_examples=150)
def test_any_text_is_parsed_as_with_all_rules(engine: str, text: str) -> None:
    chosen = ALL["plain"].of(ENGINES[engine], text)
    assert tokens(chosen, text) == tokens(ALL[engine], text)
    assert blocks(chosen, text) == blocks(ALL[engine], text)


@given(st.sampled_from(sorted(ENGINES)), BODIES, BODIES, BODIES)
@settings(max_examples=100)
def test_an_edit_that_calls_for_other_dialects_gives_what_a_whole_parse_gives(
    engine: str, head: str, tail: str, edit: str
) -> None:
    was, now = f"{head}\n\n{tail}", f"{head}\n\n{edit}\n\n{tail}"
    for before, after in ((was, now), (now, was)):
        parsers = ALL["plain"].of(ENGINES[engine], before)
        old = parse_all(parsers.blocks, before.split("\n"))
        changed = "\n".join(changed_lines(before.split("\n"), after.split("\n")))
        grown = parsers.of(ENGINES[engine], changed, grown=True)
        assert {*parsers.dialects, *dialects_in(ENGINES[engine], after)} == set(grown.dialects)
        parser = grown.blocks

        revised = revise(
            parser, ParsedBody(before.split("\n"), old.blocks, old.definitions), after.split("\n")
        )
        whole = parse_all(parser, after.split("\n"))
        assert revised.parsed.blocks == whole.blocks


@pytest.mark.parametrize("engine", ENGINES)
def test_plain_prose_calls_for_next_to_nothing(engine: str) -> None:
    chosen = dialects_in(ENGINES[engine], "Plain prose, with *emphasis* and [a link](/b).\n\n- a list\n")
    assert chosen == ALWAYS.get(engine, ())
    assert len(dialects_of(ENGINES[engine])) > 3


class Text(str):
    """A text that tells when it is gone."""

    __slots__ = ("__weakref__",)


def test_no_text_is_kept_by_choosing() -> None:
    text = Text("a | b")
    kept = ref(text)
    gc.disable()
    try:
        assert dialects_in(ENGINES["jekyll"], text)
        del text
        assert kept() is None
    finally:
        gc.enable()


def test_parsers_are_made_once() -> None:
    parsers = Parsers()
    assert parsers.of(ENGINES["jekyll"], "a | b") is parsers.of(ENGINES["hugo"], "x").of(
        ENGINES["jekyll"], "c | d"
    )
    assert parsers.of(ENGINES["plain"]) is parsers
