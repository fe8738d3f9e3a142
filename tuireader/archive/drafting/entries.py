"""Front matter taken apart as its author wrote it: keys in their order, each with the very text of its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar

if TYPE_CHECKING:
    from tuireader.archive.front_matter import FrontMatter
    from tuireader.archive.metadata.values import Value

_YAML: Final = re.compile(r"(?P<key>[A-Za-z_][\w-]*|\"[^\"\n]+\"|'[^'\n]+')[ \t]*:(?:[ \t]+|$)")
_TOML: Final = re.compile(r"(?P<key>[\w-]+|\"[^\"\n]+\")[ \t]*=[ \t]*")
_PELICAN: Final = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*")
_TABLE: Final = re.compile(r"(?P<key>\[[^\[\]\n]+\])[ \t]*$")
_ITEMS: Final = re.compile(r"\n(?P<indent>[ \t]*)- ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value. `lead` is the text up to the value, `value` all the rest, without the line's end.

    The key of a table of TOML is its heading, brackets and all.
    """

    key: str
    lead: str
    value: str

    @property
    def is_table(self) -> bool:
        """Whether this is a table of TOML, which must come after all that is none."""
        return self.key.startswith("[")

    @property
    def bare(self) -> str:
        """The value without the quotation marks around it."""
        return self.value[1:-1] if self.quote and self.value.endswith(self.quote) else self.value

    @property
    def quote(self) -> str:
        """The quotation mark that the value begins with, or nothing."""
        return self.value[0] if self.value[:1] in {'"', "'"} else ""

    @property
    def says_nothing(self) -> bool:
        """Whether there is no value, or an empty one."""
        return self.value.strip() in {"", "[]", '""', "''", "~", "null", "{}"}


def entries_of(front_matter: FrontMatter) -> tuple[Entry, ...]:
    """Return the entries of a block at its top level; comments are left out."""
    if front_matter.format == "json":
        return tuple(Entry(key, "", _json(value)) for key, value in front_matter.metadata.items())
    pattern = {"yaml": _YAML, "toml": _TOML, "pelican": _PELICAN}.get(front_matter.format)
    if pattern is None:
        return ()
    found: list[Entry] = []
    for line in front_matter.raw.split("\n"):
        table = _TABLE.match(line) if front_matter.format == "toml" else None
        inside = found and found[-1].is_table
        match = table or (None if inside else pattern.match(line))
        if match:
            found.append(Entry(match["key"].strip("\"'"), match[0], line[match.end() :]))
        elif found and line.strip() and not line.startswith("#"):
            last = found[-1]
            found[-1] = Entry(last.key, last.lead, f"{last.value}\n{line}")
    return tuple(Entry(one.key, one.lead, one.value.rstrip()) for one in found)


def indent_of(entry: Entry) -> str | None:
    """Return how far the items of a list with one item a line are indented, or None where it is no such list."""
    match = _ITEMS.match(entry.value)
    return match["indent"] if match else None


def _json(value: Value) -> str:
    import json

    if isinstance(value, Scalar):
        return value.text if value.plain else json.dumps(value.text, ensure_ascii=False)
    if isinstance(value, Mapping):
        return json.dumps({}) if not value else "{" + ", ".join(_pairs(value)) + "}"
    return "[" + ", ".join(_json(item) for item in value) + "]"


def _pairs(value: Mapping[str, Value]) -> list[str]:
    import json

    return [f"{json.dumps(key, ensure_ascii=False)}: {_json(item)}" for key, item in value.items()]
