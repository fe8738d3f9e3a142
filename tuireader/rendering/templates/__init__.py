"""Templates in posts, before Markdown: Liquid, Hugo's and Zola's shortcodes, Hexo's tags.

On the site templates run over the text of a post, and print Markdown. So it is here: `translate` turns a body into
Markdown of as many lines, each from the line of the same number, so that links, the outline, changes and the editor's
line all stay right. A value that only a build of the site can tell becomes a placeholder, between two noncharacters,
which no file can hold (`tuireader.rendering.dialects.placeholders`).
"""

from __future__ import annotations

from tuireader.archive.metadata.values import as_bool
from tuireader.rendering.templates.context import Context, context_of

__all__ = ["Context", "context_of", "translate"]


def translate(body: str, context: Context) -> str:
    """The body with its templates evaluated: as many lines, line n from line n. Never raises.

    A body without templates stays as it is, and so does one whose front matter switches templates off. Where the engine
    is unknown, the templates of all are evaluated as far as they do no harm: outside code, and only tags that can be
    nothing else.
    """
    if context.mdx:
        from tuireader.rendering.templates.mdx import translate_mdx

        return translate_mdx(body, context)
    if context.engine.templates == "vue":
        from tuireader.rendering.templates.vue import MARKS, translate_vue

        return translate_vue(body, context) if any(mark in body for mark in MARKS) else body
    if context.engine.templates == "graph":
        from tuireader.rendering.templates.graph import translate_graph

        return translate_graph(body, context)
    if context.engine.templates == "none" or ("{{" not in body and "{%" not in body and "{#" not in body):
        return body
    key = context.engine.templates_key
    if key and as_bool(context.page.get(key)) is False:
        return body
    return _translated(body, context)


def _translated(body: str, context: Context) -> str:
    """The body as the engine's template language makes it; each language is imported when it is needed."""
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
        case "shortcodes":
            from tuireader.rendering.templates.quarto import translate_quarto

            return translate_quarto(body, context)
        case "liquid":
            from tuireader.rendering.templates.liquid.render import translate_liquid

            return translate_liquid(body, context, strict=True)
        case _:
            return _union(body, context)


def _union(body: str, context: Context) -> str:
    from tuireader.rendering.templates.hugo import translate_hugo
    from tuireader.rendering.templates.liquid.render import translate_liquid
    from tuireader.rendering.templates.zola import translate_zola

    body = translate_liquid(body, context, strict=False)
    return translate_zola(translate_hugo(body, context, strict=False), context, strict=False)
