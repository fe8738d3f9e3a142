"""The slugs of Pelican: in Latin letters as Unidecode spells them, then changed by the patterns of the settings."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from tuireader.archive.engines.pelican.settings import flag, pairs
from tuireader.archive.latin import unidecoded
from tuireader.late import expression

if TYPE_CHECKING:
    from tuireader.archive.site import Site

_COMMENT: Final = "<!--.*?-->"
_TAG: Final = "<[^<>]*>"
_USUAL: Final = expression(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*+")
_SIGNS: Final = r"[^\w\s-]"
_RUNS: Final = r"[-\s]+"
_LONGEST: Final = 1000
"""Characters of a text that makes a slug, at most."""
_SECONDS: Final = 0.05
"""What one of a site's own patterns may take; one that takes longer changes nothing."""


def slug_of(text: str, site: Site, kind: str = "SLUG") -> str:
    """Return a text as Pelican 4.12 slugifies it (utils.py): `Łódź & 你好` is `lodz-ni-hao`.

    With a `kind`, `CATEGORY`, `TAG` or `AUTHOR`, rules of its own come first.
    """
    cased = flag(site, "SLUGIFY_PRESERVE_CASE", default=False)
    own = next(
        (
            f"{one}_REGEX_SUBSTITUTIONS"
            for one in (kind, "SLUG")
            if f"{one}_REGEX_SUBSTITUTIONS" in site.values
        ),
        "",
    )
    if _USUAL.fullmatch(text) and not own:
        return (text if cased else text.lower()).replace(" ", "-")
    plain = _without_tags(text[:_LONGEST])
    spelt = normalize("NFKC", plain)
    if not flag(site, "SLUGIFY_USE_UNICODE", default=False):
        spelt = unidecoded(spelt)
    spelt = (
        _changed(spelt, pairs(site, own)) if own else re.sub(_RUNS, "-", re.sub(_SIGNS, "", spelt).strip())
    )
    return (spelt if cased else spelt.lower()).strip()


def _without_tags(text: str) -> str:
    """Return a text as `Markup.striptags` of MarkupSafe has it."""
    if "<" in text:
        text = re.sub(_TAG, "", re.sub(_COMMENT, "", text, flags=re.DOTALL))
    return unescape(" ".join(text.split()))


def _changed(text: str, patterns: tuple[tuple[str, str], ...]) -> str:
    import regex

    for pattern, put in patterns:
        try:
            text = regex.sub(pattern, put, text, flags=regex.IGNORECASE, timeout=_SECONDS)
        except (regex.error, TimeoutError, IndexError, ValueError):
            continue
    return text[:_LONGEST]
