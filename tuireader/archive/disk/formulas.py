"""Whether the pages of a site make formulas of what is in single dollars.

Neither Hugo nor Zola, Hexo or Jekyll does that: MathJax does where `inlineMath` names dollars, KaTeX where its
`delimiters` do. So the templates of a site and of its theme tell it, and the settings that themes have for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file
from tuireader.archive.metadata.values import Scalar, as_bool, as_text
from tuireader.archive.post import PostId, Problem
from tuireader.late import dataclass, expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tuireader.archive.metadata.values import Value

SINGLE_DOLLARS: Final = "single_dollars"
DOLLARS_IF_ASKED: Final = "dollars_if_asked"
_SETS_UP: Final = expression(rb"""\binlineMath\b|\bdelimiters\b[^;]{0,80}?\bleft\b""")
_DOLLARS: Final = (
    expression(rb"""\binlineMath\b[^;}]{0,200}?\[\s*(["'])\$\1\s*,\s*(["'])\$\2\s*\]"""),
    expression(rb"""\bleft["']?\s*:?\s*(["'])\$\1\s*,?\s*["']?right["']?\s*:?\s*(["'])\$\2"""),
)
"""MathJax's setting and KaTeX's."""
_COMMENT: Final = expression(
    rb"<!--.*?-->|\{%-?\s*comment\s.*?\bendcomment\b|\{\{-?\s*/\*.*?\*/|/\*.*?\*/|^\s*//[^\n]*",
    re.DOTALL | re.MULTILINE,
)
_OF_A_PAGE: Final = expression(
    rb"\{[{%][^{}]{0,200}?(?:\.Params|\bpage(?:\.extra)?)\.(?:\w+\.)?(?:use_?)?(?:math|katex|mathjax|latex)",
    re.IGNORECASE,
)
"""What a template asks a page for before it lets it have formulas."""
_ENDINGS: Final = (".html", ".js", ".liquid", ".htm", ".md", ".ejs", ".pug", ".njk", ".swig", ".jsx")
_MAX_BYTES: Final = 1 << 16
"""Bytes of a file; what sets MathJax up is short, and larger ones are libraries."""
_MAX_FILES: Final = 400
_MAX_DEPTH: Final = 4
_MAX_SETTINGS: Final = 6
"""Levels of settings that are looked through."""
_SWITCH: Final = expression(r"(?:enable|use|has|load|with)?(?:math|mathjax|katex|latex)(?:enabled?|support)?")
_ON: Final = frozenset({"enable", "enabled", "use", "everypage", "global"})
_NAMES: Final = frozenset({"mathjax", "katex", "mathjax2", "mathjax3", "auto"})


@dataclass(frozen=True, slots=True)
class Templates:
    """What the templates of a site say of dollars.

    `file` makes formulas of what they enclose, if there is one. `is_asked_for` tells that only pages that ask for it
    get it, `has_others` that formulas are in other marks.
    """

    file: PostId | None = None
    is_asked_for: bool = False
    has_others: bool = False

    @property
    def files(self) -> tuple[PostId, ...]:
        """The file, as one of those that the site is read from."""
        return (self.file,) if self.file else ()

    def dialects(self, settings: bool | None) -> tuple[str, ...]:
        """The dialects of a site whose `settings` switch formulas on or off: of all posts, or of those that ask."""
        if self.file and settings is None and not self.is_asked_for:
            return (SINGLE_DOLLARS,)
        if self.has_others and not self.file:
            return ()
        return (SINGLE_DOLLARS,) if settings else (DOLLARS_IF_ASKED,)


def templates_with_formulas(root: str, folders: Iterable[str]) -> Templates:
    """Look through the templates in some folders below the root."""
    found: PostId | None = None
    asked = others = False
    paths = (path for folder in folders for path in _files(root, folder.rstrip("/"), 0))
    for _, path in zip(range(_MAX_FILES), paths, strict=False):
        file = PostId(path)
        contents = read_file(root, file, _MAX_BYTES)
        if isinstance(contents, Problem):
            continue
        if _SETS_UP.search(contents.data):
            text = _COMMENT.sub(b"", contents.data)
            found = found or (file if any(one.search(text) for one in _DOLLARS) else None)
            others = others or _SETS_UP.search(text) is not None
        asked = asked or _OF_A_PAGE.search(contents.data) is not None
        if found and asked:
            break
    return Templates(found, asked, others)


def _files(root: str, folder: str, depth: int) -> Iterator[str]:
    """The paths of the files that a page may be made of, those of the folder itself before those deeper down."""
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            named = sorted((entry.is_dir(follow_symlinks=False), entry.name) for entry in entries)
    except OSError:
        return
    for is_folder, name in named:
        if not is_folder and name.lower().endswith(_ENDINGS):
            yield f"{folder}/{name}"
        elif is_folder and depth < _MAX_DEPTH and not name.startswith("."):
            yield from _files(root, f"{folder}/{name}", depth + 1)


def said_of_formulas(settings: Value | None) -> bool | None:
    """Whether settings, of a site or of a post, switch formulas on or off; None where they say neither.

    What they say of dollars themselves comes first, and what is on anywhere is on.
    """
    said = list(_said(settings, _MAX_SETTINGS))
    of_dollars = [one for is_of_dollars, one in said if is_of_dollars]
    return any(of_dollars or (one for _, one in said)) if said else None


def _said(value: Value | None, depth: int) -> Iterator[tuple[bool, bool]]:
    """What settings say, each time with whether it is of dollars."""
    if not depth or isinstance(value, Scalar | None):
        return
    if not isinstance(value, Mapping):
        for one in value:
            yield from _said(one, depth - 1)
        return
    for key, one in value.items():
        name = key.lower().replace("_", "").replace("-", "")
        is_of_dollars = "dollar" in name
        if is_of_dollars or _SWITCH.fullmatch(name):
            inner = one.items() if isinstance(one, Mapping) else ()
            switches = (one, *(switch for key, switch in inner if key.lower().replace("_", "") in _ON))
            yield from ((is_of_dollars, said) for said in map(_is_on, switches) if said is not None)
        yield from _said(one, depth - 1)


def _is_on(value: Value) -> bool | None:
    if not isinstance(value, Scalar):
        return None
    return True if (as_text(value) or "").lower() in _NAMES else as_bool(value, strings=True)
