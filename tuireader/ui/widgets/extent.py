"""How much there is to scroll through, told without laying the screen out anew where nothing moves for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.scroll_view import ScrollView


def set_extent(view: ScrollView, extent: Size) -> None:
    """Make `extent` what `view` scrolls through; the screen is laid out anew only if the scroll bar comes or goes.

    Textual does so for every other `virtual_size`, and paints the whole screen: a key that moves would wait for that.
    """
    needed = view.styles.overflow_y == "scroll" or extent.height > view.size.height
    if needed != view.show_vertical_scrollbar or extent.width != view.virtual_size.width:
        view.virtual_size = extent
        return
    view.set_reactive(Widget.virtual_size, extent)
    if needed:
        bar = view.vertical_scrollbar
        bar.window_virtual_size, bar.window_size = extent.height, view.size.height
