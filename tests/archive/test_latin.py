"""Texts in Latin letters, as the crates `slug` and `deunicode` spell them; all asked of Zola 0.22."""

from __future__ import annotations

import pytest

from tuireader.archive.latin import latin_slug


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
