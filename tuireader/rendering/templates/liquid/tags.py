"""Liquid's tags without an end, and those that Jekyll and its well-known plugins add."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.dialects.placeholders import contents_below
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.liquid.evaluate import SyntaxFault
from tuireader.rendering.templates.liquid.includes import included
from tuireader.rendering.templates.liquid.partials import put_contents, put_partial
from tuireader.rendering.templates.liquid.values import UnknownValue, text_of
from tuireader.rendering.templates.writer import as_destination

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.rendering.templates.liquid.renderer import Renderer, Tag
    from tuireader.rendering.templates.tree import Token
    from tuireader.rendering.templates.writer import TranslationWriter

_FILE: Final = expression(r"""\s*("[^"]*"|'[^']*'|(?:\{\{[^{}]*\}\}|[^\s,])+)[\s,]*""")
_PARAMETER: Final = expression(
    r"""(?<![\w-])([\w-]{1,60})\s{0,9}[=:]\s{0,9}(?:"((?:[^"\\]|\\.)*)(?:"|\Z)|'((?:[^'\\]|\\.)*)(?:'|\Z)|([^\s,"']+))""",
    re.DOTALL,
)
_VALUE: Final = expression(r"\{\{-?([^{}]*)\}\}")
_QUOTED: Final = expression(r"""("(?:[^"\\]|\\.)*(?:"|\Z)|'(?:[^'\\]|\\.)*(?:'|\Z)|[^\s,"']+)""", re.DOTALL)
_ESCAPED: Final = expression(r"""\\(["'\\])""")
_QUOTES: Final = "\"'"
_CONTENTS: Final = ("toc", "toc.md")
_ON_THIS_PAGE: Final = "On this page"
"""The list of contents of Minimal Mistakes, where the theme is not in the archive, and the title that it has."""


