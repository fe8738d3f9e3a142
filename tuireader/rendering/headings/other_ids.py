"""The ids that a heading would get from other versions, settings or plugins of its engine.

A link is written against the site as it was built, by a version that nobody names here. So where no heading has the
id that a link asks for, these are compared too: to call such a link broken would be worse than to miss one that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize
from urllib.parse import unquote

from tuireader.rendering.headings.heading_ids import heading_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuireader.rendering.headings.heading_ids import Ids

_IMAGE: Final = re.compile(r"!\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])?")
_LINK: Final = re.compile(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS: Final = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")
_NOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]")
_OWN: Final = re.compile(r"[ \t]+\{[#:][^{}]*\}[ \t]*\Z")
_AROUND: Final = re.compile(r"\A[ \t>]*#{1,6}[ \t]+|[ \t]+#+[ \t]*\Z")
_COUNT: Final = re.compile(r"[-_]\d{1,3}\Z")
_BLANKS: Final = re.compile(r"\s+")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_RUN: Final = re.compile("-{2,}")


def fits(anchor: str, title: str, source: str, ids: Ids) -> bool:
    """Tell whether a heading, by its plain title and the line that it is written on, may have that id."""
    wanted = {anchor, unquote(anchor)}
    return any(other in wanted for other in _other_ids(title, source, ids) if other)


def counted(anchor: str) -> tuple[str, int]:
    """Return an id without the number that tells headings of the same text apart, and that number; 0 without one."""
    count = _COUNT.search(anchor)
    return (anchor[: count.start()], int(count[0][1:])) if count else (anchor, 0)


def _other_ids(title: str, source: str, ids: Ids) -> Iterator[str]:
    for text in dict.fromkeys((title, *_texts(_AROUND.sub("", source)))):
        yield heading_id(text, ids)
        for rule in _RULES.get(ids, ()):
            yield rule(text)


def _texts(raw: str) -> Iterator[str]:
    """Yield what may count as the text of a heading: with and without its marks, the names of pictures and notes."""
    written = _OWN.sub("", raw)
    yield raw
    yield written
    for images in (r"\1", ""):
        plain = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub(images, _NOTE.sub("", written))))
        yield plain
        yield _MARKS.sub("", plain)
        yield _MARKS.sub("", plain).strip()


def _with_dashes(text: str) -> str:
    """kramdown: a dash in a code span is no typographic one, and stays."""
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-").lower()


def _blackfriday(text: str) -> str:
    """Hugo, `autoHeadingIDType = "blackfriday"`: all that is no letter or digit is one hyphen."""
    return _NOT_WORD.sub("-", text).strip("-").lower()


def _ascii(text: str) -> str:
    """Hugo, `autoHeadingIDType = "github-ascii"`: accents and other scripts are left out."""
    return heading_id(normalize("NFD", text).encode("ascii", "ignore").decode(), "hugo")


def _short_dashes(text: str) -> str:
    """Hugo from 0.132 on makes ids of the text, in which dashes are typographic by then: `--` and `---` go."""
    return heading_id(_RUN.sub("", text), "hugo")


def _whole(text: str) -> str:
    """markdown-it-anchor, `index.js`, unless another rule is set: only blanks are replaced."""
    return _BLANKS.sub("-", text.strip().lower())


def _latin(text: str) -> str:
    """hexo-util, `slugize`, which transliterates in renderers: letters without their accents."""
    return heading_id(normalize("NFD", text).encode("ascii", "ignore").decode(), "hexo")


def _kramdown(text: str) -> str:
    return heading_id(text, "kramdown")


_RULES: Final[dict[str, tuple[Callable[[str], str], ...]]] = {
    "kramdown-gfm": (_with_dashes, _kramdown),
    "kramdown": (_with_dashes,),
    "hugo": (_blackfriday, _ascii, _short_dashes),
    "github": (_whole,),
    "hexo": (_latin, _whole),
}
