"""The newest posts of an archive, to learn its habits from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.walk import candidates
from tuireader.archive.drafting.entries import entries_of
from tuireader.archive.post import Problem
from tuireader.archive.scan import Reader
from tuireader.archive.source import open_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tuireader.archive.archive import Archive
    from tuireader.archive.document import Role
    from tuireader.archive.drafting.entries import Entry
    from tuireader.archive.post import Post
    from tuireader.archive.site import Site
    from tuireader.archive.source import Source

COUNT: Final = 20
"""Posts that are learnt from, at most."""

_LOOKED_AT: Final = 300
"""Files that are read to find the newest posts among them; those newest by name and time come first."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A post with its text and the entries of its front matter."""

    post: Post
    source: Source
    entries: tuple[Entry, ...]

    def entry(self, keys: Iterable[str]) -> Entry | None:
        """Return the entry of the first of the keys that says something; case makes no difference."""
        for key in keys:
            for entry in self.entries:
                if entry.key.lower() == key.lower() and not entry.says_nothing:
                    return entry
        return None


@dataclass(frozen=True, slots=True)
class Samples:
    """The newest posts of one site, and its newest files in folders for drafts; newest first."""

    site: Site
    posts: tuple[Sample, ...]
    drafts: tuple[Sample, ...]


def take_samples(archive: Archive, now: datetime) -> Samples:
    """Return the samples of the site that most of the newest posts belong to."""
    read = _read(archive, now)
    newest = [post for post, role in read if not role.draft][:COUNT]
    sites = Counter(site.base for post in newest if (site := archive.site_of(post.id)) is not None)
    base = sites.most_common(1)[0][0] if sites else archive.site.base
    site = next(one for one in archive.sites if one.base == base)
    own = [(post, role) for post, role in read if archive.site_of(post.id) is site]
    posts = [(post, role) for post, role in own if not role.draft]
    # Entries of collections are dated as well, but they are no posts where there are posts.
    proper = [one for one in posts if one[1].kind == "post"] or posts
    drafts = [post for post, role in own if role.draft]
    return Samples(site, _samples(archive, [post for post, _ in proper]), _samples(archive, drafts))


def _read(archive: Archive, now: datetime) -> list[tuple[Post, Role]]:
    reader = Reader(archive, now)
    found = [
        (post, one.role)
        for one in candidates(archive)[:_LOOKED_AT]
        if (post := reader.post(one.id, one.role)) is not None and post.kind == "post"
    ]
    dated = [one for one in found if one[0].date is not None and (one[1].draft or not one[0].future)]
    return sorted(dated, key=lambda one: (one[0].date or now, one[0].id), reverse=True)


def _samples(archive: Archive, posts: Sequence[Post]) -> tuple[Sample, ...]:
    opened = ((post, open_source(archive, post.id)) for post in posts[:COUNT])
    return tuple(
        Sample(post, source, entries_of(source.front_matter))
        for post, source in opened
        if not isinstance(source, Problem) and not source.front_matter.problems
    )
