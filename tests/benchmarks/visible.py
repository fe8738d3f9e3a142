"""The words that a browser would show of HTML, and the words of any text, so that both can be compared.

A word is a run of letters and digits. Texts are compared as they read, not as they are encoded: compatibility forms
are undone (`½` is `1`, `2`), accents and case left out, raised and lowered characters are words of their own, as are
Chinese and Japanese characters, between which lines may break anywhere. Quotes, dashes, dots and signs are no words,
so that typography costs nothing; numbers that a list adds do no harm, for only what is missing counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Final

from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_WORD: Final = re.compile(r"[^\W_]+")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_CJK: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")
_NOT_IN_HTML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_UNSEEN: Final = frozenset(
    re.findall(
        r"\w+",
        "script style template head title noscript rp datalist param source track object video audio canvas iframe"
        " noembed noframes",
    )
)
"""Elements whose content a browser that can do all it should does not show."""
_INLINE: Final = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rt s samp small"
        " span strike strong time tt u var wbr",
    )
)
"""Elements that do not part words; `sup` and `sub` do, for they may be drawn as signs of their own."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def words(text: str) -> Counter[str]:
    """The words of a text, each with how often it occurs."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda match: _as_read(match[0]), text)
        text = text.replace("\x03\x02", "")  # what is raised together is one word
    return Counter(_WORD.findall(text.casefold()))


@cache
def _as_read(character: str) -> str:
    if _CJK.match(character):
        return f" {character} "
    form = unicodedata.decomposition(character)
    plain = "".join(
        one
        for one in unicodedata.normalize("NFKD", character)
        if unicodedata.category(one) not in {"Mn", "Mc", "Me", "Cf"}
    )
    return f"\x02{plain}\x03" if form.startswith(("<super>", "<sub>")) else plain


def visible_text(html: str) -> str:
    """What a browser shows of HTML, `alt` for an image; a break between blocks is a line feed."""
    html = _NOT_IN_HTML.sub("\ufffd", html)
    parser = lxml_html.HTMLParser(huge_tree=True)
    root = lxml_html.document_fromstring(f"<html><body><br>{html}", parser=parser)
    return "".join(_pieces(root))


def _pieces(root: HtmlElement) -> Iterator[str]:
    """The text of an element, without recursion: HTML may be nested very deeply."""
    waiting: list[HtmlElement | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        edge = "" if one.tag in _INLINE else "\n"
        waiting.append(edge + (one.tail or "") if one is not root else edge)
        if not isinstance(one.tag, str) or one.tag in _UNSEEN or _hidden(dict(one.attrib)):
            continue
        waiting.extend(reversed(one))
        waiting.append(one.text or "")
        yield edge + (str(one.attrib.get("alt", "")) if one.tag == "img" else "")


def _hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


_MARKUP: Final[Mapping[str, re.Pattern[str]]] = {
    "Liquid or shortcode": re.compile(
        r"\{%-?\s*comment\b.*?endcomment\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL
    ),
    "address with Liquid": re.compile(
        r"^ *\[[^\]\n]+\]:[^\n]*\{[{%].*$|\]\([^)\n]*\{[{%][^\n]*?[%}]\}[^)\n]*\)", re.MULTILINE
    ),
    "diagram": re.compile(
        r"^ *(```|~~~) *\{?\.?mermaid\b.*?^ *\1|<(div|pre)[^<>]*\bmermaid\b.*?</\2>", re.DOTALL | re.MULTILINE
    ),
    "math": re.compile(r"\$\$.*?\$\$|\\\(.*?\\\)|\\\[.*?\\\]|\$[^$\n]+\$", re.DOTALL),
    "attributes": re.compile(r"\{\s*[:#.][^}\n]*\}|^\W*toc\b.*\n\{:", re.MULTILINE | re.IGNORECASE),
    "comment": re.compile(r"<!--.*?-->|%%.*?%%|\{::comment\}.*?\{:/\w*\}", re.DOTALL),
    "footnote's label": re.compile(r"\[\^[^\]\n]+\]"),
    "mark of an alert": re.compile(r"\[![\w|-]+\]|^ *(?:!!!|\?\?\?\+?|:::).*$", re.MULTILINE),
    "mark of a task": re.compile(r"\[[ xX]\]"),
    "emoji code": re.compile(r":[\w+-]+:"),
    "link between notes": re.compile(r"!?\[\[[^\]\n]*\]\]|(?<=\s)\^[\w-]+$", re.MULTILINE),
    "abbreviation": re.compile(r"^\*\[[^\]\n]+\]:.*$", re.MULTILINE),
    "entity": re.compile(r"&#?\w+;"),
}
"""What an engine turns into something else than the words that are written there."""


def of_markup(body: str, lost: Counter[str]) -> Iterator[tuple[str, Counter[str]]]:
    """Which of the words that were lost stand in markup of an engine's own, and in which."""
    left = Counter(lost)
    for name, pattern in _MARKUP.items():
        inside = words(unescape("\n".join(match[0] for match in pattern.finditer(body))))
        if found := left & inside:
            left -= found
            yield name, found
