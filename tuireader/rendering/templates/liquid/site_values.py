"""What `site`, `page` and `jekyll` are to a template of a site whose files are at hand, read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.values import Scalar
from tuireader.rendering.templates.liquid.values import BUILT, PAGE_BUILT, Drop, Scope, UnknownValue, settled

if TYPE_CHECKING:
    from tuireader.archive.site import Site
    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid.documents import Documents, Item, SiteDocuments

_RELATED: Final = 10


class MadeValues(Mapping[str, object]):
    """Values by name, some of them made when they are asked for, once."""

    def __init__(self, known: Mapping[str, object], makers: Mapping[str, Callable[[], object]]) -> None:
        self._known = dict(known)
        self._makers = {name: maker for name, maker in makers.items() if name not in known}

    def __getitem__(self, name: str) -> object:
        """Return a value; raises KeyError."""
        if name not in self._known:
            self._known[name] = self._makers[name]()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._makers, **self._known})

    def __len__(self) -> int:
        return len({**self._makers, **self._known})

    def __contains__(self, name: object) -> bool:
        return name in self._known or name in self._makers


class SiteValues:
    """The values that a site's own files give to the templates in the document at `path` below its base."""

    def __init__(self, site: Site, path: str, documents: SiteDocuments | None = None) -> None:
        self._site = site
        self._path = path
        self._given = documents

    def site_makers(self) -> Mapping[str, Callable[[], object]]:
        """Return what makes the values of `site`, by name."""
        makers: dict[str, Callable[[], object]] = {
            "data": self._data,
            "posts": lambda: self._newest("posts"),
            "tags": lambda: self._labelled("tags"),
            "categories": lambda: self._labelled("categories"),
            "related_posts": self._related,
            "documents": lambda: self._of(
                "documents", lambda found: [one for all_ in found.values() for one in all_]
            ),
            "collections": self._collections,
        }
        for collection in self._site.collections:
            makers[collection.name] = self._maker(collection.name)
        return makers

    def page_makers(self) -> Mapping[str, Callable[[], object]]:
        """Return what makes the values of `page`, by name."""
        return {"previous": lambda: self._beside(-1), "next": lambda: self._beside(1)}

    def _data(self) -> object:
        from tuireader.archive.disk.data_files import read_data

        folder = self._site.settings["data"]
        return read_data(self._site.root, f"{self._site.base}{folder}") if folder else {}

    def _maker(self, name: str) -> Callable[[], object]:
        return lambda: self._of(name, lambda found: list(found.get(name, ())))

    @property
    def _documents(self) -> SiteDocuments:
        if self._given is None:
            from tuireader.rendering.templates.liquid.documents import SiteDocuments

            self._given = SiteDocuments()
        return self._given

    def _of(self, name: str, make: Callable[[Documents], object]) -> object:
        found = self._documents.of(self._site)
        return UnknownValue(f"site.{name}") if found is None else make(found)

    def _newest(self, name: str) -> object:
        return self._of(name, lambda found: list(reversed(found.get(name, ()))))

    def _labelled(self, key: str) -> object:
        from tuireader.rendering.templates.liquid.documents import by_label

        return self._of(key, lambda found: by_label(found.get("posts", ()), key))

    def _related(self) -> object:
        return self._of(
            "related_posts",
            lambda found: [one for one in reversed(found.get("posts", ())) if not self._is_here(one)][
                :_RELATED
            ],
        )

    def _collections(self) -> object:
        return self._of(
            "collections",
            lambda found: [
                {"label": Scalar(name), "docs": tuple(found.get(name, ()))}
                for name in ("posts", *sorted(one.name for one in self._site.collections))
            ],
        )

    def _is_here(self, item: Item) -> bool:
        path = item.get("relative_path")
        return isinstance(path, Scalar) and path.text == self._path

    def _beside(self, step: int) -> object:
        if self._documents.of(self._site) is None:
            return UnknownValue("page.previous" if step < 0 else "page.next")
        return self._documents.beside(self._site, self._path, step)


def _site_roots(context: Context, home: Site, site: Mapping[str, object]) -> dict[str, object]:
    """Return `site`, `page` and `jekyll` of a site whose files are at hand; `site` is its configuration."""
    values = SiteValues(home, context.path, context.documents)
    made = values.site_makers()
    return {
        "site": Drop("site", MadeValues(site, made), BUILT - made.keys()),
        "page": Drop("page", MadeValues(context.page, values.page_makers()), PAGE_BUILT),
        "jekyll": Drop("jekyll", {"environment": "production"}, frozenset({"version"})),
    }


def scope_of(context: Context, *, strict: bool) -> Scope:
    """Return the names that the engine of a context defines."""
    evaluated = context.engine.templates in {"liquid", "nunjucks"}
    site = {"url": Scalar(context.url), "baseurl": Scalar(context.baseurl), **context.site}
    built = (BUILT | set(context.collections)) - set(context.site)
    roots: dict[str, object] = {
        "site": Drop("site", site, built, bool(context.site)),
        "page": Drop("page", context.page, PAGE_BUILT, evaluated and bool(context.page)),
    }
    whole = context.home is not None and context.engine.templates == "liquid"
    if context.home is not None and whole:
        roots |= _site_roots(context, context.home, site)
    if context.engine.bare_keys:
        roots = {**context.page, **roots}
    settled_roots = {key: settled(value) for key, value in roots.items()}
    return Scope(settled_roots, strict, whole, context.work)
