"""The problems of a post while it is written, at their places in the editor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from lsprotocol.types import Diagnostic, DiagnosticSeverity, Range

from tuireader.failures import note
from tuireader.language_server.archives import settings_of
from tuireader.language_server.places import part_end

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from tuireader.archive.post import Problem, Severity
    from tuireader.language_server.buffers import Buffer
    from tuireader.language_server.desk import Desk

SOURCE: Final = "tuireader"
SEVERITIES: Final[dict[Severity, DiagnosticSeverity]] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
QUIET: Final = 0.3
"""Seconds after the last change until problems are looked for."""


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
    return buffer.range(line, problem.column - 1, part_end(text, problem.column - 1))


class Checker:
    """Tells an editor the problems of its files, once nothing was typed in them for a moment."""

    def __init__(self, publish: Callable[[types.PublishDiagnosticsParams], None]) -> None:
        self._publish = publish
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._checking: dict[str, asyncio.Task[None]] = {}
        self._changed: set[str] = set()
        """The files after whose checks those with links to them are checked, but not those with links to these."""

    def soon(self, desk: Desk, uri: str) -> None:
        """Check a file that has changed, in a moment, and then those with links to it."""
        self._changed.add(uri)
        self._wait(desk, uri)

    def _wait(self, desk: Desk, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().call_later(QUIET, self._start, desk, uri)

    def forget(self, uri: str) -> None:
        """Take the problems of a file back."""
        self._changed.discard(uri)
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._publish(types.PublishDiagnosticsParams(uri, []))

    def _start(self, desk: Desk, uri: str) -> None:
        if uri in self._checking:
            # One at a time: the newest text goes next.
            self._wait(desk, uri)
            return
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        task = asyncio.create_task(guarded(self._check(desk, uri), "checking"))
        self._checking[uri] = task
        task.add_done_callback(lambda _: self._checking.pop(uri, None))

    async def _check(self, desk: Desk, uri: str) -> None:
        has_changed = uri in self._changed
        self._changed.discard(uri)
        file = desk.file(uri)
        draft = await desk.whole_draft(file) if file else None
        if file is None or draft is None:
            return
        version, settings = file.buffer.version, settings_of(file.served.root)
        problems = await asyncio.to_thread(draft.links.problems, draft.id, settings)
        now = desk.file(uri)
        if now and now.buffer.text is file.buffer.text:
            self._publish(types.PublishDiagnosticsParams(uri, diagnostics(problems, now.buffer), version))
        for other in desk.linking_to(draft, file.served) if has_changed else ():
            self._start(desk, other)


async def guarded(work: Coroutine[Any, Any, None], doing: str) -> None:
    """Work in the background; a failure costs only its own result."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - a bug, with details in the log
        note(error, doing)
