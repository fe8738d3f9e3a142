"""The size of an image, told from the beginning of its file.

The fixed places of the formats' own specifications: PNG (W3C, 11.2.2), GIF89a (18), JPEG (ITU T.81, B.2.2) with the
orientation of Exif (CIPA DC-008, 4.6.4), WebP (RFC 9649), BMP, the `ispe` box of AVIF and HEIC (ISO 23008-12), and the
first tag of SVG (2, 5.1). A library for this takes longer to load than a post to draw.
"""

from __future__ import annotations

import re
from struct import error as StructError  # noqa: N812 - as a class is named
from struct import unpack_from
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENOUGH: Final = 262_144
"""Bytes from the beginning that hold the size, but for photographs with very large notes in front."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that begin a frame."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
"""Those that have no length."""

_EXIF: Final = b"Exif\0\0"
_ORIENTATION: Final = 0x0112
_LYING: Final = frozenset({5, 6, 7, 8})
"""The orientations that are shown turned by a quarter."""
_SVG: Final = expression(
    rb"(?:\xef\xbb\xbf)?(?>(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*)<(?:svg:)?svg\b([^>]*)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = expression(rb"""(?<![\w:-])(width|height|viewBox)\s*=\s*["']([^"']*)["']""")
_LENGTH: Final = expression(rb"\s*\+?(\d{1,9}(?:\.\d*)?|\.\d+)\s*(px|in|cm|mm|pt|pc|em|ex|)\s*")
_UNITS: Final = {b"": 1.0, b"px": 1.0, b"in": 96.0, b"cm": 96 / 2.54, b"mm": 96 / 25.4, b"pt": 96 / 72, b"pc": 16.0,
                 b"em": 16.0, b"ex": 8.0}  # fmt: skip

_UNTOLD: Final = (300, 150)
"""The size of a drawing that tells none (CSS 2, 10.3.2 and 10.6.2; so does Chromium 156)."""

Pixels = tuple[int, int]


def pixels(head: bytes) -> Pixels | None:
    """Return width and height of the image whose file begins with `head`, as it is shown; None if that does not tell.

    The size of a drawing in SVG is that in CSS pixels.
    """
    for signature, read in _READERS.items():
        if head.startswith(signature):
            try:
                found = read(head)
            except (StructError, IndexError):
                return None
            return found if found and min(found) > 0 else None
    return _of_boxes(head) if head[4:8] == b"ftyp" else _of_svg(head)


def _of_png(head: bytes) -> Pixels:
    width, height = unpack_from(">II", head, 16)
    return width, height


def _of_gif(head: bytes) -> Pixels:
    width, height = unpack_from("<HH", head, 6)
    return width, height


def _of_bmp(head: bytes) -> Pixels:
    (size,) = unpack_from("<I", head, 14)
    width, height = unpack_from("<HH" if size == 12 else "<ii", head, 18)
    return width, abs(height)


def _of_jpeg(head: bytes) -> Pixels | None:
    at, lies = 2, False
    while True:
        at = head.find(b"\xff", at)
        if at < 0:
            return None
        while head[at] == 0xFF:
            at += 1
        marker = head[at]
        at += 1
        if marker in _FRAMES:
            height, width = unpack_from(">HH", head, at + 3)
            return (height, width) if lies else (width, height)
        if marker not in _ALONE and marker:
            (length,) = unpack_from(">H", head, at)
            if marker == 0xE1 and head.startswith(_EXIF, at + 2):
                lies = _orientation(head[at + 2 + len(_EXIF) : at + length]) in _LYING
            at += max(length, 2)


def _orientation(exif: bytes) -> int:
    """The orientation in Exif data; 1, upright, without any."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (at,) = unpack_from(f"{order}I", exif, 4)
        (count,) = unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, value = unpack_from(f"{order}H6xH", exif, entry)
            if tag == _ORIENTATION:
                return int(value)
    except StructError:
        pass
    return 1


def _of_webp(head: bytes) -> Pixels | None:
    match head[8:16]:
        case b"WEBPVP8X" if len(head) >= 30:
            return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
        case b"WEBPVP8L":
            (bits,) = unpack_from("<I", head, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"WEBPVP8 ":
            width, height = unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
    return None


def _of_boxes(head: bytes) -> Pixels | None:
    at = head.find(b"ispe")
    if at < 0 or len(head) < at + 16:
        return None
    width, height = unpack_from(">II", head, at + 8)
    return width, height


def _of_svg(head: bytes) -> Pixels | None:
    """The size that the first tag of a drawing gives it, or the size of what it shows, else that of browsers."""
    found = _SVG.match(head)
    if found is None:
        return None
    given = dict(reversed(_ATTRIBUTE.findall(found[1])))
    width, height = _length(given.get(b"width", b"")), _length(given.get(b"height", b""))
    box = [_length(one) for one in re.split(rb"[\s,]+", given.get(b"viewBox", b"").strip())[2:]]
    if len(box) == 2 and all(box):
        width, height = (
            (width, height) if width and height
            else (width, width * box[1] / box[0]) if width
            else (height * box[0] / box[1], height) if height
            else (box[0], box[1])
        )  # fmt: skip
    return max(round(width or _UNTOLD[0]), 1), max(round(height or _UNTOLD[1]), 1)


def with_size(svg: bytes) -> bytes:
    """A drawing whose first tag has a size: that of browsers, where it has neither one nor a `viewBox`."""
    found = _SVG.match(svg)
    if found is None or b"viewBox" in found[1]:
        return svg
    width, height = _of_svg(svg) or _UNTOLD
    size = b' width="%d" height="%d"' % (width, height)
    return svg[: found.start(1)] + size + _ATTRIBUTE.sub(b"", found[1]) + svg[found.end(1) :]


def _length(written: bytes) -> float:
    """A length in pixels; 0 for anything else, such as one relative to the page."""
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


_READERS: Final[Mapping[bytes, Callable[[bytes], Pixels | None]]] = {
    b"\x89PNG\r\n\x1a\n": _of_png,
    b"GIF8": _of_gif,
    b"BM": _of_bmp,
    b"\xff\xd8": _of_jpeg,
    b"RIFF": _of_webp,
}
