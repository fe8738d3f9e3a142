"""The README says what is: its keys, its commands, its settings and its own commands to run."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

from tuireader.archive.engines.facts import ENGINES
from tuireader.cli import COMMANDS as CLI_COMMANDS
from tuireader.cli import READ, command_named, main, parser_of
from tuireader.configuration import load_settings
from tuireader.settings import RULES, SETTINGS, KeyTable, Settings, example_file
from tuireader.ui.commands import COMMANDS
from tuireader.ui.keys import key_display, key_named

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


def test_every_rule_of_check_is_in_its_table() -> None:
    told: list[str] = []
    for row in re.findall(r"^\| (`[^|]+`) \|", section("Checks"), re.MULTILINE):
        # Those about front matter are told by their ends.
        told.extend(re.sub(r"^-", "front-matter-", name) for name in re.findall(r"`([^`]+)`", row))
    assert sorted(told) == sorted(RULES)


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


@pytest.mark.parametrize("name", [READ, *CLI_COMMANDS])
def test_every_option_is_told(name: str) -> None:
    text = section("Commands") + section("Writing") + section("Settings")
    options = {
        option
        for action in parser_of(name, command_named(name))._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    untold = {option for option in options if not re.search(rf"`[^`\n]*{option}\b", text)}
    assert untold == set()


def test_no_option_is_told_that_is_not_there() -> None:
    parsers = [parser_of(name, command_named(name)) for name in (READ, *CLI_COMMANDS)]
    there = {option for parser in parsers for action in parser._actions for option in action.option_strings}
    text = re.sub(r"^ *```.*?^ *```$", "", README, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"(?<![\w-])--[a-z][\w-]*", text)) <= there


def test_the_fields_of_json_lines_are_those_that_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    rows = re.findall(r"^\| (\w+) \| (`.*) \|$", section("Commands"), re.MULTILINE)
    told = {
        name: re.findall(r"`(\w+)`", re.sub(r" \([^)]*\)", "", fields).replace(" and ", ", "))
        for name, fields in rows
    }
    post = tmp_path / "post.md"
    post.write_text("---\ntitle: A\ndate: soon\ntags: [b]\n---\n# C\n\n[d](#c)\n", encoding="utf-8")

    def printed(*words: str) -> Mapping[str, list[Mapping[str, object]]]:
        assert main([*words, "--json"]) == 0
        line: Mapping[str, list[Mapping[str, object]]] = json.loads(capsys.readouterr().out.splitlines()[0])
        return line

    listed, shown = printed("list", str(tmp_path)), printed("show", str(post))
    assert told == {
        "list": list(listed),
        "problems": list(listed["problems"][0]),
        "tags": list(printed("tags", str(tmp_path))),
        "search": list(printed("search", "a", str(tmp_path))),
        "links": list(printed("links", str(tmp_path))),
        "config": list(printed("config")),
        "show": list(shown),
    }
    outline = re.search(r"`outline` \(([^)]*)\)", section("Commands"))
    assert outline
    assert re.findall(r"`(\w+)`", outline[1]) == list(shown["outline"][0])


def test_every_engine_is_named() -> None:
    archives = section("Archives").lower()
    assert [one.name for one in ENGINES.values() if one.is_known and one.name not in archives] == []


def test_the_settings_are_all_there_and_the_example_is_one(tmp_path: Path) -> None:
    example = code(section("Settings"), "toml")
    assert example == example_file()
    assert set(tomllib.loads(example)) == {*SETTINGS, "keys", "check"}
    path = tmp_path / "config.toml"
    path.write_text(example, encoding="utf-8")
    settings = load_settings({}, {}, str(path), KeyTable({command.name for command in COMMANDS}, key_named))
    assert isinstance(settings, Settings)
    assert settings == Settings(keys=settings.keys)
    for name in SETTINGS:
        assert f"TUIREADER_{name.upper()}" in section("Settings")


@pytest.mark.parametrize(("name", "ends"), [("run", "tuireader sample_posts"), ("test", "pytest -q -n auto")])
def test_one_command_does_it(name: str, ends: str) -> None:
    found = re.search(rf"^<!-- {name} -->\n```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
    assert found, "a fenced block after the comment"
    steps = found[1].replace("\n", " ").split(" && ")
    assert steps[0] == "python3 -m venv .venv"
    assert steps[-1] == f".venv/bin/{ends}"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_each_package_with_its_hashes_and_no_index(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z])", re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["optional-dependencies"]["dev"],
    }
    for name, requirements in asked.items():
        locked = dict(
            re.findall(
                r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        for requirement in map(Requirement, requirements):
            assert locked[requirement.name] in requirement.specifier, requirement


def test_the_benchmarks_that_can_be_run_are_named() -> None:
    named = re.search(r"one of: (.*)$", section("Development"), re.MULTILINE)
    assert named
    folder = ROOT / "tests" / "benchmarks"
    there = {path.stem for path in folder.glob("*.py") if "__main__" in path.read_text(encoding="utf-8")}
    assert {*named[1].split(", "), "__main__"} == there


def test_the_folders_that_are_named_are_there() -> None:
    named = re.findall(r"`(tuireader/\w+|tests)`", section("Development"))
    assert {path.name for path in (ROOT / "tuireader").iterdir() if (path / "__init__.py").is_file()} <= {
        Path(name).name for name in named
    } | {"commands"}
    assert all((ROOT / name).is_dir() for name in named)


@pytest.mark.parametrize("name", [READ, *CLI_COMMANDS])
def test_every_command_and_option_is_in_the_manual(name: str) -> None:
    manual = (ROOT / "docs" / "tuireader.1").read_text(encoding="utf-8")
    assert not name or f".It Cm {name}\n" in manual
    synopsis = manual.partition(".Sh DESCRIPTION")[0]
    usage = re.search(rf"^\.Nm\n\.Cm {name}\n(.*?)(?=^\.Nm|\Z)", synopsis, re.MULTILINE | re.DOTALL)
    there = usage[1] if usage else manual
    options = {
        option
        for action in parser_of(name, command_named(name))._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }
    assert [one for one in options if f"Fl {one[1:]}" not in there] == []


def test_the_manual_names_every_setting() -> None:
    manual = (ROOT / "docs" / "tuireader.1").read_text(encoding="utf-8")
    listed = manual.partition(".Sh SETTINGS")[2].partition(".Sh ENVIRONMENT")[0]
    assert re.findall(r"^\.It Cm (\S+)$", listed, re.MULTILINE) == [*SETTINGS, "[keys]", "[check]"]
