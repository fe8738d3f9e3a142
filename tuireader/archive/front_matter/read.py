"""The front matter and the body of a text, by the rules of its engine."""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final, cast

import frontmatter

from tuireader.archive.disk.files import text_of
from tuireader.archive.front_matter import handler as conflict
from tuireader.archive.front_matter.handler import (
    MAX_CHARACTERS,
    REPEATED,
    UNSUPPORTED,
    FaultError,
    FrontMatterBlock,
    NotAMappingError,
    ParsedMetadata,
    line_at,
    skip_blank_lines,
)
from tuireader.archive.post import PostId, Problem
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.front_matter.handler import Fault, Format, Handler
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Severity


@dataclass(frozen=True, slots=True)
class FrontMatterRules:
    """The rules by which an engine reads front matter.

    `engine` is its name, or empty where none is known. `handlers` are tried in order, and the first that
    finds a block reads it. `fold_keys` gives the top-level keys in lower case, for engines that do not tell
    case apart. With `required`, a file without a block is an error of the engine's. `breaks_allowed` says
    that prose between two `---` lines is no mistake. With `unique_keys`, the engine refuses YAML that has a key
    twice, of which the others take the last.
    """

    engine: str
    handlers: tuple[Handler, ...]
    fold_keys: bool = False
    required: bool = False
    breaks_allowed: bool = False
    unique_keys: bool = False


