"""What is known of engines: every engine says all of it, and what it names is there."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import tuireader.archive.engines
from tuireader.archive.engines import engine_named
from tuireader.archive.engines.base import Engine
from tuireader.archive.engines.facts import ENGINES, EngineFacts, HeadingIdRule, TemplateLanguage
from tuireader.rendering.dialects import dialects_in, dialects_of, enable_dialects
from tuireader.rendering.heading_ids import heading_id
from tuireader.rendering.parsing.markdown import Parsers

FACTS = ENGINES.values()
STATED = tuple(name for name in Engine.__annotations__ if not name.startswith("_"))
"""What an engine says of itself besides its facts: its front matter, its dates, its keys."""


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_says_what_has_no_default(name: str) -> None:
    """An engine that is made from another one says all of it: nothing is taken over unsaid."""
    engine = type(engine_named(name))
    defaults = vars(Engine).keys() if engine.__base__ is Engine else set[str]()
    assert [one for one in STATED if one not in vars(engine) and one not in defaults] == []
    assert engine.facts is ENGINES[name]
    assert engine.front_matter.engine == ENGINES[name].title


def test_every_engine_has_a_module_and_every_module_an_engine() -> None:
    folder = Path(tuireader.archive.engines.__file__).parent
    shared = {"__init__", "base", "facts"}
    modules = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    parts = modules - shared
    assert {name for name in parts if not name.startswith(tuple(f"{one}_" for one in ENGINES))} == set(
        ENGINES
    )


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts.name)
def test_facts_name_what_there_is(facts: EngineFacts) -> None:
    assert facts.heading_ids in get_args(HeadingIdRule)
    assert heading_id("Word", facts.heading_ids)
    assert facts.templates in get_args(TemplateLanguage)
    assert len(set(dialects_of(facts))) == len(dialects_of(facts))
    enable_dialects(Parsers().full, facts.dialects)
    assert set(dialects_in(facts, "A text.")) <= set(dialects_of(facts)), "each has its marks"


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts.name)
def test_facts_agree_with_one_another_and_with_the_engine(facts: EngineFacts) -> None:
    engine = type(engine_named(facts.name))
    assert facts.inherits == (engine.folder is not Engine.folder) == (engine.governs is not Engine.governs)
    assert facts.is_known == bool(facts.markers or facts.worded_markers) == bool(facts.title and facts.signs)
    assert not facts.stops_at_open_blocks or facts.templates != "unknown"
    assert not facts.templates_key or facts.templates != "unknown"


def test_the_types_of_facts_are_plain_data() -> None:
    """They go to other processes, and are compared, by their values."""
    plain = {str, bool, tuple[str, ...], HeadingIdRule, TemplateLanguage}
    assert set(get_type_hints(EngineFacts).values()) <= plain
