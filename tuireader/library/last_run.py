"""Where the last run left off: which post, what was listed, and how the reader was arranged."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tuireader.archive.kept_names import is_inside
from tuireader.archive.post import PostId

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LastRun:
    """What a run left behind; None and nothing leave things as they are at any start.

    `post` is named only where it was another than the newest. `query`, `tags` (of which `any_tag` will do), `without`
    (tags), `categories`, `series`, `years` and `states` are the filter, `sort` and `reverse` its order.
    `left`, `outline` and `article_only` are wishes for the panes, `focus` is the pane that had the keyboard.
    `measure` is that of the article in columns, where it was another than the settings' `width`.
    """

    post: PostId | None = None
    query: str = ""
    tags: tuple[str, ...] = ()
    sort: str = ""
    reverse: bool = False
    left: bool | None = None
    outline: bool | None = None
    article_only: bool = False
    focus: str = ""
    measure: int | None = None
    width: int | None = None
    any_tag: bool = False
    without: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def written(self) -> str:
        """The JSON that `last_run` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)


def last_run(state: str) -> LastRun:
    """What `state` says; a value of another type than it should have counts as missing."""
    try:
        found = json.loads(state)
    except (ValueError, RecursionError):
        return LastRun()
    if not isinstance(found, dict):
        return LastRun()
    post = _text(found, "post")
    return LastRun(
        post=PostId(post) if is_inside(post) else None,
        query=_text(found, "query"),
        tags=_texts(found, "tags"),
        sort=_text(found, "sort"),
        reverse=_wish(found, "reverse") or False,
        left=_wish(found, "left"),
        outline=_wish(found, "outline"),
        article_only=_wish(found, "article_only") or False,
        focus=_text(found, "focus"),
        measure=_number(found, "measure"),
        width=_number(found, "width"),
        any_tag=_wish(found, "any_tag") or False,
        without=_texts(found, "without"),
        categories=_texts(found, "categories"),
        series=_texts(found, "series"),
        years=_texts(found, "years"),
        states=_texts(found, "states"),
    )


def _texts(found: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = found.get(name)
    return tuple(one for one in values if isinstance(one, str)) if isinstance(values, list) else ()


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _wish(found: Mapping[str, object], name: str) -> bool | None:
    value = found.get(name)
    return value if isinstance(value, bool) else None


def _number(found: Mapping[str, object], name: str) -> int | None:
    value = found.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
