"""A piece of a body → how it reads: one line of plain text, its markup stripped roughly.

It costs a few passes over a short text, and is no parser: what only looks like markup goes too, what is nested deeply
may stay. A sign put before a character (`HERE`) stays before it, and goes only with markup that it stands in.
"""

from __future__ import annotations

import re
from typing import Final

HERE: Final = "\ufdd2"
"""Never in a file, and to be taken out of what `prose` returns by who put it in."""
_BREAK: Final = "\ufdd3"

# Of what opens and is not closed, the piece has been cut there.
_INSIDE: Final = re.compile(
    r"(?P<ticks>`{1,4})(?!`)(?P<code>.{1,400}?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--.{0,2000}?(?:-->|\Z)|<(script|style)\b.{0,2000}?(?:</\3>|\Z)"
    r"|<(?P<address>(?:https?:|mailto:)[^<>\s]+)>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]{0,1500}(?:>|\Z)"
    r"|\{%.{0,1000}?(?:%\}|\Z)|\{\{.{0,1000}?(?:\}\}|\Z)|\{[:#.][^{}\n]{1,300}\}"
    r"|\[\^[^\]\n]+\](?!:)",
    re.DOTALL | re.IGNORECASE,
)
_OPENS: Final = ("`", "<", "{", "[^")
_IN_A_LINE: Final = re.compile(
    r"a|abbr|b|bdi|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var",
    re.IGNORECASE,
)
_PLACE: Final = r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*(?:\)|\Z)|\[[^\[\]\n]*\])"
_LINK: Final = re.compile(rf"!?\[([^\[\]]{{0,400}}(?:\[[^\[\]\n]*\][^\[\]]{{0,400}})*)\]{_PLACE}")
_LOST: Final = re.compile(r"\]\([^()\n]*(?:\)|\Z)")
_WIKI: Final = re.compile(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_LINE: Final = re.compile(
    r"^ {0,3}(?:> {0,2})*(?:\[![A-Za-z]+\][+-]? ?|\[\^[^\]\n]+\]: ?)?"
    r"(?P<gone>(?:`{3,}|~{3,}|:::)[^\n]*|\[[^\]\n]+\]: ?\S[^\n]*|(?:[-*_=] ?){3,}$|\|? ?:?-+:? ?(?:\|[ :|-]*)?$)?"
    r"(?P<block>#{1,6}(?= )|[-*+](?: \[[ xX]\])?(?= )|[0-9]{1,9}[.)](?= )|\|(?=[^\n]*\| ?$)| ?$)?(?P<rest>[^\n]*)",
    re.MULTILINE,
)
_CELL: Final = re.compile(r" ?(?<!\\)\| ?")
_STRONG: Final = re.compile(r"(?<![0-9\\])\*\*+|\*\*+(?![0-9])|(?<!\\)~~")
_EMPHASIS: Final = re.compile(
    rf"(?<![\\*])\*(?=[^\s*])([^*\n{_BREAK}]{{1,300}}?)(?<=[^\s\\])\*"
    rf"|(?<![\\\w=])(_{{1,2}}|==)(?=[^\s_=])([^\n{_BREAK}]{{1,300}}?)(?<=[^\s\\_=])\2(?!\w)"
)
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#39|mdash|ndash|hellip|[lr][sd]quo);")
_ENTITIES: Final = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'", "mdash": "—", "ndash": "–",
    "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
}  # fmt: skip
_PARTED: Final = re.compile(rf" ?{_BREAK}[ {_BREAK}]*")
_ENDS: Final = frozenset(".!?:;,…·。！？：；、，")
_SPACE: Final = re.compile(r"\s+")
_GAP: Final = re.compile(r"[^\S\n]+")

# What stands in code is no markup: its signs are set aside.
_SIGNS: Final = "*_~=`[]()|\\&>#!"
_SET_ASIDE: Final = {ord(sign): 0xFDDF + place for place, sign in enumerate(_SIGNS)}
_SET_BACK: Final = {aside: chr(sign) for sign, aside in _SET_ASIDE.items()}


def prose(markdown: str) -> str:
    """Return a short piece of Markdown as one line of plain text; blocks that end in no sign are parted by `·`."""
    text = _GAP.sub(" ", markdown)
    if any(sign in text for sign in _OPENS):
        text = _INSIDE.sub(_instead, text)
    if "[" in text:
        text = _WIKI.sub(r"\1", text)
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    if "](" in text:
        text = _LOST.sub("", text)
    text = _LINE.sub(_line, text)
    if "*" in text or "~~" in text:
        text = _STRONG.sub("", text)
    if "*" in text or "_" in text or "==" in text:
        text = _EMPHASIS.sub(r"\1\3", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: _ENTITIES[found[1]], text)
    text = _joined(text)
    return text.translate(_SET_BACK) if "`" in markdown or "<" in markdown else text


def in_one_line(text: str) -> str:
    """Return the text as it is, its spaces and line ends made one space each."""
    return _SPACE.sub(" ", text).strip()


def _instead(found: re.Match[str]) -> str:
    if found["code"]:
        return found["code"].strip(" ").translate(_SET_ASIDE)
    if found["address"]:
        return found["address"].translate(_SET_ASIDE)
    return "" if _IN_A_LINE.fullmatch(found["tag"] or "") else " "


def _line(found: re.Match[str]) -> str:
    """A line without what makes it a quote, an item, a heading or a row of a table, parted from what it is not."""
    gone, block, rest = found["gone"], found["block"], found["rest"]
    if gone:
        return _BREAK
    if block is None:
        return rest
    if block.startswith("#"):
        return f"{_BREAK}{rest.rstrip('# ')}{_BREAK}"
    return _BREAK + (_CELL.sub(_BREAK, rest) if block == "|" else rest)


def _joined(text: str) -> str:
    parts: list[str] = []
    for part in _PARTED.split(in_one_line(text)):
        if part and parts:
            parts.append(" " if parts[-1][-1] in _ENDS else " · ")
        if part:
            parts.append(part)
    return "".join(parts)
