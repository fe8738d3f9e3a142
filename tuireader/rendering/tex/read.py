"""Reading TeX's mathematics (LaTeX with amsmath, as MathJax and KaTeX know it), token by token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.rendering.tex import symbols
from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from tuireader.rendering.tex.boxes import Kind

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+\*?|.|$)|%[^\n]*|\s+|\d+(?:\.\d+)?|.", re.DOTALL)
_MAX_DEPTH: Final = 48
_SIGNS: Final = {"-": "−", "*": "∗", "`": "‘", "~": " "}


class Unreadable(Exception):  # noqa: N818 - the adjective for a formula
    """Something in a formula has no counterpart in Unicode."""


class TexParser:
    """A parser of one formula; a `flat` one is to fit in a line of text. `command` makes the atom of a command."""

    def __init__(self, tex: str, command: Callable[[TexParser, str], Atom | None], *, flat: bool) -> None:
        self.flat = flat
        self._command = command
        self._tokens = [token for token in _TOKEN.findall(tex) if token[0] != "%"]
        self._at = 0
        self._depth = 0

    def whole(self) -> tuple[str, ...]:
        """The lines of the formula."""
        lines: list[str] = []
        while True:
            row = joined(self.row({"\\\\"}))
            if row.text.strip() or row.tall:
                lines.extend(line.rstrip() for line in row.lines)
            if not self.peek():
                break
            self.line_end()
        if self.flat and len(lines) > 1:
            raise Unreadable
        return tuple(lines)

    def row(self, stops: Container[str]) -> list[Atom]:
        """The atoms up to one of the tokens `stops`, which is left, or to the end."""
        self._deepen()
        atoms: list[Atom] = []
        while (token := self.peek()) and token not in stops:
            if token in {"}", "&", "\\\\", "\\end", "\\right"}:
                raise Unreadable
            if one := self._atom():
                atoms.append(one)
        self._depth -= 1
        return atoms

    def peek(self) -> str:
        """The next token that is not white space; empty at the end."""
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def next(self) -> str:
        """Take the next token that is not white space."""
        token = self.peek()
        if not token:
            raise Unreadable
        self._at += 1
        return token

    def expect(self, token: str) -> None:
        """Take a token that must come."""
        if self.next() != token:
            raise Unreadable

    def line_end(self) -> None:
        r"""Take `\\`, and the space that it may ask for."""
        self.expect("\\\\")
        if self.peek() == "[":
            while self.next() != "]":
                pass

    def argument(self) -> list[Atom]:
        """The atoms of a command's next argument."""
        first = self.peek()
        if first == "{":
            self.next()
            atoms = self.row({"}"})
            self.expect("}")
            return atoms
        if first[:1].isdecimal() and len(first) > 1:
            self._tokens[self._at] = first[1:]
            return [atom("ord", first[0])]
        one = self._nucleus(self.next())
        return [one] if one else []

    def text(self) -> str:
        """A command's next argument as it is written."""
        self.expect("{")
        start, depth = self._at, 1
        while depth:
            if self._at >= len(self._tokens):
                raise Unreadable
            depth += {"{": 1, "}": -1}.get(self._tokens[self._at], 0)
            self._at += 1
        return "".join(self._tokens[start : self._at - 1])

    def _atom(self) -> Atom | None:
        nucleus = self._nucleus(self.next()) if self.peek() not in {"^", "_"} else atom("ord", "")
        if nucleus is None:
            return None
        primes, lower, upper = "", "", ""
        while (sign := self.peek()) in {"^", "_", "'"}:
            self.next()
            if sign == "'":
                primes += "′"
            elif sign == "^" and not upper:
                upper = self._script("^", symbols.SUPERSCRIPTS)
            elif sign == "_" and not lower:
                lower = self._script("_", symbols.SUBSCRIPTS)
            else:
                raise Unreadable
        return _scripted(nucleus, primes + lower, upper)

    def _script(self, sign: str, table: dict[int, str]) -> str:
        inner = joined(self.argument(), tight=True)
        if inner.tall:
            raise Unreadable
        text = inner.text.strip()
        if text and all(ord(char) in table for char in text):
            return text.translate(table)
        return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise Unreadable

    def _nucleus(self, sign: str) -> Atom | None:
        self._deepen()
        one = self._made(sign)
        self._depth -= 1
        return one

    def _made(self, sign: str) -> Atom | None:
        if sign in symbols.SPACES:
            return atom("space", symbols.SPACES[sign])
        if sign.startswith("\\"):
            return self._command(self, sign[1:])
        if sign == "{":
            atoms = self.row({"}"})
            self.expect("}")
            return joined(atoms)
        if sign in "$#&}^_":
            raise Unreadable
        return sign_atom(_SIGNS.get(sign, sign))


def sign_atom(sign: str) -> Atom:
    """The atom of a character."""
    return atom(_kind(sign), sign)


def _kind(sign: str) -> Kind:
    if sign in symbols.RELATIONS or sign == ":":
        return "rel"
    if sign in symbols.BINARIES:
        return "bin"
    if sign in symbols.OPERATORS:
        return "op"
    if sign in symbols.OPENING:
        return "open"
    if sign in symbols.CLOSING:
        return "close"
    return "punct" if sign in {",", ";"} else "ord"


def _scripted(nucleus: Atom, lower: str, upper: str) -> Atom:
    if not (lower or upper):
        return nucleus
    if nucleus.kind == "fraction":
        nucleus = enclosed(nucleus)
    if not nucleus.tall:
        return Atom(nucleus.kind, (nucleus.text + lower + upper,))
    width = max(len(lower), len(upper))
    ends = [upper, *[""] * (len(nucleus.lines) - 2), lower]
    lines = (line + end.ljust(width) for line, end in zip(nucleus.lines, ends, strict=True))
    return Atom(nucleus.kind, tuple(lines), nucleus.base)
