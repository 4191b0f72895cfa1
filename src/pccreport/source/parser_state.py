"""What the reading of a text goes by: kinds of events, what is open, where it ended."""

from __future__ import annotations

from typing import NamedTuple

from pccreport.source.node import Node, ScalarNode


class EventTypes(NamedTuple):
    """The classes of a parser's events."""

    scalar: type
    mapping: type
    sequence: type
    mapping_end: type
    sequence_end: type
    alias: type
    document_end: type
    stream_end: type


class ParseError(NamedTuple):
    """Where a parser gave up, in what it was reading then, and what it read last."""

    at: int
    since: int | None
    last: ScalarNode | None


class OpenCollection:
    """A list or mapping that is not closed yet."""

    __slots__ = ("end", "flow", "is_key", "items", "key", "keys", "skip", "start")

    def __init__(self, start: int, is_mapping: bool, flow: bool, is_key: bool) -> None:
        self.start = start
        self.end = start  # of what was last put in
        self.flow = flow
        self.is_key = is_key
        self.items: list[Node] = []
        self.keys: dict[str, ScalarNode] | None = {} if is_mapping else None
        self.key: ScalarNode | None = None  # the one that waits for its value
        self.skip = False  # the next value belongs to nothing
