from __future__ import annotations

import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli_archive import write_archive
from tuireader import __version__
from tuireader.cli import COMMANDS, main, with_poll

if TYPE_CHECKING:
    from pathlib import Path

LIST_FIELDS = [
    *[
        "id",
        "title",
        "date",
        "modified",
        "slug",
        "permalink",
        "tags",
        "categories",
        "authors",
        "series",
        "lang",
    ],
    *["draft", "hidden", "future", "excerpt", "words", "problems"],
]
PROBLEM_FIELDS = ["id", "line", "column", "rule", "severity", "message"]
FORBIDDEN = ("\x1b", "\x07", "\x9b", "\u202e", "\U000e0041")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("TUIREADER_CONFIG", raising=False)
    return write_archive(tmp_path / "blog")


Output = pytest.CaptureFixture[str]


def json_lines(capsys: Output) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_contents_that_a_partial_asks_for_stand_below_its_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Jekyll 4.4.1 shows them, which makes one list of contents of a post."""
    root = write_archive(tmp_path / "site")
    (root / "_includes").mkdir()
    partial = '<nav markdown="1">\n<h4>On this page</h4>\n\n*   Generated\n{:toc .menu}\n</nav>\n'
    (root / "_includes" / "toc").write_text(partial)
    path = root / "_posts" / "2024-12-28-contents.md"
    path.write_text("above\n{% include toc %}\n\n# One\n\n## Two\n\n{% include toc %}\n")
    assert main(["show", str(path)]) == 0
    shown = [line for line in capsys.readouterr().out.split("\n") if line.strip(" ─")][2:]
    listed = ["On this page", "• One", "  ◦ Two"]
    assert [line.rstrip() for line in shown] == [
        "above",
        *listed,
        "One",
        "Two",
        "On this page",
        "• Generated",
    ]


def test_list_prints_every_post_newest_first(root: Path, capsys: Output) -> None:
    assert main(["list", str(root)]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("2024-12-27  [Terminals] What a cell is")
    assert "unicode, terminals" in lines[0]
    assert "1 problem" in lines[2]
    assert err == ""


def test_columns_of_a_list_are_aligned(root: Path, capsys: Output) -> None:
    (root / "_posts" / "2021-01-01-kana.md").write_text("---\ntitle: 等幅の国\ntags: [unicode]\n---\n")
    main(["list", str(root)])
    from rich.cells import cell_len

    starts = {
        cell_len(line[: line.index("unicode")])
        for line in capsys.readouterr().out.splitlines()
        if "unicode, t" in line or "等" in line
    }
    assert len(starts) == 1


def test_list_fields_and_their_order(root: Path, capsys: Output) -> None:
    assert main(["list", str(root), "--json"]) == 0
    posts = json_lines(capsys)
    assert [list(post) for post in posts] == [LIST_FIELDS] * 3
    first = posts[0]
    assert first["id"] == "_posts/2024-12-27-cell.md"
    assert first["title"] == "[Terminals] What a cell is"
    assert first["date"] == "2024-12-27T09:30:00+00:00"
    assert first["tags"] == ["unicode", "terminals"]
    assert first["permalink"] == "/2024/cell/"
    problems = posts[2]["problems"]
    assert isinstance(problems, list)
    assert list(problems[0]) == PROBLEM_FIELDS
    assert problems[0]["line"] == 2


def test_list_sorts_and_reverses(root: Path, capsys: Output) -> None:
    main(["list", str(root), "--json", "--reverse"])
    assert [post["slug"] for post in json_lines(capsys)] == ["broken", "hostile", "cell"]
    main(["list", str(root), "--json", "--sort", "words"])
    words = [post["words"] for post in json_lines(capsys)]
    assert words == sorted(words, key=lambda count: -int(str(count)))
    assert words[0] != words[-1]


def test_tags_are_counted(root: Path, capsys: Output) -> None:
    assert main(["tags", str(root), "--json"]) == 0
    lines = json_lines(capsys)
    assert lines[0] == {"tag": "unicode", "posts": 2}
    assert list(lines[0]) == ["tag", "posts"]
    assert main(["tags", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2  unicode"


def test_show_draws_a_post(root: Path, capsys: Output) -> None:
    assert main(["show", str(root / "_posts" / "2024-12-27-cell.md")]) == 0
    out = capsys.readouterr().out
    assert "[Terminals] What a cell is" in out
    assert "2024-12-27" in out
    assert "Some words here." in out
    assert "\x1b" not in out


def test_show_json_fields(root: Path, capsys: Output) -> None:
    path = root / "_posts" / "2024-12-27-cell.md"
    assert main(["show", str(path), "--json"]) == 0
    (shown,) = json_lines(capsys)
    assert list(shown) == ["id", "title", "outline", "text"]
    assert shown["id"] == "_posts/2024-12-27-cell.md"
    outline = shown["outline"]
    assert isinstance(outline, list)
    assert [list(entry) for entry in outline] == [["level", "title", "anchor", "line"]] * 2
    assert outline[0] == {"level": 2, "title": "Ambiguous", "anchor": "ambiguous", "line": 11}
    assert path.read_text().splitlines()[10] == "## Ambiguous"
    assert "Some words here." in str(shown["text"])


def test_show_outline_alone(root: Path, capsys: Output) -> None:
    assert main(["show", str(root / "_posts" / "2024-12-27-cell.md"), "--outline"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [["11", "Ambiguous"], ["13", "Emoji"]]
    assert lines[1].index("Emoji") > lines[0].index("Ambiguous")


def test_show_keeps_to_the_width(root: Path, capsys: Output) -> None:
    path = root / "_posts" / "2020-01-01-long.md"
    path.write_text("---\ntitle: Long\n---\n" + "word " * 100)
    assert main(["show", str(path), "--width", "30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert 20 < max(map(len, lines)) <= 30


def test_show_in_colour_has_styles_and_the_same_text(root: Path, capsys: Output) -> None:
    import re

    path = str(root / "_posts" / "2024-12-27-cell.md")
    main(["show", path, "--color", "always"])
    coloured = capsys.readouterr().out
    main(["show", path, "--color", "never"])
    plain = capsys.readouterr().out
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_show_several_posts_goes_on_after_a_missing_one(root: Path, capsys: Output) -> None:
    posts = root / "_posts"
    names = [str(posts / name) for name in ("2024-12-27-cell.md", "none.md", "2022-01-02-broken.md")]
    assert main(["show", *names]) == 2
    out, err = capsys.readouterr()
    assert "Some words here." in out
    assert "Still here." in out
    assert err.count("\n") == 1
    assert "none.md" in err


def test_show_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    data = b"---\ntitle: Piped\n---\nFrom \xe2\x80\x9cstdin\xe2\x80\x9d.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["show", "-", "--json"]) == 0
    (shown,) = json_lines(capsys)
    assert (shown["id"], shown["title"]) == ("-", "Piped")
    assert "From “stdin”." in str(shown["text"])


def test_check_and_links_read_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    data = b"# A\n\n[beside](b.md) [lost](#lost) [a](#a)\n\n```\ncode\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["check", "-", "--json"]) == 1
    found = json_lines(capsys)
    assert [(one["id"], one["line"], one["rule"]) for one in found] == [
        ("-", 3, "broken-anchor"),
        ("-", 5, "unclosed-fence"),
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["links", "-", "--json"]) == 0
    assert [(one["from"], one["to"]) for one in json_lines(capsys)] == [("-", None), ("-", "-"), ("-", "-")]


@pytest.mark.parametrize("command", [["list"], ["list", "--json"], ["tags"], ["tags", "--json"]])
def test_nothing_in_a_file_commands_the_terminal(root: Path, capsys: Output, command: list[str]) -> None:
    assert main([*command, str(root)]) == 0
    out, err = capsys.readouterr()
    assert not any(sign in out + err for sign in FORBIDDEN)
    assert "red" in out or "Evil" in out


@pytest.mark.parametrize("flags", [[], ["--json"], ["--outline"]])
def test_show_lets_nothing_through(root: Path, capsys: Output, flags: list[str]) -> None:
    path = root / "_posts" / "2023-01-02-hostile.md"
    path.write_text(path.read_text() + "\n# \x1b]0;head\x07\n")
    assert main(["show", str(path), *flags]) == 0
    out, err = capsys.readouterr()
    assert not any(sign in out + err for sign in FORBIDDEN)
    assert "head" in out


def test_a_file_name_is_text_too(root: Path, capsys: Output) -> None:
    (root / "_posts" / "2020-01-01-\x9b31m\u202e\U000e0041a.md").write_text("Text.\n")
    for command in (["list"], ["list", "--json"]):
        main([*command, str(root)])
        out, err = capsys.readouterr()
        assert not any(sign in out + err for sign in FORBIDDEN)


@pytest.mark.parametrize(
    "argv",
    [
        ["list", "/no/such/folder"],
        ["tags", "/no/such/folder"],
        ["/no/such/folder"],
        ["./list"],
        ["show", "/no/such/post.md"],
        ["show"],
        ["show", "/"],
        ["show", "a.md", "--width", "7"],
        ["show", "a.md", "--color", "sometimes"],
        ["list", "--sort", "mood"],
        ["list", "--nonsense"],
        ["--theme", "neon", "."],
        ["--width", "wide", "."],
        ["--poll", "0", "."],
        ["--config", "/no/such.toml", "."],
        ["--no-watch", "--poll", "2", "."],
        ["--them", "night"],
        ["bad\x1b]0;x\x07\nname"],
        ["list", "--bad\x1b]0;x\x07\nflag"],
    ],
)
def test_wrong_usage_is_one_line_and_status_2(argv: list[str], root: Path, capsys: Output) -> None:
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tuireader: ")
    assert err.count("\n") == 1
    assert "\x1b" not in err


def test_a_command_named_as_a_path_is_a_path(
    root: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    write_archive(root / "list")
    assert main(["./list"]) == 2
    # It got as far as the reader, which wants a terminal.
    assert "terminal" in capsys.readouterr().err
    assert main(["list", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_keys_for_an_unknown_action_are_wrong_usage(root: Path, capsys: Output) -> None:
    config = root.parent / "config.toml"
    config.write_text("[keys]\nquit = 'Q'\nfly = 'f'\n")
    assert main(["--config", str(config), str(root)]) == 2
    assert capsys.readouterr().err.startswith(f"tuireader: {config}:3: there is no action fly")
    config.write_text("[keys]\nquit = 'Q'\n")
    assert main(["--config", str(config), str(root)]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_an_empty_folder_is_no_error(tmp_path: Path, capsys: Output) -> None:
    assert main(["list", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "no posts" in err


def test_version_and_help(capsys: Output) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tuireader {__version__}\n"
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    for word in (
        "list",
        "tags",
        "show",
        "new",
        "--follow",
        "--no-watch",
        "--poll",
        "--theme",
        "--width",
        "--config",
        "--version",
    ):
        assert word in text
    for name in ("list", "tags", "show", "new"):
        assert main([name, "--help"]) == 0
        assert f"tuireader {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (["--poll", "blog"], ["--poll=true", "blog"]),
        (["--poll", "2.5", "blog"], ["--poll", "2.5", "blog"]),
        (["blog", "--poll"], ["blog", "--poll=true"]),
        (["--poll", "--width", "60"], ["--poll=true", "--width", "60"]),
    ],
)
def test_poll_takes_a_number_and_never_a_path(given: list[str], made: list[str]) -> None:
    assert with_poll(given) == made


@pytest.mark.parametrize(("typed", "meant"), [("lst", "list"), ("serach", "search"), ("chekc", "check")])
def test_a_command_that_is_nearly_one_is_offered(
    typed: str,
    meant: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([typed]) == 2
    assert capsys.readouterr().err.endswith(f"did you mean tuireader {meant}?\n")
    assert main(["nothing-like-it"]) == 2
    assert "did you mean" not in capsys.readouterr().err


def completed(script: str, *words: str, folder: Path) -> list[str]:
    """What bash offers for the last of the words."""
    line = f"{script}\nCOMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}\n"
    line += '_shtab_tuireader; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True, cwd=folder)
    return sorted(done.stdout.split())


def test_bash_completes_commands_options_and_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "blog").mkdir()
    assert main(["completions", "bash"]) == 0
    script = capsys.readouterr().out
    assert set(completed(script, "tuireader", "''", folder=tmp_path)) >= set(COMMANDS)
    assert completed(script, "tuireader", "li", folder=tmp_path) == ["links", "list"]
    assert completed(script, "tuireader", "list", "--so", folder=tmp_path) == ["--sort"]
    assert completed(script, "tuireader", "check", "--fail-on", "w", folder=tmp_path) == ["warning"]
    assert completed(script, "tuireader", "list", "bl", folder=tmp_path) == ["blog"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_every_command_and_option_is_in_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in (*COMMANDS, "fail-on", "no-watch") if name not in script] == []
