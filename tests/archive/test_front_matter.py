from __future__ import annotations

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import calls_of
from tuireader.archive.engines import engine_named
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.front_matter import FrontMatter, FrontMatterRules, Scalar, Value, read_front_matter
from tuireader.archive.front_matter.handler import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    FrontMatterBlock,
    Handler,
)
from tuireader.archive.front_matter.json_block import FencedJsonHandler, JsonHandler
from tuireader.archive.front_matter.pelican_block import PelicanHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler
from tuireader.archive.post import PostId
from tuireader.archive.text import decode, neutralise

ID = PostId("a.md")
ALL = tuple(engine_named(name).front_matter for name in sorted(ENGINES))
ASTRO, ELEVENTY, HEXO, HUGO, JEKYLL, OBSIDIAN, PELICAN, PLAIN, ZOLA = (
    engine_named(name).front_matter
    for name in ("astro", "eleventy", "hexo", "hugo", "jekyll", "obsidian", "pelican", "plain", "zola")
)


def read(block: str, rules: FrontMatterRules = JEKYLL, mark: str = "---") -> FrontMatter:
    return read_front_matter(f"{mark}\n{block}\n{mark}\nBody.\n", ID, rules)


def rules_broken(read: FrontMatter) -> list[str]:
    return [problem.rule for problem in read.problems]


def texts(value: Value) -> list[str]:
    if isinstance(value, Scalar):
        return [value.text]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    return [text for key, item in value.items() for text in (key, *texts(item))]


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_100])
@pytest.mark.parametrize("opener", ["[", "{", "- ", "? ", "[{a: "])
def test_a_value_deeper_than_the_limit_is_a_problem_and_the_rest_is_read(opener: str, depth: int) -> None:
    found = read(f"title: T\nx:\n  {opener * depth}\nauthor: Ada")
    assert rules_broken(found) == ["front-matter-too-complex"]
    assert found.problems[0].line == 4
    assert (found.metadata["title"], found.metadata["author"]) == (
        Scalar("T", plain=True, line=2, column=8),
        Scalar("Ada", plain=True, line=5, column=9),
    )
    assert found.body == "Body.\n"


def test_a_value_as_deep_as_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert not read(f"x: {'[' * depth}{']' * depth}").problems
    assert rules_broken(read(f"x: {'[' * (depth + 1)}{']' * (depth + 1)}")) == ["front-matter-too-complex"]


def test_an_alias_bomb_stays_small() -> None:
    levels = [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    ]
    found = read("\n".join(["title: T", "a: &a [x]", *levels, "author: Ada"]))
    assert rules_broken(found) == ["front-matter-too-complex"]
    assert {"title", "author", "a", "b"} <= found.metadata.keys()
    assert sum(len(texts(value)) for value in found.metadata.values()) <= MAX_NODES


def test_a_merge_key_bomb_stays_small() -> None:
    first = ", ".join(f"k{number}: 1" for number in range(50))
    levels = [
        f"{name}: &{name}\n  n{name}: {{<<: [{', '.join([f'*{before}'] * 9)}]}}"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    ]
    found = read("\n".join([f"a: &a {{{first}}}", *levels, "title: T"]))
    assert rules_broken(found) == ["front-matter-too-complex"] or not found.problems
    assert found.metadata["title"] == Scalar("T", plain=True, line=17, column=8)
    assert sum(len(texts(value)) for value in found.metadata.values()) <= 2 * MAX_NODES


def test_many_merges_of_one_map_are_counted() -> None:
    big = ", ".join(f"k{number}: 1" for number in range(1000))
    merges = "\n".join(f"m{number}: {{<<: *a}}" for number in range(50))
    assert rules_broken(read(f"a: &a {{{big}}}\n{merges}")) == ["front-matter-too-complex"]


def test_an_alias_shares_what_it_names() -> None:
    found = read("a: &x [1, 2]\nb: *x")
    assert found.metadata["a"] is found.metadata["b"]


def test_an_alias_to_itself_is_a_problem() -> None:
    assert rules_broken(read("a: &a [*a]")) == ["front-matter-syntax"]


