"""The shortcodes of Hugo, Zola and their themes by name, and the shape of each.

Hugo's own: https://gohugo.io/shortcodes/. Themes: Blowfish, Docsy, hugo-book, Relearn, Hextra, Hugo Blox, DoIt.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.callout_kinds import KINDS, LOOKS
from tuireader.rendering.templates import cards
from tuireader.rendering.templates.code import code_block
from tuireader.rendering.templates.tree import TemplateBlock, Token
from tuireader.rendering.templates.writer import TranslationWriter, as_destination, placeholder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tuireader.rendering.templates.tree import Node

_LOOKED_AT: Final = 200
_PROMPT: Final = expression(r"\s*(?:[$%❯➜]|>>>|PS [A-Za-z]:\S*>|[\w.-]+@[\w.-]+[:~ ][^$#\n]{0,80}[$#]) +\S")
_CODE: Final = expression(r".*[{};]\s*\Z|\s*(?://|/\*|\}|def |fn |func |class |return\b|#include\b)")
_COLUMNS: Final = expression(r"\S(?: {3,}|\t+)\S")
_MARKDOWN: Final = expression(r"[ \t]*(?:`{3}|~{3}|[-*+] |\d{1,9}[.)] |> |#{1,6} |<[A-Za-z!/]|\||!\[)")
_LANGUAGES: Final = frozenset(
    [
        "bash", "c", "c++", "clojure", "console", "cpp", "cs", "csharp", "css", "dart", "diff", "dockerfile",
        "elixir", "elm", "erlang", "fish", "go", "golang", "graphql", "haskell", "html", "ini", "java",
        "javascript", "js", "json", "jsx", "julia", "kotlin", "latex", "lisp", "lua", "makefile", "nginx",
        "nix", "none", "objc", "ocaml", "perl", "php", "plain", "plaintext", "powershell", "python", "r",
        "ruby", "rust", "scala", "scheme", "scss", "sh", "shell", "shell-session", "sql", "swift", "terminal",
        "text", "toml", "ts", "tsx", "txt", "typescript", "vim", "xml", "yaml", "yml", "zig", "zsh",
    ]
)  # fmt: skip


def language_of(written: str) -> str:
    """Return the name of a language that a shortcode is given first, or nothing."""
    first = written.split(maxsplit=1)[0].strip("\"'`").lower() if written.strip() else ""
    return first if first in _LANGUAGES else ""


def is_preformatted(text: str) -> bool:
    """Tell whether a text on several lines means each line to stand alone; Markdown and prose do not."""
    lines = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    if not lines:
        return False
    if any(_PROMPT.match(line) for line in lines):
        return not any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    if any(_MARKDOWN.match(line) for line in lines):
        return False
    if sum(_COLUMNS.search(line) is not None for line in lines) > 1:
        return True
    return len(lines) > 1 and 3 * sum(_CODE.match(line) is not None for line in lines) > len(lines)


_PROSE: Final = expression(r"[ \t]*\n[ \t]*(?![-*+][ \t]|\d{1,9}[.)][ \t])[\w*_\[(“\"']")


@dataclass(frozen=True, slots=True)
class InlineText:
    """Text in the place of the tag; `block` instead where HTML has a line for itself. Text inside follows it.

    `card` says that it is a unit of its own, which alone on a line does not run on from the lines around it.
    """

    text: str
    block: str = ""
    card: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """HTML around the text inside; in the midst of a line `hint` is a placeholder before it, unless it is `inline`."""

    before: str
    after: str
    hint: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class CodeFence:
    """A fence with that info string."""

    info: str


@dataclass(frozen=True, slots=True)
class TitledText:
    """A title in bold above the text inside."""

    title: str


@dataclass(frozen=True, slots=True)
class NamedPlaceholder:
    """A placeholder, and the words that the tag is given, before the text inside."""

    hint: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Nothing, with the text inside."""


Shape = Hidden | InlineText | Around | CodeFence | TitledText | NamedPlaceholder


