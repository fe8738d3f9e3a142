"""Which sites make formulas of what stands in single dollars, told from their settings, templates and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.archive.building import opened, write
from tuireader.archive.disk.formulas import said_of_formulas
from tuireader.archive.metadata.values import Scalar
from tuireader.commands.read_post import ReadPost, read_post

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tuireader.archive.metadata.values import Value

MATHJAX: Final = "<script>MathJax = {tex: {inlineMath: [['\\\\(', '\\\\)'], ['$', '$']]}}</script>"
MATHJAX_4: Final = "MathJax = { tex: { inlineMath: { '[+]': [['$', '$']] } } }"
KATEX: Final = (
    'renderMathInElement(document.body, {delimiters: [{left: "$$", right: "$$"}, {left: "$", right: "$"}]})'
)
BRACKETS: Final = "<script>MathJax = {tex: {inlineMath: [['\\\\(', '\\\\)']]}}</script>"
GO_DICT: Final = '{{ $delimiters := slice (dict "left" "$" "right" "$" "display" false) }}'
PASSTHROUGH: Final = (
    "[markup.goldmark.extensions.passthrough]\nenable = true\n"
    "[markup.goldmark.extensions.passthrough.delimiters]\nblock = [['$$', '$$']]\n"
    "inline = [['\\(', '\\)'], ['$', '$']]\n"
)
PLACES: Final = {
    "hugo": ("content/posts/a.md", "hugo.toml", "title = 'x'\n"),
    "zola": ("content/a.md", "config.toml", "base_url = 'https://example.org'\n"),
    "hexo": ("source/_posts/a.md", "_config.yml", "title: x\nsource_dir: source\n"),
    "jekyll": ("_posts/2024-01-01-a.md", "_config.yml", "title: x\n"),
}
"""Where an engine keeps a post and its configuration, and the beginning of that."""


def found(
    root: Path,
    engine: str,
    files: Mapping[str, str],
    front_matter: str = "",
    body: str = "Costs $5, or $x_1$ and $$y$$.",
) -> list[str]:
    """The formulas of a post in a site with these files; CONFIG stands for the engine's configuration."""
    post, config, begun = PLACES[engine]
    fence = "+++" if engine == "zola" else "---"
    rest = {name: text for name, text in files.items() if name != "CONFIG"}
    text = f"{fence}\n{front_matter}{fence}\n\n{body}\n"
    write(root, {config: begun + files.get("CONFIG", ""), **rest, post: text})
    assert opened(root).sites[0].engine.name == engine
    read = read_post(root / post)
    assert isinstance(read, ReadPost), read
    children = [child for token in read.parsers.full.parse(read.body) for child in token.children or ()]
    return [child.content for child in children if child.type == "math_inline"]


@pytest.mark.parametrize(
    ("engine", "files"),
    [
        ("hugo", {"CONFIG": PASSTHROUGH}),
        ("hugo", {"config/_default/markup.toml": PASSTHROUGH.replace("[markup.", "[")}),
        ("hugo", {"CONFIG": "[params]\nmath = true\n"}),
        ("hugo", {"CONFIG": "[params.page.math]\nenable = true\n"}),
        ("hugo", {"config/_default/params.toml": "[features.math]\nenable = true\n"}),
        ("hugo", {"CONFIG": "[params]\nmath = 'katex'\n"}),
        ("hugo", {"layouts/partials/math.html": MATHJAX}),
        ("hugo", {"CONFIG": "theme = 'a'\n", "themes/a/layouts/_default/baseof.html": KATEX}),
        ("hugo", {"layouts/partials/math.html": GO_DICT}),
        ("zola", {"templates/base.html": KATEX}),
        ("zola", {"CONFIG": "theme = 'a'\n", "themes/a/templates/macros/math.html": MATHJAX_4}),
        ("zola", {"CONFIG": "[extra]\nkatex = true\n"}),
        ("zola", {"CONFIG": "[extra.katex]\nenabled = true\nauto_render = true\n"}),
        ("zola", {"CONFIG": "theme = 'a'\n", "themes/a/theme.toml": "[extra]\nmathjax = true\n"}),
        ("hexo", {"package.json": '{"dependencies": {"hexo-renderer-mathjax": "^0.6.0"}}'}),
        ("hexo", {"package.json": '{"dependencies": {"@upupming/markdown-it-katex": "^1"}}'}),
        ("hexo", {"CONFIG": "math:\n  mathjax:\n    enable: true\n"}),
        ("hexo", {"CONFIG": "theme: a\n", "_config.a.yml": "math:\n  use: mathjax\n  per_page: true\n"}),
        (
            "hexo",
            {"CONFIG": "theme: a\n", "themes/a/_config.yml": "plugins:\n  katex: false\n  mathjax: true\n"},
        ),
        ("hexo", {"CONFIG": "theme: a\n", "themes/a/layout/_partial/mathjax.ejs": MATHJAX}),
        ("jekyll", {"_includes/head.html": MATHJAX}),
    ],
)
def test_single_dollars_where_the_site_is_set_up_for_them(
    tmp_path: Path, engine: str, files: dict[str, str]
) -> None:
    assert found(tmp_path, engine, files) == ["x_1", "y"]


