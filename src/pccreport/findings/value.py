"""What the dataclasses of all unions share."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter


def _getter(kind: type) -> "attrgetter[object]":
    """Return what gets the compared fields, and the class, as there may be no fields."""
    return attrgetter("__class__", *(f.name for f in fields(kind) if f.compare))


# With @cache alone, mypy takes a class that has a `__hash__` for one that cannot be hashed.
_content: Callable[[type], "attrgetter[object]"] = cache(_getter)


class Value:
    """One `==`, hash and `repr` by their fields: `dataclass` compiles those of each class."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if self.__class__ is not other.__class__:
            return NotImplemented
        content = _content(self.__class__)
        return content(self) == content(other)

    def __hash__(self) -> int:
        return hash(_content(self.__class__)(self))

    def __repr__(self) -> str:
        kind: type = self.__class__
        shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(kind))
        return f"{kind.__qualname__}({', '.join(shown)})"
