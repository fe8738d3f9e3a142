"""A body's text → Markdown, by the template language of its site's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.metadata.values import as_bool

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context


def translate(body: str, context: Context) -> str:
    """Return the body with its templates evaluated: as many lines, line n from line n. Never raises.

    A body without templates is returned as it is. Liquid keeps out where the front matter says
    `render_with_liquid: false`. An engine that has no templates gets all of them as far as they do no harm:
    outside code, and only tags that can be nothing else.
    """
    if context.mdx:
        from tuireader.rendering.templates.mdx import translate_mdx

        return translate_mdx(body, context)
    if "{{" not in body and "{%" not in body and "{#" not in body:
        return body
    if context.engine == "jekyll" and as_bool(context.page.get("render_with_liquid")) is False:
        return body
    return _translated(body, context)


def _translated(body: str, context: Context) -> str:
    """Return the body as the engine's template language makes it; each is imported when it is met."""
    if context.engine == "hugo":
        from tuireader.rendering.templates.hugo import translate_hugo

        return translate_hugo(body, context, strict=True)
    if context.engine == "zola":
        from tuireader.rendering.templates.zola import translate_zola

        return translate_zola(body, context, strict=True)
    if context.engine == "hexo":
        from tuireader.rendering.templates.hexo import translate_hexo

        return translate_hexo(body, context)
    from tuireader.rendering.templates.liquid.render import translate_liquid

    if context.engine in {"jekyll", "eleventy"}:
        return translate_liquid(body, context, strict=True)
    return _union(translate_liquid(body, context, strict=False), context)


def _union(body: str, context: Context) -> str:
    from tuireader.rendering.templates.hugo import translate_hugo
    from tuireader.rendering.templates.zola import translate_zola

    return translate_zola(translate_hugo(body, context, strict=False), context, strict=False)
