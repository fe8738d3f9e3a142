"""Pictures in the protocols of terminals: what they read is what was drawn, and nothing but that."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from PIL import Image
from rich.cells import cell_len

from tests.pictures import BLUE, RED, picture
from tuireader.rendering.pictures.decode import PictureRequest, Pixels, decode
from tuireader.rendering.pictures.kitty import (
    PLACEHOLDER,
    KittyPicture,
    PlacedPicture,
    dropped,
    sent,
)
from tuireader.rendering.pictures.sixel import SixelPicture
from tuireader.ui.arrangement import picture_rows

BACKGROUND = (10, 20, 30)


def in_form(form: str, data: bytes, size: tuple[int, int], row: int = 0) -> Pixels:
    found = decode(PictureRequest("", data, *size, 0, BACKGROUND, form, row))  # type: ignore[arg-type]  # one of the forms
    assert isinstance(found, Pixels), found
    return found


@pytest.mark.parametrize("size", [(40, 30), (40, 36), (50, 30)])
def test_a_picture_keeps_its_shape(size: tuple[int, int]) -> None:
    found = in_form("png", picture(), size)
    image = Image.open(BytesIO(found.bytes))
    assert image.size == size
    assert image.getpixel((39, 0)) == (*RED, 255)
    assert image.getpixel((0, 29)) == (*BLUE, 255)
    assert image.getpixel((size[0] - 1, size[1] - 1)) == ((*BLUE, 255) if size == (40, 30) else (0, 0, 0, 0))


def test_kitty_gets_a_picture_once_and_places_for_it() -> None:
    found = in_form("png", picture(), (40, 30))
    big = Pixels(1, 1, found.bytes * 50)
    number = 0xABCDEF
    written = sent(number, big, 3, 2)
    pieces = re.findall("\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\\\", written)
    assert "".join(f"\x1b_G{control};{data}\x1b\\" for control, data in pieces) == written
    assert pieces[0][0] == f"a=T,U=1,q=2,f=100,i={number},c=3,r=2,m=1"
    assert [control for control, _ in pieces[1:]] == ["q=2,m=1"] * (len(pieces) - 2) + ["q=2,m=0"]
    assert b64decode("".join(data for _, data in pieces)) == big.bytes
    assert all(len(data) <= 4096 for _, data in pieces)
    assert dropped(number) == f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\"

    places = KittyPicture(number, 3, 0)
    cells = "".join(f"{PLACEHOLDER}\u030d{column}" for column in "\u0305\u030d\u030e")
    assert places.row(1) == f"\x1b[38;2;171;205;239m{cells}\x1b[0m"
    assert KittyPicture(1, 1, 0, BACKGROUND).row(0).startswith("\x1b[38;2;0;0;1;48;2;10;20;30m")
    assert [segment.text for segment in places.segments(1)] == [cells]
    assert str(places.segments(1)[0].style) == "#abcdef"
    for columns in (1, 80, 300):
        text = KittyPicture(number, columns, 0).segments(picture_rows(10_000) - 1)[0].text
        assert cell_len(text) == columns == text.count(PLACEHOLDER)


def test_kitty_gets_a_printed_picture_with_its_last_row() -> None:
    printed = PlacedPicture(b"PNG", 3, 2)
    assert printed.row(0) == "   "
    placed = f"\x1b_Ga=T,C=1,q=2,f=100,c=3,r=2,m=0;{b64encode(b'PNG').decode()}\x1b\\"
    assert printed.row(1) == f"\x1b[1A{placed}\x1b[1B   "
    assert PlacedPicture(b"PNG", 3, 1).row(0) == placed.replace("r=2", "r=1") + "   "


def shown(sixels: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """The pixels that a terminal draws, by column and row, each with its shares in per cent."""
    head = re.match('\x1bP0;1q"1;1;(\\d+);(\\d+)', sixels)
    assert head
    body = sixels[head.end() :].removesuffix("\x1b\\")
    colours: dict[str, tuple[int, ...]] = {}
    pixels: dict[tuple[int, int], tuple[int, ...]] = {}
    column = row = 0
    colour = ""
    for token in re.finditer(r"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$-])", body):
        if token[1]:
            colours[token[1]] = tuple(map(int, token.group(2, 3, 4)))
        elif token[5]:
            colour = token[5]
        elif token[9]:
            column, row = 0, row + 6 * (token[9] == "-")
        else:
            bits = ord(token[7] or token[8]) - 63
            end = column + int(token[6] or 1)
            drawn = [bit for bit in range(6) if bits >> bit & 1]
            pixels |= {(x, row + bit): colours[colour] for x in range(column, end) for bit in drawn}
            column = end
    assert max(row for _, row in pixels) < int(head[2])
    assert max(column for column, _ in pixels) < int(head[1])
    return pixels


def test_sixels_hold_a_row_of_cells_each() -> None:
    found = in_form("sixels", picture(), (40, 52), row=13)
    drawn = SixelPicture(found.bytes, 5, BACKGROUND)
    rows = [drawn.row(row) for row in range(3)]
    blank = "\x1b[48;2;10;20;30m     \x1b[0m"
    assert drawn.row(3) == blank
    assert SixelPicture(found.bytes, 5, None).row(3) == "     "
    blank += "\x1b[5D\x1b7"
    pixels: dict[tuple[int, int], tuple[int, ...]] = {}
    for number, row in enumerate(rows):
        assert row.startswith(blank)
        assert row.endswith("\x1b8\x1b[5C")
        pixels |= {(x, 13 * number + y): shares for (x, y), shares in shown(row[len(blank) : -7]).items()}
    assert len(pixels) == 40 * 30
    assert [pixels[20, y] for y in (0, 5, 22, 26)] == [(100, 0, 0)] * 2 + [(0, 0, 100)] * 2
    assert [segment.text for segment in drawn.segments(1)] == [" " * 5]
    assert drawn.size < 1000


def gradient(colours: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """The shares of each pixel of a picture that goes from black to red, as sixels show them."""
    file = BytesIO()
    level = Image.linear_gradient("L").resize((60, 256))
    Image.merge("RGB", (level, Image.new("L", level.size), Image.new("L", level.size))).save(file, "PNG")
    found = decode(PictureRequest("", file.getvalue(), 60, 256, colours, BACKGROUND, "sixels", 256))
    assert isinstance(found, Pixels), found
    return shown(found.bytes.decode())


def test_sixels_show_a_gradient_without_bands() -> None:
    assert len(set(gradient(0).values())) >= 90


def test_sixels_of_few_colours_mix_them_by_dots() -> None:
    pixels = gradient(16)
    assert len(set(pixels.values())) <= 16
    mixed = sum(len({pixels[column, row] for column in range(60)}) > 1 for row in range(256))
    assert mixed > 100, "bands of one colour"
