"""The target of a link over the lower part of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.library.record import Bookmark
from tuireader.ui.article.post_preview import PostPreview
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.motion import Motion
from tuireader.ui.panels.lists import MOVING, place_over
from tuireader.ui.widgets.panel_hint import PanelHint

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post
    from tuireader.session.link_info import LinkInfo
    from tuireader.session.open_post import View

HINT = "Enter goes there · Esc closes"


class LinkPreview(ModalScreen[bool], DismissedOnce[bool]):
    """The target of a link; dismissed with True to go there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,p", "leave(False)", "close"),
        Binding("enter", "leave(True)", "go there"),
        *MOVING,
    ]
    AUTO_FOCUS = None

    def __init__(self, over: Widget, archive: Archive, post: Post, info: LinkInfo, view: View) -> None:
        super().__init__()
        self._over = over
        self._archive = archive
        self._post = post
        self._info = info
        self._dates = view.dates
        self._preview = PostPreview(view, id="link-preview")

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            if self._info.line:
                yield Static(self._title, classes="panel-title", markup=False)
            yield self._preview
            yield PanelHint(HINT)

    @property
    def _title(self) -> str:
        """The target within a post; the head of the post serves for links to the whole post."""
        return " · ".join(filter(None, (self._info.text, self._dates.of(self._post.date))))

    def on_mount(self) -> None:
        line = self._info.line
        self._preview.opener.open(self._archive, self._post, Bookmark(line - 1) if line else None)

    def on_resize(self, event: events.Resize) -> None:
        place_over(self.query_one(".panel"), self._over, event)

    def action_go(self, motion: str) -> None:
        self._preview.article.go(Motion(motion))

    def action_leave(self, goes: bool) -> None:
        self.dismiss(goes)
