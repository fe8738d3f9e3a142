"""Hexo's tag plugins: `{% codeblock %}`, `{% asset_img %}`, `{% post_link %}` and the rest, and those of its themes.

Arguments are parted by blanks, in quotes where they hold some (hexo/lib/extend/tag.ts, hexo/lib/plugins/tag). Hexo
takes code out before it runs them (plugins/filter/before_post_render/backtick_code_block.ts).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.fields import flag, nested
from tuireader.archive.metadata.values import Scalar
from tuireader.late import expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.liquid.render import translate_flow
from tuireader.rendering.templates.liquid.scan import liquid_tokens
from tuireader.rendering.templates.shortcodes import (
    NAMED_KINDS,
    CodeFence,
    Given,
    InlineText,
    ShapeWriter,
    TitledText,
    admonition,
    bold_line,
    details,
    quotation,
    shape,
    unknown,
)
from tuireader.rendering.templates.tree import Token, tree
from tuireader.rendering.templates.writer import TranslationWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.liquid.documents import Item
    from tuireader.rendering.templates.shortcodes import Shape

_ARGUMENT: Final = expression(r""""([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^\s"']+)""")
_NAMED: Final = expression(r"(lang|line_number|mark|first_line|title|highlight|wrap|caption):(.+)", re.DOTALL)
_ADDRESS: Final = expression(r"https?://\S+|/\S*")
_SIZE: Final = expression(r"\d{1,5}(?:px|%)?")
_ALIGNED: Final = frozenset({"left", "right", "center"})
_NEED_TEXT: Final = frozenset(
    ["codeblock", "code", "blockquote", "quote", "pullquote", "note", "highlight", "mermaid"]
)
_TAB: Final = expression(r"<!--[ \t]{0,9}(?:tab[ \t]([^>@\n]{0,200}?)(?:@[^>\n]{0,99})?|endtab)[ \t]{0,9}-->")


def translate_hexo(body: str, context: Context) -> str:
    """Return a body's text with its tags in their places, on the same lines."""
    if _is_off(context):
        return body
    if "{{" in body or "{#" in body or "set " in body or "for " in body or "if " in body:
        body = translate_flow(body, context)
    tokens = _tags(liquid_tokens(body, code_regions(body, indented=False), in_code=False), body)
    out = TranslationWriter(body)

    def shape_of(token: Token, paired: bool) -> Shape | None:
        if (token.name.startswith("end") and token.name != "end") or (
            not paired and token.name in _NEED_TEXT
        ):
            return None
        listed, named = _arguments(token.body)
        given = Given(token.name, listed, named, paired)
        if token.name in {"post_link", "post_path"}:
            return _of_post(given, context) or unknown(given, token.body)
        own = _KNOWN.get(token.name)
        return (own(given) if own else shape(given)) or unknown(given, token.body)

    ShapeWriter(body, shape_of).render(tree(tokens, "end"), out)
    text = out.text()
    return _TAB.sub(_tab, text) if "<!--" in text else text


def _is_off(context: Context) -> bool:
    """Tell whether tags and values are switched off: the post says so or, if it says nothing, the renderer's settings.

    hexo-renderer-marked 7.0; Hexo 7.3, `hexo/post.js`.
    """
    said = flag(context.page, "disableNunjucks")
    renderers = (nested(context.site, name) for name in ("marked", "markdown"))
    return any(flag(one, "disableNunjucks") for one in renderers) if said is None else said


def _tab(match: re.Match[str]) -> str:
    return bold_line(match[1].strip(), match.string, match.end()) if match[1] else ""


def _tags(tokens: Iterator[Token], source: str) -> Iterator[Token]:
    for token in tokens:
        if token.kind == "output" or (token.kind == "tag" and token.name == "#"):
            yield Token("text", token.start, token.end, body=source[token.start : token.end])
        elif token.kind == "raw":
            breaks = source.count("\n", token.start, token.end) - token.body.count("\n")
            yield Token("text", token.start, token.end, body=token.body + "\n" * breaks)
        else:
            yield token


