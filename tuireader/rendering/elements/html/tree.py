"""A piece of HTML as a tree, read by lxml (libxml2, whose tokenizer is that of the HTML standard).

What browsers drop or hide only because it is unfinished or no tag of HTML (`Vec<T>`, a quote that is never closed)
keeps its words: the sign that begins it is set aside before reading, and comes back as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.late import expression
from tuireader.rendering.elements.html.names import EMBEDDED, RAW, is_element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element


def attributes_of(element: _Element) -> Mapping[str, str]:
    """The attributes of an element; those of media include the address of the first source within."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if element.tag in {"video", "audio"} and "src" not in attributes:
        source = element.find("source")
        if source is not None:
            attributes["src"] = str(source.get("src", ""))
    return attributes


WRITTEN: Final = "\ufdd8"
"""Stands for a `<` that begins no tag. No file holds these marks: they are removed when files are read."""
RUN: Final = "\ufdd9"
"""Begins a comment that stands for a run of Markdown."""
_END: Final = "\ufdda"

_PIECE: Final = expression(
    r"""<(?:(!--)|(/?)([A-Za-z][^\s/<>]*+)(?:[^<>"']++|"[^"]*+"|'[^']*+')*+(>)?|([!?/][^<>]*+)(>)?)"""
)
_OUTER: Final = frozenset({"html", "head", "body"})
_VOID: Final = "embed"
"""An empty element that libxml2 lets hold others."""
_ENDED: Final = {"dd": ("dd", "dt"), "dt": ("dd", "dt"), "rt": ("rt", "rp"), "rp": ("rt", "rp")}
"""Elements that end the open ones beside them (HTML standard, "Optional tags"); libxml2 nests them."""
_HOLDING: Final = frozenset({"dl", "ruby"})


def parse(html: str) -> _Element | None:
    """The element that holds all of `html`; None where reading it would lose text, as beyond 2,048 levels.

    An element's `sourceline` is the line, from 1, on which its first tag ends.
    """
    from lxml import etree

    guarded = "".join(_guarded(html))
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", no_network=True)
    root = etree.fromstring(f"<html><body>{guarded}<!--{_END}-->".encode("utf-8", "replace"), parser)
    expected = guarded.count(f"<!--{RUN}") + 1
    found = sum((node.text or "").startswith((RUN, _END)) for node in root.iter(etree.Comment))
    return root if found == expected else None


def run_of(comment: _Element) -> int | None:
    """The number of the run of Markdown that a comment stands for; None if it is a comment."""
    said = comment.text or ""
    return int(said[1:]) if said.startswith(RUN) else None


def _guarded(html: str) -> Iterator[str]:
    """`html` piece by piece, so that the parser drops nothing of it that is no tag."""
    done = 0
    closings: dict[str, int] = {}
    opened: list[str] = []
    while match := _PIECE.search(html, done):
        yield html[done : match.start()]
        done = _after(html, match, closings)
        if done < 0:
            done = match.start() + 1
            yield WRITTEN
        else:
            yield _ended_by(match, opened)
            yield _tag(html, match, closings, done)
    yield html[done:]


def _tag(html: str, match: re.Match[str], closings: dict[str, int], done: int) -> str:
    """A tag and the text that it swallows up to `done`; one for embedded media is closed here if nothing closes it."""
    name = (match[3] or "").lower()
    text = html[match.start() : done]
    if match[2]:
        return "" if name in _OUTER or name == _VOID else text
    if name == _VOID or (name in EMBEDDED and not _is_closed(html, match, closings)):
        return f"{text}</{name}>"
    return text


def _ended_by(match: re.Match[str], opened: list[str]) -> str:
    """The end tag that a tag implies; `opened` are the open elements that have implied end tags."""
    name = (match[3] or "").lower()
    if name not in _ENDED and name not in _HOLDING:
        return ""
    if match[2]:
        if name in _HOLDING and opened and opened[-1] in _ENDED:
            opened.pop()
        if opened and opened[-1] == name:
            opened.pop()
        return ""
    last = opened[-1] if opened else ""
    ends = f"</{opened.pop()}>" if last in _ENDED.get(name, ()) else ""
    opened.append(name)
    return ends


def _is_closed(html: str, match: re.Match[str], closings: dict[str, int]) -> bool:
    """Tell whether the element of a tag is closed before another such element begins; never for `<iframe />`."""
    wanted = f"</?{match[3].lower()}"
    if match[0].endswith("/>") or closings.get(wanted) == -1:
        return False
    found = re.compile(wanted, re.IGNORECASE).search(html, match.end())
    if found is None:
        closings[wanted] = -1
    return found is not None and found[0].startswith("</")


def _after(html: str, match: re.Match[str], closings: dict[str, int]) -> int:
    """The end of a tag, or of the text that it swallows; -1 where there is no tag."""
    if match[1]:
        return _found(html, "-->", match.start() + 2, closings)
    if match[5]:
        return match.end() if match[6] else -1
    name = match[3].lower()
    if not match[4] or not is_element(name):
        return -1
    if name not in RAW or match[2]:
        return match.end()
    if name in EMBEDDED and not _is_closed(html, match, closings):
        return match.end()
    return _found(html, f"</{name}", match.end(), closings, beyond=False)


def _found(html: str, wanted: str, start: int, closings: dict[str, int], *, beyond: bool = True) -> int:
    """The next end of `wanted`, or its start; a search that failed once is not repeated."""
    if closings.get(wanted) == -1:
        return -1
    found = re.compile(re.escape(wanted), re.IGNORECASE).search(html, start)
    if found is None:
        closings[wanted] = -1
        return -1
    return found.end() if beyond else found.start()
