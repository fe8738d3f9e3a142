"""Letters that stand for something in sight: labels laid over the article, and the answers to a short question."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tuireader.ui.article.article_overlay import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


class StatusMessages(Protocol):
    """What says things in the status line, as a `ReaderContext` does."""

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        """Show a message for a moment, or until the state it is said `of` ends."""

    def end(self, state: str) -> None:
        """Say nothing more of a state."""


class LabelMode:
    """Waits for the letters of a label, or for the key that answers a question.

    `mark` lays labels over the article, or takes them away. `narrowed` is called with what is left to choose from when
    the first letter of a label was typed.
    """

    def __init__(
        self,
        status: StatusMessages,
        mark: Callable[[tuple[Label, ...]], None],
        narrowed: Callable[[Sequence[Choice]], None],
    ) -> None:
        self._status = status
        self._mark = mark
        self._narrowed = narrowed
        self._typed = ""
        self._chosen_by: Mapping[str, Callable[[], None]] = {}
        """What each label or answer does."""
        self._choices: Mapping[str, Choice] = {}
        """What each label stands on."""
        self._asked = False

    def offer(self, choices: Sequence[Choice], message: str) -> None:
        """Label `choices`, and wait for one of the labels to be typed."""
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
        """Whether the next key belongs here: labels are in sight (`labelled`), or a question was asked."""
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
