"""Kinds of callouts: each has a colour, what classes mean them, and what they are called."""

from __future__ import annotations

import pytest

from tests.rendering.drawings import THEME
from tuireader.rendering.callout_kinds import KINDS, kind_of_classes, title_of


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("", ""),
        ("note", "note"),
        ("Warning", "warning"),
        ("note wide", ""),
        ("info", ""),
        ("alert alert-info", "info"),
        ("alert-default", "note"),
        ("notice--warning", "warning"),
        ("alert-dismissible", ""),
        ("admonition error", "danger"),
        ("admonition unheard-of", "note"),
        ("hint", "note"),
        ("hint attention", "warning"),
        ("details", ""),
        ("admonition details", "note"),
    ],
)
def test_classes_make_callouts(classes: str, kind: str) -> None:
    assert kind_of_classes(classes) == kind


def test_every_class_means_a_kind_with_a_colour() -> None:
    meant = {kind.of_class for kind in KINDS.values()} - {""}
    assert {name.upper() for name in meant} <= THEME.alerts.keys()
    assert len(THEME.alerts) == sum(bool(kind.colour) for kind in KINDS.values()) > 25


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("TLDR", "TL;DR"),
        ("faq", "FAQ"),
        ("SeeAlso", "See also"),
        ("see-also", "See also"),
        ("my_own", "My own"),
    ],
)
def test_kinds_have_titles(kind: str, title: str) -> None:
    assert title_of(kind) == title
