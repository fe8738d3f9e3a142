from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tuireader.archive.post import PostId
from tuireader.archive.text import decode, neutralise

ID = PostId("a.md")
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("a\r\nb\rc\r\r\n", "a\nb\nc\n\n"),
        ("\x00\x07\x1b[31m\x7f", "␀␇␛[31m␡"),
        ("é\x1b]52;c;x\x07", "é␛]52;c;x␇"),
        ("\x0b\x0c\x1c", "␋␌␜"),
        ("\x85\x9b31m", "��31m"),
        ("a\u202eb\u202db", "a�b�b"),
        ("\u202aa\u202c\u2066b\u2069", "ab"),
        ("a\u2028b\u2029c", "a b c"),
        ("\ufeff\u200b\u2060\xad\u200e\u200f\u061cx", "x"),
        ("\ud800x\udfff", "�x�"),
        ("\ufffe\uffff", "��"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
        ("क्षि é café", "क्षि é café"),
    ],
)
def test_neutralise(text: str, safe: str) -> None:
    assert neutralise(text) == safe


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=100))
def test_nothing_forbidden_is_left_and_nothing_else_is_touched(text: str) -> None:
    safe = neutralise(text)
    assert not FORBIDDEN.search(safe)
    assert neutralise(safe) == safe
    if not FORBIDDEN.search(text):
        assert safe == text


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Grüße".encode(), "Grüße", "utf-8"),
        ("Grüße".encode("utf-8-sig"), "Grüße", "utf-8"),
        (b"", "", "utf-8"),
        ("日本語".encode("utf-16"), "日本語", "utf-16-le"),
        (b"\xfe\xff" + "日本語".encode("utf-16-be"), "日本語", "utf-16-be"),
        ("Grüße".encode("utf-32"), "Grüße", "utf-32-le"),
        ("Title: Grüße\n".encode("utf-16-le"), "Title: Grüße\n", "utf-16-le"),
        ("Title: Grüße\n".encode("utf-16-be"), "Title: Grüße\n", "utf-16-be"),
        (b"a\0b\0", "a␀b␀"[:1] + "b", "utf-16-le"),
        (b"one \0 in text", "one ␀ in text", "utf-8"),
    ],
)
def test_decode(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data, ID)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert (decoded.problem is None) == (encoding == "utf-8")


def test_one_bad_byte_in_utf8_has_a_place_and_harms_nothing_else() -> None:
    decoded = decode("Grüße\r\nnaïve ".encode() + b"\xff!\n", ID)
    assert decoded.text == "Grüße\nnaïve �!\n"
    assert decoded.problem
    assert (decoded.problem.rule, decoded.problem.line, decoded.problem.column) == ("encoding", 2, 7)


def test_western_text_in_the_old_encoding_is_read() -> None:
    decoded = decode("Les élèves – déjà".encode("windows-1252"), ID)
    assert (decoded.text, decoded.encoding) == ("Les élèves – déjà", "windows-1252")
    assert decoded.problem
    assert (decoded.problem.line, decoded.problem.column) == (1, 5)


def test_utf16_that_breaks_off_is_a_problem() -> None:
    decoded = decode("ab".encode("utf-16")[:-1], ID)
    assert decoded.text == "a�"
    assert decoded.problem
    assert decoded.problem.severity == "error"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00\x00\xff")
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes_are_decoded(data: bytes) -> None:
    decoded = decode(data, ID)
    assert not FORBIDDEN.search(decoded.text)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        assert decoded.problem
    else:
        assert decoded.encoding != "utf-8" or decoded.text == neutralise(text)
