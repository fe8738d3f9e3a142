"""How many posts were found, and how far the index is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuireader.catalog.search.match import Results
    from tuireader.ui.searching.indexing import Indexing


def summary_of(results: Results | None, indexing: Indexing) -> str:
    """One line on `results`; None where there is no index yet."""
    done, total = indexing.progress
    indexed = f"indexing the posts: {done / total if total else 0:.0%}"
    if results is None or not (indexing.complete or results.total):
        return indexed
    noun = "post" if results.total == 1 and results.counted else "posts"
    count = f"{results.total:,}{'' if results.counted else '+'} {noun}"
    return count if indexing.complete else f"{count} so far · {indexed}"
