"""What holds for all tests: the same examples are tried in every run; `tests.fuzz` tries others."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")
