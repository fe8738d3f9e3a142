"""What draws a token is found, though it is loaded late."""

from __future__ import annotations

import pytest

from tuireader.rendering.elements.blocks import draw_other, draw_paragraph
from tuireader.rendering.elements.draw import RARER, element_of, inline_element_of


@pytest.mark.parametrize("kind", RARER)
def test_a_rare_element_is_where_it_is_said_to_be(kind: str) -> None:
    module, name = RARER[kind]
    found = inline_element_of(kind) if kind.endswith("_inline") else element_of(kind)
    assert found is not None
    assert (found.__module__, found.__name__) == (f"tuireader.rendering.elements.{module}", name)


def test_what_nothing_else_draws_is_drawn_as_text() -> None:
    assert element_of("paragraph_open") is draw_paragraph
    assert element_of("of_no_kind") is draw_other
