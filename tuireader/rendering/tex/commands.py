"""TeX's commands that take arguments, its environments, and whole formulas."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from tuireader.rendering.tex import symbols
from tuireader.rendering.tex.boxes import Atom, atom, enclosed, joined, line_of, padded
from tuireader.rendering.tex.read import TexParser, Unreadable, sign_atom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_DELIMITED: Final = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ ",
    "matrix": "  ", "smallmatrix": "  ", "array": "  ", "rcases": " }",
}  # fmt: skip
_ALIGNED: Final = frozenset({
    "align", "alignat", "aligned", "alignedat", "displaymath", "eqnarray", "equation", "gather", "gathered", "math",
    "multline", "split",
})  # fmt: skip
_COLUMNS: Final = frozenset({"alignat", "alignedat", "array"})
_PLAIN: Final = "  "


def environment(reader: TexParser) -> Atom:
    r"""The content of an environment up to its `\end`; its `\begin` has been read."""
    written = reader.text()
    name = written.rstrip("*")
    if name not in _DELIMITED and name not in _ALIGNED:
        raise Unreadable
    if name in _COLUMNS:
        reader.text()
    rows = _cells(reader, written)
    if not reader.flat:
        return _grid(rows, name)
    if name in _ALIGNED and len(rows) > 1:
        raise Unreadable
    text = "; ".join(" ".join(cell.text for cell in row if cell.text) for row in rows)
    left, right = (sign.strip() for sign in _DELIMITED.get(name, _PLAIN))
    return enclosed(atom("ord", text), left, right)


def _cells(reader: TexParser, written: str) -> list[list[Atom]]:
    rows: list[list[Atom]] = [[]]
    while True:
        rows[-1].append(joined(reader.row({"&", "\\\\", "\\end"})))
        following = reader.peek()
        if following == "&":
            reader.next()
        elif following == "\\\\":
            reader.line_end()
            rows.append([])
        else:
            break
    reader.expect("\\end")
    if reader.text() != written:
        raise Unreadable
    return [row for row in rows if any(cell.text for cell in row)] or [[atom("ord", "")]]


def _grid(rows: Sequence[Sequence[Atom]], name: str) -> Atom:
    """Rows of cells below one another: centred on their line, aligned where the environment aligns them."""
    columns = max(map(len, rows))
    widths = [max(cell_len(row[at].text) for row in rows if at < len(row)) for at in range(columns)]
    lines = [line for row in rows for line in _row(row, widths, aligned=name in _ALIGNED)]
    left, right = (sign.strip() for sign in _DELIMITED.get(name, _PLAIN))
    return enclosed(Atom("inner", tuple(lines), (len(lines) - 1) // 2), left, right)


def _row(row: Sequence[Atom], widths: Sequence[int], *, aligned: bool) -> Iterator[str]:
    above = max(cell.base for cell in row)
    below = max(len(cell.lines) - cell.base for cell in row)
    cells = [*row, *[atom("ord", "")] * (len(widths) - len(row))]
    for line in range(-above, below):
        yield (" " if aligned else "  ").join(
            padded(line_of(cell, line), width, right=aligned and len(widths) > 1 and at % 2 == 0)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )


_VULGAR: Final = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_MARKS: Final = frozenset({"Lm", "Mn", "No"})
"""The categories of raised and lowered characters, and of accents."""
_ROOTS: Final = {"": "√", "3": "∛", "4": "∜"}
_STYLED: Final = (
    "hbox", "mathit", "mathnormal", "mathrm", "mbox", "text", "textbf", "textit", "textnormal", "textrm", "textsf",
    "texttt",
)  # fmt: skip


def command(reader: TexParser, name: str) -> Atom | None:
    """The atom of a command and its arguments, which are read; None if it shows nothing."""
    if make := _COMMANDS.get(name):
        return make(reader)
    if name in symbols.IGNORED:
        return None
    if name.rstrip("*") in symbols.FUNCTIONS:
        return atom("op", name)
    if name in symbols.ACCENTS:
        return _accented(reader, symbols.ACCENTS[name])
    if name in symbols.ALPHABETS:
        return _lettered(reader, symbols.ALPHABETS[name])
    return sign_atom(_known(symbols.symbol(name)))


def _known(sign: str | None) -> str:
    if sign is None or len(sign) > 1:
        raise Unreadable
    return sign


def _words(reader: TexParser) -> str:
    text = re.sub(r"\\([ &%#_{}$])|[{}]|~", lambda found: found[1] or " " * (found[0] == "~"), reader.text())
    if "\\" in text or "$" in text:
        raise Unreadable
    return re.sub(r"\s+", " ", text)


def _skip(reader: TexParser) -> None:
    reader.text()


def _one(reader: TexParser) -> Atom:
    inner = joined(reader.argument())
    if inner.tall:
        raise Unreadable
    return inner


def _fraction(reader: TexParser) -> Atom:
    over, under = reader.argument(), reader.argument()
    above, below = joined(over), joined(under)
    if above.tall or below.tall:
        raise Unreadable
    if vulgar := _VULGAR.get(f"{above.text}/{below.text}"):
        return atom("ord", vulgar)
    loose = _is_loose(above.text) or any(one.kind == "fraction" for one in over)
    top = f"({above.text})" if loose else above.text
    return atom("fraction", f"{top}/{below.text if _divides(below) else f'({below.text})'}")


def _is_loose(text: str) -> bool:
    """Tell whether there is a space in `text` outside of brackets."""
    depth = 0
    for char in text:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == " " and not depth:
            return True
    return False


def _divides(below: Atom) -> bool:
    """Tell whether `below` reads as one divisor without brackets: a number, a letter or a call, `∂x`."""
    name, bracket, rest = below.text.lstrip("∂√").partition("(")
    if bracket and (rest[-1:] != ")" or "(" in rest or ")" in rest[:-1]):
        return False
    if name.isdecimal():
        return not bracket
    return not name or (name[0].isalpha() and all(unicodedata.category(char) in _MARKS for char in name[1:]))


def _root(reader: TexParser) -> Atom:
    index = ""
    if reader.peek() == "[":
        reader.next()
        index = joined(reader.row({"]"}), tight=True).text
        reader.expect("]")
    atoms = reader.argument()
    inner = joined(atoms)
    if inner.tall or (index not in _ROOTS and not all(ord(char) in symbols.SUPERSCRIPTS for char in index)):
        raise Unreadable
    sign = _ROOTS.get(index) or index.translate(symbols.SUPERSCRIPTS) + "√"
    alone = len(atoms) == 1 and (len(inner.text) == 1 or inner.text.isdecimal())
    return atom("ord", sign + (inner.text if alone else f"({inner.text})"))


def _binomial(reader: TexParser) -> Atom:
    above, below = _one(reader), _one(reader)
    return atom("inner", f"({above.text} choose {below.text})")


def _accented(reader: TexParser, mark: str) -> Atom:
    inner = _one(reader)
    text = inner.text
    if mark in "\u0305\u0332" and " " not in text:
        return atom("ord", "".join(char + mark for char in text))
    if len(text) != 1:
        raise Unreadable
    plain = {"ı": "i", "ȷ": "j"}.get(text, text)
    return atom("ord", unicodedata.normalize("NFC", plain + mark))


def _lettered(reader: TexParser, alphabet: str) -> Atom:
    made = symbols.letters(_one(reader).text, alphabet)
    if made is None:
        raise Unreadable
    return atom("ord", made)


def _negated(reader: TexParser) -> Atom:
    inner = _one(reader)
    if len(inner.text) != 1:
        raise Unreadable
    return atom("rel", unicodedata.normalize("NFC", inner.text + "\u0338"))


def _tag(reader: TexParser) -> Atom:
    return atom("space", f"    ({_words(reader)})")


def _over(reader: TexParser) -> Atom:
    mark, base = _one(reader), _one(reader)
    return atom(base.kind, f"{base.text}^({mark.text})")


def _under(reader: TexParser) -> Atom:
    mark = _one(reader)
    atoms = reader.argument()
    base = joined(atoms)
    kind = atoms[0].kind if len(atoms) == 1 else base.kind
    return atom(kind, f"{base.text}_({mark.text})")


def _braced(sign: str) -> Callable[[TexParser], Atom]:
    return lambda reader: atom("ord", f"({_one(reader).text}){sign}")


def _arrow(sign: str) -> Callable[[TexParser], Atom]:
    return lambda reader: atom("rel", f"{sign}^({_one(reader).text})")


def _stacked(reader: TexParser) -> Atom:
    reader.expect("{")
    rows = [joined(reader.row({"\\\\", "}"})).text]
    while reader.peek() == "\\\\":
        reader.line_end()
        rows.append(joined(reader.row({"\\\\", "}"})).text)
    reader.expect("}")
    return atom("ord", ", ".join(rows))


def _between(reader: TexParser) -> Atom:
    left = _delimiter(reader)
    inner = joined(reader.row({"\\right"}))
    reader.expect("\\right")
    return enclosed(inner, left, _delimiter(reader))


def _delimiter(reader: TexParser) -> str:
    token = reader.next()
    sign = symbols.symbol(token[1:]) if token[0] == "\\" else {".": "", "<": "⟨", ">": "⟩"}.get(token, token)
    return sign if sign == "" else _known(sign)


_COMMANDS: Final[Mapping[str, Callable[[TexParser], Atom | None]]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(
        ("operatorname", "operatorname*", "mathop"), lambda reader: atom("op", _words(reader).strip())
    ),
    **dict.fromkeys(("label", "phantom", "hphantom", "vphantom", "vspace", "hspace"), _skip),
    **dict.fromkeys(("overset", "stackrel"), _over),
    **dict.fromkeys(_STYLED, lambda reader: atom("ord", _words(reader))),
    "sqrt": _root,
    "not": _negated,
    "pmod": lambda reader: atom("inner", f" (mod {_one(reader).text})"),
    "bmod": lambda _: atom("rel", "mod"),
    "tag": _tag,
    "tag*": _tag,
    "underset": _under,
    "underbrace": _braced("⏟"),
    "overbrace": _braced("⏞"),
    "xrightarrow": _arrow("→"),
    "xleftarrow": _arrow("←"),
    "substack": _stacked,
    "left": _between,
    "begin": environment,
    "boxed": lambda reader: atom("inner", f"[ {_one(reader).text} ]"),
}


LONGEST: Final = 4_000
"""Characters of a formula up to which it is read; a longer one is shown as TeX."""


@lru_cache(maxsize=512)
def readable(tex: str, *, display: bool = False) -> tuple[str, ...] | None:
    """The lines that show a formula: one, or several if it stands by itself (`display`).

    None if a command is not known, or has no counterpart in Unicode: only the TeX itself tells all then.
    """
    if len(tex) > LONGEST or not tex.replace("\n", "").replace("\t", "").isprintable():
        return None
    try:
        lines = TexParser(tex, command, flat=not display).whole()
    except Unreadable:
        return None
    return lines if any(lines) else None
