"""Names, links and excerpts as pure functions of text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.archive.disk.filenames import loose_name, recency, split_extension
from tuireader.archive.engines.jekyll_site import dated_name
from tuireader.archive.excerpts import LENGTH, count_words, lead, plain
from tuireader.archive.metadata.fields import heading
from tuireader.archive.permalinks import sanitise, slugify


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/2020-02-05-a-b.md", ("2020-02-05", "a-b")),
        ("_posts/2020-2-5-a.md", ("2020-2-5", "a")),
        ("_posts/13-02-05-a.md", ("13-02-05", "a")),
        ("_posts/2020-02-05-.md", ("2020-02-05", "")),
        ("_posts/2020-02-05-a...md", ("2020-02-05", "a")),
        ("2019-01-01-x/2020-02-05-a.md", ("2020-02-05", "a")),
        ("2019-01-01-x/a.md", (None, "a")),
        ("_posts/20124-08-09-a.md", (None, "20124-08-09-a")),
        ("_posts/01-01-2020-a.md", (None, "01-01-2020-a")),
    ],
)
def test_jekyll_names(path: str, expected: tuple[str | None, str]) -> None:
    assert dated_name(path) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2020-02-05-a", ("2020-02-05", "a")),
        ("2020_02_05_a", ("2020-02-05", "a")),
        ("20200205", ("2020-02-05", "20200205")),
        ("2020-02-05T10-11-12 a", ("2020-02-05", "a")),
        ("2020-13-05-a", (None, "2020-13-05-a")),
        ("202002051-a", (None, "202002051-a")),
        ("a-2020-02-05", (None, "a-2020-02-05")),
    ],
)
def test_loose_names(name: str, expected: tuple[str | None, str]) -> None:
    assert loose_name(name) == expected


def test_extensions() -> None:
    assert [split_extension(path) for path in ("a.b.MD", ".md", "a", "x.y/z", "d/.md")] == [
        ("a.b", "md"),
        (".md", ""),
        ("a", ""),
        ("x.y/z", ""),
        ("d/.md", ""),
    ]


def test_recency_sorts_names_by_date() -> None:
    assert recency("_posts/2020-2-5-a.md") == "20200205"
    assert recency("posts/2020/02/05/a.md") == ""
    assert recency("a/2020-02-05-b/index.md") == "20200205"
    assert recency("a.md") == ""


def test_slugs() -> None:
    assert slugify("A  b_C!") == "a-b-c"
    assert slugify("-A.b+(c)-", pretty=True, cased=True) == "A.b+(c)"
    assert slugify("हिन्दी ½") == "हिन्दी"
    assert sanitise("a//b/../c") == "/a/b/c"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "# Head\n\nSome *bold* `code` [link](https://x.org/a_(b)) ![alt](i.png)",
            "Head Some bold code link",
        ),
        ("> quote\n- item\n1. one\n- [x] done", "quote item one done"),
        ("<p align='x'>text</p><!-- gone -->{% include x %}{{ y }}", "text"),
        ("snake_case and __strong__ a[^1]", "snake_case and strong a"),
        ("```py\nx = 1\n```", "x = 1"),
        ("a \\*literal\\*", "a *literal*"),
        ("[OpenAI] Day", "[OpenAI] Day"),
        ("AT&amp;T &mdash; a&nbsp;b &lt;b&gt; &bogus; & <me@x.org>", "AT&T — a b <b> &bogus; & me@x.org"),
        ("", ""),
    ],
)
def test_plain(markdown: str, expected: str) -> None:
    assert plain(markdown) == expected


def test_lead_goes_on_where_the_first_part_says_nothing() -> None:
    assert lead("![i](i.png)\n\nText.\n\nMore.", "\n\n") == "Text."
    assert lead("A.\n\nB.", "") == "A. B."


def test_what_is_hidden_across_lines_is_left_out_of_an_excerpt_wherever_it_ends() -> None:
    said, unseen, more = "word " * 40, "unseen\n" * 100, "more " * 40
    for begins, ends in (("<!-- ", "-->"), ("<style>", "</style>"), ("{% comment %}", "{% endcomment %}")):
        found = plain(f"{said}{begins}{unseen}{ends}{more}\n\nlast")
        assert found.startswith(said + "more")
        assert "unseen" not in found


def test_an_excerpt_of_many_lines_is_that_of_the_first_ones() -> None:
    lines = [f"- *line* {number} of_many [here](there) \\* and so on\n" for number in range(100)]
    assert plain("".join(lines)) == plain("".join(lines[:20]))
    assert plain("".join(lines)).startswith("line 0 of_many here * and so on line 1")


def test_words() -> None:
    assert count_words("one two\nthree") == 3
    assert count_words("日本 and 한국어 한") == 5
    assert count_words("word – word — & | * · word ½ …") == 4
    assert count_words("# A - b & | * `` don't _ (x) 1 ---\n***\n") == 5
    assert count_words("日本 – and… “한국어” 한 — Ünï _ ―") == 6
    assert count_words("word – word — & | * · word ½ …") == 4
    assert count_words("# A - b & | * `` don't _ (x) 1 ---\n***\n") == 5
    assert count_words("日本 – and… “한국어” 한 — Ünï _ ―") == 6
    assert count_words("".join(f"a {chr(0x2190 + n)} " for n in range(100))) == 100
    assert count_words("".join(f"a{chr(0x4E00 + n)}b " for n in range(100))) == 300
    assert count_words("a語b\u2003語" * 9 + "".join(f" {chr(0x2190 + n)}" for n in range(100))) == 36
    assert count_words("word " * 200_000) == pytest.approx(200_000, abs=3)


@pytest.mark.parametrize("ends", ["々〇", "\u3041ヿ", "㐀鿿", "豈舘", "\U00020000\U0003134a"])
def test_each_chinese_or_japanese_character_is_a_word_to_the_ends_of_its_range(ends: str) -> None:
    assert count_words(f"a{ends}b{ends}c") == 7
    assert count_words("a\u2e80b 한글 \ufb00n") == 3


@given(
    st.text(
        st.sampled_from("a1 \n\t\x01\x0b\x1c\x85\u00a0\u2003\u3000é\u1680\U0001f44d-_|\u0301“—½"), max_size=20
    )
)
def test_words_are_what_stands_between_blanks_of_all_kinds_and_is_no_bare_sign(text: str) -> None:
    assert count_words(text) == sum(any(map(str.isalnum, word)) for word in text.split())


@settings(max_examples=100)
@given(st.text(st.sampled_from("a _*`[]()<>!#-=:{}%\n\\~|^日"), max_size=300))
def test_hypothesis_plain_is_one_bounded_line(text: str) -> None:
    found = plain(text)
    assert len(found) <= LENGTH
    assert "\n" not in found


@pytest.mark.parametrize(
    "unit", ["[", "](", "<", "<!--", "{%", "*", "`", "_a", "[[", "\\", "- ", ">", "![]("]
)
def test_plain_is_quick_on_repetition(unit: str) -> None:
    assert len(plain(unit * 20_000)) <= LENGTH


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# A *title*\n", "A title"),
        ("A title\n===\n", "A title"),
        ("\n## A title ##", "A title"),
        ("# \n\ntext", None),
        ("# #\n", None),
        ("text\n", None),
    ],
)
def test_the_heading_that_a_body_begins_with(body: str, text: str | None) -> None:
    assert heading(body) == text
