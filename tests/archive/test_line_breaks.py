"""Sites that are set to break lines where the source does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.archive.building import opened, write
from tuireader.commands.show import draw_post
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from pathlib import Path

HUGO: Final = "[Markup.goldmark.renderer]\nhardwraps = "
ELEVENTY: Final = "export default (c) => c.amendLibrary('md', (md) => md.set({ breaks: "
PELICAN: Final = "PATH = 'content'\nMARKDOWN = "


@pytest.mark.parametrize(
    ("config", "text", "post", "breaks"),
    [
        ("_config.yml", "new_post_name: x\n", "source/_posts/a.md", True),
        ("_config.yml", "new_post_name: x\nmarked:\n  breaks: true\n", "source/_posts/a.md", True),
        ("_config.yml", "new_post_name: x\nmarked:\n  breaks: false\n", "source/_posts/a.md", False),
        ("_config.yml", "new_post_name: x\nkramed:\n  breaks: false\n", "source/_posts/a.md", False),
        (
            "_config.yml",
            "new_post_name: x\nmarkdown:\n  render:\n    breaks: false\n",
            "source/_posts/a.md",
            False,
        ),
        ("_config.yml", "title: x\n", "_posts/2026-01-02-a.md", False),
        ("_config.yml", "kramdown:\n  hard_wrap: true\n", "_posts/2026-01-02-a.md", True),
        ("_config.yml", "kramdown:\n  input: GFM\n  hard_wrap: true\n", "_posts/2026-01-02-a.md", True),
        ("_config.yml", "kramdown:\n  input: kramdown\n  hard_wrap: true\n", "_posts/2026-01-02-a.md", False),
        ("hugo.toml", "title = 'x'\n", "content/posts/a.md", False),
        ("hugo.toml", f"{HUGO}true\n", "content/posts/a.md", True),
        ("hugo.toml", f"{HUGO}false\n", "content/posts/a.md", False),
        ("eleventy.config.js", f"{ELEVENTY}true }}));\n", "a.md", True),
        ("eleventy.config.js", f"{ELEVENTY}false }}));\n", "a.md", False),
        ("pelicanconf.py", f"{PELICAN}{{'extensions': ['extra', 'nl2br']}}\n", "content/a.md", True),
        (
            "pelicanconf.py",
            f"{PELICAN}{{'extension_configs': {{'markdown.extensions.nl2br': {{}}}}}}\n",
            "content/a.md",
            True,
        ),
        ("pelicanconf.py", f"{PELICAN}{{'extensions': ['extra']}}\n", "content/a.md", False),
    ],
)
def test_line_ends_are_what_they_are_on_the_site(
    tmp_path: Path, config: str, text: str, post: str, breaks: bool
) -> None:
    write(tmp_path, {config: text, post: "---\ntitle: A\ndate: 2026-01-02\n---\none\ntwo\n"})
    assert opened(tmp_path).site.line_breaks is breaks
    drawn = draw_post(tmp_path / post, View(night()), 60)
    assert not isinstance(drawn, str)
    assert drawn.text.split("\n")[-2 if breaks else -1 :] == (["one", "two"] if breaks else ["one two"])
