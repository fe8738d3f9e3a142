"""Notes, tips and warnings that an element's classes make it, in the way of several generators and style sheets."""

from __future__ import annotations

from typing import Final

_MARKS: Final = frozenset(
    {
        "admonition",
        "alert",
        "notice",
        "callout",
        "note-box",
        "infobox",
        "message",
        "hint",
        "custom-block",
        "markdown-alert",
        "prompt",
    }
)
_KINDS: Final = {
    "note": "note",
    "info": "info",
    "primary": "note",
    "secondary": "note",
    "default": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "success",
    "important": "important",
    "warning": "warning",
    "warn": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "danger",
    "error": "danger",
    "example": "example",
    "question": "question",
    "quote": "quote",
    "bug": "bug",
    "abstract": "abstract",
    "summary": "abstract",
    "failure": "failure",
    "todo": "todo",
}
_ALONE: Final = frozenset({"note", "tip", "warning", "important", "caution", "danger"})


def kind_of_classes(classes: str) -> str:
    """The kind of admonition that the classes of an element make it (`alert alert-info`, `notice--warning`), or ""."""
    names = classes.lower().split()
    for name in names:
        mark, dashed, kind = name.replace("--", "-").rpartition("-")
        if dashed and mark in _MARKS and kind in _KINDS:
            return _KINDS[kind]
    if not _MARKS.isdisjoint(names):
        return next((_KINDS[name] for name in names if name in _KINDS and name not in _MARKS), "note")
    return names[0] if len(names) == 1 and names[0] in _ALONE else ""
