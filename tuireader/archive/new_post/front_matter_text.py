"""The text of front matter: its fields as their author wrote them, and new ones written in the same way."""

from __future__ import annotations

import json
from datetime import UTC
from textwrap import dedent
from typing import TYPE_CHECKING, Final, Literal

from tuireader.archive.metadata.dates import MONTHS
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from tuireader.archive.front_matter import FrontMatter

_FIELD: Final[Mapping[str, re.Pattern[str]]] = {
    "yaml": expression(r"(?P<key>[A-Za-z_][\w-]*|\"[^\"\n]+\"|'[^'\n]+')[ \t]*:(?:[ \t]+|$)"),
    "toml": expression(r"(?P<key>[\w-]+|\"[^\"\n]+\")[ \t]*=[ \t]*"),
    "pelican": expression(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*"),
}
_TABLE: Final = expression(r"(?P<key>\[[^\[\]\n]+\])[ \t]*$")
_ITEMS: Final = expression(r"\n(?P<indent>[ \t]*)- +(?P<quote>[\"']?)")
_FLOW: Final = expression(r"\[\s*(?P<quote>[\"']?)")

# Begins with a letter and holds nothing that YAML might take for more than text, not even in a list.
_PLAIN: Final = expression(r"[^\W\d_](?:[\w .;!?()/+’“”…–—-]*[\w.!?)…’”])?")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})

_NUMBERS: Final = expression(
    r"\d{4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2}"
    r"(?:(?P<joint>T|t| )[ ]*\d{1,2}:\d{2}(?P<seconds>:\d{2}(?P<fraction>\.\d+)?)?"
    r"(?P<gap> *)(?P<zone>Z|[-+]\d{2}(?P<colon>:?)\d{2}|[A-Z]{3,5})?)?"
)
_MONTH_IN_WORDS: Final = expression(r"(?P<month>[A-Z][a-z]{2,8}) \d{1,2}(?P<comma>,?) \d{4}")


@dataclass(frozen=True, slots=True)
class FrontMatterField:
    """A key with its value. `lead` is the text up to the value, `value` all the rest, without the line's end.

    The key of a table of TOML is its heading, brackets and all.
    """

    key: str
    lead: str
    value: str

    @property
    def is_table(self) -> bool:
        """Whether this is a table of TOML, which must come after all other values."""
        return self.key.startswith("[")

    @property
    def quote(self) -> str:
        """The quotation mark that the value begins with, or nothing."""
        return self.value[0] if self.value[:1] in {'"', "'"} else ""

    @property
    def bare(self) -> str:
        """The value without the quotation marks around it."""
        return self.value[1:-1] if self.quote and self.value.endswith(self.quote) else self.value

    @property
    def is_empty(self) -> bool:
        """Whether there is no value, or an empty one."""
        return self.value.strip() in {"", "[]", '""', "''", "~", "null", "{}"}


@dataclass(frozen=True, slots=True)
class ListStyle:
    """The way a list is written: in brackets, with an item a line, or as one text parted by `separator`.

    `indent` is before the hyphens, `quote` around items, which get one where they need it in any case.
    """

    form: Literal["flow", "block", "text"] = "flow"
    indent: str = ""
    quote: str = ""
    separator: str = ", "


@dataclass(frozen=True, slots=True)
class Notation:
    """A format of front matter, with its fences."""

    name: Literal["yaml", "toml", "json", "pelican"]
    opening: str
    closing: str

    def text(self, text: str, quote: str = "") -> str:
        """Return a text as a value, in these quotation marks where they will do."""
        match self.name:
            case "pelican":
                return text
            case "json":
                return json.dumps(text, ensure_ascii=False)
            case "toml" if quote == "'" and "'" not in text:
                return f"'{text}'"
            case "yaml" if quote == "'":
                return "'" + text.replace("'", "''") + "'"
            case "yaml" if not quote and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
                return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def items(self, items: Sequence[str], style: ListStyle) -> str:
        """Return a list as a value; where the style cannot hold the items it is written in brackets."""
        if self.name == "pelican":
            return _pelican_list(items, style)
        if style.form == "block" and self.name == "yaml":
            return "".join(f"\n{style.indent}- {self.text(item, style.quote)}" for item in items)
        if style.form == "text" and not (style.separator == " " and any(" " in item for item in items)):
            return self.text(style.separator.join(items), style.quote)
        return "[" + ", ".join(self.text(item, style.quote) for item in items) + "]"

    def field(self, key: str, value: str) -> FrontMatterField:
        """Return a field as it is written where there is no habit."""
        lead = "" if self.name == "json" else f"{key} = " if self.name == "toml" else f"{key}: "
        return FrontMatterField(key, lead, value)

    def block(self, fields: Iterable[FrontMatterField]) -> str:
        """Return the fields between their fences, and a blank line after them."""
        if self.name == "json":
            text = ",\n".join(f"  {self.text(one.key)}: {one.value}" for one in fields)
        else:
            ordered = sorted(fields, key=lambda one: one.is_table)
            text = "".join("\n" * one.is_table + _line(one) for one in ordered)
        return f"{self.opening}{text}{self.closing}\n"


