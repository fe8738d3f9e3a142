"""Languages of a Hugo site, and the folder of the content of each."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tuireader.archive.config import read_config
from tuireader.archive.disk.filenames import as_prefix
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import as_labels
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tuireader.archive.config import Config
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import PostId
    from tuireader.archive.site import Site

_FOLDER: Final = "config/_default/"
_FILE: Final = expression(r"languages(?:\.(?P<language>[\w-]+))?\.(?:toml|ya?ml|json)\Z", re.IGNORECASE)
_SETTING: Final = "content of "


def mounted(config: Config) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the folders that `module.mounts` puts in the place of all content, of languages and of none (Hugo 0.168).

    With such a folder, `contentDir` has no say.
    """
    mounts = fields.folded(config.nested("module")).get("mounts")
    of_language: dict[str, str] = {}
    others: list[str] = []
    for one in mounts if isinstance(mounts, tuple) else ():
        mount = fields.folded(one) if isinstance(one, dict) else {}
        source = as_prefix(fields.text(mount, "source") or "")
        if source and as_prefix(fields.text(mount, "target") or "") == "content/":
            languages = _languages(mount)
            for lang in languages:
                of_language.setdefault(lang.lower(), source)
            if not languages:
                others.append(source)
    return of_language, tuple(others)


def _languages(mount: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the languages that a mount is for; of several mounts, the first counts for each."""
    if lang := fields.text(mount, "lang"):
        return (lang,)
    matrix = fields.folded(fields.nested(fields.folded(fields.nested(mount, "sites")), "matrix"))
    return as_labels(matrix.get("languages"))


def folders_by_language(root: str, base: str, config: Config) -> tuple[dict[str, str], tuple[PostId, ...]]:
    """Return the folder of each language, "" where it has none of its own, and the files that say so beside `config`.

    They are below `languages`, or in files of that name: `languages.toml`, `languages.fr.toml`.
    """
    folders = {name.lower(): _folder(value) for name, value in config.nested("languages").items()}
    files: list[PostId] = []
    names: list[str] = []
    with suppress(OSError):
        names = sorted(os.listdir(f"{root}/{base}{_FOLDER}"))  # noqa: PTH208 - paths are text
    for name in names:
        if match := _FILE.match(name):
            read = read_config(root, base, (_FOLDER + name,))
            files += read.files
            one = match["language"]
            folders |= (
                {one.lower(): _folder(read.values)}
                if one
                else {key.lower(): _folder(value) for key, value in read.values.items()}
            )
    return folders, tuple(files)


def _folder(value: object) -> str:
    said = fields.folded(value) if isinstance(value, dict) else {}
    return as_prefix(fields.text(said, "contentdir") or "")


def settings_of(folders: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a site in which the folders of its languages are kept."""
    return {f"{_SETTING}{language}": folder for language, folder in folders.items() if folder}


def contents(folders: Mapping[str, str], default: str, content: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders of all content, that of the language `default` first; `content` where a language has none."""
    own = [folders.get(default, ""), *folders.values()] if folders else [""]
    return tuple(dict.fromkeys(one for folder in own for one in ((folder,) if folder else content)))


def folder_of(site: Site, path: str) -> str:
    """Return the folder of content that a path lies in, the innermost; the first where it lies in none."""
    return _longest(site.content, path) or site.content[0]


def language_of(site: Site, path: str) -> str | None:
    """Return the language in whose folder a path lies, None where that is no language's own."""
    own = {
        folder: key.removeprefix(_SETTING)
        for key, folder in site.settings.items()
        if key.startswith(_SETTING)
    }
    return own.get(_longest(own, path)) if own else None


def _longest(folders: Iterable[str], path: str) -> str:
    return max((folder for folder in folders if path.startswith(folder)), key=len, default="")
