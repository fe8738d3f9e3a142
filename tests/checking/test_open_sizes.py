"""What a text leaves open is told in time that grows with its length, whatever stands in it."""

from __future__ import annotations

import time
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.engines.facts import ENGINES, HUGO, JEKYLL, PLAIN, ZOLA
from tuireader.archive.post import PostId
from tuireader.archive.site import Site
from tuireader.checking.open_parts import open_parts
from tuireader.checking.open_text import Text, without_code
from tuireader.rendering.parsing.markdown import Parsers

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.engines.facts import EngineFacts

NUMBERS = range(20_000)
HOSTILE = {
    "blanks before a shortcode's name": (HUGO, "{{<" + " " * 100_000),
    "blanks behind a shortcode's name": (HUGO, "{{< a" + " " * 100_000),
    "shortcodes without an end": (HUGO, "{{< a >}}" * 20_000 + "{{< /b >}}" * 20_000),
    "an end of a shortcode with blanks": (ZOLA, "{% end" + " " * 100_000 + "%x"),
    "calls without an end": (ZOLA, "{% a() %}\n" * 100_000),
    "tags that nobody knows": (JEKYLL, "".join(f"{{% a{number} %}}\n" for number in NUMBERS)),
    "a long run of backticks": (PLAIN, "a " + "`" * 20_000 + " $$" + " x" * 100_000),
    "runs of backticks": (PLAIN, "$$ " + " ".join("`" * number for number in range(1, 1_000))),
    "notes": (PLAIN, "x" + "".join(f" a[^n{number}]" for number in NUMBERS)),
    "notes beside one that is defined": (
        PLAIN,
        "[^a]: A\n\n" + "".join(f"a[^n{number}]\n" for number in NUMBERS),
    ),
    "comments": (PLAIN, "<!--\n" * 50_000 + "-->\n\n<!-- a\n"),
}


def text_of(root: Path, body: str, engine: EngineFacts = ENGINES["plain"]) -> Text:
    return Text(
        PostId("a.md"), body.split("\n"), 1, Site(engine=engine, timezone=UTC), str(root), Parsers(engine)
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_open_parts_are_told_in_linear_time(tmp_path: Path, name: str) -> None:
    engine, body = HOSTILE[name]
    text = text_of(tmp_path, body, engine)
    began = time.process_time()
    list(open_parts(text, tuple))
    assert time.process_time() - began < 5.0


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("a `b` c", "a     c"),
        ("`` a ` b `` c", "            c"),
        ("a ` b `` c", "a ` b `` c"),
        ("`a\nb` c", "  \n   c"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("a `` b ` c ` d", "a `` b       d"),
    ],
)
def test_code_spans_are_left_out(written: str, left: str) -> None:
    assert without_code(written.split("\n")) == left


def test_a_lone_backtick_hides_nothing_below_its_paragraph(tmp_path: Path) -> None:
    text = text_of(tmp_path, "a ` tick[^1]\n\nanother `\n\n[^1]: Note.")
    assert list(open_parts(text, tuple)) == []


def test_a_shortcode_that_closes_itself_is_not_open(tmp_path: Path) -> None:
    body = "{{< details />}}\n{{< details/>}}\n{{< details >}}a{{< highlight >}}b{{< /details >}}\n{{< /details >}}"
    problems = list(open_parts(text_of(tmp_path, body, HUGO), tuple))
    assert [(one.line, one.message.partition(",")[0]) for one in problems] == [
        (4, "{{< /details >}} ends a shortcode that is not open"),
        (3, "the shortcode highlight is never closed"),
    ]
