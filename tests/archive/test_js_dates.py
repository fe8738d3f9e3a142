"""Dates as JavaScript reads them: Node 20.20.2 in the zone of Tokyo, and js-yaml 4.3.2."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tuireader.archive.metadata.js_dates import js_moment, yaml_moment
from tuireader.archive.metadata.values import Scalar

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-01-02", "2024-01-02T00:00:00+00:00"),
        ("2024-01", "2024-01-01T00:00:00+00:00"),
        ("2024", "2024-01-01T00:00:00+00:00"),
        ("2024-01-02T03:04", "2024-01-02T03:04:00+09:00"),
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02T03:04:05.678-02:30", "2024-01-02T03:04:05.678000-02:30"),
        ("2024-01-02 03:04", "2024-01-02T03:04:00+09:00"),
        ("2024-1-2", "2024-01-02T00:00:00+09:00"),
        ("2024/1/2 3:04 pm", "2024-01-02T15:04:00+09:00"),
        ("2024-02-30", "2024-03-01T00:00:00+00:00"),
        ("January 2, 2024", "2024-01-02T00:00:00+09:00"),
        ("Tue, 02 Jan 2024 10:00:00 GMT", "2024-01-02T10:00:00+00:00"),
        ("2024-01-02 10:00 EST", "2024-01-02T10:00:00-05:00"),
        ("2024-01-02 03:04:05 +0800", "2024-01-02T03:04:05+08:00"),
        ("1-2-24", "2024-01-02T00:00:00+09:00"),
        ("2024-01-02 10:00:00 (CET)", "2024-01-02T10:00:00+09:00"),
        ("2024-01-02T24:00", "2024-01-03T00:00:00+09:00"),
        ("2024-01-02t03:04:05z", "2024-01-02T03:04:05+00:00"),
        ("2024-01-02 0:04 am", "2024-01-02T00:04:00+09:00"),
        ("2024-01-02 0:04 pm", "2024-01-02T12:04:00+09:00"),
        ("2 Jan(uary) 2024", "2024-01-02T00:00:00+09:00"),
        ("2024-01-02 10:00 pm(x)", "2024-01-02T22:00:00+09:00"),
        ("2024-01-02 10:00:00(CET)", None),
        ("2024-13-01", None),
        ("Jan 2nd 2024", None),
        ("13/03/2024", None),
        ("2024年3月5日", None),
        ("2024-01-02 25:00:00", None),
        ("2024-01-02 at 10:00", None),
        ("2024-W03-1", None),
        ("", None),
        ("x" * 200, None),
    ],
)
def test_texts(text: str, wanted: str | None) -> None:
    moment = js_moment(Scalar(text), TOKYO)
    assert (moment and moment.isoformat()) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024", "1970-01-01T00:00:02.024000+00:00"),
        ("1709632800000", "2024-03-05T10:00:00+00:00"),
        ("true", "1970-01-01T00:00:00.001000+00:00"),
        ("99999999999999999", None),
    ],
)
def test_numbers_are_thousandths_of_seconds(text: str, wanted: str | None) -> None:
    moment = js_moment(Scalar(text, plain=True), TOKYO)
    assert (moment and moment.isoformat()) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024-01-02", "2024-01-02T00:00:00+00:00"),
        ("2024-01-02 03:04:05 +09:00", "2024-01-01T18:04:05+00:00"),
        ("2024-1-2T3:04:05.5Z", "2024-01-02T03:04:05.500000+00:00"),
        ("2024-13-31", "2025-01-31T00:00:00+00:00"),
        ("2024-02-30", "2024-03-01T00:00:00+00:00"),
        ("2024-1-2", None),
        ("0000-01-01", None),
    ],
)
def test_timestamps_of_yaml(text: str, wanted: str | None) -> None:
    moment = yaml_moment(Scalar(text, plain=True))
    assert (moment and moment.isoformat()) == wanted
    assert yaml_moment(Scalar(text)) is None
