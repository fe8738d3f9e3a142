"""Where a link leads, in words, before it is followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.text import on_one_line
from tuireader.catalog.link_reasons import is_unreadable, why_broken
from tuireader.rendering.headings.text_fragments import words_named

if TYPE_CHECKING:
    from tuireader.archive.post import PostId
    from tuireader.catalog.links import Target
    from tuireader.checking.facts import Facts
    from tuireader.rendering.headings.anchors import Anchors

ARROW: Final = "→"
CROSS: Final = "✗"
_SHOWN: Final = 40
_NOTE: Final = re.compile(r"fn:(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a link leads: its `target`, and what there is to say of it, neutralised.

    `reason` is why it leads nowhere, or nowhere in its post; empty where it does lead somewhere. `line` is the line
    of the target's body, from 1, that an anchor means, or most likely means; 0 without one.
    """

    target: Target
    text: str
    reason: str = ""
    line: int = 0

    @property
    def broken(self) -> bool:
        """Whether the link leads nowhere."""
        return bool(self.reason)


def lead_of(facts: Facts, target: Target, href: str, source: PostId) -> Lead:
    """Return where the link `href` of the post `source` leads; reads the target if an anchor is to be found in it."""
    lead = _lead_of(facts, target, href, source)
    # Files' names and decoded addresses are in them, which have not come through the archive's door.
    return replace(lead, text=on_one_line(lead.text), reason=on_one_line(lead.reason))


def _lead_of(facts: Facts, target: Target, href: str, source: PostId) -> Lead:
    match target.kind:
        case "post" | "page" | "heading":
            return _into_post(facts, target, source)
        case "external":
            return Lead(target, f"{ARROW} {target.path}")
        case "asset":
            return _to_file(facts, target, href, source)
        case _ if is_unreadable(href):
            return Lead(target, f"{ARROW} {href}: {why_broken(href)}")
        case _ if not (reason := facts.lost_page(target, href, source)):
            return Lead(target, f"{ARROW} {target.path} (a page of the site, not a post)")
        case _:
            return Lead(target, f"{CROSS} {reason}", reason)


def _to_file(facts: Facts, target: Target, href: str, source: PostId) -> Lead:
    if reason := facts.lost_file(target, href, source):
        return Lead(target, f"{CROSS} {reason}", reason)
    there = target.path == "/" or facts.exists(target.path, source)
    what = "a page of the site" if target.path == "/" else "a file" if there else "not in the archive"
    return Lead(target, f"{ARROW} {target.path} ({what})")


def _into_post(facts: Facts, target: Target, source: PostId) -> Lead:
    post = facts.catalog.get(target.id) if target.id else None
    title = post.title if post and target.id != source else "this post"
    if post is None:
        return Lead(target, f"{ARROW} {title}")
    if target.text and (line := facts.text_line(post.id, target.text)):
        return Lead(target, f"{ARROW} {title} › “{_beginning(words_named(target.text))}”", line=line)
    anchors = facts.anchors(post.id) if target.anchor else None
    if target.anchor.startswith("fnref:"):
        return Lead(target, f"{ARROW} back to where the note is cited")
    return _to_place(facts, target, anchors, title) if anchors else Lead(target, f"{ARROW} {title}")


def _to_place(facts: Facts, target: Target, anchors: Anchors, title: str) -> Lead:
    line = anchors.line(target.anchor)
    if line is None and facts.has_place(target.anchor):
        return Lead(target, f"{ARROW} {title} › #{target.anchor} (made by the site)")
    if line is None:
        return _astray(target, anchors, title)
    if note := _NOTE.match(target.anchor):
        return Lead(target, f"{ARROW} footnote {anchors.note(line) or note[1]}", line=line)
    part = anchors.title(target.anchor) or f"#{target.anchor}"
    return Lead(target, f"{ARROW} {title} › {part}", line=line)


def _astray(target: Target, anchors: Anchors, where: str) -> Lead:
    """Return where a link leads whose anchor is not there: to the nearest, if one suggests itself."""
    reason = f"there is no heading #{target.anchor} in {where}"
    nearest = anchors.nearest(target.anchor)
    if not nearest:
        return Lead(target, f"{CROSS} {reason}", reason)
    part = anchors.title(nearest) or f"#{nearest}"
    return Lead(target, f"{CROSS} {reason}; the nearest is “{part}”", reason, anchors.line(nearest) or 0)


def _beginning(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rstrip()}…"
