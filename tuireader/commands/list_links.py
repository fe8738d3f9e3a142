"""`tuireader links`: the links in posts and what they lead to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.locate import locate
from tuireader.commands.command import Command, add_json
from tuireader.commands.reading import read_archive
from tuireader.commands.terminal import OK, WRONG_USAGE, Terminal, open_terminal, shown

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from tuireader.archive.post import PostId
    from tuireader.catalog.link_graph import Link


def arguments(parser: ArgumentParser) -> None:
    """Say what `links` takes."""
    parser.add_argument(
        "archive", nargs="?", default=".", metavar="ARCHIVE|POST", help="where the links stand [.]"
    )
    parser.add_argument("--to", metavar="POST", help="only links to this post, named by its file or its id")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the links, one a line."""
    terminal = open_terminal()
    root, post_id = locate(Path(options.archive))
    if post_id is not None and not Path(options.archive).exists():
        return terminal.fail(f"there is no file {options.archive}")
    read = read_archive(str(root), terminal)
    if read is None:
        return WRONG_USAGE
    archive, catalog = read
    if post_id is not None and post_id not in catalog:
        return terminal.fail(f"{options.archive} is no post of {root}")
    target = None
    if options.to is not None:
        target = _named(options.to, root)
        if target not in catalog:
            return terminal.fail(f"{options.to} is no post of {root}")
    from tuireader.checking.check import facts_of  # noqa: PLC0415 - slow to load, and not where usage is wrong

    facts = facts_of(archive, catalog)
    for post in catalog:
        if post_id not in {None, post.id}:
            continue
        for link in facts.graph.links_from(post.id):
            if target is None or link.target.id == target:
                _print(link, facts.leads_nowhere(link), options, terminal)
    return OK


LINKS = Command("list the links in posts and what they lead to", arguments, run)


def _named(name: str, root: Path) -> PostId | None:
    """Return the id of the post that a file's path, or an id, names."""
    from tuireader.archive.post import PostId  # noqa: PLC0415 - a type elsewhere

    path = Path(name)
    if path.exists():
        try:
            return PostId(path.absolute().relative_to(root).as_posix())
        except ValueError:
            return None
    return PostId(name)


def _print(link: Link, reason: str, options: Namespace, terminal: Terminal) -> None:
    if options.json:
        terminal.json(link_fields(link, reason))
        return
    target = link.target
    where = terminal.styled(f"{shown(link.source)}:{link.written.line}", "dim")
    leads = shown(target.id or target.path or link.written.href)
    if target.anchor and target.kind != "external":
        leads += f"#{shown(target.anchor)}"
    if why := shown(reason):
        leads = terminal.styled(why if leads in why else f"{leads}: {why}", "warning")
    terminal.line(f"{where}  {shown(link.written.text) or '–'}  →  {leads}")


def link_fields(link: Link, reason: str) -> Mapping[str, object]:
    """Return the JSON fields of a link; one to a place that is missing in a post is broken and has a target."""
    target = link.target
    kind = "broken" if reason else target.kind
    if kind in {"post", "page"} and target.anchor:
        kind = "heading"
    return {
        "from": link.source,
        "line": link.written.line,
        "href": link.written.href,
        "text": link.written.text,
        "kind": kind,
        "to": target.id,
        "anchor": target.anchor or None,
    }
