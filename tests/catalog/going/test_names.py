"""Names that a few letters find: which, in which order, and which letters of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.posts import day, post
from tuireader.archive.post import PostId, Stamp
from tuireader.catalog.goto import GoToNames, form_of, places, terms_of
from tuireader.catalog.search.headings import Heading, Headings, headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.catalog.goto import Going

TITLES = ("Notes on wrapping", "What a cell is", "The long now of man pages", "Naïve cafés", "Walls")


def names(*titles: str, **headings: tuple[str, ...]) -> GoToNames:
    """Posts of these titles, newest first; `headings` are of the posts of those numbers, as `_0`."""
    posts = [
        post(f"p{number}.md", title=title, date=day(len(titles) - number))
        for number, title in enumerate(titles)
    ]
    read = {
        PostId(f"p{key[1:]}.md"): Headings(
            Stamp(0, 0, 0), tuple(Heading(line, one) for line, one in enumerate(texts, 5))
        )
        for key, texts in headings.items()
    }
    return GoToNames(posts, read)


def texts(found: Sequence[Going]) -> list[str]:
    return [one.name.text for one in found]


def test_nothing_typed_gives_the_newest_titles() -> None:
    assert texts(names(*TITLES).find("  ", 3)) == list(TITLES[:3])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("wrap", "Notes on wrapping"),
        ("WHAT", "What a cell is"),
        ("wac", "What a cell is"),
        ("whcl", "What a cell is"),
        ("tlnomp", "The long now of man pages"),
        ("pages long", "The long now of man pages"),
        ("cafes", "Naïve cafés"),
        ("NAÏVE", "Naïve cafés"),
        ("wal", "Walls"),
        ("p1.md", "p1.md"),
    ],
)
def test_letters_in_order_find_a_name(typed: str, first: str) -> None:
    assert texts(names(*TITLES).find(typed, 10))[0] == first


@pytest.mark.parametrize("typed", ["xyz", "wcx", "notes cell", "slla"])
def test_what_lacks_a_letter_or_a_word_is_not_found(typed: str) -> None:
    assert not names(*TITLES).find(typed, 10)


def test_words_go_before_parts_of_words_before_letters_apart() -> None:
    listed = names("Rest around tables", "Particles", "An art", "Start", "Artful")
    assert texts(listed.find("art", 10)) == ["An art", "Artful", "Particles", "Start", "Rest around tables"]


def test_of_equal_names_the_newer_goes_first_and_titles_before_headings() -> None:
    listed = names("On margins", "On margins", "Other", _2=("On margins",))
    assert [one.name.post for one in listed.find("margins", 10)] == ["p0.md", "p1.md", "p2.md"]
    assert [one.name.kind for one in listed.find("margins", 10)] == ["title", "title", "heading"]
    assert listed.find("margins", 10)[2].name.line == 5


def test_a_title_and_its_file_are_one() -> None:
    listed = GoToNames([post("_posts/what-a-cell-is.md", title="What a cell is")], {})
    assert texts(listed.find("cell", 10)) == ["What a cell is"]
    assert texts(listed.find("posts", 10)) == ["_posts/what-a-cell-is.md"]


def test_typing_on_finds_what_typing_at_once_finds() -> None:
    typed, query = names(*TITLES, _0=("A long wait",)), ""
    for char in "long w":
        query += char
        fresh = names(*TITLES, _0=("A long wait",))
        assert typed.find(query, 10) == fresh.find(query, 10)
    assert typed.find("wal", 10) == names(*TITLES, _0=("A long wait",)).find("wal", 10)


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("cell", "What a cell is", "cell"),
        ("wac", "What a cell is", "Wac"),
        ("cell what", "What a cell is", "Whatcell"),
        ("cafes", "Naïve cafés", "cafés"),
        ("art", "a Start, an art", "art"),
    ],
)
def test_the_letters_are_told(typed: str, name: str, marked: str) -> None:
    found = places(terms_of(typed), form_of(name))
    assert "".join(name[place] for place in found) == marked


def test_at_the_beginning_of_words_is_where_letters_apart_are_marked() -> None:
    assert places(("tn",), form_of("attention now")) == (5, 10)
    assert places(("ln",), form_of("all along now")) == (5, 10)


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_whatever_is_typed_every_name_found_has_its_letters_in_order(typed: str, titles: list[str]) -> None:
    for one in names(*titles).find(typed, 50):
        form = form_of(one.name.text)
        assert len(form) == len(one.name.text)
        assert all(0 <= place < len(form) for place in one.letters)
        for term in terms_of(typed):
            rest = iter(form)
            assert all(char in rest for char in term)


def test_headings_are_those_outside_fenced_code() -> None:
    body = (
        "# One\n\n```sh\n# no\n```\n\n## Two ##\n####### seven\n#no\n~~~~\n# no\n~~~\n# no\n~~~~\n### `Three`"
    )
    assert list(headings(body, 10)) == [Heading(10, "One"), Heading(16, "Two"), Heading(24, "Three")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("WebAssembly (Wasm) { #wasm }", "WebAssembly (Wasm)"),
        ("Types {#types .wide}", "Types"),
        ("Types {: #types}", "Types"),
        ("Do we need *non*-standalone **modules**?", "Do we need non-standalone modules?"),
        ("The [`fold`](/fold.md) of `a_b_c`", "The fold of a_b_c"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("{{ page.name }}", "{{ page.name }}"),
    ],
)
def test_headings_are_found_as_they_are_read(written: str, text: str) -> None:
    assert [one.text for one in headings(f"## {written}\n", 1)] == [text]
