"""Liquid's `for`: run where its items are known, else shown once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.rendering.templates.liquid_expressions import SyntaxFault, whole
from tuireader.rendering.templates.liquid_sections import sections, skip, write_doubtful, write_end
from tuireader.rendering.templates.liquid_values import Drop, Unknown, settled
from tuireader.rendering.templates.loops import Room, fitted
from tuireader.rendering.templates.writer import Writer

if TYPE_CHECKING:
    from tuireader.rendering.templates.liquid import Renderer
    from tuireader.rendering.templates.tree import Block, Node

_LINE: Final = 400
_PRINTS_NOTHING: Final = re.compile(
    r"[ \t]*\{%-?\s*(?:end(?!for|raw)\w+|els\w+|if|unless|case|when|assign|capture|comment)\b[^%\n]*%\}\s*\Z"
)


def loop(renderer: Renderer, block: Block, out: Writer) -> None:
    """Write a loop: all its rounds, or where its items are not known its body once, with a hint."""
    name, items = _collection(renderer, block.opener.body)
    (_, body), *rest = sections(block, frozenset({"else", "empty"}))
    length = block.closer.start - block.opener.end
    if isinstance(items, Unknown) or not renderer.scope.may_spend(len(items) * (length + 20)):
        write_doubtful(renderer, block.opener, out)
        with_name = renderer.scope.assigned
        before = with_name.get(name)
        with_name[name] = Unknown(name)
        renderer.render(body, out)
        with_name[name] = before
        for tag, nodes in rest:
            write_doubtful(renderer, tag, out)
            renderer.render(nodes, out)
        renderer.interrupt = ""
        write_end(renderer, block, out, doubtful=True)
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


def _collection(renderer: Renderer, text: str) -> tuple[str, list[object] | range | Unknown]:
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
    if isinstance(items, (Unknown, Drop)):
        return name, Unknown(items.name)
    if not isinstance(items, (list, range)):
        items = [] if items is None or items == "" else [items]
    chosen = items[first : first + most]
    return name, chosen[::-1] if backwards else chosen


def _rounds(
    renderer: Renderer, name: str, items: list[object] | range, body: list[Node], before: str
) -> list[str]:
    """Return what each round writes, the first one after `before` on its line."""
    assigned = renderer.scope.assigned
    outer = {key: assigned[key] for key in (name, "forloop") if key in assigned}
    rounds: list[str] = []
    for index, item in enumerate(items):
        assigned[name] = settled(item)
        assigned["forloop"] = _forloop(index, len(items))
        inner = Writer(renderer.source, before if index == 0 else "")
        renderer.render(body, inner)
        rounds.append(inner.text())
        interrupt, renderer.interrupt = renderer.interrupt, ""
        if interrupt == "break":
            break
    for key in (name, "forloop"):
        assigned.pop(key, None)
    assigned.update(outer)
    return rounds


def _trimmed(rounds: list[str], source: str, block: Block) -> list[str]:
    """Return the rounds, where there are more, without the blanks that hyphens in the loop's tags take away."""
    if len(rounds) > 1 and source.startswith("-", block.opener.end - 3):
        rounds = [text.lstrip() for text in rounds]
    if len(rounds) > 1 and source.startswith("-", block.closer.start + 2):
        rounds = [text.rstrip() for text in rounds]
    return rounds


def _room(source: str, block: Block, out: Writer, breaks: int) -> Room:
    """Return what lines a loop has for its text, as far as it stands on lines of its own."""
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
