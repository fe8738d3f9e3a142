"""The English names of months and days, which the engines write whatever the reader's locale is."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""From January on; the first three letters of each are its short form."""
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""From Monday on, as `datetime.weekday` counts; the first three letters of each are its short form."""
