"""The time zone of the machine, and the one that a site names."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import PostId, Problem
from tuireader.archive.zones import zone_of

if TYPE_CHECKING:
    from tuireader.archive.config import Config

_LOCALTIME: Final = "/etc/localtime"


def local_zone() -> tzinfo:
    """Return the machine's zone with its changes over the year, or its present offset where they are not known."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and (zone := zone_of(named)) is not None:
        return zone
    if not named:
        target = os.path.realpath(_LOCALTIME)
        _, found, name = target.partition("/zoneinfo/")
        if found and (zone := zone_of(name)) is not None:
            return zone
    return datetime.now().astimezone().tzinfo or UTC


def site_zone(config: Config, key: str, default: tzinfo | None = None) -> tuple[tzinfo, Problem | None]:
    """Return the zone that a configuration names under a key, else the default, else the machine's zone."""
    name = config.text(key)
    zone = zone_of(name) if name else None
    if zone is not None:
        return zone, None
    problem = None
    if name:
        file = config.files[0] if config.files else PostId("")
        message = f"there is no time zone “{name}”: write a name such as Europe/Berlin"
        problem = Problem(file, "config-timezone", message)
    return default or local_zone(), problem
