"""What is made at its first use in place of at the import of a module: the methods of values, and regular expressions.

For a frozen class, `dataclasses` (Python 3.11 to 3.14) compiles six methods, which takes longer than all else in an
import; regular expressions come next. A start uses few of the classes that it loads, few methods of these, and few
expressions.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from dataclasses import dataclass
    from re import compile as expression
else:

    def dataclass(
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
        kw_only: bool = False,
    ) -> Callable[[type], type]:
        """`dataclasses.dataclass` with methods made late; all else of the class is there at once."""

        def late(cls: type) -> type:
            cls.__doc__ = cls.__doc__ or cls.__name__  # or `dataclasses` would look for a signature
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
            if frozen:
                cls.__setattr__ = cls.__delattr__ = _refuse
                cls.__getstate__, cls.__setstate__ = _state, _restore
            _make_late(cls, ["__init__"], partial(_initialiser, cls, frozen=frozen))
            _make_late(cls, ["__repr__"], partial(_methods, cls, eq=False))
            if eq:
                cls.__hash__ = vars(cls).get("__hash__")
                names = ["__eq__", "__hash__"] if frozen else ["__eq__"]
                _make_late(cls, names, partial(_methods, cls, repr=False, unsafe_hash=frozen))
            if order:
                names = ["__lt__", "__le__", "__gt__", "__ge__"]
                _make_late(cls, names, partial(_methods, cls, repr=False, order=True))
            return cls

        return late

    class expression:  # noqa: N801 - called as `re.compile` is
        """`re.compile`, done late; to be asked itself, not given to the functions of `re`."""

        def __init__(self, source: str | bytes, flags: int = 0) -> None:
            self.pattern, self._flags = source, flags

        def __getattr__(self, name: str) -> object:
            compiled = re.compile(self.pattern, self._flags)
            vars(self).update((one, getattr(compiled, one)) for one in dir(compiled) if one[0] != "_")
            return getattr(compiled, name)

        def __reduce__(self) -> tuple[object, ...]:
            return re.compile, (self.pattern, self._flags)

        def __repr__(self) -> str:
            return f"expression{self.pattern, self._flags}"


__all__ = ["dataclass", "expression"]


def _make_late(cls: type, names: Iterable[str], made: Callable[[], Mapping[str, object]]) -> None:
    """Put methods into a class that are replaced by those that are `made` once one of them is called."""
    missing = [name for name in names if vars(cls).get(name) is None]

    def late(name: str) -> Callable[..., object]:
        def method(*arguments: object, **named: object) -> object:
            methods = made()
            for one in missing:
                setattr(cls, one, methods[one])
            return getattr(cls, name)(*arguments, **named)

        return method

    for name in missing:
        setattr(cls, name, late(name))


def _methods(cls: type, **options: bool) -> Mapping[str, object]:
    """The methods that `dataclasses` makes for the fields of a class, which need none of the class itself."""
    annotations = {one.name: one.type for one in fields(cls)}
    # Without a docstring, `dataclasses` would look for a signature, as above.
    named = {one.name: one for one in fields(cls)}
    namespace = {"__annotations__": annotations, "__doc__": cls.__doc__, **named}
    return vars(dataclasses.dataclass(init=False, **options)(type(cls.__name__, (), namespace)))


def _initialiser(cls: type, *, frozen: bool) -> Mapping[str, object]:
    """`__init__` alone: `dataclasses` would compile two more methods with it for a frozen class.

    Names that begin with two underscores are those of no field: Python changes such names within a class.
    """
    known: dict[str, object] = {"__put": object.__setattr__, "__missing": MISSING}
    positional: list[str] = []
    by_name: list[str] = []
    body: list[str] = []
    for one in fields(cls):
        name, given, default = one.name, one.name, ""
        if one.default is not MISSING:
            default = f"=__default_{name}"
            known[f"__default_{name}"] = one.default
        elif one.default_factory is not MISSING:
            default = "=__missing"
            known[f"__made_{name}"] = one.default_factory
            given = f"__made_{name}() if {name} is __missing else {name}"
        if one.init:
            (by_name if one.kw_only else positional).append(name + default)
            body.append(f"__put(__self, {name!r}, {given})" if frozen else f"__self.{name} = {given}")
    if hasattr(cls, "__post_init__"):
        body.append("__self.__post_init__()")
    parameters = ", ".join(["__self", *positional, *(["*"] if by_name else []), *by_name])
    text = f"def __init__({parameters}):\n  " + "\n  ".join(body or ["pass"])
    exec(text, known)  # noqa: S102 - the names of fields, which are Python's own words
    return known


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name}")


def _state(self: object) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]  # type: ignore[arg-type]  # a dataclass


def _restore(self: object, state: Iterable[object]) -> None:
    for one, value in zip(fields(self), state, strict=True):  # type: ignore[arg-type]  # a dataclass
        object.__setattr__(self, one.name, value)
