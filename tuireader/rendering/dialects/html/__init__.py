"""HTML around and among Markdown: elements that hold Markdown, end blocks, or hide their words.

`html_containers`: CommonMark ends a block of HTML at a blank line; Markdown follows until the next tag at the start of
a line. Here an element that shapes its content is one block, `html_container_open` to `html_container_close`. It holds
`html_block` tokens and Markdown where CommonMark has them, or, with `markdown="1"`, where kramdown does: the lines
between the two tags are Markdown at once. The end of an element is looked for in the lines after it, at most `AHEAD`.
An element that does not end there is a plain `html_block`, whose `meta["reach"]` is the number of lines, from its
first, that were searched. `env["goes_on"]` says that the text is a window of a longer one: an element that does not
end in it fills it.

`html_elements`: CommonMark reads HTML on to the next blank line, and no further. For Python-Markdown an element's end
tag ends the HTML, so the lines below it are Markdown; `<pre>` within an element holds blank lines; and `<img>`, `<br>`
and other elements of a line's text begin a paragraph (Python-Markdown 3.11, `htmlparser.py`). An element that is never
closed ends at a blank line nevertheless.

`html_hidden`: browsers show neither scripts nor the fallback text of media that they can play. An element that is not
closed in its paragraph stays.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block import html_block

from tuireader.late import expression
from tuireader.rendering.parsing.rule_parts import leaves_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from tuireader.rendering.dialects.html.extents import Extent
    from tuireader.rendering.parsing.html_tags import Tag

_INSIDE: Final = "html_container"
_OPENING: Final = expression(r"<([A-Za-z][A-Za-z0-9]{0,15})(?=[\s>])")
_MARKDOWN: Final = expression(r"""\smarkdown\s{0,9}=\s{0,9}["']?(?:1|block|span)\b""", re.IGNORECASE)
_ONE_LINE: Final = expression(r"<([A-Za-z][A-Za-z0-9]{0,15})(?=[\s>]).*</\1>\s*", re.IGNORECASE)
_NAMES: Final = frozenset(block_names)
_MAX_TAG: Final = 2_000
_MAX_LEVEL: Final = 40
"""Levels of nesting below which elements are not told apart from plain HTML."""


def enable_html_containers(parser: MarkdownIt) -> None:
    """Make `parser` take elements that shape their content for containers."""
    parser.block.ruler.before("html_block", "html_container", _container)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = None if silent or state.level > _MAX_LEVEL else _opening(state, start)
    if opening is None:
        return False
    level, markdown = state.env.get(_INSIDE) or (-1, False)
    if tag := _markdown_tag(state, opening):
        return _markdown_element(state, start, end, opening[1], tag)
    if level == state.level:
        one_line = markdown and _ONE_LINE.fullmatch(state.src, opening.start(), state.eMarks[start])
        return bool(one_line) and html_block(state, start, start + 1, False)  # noqa: FBT003 - positional
    return _container_element(state, start, end)


def _opening(state: StateBlock, line: int) -> re.Match[str] | None:
    at = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("<", at) or state.is_code_block(line):
        return None
    found = _OPENING.match(state.src, at, state.eMarks[line])
    return found if found and found[1].lower() in _NAMES else None


def _container_element(state: StateBlock, start: int, end: int) -> bool:
    from tuireader.rendering.dialects.html.extents import container_extent

    extent = container_extent(state, start, end)
    if extent is None:
        return False
    if not _settled(state, extent, end):
        return _plain(state, start, end, extent)
    _open(state, start, extent.end)
    _tokenize(state, start, extent.end, markdown=False)
    _close(state, extent.end)
    return True


def _settled(state: StateBlock, extent: Extent, end: int) -> bool:
    """Tell whether an element is a container: it ends, or a window ends before it."""
    return extent.closed or (extent.end == end and _goes_on(state, end))


def _plain(state: StateBlock, start: int, end: int, extent: Extent) -> bool:
    from tuireader.rendering.dialects.html.extents import AHEAD

    if not html_block(state, start, end, False):  # noqa: FBT003 - positional
        return False
    state.tokens[-1].meta["reach"] = AHEAD + 1 if extent.end == end else extent.end - start + 1
    return True


