"""What other programs make of a site's links is not called broken: own templates, hooks, plugins, GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checking.sites import JEKYLL, found, post

if TYPE_CHECKING:
    from pathlib import Path

A = "_posts/2024-01-01-a.md"


def broken(root: Path, files: dict[str, str], *shown: str) -> list[tuple[str, int | None, str]]:
    """Return the severity, the line and the rule of what is told of links."""
    told = found(root, files)
    return [(one[4], one[1], one[3]) for one in told if one[3].startswith("broken") and one[0] in shown]


@pytest.mark.parametrize(
    ("template", "severity"),
    [
        ("{{ with site.GetPage .Destination }}", "info"),
        ('<a href="{{ .Destination }}" target="_blank">', "warning"),
    ],
)
@pytest.mark.parametrize("folder", ["layouts/_markup", "themes/x/layouts/_default/_markup"])
def test_a_template_of_hugo_may_look_for_what_a_link_means(
    tmp_path: Path, folder: str, template: str, severity: str
) -> None:
    files = {
        "hugo.toml": "theme = 'x'\n",
        f"{folder}/render-link.html": template,
        "content/posts/a.md": post("[a](g) and [b](/posts/nowhere/)", "title: A\ndate: 2024-01-01"),
        "content/posts/b.md": post("x", "title: B\ndate: 2024-01-01"),
    }
    assert broken(tmp_path, files, "content/posts/a.md") == [
        (severity, 5, "broken-link"),
        ("error", 5, "broken-link"),
    ]


@pytest.mark.parametrize(
    ("setting", "severity"),
    [
        ("hooks: [hooks.py]\n", "info"),
        ("markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [x.md]\n", "info"),
        ("plugins: [blog, autorefs]\n", "info"),
        ("markdown_extensions:\n  - pymdownx.snippets\n", "warning"),
    ],
)
def test_hooks_and_plugins_of_mkdocs_may_make_links_and_places(
    tmp_path: Path, setting: str, severity: str
) -> None:
    plugins = "" if "plugins" in setting else "plugins: [blog]\n"
    page = "[a][settings.x] and [b](#settings.x)\n"
    files = {"mkdocs.yml": f"{plugins}{setting}", "docs/index.md": page, "docs/blog/index.md": "x\n"}
    assert broken(tmp_path, files, "docs/index.md") == [
        (severity, 1, "broken-link"),
        (severity, 1, "broken-anchor"),
    ]


@pytest.mark.parametrize(
    "address", ["/docs/made/", "/docs/made", "/docs/made/index.html", "/docs/", "/docs/own.html"]
)
def test_templates_make_pages(tmp_path: Path, address: str) -> None:
    files = {
        "eleventy.config.js": "module.exports = () => ({ dir: { input: 'src' } });\n",
        "src/docs/made.webc": "x",
        "src/docs/own.njk": "x",
        "src/docs/index.liquid": "x",
        "src/_includes/docs/no.njk": "x",
        "src/docs/a.md": post(f"[a]({address}) [b](/docs/no/)"),
    }
    assert broken(tmp_path, files, "src/docs/a.md") == [("error", 4, "broken-link")]


def test_an_address_on_another_host_is_not_the_site_s_whatever_a_filter_makes_of_it(tmp_path: Path) -> None:
    body = '[a]({{ "https://elsewhere.example/x" | shortened }}) [b]({{ "/nowhere/" | shortened }})'
    files = {"eleventy.config.js": "module.exports = {};\n", "a.md": post(body)}
    assert broken(tmp_path, files, "a.md") == [("info", 4, "broken-link")]


def test_a_shortcode_of_zola_has_its_own_rules_for_a_path(tmp_path: Path) -> None:
    body = '{{ resize_image(path="docs/a.png", width=5) }}\n\n![b](gone.png)\n'
    files = {"config.toml": "base_url = 'https://x.example'\n", "content/docs/a.png": "x"}
    matter = "+++\ntitle = 'A'\n+++\n"
    told = found(tmp_path, {**files, "content/docs/a.md": f"{matter}{body}"})
    assert [(one[1], one[4]) for one in told if one[3] == "missing-image"] == [(4, "info"), (6, "error")]


def test_a_question_is_answered_by_a_program(tmp_path: Path) -> None:
    body = "[a](https://example.org/blog/2024/man/?cmd=view) [b](https://example.org/blog/2024/man/)"
    problems = broken(tmp_path, {**JEKYLL, A: post(body)}, A)
    assert problems == [("info", 4, "broken-link"), ("error", 4, "broken-link")]


def test_what_github_writes_before_an_id_is_left_out(tmp_path: Path) -> None:
    body = "# A heading\n\n[a](#user-content-a-heading) [b](#user-content-none)\n"
    assert broken(tmp_path, {"a.md": body, "b.md": "x\n"}, "a.md") == [("warning", 3, "broken-anchor")]


@pytest.mark.parametrize(
    "label",
    [
        "(far:away)=\n# A heading",
        "```{figure} x\n:label: far:away\n```",
        "$$\nx\n$$ (Far:Away)",
        "```{code-cell}\n#| label: far:away\n```",
        '+++ {"label": "far:away"}\n',
        "---\nlabel: far:away\n---\nx",
    ],
)
def test_labels_of_myst_lead_there_from_every_page(tmp_path: Path, label: str) -> None:
    files = {
        "myst.yml": "project: {}\n",
        "a.md": "[](#far:away) [](#implicit) [b](#nowhere)\n",
        "b.md": f"{label}\n\n# Implicit\n",
    }
    assert broken(tmp_path, files, "a.md") == [("warning", 1, "broken-anchor")]
