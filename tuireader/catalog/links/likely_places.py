"""The likely target of a path on a site without configuration.

Archives are often only a blog's posts. Their links show where the posts were on the site: below a date, or at the path
of their files. And their addresses show the site's host.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tuireader.catalog.names import DATED, folded_name, path_name, undated_name
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.archive.post import Post, PostId
    from tuireader.catalog.catalog import Catalog

BELOW_DATE = expression(r"(?:^|.*/)(\d{4})/(\d{1,2})/(?:(\d{1,2})/)?([^/]+)\Z", re.DOTALL)
ADDRESS = expression(r"https?://([^/?#\s]+)(/[^?#\s]+)", re.IGNORECASE)
DAYS_APART = 7
"""Days between two dates of a post, because of time zones and corrections."""
OWN_SHARE = 10
"""One in so many links to a host must lead to a post if the host is the site's own."""


class LikelyPlaces:
    """Posts by paths on a site that is known only by its posts."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _slugs(self) -> dict[str, list[Post]]:
        slugs: dict[str, list[Post]] = {}
        for post in self._catalog:
            for slug in {folded_name(post.slug), undated_name(post.id)}:
                slugs.setdefault(slug, []).append(post)
        return slugs

    @cached_property
    def _files(self) -> dict[str, PostId]:
        """The ends of paths, of two names at least, of posts without a permalink."""
        ends: dict[str, PostId] = {}
        for post in self._catalog:
            if post.permalink is None:
                folders = path_name(post.id).split("/")[:-1]
                for count in range(1, len(folders) + 1):
                    ends.setdefault("/".join([*folders[-count:], undated_name(post.id)]), post.id)
        return ends

    def find(self, path: str) -> PostId | None:
        """The post that a path on the site, or an end of it, most likely means."""
        # A quotation mark gets into the address that it encloses.
        wanted = path_name(path.replace("/> ", "/"))
        if match := BELOW_DATE.match(wanted):
            return self._dated(match)
        return self._files.get(wanted)

    def _dated(self, match: re.Match[str]) -> PostId | None:
        year, month, day = int(match[1]), int(match[2]), match[3]
        dated = DATED.match(match[4])
        for post in self._slugs.get(match[4], ()) or (self._slugs.get(dated[4], ()) if dated else ()):
            for one in _dates(post):
                if day is None and (one.year, one.month) == (year, month):
                    return post.id
                if day is not None and _days_apart(one, year, month, int(day)) <= DAYS_APART:
                    return post.id
        return None

    def own_hosts(self, addresses: Iterable[str]) -> frozenset[str]:
        """The host that most likely is the site's own, judged by the targets of links; often none."""
        seen: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        firsts: dict[str, str] = {}
        sure: set[str] = set()
        for address in addresses:
            if not (match := ADDRESS.match(address)):
                continue
            host, path = match[1].lower().removeprefix("www."), unquote(match[2])
            seen[host] += 1
            if path.count("/") > 1 and (self._catalog.by_permalink(path) or self.find(path)):
                hits[host] += 1
                # Sites of one kind have pages of the same names: one of those says little, but for a date.
                if BELOW_DATE.match(path_name(path)) or firsts.setdefault(host, path) != path:
                    sure.add(host)
        # Other blogs may have posts of the same name and day: only one host can be the site's.
        own = max(hits, key=lambda host: (hits[host], host), default="")
        return frozenset({own, f"www.{own}"} if own in sure and hits[own] * OWN_SHARE >= seen[own] else ())


def _dates(post: Post) -> list[date]:
    found = [] if post.date is None else [post.date.date()]
    if named := DATED.match(path_name(post.id).rpartition("/")[2]):
        with suppress(ValueError):
            found.append(date(int(named[1]), int(named[2]), int(named[3])))
    return found


def _days_apart(one: date, year: int, month: int, day: int) -> int:
    try:
        return abs((one - date(year, month, day)).days)
    except ValueError:
        return DAYS_APART + 1
