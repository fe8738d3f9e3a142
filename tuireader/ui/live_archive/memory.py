"""What keeping the catalog true must remember from one step to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.archive.post import PostId
    from tuireader.archive.walk import Links


@dataclass(frozen=True, slots=True)
class Memory:
    """`links` as in `Reread`; `doubts`: until when, on the monotonic clock, nothing is said of a file.

    `lost`: the checksums of posts that went away or could not be read any more, for they may come back as they were.
    """

    links: Links = ()
    doubts: Mapping[PostId, float] = field(default_factory=dict)
    lost: Mapping[PostId, int] = field(default_factory=dict)
