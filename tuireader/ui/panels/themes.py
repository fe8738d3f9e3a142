"""The list of themes: each is shown while it is highlighted."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from tuireader.themes.palette import AUTO
from tuireader.ui.panels.lists import ListPanel
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from tuireader.themes.palette import Palette

HINT = "Enter keeps the theme · Esc goes back to the one before"
BROKEN = "an error in its file: tuireader config names it"


class ThemeList(RowList[str]):
    """One line per theme: its name, and whether it is dark or light."""

    def __init__(self, named: Callable[[str], Palette | None]) -> None:
        super().__init__(id="themes")
        # A row is drawn again and again, and for each the file of a theme would be read, and its colours made readable.
        self._named = cache(named)

    def draw(self, row: str, width: int, *, highlighted: bool) -> list[Text]:
        palette, dim = self._named(row), self.part_style("dim")
        told = BROKEN if palette is None else "dark" if palette.dark else "light"
        if row == AUTO:
            told = f"dark or light as the terminal is: now {told}"
        line = Text(row, Style(bold=True) if highlighted else Style())
        line.truncate(max(width - len(told) - 2, 8), overflow="ellipsis", pad=True)
        return [Text.assemble(line, "  ", (told, dim))]


class ThemePanel(ListPanel[str, str]):
    """The themes; `show` is called with each that is highlighted. The result is the chosen one."""

    def __init__(
        self,
        over: Widget,
        names: Sequence[str],
        current: str,
        named: Callable[[str], Palette | None],
        show: Callable[[str], None],
    ) -> None:
        super().__init__(over, f"Theme: {current}", HINT)
        self._names = names
        self._current = current
        self._named = named
        self._show = show

    def list_of_rows(self) -> ThemeList:
        return ThemeList(self._named)

    def on_mount(self) -> None:
        self.list.set_rows(self._names)
        self.list.highlight(self.list.index_of(self._current) or 0, notify=False)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        event.stop()
        if (name := self.list.chosen) and not self.left:
            self._show(name)

    def chosen(self) -> str | None:
        name = self.list.chosen
        return name if name and self._named(name) else None
