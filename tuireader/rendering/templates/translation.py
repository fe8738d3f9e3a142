"""A body's text → Markdown, by the template language of its site's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.metadata.values import as_bool

if TYPE_CHECKING:
    from tuireader.rendering.templates.context import Context


def translate(body: str, context: Context) -> str:
    """Return the body with its templates evaluated: as many lines, line n from line n. Never raises.

    A body without templates is returned as it is, and so is one whose front matter switches templates off. Where the
    engine has no templates, all of them are evaluated as far as they do no harm: outside code, and only tags that can
    be nothing else.
    """
    if context.mdx:
        from tuireader.rendering.templates.mdx import translate_mdx

        return translate_mdx(body, context)
    if "{{" not in body and "{%" not in body and "{#" not in body:
        return body
    key = context.engine.templates_key
    if key and as_bool(context.page.get(key)) is False:
        return body
    return _translated(body, context)


def _translated(body: str, context: Context) -> str:
    """Return the body as the engine's template language makes it; each is imported when it is met."""
    match context.engine.templates:
        case "go":
            from tuireader.rendering.templates.hugo import translate_hugo

            return translate_hugo(body, context, strict=True)
        case "tera":
            from tuireader.rendering.templates.zola import translate_zola

            return translate_zola(body, context, strict=True)
        case "nunjucks":
            from tuireader.rendering.templates.hexo import translate_hexo

            return translate_hexo(body, context)
        case "liquid":
            from tuireader.rendering.templates.liquid.render import translate_liquid

            return translate_liquid(body, context, strict=True)
        case "unknown":
            return _union(body, context)


def _union(body: str, context: Context) -> str:
    from tuireader.rendering.templates.hugo import translate_hugo
    from tuireader.rendering.templates.liquid.render import translate_liquid
    from tuireader.rendering.templates.zola import translate_zola

    body = translate_liquid(body, context, strict=False)
    return translate_zola(translate_hugo(body, context, strict=False), context, strict=False)
