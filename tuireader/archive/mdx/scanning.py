"""A body of MDX → where its statements, expressions and tags are; code and formulas hold none.

What is not closed is text, as everything is while it is being written. Takes time in proportion to the text's length:
of what is not closed only so much is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.javascript import closing, skip_blanks
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 20_000
"""Characters of a statement, an expression or a tag."""
_SCAN_BUDGET: Final = 400_000
"""Characters that are looked through in vain."""

_MARK: Final = expression(
    r"(?P<fence>^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:(?P<ticks>`{3,})[^`\n]*|(?P<waves>~{3,})[^\n]*)$)"
    r"|(?P<code>`+)|(?P<escape>\\[^\n])|(?P<math>\$\$?)|(?P<brace>\{)|(?P<comment><!--)|(?P<tag><(?=[A-Za-z_$/>]))"
    r"|(?P<esm>^(?:import|export)(?=[ ]))",
    re.MULTILINE,
)
_NAME: Final = expression(r"</?\s*([A-Za-z_$][\w$-]*(?:\.[A-Za-z_$][\w$-]*)*(?::[\w$-]+)?)?(?=[\s/>{])")
_ATTRIBUTE: Final = expression(
    r"([A-Za-z_$@][\w$:.-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(?=(\{))))?", re.DOTALL
)
_INLINE_MATH: Final = expression(r"\$[^\s$](?:[^$\n]*[^\s$\\])?\$(?!\d)")
_IMPORT: Final = expression(r"import[ ]+(?:[\"'{*]|type[ ]|[\w$]+[ \t]*(?:,|[ \t]from\b|\n))")
_EXPORT: Final = expression(
    r"export[ ]+(?:const|let|var|function|class|default|async|type|interface|enum)(?![\w$])|export[ ]+[{*]"
)
_HEADING_ID: Final = expression(r"\{[#:.][^\s{}]")
_END_OF_CODE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag: its name, empty where it is a spread, and where it is.

    `value` is the text between its quotes or its braces, None where it has none; `braces` tells which.
    """

    name: str
    start: int
    end: int
    value: str | None = None
    braces: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body that is no text: `esm` are import and export statements, `expression` is in braces.

    A tag has a name, which is empty for a fragment's, and is `opening`, `closing` or `alone`.
    """

    kind: Literal["esm", "expression", "opening", "closing", "alone"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a body in order."""
    scan = _Scan(text)
    at = 0
    while mark := _MARK.search(text, at):
        found = scan.at(mark)
        if isinstance(found, Piece):
            yield found
            at = found.end
        else:
            at = found


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self._budget = _SCAN_BUDGET
        self._comment_end = 0
        """The end of the last HTML comment that was asked for; -1 if there are no more."""

    def at(self, mark: re.Match[str]) -> Piece | int:
        """Return the piece that begins at a mark, or where to look on."""
        start, end = mark.span()
        found: Piece | None = None
        if mark["fence"] is not None:
            return self._after_fence(mark)
        if mark["code"]:
            return self._after_code(start, end)
        if mark["math"]:
            return self._after_math(start, end)
        if mark["comment"]:
            if 0 <= self._comment_end < end:
                self._comment_end = self._text.find("-->", end)
            return max(self._comment_end, end)
        if mark["brace"]:
            found = self._expression(start)
        elif mark["tag"]:
            found = self._tag(start)
        elif mark["esm"]:
            found = self._statement(start)
        return found or end

    def _closing(self, start: int) -> int:
        """Return the offset after the bracket that closes the one at `start`, or -1."""
        if self._budget <= 0:
            return -1
        until = min(len(self._text), start + LONGEST)
        end = closing(self._text, start, until)
        if end < 0:
            self._budget -= until - start
        return end

    def _expression(self, start: int) -> Piece | None:
        if _HEADING_ID.match(self._text, start):
            return None
        end = self._closing(start)
        if end < 0 or self._is_begun(start, end):
            return None
        return Piece("expression", start, end)

    def _is_begun(self, start: int, end: int) -> bool:
        """Tell whether a comment ends only at the end of another one, paragraphs below: it is being written."""
        return (
            self._text.startswith("{/*", start)
            and self._text.find("\n\n", start, end) >= 0
            and self._text.find("{/*", start + 3, end) >= 0
        )

    def _tag(self, start: int) -> Piece | None:
        text = self._text
        if text.startswith("<>", start):
            return Piece("opening", start, start + 2)
        if text.startswith("</>", start):
            return Piece("closing", start, start + 3)
        name = _NAME.match(text, start)
        if name is None or name[1] is None or self._budget <= 0:
            return None
        at = name.end()
        found: list[Attribute] = []
        until = min(len(text), start + LONGEST)
        while at < until:
            at = skip_blanks(text, at)
            if text.startswith(("/>", ">"), at):
                end = at + (2 if text.startswith("/", at) else 1)
                closes = text.startswith("</", start)
                kind: Literal["opening", "closing", "alone"] = (
                    "closing" if closes else "alone" if end - at > 1 else "opening"
                )
                return Piece(kind, start, end, name[1], tuple(found))
            attribute = self._attribute(at)
            if attribute is None:
                break
            found.append(attribute)
            at = attribute.end
        self._budget -= LONGEST if text.startswith("/*", at) else at - start
        return None

    def _attribute(self, at: int) -> Attribute | None:
        text = self._text
        if text.startswith("{", at):
            end = self._closing(at)
            return None if end < 0 else Attribute("", at, end)
        match = _ATTRIBUTE.match(text, at, min(len(text), at + LONGEST))
        if match is None:
            return None
        if match[4]:
            end = self._closing(match.end())
            inner = text[match.end() + 1 : end - 1]
            return None if end < 0 else Attribute(match[1], at, end, inner, braces=True)
        value = match[2] if match[2] is not None else match[3]
        return Attribute(match[1], at, match.end(), value)

    def _statement(self, start: int) -> Piece | None:
        """Return an import or export statement: it begins no line within a paragraph."""
        text = self._text
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if start and text[above : start - 1].strip():
            return None
        end = start
        while True:
            if not (_IMPORT.match(text, end) or _EXPORT.match(text, end)):
                return Piece("esm", start, end) if end > start else None
            after = self._after_statement(end)
            if after < 0:
                return Piece("esm", start, end) if end > start else None
            end = after
            following = skip_blanks(text, end) if text.startswith(("\n//", "\n/*"), end) else end + 1
            if text.startswith(("import ", "export "), following):
                end = following

    def _after_statement(self, start: int) -> int:
        """Return the end of the line on which a statement ends; -1 where its brackets are not closed."""
        text = self._text
        whole = text.startswith("import", start)
        quoted = False
        at = looked = start
        while True:
            line_end = text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            bracket = _BRACKET.search(text, at, line_end)
            if bracket is None or bracket["comment"]:
                quoted = quoted or _QUOTED.search(text, looked, line_end) is not None
                looked = line_end
                done = (whole and quoted) or text.endswith((";", "}"), start, line_end)
                blank = not text[line_end + 1 : line_end + 200].partition("\n")[0].strip()
                if done or blank or text.startswith(("import ", "export "), line_end + 1):
                    return line_end
                at = line_end + 1
            elif bracket["text"]:
                at = bracket.end()
            else:
                at = self._closing(bracket.start())
                if at < 0:
                    return -1

    def _after_fence(self, mark: re.Match[str]) -> int:
        fence = mark["ticks"] or mark["waves"]
        close = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        found = close.search(self._text, mark.end())
        return found.end() if found else len(self._text)

    def _after_code(self, start: int, end: int) -> int:
        ticks = self._text[start:end]
        paragraph = self._text.find("\n\n", end, end + _END_OF_CODE)
        until = paragraph if paragraph >= 0 else min(len(self._text), end + _END_OF_CODE)
        at = end
        while (at := self._text.find(ticks, at, until)) >= 0:
            after = at + len(ticks)
            while self._text.startswith("`", after):
                after += 1
            if after - at == len(ticks):
                return after
            at = after
        return end

    def _after_math(self, start: int, end: int) -> int:
        if end - start > 1:
            close = self._text.find("$$", end, end + LONGEST)
            return close + 2 if close >= 0 else end
        found = _INLINE_MATH.match(self._text, start, start + 1_000)
        return found.end() if found else end


_QUOTED: Final = expression(r"'[^'\n]*'|\"[^\"\n]*\"")
_BRACKET: Final = expression(
    r"(?P<text>'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|\\.)|(?P<comment>//)|[{(\[`]"
)
