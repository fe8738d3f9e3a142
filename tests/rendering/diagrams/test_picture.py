"""Diagrams as drawings in SVG: their size, their colours, what is refused; and whether they are shown in cells."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.rendering.drawings import drawn
from tuireader.archive.disk.images import ImageFile
from tuireader.rendering.diagrams.diagram import LONGEST, Diagram, DiagramPiece
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.pictures.decode import Colour, PictureRequest, Pixels, decode

DARK, LIGHT = (27, 28, 32), (250, 248, 240)
FLOW = "flowchart LR\n  A[Start] --> B[End]\n"
FENCE = f"```mermaid\n{FLOW}```"


def svg_of(written: str, background: Colour = DARK) -> Pixels | str:
    return decode(PictureRequest("", written.encode(), 0, 0, 0, background, "svg"))


def painted(written: str, background: Colour) -> Image.Image:
    """The picture of a diagram as a terminal with kitty's protocol shows it."""
    svg = svg_of(written, background)
    assert isinstance(svg, Pixels)
    found = decode(PictureRequest("", svg.bytes, svg.width, svg.height, 0, background, "png"))
    assert isinstance(found, Pixels)
    return Image.open(BytesIO(found.bytes)).convert("RGB")


@pytest.mark.parametrize("background", [DARK, LIGHT])
@pytest.mark.parametrize(
    "written",
    [
        FLOW,
        'pie\n  "Dogs" : 3\n  "Cats" : 1\n',
        f"---\ntitle: Named\n---\n{FLOW}",
        "sequenceDiagram\n  Ana->>Build: push\n",
        "journey\n  section Go\n    Make tea: 5: Me\n",
    ],
)
def test_it_lies_on_the_page_and_is_seen_on_it(written: str, background: Colour) -> None:
    image = painted(written, background)
    edges = [image.getpixel((x, y)) for x in (0, image.width - 1) for y in (0, image.height - 1)]
    assert edges == [background] * 4
    grey = image.convert("L").getextrema()
    assert isinstance(grey[0], (int, float))
    assert isinstance(grey[1], (int, float))
    assert grey[1] - grey[0] > 120


@pytest.mark.parametrize(
    "theme", ['%%{init: {"theme": "forest"}}%%\n', "---\nconfig:\n  theme: forest\n---\n"]
)
def test_its_colours_are_those_of_the_background_whatever_theme_the_author_chose(theme: str) -> None:
    assert painted(theme + FLOW, DARK).tobytes() == painted(FLOW, DARK).tobytes()
    own = painted(FLOW + "  style A fill:#ff0000\n", DARK)
    assert own.getpixel((30, 32)) == (255, 0, 0)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "nothing at all",
        "flowchart LR\n  A[Start --> B\n",
        "%" * (LONGEST + 1),
        # Its layout would take too long.
        "flowchart TD\n" + "".join(f"N{one} --> N{other}\n" for one in range(25) for other in range(one)),
    ],
)
def test_what_cannot_be_drawn_is_refused(written: str) -> None:
    assert isinstance(svg_of(written), str)


@pytest.mark.parametrize(
    ("pixels", "lines", "rows", "size"),
    [
        ((400, 200), True, 30, (40, 10)),
        ((700, 300), True, 30, (60, 13)),
        ((900, 300), True, 30, None),
        ((400, 400), True, 16, (32, 16)),
        ((1_300, 400), True, 30, None),
        ((1_300, 400), False, 30, (60, 9)),
        ((400, 1_000), True, 20, None),
        ((400, 200), True, 0, None),
    ],
)
def test_it_is_as_large_as_its_labels_need_where_it_can_be_read(
    pixels: tuple[int, int], lines: bool, rows: int, size: tuple[int, int] | None
) -> None:
    art = ((DiagramPiece("text", "the lines"),),) if lines else ()
    diagram = Diagram(art, picture=ImageFile(9, *pixels, data=b"<svg"))
    options = DrawOptions(picture_rows=rows, diagram=lambda *_: diagram)
    drawing = drawn(FENCE, options=options)
    assert [(span.columns, span.rows) for span in drawing.pictures] == ([size] if size else [])
    assert ("the lines" in [line.text for line in drawing.lines]) is (lines and not size)
    if size:
        assert len(drawing.lines) == 1 + size[1]
        assert [code.text for code in drawing.codes] == [FLOW.rstrip("\n")]
        assert not drawing.links


def test_one_that_proved_to_be_none_has_its_lines() -> None:
    diagram = Diagram(((DiagramPiece("text", "the lines"),),), picture=ImageFile(9, 400, 200, data=b"<svg"))
    options = DrawOptions(picture_rows=30, diagram=lambda *_: diagram, spoiled=lambda _: "broken")
    drawing = drawn(FENCE, options=options)
    assert not drawing.pictures
    assert drawing.lines[1].text == "the lines"
