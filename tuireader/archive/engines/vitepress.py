"""VitePress: the pages of a folder, of which those with a date are posts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix, loose_name, split_extension, words
from tuireader.archive.disk.files import exists, text_of
from tuireader.archive.disk.globs import fits
from tuireader.archive.engines.base import DATE_KEYS, MODIFIED_KEYS, Engine, NewPostCustoms
from tuireader.archive.engines.facts import VITEPRESS, with_tasks
from tuireader.archive.front_matter.gray_matter import gray_matter
from tuireader.archive.javascript import written_objects
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.dates import DateRules
from tuireader.archive.metadata.emoji import with_emoji
from tuireader.archive.metadata.values import Scalar, as_text, is_words
from tuireader.archive.permalinks import escape
from tuireader.archive.site import Site
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from tuireader.archive.document import Document, Role
    from tuireader.archive.engines.facts import EngineFacts
    from tuireader.archive.javascript import WrittenObject
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Problem

_KEYS: Final = frozenset(
    {"base", "cleanUrls", "description", "lang", "rewrites", "srcDir", "srcExclude", "title"}
)
"""Keys of the configuration, of which an object has one that is the configuration itself."""
_ATTRIBUTE_DIALECTS: Final = frozenset(
    {"attributes", "bare_attributes", "bare_span_attributes", "end_attributes"}
)
_CLEAN: Final = "addresses have no extension"
_REWRITE: Final = "rewrite "
_PART: Final = expression(
    r":(?P<name>\w+)(?:\((?P<own>[^()]+)\))?(?P<many>[*+?])?|\((?P<any>[^()]+)\)|(?P<sign>.)", re.DOTALL
)
"""A part of a rewrite: a parameter by its name, one without, or a character."""
_WORDS: Final = expression(r"(:\w+)")
_DYNAMIC: Final = expression(r"\[\w+\]", re.ASCII)
_FIRST: Final = expression(
    r"^[ >]{0,3}#(?:[ \t]+(?P<said>[^\n]*))?$|^(?P<under>(?![-+*][ \t]|>|`{3}|~{3})\S[^\n]{0,1000})\n=+[ \t]*$",
    re.MULTILINE,
)
_COVERS: Final = expression(r"^[ \t>]*(?:`{3}|~{3}|[-+*\d]|<)|\S[ \t]*\n\Z", re.MULTILINE)
"""Before a heading, what may hold it as text, or begin it."""
_CLOSED: Final = expression(r"(?:\A|[ \t]+)#+[ \t]*\Z")
_MARKUP: Final = expression(r"[*_`\[<\\~]|:[^:\s]+:|&#?\w+;")
"""Where a title has none of this, it says what is written."""
_ATTRIBUTES: Final = expression(r"\{[^{}\n]*\}\s*\Z")
_AMPERSANDS: Final = {"\\&": "&amp;"}
_LOOKED_AT: Final = 20_000
_LONGEST_PATTERN: Final = 200
_SECONDS: Final = 0.05
"""What a rewrite may take; one that takes longer rewrites nothing."""


class Vitepress(Engine):
    """VitePress 1."""

    facts = VITEPRESS
    front_matter = gray_matter(VITEPRESS.title)
    dates = DateRules(partial=True, javascript=True)
    waits_for_date = False
    titles_are_text = True
    date_keys = DATE_KEYS
    modified_keys = ("lastUpdated", *MODIFIED_KEYS)
    tag_keys = ("tags", "tag")
    excerpt_keys = ("description", "excerpt", "summary")
    new_posts = NewPostCustoms(
        in_sections=True, section="posts", title_signs=r"[\\`*\[\]<>~]|(?<!\w)_|_(?!\w)|:(?=[\w+-]+:)"
    )

    def recognises(self, root: str, base: str, names: frozenset[str]) -> bool:
        """Tell whether a configuration lies in `.vitepress`."""
        return ".vitepress" in names and any(exists(root, base + one) for one in VITEPRESS.markers)

    def configure(self, root: str, base: str) -> tuple[Site, tuple[Problem, ...]]:
        """Return the site that the literals of its configuration describe; nothing of it is run."""
        config = read_config(root, base, VITEPRESS.markers)
        written = "\n".join(text_of(root, name) for name in config.files)
        objects = written_objects(written)
        values = _values(objects)
        source = as_prefix(as_text(values.get("srcDir")) or "")
        markdown = _under(("markdown",), objects)
        settings = {_REWRITE + one: as_text(to) or "" for one, to in _under(("rewrites",), objects).items()}
        if fields.flag(values, "cleanUrls"):
            settings[_CLEAN] = "yes"
        facts = with_tasks(VITEPRESS, (written,))
        site = Site(
            engine=replace(
                facts,
                dialects=tuple(_dialects(facts, written, markdown, objects)),
                published=(f"{source}public",),
            ),
            timezone=UTC,
            base=base,
            root=root,
            title=as_text(values.get("title")) or "",
            baseurl=(as_text(values.get("base")) or "").rstrip("/"),
            lang=as_text(values.get("lang")),
            content=(source,),
            exclude_globs=fields.texts(values, "srcExclude"),
            line_breaks=bool(fields.flag(markdown, "breaks")),
            settings=settings,
            config=config.files,
            values=values,
        )
        return site, config.problems

    def enters(self, site: Site, folder: str) -> bool:
        """Tell whether a folder holds pages, or is on the way there."""
        name = folder.rpartition("/")[2]
        hidden = name.startswith(".") or name in {"node_modules", "dist"}
        return not hidden and site.reaches(folder)

    def role(self, site: Site, path: str) -> Role | None:
        """Return the role of a page, unless the site leaves it out or makes others of it by parameters."""
        inside = path.removeprefix(site.content[0])
        if _DYNAMIC.search(inside) or _is_excluded(inside, site):
            return None
        return super().role(site, path)

    def named(self, document: Document) -> tuple[str | None, str]:
        """Return the date as the name has it, and the whole name, which the address ends in."""
        folder, _, name = document.path.rpartition("/")
        stem = split_extension(name)[0]
        return loose_name(stem)[0], (folder.rpartition("/")[2] if stem == "index" else "") or stem

    def title(self, document: Document, slug: str) -> str:
        """Return the title, if it is a text, else the first heading of the first level, wherever it is."""
        written = document.metadata.get("title")
        said = written.text if isinstance(written, Scalar) and is_words(written) else None
        if said is None:
            said = _ATTRIBUTES.sub("", _first_heading(document.body) or "")
        return _said(said) or words(slug)

    def permalink(
        self, document: Document, slug: str, date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """Return the path below the source as the site rewrites it, with `.html` unless its addresses are clean."""
        del slug, date, categories
        site = document.site
        inside = _rewritten(document.path.removeprefix(site.content[0]), site.settings)
        plain_path = re.sub(r"(?:\A|(?<=/))index\.md\Z", "", inside)
        return escape("/" + re.sub(r"\.md\Z", "" if _CLEAN in site.settings else ".html", plain_path))


def _values(objects: Sequence[WrittenObject]) -> Mapping[str, Value]:
    """Return the entries of the configuration itself, the last object that is in no other."""
    tops = (one.entries for one in reversed(objects) if not one.names)
    return next((entries for entries in tops if not _KEYS.isdisjoint(entries)), {})


def _under(names: tuple[str, ...], objects: Sequence[WrittenObject]) -> Mapping[str, Value]:
    return next((one.entries for one in reversed(objects) if one.names == names), {})


def _dialects(
    facts: EngineFacts, written: str, markdown: Mapping[str, Value], objects: Sequence[WrittenObject]
) -> Iterator[str]:
    """Return the dialects of a site: formulas need `markdown.math`, and with plugins there may be any containers."""
    off = fields.flag(_under(("markdown", "attrs"), objects), "disable")
    for name in facts.dialects:
        if not (off and name in _ATTRIBUTE_DIALECTS):
            yield "admonitions" if name.startswith("containers") and ".use(" in written else name
    if fields.flag(markdown, "math"):
        yield "dollar_math"
    titles = [
        f"{key.removesuffix('Label')}={quote(as_text(value) or '')}"
        for key, value in _under(("markdown", "container"), objects).items()
        if key.endswith("Label")
    ]
    if titles:
        yield " ".join(("container_titles", *titles))


def _is_excluded(path: str, site: Site) -> bool:
    return any(fits(one, path) or fits(one, f"/{path}") for one in site.exclude_globs)


def _rewritten(path: str, settings: Mapping[str, str]) -> str:
    """Return a path as the first rewrite that fits makes it (VitePress 1.6, `rewritesPlugin`, by path-to-regexp 6)."""
    for key, target in settings.items():
        pattern = key.removeprefix(_REWRITE)
        if pattern == key or len(pattern) > _LONGEST_PATTERN:
            continue
        import regex

        try:
            found = regex.fullmatch(_pattern(pattern), path, regex.IGNORECASE, timeout=_SECONDS)
        except (regex.error, TimeoutError):
            continue
        if found:
            parts = found.groupdict()
            return "".join(
                parts.get(word[1:]) or "" if word[:1] == ":" else word for word in _WORDS.split(target)
            )
    return path


def _pattern(address: str) -> str:
    return _PART.sub(_part, address)


def _part(match: re.Match[str]) -> str:
    if match["sign"]:
        return re.escape(match["sign"])
    inner = match["own"] or match["any"] or (".*?" if match["many"] else "[^/]+?")
    return f"(?P<{match['name']}>{inner})" if match["name"] else f"({inner})"


def _first_heading(body: str) -> str | None:
    """Return the text of the first heading of the first level, wherever it is, as Markdown."""
    found = _FIRST.search(body, 0, _LOOKED_AT)
    if found is None:
        return None
    if _COVERS.search(body, 0, found.start()):
        return _first_of_blocks(body[:_LOOKED_AT])
    return _marked(found)


def _marked(heading: re.Match[str]) -> str:
    return heading["under"] if heading["said"] is None else _CLOSED.sub("", heading["said"])


def _first_of_blocks(body: str) -> str | None:
    """Return the same of a body that may have lines which only look like a heading."""
    tokens = _parser(blocks=True).parse(body, {})
    at = next((at for at, one in enumerate(tokens) if one.type == "heading_open" and one.tag == "h1"), -1)
    return tokens[at + 1].content if at >= 0 else None


def _said(title: str) -> str:
    """Return the text that VitePress makes of Markdown in a title (1.6.4, `resolveTitleFromToken`).

    Entities beside other text stay as they are written (`restoreEntities`).
    """
    if not _MARKUP.search(title):
        return " ".join(title.split())
    said: list[str] = []
    for kind, run in groupby(_parser(blocks=False).parseInline(title, {})[0].children or (), key=_kind):
        tokens = list(run)
        if kind == "text":
            said += (_written(one, alone=len(tokens) == 1) for one in tokens)
        elif kind == "code_inline":
            said += (one.content for one in tokens)
    return " ".join("".join(said).split())


def _kind(token: Token) -> str:
    return token.type.removesuffix("_special")


def _written(text: Token, *, alone: bool) -> str:
    if text.type == "text":
        return with_emoji(text.content)
    return (
        text.content
        if alone
        else text.markup
        if text.info == "entity"
        else _AMPERSANDS.get(text.markup, text.content)
    )


@cache
def _parser(*, blocks: bool) -> MarkdownIt:
    """Return a parser of blocks alone, or one whose tokens of text are not joined: they tell what is written."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": True, "typographer": False})
    parser.disable("inline" if blocks else "text_join")
    # Its rules are put together by its first use, before threads share it.
    parser.parse("a")
    return parser
