"""Text and lists in the formats of front matter, quoted so that they are read back as they were given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from tuireader.archive.drafting.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Begins with a letter and holds nothing that YAML might take for more than text, not even in a list.
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .;!?()/+’“”…–—-]*[\w.!?)…’”])?")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How a list is written: in brackets, with an item a line, or as one text parted by blanks or by `mark`.

    `indent` stands before the hyphens, `quote` around items, which get one where they need it in any case.
    """

    form: Literal["flow", "block", "blanks", "marks"] = "flow"
    indent: str = "  "
    quote: str = ""
    mark: str = ", "


class Notation:
    """A format of front matter."""

    name: ClassVar[str] = ""
    separator: ClassVar[str] = ": "

    def text(self, text: str, quote: str = "") -> str:
        """Return a text as a value, in these quotation marks where they will do."""
        raise NotImplementedError

    def items(self, items: Sequence[str], style: ListStyle) -> str:
        """Return a list as a value; where the style cannot hold the items it is written in brackets."""
        if style.form == "marks":
            return self.text(style.mark.join(items), style.quote)
        if style.form == "blanks" and not any(" " in item for item in items):
            return self.text(" ".join(items), style.quote)
        return "[" + ", ".join(self.text(item, style.quote) for item in items) + "]"

    def entry(self, key: str, value: str) -> Entry:
        """Return a key with a value as they are written where there is no habit."""
        lead = f"{key}{self.separator}"
        return Entry(key, lead.rstrip() if value.startswith("\n") else lead, value)

    def block(self, entries: Sequence[Entry]) -> str:
        """Return the entries as a block with its fences and a blank line after it."""
        raise NotImplementedError


class Yaml(Notation):
    """YAML between lines of `---`; without the first of them where `opened` is false."""

    name = "yaml"

    def __init__(self, *, opened: bool = True) -> None:
        self._opened = opened

    def text(self, text: str, quote: str = "") -> str:
        """Return a plain text where YAML takes it for nothing else, else a quoted one."""
        if not quote and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
            return text
        if quote == "'":
            return "'" + text.replace("'", "''") + "'"
        return _escaped(text)

    def items(self, items: Sequence[str], style: ListStyle) -> str:
        """Return a list as a value."""
        if style.form != "block" or not items:
            return super().items(items, style)
        return "".join(f"\n{style.indent}- {self.text(item, style.quote)}" for item in items)

    def block(self, entries: Sequence[Entry]) -> str:
        """Return the entries between their fences."""
        return ("---\n" if self._opened else "") + _lines(entries) + "---\n\n"


class Toml(Notation):
    """TOML between lines of `+++`."""

    name = "toml"
    separator = " = "

    def text(self, text: str, quote: str = "") -> str:
        """Return a basic string, or a literal one where those are the habit."""
        return f"'{text}'" if quote == "'" and "'" not in text else _escaped(text)

    def block(self, entries: Sequence[Entry]) -> str:
        """Return the entries between their fences, tables at the end."""
        plain = [entry for entry in entries if not entry.is_table]
        tables = [entry for entry in entries if entry.is_table]
        return "+++\n" + _lines(plain) + "".join("\n" + _lines([table]) for table in tables) + "+++\n\n"


class Json(Notation):
    """A JSON object."""

    name = "json"

    def text(self, text: str, quote: str = "") -> str:
        """Return a string."""
        import json

        del quote
        return json.dumps(text, ensure_ascii=False)

    def entry(self, key: str, value: str) -> Entry:
        """Return a pair."""
        return Entry(key, "", value)

    def block(self, entries: Sequence[Entry]) -> str:
        """Return the object, a pair a line."""
        pairs = [f"  {self.text(entry.key)}: {entry.value}" for entry in entries]
        return "{\n" + ",\n".join(pairs) + "\n}\n\n"


class Pelican(Notation):
    """Pelican's lines of `Key: value`, between fences where `fenced`."""

    name = "pelican"

    def __init__(self, *, fenced: bool = False) -> None:
        self._fence = "---\n" if fenced else ""

    def text(self, text: str, quote: str = "") -> str:
        """Return the text as it is: nothing is quoted here."""
        del quote
        return text

    def items(self, items: Sequence[str], style: ListStyle) -> str:
        """Return the items parted by commas, or by semicolons where one holds a comma."""
        if not any("," in item for item in items):
            return style.mark.join(items)
        return "; ".join(items) + (";" if len(items) == 1 else "")

    def block(self, entries: Sequence[Entry]) -> str:
        """Return the lines."""
        return f"{self._fence}{_lines(entries)}{self._fence}\n"


NOTATIONS: Final[Mapping[str, Notation]] = {one.name: one for one in (Yaml(), Toml(), Json(), Pelican())}
"""The formats by name."""


def _escaped(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(entries: Sequence[Entry]) -> str:
    return "".join(f"{entry.lead}{entry.value}".rstrip() + "\n" for entry in entries)