def admonition(kind: str, title: str = "") -> Around:
    """Return a notice as MkDocs, Python-Markdown and kramdown's classes have it."""
    said = f'<p class="admonition-title">{cards.inline_html(title)}</p>' if title else ""
    name = re.sub(r"[^\w-]+", "-", kind).strip("-").lower() or "note"
    return Around(f'<div class="admonition {name}" markdown="1">{said}', "</div>", kind)


def details(summary: str, *, opened: bool = False) -> Around:
    """Return text that is folded up."""
    start = f'<details{" open" if opened else ""} markdown="1">'
    return Around(f"{start}<summary>{cards.inline_html(summary)}</summary>", "</details>", summary)


def quotation(source: str) -> Around:
    after = f"<br>— {source}</blockquote>" if source else "</blockquote>"
    return Around('<blockquote markdown="1">', after, "quote")


def picture(src: str, alt: str = "", caption: str = "", href: str = "") -> InlineText:
    return InlineText(cards.inline_figure(src, alt, caption, href), cards.figure(src, alt, caption, href))


def bold_line(title: str, source: str, end: int) -> str:
    """Return a title in bold, which prose on the line after `end` does not run on from."""
    return f"**{title}**" + ("<br>" if _PROSE.match(source, end) else " ")


class ShapeWriter:
    """Writes the nodes of a text as the shapes that `shape_of` finds for its tags; a tag without one stays as it is."""

    def __init__(self, source: str, shape_of: Callable[[Token, bool], Shape | None]) -> None:
        self._source = source
        self._shape_of = shape_of
        self._in_code = False

    def render(self, nodes: Iterable[Node], out: TranslationWriter) -> None:
        for node in nodes:
            if isinstance(node, TemplateBlock):
                self._block(node, out)
            elif node.kind != "tag":
                out.put(node.body)
            elif shape := self._shape(node, paired=False):
                self._opener(node, shape, out, paired=False)
            else:
                out.leave(node)

    def _shape(self, token: Token, *, paired: bool) -> Shape | None:
        return None if token.code or self._in_code else self._shape_of(token, paired)

    def _block(self, block: TemplateBlock, out: TranslationWriter) -> None:
        shape = self._shape(block.opener, paired=True)
        if isinstance(shape, NamedPlaceholder):
            shape = self._set_in_lines(block) or shape
        if shape is None:
            out.leave(block.opener)
            self.render(block.children, out)
            out.leave(block.closer)
        elif isinstance(shape, Hidden):
            out.drop(block.start, block.end)
        elif isinstance(shape, CodeFence):
            inner = TranslationWriter(self._source)
            self._in_code = True
            self.render(block.children, inner)
            self._in_code = False
            code_block(out, self._source, block, inner.text(), shape.info)
        else:
            after = self._opener(block.opener, shape, out, paired=True)
            self.render(block.children, out)
            out.stand_in(block.closer, after)

    def _set_in_lines(self, block: TemplateBlock) -> CodeFence | None:
        """Return a fence for an unknown shortcode whose lines look like code."""
        inner = self._source[block.opener.end : block.closer.start]
        if not inner.startswith("\n") or not inner.rstrip(" \t").endswith("\n"):
            return None
        language = language_of(block.opener.body)
        return CodeFence(language) if (language and "```" not in inner) or is_preformatted(inner) else None

    def _opener(self, token: Token, shape: Shape, out: TranslationWriter, *, paired: bool) -> str:
        """Write the text in the place of an opening tag, and return that of the closing one."""
        after = ""
        if isinstance(shape, Hidden):
            text = ""
        elif isinstance(shape, InlineText):
            text = shape.block if shape.block and out.has_room(token) else shape.text
            text = (
                cards.as_html(text)
                if "](" in text and not out.in_destination() and out.in_html(token)
                else text
            )
            text = out.card(token, text) if shape.card else text
        elif isinstance(shape, NamedPlaceholder) and out.in_destination():
            text = as_destination(self._source[token.start : token.end])
        elif isinstance(shape, NamedPlaceholder):
            text = " ".join((placeholder(shape.hint), *shape.words)) + (" " if paired else "")
        elif isinstance(shape, TitledText):
            apart = "" if out.at_start() else "<br>"
            text = apart + bold_line(shape.title, self._source, token.end)
        elif isinstance(shape, Around) and paired and (shape.inline or out.at_start()):
            text, after = shape.before, shape.after
        else:
            text = placeholder(getattr(shape, "hint", "")) + " "
        out.stand_in(token, text)
        return after


