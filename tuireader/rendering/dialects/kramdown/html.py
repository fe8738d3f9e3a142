"""HTML as kramdown reads it (kramdown 2.5.2, `parser/html.rb`, `parser/kramdown/html.rb`).

A tag that is not part of a line's text begins a block, wherever its line is. Its element ends at its own end tag and
not before, blank lines or not; without one it ends with the text. Nothing in it is Markdown, unless it says so by
`markdown="1"`, `block` or `span`, or the site by `parse_block_html`: then its blocks, or its text, are. The end tag of
an element that holds blocks begins a line. In a line of text, the tags of blocks and end tags without a beginning are
text themselves, and so is what no tag may look like; elements of code hold no Markdown.
"""

from __future__ import annotations

from bisect import bisect_left
from html import unescape
from typing import TYPE_CHECKING, Final

from markdown_it.rules_inline import html_inline

from tuireader.late import expression
from tuireader.rendering.parsing.rule_parts import leaves_block, push_paragraph

if TYPE_CHECKING:
    import re
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_SPANS: Final = (
    " a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp "
    "rt rtc ruby samp select small span strong sub sup time tt u var "
)
_BLOCKS: Final = (
    " address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre "
    "section summary table tbody td th thead tfoot tr ul "
)
_EMPTY: Final = " area base br col command embed hr img input keygen link meta param source track wbr "
_OF_BLOCKS: Final = (
    " address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form "
    "header hgroup iframe li main map menu nav noscript object section summary td "
)
"""Elements whose content is blocks where it is Markdown."""
_OF_TEXT: Final = (
    " a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p "
    "q rb rbc rp rt rtc ruby select small span strong sub sup th tt "
)
"""Elements whose content is a line's text where it is Markdown."""
_OF_CODE: Final = " script style math option textarea pre code kbd samp var "
_KNOWN: Final = (_SPANS, _BLOCKS, _EMPTY, _OF_BLOCKS, _OF_TEXT, _OF_CODE)
_NAME: Final = r"[^\W\d][\w.-]{0,99}+(?::[^\W\d][\w.-]{0,99}+)?"
_OPENING: Final = (
    rf"<({_NAME})"
    rf"""((?:\s+{_NAME}(?:\s*=\s*(?:\w++|"[^"]*+"|'[^']*+'))?+)*+)"""
    r"\s*(/?)>"
)
"""A tag: its name, its attributes, and the slash of an empty element."""
_CLOSING: Final = rf"</({_NAME})\s*>"
_TAG: Final = expression(rf"{_OPENING}|{_CLOSING}")
_MARK: Final = expression(rf"{_OPENING}|{_CLOSING}|<!--")
_MARK_OR_SIGN: Final = expression(rf"{_MARK.pattern}|<|&(?!#?\w+;)")
_SIGNS: Final = {"<": "&lt;", "&": "&amp;"}
_MARKDOWN: Final = expression(r"""\bmarkdown\s*=\s*["']?(0|1|block|span)\b""")
_RAW, _BLOCK, _SPAN = "0", "block", "span"
_INSIDE: Final = "kramdown_html"
"""Key of `env`: the level and the name of the element whose blocks are parsed, and how many stand around it."""
_Inside = tuple[int, str, int]
_EVERY: Final = "markdown_in_html"
"""The option of a parser for which the content of all elements is Markdown."""
_STOP: Final = "kramdown_html_end"
"""Key of `env`: where the end tag of that element begins, once it is found."""
_LAST: Final = "kramdown_comments"
"""Key of `env`: a text, and where the last comment in it ends, so that none is looked for behind that."""
_MAX_DEPTH: Final = 16
"""Elements of blocks within one another; the content of deeper ones stays raw."""
AHEAD: Final = 1_000
"""Lines among which an element of blocks ends; of a longer one its first tag stands alone."""


def enable_kramdown_html(parser: MarkdownIt) -> None:
    """Make `parser` read HTML so."""
    parser.block.ruler.disable("html_container", True)  # noqa: FBT003 - positional
    parser.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.at("html_inline", _inline)


def enable_markdown_in_html(parser: MarkdownIt) -> None:
    """Make `parser` read the content of HTML as Markdown (kramdown, `parse_block_html: true`)."""
    options: MutableMapping[str, Any] = parser.options
    options[_EVERY] = True


def _is(name: str, names: str) -> bool:
    return f" {name} " in names


