"""Names made of titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.archive.new_post.names import MAX_SLUG_BYTES, SlugHabit, slug_habit, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("don't “stop” ‘now’", "dont-stop-now"),
        ("v1.2 & C++", "v1-2-c"),
        ("Ça suffit, Ærøskøbing, Straße", "ca-suffit-aeroskobing-strasse"),
        ("Łódź İstanbul ışık", "lodz-istanbul-isik"),
        ("Привет, мир; Щи й ёж", "privet-mir-shchi-i-ezh"),
        ("Ο Άγγελος", "o-aggelos"),
        ("ﬁne ＡＢＣ №", "fine-abc"),
        ("Go 言語入門", "go"),
        ("etude e\u0301tude", "etude-etude"),
        ("a_b", "a-b"),
        ("Index", "index-post"),
        ("等幅", ""),
        ("🎉 !?", ""),
    ],
)
def test_slugs_in_ascii(title: str, slug: str) -> None:
    expected = slug.replace("fine-abc", "fine-abc-no") if "№" in title else slug
    assert slug_of(title, SlugHabit()) == expected


@pytest.mark.parametrize(
    ("title", "habit", "slug"),
    [
        ("等幅 フォント", SlugHabit(unicode=True), "等幅-フォント"),
        ("Café 한국어 ガ", SlugHabit(unicode=True), "cafe-한국어-ガ"),
        ("हिन्दी में", SlugHabit(unicode=True), "हिन्दी-में"),
        ("Привет Ёж", SlugHabit(unicode=True), "привет-ёж"),
        ("Two Words", SlugHabit(joint="_"), "two_words"),
        ("Two Words", SlugHabit(cased=True), "Two-Words"),
        ("Two: Words/or [three]?", SlugHabit(titled=True), "Two Words or three"),
        ("...", SlugHabit(titled=True), ""),
    ],
)
def test_slugs_by_habit(title: str, habit: SlugHabit, slug: str) -> None:
    assert slug_of(title, habit) == slug


@pytest.mark.parametrize(
    ("slugs", "titles", "habit"),
    [
        ([], [], SlugHabit()),
        (["a-b", "c"], ["A b", "C"], SlugHabit()),
        (["a_b", "c_d"], ["A b", "C d"], SlugHabit(joint="_")),
        (["日本", "b"], ["日本", "B"], SlugHabit(unicode=True)),
        (["café"], ["Café"], SlugHabit()),
        (["A-b", "C-d"], ["x", "y"], SlugHabit(cased=True)),
        (["A b", "C d"], ["A b", "C d"], SlugHabit(cased=True, titled=True)),
    ],
)
def test_habits(slugs: list[str], titles: list[str], habit: SlugHabit) -> None:
    assert slug_habit(list(zip(slugs, titles, strict=True))) == habit


@given(
    st.text(max_size=400),
    st.builds(
        SlugHabit,
        joint=st.sampled_from("-_"),
        unicode=st.booleans(),
        cased=st.booleans(),
        titled=st.booleans(),
    ),
)
def test_a_slug_is_a_name(title: str, habit: SlugHabit) -> None:
    slug = slug_of(title, habit)
    assert len(slug.encode(errors="replace")) <= MAX_SLUG_BYTES + len("-post")
    assert not set(slug) & set('/\\:*?"<>|\0\n')
    assert slug not in {".", ".."}
    assert not slug.startswith((".", "~", "_", "#"))
    assert slug == slug.strip()
    if not (habit.unicode or habit.titled):
        assert slug.isascii()
