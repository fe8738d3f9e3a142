"""A link as it is written in a post, before its target is looked for."""

from __future__ import annotations

from typing import Literal

from tuireader.late import dataclass

Syntax = Literal["link", "reference", "autolink", "html", "wikilink", "template"]


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A link in a body: `line` and `column` are where it begins, both from 1.

    `href` is as it is written, template code included, but for the escapes of Markdown and HTML. `text` is what
    readers see, plain and on one line. `syntax` tells how it is written: `template` are those whose address is
    template code, whatever is around it. `image` says that it is shown in place: an image, a video, an embed.
    """

    line: int
    column: int
    href: str
    text: str
    syntax: Syntax
    image: bool = False

    def __reduce__(self) -> tuple[type[WrittenLink], tuple[object, ...]]:
        """Return its form for pickling: links go between processes by the hundred thousand."""
        return WrittenLink, (self.line, self.column, self.href, self.text, self.syntax, self.image)
