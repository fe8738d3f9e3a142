"""The links of a quote lead where they led, from wherever it is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import facts, post
from tuireader.archive.post import PostId
from tuireader.checking.links import Resolution
from tuireader.session.link_info import with_whole_links

if TYPE_CHECKING:
    from pathlib import Path

A, B = PostId("_posts/2024-01-02-a.md"), PostId("_posts/2024-01-03-b.md")
SITE = "url: https://example.org\nbaseurl: /blog\npermalink: /:year/:title/\ntimezone: UTC\n"
ROOT = "https://example.org/blog"


def quote(root: Path, text: str, config: str = SITE, rest: str = "") -> str:
    found = facts(root, {"_config.yml": config, A: post(f"{text}\n\n{rest}"), B: post("y")})
    own = found.catalog.get(A)
    assert own is not None
    return with_whole_links(found, Resolution(found.archive, found.catalog, {}).resolve, own, text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a [b](/2024/b/) c", f"a [b]({ROOT}/2024/b/) c"),
        ("a [b](../b/#c 'd') and [b](../b/)", f"a [b]({ROOT}/2024/b/#c 'd') and [b]({ROOT}/2024/b/)"),
        ("a\n[b]({% post_url 2024-01-03-b %}#c)", f"a\n[b]({ROOT}/2024/b/#c)"),
        ("[b]({{ '/2024/b/' | relative_url }})", f"[b]({ROOT}/2024/b/)"),
        (
            "[b]({{ x }}) [c]({% post_url 2024-01-03-b %}) [d](/2024/b/)",
            f"[b]({{{{ x }}}}) [c]({ROOT}/2024/b/) [d]({ROOT}/2024/b/)",
        ),
        ("[b]({% link _posts/2024-01-03-b.md %})", f"[b]({ROOT}/2024/b/)"),
        ("[here](#part)", f"[here]({ROOT}/2024/a/#part)"),
        (
            "![i](/i.png) ![i](i.png)",
            "![i](https://example.org/i.png) ![i](https://example.org/blog/2024/a/i.png)",
        ),
        ("![i]({{ site.baseurl }}/i.png)", f"![i]({ROOT}/i.png)"),
        (
            "[b] and [x][b] and ![y][b]",
            f"[b]({ROOT}/2024/b/) and [x]({ROOT}/2024/b/) and ![y]({ROOT}/2024/b/)",
        ),
        ("<a href='/2024/b/'>b</a>", f"<a href='{ROOT}/2024/b/'>b</a>"),
        ("[o](https://other.org/) [g](/gone/) <https://example.org/x>",) * 2,
        ("`[b](/2024/b/)`",) * 2,
        ("no link",) * 2,
    ],
)
def test_links_are_made_whole(tmp_path: Path, text: str, whole: str) -> None:
    assert quote(tmp_path, text, rest="[b]: /2024/b/") == whole


def test_without_an_address_of_the_site_they_are_paths_on_it(tmp_path: Path) -> None:
    config = "permalink: /:year/:title/\ntimezone: UTC\n"
    assert quote(tmp_path, "[b]({% post_url 2024-01-03-b %})", config) == "[b](/2024/b/)"


def test_wikilinks_become_links(tmp_path: Path) -> None:
    found = facts(
        tmp_path, {".obsidian/app.json": "{}", "A.md": "See [[B (1)#Part|it]].", "B (1).md": "# Part"}
    )
    own = found.catalog.get(PostId("A.md"))
    assert own is not None
    resolve = Resolution(found.archive, found.catalog, {}).resolve
    whole = with_whole_links(found, resolve, own, "See [[B (1)#Part|it]].")
    assert whole.startswith("See [it](")
    assert whole.endswith("B%20%281%29.md#Part).")
