"""Every shape of front matter, as a post (`NAME.md`) and what is read of it (`NAME.json`).

The name begins with the engine that reads it. In the JSON a plain scalar is written `{"plain": text}`, a
quoted one as a string, a map `{"map": …}`; `places` has the line and column of top-level scalars.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tuireader.archive.engines import engine_named
from tuireader.archive.front_matter import FrontMatter, FrontMatterRules, Scalar, Value, read_front_matter
from tuireader.archive.post import PostId
from tuireader.archive.text import decode

DATA: Final = Path(__file__).parent.parent / "data" / "front_matter"


def rules_of(name: str) -> FrontMatterRules:
    return engine_named(name.partition("-")[0]).front_matter


def written(value: Value) -> object:
    if isinstance(value, Scalar):
        return {"plain": value.text} if value.plain else value.text
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return {"map": {key: written(item) for key, item in value.items()}}


def summary(read: FrontMatter) -> dict[str, object]:
    return {
        "format": read.format,
        "metadata": {key: written(value) for key, value in read.metadata.items()},
        "places": {
            key: [value.line, value.column]
            for key, value in read.metadata.items()
            if isinstance(value, Scalar)
        },
        "raw": read.raw,
        "body": read.body,
        "body_line": read.body_line,
        "problems": [
            [problem.line, problem.column, problem.severity, problem.rule, problem.message]
            for problem in read.problems
        ],
    }


@pytest.mark.parametrize("post", sorted(DATA.glob("*.md")), ids=lambda post: post.stem)
def test_golden(post: Path) -> None:
    text = decode(post.read_bytes(), PostId(post.name)).text
    read = read_front_matter(text, PostId(post.name), rules_of(post.stem))
    assert summary(read) == json.loads(post.with_suffix(".json").read_text("utf-8"))
    assert text.endswith(read.body)
    assert text[: len(text) - len(read.body)].count("\n") + 1 == read.body_line


def test_every_pair_is_whole() -> None:
    assert {path.stem for path in DATA.glob("*.md")} == {path.stem for path in DATA.glob("*.json")}
