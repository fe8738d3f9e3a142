"""Pieces of Markdown as they read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.catalog.search.text import HERE, prose


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("A [link *here*](https://x.y/a_(b)) and [one][ref].", "A link here and one."),
        ("A [link over\ntwo lines](x) and [[Page|a label]].", "A link over two lines and a label."),
        ("[![a picture](a.png)](b)", "a picture"),
        ("**Strong *nested* words**, _so_, __so__, ~~gone~~.", "Strong nested words, so, so, gone."),
        ("snake_case_name, 2**3, 2 * 3 * 4, a == b, C++", "snake_case_name, 2**3, 2 * 3 * 4, a == b, C++"),
        ('<div class="a" markdown="1">\nIn <em>it</em>.\n</div>', "In it."),
        ("if x < y and y > z", "if x < y and y > z"),
        ("<https://x.y/a_b_c>", "https://x.y/a_b_c"),
        ('{% include a.html b="c" %}Said {{ page.title }}.{: .note }', "Said ."),
        ("`Vec<int> **x**` and ``a`b``", "Vec<int> **x** and a`b"),
        ("# A heading #\nText.\n\nMore.", "A heading · Text. More."),
        ("* one\n* [x] two\n1. three", "one · two · three"),
        ("> [!NOTE]\n> Quoted *words*\n> and more.", "Quoted words and more."),
        ("| a | b |\n|---|:-:|\n| c | d |", "a · b · c · d"),
        ("Said.[^1]\n\n[^1]: A note.\n\n[ref]: https://x.y", "Said. A note."),
        ("Above\n\n---\n\n:::tip\nBelow\n:::", "Above · Below"),
        ("a \\*b\\* &amp; c&mdash;d", "a *b* & c—d"),
        ("cut [here](https://x.y/z", "cut here"),
        ('cut <a href="x', "cut"),
        ("x<!-- not\nread -->y", "x y"),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, read: str) -> None:
    assert prose(markdown) == read


@given(st.text("ab *_[]()<>{}%`#|\\&;!-=~:\n\t" + HERE, max_size=200))
@settings(max_examples=120)
def test_whatever_stands_there_is_one_line_without_signs_of_ours(markdown: str) -> None:
    text = prose(markdown)
    assert text == " ".join(text.split())
    assert not {sign for sign in text if "\ufdd0" <= sign <= "\ufdef"} - {HERE}
