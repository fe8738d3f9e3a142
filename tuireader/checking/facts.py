"""The facts for rules: an archive with its posts and links, and whether these lead anywhere."""

from __future__ import annotations

import re
from functools import cached_property
from posixpath import dirname, join, normpath, splitext
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from tuireader.archive.archive import engine_of
from tuireader.archive.disk.walk import role_of
from tuireader.archive.saved_texts import SavedTexts
from tuireader.archive.site import OWN_FOLDERS
from tuireader.archive.source import Source, open_source
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.resolve import is_unreadable, why_broken, without_scheme
from tuireader.catalog.links.syntax import parse_link
from tuireader.checking.bodies import KeptBodies
from tuireader.checking.ignored import Ignored
from tuireader.checking.site_paths import SitePaths
from tuireader.late import expression
from tuireader.rendering.anchors import Anchors, anchors_of, text_line
from tuireader.rendering.body.parsed_start import markdown_of, may_hold_templates
from tuireader.rendering.dialects.placeholders import OPEN
from tuireader.rendering.parsing.markdown import Parsers
from tuireader.rendering.templates.liquid.documents import SiteDocuments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.archive import Archive
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.post import Post, PostId, Problem
    from tuireader.archive.source import Body
    from tuireader.catalog.links.graph import Link, LinkGraph
    from tuireader.catalog.links.resolve import Target

_COMPONENTS: Final = "vue"
"""The templates whose pages have components of the site's own."""
_COMPONENT: Final = expression(r"^[ \t]*<[A-Z]\w*[ \t/>]", re.MULTILINE)
_DOCUMENTED: Final = expression(r"^[ \t]*::: [A-Za-z_]\w*(?:\.\w+)+[ \t]*$", re.MULTILINE)
"""The place of a module's or class's documentation, which mkdocstrings makes."""
_LABELS: Final = "myst"
"""The dialect that has labels."""
_LABEL: Final = expression(
    r"^[ \t>]*\(([^()\n]{1,200})\)=[ \t]*$|\b(?:label|name)[\"']?:[ \t]*[\"']?([^\s\"',}]{1,200})"
    r"|\$\$[ ]*\(([^()\n]{1,200})\)|\{[^{}#\n]{0,300}#([^\s{}#]{1,200})"
    r"|^[ \t>]*(?:`{3,}|:{3,})\{figure-md\}[ \t]+(\S{1,200})[ \t]*$",
    re.MULTILINE,
)
"""A target, an option or a key of front matter, a label after a formula, one among attributes, and a figure's."""


_MADE: Final = (".html", ".htm", ".xml", ".json", ".txt")
"""Extensions of files made by a site's build."""
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
_FEW_IMAGES: Final = 10
_NEARLY_ALL: Final = 0.9

_PAGE_NAMES: Final = expression(
    r"(?:_.*|readme|about|licen[cs]e|contributing|changelog|404)\.[^.]+\Z", re.IGNORECASE
)


