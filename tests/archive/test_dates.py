from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.archive.engines.hugo import Hugo
from tuireader.archive.engines.jekyll import Jekyll
from tuireader.archive.engines.pelican import Pelican
from tuireader.archive.metadata.dates import LENIENT_DATES, DateRules, parse_date, zone_of
from tuireader.archive.metadata.values import Scalar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")


def iso(text: str, rules: DateRules, *, plain: bool = True) -> str | None:
    moment = parse_date(Scalar(text, plain=plain), rules, TOKYO)
    return moment.isoformat() if moment else None


@pytest.mark.parametrize(
    ("text", "unquoted", "quoted"),
    [
        ("2020-02-05", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("2020-2-5", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("2020-02-05 20:00:00", "2020-02-06T05:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05T20:00:00", "2020-02-06T05:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00:00.", "2020-02-06T05:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00:00.25", "2020-02-06T05:00:00.250000+09:00", "2020-02-05T20:00:00.250000+09:00"),
        ("2020-02-05 20:00", "2020-02-05T20:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00:00 -0800", "2020-02-06T13:00:00+09:00", "2020-02-06T13:00:00+09:00"),
        ("2020-02-05 20:00:00 +09:00", "2020-02-05T20:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00 -08", "2020-02-06T13:00:00+09:00", "2020-02-06T13:00:00+09:00"),
        ("2020-02-05T20:00:00Z", "2020-02-06T05:00:00+09:00", "2020-02-06T05:00:00+09:00"),
        ("2020-02-05 20:00:00 EST", "2020-02-06T10:00:00+09:00", "2020-02-06T10:00:00+09:00"),
        ("February 5, 2020 8pm", "2020-02-05T20:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("02/03/2020", "2020-03-02T00:00:00+09:00", "2020-03-02T00:00:00+09:00"),
        ("12/25/2020", None, None),
        ("20200205", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("Wed, 05 Feb 2020 20:00:00 +0100", "2020-02-06T04:00:00+09:00", "2020-02-06T04:00:00+09:00"),
        ("", None, None),
        ("2020", None, None),
        ("garbage", None, None),
        ("8pm", None, None),
        ("2020-13-45", None, None),
        ("2020-02-30", "2020-03-01T00:00:00+09:00", "2020-03-01T00:00:00+09:00"),
        ("2020-02-32", None, None),
        ("2020-036", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("2020-02-05 10h", "2020-02-05T10:00:00+09:00", "2020-02-05T10:00:00+09:00"),
        ("2020-02-05 1:2:3", "2020-02-05T01:02:03+09:00", "2020-02-05T01:02:03+09:00"),
        ("2020-02-05 23:59:60", "2020-02-06T09:00:00+09:00", "2020-02-06T00:00:00+09:00"),
        ("2020-02-05 20:00:00 CET", "2020-02-05T20:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05 20:00:00 Europe/Berlin", "2020-02-05T20:00:00+09:00", "2020-02-05T20:00:00+09:00"),
        ("2020-02-05t20:00:00z", "2020-02-06T05:00:00+09:00", "2020-02-06T05:00:00+09:00"),
        ("2020-02-05 20:00:00 x", "2020-02-06T16:00:00+09:00", "2020-02-06T16:00:00+09:00"),
        ("2020-02-05 25:00", None, None),
        ("2020-02-05 13pm", "2020-02-05T13:00:00+09:00", "2020-02-05T13:00:00+09:00"),
        ("2018 Jul 5", "2018-07-05T00:00:00+09:00", "2018-07-05T00:00:00+09:00"),
        ("Aug 2016, 4:54", "2016-08-01T04:54:00+09:00", "2016-08-01T04:54:00+09:00"),
        ("20190508T0410", "2019-05-08T04:10:00+09:00", "2019-05-08T04:10:00+09:00"),
        ("5 July", None, None),
        ("10:20", "2037-07-19T00:00:00+09:00", None),
        ("2020-02-05 25:30 +01:00", "2020-02-06T09:30:00+09:00", "2020-02-06T09:30:00+09:00"),
        ("2020-02-05 10:20:30 +25:00", None, None),
        ("H31.04.30", "2019-04-30T00:00:00+09:00", "2019-04-30T00:00:00+09:00"),
        ("0001-01-01", "0001-01-01T00:00:00+09:18:59", "0001-01-01T00:00:00+09:18:59"),
        ("9999-12-31", "9999-12-31T00:00:00+09:00", "9999-12-31T00:00:00+09:00"),
        ("9999-12-31 23:00:00", "9999-12-31T23:00:00+00:00", "9999-12-31T23:00:00+09:00"),
        ("2020-02-05 24:00", "2020-02-06T00:00:00+09:00", "2020-02-06T00:00:00+09:00"),
        ("2020-02-05 24:01", None, None),
        ("2023-01-29 18:30:22 2023 -0800", "2023-01-29T18:30:22+09:00", "2023-01-29T18:30:22+09:00"),
        ("Released 10:30 EST on 2020-2-5", "2020-02-06T00:30:00+09:00", "2020-02-06T00:30:00+09:00"),
        ("2020-02-05 (draft)", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("2020-02-35 (draft)", None, None),
        ("20-02-05", "2020-02-05T00:00:00+09:00", "2020-02-05T00:00:00+09:00"),
        ("345-02-05", "0345-02-05T00:00:00+09:18:59", "0345-02-05T00:00:00+09:18:59"),
        ("69-02-05 8 pm", "1969-02-05T20:00:00+09:00", "1969-02-05T20:00:00+09:00"),
        ("9" * 5000, None, None),
    ],
)
def test_jekyll(text: str, unquoted: str | None, quoted: str | None) -> None:
    assert (iso(text, Jekyll.dates), iso(text, Jekyll.dates, plain=False)) == (unquoted, quoted)


@pytest.mark.parametrize(
    ("text", "rules", "moment"),
    [
        ("2020-02-05 20:00:00", Hugo.dates, "2020-02-05T20:00:00+09:00"),
        ("2020-02-05T20:00:00-08:00", Hugo.dates, "2020-02-05T20:00:00-08:00"),
        ("02/03/2020", Hugo.dates, "2020-02-03T00:00:00+09:00"),
        ("2020_02_05_20:00", Pelican.dates, None),
        ("2020-02-05_20:00", Pelican.dates, "2020-02-05T20:00:00+09:00"),
        ("Jul 08 2022", LENIENT_DATES, "2022-07-08T00:00:00+09:00"),
        ("2020", LENIENT_DATES, "2020-01-01T00:00:00+09:00"),
        ("2020-02", LENIENT_DATES, "2020-02-01T00:00:00+09:00"),
        ("5 Feb 2020 10:00 Nowhere", LENIENT_DATES, None),
    ],
)
def test_other_engines(text: str, rules: DateRules, moment: str | None) -> None:
    if moment is None:
        found = parse_date(Scalar(text), rules, TOKYO)
        assert found is None or found.tzinfo is not None
    else:
        assert iso(text, rules) == moment


@settings(max_examples=120)
@given(
    st.text(st.sampled_from(list("0123456789-/:., TZ+aApPmMJjunFebÉ")), max_size=30),
    st.sampled_from([Jekyll.dates, Hugo.dates, Pelican.dates, LENIENT_DATES]),
    st.booleans(),
)
def test_any_text_is_an_aware_date_or_none(text: str, rules: DateRules, plain: bool) -> None:
    moment = parse_date(Scalar(text, plain=plain), rules, TOKYO)
    if moment:
        assert moment.utcoffset() is not None
        assert (moment > EPOCH) == (moment - EPOCH > timedelta())


@given(st.integers(-(2**31), 2**32))
def test_an_iso_date_comes_back(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    found = parse_date(Scalar(moment.replace(tzinfo=None).isoformat()), Hugo.dates, UTC)
    assert found == moment


@pytest.mark.parametrize(
    ("name", "hours"),
    [("UTC", 0), ("Z", 0), ("+09:00", 9), ("-0330", -3.5), ("UTC+1", 1), ("Asia/Tokyo", 9), ("JST", 9)],
)
def test_zone_of(name: str, hours: float) -> None:
    zone = zone_of(name)
    assert zone
    assert datetime(2020, 2, 5, tzinfo=zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "name", ["", "Nowhere/City", "America", "/etc/passwd", "../x", "a\0b", "+99:00", "+09:99"]
)
def test_no_such_zone(name: str) -> None:
    assert zone_of(name) is None


@given(
    st.datetimes(),
    st.sampled_from(("", "Z", " Z", " +0100", "-08:00", " +05:30", "+0000")),
    st.sampled_from(" T"),
    st.tuples(*[st.booleans()] * 3).map(lambda flags: DateRules(*flags)) | st.just(Jekyll.dates),
    st.booleans(),
)
def test_a_usual_date_is_the_moment_that_it_is_with_a_fraction(
    moment: datetime, zone: str, parted: str, rules: DateRules, plain: bool
) -> None:
    text = f"{moment.year:04}-{moment:%m-%d}{parted}{moment:%H:%M:%S}"
    assert iso(text + zone, rules, plain=plain) == iso(f"{text}.0{zone}", rules, plain=plain)


@pytest.mark.parametrize("rules", [DateRules(dateutil=True), DateRules()])
@pytest.mark.parametrize("offset", ["+2400", "-2500", "+9900"])
def test_no_zone_is_a_day_or_more_away(rules: DateRules, offset: str) -> None:
    assert parse_date(Scalar(f"Jan 1 2020 10:00 {offset}"), rules, UTC) is None
    found = parse_date(Scalar("Jan 1 2020 10:00 +2359"), rules, UTC)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=23, minutes=59)
