"""Small archives to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.building import write

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "title: Field Notes\nurl: https://notes.example\npermalink: /posts/:year/:month/:title/\n"


def text(title: str, body: str = "", tags: str = "", more: str = "") -> str:
    """A post's file: `more` is further front matter."""
    return f"---\ntitle: {title}\ntags: [{tags}]\n{more}---\n\n{body}\n"


def blog(root: Path, posts: dict[str, str]) -> Path:
    """A Jekyll site of these files, by their names in `_posts` or by a path."""
    files = {name if "/" in name else f"_posts/{name}.md": contents for name, contents in posts.items()}
    write(root, {"_config.yml": CONFIG, **files})
    return root


def three(root: Path) -> Path:
    """Three posts over two years: Winter, Summer, Spring from the newest on."""
    return blog(
        root,
        {
            "2023-03-20-spring": text("Spring", "Rain on *leaves*.", "weather, green"),
            "2024-07-01-summer": text("Summer", "Long light.", "weather, heat"),
            "2024-12-21-winter": text("Winter", "Snow fell.", "weather"),
        },
    )


def one(root: Path, body: str, title: str = "The post") -> Path:
    """One post of that body, and an older one to go to."""
    return blog(
        root,
        {"2024-05-05-the-post": text(title, body), "2020-01-01-older": text("The older post", "Old words.")},
    )


def numbered(count: int, blank: bool = True) -> str:
    """`count` paragraphs that say their number, or one paragraph of as many lines."""
    return ("\n\n" if blank else "\n").join(f"Paragraph number {n}." for n in range(1, count + 1))


def sections(count: int, lines: int = 30, mark: str = "##") -> str:
    """`count` headings with a screenful under each."""
    return "\n\n".join(f"{mark} Section {n}\n\n{numbered(lines)}" for n in range(1, count + 1))
