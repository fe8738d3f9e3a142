"""Templates of VitePress that are never closed."""

from __future__ import annotations

import pytest

from tests.rendering.templates.translating import translated


@pytest.mark.parametrize(("unclosed", "shown"), [(99, "{{ 1 }}"), (100, "1"), (20_000, "1")])
def test_only_so_many_different_ends_are_looked_for(unclosed: int, shown: str) -> None:
    body = "".join(f"<a{number} v-pre>\n" for number in range(unclosed)) + "<b v-pre>{{ 1 }}</b>\n"
    assert translated(body, "vitepress").splitlines()[-1] == f"<b v-pre>{shown}</b>"
