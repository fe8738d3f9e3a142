"""Whatever a post holds, its page runs nothing and fetches nothing."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from tests.rendering.export.test_words import content
from tests.rendering.hostile import SHAPES
from tuireader.rendering.export.safe_html import safe_html

PIECES: Final = (
    "<script>alert(1)</script>", "<script src=//x.example>", "</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><style><img src=x onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>", "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<form action=//x.example><input name=a><button>go</button></form>",
    "<a href='javascript:alert(1)'>a</a>", "<a href=' java\nscript:alert(1)'>a</a>", "[a](javascript:alert(1))",
    "[a](<data:text/html,<script>alert(1)</script>>)", "[a](vbscript:x)", "![a](javascript:alert(1))",
    "![a](https://x.example/a.png)", "<img src=https://x.example/a.png srcset='https://x.example/b.png 2x'>",
    "<video src=https://x.example/a.mp4 poster=https://x.example/p.png autoplay></video>",
    "<link rel=stylesheet href=//x>",
    "<p style='background:url(https://x.example/a)'>", "<div style='text-align:center;position:fixed'>",
    "<style>@import '//x.example'</style>", "<base href=//x.example>", "<meta http-equiv=refresh content='0;url=//x'>",
    "<object data=//x.example></object>", "<embed src=//x.example>", "<details ontoggle=alert(1) open>", "<template>",
    "<noscript><img src=x onerror=alert(1)></noscript>", "<textarea>", "<!--", "-->", "<![CDATA[", "]]>", "<pre>",
    "</pre>",
    "```html\n<script>alert(1)</script>\n```\n", "> [!NOTE] <b onclick=x>\n> x\n", "$<img src=x onerror=y>$",
    "<div markdown=1>\n\n", "</div>\n", "\n\n", "# a <i onclick=x>\n", "| <b | onclick=x> |\n|---|---|\n", "*", "`",
    '"', "'",
    ">", "<b", "[^1]: <u onclick=x>\n", "[^1]", '*[a]: "><script>\n', "term\n: <script>\n", "{: onclick=x}", "a\x00b",
)  # fmt: skip
TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "body",
        "br",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "i",
        "img",
        "li",
        "mark",
        "math",
        "mtext",
        "nav",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
ATTRIBUTES: Final = frozenset(
    [
        "alt",
        "class",
        "data-line",
        "dir",
        "href",
        "id",
        "lang",
        "open",
        "rowspan",
        "colspan",
        "src",
        "start",
        "style",
        "title",
        "value",
        "align",
    ]
)


def assert_harmless(page: str) -> None:
    for element in lxml_html.document_fromstring(f"<html><body>{page}</body></html>").iter():
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= ATTRIBUTES
        assert re.match(r"https?://|mailto:|tel:|#|\Z", element.get("href", "")), element.get("href")
        assert re.match(r"data:image/|\Z", element.get("src", ""))
        assert re.fullmatch(r"(text-align: ?\w+;?)?", element.get("style", ""))


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.sampled_from(("plain", "jekyll", "obsidian")),
)
def test_no_script_survives(body: str, engine: str) -> None:
    assert_harmless(content(body.replace("\x00", "�"), engine))


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_is_harmless_by_itself(piece: str) -> None:
    assert_harmless(content(piece.replace("\x00", "�"), "plain"))
    assert_harmless(safe_html(piece))


@pytest.mark.parametrize(
    "shape", ["<div>", "<b></b>", "<table>", "> ", "- nested", "<details>", "[^1] defined"]
)
def test_what_is_nested_deep_comes_out(shape: str) -> None:
    assert content(SHAPES[shape](), "plain")


def test_what_is_allowed_stays_as_it_is() -> None:
    image = '<img src="data:image/png;base64,AA==" alt="">'
    kept = f'<p class="a" id="b" style="text-align:center"><a href="#c">d</a> {image}</p>'
    assert safe_html(kept) == kept
