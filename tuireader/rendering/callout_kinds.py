"""The kinds of callouts: notes, tips, warnings; their colours, and the classes of elements that mean them.

Kinds are those of GitHub, Obsidian, Python-Markdown, MkDocs, Docusaurus and Hugo's themes; classes those of several
generators and style sheets.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """The meaning of a name.

    `colour` names a colour of a palette; it is empty for a name that occurs only as a class. `of_class` is the kind of
    an element of that class, and of the shortcode of that name; it is empty for a name of callouts alone. `title` is
    the kind's title if that is not the name.
    """

    colour: str
    of_class: str = ""
    title: str = ""


KINDS: Final = {
    "note": Kind("blue", "note"),
    "info": Kind("blue", "info"),
    "information": Kind("blue"),
    "todo": Kind("blue", "todo"),
    "seealso": Kind("blue", title="See also"),
    "see-also": Kind("blue"),
    "details": Kind("blue"),
    "tip": Kind("green", "tip"),
    "hint": Kind("green", "tip"),
    "success": Kind("green", "success"),
    "check": Kind("green"),
    "done": Kind("green"),
    "important": Kind("purple", "important"),
    "example": Kind("purple", "example"),
    "abstract": Kind("purple", "abstract"),
    "summary": Kind("purple", "abstract"),
    "tldr": Kind("purple", title="TL;DR"),
    "question": Kind("purple", "question"),
    "help": Kind("purple"),
    "faq": Kind("purple", title="FAQ"),
    "warning": Kind("orange", "warning"),
    "warn": Kind("orange", "warning"),
    "attention": Kind("orange", "warning"),
    "caution": Kind("red", "caution"),
    "danger": Kind("red", "danger"),
    "error": Kind("red", "danger"),
    "failure": Kind("red", "failure"),
    "fail": Kind("red"),
    "missing": Kind("red"),
    "bug": Kind("red", "bug"),
    "quote": Kind("muted", "quote"),
    "cite": Kind("muted"),
    "secondary": Kind("muted", "note"),
    "primary": Kind("", "note"),
    "default": Kind("", "note"),
}
LOOKS: Final = frozenset({"primary", "secondary", "default"})
"""Names of the look of a callout, in Bootstrap and Hexo's themes, not of its kind."""
_MARKS: Final = frozenset(
    {
        "admonition", "alert", "notice", "callout", "note-box", "infobox", "message", "hint", "custom-block",
        "markdown-alert", "prompt",
    }
)  # fmt: skip
_ALONE: Final = frozenset({"note", "tip", "warning", "important", "caution", "danger"})
"""Classes that mean a callout with no other beside them."""


def title_of(kind: str) -> str:
    """The title of a callout without one; `kind` in any case: `see-also` → `See also`."""
    known = KINDS.get(kind.lower())
    return (
        known.title
        if known and known.title
        else kind.replace("-", " ").replace("_", " ").strip().capitalize()
    )


def colour_of(kind: str) -> str:
    """The name of a callout's colour in a palette; of a kind that is not known, a note's."""
    known = KINDS.get(kind.lower())
    return (known.colour if known else "") or KINDS["note"].colour


def kind_of_classes(classes: str) -> str:
    """The kind of callout that the classes of an element make it (`alert alert-info`, `notice--warning`), or ""."""
    names = classes.lower().split()
    for name in names:
        mark, dashed, kind = name.replace("--", "-").rpartition("-")
        if dashed and mark in _MARKS and _of_class(kind):
            return _of_class(kind)
    if not _MARKS.isdisjoint(names):
        return next(filter(None, (_of_class(name) for name in names if name not in _MARKS)), "note")
    return names[0] if len(names) == 1 and names[0] in _ALONE else ""


def _of_class(name: str) -> str:
    return KINDS[name].of_class if name in KINDS else ""