def test_too_large_a_block_is_not_read_and_the_body_is() -> None:
    found = read("title: T\n" + "# x\n" * (MAX_CHARACTERS // 4))
    assert rules_broken(found) == ["front-matter-too-large"]
    assert (found.metadata, found.body) == ({}, "Body.\n")


def test_a_huge_number_is_text() -> None:
    digits = "9" * 5000
    assert read(f"n: {digits}").metadata["n"] == Scalar(digits, plain=True, line=2, column=4)
    found = read(f'title = "T"\nn = {digits}', HUGO, "+++")
    assert found.metadata["title"] == Scalar("T", line=2, column=9)
    assert rules_broken(found) == ["front-matter-syntax"]
    json = read_front_matter(f'{{"n": {digits}}}\nBody.\n', ID, HUGO)
    assert json.metadata["n"] == Scalar(digits, plain=True, line=1, column=7)


@pytest.mark.parametrize(
    "block",
    [
        f"x = {'[' * 1_100}",
        f"x = {'[' * 1_100}{']' * 1_100}",
        f"{'a.' * (MAX_DEPTH + 1)}b = 1",
        f"[{'a.' * (MAX_DEPTH + 1)}b]",
        f"x = {'{a = ' * 1_100}",
        "a" * 20_000,
        "'" * 2_000,
    ],
)
def test_deep_toml_is_a_problem_and_what_comes_before_is_read(block: str) -> None:
    found = read(f'title = "T"\n{block}', HUGO, "+++")
    assert found.problems
    assert found.metadata["title"] == Scalar("T", line=2, column=9)


@pytest.mark.parametrize(
    ("block", "place", "said"),
    [
        ('tags = ["a",\n\n', (3, 13), "`]`"),
        ('tags = [\n  "a"', (4, 6), "`]`"),
        ("x = '''a\nb\n", (4, 2), "three quotation marks"),
        ('x = """a\n\nbc\n', (5, 3), "three quotation marks"),
        ("x = {a = 1", (3, 11), "`}`"),
        ("[extra", (3, 7), "`]`"),
        ("x", (3, 2), "`key ="),
    ],
)
def test_toml_that_is_open_at_its_end_is_told_of_where_it_ends(
    block: str, place: tuple[int, int], said: str
) -> None:
    problem = read(f'title = "T"\n{block}', HUGO, "+++").problems[0]
    assert (problem.line, problem.column) == place
    assert said in problem.message


@pytest.mark.parametrize("nest", ["[", '{"a":'])
def test_deep_json_is_a_problem(nest: str) -> None:
    closing = {"[": "]", '{"a":': "}"}[nest]
    deep = f'{{"title": "T",\n"x": {nest * 1_100}1{closing * 1_100}}}\nBody.\n'
    found = read_front_matter(deep, ID, HUGO)
    assert found.problems
    assert found.metadata == {} or found.metadata["title"] == Scalar("T", line=1, column=11)


def test_shallow_json_past_the_depth_limit_is_a_problem() -> None:
    found = read_front_matter(
        '{"title": "T",\n"x": ' + "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2) + "}\nBody.\n", ID, HUGO
    )
    assert rules_broken(found) == ["front-matter-too-complex"]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "' + '\\"' * 300_000,
        '{"a": 1' + " " * 200_000 + "x\n}\n",
        "{" + ",".join(f'"a{number}": 1' for number in range(19_000)) + "}\n",
        "Key: value\n" * 400_000,
        "---\na: b\n" + "\n----" * 1_000_000,
        "---\n" + "k: @\n" * 50_000 + "---\n",
        "---\na" + " " * 250_000 + ": @\n---\n",
        "---\na: 1\n---\n" + "\n" * 5_000_000,
        "+++\n" + "a = [\n" * 1_100 + "+++\n",
    ],
    ids=lambda text: text[:9],
)
def test_a_hostile_text_is_settled(text: str) -> None:
    for rules in (HUGO, PLAIN, JEKYLL, PELICAN):
        found = read_front_matter(text, ID, rules)
        assert text.endswith(found.body)


