"""Values of metadata: text with a place in the file, lists and maps of it, and their meaning when typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from tuireader.late import dataclass, expression


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as its author wrote it.

    `plain` means written without quotes, so that the format may give it a type: `yes`, `2020`, `null`.
    `line` and `column` are 1-based in the file, and point at the value.
    """

    text: str
    plain: bool = False
    line: int = 1
    column: int = 1


Value = Scalar | tuple["Value", ...] | Mapping[str, "Value"]

_NULLS: Final = frozenset({"", "~", "null"})
_TRUE: Final = frozenset({"true", "yes", "on"})
_FALSE: Final = frozenset({"false", "no", "off"})
_INTEGER: Final = r"[-+]?[0-9][0-9_]{0,300}"
_OF_BASE: Final = r"[-+]?0(?:x[0-9a-fA-F]{1,16}|o[0-7]{1,22}|b[01]{1,64})"
_FLOAT: Final = r"[-+]?(?:[0-9][0-9_]{0,300}\.[0-9_]{0,300}|\.[0-9][0-9_]{0,300})(?:[eE][-+]?[0-9]{1,2})?"


def is_null(value: Value | None) -> bool:
    """Tell whether there is no value: the key is missing, or its value is empty, `~` or `null` unquoted."""
    if value is None:
        return True
    return isinstance(value, Scalar) and value.plain and value.text.lower() in _NULLS


def as_text(value: Value | None, *, typed: bool = False) -> str | None:
    """Return the value as one text, or None for null and for a map; a list's items are joined by a comma.

    With `typed`, unquoted values read as Ruby prints them once YAML has typed them: `yes` is `true`, `010` 8, `.5` 0.5.
    """
    if isinstance(value, Scalar):
        if value.plain and value.text.lower() in _NULLS:
            return None
        return _typed(value) if typed else value.text
    if value is None or isinstance(value, Mapping):
        return None
    return ", ".join(as_texts(value, typed=typed))


def as_texts(value: Value | None, *, typed: bool = False) -> tuple[str, ...]:
    """Return the texts of a list, nested lists included and nulls left out; a text alone is a list of one."""
    if isinstance(value, tuple):
        return tuple(text for item in value for text in as_texts(item, typed=typed))
    text = as_text(value, typed=typed)
    return () if text is None else (text,)


def as_labels(value: Value | None) -> tuple[str, ...]:
    """Return the texts of a list as `as_texts` does, bare numbers as Go and JavaScript print them.

    `3.10` is 3.1, `.5` 0.5, `0x10` 16.
    """
    if isinstance(value, tuple):
        return tuple(text for item in value for text in as_labels(item))
    if not isinstance(value, Scalar) or not value.plain or is_null(value):
        return as_texts(value)
    if re.fullmatch(_INTEGER, value.text):
        return (_decimal(value.text.replace("_", "")),)
    if re.fullmatch(_OF_BASE, value.text):
        return (str(int(value.text, 0)),)
    if re.fullmatch(_FLOAT, value.text):
        return (repr(float(value.text.replace("_", ""))).removesuffix(".0"),)
    return (value.text,)


def _decimal(digits: str) -> str:
    if len(digits.lstrip("+-")) > 1 and digits.lstrip("+-")[0] == "0":
        octal = digits.isdecimal() and not set(digits) & {"8", "9"}
        return str(int(digits, 8)) if octal else digits
    return str(int(digits))


def as_bool(value: Value | None, *, strings: bool = False) -> bool | None:
    """Return whether the value is true in a condition; None for null.

    As in YAML 1.1 and Ruby: unquoted `no`, `off` and `false` are false and everything else is true, the text
    `"false"` too. With `strings`, as in Go: quotes make no difference, and any other word is None.
    """
    if value is None or is_null(value):
        return None
    if not isinstance(value, Scalar):
        return None if strings else True
    word = value.text.strip().lower()
    if strings:
        return True if word in _TRUE or word == "1" else False if word in _FALSE or word == "0" else None
    return not (value.plain and word in _FALSE)


