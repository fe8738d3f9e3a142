"""Problems with files, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from tuireader.archive.post import Problem
from tuireader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

MARGIN = 2
SIGNS: Mapping[str, str] = {"error": "✗", "warning": "⚠", "info": "·"}
_BOLD = Style(bold=True)


class ProblemList(RowList[Problem]):
    """Two lines a problem: what is wrong, then where and by which rule."""

    alone = True
    """Whether all are problems of one file, which need not be named."""

    def height_of(self, row: Problem) -> int:  # noqa: ARG002 - all are alike
        """Lines of a row."""
        return 2

    @property
    def chosen(self) -> Problem | None:
        """The highlighted problem."""
        return None if self.highlighted is None else self.rows[self.highlighted]

    def draw(self, row: Problem, width: int, *, highlighted: bool) -> list[Text]:
        """The lines of a row."""
        del width
        dim = self.get_component_rich_style("row-list--dim", partial=True)
        sign = self.get_component_rich_style("row-list--accent", partial=True)
        message = Text.assemble(
            (f"{SIGNS[row.severity]} ", sign if row.severity != "info" else dim),
            (" ".join(row.message.split("\n")), _BOLD if highlighted else ""),
        )
        where: list[str] = [] if self.alone else [row.id]
        if row.line is not None:
            where.append(f"line {row.line:,}" + (f", column {row.column:,}" if row.column else ""))
        return [message, Text(" " * MARGIN + " · ".join([*where, row.rule]), dim)]
