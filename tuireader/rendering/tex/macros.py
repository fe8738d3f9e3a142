r"""Macros that a post defines for its formulas, by `\newcommand`, `\def` or `\DeclareMathOperator`, as in MathJax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEFINING: Final = ("\\newcommand", "\\renewcommand", "\\providecommand", "\\def\\", "\\DeclareMathOperator")
"""A text without these defines nothing."""
_DEFINES: Final = expression(
    r"\\(?:(?P<command>(?:re)?newcommand|providecommand)\*?\s*+\{?\s*+\\(?P<name>[A-Za-z]+)\s*+\}?"
    r"(?:\s*+\[(?P<count>\d)\](?:\s*+\[(?P<default>[^\[\]]*)\])?)?"
    r"|(?P<operator>DeclareMathOperator\*?)\s*+\{?\s*+\\(?P<called>[A-Za-z]+)\s*+\}?"
    r"|def\s*+\\(?P<defined>[A-Za-z]+)(?P<parameters>(?:\s*+#\d)*))\s*+(?=\{)"
)
_NO_FORMULA: Final = expression(r"\\require\s*\{[^{}]*\}|\\definecolor\s*(?:\{[^{}]*\}\s*){3}")
_COMMAND: Final = expression(r"\\([A-Za-z]+)")
_PARAMETER: Final = expression(r"#(\d)")
_MAX_STEPS: Final = 600
_MAX_LENGTH: Final = 12_000
_MAX_BODY: Final = 1_000
_MAX_UNCLOSED: Final = 100
"""Most definitions without an end in a text; those after them are not read."""


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for: `body`, with `#1` for its first of `count` arguments.

    Where there is a `default`, it is the first argument unless one is in square brackets.
    """

    name: str
    body: str
    count: int = 0
    default: str | None = None


def macros_in(text: str) -> Iterator[tuple[int, Macro]]:
    """The macros that a text defines, each with the place of its definition."""
    for start, _, macro in _definitions(text):
        yield start, macro


def expanded(tex: str, macros: Mapping[str, Macro]) -> str:
    """A formula without definitions, and with what its macros stand for; as it is where that comes to no end."""
    plain = _without_definitions(tex)
    if not macros or "\\" not in plain:
        return plain
    text, at = plain, 0
    for _ in range(_MAX_STEPS):
        found = next((one for one in _COMMAND.finditer(text, at) if one[1] in macros), None)
        if found is None:
            return text
        arguments, end = _arguments(text, found.end(), macros[found[1]])
        if arguments is None:
            return plain
        body = _filled(macros[found[1]].body, arguments)
        if body[-1:].isalpha() and text[end : end + 1].isalpha():
            body += " "
        text, at = text[: found.start()] + body + text[end:], found.start()
        if len(text) > _MAX_LENGTH:
            break
    return plain


def _filled(body: str, arguments: list[str]) -> str:
    given = dict(enumerate(arguments, 1))
    return _PARAMETER.sub(lambda one: given.get(int(one[1]), ""), body)


def _without_definitions(tex: str) -> str:
    if "\\require" in tex or "\\definecolor" in tex:
        tex = _NO_FORMULA.sub("", tex)
    if not any(one in tex for one in _DEFINING):
        return tex
    kept, at = [], 0
    for start, end, _ in _definitions(tex):
        kept.append(tex[at:start])
        at = end
    return "".join([*kept, tex[at:]])


def _definitions(text: str) -> Iterator[tuple[int, int, Macro]]:
    at = unclosed = 0
    while unclosed < _MAX_UNCLOSED and (found := _DEFINES.search(text, at)):
        end = _group_end(text, found.end(), _MAX_BODY)
        if end is None:
            at = found.end()
            unclosed += 1
            continue
        body = text[found.end() + 1 : end - 1]
        if found["operator"]:
            star = "*" * found["operator"].endswith("*")
            macro = Macro(found["called"], f"\\operatorname{star}{{{body}}}")
        elif found["command"]:
            macro = Macro(found["name"], body, int(found["count"] or 0), found["default"])
        else:
            macro = Macro(found["defined"], body, found["parameters"].count("#"))
        yield found.start(), end, macro
        at = end


def _arguments(text: str, at: int, macro: Macro) -> tuple[list[str] | None, int]:
    """The arguments of a macro whose name ends at a place, and where they end; None where one is missing."""
    given: list[str] = []
    if macro.default is not None:
        optional = re.compile(r"\s*\[([^\[\]]*)\]").match(text, at)
        given.append(optional[1] if optional else macro.default)
        at = optional.end() if optional else at
    while len(given) < macro.count:
        at += len(text[at:]) - len(text[at:].lstrip())
        if text.startswith("{", at):
            end = _group_end(text, at)
            if end is None:
                return None, at
            given.append(text[at + 1 : end - 1])
        else:
            one = _COMMAND.match(text, at)
            end = one.end() if one else at + 1
            if at >= len(text) or text[at] == "}":
                return None, at
            given.append(text[at:end])
        at = end
    return given, at


def _group_end(text: str, start: int, most: int = _MAX_LENGTH) -> int | None:
    """The place after the brace that closes the one at `start`; None if that is more than `most` away."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, start, min(len(text), start + most)):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return None
