"""The left side: which posts are listed, and the tags to choose among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tuireader.catalog.catalog import Catalog
from tuireader.catalog.selection import Selection
from tuireader.ui.widgets.post_list import PostList
from tuireader.ui.widgets.tag_list import TagList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tuireader.archive.post import PostId
    from tuireader.library.record import Memory


class Sidebar(Vertical):
    """The posts under their title, and the tags."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.selection = Selection()
        self._catalog = Catalog.empty()
        self._title = ""

    def compose(self) -> ComposeResult:
        """Title, posts, tags."""
        yield Static(id="posts-title", classes="title", markup=False)
        yield PostList(id="posts")
        yield Static(Content("Tags"), id="tags-title", classes="title", markup=False)
        yield TagList(id="tags")

    @property
    def posts(self) -> PostList:
        """The list of posts."""
        return self.query_one(PostList)

    @property
    def tags(self) -> TagList:
        """The list of tags."""
        return self.query_one(TagList)

    def show(self, catalog: Catalog, title: str) -> None:
        """Show the posts of `catalog` that the filter lets through; `title` is the site's."""
        self._catalog, self._title = catalog, title
        view = self.selection.view(catalog)
        self.posts.show(view.posts, by_year=self.selection.sort == "date")
        self.tags.show(view.tags, self.selection.tags)
        self._show_title(view.label)

    def select(self, selection: Selection) -> None:
        """List other posts; if the highlighted one is not among them, the first is highlighted and shown."""
        self.selection = selection
        self.show(self._catalog, self._title)
        if self.posts.highlighted is None:
            self.posts.highlight_first()

    def remember(self, memory: Memory) -> None:
        """Show what is read and starred now."""
        self.posts.remember(memory)

    def lists(self, post: PostId) -> bool:
        """Whether the post is listed now."""
        return self.posts.index_of(post) is not None

    def _show_title(self, label: str) -> None:
        order = "" if self.selection.sort == "date" else f"by {self.selection.sort} · "
        filtered = " + ".join(self.selection.tags)
        name = f"#{filtered}" if filtered else self._title
        count = f"{order}{label}"
        line = self.query_one("#posts-title", Static)
        room = max(line.content_size.width - len(count) - 1, 0)
        left = Content(name).truncate(room, ellipsis=True, pad=True)
        line.update(Content.assemble(left.stylize("bold"), " ", (count, "$muted")), layout=False)

    def on_resize(self) -> None:
        """Set the title to the new width."""
        self._show_title(self.selection.view(self._catalog).label)
