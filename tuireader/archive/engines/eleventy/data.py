"""Data that files beside Eleventy's posts hand down to them, and how what several say is put together.

Eleventy 3.1.8, `src/Data/TemplateData.js` and `eleventy-utils/src/Merge.js`. No program is run: of JavaScript only
values are read that are written out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.files import text_of
from tuireader.archive.front_matter.js_block import members
from tuireader.archive.javascript import NAME, NotLiteralError, closing, literal, skip_blanks
from tuireader.archive.metadata.values import Scalar
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

COMPUTED: Final = "{% computed %}"
"""Stands for an address that a program makes."""
_ENDINGS: Final = (".json", ".11tydata.json", ".11tydata.mjs", ".11tydata.cjs", ".11tydata.js")
"""Of the files of one name, those that override others come later."""
_OVERRIDE: Final = "override:"
_MOST_FILES: Final = 2_000
_EXPORTED: Final = expression(r"(?:\bexport\s+default\b|\bmodule\.exports\s*=(?!=))\s*")
_ARROW: Final = expression(r"(?:async\s+)?\([^()]{0,500}\)\s*=>\s*\(\s*(?=\{)")
_FUNCTION: Final = expression(r"(?:async\s+)?(?:function\b[^{]{0,500}|\([^()]{0,500}\)\s*=>\s*)\{")
_RETURN: Final = expression(r"\breturn\s*\(?\s*(?=\{)")
_RETURNED: Final = expression(
    r"(?:async\s+)?(?:(?:function\s*)?\([^()]{0,200}\)|\w+)\s*(?:=>\s*)?(?:\{\s*return\s*)?`([^`\\]{0,500})`\s*[;,}\n]"
)
"""A function that returns a text with values in it, and does nothing else."""
_HOLE: Final = expression(r"\$\{\s*(?:data\.)?([\w.]{1,100})\s*\}")
_NAME: Final = expression(rf"({NAME})\s*(?:;|\Z|\n)")


def data_of_folder(root: str, folder: str, name: str, *, deep: bool) -> Mapping[str, Value]:
    """Return what the data files of a folder say, which are named like it."""
    return _data(root, folder, name, deep=deep) if name else {}


def data_of_files(root: str, folder: str, owner: str, *, deep: bool) -> dict[str, Value]:
    """Return what data files of a folder say that are named like a post in it, by that name."""
    return {
        stem: _data(root, folder, stem, deep=deep) for stem in _posts_with_data(root, folder) if stem != owner
    }


def problems_of_data(root: str, folder: str, owner: str) -> Iterator[Problem]:
    """Yield what is wrong in the data files in JSON of a folder and of the posts in it."""
    for name in sorted({*_posts_with_data(root, folder), owner} - {""}):
        for ending in _ENDINGS:
            # An empty file says nothing.
            if ending.endswith(".json") and text_of(root, folder + name + ending):
                yield from read_config(root, folder, (name + ending,), lists=True).problems


def _posts_with_data(root: str, folder: str) -> Sequence[str]:
    """Return the names, without endings, of the posts of a folder that have data files."""
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            names = {entry.name for entry, _ in zip(entries, range(_MOST_FILES), strict=False)}
    except OSError:
        return ()
    return sorted({stem for name in names if (stem := _stem(name)) and f"{stem}.md" in names})


def is_data(name: str) -> bool:
    """Tell whether a file of this name may hand down data."""
    return bool(_stem(name))


def merged(first: Mapping[str, Value], second: Mapping[str, Value], *, deep: bool) -> dict[str, Value]:
    """Return two sets of data as one: lists go on, maps are put together, and of all else the second counts.

    A key after `override:` counts alone.
    """
    found = dict(first)
    for key, value in second.items():
        before = found.get(key)
        if key.startswith(_OVERRIDE):
            found[key.removeprefix(_OVERRIDE)] = value
        elif deep and isinstance(before, tuple) and isinstance(value, tuple):
            found[key] = (*before, *value)
        elif deep and isinstance(before, Mapping) and isinstance(value, Mapping):
            found[key] = merged(before, value, deep=True)
        else:
            found[key] = value
    return found


def with_list_of_tags(data: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return data whose `tags` are a list, as a text with commas is one."""
    tags = data.get("tags")
    if not isinstance(tags, Scalar):
        return data
    parts = tags.text.split(",") if tags.text else []
    return {**data, "tags": tuple(replace(tags, text=part) for part in parts)}


def _stem(name: str) -> str:
    return next((name.removesuffix(one) for one in reversed(_ENDINGS) if name.endswith(one)), "")


def _data(root: str, folder: str, name: str, *, deep: bool) -> Mapping[str, Value]:
    found: Mapping[str, Value] = {}
    for ending in _ENDINGS:
        if ending.endswith(".json"):
            said = read_config(root, folder, (name + ending,)).values
        else:
            said = exported(text_of(root, folder + name + ending))
        found = merged(found, with_list_of_tags(said), deep=deep) if said else found
    return found


def exported(text: str) -> dict[str, Value]:
    """Return the values that are written out in the object that a module exports, or that its function returns."""
    match = _EXPORTED.search(text)
    start = -1 if match is None else _object(text, match.end())
    if start < 0:
        return {}
    found: dict[str, Value] = {}
    for key, at in members(text, start + 1):
        try:
            found[key] = literal(text, at).value
        except NotLiteralError:
            if key == "permalink":
                found[key] = Scalar(_returned(text, at) or COMPUTED)
            elif key == "eleventyComputed" and "permalink" in text[at:]:
                found["permalink"] = Scalar(COMPUTED)
    return found


def _returned(text: str, at: int) -> str:
    """Return the text that a function returns, its holes as Liquid has them; empty where it does anything else."""
    match = _RETURNED.match(text, skip_blanks(text, at))
    filled = _HOLE.sub(lambda hole: f"{{{{ {hole[1]} }}}}", match[1]) if match else ""
    return "" if "${" in filled else filled


def _object(text: str, at: int) -> int:
    """Return where the object begins that an expression is or returns, -1 where that cannot be told."""
    at = skip_blanks(text, at)
    if text.startswith("{", at):
        return at
    if arrow := _ARROW.match(text, at):
        return arrow.end()
    if function := _FUNCTION.match(text, at):
        end = closing(text, function.end() - 1, len(text))
        returned = _RETURN.search(text, function.end(), end if end > 0 else len(text))
        return returned.end() if returned else -1
    if name := _NAME.match(text, at):
        declared = re.search(rf"\b(?:const|let|var)\s+{re.escape(name[1])}\s*=\s*(?=\{{)", text)
        return declared.end() if declared else -1
    return -1


def texts_of_config(root: str, base: str, files: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of the configuration, and of the files of the site that it imports."""
    for name in files:
        text = text_of(root, base + name)
        yield text
        for found in _IMPORTED.findall(text)[:_MOST_IMPORTED]:
            for ending in ("", ".js", ".mjs", ".cjs", "/index.js"):
                if other := text_of(root, base + found + ending):
                    yield other
                    break


_IMPORTED: Final = expression(r"""(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["']\./([\w./-]{1,200})["']""")
_MOST_IMPORTED: Final = 20
