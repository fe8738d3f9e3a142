"""Habits and a wish → the text of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuireader.archive.archive import engine_of
from tuireader.archive.drafting.defaults import DEFAULTS
from tuireader.archive.drafting.entries import Entry
from tuireader.archive.drafting.moments import MomentStyle, written
from tuireader.archive.drafting.notations import ListStyle
from tuireader.archive.drafting.shapes import filled

if TYPE_CHECKING:
    from datetime import datetime

    from tuireader.archive.drafting.habits import Habits
    from tuireader.archive.drafting.lines import Line
    from tuireader.archive.drafting.notations import Notation
    from tuireader.archive.drafting.wish import Wish


def text_of(habits: Habits, wish: Wish, now: datetime, slug: str) -> str:
    """Return the whole text of a new post, up to the empty line on which the writing begins."""
    head = f"# {wish.title}\n\n" if habits.heading else ""
    if habits.notation is None:
        return head
    text = _Text(habits, habits.notation, wish, now, slug)
    entries = [entry for line in habits.lines if (entry := text.entry(line)) is not None]
    return habits.notation.block([*entries, *text.missing()]) + head


@dataclass(frozen=True, slots=True)
class _Text:
    """The front matter of one new post, entry by entry."""

    habits: Habits
    notation: Notation
    wish: Wish
    now: datetime
    slug: str

    def entry(self, line: Line) -> Entry | None:
        """Return what a line says of this post, or None where it has nothing to say."""
        value = self._value(line)
        return Entry(line.model.key, _lead(line.model, value, self.notation), value) if value else None

    def _value(self, line: Line) -> str:  # noqa: PLR0911 - a table in words
        match line.part:
            case "title":
                return self.notation.text(self.wish.title, line.quote)
            case "date":
                return _quoted(self._date(line), line.quote)
            case "permalink":
                local = self.now.astimezone(self.habits.site.timezone)
                return _quoted(filled(line.shape, local, self.slug), line.quote)
            case "slug":
                return self.notation.text(self.slug, line.quote)
            case "draft":
                return _quoted(_draft(line.model, self.wish), line.quote)
            case "tags":
                return self.notation.items(self.tags, line.items or ListStyle()) if self.tags else ""
            case "fixed":
                return line.model.value

    def _date(self, line: Line) -> str:
        site = self.habits.site
        bare_is_utc = engine_of(site).dates.bare_is_utc and not line.quote
        return written(line.moment or MomentStyle(), self.now, site.timezone, bare_is_utc=bare_is_utc)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that every post of the archive bears, and the wish's own."""
        return tuple(dict.fromkeys((*self.habits.tags, *self.wish.tags)))

    def missing(self) -> list[Entry]:
        """Return the entries that the wish needs and the archive's posts have no lines for."""
        parts = {line.part for line in self.habits.lines}
        entries: list[Entry] = []
        by_folder = DEFAULTS[self.habits.site.engine].drafts
        if self.wish.draft and not by_folder and "draft" not in parts:
            pair = ("Status", "draft") if self.notation.name == "pelican" else ("draft", "true")
            entries.append(self.notation.entry(*pair))
        if self.tags and "tags" not in parts:
            entries.append(self._tag_entry())
        return entries

    def _tag_entry(self) -> Entry:
        value = self.notation.items(self.tags, ListStyle())
        if self.habits.site.engine != "zola":
            return self.notation.entry("Tags" if self.notation.name == "pelican" else "tags", value)
        if self.notation.name == "toml":
            return Entry("[taxonomies]", "[taxonomies]", f"\ntags = {value}")
        return Entry("taxonomies", "taxonomies:", f"\n  tags: {value}")


def _lead(model: Entry, value: str, notation: Notation) -> str:
    """Return the text before the value as the model has it, with the blank that the value needs or does not."""
    if value.startswith("\n"):
        return model.lead.rstrip()
    if model.lead and not model.lead[-1].isspace() and notation.name in {"yaml", "pelican"}:
        return model.lead + " "
    return model.lead


def _draft(model: Entry, wish: Wish) -> str:
    if model.key.lower() != "status":
        return "true" if wish.draft else "false"
    if wish.draft:
        return "draft"
    return "" if model.bare.lower() == "draft" else model.bare


def _quoted(text: str, quote: str) -> str:
    return f"{quote}{text}{quote}" if text else ""
