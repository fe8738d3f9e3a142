"""Text for the index: stored, searched and shown.

The index receives ready tokens: its tokenizer (SQLite's `ascii`) splits at ASCII characters that are neither letters
nor digits, ignores the case of ASCII, and takes every other character for a letter. So letters beyond ASCII are
handled here, by the rules of `catalog.query.words`, equally for texts and queries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.catalog.query.words import EAST, INDIC, LETTER, SOUTH_EAST, search_form
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tuireader.catalog.query.words import Words


class Alignment:
    """A text beside its folded form, `form`; for a line or two, as it costs more than folding."""

    def __init__(self, text: str) -> None:
        self.form = folded(text)
        self._pieces = list(_pieces(text))
        self._starts = [piece[0] for piece in self._pieces]

    def own(self, place: int) -> int:
        """The offset in the text; within characters folded as a whole, their beginning.

        Accents, which are missing in the form, belong to the character before them.
        """
        start, own, even = self._pieces[bisect_right(self._starts, place) - 1]
        return own + place - start if even else own


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the beginning of each piece in the form and in the text, and whether its characters match one to one."""
    form = own = 0
    for run in BEYOND_ASCII.finditer(text):
        yield form, own, True
        form += run.start() - own
        own = run.start()
        for part in _parts(run[0]):
            yield form, own, False
            form += len(folded(part))
            own += len(part)
    yield form, own, True


def _parts(run: str) -> Iterator[str] | tuple[str]:
    """The characters of a run, or the whole run if they do not fold one by one."""
    if len(run) == 1:
        return (run,)
    apart = "".join(map(folded, run)) == folded(run)
    return iter(run) if apart else (run,)


GAP = "\ufdd0"
"""A token that no words match across: never in a file, never in a query."""
BREAK = f" {GAP} "

BEYOND_ASCII = expression(r"[^\x00-\x7f]+")
RUNS = expression(r"([^\x00-\x7f]+)")
SHORT = 4
ASCII = bytes(range(0x80))
# Letters and signs that are what they are whatever is beside them, and stay what they are made. Where a text has
# few others, as most have, replacing each of them is far quicker than to look at each character.
BY_THEMSELVES = expression("[\u00a0-\u0148\u014a-\u017e\u2010-\u2027\u2030-\u203a]+")
FEW = 16
ALONE = expression(rf"([{SOUTH_EAST}]|(?=\w)[{EAST}])")
BETWEEN = rf"(?:[^\w{INDIC}{SOUTH_EAST}]|_)"
SIGN = expression(BETWEEN)
# Words are found together across 40 signs at most. Of 41 signs on end every tenth character is a sign four times
# running, which is looked for first because it is quickly looked for.
TOO_FAR = expression(rf"{BETWEEN}{{41}}{BETWEEN}*+")
MAYBE_FAR = expression(rf"{BETWEEN}{{4}}")
STEP = 10
PLAIN_WORD = expression(rf"{LETTER}+")
TOKEN = expression(r"[^\x00-/:-@\[-`{-\x7f]+")


def tokenised(text: str) -> str:
    """The text for the index: each character of a script without spaces is its own token."""
    if not text.isascii():
        text = _with_runs(text, _short_tokens, _tokens)
    if MAYBE_FAR.search(text[::STEP]):
        return TOO_FAR.sub(BREAK, text)
    return text


def folded(text: str) -> str:
    """`search_form(text)`, several times as fast for long texts with few characters beyond ASCII."""
    text = text.lower()
    if len(text) < SHORT:
        return _short_form(text)
    return text if text.isascii() else _with_runs(text, _short_form, search_form)


def _with_runs(text: str, short: Callable[[str], str], any_length: Callable[[str], str]) -> str:
    """The text with replaced runs of characters beyond ASCII; `short` has a cache, for short runs."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")
    each = set(beyond)
    if len(each) <= FEW and BY_THEMSELVES.fullmatch("".join(each)):
        for one in each:
            text = text.replace(one, short(one))
        return text
    parts = RUNS.split(text)
    runs = parts[1::2]
    if len(max(runs, key=len)) < SHORT:
        parts[1::2] = map(short, runs)
    else:
        parts[1::2] = [short(run) if len(run) < SHORT else any_length(run) for run in runs]
    return "".join(parts)


def _tokens(run: str) -> str:
    return ALONE.sub(r" \1 ", SIGN.sub(" ", search_form(run)))


_short_tokens = lru_cache(4096)(_tokens)
_short_form = lru_cache(4096)(search_form)


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question to the index; None matches every post, since nothing in it can be looked up.

    It finds every post with the words. Without `exact`, it may find others too.
    """

    expression: str | None
    exact: bool


def lookup(words: Words) -> Lookup:
    """The index question for posts with these words."""
    plain = all(PLAIN_WORD.fullmatch(word) for word in words.words)
    parts = [" ".join(words.words)] if plain else list(words.words)
    phrases = [phrase for part in parts for phrase in _phrases(part)]
    if words.prefix and PLAIN_WORD.match(parts[-1][-1]):
        phrases[-1] += " *"
    return Lookup(" AND ".join(phrases) or None, plain)