@pytest.mark.parametrize(
    ("engine", "files"),
    [
        ("hugo", {}),
        ("hugo", {"CONFIG": PASSTHROUGH.replace("true", "false")}),
        ("hugo", {"CONFIG": PASSTHROUGH.replace(", ['$', '$']]", "]")}),
        ("hugo", {"CONFIG": "[params]\nmath = false\n", "layouts/partials/math.html": MATHJAX}),
        ("hugo", {"CONFIG": "[params]\nmath = true\n", "layouts/partials/math.html": BRACKETS}),
        ("hugo", {"layouts/partials/a.html": "{{ if .Params.math }}" + MATHJAX + "{{ end }}"}),
        ("hugo", {"layouts/partials/a.html": f"<!-- {MATHJAX} -->"}),
        ("hugo", {"layouts/partials/a.html": "{{/* " + MATHJAX + " */}}"}),
        ("hugo", {"themes/unused/layouts/a.html": MATHJAX}),
        ("zola", {}),
        ("zola", {"templates/base.html": "{% if page.extra.katex %}" + KATEX + "{% endif %}"}),
        ("zola", {"CONFIG": "[extra]\nmathjax = true\nmathjax_dollar_inline_enable = false\n"}),
        ("hexo", {}),
        ("hexo", {"package.json": '{"dependencies": {"hexo-renderer-kramed": "^0.1.4"}}'}),
        (
            "hexo",
            {
                "CONFIG": "theme: a\nmath:\n  use:\n  mathjax:\n    enableMenu: true\n",
                "themes/a/layout/a.pug": "if page.mathjax\n",
            },
        ),
        ("hexo", {"CONFIG": "CDN:\n  mathjax: https://example.org/mathjax/\n  katex: 0.16.2\n"}),
        ("jekyll", {"_includes/a.html": "{% if page.mathjax %}" + MATHJAX + "{% endif %}"}),
    ],
)
def test_single_dollars_stay_text_elsewhere(tmp_path: Path, engine: str, files: dict[str, str]) -> None:
    assert found(tmp_path, engine, files) == ["y"]


@pytest.mark.parametrize(
    ("engine", "files", "front_matter", "wanted"),
    [
        ("hugo", {}, "math: true\n", ["x_1", "y"]),
        ("hugo", {}, "math:\n  enable: true\n", ["x_1", "y"]),
        ("hugo", {}, "math: false\n", ["y"]),
        ("hugo", {"layouts/partials/math.html": BRACKETS}, "math: true\n", ["y"]),
        ("zola", {}, "[extra]\nkatex = true\n", ["x_1", "y"]),
        ("hexo", {}, "mathjax: true\n", ["x_1", "y"]),
        ("jekyll", {"_includes/a.html": "{% if page.mathjax %}" + MATHJAX}, "mathjax: true\n", ["x_1", "y"]),
        ("jekyll", {}, "mathjax: true\n", ["y"]),
    ],
)
def test_a_post_may_ask_for_formulas(
    tmp_path: Path, engine: str, files: dict[str, str], front_matter: str, wanted: list[str]
) -> None:
    assert found(tmp_path, engine, files, front_matter) == wanted


def test_settings_that_go_on_and_on_are_looked_through_as_far_as_they_may_say_something() -> None:
    value: Value = Scalar("true", plain=True)
    for _ in range(5_000):
        value = {"math": value}
    assert said_of_formulas(value) is None
    assert said_of_formulas({"math": {"math": Scalar("true", plain=True)}}) is True
    assert said_of_formulas(({"Use_KaTeX": Scalar("false", plain=True)},)) is False


def test_a_site_is_read_again_when_what_tells_of_formulas_is_changed(tmp_path: Path) -> None:
    name = "layouts/partials/math.html"
    found(tmp_path, "hugo", {name: MATHJAX})
    assert name in opened(tmp_path).sites[0].config


@pytest.mark.parametrize(
    ("engine", "files", "wanted"),
    [
        ("hugo", {}, ["a_1", "b_1"]),
        ("hugo", {"CONFIG": PASSTHROUGH}, [r"a\_1", r"b\_1", r"c\_1", r"d\_1", r"z\_1"]),
        ("hugo", {"CONFIG": "[params]\nmath = true\n"}, ["a_1", "b_1", "c_1", r"d\_1"]),
        ("zola", {}, ["a_1", "b_1"]),
        ("hexo", {}, ["a_1", "b_1"]),
        (
            "hexo",
            {"package.json": '{"dependencies": {"hexo-renderer-kramed": "^0.1.4"}}'},
            [r"a\_1", r"b\_1", r"z\_1"],
        ),
        ("jekyll", {}, [r"a\_1", "b_1"]),
    ],
)
def test_formulas_are_what_markdown_leaves_of_them_where_it_knows_none(
    tmp_path: Path, engine: str, files: dict[str, str], wanted: list[str]
) -> None:
    r"""As seen with Hugo 0.168, Zola 0.22, marked 15.0.12 and kramdown 2.4, which also takes the backslash of `\(`."""
    assert (
        found(tmp_path, engine, files, body=r"$$a\_1$$, \\(b\_1\\), $c\_1$, $`d\_1`$ and \(z\_1\).") == wanted
    )
