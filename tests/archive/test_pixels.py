"""The size of an image, from the first bytes of its file."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.archive.disk.pixels import pixels

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF" + bytes(10)
    + b"\xff\xff\xdb" + struct.pack(">H", 4) + b"\xff\xc0"
    + b"\xff\xc2" + struct.pack(">HBHH", 11, 8, 480, 640)
)  # fmt: skip
EXIF = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, 6, 0)
LYING = (
    b"\xff\xd8\xff\xe1"
    + struct.pack(">H", len(EXIF) + 2)
    + EXIF
    + b"\xff\xc0"
    + struct.pack(">HBHH", 11, 8, 640, 480)
)
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    "head",
    [
        PNG,
        b"GIF89a" + struct.pack("<HH", 640, 480),
        b"BM" + bytes(12) + struct.pack("<Iii", 40, 640, -480),
        b"BM" + bytes(12) + struct.pack("<IHH", 12, 640, 480),
        JPEG,
        LYING,
        WEBP + b"VP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little"),
        WEBP + b"VP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 639 | 479 << 14),
        WEBP + b"VP8 " + bytes(10) + struct.pack("<HH", 640, 480),
        b"\0\0\0\x20ftypavif" + bytes(30) + struct.pack(">I4sIII", 20, b"ispe", 0, 640, 480),
    ],
)
def test_formats(head: bytes) -> None:
    assert pixels(head + b"rest of the file") == (640, 480)
    for length in range(len(head)):
        assert pixels(head[:length]) in {None, (640, 480)}


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("<svg width='640' height='480px'>", (640, 480)),
        (
            '\ufeff<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE s [<!ENTITY x "y">]><svg height="1in" width="10mm">',
            (38, 96),
        ),
        ("<svg viewBox='0,0 640 480' width='100%' height='auto'/>", (640, 480)),
        ("<svg viewBox='0 0 640 480' width='320'/>", (320, 240)),
        ("<svg viewBox='0 0 640 480' height='240'/>", (320, 240)),
        ("<svg stroke-width='3' data-height='2' width='5' height='6'/>", (5, 6)),
        ("<svg:svg width='.2'/>", (1, 150)),
        ("<svg width='3'/>", (3, 150)),
        ("<svg height='80' width='50%'/>", (300, 80)),
        ("<svg viewBox='0 0 0 9'>", (300, 150)),
        ("<svg>", (300, 150)),
        ("<html><svg width='3' height='3'/>", None),
        ("<!-- x -->" * 9_000 + "<p>", None),
    ],
)
def test_drawings(written: str, size: tuple[int, int] | None) -> None:
    assert pixels(written.encode()) == size


@pytest.mark.parametrize(
    "head", [b"", b"<svg width='3'", b"\x89PNG\r\n\x1a\n" + bytes(30), b"\xff\xd8" * 9, b"\xff" * 99]
)
def test_what_tells_nothing(head: bytes) -> None:
    assert pixels(head) is None


@given(
    st.sampled_from([PNG[:8], b"GIF8", b"BM", b"\xff\xd8", WEBP, b"\0\0\0\0ftypispe", b"<svg", LYING[:12]]),
    st.binary(max_size=200),
)
def test_any_bytes(signature: bytes, rest: bytes) -> None:
    found = pixels(signature + rest)
    assert found is None or min(found) > 0
