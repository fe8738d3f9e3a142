"""The lines that the text of a loop, a partial or a value may take: as many as its tags have in the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.templates.cards import html_line, without_breaks
from tuireader.rendering.templates.code import code_regions

if TYPE_CHECKING:
    from tuireader.rendering.templates.tree import Node
    from tuireader.rendering.templates.writer import TranslationWriter

_ITEM: Final = expression(r"([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_TITLED: Final = r"""(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?"""
DEFINITION: Final = expression(
    rf" {{0,3}}\[([^\[\]\n]{{1,300}})\]:[ \t]*<?([^\s<>]+)>?{_TITLED}[ \t]*(?:\n|\Z)"
)
_IN_LINE: Final = expression(
    r"<(?:!--|(?:a|abbr|b|br|cite|code|em|i|img|kbd|mark|small|span|strong|sub|sup|u)\b)", re.IGNORECASE
)
_MAX_HTML: Final = 200_000
"""Characters of a loop's text up to which HTML is made of it."""
# A line that begins no block of its own, so that it goes with the lines around it.
_PROSE: Final = expression(
    r" {0,3}(?![-+#>|<`~=\s]|\*(?!\S)|\d{1,9}[.)](?:\s|\Z)|\[[^\]]{1,99}\]:|[-*_ ]{3,}\Z)\S"
)


@dataclass(frozen=True, slots=True)
class Room:
    """The lines that a loop's text may take: `breaks` is the number of line breaks that it must have.

    `alone` says that no text is beside the loop's tags, so that their lines are free, and outside HTML then
    `above` and `below` whether text is on the lines before and after. `html` says that it is in HTML;
    `indent` is the text before the loop's tag.
    """

    breaks: int
    alone: bool
    above: bool = False
    below: bool = False
    html: bool = False
    indent: str = ""


def fitted(rounds: list[str], room: Room) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a loop's rounds with exactly its line breaks, and the link definitions left over.

    Blocks that are more than there are lines for go on one line: paragraphs parted by line breaks, anything else
    as HTML. Beside other text, in HTML and in tables, what has no line of its own is joined to the last one.
    """
    if len(rounds) == 1 or room.breaks == 0:
        return "".join(rounds), []
    lines = [line for line in "".join(rounds).split("\n") if line.strip()]
    if room.alone and not room.html and not any(_stays_in_lines(line) for line in lines[:1]):
        return _blocks("".join(rounds), lines, room), []
    first = 0 if room.alone else 1
    slots = room.breaks + 1 if room.alone else room.breaks - 1
    if slots < 1:
        return " ".join(line.strip() for line in lines) + "\n" * room.breaks, []
    left: list[tuple[str, str]] = []
    if len(lines) > slots:
        left = [(match[1], match[2]) for line in lines[slots:] if (match := DEFINITION.match(line))]
        rest = lines[slots - 1 :]
        lines = [*lines[: slots - 1], rest[0] if len(left) == len(lines) - slots else _joined(rest)]
    placed = [""] * first + lines
    return "\n".join(placed) + "\n" * (room.breaks + 1 - len(placed)), left


def on_lines(text: str, room: Room) -> str:
    """Return a text of several lines with exactly the line breaks that a single tag has room for.

    Markdown that has its line for itself is HTML where it needs more; in HTML, and beside other text, it is one line.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if room.alone and not room.html and not _is_html(text):
        return _blocks(text.strip("\n"), lines, room)
    return "".join(without_breaks("\n".join(lines))) + "\n" * room.breaks


def _is_html(text: str) -> bool:
    """Tell whether a text is HTML, and not Markdown below a tag of a line, such as an anchor, or a comment."""
    text = text.strip()
    return text.startswith("<") and not ("\n\n" in text and _IN_LINE.match(text))


def without_definitions(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a text without the lines that define targets of links, and these with their labels; notes stay."""
    if "]:" not in text:
        return text, []
    code = code_regions(text, indented=False)
    kept: list[str] = []
    found: list[tuple[str, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = DEFINITION.match(line)
        if match is None or match[1].startswith("^") or at in code:
            kept.append(line)
        else:
            found.append((match[1], match[2]))
        at += len(line)
    return "".join(kept), found


def put_lines(source: str, node: Node, text: str, out: TranslationWriter) -> None:
    """Write a text of any number of lines in the place of a tag."""
    if out.free:
        out.put(text)
        return
    text = text.strip("\n")
    if "\n" not in text:
        out.put(text + "\n" * out.breaks(node))
    elif out.in_destination():
        out.stand_in(node, " ".join(text.split()))
    else:
        out.put(on_lines(text, room_of(source, node, out, out.breaks(node))))


def _stays_in_lines(line: str) -> bool:
    """Tell whether a text that begins so is made of lines rather than of blocks: definitions, cells, HTML."""
    return line.lstrip().startswith(("|", "<")) or DEFINITION.match(line) is not None


def _blocks(text: str, lines: list[str], room: Room) -> str:
    """Return the blocks of a loop that has its lines for itself, parted from the text around them as on the site."""
    slots = room.breaks + 1
    before = int(room.above and text.startswith("\n"))
    after = int(room.below and text.endswith("\n"))
    indents = {match[1] if (match := _ITEM.match(line)) else None for line in lines}
    item_indent = indents.pop() if len(indents) == 1 else None
    paragraphs = _paragraphs(text) if item_indent is None else [lines]
    placed = "\n\n".join("\n".join(part) for part in paragraphs)
    if before + placed.count("\n") + 1 + after > slots:
        placed = _on_one_line(paragraphs, room.indent if item_indent is None else item_indent)
        before = min(before, slots - 1)
    return "\n" * before + placed + "\n" * (room.breaks - before - placed.count("\n"))


def _paragraphs(text: str) -> list[list[str]]:
    """Return the lines between empty ones."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def _on_one_line(paragraphs: list[list[str]], indent: str) -> str:
    if all(_PROSE.match(line) for lines in paragraphs for line in lines):
        return indent + "<br><br>".join(map(_one_paragraph, paragraphs))
    text = "\n\n".join("\n".join(line.removeprefix(indent) for line in lines) for lines in paragraphs)
    return indent + (html_line(text) if len(text) <= _MAX_HTML else " ".join(text.split("\n")))


def _one_paragraph(lines: list[str]) -> str:
    broken = [f"{line.strip()}<br>" if line.endswith(("  ", "\\")) else line.strip() for line in lines[:-1]]
    return " ".join((*broken, lines[-1].strip()))


def _joined(lines: list[str]) -> str:
    items = [_ITEM.match(line) for line in lines]
    if all(items):
        return lines[0] + "".join(
            f"<br>• {line[match.end() :]}" for line, match in zip(lines[1:], items[1:], strict=True) if match
        )
    rows = [line.strip().strip("|").split("|") for line in lines]
    if all(line.lstrip().startswith("|") for line in lines) and len({len(row) for row in rows}) == 1:
        cells = ("<br>".join(cell.strip() for cell in column) for column in zip(*rows, strict=True))
        return "| " + " | ".join(cells) + " |"
    return lines[0].rstrip() + "".join(f" {line.strip()}" for line in lines[1:])


_LINE: Final = 400
_PRINTS_NOTHING: Final = expression(
    r"[ \t]*\{%-?\s*(?:end(?!for|raw)\w+|els\w+|if|unless|case|when|assign|capture|comment)\b[^%\n]*%\}\s*\Z"
)


def room_of(source: str, block: Node, out: TranslationWriter, breaks: int) -> Room:
    """Return what lines a tag or block has for its text, as far as it is on lines of its own."""
    after = source.find("\n", block.end)
    end = after if after >= 0 else len(source)
    if any(text.strip() for text in (out.line(), source[block.end : end])):
        return Room(breaks, alone=False)
    below = source[end + 1 : end + 1 + _LINE].partition("\n")[0]
    return Room(
        breaks,
        alone=True,
        above=bool(out.above().strip()),
        below=bool(below.strip()) and not _PRINTS_NOTHING.match(below),
        html=out.in_html(block),
        indent=out.line(),
    )
