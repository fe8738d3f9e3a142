from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tuireader.archive.post import PostId
from tuireader.archive.text import UNSAFE, decode, neutralise, on_one_line, safe

ID = PostId("a.md")
NONCHARACTERS = "".join(
    map(
        chr, [*range(0xFDD0, 0xFDF0), *(p + e for p in range(0, 0x110000, 0x10000) for e in (0xFFFE, 0xFFFF))]
    )
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    f"\ufff0-\ufffb\ud800-\udfff\U0001d173-\U0001d17a{NONCHARACTERS}]"
)
CONTEXTUAL = re.compile(
    "[\u1160\u17b4\u17b5\u180b-\u180f\u200d\ufe00-\ufe0f\U0001bca0-\U0001bca3\U000e0000-\U000e0fff]"
)
FLAGS = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
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
        (
            "🏃🏽\u200d♀\ufe0f 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 ❤\ufe0e 1\ufe0f\u20e3",
            "🏃🏽\u200d♀\ufe0f 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥 ❤\ufe0e 1\ufe0f\u20e3",
        ),
        ("a\u200db \u200d👩\u200dx 日\u200d本 \u200d", "ab 👩x 日本 "),
        ("ه\u200d.ش क्\u200dष ශ්\u200dර", "ه\u200d\u200d.ش क्\u200d\u200dष ශ්\u200d\u200dර"),
        (
            "\ufe0f a\ufe0f\ufe0f\ufe01b \n\ufe0e☕\ufe0e 葛\U000e0100\U000e0101",
            " a\ufe0fb \n☕ 葛\U000e0100",
        ),
        ("ᠠ\u180bᠠ\u180e a\u180b\u180eb", "ᠠ\u180bᠠ\u180e ab"),
        ("ㅤ|ﾠ|\u115f\u1161|ᄀ\u1160|a\u1160b|ក\u17b4\u17b5", " | |\u115f\u1161|ᄀ\u1160|ab|ក"),
        ("\ufff9漢字\ufffaかんじ\ufffb\u2061x\u2063\u206a\u034f\U0001d173\U0001bca0", "漢字 かんじ x"),
        ("\ufdd0\ufdef\U0001fffe\U0010ffff\ufdcf", "����\ufdcf"),
        (
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        ),
        (
            "x\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f🏴\U000e0068\U000e0069\U000e007f",
            "x🏴",
        ),
        ("क्षि é café", "क्षि é café"),
    ],
)
def test_neutralise(text: str, safe: str) -> None:
    assert neutralise(text) == safe


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=[]), max_size=100))
def test_nothing_forbidden_is_left_and_nothing_else_is_touched(text: str) -> None:
    safe = neutralise(text)
    assert not FORBIDDEN.search(safe)
    assert neutralise(safe) == safe
    if not FORBIDDEN.search(text) and not CONTEXTUAL.search(text):
        assert safe == text


@settings(max_examples=200)
@given(
    st.text(
        st.characters(exclude_categories=[]) | st.sampled_from("a’\u200d\ufe0f\x7f\x85❤\ud800"), max_size=12
    )
)
def test_looking_first_at_what_is_beyond_ascii_misses_nothing(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert neutralise(text) == UNSAFE.sub(safe, lines)


AROUND = [*"a é日क्شᠠ👩❤\n", "", "\u200c", "🏴", "\u200d", "\ufe0f", "\u0301"]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([*AROUND, *"♀🏽", "\ufe0e", "\U000e0100", "\u180b", "\u2060", "\x1b", "\u1160", "ᄀ"])
        | st.sampled_from(["\U000e0067", "\U000e0062", "\U000e0065\U000e006e\U000e0067", "\U000e007f"]),
        max_size=12,
    ).map("".join)
)
def test_what_stays_invisible_stands_beside_what_needs_it(text: str) -> None:
    safe = neutralise(text)
    assert neutralise(safe) == safe
    assert "\u2060" not in safe
    assert not re.search("[\U000e0000-\U000e007f]", FLAGS.sub("", safe))
    assert not re.search("(?:^|\\s)[\u200d\ufe0e\ufe0f\u180b\u1160\U000e0100]", safe)
    assert not re.search("[\ufe0e\ufe0f\U000e0100]{2}", safe)


def test_every_character_takes_the_cells_that_it_is_given_beside_any_other() -> None:
    """Rich's width of a text is what a terminal adds up character by character, but for emoji that join."""
    # The planes between, and those for private use, hold no characters of Unicode.
    for code in (*range(0x20, 0x40000), *range(0xE0000, 0xE1000), sys.maxunicode):
        if get_character_cell_size(chr(code)) and unicodedata.category(chr(code)) != "Cf":
            continue
        for before, after in (("a", "b"), ("日", "本"), ("", "b"), ("a", "")):
            text = neutralise(f"{before}{chr(code)}{after}")
            assert cell_len(text) == sum(cell_len(one) for one in text), hex(code)


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
    ],
)
def test_decode(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data, ID)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert (decoded.problem is None) == (encoding == "utf-8")


@pytest.mark.parametrize("before", ["\u200b", "\ufeff", "\u2060\u200e", "\u200d"])
@pytest.mark.parametrize("mark", ["---\n", "---\r\n", "+++ \n"])
def test_what_stands_unseen_before_front_matter_is_told(before: str, mark: str) -> None:
    decoded = decode(f"{before}{mark}title: A\n".encode("utf-8-sig"), ID)
    assert decoded.problem is not None
    assert (decoded.problem.rule, decoded.problem.severity) == ("front-matter-ignored", "warning")
    assert f"U+{ord(before[0]):04X}" in decoded.problem.message
    assert decode(f"{mark}title: A\n".encode("utf-8-sig"), ID).problem is None
    assert decode(f"{before}Text\n".encode("utf-8-sig"), ID).problem is None


@pytest.mark.parametrize("control", ["\0", "\b", "\f", "\x1b", "\x7f", "\x80", "\x92"])
def test_a_control_character_is_told_where_it_stands(control: str) -> None:
    decoded = decode(f"Grüße\r\nna\u200bïve {control}!\n".encode(), ID)
    assert decoded.problem is not None
    assert (decoded.problem.rule, decoded.problem.severity) == ("control-character", "warning")
    assert (decoded.problem.line, decoded.problem.column) == (2, 7)
    assert f"U+{ord(control):04X}" in decoded.problem.message


@pytest.mark.parametrize("harmless", ["\t", "\r", "\x85", "\u2028", "\u200b", "␈"])
def test_blanks_and_what_is_not_seen_are_no_control_characters(harmless: str) -> None:
    assert decode(f"one {harmless} two\n".encode(), ID).problem is None


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


@settings(max_examples=120)
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


def test_what_stands_on_one_line_has_no_ends_of_lines() -> None:
    assert on_one_line("a\r\nb\tc\x1b[d\u2028é") == "a b c␛[d é"
    assert on_one_line("a\u3164b") == neutralise("a\u3164b") != "a\u3164b"