def _name(found: re.Match[str], group: int = 1) -> str:
    name = found[group].lower()
    return name if any(_is(name, names) for names in _KNOWN) else found[group]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at) or state.is_code_block(start):
        return False
    level, name, _ = state.env.get(_INSIDE) or (-1, "", 0)
    found = _MARK.match(state.src, at, state.eMarks[end - 1])
    if found is None or (
        found[0] == "<!--" and (silent or _comment_end(state, at, state.eMarks[end - 1]) < 0)
    ):
        return False
    if found[4]:
        lazy = silent and state.sCount[start] < state.blkIndent
        if not name or _name(found, 4) != name or (level != state.level and not lazy):
            return False
        if not silent:
            state.env[_STOP] = at
            state.line = end
        return True
    if found[1] and _is(_name(found), _SPANS):
        return False
    if not silent:
        _Elements(state, start, end).parse(found)
    return True


_START: Final = expression(rf" {{0,3}}</?({_NAME})")


def ends_lines(line: str) -> bool:
    """Tell whether a line begins as a block of HTML does, and so ends code or a quote above it (`LAZY_END`)."""
    found = _START.match(line)
    return found is not None and not _is(found[1].lower(), _SPANS) and found[1].lower() != "script"


def begins_html(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether a line begins a block of HTML, or ends the element around it, and so ends what is above it."""
    return _block(state, line, end, True)  # noqa: FBT003 - positional


class _Elements:
    """The elements that begin on a line, one after the other, as tokens."""

    def __init__(self, state: StateBlock, start: int, end: int) -> None:
        self._state = state
        self._start = start
        self._every = bool(state.md.options.get(_EVERY))
        inside: _Inside = state.env.get(_INSIDE) or (-1, "", 0)
        level, _, self._depth = inside
        self._flat = level == state.level
        self._opened = self._flat
        self._end = end if not state.blkIndent else self._item_end(start, end)
        self._limit = state.eMarks[self._end - 1]
        self._from = state.bMarks[start] + state.tShift[start]
        self._shown: list[int] = []
        """Where signs are that begin no tag, no entity, and no end tag that ends something: they are text."""
        self._reach = 0

    def _item_end(self, start: int, end: int) -> int:
        line = start + 1
        while line < min(end, start + AHEAD) and not leaves_block(self._state, line):
            line += 1
        return line

    def _line(self, at: int) -> int:
        return min(bisect_left(self._state.eMarks, at, self._start, self._end), self._end - 1)

    def parse(self, found: re.Match[str]) -> None:
        """Push the tokens of the elements from a tag or comment on, and of the text that follows on the last line."""
        state = self._state
        while True:
            at = self._element(found, found.end(), inside=False) if found[1] else self._comment(found)
            line = self._line(at)
            rest = state.src[at : state.eMarks[line]]
            begin = at + len(rest) - len(rest.lstrip())
            following = self._next(begin)
            if following is None:
                break
            found = following
        if not rest.strip():
            self._flush(at)
            self._close(line + 1)
            return
        self._open()
        self._flush(at)
        self._text_follows(line, begin)

    def _next(self, at: int) -> re.Match[str] | None:
        """The tag of a block, or the mark of a comment, at a position."""
        found = _MARK.match(self._state.src, at, self._limit)
        if found is None or found[4] or (found[1] and _is(_name(found), _SPANS)):
            return None
        return found if found[1] or _comment_end(self._state, at, self._limit) > 0 else None

    def _text_follows(self, line: int, begin: int) -> None:
        """Go on with the text behind an element, in the same block if that is one by itself."""
        state = self._state
        stop = line + 1
        while stop < self._end and not (state.isEmpty(stop) or begins_html(state, stop, self._end)):
            stop += 1
        inside, marks = state.env.get(_INSIDE), self._begin_line(line, begin)
        _tokenize(
            state, line, stop, (state.level, *inside[1:]) if self._flat and inside else (state.level, "", 0)
        )
        self._restore(line, marks)
        self._close(self._end if _STOP in state.env else stop)

    def _begin_line(self, line: int, at: int) -> tuple[int, int, int]:
        """Let a line begin at a position; return its marks until then."""
        state = self._state
        marks = state.bMarks[line], state.tShift[line], state.sCount[line]
        rest = state.src[at : state.eMarks[line]]
        blanks = len(rest) - len(rest.lstrip(" "))
        state.bMarks[line], state.tShift[line], state.sCount[line] = at, blanks, state.blkIndent + blanks
        return marks

    def _restore(self, line: int, marks: tuple[int, int, int]) -> None:
        state = self._state
        state.bMarks[line], state.tShift[line], state.sCount[line] = marks

    def _open(self) -> None:
        if not self._opened:
            self._opened = True
            self._state.push("html_container_open", "", 1).map = [self._start, self._start + 1]
            self._at = len(self._state.tokens) - 1

    def _close(self, end: int) -> None:
        state = self._state
        if self._opened and not self._flat:
            state.tokens[self._at].map = [self._start, end]
            state.push("html_container_close", "", -1)
        state.line = end

    def _flush(self, at: int) -> None:
        """Push the HTML up to a position."""
        state = self._state
        first, last = self._line(self._from), self._line(at)
        token = state.push("html_block", "", 0)
        pieces: list[str] = []
        begin = self._from
        for shown in self._shown:
            pieces += (self._written(begin, shown), _SIGNS[state.src[shown]])
            begin = shown + 1
        token.content = "".join([*pieces, self._written(begin, at)]) + "\n"
        token.map = [first, last + 1]
        if self._reach:
            token.meta["reach"] = self._reach
        self._from = at
        self._shown.clear()

    def _written(self, start: int, end: int) -> str:
        """The text between two positions, without what stands before the block's lines."""
        state, line = self._state, self._line(start)
        if state.eMarks[line] >= end:
            return state.src[start:end]
        lines = [state.src[start : state.eMarks[line]]]
        last = self._line(end)
        lines += (state.getLines(one, one + 1, state.blkIndent, False) for one in range(line + 1, last))  # noqa: FBT003 - positional
        whole = state.getLines(last, last + 1, state.blkIndent, False)  # noqa: FBT003 - positional
        lines.append(whole[: len(whole) - (state.eMarks[last] - end)] if end < state.eMarks[last] else whole)
        return "\n".join(lines)

    def _element(self, found: re.Match[str], at: int, *, inside: bool) -> int:
        """The position behind the element of a tag, which ends before `at`; what holds Markdown in it is pushed."""
        name = _name(found)
        if found[3] or _is(name, _EMPTY):
            return at
        if name in {"script", "style"}:
            return self._end_tag(name, at)[1]
        model = self._model(found, name, inside=inside)
        if model == _BLOCK:
            return self._blocks(name, at)
        if model == _SPAN:
            return self._text(name, at)
        return self._raw(name, at)

    def _comment(self, found: re.Match[str]) -> int:
        """The position behind a comment, or behind what only begins like one."""
        end = _comment_end(self._state, found.start(), self._limit) if found[0] == "<!--" else -1
        return end if end > 0 else found.end()

    def _model(self, found: re.Match[str], name: str, *, inside: bool) -> str:
        said = _MARKDOWN.search(found[2])
        model = _RAW
        if said and said[1] != "1":
            model = said[1]
        elif said or (self._every and not inside):
            model = _BLOCK if _is(name, _OF_BLOCKS) else _SPAN if _is(name, _OF_TEXT) else _RAW
        return _RAW if model == _BLOCK and self._depth >= _MAX_DEPTH else model

    def _end_tag(self, name: str, at: int) -> tuple[int, int]:
        """Where the next end tag of a name begins and ends; twice the limit if there is none."""
        while (at := self._state.src.find("</", at, self._limit)) >= 0:
            found = _TAG.match(self._state.src, at, self._limit)
            if found and found[4] and found[4].lower() == name.lower():
                return found.span()
            at += 2
        return self._limit, self._limit

    def _raw(self, name: str, at: int) -> int:
        opened = [name]
        while opened:
            found = _MARK_OR_SIGN.search(self._state.src, at, self._limit)
            if found is None:
                return self._limit
            at = self._comment(found)
            if found[4] and _name(found, 4) == opened[-1]:
                opened.pop()
            elif found[4] or found[0] in _SIGNS:
                self._shown.append(found.start())
            elif found[1]:
                inner = _name(found)
                if inner in {"script", "style"} or self._model(found, inner, inside=True) != _RAW:
                    at = self._element(found, at, inside=True)
                elif not found[3] and not _is(inner, _EMPTY):
                    opened.append(inner)
        return at

    def _text(self, name: str, at: int) -> int:
        begin, end = self._end_tag(name, at)
        self._open()
        self._flush(at)
        content = self._written(at, begin).strip()
        push_paragraph(self._state, self._line(at), self._line(begin) + 1, content)
        self._from = begin
        return end

    def _blocks(self, name: str, at: int) -> int:
        state, line = self._state, self._line(at)
        if not state.src[at : state.eMarks[line]].strip():
            line, at = line + 1, state.eMarks[line]
        far = min(line + AHEAD, self._end)
        if not self._ends(name, at, far) and not (far == self._end and goes_on(state, self._end)):
            self._reach = AHEAD + 1
            return at
        self._open()
        self._flush(at)
        marks = self._begin_line(line, at) if line < self._end and at > state.bMarks[line] else None
        _tokenize(state, line, self._end, (state.level, name, self._depth + 1))
        if marks:
            self._restore(line, marks)
        self._from = state.env.pop(_STOP, self._limit)
        found = _TAG.match(state.src, self._from, self._limit)
        return found.end() if found else self._limit

    def _ends(self, name: str, at: int, line: int) -> bool:
        """Tell whether an end tag of a name begins a line before `line`."""
        state = self._state
        stop = state.eMarks[line - 1]
        while (at := state.src.find("</", at, stop)) >= 0:
            found = _TAG.match(state.src, at, stop)
            if found and found[4] and _name(found, 4) == name:
                return True
            at += 2
        return False


def _comment_end(state: StateBlock, at: int, limit: int) -> int:
    """The position behind the comment that begins at a position; -1 if it does not end."""
    src, last = state.env.get(_LAST) or ("", -1)
    if src is not state.src:
        src, last = state.env[_LAST] = state.src, state.src.rfind("-->")
    end = state.src.find("-->", at + 4, limit) if at + 4 <= last else -1
    return end + 3 if end >= 0 else -1


def goes_on(state: StateBlock, end: int) -> bool:
    """Tell whether the text is a window of a longer one, and `end` its end."""
    return (
        state.level == 0 and state.blkIndent == 0 and end == state.lineMax and bool(state.env.get("goes_on"))
    )


def _tokenize(state: StateBlock, start: int, end: int, inside: _Inside) -> None:
    """Parse lines as blocks, up to the end tag of the element that they are inside of."""
    kept = state.env.get(_INSIDE), state.lineMax
    state.env[_INSIDE], state.lineMax = inside, end
    if start < end:
        state.md.block.tokenize(state, start, end)
    state.env[_INSIDE], state.lineMax = kept


_OPEN: Final = "open"
"""The key in a tag's `meta` of the elements that are open behind it, as pairs of a name and those around it."""

_Opened = tuple[str, "_Opened | None"]


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<", state.pos):
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return state.src.startswith("<!--", state.pos) and html_inline(state, silent)
    name = _name(found, 4 if found[4] else 1)
    said = _MARKDOWN.search(found[2] or "")
    is_block = not found[4] and _is(name, _BLOCKS)
    state.pos = found.end()
    code = ""
    if not (found[4] or found[3] or is_block) and _is_raw(name, said):
        state.pos = _code_end(state, name)
        code = state.src[found.end() : state.pos]
    if not silent:
        _push_tag(state, found, name, is_text=is_block)
        if code:
            _push_code(state, code)
    return True


def _is_raw(name: str, said: re.Match[str] | None) -> bool:
    """Tell whether the content of an element in a line is no Markdown: code, and what kramdown does not know."""
    if said and said[1] in {_RAW, _SPAN}:
        return said[1] == _RAW
    return not (_is(name, _OF_TEXT) or _is(name, _OF_BLOCKS) or _is(name, _EMPTY))


def _push_code(state: StateInline, code: str) -> None:
    """Push what an element of code holds: its tags, and all else as it is written."""
    at, opened = 0, [""]
    for found in _TAG.finditer(code):
        name = _name(found, 4 if found[4] else 1)
        if opened[-1] != name if found[4] else _is(name, _BLOCKS):
            continue
        state.push("text_special", "", 0).content = unescape(code[at : found.start()])
        state.push("html_inline", "", 0).content = found[0]
        at = found.end()
        if found[4]:
            opened.pop()
        elif not found[3] and not _is(name, _EMPTY):
            opened.append(name)
    state.push("text_special", "", 0).content = unescape(code[at:])


def _push_tag(state: StateInline, found: re.Match[str], name: str, *, is_text: bool) -> None:
    """Push a tag; as text if it belongs to a block or ends nothing."""
    opened = next((token.meta[_OPEN] for token in reversed(state.tokens) if _OPEN in token.meta), None)
    is_text = is_text or bool(found[4] and (opened is None or opened[0] != name))
    token = state.push("text_special" if is_text else "html_inline", "", 0)
    token.content = found[0]
    if not is_text:
        if found[4]:
            opened = opened and opened[1]
        elif not found[3] and not _is(name, _EMPTY):
            opened = (name, opened)
        state.linkLevel += 0 if name != "a" else -1 if found[4] else 1
    token.meta[_OPEN] = opened


def _code_end(state: StateInline, name: str) -> int:
    """Where the end tag of an element of code begins, or the end of the text."""
    at = state.pos
    while (at := state.src.find("</", at, state.posMax)) >= 0:
        found = _TAG.match(state.src, at, state.posMax)
        if found and _name(found, 4) == name:
            return at
        at += 2
    return state.posMax
