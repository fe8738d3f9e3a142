"""Sites on disk, with their facts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of
from tuireader.settings import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.checking.facts import Facts

NOW = datetime(2024, 6, 1, tzinfo=UTC)
JEKYLL = {
    "_config.yml": "url: https://example.org\nbaseurl: /blog\npermalink: /:year/:title/\ntimezone: UTC\n"
}


def facts(root: Path, files: Mapping[str, str]) -> Facts:
    """Return the facts of an archive that holds just these files."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    posts = [post for batch in scan(archive, NOW) for post in batch.posts]
    return facts_of(archive, Catalog.empty().apply(posts)[0])


def found(
    root: Path, files: Mapping[str, str], *off: str
) -> list[tuple[str, int | None, int | None, str, str]]:
    """Return file, line, column, rule and severity of each problem."""
    problems = problems_of(facts(root, files), off)
    assert {one.rule for one in problems} <= set(RULES)
    return [(one.id, one.line, one.column, one.rule, one.severity) for one in problems]


def post(body: str, matter: str = "title: A title") -> str:
    """Return the text of a post whose body begins on line 4."""
    return f"---\n{matter}\n---\n{body}\n"
