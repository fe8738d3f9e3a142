"""What an attribute list says, and what is one.

What has braces and is no such list (`{:?}` in an article on Rust) stays text, where kramdown would drop it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.rendering.callout_kinds import kind_of_classes

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAIR: Final = r"""[\w:-]++=(?:"[^"\n]*+"|'[^'\n]*+'|[^\s"'{}]++)"""
_MARKED: Final = r"[.#][\w:/%-]++"
_NAME: Final = r"[A-Za-z][\w-]*+"
_ITEM: Final = re.compile(rf"({_MARKED})|({_PAIR})|({_NAME})")
COLON: Final = re.compile(rf"\{{:[ \t]*+(?:(?:{_MARKED}|{_PAIR}|{_NAME})[ \t]*+)++\}}")
"""A list as kramdown has it."""
BARE: Final = re.compile(rf"\{{[ \t]*+{_MARKED}[ \t]*+(?:(?:{_MARKED}|{_PAIR})[ \t]*+)*+\}}")
"""A list without a colon, which begins with a class or an id."""
BEHIND: Final = re.compile(rf"\{{[ \t]*+(?:(?:{_MARKED}|{_PAIR})[ \t]*+)++\}}")
"""One right behind a span, where a key and its value say enough."""
NAMED: Final = re.compile(r"\{:[A-Za-z][\w-]*+:[^}\n]*+\}")
"""A list that is given a name (kramdown's attribute list definition)."""
_UNLISTED: Final = frozenset({"no_toc", "unlisted"})


@dataclass(frozen=True, slots=True)
class Attributes:
    """What attribute lists say: the last id, the classes and bare names in order."""

    id: str = ""
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of callout that the classes mean; empty if they mean none."""
        names = (*self.classes, *self.names)
        alone = (kind_of_classes(name) for name in names)
        return kind_of_classes(" ".join(names)) or next((kind for kind in alone if kind), "")

    @property
    def language(self) -> str:
        """The language of the code that they belong to; empty if they name none (`.language-ruby`)."""
        return next((name[9:] for name in self.classes if name.startswith("language-")), "")

    @property
    def listed(self) -> bool:
        """Whether the heading that they belong to is named in a list of contents."""
        return _UNLISTED.isdisjoint(self.classes)


def read(lists: Iterable[str]) -> Attributes:
    """What `lists` say together, the last id counting."""
    name, classes, names = "", [], []
    for text in lists:
        for marked, _, bare in _ITEM.findall(text):
            for item in re.findall("[.#][^.#]+", marked):
                if item[0] == "#":
                    name = item[1:]
                else:
                    classes.append(item[1:])
            if bare:
                names.append(bare)
    return Attributes(name, tuple(classes), tuple(names))
