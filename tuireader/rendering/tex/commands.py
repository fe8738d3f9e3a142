"""TeX's commands that take arguments, and whole formulas."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.tex import layout, symbols
from tuireader.rendering.tex.boxes import Atom, atom, can_grow, enclosed, joined, tall
from tuireader.rendering.tex.environments import environment, unwrapped
from tuireader.rendering.tex.fractions import binomial, fraction
from tuireader.rendering.tex.read import TexParser, Unreadable, sign_atom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tuireader.rendering.tex.boxes import Kind
    from tuireader.rendering.tex.read import Style

_ROOTS: Final = {"": "√", "3": "∛", "4": "∜"}
_ALONE: Final = expression(r".[ₐ-ₜᵢ-ᵪ₀-₉]*|\d+", re.DOTALL)
"""What may be after the sign of a root without a line or brackets."""
_STYLED: Final = (
    "hbox", "mbox", "text", "textbf", "textit", "textnormal", "textrm", "textsf", "texttt", "textup",
)  # fmt: skip
_UPRIGHT: Final = ("mathit", "mathnormal", "mathrm", "mathup")
_KINDS: Final[Mapping[str, Kind]] = {
    "mathord": "ord", "mathbin": "bin", "mathrel": "rel", "mathopen": "open", "mathclose": "close",
    "mathpunct": "punct", "mathinner": "inner",
}  # fmt: skip
_SIZES: Final = tuple(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
_OPENING: Final = frozenset(
    {"(", "[", "\\{", "\\lbrace", "\\langle", "\\lfloor", "\\lceil", "\\lvert", "\\lVert"}
)
_CLOSING: Final = frozenset(
    {")", "]", "\\}", "\\rbrace", "\\rangle", "\\rfloor", "\\rceil", "\\rvert", "\\rVert"}
)
_WORDS: Final = expression(r"[^\\^_{}$&#~%']*")
_WIDE_MARKS: Final = {
    "\u0302": "^", "\u0303": "~", "\u0304": "_", "\u0305": "_", "\u20d7": "→",
}  # fmt: skip


def command(reader: TexParser, name: str) -> Atom | None:
    """The atom of a command and its arguments, which are read; None if it shows nothing."""
    if make := _COMMANDS.get(name):
        return make(reader)
    if name in symbols.IGNORED:
        return None
    if name in symbols.FUNCTIONS:
        return Atom("op", (symbols.FUNCTIONS[name],), limits=name in symbols.LIMITS)
    if name in symbols.ACCENTS:
        return _accented(reader, symbols.ACCENTS[name])
    if name in symbols.ALPHABETS:
        return _lettered(reader, symbols.ALPHABETS[name])
    return sign_atom(_known(symbols.symbol(name)))


def _known(sign: str | None) -> str:
    if sign is None or len(sign) > 1:
        raise Unreadable
    return sign


def _words(reader: TexParser) -> Atom:
    """The words of a command, with the formulas among them."""
    pieces = re.split(r"(?<!\\)\$", reader.text())
    if len(pieces) % 2 == 0:
        raise Unreadable
    made = [
        reader.inner(piece) if at % 2 else atom("space", _plain(piece)) for at, piece in enumerate(pieces)
    ]
    return joined(made)


def _plain(piece: str) -> str:
    text = re.sub(
        r"\\([ &%#_{}$,])|[{}]|~",
        lambda found: (found[1] or " " * (found[0] == "~")).replace(",", " "),
        piece,
    )
    if "\\" in text:
        raise Unreadable
    return re.sub(r"\s+", " ", text)


def _upright(reader: TexParser) -> Atom:
    r"""The letters of `\mathrm`, which are a word unless signs are among them."""
    written = reader.text() if reader.peek() == "{" else reader.next()
    if _WORDS.fullmatch(written):
        return atom("ord", re.sub(r"\s+", " ", written))
    return reader.inner(written)


def _nothing(reader: TexParser) -> None:
    reader.text()


def _coloured(reader: TexParser) -> Atom:
    reader.text()
    return joined(reader.argument())


def _space(reader: TexParser) -> Atom:
    return atom("space", "" if reader.text().lstrip().startswith("-") else " ")


def _phantom(reader: TexParser) -> Atom:
    return atom("space", " " * joined(reader.argument()).width)


def _one(reader: TexParser) -> Atom:
    inner = joined(reader.argument())
    if inner.tall:
        raise Unreadable
    return inner


def _low(reader: TexParser) -> bool:
    return reader.style in {"line", "script"}


def _fraction(style: Style) -> Callable[[TexParser], Atom]:
    def read(reader: TexParser) -> Atom:
        with reader.within(style):
            made = fraction(reader.argument(), reader.argument(), low=_low(reader))
        if reader.flat and made.tall:
            raise Unreadable
        return made

    return read


def _binomial(reader: TexParser) -> Atom:
    return binomial(joined(reader.argument()), joined(reader.argument()), low=_low(reader))


def _root(reader: TexParser) -> Atom:
    index = ""
    if reader.peek() == "[":
        reader.next()
        index = joined(reader.row({"]"}), tight=True).text
        reader.expect("]")
    atoms = reader.argument()
    inner = joined(atoms)
    if index not in _ROOTS and not all(ord(char) in symbols.SUPERSCRIPTS for char in index):
        raise Unreadable
    alone = len(atoms) == 1 and not inner.tall and (_ALONE.fullmatch(inner.text) is not None)
    if inner.tall or not (alone or _low(reader)):
        if reader.flat:
            raise Unreadable
        return layout.root(inner, index.translate(symbols.SUPERSCRIPTS))
    sign = _ROOTS.get(index) or index.translate(symbols.SUPERSCRIPTS) + "√"
    return atom("ord", sign + (inner.text if alone else f"({inner.text})"))


def _accented(reader: TexParser, mark: str) -> Atom:
    inner = joined(reader.argument())
    text = inner.text
    over_letter = len(text) == 1 or (inner.width == 1 and (reader.flat or mark not in _WIDE_MARKS))
    if inner.tall or not over_letter:
        if mark in "\u0305\u0332" and not inner.tall and " " not in text:
            # A second line over a letter is above the first one.
            return atom("ord", "".join(char if unicodedata.combining(char) else char + mark for char in text))
        return _marked(reader, inner, mark)
    plain = {"ı": "i", "ȷ": "j"}.get(text, text)
    return atom("ord", unicodedata.normalize("NFC", plain + mark))


def _marked(reader: TexParser, inner: Atom, mark: str) -> Atom:
    """Something larger than a letter with a mark above it, or a line below."""
    if reader.flat or not (mark == "\u0332" or mark in _WIDE_MARKS) or not inner.width:
        raise Unreadable
    return layout.under_line(inner) if mark == "\u0332" else layout.over_line(inner, _WIDE_MARKS[mark])


def _lettered(reader: TexParser, alphabet: str) -> Atom:
    inner = joined(reader.argument())
    lines = [line for one in inner.lines if (line := symbols.letters(one, alphabet)) is not None]
    if len(lines) < len(inner.lines) or (reader.flat and inner.tall):
        raise Unreadable
    return replace(inner, lines=tuple(lines))


def _negated(reader: TexParser) -> Atom:
    inner = _one(reader)
    if len(inner.text) != 1:
        raise Unreadable
    return atom("rel", unicodedata.normalize("NFC", inner.text + "\u0338"))


def _tag(reader: TexParser, marks: str = "()") -> Atom:
    inner = _words(reader)
    return joined([atom("space", "    " + marks[:1]), inner, atom("space", marks[1:])], kind="space")


def _over(reader: TexParser) -> Atom:
    return _set_over(reader, above=True)


def _under(reader: TexParser) -> Atom:
    return _set_over(reader, above=False)


def _set_over(reader: TexParser, *, above: bool) -> Atom:
    """Something with something smaller above or below it, of the kind that it would have without."""
    with reader.within("script"):
        mark = joined(reader.argument(), tight=True)
    atoms = reader.argument()
    base = joined(atoms)
    kind = atoms[0].kind if len(atoms) == 1 else base.kind
    if reader.flat:
        if base.tall or mark.tall:
            raise Unreadable
        return atom(kind, f"{base.text}{'^' if above else '_'}({mark.text})")
    made = layout.limits(replace(base, kind=kind), mark if above else None, None if above else mark)
    return replace(made, limits=kind == "op")


def _braced(sign: str) -> Callable[[TexParser], Atom]:
    def read(reader: TexParser) -> Atom:
        inner = joined(reader.argument())
        if not reader.flat:
            return layout.brace(inner, above=sign == "⏞")
        if inner.tall:
            raise Unreadable
        return atom("ord", f"({inner.text}){sign}")

    return read


def _arrow(sign: str) -> Callable[[TexParser], Atom]:
    def read(reader: TexParser) -> Atom:
        with reader.within("script"):
            written = reader.option()
            lower = reader.inner(written) if written else None
            upper = joined(reader.argument())
        if not reader.flat:
            return layout.arrow(sign, upper, lower)
        if lower or upper.tall:
            raise Unreadable
        return atom("rel", f"{sign}^({upper.text})")

    return read


def _stacked(reader: TexParser) -> Atom:
    reader.expect("{")
    rows = [joined(reader.row({"\\\\", "}"}))]
    while reader.peek() == "\\\\":
        reader.line_end()
        rows.append(joined(reader.row({"\\\\", "}"})))
    reader.expect("}")
    if not reader.flat:
        return layout.stack("ord", *rows, base=0)
    if any(row.tall for row in rows):
        raise Unreadable
    return atom("ord", ", ".join(row.text for row in rows))


def _between(reader: TexParser) -> Atom:
    r"""What is between `\left` and `\right`, each `\middle` among it as tall as they are."""
    signs = [_delimiter(reader)]
    rows = [reader.row({"\\right", "\\middle"})]
    while reader.next() == "\\middle":
        signs.append(_delimiter(reader))
        rows.append(reader.row({"\\right", "\\middle"}))
    signs.append(_delimiter(reader))
    whole = joined([one for row in rows for one in row])
    if whole.tall and not all(map(can_grow, signs)):
        raise Unreadable
    parts = [*rows[0]]
    for sign, row in zip(signs[1:-1], rows[1:], strict=True):
        parts += [tall(sign, whole), *row]
    return enclosed(joined(parts), signs[0], signs[-1])


def _delimiter(reader: TexParser) -> str:
    token = reader.next()
    sign = symbols.symbol(token[1:]) if token[0] == "\\" else {".": "", "<": "⟨", ">": "⟩"}.get(token, token)
    return sign if sign == "" else _known(sign)


def _sized(name: str) -> Callable[[TexParser], Atom]:
    r"""The delimiter after a command such as `\bigl`, with what it holds if it is closed: they are as tall as that."""

    def read(reader: TexParser) -> Atom:
        token = reader.peek()
        left = _delimiter(reader)
        if _turn(f"\\{name}", token) > 0 and not reader.flat and (held := reader.pair(_turn)) is not None:
            reader.next()
            right = _delimiter(reader)
            inner = joined(held)
            if inner.tall and not (can_grow(left) and can_grow(right)):
                raise Unreadable
            return enclosed(inner, left, right)
        return sign_atom(left) if left else atom("ord", "")

    return read


def _turn(token: str, sign: str) -> int:
    """Tell whether a sized delimiter opens (1) or closes (-1) a pair, or does neither."""
    name = token.removeprefix("\\")
    if name not in _SIZES or name == token:
        return 0
    if name[-1] in "lr":
        return 1 if name[-1] == "l" else -1
    if name[-1] == "m":
        return 0
    return 1 if sign in _OPENING else -1 if sign in _CLOSING else 0


def _operator(*, limits: bool) -> Callable[[TexParser], Atom]:
    return lambda reader: replace(_upright(reader), kind="op", limits=limits)


def _of_kind(kind: Kind) -> Callable[[TexParser], Atom]:
    return lambda reader: replace(joined(reader.argument()), kind=kind)


def _state(left: str, right: str) -> Callable[[TexParser], Atom]:
    return lambda reader: enclosed(joined(reader.argument()), left, right)


def _boxed(reader: TexParser) -> Atom:
    inner = joined(reader.argument())
    if not reader.flat:
        return layout.frame(inner)
    if inner.tall:
        raise Unreadable
    return atom("inner", f"[ {inner.text} ]")


_COMMANDS: Final[Mapping[str, Callable[[TexParser], Atom | None]]] = {
    "frac": _fraction("text"),
    **dict.fromkeys(("dfrac", "cfrac"), _fraction("display")),
    "tfrac": _fraction("script"),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(("color", "label", "vphantom", "vspace", "vspace*"), _nothing),
    "displaystyle": lambda reader: reader.set_style("display"),
    "textstyle": lambda reader: reader.set_style("text"),
    "textcolor": _coloured,
    **dict.fromkeys(("phantom", "hphantom"), _phantom),
    **dict.fromkeys(("hspace", "hspace*"), _space),
    **dict.fromkeys(("overset", "stackrel"), _over),
    **dict.fromkeys(_STYLED, _words),
    **dict.fromkeys(_UPRIGHT, _upright),
    **{name: _of_kind(kind) for name, kind in _KINDS.items()},
    **{name: _sized(name) for name in _SIZES},
    "operatorname": _operator(limits=False),
    "operatorname*": _operator(limits=True),
    "mathop": _operator(limits=True),
    "sqrt": _root,
    "not": _negated,
    "pmod": lambda reader: atom("inner", f" (mod {_one(reader).text})"),
    "bmod": lambda _: atom("rel", "mod"),
    "mod": lambda reader: atom("inner", f" mod {_one(reader).text}"),
    "tag": _tag,
    "tag*": lambda reader: _tag(reader, ""),
    "underset": _under,
    "underbrace": _braced("⏟"),
    "overbrace": _braced("⏞"),
    "xrightarrow": _arrow("→"),
    "xleftarrow": _arrow("←"),
    "xRightarrow": _arrow("⇒"),
    "xLeftarrow": _arrow("⇐"),
    "substack": _stacked,
    "left": _between,
    "begin": environment,
    "boxed": _boxed,
    "bra": _state("⟨", "|"),
    "ket": _state("|", "⟩"),
    "braket": _state("⟨", "⟩"),
}


LONGEST: Final = 4_000
"""Characters of a formula up to which it is read; a longer one is shown as TeX."""
_LARGEST: Final = 60_000
"""Cells of a formula up to which it is drawn."""


@lru_cache(maxsize=512)
def readable(tex: str, *, display: bool = False, width: int = 0) -> tuple[str, ...] | None:
    """The lines that show a formula: one, or several if it stands by itself (`display`).

    It is broken where it is wider than `width` cells, if that is told and there is a place for it. None if a command is
    not known, or has no counterpart in Unicode: only the TeX itself tells all then.
    """
    if len(tex) > LONGEST or not tex.replace("\n", "").replace("\t", "").isprintable():
        return None
    parser = TexParser(unwrapped(tex), command, "display" if display else "line", width)
    try:
        rows = parser.whole()
    except Unreadable:
        return None
    lines: list[str] = []
    before = False
    for row in rows:
        for part in layout.broken(row, width) if width else [joined(row)]:
            if part.width * len(part.lines) > _LARGEST:
                return None
            lines += [""] * (bool(lines) and (part.tall or before))
            lines += [line.rstrip() for line in part.lines]
            before = part.tall
    return tuple(lines) if any(lines) else None
