"""The panes of the reader: which are visible, which has the keyboard, and the keys that depend on that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.ui.arrangement import Arrangement, Pane, side_widths
from tuireader.ui.article.article import Article
from tuireader.ui.widgets.facet_list import FacetList
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.widget import Widget

    from tuireader.ui.motion import Motion
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.navigator import Navigator


class Layout:
    """The panes side by side, as far as there is room for them; `right` holds the outline and its title."""

    def __init__(self, context: ReaderContext, right: Widget) -> None:
        self.arrangement = Arrangement()
        self._context = context
        self._right = right

    def show(self, arrangement: Arrangement) -> None:
        """Show the panes that `arrangement` asks for, and give the keyboard to one of them."""
        self.arrangement = arrangement
        sidebar, screen = self._context.sidebar, self._context.screen
        panes = arrangement.panes(self._width)
        sidebar.display = panes.left
        self._context.reading.display = panes.article
        self._right.display = panes.outline
        left, right = side_widths(self._width, panes)
        sidebar.styles.width = left if panes.article else "1fr"
        self._right.styles.width = right if panes.article else "1fr"
        visible = self.visible()
        focus = arrangement.focus if arrangement.focus in visible else visible[0]
        # At once and not, as `Widget.focus` would, after the keys that wait already.
        screen.set_focus(screen.query_one(f"#{focus.value}"), scroll_visible=False)

    def show_again(self) -> None:
        """Show what fits the width as it is now."""
        self.show(self.arrangement)

    @property
    def _width(self) -> int:
        return self._context.screen.size.width

    def visible(self) -> list[Pane]:
        """The panes that can have the keyboard now, from left to right."""
        panes = self.arrangement.panes(self._width)
        shown = {
            Pane.POSTS: panes.left,
            Pane.TAGS: panes.left,
            Pane.ARTICLE: panes.article,
            Pane.OUTLINE: panes.outline,
        }
        return [pane for pane, visible in shown.items() if visible] or [Pane.ARTICLE]

    def enter(self, pane: Pane) -> None:
        """Give the keyboard to a pane, which is shown if it is not."""
        arrangement = self.arrangement.focused(pane)
        if pane is not Pane.ARTICLE and not self._shows(arrangement, pane):
            toggled = arrangement.toggled_outline if pane is Pane.OUTLINE else arrangement.toggled_left
            arrangement = toggled(self._width).focused(pane)
        self.show(arrangement)

    def enter_article(self) -> None:
        """Give the keyboard to the article."""
        self.enter(Pane.ARTICLE)

    def _shows(self, arrangement: Arrangement, pane: Pane) -> bool:
        panes = arrangement.panes(self._width)
        return panes.outline if pane is Pane.OUTLINE else panes.left

    @property
    def pane(self) -> Pane:
        """The pane that has the keyboard; the article's if none has."""
        focused = self._context.screen.focused
        if isinstance(focused, RowList) and focused.id:
            return Pane(focused.id)
        return Pane.ARTICLE

    def note_focus(self) -> None:
        """Remember which pane was clicked into, and mark its title."""
        self.arrangement = self.arrangement.focused(self.pane)
        for name in ("posts", "tags", "outline"):
            title = self._context.screen.query_one(f"#{name}-title")
            title.set_class(self.pane.value == name, "-active")

    def toggle_outline(self) -> None:
        """Show or hide the outline."""
        self.show(self.arrangement.toggled_outline(self._width))

    def toggle_left(self) -> None:
        """Show or hide posts and tags."""
        self.show(self.arrangement.toggled_left(self._width))

    def toggle_article_only(self) -> None:
        """Show the article only, or the other panes again."""
        only = not self.arrangement.article_only
        self.show(replace(self.arrangement, article_only=only, focus=Pane.ARTICLE))

    def step(self, steps: int) -> None:
        """Give the keyboard to the next pane, or the previous one."""
        panes = self.visible()
        at = panes.index(self.pane) if self.pane in panes else 0
        self.enter(panes[(at + steps) % len(panes)])


class Keyboard:
    """The keys whose effect depends on what has the keyboard."""

    def __init__(self, context: ReaderContext, layout: Layout, navigator: Navigator) -> None:
        self._context = context
        self._layout = layout
        self._navigator = navigator

    @property
    def _focused(self) -> Widget | None:
        return self._context.screen.focused

    def go(self, motion: Motion) -> None:
        """Move in the pane that has the keyboard."""
        focused = self._focused
        if isinstance(focused, (Article, RowList)):
            focused.go(motion)

    def step_section(self, steps: int) -> None:
        """Go to the next or the previous heading; among the facets, to the next or the previous kind."""
        focused = self._focused
        if isinstance(focused, FacetList):
            focused.go_to_section(steps)
        else:
            self._navigator.step_heading(steps)

    def enter(self) -> None:
        """Follow the current link, or choose what is highlighted.

        In the list of posts that is the article, even before the list is filled.
        """
        article, focused = self._context.article, self._focused
        if article.has_focus and article.links.current:
            self._navigator.follow(article.current_link)
        elif isinstance(focused, PostList):
            self._layout.enter_article()
        elif isinstance(focused, RowList):
            focused.choose()

    def step_pane(self, steps: int) -> None:
        """In the article go to the next link in sight; after the last, or elsewhere, to the next pane."""
        article = self._context.article
        if not (article.has_focus and article.step_link(steps)):
            article.make_current(None)
            self._layout.step(steps)

    def step_back(self) -> None:
        """Leave the current link, or the innermost thing that was entered; never the program."""
        screen, reading, layout = self._context.screen, self._context.reading, self._layout
        selected = screen.get_selected_text()
        if reading.article.links.current and not selected:
            reading.article.make_current(None)
        elif selected:
            screen.clear_selection()
        elif reading.matches.finder:
            reading.matches.forget()
        elif layout.arrangement.article_only:
            layout.toggle_article_only()
        elif layout.pane is not Pane.POSTS:
            layout.enter(Pane.POSTS)
