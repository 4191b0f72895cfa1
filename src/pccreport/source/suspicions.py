"""What can be read as YAML and yet looks like a mistake: its kind, and where it is.

Looks at each value in passing, so it is quick and often wrong; `recovery` decides,
for the few texts that hold any.
"""

from __future__ import annotations

import re

from pccreport.source.lines import line_start
from pccreport.source.node import MappingNode, ScalarNode

CURLY = frozenset("“‘„")
BULLETS = "•·▪▫◦‣●○■□–—"
"""Signs that Word puts in front of a point, and dashes that it makes of a hyphen."""
ODD_STARTS = CURLY.union(BULLETS)

_STUCK = r"-(?=[^\W\d]|[>|][-+]?[ \r\n])"
_STUCK_START = re.compile(_STUCK)
STUCK_DASH = re.compile(rf"[\r\n] *+({_STUCK})")
_STUCK_COLON = re.compile(r"[a-z][a-z0-9_]*+:[^\s/:]")
_SWALLOWED = re.compile(r" +(#[^\s#!][^\r\n]*)")
# A line of a text that looks like a point or a name.
_BUILT_LINE = re.compile(r"[\r\n] *+(?:- |[a-z][a-z0-9_]*+ ?:(?:[ \r\n]|\Z))")


class Suspicions:
    """What was noticed in one text, in the order of reading."""

    __slots__ = ("_text", "found")

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: list[tuple[str, int, int]] = []

    def add(self, kind: str, start: int, end: int) -> None:
        """Keep a suspect of a kind that `recovery` knows."""
        self.found.append((kind, start, end))

    def is_text(self, start: int, anchor: str | None) -> bool:
        """Return whether a text only happens to start with “&”: nothing refers to it."""
        return self._text[start] == "&" and f"*{anchor}" not in self._text

    def joined_dash(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a dash without a space at the start of a later line of an unquoted text."""
        if self._is_stuck(start):
            return None
        found = STUCK_DASH.search(self._text, start, end)
        if found is None and _BUILT_LINE.search(self._text, start, end):
            self.add("deep", start, end)
        return found.span(1) if found else None

    def look_behind(self, start: int) -> None:
        """Note a missing value: a text that starts with a hash is a note."""
        found = _SWALLOWED.match(self._text, start)
        if found:
            self.add("hash", *found.span(1))

    def look_at_start(self, value: str, start: int, end: int) -> None:
        """Note a value that starts with a curly quote, a dash, or a line with a bullet."""
        if value[0] in CURLY:
            self.add("curly", start, end)
        elif value[0] in BULLETS:
            if self._starts_line(start):
                self.add("bullet", start, end)
        elif self._is_stuck(start):
            self.add("stuck-dash", start, end)

    def look_at_colon(self, value: str, start: int, end: int) -> None:
        """Note a point with a colon in it."""
        if _STUCK_COLON.match(value):
            self.add("stuck-colon", start, end)

    def look_at_quoted(self, start: int, end: int) -> None:
        """Note a quoted text of many lines that look like fields and points."""
        if _BUILT_LINE.search(self._text, start, end):
            self.add("quoted", start, end)

    def look_at_lines(self, value: str, start: int, end: int) -> None:
        """Note a folded text with what looks like points or fields, or with ragged lines."""
        looks_so = ": " in value or " - " in value or value.rstrip()[-1:] == ":"
        if looks_so and _BUILT_LINE.search(self._text, start, end):
            self.add("deep", start, end)
        if "\n " in value:
            self.add("ragged", start, end)

    def look_at_names(self, node: MappingNode, is_point: bool) -> None:
        """Note a sentence whose colon made a mapping of it, with nothing else in it."""
        values = [*node.values.values()]
        if not all(isinstance(x, ScalarNode) and not x.style for x in values):
            return
        name, key = next(iter(node.keys.items()))
        # If only its first letter is a capital, it may be a misspelt key; a point
        # that ends with a colon and names nothing is no name.
        names_nothing = is_point and len(values) == 1 and _is_empty(values[0])
        if (names_nothing and name[:1].isupper()) or all(
            " " in each or each[:1] in CURLY for each in node.keys
        ):
            self.add("sentence", key.start, key.end)

    def _is_stuck(self, start: int) -> bool:
        """Return whether a line starts with a dash that touches a letter."""
        found = _STUCK_START.match(self._text, start)
        return found is not None and self._starts_line(start)

    def _starts_line(self, start: int) -> bool:
        return not self._text[line_start(self._text, start) : start].strip(" ")


def _is_empty(node: object) -> bool:
    return isinstance(node, ScalarNode) and node.start == node.end
