"""The text of one file."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import opened, write
from tuireader.archive.post import PostId, Problem, Stamp
from tuireader.archive.scan import scan
from tuireader.archive.source import MAX_BYTES, BodyReader, Source, open_source

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seconds", [-(10**12), -62135596800, 253402300799, 10**12, 2**62])
def test_a_time_on_disk_that_no_calendar_holds_is_some_time(seconds: int) -> None:
    for zone in (UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))):
        assert Stamp(seconds * 10**9, 1, 1).moment(zone).utcoffset() is not None


def test_body_and_lines(tmp_path: Path) -> None:
    text = "---\r\ntitle: T\r\n---\r\n\r\n    code\r\n"
    write(tmp_path, {"_posts/2020-01-01-a.md": b"\xef\xbb\xbf" + text.encode()})
    source = open_source(opened(tmp_path), PostId("_posts/2020-01-01-a.md"))
    assert isinstance(source, Source)
    assert source.text == text.replace("\r\n", "\n")
    assert source.body.lstrip("\n") == "    code\n"
    assert source.text.splitlines()[source.body_line - 1 :] == source.body.splitlines()
    assert source.stamp.size == len(text) + 3
    assert source.problems == ()


def test_problems_of_the_text_come_along(tmp_path: Path) -> None:
    write(tmp_path, {"_posts/2020-01-01-a.md": b"---\ntitle: [oops\n---\n\xff"})
    source = open_source(opened(tmp_path), PostId("_posts/2020-01-01-a.md"))
    assert isinstance(source, Source)
    assert [problem.rule for problem in source.problems] == ["encoding", "front-matter-syntax"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("---\ntitle: a\bb\n---\nBody", "error"),
        ("+++\ntitle = 'a\bb'\n+++\nBody", "error"),
        ("---\ntitle: a\n---\nA \b body", "warning"),
        ("A \b body", "warning"),
    ],
)
def test_a_control_character_is_an_error_where_no_engine_reads_on(
    tmp_path: Path, text: str, severity: str
) -> None:
    write(tmp_path, {"hugo.toml": "", "content/a.md": text})
    archive, post_id = opened(tmp_path), PostId("content/a.md")
    source = open_source(archive, post_id)
    (post,) = (post for batch in scan(archive, datetime(2024, 1, 1, tzinfo=UTC)) for post in batch.posts)
    assert isinstance(source, Source)
    for problems in (source.problems, post.problems):
        assert [(one.rule, one.severity) for one in problems if one.rule == "control-character"] == [
            ("control-character", severity)
        ]


def test_any_file_inside_but_none_outside(tmp_path: Path) -> None:
    write(tmp_path, {"in/_includes/a.html": "<p>", "secret.md": "x"})
    (tmp_path / "in/link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "in/_includes/link.html").symlink_to(tmp_path / "secret.md")
    os.mkfifo(tmp_path / "in/pipe")
    (tmp_path / "in/big.md").touch()
    os.truncate(tmp_path / "in/big.md", MAX_BYTES + 1)
    archive = opened(tmp_path / "in")

    def rule(path: str) -> str:
        found = open_source(archive, PostId(path))
        return found.rule if isinstance(found, Problem) else "read"

    assert rule("_includes/a.html") == "read"
    assert rule("../secret.md") == "outside-archive"
    assert rule("_includes/../../secret.md") == "outside-archive"
    assert rule("_includes/link.html") == "outside-archive"
    assert rule("link.md") == "read"
    assert (rule("pipe"), rule("_includes"), rule("none.md")) == ("not-a-file", "not-a-file", "missing")
    assert (rule("big.md"), rule("a\0b")) == ("too-large", "unreadable")


@pytest.mark.parametrize("size", [1_100, 30_000, 1_000_000])
@pytest.mark.parametrize(
    "written",
    [
        "![a picture]({})",
        '<img src="{}" alt="a picture">',
        "![a picture][one]\n\n[one]: <{}>",
        "[one]: {}\n\n![a picture][one]",
    ],
)
def test_what_an_address_holds_is_no_text(tmp_path: Path, size: int, written: str) -> None:
    address = "data:image/png;base64,iVBORw0KGgo" + "A" * size
    (tmp_path / "a.md").write_text(f"# A\n\n{written.format(address)}\n\nThe end.\n", encoding="utf-8")
    archive = opened(tmp_path)
    source, body = open_source(archive, PostId("a.md")), BodyReader(archive).of(PostId("a.md"))
    assert isinstance(source, Source)
    assert body is not None
    assert address in source.text
    assert source.body == body.text
    assert len(source.body) < 200
    assert source.body.endswith("The end.\n")
    (post,) = (post for batch in scan(archive, datetime(2024, 1, 1, tzinfo=UTC)) for post in batch.posts)
    assert post.words < 12


@pytest.mark.parametrize("before", ["", "Words "])
def test_a_file_held_in_an_attribute_may_be_broken_into_lines(tmp_path: Path, before: str) -> None:
    lines = "\n".join(["iVBORw0KGgo" + "A" * 65] * 400)
    picture = f'<img alt="a picture" src="data:image/png;base64,\n{lines}">'
    (tmp_path / "a.md").write_text(f"# A\n\n{before}{picture}\n\nThe end.\n", encoding="utf-8")
    archive = opened(tmp_path)
    source = open_source(archive, PostId("a.md"))
    assert isinstance(source, Source)
    assert "iVBOR" not in source.body
    # What follows stays on its own line.
    assert source.body.count("\n") == source.text.count("\n")
    (post,) = (post for batch in scan(archive, datetime(2024, 1, 1, tzinfo=UTC)) for post in batch.posts)
    assert post.words < 12
