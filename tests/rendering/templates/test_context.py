"""What a context knows of a post on disk: its site's configuration, its front matter, and what is made of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.post import PostId
from tuireader.archive.scan import read
from tuireader.archive.source import Source, open_source
from tuireader.rendering.templates import Context, context_of, translate
from tuireader.rendering.templates.liquid.values import WORK

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
title: A site
url: https://example.org
baseurl: /base
owner: {name: Ada}
timezone: Asia/Tokyo
collections: [recipes]
defaults:
  - {scope: {path: ""}, values: {mood: calm, toc: true}}
"""
POST = PostId("_posts/2020-02-03-a-walk.md")


def shown(
    root: Path,
    body: str,
    post_id: PostId = POST,
    front_matter: str = "tags: [a, b]\ntoc: false",
    work: int = WORK,
) -> str:
    """The translation of a body in a file of a site on disk, whose templates may cost so much work."""
    path = root / post_id
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front_matter}\n---\n{body}", encoding="utf-8")
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    source = open_source(archive, post_id)
    assert isinstance(source, Source)
    post = read(archive, post_id, datetime.now(UTC))
    context = context_of(source, archive.site_for(post_id), post)
    text = translate(source.body, replace(context, work=work))
    return text.replace("\ufdd0", "⟦").replace("\ufdd1", "⟧")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ site.title }}, {{ site.owner.name }}", "A site, Ada"),
        ("{{ '/x' | relative_url }} {{ 'x' | absolute_url }}", "/base/x https://example.org/base/x"),
        ("{{ page.title }}", "A Walk"),
        ("{{ page.date }}", "2020-02-03 00:00:00 +0900"),
        ("{{ page.date | date: '%-d.%-m.%Y %H:%M' }}", "3.2.2020 00:00"),
        ("{{ page.url }}", "/2020/02/03/a-walk.html"),
        ("{{ page.slug }} {{ page.path }}", f"a-walk {POST}"),
        ("{{ page.tags | join: '+' }}", "a+b"),
        ("{{ page.mood }}", "calm"),
        ("{% if page.toc %}yes{% else %}no{% endif %}", "no"),
        ("{{ site.nothing }}{{ page.nothing }}.", "."),
        ("{{ site.recipes.size }}", "0"),
        ("{{ site.time }}", "⟦site.time⟧"),
    ],
)
def test_jekyll(tmp_path: Path, template: str, text: str) -> None:
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    assert shown(tmp_path, template) == text


def test_liquid_keeps_out_where_the_front_matter_says_so(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    assert shown(tmp_path, "{{ page.title }}", front_matter="render_with_liquid: false") == "{{ page.title }}"
    assert shown(tmp_path, "{{ page.title }}", front_matter="render_with_liquid: true") == "A Walk"


@pytest.mark.parametrize(
    "name", ["upper", "titlecase", "slug", "json", "url", "length", "pluralize: 'a', 'b'"]
)
def test_filters_of_other_engines_pass_their_value_on_in_jekyll(tmp_path: Path, name: str) -> None:
    """As seen with Jekyll 4.3.1, which has none of them."""
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    assert shown(tmp_path, f"{{{{ 'A /b' | {name} }}}}") == "A /b"


@pytest.mark.parametrize(
    ("setting", "said", "text"),
    [
        (True, "", "{{ title }}"),
        (True, "false", "A Walk"),
        (False, "true", "{{ title }}"),
        (False, "", "A Walk"),
    ],
)
@pytest.mark.parametrize("renderer", ["marked", "markdown"])
def test_a_post_of_hexo_switches_its_tags_on_or_off(
    tmp_path: Path, renderer: str, setting: bool, said: str, text: str
) -> None:
    """Hexo 7.3, `hexo/post.js`: the front matter overrides the renderer's option."""
    (tmp_path / "_config.yml").write_text(
        f"title: A\npermalink: :title/\n{renderer}: {{disableNunjucks: {setting}}}\n", encoding="utf-8"
    )
    (tmp_path / "package.json").write_text('{"hexo": {"version": "7.3.0"}}', encoding="utf-8")
    front = f"title: A Walk\ndisableNunjucks: {said}" if said else "title: A Walk"
    assert shown(tmp_path, "{{ title }}", PostId("source/_posts/a.md"), front) == text


def test_hugo_has_the_sites_parameters(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text(
        'baseURL = "https://e.org/"\n[params]\nTagline = "Slow"\n', encoding="utf-8"
    )
    body = '{{< param tagline >}} {{< param "own.key" >}} {{ .Site.Title }}'
    assert shown(tmp_path, body, PostId("content/a.md"), "own: {key: mine}") == "Slow mine {{ .Site.Title }}"


def test_eleventy_has_the_front_matter_at_the_top(tmp_path: Path) -> None:
    (tmp_path / ".eleventy.js").write_text("module.exports = {}", encoding="utf-8")
    body = '{{ mood }} {{ "/a/" | url }} {{ other }}'
    assert shown(tmp_path, body, PostId("a.md"), "mood: calm") == "calm /a/ ⟦other⟧"


def test_the_context_of_a_file_that_is_no_post(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    assert (
        shown(tmp_path, "{{ page.url }}{{ page.mine }}", PostId("_includes/x.md"), "mine: 1") == "⟦page.url⟧1"
    )


def test_a_context_without_configuration_knows_no_values() -> None:
    assert (
        translate("{{ site.title }}|{{ site.baseurl }}", Context(ENGINES["jekyll"]))
        == "\ufdd0site.title\ufdd1|"
    )
