"""`<code>`, `<kbd>`, `<samp>` and `<var>` among words: kramdown reads no Markdown in them.

kramdown 2.4.0, `parser/kramdown/html.rb`, `parse_span_html`, and `HTML_CONTENT_MODEL_RAW` of `parser/html.rb`.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_ELEMENT: Final = re.compile(r"(<(code|kbd|samp|var)(?:\s[^<>]{0,500})?>)([^<]{1,2000}+)(</\2\s*>)")


def enable(parser: MarkdownIt) -> None:
    """Make `parser` leave what they hold as it is."""
    parser.inline.ruler.before("html_inline", "raw_element", _element)


def _element(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    found = _ELEMENT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[1]
        state.push("text_special", "", 0).content = unescape(found[3])
        state.push("html_inline", "", 0).content = found[4]
    state.pos = found.end()
    return True
