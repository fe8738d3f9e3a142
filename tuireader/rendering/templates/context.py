"""The context of a post's templates: the values that they may ask of the post and its site."""

from __future__ import annotations

from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING

from tuireader.archive.archive import engine_of
from tuireader.archive.engines.facts import PLAIN
from tuireader.archive.metadata.values import as_text
from tuireader.late import dataclass
from tuireader.rendering.templates.known import known_of, post_values, settled_of
from tuireader.rendering.templates.liquid.values import WORK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source
    from tuireader.rendering.templates.liquid.documents import SiteDocuments


def _nothing() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """The values that a body's templates are evaluated with.

    `site` is the configuration as its file has it, empty if there is none. `page` is the front matter with other facts
    about the post: `title`, `date` as Jekyll prints it, `url` on the site, `path`, `slug`, `tags` and
    `categories`. `url` and `baseurl` are the site's; `collections` are the names that a build would fill in `site`.
    `home` is the site itself where its templates may ask for its files, and `path` that of the document below its base.
    `mdx` tells that the file is MDX, whose components and expressions are its templates; `nunjucks` that Nunjucks is
    run over it where Eleventy runs Liquid otherwise. `documents` are those of a run over many posts; without them they
    are looked for when a template asks. `work` is what the templates may cost: characters that they go over or print.
    """

    engine: EngineFacts = PLAIN
    site: Mapping[str, Value] = field(default_factory=_nothing)
    page: Mapping[str, Value] = field(default_factory=_nothing)
    url: str = ""
    baseurl: str = ""
    collections: tuple[str, ...] = ()
    home: Site | None = None
    path: str = ""
    mdx: bool = False
    nunjucks: bool = False
    documents: SiteDocuments | None = None
    work: int = WORK


def context_of(
    source: Source, site: Site, post: Post | None, documents: SiteDocuments | None = None
) -> Context:
    """Return the context of a file's body; without a `post`, only the front matter speaks for it."""
    engine = engine_of(site)
    path = source.id.removeprefix(site.base)
    role = engine.role(site, path)
    own = source.front_matter.metadata
    given = own if role is None else engine.completed(site, path, role, own)
    whole = bool(site.root) and site.engine.templates == "liquid"
    known = known_of(post, path, role.collection if role else "") if whole else post_values(post, path)
    return Context(
        site.engine,
        site.values,
        {**known, **given, **settled_of(post, labels=whole)},
        site.url,
        site.baseurl,
        tuple(one.name for one in site.collections),
        site if site.root else None,
        path,
        source.mdx,
        _is_nunjucks(site, own),
        documents,
    )


def _is_nunjucks(site: Site, metadata: Mapping[str, Value]) -> bool:
    """Tell whether the post, or else the site, has its Markdown made by Nunjucks, where its engine lets it choose."""
    key = site.engine.language_key
    own = (as_text(metadata.get(key)) if key else None) or site.settings.get("markdown", "")
    return own.partition(",")[0].strip() == "njk"
