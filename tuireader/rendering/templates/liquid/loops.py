"""Loops of Liquid: run where their items are known, else shown once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates.cards import html_line
from tuireader.rendering.templates.liquid.evaluate import SyntaxFault, whole
from tuireader.rendering.templates.liquid.scan import sections, skip
from tuireader.rendering.templates.liquid.values import Drop, UnknownValue, settled
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    from tuireader.rendering.templates.liquid.renderer import Renderer
    from tuireader.rendering.templates.tree import Node, TemplateBlock

_ITEM: Final = re.compile(r"([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
DEFINITION: Final = re.compile(r" {0,3}\[([^\[\]]{1,300})\]:[ \t]*<?([^\s<>]+)>?[ \t]*\Z")
_MAX_HTML: Final = 200_000
"""Characters of a loop's text up to which HTML is made of it."""
# A line that begins no block of its own, so that it goes with the lines around it.
_PROSE: Final = re.compile(
    r" {0,3}(?![-+#>|<`~=\s]|\*(?!\S)|\d{1,9}[.)](?:\s|\Z)|\[[^\]]{1,99}\]:|[-*_ ]{3,}\Z)\S"
)


@dataclass(frozen=True, slots=True)
class Room:
    """The lines that a loop's text may take: `breaks` is the number of line breaks that it must have.

    `alone` says that no text stands beside the loop's tags, so that their lines are free, and outside HTML then
    `above` and `below` whether text stands on the lines before and after. `html` says that it stands in HTML;
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
_PRINTS_NOTHING: Final = re.compile(
    r"[ \t]*\{%-?\s*(?:end(?!for|raw)\w+|els\w+|if|unless|case|when|assign|capture|comment)\b[^%\n]*%\}\s*\Z"
)


def loop(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    """Write a loop: all its rounds, or where its items are not known its body once, with a hint."""
    name, items = _collection(renderer, block.opener.body)
    (_, body), *rest = sections(block, frozenset({"else", "empty"}))
    length = block.closer.start - block.opener.end
    if isinstance(items, UnknownValue) or not renderer.scope.may_spend(len(items) * (length + 20)):
        renderer.write_doubtful(block.opener, out)
        with_name = renderer.scope.assigned
        before = with_name.get(name)
        with_name[name] = UnknownValue(name)
        renderer.render(body, out)
        with_name[name] = before
        for tag, nodes in rest:
            renderer.write_doubtful(tag, out)
            renderer.render(nodes, out)
        renderer.interrupt = ""
        renderer.write_end(block, out, doubtful=True)
        return
    out.stand_in(block.opener, "")
    if items:
        rounds = _rounds(renderer, name, items, body, out.line())
        breaks = renderer.source.count("\n", body[0].start, body[-1].end) if body else 0
        text, left = fitted(
            _trimmed(rounds, renderer.source, block), _room(renderer.source, block, out, breaks)
        )
        renderer.definitions.extend(left)
        out.put(text)
    else:
        skip(body, out)
    for tag, nodes in rest:
        out.stand_in(tag, "")
        if items:
            skip(nodes, out)
        else:
            renderer.render(nodes, out)
    out.drop(block.closer.start, block.closer.end)


def _collection(renderer: Renderer, text: str) -> tuple[str, list[object] | range | UnknownValue]:
    """Return the name that a loop gives to each item, and the items."""
    reader = renderer.reader(text)
    name = reader.word()
    if not reader.take("in"):
        raise SyntaxFault(text)
    items = reader.value()
    backwards, first, most = False, 0, 10**6
    while not reader.ended():
        option = reader.word() if not reader.take(",") else ""
        if option == "reversed":
            backwards = True
        elif option in {"limit", "offset"} and reader.take(":"):
            count = whole(reader.value())
            first, most = (max(0, count), most) if option == "offset" else (first, max(0, count))
        elif option:
            raise SyntaxFault(text)
    if isinstance(items, Mapping):
        items = [[key, settled(value)] for key, value in items.items()]
    if isinstance(items, (UnknownValue, Drop)):
        return name, UnknownValue(items.name)
    if not isinstance(items, (list, range)):
        items = [] if items is None or items == "" else [items]
    chosen = items[first : first + most]
    return name, chosen[::-1] if backwards else chosen


def _rounds(
    renderer: Renderer, name: str, items: list[object] | range, body: list[Node], before: str
) -> list[str]:
    """Return the text of each round; `before` stands on the line of the first."""
    assigned = renderer.scope.assigned
    outer = {key: assigned[key] for key in (name, "forloop") if key in assigned}
    rounds: list[str] = []
    for index, item in enumerate(items):
        assigned[name] = settled(item)
        assigned["forloop"] = _forloop(index, len(items))
        inner = TranslationWriter(renderer.source, before if index == 0 else "")
        renderer.render(body, inner)
        rounds.append(inner.text())
        interrupt, renderer.interrupt = renderer.interrupt, ""
        if interrupt == "break":
            break
    for key in (name, "forloop"):
        assigned.pop(key, None)
    assigned.update(outer)
    return rounds


def _trimmed(rounds: list[str], source: str, block: TemplateBlock) -> list[str]:
    """Return the rounds, where there are more, without the blanks that hyphens in the loop's tags take away."""
    if len(rounds) > 1 and source.startswith("-", block.opener.end - 3):
        rounds = [text.lstrip() for text in rounds]
    if len(rounds) > 1 and source.startswith("-", block.closer.start + 2):
        rounds = [text.rstrip() for text in rounds]
    return rounds


def _room(source: str, block: TemplateBlock, out: TranslationWriter, breaks: int) -> Room:
    """Return the lines that a loop has for its text."""
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


def _forloop(index: int, length: int) -> Mapping[str, object]:
    return {
        "index": index + 1,
        "index0": index,
        "rindex": length - index,
        "rindex0": length - index - 1,
        "first": index == 0,
        "last": index == length - 1,
        "length": length,
    }
