"""How many posts were found, and how far the index is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.catalog.search.match import Results


def summary_of(results: Results | None, progress: tuple[int, int] | None) -> str:
    """One line on `results`, which are None where there is no index yet; `progress` is None once it is complete."""
    done, total = progress or (0, 0)
    indexed = f"indexing the posts: {done / total if total else 0:.0%}"
    if results is None or (progress and not results.total):
        return indexed
    noun = "post" if results.total == 1 and results.counted else "posts"
    count = f"{results.total:,}{'' if results.counted else '+'} {noun}"
    return f"{count} so far · {indexed}" if progress else count
