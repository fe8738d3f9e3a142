"""The words that a search found a post by, sought in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.catalog.query_words import search_form
from tuireader.catalog.search.snippets import hits_in
from tuireader.rendering.page.find import Sought, may_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.catalog.query_words import Words
    from tuireader.rendering.page.page import Page


def words_of(words: Sequence[Words]) -> Sought | None:
    """What looks for words as the search does, or None where there are none."""
    if not words:
        return None
    each = [" ".join(one.words) for one in words]

    def is_possible(page: Page, index: int) -> bool:
        return any(may_hold(page, index, one, search_form) for one in each)

    return Sought(" ".join(each), lambda text: hits_in(text, words), is_possible)