NAMED_KINDS: Final = frozenset({"update", *(name for name, kind in KINDS.items() if kind.of_class)} - LOOKS)
"""The kinds of callouts that have shortcodes of their own."""
NOTICES: Final = frozenset(
    ["notice", "alert", "callout", "admonition", "aside", "box", "message", "notification"]
)
FRAMES: Final = frozenset({
    "tabs", "tabpane", "tabgroup", "tabset", "columns", "column", "row", "col", "grid", "steps", "cards",
    "div", "center", "right", "left", "rawhtml", "html", "lead", "article", "section", "container", "wrapper",
    "block",
})  # fmt: skip
"""Shortcodes that only lay out the text inside."""

PICTURES: Final = ("figure", "image", "img", "picture", "imgproc", "resize_image", "lightbox")
"""Shortcodes that show a picture."""

NEED_TEXT: Final = frozenset(
    ["mermaid", "plantuml", "graphviz", "echarts", "dot", "math", "latex", "mathjax", "highlight"]
)
"""Shortcodes that need text inside; without their end they stay as they are written."""

_WORDS: Final = ("title", "caption", "text", "content", "description", "summary", "label", "alt")


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of a shortcode, by position and by name, and whether it holds text."""

    name: str
    listed: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    paired: bool = False

    def get(self, *names: str, at: int | None = None) -> str:
        """Return the argument of the first given name, else the one at a position, else nothing."""
        named = next((self.named[name] for name in names if self.named.get(name)), "")
        return named or (self.listed[at] if at is not None and at < len(self.listed) else "")


def shape(given: Given) -> Shape | None:
    """Return the shape of a known shortcode; None for an unknown one."""
    name = given.name.lower()
    if name in _KNOWN:
        return _KNOWN[name](given)
    if name in cards.VIDEO_SITES:
        return _video(name, given)
    if name in NOTICES or name in NAMED_KINDS:
        return _notice(name, given)
    return InlineText("") if name in FRAMES and given.paired else None


def unknown(given: Given, written: str) -> NamedPlaceholder:
    """Return a placeholder for an unknown shortcode, with the words of its arguments."""
    words = [given.named[key] for key in _WORDS if given.named.get(key)]
    words += [text for text in given.listed if len(text.split()) > 1]
    said = tuple(dict.fromkeys(" ".join(text.split()) for text in words))
    return NamedPlaceholder(given.name if said else f"{given.name} {written}", said)


def _figure(given: Given) -> Shape | None:
    src = given.get("src", "url", "path", "image", "img", at=0)
    if not src:
        return None
    title, credit = given.get("title"), given.get("attr", "credit")
    if credit and given.get("attrlink"):
        credit = cards.link(credit, given.get("attrlink"))
    caption = given.get("caption", "description", at=1)
    said = " — ".join(part for part in (f"**{title}**" if title and caption else title, caption) if part)
    words = " · ".join(part for part in (said, credit) if part)
    return picture(src, given.get("alt"), words, given.get("link", "href"))


def _video(site: str, given: Given) -> Shape | None:
    name = given.get("id", "src", "url", at=0)
    return InlineText(cards.video(site, name, given.get("title")), card=True) if name else None


def _media(given: Given) -> Shape | None:
    src = given.get("src", "url", "link", "mp4", "file", at=0)
    return InlineText(cards.embedded(src, given.get("title", "caption")), card=True) if src else None


def _gist(given: Given) -> Shape | None:
    if given.get("url") or "://" in given.get(at=0):
        return InlineText(cards.gist("", given.get("url", at=0), given.get("file", at=1)), card=True)
    if "/" in given.get(at=0) or len(given.listed) == 1:
        return InlineText(cards.gist("", given.listed[0], given.get("file", at=1)), card=True)
    name = given.get("id", "gist", at=1)
    return (
        InlineText(cards.gist(given.get("user", at=0), name, given.get("file", at=2)), card=True)
        if name
        else None
    )


def _tweet(given: Given) -> Shape | None:
    name = given.get("id", "url", at=0)
    return InlineText(cards.tweet(given.get("user"), name), card=True) if name else None


def _instagram(given: Given) -> Shape | None:
    name = given.get("id", at=0)
    return InlineText(cards.instagram(name), card=True) if name else None


def _notice(name: str, given: Given) -> Shape | None:
    first = given.get(at=0)
    kind = given.get("type", "style", "kind") or (first if first.lower() in NAMED_KINDS else "")
    likely = (kind, name, given.get("icon"), given.get("color"))
    kind = next((one for one in likely if one.lower() in NAMED_KINDS), kind)
    title = given.get("title", "header", "heading", "name", at=1 if first == kind else None)
    says = first != kind and (name in NAMED_KINDS or len(first.split()) > 1)
    rest = first if says else ""
    inner = given.get("text", "content", "body", "msg")
    box = admonition(kind or ("note" if name in NOTICES else name), title or (rest if given.paired else ""))
    if given.paired:
        return box
    return NamedPlaceholder(kind or name, tuple(text for text in (title, rest, inner) if text))


def _details(given: Given) -> Shape | None:
    opened = given.get("open", "expanded", at=1).lower() in {"true", "open", "1"}
    return details(given.get("summary", "title", "label", "header", at=0) or "Details", opened=opened)


def _heading(given: Given) -> Shape | None:
    title = given.get("name", "title", "label", "header", "tabname", at=0)
    return TitledText(title) if title else NamedPlaceholder(given.name)


def _button(given: Given) -> Shape | None:
    href = given.get("href", "relref", "url", "link", "target")
    text = given.get("text", "title", "label", "content")
    return InlineText(cards.link(text or href, href)) if href and not given.paired else None


def _quote(given: Given) -> Shape | None:
    source = ", ".join(
        text for text in (given.get("author", "by", at=0), given.get("source", "cite")) if text
    )
    return quotation(source) if given.paired else NamedPlaceholder("quote", (given.get("text"), source))


_KNOWN: Final[Mapping[str, Callable[[Given], Shape | None]]] = {
    **dict.fromkeys(PICTURES, _figure),
    **dict.fromkeys(("video", "iframe", "embed", "audio", "peertube", "streamable", "link-card"), _media),
    "gist": _gist,
    **dict.fromkeys(("x", "twitter", "tweet", "twitter_simple", "x_simple"), _tweet),
    **dict.fromkeys(("instagram", "instagram_simple"), _instagram),
    **dict.fromkeys(
        ("details", "expand", "accordion", "collapse", "spoiler", "toggle", "detail-tag"), _details
    ),
    **dict.fromkeys(("tab", "accordionitem", "card", "step", "tabitem"), _heading),
    **dict.fromkeys(
        ("math", "katex", "latex", "mathjax"),
        lambda given: Around("$$", "$$", given.name) if given.paired else None,
    ),
    **dict.fromkeys(
        ("mermaid", "plantuml", "graphviz", "chart", "echarts", "dot"),
        lambda given: CodeFence(given.name.lower()) if given.paired else None,
    ),
    **dict.fromkeys(("button", "btn", "cta", "linkcard"), _button),
    **dict.fromkeys(("blockquote", "epigraph", "quotation", "quote"), _quote),
}