@pytest.mark.parametrize("text", ["```" + " " * 100_000, "`" * 5_000 + " " * 50_000, "---" + " \n" * 100_000])
def test_blanks_are_text(text: str) -> None:
    assert read_front_matter(text, ID, PLAIN).body == text


def test_every_broken_entry_is_a_problem_of_its_own() -> None:
    found = read("title: [a] b\nok: yes\nexcerpt: c: d")
    assert [(problem.line, problem.column) for problem in found.problems] == [(2, 8), (4, 10)]


def test_ten_problems_are_enough() -> None:
    assert len(read("\n".join(f"k{number}: @" for number in range(100))).problems) == 10


def test_a_key_that_is_a_list_is_a_problem() -> None:
    found = read("? [a, b]\n: c\ntitle: T")
    assert rules_broken(found) == ["front-matter-syntax"]
    assert found.metadata["title"] == Scalar("T", plain=True, line=4, column=8)


def test_the_handlers_serve_python_frontmatter() -> None:
    metadata, body = frontmatter.parse("---\ncontent: c\n---\nBody.", handler=YamlHandler(r"(?P<mark>---)\n"))
    assert (metadata, body) == ({"content": Scalar("c", plain=True, line=1, column=10)}, "Body.")
    metadata, body = frontmatter.parse("+++\na = 1\n+++\n x", handler=TomlHandler(r"(?P<mark>\+\+\+)\n"))
    assert (metadata, body.strip()) == ({"a": Scalar("1", plain=True, line=1, column=5)}, "x")
    assert YamlHandler(r"(?P<mark>---)\n").split("no block") == ("", "no block")


@pytest.mark.parametrize(
    ("rules", "text", "handler", "place"),
    [
        (JEKYLL, "---\ntitle: T\n---\n    code\n", YamlHandler, (2, 8)),
        (HUGO, "\n\n---\ntitle: T\n---\n    code\n", YamlHandler, (4, 8)),
        (HEXO, "title: T\n---\n    code\n", YamlHandler, (1, 8)),
        (HUGO, "+++\ntitle = 'T'\n+++\n    code\n", TomlHandler, (2, 9)),
        (HUGO, '  {"title": "T"}\n    code\n', JsonHandler, (1, 11)),
        (HEXO, ';;;\n"title": "T"\n;;;\n    code\n', FencedJsonHandler, (2, 10)),
        (PELICAN, "  Title: T\n\n    code\n", PelicanHandler, (1, 10)),
    ],
)
def test_python_frontmatter_parses_every_notation(
    rules: FrontMatterRules,
    text: str,
    handler: type[Handler],
    place: tuple[int, int],
) -> None:
    with calls_of(frontmatter.parse, lambda call: type(call["handler"])) as handlers:
        found = read_front_matter(text, ID, rules)
    assert handlers == [handler]
    title = found.metadata["title"]
    assert isinstance(title, Scalar)
    assert (title.text, title.line, title.column) == ("T", *place)
    assert found.body == "    code\n"


def test_a_handler_of_one_text_leaves_those_of_the_rules_as_they_are() -> None:
    handler = YamlHandler(r"(?P<mark>---)\n")
    text = "---\na: b\n---\nc"
    block = handler.find(text)
    assert isinstance(block, FrontMatterBlock)
    assert handler.at(text, block).load("a: b") == {"a": Scalar("b", plain=True, line=2, column=4)}
    assert handler.load("a: b") == {"a": Scalar("b", plain=True, line=1, column=4)}
    assert not handler.detect("no block")


def holds(text: str, found: FrontMatter) -> None:
    assert text.endswith(found.body)
    assert text[: len(text) - len(found.body)].count("\n") + 1 == found.body_line
    if found.format == "none":
        assert (found.body, found.metadata) == (text, {})
    assert found.raw in text
    lines = text.split("\n")
    for problem in found.problems:
        assert problem.message == neutralise(problem.message)
        if problem.line is not None:
            assert 1 <= problem.line <= len(lines)
            assert problem.column is not None
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2
    for value in texts(found.metadata):
        assert value == neutralise(value)


