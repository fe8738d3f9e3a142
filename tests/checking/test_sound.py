"""Sound posts: their texts are not read again, and the problems are those that a reading finds."""

from __future__ import annotations

import os
import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.catalog.kept.sites import let_the_clock_tick
from tests.checking.sites import JEKYLL, NOW, facts, post
from tuireader.checking.check import problems_of
from tuireader.checking.sound import SoundPosts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.archive.post import Problem

BODIES = (
    "Words.",
    "Wards.",
    "## Two\n\n### Three",
    "# One\n\n### Three",
    "```\nleft open",
    "A note.[^1]",
    "A note.[^1]\n\n[^1]: Here.",
    "<<<<<<< one\na\n=======\nb\n>>>>>>> two",
    "<!-- left open",
    "{% if a %}",
    "{% if a %}{% endif %}",
    "$$ x",
)
CONFIGURATIONS = (
    JEKYLL["_config.yml"],
    "markdown: CommonMark\n",
    "markdown: kramdown\nkramdown:\n  input: GFM\n",
    "title: Another\n",
)
LATER = NOW + timedelta(days=40_000)
"""When whatever the tests write was written long ago."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def checked(root: Path, files: Mapping[str, str], *off: str) -> tuple[tuple[Problem, ...], frozenset[str]]:
    """The problems as those find them who know which posts are sound, and the posts that were known to be."""
    found = facts(root, files)
    sound = SoundPosts(found.archive, found.catalog, LATER)
    return problems_of(found, off, sound=sound), frozenset(sound.known)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_the_problems_are_those_of_texts_that_are_all_read(
    seed: int, tmp_path: Path
) -> None:
    chance, root, known = random.Random(seed), tmp_path / "site", 0
    names = [f"_posts/2024-05-0{day}-a.md" for day in range(1, 8)]
    changes = {"_config.yml": CONFIGURATIONS[0], **{name: post(chance.choice(BODIES)) for name in names}}
    for _ in range(12):
        problems, sound = checked(root, changes)
        assert problems == problems_of(facts(root, {}))
        known += len(sound)
        let_the_clock_tick(tmp_path)
        changes = {chance.choice(names): post(chance.choice(BODIES)) for _ in range(chance.randrange(3))}
        if chance.random() < 0.2:
            changes["_config.yml"] = chance.choice(CONFIGURATIONS)
    assert known


def test_a_post_is_sound_as_long_as_it_and_its_engine_stay(tmp_path: Path) -> None:
    a, b, c = (f"_posts/2024-05-0{day}-a.md" for day in (1, 2, 3))
    root = tmp_path / "site"
    files = {**JEKYLL, a: post("Words."), b: post("```\nleft open"), c: post("{% if a %}{% endif %}")}
    assert checked(root, files)[1] == set()
    assert checked(root, {})[1] == {a}
    let_the_clock_tick(tmp_path)
    before = (root / a).stat()
    (root / a).write_text(post("```   "))
    os.utime(root / a, ns=(before.st_atime_ns, before.st_mtime_ns))
    problems, sound = checked(root, {})
    assert sound == set()
    assert [one.id for one in problems if one.rule == "unclosed-fence"] == [a, b]


def test_posts_are_not_called_sound_by_some_of_the_rules(tmp_path: Path) -> None:
    files = {**JEKYLL, "_posts/2024-05-01-a.md": post("# One\n\n### Three")}
    assert checked(tmp_path / "site", files, "skipped-heading") == ((), frozenset())
    assert checked(tmp_path / "site", {})[1] == set()


def test_a_post_of_just_now_may_change_without_another_state(tmp_path: Path) -> None:
    found = facts(tmp_path / "site", {**JEKYLL, "_posts/2024-05-01-a.md": post("Words.")})
    for _ in range(2):
        sound = SoundPosts(found.archive, found.catalog)
        assert sound.known == set()
        problems_of(found, sound=sound)