def _phrases(text: str) -> list[str]:
    runs = (TOKEN.findall(run) for run in tokenised(text).split(GAP))
    return [f'"{" ".join(run)}"' for run in runs if run]


HERE: Final = "\ufdd2"
"""Never in a file; whoever adds it must remove it from the result of `prose`."""
_BREAK: Final = "\ufdd3"

# Markup that does not end was cut off with the piece.
_INSIDE: Final = expression(
    r"(?P<ticks>`{1,4})(?!`)(?P<code>.{1,400}?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--.{0,2000}?(?:-->|\Z)|<(script|style)\b.{0,2000}?(?:</\3>|\Z)"
    r"|<(?P<address>(?:https?:|mailto:)[^<>\s]+)>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]{0,1500}(?:>|\Z)"
    r"|\{%.{0,1000}?(?:%\}|\Z)|\{\{.{0,1000}?(?:\}\}|\Z)|\{[:#.][^{}\n]{1,300}\}"
    r"|\[\^[^\]\n]+\](?!:)",
    re.DOTALL | re.IGNORECASE,
)
_OPENS: Final = ("`", "<", "{", "[^")
_IN_A_LINE: Final = expression(
    r"a|abbr|b|bdi|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var",
    re.IGNORECASE,
)
_PLACE: Final = r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*(?:\)|\Z)|\[[^\[\]\n]*\])"
_LINK: Final = expression(rf"!?\[([^\[\]]{{0,400}}(?:\[[^\[\]\n]*\][^\[\]]{{0,400}})*)\]{_PLACE}")
_LOST: Final = expression(r"\]\([^()\n]*(?:\)|\Z)")
_WIKI: Final = expression(r"!?\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_LINE: Final = expression(
    r"^ {0,3}(?:> {0,2})*(?:\[![A-Za-z]+\][+-]? ?|\[\^[^\]\n]+\]: ?)?"
    r"(?P<gone>(?:`{3,}|~{3,}|:::)[^\n]*|\[[^\]\n]+\]: ?\S[^\n]*|(?:[-*_=] ?){3,}$|\|? ?:?-+:? ?(?:\|[ :|-]*)?$)?"
    r"(?P<block>#{1,6}(?= )|[-*+](?: \[[ xX]\])?(?= )|[0-9]{1,9}[.)](?= )|\|(?=[^\n]*\| ?$)| ?$)?(?P<rest>[^\n]*)",
    re.MULTILINE,
)
_CELL: Final = expression(r" ?(?<!\\)\| ?")
_STRONG: Final = expression(r"(?<![0-9\\])\*\*+|\*\*+(?![0-9])|(?<!\\)~~")
_EMPHASIS: Final = expression(
    rf"(?<![\\*])\*(?=[^\s*])([^*\n{_BREAK}]{{1,300}}?)(?<=[^\s\\])\*"
    rf"|(?<![\\\w=])(_{{1,2}}|==)(?=[^\s_=])([^\n{_BREAK}]{{1,300}}?)(?<=[^\s\\_=])\2(?!\w)"
)
_ESCAPE: Final = expression(r"\\([!-/:-@\[-`{-~])")
_ENTITY: Final = expression(r"&(amp|lt|gt|quot|apos|nbsp|#39|mdash|ndash|hellip|[lr][sd]quo);")
_ENTITIES: Final = {
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "#39": "'", "mdash": "—", "ndash": "–",
    "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
}  # fmt: skip
_PARTED: Final = expression(rf" ?{_BREAK}[ {_BREAK}]*")
_ENDS: Final = frozenset(".!?:;,…·。！？：；、，")
_SPACE: Final = expression(r"\s+")
_GAP: Final = expression(r"[^\S\n]+")

# Signs in code are no markup, so they are set aside.
_SIGNS: Final = "*_~=`[]()|\\&>#!"
_SET_ASIDE: Final = {ord(sign): 0xFDDF + place for place, sign in enumerate(_SIGNS)}
_SET_BACK: Final = {aside: chr(sign) for sign, aside in _SET_ASIDE.items()}


def prose(markdown: str) -> str:
    """A short piece of Markdown as one line of plain text; blocks without a final sign are separated by `·`.

    It takes a few passes and no parser: text that only looks like markup goes too, deeply nested markup may stay. A
    sign put before a character (`HERE`) stays before it, unless it is within markup.
    """
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
    """The text with each run of spaces and line ends as one space."""
    return _SPACE.sub(" ", text).strip()


def _instead(found: re.Match[str]) -> str:
    if found["code"]:
        return found["code"].strip(" ").translate(_SET_ASIDE)
    if found["address"]:
        return found["address"].translate(_SET_ASIDE)
    return "" if _IN_A_LINE.fullmatch(found["tag"] or "") else " "


def _line(found: re.Match[str]) -> str:
    """A line without the marks of quotes, items, headings and table rows, separated from other kinds of lines."""
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
