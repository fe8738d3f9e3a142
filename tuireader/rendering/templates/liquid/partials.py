"""`{% include %}` of files that are in the archive: what their own Liquid comes to is put in place.

A partial has the room of the tag that includes it (`room`). Partials of a theme that is installed elsewhere
are not there, and are told by their names (`includes`). Jekyll 4.4.1, `tags/include.rb`.
"""

from __future__ import annotations

import re
from html import unescape
from posixpath import dirname
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.dialects.placeholders import OPEN, contents_below
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.files import text_of_file
from tuireader.rendering.templates.liquid.room import put_lines, without_definitions
from tuireader.rendering.templates.liquid.scan import liquid_tokens
from tuireader.rendering.templates.tree import tree
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site
    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid.renderer import Renderer
    from tuireader.rendering.templates.tree import Token

_NAME: Final = expression(r"[\w/.\-()+~#@ ]{1,300}")
_CLIMBS: Final = expression(r"[./]{2}")
_MAX_DEPTH: Final = 12
_TIMES: Final = 3
_EACH: Final = 400
"""The work that rendering a partial costs: so many times its length, and so much besides, in characters."""
_MOST_DOUBTS: Final = 8
"""Placeholders in a partial; where there are more, its name says more than its text."""
_CONTENTS: Final = expression(
    r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+([^\n]*)\n[ \t]*\{:[ \t]?toc\b[^}\n]*\}[ \t]*$", re.MULTILINE
)
"""Kramdown's list of contents, which a partial has among HTML."""
_TAG: Final = expression(r"<[^<>]*>")
_BESIDE: Final = "include_relative"


def may_read(site: Site, post: PostId, path: str) -> bool:
    """Tell whether the templates of a post may read the file at a path: a partial, data, or one below its folder."""
    folders = [site.base + site.settings[name] for name in ("includes", "data") if site.settings.get(name)]
    return path.startswith((*folders, f"{dirname(post)}/".lstrip("/")))


def put_partial(
    renderer: Renderer, token: Token, name: str, given: Mapping[str, object], out: TranslationWriter
) -> bool:
    """Write a partial in the place of its tag; false if it is not in the archive, too much, or known to builds."""
    if renderer.depth >= _MAX_DEPTH:
        return False
    key = f"{token.name} {name}"
    if key not in renderer.partials:
        renderer.partials[key] = _partial(renderer.context, token.name, name)
    text = renderer.partials[key]
    if text is None or not renderer.scope.may_spend(_TIMES * len(text) + _EACH):
        return False
    shown = _rendered(renderer, text, given)
    if shown.count(OPEN) > _MOST_DOUBTS:
        return False
    asked = None if out.free else _CONTENTS.search(shown)
    if asked:
        above, below = (
            " ".join(_TAG.sub(" ", part).split()) for part in (shown[: asked.start()], shown[asked.end() :])
        )
        return not below and put_contents(renderer, token, contents_below(unescape(above), asked[1]), out)
    if not out.free:
        # Definitions have no room of their own lines.
        shown, definitions = without_definitions(shown)
        renderer.definitions.extend(definitions)
    put_lines(renderer.source, token, shown, out)
    return True


def put_contents(renderer: Renderer, token: Token, contents: str, out: TranslationWriter) -> bool:
    """Write kramdown's list of contents in the place of a tag; false if that has no line for it, or none is made."""
    home = renderer.context.home
    stands_alone = out.at_start() and not renderer.source[token.end :].partition("\n")[0].strip()
    if (
        home is None
        or "kramdown_blocks" not in home.engine.dialects
        or not stands_alone
        or out.in_html(token)
    ):
        return False
    out.stand_in(token, contents)
    return True


def _partial(context: Context, tag: str, name: str) -> str | None:
    site = context.home
    if site is None or not _NAME.fullmatch(name) or _CLIMBS.search(name):
        return None
    folder = dirname(context.path) if tag == _BESIDE else site.settings["includes"].rstrip("/")
    return text_of_file(site, f"{folder}/{name}" if folder else name)


def _rendered(renderer: Renderer, text: str, given: Mapping[str, object]) -> str:
    part = renderer.part(text)
    assigned = renderer.scope.assigned
    before = assigned.get("include")
    if given or before is None:
        assigned["include"] = given
    out = TranslationWriter(text, free=True)
    part.render(tree(liquid_tokens(text, code_regions(text, indented=False), in_code=True), "end"), out)
    if before is None:
        del assigned["include"]
    else:
        assigned["include"] = before
    return out.text()