def _markdown_tag(state: StateBlock, opening: re.Match[str]) -> int:
    """The end of a tag whose element holds Markdown; 0 for any other tag."""
    close = state.src.find(">", opening.end(), opening.end() + _MAX_TAG)
    if close < 0 or "markdown" not in state.src[opening.end() : close]:
        return 0
    tag = state.src[opening.end() : close]
    return close + 1 if "\n\n" not in tag and _MARKDOWN.search(tag) else 0


def _markdown_element(state: StateBlock, start: int, end: int, name: str, after: int) -> bool:
    from tuireader.rendering.dialects.html.extents import element_extent

    extent = element_extent(state, start, end, name.lower())
    if not _settled(state, extent, end):
        return _plain(state, start, end, extent)
    level, _ = state.env.get(_INSIDE) or (-1, False)
    flat = level == state.level
    first = start + state.src.count("\n", state.bMarks[start], after)
    if not flat:
        _open(state, start, extent.end)
    begin = state.bMarks[start] + state.tShift[start]
    _push(state, state.src[begin:after], start, first + 1)
    last = extent.end - 1 if extent.closed else extent.end
    _between(state, (first, after), (last, extent.closing))
    if extent.closed:
        _push(state, state.src[extent.closing : state.eMarks[last]], last, last + 1)
    if not flat:
        _close(state, extent.end)
    state.line = extent.end
    return True


def _between(state: StateBlock, opened: tuple[int, int], closed: tuple[int, int]) -> None:
    """Parse the lines from the position that `opened` ends at to the one that `closed` begins at."""
    (first, after), (last, until) = opened, closed
    kept = [list(marks) for marks in (state.bMarks, state.tShift, state.sCount, state.eMarks)]
    start, end = first + 1, last
    if until and state.src[max(state.bMarks[last], after) : until].strip():
        state.eMarks[last] = until
        end = last + 1
    rest = state.src[after : state.eMarks[first]] if first < end or until else ""
    if first == last and until:
        rest = state.src[after:until]
    if rest.strip():
        start = first
        state.bMarks[first] = after
        state.tShift[first] = len(rest) - len(rest.lstrip())
        state.sCount[first] = state.blkIndent
    if start < end:
        before = len(state.tokens)
        _tokenize(state, start, end, markdown=True)
        _cut(state, before, last, until)
    state.bMarks, state.tShift, state.sCount, state.eMarks = kept


def push_with_text(state: StateBlock, start: int, at: tuple[int, int], end: int) -> None:
    """Add the HTML from line `start` to the line and position `at`, and the rest up to line `end` as Markdown."""
    level, _ = state.env.get(_INSIDE) or (-1, False)
    line, after = at
    flat = level == state.level
    if not flat:
        _open(state, start, end)
    _push(state, state.src[state.bMarks[start] + state.tShift[start] : after], start, line + 1)
    _between(state, (line, after), (max(end, line + 1), 0))
    if not flat:
        _close(state, end)
    state.line = end


def _cut(state: StateBlock, before: int, last: int, until: int) -> None:
    """Replace the character after the place where a line was cut short, the last of its token, by a line break."""
    for token in state.tokens[before:] if until else []:
        ends = token.type in {"html_block", "fence"} and token.map and token.map[1] > last
        if ends and token.content.endswith(state.src[until]):
            token.content = token.content[:-1] + "\n"


def _tokenize(state: StateBlock, start: int, end: int, *, markdown: bool) -> None:
    inside, line_max = state.env.get(_INSIDE), state.lineMax
    state.env[_INSIDE] = (state.level, markdown)
    state.lineMax = end
    state.md.block.tokenize(state, start, end)
    state.lineMax = line_max
    state.env[_INSIDE] = inside
    state.line = end


def _push(state: StateBlock, content: str, start: int, end: int) -> None:
    token = state.push("html_block", "", 0)
    token.content, token.map = content + "\n", [start, end]


def _open(state: StateBlock, start: int, end: int) -> None:
    state.push("html_container_open", "", 1).map = [start, end]


def _close(state: StateBlock, end: int) -> None:
    state.push("html_container_close", "", -1)
    state.line = end


