"""Letters that stand for something in sight: labels laid over the article, and the answers to a short question."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tuireader.ui.arrangement import Pane
from tuireader.ui.reader.editing import ReaderEditing
from tuireader.ui.widgets import article_overlay
from tuireader.ui.widgets.article_overlay import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events

    from tuireader.ui.widgets.article import Article

LETTERS = "asdfghjklqwertuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """`count` labels of one length, so that none is the beginning of another; the shortest that suffice."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return [
        "".join(letters) for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False)
    ]


LABELS = "labels"
"""The state of which is said what to type."""
QUESTION = "question"


class Choice(NamedTuple):
    """Something in sight that can be chosen: its row of the window, its cell there, and what choosing it does.

    `href` is the address of a link.
    """

    y: int
    start: int
    chosen: Callable[[], None]
    href: str = ""


class ReaderLabelling(ReaderEditing):
    """The reader that puts labels on things, and takes the keys that choose one."""

    _typed = ""
    _chosen_by: Mapping[str, Callable[[], None]] = {}
    """What each label or answer does."""
    _choices: Mapping[str, Choice] = {}
    """What each label stands on."""
    _asked = False

    def offer(self, choices: Sequence[Choice], message: str) -> None:
        """Label `choices`, and wait for one of the labels to be typed."""
        article = self.reading.article
        self.enter(Pane.ARTICLE)
        named = dict(zip(labels(len(choices)), choices, strict=True))
        article.marks = replace(
            article.marks, labels=tuple(Label(one.y, one.start, name) for name, one in named.items())
        )
        self._choices = named
        self._chosen_by = {name: one.chosen for name, one in named.items()}
        self._typed, self._asked = "", False
        self.say(message, of=LABELS)

    def ask(self, answers: Mapping[str, Callable[[], None]], question: str) -> None:
        """Wait for a key that answers a question."""
        self._chosen_by, self._typed, self._asked = answers, "", True
        self.say(question, of=QUESTION, stays=True)

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a label, while there are labels, or the answer to a question."""
        article = self.reading.article
        if not article.marks.labels and not self._asked:
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or ""
        chosen = self._chosen_by.get(self._typed)
        left = [name for name in self._chosen_by if name.startswith(self._typed)]
        if not chosen and event.character and left:
            self._narrowed([self._choices[name] for name in left if name in self._choices])
            return
        article.marks = replace(article.marks, labels=())
        self._asked = False
        self._end_labels()
        if event.is_printable and not chosen:
            self.say(f"nothing is labelled {self._typed}")
        if chosen:
            chosen()

    def _end_labels(self) -> None:
        self.status.end(LABELS)
        self.status.end(QUESTION)

    def _narrowed(self, choices: Sequence[Choice]) -> None:
        """Called when the first letter of some labels was typed: these are what they stand on."""

    def action_links(self) -> None:
        """Label the links and the folds in sight."""
        reading, article = self.reading, self.reading.article
        if article.page is None:
            self.say("no links in sight")
            return
        links = [
            Choice(y, span.start, partial(self.follow, span.href), span.href)
            for y, span in article_overlay.links_in_view(article.page, article.window)
        ]
        folds = [
            Choice(one.y, one.start, partial(reading.toggle_fold, one.line))
            for one in article_overlay.folds_in_view(article.page, article.window)
        ]
        if not links and not folds:
            self.say("no links in sight")
            return
        what = "follow its link" if links else "open or close its fold"
        self.offer(sorted([*links, *folds], key=lambda one: one[:2]), f"type a label to {what}; Esc to leave")

    def on_article_fold_chosen(self, event: Article.FoldChosen) -> None:
        """Open or close a fold that was clicked."""
        self.reading.toggle_fold(event.line)

    def action_fold(self) -> None:
        """Open or close the first fold in sight."""
        self.say(self.reading.toggle_nearest_fold())

    def action_folds(self) -> None:
        """Open all folds, or leave them as the author did."""
        self.say(self.reading.toggle_folds())

    def action_wrap_code(self) -> None:
        """Wrap long lines of code, or let them scroll."""
        self.say(self.reading.toggle_wrapping())

    def action_notes(self) -> None:
        """Show footnotes where they are cited, or no longer."""
        self.say(self.reading.toggle_notes())
