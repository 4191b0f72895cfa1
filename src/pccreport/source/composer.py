"""Nodes composed from the events of a YAML parser, with an explicit stack.

Enforces what is allowed of YAML: depth, size, no anchors, no tags. Knows only the event classes of
the parser.
"""

import re
from collections.abc import Callable
from math import isfinite
from typing import Any, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.text import Source
from pccreport.source.characters import has_controls
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, Value
from pccreport.source.yaml_messages import excerpt, template

MAX_DEPTH = 64
"""Nested collections; the parser in C crashes at some tens of thousands."""
MAX_NODES = 200_000
"""Keys and values in a file; a report of four years has some thousands."""

_COLON = "[ \r\n]*+:"
_DASH = "(?:[ \r\n]|#[^\r\n]*+)*+-"
_REST = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")
_POINT = re.compile(r"[\r\n] *+- ")
"""A line of a text that looks like a point."""
_RAGGED = r"\S\n +(\S)"

_MAX_NUMBER_LENGTH = 40
"""In characters; a number of 5,000 digits is an attack."""
_NOT_TEXT = frozenset("+-.0123456789~nNtTfF")
"""The first characters of all plain scalars that are not text."""
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile("[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)


class ParseError(NamedTuple):
    """Where a parser stopped."""

    at: int
    since: int | None
    """The start of the construct it was parsing, if known."""
    last: int | None
    """The start of the last scalar before, if any."""


class OpenCollection:
    """A list or mapping that is not closed yet."""

    __slots__ = ("end", "flow", "items", "key", "keys", "skip", "start")

    def __init__(self, start: int, is_mapping: bool, flow: bool) -> None:
        self.start = start
        self.end = start  # of the last item
        self.flow = flow
        self.items: list[Node] = []
        self.keys: dict[str, ScalarNode] | None = {} if is_mapping else None
        self.key: ScalarNode | None = None  # a key without its value yet
        self.skip = False  # drop the next value


class Composer:
    """The composer of one text, with its findings and the error that stopped the parser."""

    def __init__(self, source: Source, text: str) -> None:
        self.findings: list[Diagnostic] = []
        self.error: ParseError | None = None
        self.root: Node | None = None
        self.is_doubtful = False
        """True if a line of a text may be none, or there are several documents."""
        self._source = source
        self._text = text
        self._root = OpenCollection(0, False, False)
        self._frame = self._root
        self._stack: list[OpenCollection] = []
        self._last: ScalarNode | None = None

    def read(self, parse: Callable[[str], Callable[[], Any]], events: Any) -> None:
        """Read the text as a node; there is none if it is empty or cannot be parsed.

        `parse` returns the function that gives the next event of a text; `events` is the module
        of the event classes.
        """
        try:
            get_event = parse(self._text)
        except Exception as error:  # parsers raise various errors
            self._record_error(error)
        else:
            self.root = self._compose(get_event, events)

    def _compose(self, get_event: Callable[[], Any], events: Any) -> Node | None:
        count, add, scalar = 0, self._add_scalar, events.ScalarEvent
        mapping, mapping_end = events.MappingStartEvent, events.MappingEndEvent
        sequence, sequence_end = events.SequenceStartEvent, events.SequenceEndEvent
        while True:
            try:
                event = get_event()
            except Exception as error:  # even IndexError
                self._record_error(error)
                return None
            kind = type(event)
            if kind is scalar:
                add(event)
            elif kind is mapping_end or kind is sequence_end:
                self._close_collection(event)
                continue
            elif kind is mapping or kind is sequence:
                if len(self._stack) >= MAX_DEPTH:
                    self._hit_limit("TOO_DEEP", event, MAX_DEPTH)
                    return None
                self._open_collection(event, kind is mapping)
            elif kind is events.AliasEvent:
                self._refuse_yaml_feature(event.start_mark.index)
            elif kind is events.DocumentEndEvent:
                return self._finish(event.end_mark.index)
            elif kind is events.StreamEndEvent:
                self._report("EMPTY_FILE", (0, 0))
                return None
            else:
                continue
            if self.error is not None:
                return None
            count += 1
            if count > MAX_NODES:
                self._hit_limit("TOO_LARGE", event, MAX_NODES)
                return None

    def _add_scalar(self, event: Any) -> None:  # noqa: PLR0912 - a call costs more
        # Runs for every key and value, so it is written for speed.
        text, frame = self._text, self._frame
        start, end = event.start_mark.index, event.end_mark.index
        value, style = event.value, event.style or ""
        keys = frame.keys
        if start < end and text[start] in "&!":
            self._refuse_yaml_feature(start)
        if keys is not None and frame.key is None:
            # A key is always text.
            key = self._last = frame.key = _new(
                ScalarNode, (value, self._source, start, end, style)
            )
            frame.end = end
            if value in keys or start == end:
                self._drop_key(keys, key)
            return
        if not style:
            if start == end:
                value, start = None, self._empty_value_offset(frame, start)
                end = start
            else:
                if " - " in value and end - start != len(value):
                    self.is_doubtful = True
                if value[:1] in _NOT_TEXT:
                    value = _resolve_scalar(value)
        elif style in "|>":
            # Its end is after its last visible character.
            while text[end - 1] in " \t\r\n":
                end -= 1
            if style == ">" and " - " in value and _POINT.search(text, start, end):
                self.is_doubtful = True
        elif style == '"' and not value.isprintable() and has_controls(value):
            self._refuse_yaml_feature(start)
        node = self._last = _new(ScalarNode, (value, self._source, start, end, style))
        if style == ">" and "\n " in value and (ragged := re.search(_RAGGED, value)):
            at = node.span_in(*ragged.span(1))
            self._report("RAGGED_TEXT", (at.start, at.end))
        self._put_node(frame, node, end)

    def _put_node(self, frame: OpenCollection, node: Node, end: int) -> None:
        frame.end = end
        key, keys = frame.key, frame.keys
        if keys is None:
            frame.items.append(node)
        elif frame.skip:
            frame.key, frame.skip = None, False
        elif key is not None:
            keys[key.value] = key  # type: ignore[index]
            frame.items.append(node)
            frame.key = None

    def _drop_key(self, keys: dict[str, ScalarNode], key: ScalarNode) -> None:
        """Report a key that is missing or duplicate, and drop it with its value."""
        name, span = str(key.value), (key.start, key.end)
        self._frame.skip = True
        if name in keys:
            first = Annotation(keys[name].span, "first used here")
            self._report("DUPLICATE_KEY", span, excerpt(name), (first,))
        else:  # only the parser in Python reads on here
            self._report("MISSING_NAME", (key.start, key.start + 1))

    def _open_collection(self, event: Any, is_mapping: bool) -> None:
        frame, start = self._frame, event.start_mark.index
        # A sign of an anchor or a tag, or brackets where a key should be.
        if self._text[start] in "&!" or (frame.keys is not None and frame.key is None):
            self._refuse_yaml_feature(start)
        self._stack.append(frame)
        self._frame = OpenCollection(start, is_mapping, event.flow_style)

    def _close_collection(self, event: Any) -> None:
        frame, source = self._frame, self._source
        parent = self._frame = self._stack.pop()
        # A block ends with its last value; the parser reads on to the next line.
        end = event.end_mark.index if frame.flow else frame.end
        node: Node
        if frame.keys is None:
            node = SequenceNode(tuple(frame.items), source, frame.start, end)
        else:
            values = dict(zip(frame.keys, frame.items, strict=True))
            node = MappingNode(frame.keys, values, source, frame.start, end)
        self._put_node(parent, node, end)

    def _refuse_yaml_feature(self, start: int) -> None:
        """Stop at what YAML allows and a file may not have."""
        self.error = ParseError(start, None, self._last and self._last.start)

    def _empty_value_offset(self, frame: OpenCollection, start: int) -> int:
        """Return the offset of an empty value, after its colon or dash: the parsers differ."""
        if frame is self._root:
            return start
        pattern = _DASH if frame.keys is None else _COLON
        found = re.compile(pattern).match(self._text, frame.end)
        return found.end() if found else frame.end

    def _record_error(self, error: Exception) -> None:
        at = getattr(error, "problem_mark", None)
        since = getattr(error, "context_mark", None)
        self.error = ParseError(
            self._frame.end if at is None else at.index,
            None if since is None else since.index,
            self._last and self._last.start,
        )

    def _finish(self, end: int) -> Node | None:
        root = self._root.items[0] if self._root.items else None
        rest = _REST.match(self._text, end)
        at = rest.end() if rest else end
        if at < len(self._text):
            is_ended = self._text[max(end - 3, 0) : end] == "..."
            if not is_ended and self._text[at : at + 3] not in {"---", "..."}:
                self.error = ParseError(at, None, self._last and self._last.start)
                return None
            self._report("SECOND_DOCUMENT", (at, at + 3))
            self.is_doubtful = True
        elif isinstance(root, ScalarNode) and root.start == root.end:
            self._report("EMPTY_FILE", (root.start, root.start))
            return None
        return root

    def _hit_limit(self, message: str, event: Any, limit: int) -> None:
        at = event.start_mark.index
        self._report(message, (at, at + 1), f"{limit:,}")

    def _report(
        self,
        message: str,
        span: tuple[int, int],
        text: str = "",
        related: tuple[Annotation, ...] = (),
    ) -> None:
        found = template(message).found_at(self._source, span, text, related)
        self.findings.append(found)


def _resolve_scalar(text: str) -> Value:
    """Return the value of a plain scalar: null, a boolean, a number, or text.

    A subset of the YAML 1.2 core schema: dates, `007`, `1_000`, `yes`, `no` and very long numbers
    are text.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > _MAX_NUMBER_LENGTH:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text


# The constructor of a named tuple is a Python function, and takes twice as long.
_new = tuple.__new__