_SPANS: Final = expression(
    r"(?:a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt|rtc"
    r"|ruby|samp|select|small|span|strong|sub|sup|tt|u|var)\Z"
)
"""Elements of a line's text."""
_EMPTY: Final = frozenset(
    {"area", "base", "col", "command", "embed", "hr", "link", "meta", "param", "source", "track"}
)
_ELEMENT_TAG: Final = expression(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})(?=[\s/>]|$)")
_TAGS: Final = expression(r"(?:\s++|<(?:!--(?:[^-]++|-(?!->))*+--|[^<>]*+)>)*+")
_TAG: Final = expression(r"<[^<>]*+>\s*+")
_CLOSED: Final = expression(r"<[A-Za-z][^<>]*+(?<=/)>\s*+")
_ENDINGS: Final = {"!--": "-->"} | {name: rf"</{name}\s*>" for name in ("pre", "script", "style", "textarea")}
_PARTED: Final = "html_parted"
"""Key of `env`: how many parts of lines are within one another."""
_MAX_PARTED: Final = 16
"""Beyond so many, the text after an element's end stays in its HTML: each part is parsed within the one before."""
_ENDS: Final = expression(r"(?:</[^<>]*+>\s*+)++")


def enable_html_elements(parser: MarkdownIt) -> None:
    """Make `parser` end HTML where kramdown and Python-Markdown do."""
    parser.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if state.src[at : state.eMarks[start]][:1] != "<":
        return False
    found = _ELEMENT_TAG.match(state.src, at, state.eMarks[start])
    name = found[2].lower() if found else "!--"
    to_blank = name not in _ENDINGS
    # What ends at a blank line is found to do so once for all elements above that line.
    if silent or not html_block(state, start, start + 1 if to_blank else end, False):  # noqa: FBT003 - positional
        return silent and html_block(state, start, end, True)  # noqa: FBT003 - positional
    if not to_blank:
        return _text_follows(state, start, end, _ENDINGS[name], at)
    from tuireader.rendering.dialects.html.extents import html_end

    blank = html_end(state, start, end)
    if _SPANS.match(name):
        return _span_block(state, start, blank)
    if not _stands_alone(state.src[at : state.eMarks[start]], name):
        _end(
            state, start, end, (blank, 0, 0) if found and found[1] else _stop(state, start, end, name, blank)
        )
    return True


def _end(state: StateBlock, start: int, end: int, where: tuple[int, int, int]) -> None:
    """End HTML where `_stop` says, and part the text that follows it there."""
    stop, reach, after = where
    if after:
        _part(state, start, (stop - 1, after), end)
        return
    _end_at(state, start, stop)
    if reach:
        state.tokens[-1].meta["reach"] = reach


def _span_block(state: StateBlock, start: int, blank: int) -> bool:
    """Take the lines to the blank one for HTML if they hold nothing but tags; no more are read than tell that."""
    count = 1
    while True:
        stop = min(start + count, blank)
        text = state.getLines(start, stop, state.blkIndent, True)  # noqa: FBT003 - positional
        read = _TAGS.match(text)
        if stop == blank and read and read.end() == len(text):
            _end_at(state, start, blank)
            return True
        if stop == blank or (read and text[read.end() :][:1] not in {"", "<"}):
            return _give_back(state, start)
        count *= 4


def _text_follows(state: StateBlock, start: int, end: int, ending: str, at: int) -> bool:
    """Part the text that follows the end of HTML in the middle of a line; always true."""
    last = state.line - 1
    begin = max(at, state.bMarks[last])
    found = re.compile(ending, re.IGNORECASE).search(state.src, begin, state.eMarks[last])
    if found and (rest := state.src[found.end() : state.eMarks[last]].strip()) and rest[0] != "<":
        _part(state, start, (last, found.end()), end)
    return True


def _part(state: StateBlock, start: int, at: tuple[int, int], end: int) -> None:
    depth = state.env.get(_PARTED, 0)
    if depth >= _MAX_PARTED:
        _end_at(state, start, at[0] + 1)
        return
    stop = at[0] + 1
    while stop < end and not state.isEmpty(stop) and state.sCount[stop] >= state.blkIndent:
        stop += 1
    state.tokens.pop()
    state.env[_PARTED] = depth + 1
    push_with_text(state, start, at, stop)
    state.env[_PARTED] = depth


