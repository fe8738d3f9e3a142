"""The words after the mark of a fence: the language, a title, and which lines are numbered or marked.

There is no common notation, so the usual ones are all understood: GitHub's and Docusaurus's `js {1,3} title="x"`,
Hugo's `go {linenos=table, hl_lines=[2,"5-7"]}`, Zola's `rust,linenos,hl_lines=2-3`, MkDocs' `py linenums="1"`,
pandoc's `{.python .numberLines startFrom="5"}`, Hexo's `js app.js mark:1,3`, Eleventy's `js/1,3` (which counts from 0),
VitePress's `js:line-numbers`, Qiita's `ruby:app.rb`, HackMD's `python=101`, and Jekyll's `linenos mark_lines="1 3"`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_INFO: Final = 1_000
"""Characters of an info string that are read."""
_LANGUAGE: Final = expression(
    r"(?!\{[\d,\s-]+\})[\s{]*(?:lang(?:uage)?\s*[-:]\s*)?(=?(?:[^\s,{}=:\"'/()]|/(?!\d))+)"
)
_PIECE: Final = expression(
    r"[{(](?P<marks>[\d,\s-]+)[})]"
    r"|/(?P<counted>\d[\d,-]*)"
    r"|(?P<key>[#.]?[\w-]+) ?[=:] ?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|[\[{](?P<list>[^\]}]*)[\]}]|(?P<bare>[^\s{},]+(?:[ ,]\d[\d-]*(?![\w.]))*))"
    r"|(?P<word>[^\s,{}=:]+)"
)
_RANGE: Final = expression(r"(\d{1,9})(?:\s?(?:-|\.\.)\s?(\d{1,9}))?")
_SPEAKS: Final = expression(
    r":{2,3}(?P<language>[\w+#-]+)(?P<rest>[^\n]{0,200})(?:\n|\Z)|#!(?P<numbered>[\w+#-]+)[ \t]*\n"
)

_NUMBERED: Final = frozenset(
    {"linenos", "linenums", "showlinenumbers", "numberlines", "linenumbers", "linenumber"}
)
_STARTS: Final = frozenset({"linenostart", "startline", "startfrom", "firstline", "firstnumber", "linestart"})
_MARKED: Final = frozenset(
    {"hllines", "marklines", "highlight", "highlightlines", "emphasizelines", "marked"}
)
_TITLES: Final = frozenset({"title", "filename", "file", "name", "caption", "label"})
_OFF: Final = frozenset({"false", "no", "off", "0"})
_DIAGRAMS: Final = frozenset(
    {
        "actdiag", "blockdiag", "bob", "bpmn", "bytefield", "d2", "ditaa", "dot", "echarts", "erd",
        "excalidraw", "flow", "flowchart", "graphviz", "markmap", "mermaid", "nomnoml", "nwdiag", "pikchr",
        "plantuml", "puml", "seqdiag", "sequence", "structurizr", "svgbob", "tikz", "uml", "vega", "vega-lite",
        "vegalite", "wavedrom", "wireviz",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """The options of a block of code.

    Its lines are numbered from `first` on if it is `numbered`. `marked` are ranges of lines, both ends included,
    counted from 1 whatever the first number is.
    """

    language: str = ""
    title: str = ""
    numbered: bool = False
    first: int = 1
    marked: tuple[tuple[int, int], ...] = ()

    @property
    def label(self) -> str:
        """The label above the code."""
        language = f"{self.language} diagram" if self.language.lower() in _DIAGRAMS else self.language
        return " · ".join(part for part in (language, self.title) if part)

    def is_marked(self, line: int) -> bool:
        """Tell whether a line, the first being 1, is marked."""
        return any(first <= line <= last for first, last in self.marked)


def code_options(info: str) -> CodeOptions:
    """The options of an info string, which is decoded and on one line."""
    info = info[:_MAX_INFO].strip()
    if info.replace("-", "").isalnum():
        return CodeOptions(_plain(info))
    found = _LANGUAGE.match(info)
    language, rest = "", info
    if found and not _is_option(found[1], info[found.end() :]):
        language, rest = found[1], info[found.end() :]
    braced = info.startswith("{")
    if braced and language.startswith((".", "#")):
        language, rest = "", info
    gathered = _Gathered(language.removeprefix("=") if language[1:] else language, braced=braced)
    if numbers := re.match(r"=(\d{0,9})(?=\s|$)", rest):
        gathered.option("linenos", numbers[1] or "true")
        rest = rest[numbers.end() :]
    elif rest.startswith(":"):
        rest = rest[1:].lstrip()
    for piece in _PIECE.finditer(rest):
        gathered.take(piece)
    return gathered.options()


def spoken_options(code: str) -> tuple[CodeOptions, int]:
    """The options in the first line of indented code, as Pelican has them, and the lines that they take (0 or 1).

    `:::python` names the language, and `#!python` asks for numbers as well.
    """
    found = _SPEAKS.match(code)
    if not found:
        return CodeOptions(), 0
    if found["numbered"]:
        return CodeOptions(found["numbered"], numbered=True), 1
    return code_options(found["language"] + found["rest"]), 1


def _plain(language: str) -> str:
    for prefix in ("language-", "lang-"):
        if language.startswith(prefix):
            return language[len(prefix) :]
    return language


def _key(name: str) -> str:
    return name.lower().lstrip(".#").replace("-", "").replace("_", "")


def _is_option(word: str, rest: str) -> bool:
    """Tell whether the first word is an option and not a language."""
    key = _key(word)
    if key in _NUMBERED:
        return True
    return rest.lstrip()[:1] in {"=", ":"} and key in _STARTS | _MARKED | _TITLES


def ranges(text: str) -> Iterator[tuple[int, int]]:
    """The ranges that a text names: `2 5-7`, `1,3..4`."""
    for found in _RANGE.finditer(text):
        first = int(found[1])
        yield first, max(int(found[2] or first), first)


class _Gathered:
    """The options met so far."""

    def __init__(self, language: str, *, braced: bool) -> None:
        self._language = language
        self._braced = braced  # classes and an id may be among the options, as pandoc writes them
        self._words: list[str] = []
        self._title = ""
        self._numbered: bool | None = None
        self._first: int | None = None
        self._marked: list[tuple[int, int]] = []
        self._absolute = False

    def take(self, piece: re.Match[str]) -> None:
        if piece["marks"] is not None:
            self._marked.extend(ranges(piece["marks"]))
        elif piece["counted"] is not None:
            self._marked.extend((first + 1, last + 1) for first, last in ranges(piece["counted"]))
        elif piece["key"] is not None:
            values = (piece["double"], piece["single"], piece["list"], piece["bare"])
            self.option(piece["key"], next(value for value in values if value is not None))
        else:
            self._word(piece["word"])

    def option(self, name: str, value: str) -> None:
        """Take an option with a value; one that is not known is left out."""
        key, value = _key(name), value.strip(" ,")
        if key in _NUMBERED:
            self._numbered = value.lower() not in _OFF
            number = value.split(" ")[0]
            if number.isdecimal() and int(number) > 1:
                self._first = int(number)
        elif key in _STARTS:
            number = value.strip("\"'")
            self._first = int(number) if number.isdecimal() and len(number) < 10 else self._first
        elif key in _MARKED:
            self._marked.extend(ranges(value))
        elif key == "mark":
            self._marked.extend(ranges(value))
            self._absolute = True
        elif key in _TITLES and value:
            self._title = value

    def _word(self, word: str) -> None:
        key = _key(word)
        if key in _NUMBERED:
            self._numbered = True
        elif key in {f"no{name}" for name in _NUMBERED}:
            self._numbered = False
        elif self._braced and word[0] in ".#":
            self._language = self._language or word[1:] * (word[0] == ".")
        else:
            self._words.append(word.strip("\"'()[]"))

    def options(self) -> CodeOptions:
        """All options; other words are a title."""
        marked = tuple(self._marked)
        first = self._first or 1
        if self._absolute:
            marked = tuple((low - first + 1, high - first + 1) for low, high in marked)
        numbered = self._numbered if self._numbered is not None else self._first is not None
        return CodeOptions(
            self._language, self._title or " ".join(filter(None, self._words)), numbered, first, marked
        )
