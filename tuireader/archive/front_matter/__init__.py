"""Front matter: the block of metadata at the top of a post, in every format and dialect that engines read."""

from __future__ import annotations

from tuireader.archive.front_matter.handler import Format
from tuireader.archive.front_matter.read import (
    FrontMatter,
    FrontMatterRules,
    front_matter_of,
    read_front_matter,
)
from tuireader.archive.front_matter.yaml_block import parse_yaml
from tuireader.archive.metadata.values import Scalar, Value

__all__ = [
    "Format",
    "FrontMatter",
    "FrontMatterRules",
    "Scalar",
    "Value",
    "front_matter_of",
    "parse_yaml",
    "read_front_matter",
]
