"""A line to type in."""

from __future__ import annotations

from textual.widgets import Input

from tuireader.archive.text import on_one_line


class TypedLine(Input):
    """A line whose text is neutralised: what is pasted comes from anywhere."""

    def validate_value(self, value: str) -> str:
        """Return the text as it is to be, whoever sets it."""
        return on_one_line(value)
