"""What a loop prints, put on the lines that the loop has in the source."""

from __future__ import annotations

import re
from typing import Final

_ITEM: Final = re.compile(r"([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
DEFINITION: Final = re.compile(r" {0,3}\[([^\[\]]{1,300})\]:[ \t]*<?([^\s<>]+)>?[ \t]*\Z")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n[ \t]*\n")


def fitted(rounds: list[str], breaks: int, *, alone: bool) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a loop's rounds with exactly that many line breaks, and the link definitions left over.

    `alone` tells that no text stands beside the loop's tags, so that their lines are free. What has no line of
    its own is joined to the last one in its way: list items and cells of tables by line breaks, prose by blanks.
    """
    if len(rounds) == 1 or breaks == 0:
        return "".join(rounds), []
    lines = [line for line in "".join(rounds).split("\n") if line.strip()]
    first = 0 if alone else 1
    slots = breaks + 1 if alone else breaks - 1
    if slots < 1:
        return " ".join(line.strip() for line in lines) + "\n" * breaks, []
    left: list[tuple[str, str]] = []
    if len(lines) > slots:
        left = [(match[1], match[2]) for line in lines[slots:] if (match := DEFINITION.match(line))]
        rest = lines[slots - 1 :]
        lines = [*lines[: slots - 1], rest[0] if len(left) == len(lines) - slots else _joined(rest)]
    elif 2 * len(lines) - 1 <= slots and _PARAGRAPHS.search((rounds[0] + rounds[1]).strip("\n")):
        lines = [part for line in lines for part in (line, "")][:-1]
    placed = [""] * first + lines
    return "\n".join(placed) + "\n" * (breaks + 1 - len(placed)), left


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
