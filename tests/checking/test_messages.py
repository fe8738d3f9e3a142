"""What problems say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checking.sites import JEKYLL, facts, post
from tuireader.checking.check import problems_of, problems_of_post

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_that_is_said_commands_a_terminal(tmp_path: Path) -> None:
    odd = "_posts/2024-01-01-\x1b[31m\u202e\n.md"
    body = (
        "[a](2024-01-01-%1b%5b31m%e2%80%ae%0a.md#x%1b%07) [b](gone%9b/%c2%9b.md) "
        "![c](/no%1b/c.png)\n# x\n### y"
    )
    matter = "permalink: /2024/a/"
    files = {**JEKYLL, "_posts/2024-01-02-a.md": post(body, matter), odd: post("x", matter)}
    whole = facts(tmp_path, files)
    messages = [problem.message for problem in problems_of(whole)]
    assert all(message.isprintable() for message in messages)
    assert sum("␛" in message for message in messages) == 3
    of_one = [problem.message for one in whole.catalog for problem in problems_of_post(whole, one.id)]
    assert sorted(of_one) == sorted(messages)


def test_an_address_of_mail_without_its_scheme_is_told_how_to_be_written(tmp_path: Path) -> None:
    whole = facts(
        tmp_path, {**JEKYLL, "_posts/2024-01-02-a.md": post("[x](ann.b@mail.example.org) [y](a@b)")}
    )
    messages = [problem.message for problem in problems_of(whole)]
    assert ["mailto:ann.b@mail.example.org" in message for message in messages] == [True, False]