def _assign(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    name, equals, expression = token.body.partition("=")
    if not equals or not re.fullmatch(r"\s*[\w.-]{1,100}\s*", name):
        raise SyntaxFault(token.body)
    renderer.scope.assigned[name.strip()] = renderer.evaluated(expression)
    out.stand_in(token, "")
    return True


def _echo(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    renderer.print(token, token.body, out)
    return True


def _interrupt(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    if "forloop" in renderer.scope.assigned:
        renderer.interrupt = token.name
    out.stand_in(token, "")
    return True


def _cycle(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    """Write the next of some values, each group of them by itself."""
    reader = renderer.reader(token.body)
    values = [reader.value()]
    group = token.body
    if reader.take(":"):
        group, values = renderer.scope.text_of(values[0], group), [reader.value()]
    while reader.take(","):
        values.append(reader.value())
    reader.finish()
    turn = renderer.turns.get(f"cycle {group}", 0)
    at = turn if isinstance(turn, int) else 0
    renderer.turns[f"cycle {group}"] = at + 1
    out.stand_in(token, renderer.scope.text_of(values[at % len(values)], token.body))
    return True


def _count(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    """Write a counter: `increment` what it was before, `decrement` what it is then."""
    name = renderer.reader(token.body).word()
    counts = renderer.scope.counts
    before = counts.get(name, 0)
    counts[name] = before + (1 if token.name == "increment" else -1)
    out.stand_in(token, str(min(before, counts[name])))
    return True


def _nothing(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    del renderer
    out.stand_in(token, "")
    return True


def _reference(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    """Write `post_url` or `link`: encoded within a destination, as a link elsewhere."""
    body = _filled(renderer, token.body.strip())
    target = as_destination(f"{{% {token.name} {body} %}}")
    if out.in_destination():
        out.stand_in(token, target)
    else:
        out.stand_in(token, _placed(f"[{cards.label(body.strip(_QUOTES))}]({target})", token, out))
    return True


def _include(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    file = _FILE.match(token.body)
    if not file:
        raise SyntaxFault(token.body)
    given = parameters(renderer, token.body[file.end() :])
    name = _filled(renderer, file[1].strip("\"'"))
    shown = included(name, given)
    if shown.kind != "card" and put_partial(renderer, token, name, given, out):
        return True
    if name in _CONTENTS and "html" not in given and renderer.partials.get(f"{token.name} {name}") is None:
        contents = contents_below(text_of(given.get("title", "")) or _ON_THIS_PAGE)
        if put_contents(renderer, token, contents, out):
            return True
    text = shown.block if out.has_room(token) else _placed(shown.inline, token, out)
    out.stand_in(token, out.card(token, text) if shown.kind == "card" else text)
    return True


def parameters(renderer: Renderer, text: str) -> dict[str, object]:
    """Return the named parameters of a tag; a value without quotes is an expression."""
    found: dict[str, object] = {}
    for match in _PARAMETER.finditer(text):
        name, double, single, bare = match.groups()
        if bare is None:
            written = double if double is not None else single
            found[name] = _ESCAPED.sub(r"\1", _filled(renderer, written))
        else:
            try:
                value = renderer.evaluated(bare)
                found[name] = value if renderer.scope.may_read(value) else UnknownValue(bare)
            except SyntaxFault:
                found[name] = bare
    return found


def _filled(renderer: Renderer, text: str) -> str:
    """Return the text with the values of the expressions between braces."""

    def value(match: re.Match[str]) -> str:
        try:
            return renderer.scope.text_of(renderer.evaluated(match[1].removesuffix("-")), match[1].strip())
        except SyntaxFault:
            return match[0]

    return _VALUE.sub(value, text) if "{{" in text else text


def positional(text: str) -> list[str]:
    """Return the words of a tag, in order, without quotes."""
    quoted = _QUOTED.findall(text)
    return [_ESCAPED.sub(r"\1", one[1:-1]) if one[0] in "\"'" else one for one in quoted]


def _image(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    """Write `{% image "src" "alt" %}`, `{% image_with_class "src" "class" "alt" %}`, `{% img class src w h alt %}`."""
    given = {key: text_of(value) for key, value in parameters(renderer, token.body).items()}
    if given.get("src"):
        out.stand_in(token, _placed(cards.image(given["src"], given.get("alt", "")), token, out))
        return True
    parts = positional(_filled(renderer, token.body))
    at = next((index for index, part in enumerate(parts) if cards.IMAGE.fullmatch(part)), -1)
    if at < 0:
        return False
    alts = parts[at + 1 :][-1:]
    alt = alts[0] if alts and not alts[0].isdigit() else ""
    out.stand_in(token, _placed(cards.image(parts[at], alt), token, out))
    return True


def _card(renderer: Renderer, token: Token, out: TranslationWriter) -> bool:
    """Write a video, a gist or a post of another site by its id or address."""
    given = {key: text_of(value) for key, value in parameters(renderer, token.body).items()}
    parts = positional(_filled(renderer, token.body))
    name = given.get("id") or given.get("src") or given.get("url") or next(iter(parts), "")
    if not name or "=" in name.partition("://")[0]:
        return False
    if token.name in cards.VIDEO_SITES:
        card = cards.video(token.name, name)
    elif token.name == "gist":
        card = cards.gist("", name, next(iter(parts[1:]), ""))
    else:
        card = cards.tweet("", name)
    out.stand_in(token, out.card(token, _placed(card, token, out)))
    return True


def _placed(text: str, token: Token, out: TranslationWriter) -> str:
    """Return Markdown, or the same as HTML where only that is read."""
    return cards.as_html(text) if "](" in text and out.in_html(token) else text


TAGS: Final[Mapping[str, Tag]] = {
    "assign": _assign,
    "echo": _echo,
    "cycle": _cycle,
    "increment": _count,
    "decrement": _count,
    "break": _interrupt,
    "continue": _interrupt,
    "#": _nothing,
    "endraw": _nothing,
    "post_url": _reference,
    "link": _reference,
    **dict.fromkeys(("include", "include_relative", "include_cached", "render"), _include),
    **dict.fromkeys(("image", "image_with_class", "img", "picture", "responsive_image"), _image),
    **dict.fromkeys(("gist", "twitter", "tweet", *sorted(cards.VIDEO_SITES)), _card),
}
