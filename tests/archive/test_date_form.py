from __future__ import annotations

from datetime import date, datetime

import pytest

from tuireader.archive.metadata.dates import DateForm, error_in

DAY = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("form", "whole", "within_year"),
    [
        ("%Y-%m-%d", "2024-05-06", "05-06"),
        ("%d %b %Y", "06 May 2024", "06 May"),
        ("%B %-d, %Y", "May 6, 2024", "May 6"),
        ("%d.%m.%y", "06.05.24", "06.05"),
        ("%A, %-d %B %Y", "Monday, 6 May 2024", "Monday, 6 May"),
        ("%Y年%-m月%-d日", "2024年5月6日", "5月6日"),
        ("%a %d/%m", "Mon 06/05", "Mon 06/05"),
        ("%Y", "2024", "2024"),
        ("100%% %Y", "100% 2024", "100%"),
        ("%Y%m%d", "20240506", "0506"),
        ("%d%m%y", "060524", "0605"),
        ("%d %b (%Y)", "06 May (2024)", "06 May"),
        ("[%Y] %d/%m", "[2024] 06/05", "06/05"),
        ("[b]%Y[/]", "[b]2024[/]", "[b]"),
    ],
)
def test_dates_are_written_in_a_form_with_the_year_or_without(
    form: str, whole: str, within_year: str
) -> None:
    assert error_in(form) == ""
    assert DateForm(form).of(DAY) == whole
    assert DateForm(form).within_year.of(DAY) == within_year


def test_without_a_date_there_is_no_text_and_a_time_is_left_out() -> None:
    assert DateForm().of(None) == ""
    assert DateForm().of(datetime(987, 1, 2, 3, 4, 5)) == "0987-01-02"  # noqa: DTZ001 - as a post without a zone


@pytest.mark.parametrize("form", ["", "  ", "%Q", "%", "%-", "%-Y", "%d\x1b[31m", "%d\n", "x" * 41, "%H:%M"])
def test_a_form_that_cannot_be_used_has_an_error(form: str) -> None:
    assert error_in(form)
