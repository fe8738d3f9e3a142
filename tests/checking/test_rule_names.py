"""The names of rules: one list for the settings, which says neither more nor less than the modules of rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tuireader.archive
import tuireader.checking.rules
from tuireader.archive.front_matter.handler import REPEATED, SYNTAX, TOO_COMPLEX, UNSUPPORTED
from tuireader.archive.front_matter.handler import RULE as CONFLICT
from tuireader.checking.check import rules
from tuireader.configuration import rules_off
from tuireader.settings import RULES


def test_every_module_of_the_folder_is_a_rule() -> None:
    folder = Path(tuireader.checking.rules.__file__).parent
    modules = {rule.check.__module__.rpartition(".")[2] for rule in rules()}
    assert modules == {path.stem for path in folder.glob("*.py")} - {"__init__"}


def named_while_files_are_read() -> set[str]:
    """The rules of problems that the archive tells of, but for those of folders that cannot be opened."""
    names: set[str] = set()
    for path in Path(tuireader.archive.__file__).parent.rglob("*.py"):
        if path.name == "archive.py" or path.parent.name == "new_post":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                match node.args[1]:
                    case ast.Constant(value=str(name)):
                        names.add(name)
                    case ast.JoinedStr(values=[ast.Constant(value="missing-"), _]):
                        names |= {"missing-title", "missing-date"}
                    case _:  # a constant, or a fault's own
                        assert path.parent.name in {"front_matter", "disk"}, ast.unparse(node)
    faults = {SYNTAX, TOO_COMPLEX, UNSUPPORTED, REPEATED, CONFLICT}
    return names | faults


def test_the_rules_of_the_settings_are_those_that_there_are() -> None:
    checked = [name for rule in rules() for name in rule.names]
    assert len(set(checked)) == len(checked)
    assert sorted({*checked, *named_while_files_are_read()}) == list(RULES)
    assert rules_off({"off": list(RULES)}) == frozenset(RULES)


@pytest.mark.parametrize("table", ["x", {"of": []}, {"off": "x"}, {"off": [1]}, {"off": ["bogus"]}])
def test_wrong_settings_are_told(table: object) -> None:
    assert isinstance(rules_off(table), str)
