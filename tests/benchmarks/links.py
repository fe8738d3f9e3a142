"""Measures how many internal links of archives resolve, and how long the links of 10,000 posts take.

Run: python -m tests.benchmarks.links [ARCHIVE…]
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.harness import SAMPLES, SECTION, Finding, show, write_post
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.resolve import is_unreadable
from tuireader.catalog.names import folded_name, undated_name
from tuireader.checking.links import link_graph, written_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuireader.catalog.links.graph import Link, LinkGraph

POSTS, SIZE, SECONDS = 10_000, 5_400, 3.0
NO_POSTS = re.compile(r"/tags/|^https://v8\.dev/tools/|^https://18f\.gsa\.gov/hub$")
"""Addresses in the archives that end in a post's name and are none of a post: lists by tag, a tool, another site."""
LAST = re.compile(r"[^/#?\s\"'|]+(?=/?(?:\.html)?(?:[#?].*)?$)")


def main() -> None:
    """Print what resolves in each archive, what does not and why, and the time beside the asked."""
    for name in sys.argv[1:] or [str(SAMPLES)]:
        archive, catalog = opened(Path(name))
        written = written_links(archive, (post.id for post in catalog))
        tell(Path(name).name, catalog, link_graph(archive, catalog, written))
    show(findings())


def opened(root: Path) -> tuple[Archive, Catalog]:
    """The archive in a folder, read whole."""
    archive = open_archive(root)
    if not isinstance(archive, Archive):
        raise SystemExit(archive.message)
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    return archive, Catalog.empty().apply(posts)[0]


def tell(name: str, catalog: Catalog, graph: LinkGraph) -> None:
    """Print the counts of an archive, and each link that leads nowhere, those first that have a likely target."""
    names = {undated_name(post.id) for post in catalog} | {folded_name(post.slug) for post in catalog}
    kinds = Counter(link.target.kind for link in graph)
    resolved = kinds["post"] + kinds["page"]
    broken = Counter((_seems_there(link, names), link.written.href, link.reason) for link in graph.broken())
    missed = sum(count for (there, _, _), count in broken.items() if there)
    print(f"{name}: {len(tuple(graph)):,} links, {dict(kinds)}")
    print(
        f"  to posts and pages: {resolved + kinds['broken']:,}, their target in the archive: {resolved + missed:,}"
    )
    print(f"  of these resolved: {resolved:,}, {100 * resolved / max(1, resolved + missed):.1f}%")
    for (there, href, reason), count in sorted(broken.items(), key=lambda item: (not item[0][0], item[0][1])):
        print(f"  {'MISSED' if there else 'absent'} {count:4} {href}: {reason}")


def _seems_there(link: Link, names: set[str]) -> bool:
    """Whether a post is called what the link's address ends in, whatever is before that."""
    href = re.sub(r"\s*\|[^{}]*\}\}|[\"'{}]", "", link.written.href).strip()
    last = LAST.search(href)
    if NO_POSTS.search(href):
        return False
    return not is_unreadable(link.written.href) and last is not None and undated_name(last[0]) in names


def findings() -> Iterator[Finding]:
    """The time that the links and backlinks of a whole archive take, from the files on."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        root = Path(folder)
        for number in range(POSTS):
            day = f"{1990 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            sections = SECTION.replace("{n}", f"{number % 9000:06}") * (SIZE // len(SECTION))
            others = f"[a](/2000/01/02/number{number}.html) [b](2000-01-02-x.md) <https://x.org/{number}>\n\n"
            write_post(root, day, f"number{number}", others + sections)
        archive, catalog = opened(root)
        began = perf_counter()
        written = written_links(archive, (post.id for post in catalog))
        read = perf_counter()
        graph = link_graph(archive, catalog, written)
        done = perf_counter()
        count = sum(1 for _ in graph)
        yield Finding(f"links of {POSTS:,} posts, read", f"{read - began:.2f} s", "", None)
        yield Finding(f"{count:,} links resolved, with backlinks", f"{done - read:.2f} s", "", None)
        yield Finding.at_most("links and backlinks of the whole archive", done - began, SECONDS, "s")
        again = perf_counter()
        link_graph(archive, catalog, written_links(archive, (post.id for post in catalog)))
        yield Finding.at_most("the same when they were read before", perf_counter() - again, SECONDS, "s")


if __name__ == "__main__":
    main()
