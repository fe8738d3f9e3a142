"""An open post, and how it is to be shown: what makes pages of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tuireader.rendering.body.blocks import Parsed
from tuireader.rendering.body.references import References
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.manner import Manner, Picture
from tuireader.rendering.page.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tuireader.archive.post import Post
    from tuireader.rendering.body.blocks import Block, Definition
    from tuireader.rendering.body.windows import Window
    from tuireader.rendering.page.drawing import Drawing
    from tuireader.rendering.parsing.parsers import Parsers
    from tuireader.rendering.theme import Theme
    from tuireader.ui.reading.opening import Opened


@dataclass(frozen=True, slots=True)
class Look:
    """How posts are shown: in which theme, as source or article, with front matter or without."""

    theme: Theme
    source: bool = False
    front_matter: bool = False
    manner: Manner = field(default_factory=Manner)


@dataclass(frozen=True, slots=True)
class Typesetting:
    """A post that is open, as far as it is parsed.

    `references` are what the body's links and footnotes lead to, as far as that is known.
    """

    post: Post
    opened: Opened
    blocks: tuple[Block, ...]
    definitions: tuple[Definition, ...]
    references: References
    window: Window
    """What was parsed last."""

    @classmethod
    def of(cls, post: Post, opened: Opened) -> Typesetting:
        """The post with the first window of its body."""
        window = opened.text.window
        return cls(post, opened, window.blocks, window.definitions, opened.text.references, window)

    def grown(self, window: Window) -> Typesetting:
        """The post with the window that follows."""
        return replace(
            self,
            blocks=(*self.blocks, *window.blocks),
            definitions=(*self.definitions, *window.definitions),
            window=window,
        )

    @property
    def complete(self) -> bool:
        """Whether the body is parsed to its end."""
        return self.window.next >= len(self.opened.text.lines)

    @property
    def parsed(self) -> Parsed:
        """The body, as far as it is parsed."""
        return Parsed(self.opened.text.lines, self.blocks, self.definitions)

    def head(self, drawer: Drawer, look: Look) -> Drawing:
        """The head of the article."""
        from tuireader.rendering.page.head import draw_head  # noqa: PLC0415 - slow, and not at start

        shown = (self.opened.source.front_matter.raw or "no front matter") if look.front_matter else None
        return draw_head(self.post, drawer.theme, drawer.width, shown)

    def head_drawer(self, look: Look) -> Callable[[Drawer], Drawing]:
        """What draws the head of the article."""
        return lambda by: self.head(by, look)

    def page(self, look: Look, width: int) -> Page:
        """The post as a page, `width` columns wide."""
        from tuireader.rendering.page.source_view import source_blocks  # noqa: PLC0415 - slow, and not at start

        manner = replace(look.manner, picture=self.picture, title=self.post.title)
        drawer = Drawer(self.opened.parsers, look.theme, width, self.references, manner)
        lines: Sequence[str] = self.opened.text.lines
        if look.source:
            lines = self.opened.source.text.split("\n")
        page = Page(lines, self.head_drawer(look), drawer)
        page.extend(source_blocks(lines) if look.source else self.blocks)
        return page

    def picture(self, address: str) -> Picture | None:
        """What is known of an image in the post."""
        found = self.opened.pictures.of(self.post, address)
        return Picture(*found) if found else None

    @property
    def lines_above_body(self) -> int:
        """Lines of the file above the first of the body."""
        return self.opened.source.body_line - 1


def notice(parsers: Parsers, look: Look, width: int, title: str, message: str) -> Page:
    """A page that says something in place of an article."""
    from tuireader.rendering.page.head import draw_notice  # noqa: PLC0415 - slow, and not at start

    drawer = Drawer(parsers, look.theme, width, References())
    return Page((), lambda by: draw_notice(title, message, by.theme, by.width), drawer)
