"""Hugo's shortcodes: `{{< name … >}}`, `{{% name … %}}`, their closing forms, and `{{</* literal */>}}` ones.

Lexical rules as in Hugo's parser/pageparser/pagelexer_shortcode.go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.fields import folded
from tuireader.archive.metadata.values import as_text
from tuireader.late import expression
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_regions
from tuireader.rendering.templates.shortcodes import (
    NEED_TEXT,
    CodeFence,
    Given,
    Hidden,
    InlineText,
    ShapeWriter,
    shape,
    unknown,
)
from tuireader.rendering.templates.tree import Token, tree
from tuireader.rendering.templates.writer import TranslationWriter, as_destination

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.archive.metadata.values import Value
    from tuireader.rendering.templates.code import CodeRegions
    from tuireader.rendering.templates.context import Context
    from tuireader.rendering.templates.shortcodes import Shape

LONGEST: Final = 20_000

_OPENING: Final = expression(r"\{\{([<%])")
_LITERAL: Final = expression(r"\{\{[<%]/\*")
_NAME: Final = expression(r"\s*(/?)\s*([A-Za-z0-9_][\w./-]*)")
_ARGUMENT: Final = expression(
    r"""(?:(?<![\w-])([\w-]{1,60})\s{0,9}=\s{0,9})?("(?:[^"\\]|\\.)*(?:"|\Z)|`[^`]*(?:`|\Z)|[^\s"`]+)""",
    re.DOTALL,
)
_OPTION: Final = expression(
    r"""([\w.]{1,40})\s{0,9}=\s{0,9}(\[[^\]]{0,400}\]|"[^"]{0,400}"|[^,"\[]{1,400})"""
)
_OFF: Final = frozenset({"false", "none", "0"})


def translate_hugo(body: str, context: Context, *, strict: bool) -> str:
    """Return a body's text with its shortcodes in their places, on the same lines.

    `strict` says that the engine is Hugo: every shortcode is its own then, and literal ones lose their marks.
    """
    if "{{<" not in body and "{{%" not in body:
        return body
    tokens = _tokens(body, code_regions(body, indented=not strict), strict=strict)
    out = TranslationWriter(body)

    def shape_of(token: Token, paired: bool) -> Shape | None:
        if token.name.startswith("/") or (not paired and token.name in NEED_TEXT):
            return None
        given = _given(token, paired=paired)
        found = _own(given, context, in_destination=out.in_destination()) or shape(given)
        return found or (unknown(given, token.body) if strict else None)

    ShapeWriter(body, shape_of).render(tree(tokens, "/"), out)
    return out.text()


def literals(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning of each literal shortcode and the end of what is literal: `*/`, with others in between."""
    at = 0
    while opening := _LITERAL.search(text, at):
        at = text.find("*/", opening.end()) + 2
        if at < 2:
            return
        yield opening.start(), at


def _tokens(text: str, code: CodeRegions, *, strict: bool) -> Iterator[Token]:
    done = at = 0
    ends = {"<": 0, "%": 0}
    literal = dict(literals(text))
    while opening := _OPENING.search(text, at):
        start, mark = opening.start(), opening[1]
        closing = ">}}" if mark == "<" else "%}}"
        after = literal.get(start, start + 3)
        if 0 <= ends[mark] < after:
            ends[mark] = text.find(closing, after)
        end = ends[mark] + 3
        inside = start in code
        if end < 3 or end - start > LONGEST or (inside and not strict) or "{{<" in text[after:end]:
            at = start + 3
            continue
        token = _token(text, start, end, inside=inside)
        if token is None:
            at = start + 3
            continue
        if start > done:
            yield Token("text", done, start, body=text[done:start])
        yield token
        at = done = end
    yield Token("text", done, len(text), body=text[done:])


def _token(text: str, start: int, end: int, *, inside: bool) -> Token | None:
    inner = text[start + 3 : end - 3]
    if inner.startswith("/*") and inner.rstrip().endswith("*/"):
        literal = inner.rstrip()[2:-2]
        return Token("text", start, end, body=f"{text[start : start + 3]}{literal}{text[end - 3 : end]}")
    name = _NAME.match(inner)
    if not name:
        return None
    arguments = inner[name.end() :].strip().removesuffix("/").strip()
    return Token("tag", start, end, name[1] + name[2], arguments, inside)


def _given(token: Token, *, paired: bool) -> Given:
    listed: list[str] = []
    named: dict[str, str] = {}
    for name, value in _ARGUMENT.findall(token.body):
        text = re.sub(r"\\(.)", r"\1", value[1:].removesuffix('"')) if value[0] == '"' else value.strip("`")
        if name:
            named[name.lower()] = text
        else:
            listed.append(text)
    return Given(token.name, tuple(listed), named, paired)


def _own(given: Given, context: Context, *, in_destination: bool) -> Shape | None:
    """Return the shapes of Hugo's own shortcodes that depend on the site or on their place."""
    if given.name in {"ref", "relref"} and (path := given.get("path", at=0)):
        target = as_destination(f'{{{{< {given.name} "{path}" >}}}}')
        return InlineText(target if in_destination else f"[{cards.label(path)}]({target})")
    if given.name == "highlight" and given.paired and (language := given.get("lang", at=0)):
        return CodeFence(f"{language}{_options(given)}")
    if given.name == "comment":
        return Hidden()
    if given.name == "param" and (key := given.get("name", at=0)):
        value = _param(key, context)
        return None if value is None else InlineText(value)
    return None


def _options(given: Given) -> str:
    """Return Hugo's options of code as words: `linenos=table, hl_lines=8 15-17` is `linenos hl_lines=8,15-17`."""
    pairs = _OPTION.findall(given.get("options", at=1)) or list(given.named.items())
    words = []
    for name, value in pairs:
        text = ",".join(re.sub(r"""[\[\]"',]""", " ", value).split())
        if name.lower() == "linenos":
            words += [] if text.lower() in _OFF else ["linenos"]
        elif name.lower() in {"hl_lines", "linenostart"}:
            words.append(f"{name.lower()}={text}")
    return "".join(f" {word}" for word in words)


def _param(key: str, context: Context) -> str | None:
    """Return a parameter of the page, else of the site, by its name, whose parts are joined by points."""
    for values in (context.page, _under(context.page, "params"), _under(context.site, "params")):
        value: Value | None = values
        for part in key.split("."):
            value = folded(value).get(part.lower()) if isinstance(value, Mapping) else None
        if (text := as_text(value)) is not None:
            return text
    return None


def _under(values: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    found = folded(values).get(key)
    return found if isinstance(found, Mapping) else {}
