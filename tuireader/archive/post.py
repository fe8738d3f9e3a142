"""Posts without their bodies, and the problems of files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, NewType

from tuireader.late import dataclass

if TYPE_CHECKING:
    from datetime import tzinfo

PostId = NewType("PostId", str)
"""A post's path relative to the archive's root, with forward slashes: its identity everywhere."""

Severity = Literal["error", "warning", "info"]
Kind = Literal["post", "page"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file, said in plain words.

    `rule` is kebab-case and stable; `line` and `column` are 1-based in the file, or None where the file as
    a whole is meant. `message` is neutralised text.
    """

    id: PostId
    rule: str
    message: str
    severity: Severity = "error"
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of a file on disk when it was read; an equal stamp means the file need not be read again.

    `ctime_ns` is the time that no program can set back: a file written with its size and old times kept has another.
    """

    mtime_ns: int
    size: int
    inode: int
    ctime_ns: int = 0

    def moment(self, zone: tzinfo) -> datetime:
        """Return when the file was changed, to the second; 1970 where the disk names no year from 1 to 9999."""
        try:
            return datetime.fromtimestamp(self.mtime_ns // 1_000_000_000, zone)
        except (ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(0, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A dated entry or an undated document, without its body.

    `date` is aware or None. `modified` is that of the front matter, else the file's time on disk; None where the
    file cannot be read. `permalink` is the path on the site, without the site's `baseurl`. `aliases` are
    other such paths (`redirect_from`, `aliases`). `hidden` means the engine would not publish it for another
    reason than being a draft or lying in the future. `excerpt` is plain text. All text is neutralised.
    `checksum` is that of the file's bytes, 0 where it cannot be read.
    """

    id: PostId
    kind: Kind
    title: str
    date: datetime | None
    modified: datetime | None
    slug: str
    permalink: str | None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str | None = None
    lang: str | None = None
    draft: bool = False
    hidden: bool = False
    future: bool = False
    excerpt: str = ""
    words: int = 0
    problems: tuple[Problem, ...] = ()
    stamp: Stamp = Stamp(0, 0, 0)
    checksum: int = 0

    @property
    def is_published(self) -> bool:
        """Whether the post is neither a draft nor hidden nor in the future."""
        return not (self.draft or self.future or self.hidden)