def _arguments(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    listed: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = match[match.lastindex or 0]
        if match[3] and (pair := _NAMED.fullmatch(value)):
            named[pair[1]] = pair[2]
        else:
            listed.append(value)
    return tuple(listed), named


def _codeblock(given: Given) -> Shape | None:
    """Return `{% codeblock [title] [lang:x] [url] [link text] [line_number:] [mark:] %}` as a fence."""
    words = [given.named.get("lang", "text")]
    if given.named.get("line_number", "").lower() == "true":
        words.append("linenos")
    if "first_line" in given.named:
        words.append(f"linenostart={given.named['first_line']}")
    if "mark" in given.named:
        words.append(f"mark_lines={given.named['mark']}")
    title = " ".join(one for one in given.listed if not _ADDRESS.fullmatch(one))
    if title:
        words.append('title="' + title.replace('"', "'") + '"')
    return CodeFence(" ".join(words))


def _image(given: Given) -> Shape | None:
    """Return an image for `{% img [classes] src [width] [height] ["title" "alt"] %}` or `{% asset_img … %}`."""
    parts = list(given.listed)
    at = next(
        (i for i, part in enumerate(parts) if cards.IMAGE.fullmatch(part) or _ADDRESS.fullmatch(part)), -1
    )
    if at < 0:
        return None
    said = [part for part in parts[at + 1 :] if not _SIZE.fullmatch(part) and part not in _ALIGNED]
    if len(said) == 1 and said[0].count('"') >= 2:
        said = [part for part in said[0].split('"') if part.strip()]
    if len(said) > 2:
        said = [" ".join(said)]
    return InlineText(cards.image(parts[at], said[-1] if said else ""))


def _of_post(given: Given, context: Context) -> Shape | None:
    """Return `{% post_link filename [title] %}` or `{% post_path filename %}`.

    Without a title that of the post stands for it, or the file's name where nothing tells of the post.
    """
    if not given.listed:
        return None
    file, _, anchor = given.listed[0].partition("#")
    if given.name == "post_path":
        address = _told(context, file, "url")
        return InlineText(cards.destination(address)) if address else _path(given)
    words = [one for one in given.listed[1:] if one not in {"true", "false"}]
    said = " ".join(words) or _told(context, file, "title") or file
    # A name with blanks may well be a title.
    target = (
        f"{{post}}{file}" if " " in file else file if file.endswith((".md", ".markdown")) else f"{file}.md"
    )
    return InlineText(cards.link(said, f"{target}#{anchor}" if anchor else target))


def _told(context: Context, name: str, key: str) -> str:
    """Return what is known of the post of a name or a title (`plugins/tag/post_link.ts`), or nothing."""
    if context.home is None:
        return ""
    from tuireader.rendering.templates.liquid.documents import SiteDocuments

    posts = ((context.documents or SiteDocuments()).of(context.home) or {}).get("posts", ())
    named = next((one for one in posts if _name(one) == name.removesuffix(".md")), None)
    found = named or next((one for one in posts if _text(one, "title") == name), None)
    return _text(found, key) if found else ""


def _name(post: Item) -> str:
    return _text(post, "relative_path").partition("_posts/")[2].rpartition(".")[0]


def _text(post: Item, key: str) -> str:
    value = post.get(key)
    return value.text if isinstance(value, Scalar) else ""


def _asset_link(given: Given) -> Shape | None:
    if not given.listed:
        return None
    words = [one for one in given.listed[1:] if one not in {"true", "false"}]
    return InlineText(cards.link(" ".join(words) or given.listed[0], given.listed[0]))


def _path(given: Given) -> Shape | None:
    return InlineText(cards.destination(given.listed[0])) if given.listed else None


def _link(given: Given) -> Shape | None:
    """Return `{% link text… url [external] [title] %}`; NexT's buttons have the url first and commas between."""
    listed = [one.strip(",") for one in given.listed]
    at = next((i for i, part in enumerate(listed) if _ADDRESS.fullmatch(part)), -1)
    if at < 0:
        return None
    before = " ".join(listed[:at])
    after = " ".join(one for one in listed[at + 1 :] if one not in {"true", "false"})
    return InlineText(cards.link(before or after or listed[at], listed[at]))


def _blockquote(given: Given) -> Shape | None:
    """Return `{% blockquote [author[, source]] [link] [source_link_title] %}` as a quotation with its source."""
    if given.name in {"pullquote", "centerquote", "cq"}:
        return quotation("")
    at = next((i for i, part in enumerate(given.listed) if _ADDRESS.fullmatch(part)), -1)
    if at < 0:
        return quotation(" ".join(given.listed))
    title = " ".join(given.listed[at + 1 :])
    source = cards.link(title or given.listed[at], given.listed[at])
    return quotation(" ".join((*given.listed[:at], source)))


def _note(given: Given) -> Shape | None:
    """Return NexT's and Butterfly's `{% note [class] [no-icon] [title] %}`."""
    words = [one for one in given.listed if one not in {"no-icon", "simple", "modern", "flat", "disabled"}]
    kinds = NAMED_KINDS | {"default", "primary"}
    kind = words.pop(0) if words and words[0].lower() in kinds else "note"
    kind = "note" if kind in {"default", "primary"} else kind
    return admonition(kind, " ".join(words))


def _fold(given: Given) -> Shape | None:
    words = " ".join(given.listed).partition(",")[0]
    return details(words or "Details") if given.paired else None


def _frame(given: Given) -> Shape | None:
    return InlineText(cards.embedded(given.listed[0]), card=True) if given.listed else None


_KNOWN: Final[Mapping[str, Callable[[Given], Shape | None]]] = {
    **dict.fromkeys(("codeblock", "code"), _codeblock),
    **dict.fromkeys(("img", "asset_img", "image", "fi", "fullimage"), _image),
    "asset_link": _asset_link,
    "asset_path": _path,
    **dict.fromkeys(("link", "btn", "button"), _link),
    **dict.fromkeys(("blockquote", "quote", "pullquote", "centerquote", "cq"), _blockquote),
    # NexT has a diagram's kind in the tag.
    "mermaid": lambda given: CodeFence(" ".join(("mermaid", *given.listed))) if given.paired else None,
    "note": _note,
    **dict.fromkeys(("fold", "folding", "hideToggle", "hideBlock", "spoiler"), _fold),
    **dict.fromkeys(("iframe", "video", "audio", "dplayer"), _frame),
    "tabs": lambda given: InlineText("") if given.paired else TitledText(" ".join(given.listed)),
}