_IGNORED: Final = r"\s*(?P<mark>-{3,}|\+{3,})[ \t]*\n(?=[\w\"'-]+[ \t]*[:=])"
_KEYS: Final = (
    r"(?=[\"']?(?:title|date|layout|tags|categories|category|authors?|draft|slug|permalink)[\"']?[ \t]*[:=])"
)
_PRINTED: Final = (
    (
        rf"(?i)\s*(?P<mark>(?=[-–—]*[–—])[-–—]{{1,6}})[ \t]*\n{_KEYS}",
        "its dashes were replaced by typographic ones",
    ),
    (
        rf"(?i)\s*(?P<mark>`{{3,}}|~{{3,}})[ \t]*+(?:ya?ml|toml)?[ \t]*\n(?:(?:---|\+\+\+)[ \t]*\n)?{_KEYS}",
        "it is in a block of code",
    ),
    (
        rf"(?is)\s*<!--(?:(?!-->).){{0,2000}}-->\s*(?P<mark>---|\+\+\+)[ \t]*\n{_KEYS}",
        "a comment comes before it",
    ),
)
"""Front matter that the site prints as text, and why."""
_PROGRAM: Final = r"---[ \t]*(?P<language>js|javascript|coffee|cson)[ \t]*\n"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's metadata and body.

    `raw` is the text of the block without its fences. `body` is the rest as it is in the file, from its
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
    `-too-large`, `-too-complex`, `-not-a-mapping`, `-missing`; of a merge conflict the first side is read, and it is
    `conflict-markers`. A block that is no mapping stays in the body.
    """
    return _of_one_side(text, id, rules) or _read(text, id, rules)


def _of_one_side(text: str, id: PostId, rules: FrontMatterRules) -> FrontMatter | None:  # noqa: A002 - as in Post
    """Return the front matter of a text with a merge conflict in it; None where none begins before the body."""
    merged = conflict.one_side(text)
    read = merged and _read(merged.text, id, rules)
    if not merged or not read or read.format == "none" or read.body_line > len(merged.lines):
        return None
    body = merged.lines[read.body_line - 1]
    if merged.first >= body:
        return None
    problem = Problem(id, conflict.RULE, conflict.MESSAGE, "error", merged.first + 1, 1)
    return replace(read, body="\n".join(text.split("\n")[body:]), body_line=body + 1, problems=(problem,))


def _read(text: str, id: PostId, rules: FrontMatterRules) -> FrontMatter:  # noqa: A002 - as in Post
    for handler in rules.handlers:
        block = handler.find(text)
        if isinstance(block, FrontMatterBlock):
            return _read_block(text, id, rules, handler, block)
        if block == "unclosed" and (problem := _unclosed(text, id, handler)):
            return FrontMatter("none", text, problems=(problem,))
    return FrontMatter("none", text, problems=_missing(text, id, rules))


def _read_block(
    text: str,
    id: PostId,  # noqa: A002 - as in Post
    rules: FrontMatterRules,
    handler: Handler,
    block: FrontMatterBlock,
) -> FrontMatter:
    if block.end - block.start > MAX_CHARACTERS:
        message = f"the front matter is longer than {MAX_CHARACTERS // 1024} KB and is not read"
        return _front_matter(
            text, block, handler, ParsedMetadata(), (Problem(id, "front-matter-too-large", message),)
        )
    parsed = _parsed(text, handler, block)
    if not parsed.mapping or (
        rules.breaks_allowed and parsed.faults and text.startswith("\n", block.start, block.end)
    ):
        return FrontMatter("none", text, problems=_prose(id, rules, line_at(text, block.start)))
    if rules.fold_keys:
        parsed = replace(parsed, metadata={key.lower(): value for key, value in parsed.metadata.items()})
    problems = tuple(_problem(id, rules, fault) for fault in parsed.faults)
    return _front_matter(text, block, handler, parsed, problems)


def _problem(id: PostId, rules: FrontMatterRules, fault: Fault) -> Problem:  # noqa: A002 - as in Post
    if fault.rule != REPEATED:
        severity: Severity = "warning" if fault.rule == UNSUPPORTED else "error"
        return Problem(id, fault.rule, fault.message, severity, fault.line, fault.column)
    outcome = f"{rules.engine} does not build that" if rules.unique_keys else "the last one counts"
    severity = "warning" if rules.unique_keys else "info"
    return Problem(id, REPEATED, f"{fault.message}: {outcome}", severity, fault.line, fault.column)


def _parsed(text: str, handler: Handler, block: FrontMatterBlock) -> ParsedMetadata:
    """Return the block as python-frontmatter parses it; of a broken one, the part that its handler saves."""
    # The body is left out: it comes back without the blanks before it, which may make a block of code of it.
    head = text[: block.body]
    try:
        metadata, _ = frontmatter.parse(head, handler=handler.at(head, block))
    except FaultError as error:
        return handler.salvage(text[block.start : block.end], line_at(text, block.start), error.fault)
    except NotAMappingError:
        return ParsedMetadata(mapping=False)
    return ParsedMetadata(cast("dict[str, Value]", metadata))  # as the handler's `load` returned it


def _front_matter(
    text: str,
    block: FrontMatterBlock,
    handler: Handler,
    parsed: ParsedMetadata,
    problems: tuple[Problem, ...],
) -> FrontMatter:
    return FrontMatter(
        handler.syntax,
        text[block.body :],
        line_at(text, block.body),
        parsed.metadata,
        text[block.start : block.end],
        problems,
    )


def _prose(id: PostId, rules: FrontMatterRules, line: int) -> tuple[Problem, ...]:  # noqa: A002 - as in Post
    if rules.breaks_allowed:
        return ()
    message = "the text between the marks is not a list of `key: value`; it is shown as text"
    return (Problem(id, "front-matter-not-a-mapping", message, "warning", line, 1),)


def _unclosed(text: str, id: PostId, handler: Handler) -> Problem | None:  # noqa: A002 - as in Post
    """Return the problem of a block that is opened and not closed; None where only a thematic break is."""
    opened = handler.opening.match(text)
    if not opened or not handler.key_like.match(text, skip_blank_lines(text, opened.end())):
        return None
    mark = opened.groupdict().get("mark") or opened[0].strip().split()[0]
    close = "}" if mark == "{" else mark
    message = f"the front matter is not closed: write `{close}` on a line of its own after the last key"
    return Problem(id, "front-matter-unclosed", message, "error", line_at(text, opened.end() - 1), 1)


def _missing(text: str, id: PostId, rules: FrontMatterRules) -> tuple[Problem, ...]:  # noqa: A002 - as in Post
    """Return the problem of a file without front matter that its engine needs or overlooks."""
    if program := re.match(_PROGRAM, text):
        message = f"front matter in {program['language']} is a program, which is not run"
        return (Problem(id, UNSUPPORTED, message, "info", 1, 1),)
    if ignored := re.match(_IGNORED, text):
        at = line_at(text, ignored.start("mark"))
        message = "this front matter is not read: write `---` in the first line of the file"
        if rules.engine:
            message = (
                f"{rules.engine} does not read this front matter: write `---` in the first line of the file"
            )
        return (Problem(id, "front-matter-ignored", message, "warning", at, 1),)
    for pattern, why in _PRINTED:
        if printed := re.match(pattern, text):
            message = f"this front matter is shown as text, since {why}: begin the file with a line of `---`"
            at = line_at(text, printed.start("mark"))
            return (Problem(id, "front-matter-ignored", message, "warning", at, 1),)
    if rules.required:
        message = f"{rules.engine} needs front matter at the top of the file, and there is none"
        return (Problem(id, "front-matter-missing", message, "error", 1, 1),)
    return ()


def front_matter_of(root: str, path: str, rules: FrontMatterRules) -> Mapping[str, Value]:
    """Return the metadata of a file below the root, empty where there is none."""
    text = text_of(root, path)
    return read_front_matter(text, PostId(path), rules).metadata if text else {}
