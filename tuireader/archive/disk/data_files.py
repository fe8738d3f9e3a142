"""The files of data beside a site's posts: YAML, JSON, CSV and TSV, each under its name, folders as maps.

As Jekyll reads them (4.4.1, `readers/data_reader.rb`); what is broken or larger than data of this kind is, is left out.
"""

from __future__ import annotations

import csv
import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import read_file, stamp_of
from tuireader.archive.front_matter.yaml_block import yaml_value
from tuireader.archive.metadata.values import Scalar
from tuireader.archive.post import PostId, Problem
from tuireader.archive.text import decode, neutralise
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Stamp

MAX_BYTES: Final = 1 << 20
"""Of one file; a larger one is left out."""
_MAX_TOTAL: Final = 4 << 20
_MAX_FILES: Final = 500
_MAX_FOLDERS: Final = 6
_MAX_DEPTH: Final = 32
_MAX_ROWS: Final = 20_000
_DROPPED: Final = expression(r"[^\w\s-]+|^\s+|\s+$")
_BLANKS: Final = expression(r"\s+")
_ENDINGS: Final = (".yml", ".yaml", ".json", ".csv", ".tsv")


def read_data(root: str, folder: str) -> Mapping[str, Value]:
    """Return what the files in a folder below the root say; one that has not changed is not read again."""
    found: list[tuple[str, Stamp]] = []
    left = _MAX_TOTAL
    for path in _files(root, folder.rstrip("/"), 0):
        stamp = stamp_of(root, PostId(path))
        if stamp is None or stamp.size > MAX_BYTES or stamp.size > left or len(found) == _MAX_FILES:
            continue
        left -= stamp.size
        found.append((path, stamp))
    return _read_all(root, folder, tuple(found))


def _files(root: str, folder: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            named = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        return
    for name, is_folder in named:
        if is_folder and depth < _MAX_FOLDERS and not name.startswith("."):
            yield from _files(root, f"{folder}/{name}", depth + 1)
        elif not is_folder and name.lower().endswith(_ENDINGS):
            yield f"{folder}/{name}"


@lru_cache(maxsize=4)
def _read_all(root: str, folder: str, files: tuple[tuple[str, Stamp], ...]) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for path, _ in files:
        contents = read_file(root, PostId(path), MAX_BYTES)
        if isinstance(contents, Problem):
            continue
        *folders, name = path[len(folder) :].lstrip("/").split("/")
        stem, _, ending = name.rpartition(".")
        value = _value(decode(contents.data, PostId(path)).text, ending.lower())
        into = found
        for one in folders:
            inner = into.setdefault(_key(one), {})
            into = inner if isinstance(inner, dict) else {}
        if value is not None:
            into.setdefault(_key(stem), value)
    return found


def _key(name: str) -> str:
    """Return the key of a file's data (`sanitize_filename`)."""
    return _BLANKS.sub("_", _DROPPED.sub("", name))


def _value(text: str, ending: str) -> Value | None:
    if ending in {"csv", "tsv"}:
        return _rows(text, "\t" if ending == "tsv" else ",")
    if ending != "json":
        return yaml_value(text)
    try:
        return _of_json(json.loads(text, parse_int=_Number, parse_float=_Number), _MAX_DEPTH)
    except (ValueError, RecursionError):
        return None


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def _of_json(value: object, depth: int) -> Value:
    if depth == 0:
        raise ValueError(depth)
    if isinstance(value, dict):
        return {neutralise(key): _of_json(one, depth - 1) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_of_json(one, depth - 1) for one in value)
    if isinstance(value, str):
        return Scalar(neutralise(value), plain=isinstance(value, _Number))
    return Scalar({None: "null", True: "true", False: "false"}.get(value, str(value)), plain=True)  # type: ignore[call-overload]  # what is left of JSON


def _rows(text: str, mark: str) -> Value | None:
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=mark))[:_MAX_ROWS]
    except csv.Error:
        return None
    names, *rows = lines or [[]]
    return tuple({name: Scalar(cell) for name, cell in zip(names, row, strict=False)} for row in rows if row)
