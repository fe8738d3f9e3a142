"""Code blocks of templates, as Markdown on the lines that they stand on."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tuireader.rendering.templates.tree import Block
    from tuireader.rendering.templates.writer import Writer

_MARKER: Final = re.compile(r"[-*+\d.)]")
_TICKS: Final = re.compile(r"`{3,}")
_PREFIX: Final = " \t>"
_LANGUAGE: Final = re.compile(r"[^\s`\"'<>{}]{1,60}")


def code_block(out: Writer, source: str, block: Block, code: str, info: str) -> None:
    """Write the code of a block as a fence, `info` being its info string.

    `code` has as many line breaks as the source between the tags. Where text or the code itself stands on the lines
    of the tags, a fence has no room: it becomes a `pre` then, and in the midst of a line a code span.
    """
    before = out.line()
    closing = source.find("\n", block.end)
    after = source[block.end : closing if closing >= 0 else len(source)]
    breaks = source.count("\n", block.opener.start, block.opener.end)
    lines = code.split("\n")
    own_lines = len(lines) > 1 and not lines[0].strip() and not lines[-1].strip(_PREFIX)
    if own_lines and not after.strip() and out.at_start() and not out.in_html(block):
        mark = _mark(code)
        info = info.replace("`", "").strip()
        indent = _MARKER.sub(" ", before)
        missing = indent if any(line.strip() and not line.startswith(indent) for line in lines[1:-1]) else ""
        inner = [missing + line if line.strip() else line for line in lines[1:-1]]
        out.put("\n".join([mark + info + "\n" * breaks, *inner, indent + mark]))
    elif len(lines) == 1 and breaks == 0:
        alone = out.at_start() and not after.strip()
        _in_line(out, code.strip(), _LANGUAGE.match(info), alone=alone, in_html=out.in_html(block))
    else:
        _preformatted(out, lines, _LANGUAGE.match(info), breaks)
    out.drop(block.closer.start, block.closer.end)


def _mark(code: str) -> str:
    return "`" * max((len(run) + 1 for run in _TICKS.findall(code)), default=3)


def _in_line(out: Writer, code: str, language: re.Match[str] | None, *, alone: bool, in_html: bool) -> None:
    """Write code that stands on the line of its tags, without blanks around it."""
    if alone and code:
        _preformatted(out, [code], language, 0)
    elif code:
        out.put(f"<code>{escape(code, quote=False)}</code>" if in_html else _span(code))


def _span(text: str) -> str:
    mark = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{room}{text}{room}{mark}"


def _preformatted(out: Writer, lines: list[str], language: re.Match[str] | None, breaks: int) -> None:
    """Write code beside text; where a line has text before it, the code begins on the next one."""
    name = f' class="language-{escape(language[0])}"' if language else ""
    lines = ["" for _ in range(breaks)] + [escape(line, quote=False) for line in lines]
    at = 0
    if out.line().strip() and len(lines) > 1 and not lines[0].strip():
        at = next((index for index, line in enumerate(lines) if line.strip()), 0)
    lines[at] = f"<pre><code{name}>{lines[at]}"
    out.put("\n".join(lines) + "</code></pre>")
