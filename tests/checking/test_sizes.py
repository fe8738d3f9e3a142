"""Posts of very many links: what is read and looked for does not grow with the square of their number."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from tests.checking.sites import JEKYLL, facts, post
from tests.effort import calls_of
from tuireader.archive.source import Body, BodyReader
from tuireader.archive.written_link import WrittenLink
from tuireader.checking.bodies import WrittenBody
from tuireader.checking.check import problems_of
from tuireader.checking.site_files import SiteFiles
from tuireader.rendering import heading_guesses as guesses
from tuireader.rendering.heading_ids import other_ids

if TYPE_CHECKING:
    from pathlib import Path

A = "_posts/2024-01-02-a.md"


def test_a_post_is_read_as_often_whatever_the_number_of_its_broken_links(tmp_path: Path) -> None:
    counts = []
    for number in (10, 100):
        known = facts(tmp_path / str(number), {**JEKYLL, A: post("[a](b.md)\n\n" * number)})
        with calls_of(BodyReader.read, itemgetter("post_id")) as reads:
            found = [one for one in problems_of(known) if one.rule == "broken-link"]
        assert len(found) == number
        counts.append(len(reads))
    assert counts[0] == counts[1] > 0


def test_ids_of_headings_are_guessed_once_for_all_links(tmp_path: Path) -> None:
    body = "".join(f"## Heading {number}\n\n[a](#none-{number}x)\n\n" for number in range(50))
    known = facts(tmp_path, {**JEKYLL, A: post(body)})
    with calls_of(other_ids, itemgetter("title")) as asked:
        found = [one for one in problems_of(known) if one.rule == "broken-anchor"]
    assert len(found) == 50
    assert len(asked) == 50


def test_the_one_place_that_is_alike_is_guessed() -> None:
    known = guesses.Guesses({"a-b": 1, "c-d": 2, "cd": 3, "e": 4, "E": 4, "1-f": 5}, {}, {}, "kramdown-gfm")
    assert [known.nearest(name) for name in ("ab", "c.d", "e!", "f", "")] == ["a-b", "", "E", "1-f", ""]


def test_what_looks_for_links_in_a_text_is_given_up_at_some_length() -> None:
    body = WrittenBody(Body("{{< a >}} and words", 1), most=100)
    link = WrittenLink(1, 1, "/nowhere", "a", "link")
    assert [body.holds(link) for _ in range(7)] == [False] * 5 + [True] * 2


def test_a_link_is_found_where_it_stands() -> None:
    body = WrittenBody(Body('x\n{{< a >}} [b](/to) [c *d*](/to?a "t") {{< a >}}', 3))
    assert body.holds(WrittenLink(4, 11, "/to", "b", "link"))
    assert not body.makes(WrittenLink(4, 11, "/to", "b", "link"))
    assert not body.makes(WrittenLink(4, 20, "/to?a", "c d", "link"))
    assert body.makes(WrittenLink(4, 1, "/x", "a", "link"))
    assert not body.makes(WrittenLink(3, 1, "/x", "a", "link"))


def test_rules_of_redirection_hold_any_number_of_wildcards(tmp_path: Path) -> None:
    rules = [
        f"/{'*a' * 15}b /to",
        f"/{':aa-' * 15}b /to",
        "/old/*/:name /to",
        "/a-:year-:month/x /to",
        "/:a/:b/c /to",
    ]
    (tmp_path / "_redirects").write_text("\n".join(rules))
    files = SiteFiles(str(tmp_path))
    paths = ("/" + "a" * 60, "/" + "a-" * 30, "/old/x/y", "/older", "/a-1-2/x/", "/a/b/c", "/a/c")
    assert [path for path in paths if files.has_page(path)] == ["/old/x/y", "/a-1-2/x/", "/a/b/c"]
