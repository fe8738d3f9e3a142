"""The names of all posts, made ready in a thread when they are asked for, and kept while they are true."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from tuireader.archive.post import PostId
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.going.names import Names
    from tuireader.catalog.search.finding import Headings
    from tuireader.catalog.search.index import SearchIndex
    from tuireader.ui.searching.indexing import Indexing


class Naming:
    """The names of the posts of a catalog, and the headings as far as they are indexed."""

    def __init__(self, indexing: Indexing) -> None:
        self._indexing = indexing
        self._catalog: Catalog | None = None
        self._names: Names | None = None
        self._headings: Mapping[PostId, Headings] = MappingProxyType({})
        self._complete = False
        """Whether the headings of all posts are among the names."""

    async def names(self, catalog: Catalog) -> AsyncIterator[Names]:
        """Yield the names of the posts as far as they are known, and again when the headings are."""
        if self._names is None or self._catalog is not catalog:
            self._names, self._catalog = await asyncio.to_thread(_names, catalog, self._headings), catalog
            self._complete = False
        yield self._names
        if self._complete:
            return
        await self._indexing.wait()
        self._headings = await self._indexing.ask(self._read) or self._headings
        self._names, self._complete = await asyncio.to_thread(_names, catalog, self._headings), True
        yield self._names

    def _read(self, index: SearchIndex) -> Mapping[PostId, Headings]:
        from tuireader.catalog.search.finding import headings_of  # noqa: PLC0415 - only when asked for

        return headings_of(index, tuple(self._catalog or ()), self._headings)


def _names(catalog: Catalog, headings: Mapping[PostId, Headings]) -> Names:
    from tuireader.catalog.going.names import Names  # noqa: PLC0415 - only when asked for

    return Names(tuple(catalog), headings)
