"""A decorator for named tuples that are compared: variants of a union, and values with an origin."""

from typing import TypeVar

TupleT = TypeVar("TupleT", bound=tuple[object, ...])


def compared_by_content(kind: type[TupleT]) -> type[TupleT]:
    """Return the named tuple, equal to its own kind only, whatever the origin, its last field.

    A frozen dataclass can be compared so too, but takes four times as long to import.
    """
    fields: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    content = slice(-1 if fields[-1] == "origin" else None)

    def equal(self: TupleT, other: object) -> bool:
        return type(other) is kind and self[content] == other[content]

    def not_equal(self: TupleT, other: object) -> bool:
        return not equal(self, other)

    def hashed(self: TupleT) -> int:
        return hash(self[content])

    methods = {"__eq__": equal, "__ne__": not_equal, "__hash__": hashed}
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind
