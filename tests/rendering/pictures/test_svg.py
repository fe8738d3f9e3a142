"""Drawings in SVG as PNG: their labels are drawn with whatever fonts there are."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tuireader.rendering.pictures.svg import png_of


@pytest.mark.parametrize("family", ["", "sans-serif", "monospace", "Helvetica Neue, Arial", "no such family"])
def test_labels_are_drawn_on_a_system_with_few_fonts_or_none(family: str) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
        f'<text x="4" y="16" font-family="{family}">Label</text></svg>'
    )
    image = Image.open(BytesIO(png_of(svg)))
    assert image.size == (80, 20)
    box = image.getchannel("A").getbbox()
    assert box is not None
    assert box[2] - box[0] > 20
    assert Image.open(BytesIO(png_of(svg, 160))).size == (160, 40)
