"""Values that know where they were written, and are equal if their content is."""

from __future__ import annotations

from typing import TypeVar

TupleT = TypeVar("TupleT", bound=tuple[object, ...])


def ignore_origin(kind: type[TupleT]) -> type[TupleT]:
    """Return the named tuple with its last field, its origin, left out of equality.

    A frozen dataclass could leave a field out as well, at eight times the cost of a named
    tuple when its module is imported.
    """

    def alike(self: TupleT, other: object) -> bool:
        return type(other) is kind and self[:-1] == other[:-1]

    def differ(self: TupleT, other: object) -> bool:
        return not alike(self, other)

    def hashed(self: TupleT) -> int:
        return hash(self[:-1])

    for name, method in [("__eq__", alike), ("__ne__", differ), ("__hash__", hashed)]:
        setattr(kind, name, method)
    return kind
