"""Names of files: which may be posts, and the date and slug in them."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from tuireader.late import expression

MARKDOWN: Final = frozenset({"markdown", "mdown", "mkdown", "mkdn", "mkd", "md", "mdx"})
"""Extensions of Markdown files in any engine."""

PROSE: Final = MARKDOWN | {"html", "htm", "txt", "text", "textile", "rst", "rmd", "org", "adoc", "asciidoc"}
"""Extensions of files that a Jekyll post may well have."""

GENERATED: Final = frozenset(
    {"node_modules", "vendor", "_site", "public", "__pycache__", "bower_components", "site-packages", "venv"}
)
"""Folders that tools fill; none of them holds an author's text."""

TOOLS: Final = frozenset(
    {".git", ".hg", ".svn", ".jj", ".bzr", "node_modules", "__pycache__", "_site", ".obsidian", ".trash",
     ".jekyll-cache", ".sass-cache", ".cache", ".venv", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache",
     ".idea", ".vscode", ".stfolder", ".stversions"}
)  # fmt: skip
"""Folders that tools keep for themselves and change at any time: never looked into, whatever a site says."""

SYSTEM: Final = frozenset(
    {"@eadir", "@recycle", "@recently-snapshot", "@tmp", "@__thumb", ".@__thumb", ".@upload_cache", "#recycle",
     "#snapshot", "~snapshot", ".snapshot", ".snapshots", ".zfs", "lost+found", "$recycle.bin", "recycler",
     "system volume information", ".spotlight-v100", ".fseventsd", ".temporaryitems", ".documentrevisions-v100",
     ".appledouble", ".appledb", ".appledesktop", "network trash folder", "temporary items", "__macosx",
     ".dropbox.cache", ".sync", ".dtrash"}
)  # fmt: skip
"""Folders, in lower case, that systems, disk stations and synchronisation keep for themselves in anybody's folders."""

README: Final = frozenset(
    {"readme", "license", "licence", "copying", "contributing", "changelog", "changes", "history", "authors",
     "code_of_conduct", "security", "todo", "index", "_index", "agents", "claude"}
)  # fmt: skip
"""Names, without their extension and in lower case, that are documents whatever date they bear."""

# What other engines and people write: 2020-02-05-name, 2020_02_05 name, 2020-02-05T10-11 name, 20200205-name.
_LOOSE: Final = (
    r"(?s)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:T[\d:.+-]*Z?)?(?:[-_. ]+(.*))?\Z"
)

_PLAIN: Final = expression(r"\w[^/]*\.(?:md|markdown|html)\Z")
_TEMPORARY: Final = r"""(?xi)
    \A(?: \.\# | \#.*\#\Z                    # Emacs: locks and auto-saves
       | ~\$ | ~syncthing~                  # Office
       | 4913\Z                             # Vim: may this folder be written?
       | sed[a-z0-9]{6}\Z                   # sed -i
       | \.goutputstream-                   # GLib
      )
    | (?: ~                                 # backups: Vim, Emacs, nano
        | ___jb_(?:tmp|old)___              # JetBrains
        | \.(?: sw[a-px] | tmp | temp | part | partial | crdownload | lock | bak | bck | orig | rej )
        | \.sb-[0-9a-f]{8}-\w{6}            # macOS
        | \.(?: md | mdx | markdown | mkd | html? | txt )\.(?!mkdown)[a-z]{6}     # Qt and KDE
      )\Z
    """
"""Compiled when a name needs it, which is seldom."""


def is_kept_by_tools(name: str, parent: str = "") -> bool:
    """Tell whether a folder of this name, in a folder of the name `parent`, belongs to a tool or the system.

    No post lies there, whatever a site says: thumbnails, waste bins, snapshots, old versions.
    """
    if name in TOOLS or (parent == "logseq" and name in {"bak", ".recycle"}):
        return True
    lower = name.lower()
    return lower in SYSTEM or lower.startswith(".trash")


def is_temporary(name: str) -> bool:
    """Tell whether a file's name is one that editors and tools give to files of a single save or session.

    Backups, swap files, locks and temporaries never hold a post. Only the last part of a path counts.
    """
    return _PLAIN.match(name) is None and re.search(_TEMPORARY, name) is not None


def split_extension(name: str) -> tuple[str, str]:
    """Return a path's part before its last extension, and the extension in lower case without its dot."""
    stem, dot, extension = name.rpartition(".")
    if not dot or "/" in extension or not stem or stem.endswith("/"):
        return name, ""
    return stem, extension.lower()


def loose_name(name: str) -> tuple[str | None, str]:
    """Return the ISO date (or None) and the slug of a file or folder name without its extension.

    A date is recognised at the beginning only, in the ways in which people write one there.
    """
    if match := re.match(_LOOSE, name):
        year, _, month, day, rest = match.groups()
        return f"{year}-{month}-{day}", rest or name
    return None, name


def bundle_name(path: str) -> tuple[str | None, str]:
    """Return the date in the name of a file, or in that of its folder for an `index`, and that whole name."""
    folder, _, name = path.rpartition("/")
    stem = split_extension(name)[0]
    whole = (folder.rpartition("/")[2] if stem == "index" else "") or stem
    return loose_name(whole)[0], whole


def words(slug: str) -> str:
    """Return a slug as words, the first letter a capital."""
    spaced = " ".join(slug.replace("-", " ").replace("_", " ").split()) or slug
    return spaced[:1].upper() + spaced[1:]


def recency(path: str) -> str:
    """Return a key that sorts paths by the date in their name; "" where there is none. Cheap, never fails."""
    match = _RECENT.search(path)
    return "" if match is None else f"{match[1]:0>4}{match[2]:0>2}{match[3]:0>2}"


_RECENT: Final = expression(r"(?:\A|/)(\d{2,4})[-_/](\d{1,2})[-_/](\d{1,2})[^/\d][^/]*(?:/index\.\w+)?\Z")


def folded_name(name: str) -> str:
    """Return a file's name for look-ups, in which neither its case nor the form of its accents matters."""
    return (name if name.isascii() else normalize("NFC", name)).casefold()


def as_prefix(path: str) -> str:
    """Return a configured folder as a prefix of paths, "" for the site's own or one outside of it."""
    parts = [part for part in path.strip().split("/") if part not in {"", "."}]
    return "" if ".." in parts or not parts else "/".join(parts) + "/"
