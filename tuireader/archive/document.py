"""Documents: files on the way from their place in an archive to a post."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from tuireader.archive.disk.filenames import split_extension
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import PostId, Problem
    from tuireader.archive.site import Site


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a file by its place and name alone.

    `kind` "any" means a post when it turns out to be dated, else a page. A file that needs front matter and has
    none is not listed, and neither is one whose front matter is broken beyond recognition.
    """

    kind: Literal["post", "page", "any"]
    collection: str = ""
    draft: bool = False
    needs_front_matter: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """The facts that a folder gives the documents in it.

    `metadata` is handed down to them. In a "bundle" only the index is a document, among "resources" nothing is.
    `problems` are those of the files that hand it down, here and in the folders above.
    """

    metadata: Mapping[str, Value] = field(default_factory=dict)
    holds: Literal["documents", "bundle", "resources"] = "documents"
    problems: tuple[Problem, ...] = ()

    def has(self, name: str) -> bool:
        """Tell whether a file of this name is a document here."""
        return self.holds == "documents" or (self.holds == "bundle" and name.startswith("index."))


POST = Role("post")
PAGE = Role("page")
ANY = Role("any")
ANY_WITH_FRONT_MATTER = Role("any", needs_front_matter=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A file with its front matter read, before its fields are made of it.

    `path` is relative to the site's base, and neutralised. `metadata` is the file's own with what the site's
    defaults and the folders above hand down. `modified` is the file's time on disk. `moments` are those that were
    compared with `now`, with which the outcome may change.
    """

    id: PostId
    path: str
    role: Role
    site: Site
    metadata: Mapping[str, Value]
    format: str
    body: str
    modified: datetime
    now: datetime
    moments: list[datetime] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The name of the file without its extension."""
        return split_extension(self.path.rpartition("/")[2])[0]

    def is_ahead(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the future."""
        self.moments.append(moment)
        return moment > self.now

    def is_past(self, moment: datetime) -> bool:
        """Tell whether a moment has gone by."""
        self.moments.append(moment)
        return moment < self.now
