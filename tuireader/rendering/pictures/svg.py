"""Drawings in SVG as PNG, by resvg; with their labels, whatever fonts the system has."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    '<text x="2" y="16" font-family="{}">W</text></svg>'
)
_NAMES: Final = ("sans-serif", "no such family")
"""Names of families for which a system has its own fonts, if it has the usual ones."""
_FAMILIES: Final = ("font", "serif", "sans_serif", "cursive", "fantasy", "monospace")
"""Kinds of fonts for which resvg takes a name, each before `_family`."""


def png_of(svg: str, width: int | None = None) -> bytes:
    """A drawing as a PNG of that width in pixels, else of its own; as in a browser, it shows no other file.

    Raises ValueError where it cannot be drawn.
    """
    return _rendered(svg, width, _fonts())


def has_labels() -> bool:
    """Whether any font draws the labels of drawings."""
    return _is_drawn(_fonts())


def _rendered(svg: str, width: int | None, fonts: Mapping[str, Any]) -> bytes:
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, width=width, dpi=96, resources_dir=os.devnull, **fonts)
    )


@cache
def _fonts() -> Mapping[str, Any]:
    """The options of resvg for fonts.

    It leaves out a text whose family is unknown and for which it has no font of its own choice, such as Arial, even
    where the system has others (resvg_py 0.5.0). Pillow's font is there in its place; letters that are not in it come
    from any font of the system.
    """
    return {} if _is_drawn({}) else _pillows()


def _is_drawn(fonts: Mapping[str, Any]) -> bool:
    from PIL import Image

    drawn = (Image.open(BytesIO(_rendered(_WORD.format(name), None, fonts))) for name in _NAMES)
    return all(image.getchannel("A").getbbox() is not None for image in drawn)


def _pillows() -> Mapping[str, Any]:
    """Pillow's own font; nothing where it is without one, or there are no files without a name."""
    from PIL import ImageFont

    with suppress(OSError, AttributeError):
        font = ImageFont.load_default(12)
        if isinstance(font, ImageFont.FreeTypeFont):
            # resvg wants a path, and reads it again for each drawing: the file stays open as long as the process runs.
            file = os.memfd_create("font")
            with os.fdopen(os.dup(file), "wb") as written:
                written.write(font.font_bytes)
            name = font.getname()[0]
            return {"font_files": [f"/proc/self/fd/{file}"], **{f"{kind}_family": name for kind in _FAMILIES}}
    return {}
