"""Reading TeX's mathematics (LaTeX with amsmath, as MathJax and KaTeX know it), token by token."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from tuireader.late import expression
from tuireader.rendering.tex import layout, symbols
from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined
from tuireader.rendering.tex.fractions import binomial, fraction

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from tuireader.rendering.tex.boxes import Kind

Style = Literal["line", "script", "text", "display"]
"""How large a formula is set: in a line of words, as a script, as a part of a fraction or a matrix, or by itself."""

_TOKEN: Final = expression(
    r"\\(?:(?:operatorname|tag|hspace|vspace)\*|[A-Za-z]+|.|$)|%[^\n]*|\s+|\d+(?:\.\d+)?|.", re.DOTALL
)
_MAX_DEPTH: Final = 48
_OUTERMOST: Final = 2
"""The depth of what is no part of anything else: of a row, and of an atom in it."""
_SIGNS: Final = {"-": "−", "*": "∗", "`": "‘", "~": " "}
_SPACE: Final = expression(r"\*?-?[\d.]+\s*(?:pt|px|em|ex|mu|cm|mm|in|pc|baselineskip)")
_GROUPS: Final = {"{": 1, "}": -1, "\\begin": 1, "\\end": -1, "\\left": 1, "\\right": -1}
_MIDDLES: Final = {"\\over", "\\choose", "\\atop"}
_PLACES: Final = {"\\limits": True, "\\nolimits": False}


class Unreadable(Exception):  # noqa: N818 - the adjective for a formula
    """Something in a formula has no counterpart in Unicode."""


class TexParser:
    """A parser of one formula, which is set in a `style`, `width` cells wide if that is not 0.

    `command` makes the atom of a command.
    """

    def __init__(
        self, tex: str, command: Callable[[TexParser, str], Atom | None], style: Style, width: int = 0
    ) -> None:
        self.style: Style = style
        self._width = width
        self._command = command
        self._tokens = [token for token in _TOKEN.findall(tex) if token[0] != "%"]
        self._at = 0
        self._end = len(self._tokens)
        self._depth = 0

    @property
    def flat(self) -> bool:
        """Whether everything is to fit in a line of words."""
        return self.style == "line"

    @property
    def width(self) -> int:
        """The width that what is read here may have; 0 where it is a part of something, or may be as wide as it is."""
        return self._width if self._depth <= _OUTERMOST else 0

    @contextmanager
    def within(self, style: Style) -> Iterator[None]:
        """Read what follows in another style; all that is in a line of words is to fit in it."""
        before = self.style
        self.style = before if self.flat or (before == "script" and style == "text") else style
        yield
        self.style = before

    def set_style(self, style: Style) -> None:
        r"""Go on in another style up to the end of the group, as `\displaystyle` asks."""
        if not self.flat:
            self.style = style

    def whole(self) -> list[list[Atom]]:
        """The lines of the formula, each with its atoms."""
        lines: list[list[Atom]] = []
        while True:
            row = self.row({"\\\\"})
            if row and (joined(row).tall or joined(row).text.strip()):
                lines.append(row)
            if not self.peek():
                break
            self.line_end()
        if self.flat and len(lines) > 1:
            raise Unreadable
        return lines

    def row(self, stops: Container[str]) -> list[Atom]:
        """The atoms up to one of the tokens `stops`, which is left, or to the end."""
        self._deepen()
        style = self.style
        atoms: list[Atom] = []
        while (token := self.peek()) and token not in stops:
            if token in _MIDDLES:
                atoms = [self._divided(atoms, self.next(), stops)]
                continue
            if token in {"}", "&", "\\\\", "\\end", "\\right", "\\middle"}:
                raise Unreadable
            if one := self._atom():
                atoms.append(one)
        self._depth -= 1
        self.style = style
        return atoms

    def peek(self) -> str:
        """The next token that is not white space; empty at the end."""
        while self._at < self._end and self._tokens[self._at].isspace():
            self._at += 1
        return self._tokens[self._at] if self._at < self._end else ""

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
        if self._at < self._end and self._tokens[self._at] == "*":
            self._at += 1
        written = self.option()
        if written is not None and not _SPACE.fullmatch(written.replace("\\", "").strip()):
            raise Unreadable

    def option(self) -> str | None:
        """An argument in square brackets as it is written; None if the next token begins none."""
        if self.peek() != "[":
            return None
        self.next()
        start = self._at
        while self._at < self._end and self._tokens[self._at] != "]":
            self._at += 1
        self.expect("]")
        return "".join(self._tokens[start : self._at - 1])

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
            if self._at >= self._end:
                raise Unreadable
            depth += {"{": 1, "}": -1}.get(self._tokens[self._at], 0)
            self._at += 1
        return "".join(self._tokens[start : self._at - 1])

    def pair(self, turn: Callable[[str, str], int]) -> list[Atom] | None:
        """The atoms up to the token that closes what has been opened in this group; None if there is none.

        `turn` tells of a token and the one after it whether they open (1) or close (-1) such a pair.
        """
        depth, groups = 1, 0
        for at in range(self._at, self._end - 1):
            token = self._tokens[at]
            groups += _GROUPS.get(token, 0)
            if groups < 0 or (not groups and token in {"&", "\\\\"}):
                return None
            depth += 0 if groups else turn(token, self._tokens[at + 1])
            if not depth:
                return self._to(at)
        return None

    def _to(self, end: int) -> list[Atom]:
        """The atoms up to the token of an index."""
        before, self._end = self._end, end
        atoms = self.row(())
        self._end = before
        return atoms

    def inner(self, tex: str) -> Atom:
        r"""A formula within this one, as in the words of a `\text`."""
        parser = TexParser(tex, self._command, self.style if self.flat else "script")
        parser._depth = self._depth + 1
        return joined(parser.row(()))

    def _divided(self, over: list[Atom], sign: str, stops: Container[str]) -> Atom:
        r"""The fraction of plain TeX, `a \over b`."""
        under = self.row(stops)
        low = self.style in {"line", "script"}
        if sign == "\\atop":
            if self.flat:
                raise Unreadable
            return layout.stack("inner", joined(over), joined(under), base=0)
        if sign == "\\choose":
            return binomial(joined(over), joined(under), low=low)
        return fraction(over, under, low=low)

    def _atom(self) -> Atom | None:
        nucleus = self._nucleus(self.next()) if self.peek() not in {"^", "_"} else atom("ord", "")
        if nucleus is None:
            return None
        if self.peek() in _PLACES:
            nucleus = replace(nucleus, limits=_PLACES[self.next()])
        primes, lower, upper = "", None, None
        while (sign := self.peek()) in {"^", "_", "'"}:
            self.next()
            if sign == "'":
                primes += "′"
            elif sign == "^" and upper is None:
                upper = self._script()
            elif sign == "_" and lower is None:
                lower = self._script()
            else:
                raise Unreadable
        if self.flat:
            return _in_line(nucleus, primes, lower, upper)
        return _beside(nucleus, primes, lower, upper, self.style)

    def _script(self) -> Atom:
        with self.within("script"):
            made = joined(self.argument(), tight=True)
        if self.flat and made.tall:
            raise Unreadable
        return made

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
    return Atom(_kind(sign), (sign,), limits=sign in symbols.OPERATORS)


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


def _raised(script: Atom, table: dict[int, str]) -> str | None:
    """A script in the raised or lowered characters of a `table`; None if it lacks one of them."""
    text = script.text.strip()
    fits = not script.tall and text and all(ord(char) in table for char in text)
    return text.translate(table) if fits else None


def _in_line(nucleus: Atom, primes: str, lower: Atom | None, upper: Atom | None) -> Atom:
    """An atom with its scripts, in a line of words."""
    below = _written("_", lower, symbols.SUBSCRIPTS) if lower else ""
    above = _written("^", upper, symbols.SUPERSCRIPTS) if upper else ""
    if not (primes or below or above):
        return nucleus
    if nucleus.kind == "fraction":
        nucleus = enclosed(nucleus)
    return Atom(nucleus.kind, (nucleus.text + primes + below + above,))


def _written(sign: str, script: Atom, table: dict[int, str]) -> str:
    text = script.text.strip()
    return _raised(script, table) or (f"{sign}{text}" if len(text) == 1 else f"{sign}({text})")


def _beside(nucleus: Atom, primes: str, lower: Atom | None, upper: Atom | None, style: Style) -> Atom:
    """An atom with its scripts, above and below or at its right; those that Unicode has raised stay on the line."""
    if nucleus.kind == "fraction" and (primes or lower or upper):
        nucleus = enclosed(nucleus)
    if primes:
        nucleus = (
            layout.scripts(nucleus, atom("ord", primes), None) if nucleus.tall else _with(nucleus, primes)
        )
    if not (lower or upper):
        return nucleus
    if nucleus.limits and style == "display":
        return layout.limits(nucleus, upper, lower)
    if nucleus.tall:
        return layout.scripts(nucleus, upper, lower)
    below = _raised(lower, symbols.SUBSCRIPTS) if lower else ""
    above = _raised(upper, symbols.SUPERSCRIPTS) if upper else ""
    if below is None or above is None:
        return layout.scripts(nucleus, upper, lower)
    return _with(nucleus, below + above)


def _with(nucleus: Atom, text: str) -> Atom:
    return replace(nucleus, lines=(nucleus.text + text,))
