"""Front matter of the plain kind is read without a parser, and to what PyYAML makes of it."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tuireader.archive.front_matter import Scalar, Value
from tuireader.archive.front_matter.plain_yaml import LONGEST, read_plain
from tuireader.archive.text import neutralise


def composed(node: yaml.Node | None) -> Value:
    """The value of a node, in a file whose second line is the node's first."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: composed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(composed(item) for item in node.value)
    assert isinstance(node, yaml.ScalarNode)
    is_plain = not node.style
    text = node.value if is_plain else neutralise(node.value)
    return Scalar(text, is_plain, node.start_mark.line + 2, node.start_mark.column + 1)


def by_pyyaml(raw: str) -> Value:
    return composed(yaml.compose(raw, yaml.CBaseLoader))


PARTS = (
    *"ab1 \n:-?,[]{}#&*!|>'\"%@`~=<.\\\t\u00e9\u8a9e\u200d\u00a0\u0085\u2028\ufe0f\ufeff\U0001f44d",
    "key: ",
    "\nkey2:",
    "\nx-y: ",
    "\n- ",
    "\n  - ",
    "'a b'",
    '"c: d"',
    "[a, 'b', \"c\"]",
    ": ",
    " #",
    "---\n",
    "\n# note\n",
    "http://x.y/z",
)
TEXTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(TEXTS, TEXTS)
@example("a: b\n- c\n", "")
@example("a:\n- b\n - c\n", "")
@example("a: [b, ]\n", "")
@example("a:\n\n# b\n\n- c\nd: e", "")
@example("a: [C#, d #e]", "")
def test_it_is_read_to_what_pyyaml_makes_of_it(first: str, rest: str) -> None:
    for raw in (
        first,
        f"title: {first}\n{rest}",
        f"tags:\n- {first}\n- {rest}\n",
        f"tags: [{first}, {rest}]",
    ):
        if (found := read_plain(raw, 2)) is not None:
            assert found == by_pyyaml(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "title: What a cell is\n",
        'title: "[Post] 3: what a cell is"\ndate: 2024-12-27 09:00:00 +0100\nurl: https://example.org/a#b',
        "author: 'Rui Sena'  \ndraft:\nlang: pt\n",
        "tags:\n  - one\n  - 'two, three'\ncategories:\n- \"four\"\n- five 5\n",
        'tags: [one, "two, three", C#, it\'s]\nempty: []\nnested:\n- [a, b]\n',
        "# said first\n\ntitle: a\n  \n# said last\ntags:\n\n  - b\n",
        "title: a\u0300 \u8a9e \U0001f44d\ntags: [\u00e9t\u00e9]\n",
    ],
)
def test_what_most_posts_begin_with_is_of_the_plain_kind(raw: str) -> None:
    assert read_plain(raw, 2) == by_pyyaml(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "\n",
        "# nothing\n",
        "prose\n",
        "a: b\na: c\n",
        "a: b: c\n",
        "a: b #c\n",
        "a: |\n  b\n",
        "a: b\n  c\n",
        "a:\n  b: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        'a: "b\\n"\n',
        "a: 'b''c'\n",
        "a: b\n- c\n",
        "a:\n - b\n  - c\n",
        "a:\n - b: c\n",
        "a:\n -\n",
        "a: [b, c\n",
        "a: [b,, c]\n",
        "a: [b, c,]\n",
        "a: {b: c}\n",
        "a:\tb\n",
        "a: b\n---\nc: d\n",
        "? a\n: b\n",
        "a: b\x01\n",
        "a: b\u2028\n",
        f"a: {'b' * LONGEST}\n",
    ],
)
def test_the_rest_is_left_to_a_parser(raw: str) -> None:
    assert read_plain(raw, 2) is None
