"""Loops of Liquid: run where their items are known, else shown once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.templates.liquid.evaluate import SyntaxFault, whole
from tuireader.rendering.templates.liquid.room import fitted, room_of
from tuireader.rendering.templates.liquid.scan import sections, skip
from tuireader.rendering.templates.liquid.values import Drop, UnknownValue, settled
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    from tuireader.rendering.templates.liquid.renderer import Renderer
    from tuireader.rendering.templates.tree import Node, TemplateBlock


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
        rounds = _trimmed(_rounds(renderer, name, items, body, out), renderer.source, block)
        if out.free:
            out.put("".join(rounds))
        else:
            breaks = renderer.source.count("\n", body[0].start, body[-1].end) if body else 0
            text, left = fitted(rounds, room_of(renderer.source, block, out, breaks))
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


_COLUMNS: Final = expression(r"[\s,]*\bcols\s*:\s*(\d{1,4})")


def table_rows(renderer: Renderer, block: TemplateBlock, out: TranslationWriter) -> None:
    """Write the rows of a table, a cell for each item of a loop; where these are not known, its body once."""
    columns = _COLUMNS.search(block.opener.body)
    name, items = _collection(renderer, _COLUMNS.sub("", block.opener.body))
    length = block.closer.start - block.opener.end
    if isinstance(items, UnknownValue) or not renderer.scope.may_spend(len(items) * (length + 20)):
        renderer.write_doubtful(block.opener, out)
        renderer.render(block.children, out)
        renderer.write_end(block, out, doubtful=True)
        return
    cells = [" ".join(text.split()) for text in _rounds(renderer, name, items, block.children, out)]
    wide = int(columns[1]) if columns and int(columns[1]) else max(1, len(cells))
    rows = (cells[at : at + wide] for at in range(0, len(cells), wide))
    out.stand_in(block, "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows))


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
        scope = renderer.scope
        if not scope.may_spend(len(items)):
            return name, UnknownValue(name)
        items = [[key, scope.settled(value)] for key, value in items.items()]
    if isinstance(items, (UnknownValue, Drop)):
        return name, UnknownValue(items.name)
    if not isinstance(items, (list, range)):
        items = [] if items is None or items == "" else [items]
    chosen = items[first : first + most]
    return name, chosen[::-1] if backwards else chosen


def _rounds(
    renderer: Renderer, name: str, items: list[object] | range, body: Sequence[Node], out: TranslationWriter
) -> list[str]:
    """Return the text of each round; the first one is after what is written on the line of `out`."""
    assigned = renderer.scope.assigned
    outer = {key: assigned[key] for key in (name, "forloop") if key in assigned}
    rounds: list[str] = []
    for index, item in enumerate(items):
        assigned[name] = settled(item)
        assigned["forloop"] = _forloop(index, len(items), outer.get("forloop"))
        inner = TranslationWriter(renderer.source, out.line() if index == 0 else "", free=out.free)
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


def _forloop(index: int, length: int, around: object) -> Mapping[str, object]:
    return {
        "parentloop": around,
        "index": index + 1,
        "index0": index,
        "rindex": length - index,
        "rindex0": length - index - 1,
        "first": index == 0,
        "last": index == length - 1,
        "length": length,
    }
