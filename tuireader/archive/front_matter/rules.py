"""Which front matter each engine reads: a table with one entry an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.front_matter.js_block import JavaScriptHandler
from tuireader.archive.front_matter.json_block import FencedJsonHandler, JsonHandler
from tuireader.archive.front_matter.pelican_block import PelicanHandler
from tuireader.archive.front_matter.toml_block import TomlHandler
from tuireader.archive.front_matter.yaml_block import YamlHandler

if TYPE_CHECKING:
    from tuireader.archive.front_matter.handler import Handler

_EOL: Final = r"[ \t]*\n"
_BLANK: Final = r"\s*"
_YAML: Final = rf"(?P<mark>---){_EOL}"
_TOML: Final = rf"(?P<mark>\+\+\+){_EOL}"


@dataclass(frozen=True, slots=True)
class FrontMatterRules:
    """How an engine reads front matter.

    `engine` is its name, or empty where none is known. `handlers` are tried in order, and the first that
    finds a block reads it. `fold_keys` gives the top-level keys in lower case, for engines that do not tell
    case apart. With `required`, a file without a block is an error of the engine's. `breaks_allowed` says
    that prose between two `---` lines is no mistake.
    """

    engine: str
    handlers: tuple[Handler, ...]
    fold_keys: bool = False
    required: bool = False
    breaks_allowed: bool = False


JEKYLL: Final = FrontMatterRules("Jekyll", (YamlHandler(_YAML, ("...",)),))
"""`document.rb`: `---` in the first line; `---` or `...` closes."""

HUGO: Final = FrontMatterRules(
    "Hugo", (YamlHandler(_BLANK + _YAML), TomlHandler(_BLANK + _TOML), JsonHandler()), fold_keys=True
)

PELICAN: Final = FrontMatterRules("Pelican", (PelicanHandler(),), fold_keys=True)

ELEVENTY: Final = FrontMatterRules(
    "Eleventy",
    (
        YamlHandler(rf"(?P<mark>---)(?:[ \t]*ya?ml)?{_EOL}"),
        FencedJsonHandler(rf"(?P<mark>---)[ \t]*json{_EOL}"),
        TomlHandler(rf"(?P<mark>---)[ \t]*toml{_EOL}"),
        JavaScriptHandler(rf"(?P<mark>---)[ \t]*(?:js|javascript){_EOL}"),
    ),
)
"""gray-matter: the language may follow the opening mark."""

ZOLA: Final = FrontMatterRules(
    "Zola", (TomlHandler(_BLANK + _TOML), YamlHandler(_BLANK + _YAML)), required=True
)

HEXO: Final = FrontMatterRules(
    "Hexo",
    (
        YamlHandler(r"(?P<mark>-{3,})\n", expand_tabs=True),
        FencedJsonHandler(r"(?P<mark>;{3,})\n", braces=False),
        YamlHandler(r"(?=[A-Za-z_][\w-]*:[ \t\n])(?P<mark>)", ("---",), expand_tabs=True),
    ),
)
"""hexo-front-matter: any number of marks from three on, or none before the block."""

ASTRO: Final = FrontMatterRules("Astro", (YamlHandler(_BLANK + _YAML), TomlHandler(_BLANK + _TOML)))

OBSIDIAN: Final = FrontMatterRules("Obsidian", (YamlHandler(_YAML),), breaks_allowed=True)

PLAIN: Final = FrontMatterRules(
    "",
    (YamlHandler(_YAML, ("...",)), TomlHandler(_TOML), JsonHandler(), PelicanHandler(any_key=False)),
    breaks_allowed=True,
)
"""What a folder of no known engine may hold: every format, where it cannot be mistaken for prose."""
