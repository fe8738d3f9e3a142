"""How large an image is in pixels, told from the first bytes of its file.

The fixed places of the formats' own specifications: PNG (W3C, 11.2.2), GIF89a (18), JPEG (ITU T.81, B.2.2), WebP (RFC
9649), BMP, and the `ispe` box of AVIF and HEIC (ISO 23008-12). A library for this takes longer to load than a post to
draw.
"""

from __future__ import annotations

from struct import error as StructError  # noqa: N812 - as a class is named
from struct import unpack_from
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENOUGH: Final = 262_144
"""Bytes from the beginning that hold the size, but for photographs with very large notes in front."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that begin a frame."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
"""Those that have no length."""

Pixels = tuple[int, int]


def pixels(head: bytes) -> Pixels | None:
    """Return width and height of the image whose file begins with `head`; None if that does not tell."""
    for signature, read in _READERS.items():
        if head.startswith(signature):
            try:
                found = read(head)
            except (StructError, IndexError):
                return None
            return found if found and min(found) > 0 else None
    return _of_boxes(head) if head[4:8] == b"ftyp" else None


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
    at = 2
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
            return width, height
        if marker not in _ALONE and marker:
            (length,) = unpack_from(">H", head, at)
            at += max(length, 2)


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


_READERS: Final[Mapping[bytes, Callable[[bytes], Pixels | None]]] = {
    b"\x89PNG\r\n\x1a\n": _of_png,
    b"GIF8": _of_gif,
    b"BM": _of_bmp,
    b"\xff\xd8": _of_jpeg,
    b"RIFF": _of_webp,
}
