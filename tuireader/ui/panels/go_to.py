"""Going to a post by its title, file name, or a heading in it; and the palette, which has actions as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tuireader.catalog.goto import Going, GoToName, GoToNames, fit, form_of, places, terms_of
from tuireader.ui.leaving import DismissedOnce
from tuireader.ui.widgets.found_lists import ActionRow, NameList, NameRow
from tuireader.ui.widgets.panel_hint import PanelHint
from tuireader.ui.widgets.query_input import QueryInput
from tuireader.ui.widgets.row_list import RowList
from tuireader.ui.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tuireader.archive.metadata.dates import DateForm
    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.session.search import NameIndex

MAX_NAMES = 100
"""Most names shown."""
NAMES = "go to a title, file or heading"
PALETTE = "an action, a theme, a post or a heading"
HINT = "Enter chooses · Esc closes"


class Actions:
    """The actions of the palette, the likeliest first."""

    def __init__(self, rows: Sequence[ActionRow] = ()) -> None:
        self._rows = rows
        self._forms = [(form_of(row.title), form_of(row.does)) for row in rows]

    def all(self) -> list[ActionRow]:
        return [*self._rows]

    def with_key(self, typed: str) -> list[ActionRow]:
        """The actions with a key; none for a letter, with which a name may begin."""
        return [] if typed.isalnum() else [row for row in self._rows if typed in row.keys.split()]

    def named(self, terms: Sequence[str]) -> list[ActionRow]:
        """The actions whose titles have a word that begins with each term, best first."""
        found = [
            (fit(terms, title), -index)
            for index, (title, _) in enumerate(self._forms)
            if all(f" {term}" in f" {title}" for term in terms)
        ]
        return [self._matched(-index, terms) for _, index in sorted(found, reverse=True)]

    def described(self, terms: Sequence[str]) -> list[ActionRow]:
        """The other actions that have all terms in their titles or in what they do."""
        return [
            self._matched(index, terms)
            for index, (title, does) in enumerate(self._forms)
            if all(term in title or term in does for term in terms)
            and not all(f" {term}" in f" {title}" for term in terms)
        ]

    def _matched(self, index: int, terms: Sequence[str]) -> ActionRow:
        return replace(self._rows[index], letters=places(terms, self._forms[index][0]))


class GoToScreen(ModalScreen["GoToName | ActionRow | None"], DismissedOnce["GoToName | ActionRow | None"]):
    """An input for a few letters; below it the matching names, best first.

    `catalog` returns the present posts. With `actions` it is the palette, which lists these until something is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "close")]

    def __init__(
        self,
        catalog: Callable[[], Catalog],
        name_index: NameIndex,
        recent: Sequence[PostId],
        dates: DateForm,
        actions: Sequence[ActionRow] = (),
    ) -> None:
        super().__init__()
        self._actions = Actions(actions)
        self._placeholder = PALETTE if actions else NAMES
        self._dates = dates
        self._present = catalog
        self._catalog = catalog()
        """The posts whose names are shown."""
        self._recent = recent
        """The visited posts, the latest first."""
        self._name_index = name_index
        self._names: GoToNames | None = None
        self._moved = False
        """Whether the highlight was moved since something was typed."""

    def compose(self) -> ComposeResult:
        with Vertical(id="going", classes="chooser"):
            yield QueryInput(placeholder=self._placeholder, id="name")
            yield NameList(self._dates, id="names")
            yield PanelHint(HINT)

    @property
    def found(self) -> NameList:
        """The list of names."""
        return self.query_one(NameList)

    def on_mount(self) -> None:
        """Show the latest posts, and gather all names."""
        self.set_focus(self.query_one(QueryInput))
        self._find(new=True)
        begin(self, self._take_names, "gathering names")

    async def _take_names(self) -> None:
        """Show the names known so far, then all, and again whenever the index has taken notice of changes."""
        while True:
            seen, self._catalog = self._name_index.updates, self._present()
            async for names in self._name_index.names(self._catalog):
                self._names = names
                self._find(new=not self._moved)
            await self._name_index.updated(seen)

    def on_input_changed(self, event: QueryInput.Changed) -> None:
        event.stop()
        self._moved = False
        self._find(new=True)

    def _find(self, *, new: bool) -> None:
        # Here and not in a thread: it is faster than a thread's turn, and is painted with the key.
        typed = self.query_one(QueryInput).value.strip()
        if not typed:
            self._show(self._actions.all() or self._rows_of(self._of_late()), new=new)
            return
        keyed, terms = self._actions.with_key(typed), terms_of(typed)
        if not terms:
            self._show(keyed, new=new)
            return
        found = self._rows_of(self._names.find(typed, MAX_NAMES) if self._names else ())
        if not self._actions.all():
            self._show(found, new=new)
            return
        near: list[NameRow] = []
        far: list[NameRow] = []
        for row in found:
            form = form_of(row.going.name.text)
            (near if all(term in form for term in terms) else far).append(row)
        self._show(
            [*keyed, *self._actions.named(terms), *near, *self._actions.described(terms), *far], new=new
        )

    def _of_late(self) -> list[Going]:
        """The last visited posts, then the newest."""
        visited = [post for one in self._recent if (post := self._catalog.get(one))]
        newest = islice(self._catalog, MAX_NAMES)
        posts = list({post.id: post for post in (*visited, *newest)}.values())[:MAX_NAMES]
        return [Going(GoToName(post.id, post.title or post.id, "title")) for post in posts]

    def _rows_of(self, found: Sequence[Going]) -> list[NameRow]:
        """The names that are found, of posts that are still there."""
        rows: list[NameRow] = []
        counts: Counter[tuple[PostId, str]] = Counter()
        for going in found:
            if post := self._catalog.get(going.name.post):
                of = post.id, going.name.text
                rows.append(NameRow(going, post, counts[of] if going.name.kind == "heading" else 0))
                counts[of] += going.name.kind == "heading"
        return rows

    def _show(self, rows: Sequence[NameRow | ActionRow], *, new: bool) -> None:
        self.found.show(rows, new=new)

    def on_query_input_moved(self, event: QueryInput.Moved) -> None:
        self._moved = True
        self.found.go(event.motion)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Keep the message from the reader, which would show the post."""
        event.stop()

    @on(RowList.Chosen)
    @on(QueryInput.Submitted)
    def _choose(self, event: RowList.Chosen | QueryInput.Submitted) -> None:
        event.stop()
        if chosen := self.found.chosen:
            self.dismiss(chosen if isinstance(chosen, ActionRow) else chosen.going.name)