BLOCK = st.text(
    st.sampled_from(list("ab01 \t\n::--[]{}#&*!|>'\"%@`,?<=.\\\u00a0é\U0001f600+;~")), max_size=120
)
FENCE = st.sampled_from(
    ["---\n", "+++\n", ";;;\n", "...\n", "---json\n", "----\n", "{", "}\n", "\n", "", "---"]
)


@settings(max_examples=120)
@given(FENCE, BLOCK, FENCE, BLOCK, st.sampled_from(ALL))
def test_any_block_is_read(
    opening: str, block: str, closing: str, body: str, rules: FrontMatterRules
) -> None:
    text = neutralise(f"{opening}{block}\n{closing}{body}")
    holds(text, read_front_matter(text, ID, rules))


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from(ALL))
def test_any_bytes_are_read(data: bytes, rules: FrontMatterRules) -> None:
    for whole in (data, b"---\n" + data + b"\n---\n", b"+++\n" + data + b"\n+++\n", b'{"' + data + b"}\n"):
        text = decode(whole, ID).text
        holds(text, read_front_matter(text, ID, rules))


@settings(max_examples=200)
@given(st.text(max_size=40), st.text(max_size=40))
def test_a_quoted_title_comes_back(title: str, body: str) -> None:
    safe = neutralise(title).replace("'", "’").replace("\n", " ").strip()
    found = read_front_matter(f"---\ntitle: '{safe}'\n---\n{neutralise(body)}", ID, JEKYLL)
    assert texts(found.metadata["title"]) == [" ".join(safe.split(" ")) if "\n" in safe else safe]


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (JEKYLL, "---\ntitle: A\nSome prose.\n\nMore.\n\n---\nx"),
        (JEKYLL, "---\n  title: A\ndate: 2024-01-02\n---\nx"),
        (JEKYLL, "---\n%YAML 1.1 x\ntitle: A\n---\nx"),
        (ZOLA, "+++\ntitle: A\n+++\nx"),
        (ZOLA, "+++\ntitle = 'A\n+++\nx"),
        (ZOLA, "+++\na = 1\na = 2\n+++\nx"),
        (ZOLA, "+++\na = [1 2]\n+++\nx"),
        (ZOLA, "+++\na = x\n+++\nx"),
        (HUGO, '{"a": 1,}\nx'),
        (HUGO, '{"a": 1 "b": 2}\nx'),
        (HUGO, '{"b": 1, "a" 1}\nx'),
        (HUGO, "{\"a\": 'x'}\nx"),
    ],
)
def test_what_a_parser_says_is_told_in_words_with_a_remedy(rules: FrontMatterRules, text: str) -> None:
    (problem,) = read_front_matter(text, ID, rules).problems
    said = problem.message.casefold()
    assert not [
        word
        for word in ("expect", "invalid", "unclosed", "delimiter", "overwrite", "mapping")
        if word in said
    ]


def test_a_line_that_is_no_entry_is_named() -> None:
    (problem,) = read_front_matter("---\ntitle: A\n\nSome prose.\n\nMore.\n\n---\nx", ID, JEKYLL).problems
    assert problem.message == "this is not `key: value`; is the closing `---` missing?"
    assert problem.line == 4


@pytest.mark.parametrize("rules", [JEKYLL, HUGO, PLAIN])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("—-\ntitle: Morning\n—-\nx", 1),
        ("–––\ntitle: Morning\n–––\nx", 1),
        ("```yaml\n---\ntitle: Morning\n---\n```\nx", 1),
        ("```\ntitle: Morning\n```\nx", 1),
        ("<!-- A comment\n-->\n---\ntitle: Morning\n---\nx", 3),
    ],
)
def test_front_matter_that_is_printed_is_told(rules: FrontMatterRules, text: str, line: int) -> None:
    assert [(one.rule, one.line) for one in read_front_matter(text, ID, rules).problems] == [
        ("front-matter-ignored", line)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "—\nNote: a dash",
        "```yaml\nkey: x\n```\n",
        "<!-- x -->\n---\nNote: x",
        "– title: x",
        "```\nTitle of a song\n```",
    ],
)
def test_prose_that_begins_with_dashes_code_or_a_comment_is_no_front_matter(text: str) -> None:
    assert read_front_matter(text, ID, JEKYLL).problems == ()
