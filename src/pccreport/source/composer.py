"""Nodes made from a parser's events, one after the other, with a stack of our own.

Knows what is taken of YAML and where it ends: depth, size, anchors, tags. It does
not know the parser but for the kinds of its events.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.text import Source
from pccreport.source import characters, yaml_messages
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pccreport.source.scalars import STARTS, resolve_scalar
from pccreport.source.suspicions import CURLY, ODD_STARTS, Suspicions
from pccreport.source.yaml_messages import DiagnosticTemplate, excerpt

if TYPE_CHECKING:
    from typing import Any

DEPTH = 64
"""Lists within lists; the parser in C crashes at some tens of thousands."""
NODES = 200_000
"""Names and values in a file; a report of four years has some thousands."""

_COLON = re.compile("[ \r\n]*+:")
_DASH = re.compile("(?:[ \r\n]|#[^\r\n]*+)*+-")
_REST = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*+)*+")
_PROPERTY = re.compile("[^ \t\r\n]+")
_NAME = re.compile("[a-z][a-z0-9_]*")


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


class Composer:
    """One text being read: what was found, and why the parser gave up if it did."""

    def __init__(
        self,
        source: Source,
        text: str,
        base: int,
        restored: Callable[[str], str] | None = None,
    ) -> None:
        self.findings: list[Diagnostic] = []
        self.trouble: ParseError | None = None
        self.root: Node | None = None
        self.suspects = Suspicions(text)
        """What was read and may be a mistake."""
        self._restored = restored
        self._source = source
        self._text = text
        self._base = base  # where the text begins that the parser was given
        self._root = OpenCollection(base, False, False, False)
        self._frame = self._root
        self._stack: list[OpenCollection] = []
        self._last: ScalarNode | None = None
        self._anchors: set[str] = set()
        self._places: set[int] = set()
        self._nameless: int | None = None  # where a colon begins its line
        self._sentences: set[int] = set()
        """Where names begin that look like parts of a sentence."""
        self._usual: set[str] = set()
        """Names that were looked at and are as names are: there are few of them."""
        # Most texts have no question mark at all, and that is soon seen.
        self._explicit = "?" in text and (
            text.startswith("?", base)
            or any(sign in text for sign in ("\n?", "\r?", " ?"))
        )

    def read(
        self, parse: Callable[[str], Callable[[], Any]], events: Any
    ) -> Node | None:
        """Return the text as a node, or None if there is none or parsing had to stop.

        `parse` begins to parse a text, and returns what gives its next event; `events` has
        the classes of all events.
        """
        try:
            get_event = parse(self._text[self._base :])
        except Exception as error:  # whatever a parser has against a text
            self._give_up(error)
        else:
            self.root = self._read(get_event, events)
        if self._nameless is not None:
            self._end_at(self._nameless)
        return self.root

    def _read(self, get_event: Callable[[], Any], events: Any) -> Node | None:
        count, add, scalar = 0, self._scalar, events.ScalarEvent
        mapping, mapping_end = events.MappingStartEvent, events.MappingEndEvent
        sequence, sequence_end = events.SequenceStartEvent, events.SequenceEndEvent
        while True:
            try:
                event = get_event()
            except (
                Exception
            ) as error:  # beside its own errors a parser lets IndexError out
                self._give_up(error)
                return None
            kind = type(event)
            if kind is scalar:
                add(event)
            elif kind is mapping_end or kind is sequence_end:
                self._close(event)
                continue
            elif kind is mapping or kind is sequence:
                if len(self._stack) >= DEPTH:
                    self._stop(yaml_messages.TOO_DEEP, event, DEPTH)
                    return None
                self._open(event, kind is mapping)
            elif kind is events.AliasEvent:
                self._alias(event)
            elif kind is events.DocumentEndEvent:
                return self._finish(event.end_mark.index + self._base)
            elif kind is events.StreamEndEvent:
                self._report(yaml_messages.EMPTY_FILE, (self._base, self._base))
                return None
            else:
                continue
            count += 1
            if count > NODES:
                self._stop(yaml_messages.TOO_LARGE, event, NODES)
                return None

    def _scalar(self, event: Any) -> None:  # noqa: PLR0912 - a call costs more
        # Once for every name and value: written for speed where it does not hurt.
        text, frame, base = self._text, self._frame, self._base
        start, end = event.start_mark.index + base, event.end_mark.index + base
        value, style = event.value, event.style or ""
        keys = frame.keys
        if start < end and text[start] in "&!":
            is_value = keys is None or frame.key is not None
            if is_value and not style and self.suspects.is_text(start, event.anchor):
                self.suspects.add("anchor", start, end)
            else:
                self._property(start, event.anchor)
        if keys is not None and frame.key is None:
            # A name is text, whatever it looks like.
            key = self._last = frame.key = _new(
                ScalarNode, (value, self._source, start, end, style)
            )
            frame.end = end
            if value in keys or self._explicit:
                self._odd_key(frame, key)
            elif value not in self._usual:
                if _NAME.fullmatch(value):
                    self._usual.add(value)
                else:
                    self._odd_key(frame, key)
            return
        if not style:
            if start == end:
                value, start = None, self._missing(frame, start)
                end = start
                self.suspects.look_behind(start)
            else:
                if end - start != len(value) and (
                    dash := self.suspects.joined_dash(start, end)
                ):
                    self._report(yaml_messages.JOINED_DASH, dash)
                if keys is None and ":" in value:
                    self.suspects.look_at_colon(value, start, end)
                first = value[:1]
                if first in STARTS:
                    if first == "-":
                        self.suspects.look_at_start(value, start, end)
                    value = resolve_scalar(value)
                elif first in ODD_STARTS:
                    self.suspects.look_at_start(value, start, end)
        elif style in "|>":
            end = self._block_end(end)
            if style == ">" and (
                ":" in value or "\n" in value or ("-" in value and " - " in value)
            ):
                self.suspects.look_at_lines(value, start, end)
        elif end - start - 2 != len(value) or text.find("\n", start, end) > 0:
            self.suspects.look_at_quoted(start, end)
            if style == '"' and not value.isprintable():
                value = self._printable(value, start, end)
        node = self._last = _new(ScalarNode, (value, self._source, start, end, style))
        self._put(frame, node, end)

    def _put(self, frame: OpenCollection, node: Node, end: int) -> None:
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

    def _odd_key(self, frame: OpenCollection, key: ScalarNode) -> None:
        """Refuse a name where it has to be; its value then belongs to nothing."""
        name, keys, place = str(key.value), frame.keys or {}, (key.start, key.end)
        frame.skip = True
        if key.start == key.end:
            if self._nameless is None:
                self._nameless = key.start
        elif name in keys:
            first = Annotation(keys[name].span, "first used here")
            self._report(yaml_messages.DUPLICATE_KEY, place, excerpt(name), (first,))
        else:
            frame.skip = False
            before = self._text[max(key.start - 200, 0) : key.start].rstrip(" \r\n")
            if self._explicit and before.endswith("?"):
                self._report(yaml_messages.QUESTION_MARK, place)
            elif not key.style and name[:1] == "-" and name[1:2].isalpha():
                self.suspects.add("stuck-dash", *place)
            elif not key.style and (
                " " in name or name[:1].isupper() or name[:1] in CURLY
            ):
                self._sentences.add(key.start)

    def _open(self, event: Any, is_mapping: bool) -> None:
        frame, start = self._frame, event.start_mark.index + self._base
        is_key = frame.keys is not None and frame.key is None
        if self._text[start] in "&!":
            self._property(start, event.anchor)
        elif is_key:
            self._report(yaml_messages.BRACKET_NAME, (start, start + 1))
        self._stack.append(frame)
        self._frame = OpenCollection(start, is_mapping, event.flow_style, is_key)

    def _close(self, event: Any) -> None:
        frame, source = self._frame, self._source
        parent = self._frame = self._stack.pop()
        # A block ends where its last value does; the parser looks on to the next line.
        end = event.end_mark.index + self._base if frame.flow else frame.end
        if frame.is_key:
            parent.key, parent.skip, parent.end = _NO_KEY, True, end
            return
        node: Node
        if frame.keys is None:
            node = SequenceNode(tuple(frame.items), source, frame.start, end)
        else:
            values = dict(zip(frame.keys, frame.items, strict=True))
            node = MappingNode(frame.keys, values, source, frame.start, end)
            if self._sentences and not frame.flow and parent is not self._root:
                first = next(iter(node.keys.values()), None)
                if first is not None and first.start in self._sentences:
                    self.suspects.look_at_names(node, parent.keys is None)
        self._put(parent, node, end)

    def _alias(self, event: Any) -> None:
        start = event.start_mark.index + self._base
        end = event.end_mark.index + self._base
        words = self._text[start:end]
        if event.anchor in self._anchors:
            self._report(yaml_messages.ALIAS, (start, end), excerpt(words))
        else:
            # *important* is meant to be bold, and refers to nothing.
            self._report(yaml_messages.SPECIAL_START, (start, start + 1), words[:1])
        node = ScalarNode(words, self._source, start, end)
        frame = self._frame
        if frame.keys is not None and frame.key is None:
            frame.key, frame.end = node, end
            self._odd_key(frame, node)
        else:
            self._put(frame, node, end)

    def _property(self, start: int, anchor: str | None) -> None:
        """Refuse an anchor or a tag; a mapping and its first key may share one."""
        if anchor:
            self._anchors.add(anchor)
        if start in self._places:
            return
        self._places.add(start)
        found = _PROPERTY.match(self._text, start)
        words = found[0] if found else ""
        fault = yaml_messages.ANCHOR if self._text[start] == "&" else yaml_messages.TAG
        self._report(fault, (start, start + len(words)), excerpt(words))

    def _missing(self, frame: OpenCollection, start: int) -> int:
        """Return the offset of a missing value: after its colon or dash, for both parsers."""
        if frame is self._root:
            return start
        sign = _DASH if frame.keys is None else _COLON
        found = sign.match(self._text, frame.end)
        return found.end() if found else frame.end

    def _block_end(self, end: int) -> int:
        """Return the offset after the last visible character; the blank lines that follow belong to no value."""
        while self._text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _printable(self, value: str, start: int, end: int) -> str:
        """Return the value without what only an escape can have put into it."""
        if self._restored:
            value = self._restored(value)
        printable, bad = characters.strip_controls(value)
        if bad:
            words = characters.character_name(bad)
            self._report(yaml_messages.ESCAPED_CONTROL, (start, end), words)
        return printable

    def _end_at(self, at: int) -> None:
        """Give up at a place that the parser in Python reads over and that in C not."""
        if self.trouble is None or self.trouble.at > at:
            self.root, self.trouble = None, ParseError(at, None, None)
            self.findings = [f for f in self.findings if f.at.span.start <= at]
            found = self.suspects.found
            self.suspects.found = [x for x in found if x[1] < at]

    def _give_up(self, error: Exception) -> None:
        at = getattr(error, "problem_mark", None)
        since = getattr(error, "context_mark", None)
        self.trouble = ParseError(
            self._frame.end if at is None else at.index + self._base,
            None if since is None else since.index + self._base,
            self._last,
        )

    def _finish(self, end: int) -> Node | None:
        root = self._root.items[0] if self._root.items else None
        rest = _REST.match(self._text, end)
        at = rest.end() if rest else end
        if at < len(self._text):
            dotted = self._text[max(end - 3, 0) : end] == "..."
            if not dotted and self._text[at : at + 3] not in {"---", "..."}:
                self.trouble = ParseError(at, None, self._last)
                return None
            self._report(yaml_messages.SECOND_DOCUMENT, (at, at + 3))
            self.suspects.add("document", at, at + 3)
        elif isinstance(root, ScalarNode) and root.start == root.end:
            self._report(yaml_messages.EMPTY_FILE, (root.start, root.start))
            return None
        return root

    def _stop(self, fault: DiagnosticTemplate, event: Any, limit: int) -> None:
        at = event.start_mark.index + self._base
        self._report(fault, (at, at + 1), f"{limit:,}")

    def _report(
        self,
        fault: DiagnosticTemplate,
        place: tuple[int, int],
        words: str = "",
        related: tuple[Annotation, ...] = (),
    ) -> None:
        self.findings.append(fault.at(self._source, place, words, related))


# A named tuple's own constructor is a Python function, and takes twice as long.
_new = tuple.__new__
_NO_KEY = ScalarNode("", Source("", ""), 0, 0)
