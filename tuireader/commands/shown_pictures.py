"""Pictures in what `tuireader show` prints on a terminal."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

from tuireader.rendering.pictures.half_blocks import WrittenRows
from tuireader.rendering.pictures.kitty import PlacedPicture
from tuireader.session.pictures.terminals import CELL, cell_of, known_protocol
from tuireader.themes.palette import colour_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.disk.images import ImageFile
    from tuireader.rendering.diagrams.diagram import Diagram
    from tuireader.rendering.drawing import PictureSpan
    from tuireader.rendering.theme import Theme
    from tuireader.session.pictures.decoder import DrawnPicture, PictureDecoder

_ONE_FURTHER: Final = "\x1bD\x1b[A"
"""Goes down a line, which scrolls the screen if it must, and up again."""
_SHARE: Final = (2, 3)
"""The share of the window's rows that a picture may have."""


class ShownPictures:
    """The decoded pictures of posts that are printed; a context manager, which ends the process that decodes."""

    def __init__(self, theme: Theme, images: str) -> None:
        lines = shutil.get_terminal_size((80, 40)).lines
        self.most_rows = max(lines * _SHARE[0] // _SHARE[1], 1)
        self._theme = theme
        output = sys.stdout
        self._cell = cell_of(output.fileno()) if output.isatty() else None
        known = known_protocol(os.environ, self._cell) if output.isatty() else "blocks"
        self._protocol = known if images == "auto" else images
        self._decoder: PictureDecoder | None = None
        self._rows = WrittenRows()
        self._drawn: dict[PictureSpan, DrawnPicture | PlacedPicture] = {}
        self._spoiled: dict[ImageFile, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._decoder:
            self._decoder.close()

    def spoiled(self, file: ImageFile) -> str:
        """The reason why a file could not be decoded; empty if it could."""
        return self._spoiled.get(file, "")

    def diagram(self, written: str, width: int) -> Diagram | None:
        """The drawing of a diagram's source, as a picture if the terminal shows more than half blocks."""
        from tuireader.rendering.diagrams.diagram import Diagram, is_chart
        from tuireader.rendering.diagrams.picture import can_draw_pictures, is_legible
        from tuireader.session.drawn.diagram_pictures import svg_file, svg_request
        from tuireader.session.drawn.diagrams import drawn_now

        if self._protocol == "blocks" or not can_draw_pictures():
            return drawn_now(written, width)
        request = svg_request(written, self._theme.palette.background_rgb)
        picture = svg_file(self._decoding().decode(request))
        alone = picture is not None and is_legible(picture, width) and is_chart(written)
        found = Diagram() if alone else drawn_now(written, width)
        return replace(found, picture=picture, problem="") if picture else found

    def decode(self, spans: Iterable[PictureSpan]) -> bool:
        """Decode pictures; False if some could not be decoded, so that the post must be drawn again."""
        from tuireader.session.pictures.decoder import PictureStyle, drawn, request_of

        cell = self._cell or CELL
        style = PictureStyle(
            colour_count(os.environ), self._theme.palette.background_rgb, self._protocol, cell, bare=True
        )
        before = len(self._spoiled)
        for span in spans:
            if span in self._drawn or span.file in self._spoiled:
                continue
            found = self._decoding().decode(request_of(span, style))
            if isinstance(found, str):
                self._spoiled[span.file] = found
            elif self._protocol == "kitty":
                self._drawn[span] = PlacedPicture(found.bytes, span.columns, span.rows)
            else:
                self._drawn[span] = drawn(found, span, style, self._rows)
        return len(self._spoiled) == before

    def _decoding(self) -> PictureDecoder:
        from tuireader.session.pictures.decoder import PictureDecoder

        self._decoder = self._decoder or PictureDecoder()
        return self._decoder

    def rows(self, pictures: Mapping[int, PictureSpan]) -> dict[int, tuple[int, str]]:
        """The rows of pictures by the index of the line that they are in, each with the cell it begins at."""
        return {
            first + row: (span.left, self._written(span, row))
            for first, span in pictures.items()
            for row in range(span.rows)
        }

    def _written(self, span: PictureSpan, row: int) -> str:
        written = self._drawn[span].row(row)
        # On the last line of the screen sixels would scroll it while they are drawn.
        return f"{_ONE_FURTHER}{written}" if self._protocol == "sixel" else written
