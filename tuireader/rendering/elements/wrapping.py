"""The places where text may be broken into lines.

At spaces, after an em dash, and between Chinese and Japanese characters (with the usual rules of which may
not begin or end a line); within a word only where it alone is wider than the line. A grapheme cluster is
never split.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import split_graphemes

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NARROW: Final = expression("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2500-\u25fc]*")
"""Text of characters that each take one cell."""

_CJK: Final = (
    "\u2e80\u3100\u3105\u3130\u3190\ua4d0\uf900\ufb00\ufe30\ufe50\uff01\uffa0\uffe0\uffe7"
    "\U0001b000\U0001b300\U00020000\U00040000"
)
"""The first character of each range, and the one after its last: a pattern would take milliseconds to compile."""
_FLAG_OR_CONJUNCT: Final = expression("[\U0001f1e6-\U0001f1ff]{2}|[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]")
_NO_START: Final = frozenset(
    "、。，．・：；！？‼⁇⁈⁉゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】｠〙〗»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "–…‥〜～゠％‰℃°′″¢,.:;!?)]}%｡､･ｰ｣"
)
_NO_END: Final = frozenset("‘“（〔［｛〈《「『【｟〘〖«([{｢＄￥￡#＃")


class LineSpan(NamedTuple):
    """A line: characters `start` to `end`.

    `joins` says that it goes on the line before it, `glued` that nothing was dropped between the two.
    """

    start: int
    end: int
    joins: bool
    glued: bool


def is_cjk(character: str) -> bool:
    """Tell whether lines may break beside a character, and are joined there without a space."""
    return bisect(_CJK, character) % 2 > 0


def graphemes(text: str) -> Sequence[tuple[int, int, int]]:
    """The grapheme clusters of `text`: start, end and cells of each.

    Rich's, with the two of a flag and the consonants of an Indic conjunct kept together (UAX 29, GB9c and GB12).
    """
    clusters, _ = split_graphemes(text)
    if not _FLAG_OR_CONJUNCT.search(text):
        return clusters
    merged: list[tuple[int, int, int]] = []
    for start, end, cells in clusters:
        flag = bool(merged) and _FLAG_OR_CONJUNCT.fullmatch(text, merged[-1][0], end)
        if flag or (merged and text[start].isalpha() and _FLAG_OR_CONJUNCT.fullmatch(text, start - 1, start)):
            merged[-1] = (merged[-1][0], end, merged[-1][2] + cells)
        else:
            merged.append((start, end, cells))
    return merged


def spans(text: str, width: int, first: int) -> Iterator[LineSpan]:
    """The lines of `text`, at most `width` cells each, the first `first`; line feeds end lines.

    Only a character that alone is wider than a line exceeds it.
    """
    start, width, first = 0, max(width, 1), max(first, 1)
    for piece in text.split("\n"):
        end = start + len(piece)
        fits = len(piece) <= first and NARROW.fullmatch(piece)
        if fits:
            yield LineSpan(start, start + len(piece.rstrip(" ")), joins=False, glued=False)
        elif NARROW.fullmatch(piece):
            yield from _narrow(text, start, end, width, first)
        else:
            yield from _wide(piece, start, width, first)
        start, first = end + 1, width


def longest(text: str) -> int:
    """The cells of the widest part of `text` that cannot be broken."""
    if NARROW.fullmatch(text.replace("\n", " ")):
        return max(map(len, text.split()), default=0)
    widest = 0
    for piece in text.split("\n"):
        width = 0
        before = " "
        for start, end, cells in graphemes(piece):
            cluster = piece[start:end]
            if cluster == " ":
                width = 0
            else:
                width = cells if _breaks(before, cluster) else width + cells
                widest = max(widest, width)
            before = cluster
    return widest


def _narrow(text: str, start: int, end: int, width: int, first: int) -> Iterator[LineSpan]:
    """Lines of text whose characters each take one cell: found by searching backwards from the edge."""
    joins = glued = False
    room = first
    while end - start > room:
        edge = start + room
        space = text.rfind(" ", start, edge + 1)
        dash = text.rfind("—", start, edge) + 1
        if max(space, dash) <= start:
            following = cut = edge
        elif space >= dash:
            following = space + 1
            cut = space
        else:
            following = cut = dash
        line = text[start:cut]
        yield LineSpan(start, start + len(line.rstrip(" ")), joins, glued)
        glued = following == cut
        while following < end and text[following] == " ":
            following, glued = following + 1, False
        start, joins, room = following, True, width
    if start < end or not joins:
        yield LineSpan(start, start + len(text[start:end].rstrip(" ")), joins, glued)


def _wide(piece: str, offset: int, width: int, first: int) -> Iterator[LineSpan]:
    """Lines of any text, grapheme by grapheme."""
    joins = glued = False
    room, used, start = first, 0, 0
    cut = following = (
        at
    ) = -1  # the last place to break: the line's end, the next one's start, cells up to there
    before, spaces = "", False
    for begin, end, cells in graphemes(piece):
        cluster = piece[begin:end]
        if cluster == " ":
            if not spaces:
                cut = begin
            following, at, spaces = end, used + cells, True
        else:
            if not spaces and before and _breaks(before, cluster):
                cut, following, at = begin, begin, used
            spaces = False
            while used + cells > room and used and begin > start:
                if cut < start or following <= start:
                    cut, following, at = begin, begin, used
                yield LineSpan(offset + start, offset + max(cut, start), joins, glued)
                joins, glued, room = True, following == cut, width
                start, used, cut = following, used - at, -1
        used += cells
        before = cluster
    ended = offset + start + len(piece[start:].rstrip(" "))
    if not joins or ended > offset + start:
        yield LineSpan(offset + start, ended, joins, glued)


def _breaks(before: str, after: str) -> bool:
    """Tell whether a line may end between two graphemes, neither of them a space."""
    if before[0] == "—" and after[0] != "—":
        return after[0] not in _NO_START
    if not (is_cjk(before[0]) or is_cjk(after[0])):
        return False
    if "\xa0" in (before[0], after[0]):
        return False
    return after[0] not in _NO_START and before[0] not in _NO_END
