"""The items of lists, under their numbers or bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tuireader.rendering.elements.html.writer import Writer

_BULLETS: Final = "•◦▪"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN: Final = 3_999
_LONGEST: Final = 10


def begin_list(writer: Writer, element: _Element) -> bool:
    """Begin a list: count its items if it numbers them; one in another list stands close to it."""
    if element.tag == "ol":
        writer.markers[element] = iter(_numbers(element))
    parent = element.getparent()
    if parent is not None and parent.tag in {"li", "ul", "ol"}:
        writer.due = False
    return False


def begin_item(writer: Writer, element: _Element) -> bool:
    """Begin a list's item."""
    parent = element.getparent()
    numbers = writer.markers.get(parent) if parent is not None else None
    if numbers is None:
        depth = sum(1 for _ in element.iterancestors("ul", "menu", "dir")) or 1
        marker = _BULLETS[(depth - 1) % len(_BULLETS)]
    else:
        marker = next(numbers, _BULLETS[0])
    writer.enter_item(f"{marker} ", writer.canvas.theme.marker)
    return False


def _numbers(element: _Element) -> list[str]:
    """The numbers of a list's items, each as wide as the widest."""
    items = [child for child in element if child.tag == "li"]
    step = -1 if "reversed" in element.attrib else 1
    number = _whole(element.get("start"), len(items) if step < 0 else 1)
    kind = str(element.get("type", "1"))
    shown = []
    for item in items:
        number = _whole(item.get("value"), number)
        shown.append(_spelt(number, kind) + ".")
        number += step
    width = max(map(len, shown), default=0)
    return [marker.rjust(width) for marker in shown]


def _whole(said: str | None, otherwise: int) -> int:
    said = (said or "").strip()
    digits = said.removeprefix("-")
    return int(said) if digits.isascii() and digits.isdigit() and len(digits) < _LONGEST else otherwise


def _spelt(number: int, kind: str) -> str:
    """A number as a list of that `type` writes it: `1`, `a`, `A`, `i` or `I`."""
    if kind in {"a", "A"} and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if kind == "A" else letters
    if kind in {"i", "I"} and 0 < number <= _MOST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman.upper() if kind == "I" else roman
    return str(number)
