"""The names of HTML's elements, by how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


ROLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_named("b strong"), "strong"),
    **dict.fromkeys(_named("i em cite dfn var"), "emphasis"),
    **dict.fromkeys(_named("del s strike"), "strike"),
    **dict.fromkeys(_named("u ins"), "underline"),
    **dict.fromkeys(_named("code samp tt"), "code"),
    **dict.fromkeys(_named("sup sub"), "script"),
    "kbd": "keyboard",
    "mark": "mark",
    "small": "small",
}
"""The role in the theme of an element's content."""

PLAIN: Final = _named(
    """a abbr acronym area bdi bdo big blink button canvas col colgroup data datalist font image keygen label
    link map marquee meta meter nobr optgroup option output param picture portal progress q rb rp rt rtc
    ruby select slot source span textarea time track wbr base basefont bgsound isindex nextid spacer embed
    object iframe video audio img input br applet command content element shadow frame frameset"""
)
"""Elements within a line that have no look of their own, or one that is drawn by hand."""

SPACED: Final = _named(
    """p h1 h2 h3 h4 h5 h6 ul ol dl menu dir pre listing xmp plaintext blockquote figure table details hr
    fieldset dialog"""
)
"""Blocks that are between blank lines."""

BLOCKS: Final = SPACED | _named(
    """address article aside body caption center dd div dt figcaption footer form head header hgroup html
    legend li main multicol nav search section summary svg tbody td text tfoot th thead tr noscript noembed noframes"""
)
"""Elements that begin and end a line."""

HIDDEN: Final = _named("script style template noscript noembed noframes title head rp")
"""Elements whose text browsers do not show."""

RAW: Final = _named("script style template title textarea xmp iframe noembed noframes noscript plaintext")
"""Elements that would swallow all that follows them if they are not closed."""

EMBEDDED: Final = _named("iframe video audio embed object")
"""Elements whose text browsers show only where they cannot play or frame anything."""

FILTERED: Final = _named("script style title textarea xmp noembed noframes plaintext")
"""Tags that mean nothing among the words of a paragraph, where they are text (GFM, "Disallowed Raw HTML")."""

DRAWINGS: Final = _named(
    """svg g path rect circle ellipse line polyline polygon text tspan textpath defs use symbol marker stop
    lineargradient radialgradient clippath mask pattern filter foreignobject animate animatetransform
    animatemotion set desc metadata switch view fegaussianblur feoffset feblend femerge femergenode
    fecolormatrix feflood fecomposite math mi mo mn ms mtext mrow mfrac msqrt mroot msub msup msubsup munder
    mover munderover mtable mtr mtd mspace mstyle semantics annotation annotation-xml mpadded mphantom
    menclose mmultiscripts mprescripts mlabeledtr maction merror"""
)
"""The elements of drawings (SVG) and formulas (MathML)."""

_KNOWN: Final = BLOCKS | PLAIN | HIDDEN | RAW | DRAWINGS | ROLES.keys()


def is_element(name: str) -> bool:
    """Tell whether `name`, in small letters, is an element of HTML, or may be one that a site makes (`x-y`)."""
    return name in _KNOWN or "-" in name
