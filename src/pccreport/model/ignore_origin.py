"""A decorator for values with an origin, which are equal if their content is equal."""

from typing import TypeVar

TupleT = TypeVar("TupleT", bound=tuple[object, ...])


def ignore_origin(kind: type[TupleT]) -> type[TupleT]:
    """Return the named tuple, with its last field, the origin, ignored in comparisons.

    A frozen dataclass can ignore a field too, but takes eight times as long to import.
    """

    def equal(self: TupleT, other: object) -> bool:
        return type(other) is kind and self[:-1] == other[:-1]

    def not_equal(self: TupleT, other: object) -> bool:
        return not equal(self, other)

    def hashed(self: TupleT) -> int:
        return hash(self[:-1])

    methods = {"__eq__": equal, "__ne__": not_equal, "__hash__": hashed}
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind
