"""Callouts: notes, tips and warnings of every dialect, a bar and a title in the colour of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.callout_kinds import title_of
from tuireader.rendering.elements.blocks import BAR
from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from rich.style import Style

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.theme import Theme


def callout_colour(theme: Theme, kind: str) -> Style:
    """The colour of a callout; a kind that the theme does not know looks like a note."""
    return theme.alerts.get(kind.upper()) or theme.alerts["NOTE"]


def callout_style(theme: Theme, kind: str) -> Style:
    """The style of a title."""
    return callout_colour(theme, kind) + theme.strong


def draw_callout(  # noqa: PLR0913, PLR0917 - what a callout is, and where it is
    canvas: Canvas,
    source: int,
    kind: str,
    title: Flow | None,
    start: int,
    end: int,
    folded: bool | None = None,
    *,
    continued: bool = False,
) -> None:
    """Draw a callout that begins on line `source` and holds the tokens `start` to `end`.

    `kind` is written in any case. `title` is its own title in `callout_style`: None names it by its kind, one
    without text leaves it out. `folded` tells how the author left it, None that it does not fold. `continued`
    says that its title is above a piece before this one.
    """
    entered = canvas.enter_bar(BAR, callout_colour(canvas.theme, kind), source)
    if continued or _titled(canvas, source, kind, title, folded):
        canvas.draw_children(start, end)
    canvas.leave(entered, source)


def draw_alert(canvas: Canvas, at: int) -> int:
    """Draw a callout from its tokens: `alert_open` and, where it has a title of its own, `alert_title_open`.

    `info` is the kind, `meta["folded"]` what `draw_callout` takes. A piece of a large one does not fold.
    A `bare` one of an unknown kind is no callout, but an element that the site styles in its own way.
    """
    token = canvas.tokens[at]
    kind = str(token.meta.get("kind", token.info))
    start, end = at + 1, canvas.closing[at]
    if token.meta.get("bare") and kind not in canvas.theme.alerts:
        canvas.draw_children(start, end)
        return end + 1
    title = None
    if start < end and canvas.tokens[start].type == "alert_title_open":
        style = callout_style(canvas.theme, kind)
        title = canvas.flow_of(canvas.tokens[start + 1].children or (), style)
        start = canvas.closing[start] + 1
    piece = token.level == 0 and canvas.context.piece
    draw_callout(
        canvas,
        canvas.line_of(at),
        kind,
        title,
        start,
        end,
        None if piece else token.meta.get("folded"),
        continued=token.level == 0 and canvas.context.continues,
    )
    return end + 1


def _titled(canvas: Canvas, source: int, kind: str, title: Flow | None, folded: bool | None) -> bool:
    """Put down the title; tell whether the content is to be drawn."""
    if title is None:
        title = Flow()
        title.text(title_of(kind), callout_style(canvas.theme, kind))
    if folded is not None:
        return canvas.fold(title, source, opened=not folded)
    if title.plain():
        canvas.flow(title, source)
    return True


def draw_attributed(canvas: Canvas, at: int) -> int:
    """Draw a block as a callout if its class means one (`meta["kind"]`), else without one."""
    start, end = at + 1, canvas.closing[at]
    if not (kind := canvas.tokens[at].meta.get("kind")):
        canvas.draw_children(start, end)
        return end + 1
    if canvas.tokens[start].type == "blockquote_open" and canvas.closing[start] == end - 1:
        start, end = start + 1, end - 1
    draw_callout(canvas, canvas.line_of(at), str(kind), None, start, end)
    return canvas.closing[at] + 1
