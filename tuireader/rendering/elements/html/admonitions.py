"""Notes, tips and warnings in HTML: elements that a class makes one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.rendering.callout_kinds import kind_of_classes

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS: Final = frozenset({"div", "p", "section", "aside", "blockquote", "article"})
_TITLE: Final = re.compile(r"(?:^|[\s-])(?:title|heading)(?:\s|$)")


def admonition_kind(element: _Element | None) -> str:
    """The kind of admonition that an element is, or "" for any other."""
    if element is None or element.tag not in _HOLDERS:
        return ""
    classes = str(element.get("class", ""))
    if not classes or _TITLE.search(classes):
        return ""
    return kind_of_classes(classes)


def is_title(element: _Element) -> bool:
    """Whether an element's class says that it is the title of what holds it."""
    return isinstance(element.tag, str) and bool(_TITLE.search(str(element.get("class", ""))))
