"""HTML without anything active: scripts, event handlers, forms, frames, and addresses that run code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    from nh3 import Cleaner


def _named(names: str) -> set[str]:
    return set(names.split())


_TAGS: Final = """
    a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav
    ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr
    tt u ul var wbr
    math mfrac mi mn mo mover mpadded mphantom mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr
    munder munderover
"""
"""What stays of elements: of any other its text alone."""
_WITHOUT_TEXT: Final = "script style template title textarea noscript noembed noframes iframe object"
"""Elements that go with all that they hold."""
_ATTRIBUTES: Final = {
    "*": "class dir id lang style title",
    "a": "href",
    "col": "span",
    "colgroup": "span",
    "details": "open",
    "div": "align",
    "img": "alt height src width",
    "li": "value",
    "math": "display",
    "mfrac": "linethickness",
    "mo": "fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric",
    "mover": "accent",
    "mspace": "width height depth",
    "mstyle": "displaystyle scriptlevel",
    "mtd": "columnalign columnspan rowspan",
    "munder": "accentunder",
    "munderover": "accent accentunder",
    "ol": "reversed start type",
    "p": "align",
    "span": "data-line",
    "td": "align colspan rowspan",
    "th": "align colspan rowspan scope",
    "time": "datetime",
}
_SCHEMES: Final = "http https mailto tel data"
_OPENED: Final = expression(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
"""The beginning of what a link may lead to."""
_PICTURE: Final = expression(
    r"data:image/(?:png|jpeg|gif|webp|avif|bmp|x-icon|svg\+xml);base64,[A-Za-z0-9+/=]*\Z"
)


def is_opened(address: str) -> bool:
    """Whether a link to an address may be followed by a click: it is on the web, one for mail, or in the page."""
    return _OPENED.match(address) is not None


def stays(name: str) -> bool:
    return name in _named(_TAGS)


def safe_html(html: str) -> str:
    """`html` with each element closed, and nothing in it that acts or that a browser fetches."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=_named(_TAGS),
        clean_content_tags=_named(_WITHOUT_TEXT),
        attributes={tag: _named(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=_named(_SCHEMES),
        filter_style_properties={"text-align"},
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; None for one that is left out."""
    if name == "href":
        return value if is_opened(value) else None
    if name == "src":
        return value if tag == "img" and _PICTURE.match(value) else None
    return value
