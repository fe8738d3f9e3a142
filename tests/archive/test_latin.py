"""Texts in Latin letters, as the crates `slug` and `deunicode` spell them; all asked of Zola 0.22."""

from __future__ import annotations

import pytest

from tuireader.archive.latin import latin_slug, old_slug, slugified, slugize, unidecoded


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("my_first post", "my-first-post"),
        ("it's v1.2", "it-s-v1-2"),
        ("a—b", "a-b"),
        ("你好", "ni-hao"),
        ("Привет мир", "privet-mir"),
        ("한국어", "hangugeo"),
        ("日本語 テスト", "ri-ben-yu-tesuto"),
        ("Łódź Ærø œuvre ß", "lodz-aero-oeuvre-ss"),
        ("½ cup", "1-2-cup"),
        ("🚀 launch", "rocket-launch"),
        ("\U0003fffd x", "x"),
        ("–", ""),
        ("", ""),
    ],
)
def test_every_script_is_spelt_in_latin_letters(text: str, slug: str) -> None:
    assert latin_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("plain - ASCII_", "plain - ASCII_"),
        ("你好", "Ni Hao "),
        ("Привет, подъезд", "Privet, podezd"),
        ("Łódź Ærø ß þ", "Lodz AEro ss th"),
        ("スーパー しつ", "su-pa- shitsu"),
        ("“a” — b… €5", "a -- b EUR5"),
        ("ab\u200bc 🚀!", "ab c !"),
        ("א ב", "A b"),
    ],
)
def test_letters_are_spelt_as_unidecode_does(text: str, spelt: str) -> None:
    """Asked of Unidecode 1.4.0; signs that no slug keeps are left out here."""
    assert unidecoded(text) == spelt


@pytest.mark.parametrize(
    ("text", "filtered", "older"),
    [
        ("It's C++ & Über 5", "its-c-and-ueber-5", "it's-c++-and-uber-5"),
        ("Привет мир", "privet-mir", "privet-mir"),
        ("I ♥ 🦄", "i-love-unicorn", "i-love"),
        ("Łódź, Ærø", "lodz-aero", "lodz-aero"),
        ("你好 世界", "", ""),
        ("a^b 50% |", "ab-50", "ab-50percent-or"),
    ],
)
def test_filters_of_eleventy(text: str, filtered: str, older: str) -> None:
    """Eleventy 3.1.8, `slugify` and `slug`."""
    assert (slugified(text), old_slug(text)) == (filtered, older)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Łódź ß ø", "Lodz-s-o"),
        ("Don’t “x” — y", "Don’t-“x”-—-y"),
        ("Ⓐ ＡＢ ǅ ſ", "A-AB-Dz-l"),
        (" _a--b!? ", "a-b"),
    ],
)
def test_slugize(text: str, wanted: str) -> None:
    """hexo-util 3.3.0."""
    assert slugize(text) == wanted
