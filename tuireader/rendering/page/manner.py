"""In what manner a post is drawn: what the reader chose, and what is known of the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of an image's file: its size in bytes and in pixels; `missing` if there is no such file."""

    bytes: int = 0
    width: int = 0
    height: int = 0
    missing: bool = False


def _unknown(source: str) -> Picture | None:  # noqa: ARG001 - the least of the functions that `picture` may be
    return None


def _unsaid(label: str) -> str:  # noqa: ARG001 - the least of the functions that `note` may be
    return ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to draw what can be drawn in several ways.

    `wrap_code` wraps long lines of code in place of letting them scroll. `unfolded` shows all that a post folds
    away. `notes` shows footnotes where they are cited; `note` tells the Markdown of a footnote's definition, or
    nothing, by its label. `picture` tells of an image by its address as the post writes it; None for one that lies on
    the web, or of which nothing can be told. `title` is what stands above the article already: a heading of the first
    rank that says the same is not drawn.
    """

    wrap_code: bool = False
    unfolded: bool = False
    notes: bool = False
    title: str = ""
    note: Callable[[str], str] = _unsaid
    picture: Callable[[str], Picture | None] = _unknown