def _give_back(state: StateBlock, start: int) -> bool:
    state.tokens.pop()
    state.line = start
    return False


def _end_at(state: StateBlock, start: int, stop: int) -> None:
    token = state.tokens[-1]
    token.map = [start, stop]
    token.content = state.getLines(start, stop, state.blkIndent, True)  # noqa: FBT003 - positional
    state.line = stop


def _stop(state: StateBlock, start: int, end: int, name: str, blank: int) -> tuple[int, int, int]:
    """The line after the HTML that the element `name` begins, and the number of lines searched if that is more.

    Then the position in that line of the text that follows it there, or 0.
    """
    from tuireader.rendering.dialects.html.extents import AHEAD, Scan

    scan = Scan(frozenset({name}))
    line = start
    while line < min(end, start + AHEAD):
        at = state.bMarks[line] + state.tShift[line]
        if line >= blank and scan.in_text and state.isEmpty(line):
            return line, 0, 0
        if leaves_block(state, line):
            break
        text = state.src[at : state.eMarks[line]]
        if scan.line(text, at, after_blank=False):
            after = state.src.find(">", scan.closing, state.eMarks[line]) + 1
            rest = state.src[after : state.eMarks[line]].strip() if after else ""
            return (line + 1, 0, after if rest else 0) if rest[:1] != "<" else (max(line + 1, blank), 0, 0)
        line += 1
    if scan.in_text:
        return max(line, blank), 0, 0
    if line == end and _goes_on(state, end):
        return end, 0, 0
    return blank, AHEAD + 1 if line == end else line - start + 1, 0


def _goes_on(state: StateBlock, end: int) -> bool:
    return (
        state.level == 0 and state.blkIndent == 0 and end == state.lineMax and bool(state.env.get("goes_on"))
    )


def _stands_alone(line: str, name: str) -> bool:
    """Tell whether a line holds nothing but end tags, or an empty element."""
    return bool(_ENDS.fullmatch(line) or (name in _EMPTY and _TAG.fullmatch(line)) or _CLOSED.fullmatch(line))


_HIDDEN: Final = frozenset({"script", "style", "template", "noscript", "title", "rp"})
_PLAYED: Final = frozenset({"video", "audio", "iframe", "object"})


def enable_html_hidden(parser: MarkdownIt) -> None:
    """Make `parser` leave out the text that browsers hide."""
    parser.core.ruler.push("html_hidden", _leave_out)


def _leave_out(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and "</" in token.content:
            from tuireader.rendering.parsing.html_tags import read_tag

            tags = [
                read_tag(child.content) if child.type == "html_inline" else None for child in token.children
            ]
            if any(map(_is_left_out, tags)):
                token.children = list(_shown(token.children, tags))


def _is_left_out(tag: Tag | None) -> bool:
    return tag is not None and not tag.closes and (tag.name in _HIDDEN or tag.name in _PLAYED)


def _shown(tokens: Sequence[Token], tags: Sequence[Tag | None]) -> Iterator[Token]:
    last = {tag.name: at for at, tag in enumerate(tags) if tag and tag.closes}
    at = 0
    while at < len(tokens):
        tag = tags[at]
        end = _hidden_end(tags, at, tag) if tag and _is_left_out(tag) and last.get(tag.name, -1) > at else -1
        if tag is None or end < 0:
            yield tokens[at]
            at += 1
            continue
        if tag.name in _PLAYED:
            yield tokens[at]
            if tag.attributes.keys().isdisjoint(("src", "data")):
                sources = (index for index in range(at, end) if (one := tags[index]) and one.name == "source")
                yield from (tokens[index] for index in islice(sources, 1))
        at = end + 1


def _hidden_end(tags: Sequence[Tag | None], at: int, tag: Tag) -> int:
    """The end of the element that the tag at `at` opens; -1 if it is empty, or another of its name begins first."""
    same = (index for index in range(at + 1, len(tags)) if (one := tags[index]) and one.name == tag.name)
    end = -1 if tag.written.endswith("/") else next(same, -1)
    return end if end >= 0 and (found := tags[end]) and found.closes else -1
