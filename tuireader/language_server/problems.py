"""The problems of a post while it is written, at their places in the editor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lsprotocol.types import Diagnostic, DiagnosticSeverity, Range

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.archive.post import Problem, Severity
    from tuireader.language_server.archives import Draft
    from tuireader.language_server.buffers import Buffer
    from tuireader.settings import Settings

SOURCE: Final = "tuireader"
SEVERITIES: Final[dict[Severity, DiagnosticSeverity]] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
_PART: Final = re.compile(
    r"!?\[\[[^\]\n]*\]\]|!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?|<[^>\n]*>|\{[%{][^\n]*?[%}]\}|\S+"
)
"""What a problem is about, from its column on: a link, a tag, a template, or a word."""


def problems_of(draft: Draft, settings: Settings) -> tuple[Problem, ...]:
    """The problems of a post as it is in the editor; for a thread."""
    return draft.links.problems(draft.id, settings)


def diagnostics(problems: Iterable[Problem], buffer: Buffer) -> list[Diagnostic]:
    """Problems as the editor shows them."""
    return [
        Diagnostic(
            range_of(problem, buffer),
            problem.message,
            severity=SEVERITIES[problem.severity],
            code=problem.rule,
            source=SOURCE,
        )
        for problem in problems
    ]


def range_of(problem: Problem, buffer: Buffer) -> Range:
    """The range of a problem: what is at its column, or its whole line; the first line for a file as a whole."""
    line = min((problem.line or 1) - 1, len(buffer.lines) - 1)
    text = buffer.lines[line].rstrip()
    if problem.column is None or problem.column > len(text):
        return buffer.range(line, len(text) - len(text.lstrip()), len(text))
    part = _PART.match(text, problem.column - 1)
    return buffer.range(line, problem.column - 1, part.end() if part else len(text))
