"""Block quotes and alerts: a bar at the left, one for each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.flow import Flow

if TYPE_CHECKING:
    from tuireader.rendering.elements.canvas import Canvas

_BAR: Final = "▎ "


def draw_quote(canvas: Canvas, at: int) -> int:
    """Draw a block quote."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    entered = canvas.enter_bar(_BAR, canvas.theme.quote_bar, source)
    canvas.draw_children(at + 1, canvas.closing[at])
    canvas.leave(entered, source)
    return canvas.closing[at] + 1


def draw_alert(canvas: Canvas, at: int) -> int:
    """Draw an alert (`> [!NOTE]`): its kind as a title, bar and title in the kind's colour."""
    token = canvas.tokens[at]
    source = token.map[0] if token.map else 0
    kind = str(token.meta.get("kind", token.info))
    style = canvas.theme.alerts.get(kind, canvas.theme.quote_bar)
    entered = canvas.enter_bar(_BAR, style, source)
    if not (canvas.ink.continues and token.level == 0):
        title = Flow()
        title.text(kind.capitalize(), style + canvas.theme.strong)
        canvas.flow(title, source)
    start = at + 1
    if start < canvas.closing[at] and canvas.tokens[start].type == "alert_title_open":
        start = canvas.closing[start] + 1
    canvas.draw_children(start, canvas.closing[at])
    canvas.leave(entered, source)
    return canvas.closing[at] + 1
