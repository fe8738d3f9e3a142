"""`tuireader tags`: the tags of an archive and how many posts bear each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.commands.command import Command, add_archive, add_json
from tuireader.commands.reading import read_catalog
from tuireader.commands.terminal import OK, WRONG_USAGE, open_terminal, shown

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    """Say what `tags` takes."""
    add_archive(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the tags, the most used first."""
    terminal = open_terminal()
    catalog = read_catalog(options.archive, terminal)
    if catalog is None:
        return WRONG_USAGE
    tags = catalog.tags()
    width = max((len(f"{posts:,}") for posts in tags.values()), default=0)
    for tag, posts in tags.items():
        if options.json:
            terminal.json({"tag": tag, "posts": posts})
        else:
            terminal.line(f"{terminal.styled(f'{posts:,}'.rjust(width), 'dim')}  {shown(tag)}")
    return OK


TAGS = Command("list the tags of an archive", arguments, run)
