"""The first words of a post as plain text, and how many words it has."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Final

from tuireader.archive.text import neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LENGTH: Final = 300
"""Characters of an excerpt, at most."""

_WINDOW: Final = 6000
_CHUNK: Final = 1 << 18
_CJK: Final = "\u3005\u3008\u3040\u3100\u3400\ua000\uf900\ufb00\U00020000\U00040000"
"""The first character of each range, and the one after its last: a pattern would take milliseconds to compile."""

_HIDDEN: Final = expression(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|\{%-?\s*comment.*?endcomment\s*-?%\}"
    r"|\{\{[<%]\s*comment\s*[>%]\}\}.*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}|\{#(?![\w-]+\}).*?#\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|^ {0,3}(?:`{3,}|~{3,})[^\n]*$|^ {0,3}\[[^\]\n]+\]:[^\n]*$|\{:[^}\n]*\}|^ {0,3}[-*_=][-*_= ]{2,}$"
    r"|^\|?[ :|-]+\|[ :|-]*$|\[\^[^\]\n]+\]:?",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_POST_LINK: Final = expression(
    r"\{%-?\s*(?:post|asset)_link\s+(?:[^\s%]+\s+(?=[^\s%]))?([^%\n]{1,300}?)\s*-?%\}"
)
_ROW: Final = expression(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_LINK: Final = expression(
    r"!?\[((?:[^\[\]\n]|\[[^\]\n]*\])*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
)
_IMAGE: Final = expression(r"!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
_MARKS: Final = expression(
    r"^[ \t]*(?:#{1,6}(?=\s)|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+)"
    r"|</?[A-Za-z][^<>]*>|(?<!\\)[*`]+|~~"
    r"|(?<!\w)_+(?=\w)|(?<=[\w.,!?])_+(?!\w)",
    re.MULTILINE,
)
_TAG: Final = expression(r"</?[A-Za-z][^<>]*>")
_PAIRED: Final = expression(
    r"(?<![\\*])(\*{1,3})(?=[^\s*])((?:(?!\s\1[^\s*]).){1,500}?)(?<=[^\s*\\])\1(?!\*)"
    r"|(?<![\w\\])(_{1,3})(?=[^\s_])((?:(?!\s\3[^\s_]).){1,500}?)(?<=[^\s\\])\3(?!\w)|~~(?=\S)(.{1,500}?)(?<=\S)~~"
)
_CODE: Final = expression(r"(?<![\\`])(`{1,5})(?!`)(.{1,500}?)(?<!`)\1(?!`)")
_CODE_THERE: Final = "\x01"
_AUTOLINK: Final = expression(r"<(https?://[^<>\s]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,250})>")
_ENTITY: Final = expression(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_ESCAPE: Final = expression(r"\\([!-/:-@\[-`{-~])")


_CERTAIN: Final = 600
"""Characters of Markdown that most often give an excerpt."""
_SPANNING: Final = expression("[<{]")
"""With which everything begins that is taken out across lines."""
_HIDDEN_BEGINS: Final = expression(r"[<{`~|\[]|(?:\A|\n) {0,3}[-*_=]")


def plain(markdown: str) -> str:
    """Return Markdown as one line of plain text of at most 300 characters, its markup stripped roughly."""
    text = markdown[:_WINDOW]
    if "_link" in text:
        text = _POST_LINK.sub(r"\1", text)
    # Each line says the same whatever follows it, unless something that spans lines begins in it.
    end = text.find("\n", _CERTAIN) if len(text) > _CERTAIN else -1
    if end >= 0 and not _SPANNING.search(text, 0, end):
        found = _stripped(text[:end])
        if len(found) > LENGTH:
            return shortened(found)
    return shortened(_stripped(text))


def plain_line(markdown: str) -> str:
    """Return the Markdown of a heading as plain text: what marks a list or a quote elsewhere is text in it."""
    codes = (match[2].strip() for match in _CODE.finditer(markdown))
    text = _stripped(_CODE.sub(_CODE_THERE, markdown), _unmarked_line)
    return shortened(re.sub(_CODE_THERE, lambda _: next(codes, ""), text))


def _unmarked_line(text: str) -> str:
    """Return a line without its tags, and without signs of emphasis that have another to close it."""
    text = _TAG.sub("", text)
    for _ in range(3):
        text = _PAIRED.sub(lambda match: match[2] or match[4] or match[5], text)
    return text


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text)


def _stripped(text: str, unmarked: Callable[[str], str] = _unmarked) -> str:
    if _HIDDEN_BEGINS.search(text):
        if "<http" in text or "@" in text:
            text = _AUTOLINK.sub(r"\1", text)
        text = _HIDDEN.sub(" ", text)
        if "|" in text:
            text = _ROW.sub(_cells, text)
        if "[" in text:
            text = _LINK.sub(r"\1", _IMAGE.sub(" ", text))
    text = unmarked(text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: neutralise(unescape(match[0])), text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def _cells(row: re.Match[str]) -> str:
    return " ".join(row[0].replace("\\|", "\0").split("|")).replace("\0", "|")


def shortened(text: str) -> str:
    """Return at most 300 characters of the text, cut between words, with an ellipsis where it was cut."""
    text = " ".join(text[: LENGTH * 4].split())
    if len(text) <= LENGTH:
        return text
    head, _, _ = text[:LENGTH].rpartition(" ")
    return (head if len(head) > LENGTH // 2 else text[: LENGTH - 1]) + "…"


_IDEOGRAPH: Final = (
    "[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
)


def first_words(text: str, most: int, suffix: str) -> str:
    """Return at most so many words of a text as Pelican counts them, with the suffix where it was cut.

    An ideograph and a kana is a word each, and so is all with a letter or a digit first (Pelican 4.12, utils.py).
    """
    if most <= 0:
        return ""
    word = next(islice(re.finditer(rf"{_IDEOGRAPH}|\w[\w'-]*", text), most - 1, None), None)
    return shortened(text if word is None else f"{text[: word.end()]} {suffix}".rstrip())


def first_paragraphs(body: str, most: str) -> str:
    """Return the beginning of a body with at most `most` paragraphs; headings do not count."""
    if not most.isdecimal():
        return body
    blocks = (block for block in re.split(r"\n[ \t]*\n", body[:_WINDOW]) if block.strip())
    return "\n\n".join(islice((block for block in blocks if not block.lstrip().startswith("#")), int(most)))


def said_or_lead(said: str | None, body: str, separator: str = "") -> str:
    """Return the excerpt that a post's front matter says, as plain text, else the body's."""
    return shortened(plain(said)) if said else lead(body, separator)


def lead(body: str, separator: str) -> str:
    """Return the excerpt of a body: the text before the separator, or the next part if that is empty."""
    head = body[:_WINDOW].lstrip()
    first, found, rest = head.partition(separator) if separator else (head, "", "")
    text = plain(first)
    while not text and found:
        first, found, rest = rest.partition(separator)
        text = plain(first)
    return text


def count_words(body: str) -> int:
    """Return the number of words: what is between blanks and has a letter or a digit.

    Each Chinese or Japanese character counts as one.
    """
    if len(body) <= _CHUNK:
        return _count(body)
    return sum(_count(body[start : start + _CHUNK]) for start in range(0, len(body), _CHUNK))


_ASCII: Final = bytes(range(0x80))
_BLANK_OR_NOT: Final = bytes(0x20 if chr(code).isspace() and code < 0x80 else 0x78 for code in range(0x100))
"""Of each byte of UTF-8 a blank or an x: what is beyond ASCII is taken for a letter."""
_SIGNS: Final = bytes(code for code in range(0x80) if not (chr(code).isalnum() or chr(code).isspace()))
_MOST: Final = 40
"""Different characters beyond ASCII up to which they are replaced one after the other."""


def _count(text: str) -> int:
    raw, characters = text.encode("utf-8", "surrogatepass"), 0
    if len(raw) != len(text):
        others = raw.translate(None, _ASCII).decode("utf-8", "surrogatepass")
        beyond = set(others)
        if max(beyond) >= _CJK[0]:
            words = [one for one in beyond if bisect(_CJK, one) % 2]
            characters = sum(map(Counter(others).__getitem__, words))
            if len(words) > _MOST:
                raw = text.translate(dict.fromkeys(map(ord, words), " ")).encode("utf-8", "surrogatepass")
            else:
                raw = _replaced(raw, words, b" ")
            beyond.difference_update(words)
        signs = [one for one in beyond if not one.isalnum()]
        if len(signs) > _MOST or any(map(str.isspace, signs)):
            return characters + _count_apart(raw.decode("utf-8", "surrogatepass"))
        raw = _replaced(raw, signs, b"")
    # To count where words begin takes less than half the time that their parting takes.
    shape = raw.translate(_BLANK_OR_NOT, _SIGNS)
    return characters + shape.count(b" x") + shape.startswith(b"x")


def _replaced(raw: bytes, characters: Iterable[str], by: bytes) -> bytes:
    """A text in UTF-8 with other bytes in the place of some characters."""
    for one in characters:
        raw = raw.replace(one.encode("utf-8", "surrogatepass"), by)
    return raw


def _count_apart(text: str) -> int:
    return len(re.findall(r"[^\W_]\S*", text))
