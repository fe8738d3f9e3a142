"""What the reader's keys do; `tuireader.ui.commands` says which keys."""

from __future__ import annotations

from dataclasses import replace

from tuireader.catalog.catalog import Facet
from tuireader.rendering.outline import current
from tuireader.rendering.page.page import TOP
from tuireader.rendering.theme import themes
from tuireader.ui.arrangement import Pane
from tuireader.ui.motion import Motion
from tuireader.ui.reader.clipboard import ReaderCopying
from tuireader.ui.widgets.article import Article
from tuireader.ui.widgets.facet_list import FacetList
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.widgets.row_list import RowList

NARROWEST, WIDEST = 20, 200
"""Columns between which the measure can be set."""


class ReaderActions(ReaderCopying):
    """The actions of the reader, in the order of the table of commands."""

    def action_go(self, motion: str) -> None:
        """Move in the pane that has the keyboard."""
        focused = self.focused
        if isinstance(focused, (Article, RowList)):
            focused.go(Motion(motion))

    def action_slide(self, columns: int) -> None:
        """Slide what is wider than the window."""
        self.reading.article.slide(columns)

    def action_heading(self, steps: int) -> None:
        """Go to the next or the previous heading; among the facets, to the next or the previous kind."""
        if isinstance(self.focused, FacetList):
            self.focused.go_to_section(steps)
            return
        reading, here = self.reading, self.reading.article.here
        at = current(self.headings, reading.line) or 0
        if steps > 0:
            places = (reading.place_of_line(heading.line) for heading in self.headings[at:])
            wanted = next((place for place in places if place > here), None)
        else:
            places = (reading.place_of_line(heading.line) for heading in reversed(self.headings[: at + 1]))
            wanted = next((place for place in places if place < here), TOP)
        if wanted is not None:
            reading.article.go_to(wanted)

    def action_neighbour(self, steps: int) -> None:
        """Show the post below or above in the list."""
        if post_id := self.sidebar.posts.neighbour(steps):
            self.show_id(post_id)

    def action_enter(self) -> None:
        """Choose what is highlighted; in the list of posts that is the article, even before the list is filled."""
        if isinstance(self.focused, PostList):
            self.enter(Pane.ARTICLE)
        elif isinstance(self.focused, RowList):
            self.focused.choose()

    def action_tags(self) -> None:
        """Go to the tags, and what else to filter by."""
        self.enter(Pane.TAGS)
        if self.sidebar.tags.highlighted is None:
            self.sidebar.tags.highlight_first()

    def action_clear_filter(self) -> None:
        """List all posts."""
        self.sidebar.select(self.sidebar.selection.cleared())

    def action_sort(self) -> None:
        """List the posts in another order."""
        self.sidebar.select(self.sidebar.selection.sorted_next())
        self.say(f"sorted by {self.sidebar.selection.sort}")

    def action_reverse(self) -> None:
        """Turn the order of the posts around."""
        self.sidebar.select(self.sidebar.selection.reversed())
        self.say(f"sorted {self.sidebar.selection.order or 'by date, newest first'}")

    def action_exclude(self) -> None:
        """Leave out the posts that bear the highlighted tag, or list them again."""
        facet = self.sidebar.tags.selected
        if self.pane is Pane.TAGS and facet and facet.kind == "tag":
            self.sidebar.select(self.sidebar.selection.without_tag(facet.value))
        else:
            self.say("highlight a tag first, with t, to leave out its posts")

    def action_any_tag(self) -> None:
        """List posts that bear any of the tags chosen in the place of all, or the other way round."""
        self.sidebar.select(self.sidebar.selection.with_other_mode())
        mode, chosen = (
            self.sidebar.selection.mode,
            "chosen" if self.sidebar.selection.tags else "you will choose",
        )
        self.say(f"posts with {mode} of the tags {chosen}")

    def action_only(self, state: str) -> None:
        """List only the posts that are so, or all again."""
        self.sidebar.select(self.sidebar.selection.toggled(Facet("state", state)))

    def action_find(self) -> None:
        """Ask for what to find."""
        self.enter(Pane.ARTICLE)
        self.reading.open_find_bar()

    def action_find_next(self, steps: int) -> None:
        """Go to another match."""
        self.reading.step_match(steps)

    def action_travel(self, steps: int) -> None:
        """Go back or forward."""
        self.travel(steps)

    def action_toggle_source(self) -> None:
        """Show the source, or the article again."""
        self.reading.toggle_source()

    def action_toggle_front_matter(self) -> None:
        """Show or hide the front matter."""
        self.reading.toggle_front_matter()

    def action_measure(self, columns: int) -> None:
        """Make the measure wider or narrower."""
        article = self.reading.article
        article.measure = max(NARROWEST, min(article.measure + columns, WIDEST))
        self.say(f"measure: {article.measure} columns")

    def action_theme(self) -> None:
        """Draw everything in the next theme."""
        known = themes()
        names = list(known)
        name = names[(names.index(self.app.theme) + 1) % len(names)]
        self.app.theme = name
        self.reading.ink(known[name])
        self.say(f"theme: {name}")

    def action_toggle_outline(self) -> None:
        """Show or hide the outline."""
        self.show_panes(self.arrangement.toggled_outline(self.size.width))

    def action_toggle_left(self) -> None:
        """Show or hide posts and tags."""
        self.show_panes(self.arrangement.toggled_left(self.size.width))

    def action_article_only(self) -> None:
        """Show the article only, or the other panes again."""
        only = not self.arrangement.article_only
        self.show_panes(replace(self.arrangement, article_only=only, focus=Pane.ARTICLE))

    def action_pane(self, steps: int) -> None:
        """Give the keyboard to the next pane, or the previous one."""
        panes = self.visible_panes()
        at = panes.index(self.pane) if self.pane in panes else 0
        self.enter(panes[(at + steps) % len(panes)])

    def action_step_back(self) -> None:
        """Leave the innermost thing that was entered; never the program."""
        if self.get_selected_text():
            self.clear_selection()
        elif self.reading.has_matches:
            self.reading.forget_matches()
        elif self.arrangement.article_only:
            self.action_article_only()
        elif self.pane is not Pane.POSTS:
            self.enter(Pane.POSTS)

    def action_help(self) -> None:
        """Show the help."""
        from tuireader.ui.panels.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands))