class Facts:
    """An archive, its catalog and its link graph; with `whole`, a part of those.

    Files of posts in `texts` are not read. `documents` are those that templates may ask for.
    """

    def __init__(  # noqa: PLR0913 - what a run has at hand
        self,
        archive: Archive,
        catalog: Catalog,
        graph: LinkGraph,
        whole: Facts | None = None,
        texts: SavedTexts | None = None,
        *,
        documents: SiteDocuments | None = None,
    ) -> None:
        self.archive = archive
        self.catalog = catalog
        self.graph = graph
        self.parsers = Parsers()
        self._whole = whole
        self.texts = SavedTexts() if texts is None else texts
        """The texts of posts whose files are not read."""
        self.documents: SiteDocuments = documents or (whole.documents if whole else SiteDocuments())
        self.paths: SitePaths = whole.paths if whole else SitePaths(archive, catalog)
        """The paths of all sites, also where these facts are a part."""
        self._bodies = KeptBodies(archive, self.texts)
        self._anchors: dict[PostId, Anchors | None] = {}
        self._made_in_part: dict[PostId, bool] = {}

    def part(self, posts: Iterable[Post]) -> Facts:
        """The facts of some of the posts, with these as the whole; bodies and parsers are shared."""
        part = Facts(self.archive, Catalog.empty().apply(posts)[0], self.graph, self, self.texts)
        part.parsers, part._bodies = self.parsers, self._bodies
        return part

    def engine(self, post_id: PostId) -> EngineFacts:
        return self.archive.site_for(post_id).engine

    def body(self, post_id: PostId) -> Body | None:
        return self._bodies.of(post_id)

    def _source(self, post_id: PostId) -> Source | Problem:
        saved = self.texts.get(self.archive, post_id)
        return saved.source if saved else open_source(self.archive, post_id)

    def anchors(self, post_id: PostId) -> Anchors | None:
        """The anchors of a post; None if it cannot be read."""
        if post_id not in self._anchors:
            text = self._text(post_id)
            engine = self.engine(post_id)
            self._anchors[post_id] = (
                anchors_of(self.parsers.of(engine), text, engine.heading_ids, lenient=not engine.is_known)
                if text is not None
                else None
            )
        return self._anchors[post_id]

    def _text(self, post_id: PostId) -> str | None:
        """The body of a post with its templates evaluated, which may make headings."""
        body = self.body(post_id)
        if body is None or not may_hold_templates(body.text, mdx=body.mdx):
            return None if body is None else body.text
        source = self._source(post_id)
        site = self.archive.site_for(post_id)
        if not isinstance(source, Source):
            return None
        return markdown_of(source, site, self.catalog.get(post_id), self.documents)

    def leads_nowhere(self, link: Link) -> str:
        """Why a link leads nowhere, or to a missing place in its post; empty if it does not."""
        lost = self.lost_file(link.target, link.written.href, link.source)
        return self.lost_page(link.target, link.written.href, link.source) or lost or self.lost_place(link)

    def lost_page(self, target: Target, href: str, source: PostId) -> str:
        """Why a broken link leads nowhere; empty if the site has another page there."""
        if target.kind != "broken" or (not is_unreadable(href) and self.has_page(target.path, source)):
            return ""
        return why_broken(href)

    def lost_file(self, target: Target, href: str, source: PostId) -> str:
        """Why the file of the link `href` is missing; empty if it exists, or the build makes it."""
        path = target.path
        if target.kind != "asset" or path == "/" or path.endswith(_MADE) or self.paths.exists(path, source):
            return ""
        if parse_link(href).style == "made":
            return ""
        by_name = "[[" in href or self.engine(source).images_by_name
        if by_name and self.paths.is_named(path.rpartition("/")[2]):
            return ""
        asked = parse_link(href).target
        place = self.paths.from_page(asked, source)
        if place and self.paths.exists(place, source):
            return ""
        own = (
            f"{splitext(source)[0]}/{unquote(asked)}"
            if OWN_FOLDERS in self.archive.site_for(source).settings
            else ""
        )
        if (own and self.paths.exists(own, source)) or self.paths.is_beside_page(place or asked):
            return ""
        return without_scheme(asked) or f"there is no file {path}"

    def is_made_in_part(self, post_id: PostId) -> bool:
        """Whether only the site's build knows the whole post, because of an include or a shortcode."""
        if post_id not in self._made_in_part:
            text = self._text(post_id)
            components = self.engine(post_id).templates == _COMPONENTS
            self._made_in_part[post_id] = text is not None and (
                OPEN in text
                or _DOCUMENTED.search(text) is not None
                or (components and _COMPONENT.search(text) is not None)
                or _has_programs(self.archive, self._source(post_id))
            )
        return self._made_in_part[post_id]

    def is_made(self, link: Link) -> bool:
        """Whether a shortcode or an include makes the link, which may mean anything, or a program what it leads to."""
        return self._is_left_out(link) or self._is_written_by_template(link)

    def _is_left_out(self, link: Link) -> bool:
        """Whether git leaves what the link leads to out of a checkout, as what programs make."""
        path = link.target.path
        below = self.paths.from_page(path, link.source) or path
        beside = "" if path.startswith("/") else normpath(join(dirname(link.source), unquote(path)))
        site = self.archive.site_for(link.source)
        published = (f"{one}/".lstrip("/") for one in site.engine.published)
        roots = dict.fromkeys(site.base + folder for folder in (*published, *site.content))
        # A whole folder that is left out is where a build puts the site.
        sources = (root for root in roots if not self._ignored.names(root))
        names = {f"{root}{below.strip('/')}" for root in sources} | {beside}
        return any(self._ignored.names(f"{name}{end}") for name in names if name for end in ("", ".md"))

    @cached_property
    def _ignored(self) -> Ignored:
        return Ignored(str(self.archive.root)) if self._whole is None else self._whole._ignored  # noqa: SLF001 - of the same class

    def _is_written_by_template(self, link: Link) -> bool:
        body = self._bodies.written(link.source)
        if body is None or not body.has_templates:
            return False
        if not body.holds(link.written):
            return "%" not in link.written.href and "&" not in body.text
        return body.makes(link.written)

    def is_reworked(self, link: Link) -> bool:
        """Whether programs of the site may lead a link elsewhere, one from the root of the site left aside."""
        return self.archive.site_for(link.source).reworked and not link.target.path.startswith("/")

    def lost_place(self, link: Link) -> str:
        """That the post of a link lacks the link's anchor; empty if it has it."""
        target = link.target
        if not target.anchor or target.id is None:
            return ""
        anchors = self.anchors(target.id)
        if (
            anchors is None
            or anchors.line(target.anchor) is not None
            or self.paths.files.has_place(target.anchor)
        ):
            return ""
        if self._is_label(target.anchor, link.source):
            return ""
        where = "this post" if target.id == link.source else target.id
        nearest = anchors.nearest(target.anchor)
        meant = f"; did you mean {nearest}?" if nearest else ""
        return f"{where} has no heading or other place with the id {target.anchor}{meant}"

    def labelled(self, anchor: str, source: PostId) -> tuple[PostId, int] | None:
        """The post with a label or heading that `source` may name, and its line of the body, from 1; else None."""
        return self._labels.get(anchor.casefold()) if _LABELS in self.engine(source).dialects else None

    def _is_label(self, name: str, source: PostId) -> bool:
        """Whether a page or a notebook has a label that `source` may name."""
        if _LABELS not in self.engine(source).dialects:
            return False
        return name.casefold() in self._labels or name.casefold() in self._labels_of_notebooks

    @cached_property
    def _labels_of_notebooks(self) -> frozenset[str]:
        if self._whole is not None:
            return self._whole._labels_of_notebooks  # noqa: SLF001 - of the same class
        found = (match for text in self.paths.files.notebooks() for match in _LABEL.finditer(text))
        return frozenset(next(filter(None, match.groups())).casefold() for match in found)

    @cached_property
    def _labels(self) -> Mapping[str, tuple[PostId, int]]:
        """The labels and headings of all posts, to which every page may link where the dialect has labels."""
        if self._whole is not None:
            return self._whole._labels  # noqa: SLF001 - of the same class
        found: dict[str, tuple[PostId, int]] = {}
        headings: dict[str, tuple[PostId, int]] = {}
        for one in (post.id for post in self.catalog if _LABELS in self.engine(post.id).dialects):
            if isinstance(source := self._source(one), Source):
                for match in _LABEL.finditer(source.text):
                    line = source.text.count("\n", 0, match.start()) + 2 - source.body_line
                    found.setdefault(next(filter(None, match.groups())).casefold(), (one, max(line, 1)))
            anchors = self.anchors(one)
            for name, line in anchors.lines.items() if anchors else ():
                headings.setdefault(name.casefold(), (one, line))
        return headings | found

    def text_line(self, post_id: PostId, directives: str) -> int | None:
        """The line of the body, from 1, with the words that a link names after `:~:`; None without them."""
        text = self._text(post_id)
        return None if text is None else text_line(text, directives)

    def key_line(self, post_id: PostId, *keys: str) -> int | None:
        """The line of the file that sets one of `keys` in the front matter."""
        source = self._source(post_id)
        if not isinstance(source, Source):
            return None
        pattern = re.compile(rf"""["']?(?:{"|".join(map(re.escape, keys))})["']?[ \t]*[:=]""", re.IGNORECASE)
        lines = source.text.split("\n", source.body_line)[: source.body_line - 1]
        return next((number for number, line in enumerate(lines, 1) if pattern.match(line.strip())), None)

    def alias_line(self, post_id: PostId, keys: str, alias: str) -> int | None:
        """The line with an alias at the first of `keys` in the front matter or below, else the key's line."""
        start = self.key_line(post_id, *keys.split())
        source = self._source(post_id)
        if start is None or not isinstance(source, Source):
            return start
        lines = source.text.split("\n", source.body_line)[: source.body_line - 1]
        named = (number for number, line in enumerate(lines[start - 1 :], start) if alias.strip("/") in line)
        return next(named, start)

    @cached_property
    def lacks_pictures(self) -> bool:
        """Whether nearly all images are missing, as in an archive of texts only."""
        if self._whole is not None:
            return self._whole.lacks_pictures
        shown = [link for link in self.graph if link.written.image and link.target.kind == "asset"]
        lost = sum(bool(self.lost_file(link.target, link.written.href, link.source)) for link in shown)
        return lost > max(_FEW_IMAGES, _NEARLY_ALL * len(shown))

    def is_dated(self, folder: str) -> bool:
        """Whether most of the posts and pages in a folder are dated, bundles included."""
        if self._whole is not None:
            return self._whole.is_dated(folder)
        dated, undated = self._sections.get(folder, (0, 0))
        return dated >= max(undated, 1)

    @cached_property
    def _sections(self) -> dict[str, tuple[int, int]]:
        """The numbers of dated and undated posts and pages in each folder."""
        counts: dict[str, tuple[int, int]] = {}
        for post in self.catalog:
            if is_always_page(post.id):
                continue
            dated, undated = counts.get(folder := section_of(post.id), (0, 0))
            counts[folder] = (dated, undated + 1) if post.date is None else (dated + 1, undated)
        return counts

    def has_page(self, path: str, source: PostId) -> bool:
        """Whether the site has a page other than a post at a path, or a label of that name that `source` may name."""
        return self._is_label(path, source) or self.paths.has_page(path, source)

    def has_unknown_addresses(self, source: PostId) -> bool:
        """Whether the site of a post has others whose addresses only its programs know."""
        if self._whole is not None:
            return self._whole.has_unknown_addresses(source)
        return self.archive.site_for(source).base in self._sites_with_programs

    @cached_property
    def _sites_with_programs(self) -> frozenset[str]:
        sites = ((self.archive.site_for(post.id), post) for post in self.catalog)
        return frozenset(site.base for site, post in sites if site.computes_address_of(post))


def _has_programs(archive: Archive, source: Source | Problem) -> bool:
    """Whether the front matter, or the folders above, name programs that write parts of a post."""
    site = archive.site_for(source.id) if isinstance(source, Source) else None
    role = role_of(archive, source.id) if site and site.engine.program_keys else None
    if site is None or role is None or not isinstance(source, Source):
        return False
    engine, path = engine_of(site), source.id.removeprefix(site.base)
    given = engine.folder(str(archive.root), site, dirname(path)).metadata
    metadata = engine.completed(site, path, role, {**given, **source.front_matter.metadata})
    return any(key in metadata for key in site.engine.program_keys)


def section_of(post_id: PostId) -> str:
    """The folder of a post; for the `index` file of a bundle, the folder around it."""
    folder, _, name = post_id.rpartition("/")
    return folder.rpartition("/")[0] if name.startswith("index.") else folder


def is_always_page(post_id: PostId) -> bool:
    """Whether a file is no post by its name, in any folder."""
    return _PAGE_NAMES.match(post_id.rpartition("/")[2]) is not None


def is_picture(path: str) -> bool:
    """Whether a file is an image, by its name."""
    return path.lower().endswith(_PICTURES)
