"""The ids of headings, by the rule of each engine; the examples are worked out from the sources of the engines."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.rendering.bodies import FULL, blocks_of
from tuireader.archive.engines.facts import ENGINES, HeadingIdRule
from tuireader.rendering.anchors import anchors_of
from tuireader.rendering.heading_ids import heading_id
from tuireader.rendering.outline import outline
from tuireader.rendering.parsing.markdown import Parsers


@pytest.mark.parametrize(
    ("ids", "title", "wanted"),
    [
        ("kramdown-gfm", "What's *New* in 2.0?", "whats-new-in-20"),
        ("kramdown-gfm", "a – b — c", "a--b--c"),
        ("kramdown-gfm", "a -- b", "a----b"),
        ("none", "a", ""),
        ("kramdown-gfm", "日本語 ½ हिन्दी", "日本語--हिन्दी"),
        ("kramdown", "1. What's New_2 in 2.0?", "whats-new2-in-20"),
        ("kramdown", "日本語", "section"),
        ("github", "a -- b", "a----b"),
        ("github", "Ünï_code & Co.", "ünï_code--co"),
        ("goldmark", "What's `New` in 2.0?", "whats-new-in-20"),
        ("goldmark", "हिन्दी", "हनद"),
        ("goldmark", "[A link](/x)", "a-linkx"),
        ("goldmark", "???", "heading"),
        ("goldmark", "İstanbul", "istanbul"),
        ("goldmark-ascii", "Émile’s ß 中文 b", "emiles---b"),
        ("blackfriday", "What’s next? a/b_½", "what-s-next-a-b-½"),
        ("blackfriday", "🚀", "heading"),
        ("slug", "你好, Łódź 🎉", "ni-hao-lodz-tada"),
        ("slug-kept", "Ünï x/y z", "Ünï_x/y_z"),
        ("slug", "Was ist Größe? (2.0)", "was-ist-grosse-2-0"),
        ("hexo-util", "Hello, World (again)", "Hello-World-again"),
        ("hexo-marked", "Łódź & “Größe” — 你好…", "Lodz-“Grose”-—-你好…"),
        ("hexo-marked-lower", "Œuvre É", "oeuvre-e"),
        ("hexo-marked-upper", "a_b", "A-B"),
        ("never", "Any", ""),
        ("python-markdown", "Élan & C++ — now", "elan-c-now"),
        ("verbatim", "Any Words: here", "Any Words: here"),
    ],
)
def test_each_rule(ids: HeadingIdRule, title: str, wanted: str) -> None:
    title = title.replace("*", "") if ids != "goldmark" else title
    assert heading_id(title, ids) == wanted


@pytest.mark.parametrize(
    ("ids", "wanted"),
    [
        ("kramdown-gfm", ["dup", "dup-1", "dup-1"]),
        ("kramdown", ["dup", "dup-1", "dup-1"]),
        ("github", ["dup", "dup-1", "dup-1-1"]),
        ("goldmark", ["dup", "dup-1", "dup-1-1"]),
        ("slug", ["dup", "dup-1", "dup-1-1"]),
        ("hexo-util", ["Dup", "Dup-1", "Dup-1-1"]),
        ("hexo-marked", ["Dup", "Dup-1", "Dup-1"]),
        ("python-markdown", ["dup", "dup_1", "dup-1"]),
    ],
)
def test_headings_of_one_name(ids: HeadingIdRule, wanted: list[str]) -> None:
    blocks = blocks_of("# Dup\n\n# Dup\n\n# Dup 1\n")
    assert [entry.anchor for entry in outline(FULL, blocks, ids)] == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("See [docs](https://x.example/a)", "see-docs"),
        ("A -- B", "a--b"),
        ("Working with _tables_", "working-with-tables"),
        ("R&amp;D", "rd"),
        ("![alt](i.png) x", "alt-x"),
        ("<b>t</b>", "t"),
        ("Go https://a.example now", "go--now"),
        ("www.a.example now", "now"),
        ("**bold _both_**", "bold"),
        ("[Jason's links](u) b", "jason-b"),
        ("**“重点”**", "重点"),
        ("`a--b` c[^1]", "a--b-c"),
        ("<https://a.example>", ""),
    ],
)
def test_hugo_takes_the_text_of_parts(title: str, wanted: str) -> None:
    """Hugo 0.168.0."""
    parser = Parsers(ENGINES["hugo"]).full
    assert [entry.anchor for entry in outline(parser, blocks_of(f"## {title}\n"), "goldmark")] == [wanted]


def test_zola_keeps_written_ids_for_their_headings() -> None:
    """Zola 0.22.0."""
    blocks = blocks_of("# Foo\n\n# Notes {#foo}\n\n# H~2~O {x}\n\n# Foo[^1]\n")
    parser = Parsers(ENGINES["zola"]).full
    assert [entry.anchor for entry in outline(parser, blocks, "slug")] == ["foo-1", "foo", "h-2-o", "foo-2"]


@pytest.mark.parametrize("anchor", ["jason", "jasons-links", "jasons-linksu", "jason-s-links"])
def test_a_link_fits_the_id_of_any_version_of_hugo(anchor: str) -> None:
    """Hugo 0.132 to 0.168, from 0.169 on, up to 0.131, and with `blackfriday`."""
    parsers = Parsers(ENGINES["hugo"])
    assert anchors_of(parsers, "# [Jason's links](u)\n", "goldmark").line(anchor) == 1


def test_an_id_of_its_own_is_kept_and_not_given_again() -> None:
    blocks = blocks_of("# A {#b}\n\n# B\n")
    assert [entry.anchor for entry in outline(FULL, blocks, "github")] == ["b", "b-1"]
    assert [entry.anchor for entry in outline(FULL, blocks, "kramdown-gfm")] == ["b", "b"]


def test_every_rule_gives_ids_and_tells_them_apart() -> None:
    for rule in set(get_args(HeadingIdRule)) - {"none", "never"}:
        assert heading_id("Word", rule).lower() == "word"


@pytest.mark.parametrize(
    ("engine", "wanted"), [("pelican", "_1"), ("zola", "-1"), ("quarto", "section"), ("hugo", "")]
)
def test_headings_without_words_are_told_if_they_are_asked_for(engine: str, wanted: str) -> None:
    parsers = Parsers(ENGINES[engine])
    found = outline(parsers.full, blocks_of("## <br>\n\n## <br>\n\n## A\n"), parsers.ids, untitled=True)
    assert [entry.title for entry in outline(parsers.full, blocks_of("## <br>\n"), parsers.ids)] == []
    assert wanted in {entry.anchor for entry in found} or (not wanted and len(found) == 1)


@pytest.mark.parametrize(
    ("engine", "wanted"),
    [
        *(
            (one, ["", "raw", "own", "own"])
            for one in ("gatsby", "zola", "material", "nikola", "astro", "quarto", "vitepress")
        ),
        ("myst", ["raw", "raw-1", "own", "own-1"]),
    ],
)
def test_headings_in_html_have_ids_as_the_engines_give_them(engine: str, wanted: list[str]) -> None:
    # Gatsby's plugins 6.16, Zola 0.22, MkDocs Material 9.8.2, Nikola 8.3.3, Astro 7.3.5, pandoc 3.9, VitePress 1.6.4;
    # MyST 1.11 counts them as others.
    parsers = Parsers(ENGINES[engine])
    body = '<h2>Raw</h2>\n\n## Raw\n\n<h3 id="own">Own</h3>\n\n### Own\n'
    assert [one.anchor for one in outline(parsers.full, blocks_of(body), parsers.ids)] == wanted
