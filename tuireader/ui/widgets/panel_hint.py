"""The last line of a panel: its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.app import RenderResult

_DOT: Final = " · "


class PanelHint(Widget):
    """What keys do in a panel, side by side; in a narrow one, those before the last give way, which closes it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self._hint = hint

    def render(self) -> RenderResult:
        keys = self._hint.split(_DOT)
        while len(keys) > 1 and cell_len(_DOT.join(keys)) > self.content_size.width:
            del keys[-2]
        return Content(_DOT.join(keys))
