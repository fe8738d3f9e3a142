"""The pictures of a post as `data:` addresses, so that a page holds them itself; large ones are made smaller."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.pictures.decode import PictureRequest, Pixels, as_jpeg, read_picture
from tuireader.session.pictures.decoder import PictureDecoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuireader.archive.disk.images import ImageFile

LARGE_FILE: Final = 1_000_000
"""Bytes of a file up to which it is put into a page as it is."""
MAX_SIDE: Final = 1_600
"""Pixels of width, and of height, to which a larger picture is made smaller."""
MAX_TOTAL_BYTES: Final = 25_000_000
"""Bytes of all pictures of a page; those that find no room are not in it."""
_WHITE: Final = (255, 255, 255)
_SIGNATURES: Final = (
    (expression(rb"\x89PNG\r\n\x1a\n"), "png"),
    (expression(rb"\xff\xd8\xff"), "jpeg"),
    (expression(rb"GIF8[79]a"), "gif"),
    (expression(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (expression(rb"....ftypavi[fs]", re.DOTALL), "avif"),
    (expression(rb"BM"), "bmp"),
    (expression(rb"\0\0\x01\0"), "x-icon"),
)
"""How files of the formats begin that browsers show."""
_SVG: Final = expression(rb"<(?:svg:)?svg\b")
_HEAD: Final = 4_096


def type_of(data: bytes) -> str:
    """The subtype of a picture's media type, told by its beginning; empty for what browsers do not show."""
    found = next((name for signature, name in _SIGNATURES if signature.match(data)), "")
    return found or ("svg+xml" if _SVG.search(data[:_HEAD]) else "")


class EmbeddedPictures:
    """Makes `data:` addresses of the pictures that `file` finds by the addresses in a post; close it at the end."""

    def __init__(self, file: Callable[[str], ImageFile | None]) -> None:
        self._file = file
        self._decoder = PictureDecoder()
        self._made: dict[str, str] = {}
        self._room = MAX_TOTAL_BYTES

    def of(self, address: str) -> str:
        """The `data:` address of a picture; empty for one on the web or missing, or if no room is left for it."""
        if address not in self._made:
            file = self._file(address) if address else None
            found = "" if file is None or file.lack else self._address(file)
            self._room -= len(found)
            self._made[address] = found
        return self._made[address]

    def close(self) -> None:
        """End the process that decodes pictures."""
        self._decoder.close()

    def _address(self, file: ImageFile) -> str:
        try:
            data = file.data or read_picture(file.path)
        except OSError:
            return ""
        kind = type_of(data)
        if len(data) > LARGE_FILE or not kind:
            kind, data = "jpeg", self._smaller(file)
        if not data or len(data) > self._room * 3 // 4:
            return ""
        return f"data:image/{kind};base64,{b64encode(data).decode()}"

    def _smaller(self, file: ImageFile) -> bytes:
        """A picture as a JPEG of a bounded size; nothing if it cannot be decoded."""
        share = min(1.0, MAX_SIDE / max(file.width, file.height, 1))
        width, height = round(file.width * share), round(file.height * share)
        if not width or not height:
            return b""
        pixels = self._decoder.decode(PictureRequest(file.path, file.data, width, height, 0, _WHITE))
        return as_jpeg(pixels) if isinstance(pixels, Pixels) else b""
