"""Code and diagrams as HTML: highlighted, marked and numbered as in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown_it.common.utils import escapeHtml, unescapeAll

from tuireader.archive.text import neutralise
from tuireader.rendering.dialects.placeholders import legible
from tuireader.rendering.elements.code import kinds_of, known_kind, lines_of
from tuireader.rendering.elements.code_options import CodeOptions, code_options, spoken_options
from tuireader.rendering.elements.diagrams import MERMAID
from tuireader.rendering.elements.flow import clean
from tuireader.rendering.theme import paper

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from markdown_it.token import Token

    from tuireader.rendering.diagrams.diagram import Diagram

DIAGRAM_WIDTH: Final = 96
"""Cells that a diagram may take, so that it fits on a sheet of paper."""


class CodeHtml:
    """Makes HTML of code; `diagram` draws a diagram's source at a width."""

    def __init__(self, diagram: Callable[[str, int], Diagram | None]) -> None:
        self._diagram = diagram
        self._kinds: Collection[str] = paper().syntax

    def fence(self, token: Token) -> str:
        """Fenced code, or the diagram that it stands for."""
        options = code_options(clean(unescapeAll(token.info)))
        if options.language.lower() == MERMAID:
            return self.diagram(token.content, options)
        return self.code(token.content, options)

    def indented(self, token: Token) -> str:
        text, options = token.content, code_options(clean(unescapeAll(token.info)))
        if not token.info and text.startswith((":", "#!")):
            options, taken = spoken_options(text)
            text = text.partition("\n")[2] if taken else text
        return self.code(text, options)

    def code(self, written: str, options: CodeOptions) -> str:
        """Code under its label."""
        text = neutralise(legible(written)).removesuffix("\n")
        lines = lines_of(kinds_of(text, options.language))
        if options.numbered or options.marked:
            html = "".join(self._line(line, at, options) for at, line in enumerate(lines, 1))
        else:
            html = "\n".join(map(self._pieces, lines))
        return _figure("code", options.label, f"<pre><code>{html}</code></pre>")

    def diagram(self, written: str, options: CodeOptions) -> str:
        """A diagram drawn with lines, or its source and the reason why there is no drawing."""
        text = neutralise(legible(written)).removesuffix("\n")
        found = self._diagram(text, DIAGRAM_WIDTH)
        problem, title = (clean(found.problem), clean(found.title)) if found else ("", "")
        label = " · ".join(filter(None, (options.label, title, problem)))
        if found is None or not found.lines:
            return _figure("code", label, f"<pre><code>{escapeHtml(text)}</code></pre>")
        lines = (
            "".join(f'<span class="{piece.role}">{escapeHtml(piece.text)}</span>' for piece in line)
            for line in found.lines
        )
        return _figure("diagram", label, "<pre>{}</pre>".format("\n".join(lines)))

    def _line(self, line: Sequence[tuple[str, str]], at: int, options: CodeOptions) -> str:
        marked = " marked" if options.is_marked(at) else ""
        number = f' data-line="{options.first + at - 1}"' if options.numbered else ""
        return f'<span class="line{marked}"{number}>{self._pieces(line)}\n</span>'

    def _pieces(self, line: Sequence[tuple[str, str]]) -> str:
        return "".join(
            f'<span class="{known}">{escapeHtml(text)}</span>'
            if (known := known_kind(kind, self._kinds))
            else escapeHtml(text)
            for kind, text in line
        )


def _figure(kind: str, label: str, content: str) -> str:
    caption = f"<figcaption>{escapeHtml(label)}</figcaption>" if label else ""
    return f'<figure class="{kind}">{caption}{content}</figure>\n'
