"""How dates are written for people: a form with the letters of strftime, in English wherever the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import DAYS, MONTHS
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

MAX_LENGTH: Final = 40
"""The longest form, in characters."""
_PART: Final = expression(r"(%-?.?)")
_YEARS: Final = frozenset({"%Y", "%y"})
_CLOSED_BY: Final = {"(": ")", "[": "]", "（": "）"}


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form such as `%Y-%m-%d`; one that `error_in` finds nothing wrong with."""

    form: str = "%Y-%m-%d"

    def of(self, day: date | None) -> str:
        """The date as text; empty without a date."""
        return _PART.sub(lambda part: _written(part[0], day), self.form) if day else ""

    @property
    def within_year(self) -> DateForm:
        """The form without its year, and without what sets the year off."""
        parts = _PART.split(self.form)
        at = next((index for index, part in enumerate(parts) if part in _YEARS), None)
        if at is None:
            return self
        # Text and letters take turns; the text between two letters may be empty, as in %Y%m%d.
        before, after = parts[at - 1], parts[at + 1]
        if before[-1:] in _CLOSED_BY and after.startswith(_CLOSED_BY[before[-1]]):
            before, after = before[:-1].rstrip(), after[1:]
        elif after:
            after = ""
        else:
            before = ""
        left = "".join([*parts[: at - 1], before, after, *parts[at + 2 :]])
        return DateForm(left.strip() or self.form)


def error_in(form: str) -> str:
    """What is wrong with a form; empty if nothing is."""
    if not form.strip() or len(form) > MAX_LENGTH or not form.isprintable():
        return f"is a form of 1 to {MAX_LENGTH} printable characters"
    wrong = next((part for part in _PART.findall(form) if part not in _LETTERS), None)
    return f"takes {', '.join(_LETTERS)}, not {wrong}" if wrong else ""


def _written(part: str, day: date) -> str:
    return _LETTERS[part](day) if part in _LETTERS else part


_LETTERS: Final[Mapping[str, Callable[[date], str]]] = {
    "%Y": lambda day: f"{day.year:04}",
    "%y": lambda day: f"{day.year % 100:02}",
    "%m": lambda day: f"{day.month:02}",
    "%-m": lambda day: f"{day.month}",
    "%b": lambda day: MONTHS[day.month - 1][:3],
    "%B": lambda day: MONTHS[day.month - 1],
    "%d": lambda day: f"{day.day:02}",
    "%-d": lambda day: f"{day.day}",
    "%a": lambda day: DAYS[day.weekday()][:3],
    "%A": lambda day: DAYS[day.weekday()],
    "%%": lambda _: "%",
}
