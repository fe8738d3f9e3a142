"""Pictures of every format, decoded to the pixels of a terminal; what is none says why."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.pictures import BLUE, RED, SVG, picture
from tuireader.rendering.pictures.decode import PictureRequest, Pixels, decode
from tuireader.rendering.pictures.half_blocks import UPPER, HalfBlocks, WrittenRows

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.rendering.pictures.decode import Colour

DARK, LIGHT = (27, 28, 32), (250, 248, 240)


def asked(
    data: bytes, colours: int = 0, background: Colour = DARK, size: tuple[int, int] = (4, 4)
) -> Pixels | str:
    return decode(PictureRequest("", data, *size, colours, background))


def near(shares: bytes, colour: Colour) -> bool:
    return all(abs(share - wanted) < 12 for share, wanted in zip(shares, colour, strict=True))


@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture("PNG", mode="P"),
        picture("JPEG", (640, 480)),
        picture("JPEG", mode="CMYK"),
        picture("GIF"),
        picture("WEBP"),
        picture("AVIF"),
        picture("BMP"),
        SVG,
        b'<?xml version="1.0"?>\n' + SVG,
    ],
)
def test_formats(data: bytes) -> None:
    found = asked(data)
    assert isinstance(found, Pixels)
    assert (found.width, found.height, len(found.bytes)) == (4, 4, 48)
    assert near(found.bytes[:3], RED)
    assert near(found.bytes[-3:], BLUE)


@pytest.mark.parametrize("attributes", ["", ' width="100%" height="100%"', " height='150'"])
def test_a_drawing_without_a_size_has_that_of_browsers(attributes: str) -> None:
    # resvg would draw as much as there is, and put it into the place of 300 by 150 pixels.
    rest = '<rect width="150" height="150" fill="red"/><rect x="150" width="900" height="900" fill="blue"/>'
    found = asked(f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{rest}</svg>'.encode(), size=(4, 2))
    assert isinstance(found, Pixels)
    assert near(found.bytes[3:6], RED)
    assert near(found.bytes[6:9], BLUE)


def test_a_lying_photograph_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = asked(picture("JPEG", exif=exif), size=(4, 8))
    assert isinstance(found, Pixels)
    assert near(found.bytes[:3], BLUE)
    assert near(found.bytes[9:12], RED)


def test_what_is_transparent_is_seen_on_its_background() -> None:
    def clear(line: str) -> bytes:
        return f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{line}</svg>'.encode()

    empty, black = clear(""), clear('<path d="M0 0h4v8h-4z"/>')
    assert asked(empty) == Pixels(4, 4, bytes(DARK) * 16)
    assert asked(empty, background=LIGHT) == Pixels(4, 4, bytes(LIGHT) * 16)
    assert asked(black, background=LIGHT) == Pixels(4, 4, (bytes(6) + bytes(LIGHT) * 2) * 4)
    assert asked(black) == Pixels(4, 4, (bytes(6) + bytes((255, 255, 255)) * 2) * 4)


@pytest.mark.parametrize(("colours", "red", "blue"), [(256, 196, 21), (16, 9, 4)])
def test_few_colours(colours: int, red: int, blue: int) -> None:
    found = asked(picture(), colours)
    assert isinstance(found, Pixels)
    assert found.bytes == bytes([red] * 8 + [blue] * 8)
    cells = HalfBlocks(found, colours, WrittenRows())
    codes = {256: ("38;5;196;48;5;196", "38;5;21;48;5;21"), 16: ("91;101", "34;44")}[colours]
    assert [cells.row(row) for row in (0, 1)] == [f"\x1b[{code}m{UPPER * 4}\x1b[0m" for code in codes]
    assert "".join(segment.text for segment in cells.segments(0)) == UPPER * 4
    assert [segment.style.color.number for segment in cells.segments(1)[:1]] == [blue]  # type: ignore[union-attr]  # it has one


def test_all_colours() -> None:
    found = asked(picture(), size=(2, 6))
    assert isinstance(found, Pixels)
    cells = HalfBlocks(found, 0, WrittenRows(100))
    assert cells.row(1) == f"\x1b[38;2;255;0;0;48;2;0;0;255m{UPPER * 2}\x1b[0m"
    assert str(cells.segments(1)[0].style) == "#ff0000 on #0000ff"


def test_a_drawing_shows_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    inside = f"data:image/png;base64,{b64encode(picture()).decode()}"
    for address, upper in (
        (tmp_path / "a.png", DARK),
        ("a.png", DARK),
        (f"&#x2f;{tmp_path}/a.png", DARK),
        (inside, RED),
    ):
        for name in ("href", "xlink:href"):
            text = (
                '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="8"'
                f' height="8"><image width="8" height="8" preserveAspectRatio="none" {name} = \'{address}\'/></svg>'
            )
            (tmp_path / "d.svg").write_text(text)
            found = decode(PictureRequest(str(tmp_path / "d.svg"), b"", 4, 4, 0, DARK))
            assert isinstance(found, Pixels)
            assert near(found.bytes[:3], upper)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(size: int) -> bytes:
    """A small file of a picture that is `size` pixels wide and high."""
    rows = zlib.compress(bytes(1000))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"text", "an unknown format"),
        (picture()[:60], "a broken picture"),
        (picture("JPEG")[:300], "a broken picture"),
        (b"<svg><", "a broken picture"),
        (bomb(50_000), "too large to be drawn"),
        (bomb(500), "a broken picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "an unknown format"),
    ],
)
def test_what_cannot_be_drawn_says_why(data: bytes, reason: str) -> None:
    assert asked(data) == reason


def test_a_file_that_is_gone_or_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.png")
    for name in ("pipe.png", "gone.png"):
        assert isinstance(decode(PictureRequest(str(tmp_path / name), b"", 4, 4, 0, DARK)), str)
