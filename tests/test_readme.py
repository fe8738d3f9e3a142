"""The README says what is: its keys, its commands, its settings and its own commands to run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.engines import ORDER
from tuireader.cli import COMMANDS as CLI_COMMANDS
from tuireader.settings import CHECKS, Settings, load_settings
from tuireader.ui.bindings import COMMANDS, key_display

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text under a heading."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def code(text: str, language: str) -> str:
    """The first fenced block in that language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found, language
    return found[1]


def keys_told() -> Mapping[str, tuple[str, ...]]:
    """What each row of the table of keys says that its keys do."""
    rows = re.findall(r"^\| (`.*`) \| (.*) \|$", section("Keys"), re.MULTILINE)
    return {does: tuple(re.findall(r"`([^`]+)`", keys)) for keys, does in rows}


def test_the_table_of_keys_is_that_of_the_reader() -> None:
    assert keys_told() == {
        command.does: tuple(key_display(key) for key in command.keys) for command in COMMANDS
    }


def test_every_command_is_told_and_no_other() -> None:
    told = set(re.findall(r"^\| `tuireader (\w+) ", section("Commands"), re.MULTILINE))
    assert told == set(CLI_COMMANDS)


def test_every_engine_is_named() -> None:
    archives = section("Archives").lower()
    assert [known.name for known in ORDER if known.name not in archives] == []


def test_the_settings_are_all_there_and_the_example_is_one(tmp_path: Path) -> None:
    example = code(section("Settings"), "toml")
    assert set(tomllib.loads(example)) == {*CHECKS, "keys"}
    path = tmp_path / "config.toml"
    path.write_text(example, encoding="utf-8")
    settings = load_settings({}, {}, str(path), {command.name for command in COMMANDS})
    assert isinstance(settings, Settings)
    assert settings == Settings(keys=settings.keys)
    for name in CHECKS:
        assert f"TUIREADER_{name.upper()}" in section("Settings")


@pytest.mark.parametrize(("name", "ends"), [("run", "tuireader sample_posts"), ("test", "pytest -q -n auto")])
def test_one_command_does_it(name: str, ends: str) -> None:
    found = re.search(rf"^<!-- {name} -->\n```sh\n(.*)\n```$", README, re.MULTILINE)
    assert found, "one line in a fenced block after the comment"
    assert found[1].startswith("python3 -m venv .venv && .venv/bin/pip install -q ")
    assert found[1].endswith(f" && .venv/bin/{ends}")


def test_the_benchmarks_that_are_named_can_be_run() -> None:
    named = re.search(r"one of: (.*)$", section("Development"), re.MULTILINE)
    assert named
    folder = ROOT / "tests" / "benchmarks"
    assert [name for name in named[1].split(", ") if not (folder / f"{name}.py").is_file()] == []
    assert (folder / "__main__.py").is_file()


def test_the_folders_that_are_named_are_there() -> None:
    named = re.findall(r"`(tuireader/\w+|tests)`", section("Development"))
    assert {path.name for path in (ROOT / "tuireader").iterdir() if (path / "__init__.py").is_file()} <= {
        Path(name).name for name in named
    } | {"commands"}
    assert all((ROOT / name).is_dir() for name in named)
