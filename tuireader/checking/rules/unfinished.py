"""What was left open or half done in a text: fences, template blocks, merge conflicts and footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.checking.open_parts import Text, open_parts, outside_code
from tuireader.checking.rule import Rule
from tuireader.rendering.body.parsed_start import cited_footnotes
from tuireader.rendering.body.windows import parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Post, Severity
    from tuireader.archive.source import Body
    from tuireader.checking.facts import Facts

_NOTE: Final = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LABEL: Final = re.compile(r"\w+")


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each thing that a post leaves open, at the line where it begins."""
    for post in facts.catalog:
        yield from _in_post(facts, post)


def _in_post(facts: Facts, post: Post) -> Iterator[Problem]:
    body = facts.body(post.id)
    if body is None:
        return
    lines = body.text.split("\n")
    site = facts.archive.site_of(post.id) or facts.archive.site
    text = Text(post.id, lines, body.line, site, str(facts.archive.root))
    yield from open_parts(
        text, lambda: parse_all(facts.parsers.of(facts.engine(post.id)).blocks, lines).blocks
    )
    if "[^" in body.text:
        yield from _footnotes(post, body)


def _problem(post: Post, rule: str, message: str, severity: Severity, line: int) -> Problem:
    return Problem(post.id, rule, message, severity, line, 1)


def _footnotes(post: Post, body: Body) -> Iterator[Problem]:
    """Yield a problem for each footnote that is cited and not defined, or the other way round.

    A text that defines none may hold `[^…]` that is no footnote.
    """
    lines = outside_code(body.text.split("\n"))
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), "\n".join(lines))
    lines = text.split("\n")
    defined = {note[1]: number for number, line in enumerate(lines) if (note := _NOTE.match(line))}
    if not defined:
        return
    cited = set(cited_footnotes(text))
    for label in sorted(cited - defined.keys()):
        if _LABEL.fullmatch(label):
            line = next((number for number, line in enumerate(lines) if f"[^{label}]" in line), 0)
            message = f"footnote [^{label}] is not defined: write [^{label}]: and its text"
            yield _problem(post, "undefined-footnote", message, "warning", body.line + line)
    for label, line in defined.items():
        if label not in cited:
            message = f"footnote [^{label}] is cited nowhere, so it is not shown"
            yield _problem(post, "uncited-footnote", message, "info", body.line + line)


_NAMES: Final = (
    "conflict-markers", "unclosed-fence", "unclosed-liquid", "unclosed-shortcode", "uncited-footnote",
    "undefined-footnote",
)  # fmt: skip
RULE: Final = Rule(_NAMES, check, by_post=True)
