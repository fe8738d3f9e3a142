"""The parts of Liquid's blocks, and how those are written of which nobody can tell whether they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.rendering.templates.marks import placeholder
from tuireader.rendering.templates.tree import Block, Node, Token

if TYPE_CHECKING:
    from tuireader.rendering.templates.liquid import Renderer
    from tuireader.rendering.templates.writer import Writer

Section = tuple[Token, list[Node]]
"""A tag that begins a part of a block, and that part."""


def sections(block: Block, names: frozenset[str]) -> list[Section]:
    """Return the parts of a block that tags of these names part it in, the first begun by its opener."""
    found: list[Section] = [(block.opener, [])]
    for node in block.children:
        if isinstance(node, Token) and node.kind == "tag" and node.name in names:
            found.append((node, []))
        else:
            found[-1][1].append(node)
    return found


def write_doubtful(renderer: Renderer, tag: Token, out: Writer) -> None:
    """Write a tag whose condition nobody can tell: its hint, and in code the tag itself."""
    if renderer.code or tag.code:
        out.leave(tag)
    else:
        out.stand_in(tag, placeholder(f"{tag.name} {tag.body}") + " ")


def write_end(renderer: Renderer, block: Block, out: Writer, *, doubtful: bool) -> None:
    """Write the end of a block; one in code whose tags were left has its last one left too."""
    if doubtful and (renderer.code or block.opener.code):
        out.leave(block.closer)
    else:
        out.drop(block.closer.start, block.closer.end)


def skip(nodes: list[Node], out: Writer) -> None:
    """Write of nodes their line breaks only."""
    if nodes:
        out.drop(nodes[0].start, nodes[-1].end)
