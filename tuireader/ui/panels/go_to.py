"""Going to a post by its title, file name, or a heading in it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tuireader.catalog.goto import Going, GoToName, GoToNames
from tuireader.ui.leaving import LeftOnce
from tuireader.ui.widgets.found_lists import NameList, NameRow
from tuireader.ui.widgets.query_input import QueryInput
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.archive.metadata.date_form import DateForm
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.session.search import NameIndex

MOST = 100
"""Most names shown."""
HINT = "Enter opens · Esc closes"


class GoToScreen(ModalScreen["GoToName | None"], LeftOnce["GoToName | None"]):
    """An input for a few letters; below it the matching names, best first.

    `catalog` returns the present posts.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "close")]

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        name_index: NameIndex,
        recent: Sequence[PostId],
        dates: DateForm,
    ) -> None:
        super().__init__()
        self._dates = dates
        self._present = catalog
        self._catalog = catalog()
        """The posts whose names are shown."""
        self._recent = recent
        """The visited posts, the latest first."""
        self._name_index = name_index
        self._names: GoToNames | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="going", classes="chooser"):
            yield QueryInput(placeholder="go to a title, file or heading", id="name")
            yield NameList(self._dates, id="names")
            yield Static(HINT, id="hint", markup=False)

    @property
    def found(self) -> NameList:
        """The list of names."""
        return self.query_one(NameList)

    def on_mount(self) -> None:
        """Show the latest posts, and gather all names."""
        self.set_focus(self.query_one(QueryInput))
        self._show(self._of_late(), anew=True)
        begin(self, self._take_names, "gathering names")

    async def _take_names(self) -> None:
        """Show the names known so far, then all, and again whenever the index has taken notice of changes."""
        while True:
            seen, self._catalog = self._name_index.updates, self._present()
            async for names in self._name_index.names(self._catalog):
                self._names = names
                self._find(anew=False)
            await self._name_index.updated(seen)

    def on_input_changed(self, event: QueryInput.Changed) -> None:
        event.stop()
        self._find(anew=True)

    def _find(self, *, anew: bool) -> None:
        # Here and not in a thread: it is faster than a thread's turn, and is painted with the key.
        typed = self.query_one(QueryInput).value
        if not typed.strip():
            self._show(self._of_late(), anew=anew)
        elif self._names is not None:
            self._show(self._names.find(typed, MOST), anew=anew)

    def _of_late(self) -> list[Going]:
        """The last visited posts, then the newest."""
        visited = [post for one in self._recent if (post := self._catalog.get(one))]
        newest = islice(self._catalog, MOST)
        posts = list({post.id: post for post in (*visited, *newest)}.values())[:MOST]
        return [Going(GoToName(post.id, post.title or post.id, "title")) for post in posts]

    def _show(self, found: Sequence[Going], *, anew: bool) -> None:
        rows: list[NameRow] = []
        counts: Counter[tuple[PostId, str]] = Counter()
        for going in found:
            if post := self._catalog.get(going.name.post):
                of = post.id, going.name.text
                rows.append(NameRow(going, post, counts[of] if going.name.kind == "heading" else 0))
                counts[of] += going.name.kind == "heading"
        self.found.show(rows, anew=anew)

    def on_query_input_moved(self, event: QueryInput.Moved) -> None:
        self.found.go(event.motion)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep the message from the reader, which would show the post."""
        event.stop()

    @on(RowList.Chosen)
    @on(QueryInput.Submitted)
    def _choose(self, event: RowList.Chosen | QueryInput.Submitted) -> None:
        event.stop()
        if chosen := self.found.chosen:
            self.dismiss(chosen.going.name)
