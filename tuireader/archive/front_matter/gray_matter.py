"""Front matter as gray-matter 4 reads it, for the engines that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.archive.front_matter.handler import EOL
from tuireader.archive.front_matter.js_block import JavaScriptHandler
from tuireader.archive.front_matter.json_block import FencedJsonHandler
from tuireader.archive.front_matter.read import FrontMatterRules
from tuireader.archive.front_matter.yaml_block import YamlHandler

if TYPE_CHECKING:
    from tuireader.archive.front_matter.handler import Handler


def gray_matter(engine: str, *others: Handler) -> FrontMatterRules:
    """The rules of an engine that uses gray-matter: YAML, JSON and JavaScript, and the notations that it adds.

    The language may follow the opening mark. A key that YAML has twice is an error.
    """
    handlers = (
        YamlHandler(rf"(?P<mark>---)(?:[ \t]*ya?ml)?{EOL}"),
        FencedJsonHandler(rf"(?P<mark>---)[ \t]*json{EOL}"),
        JavaScriptHandler(rf"(?P<mark>---)[ \t]*(?:js|javascript){EOL}"),
    )
    return FrontMatterRules(engine, (*handlers, *others), unique_keys=True)
