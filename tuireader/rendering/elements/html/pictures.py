"""Images that wait for what follows them: alone they are framed, beside text they stand in its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.elements.html.names import ROLES
from tuireader.rendering.elements.images import Image, draw_image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from tuireader.rendering.elements.canvas import Canvas
    from tuireader.rendering.elements.flow import Flow
    from tuireader.rendering.elements.inline import Inline

_QUIET: Final = {"a", "br", "font", "picture", "source", "span", "wbr"} | ROLES.keys()
"""Elements that add nothing to an image beside them."""


class Pictures:
    """The images since a line began, if nothing else stands in it, with the line of the source of each."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Image, int]] = []

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, attributes: Mapping[str, str], spans: Sequence[_Element], line: int) -> None:
        """Let an image wait, which is the text of a link if that is among the `spans` that are open."""
        link = next((one for one in reversed(spans) if one.tag == "a"), None)
        href = str(link.get("href", "")) if link is not None else ""
        alt, source, title = (attributes.get(key, "") for key in ("alt", "src", "title"))
        self._waiting.append((Image(alt, source, title, href), line))

    def minds(self, name: str) -> bool:
        """Whether an element that comes next makes the images stand among text."""
        return bool(self._waiting) and name not in _QUIET

    def put(self, canvas: Canvas, caption: Flow | None = None) -> None:
        """Put down the images, the last one over its caption."""
        waiting, self._waiting = self._waiting, []
        for index, (image, line) in enumerate(waiting):
            draw_image(canvas, image, line, caption if index == len(waiting) - 1 else None)

    def run_on(self, inline: Inline) -> int:
        """Add the images to the text that follows them; return the line of the first."""
        waiting, self._waiting = self._waiting, []
        markup, flow = inline.markup, inline.flow
        for image, _ in waiting:
            markup.push("img", None, flow.link(image.href) if image.href else None)
            inline.image(image.alt, image.source, image.title)
            markup.pop("img")
            flow.text(" ", markup.style)
        return waiting[0][1]
