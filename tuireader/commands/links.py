"""`tuireader links`: the links in posts and their targets."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.post import PostId
from tuireader.commands.archive_input import file_or_input, may_cache, read_named
from tuireader.commands.command import (
    OK,
    STANDARD_INPUT,
    WRONG_USAGE,
    Subcommand,
    Terminal,
    add_json,
    open_terminal,
    shown,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from tuireader.archive.post import Post
    from tuireader.catalog.catalog import Catalog
    from tuireader.catalog.links.graph import Link


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "archive",
        nargs="?",
        default=".",
        metavar="ARCHIVE|POST",
        help="the archive or post whose links to list [.]",
    )
    parser.add_argument(
        "--to", metavar="POST", help="only links to this post, named by its file, id, permalink or slug"
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the links, one per line."""
    with file_or_input(options.archive) as name:
        return _run(name, options, open_terminal())


def _run(name: str, options: Namespace, terminal: Terminal) -> int:
    read = read_named(name, terminal)
    if read is None:
        return WRONG_USAGE
    archive, catalog, post_id = read
    target = None
    if options.to is not None:
        named = _named(options.to, archive.root, catalog)
        if len(named) != 1:
            others = " and ".join(named[:2])
            return terminal.fail(
                f"{options.to} names {len(named)} posts: {others}{' …' if len(named) > 2 else ''}"
                if named
                else f"{options.to} is not a post of {archive.root}"
            )
        target = named[0]
    from tuireader.checking.check import facts_of

    facts = facts_of(archive, catalog, kept=may_cache())
    links = (
        link for post in catalog if post_id in {None, post.id} for link in facts.graph.links_from(post.id)
    )
    found = [link for link in links if target is None or link.target.id == target]
    for link in found:
        _print(_shown_as(link, options.archive), facts.leads_nowhere(link), options, terminal)
    if not found:
        terminal.none("links")
    return OK


def _shown_as(link: Link, name: str) -> Link:
    if name != STANDARD_INPUT:
        return link
    own = link.target.id == link.source
    target = replace(link.target, id=PostId(STANDARD_INPUT)) if own else link.target
    return replace(link, source=PostId(STANDARD_INPUT), target=target)


LINKS = Subcommand("list the links in posts and their targets", arguments, run)


def _named(name: str, root: Path, catalog: Catalog) -> Sequence[PostId]:
    """The ids of the posts with this path, id, permalink, file name or slug."""
    path = Path(name)
    if path.exists():
        with suppress(ValueError):
            inside = path.absolute().relative_to(root.absolute()).as_posix()
            if any(post.id == inside for post in catalog):
                return [post.id for post in catalog if post.id == inside]
    for names in (
        lambda post, name: post.id == name,
        _by_permalink,
        _by_name,
        lambda post, name: post.slug == name,
    ):
        if found := [post.id for post in catalog if names(post, name)]:
            return sorted(found)
    return []


def _by_permalink(post: Post, name: str) -> bool:
    from tuireader.catalog.links.paths import path_key

    return "/" in name and post.permalink is not None and path_key(post.permalink) == path_key(name)


def _by_name(post: Post, name: str) -> bool:
    last = post.id.rpartition("/")[2]
    return name in {last, last.rpartition(".")[0]}


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
        leads = terminal.styled(f"broken: {why if leads in why else f'{leads}: {why}'}", "warning")
    terminal.line(f"{where}  {shown(link.written.text) or '–'}  →  {leads}")


def link_fields(link: Link, reason: str) -> Mapping[str, object]:
    """The JSON fields of a link; a link to a missing place in a post is broken and has a target."""
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
