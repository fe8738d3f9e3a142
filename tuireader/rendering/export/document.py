"""A post as one page of HTML, which fetches nothing and runs nothing."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from markdown_it.common.utils import escapeHtml

from tuireader import __version__
from tuireader.archive.metadata.dates import DateForm
from tuireader.late import dataclass, expression
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.elements.inline import alt_of
from tuireader.rendering.export.renderer import HtmlRenderer
from tuireader.rendering.export.safe_html import safe_html
from tuireader.rendering.export.style import style_sheet
from tuireader.rendering.outline import anchor_line, outline
from tuireader.rendering.page.drawer import contents_of
from tuireader.rendering.page.head import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from tuireader.archive.post import Post
    from tuireader.rendering.export.facts import ExportFacts
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.themes.palette import Palette

_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""The sources from which a browser lets the page fetch (Content Security Policy, level 3)."""
_LANGUAGE: Final = expression(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_FROM_RIGHT: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
"""Languages that are written from right to left."""
_MAX_DESCRIPTION: Final = 300


@dataclass(frozen=True, slots=True)
class PageLook:
    """The colours of a page on a light and a dark background, and its form of dates; on paper the light ones hold."""

    light: Palette
    dark: Palette
    dates: DateForm = field(default_factory=DateForm)


def post_content(body: str, parsers: Parsers, facts: ExportFacts, title: str = "") -> str:
    """The safe HTML of a body; a first heading that repeats the title is left out.

    Of `facts` only what the body does not tell need be given.
    """
    text = parsed_start(parsers.blocks, body, body.count("\n") + 1)
    found = text.references
    entries = outline(parsers.full, text.window.blocks, parsers.ids, parsers.id_prefix)
    anchors = {entry.line: entry.anchor for entry in entries}

    def address(written: str) -> str:
        """The address of a link, with the id of the heading that it names by its words."""
        leads = facts.address(written)
        line = anchor_line(entries, unquote(leads[1:])) if leads.startswith("#") else None
        return leads if line is None else f"#{quote(anchors[line])}"

    known = replace(
        facts,
        address=address,
        anchors=anchors,
        footnotes=found.footnotes,
        overridden=found.overridden,
        contents=contents_of(parsers, found),
        macros=found.macros,
    )
    tokens = parsers.full.parse(body, found.environment())
    if not _begins_with(title, tokens):
        return safe_html(HtmlRenderer(known).blocks(tokens))
    place = f'<span id="{escapeHtml(anchors.get(tokens[0].map[0], ""))}"></span>\n' if tokens[0].map else ""
    return safe_html(place + HtmlRenderer(known).blocks(tokens[3:]))


def _begins_with(title: str, tokens: Sequence[Token]) -> bool:
    """Whether the first heading repeats the title."""
    if len(tokens) < 3 or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        return False
    return bool(title) and title in {tokens[1].content, alt_of(tokens[1])}


def page_html(post: Post, content: str, look: PageLook, address: str = "", language: str = "") -> str:
    """The whole page of a post around its `content`; `address` is its own on the web, if it has one."""
    title = escapeHtml(post.title or "Untitled")
    named = _language(post.lang or language)
    lines = [
        "<!doctype html>",
        f'<html lang="{named}" dir="{_direction(named)}">' if named else '<html dir="auto">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="tuireader {__version__}">',
        *_told(post),
        f"<title>{title}</title>",
        *([f'<link rel="canonical" href="{escapeHtml(address)}">'] if address else []),
        f"<style>\n{style_sheet(look.light, look.dark)}</style>",
        "</head>",
        "<body>",
        "<main>",
        "<header>",
        f"<h1>{title}</h1>",
        f'<p class="facts">{" · ".join(f"<bdi>{fact}</bdi>" for fact in _facts(post, look.dates))}</p>',
        "</header>",
        f"<article>\n{content}</article>",
        *([_footer(address)] if address else []),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _language(written: str) -> str:
    """A language tag (BCP 47); empty where there is none."""
    tag = written.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _direction(language: str) -> str:
    """The direction in which a language is written."""
    return "rtl" if language.lower().split("-")[0] in _FROM_RIGHT else "ltr"


def _told(post: Post) -> Iterator[str]:
    """What the page tells programs of the post."""
    for author in post.authors:
        yield f'<meta name="author" content="{escapeHtml(author)}">'
    if post.excerpt:
        yield f'<meta name="description" content="{escapeHtml(" ".join(post.excerpt.split())[:_MAX_DESCRIPTION])}">'
    if post.tags:
        yield f'<meta name="keywords" content="{escapeHtml(", ".join(post.tags))}">'


def _facts(post: Post, dates: DateForm) -> Iterator[str]:
    """What is under the title, as in the reader."""
    if post.date:
        yield f'<time datetime="{post.date.isoformat()}">{escapeHtml(dates.of(post.date))}</time>'
    if post.authors:
        yield escapeHtml(", ".join(post.authors))
    if post.series:
        yield escapeHtml(f"series: {post.series}")
    if post.tags:
        yield escapeHtml(", ".join(post.tags))
    yield f"{minutes(post.words):,} min"
    yield from (name for name in ("draft", "future", "hidden") if getattr(post, name))


def _footer(address: str) -> str:
    shown = escapeHtml(address)
    return f'<footer><bdi><a href="{shown}">{shown}</a></bdi></footer>'
