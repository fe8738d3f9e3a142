"""Blocks of text: paragraphs, headings, quotes, lists, footnotes, and all that has no element of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment

from tuireader.rendering.elements.flow import Flow, clean, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from tuireader.rendering.body.blocks import ListRun
    from tuireader.rendering.elements.canvas import Canvas

BAR: Final = "▎ "


def draw_quote(canvas: Canvas, at: int) -> int:
    source = canvas.line_of(at)
    entered = canvas.enter_bar(BAR, canvas.theme.quote_bar, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)
    return canvas.closing[at] + 1


BULLETS: Final = "•◦▪"
BOXES: Final = {True: "☑", False: "☐"}


def draw_bullet_list(canvas: Canvas, at: int) -> int:
    items = _items(canvas, at)
    bullet = BULLETS[canvas.bullets % len(BULLETS)]
    canvas.bullets += 1
    _draw(canvas, items, [bullet] * len(items))
    canvas.bullets -= 1
    return canvas.closing[at] + 1


def draw_ordered_list(canvas: Canvas, at: int) -> int:
    """Draw an ordered list from the number that it starts with."""
    token, run = canvas.tokens[at], _run(canvas)
    items = _items(canvas, at)
    first = int(token.attrs.get("start", 1))
    if run and run.ordinal is not None:
        first = run.ordinal
    last = max(first + len(items) - 1, (run and run.last) or 0)
    delimiter = token.markup or "."
    width = len(str(last))
    _draw(canvas, items, [f"{number:>{width}}{delimiter}" for number in range(first, first + len(items))])
    return canvas.closing[at] + 1


def is_tight(canvas: Canvas, at: int) -> bool:
    """Tell whether the items of the list at `at` have no blank lines between them.

    The parser says so by hiding their paragraphs; where there are none, items of several blocks are set apart.
    """
    tokens = canvas.tokens
    if run := _run(canvas):
        return run.tight
    level = tokens[at].level
    inside = [token for token in tokens[at : canvas.closing[at]] if token.level == level + 2]
    paragraphs = [token.hidden for token in inside if token.type == "paragraph_open"]
    if paragraphs:
        return all(paragraphs)
    items = sum(token.level == level + 1 and token.nesting > 0 for token in tokens[at : canvas.closing[at]])
    return sum(token.nesting >= 0 for token in inside) <= items


def _items(canvas: Canvas, at: int) -> Sequence[int]:
    items = []
    item, end = at + 1, canvas.closing[at]
    while item < end:
        items.append(item)
        item = canvas.closing[item] + 1
    return items


def _run(canvas: Canvas) -> ListRun | None:
    """What is known of a list that is not drawn as one."""
    runs = canvas.context.lists
    return runs[canvas.lists] if canvas.lists < len(runs) else None


def _draw(canvas: Canvas, items: Sequence[int], markers: Sequence[str]) -> None:
    tight = is_tight(canvas, items[0] - 1) if items else True
    run = _run(canvas)
    canvas.lists += 1
    for index, (item, marker) in enumerate(zip(items, markers, strict=True)):
        if index and not tight:
            canvas.gap()
        shown, style = _marker(canvas, item, marker)
        source = canvas.line_of(item)
        if run and run.continued:
            entered = canvas.enter_continued(shown + " ", style)
        else:
            entered = canvas.enter_item(shown + " ", style, source)
        canvas.draw_children(item + 1, canvas.closing[item], tight=tight)
        canvas.leave(entered, source)
    canvas.lists -= 1


def _marker(canvas: Canvas, item: int, marker: str) -> tuple[str, Style]:
    theme = canvas.theme
    checked = canvas.tokens[item].meta.get("checked")
    if checked is None:
        return marker, theme.marker
    box = BOXES[checked]
    style = theme.done if checked else theme.marker
    return (box if marker in BULLETS else f"{marker} {box}"), style


_MAY_BE_IMAGES: Final = frozenset({"html_inline", "image", "link_open"})


def draw_paragraph(canvas: Canvas, at: int) -> int:
    """Draw a paragraph; one that shows nothing, such as a lone `<br>`, takes no line."""
    inline = canvas.tokens[at + 1]
    children = inline.children or ()
    source = (inline.map or canvas.tokens[at].map or [0])[0]
    if children and children[0].type in _MAY_BE_IMAGES:
        from tuireader.rendering.elements.images import draw_images

        if draw_images(canvas, children, source):
            return canvas.closing[at] + 1
    if (flow := canvas.flow_of(children, canvas.theme.text).trimmed()).runs:
        canvas.flow(flow, source)
    return canvas.closing[at] + 1


def draw_heading(canvas: Canvas, at: int) -> int:
    """Draw a heading, its rank shown by weight and colour; one of the first rank has a rule below it."""
    token, source = canvas.tokens[at], canvas.line_of(at)
    rank = int(token.tag[1:])
    content = canvas.tokens[at + 1]
    flow = canvas.flow_of(content.children or (), canvas.heading_style(rank)).trimmed()
    if (
        rank == 1
        and token.level == 0
        and canvas.context.options.title in {content.content, flow.plain()} - {""}
    ):
        return canvas.closing[at] + 1
    canvas.heading(source)
    width = canvas.flow(flow, source)
    if rank == 1 and width:
        canvas.row(
            canvas.placed(rows_of([Segment("─" * min(width, canvas.width), canvas.theme.rule)])), source
        )
    return canvas.closing[at] + 1


def draw_break(canvas: Canvas, at: int) -> int:
    """Draw a thematic break: a short rule, in the middle of the page but not of a quote or a list."""
    put_break(canvas, canvas.line_of(at))
    return at + 1


def put_break(canvas: Canvas, source: int) -> None:
    width = min(canvas.first_width, max(3, canvas.width // 4))
    indent = max(0, (canvas.first_width - width) // 2) if canvas.first_width == canvas.context.width else 0
    segments = [Segment(" " * indent), Segment("─" * width, canvas.theme.rule)]
    canvas.row(rows_of(segments if indent else segments[1:]), source)


def draw_other(canvas: Canvas, at: int) -> int:
    """Draw the text of a token that has no element of its own."""
    token = canvas.tokens[at]
    if token.content:
        flow = canvas.flow_of(token.children or (token,), canvas.theme.text)
        canvas.flow(flow, canvas.line_of(at))
    return at + 1


_INDENT: Final = "    "


def draw_definition_list(canvas: Canvas, at: int) -> int:
    index, end = at + 1, canvas.closing[at]
    # A piece has the terms above it only to be understood.
    named = canvas.tokens[at].level == 0 and canvas.context.continues
    while index < end:
        source = canvas.line_of(index)
        if canvas.tokens[index].type != "dt_open":
            _draw_definition(canvas, index, source)
        elif not named:
            style = canvas.theme.text + canvas.theme.strong
            canvas.flow(canvas.flow_of(canvas.tokens[index + 1].children or (), style), source)
        index = canvas.closing[index] + 1
    return end + 1


def _draw_definition(canvas: Canvas, at: int, source: int) -> None:
    if canvas.tokens[at].meta.get("loose"):
        canvas.gap()
    entered = canvas.enter_item(_INDENT, canvas.theme.text, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)


_MAX_CONTENTS: Final = 1_000
"""Headings that a list of contents names; what has more is no post."""


def draw_contents(canvas: Canvas, at: int) -> int:
    """Draw the contents of the post, as far as its headings are known; numbered where it asks for an ordered list."""
    token, source = canvas.tokens[at], canvas.line_of(at)
    if title := token.meta.get("title"):
        flow = Flow()
        flow.text(clean(title), canvas.theme.text + canvas.theme.strong)
        canvas.flow(flow, source)
        canvas.gap()
    if canvas.context.source + source in canvas.context.overridden:
        for text in token.meta["items"]:
            entered = canvas.enter_item(f"{BULLETS[0]} ", canvas.theme.marker, source)
            flow = Flow()
            flow.text(clean(text), canvas.theme.text)
            canvas.flow(flow, source)
            canvas.leave(entered, source)
        return at + 1
    numbers: list[int] = []
    ranks: list[int] = []
    for entry in canvas.context.contents()[:_MAX_CONTENTS]:
        while ranks and ranks[-1] >= entry.level:
            ranks.pop()
        depth = len(ranks)
        ranks.append(entry.level)
        numbers = [*numbers[: depth + 1], *[0] * (depth + 1 - len(numbers))]
        numbers[depth] += 1
        if token.meta.get("ordered"):
            marker = f"{'   ' * depth}{numbers[depth]}. "
        else:
            marker = f"{'  ' * depth}{BULLETS[depth % len(BULLETS)]} "
        entered = canvas.enter_item(marker, canvas.theme.marker, source)
        flow = Flow()
        flow.text(entry.title, canvas.theme.text + canvas.theme.link, flow.link(f"#{entry.anchor}"))
        canvas.flow(flow, source)
        canvas.leave(entered, source)
    return at + 1


BACK: Final = "↩"


def draw_footnote(canvas: Canvas, at: int) -> int:
    """Draw a footnote's definition, unless another one counts; at its end a link to `#fnref:LABEL`."""
    token, source = canvas.tokens[at], canvas.line_of(at)
    if canvas.context.source + source in canvas.context.overridden:
        return canvas.closing[at] + 1
    label = str(token.meta.get("label", ""))
    shown = f"[{canvas.context.footnotes.get(label, clean(label))}] "
    entered = canvas.enter_item(shown, canvas.theme.footnote, source)
    last = _last_paragraph(canvas, at)
    canvas.draw_children(at + 1, last)
    flow = Flow()
    if last < canvas.closing[at]:
        if last > at + 1:
            canvas.gap()
        inline = canvas.tokens[last + 1]
        flow = canvas.flow_of(inline.children or (), canvas.theme.text)
        source = inline.map[0] if inline.map else source
        flow.text("\xa0", canvas.theme.text)
    flow.text(BACK, canvas.theme.footnote, flow.link(f"#fnref:{label}"))
    canvas.flow(flow, source)
    canvas.leave(entered, source)
    return canvas.closing[at] + 1


