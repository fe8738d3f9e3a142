"""Quick fixes for problems with one right answer: a value to quote, a fence to close, a tag or heading to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lsprotocol.types import CodeAction, CodeActionKind, TextEdit, WorkspaceEdit

from tuireader.late import expression
from tuireader.session.preview.unsaved import unsaved_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lsprotocol.types import Diagnostic

    from tuireader.language_server.archives import Draft
    from tuireader.language_server.buffers import Buffer

    Mend = Callable[[Draft, Buffer, Diagnostic], tuple[str, TextEdit] | None]

_VALUE: Final = expression(r"^([ \t]*(?:-[ \t]+)?[A-Za-z_][\w-]*:[ \t]+)([^\s\"'\[{|>&].*?|[@`%*].*?)[ \t]*$")
_FENCE: Final = expression(r"^[ ]{0,3}(`{3,}|~{3,})")
_SIMILAR: Final = expression(r"the tag (.+) is much like (.+), which \d")
_SKIPPED: Final = expression(r"a heading of level (\d) follows one of level (\d)")
_MARKS: Final = expression(r"^([ >]{0,12})(#{1,6})(?=[ \t])")


def actions(draft: Draft, buffer: Buffer, uri: str, diagnostics: Iterable[Diagnostic]) -> list[CodeAction]:
    """The quick fixes for the problems that an editor asks about."""
    found: list[CodeAction] = []
    for one in diagnostics:
        mend = MENDS.get(str(one.code))
        if mend and one.range.start.line < len(buffer.lines) and (mended := mend(draft, buffer, one)):
            title, edit = mended
            changes = WorkspaceEdit(changes={uri: [edit]})
            kind = CodeActionKind.QuickFix
            found.append(CodeAction(title, kind=kind, diagnostics=[one], edit=changes, is_preferred=True))
    return found


def _quote(draft: Draft, buffer: Buffer, problem: Diagnostic) -> tuple[str, TextEdit] | None:
    """Quote the value of a line of YAML, if the front matter can be read then."""
    line = problem.range.start.line
    text = buffer.lines[line].rstrip("\r\n")
    found = _VALUE.match(text)
    if found is None:
        return None
    escaped = found[2].replace("\\", "\\\\").replace('"', '\\"')
    quoted = f'"{escaped}"'
    lines = list(buffer.lines)
    lines[line] = lines[line].replace(text, f"{found[1]}{quoted}", 1)
    after = unsaved_text(draft.text.archive, draft.id, "".join(lines))
    if after is None or any(one.rule == problem.code for one in after.post.problems):
        return None
    return "Quote the value", TextEdit(buffer.range(line, found.start(2), found.end(2)), quoted)


def _close(draft: Draft, buffer: Buffer, problem: Diagnostic) -> tuple[str, TextEdit] | None:  # noqa: ARG001 - of every one
    fence = _FENCE.match(buffer.lines[problem.range.start.line])
    if fence is None:
        return None
    last = len(buffer.lines) - 1
    end = len(buffer.lines[last])
    ends = "\r\n" if buffer.lines[0].endswith("\r\n") else "\n"
    mark = f"{ends if buffer.lines[last] else ''}{fence[1]}{ends}"
    return "Close the code at the end", TextEdit(buffer.range(last, end, end), mark)


def _retag(draft: Draft, buffer: Buffer, problem: Diagnostic) -> tuple[str, TextEdit] | None:
    """Write a tag as other posts do."""
    said = _SIMILAR.match(problem.message)
    if said is None:
        return None
    tag = re.compile(rf"(?<![\w-]){re.escape(said[1])}(?![\w-])")
    for line in range(problem.range.start.line, min(draft.text.source.body_line - 1, len(buffer.lines))):
        if found := tag.search(buffer.lines[line]):
            where = buffer.range(line, found.start(), found.end())
            return f"Write the tag as {said[2]}", TextEdit(where, said[2])
    return None


def _raise(draft: Draft, buffer: Buffer, problem: Diagnostic) -> tuple[str, TextEdit] | None:  # noqa: ARG001 - of every one
    """Make a heading one level deeper than the one above it."""
    line = problem.range.start.line
    said, marks = _SKIPPED.match(problem.message), _MARKS.match(buffer.lines[line])
    if said is None or marks is None:
        return None
    level = int(said[2]) + 1
    return f"Make it a heading of level {level}", TextEdit(
        buffer.range(line, marks.start(2), marks.end(2)), "#" * level
    )


MENDS: Final[Mapping[str, Mend]] = {
    "front-matter-syntax": _quote,
    "unclosed-fence": _close,
    "similar-tags": _retag,
    "skipped-heading": _raise,
}