# Ruby's Psych 4.0, `scalar_scanner.rb`; its times are left as they are written.
_RUBY_TEXT: Final = expression(r"[^\d.:-]?(?:[^\W\d]|[\s!@#$%^&*(){}<>|/\\~;=])")
_RUBY_FLOAT: Final = r"[-+]?(?=\.?\d)(?:\d[\d_,]{0,300})?\.\d{0,300}(?:[eE][-+]\d{1,3})?"
_RUBY_WHOLE: Final = (
    r"(?P<sign>[-+]?)(?:0b(?P<two>[01_,]{1,300})|0(?P<eight>[0-7_,]{1,300})|0x(?P<sixteen>[0-9a-fA-F_,]{1,300})"
    r"|(?P<ten>0|[1-9](?:\d|,\d|_\d){0,300}))"
)
_TIME: Final = r"\d{4}-(?:1[012]|0?\d)-(?:[12]\d|3[01]|0?\d)(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d.{0,20}"
_BARE_DAY: Final = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_SIXTIES: Final = r"[-+]?\d[\d_]{0,15}(?::[0-5]?\d){1,2}"
_INFINITE: Final[Mapping[str, str]] = {
    ".inf": "Infinity", "+.inf": "Infinity", "-.inf": "-Infinity", ".nan": "NaN"
}  # fmt: skip
_BASES: Final[Mapping[str, int]] = {"two": 2, "eight": 8, "sixteen": 16, "ten": 10}


def is_words(value: Scalar) -> bool:
    """Tell whether Ruby has a text for the value, once YAML has typed it: no number, date, yes, no or null."""
    return not value.plain or not (
        is_null(value) or re.fullmatch(_TIME, value.text) or _as_ruby(value.text) is not None
    )


def _typed(value: Scalar) -> str:
    return (_as_ruby(value.text) if value.plain else None) or value.text


def _as_ruby(text: str) -> str | None:
    """Return an unquoted text as Ruby prints its value; None where it is a text."""
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return "true" if word in _TRUE else "false"
    if _RUBY_TEXT.match(text) or "\n" in text:
        return None
    if word in _INFINITE:
        return _INFINITE[word]
    if text.startswith(":") and len(text) > 1:
        return text[1:].strip("\"'")
    if day := re.fullmatch(_BARE_DAY, text):
        return _day(*(int(part) for part in day.groups()))
    return _number(text)


def _day(year: int, month: int, day: int) -> str | None:
    """Return a day as Ruby prints it; None for a day that does not exist, which Ruby reads as a string."""
    try:
        date(max(year, 1), month, day)
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _number(text: str) -> str | None:
    if re.fullmatch(_SIXTIES, text):
        return _of_sixties(text)
    if re.fullmatch(_RUBY_FLOAT, text):
        return _float(text)
    whole = re.fullmatch(_RUBY_WHOLE, text)
    return _integer(whole) if whole else None


def _of_sixties(text: str) -> str:
    parts = [int(part) for part in text.replace("_", "").split(":")]
    return str(sum(part * 60 ** abs(at - 2) for at, part in enumerate(parts)))


def _float(text: str) -> str:
    number = repr(float(text.replace(",", "").replace("_", "")))
    return number.replace("e", ".0e") if "e" in number and "." not in number else number


def _integer(whole: re.Match[str]) -> str:
    base = next(name for name in _BASES if whole[name])
    digits = whole[base].replace(",", "").replace("_", "") or "0"
    return str(int(whole["sign"] + digits, _BASES[base]))


_JS_INTEGER: Final = expression(r"[-+]?(?:0b[01]{1,64}|0o[0-7]{1,22}|0x[0-9a-fA-F]{1,16}|[0-9]{1,21})")
_JS_FLOAT: Final = expression(r"[-+]?(?:[0-9]{1,21}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?")


def as_js_text(value: Value | None) -> str | None:
    """Return the value as JavaScript prints it once js-yaml 4 has typed it, or None for null and for a map.

    `0x10` is 16 and `1.10` is 1.1; the items of a list have commas between them, and no blanks.
    """
    if value is None or is_null(value) or isinstance(value, Mapping):
        return None
    if isinstance(value, tuple):
        return ",".join(as_js_text(item) or "" for item in value)
    if not value.plain:
        return value.text
    if value.text in {"True", "TRUE", "False", "FALSE"}:
        return value.text.lower()
    return js_number(value.text) or value.text


def js_number(text: str) -> str | None:
    """Return a number of YAML 1.2 as JavaScript prints it, or None if the text is not a number."""
    if _JS_INTEGER.fullmatch(text):
        digits = text.lstrip("+-")
        whole = int(digits, 0) if digits[:2] in {"0b", "0o", "0x"} else int(digits)
        return str(-whole if text.startswith("-") else whole)
    if not _JS_FLOAT.fullmatch(text):
        return None
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < 1e21 else repr(number)
