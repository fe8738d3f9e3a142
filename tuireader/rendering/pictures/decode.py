"""Pictures decoded: a file, or the bytes of one, as the pixels that a terminal shows.

It runs in a process of its own: a decoder may take long, take much memory, or fail in ways that no exception tells.
Only there is Pillow imported, and resvg for drawings in SVG.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tuireader.late import dataclass, expression
from tuireader.rendering.pictures.extent import MAX_BYTES, TOO_LARGE, UNKNOWN, is_too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
"""Pillow's names of the formats that are drawn; it knows some that run other programs."""
MEMORY: Final = 2 << 30
"""Bytes of address space that decoding may take."""
_ELSEWHERE: Final = expression(r"""\bhref\s*=\s*(?:"(?!\s*(?:#|data:))[^"]*"|'(?!\s*(?:#|data:))[^']*')""")
"""An address in a drawing that is neither a part of it nor data."""
BROKEN: Final = "a broken picture"
_EXACT: Final = 0
_QUALITY: Final = 82
_FIRST_GREY: Final = 232
_STEPS: Final = (0, 95, 135, 175, 215, 255)
"""The shares of a colour in the cube of 216 colours that terminals with 256 have (xterm)."""
_NAMED: Final = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""The 16 colours as xterm has them."""
_FAINT: Final = 48
"""Steps of brightness by which what is transparent in part must differ from its background to be seen."""

Colour = tuple[int, int, int]
Form = Literal["pixels", "png", "sixels", "svg"]


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to be decoded, from `path` or from `data`, at a size in pixels.

    `colours` is how many the terminal has, 0 for all; `background` shows through what is transparent. With `form` the
    result is no pixels but a PNG or sixels, in rows `row` pixels high, which keeps its shape; or the SVG of the diagram
    whose source is `data`, at the size that it has.
    """

    path: str
    data: bytes
    width: int
    height: int
    colours: int
    background: Colour
    form: Form = "pixels"
    row: int = 0


class Pixels(NamedTuple):
    """The pixels of a picture, row by row: three bytes each, or one, the number of a terminal's colour.

    Or what they were made into: the bytes of a PNG, the rows of sixels, each on a line, or an SVG.
    """

    width: int
    height: int
    bytes: bytes


def decode_all(requests: Iterator[PictureRequest]) -> Iterator[Pixels | str]:
    """Yield each picture, or the reason why there is none."""
    _bound_memory()
    _load()
    for request in requests:
        yield decode(request)


def decode(request: PictureRequest) -> Pixels | str:
    """The picture, or the reason why there is none."""
    try:
        if request.form == "svg":
            return _svg_of(request)
        data = request.data or read_picture(request.path)
        if is_too_large(len(data), 0):
            return TOO_LARGE
        image = _opened(data, request)
        if isinstance(image, str):
            return image
        return Pixels(request.width, request.height, _pixels(image, request))
    except MemoryError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - decoders raise whatever they meet
        return BROKEN


def _svg_of(request: PictureRequest) -> Pixels | str:
    from tuireader.rendering.diagrams.picture import draw_svg

    found = draw_svg(request.data.decode(), request.background)
    return found if isinstance(found, str) else Pixels(*found)


def as_jpeg(pixels: Pixels) -> bytes:
    """Pixels, three bytes each, as a file in JPEG."""
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.bytes)
    image.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()


def _load() -> None:
    """Load what most pictures need, before there is one."""
    from PIL import JpegImagePlugin, PngImagePlugin

    del JpegImagePlugin, PngImagePlugin


def _bound_memory() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def read_picture(path: str) -> bytes:
    """The bytes of a file, no more of them than tell that it is too large."""
    with open(path, "rb", opener=_open_at_once) as file:
        return file.read(MAX_BYTES + 1)


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting for a writer, should it be a pipe by now."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _opened(data: bytes, request: PictureRequest) -> Image | str:
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    if b"<svg" in data[:4096]:
        data = _drawn(data, request)
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        return UNKNOWN
    except Image.DecompressionBombError:
        return TOO_LARGE
    if is_too_large(0, image.width * image.height):
        return TOO_LARGE
    return image


