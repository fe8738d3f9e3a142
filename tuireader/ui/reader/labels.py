"""Keys that choose something in sight: labels over the article, and answers to a short question."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tuireader.ui.article.article_overlay import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tuireader.ui.article.post_pane_folds import Messages

LETTERS = "asdfghjklqwertuiopzxcvbnm"


def labels(count: int) -> list[str]:
    """The shortest `count` labels of equal length, so that no label begins another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return [
        "".join(letters) for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False)
    ]


LABELS = "labels"
"""The state during which labels are shown."""
QUESTION = "question"


class Choice(NamedTuple):
    """A labelled thing: its row in the window, its cell there, and its action.

    `href` is the address of a link.
    """

    y: int
    start: int
    chosen: Callable[[], None]
    href: str = ""


class LabelMode:
    """The mode in which the next keys choose a label or answer a question.

    `mark` shows labels over the article, or removes them. `narrowed` is called with the remaining choices after the
    first letter of a label.
    """

    def __init__(
        self,
        status: Messages,
        mark: Callable[[tuple[Label, ...]], None],
        narrowed: Callable[[Sequence[Choice]], None],
    ) -> None:
        self._status = status
        self._mark = mark
        self._narrowed = narrowed
        self._typed = ""
        self._chosen_by: Mapping[str, Callable[[], None]] = {}
        """The action of each label or answer."""
        self._choices: Mapping[str, Choice] = {}
        """The choice for each label."""
        self._asked = False

    def offer(self, choices: Sequence[Choice], message: str) -> None:
        """Label `choices`, and wait for a label to be typed."""
        named = dict(zip(labels(len(choices)), choices, strict=True))
        self._mark(tuple(Label(one.y, one.start, name) for name, one in named.items()))
        self._choices = named
        self._chosen_by = {name: one.chosen for name, one in named.items()}
        self._typed, self._asked = "", False
        self._status.say(message, of=LABELS)

    def ask(self, answers: Mapping[str, Callable[[], None]], question: str) -> None:
        """Wait for a key that answers a question."""
        self._chosen_by, self._typed, self._asked = answers, "", True
        self._status.say(question, of=QUESTION, stays=True)

    def waits(self, *, labelled: bool) -> bool:
        """Whether the next key belongs to this mode: labels are shown (`labelled`), or a question is open."""
        return labelled or self._asked

    def take(self, character: str | None, *, printable: bool) -> None:
        """Take a key, by its character if it has one."""
        self._typed += character or ""
        chosen = self._chosen_by.get(self._typed)
        left = [name for name in self._chosen_by if name.startswith(self._typed)]
        if not chosen and character and left:
            self._narrowed([self._choices[name] for name in left if name in self._choices])
            return
        self._mark(())
        self._asked = False
        self._status.end(LABELS)
        self._status.end(QUESTION)
        if printable and not chosen:
            self._status.say(f"nothing is labelled {self._typed}")
        if chosen:
            chosen()
