"""The panes of the reader: which are visible, which has the focus, and the keys that depend on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widget import Widget

from tuireader.session.open_post import Jump
from tuireader.ui.arrangement import Arrangement, Pane, Side, side_widths
from tuireader.ui.article.article import Article
from tuireader.ui.widgets.facet_list import FacetList
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual import events

    from tuireader.archive.post import PostId
    from tuireader.ui.motion import Motion
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.navigator import Navigator

MOST_DIGITS = 5
"""Most digits of a number typed before a command."""
DIVIDER = 1
"""Columns of the edge of a side."""
NARROWEST, WIDEST = 20, 200
"""The narrowest and widest measure, in columns."""


class Divider(Widget):
    """The edge between a side and the article, to be dragged; it is drawn only under the pointer."""

    class Dragged(Message):
        """The divider was dragged to another column of the screen."""

        def __init__(self, side: Side, column: int) -> None:
            super().__init__()
            self.side = side
            self.column = column

    def __init__(self, side: Side) -> None:
        super().__init__(classes="divider")
        self._side = side

    def render(self) -> str:
        return ""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.capture_mouse()
        self.add_class("-dragged")

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        self.release_mouse()
        self.remove_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        event.stop()
        column = int(event.screen_x)
        if self.app.mouse_captured is self and column != self.region.x:
            self.post_message(self.Dragged(self._side, column))


class Layout:
    """The panes side by side, as far as they fit; `right` holds the outline and its title."""

    def __init__(self, context: ReaderContext, right: Widget) -> None:
        self.arrangement = Arrangement()
        self.dividers = Divider(Side.LEFT), Divider(Side.RIGHT)
        self._context = context
        self._right = right
        self._outlined: PostId | None = None
        """The last post whose outline had headings."""

    def show(self, arrangement: Arrangement) -> None:
        """Show the panes of `arrangement`, and focus one of them."""
        self.arrangement = arrangement
        sidebar, screen = self._context.sidebar, self._context.screen
        panes = arrangement.panes(self._width)
        sidebar.display = panes.left
        self._context.reading.display = panes.article
        self._right.display = panes.outline
        sides = zip((sidebar, self._right), self.dividers, side_widths(self._width, panes), strict=True)
        for side, divider, width in sides:
            divider.display = panes.article and width > 0
            side.styles.width = max(width - DIVIDER, 0) if panes.article else "1fr"
        visible = self.visible()
        wanted = (pane for pane in (arrangement.focus, Pane.ARTICLE) if pane in visible)
        focus = next(wanted, visible[0])
        # At once: `Widget.focus` would act only after the keys already waiting.
        screen.set_focus(screen.query_one(f"#{focus.value}"), scroll_visible=False)

    @property
    def _width(self) -> int:
        return self._context.screen.size.width

    def visible(self) -> list[Pane]:
        """The panes that can have the focus, from left to right."""
        panes = self.arrangement.panes(self._width)
        shown = {
            Pane.POSTS: panes.left,
            Pane.TAGS: panes.left,
            Pane.ARTICLE: panes.article,
            Pane.OUTLINE: panes.outline,
        }
        return [pane for pane, visible in shown.items() if visible] or [Pane.ARTICLE]

    def enter(self, pane: Pane) -> None:
        """Focus a pane; show it first if it is hidden."""
        arrangement = self.arrangement.focused(pane)
        if pane is not Pane.ARTICLE and not self._shows(arrangement, pane):
            toggled = arrangement.toggled_outline if pane is Pane.OUTLINE else arrangement.toggled_left
            arrangement = toggled(self._width).focused(pane)
        self.show(arrangement)

    def enter_article(self) -> None:
        self.enter(Pane.ARTICLE)

    def _shows(self, arrangement: Arrangement, pane: Pane) -> bool:
        panes = arrangement.panes(self._width)
        return panes.outline if pane is Pane.OUTLINE else panes.left

    @property
    def pane(self) -> Pane:
        """The pane with the focus; the article if none has it."""
        focused = self._context.screen.focused
        if isinstance(focused, RowList) and focused.id:
            return Pane(focused.id)
        return Pane.ARTICLE

    def note_focus(self) -> None:
        """Note the pane that was clicked, and mark its title."""
        self.arrangement = self.arrangement.focused(self.pane)
        for name in ("posts", "tags", "outline"):
            title = self._context.screen.query_one(f"#{name}-title")
            title.set_class(self.pane.value == name, "-active")

    def fit_headings(self, post: PostId | None, *, there: bool, complete: bool) -> None:
        """Give the room of an outline without headings to the article, until there are headings.

        A post that had headings keeps its outline while it is being written: an open fence may hide them all.
        """
        headings = there or (self.arrangement.headings and (not complete or post == self._outlined))
        if there:
            self._outlined = post
        if headings != self.arrangement.headings:
            self.show(replace(self.arrangement, headings=headings))

    def toggle_outline(self) -> None:
        if self.arrangement.headings:
            self.show(self.arrangement.toggled_outline(self._width))
        else:
            self._context.say("this post has no headings")

    def toggle_left(self) -> None:
        self.show(self.arrangement.toggled_left(self._width))

    def widen_side(self, columns: int) -> None:
        """Widen the side with the focus, or the left one; narrow it by a negative number."""
        self.show(self.arrangement.with_wider_side(columns, self._width))

    def drag(self, side: Side, column: int) -> None:
        """Resize a side so that its divider is in that column of the screen."""
        panes = self.arrangement.panes(self._width)
        asked = column + DIVIDER if side is Side.LEFT else self._width - column
        columns = asked - side_widths(self._width, panes)[side.value]
        self.show(self.arrangement.with_wider_side(columns, self._width, side))

    def toggle_article_only(self) -> None:
        """Show only the article, or the other panes again."""
        only = not self.arrangement.article_only
        self.show(replace(self.arrangement, article_only=only, focus=Pane.ARTICLE))

    def widen(self, columns: int) -> None:
        """Widen the measure, or narrow it by a negative number."""
        article = self._context.article
        article.measure = max(NARROWEST, min(article.measure + columns, WIDEST))
        self._context.say(f"text width: {article.measure} columns")

    def step(self, steps: int) -> None:
        """Focus the next pane, or the previous one."""
        panes = self.visible()
        at = panes.index(self.pane) if self.pane in panes else 0
        self.enter(panes[(at + steps) % len(panes)])


class Keyboard:
    """The keys whose effect depends on the focus."""

    def __init__(self, context: ReaderContext, layout: Layout, navigator: Navigator) -> None:
        self._context = context
        self._layout = layout
        self._navigator = navigator
        self._count = ""
        """The number typed before a command."""

    def add_digit(self, typed: str) -> bool:
        """Add a digit to the number before the next command; whether it was one."""
        if not typed or typed not in ("0123456789" if self._count else "123456789"):
            return False
        self._count = (self._count + typed)[:MOST_DIGITS]
        self._context.say(self._count)
        return True

    def pop_count(self) -> int | None:
        """The number typed before this command, which is used up."""
        count, self._count = self._count, ""
        return int(count) if count else None

    def go_to_line(self, line: int) -> None:
        """Go to a line of the post's file; in a list, to a row."""
        focused, post = self._focused, self._context.reading.post
        if isinstance(focused, RowList):
            focused.highlight(min(line, len(focused.rows)) - 1)
        elif post:
            self._navigator.open_at(post, Jump(post.id, line))

    @property
    def _focused(self) -> Widget | None:
        return self._context.screen.focused

    def go(self, motion: Motion, times: int = 1) -> None:
        """Move in the focused pane, several times as far at once."""
        focused = self._focused
        if isinstance(focused, (Article, RowList)):
            focused.go(motion, times)

    def find(self) -> None:
        """Open the bar to find text in the post."""
        self._layout.enter_article()
        self._context.reading.find.open()

    def step_section(self, steps: int) -> None:
        """Go to the next or previous heading; in the list of filters, to the next or previous kind."""
        focused = self._focused
        if isinstance(focused, FacetList):
            focused.go_to_section(steps)
        else:
            self._navigator.step_heading(steps)

    def enter(self) -> None:
        """Follow the current link, or choose the highlighted row.

        In the list of posts, go to the article, even before the list is filled.
        """
        article, focused = self._context.article, self._focused
        if article.has_focus and article.links.current:
            self._navigator.follow(article.current_link)
        elif isinstance(focused, PostList):
            self._layout.enter_article()
        elif isinstance(focused, RowList):
            focused.choose()

    def toggle_fold(self) -> None:
        """Open or close the first fold in sight; in the outline, the section of the highlighted heading."""
        outline, folding = self._context.outline, self._context.reading.folding
        if not outline.has_focus:
            self._context.say(folding.toggle_nearest())
        elif not outline.toggle_fold():
            self._context.say("this heading has no section below it")

    def toggle_all_folds(self) -> None:
        """Open or close all folds; in the outline, all sections."""
        outline, folding = self._context.outline, self._context.reading.folding
        if not outline.has_focus:
            self._context.say(folding.toggle_all())
        elif not outline.toggle_all_folds():
            self._context.say("no heading has a section below it")

    def step_pane(self, steps: int) -> None:
        """Go to the next link in sight of the article; after the last, or elsewhere, to the next pane."""
        article = self._context.article
        if not (article.has_focus and article.step_link(steps)):
            article.make_current(None)
            self._layout.step(steps)

    def step_back(self) -> None:
        """Leave the current link, selection, search or pane, whichever is innermost; never the program."""
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
