"""How tall the blocks of a page are, so that a row is found among a hundred thousand blocks at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Heights:
    """A list of heights with prefix sums, each answered or changed in logarithmic time (a Fenwick tree)."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights: list[int] = []
        self._tree = [0]
        for height in heights:
            self.append(height)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def append(self, height: int) -> None:
        """Add a height at the end."""
        self._heights.append(height)
        index = len(self._tree)
        total, below = height, index - 1
        lowest = index - (index & -index)
        while below > lowest:
            total += self._tree[below]
            below -= below & -below
        self._tree.append(total)

    def __setitem__(self, index: int, height: int) -> None:
        difference = height - self._heights[index]
        if not difference:
            return
        self._heights[index] = height
        node = index + 1
        while node < len(self._tree):
            self._tree[node] += difference
            node += node & -node

    def before(self, index: int) -> int:
        """The sum of the heights before `index`."""
        total = 0
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self.before(len(self._heights))

    def find(self, row: int) -> tuple[int, int]:
        """The index that holds `row`, and the row within it; the last index for rows beyond the end.

        Raises IndexError on an empty list.
        """
        if not self._heights:
            raise IndexError(row)
        index, rest = 0, max(row, 0)
        step = 1 << len(self._heights).bit_length()
        while step:
            node = index + step
            if node < len(self._tree) and self._tree[node] <= rest:
                index, rest = node, rest - self._tree[node]
            step >>= 1
        if index == len(self._heights):
            return index - 1, rest + self._heights[-1]
        return index, rest
