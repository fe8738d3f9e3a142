"""Hugo's cascades: values that sections and the site's configuration give to posts, to all or to those of a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.globs import fits
from tuireader.archive.metadata import fields
from tuireader.archive.metadata.values import Scalar, as_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tuireader.archive.metadata.values import Value

_LANGUAGE: Final = "the language of the section"
"""The key in a cascade of the language of its section."""
_NOT_GIVEN: Final = frozenset({"target", "_target", _LANGUAGE})


def cascades_of(value: Value | None, lang: str = "") -> Iterator[Mapping[str, Value]]:
    """Return the value of `cascade`, one mapping or a list of them.

    `lang` is the language of the section that holds it: a cascade stays in its language.
    """
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, dict):
            yield {**fields.folded(one), **({_LANGUAGE: Scalar(lang.lower())} if lang else {})}


def handed_down(
    cascades: tuple[Mapping[str, Value], ...], name: str, kind: str, lang: str
) -> dict[str, Value]:
    """Return the values that cascades give a page; of several values of a key the last counts.

    `name` is its path below the content, without an ending and a language; `lang` is in small letters.
    """
    place = "/" + _place(name).lower().replace(" ", "-")
    found: dict[str, Value] = {}
    for one in cascades:
        if fields.text(one, _LANGUAGE) not in {None, lang}:
            continue
        target = fields.folded(fields.nested(one, "target") or fields.nested(one, "_target"))
        if _is_met(target, place, kind, lang):
            found.update({key: value for key, value in one.items() if key not in _NOT_GIVEN})
    return found


def _place(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return folder if last in {"index", "_index"} else name


def _is_met(target: Mapping[str, Value], place: str, kind: str, lang: str) -> bool:
    paths = as_texts(target.get("path"))
    kinds = as_texts(target.get("kind"))
    langs = as_texts(target.get("lang"))
    return (
        (not paths or any(fits(one.lower(), place) for one in paths))
        and (not kinds or kind in {one.strip("{}").lower() for text in kinds for one in text.split(",")})
        and (not langs or lang in {one.strip("{}").lower() for text in langs for one in text.split(",")})
    )
