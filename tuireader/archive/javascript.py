"""Literal values of JavaScript: texts, numbers, lists and objects of them. No program is run."""

from __future__ import annotations

import re
from dataclasses import field
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar
from tuireader.archive.text import neutralise
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuireader.archive.metadata.values import Value

MAX_DEPTH: Final = 64

NAME: Final = r"[A-Za-z_$][\w$]{0,100}"
_BLANKS: Final = expression(r"(?:\s+|//[^\n]*|/\*.{0,20000}?\*/)*+", re.DOTALL)
_STRING: Final = expression(
    r"'((?:[^'\\\n]|\\.)*+)'|\"((?:[^\"\\\n]|\\.)*+)\"|`((?:[^`\\$]|\\.|\$(?!\{))*+)`", re.DOTALL
)
_NUMBER: Final = expression(
    r"[-+]?(?:0[xXbBoO][\da-fA-F]{1,16}|\d{1,30}(?:\.\d{0,30})?(?:[eE][-+]?\d{1,2})?)(?![\w.])"
)
_WORD: Final = expression(r"(?:true|false|null|undefined)(?![\w$])")
_DATE: Final = expression(r"new\s+Date\(\s*")
_KEY: Final = expression(rf"({NAME}|\d{{1,30}})(?=\s*:)")
_ESCAPE: Final = expression(r"\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": ""}
_HIGHEST: Final = 0x10FFFF
_STEP: Final = expression(
    r"(?P<text>'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|\\.|//[^\n]*|/\*(?:.*?\*/)?)|(?P<tick>`)|(?P<open>[{(\[])|(?P<close>[})\]])",
    re.DOTALL,
)
_SIGN: Final = expression(
    r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|//[^\n]*|/\*.*?\*/"
    r"|(?P<mark>`)|(?P<quote>['\"])|(?P<open>[{(\[])|(?P<close>[})\]])|(?P<unsure>[/<])",
    re.DOTALL,
)
_IN_TICKS: Final = expression(r"(?:[^`\\$]|\\.|\$(?!\{))*+", re.DOTALL)
_PAIRS: Final = {"{": "}", "(": ")", "[": "]", "`": "`"}
_TOKEN: Final = expression(
    rf"(?P<string>{_STRING.pattern})|(?P<word>{NAME})|(?P<open>[{{(\[])|(?P<close>[}})\]])|(?P<other>.)",
    re.DOTALL,
)
_PATTERN: Final = expression(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/[a-z]*")
_BEFORE_PATTERN: Final = frozenset("(,=:[!&|?{;")


class NotLiteralError(Exception):
    """The text at an offset is no literal value."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no literal at {at}")
        self.at = at


@dataclass(frozen=True, slots=True)
class Literal:
    """A value, and the offset after it."""

    value: Value
    end: int


def literal(text: str, at: int = 0, line: int = 1) -> Literal:
    """Return the value that begins at an offset, or after the blanks and comments there.

    `line` is the number that the text's first line bears. Raises NotLiteralError.
    """
    return _Reader(text, line).sum_at(at, 0)


def whole(text: str) -> Value | None:
    """Return the value that a text is, None where it is anything else."""
    try:
        found = literal(text)
    except NotLiteralError:
        return None
    return found.value if skip_blanks(text, found.end) == len(text) else None


def skip_blanks(text: str, at: int) -> int:
    """Return the offset after blanks and comments."""
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def closing(text: str, start: int, until: int) -> int:
    """Return the offset after the bracket that closes the one at `start`, -1 where none does before `until`.

    Nor is one sought that holds more than 64 others in each other.
    """
    expected: list[str] = []
    at = start
    while at < until:
        if expected and expected[-1] == "`":
            at = _in_ticks(text, at, until, expected)
        else:
            step = _STEP.search(text, at, until)
            at = step.end() if step and step[0] != "/*" and _fits(step, expected) else -1
        if at < 0 or len(expected) > MAX_DEPTH:
            return -1
        if not expected:
            return at
    return -1


def _fits(step: re.Match[str], expected: list[str]) -> bool:
    """Note a bracket; tell whether it may be here."""
    if opened := step["open"] or step["tick"]:
        expected.append(_PAIRS[opened])
    elif step["close"]:
        return bool(expected) and expected.pop() == step["close"]
    return True


def _in_ticks(text: str, at: int, until: int, expected: list[str]) -> int:
    """Return the offset after the end of a template, or after the mark of an expression in it; -1 without either."""
    inner = _IN_TICKS.match(text, at, until)
    at = inner.end() if inner else at
    if text.startswith("${", at):
        expected.append("}")
        return at + 2
    if not text.startswith("`", at):
        return -1
    expected.pop()
    return at + 1


def misplaced(text: str) -> int | None:
    """Return the offset of a bracket or a quotation mark that is not closed, or closes nothing; None without one.

    What follows a slash or a `<` may be a pattern, or HTML, in which they mean something else: there it ends.
    """
    opened: list[int] = []
    at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        at = sign.end()
        if sign["mark"] == "`":
            at = closing(text, sign.start(), len(text))
        if at < 0 or sign["unsure"]:
            return None
        if sign["quote"]:
            return sign.start()
        if sign["close"]:
            if not opened or _PAIRS[text[opened.pop()]] != sign[0]:
                return sign.start()
        elif sign["open"]:
            opened.append(sign.start())
    return opened[-1] if opened else None


@dataclass(frozen=True, slots=True)
class WrittenObject:
    """An object in a program: the names of what it is in, its own at the end, and what is written out in it.

    A name is the key that something is under, or the last text before it in a list. Of the entries there are
    texts, numbers, and lists of these.
    """

    names: tuple[str, ...]
    entries: Mapping[str, Value]

    @property
    def name(self) -> str:
        """The object's own name; empty for one without."""
        return self.names[-1] if self.names else ""


@dataclass(slots=True)
class _Bracket:
    """A bracket that is open: its sign, the name of what it holds, the last text in it, and its entries."""

    sign: str
    name: str
    text: str = ""
    entries: dict[str, Value] = field(default_factory=dict)


def written_objects(text: str) -> tuple[WrittenObject, ...]:
    """Return the objects of a program, those in others first, as far as its brackets fit; nothing of it is run."""
    found: list[WrittenObject] = []
    opened: list[_Bracket] = []
    at, last = skip_blanks(text, 0), ""
    while 0 <= at < len(text) and len(opened) < MAX_DEPTH:
        token = _TOKEN.match(text, at)
        if token is None:
            break
        top = opened[-1] if opened else None
        key = _entry_key(token, top, last)
        if key and top:
            at, name = _entry(text, token.end(), key, top)
            if name:
                opened.append(_Bracket(text[at], name))
                at += 1
            last = text[at - 1] if name else ":"
        else:
            at = _step(text, token, opened, found, last)
            last = text[max(at - 1, 0) : max(at, 0)]
        at = skip_blanks(text, at) if at >= 0 else -1
    return tuple(found)


def _entry_key(token: re.Match[str], top: _Bracket | None, last: str) -> str:
    """Return the key that a token is; "" if it is not a key."""
    if top is None or top.sign != "{" or last not in {"{", ","} or not (token["word"] or token["string"]):
        return ""
    after = skip_blanks(token.string, token.end())
    if not token.string.startswith(":", after):
        return ""
    return token["word"] or _unescaped(_STRING.match(token[0]) or token)


def _entry(text: str, at: int, key: str, top: _Bracket) -> tuple[int, str]:
    """Take an entry; return the offset after it, or that of the bracket that its value opens, and then its key."""
    at = skip_blanks(text, skip_blanks(text, at) + 1)
    if not text.startswith("{", at):
        try:
            value = literal(text, at)
        except NotLiteralError:
            return (at, key) if text.startswith("[", at) else (at, "")
        whole_value = text.startswith((",", "}", "as "), skip_blanks(text, value.end))
        plain = isinstance(value.value, Scalar) or all(isinstance(one, Scalar) for one in value.value)
        if whole_value and plain:
            top.entries[key] = value.value
            return value.end, ""
        return (at, key) if text.startswith("[", at) else (value.end, "")
    return at, key


def _step(
    text: str, token: re.Match[str], opened: list[_Bracket], found: list[WrittenObject], last: str
) -> int:
    """Go on after a token that is no key; return the offset there, -1 where brackets do not fit."""
    top = opened[-1] if opened else None
    if token["string"]:
        if top:
            top.text = _unescaped(_STRING.match(token[0]) or token)
    elif token["open"]:
        opened.append(_Bracket(token[0], top.text if top and top.sign != "{" else ""))
    elif token["close"]:
        if top is None or _PAIRS[top.sign] != token[0]:
            return -1
        if top.sign == "{":
            found.append(WrittenObject(tuple(one.name for one in opened if one.name), top.entries))
        opened.pop()
        if opened and top.sign == "(" and top.text:
            opened[-1].text = top.text
    elif token[0] == "`":
        return closing(text, token.start(), len(text))
    elif token[0] == "/" and last in _BEFORE_PATTERN and (match := _PATTERN.match(text, token.start())):
        return match.end()
    return token.end()


class _Reader:
    """Reads one value of a text."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._begun = self._counted = 0
        """The offset at which the line `_line` begins, and the one up to which lines are counted."""

    def sum_at(self, at: int, depth: int) -> Literal:
        """Return a value, or several that `+` joins."""
        found = self._value(start := skip_blanks(self._text, at), depth)
        values, end = [found.value], found.end
        while self._text.startswith("+", sign := skip_blanks(self._text, end)):
            other = self._value(skip_blanks(self._text, sign + 1), depth)
            values.append(other.value)
            end = other.end
        return Literal(self._joined(values, start), end) if len(values) > 1 else found

    def _value(self, at: int, depth: int) -> Literal:
        text = self._text
        if depth > MAX_DEPTH:
            raise NotLiteralError(at)
        if match := _STRING.match(text, at):
            return Literal(self._scalar(_unescaped(match), at), match.end())
        if match := _NUMBER.match(text, at):
            return Literal(self._scalar(_number(match[0]), at, plain=True), match.end())
        if match := _WORD.match(text, at):
            word = "null" if match[0] == "undefined" else match[0]
            return Literal(self._scalar(word, at, plain=True), match.end())
        if match := _DATE.match(text, at):
            found = self._value(match.end(), depth + 1)
            end = skip_blanks(text, found.end)
            if isinstance(found.value, Scalar) and text.startswith(")", end):
                return Literal(found.value, end + 1)
        elif text.startswith("[", at):
            return self._list(at + 1, depth + 1)
        elif text.startswith("{", at):
            return self._object(at + 1, depth + 1)
        raise NotLiteralError(at)

    def _list(self, at: int, depth: int) -> Literal:
        items: list[Value] = []
        at = skip_blanks(self._text, at)
        while not self._text.startswith("]", at):
            found = self.sum_at(at, depth)
            items.append(found.value)
            at = self._after_item(found.end, "]")
        return Literal(tuple(items), at + 1)

    def _object(self, at: int, depth: int) -> Literal:
        items: dict[str, Value] = {}
        at = skip_blanks(self._text, at)
        while not self._text.startswith("}", at):
            if match := _KEY.match(self._text, at):
                key = match[1]
            elif match := _STRING.match(self._text, at):
                key = neutralise(_unescaped(match))
            else:
                raise NotLiteralError(at)
            at = skip_blanks(self._text, match.end())
            if not self._text.startswith(":", at):
                raise NotLiteralError(at)
            found = self.sum_at(at + 1, depth)
            items[key] = found.value
            at = self._after_item(found.end, "}")
        return Literal(items, at + 1)

    def _after_item(self, at: int, close: str) -> int:
        at = skip_blanks(self._text, at)
        if self._text.startswith(",", at):
            return skip_blanks(self._text, at + 1)
        if not self._text.startswith(close, at):
            raise NotLiteralError(at)
        return at

    def _joined(self, values: Sequence[Value], at: int) -> Value:
        """Return the sum of values: of the numbers before the first text, after which all is text."""
        scalars = [value for value in values if isinstance(value, Scalar)]
        if len(scalars) < len(values):
            raise NotLiteralError(at)
        numbers = list(takewhile(lambda one: one.plain, scalars))
        texts = [one.text for one in scalars]
        if len(numbers) > 1:
            try:
                texts[: len(numbers)] = [_printed(sum(float(one.text) for one in numbers))]
            except ValueError:
                raise NotLiteralError(at) from None
        return self._scalar("".join(texts), at, plain=len(numbers) == len(scalars))

    def _scalar(self, said: str, at: int, *, plain: bool = False) -> Scalar:
        return Scalar(neutralise(said), plain, *self._place(at))

    def _place(self, at: int) -> tuple[int, int]:
        """Return the line and the column of an offset; only the lines since the last one are counted."""
        if at >= self._counted:
            self._line += self._text.count("\n", self._counted, at)
            self._begun = max(self._begun, self._text.rfind("\n", self._counted, at) + 1)
        else:
            self._line -= self._text.count("\n", at, self._counted)
            self._begun = self._begun if self._begun <= at else self._text.rfind("\n", 0, at) + 1
        self._counted = at
        return self._line, at - self._begun + 1


def _unescaped(match: re.Match[str]) -> str:
    raw = match[match.lastindex or 0]
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= _HIGHEST else "\ufffd"
    return _ESCAPED.get(match[4], match[4])


def _number(written: str) -> str:
    digits = written.lstrip("+-")
    sign = "-" if written.startswith("-") else ""
    if digits[:2].lower() in {"0x", "0b", "0o"}:
        try:
            return sign + str(int(digits, 0))
        except ValueError:
            return written
    return sign + (digits if digits.isdecimal() else _printed(float(digits)))


def _printed(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e21 else repr(number)
