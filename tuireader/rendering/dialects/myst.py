"""MyST: directives between backticks or colons, roles, labels of headings, comments and breaks between blocks.

A directive that holds Markdown is a callout under its title; code, formulas and pictures are these; what needs the
build of the project, as an included file, is named in brackets. Names and options are those of mystmd 1.11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.dialects.admonitions import closing_colons, tokenize_lines
from tuireader.rendering.dialects.obsidian import INTERRUPTS, push_title
from tuireader.rendering.dialects.placeholders import bracketed
from tuireader.rendering.parsing.rule_parts import leaves_block, line_text, push_paragraph

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_MAX_LEVEL: Final = 20
_OPENING: Final = expression(
    r"(?P<mark>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[A-Za-z][\w:.+-]*)\}[ \t]*(?P<title>[^\n]*)$"
)
_OPTION: Final = expression(r":(?P<key>[\w-]+):(?:[ \t]+(?P<value>[^\n]*))?$")
_LABEL: Final = expression(r"\((?P<label>[^()\s]{1,200})\)=[ \t]*$")
_BREAK: Final = expression(r"\+\+\+(?:[ \t][^\n]*)?$")
_ROLE: Final = expression(r"\{(?P<name>[A-Za-z][\w:.+-]{0,60})\}(?P<ticks>`{1,9})(?!`)")
_TARGET: Final = expression(r"(?P<text>.*\S)\s*<(?P<target>[^<>]+)>\s*", re.DOTALL)
_NO_NAME: Final = expression("[^a-z0-9-]+")

_CODE: Final = frozenset(
    {"code", "code-block", "sourcecode", "code-cell", "mermaid", "csv-table", "raw", "embed"}
)
_WITH_LANGUAGE: Final = frozenset({"code", "code-block", "sourcecode", "code-cell", "raw"})
"""Those of them whose argument is the language."""
_PICTURES: Final = frozenset({"figure", "image"})
_MATH: Final = frozenset({"math"})
_BUILT: Final = frozenset({
    "include", "literalinclude", "toctree", "tableofcontents", "contents", "bibliography", "iframe", "video", "index",
})  # fmt: skip
"""Directives of which nothing but their name and argument is known without a build."""
_BARE: Final = frozenset(
    {"tab-set", "grid", "div", "glossary", "margin", "epigraph", "blockquote", "aside", "list-table"}
)
"""Directives whose argument, if they have one, is their only title."""
_MONOSPACED: Final = frozenset({"code", "kbd", "file", "samp", "program", "command", "keyboard"})


def enable_myst(parser: MarkdownIt) -> None:
    """Make `parser` find directives, roles, labels, comments and breaks."""
    parser.block.ruler.before("table", "myst_directive", _directive, INTERRUPTS)
    parser.block.ruler.before("table", "myst_line", _hidden_line, INTERRUPTS)
    parser.inline.ruler.before("backticks", "myst_role", _role)
    parser.inline.add_terminator_char("{")
    parser.core.ruler.after("block", "myst_labels", _labels)


def _hidden_line(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: ARG001, N803 - markdown-it's names
    at, stop = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    if at >= stop or state.src[at] not in "%(+" or state.is_code_block(startLine):
        return False
    is_comment = state.src[at] == "%"
    if not (is_comment or _LABEL.match(state.src, at, stop) or _BREAK.match(state.src, at, stop)):
        return False
    if not silent:
        state.push("comment_open", "", 1).map = [startLine, startLine + 1]
        state.push("comment_close", "", -1)
        state.line = startLine + 1
    return True


def _labels(state: StateCore) -> None:
    """Give headings the ids that labels above them name (`normalizeLabel`)."""
    if ")=" not in state.src:
        return
    lines = state.src.split("\n")
    for token in state.tokens:
        if token.type != "heading_open" or not token.map:
            continue
        above = token.map[0] - 1
        while above >= 0 and not lines[above].strip():
            above -= 1
        if above >= 0 and (match := _LABEL.match(lines[above].strip())):
            token.meta = {**token.meta, "id": _NO_NAME.sub("-", match["label"].lower()).strip("-")}


def _directive(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - markdown-it's names
    at = state.bMarks[startLine] + state.tShift[startLine]
    if state.src[at : at + 3] not in {"```", "~~~", ":::"} or state.is_code_block(startLine):
        return False
    match = _OPENING.match(state.src, at, state.eMarks[startLine])
    if match is None or state.level >= _MAX_LEVEL:
        return False
    if not silent:
        _push(state, match, startLine, endLine)
    return True


def _push(state: StateBlock, match: re.Match[str], start: int, end: int) -> None:
    name, title, mark = match["name"].lower(), match["title"].strip(), match["mark"]
    inside = (
        closing_colons(state, start, end, len(mark)) if mark[0] == ":" else _closing(state, start, end, mark)
    )
    options, first = _options(state, start + 1, inside)
    after = inside + (inside < end and not leaves_block(state, inside))
    if name in _CODE:
        _push_code(state, name, title, options, (start, first, inside, after))
    elif name in _MATH:
        token = state.push("math_block", "math", 0)
        token.content, token.map, token.markup = _text(state, first, inside), [start, after], "$$"
    elif name in _BUILT:
        push_paragraph(state, start, after, bracketed(f"{name} {title}".strip()))
    else:
        _push_container(state, name, title, options, (start, first, inside, after))
    state.line = after


def _push_code(
    state: StateBlock, name: str, title: str, options: dict[str, str], lines: tuple[int, int, int, int]
) -> None:
    start, first, inside, after = lines
    info = [title.partition(" ")[0] if name in _WITH_LANGUAGE else name]
    if "linenos" in options or "lineno-start" in options:
        info.append(f"linenostart={options.get('lineno-start') or 1} linenos")
    if marked := options.get("emphasize-lines"):
        info.append(f"hl_lines={marked}")
    if shown := options.get("caption") or options.get("filename"):
        shown = shown.replace('"', "'")
        info.append(f'title="{shown}"')
    token = state.push("fence", "code", 0)
    token.info, token.markup, token.map = " ".join(info), "```", [start, after]
    token.content = _text(state, first, inside)


def _text(state: StateBlock, start: int, end: int) -> str:
    return state.getLines(start, end, state.blkIndent, True)  # noqa: FBT003 - positional


def _push_container(
    state: StateBlock, name: str, title: str, options: dict[str, str], lines: tuple[int, int, int, int]
) -> None:
    start, first, inside, after = lines
    classes = options.get("class", "").split()
    kind = classes[0] if name == "admonition" and classes else name
    opening = state.push("alert_open", "div", 1)
    opening.info, opening.map = kind.upper(), [start, after]
    folded = True if name == "dropdown" or "dropdown" in classes else None
    opening.meta = {"folded": folded, "bare": name in _BARE | _PICTURES and not title}
    if name in _PICTURES:
        opening.meta["bare"] = True
        push_paragraph(state, start, start + 1, f"![{options.get('alt', '')}](<{title}>)")
    else:
        push_title(state, title or None, start)
    tokenize_lines(state, first, inside)
    state.push("alert_close", "div", -1)


def _options(state: StateBlock, line: int, end: int) -> tuple[dict[str, str], int]:
    """The options at the beginning of a directive, `:key: value` or YAML between dashes, and the line after them."""
    found: dict[str, str] = {}
    if line < end and line_text(state, line).rstrip() == "---":
        closing = next((at for at in range(line + 1, end) if line_text(state, at).rstrip() == "---"), end)
        for at in range(line + 1, closing):
            key, _, value = line_text(state, at).partition(":")
            found[key.strip()] = value.strip().strip("\"'")
        return found, min(closing + 1, end)
    while line < end and (match := _OPTION.match(line_text(state, line))):
        found[match["key"]] = (match["value"] or "").strip().strip("\"'")
        line += 1
    return found, line


def _closing(state: StateBlock, start: int, end: int, mark: str) -> int:
    """The line that closes a directive between backticks or tildes."""
    for line in range(start + 1, end):
        text = line_text(state, line).rstrip()
        if leaves_block(state, line) or (len(text) >= len(mark) and not text.strip(mark[0])):
            return line
    return end


def _role(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _ROLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    ticks = match["ticks"]
    end = state.src.find(ticks, match.end(), state.posMax)
    if end < 0:
        return False
    if not silent:
        _push_role(state, match["name"].lower(), state.src[match.end() : end])
    state.pos = end + len(ticks)
    return True


def _push_role(state: StateInline, name: str, content: str) -> None:
    target = _TARGET.fullmatch(content)
    text = target["text"] if target else content
    if name == "math":
        state.push("math_inline", "math", 0).content = content
    elif name in _MONOSPACED:
        state.push("code_inline", "code", 0).content = content
    elif name in {"doc", "download"}:
        address = target["target"] if target else content
        named = address if name == "download" or "." in address.rpartition("/")[2] else f"{address}.md"
        state.push("link_open", "a", 1).attrs = {"href": named}
        state.push("text", "", 0).content = text
        state.push("link_close", "a", -1)
    else:
        state.push("text", "", 0).content = text