def _last_paragraph(canvas: Canvas, at: int) -> int:
    """The index of the paragraph that a footnote ends in, or where it closes."""
    end = canvas.closing[at]
    start = end - 3
    ends_so = (
        start > at and canvas.tokens[start].type == "paragraph_open" and canvas.closing[start] == end - 1
    )
    return start if ends_so else end


_BAR: Final = "┊ "


def draw_cited_note(canvas: Canvas, at: int) -> int:
    """Draw a note under its number, without a way back: the citation is right above."""
    token, source = canvas.tokens[at], canvas.line_of(at)
    label = str(token.meta["label"])
    bar = canvas.enter_bar(_BAR, canvas.theme.footnote, source)
    item = canvas.enter_item(
        f"[{canvas.context.footnotes.get(label, label)}] ", canvas.theme.footnote, source
    )
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(item, source)
    canvas.leave(bar, source)
    return canvas.closing[at] + 1


def draw_abbreviations(canvas: Canvas, at: int) -> int:
    """Draw definitions of abbreviations, each on a quiet line."""
    token, theme = canvas.tokens[at], canvas.theme
    for row, (label, meaning) in enumerate(token.meta["defined"], canvas.line_of(at)):
        flow = Flow()
        flow.text(label, theme.small + theme.underline)
        flow.text(f": {meaning}" if meaning else "", theme.small)
        canvas.flow(flow, row)
    return at + 1