def _drawn(data: bytes, request: PictureRequest) -> bytes:
    """A drawing in SVG as a PNG, as large as it is shown; as in a browser, it shows no other file."""
    from tuireader.archive.disk.pixels import with_size
    from tuireader.rendering.pictures.svg import png_of

    svg = with_size(data).decode("utf-8", "replace")
    return png_of(_ELSEWHERE.sub('href=""', svg), max(request.width, 1))


def _pixels(image: Image, request: PictureRequest) -> bytes:
    """The picture's pixels, at the size and in the colours asked for."""
    from PIL import Image, ImageOps

    turned = image.format == "JPEG" and image.getexif().get(0x0112, 1) in {5, 6, 7, 8}
    size = (request.height, request.width) if turned else (request.width, request.height)
    # A JPEG is decoded at a fraction of its size.
    image.draft("RGB", (size[0] * 2, size[1] * 2))
    if image.format == "JPEG":
        image = ImageOps.exif_transpose(image)
    transparent = image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info
    if image.mode.startswith("I") or image.mode == "F":
        image = _from_16_bits(image)
    image = image.convert("RGBA" if transparent else "RGB")
    if request.form != "pixels":
        image = ImageOps.contain(image, (request.width, request.height), Image.Resampling.LANCZOS)
    else:
        image = image.resize((request.width, request.height), Image.Resampling.BOX)
    if transparent:
        image = _on_background(image, request.background)
    if request.form == "pixels":
        return _in_colours(image, request.colours).tobytes()
    return _made(image, request)


def _made(image: Image, request: PictureRequest) -> bytes:
    """A picture in the form that is asked for; it may be less high or wide than that."""
    from PIL import Image

    if request.form == "sixels":
        from tuireader.rendering.pictures.sixel import sixel_rows

        return sixel_rows(image, request.row, request.colours or 256)
    from io import BytesIO

    page = Image.new("RGBA", (request.width, request.height))
    page.paste(image)
    file = BytesIO()
    page.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _from_16_bits(image: Image) -> Image:
    """A picture of 16 bits a pixel as one of 8."""
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _on_background(image: Image, background: Colour) -> Image:
    """A picture on its background; on the opposite one if it could not be seen there, as black lines on a dark page."""
    from PIL import Image

    opaque = image.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0)
    brightness = image.convert("RGB").convert("L").histogram(opaque)
    behind = sum(background) // 3
    other = (255, 255, 255) if behind < 128 else (24, 24, 24)
    if _lost(brightness, behind) > _lost(brightness, other[0]):
        background = other
    page = Image.new("RGBA", image.size, (*background, 255))
    page.alpha_composite(image)
    return page.convert("RGB")


def _lost(brightness: list[int], background: int) -> int:
    """How many pixels cannot be told from a background, of a histogram by brightness."""
    return sum(brightness[max(background - _FAINT, 0) : background + _FAINT])


def _in_colours(image: Image, colours: int) -> Image:
    """The picture in a terminal's colours, mixed by dots where it has very few; dots as large as these are rough."""
    from PIL import Image

    if colours == _EXACT:
        return image
    palette = _NAMED if colours < 256 else _cube()
    holder = Image.new("P", (1, 1))
    holder.putpalette([share for colour in palette for share in colour])
    dither = Image.Dither.FLOYDSTEINBERG if colours < 256 else Image.Dither.NONE
    found = image.quantize(palette=holder, dither=dither)
    first = 0 if colours < 256 else 16
    return Image.frombytes("L", found.size, bytes(first + index for index in found.tobytes()))


def _cube() -> tuple[Colour, ...]:
    """The colours of a terminal with 256 from the 16th on; the first 16 differ from terminal to terminal."""
    cube = tuple((red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS)
    return cube + tuple((8 + 10 * step,) * 3 for step in range(256 - _FIRST_GREY))
