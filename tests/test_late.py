"""What is made late is what it would be at once: dataclasses, and regular expressions."""

from __future__ import annotations

import copy
import importlib
import inspect
import pickle
import pkgutil
import re
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest

import tuireader
from tuireader import late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType


@late.dataclass(frozen=True, slots=True)
class Spot:
    """A value as the program has them."""

    line: int
    names: list[str] = field(default_factory=list)
    note: str = field(default="-", compare=False, repr=False)
    seen: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", f"{self.line} {self.note}")


@late.dataclass(frozen=True, slots=True)
class FarSpot(Spot):
    """A value that has more fields than another."""

    column: int = 0


@late.dataclass(slots=True)
class Counter:
    """A value that changes."""

    count: int = 0


@late.dataclass(frozen=True, slots=True, order=True)
class Place:
    """A value with an order."""

    row: int
    column: int = 0


@late.dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Thing:
    """A value that equals itself alone."""

    size: int


def test_a_value_is_made_shown_compared_and_changed_as_a_dataclass() -> None:
    spot = Spot(3, note="here")
    assert (spot.line, spot.names, spot.note, spot.seen) == (3, [], "here", "3 here")
    assert Spot(3).names is not Spot(3).names
    assert spot == Spot(3, [])
    assert spot != Spot(4)
    assert spot != FarSpot(3)
    assert repr(replace(spot, names=["a"])) == "Spot(line=3, names=['a'])"
    assert replace(FarSpot(3, column=2), line=5).seen == "5 -"
    match FarSpot(1, ["b"], column=7):
        case FarSpot(line, names, _, column):
            assert (line, names, column) == (1, ["b"], 7)
    with pytest.raises(TypeError, match="line"):
        Spot()  # type: ignore[call-arg]  # what is tested


def test_a_frozen_value_stays_as_it_is() -> None:
    place = Place(1)
    with pytest.raises(FrozenInstanceError):
        place.row = 2  # type: ignore[misc]  # what is tested
    with pytest.raises(FrozenInstanceError):
        del place.row
    assert not hasattr(place, "__dict__")
    assert {Place(1), Place(1, 0), Place(2)} == {Place(1), Place(2)}


def test_a_value_that_changes_has_no_hash_before_it_is_used_either() -> None:
    assert Counter.__hash__ is None
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1)
    assert Counter.__hash__ is None


def test_values_are_put_in_order() -> None:
    assert sorted([Place(2), Place(1, 5), Place(1)]) == [Place(1), Place(1, 5), Place(2)]
    assert Place(1) <= Place(1)
    assert not Place(1) > Place(1)


def test_a_value_without_equality_equals_itself() -> None:
    thing = Thing(size=1)
    assert thing == thing  # noqa: PLR0124 - what is tested
    assert thing != Thing(size=1)
    assert len({thing, Thing(size=1)}) == 2
    with pytest.raises(TypeError):
        Thing(1)  # type: ignore[call-arg]  # what is tested


@pytest.mark.parametrize("copied", [copy.copy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_value_is_copied(copied: Callable[[object], object]) -> None:
    for value in (Spot(1, ["a"], "b"), FarSpot(2), Counter(3), Place(4)):
        assert copied(value) == value


@late.dataclass(frozen=True)
class Named:
    """A value whose fields have names that what is made might use itself."""

    self: int
    put: int = 0
    MISSING: int = 1
    made_names: str = ""
    names: list[str] = field(default_factory=list)


def test_fields_have_any_names() -> None:
    assert Named(7, put=2) == Named(self=7, put=2, MISSING=1, made_names="", names=[])


def test_the_methods_are_made_at_their_first_use() -> None:
    @late.dataclass(frozen=True, slots=True)
    class Fresh:
        count: int

    first = Fresh.__init__
    fresh = Fresh(1)
    assert Fresh.__init__ is not first
    assert fresh == Fresh(1)


def own_modules() -> Iterator[ModuleType]:
    """All modules of the program."""
    for one in pkgutil.walk_packages(tuireader.__path__, "tuireader."):
        if one.name != "tuireader.__main__":
            yield importlib.import_module(one.name)


def own_values() -> Iterator[type]:
    """All classes of values of the program."""
    for module in own_modules():
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__ and is_dataclass(thing):
                yield thing


def taken_by(cls: type) -> list[tuple[str, object, bool]]:
    """The names and kinds of what a class takes, and whether each may be left out."""
    with pytest.raises(TypeError):
        cls(**{"no field": None})  # which has the method made
    taken = inspect.signature(cls).parameters.values()
    return [(one.name, one.kind, one.default is one.empty) for one in taken]


def test_each_value_of_the_program_takes_what_a_dataclass_with_its_fields_takes() -> None:
    found = list(own_values())
    assert len(found) > 200
    for cls in found:
        unset = [one for one in fields(cls) if not one.init]
        assert all(one.default is one.default_factory is MISSING for one in unset), cls
        namespace: dict[str, object] = {one.name: one for one in fields(cls)}
        namespace["__annotations__"] = {one.name: one.type for one in fields(cls)}
        assert taken_by(cls) == taken_by(dataclass(type(cls.__name__, (), namespace))), cls


def test_an_expression_finds_what_a_compiled_one_finds() -> None:
    words = late.expression(r"(?P<word>\w+)-", re.ASCII)
    assert [found["word"] for found in words.finditer("one-two-é-")] == ["one", "two"]
    assert words.sub("+", "one-two") == "+two"
    assert words.pattern == r"(?P<word>\w+)-"
    assert words.flags & re.ASCII
    assert late.expression(rb"\d+").fullmatch(b"12")
    assert pickle.loads(pickle.dumps(words)) == re.compile(r"(?P<word>\w+)-", re.ASCII)
    assert repr(late.expression("a")) == repr(late.expression("a")) != repr(late.expression("b"))


def test_an_expression_is_compiled_at_its_first_use() -> None:
    faulty = late.expression("(")
    assert faulty.pattern == "("  # of which longer ones are made
    with pytest.raises(re.error):
        faulty.match("")


def test_the_expressions_of_the_program_can_all_be_compiled() -> None:
    found = [one for module in own_modules() for one in vars(module).values() if type(one) is late.expression]
    assert len(found) > 300
    assert all(one.groups >= 0 for one in found)
