"""What fenced code says about itself in comments, which sites take out: lines to mark, options of cells.

Three kinds: Shiki's `// [!code focus]` (its transformers 2.5 as VitePress 1.6 sets them), Docusaurus' comments such as
`// highlight-next-line` (theme-common 3.10, `codeBlockUtils.ts`), and Quarto's options `#| echo: false`.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_LONGEST: Final = 8_000
"""Longer code stays as it is typed; it is drawn in pieces, which know nothing of one another."""
_NOTE: Final = expression(r"[ \t]?\[!code (?:focus|highlight|hl|\+\+|--|error|warning|info)(?::(\d{1,4}))?\]")
_EMPTY: Final = expression(
    r"(?://|#|--|;+|%|/\*[ \t]*\*/|<!--[ \t]*-->|\{[ \t]*/\*[ \t]*\*/[ \t]*\})[ \t]*\Z"
)
_MAGIC: Final = expression(
    r"[ \t]*(?://|/\*|\{[ \t]*/\*|\#|<!--|--|;;|%|!|\(\*)[ \t]*(highlight-(?:next-line|start|end))[ \t]*"
    r"(?:\*/[ \t]*\}?|-->|\*\))?[ \t]*\Z"
)
_GIVEN: Final = expression(r"\{[\d,-]+\}")
_CELL: Final = expression(r"\{+[ \t]*[\w-]+")
_OPTION: Final = expression(r"[ \t]*(?:#|//|--|%%|;;)\|")


@dataclass(slots=True)
class _Code:
    """The lines of code that stay, the numbers of marked ones, and the indices of those that were taken out."""

    lines: list[str] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    hidden: list[int] = field(default_factory=list)


def enable_code_notes(parser: MarkdownIt) -> None:
    """Make `parser` take Shiki's notes out of code, and mark the lines that they are about."""
    parser.core.ruler.after("block", "code_notes", _rule("[!code ", _noted))


def enable_magic_comments(parser: MarkdownIt) -> None:
    """Make `parser` take the comments that mark lines of code for Docusaurus out of it."""
    parser.core.ruler.after("block", "magic_comments", _rule("highlight-", _magic))


def enable_cell_options(parser: MarkdownIt) -> None:
    """Make `parser` take the options of Quarto out of cells."""
    parser.core.ruler.after("block", "cell_options", _rule("|", _cell))


def _rule(sign: str, read: Callable[[Sequence[str], str], _Code]) -> Callable[[StateCore], None]:
    def rule(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "fence" and sign in token.content and len(token.content) < _LONGEST:
                code = read(token.content.removesuffix("\n").split("\n"), token.info)
                if not code.hidden and not code.marked:
                    continue
                token.content = "".join(f"{line}\n" for line in code.lines)
                token.meta = {**token.meta, "hidden": tuple(code.hidden)}
                if code.marked:
                    token.info += f' hl_lines="{" ".join(map(str, sorted(code.marked)))}"'

    return rule


def _noted(lines: Sequence[str], info: str) -> _Code:
    del info
    code = _Code()
    for index, line in enumerate(lines):
        counts = [int(match[1] or 1) for match in _NOTE.finditer(line)]
        kept = _EMPTY.sub("", _NOTE.sub("", line)).rstrip() if counts else line
        first = len(code.lines) + 1
        if counts and not kept:
            code.hidden.append(index)
        else:
            code.lines.append(kept)
        code.marked.update(
            number for count in counts for number in range(first, first + min(count, len(lines)))
        )
    return code


def _magic(lines: Sequence[str], info: str) -> _Code:
    code = _Code()
    if _GIVEN.search(info):
        code.lines.extend(lines)
        return code
    start = 0
    for index, line in enumerate(lines):
        match = _MAGIC.match(line)
        following = len(code.lines) + 1
        if match is None:
            code.lines.append(line)
            continue
        code.hidden.append(index)
        if match[1] == "highlight-next-line":
            code.marked.add(following)
        elif match[1] == "highlight-start":
            start = following
        elif start:
            code.marked.update(range(start, following))
    return code


def _cell(lines: Sequence[str], info: str) -> _Code:
    code = _Code()
    count = 0
    if _CELL.match(info):
        count = next((at for at, line in enumerate(lines) if not _OPTION.match(line)), len(lines))
    code.hidden.extend(range(count))
    code.lines.extend(lines[count:])
    return code
