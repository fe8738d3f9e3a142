"""HTML drawn from a tree: its headings, links, folds and lines of the source, and that no word of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rendering.bodies import blocks_of, page_of, shown
from tests.rendering.drawings import THEME, drawn, style_of, texts
from tuireader.rendering.body.blocks import LARGE_BLOCK, html_headings

TAGS = """<div> </div> <p> </p> <b> </b> <i> </i> <table> <tr> <td> </td> </tr> </table> <ul> <li> </ul> <ol> <dl>
<dt> <dd> <details> <summary> </summary> </details> <blockquote> </blockquote> <h2> </h2> <a> </a> <br> <hr> <T> </T>
<center> </center> <figure> <figcaption> </figure> <pre> </pre> <q> </q> <span> </body> < <div <a<b"""
SOUP = st.lists(st.sampled_from(TAGS.split()), max_size=14)


def test_a_link_keeps_its_target_across_blocks() -> None:
    drawing = drawn('<div><a href="/to"><h3>Title</h3><p>and text</p></a></div>')
    assert [(link.href, link.text) for link in drawing.links] == [("/to", "Title"), ("/to", "and text")]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<div markdown="1"><p>Title</p>text</div>', ["Title", "", "text"]),
        ('<div markdown="1"><p>Title</p>a <</div>', ["Title", "", "a <"]),
        ('<div markdown="1">a <</div>', ["a <"]),
        ('<div markdown="1"><div markdown="1"><p>Title</p>text</div></div>', ["Title", "", "text"]),
        ('<details open markdown="1"><summary>Title</summary>text</details>', ["▾ Title", "  text"]),
        (
            '<details open markdown="1"><summary>\n\n    code\n\n</summary>text</details>',
            ["▾ code", "  text"],
        ),
    ],
)
def test_html_inside_an_element_of_one_line_ends_before_its_closing_tag(html: str, lines: list[str]) -> None:
    assert [line.rstrip() for line in texts(html)] == lines


def test_lines_know_their_line_of_the_source() -> None:
    drawing = drawn("<div>\n<p>one\ntwo</p>\n<h2\n id=x>Three</h2>\n\n*four*\n\n</div>", 60)
    assert [(line.text, line.source) for line in drawing.lines if line.text] == [
        ("one two", 1),
        ("Three", 4),
        ("four", 6),
    ]


def test_lines_of_a_container_know_theirs() -> None:
    drawing = drawn("<details open>\n<summary>s</summary>\n\nfirst\n\n<p>html</p>\n\nlast\n\n</details>")
    assert [(line.text.strip(), line.source) for line in drawing.lines if line.text] == [
        ("▾ s", 0),
        ("first", 3),
        ("html", 5),
        ("last", 7),
    ]


def test_headings_are_in_the_outline_where_they_are_drawn() -> None:
    body = "<p>text</p>\n<h2 class='a' id=\"own\">A <em>title</em></h2>\n<!-- <h2>no</h2> -->\n<h3><img></h3>"
    (block,) = blocks_of(body)
    assert [(one.row, one.level, one.content, one.id) for one in block.headings] == [
        (1, 2, "A <em>title</em>", "own")
    ]
    assert [spot.source for spot in drawn(body).headings] == [1]


def test_details_fold_and_tell_where() -> None:
    body = "<details>\n<summary>s</summary>\n\nhidden\n\n</details>"
    folded = drawn(body)
    assert [line.text for line in folded.lines] == ["▸ s"]
    assert [(fold.row, fold.source, fold.opened) for fold in folded.folds] == [(0, 0, False)]
    assert "  hidden" in texts(body, toggled=frozenset({0}))


def test_code_can_be_copied_as_it_is_written() -> None:
    (code,) = drawn("<pre><code>\ta &lt; b\n</code></pre>").codes
    assert code.text == "\ta < b"


def test_what_is_no_tag_is_shown_dim_as_it_is_written() -> None:
    for body in ("<div>a Vec<T> b</div>", "a Vec<T> b"):
        assert style_of(drawn(body), "<T>") == THEME.markup


@pytest.mark.parametrize("hidden", ["<script>x</script>", "<style>x</style>", "<!-- x -->", "<rp>x</rp>"])
def test_what_browsers_do_not_show_is_not_shown(hidden: str) -> None:
    assert texts(f"<div>a {hidden} b</div>") == ["a b"]
    assert texts(f"a {hidden} b") == ["a b"]


def test_what_is_hidden_is_shown_where_it_does_not_end() -> None:
    assert "x" in " ".join(texts("<div>a <script> x</div>"))
    assert "x" in " ".join(texts("a <script> x"))


def test_decoded_controls_do_not_reach_the_terminal() -> None:
    for body in ("<p>a&#27;[31m&#x9b;b&#8238;c</p>", "<p title='&#27;'>a</p>", "<a href='&#27;x'>a</a>"):
        drawing = drawn(body)
        assert all(char >= " " for line in drawing.lines for char in line.text)
        assert not any("\x1b" in link.href for link in drawing.links)
        assert "\u202e" not in drawing.lines[0].text


@pytest.mark.parametrize("depth", [100, 3000])
def test_deep_nesting_keeps_its_words(depth: int) -> None:
    body = "<div>" + "<span><b>" * depth + "deep" + "</b></span>" * depth + " end</div>"
    assert {"deep", "end"} <= set(" ".join(texts(body, 200)).replace("<", " <").replace(">", "> ").split())


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<table><tr><td>", "<a href='", "<!--", "<T>", "<li>"])
def test_words_among_many_unclosed_tags_stay(tag: str) -> None:
    body = "<p>" + f"{tag}word " * 2000
    assert "".join(shown(page_of(body, 100))).count("word") == 2000


@given(SOUP, st.integers(1, 90))
@settings(max_examples=120)
def test_words_in_tag_soup_stay_and_lines_fit(tags: list[str], width: int) -> None:
    body = "".join(f"{tag} word{number}\n" for number, tag in enumerate(tags)).replace(
        "details>", "details open>"
    )
    body = body.replace("</details open>", "</details>")
    said = "".join("".join(texts(body, 400)).split())
    assert all(f"word{number}" in said for number in range(len(tags)))
    drawn(body, width)


def test_a_large_table_is_cut_between_rows() -> None:
    rows = "\n".join(f"<tr><td>number {n}</td><td>{'word ' * 5}</td></tr>" for n in range(400))
    page = page_of(f"<table>\n{rows}\n</table>", 80)
    assert len(page) > 4
    assert [row.split()[:3] for row in shown(page) if "number" in row] == [
        ["number", str(n), "word"] for n in range(400)
    ]


def test_a_large_listing_is_cut_anywhere() -> None:
    code = "\n".join(f"value_{n} = 'a  b'" for n in range(1500))
    page = page_of(f'<pre><code class="language-python">\n{code}\n</code></pre>', 80)
    rows = [row for row in shown(page) if row.strip("▏ ")]
    assert rows == ["▏ python", *(f"▏ value_{n} = 'a  b'" for n in range(1500))]


def test_a_large_script_shows_nothing_in_one_piece() -> None:
    page = page_of("<script>\n" + "let x = 1;\n" * LARGE_BLOCK + "</script>\n\nafter", 80)
    assert [row for row in shown(page) if row] == ["after"]


def test_a_large_block_keeps_its_headings() -> None:
    body = "<div>\n" + "<p>words of a paragraph</p>\n<h3>Title</h3>\n" * 400 + "</div>"
    blocks = blocks_of(body)
    assert len(blocks) > 2
    assert [block.start + one.row for block in blocks for one in block.headings] == list(range(2, 801, 2))


def test_markdown_that_a_blank_line_lets_into_pre_is_shown() -> None:
    shown = texts("<table><tr><td>\n<pre>\n**Hello**,\n\n_world_ and\n*more*.\n</pre>\n</td></tr></table>")
    assert "▏ **Hello**," in shown
    assert [line for line in shown if "world" in line or "more" in line] == ["▏ world and", "▏ more."]


def test_tags_that_no_paragraph_holds_are_text() -> None:
    assert texts("This is <xmp> and <TITLE> and <textarea>.") == ["This is <xmp> and <TITLE> and <textarea>."]


@pytest.mark.parametrize("name", ["data-lang", "data-language", "lang", "class"])
def test_the_language_of_code_carries_no_control(name: str) -> None:
    value = "language-py&#27;]0;x&#7;&#x9b;31m&#x202e;"
    drawing = drawn(f'<pre {name}="{value}">code</pre>')
    told = "".join(line.text for line in drawing.lines) + "".join(code.language for code in drawing.codes)
    assert "py" in told
    assert told.isprintable()


def test_the_id_of_a_heading_carries_no_control() -> None:
    (block,) = blocks_of('<div>\n<h2 id="a&#27;[31m&#x9b;&#x202e;b">Title</h2>\n<h3 id="">Other</h3>\n</div>')
    assert [one.id.isprintable() for one in block.headings] == [True, True]


def test_headings_behind_much_that_is_not_closed_are_found_in_linear_time() -> None:
    found = html_headings("<h2>a</h2>" + "<!--<script>" * 200_000 + "<h2>b</h2>", 0)
    assert [one.content for one in found] == ["a", "b"]


VOID = """area base basefont br col embed frame hr img input keygen link meta param source track wbr"""
EMBEDDED = ["iframe", "video", "audio", "object"]


@pytest.mark.parametrize(
    "tag", [f'<{name} src="/x.y"{end}>' for name in [*VOID.split(), *EMBEDDED, "div"] for end in ("", " /")]
)
@pytest.mark.parametrize(
    "body",
    ["{}\nwords behind\n\nnext", "<div>{} words behind <p>next</p></div>", "a {} words behind\n\nnext"],
)
def test_nothing_vanishes_behind_a_tag_that_holds_nothing(tag: str, body: str) -> None:
    shown = " ".join(texts(body.format(tag)))
    assert "words behind" in shown
    assert "next" in shown
    assert "<" not in shown


@pytest.mark.parametrize("body", ["<div>{}</div>", "a {}", "{}"])
@pytest.mark.parametrize("name", EMBEDDED)
def test_what_closes_itself_does_not_hide_what_comes_before_the_next(name: str, body: str) -> None:
    shown = " ".join(texts(body.format(f"<{name} src=/a /> words <{name} src=/b></{name}> more")))
    assert " ".join(shown.split()).removeprefix("a ") == "▶ /a words ▶ /b more"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<dl><dt>T<dd>D1<dd>D2<dt>U<dd>D3</dl>", ["T", "    D1", "    D2", "U", "    D3"]),
        ("<dl>\n<dt>T\n<dt>U</dt>\n<dd>D1\n<dd>D2</dd>\n</dl>", ["T", "U", "    D1", "    D2"]),
        (
            "<dl><dt>T<dd><dl><dt>U<dd>1<dd>2</dl><dd>3</dl>",
            ["T", "    U", "        1", "        2", "", "    3"],
        ),
    ],
)
def test_what_the_next_of_a_list_ends_does_not_hold_it(html: str, lines: list[str]) -> None:
    assert [line.rstrip() for line in texts(html)] == lines
