"""Bodies for Jekyll: blocks by chance, what kramdown's options change, Liquid with includes and data, and links."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from tests.oracles.jekyll_liquid import BODIES, CONFIG, FILES
from tests.oracles.recipe import Sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles.random_text import RandomText


def _post(body: str, **fields: object) -> str:
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
    return f"---\ntitle: T\n{lines}---\n{body}"


class _Blocks:
    """Blocks of kramdown with odd words in them."""

    def __init__(self, material: RandomText) -> None:
        self._material = material
        self._choice = material.chance.choice

    def _line(self) -> str:
        return self._material.odd(markup=self._material.chance.random() < 0.5)

    def _lines(self, most: int = 3) -> str:
        return "\n".join(self._line() for _ in range(self._material.chance.randint(1, most)))

    def body(self) -> str:
        """Some blocks."""
        makers = (
            self._lines,
            self._list,
            self._ordered,
            self._quote,
            self._fence,
            self._indented,
            self._table,
            self._div,
            self._definition,
            self._heading,
            self._rule,
            self._attributes,
            self._note,
            self._html_line,
            self._math,
        )
        count = self._material.chance.randint(2, 6)
        mark = self._choice(("\n\n", "\n\n", "\n\n", "\n"))
        return (
            mark.join(self._choice(makers)() for _ in range(count))
            + "\n\n[^1]: a note\n[link]: https://l.example\n"
        )

    def _list(self) -> str:
        mark = self._choice("*-+")
        gap = self._choice(("\n", "\n", "\n\n"))
        return gap.join(
            f"{mark} {self._line()}{self._choice(('', '', chr(10) + '  ' + self._line()))}" for _ in range(3)
        )

    def _ordered(self) -> str:
        inner = self._choice(("", f"\n   - {self._line()}\n   - {self._line()}", f"\n\n   {self._line()}"))
        return "\n".join(f"{number}. {self._line()}{inner}" for number in (1, 2, 3))

    def _quote(self) -> str:
        return "\n".join(f"> {line}" for line in self._lines().split("\n")) + self._choice(
            ("", f"\n{self._line()}")
        )

    def _fence(self) -> str:
        fence = self._choice(("```", "~~~"))
        return f"{fence}{self._choice(('', 'ruby', ' js '))}\n{self._lines()}\n{fence}"

    def _indented(self) -> str:
        return "\n".join(f"    {line}" for line in self._lines().split("\n"))

    def _table(self) -> str:
        rows = [f"| {self._line()} | {self._line()} |" for _ in range(3)]
        rule = self._choice(("|---|---|", "|:--|--:|", "", "| - | - |"))
        return "\n".join((rows[0], *([rule] if rule else []), *rows[1:]))

    def _div(self) -> str:
        own = self._choice(("", ' markdown="1"', ' class="x"'))
        name = self._choice(("div", "section", "p", "aside", "blockquote"))
        gap = self._choice(("\n", "\n\n"))
        return f"<{name}{own}>{gap}{self._lines(2)}{gap}</{name}>"

    def _definition(self) -> str:
        return f"{self._line()}\n: {self._line()}\n: {self._line()}"

    def _heading(self) -> str:
        own = self._choice(("", "", " {#own-id}", " ##"))
        if self._material.chance.random() < 0.3:
            return f"{self._line()}{own}\n{self._choice(('---', '===', '-', '=', '------   '))}"
        return f"{'#' * self._material.chance.randint(1, 5)} {self._line()}{own}"

    def _rule(self) -> str:
        return self._choice(("---", "* * *", "___"))

    def _attributes(self) -> str:
        return f"{self._line()}\n{self._choice(('{: .cls}', '{: #id .x y=z}', '{:.a}'))}"

    def _note(self) -> str:
        return f"{self._line()}[^n]\n\n[^n]: {self._line()}"

    def _html_line(self) -> str:
        return f"<b>{self._line()}</b> {self._line()} <br> <kbd>Ctrl</kbd>"

    def _math(self) -> str:
        return self._choice(("$$x + y$$", "a $$x^2$$ b", "$$\nx = 1\n$$"))


_SETTINGS: Final = {
    "": "",
    "hard_wrap": "hard_wrap: true",
    "plain": "input: kramdown",
    "plain hard_wrap": "input: kramdown\n  hard_wrap: true",
    "no quotes": "smart_quotes: 'apos,apos,quot,quot'",
    "symbols": "typographic_symbols: {hellip: ..., mdash: ---, ndash: --, laquo: '<<', raquo: '>>'}",
    "no math": "math_engine: null",
    "html": "parse_block_html: true",
    "span html": "parse_span_html: false",
    "gfm quirks": "gfm_quirks: no_auto_typographic",
    "emojis": "gfm_emojis: true",
    "toc": "toc_levels: 2..3",
    "footnotes": "footnote_nr: 5",
}
_TEXTS: Final = {
    "breaks": "line one\nline two\n",
    "quotes": "\"a\" -- 'b' --- it's ... <<c>>\n",
    "apostrophes": "'tis the '90s, rock 'n' roll, 6'2\" tall\n",
    "definitions": "Term\n: Definition of it\n",
    "emoji": "a :smile: b :tada:\n",
    "struck": "a ~~b~~ c ~d~ e\n",
    "bare": "see https://x.example/a and www.y.example now <http://z.example>\n",
    "attributes": "a paragraph\n{: .cls}\n\n*a*{: .b} c\n",
    "contents": "* TOC\n{:toc}\n\n# One\n\n## Two *em*\n\n## No\n{:.no_toc}\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "dollars": "it costs $5 and $6, $$5 + 6$$\n",
    "sub": "H~2~O and x^2^ and ==m== and ++i++\n",
    "headings": "## A *b* `c` -- d\n\n## A :tada: {#own}\n\n## A {.c}\n\nSet\n===\n\nTwo\nlines\n---\n"
    "\n##No space\n\n##\n",
    "html": 'a <b>bold</b> c\n\n<div>*x*</div>\n\n<div markdown="1">*y*</div>\n\n<div>\n*z*\n</div>\nafter *w*\n',
    "notes": "a[^1] b[^two] c[^1]\n\n[^1]: one\n[^two]: two\n    more\n\n    para\n[^three]: unused\n",
    "abbreviations": "HTML is HTML\n\n*[HTML]: Hyper Text\n",
    "tables": "| a | b |\n|---|---|\n| `x|y` | c |\n| d \\| e | f |\n\na | b\nc | d\n\n|---\n| x\n|===\n| foot\n",
    "lists": "1) one\n2) two\n\n- a\n\n  b\n- c\n1. x\n* y\n\n3. three\n4. four\n",
    "comments": "a <!-- gone --> b\n\n{::comment}\ngone\n{:/comment}\n\n"
    "{::nomarkdown}\n*raw*\n{:/}\n\nx {::comment}y{:/} z\n",
    "code": "``a ` b`` and `c`\n\n```ruby\nputs 1\n```\n\n~~~\ntilde\n~~~\n\n    indented\n"
    "\ntext\n```\nafter text\n```\n",
    "ends": "a  \nb\\\\\nc\\\nd\n^\n* x\n^\n* y\n",
    "links": "[a](b \"t\") [c][d] [d] [e]() ![i](x.png) <m@x.example> [f](<a b>) [g](a b)\n\n[d]: /u 'title'\n",
    "blocks": "text\n# no heading\n> quote\nlazy\n\ntext\n- no list\n\ntext\n***\n\nx\n\n* * *\n",
    "entities": "&copy; &amp; &lt; &nbsp; &#8212; &bogus; & < > AT&T\n",
    "emphasis": '**注意：**文字 *a*b _c_d **Done.**next ***both*** **"q"**text a_b_c 2*3*4\n',
}


def bodies(material: RandomText, posts: int) -> Iterator[Sample]:
    """Archives that differ in what their posts say."""
    blocks = _Blocks(material)
    texts = ("text", "ids", "words")
    odd = {f"_posts/2020-01-01-b{number}.md": _post(blocks.body()) for number in range(posts)}
    yield Sample("bodies", {"_config.yml": "", **odd}, ("words", "ids"))
    some = {f"_posts/2020-01-01-b{number}.md": _post(blocks.body()) for number in range(posts // 4)}
    yield Sample("bodies plain", {"_config.yml": "kramdown:\n  input: kramdown\n", **some}, ("words", "ids"))
    fixed = {f"_posts/2020-01-01-{name}.md": _post(text) for name, text in _TEXTS.items()}
    for name, setting in _SETTINGS.items():
        config = f"kramdown:\n  {setting}\n" if setting else ""
        yield Sample(f"markup {name}", {"_config.yml": config, **fixed}, texts)
    asking = {f"_posts/2020-01-01-x{number:03}.md": _post(body) for number, body in enumerate(BODIES)}
    fields = ("words", "ids", "links", "dead")
    yield Sample("liquid", {"_config.yml": CONFIG, **FILES, **asking}, fields)
    yield from _excerpts(material, posts)


def _excerpts(material: RandomText, posts: int) -> Iterator[Sample]:
    texts = {
        **_TEXTS,
        "list": "- one\n- two\n\nafter\n",
        "heading": "# Head\n\nfirst\n\nsecond\n",
        "image": "![an image](x.png)\n\nfirst\n",
        "two": "one *two* [three](/x) `four`\n\nfive\n",
        "more": "one\n\ntwo\n<!--more-->\nthree\n",
        "reference": "a [link][x] b\n\nrest\n\n[x]: /y\n",
        "liquid": "a {{ page.title }} {% raw %}{{ x }}{% endraw %} b\n\nc\n",
        "open": "{% if true %}a\n\nb{% endif %}\n\nc\n",
        "html": "<p>para <b>bold</b></p>\n\nsecond\n",
        "table": "| a | b |\n|---|---|\n| c | d |\n\nsecond\n",
        "quote": "> quoted\n> more\n\nsecond\n",
        "fence": "```ruby\nputs 1\n```\n\nsecond\n",
        "blank": "\n\n  \nfirst\n\nsecond\n",
    }
    files = {f"_posts/2020-01-01-{name}.md": _post(text) for name, text in texts.items()}
    for number in range(posts // 10):
        body = "\n\n".join(material.paragraph() for _ in range(3))
        files[f"_posts/2020-01-02-p{number}.md"] = _post(body + "\n")
    files["_posts/2020-01-03-own.md"] = _post("a\n\nb\n", excerpt="said *so*")
    files["_posts/2020-01-03-mark.md"] = _post("a\n\nb\n----8<----\nc\n", excerpt_separator="----8<----")
    files["_posts/2020-01-03-none.md"] = _post("a\n\nb\n", excerpt_separator="")
    for name, setting in {
        "": "",
        " more": "excerpt_separator: <!--more-->\n",
        " none": "excerpt_separator: ''\n",
    }.items():
        yield Sample(f"excerpts{name}", {"_config.yml": setting, **files}, ("excerpt",))
