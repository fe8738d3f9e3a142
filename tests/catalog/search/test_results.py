"""What is shown of the posts found, and in which order."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.search.indexes import WORDS, read_catalog
from tuireader.archive.archive import Archive, open_archive
from tuireader.catalog.query.query import Query, parse_query
from tuireader.catalog.query.words import Words
from tuireader.catalog.search.answer import meant
from tuireader.catalog.search.headings import Heading, headings
from tuireader.catalog.search.index import SearchIndex
from tuireader.catalog.search.snippets import hits_in, snippet_of
from tuireader.catalog.search.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tuireader.catalog.search.match import Results


FILLER = "Nothing of note stands here, and it goes on for a while.\n\n"
POSTS = {
    "2020-01-01-title": ("About marmots", "[]", FILLER * 5),
    "2020-01-02-heading": ("Second", "[]", f"{FILLER * 3}## The marmot\n\n## Marmots\n\n{FILLER * 3}"),
    "2020-01-03-tag": ("Third", "[marmots]", FILLER * 5),
    "2024-01-04-body": ("Fourth", "[]", f"{FILLER * 5}Here are marmots.\n\n{FILLER * 5}"),
    "2019-01-05-old": ("Fifth", "[]", f"{FILLER * 5}Here are marmots.\n\n{FILLER * 5}"),
    "2021-01-06-other": ("Sixth", "[]", FILLER),
    "2022-01-07-other": ("Seventh", "[]", FILLER),
    "2023-01-08-other": ("Eighth", "[]", FILLER),
    "2023-01-09-other": ("Ninth", "[]", FILLER),
    "2023-01-10-other": ("Tenth", "[]", FILLER),
    "2023-01-11-other": ("Eleventh", "[]", FILLER),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    root: Path = tmp_path_factory.mktemp("blog")
    (root / "_posts").mkdir()
    (root / "_config.yml").write_text("title: Ranked\n")
    for name, (title, tags, body) in POSTS.items():
        (root / f"_posts/{name}.md").write_text(f"---\ntitle: {title}\ntags: {tags}\n---\n\n{body}")
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    with closing(SearchIndex(None)) as made:
        made.bring_up_to_date(archive, read_catalog(archive))
        yield made


def search(index: SearchIndex, text: str, limit: int | None = None) -> Results:
    query = parse_query(text)
    assert isinstance(query, Query)
    return index.search(query, limit)


def names(results: Results) -> list[str]:
    return [match.id.removeprefix("_posts/")[11:-3] for match in results.matches]


def test_title_headings_and_tags_come_before_the_body_and_then_what_is_newer(index: SearchIndex) -> None:
    order = names(search(index, "marmots"))
    assert order[0] == "title"
    assert set(order[1:3]) == {"heading", "tag"}
    assert order[3:] == ["body", "old"]


def test_scores_fall(index: SearchIndex) -> None:
    scores = [match.score for match in search(index, "marmots").matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_without_words_the_newest_come_first(index: SearchIndex) -> None:
    results = search(index, "before:2022")
    assert names(results) == ["other", "tag", "heading", "title", "old"]
    assert {match.score for match in results.matches} == {0}


def test_the_limit_leaves_the_best_and_the_count(index: SearchIndex) -> None:
    results = search(index, "marmots", 2)
    assert names(results) == names(search(index, "marmots"))[:2]
    assert (results.total, results.counted) == (5, True)


def test_where_texts_must_be_read_only_enough_are(index: SearchIndex) -> None:
    results = search(index, "here,", 2)
    assert len(results.matches) == 2
    assert (results.total, results.counted) == (2, False)
    assert search(index, "here,").total == len(POSTS)


def test_a_match_has_line_snippet_and_hits(index: SearchIndex) -> None:
    (match,) = (one for one in search(index, "marmots").matches if "body" in one.id)
    assert match.line == 5 + 1 + 2 * 5
    assert "Here are marmots." in match.snippet
    assert [match.snippet[start:end] for start, end in match.hits] == ["marmots"]
    (titled,) = (one for one in search(index, "marmots").matches if "title" in one.id)
    assert [titled.title[start:end] for start, end in titled.title_hits] == ["marmots"]
    assert titled.line == 6
    assert titled.snippet.startswith("Nothing of note")
    assert titled.hits == ()


def words(*typed: str) -> list[Words]:
    return [found for one in typed if (found := Words.of(one.rstrip("*"), prefix=one.endswith("*")))]


def marked(text: str, *typed: str) -> list[str]:
    return [text[start:end] for start, end in hits_in(text, words(*typed))]


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("A café, cafe\u0301!", ["cafe"], ["café", "cafe\u0301"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("日本語の端末だ", ["端末"], ["端末"]),
        ("Use C++ and c++11", ["c++"], ["C++", "c++"]),
        ("two  words, two-words", ["two words"], ["two  words", "two-words"]),
        ("cells", ["cel*"], ["cel"]),
        ("one two three", ["one two", "two three"], ["one two three"]),
        ("nothing", ["cell"], []),
    ],
)
def test_hits_are_where_the_words_stand(text: str, typed: list[str], hits: list[str]) -> None:
    assert marked(text, *typed) == hits


def test_the_best_hit_is_in_a_heading_or_where_most_words_are() -> None:
    body = f"The grid.\n\n{FILLER * 5}# Grid\n\n{FILLER * 5}"
    assert snippet_of(body, 1, words("grid")).line == 13
    body = f"The grid.\n\n{FILLER * 5}A cell of the grid.\n\n{FILLER * 5}"
    snippet = snippet_of(body, 4, words("grid", "cell"))
    assert snippet.line == 4 + 12
    assert "A cell of the grid." in snippet.text
    assert len(snippet.hits) == 2


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (("head", "1999"), 4 * 1998 + 1),
        (("1999", "head"), 4 * 1998 + 1),
        (("head", "5"), 17),
        (("head 2100",), 4 * 2099 + 1),
        (("part", "head", "1500"), 4 * 1499 + 1),
        (("head", "25*"), 4 * 24 + 1),
    ],
)
def test_of_very_many_headings_that_share_a_word_the_one_with_the_others_is_found(
    typed: tuple[str, ...], line: int
) -> None:
    body = "".join(f"## Head {n}\n\nPart {n} of the whole.\n\n" for n in range(1, 2_200))
    assert snippet_of(body, 1, words(*typed)).line == line


def test_words_beside_a_rare_one_are_whole_words() -> None:
    body = f"{'An ox. ' * 30}\n\n{FILLER * 9}Foxes and a marmot.\n\n{FILLER * 9}A marmot, an ox.\n"
    assert snippet_of(body, 1, words("marmot", "ox")).line == body.count("\n")


def test_what_stands_in_markup_is_shown_as_it_is_written() -> None:
    snippet = snippet_of("See [it](https://example.org/marmot) here.\n", 1, words("marmot"))
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["marmot"]


def test_a_snippet_reads_as_prose_between_whole_words() -> None:
    link = "[a marmot that has been seen](https://example.org/a/long/address/of/a/page/about/it)"
    many = "**All** kinds of <b>animals</b> live here. " * 9
    body = f"# Animals\n\n{many}See {link}{{% ref x %}} {'and others ' * 40}"
    snippet = snippet_of(body, 1, words("marmot"))
    assert snippet.line == 3
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    read = f"{'All kinds of animals live here. ' * 9}See a marmot that has been seen {'and others ' * 40}"
    assert f" {snippet.text.strip('…')} " in read
    assert [snippet.text[start:end] for start, end in snippet.hits] == ["marmot"]


def test_a_hit_that_is_read_comes_before_one_in_markup() -> None:
    body = f'<p class="marmot">x</p>\n\n[y](marmot)\n\n{FILLER * 9}One marmot is here.\n'
    assert snippet_of(body, 1, words("marmot")).line == 5 + 2 * 9


@pytest.mark.parametrize(
    ("body", "typed", "shown"),
    [
        (f"{'端末の画面に文字を表示する' * 20}猫{'端末の画面に文字を表示する' * 30}", "猫", "猫"),
        ("Before.\n\n```sh\n# make **all** <this>\n```\n\nAfter.", "all", "# make **all** <this>"),
        ("A file `_config.yml`.", "_config.yml", "A file _config.yml."),
        ("_config.yml_ and 2**3", "2**3", "config.yml and 2**3"),
        ("Pass `--flag`, in C++.", "--flag", "Pass --flag, in C++."),
        ('A <img src="marmot.png"> picture', "marmot.png", 'A <img src="marmot.png"> picture'),
    ],
)
def test_no_hit_is_lost_with_the_markup(body: str, typed: str, shown: str) -> None:
    snippet = snippet_of(body, 1, words(typed))
    assert shown in snippet.text
    assert [snippet.text[start:end] for start, end in snippet.hits] == [typed]
    assert len(snippet.text) < 300


def test_without_a_hit_the_beginning_is_shown_up_to_the_end_of_a_word() -> None:
    text = snippet_of(f"# A *title*\n\n{'wonderful ' * 90}", 1, ()).text
    assert text.startswith("A title · wonderful")
    assert text.endswith("wonderful…")


def test_a_word_being_typed_is_marked_whole_where_the_post_has_it() -> None:
    (typed,) = words("cat*")
    for body, hits in (("A category, a cat.", ["cat"]), ("A category.", ["cat"])):
        title = "Catalogue"
        snippet = snippet_of(body, 1, [meant(typed, typed.whole, title, body)])
        assert [snippet.text[start:end] for start, end in snippet.hits] == hits
        assert snippet.hits[0][0] == body.rindex("cat")
    assert meant(typed, typed, "A category, a cat.") == typed


def test_a_snippet_of_a_long_line_is_short() -> None:
    snippet = snippet_of(f"{'word ' * 50_000}marmot {'— é ' * 50_000}", 1, words("marmot"))
    assert len(snippet.text) < 400
    assert "marmot" in snippet.text


@given(
    st.text("a b*_[](){}<>%`#\n") | st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=3),
)
@settings(max_examples=200)
def test_a_snippet_is_one_line_with_its_hits_inside(body: str, typed: list[str]) -> None:
    snippet = snippet_of(body, 1, words(*typed))
    assert "\n" not in snippet.text
    assert not {sign for sign in snippet.text if "\ufdd0" <= sign <= "\ufdef"} - set(body)
    if any(one.found_in(folded(body)) for one in words(*typed)):
        assert snippet.hits
    assert 1 <= snippet.line <= body.count("\n") + 1
    ends = [0, *(place for hit in snippet.hits for place in hit), len(snippet.text)]
    assert ends == sorted(ends)


def test_headings_are_those_outside_code() -> None:
    body = "# One\n\n```sh\n# no heading\n```\n\n## Two ##\n#no\n\n~~~\n# no\n~~~\n### Three\n"
    assert list(headings(body, 1)) == [Heading(1, "One"), Heading(7, "Two"), Heading(13, "Three")]
