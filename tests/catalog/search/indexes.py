"""Archives of generated posts in every script, and queries about them."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan
from tuireader.archive.source import Source, open_source
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.query.query import Query, parse_query, searchable_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.archive.post import PostId

WORDS = [
    "a",
    "terminal",
    "Terminals",
    "grid",
    "café",
    "CAFÉ",
    "naïve",
    "strasse",
    "Straße",
    "İstanbul",
    "Σίσυφος",
    "ΣΙΣΥΦΟΣ",
    "don't",
    "don’t",
    "rock'n'roll",
    "c++",
    "C",
    "c#",
    ".net",
    "asp.net",
    "_config.yml",
    "config",
    "snake_case",
    "--flag",
    "flag",
    "50%",
    "1980",
    "80",
    "ﬁle",
    "file",
    "½",
    "f(x)",
    "x²",
    "端末",
    "端末の画面",
    "画面",
    "がぎ",
    "かき",
    "ｶﾅ",
    "カナ",
    "学校",
    "우리학교에서",
    "학교",
    "ภาษาไทย",
    "ไทย",
    "ม้า",
    "ພາສາລາວ",
    "ភាសាខ្មែរ",
    "မြန်မာ",
    "हिन्दी",
    "हिन्द",
    "يَكتُب",
    "مرحبا",
    "שָׁלוֹם",
    "naïveté",
    "🎉",
    "—",
    "…",
    "·",
    "==",
    "--",
    "・",
    "ア・イ",
    "アイ",
    "two",
    "words",
    "cell",
    "cells",
    "excell",
    "the",
    "of",
    "it",
    "s",
    "t",
    "n",
]
SPACES = [" ", "  ", " ", ", ", ". ", "-", "_", "'", "", "\n", "\n\n## ", " *", "* ", "\n> "]
FAR = [" " * 40, " " * 41, "—" * 43]
TAGS = ("terminals", "C++", "écrit", "web dev", "端末", "two", "words", "don't")
FIELDS = (
    "tag:terminals", "tag:c*", "tag:ecrit,words", "category:notes", "title:cell", "title:端末", "in:_posts/2",
    "lang:pt", "after:2021", "on:2022-02", "is:draft", "is:broken", "author:rui", "series:grid",
)  # fmt: skip


def text_of(chance: random.Random, length: int) -> str:
    return "".join(
        part for _ in range(length) for part in (chance.choice(WORDS), chance.choice(SPACES + FAR))
    )


def write_archive(root: Path, count: int, seed: int) -> Archive:
    chance = random.Random(seed)
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Generated\ntimezone: UTC\n")
    for number in range(count):
        write_post(root, f"_posts/{2020 + number % 5}-{number % 12 + 1:02}-01-n{number}.md", chance)
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    return archive


def write_post(root: Path, post_id: str, chance: random.Random) -> None:
    title = text_of(chance, 3).replace("\n", " ").replace("'", "''")
    tags = ", ".join(f'"{tag}"' for tag in chance.sample(TAGS, 2))
    extra = chance.choice(
        ["", "lang: pt-BR\n", "author: Rui Sena\n", "series: The grid\n", "category: notes\n"]
    )
    body = text_of(chance, chance.choice([0, 1, 5, 40]))
    (root / post_id).write_text(
        f"---\ntitle: '{title}'\ntags: [{tags}]\n{extra}---\n{body}\n", encoding="utf-8"
    )


def read_catalog(archive: Archive) -> Catalog:
    posts = [post for progress in scan(archive, datetime.now(UTC)) for post in progress.posts]
    return Catalog.empty().apply(posts)[0]


def queries(count: int, seed: int) -> list[str]:
    """Texts of queries that can be read."""
    chance = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        text = _query(chance, 2)
        if isinstance(parse_query(text), Query):
            made.append(text)
    return made


def _query(chance: random.Random, depth: int) -> str:
    if depth and chance.random() < 0.5:
        joined = chance.choice([" ", " OR "]).join(
            _query(chance, depth - 1) for _ in range(chance.randint(2, 3))
        )
        return chance.choice(["({})", "-({})", "{}"]).format(joined)
    word = chance.choice(WORDS)
    phrase = " ".join(chance.choices(WORDS, k=chance.randint(2, 3)))
    kinds = [
        word,
        word,
        f'"{word}"',
        f'"{phrase}"',
        f"{word[: chance.randint(1, 3)]}*",
        chance.choice(FIELDS),
    ]
    return chance.choice(["", "", "", "-"]) + chance.choice(kinds)


def texts_of(archive: Archive, catalog: Catalog) -> dict[PostId, str]:
    """The text of each post as a plain scan reads it."""
    found: dict[PostId, str] = {}
    for post in catalog:
        source = open_source(archive, post.id)
        found[post.id] = searchable_text(post, source.body if isinstance(source, Source) else "")
    return found


def scanned(catalog: Catalog, texts: Mapping[PostId, str], text: str) -> set[str]:
    """The posts that a plain scan finds."""
    query = parse_query(text)
    assert isinstance(query, Query)
    return {post.id for post in catalog if query.matches(post, partial(texts.__getitem__, post.id))}
