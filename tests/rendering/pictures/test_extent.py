"""How many cells a picture gets, told by its file before it is decoded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.rendering.drawings import drawn, texts
from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.pictures.extent import MAX_BYTES, fitted

FILES = {
    "photo.jpg": ImageFile(6_000, 1600, 900),
    "tower.png": ImageFile(6_000, 300, 3000),
    "icon.png": ImageFile(6_000, 64, 64),
    "badge.svg": ImageFile(600, 120, 20),
    "huge.png": ImageFile(6_000, 20_000, 20_000),
    "heavy.png": ImageFile(MAX_BYTES + 1, 640, 480),
    "odd.png": ImageFile(6_000),
    "spoiled.png": ImageFile(7, 640, 480),
    "gone.png": ImageFile(missing=True),
    "text.png": ImageFile(20, path="/blog/text.png"),
}
OPTIONS = DrawOptions(
    picture=FILES.get, picture_rows=20, spoiled=lambda file: "a broken picture" if file.bytes == 7 else ""
)


def extents(
    markdown: str, width: int = 60, options: DrawOptions = OPTIONS
) -> list[tuple[int, int, int, int]]:
    """The first row, the left column, the columns and the rows of each picture that is drawn."""
    found = drawn(markdown, width, options=options).pictures
    return [(one.start, one.left, one.columns, one.rows) for one in found]


def test_pictures_keep_their_shape_within_the_measure_and_the_rows() -> None:
    assert extents("![A](photo.jpg)") == [(0, 0, 60, 17)]
    assert extents("![A](photo.jpg)", 24) == [(0, 0, 24, 7)]
    assert extents("![A](tower.png)") == [(0, 0, 4, 20)]
    assert extents("![A](icon.png)") == [(0, 0, 16, 8)]
    assert extents("text\n\n![A](icon.png)\n![B](icon.png)") == [(2, 0, 16, 8), (11, 0, 16, 8)]
    assert extents("- ![A](icon.png)\n\n  > ![B](icon.png)") == [(0, 2, 16, 8), (10, 4, 16, 8)]
    assert extents('<p align="center"><img src="icon.png"></p>') == [(0, 22, 16, 8)]


def test_what_is_small_unknown_or_no_picture_is_text() -> None:
    for name in ("badge.svg", "odd.png", "gone.png", "huge.png", "heavy.png", "spoiled.png"):
        assert extents(f"![A]({name})") == []
    assert extents("![A](photo.jpg)", 7) == []
    assert extents("see ![A](photo.jpg)") == []
    assert extents("![A](photo.jpg)", options=DrawOptions(picture=FILES.get)) == []
    for name in ("huge.png", "heavy.png"):
        assert "too large to be drawn" in texts(f"![A]({name})", options=OPTIONS)[0].replace("\xa0", " ")
    assert "a broken picture" in texts("![A](spoiled.png)", options=OPTIONS)[0].replace("\xa0", " ")
    assert "text.png · an unknown format" in texts("![A](text.png)", options=OPTIONS)[0].replace("\xa0", " ")
    without = DrawOptions(picture=FILES.get)
    assert "text.png · 20 bytes" in texts("![A](text.png)", options=without)[0].replace("\xa0", " ")


def test_its_text_stands_below_and_the_whole_is_one_link() -> None:
    drawing = drawn("![Alt](icon.png 'Title')\n", options=OPTIONS)
    assert [line.text.replace("\xa0", " ") for line in drawing.lines] == [""] * 8 + ["▣ Alt", "Title"]
    assert {(link.href, link.text, link.number) for link in drawing.links} == {("icon.png", "▣ Alt", 0)}
    assert [link.row for link in drawing.links] == list(range(9))
    linked = drawn("[![](icon.png)](/to) \n\n[next](/more)", options=OPTIONS)
    assert [(link.href, link.number) for link in linked.links[-2:]] == [("/to", 0), ("/more", 1)]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(8, 300), st.integers(1, 200))
def test_any_size_fits(width: int, height: int, columns: int, rows: int) -> None:
    across, down = fitted((width, height), columns, rows)
    assert 1 <= across <= columns
    assert 1 <= down <= rows
