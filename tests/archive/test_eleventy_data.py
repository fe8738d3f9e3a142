"""Data files of Eleventy in JavaScript: what is written out is read, and no program is run."""

from __future__ import annotations

import pytest

from tuireader.archive.engines.eleventy.data import COMPUTED, exported, merged
from tuireader.archive.metadata.values import Scalar, Value, as_texts


def texts(value: Value | None) -> tuple[str, ...]:
    return as_texts(value)


@pytest.mark.parametrize(
    "module",
    [
        "export default {\n\ttags: [\n\t\t'posts'\n\t],\n\tlayout: \"x\", // why\n};\n",
        "const data = { tags: ['posts'] };\n\nexport default data;\n",
        "export default function () {\n  const a = {};\n  return { tags: ['posts'] };\n}\n",
        "export default async () => ({ tags: ['posts'] });\n",
        "module.exports = {\n  f: (a) => { return { tags: ['no'] }; },\n  tags: ['posts'],\n};\n",
        "module.exports = () => { return { tags: ['posts'] }; };\n",
    ],
)
def test_the_object_of_a_module(module: str) -> None:
    assert texts(exported(module).get("tags")) == ("posts",)


@pytest.mark.parametrize(
    "module", ["", "export default 3;", "export default f();", "module.exports = {", "x = { tags: 'a' }"]
)
def test_what_is_no_object(module: str) -> None:
    assert exported(module) == {}


def test_an_address_that_a_program_makes_is_known_to_be_one() -> None:
    found = exported("export default { permalink: (data) => `/${data.page.fileSlug}/`, tags: 'a' };")
    assert texts(found["permalink"]) == ("/{{ page.fileSlug }}/",)
    found = exported("export default { permalink: (data) => `/${slugify(data.title)}/`, tags: 'a' };")
    assert texts(found["permalink"]) == (COMPUTED,)
    found = exported("export default { eleventyComputed: { permalink: (data) => '/x/' } };")
    assert texts(found["permalink"]) == (COMPUTED,)


def test_lists_go_on_and_maps_are_put_together() -> None:
    one: dict[str, Value] = {
        "tags": (Scalar("a"),),
        "x": {"y": Scalar("1"), "z": Scalar("2")},
        "k": Scalar("1"),
    }
    two: dict[str, Value] = {"tags": (Scalar("b"),), "x": {"y": Scalar("3")}, "k": Scalar("2")}
    found = merged(one, two, deep=True)
    assert (texts(found["tags"]), texts(found["k"])) == (("a", "b"), ("2",))
    assert found["x"] == {"y": Scalar("3"), "z": Scalar("2")}
    assert texts(merged(one, two, deep=False)["tags"]) == ("b",)
    assert texts(merged(one, {"override:tags": (Scalar("c"),)}, deep=True)["tags"]) == ("c",)
