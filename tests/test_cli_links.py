"""`tuireader links` and `tuireader check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.post import PostId, Problem
from tuireader.cli import main
from tuireader.commands.check import github_line, summary

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]

ONE = """---
title: One
---
See [two](/2024/two/#part "t") and [gone](/2024/gone/), <https://x.org/y>.

![cell](/images/cell.png) [below](#nowhere) [\x1bc\x07](two.md)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "cell.png").write_bytes(b"")
    (tmp_path / "_config.yml").write_text("permalink: /:year/:title/\ntimezone: UTC\n")
    (tmp_path / "_posts" / "2024-01-02-one.md").write_text(ONE)
    (tmp_path / "_posts" / "2024-01-03-two.md").write_text(
        "---\ntitle: Two\n---\n## Part\n\n[one](/2024/one)\n"
    )
    return tmp_path


def lines(capsys: Output) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_links_have_these_fields(root: Path, capsys: Output) -> None:
    assert main(["links", str(root), "--json"]) == 0
    found = lines(capsys)
    assert found[1] == {
        "from": "_posts/2024-01-02-one.md",
        "line": 4,
        "href": "/2024/two/#part",
        "text": "two",
        "kind": "heading",
        "to": "_posts/2024-01-03-two.md",
        "anchor": "part",
    }
    assert [link["kind"] for link in found] == [
        "post",
        "heading",
        "broken",
        "external",
        "asset",
        "broken",
        "post",
    ]
    assert [link["line"] for link in found] == [6, 4, 4, 4, 6, 6, 6]


def test_links_of_one_post_and_to_one_post(root: Path, capsys: Output) -> None:
    one, two = root / "_posts" / "2024-01-02-one.md", root / "_posts" / "2024-01-03-two.md"
    assert main(["links", str(two), "--json"]) == 0
    assert [link["href"] for link in lines(capsys)] == ["/2024/one"]
    for name in (
        str(two),
        "_posts/2024-01-03-two.md",
        "/2024/two/",
        "2024-01-03-two.md",
        "2024-01-03-two",
        "two",
    ):
        assert main(["links", str(root), "--to", name, "--json"]) == 0
        assert [link["href"] for link in lines(capsys)] == ["/2024/two/#part", "two.md"]
    assert main(["links", str(one), "--to", str(one)]) == 0
    assert "#nowhere: this post has no heading or other place with the id nowhere" in capsys.readouterr().out


def test_a_name_of_two_posts_names_none(root: Path, capsys: Output) -> None:
    (root / "_posts" / "2024-01-04-two.md").write_text("---\ntitle: Too\n---\n")
    assert main(["links", str(root), "--to", "two"]) == 2
    assert "two names 2 posts: _posts/2024-01-03-two.md and _posts/2024-01-04" in capsys.readouterr().err


def test_links_are_printed_for_people(root: Path, capsys: Output) -> None:
    assert main(["links", str(root)]) == 0
    out = capsys.readouterr().out
    assert "_posts/2024-01-02-one.md:4  two  →  _posts/2024-01-03-two.md#part\n" in out
    assert "gone  →  broken: nothing in the archive is at /2024/gone/\n" in out
    assert "\x1b" not in out
    assert "\x07" not in out


@pytest.mark.parametrize(
    "words", [["{root}/none.md"], ["{root}", "--to", "none.md"], ["{root}/images/cell.png"]]
)
def test_what_is_no_post_is_wrong_usage(root: Path, capsys: Output, words: list[str]) -> None:
    assert main(["links", *(word.format(root=root) for word in words)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


CONTROL = "it is not shown, and can make the feeds of a site invalid: take it out"


def test_check_prints_problems_as_editors_read_them(root: Path, capsys: Output) -> None:
    assert main(["check", str(root)]) == 1
    out, err = capsys.readouterr()
    name, place = "_posts/2024-01-02-one.md", "heading or other place with the id nowhere"
    assert out.splitlines() == [
        f"{name}:4:36: error: nothing in the archive is at /2024/gone/ [broken-link]",
        f"{name}:6:27: warning: this post has no {place} [broken-anchor]",
        f"{name}:6:46: warning: a control character, U+001B: {CONTROL} [control-character]",
    ]
    assert "1 error, 2 warnings" in err


def test_check_prints_json_lines(root: Path, capsys: Output) -> None:
    assert main(["check", str(root), "--json"]) == 1
    found = lines(capsys)
    assert set(found[0]) == {"id", "line", "column", "rule", "severity", "message"}
    assert [problem["rule"] for problem in found] == ["broken-link", "broken-anchor", "control-character"]


def test_check_ends_with_1_where_there_is_an_error(
    root: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "images" / "cell.png").unlink()
    monkeypatch.chdir(root.parent)
    assert main(["check", str(root), "--format", "github"]) == 1
    assert capsys.readouterr().out.splitlines()[1] == (
        f"::error file={root.name}/_posts/2024-01-02-one.md,line=6,col=1,title=missing-image"
        "::there is no file images/cell.png"
    )


@pytest.mark.parametrize(
    ("body", "severity"),
    [("![a](/photos/a.png)", "info"), ("[a](#nowhere)", "warning"), ("[a](/2024/gone/)", "error")],
)
def test_check_fails_on_what_it_is_told_to(root: Path, capsys: Output, body: str, severity: str) -> None:
    post = root / "_posts" / "2024-01-02-one.md"
    post.write_text(f"---\ntitle: One\n---\n{body}\n")
    levels = ["error", "warning", "info"]
    statuses = [main(["check", str(root), "--fail-on", level]) for level in levels]
    assert statuses == [int(levels.index(severity) <= index) for index in range(3)]
    assert main(["check", str(root)]) == statuses[0]
    assert main(["check", str(root), "--fail-on", "nothing"]) == 2


def test_check_tells_of_each_image_but_to_people(root: Path, capsys: Output) -> None:
    (root / "_posts" / "2024-01-02-one.md").write_text("![a](/photos/a.png)\n![b](/photos/b.png)\n")
    assert main(["check", str(root)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert main(["check", str(root), "--json"]) == 0
    assert [problem["line"] for problem in lines(capsys)] == [1, 2]
    assert main(["check", str(root), "--format", "github"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_one_post_is_checked(root: Path, capsys: Output) -> None:
    one, two = (root / "_posts" / name for name in ("2024-01-02-one.md", "2024-01-03-two.md"))
    two.write_text("---\ntitle: Two\n---\n[one](/2024/none)\n")
    assert main(["check", str(two), "--json"]) == 1
    assert [(problem["id"], problem["line"]) for problem in lines(capsys)] == [
        ("_posts/2024-01-03-two.md", 4)
    ]
    assert main(["check", str(one.with_name("none.md"))]) == 2
    assert main(["check", str(root), "--json", "--format", "github"]) == 2
    assert "not allowed with" in capsys.readouterr().err


def test_a_label_that_nothing_defines_is_a_broken_link(root: Path, capsys: Output) -> None:
    post = root / "_posts" / "2024-01-02-one.md"
    post.write_text("---\ntitle: One\n---\n[a][two] [b][two.md]\n\n[two]: /2024/two/\n")
    assert main(["check", str(root)]) == 0
    place = "_posts/2024-01-02-one.md:4"
    assert capsys.readouterr().out == f"{place}:10: warning: nothing defines [two.md] [broken-link]\n"
    assert main(["links", str(post), "--json"]) == 0
    assert [(link["kind"], link["href"]) for link in lines(capsys)] == [
        ("post", "/2024/two/"),
        ("broken", "[two.md]"),
    ]


def test_a_folder_without_posts_is_told(tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", f"tuireader: no posts in {tmp_path}\n")


def test_rules_are_switched_off_in_the_settings(root: Path, capsys: Output) -> None:
    config = root / "c.toml"
    config.write_text('width = 70\n\n[check]\noff = ["broken-link", "broken-anchor", "control-character"]\n')
    assert main(["check", str(root), "--config", str(config)]) == 0
    assert capsys.readouterr() == ("", "tuireader: nothing is wrong\n")
    config.write_text('[check]\noff = [\n"bogus"]\n')
    assert main(["check", str(root), "--config", str(config)]) == 2
    assert "c.toml:2: there is no rule bogus; the rules are broken-anchor, " in capsys.readouterr().err


def test_workflow_commands_are_escaped() -> None:
    problem = Problem(PostId("a,b:c%.md"), "date", "50%\nof it", "info", 3)
    assert (
        github_line(problem, problem.id) == "::notice file=a%2Cb%3Ac%25.md,line=3,title=date::50%25%0Aof it"
    )


def test_a_workflow_command_commands_no_terminal() -> None:
    problem = Problem(
        PostId("a\x1b]52;c;aGk=\x07.md"), "broken-link", "nothing is at \x1b\x9b\u202e\r", "error"
    )
    assert github_line(problem, "b\ufdd0\x1b\udce9/a\n.md") == (
        "::error file=b�␛�/a%0A.md,title=broken-link::nothing is at ␛��%0A"
    )


def test_a_summary_counts() -> None:
    one = Problem(PostId("a"), "date", "x", "info")
    assert summary([one, one, Problem(PostId("a"), "date", "x")]) == "1 error, 2 info"
    assert summary([]) == "nothing is wrong"
