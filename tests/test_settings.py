from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuireader.configuration import load_settings, settings_file
from tuireader.settings import KeyTable, Settings, SettingsProblem
from tuireader.ui.keys import key_named

if TYPE_CHECKING:
    from pathlib import Path


def load(path: Path, text: str | bytes, **flags: str | float | bool | None) -> Settings | SettingsProblem:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings({}, flags, str(path), KeyTable({"quit", "page-down"}, key_named))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_every_setting_can_be_given_in_the_file(config: Path) -> None:
    text = 'theme = "paper"\nwidth = 72\nwatch = false\npoll = 2.5\n[keys]\nquit = "Q"\npage-down = ["space", "f"]\n'
    found = load(config, text)
    assert isinstance(found, Settings)
    assert found == Settings("paper", 72, watch=False, poll=2.5, keys=found.keys)
    assert dict(found.keys) == {"quit": ("Q",), "page-down": ("space", "f")}


def test_a_byte_order_mark_is_no_part_of_the_text(config: Path, tmp_path: Path) -> None:
    config.write_text("width = 60\n", encoding="utf-8-sig")
    (tmp_path / ".tuireader.toml").write_text("dates = '%d'\n", encoding="utf-8-sig")
    found = load_settings({}, {}, str(config), archive=tmp_path)
    assert isinstance(found, Settings)
    assert (found.width, found.dates) == (60, "%d")


def test_flags_go_before_the_environment_and_that_before_the_file(config: Path) -> None:
    config.write_text("width = 50\ntheme = 'paper'\npoll = 9\n")
    environment = {"TUIREADER_WIDTH": "60", "TUIREADER_POLL": "3", "TUIREADER_CONFIG": str(config)}
    found = load_settings(environment, {"width": 70, "theme": None})
    assert found == Settings("paper", 70, poll=3.0)
    assert load_settings({"TUIREADER_CONFIG": str(config)}, {}) == Settings("paper", 50, poll=9.0)


def test_no_file_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings({}, {}) == Settings()
    path, named = settings_file({})
    assert (path.name, named) == ("config.toml", False)


def test_polling_is_on_off_or_every_so_many_seconds(config: Path) -> None:
    assert load(config, "poll = true\n") == Settings(poll=1.0)
    assert load(config, "poll = false\n") == Settings()
    assert load(config, "", poll="true") == Settings(poll=1.0)
    assert load(config, "", poll="0.5") == Settings(poll=0.5)


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("\n\ncolour = 1\n", 3, "no setting colour"),
        ("width = 80\ntheme = 'neon'\n", 2, "no theme neon"),
        ("width = 3\n", 1, "from 20 to 1000"),
        ("width = true\n", 1, "columns"),
        ("# width\nwidth = '8²'\n", 2, "columns"),
        ("poll = 0\n", 1, "seconds"),
        ("poll = nan\n", 1, "seconds"),
        ("watch = 'sometimes'\n", 1, "true or false"),
        ("[width]\na = 1\n", 1, "columns"),
        ("keys = 3\n", 1, "table"),
        ("[keys]\nquit = 'Q'\nfly = 'f'\n", 3, "no action fly"),
        (
            "[keys]\n'Page down' = 'f'\n",
            2,
            "no action Page down; its name is written in lower case with hyphens",
        ),
        ("[keys]\nquit = 'banana'\n", 2, "no key banana"),
        ("[keys]\nquit = ['Q', 'ctrl+x,y']\n", 2, "no key ctrl+x,y"),
        ("[keys]\nquit = 'a'\npage-down = ['f', 'a']\n", 3, "given to quit already"),
        ("[keys]\nquit = 3\n", 2, "in quotes"),
        ("[keys]\nquit = ['a', '']\n", 2, "in quotes"),
        ("width = \n", 1, "value"),
        ("a = 1\na = 2\n", 2, "is written twice"),
        ("watch = 1\n", 1, "watch is true or false, without quotes, not 1"),
        ("watch = 'true'\n", 1, 'not "true"'),
        ("width = 80\nfollow = 0\n", 2, "follow is true or false, without quotes, not 0"),
        ("follow = 1979-05-27\n", 1, "not a date or time"),
        ("width = '80'\n", 1, 'columns, without quotes, not "80"'),
        ("width = 80.0\n", 1, "not 80.0"),
        ("theme = true\n", 1, "a name in quotes, not true"),
        ("theme = ['night']\n", 1, "not a list"),
        ("poll = '2'\n", 1, 'a number of seconds, without quotes, not "2"'),
        ("poll = {a = 1}\n", 1, "not a table"),
        (f"watch = 0x{'f' * 5_000}\n", 1, "not a number"),
        ("width = 80\nkeys.quit = 3\n", 2, "in quotes"),
        ("keys = {quit = 'Q', page-down = 3}\n", 1, "in quotes"),
        ("width = 80\n[check]\noff = 'date'\n", 3, "off takes a list"),
        ("width = 80\ncheck.off = [1]\n", 2, "off takes a list"),
        (f"width = {'1' * 5_000}\n", 1, "cannot be read as TOML"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line(config: Path, text: str, line: int, part: str) -> None:
    found = load(config, text)
    assert isinstance(found, SettingsProblem)
    assert (found.where, found.line) == (str(config), line)
    assert part in found.message
    assert str(found).startswith(f"{config}:{line}:")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("width = 80\ntheme = ", "2:8"),
        ("width = 80\n[keys]\nquit = ['a'", "3:12"),
        ("width = 80\n[keys]\nquit = ['a',\n\n\n", "3:13"),
        ("# long\ntheme = '''night\n\n", "2:17"),
        ("width = 80\n[keys", "2:6"),
        ("width = 80 90\n", "1:12"),
    ],
)
def test_what_is_no_toml_is_told_of_with_line_and_column(config: Path, text: str, place: str) -> None:
    assert str(load(config, text)).startswith(f"{config}:{place}: ")


def test_wrong_flags_and_variables_are_named() -> None:
    neon = load_settings({}, {"theme": "neon"})
    assert str(neon).startswith("--theme: there is no theme neon; the themes are auto, night, paper, ")
    found = load_settings({"TUIREADER_WIDTH": "wide"}, {})
    assert isinstance(found, SettingsProblem)
    assert found.where == "TUIREADER_WIDTH"


def test_a_file_that_was_named_must_be_there_and_be_text(config: Path, tmp_path: Path) -> None:
    missing = load_settings({}, {}, str(config))
    assert isinstance(missing, SettingsProblem)
    assert "no such file" in missing.message
    assert isinstance(load_settings({"TUIREADER_CONFIG": str(tmp_path)}, {}), SettingsProblem)
    assert isinstance(load(config, b"theme = '\xff'"), SettingsProblem)


def test_a_message_is_one_line_without_controls(config: Path) -> None:
    found = load(config, '"\\u001b]52;c;x\\n" = 1\n')
    assert isinstance(found, SettingsProblem)
    assert "\x1b" not in str(found)
    assert "\n" not in str(found)


@given(data=st.binary(max_size=60) | st.text("[]='\"keyswidth\n.1#", max_size=60).map(str.encode))
@settings(max_examples=150)
def test_any_bytes_are_settings_or_a_problem(config: Path, data: bytes) -> None:
    assert isinstance(load(config, data), Settings | SettingsProblem)
