from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzoffset

import tuireader
from tuireader.archive.post import Post, PostId, Problem, Stamp
from tuireader.archive.scan import Reading
from tuireader.catalog.kept.row import (
    RowReader,
    date_of,
    encoded,
    is_listed,
    is_post,
    is_settled,
    microseconds,
    state_of,
)
from tuireader.catalog.order import date_key

NOW = datetime(2050, 1, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
STAMP = Stamp(-1, 2**63, 2**64 - 1, 4)
POST = Post(
    id=PostId("a/é\udcff.md"),
    kind="page",
    title="Title \ud800 é",
    date=datetime(2024, 10, 27, 2, 30, 0, 5, tzinfo=BERLIN, fold=1),
    modified=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    slug="slug",
    permalink="/a/",
    aliases=("/b/",),
    tags=("one", "two"),
    categories=("c",),
    authors=("d",),
    series="e",
    lang="f",
    draft=True,
    hidden=True,
    future=True,
    excerpt="g",
    words=7,
    problems=(Problem(PostId("a/é\udcff.md"), "rule", "message", "warning", 1, None),),
    stamp=STAMP,
    checksum=8,
)


def written(reading: Reading) -> bytes:
    row = encoded(reading, 9, NOW)
    assert row is not None
    return row


def test_a_row_gives_a_post_back_to_the_last_field() -> None:
    defaults = Post(
        id=PostId(""),
        kind="post",
        title="",
        date=None,
        modified=None,
        slug="",
        permalink=None,
        stamp=Stamp(0, 0, 0),
    )
    assert [one.name for one in fields(Post) if getattr(POST, one.name) == getattr(defaults, one.name)] == []
    for post in (
        POST,
        replace(POST, date=None, permalink=None, problems=(), modified=datetime(2024, 1, 1, tzinfo=UTC)),
        replace(POST, draft=False, hidden=False, modified=None),
    ):
        row = written(Reading(post, STAMP))
        again, state = RowReader().read(POST.id, row), state_of(row)
        assert (again, state.stamp, state.basis) == (post, STAMP, 9)
        assert repr(again) == repr(post)
        # The list knows its place before it is read.
        assert (is_post(row), date_of(POST.id, row)) == (True, date_key(post))
        assert is_listed(row) is not (post.draft or post.hidden)


def test_a_post_keeps_its_place_where_its_time_zone_is_gone() -> None:
    post = replace(POST, modified=POST.date)
    row = written(Reading(post, STAMP)).replace(b"Europe/Berlin", b"Europe/Gone")
    again = RowReader().read(POST.id, row)
    assert again.date is not None
    assert again.modified is not None
    assert date_key(again) == date_of(POST.id, row) == date_key(post)
    assert str(again.date) == str(post.date)
    assert str(again.modified) == "2024-10-27 02:30:00.000005+00:00"


def test_a_row_holds_until_a_moment_comes_that_was_asked_for() -> None:
    day = timedelta(days=1)
    row = written(Reading(None, STAMP, (NOW + 2 * day, NOW - day, NOW + day, NOW - 2 * day)))
    assert not is_post(row)
    assert state_of(row)[-2:] == (microseconds(NOW - day), microseconds(NOW + day))


@pytest.mark.parametrize(
    "reading",
    [
        Reading(POST),
        Reading(POST, replace(STAMP, mtime_ns=0)),
        Reading(None, replace(STAMP, inode=2**64)),
        Reading(replace(POST, date=datetime(2024, 1, 1, tzinfo=tzoffset("X", 60))), STAMP),
        Reading(replace(POST, date=datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=1), "X"))), STAMP),
    ],
)
def test_what_cannot_be_told_to_be_unchanged_or_not_be_written_has_no_row(reading: Reading) -> None:
    assert encoded(reading, 9, NOW) is None


def test_a_file_of_just_now_or_of_the_future_may_change_without_another_state() -> None:
    now = microseconds(NOW) * 1000
    assert is_settled(replace(STAMP, mtime_ns=now - 4_000_000_000, ctime_ns=now - 4_000_000_000), NOW)
    assert not is_settled(replace(STAMP, ctime_ns=now - 2_000_000_000), NOW)
    assert not is_settled(replace(STAMP, mtime_ns=now + 1), NOW)


def test_engines_compare_moments_with_the_present_where_that_is_noted() -> None:
    engines = Path(tuireader.__file__).parent / "archive" / "engines"
    assert [path for path in engines.rglob("*.py") if ".now" in path.read_text(encoding="utf-8")] == []
