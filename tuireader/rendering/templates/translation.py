"""A body's text → Markdown, by the template language of its site's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.values import as_bool

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context


def translate(body: str, context: Context) -> str:
    """Return the body with its templates evaluated: as many lines, line n from line n. Never raises.

    A body without templates is returned as it is. Liquid keeps out where the front matter says
    `render_with_liquid: false`.
    """
    if "{{" not in body and "{%" not in body:
        return body
    if context.engine == "jekyll" and as_bool(context.page.get("render_with_liquid")) is False:
        return body
    return _dialect(body, context)


def _dialect(body: str, context: Context) -> str:
    """Return the body as the engine's template language makes it; each is imported when it is met."""
    from tuireader.rendering.templates.liquid import translate_liquid  # noqa: PLC0415 - few posts have templates

    return translate_liquid(body, context, strict=context.engine in {"jekyll", "eleventy"})
