"""The size of an image, from the first bytes of its file."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.archive.disk.images import pixels

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
JPEG = (
    b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF" + bytes(10)
    + b"\xff\xff\xdb" + struct.pack(">H", 4) + b"\xff\xc0"
    + b"\xff\xc2" + struct.pack(">HBHH", 11, 8, 480, 640)
)  # fmt: skip
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    "head",
    [
        PNG,
        b"GIF89a" + struct.pack("<HH", 640, 480),
        b"BM" + bytes(12) + struct.pack("<Iii", 40, 640, -480),
        b"BM" + bytes(12) + struct.pack("<IHH", 12, 640, 480),
        JPEG,
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
    "head", [b"", b"<svg width='3'>", b"\x89PNG\r\n\x1a\n" + bytes(30), b"\xff\xd8" * 9, b"\xff" * 99]
)
def test_what_tells_nothing(head: bytes) -> None:
    assert pixels(head) is None


@given(
    st.sampled_from([PNG[:8], b"GIF8", b"BM", b"\xff\xd8", WEBP, b"\0\0\0\0ftypispe"]),
    st.binary(max_size=200),
)
def test_any_bytes(signature: bytes, rest: bytes) -> None:
    found = pixels(signature + rest)
    assert found is None or min(found) > 0