NOTATIONS: Final[Mapping[str, Notation]] = {
    "yaml": Notation("yaml", "---\n", "---\n"),
    "toml": Notation("toml", "+++\n", "+++\n"),
    "json": Notation("json", "{\n", "\n}\n"),
    "pelican": Notation("pelican", "", ""),
}
"""The formats by name, with their usual fences."""


def fields_of(front_matter: FrontMatter) -> tuple[FrontMatterField, ...]:
    """Return the fields of a block at its top level, without comments and common indentation."""
    if front_matter.format == "json":
        return _json_fields(front_matter.raw)
    pattern = _FIELD.get(front_matter.format)
    if pattern is None:
        return ()
    found: list[FrontMatterField] = []
    for line in dedent(front_matter.raw).split("\n"):
        table = _TABLE.match(line) if front_matter.format == "toml" else None
        inside = found and found[-1].is_table
        if match := table or (None if inside else pattern.match(line)):
            found.append(FrontMatterField(match["key"].strip("\"'"), match[0], line[match.end() :]))
        elif found and line.strip() and not line.startswith("#"):
            last = found[-1]
            found[-1] = FrontMatterField(last.key, last.lead, f"{last.value}\n{line}")
    return tuple(FrontMatterField(one.key, one.lead, one.value.rstrip()) for one in found)


def list_style(field: FrontMatterField) -> ListStyle:
    value = field.value
    if match := _ITEMS.match(value):
        return ListStyle("block", match["indent"], match["quote"])
    if match := _FLOW.match(value):
        return ListStyle(quote=match["quote"])
    separator = next((one for one in ("; ", ";", ", ", ",") if one in value), " ")
    return ListStyle("text", quote=field.quote, separator=separator)


def date_format(text: str) -> str | None:
    """Return the format of a date for `write_date`, or None where it cannot be written in that way again."""
    if match := _MONTH_IN_WORDS.fullmatch(text):
        return f"{'%b' if len(match['month']) == 3 else '%B'} %d{match['comma']} %Y"
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    day = match["sep"].join(("%Y", "%m", "%d"))
    if not match["joint"]:
        return day
    seconds = ":%S" * bool(match["seconds"]) + ".000" * bool(match["fraction"])
    zone = match["zone"] or ""
    if zone and zone != "Z":
        zone = "%:z" if match["colon"] else "%z"
    return f"{day}{match['joint']}%H:%M{seconds}{match['gap'] if zone else ''}{zone}"


def write_date(form: str, now: datetime, zone: tzinfo, *, bare_is_utc: bool = False) -> str:
    """Return a moment in a site's zone; `bare_is_utc` where a time without a zone means UTC."""
    is_bare = "%S" in form and not form.endswith("z")
    local = now.astimezone(UTC if form.endswith("Z") or (bare_is_utc and is_bare) else zone)
    # The words and `%:z` are filled in here: the former are the system's own, the latter is new in Python 3.12.
    month, offset = MONTHS[local.month - 1], local.strftime("%z")[:5]
    for code, text in (
        ("%b", month[:3]),
        ("%B", month),
        ("%:z", f"{offset[:3]}:{offset[3:]}"),
        ("%z", offset),
    ):
        form = form.replace(code, text)
    return local.strftime(form)


def _json_fields(raw: str) -> tuple[FrontMatterField, ...]:
    try:
        metadata = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    pairs = metadata.items() if isinstance(metadata, dict) else ()
    return tuple(FrontMatterField(key, "", json.dumps(value, ensure_ascii=False)) for key, value in pairs)


def _pelican_list(items: Sequence[str], style: ListStyle) -> str:
    """Return the items parted by commas, or by semicolons where one holds a comma."""
    if any("," in item for item in items):
        return "; ".join(items) + ";" * (len(items) == 1)
    return (style.separator if style.separator.strip() else ", ").join(items)


def _line(field: FrontMatterField) -> str:
    """Return a field's text, with the blank before its value that it needs, or without."""
    lead = field.lead
    if field.value.startswith("\n"):
        lead = lead.rstrip()
    elif lead.endswith(":"):
        lead += " "
    return f"{lead}{field.value}".rstrip() + "\n"
