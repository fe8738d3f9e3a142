"""Images that stand alone: the picture with its text below, or that text and facts about the file, behind a bar."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.elements.addresses import ends_of, file_name
from tuireader.rendering.elements.flow import Flow, clean
from tuireader.rendering.elements.inline import IMAGE, alt_of
from tuireader.rendering.pictures.extent import extent, why_undrawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.elements.canvas import Canvas

_BAR: Final = "▏ "
_NOTHING: Final = expression(r"<br\s*/?>|<!--.*-->", re.DOTALL | re.IGNORECASE)
_BESIDE: Final = 2
"""Images on one line that have frames; more are badges and the like, and stay beside one another."""
_UNITS: Final = ("bytes", "KB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class Image:
    """An image as the post has it: its text, its address, its title, and where it leads if it is a link's text."""

    alt: str
    source: str
    title: str = ""
    href: str = ""


def draw_images(canvas: Canvas, children: Sequence[Token], source: int) -> bool:
    """Draw the images that a paragraph consists of, or one with its caption below; tell whether it is one."""
    found = _standing([token for token in children if token.type != "attributes"])
    if found is None:
        return False
    images, caption = found
    if max(Counter(line for _, line in images).values()) > _BESIDE:
        return False
    for index, (image, line) in enumerate(images):
        text = canvas.flow_of(caption, canvas.theme.text) if caption else None
        draw_image(canvas, image, source + line, text if index == len(images) - 1 else None)
    return True


def draw_image(canvas: Canvas, image: Image, source: int, caption: Flow | None = None) -> None:
    """Draw an image that stands alone, from line `source`, and under it its caption, else its title."""
    theme = canvas.theme
    head, alt = Flow(), clean(image.alt).strip()
    link = head.link(image.href or image.source)
    file = canvas.context.options.picture(image.source) if image.source else None
    if file and (size := extent(file, canvas.room, canvas.context.options)):
        name = alt or file_name(clean(image.source))
        head.text(f"{IMAGE}\xa0{name}" if name else IMAGE, theme.text + theme.image, link)
        canvas.picture(file, size, source, head)
        canvas.flow(head, source)
        _put_caption(canvas, image, source, caption)
        return
    entered = canvas.enter_bar(_BAR, theme.rule, source)
    if file is None and image.source.lower().startswith("https://"):
        canvas.elsewhere(image.source)
    about = _about(canvas, image, file)
    head.text(f"{IMAGE}\xa0{alt}" if alt else IMAGE, theme.text + theme.image, link)
    if head.measure()[1] + len(" · ") + about.measure()[1] <= canvas.width:
        head.text(" · " if alt else " ", theme.target)
        for run in about.runs:
            head.verbatim(run.text, run.style)
        canvas.flow(head, source)
    else:
        canvas.flow(head, source)
        canvas.flow(about, source)
    _put_caption(canvas, image, source, caption)
    canvas.leave(entered, source)


def _put_caption(canvas: Canvas, image: Image, source: int, caption: Flow | None) -> None:
    if caption is not None and caption.runs:
        canvas.flow(caption, source)
    elif (title := clean(image.title).strip()) not in {"", clean(image.alt).strip()}:
        flow = Flow()
        flow.text(title, canvas.theme.text)
        canvas.flow(flow, source)


def _about(canvas: Canvas, image: Image, picture: ImageFile | None) -> Flow:
    """The text on an image's file: its address, its size, or that it is missing or cannot be drawn."""
    theme, flow = canvas.theme, Flow()
    flow.text(ends_of(clean(image.source)) or "no address", theme.target)
    lack = why_undrawn(picture, canvas.context.options) if picture else ""
    if lack:
        flow.text(" · ", theme.target)
        flow.text(lack.replace(" ", "\xa0"), theme.missing)
    elif picture:
        flow.text(" · " + _size(picture), theme.target)
    return flow


def _size(picture: ImageFile) -> str:
    pixels = f"{picture.width}\xa0×\xa0{picture.height} · " if picture.width else ""
    size, unit = float(picture.bytes), 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return (
        f"{pixels}{size:.1f}\xa0{_UNITS[unit]}"
        if unit > 0 and size < 10
        else f"{pixels}{size:.0f}\xa0{_UNITS[unit]}"
    )


_Found = tuple[list[tuple[Image, int]], "Sequence[Token]"]


def _standing(children: Sequence[Token]) -> _Found | None:
    """The images that inline tokens consist of, with the line of each, and the caption below the last.

    A caption is text in emphasis on the lines below an image. None if there is anything else.
    """
    images: list[tuple[Image, int]] = []
    href, line = "", 0
    for index, token in enumerate(children):
        match token.type:
            case "image":
                title = str(token.attrs.get("title", "") or "")
                images.append((Image(alt_of(token), str(token.attrs.get("src", "")), title, href), line))
            case "html_inline" if (image := _tag(token.content, href)) is not None:
                images.append((image, line))
            case "html_inline" if _NOTHING.fullmatch(token.content) and images:
                pass
            case "link_open":
                href = str(token.attrs.get("href", ""))
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                line += 1
            case "em_open" if images and line and _is_caption(children, index):
                return images, children[index:]
            case "text" if not token.content.strip():
                pass
            case _:
                return None
    return (images, ()) if images else None


def _tag(html: str, href: str) -> Image | None:
    if not html[:4].lower().startswith("<img"):
        return None
    from tuireader.rendering.parsing.html_tags import read_tag

    tag = read_tag(html)
    if tag is None or tag.name != "img":
        return None
    alt, source, title = (tag.attributes.get(key, "") for key in ("alt", "src", "title"))
    return Image(alt, source, title, href)


def _is_caption(children: Sequence[Token], index: int) -> bool:
    """Tell whether the emphasis that begins at `index` begins a line and is all that follows."""
    before, last = children[index - 1], children[-1]
    level = children[index].level
    closes = [token for token in children[index:] if token.type == "em_close" and token.level == level]
    return (
        before.type in {"softbreak", "hardbreak"}
        and last.type == "em_close"
        and closes[-1:] == [last]
        and len(closes) == 1
    )
