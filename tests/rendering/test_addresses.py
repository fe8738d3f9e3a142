"""Addresses as they are said: by the file, by their ends, without the scheme; never the data in them."""

from __future__ import annotations

import pytest

from tuireader.rendering.elements.addresses import ends_of, file_name, without_scheme

DATA = f"data:image/png;base64,{'A' * 99}"
LONG = f"https://example.org/{'a/' * 99}x.png"


@pytest.mark.parametrize(
    ("address", "name", "ends", "bare"),
    [
        ("", "", "", ""),
        ("a/b.png?v=1#c", "b.png", "a/b.png?v=1#c", "a/b.png?v=1#c"),
        ("https://a.b/c/", "c", "https://a.b/c/", "a.b/c/"),
        ("//a.b/c", "c", "//a.b/c", "a.b/c"),
        ("/c/d", "d", "/c/d", "/c/d"),
        ("mailto:a@b.c", "mailto:a@b.c", "mailto:a@b.c", "mailto:a@b.c"),
        ("http://[a", "[a", "http://[a", "http://[a"),
        (LONG, "x.png", "example.org/…/x.png", LONG[8:208] + "…"),
        ("x/" * 40 + "y", "y", "…/y", "x/" * 40 + "y"),
        (DATA, "data:image/png…", "data:image/png…", "data:image/png…"),
        ("data:,a", "data:…", "data:…", "data:…"),
    ],
)
def test_addresses(address: str, name: str, ends: str, bare: str) -> None:
    assert (file_name(address), ends_of(address), without_scheme(address)) == (name, ends, bare)
