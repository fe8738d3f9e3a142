"""Liquid that stops Jekyll's build: open blocks, and unknown tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import exists
from tuireader.archive.engines import engine_named
from tuireader.archive.front_matter import front_matter_of
from tuireader.archive.metadata.values import as_bool
from tuireader.checking.open_text import line_counter
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.post import Problem
    from tuireader.checking.open_text import Text

_TOKEN: Final = expression(r"\{%.*?%\}|\{\{.*?\}\}?|\{[{%]", re.DOTALL)
"""A tag or an output for Liquid's tokenizer (5.4.0, `template_parser`): the first `}` ends an output."""
_NAME: Final = expression(r"\{%-?\s*(\w+)")
_END_RAW: Final = expression(r"\{%-?\s*endraw\b")
_BLOCKS: Final = frozenset(
    {"raw", "comment", "highlight", "if", "unless", "case", "for", "tablerow", "capture", "ifchanged"}
)
"""The tags of Jekyll (4.3.1) and Liquid (4.0.4) with an `end…`; those of plugins are unknown."""
_PARTS: Final = frozenset({"else", "elsif", "when", "break", "continue"})
_SINGLE: Final = frozenset(
    {"assign", "cycle", "decrement", "echo", "include", "include_relative", "increment", "link", "liquid"}
    | {"post_url", "render"}
)
_USUAL: Final = frozenset({"avatar", "feed_meta", "gist", "github_edit_link", "mentions", "octicon", "seo"})
"""The tags of plugins on GitHub Pages."""
_KNOWN: Final = _BLOCKS | _PARTS | _SINGLE | _USUAL
_STOPS: Final = "which stops the site's build"


def open_liquid(text: Text, whole: str) -> Iterator[Problem]:
    """Yield a problem for the first tag that stops Jekyll's build, and a hint for each unknown tag."""
    found = _first_open(whole)
    unknown = _unknown(whole)
    if (found is None and not unknown) or _is_no_liquid(text):
        return
    line_of = line_counter(whole)
    if found:
        yield text.problem("unclosed-liquid", found[0], line_of(found[1]))
    if not exists(text.root, f"{text.site.base}_plugins"):
        for name, at in unknown.items():
            message = f"Jekyll has no tag {{% {name} %}}: without a plugin for it, the site's build stops"
            yield text.problem("unknown-liquid-tag", message, line_of(at), "info")


def _is_no_liquid(text: Text) -> bool:
    """Whether the post's front matter switches Liquid off."""
    engine, metadata = text.site.engine, text.metadata
    if metadata is None:
        metadata = front_matter_of(text.root, text.post, engine_named(engine.name).front_matter)
    return as_bool(metadata.get(engine.templates_key)) is False


def _first_open(whole: str) -> tuple[str, int] | None:
    """The error of the first tag or block that is not closed, or not open, and its place."""
    opened: list[tuple[str, int]] = []
    for name, at, written in _tokens(whole):
        if not written:
            mark = "}}" if whole.startswith("{{", at) else "%}"
            return f"{whole[at : at + 2]} is never closed, {_STOPS}: write {mark}", at
        within = opened[-1][0] if opened else ""
        if opened and name == f"end{within}":
            opened.pop()
        elif not opened and name.startswith("end") and name[3:] in _BLOCKS:
            return f"{{% {name} %}} ends a block that is not open, {_STOPS}: remove it", at
        elif name in _BLOCKS and within != "comment":
            opened.append((name, at))
    if opened:
        name, at = opened[0]
        return f"{{% {name} %}} is never closed, {_STOPS}: write {{% end{name} %}}", at
    return None


def _unknown(whole: str) -> dict[str, int]:
    """The tags unknown to Liquid and Jekyll, each with its first place."""
    found: dict[str, int] = {}
    commented = False
    for name, at, _ in _tokens(whole):
        if name in {"comment", "endcomment"}:
            commented = name == "comment"
        elif name and not commented and name not in _KNOWN and not name.startswith("end"):
            found.setdefault(name, at)
    return found


def _tokens(whole: str) -> Iterator[tuple[str, int, bool]]:
    """Yield the name of each tag (empty for an output), its place, and whether it is closed.

    An unclosed one is the last; the contents of `raw` are skipped.
    """
    at = 0
    while token := _TOKEN.search(whole, at):
        at = token.end()
        closed = token[0].endswith("%}" if token[0][1] == "%" else "}}") and len(token[0]) > 3
        tag = _NAME.match(token[0]) if token[0][1] == "%" else None
        name = tag[1] if tag else ""
        yield name, token.start(), closed
        if not closed:
            return
        if name == "raw":
            ended = _END_RAW.search(whole, at)
            if ended is None:
                return
            at = ended.start()
