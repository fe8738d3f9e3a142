"""Pictures in every format that is drawn, made where a test wants them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from tuireader.rendering.pictures.decode import Colour

RED, BLUE = (255, 0, 0), (0, 0, 255)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">'
    b'<rect width="80" height="30" fill="#f00"/><rect y="30" width="80" height="30" fill="#00f"/></svg>'
)


def picture(
    format_: str = "PNG",
    size: tuple[int, int] = (80, 60),
    colours: tuple[Colour, Colour] = (RED, BLUE),
    mode: str = "RGB",
    **options: object,
) -> bytes:
    """A picture whose upper half is of the first colour and whose lower half of the second."""
    image = Image.new("RGB", size, colours[0])
    image.paste(colours[1], (0, size[1] // 2, *size))
    file = BytesIO()
    image.convert(mode).save(file, format_, **options)
    return file.getvalue()
