"""A file's text → its front matter and its body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.front_matter.handler import MAX_CHARACTERS, Block, Parsed, skip_blank_lines
from tuireader.archive.post import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.front_matter.handler import Format, Handler
    from tuireader.archive.front_matter.rules import FrontMatterRules
    from tuireader.archive.post import PostId
    from tuireader.archive.values import Value

_IGNORED: Final = re.compile(r"\s*(?P<mark>-{3,}|\+{3,})[ \t]*\n(?=[\w\"'-]+[ \t]*[:=])")
_METADATA: Final = r"(?=(?:(?!---)[^\n`][^\n]{0,500}\n){0,30}?(?:title|layout|date)[ \t]{0,9}[:=])"
"""Lines among which one is metadata of a post, and not just any YAML."""
_TURNED: Final = re.compile(
    r"\s*(?P<mark>(?=-{0,3}[\u2013\u2014])[-\u2013\u2014]{1,4})[ \t]*\n(?=[\w\"'-]+[ \t]*:)"
)
"""Dashes that a phone or a word processor made of `---`."""
_COMMENT: Final = r"\s*(?P<comment><!--(?:(?!-->)[\s\S]){0,4000}-->\s*)"
_IN_FENCE: Final = re.compile(
    rf"(?:{_COMMENT})?\s*(?P<mark>`{{3,}}|~{{3,}})[ \t]*(?:ya?ml|toml)[^\n]*\n(?:(?:---|\+\+\+)[ \t]*\n)?{_METADATA}"
)
_BELOW_COMMENT: Final = re.compile(rf"{_COMMENT}(?P<mark>---|\+\+\+)[ \t]*\n{_METADATA}")
_PROGRAM: Final = re.compile(r"---[ \t]*(?P<language>js|javascript|coffee|cson)[ \t]*\n")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's metadata and body.

    `raw` is the text of the block without its fences. `body` is the rest as it stands in the file, from its
    first line that is not blank on, which is line `body_line` (1-based) of the file.
    """

    format: Format
    body: str
    body_line: int = 1
    metadata: Mapping[str, Value] = field(default_factory=dict)
    raw: str = ""
    problems: tuple[Problem, ...] = ()


def read_front_matter(text: str, id: PostId, rules: FrontMatterRules) -> FrontMatter:  # noqa: A002 - as in Post
    """Return the front matter of a neutralised text, as an engine's rules have it. Never raises.

    What cannot be read is a Problem with its place in the file: `front-matter-syntax`, `-unclosed`,
    `-too-large`, `-too-complex`, `-not-a-mapping`, `-not-read`, `-missing`. A block that is no mapping stays
    in the body.
    """
    for handler in rules.handlers:
        block = handler.find(text)
        if isinstance(block, Block):
            return _read_block(text, id, rules, handler, block)
        if block == "unclosed" and (problem := _unclosed(text, id, handler)):
            return FrontMatter("none", text, problems=(problem,))
    return FrontMatter("none", text, problems=_missing(text, id, rules))


def _read_block(
    text: str,
    id: PostId,  # noqa: A002 - as in Post
    rules: FrontMatterRules,
    handler: Handler,
    block: Block,
) -> FrontMatter:
    line = _line_at(text, block.start)
    if block.end - block.start > MAX_CHARACTERS:
        message = f"the front matter is longer than {MAX_CHARACTERS // 1024} KB and is not read"
        return _front_matter(
            text, block, handler, Parsed(), (Problem(id, "front-matter-too-large", message),)
        )
    raw = text[block.start : block.end]
    parsed = handler.parse(raw, line)
    if not parsed.mapping or (rules.breaks_allowed and parsed.faults and raw.startswith("\n")):
        return FrontMatter("none", text, problems=_prose(id, rules, line))
    if rules.fold_keys:
        parsed = replace(parsed, metadata={key.lower(): value for key, value in parsed.metadata.items()})
    problems = tuple(
        Problem(id, fault.rule, fault.message, "error", fault.line, fault.column) for fault in parsed.faults
    )
    return _front_matter(text, block, handler, parsed, problems)


def _front_matter(
    text: str, block: Block, handler: Handler, parsed: Parsed, problems: tuple[Problem, ...]
) -> FrontMatter:
    return FrontMatter(
        handler.syntax,
        text[block.body :],
        _line_at(text, block.body),
        parsed.metadata,
        text[block.start : block.end],
        problems,
    )


def _line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _prose(id: PostId, rules: FrontMatterRules, line: int) -> tuple[Problem, ...]:  # noqa: A002 - as in Post
    if rules.breaks_allowed:
        return ()
    message = "what stands between the marks is not a list of `key: value`; it is shown as text"
    return (Problem(id, "front-matter-not-a-mapping", message, "warning", line, 1),)


def _unclosed(text: str, id: PostId, handler: Handler) -> Problem | None:  # noqa: A002 - as in Post
    """Return the problem of a block that is opened and not closed; None where only a thematic break is."""
    opened = handler.opening.match(text)
    if not opened or not handler.key_like.match(text, skip_blank_lines(text, opened.end())):
        return None
    mark = opened[0].strip().split()[0]
    close = "}" if mark == "{" else mark
    message = f"the front matter is not closed: write `{close}` on a line of its own after the last key"
    return Problem(id, "front-matter-unclosed", message, "error", _line_at(text, opened.end() - 1), 1)


def _missing(text: str, id: PostId, rules: FrontMatterRules) -> tuple[Problem, ...]:  # noqa: A002 - as in Post
    """Return what is wrong with a file without front matter that the engine needs or overlooks."""
    if program := _PROGRAM.match(text):
        message = f"front matter in {program['language']} is a program, and is not run"
        return (Problem(id, "front-matter-unsupported", message, "warning", 1, 1),)
    if not_read := _not_read(text):
        at, message = not_read
        return (Problem(id, "front-matter-not-read", message, "warning", at, 1),)
    if ignored := _IGNORED.match(text):
        at = _line_at(text, ignored.start("mark"))
        message = "this front matter is not read: write `---` in the first line of the file"
        if rules.engine:
            message = (
                f"{rules.engine} does not read this front matter: write `---` in the first line of the file"
            )
        return (Problem(id, "front-matter-ignored", message, "warning", at, 1),)
    if rules.required:
        message = f"{rules.engine} needs front matter at the top of the file, and there is none"
        return (Problem(id, "front-matter-missing", message, "error", 1, 1),)
    return ()


def _not_read(text: str) -> tuple[int, str] | None:
    """Return the line of front matter that stands where no engine reads it, and what to do about it."""
    if found := _TURNED.match(text):
        message = (
            f"this front matter is not read: its marks are `{found['mark']}`, write three hyphens, `---`"
        )
    elif found := _IN_FENCE.match(text):
        message = "this front matter is not read, for it stands in code: write `---` in place of the fences"
    elif found := _BELOW_COMMENT.match(text):
        message = "this front matter is not read: move the comment above it to below it"
    else:
        return None
    return _line_at(text, found.start("mark")), message
