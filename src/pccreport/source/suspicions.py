"""Values that are valid YAML, but look like mistakes: kind and span.

The checks run for every value, so they are fast and often wrong; `recovery` decides in the few
files that have any.
"""

import re

from pccreport.source.lines import line_start
from pccreport.source.node import MappingNode, ScalarNode

CURLY = frozenset("“‘„")
BULLETS = "•·▪▫◦‣●○■□–—"
"""Bullets and dashes that Word inserts for a hyphen."""
ODD_STARTS = CURLY.union(BULLETS)

_STUCK = r"-(?=[^\W\d]|[>|][-+]?[ \r\n])"
STUCK_DASH = rf"[\r\n] *+({_STUCK})"
_STUCK_COLON = r"[a-z][a-z0-9_]*+:[^\s/:]"
_SWALLOWED = r" +(#[^\s#!][^\r\n]*)"
# A line of a text that looks like a point or a field.
_STRUCTURE_LINE = re.compile(r"[\r\n] *+(?:- |[a-z][a-z0-9_]*+ ?:(?:[ \r\n]|\Z))")


class Suspicions:
    """The suspicions about one text, in the order of reading."""

    __slots__ = ("_text", "found")

    def __init__(self, text: str) -> None:
        self._text = text
        self.found: list[tuple[str, int, int]] = []

    def add(self, kind: str, start: int, end: int) -> None:
        """Add a suspicion; its kind is one that `recovery.misreadings` knows."""
        self.found.append((kind, start, end))

    def is_text(self, start: int, anchor: str | None) -> bool:
        """Return whether a value starts with “&” that is not an anchor: no alias refers to it."""
        return self._text[start] == "&" and f"*{anchor}" not in self._text

    def find_joined_dash(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of a dash without a space on a later line of a plain text, or None."""
        if self._is_stuck(start):
            return None
        found = re.compile(STUCK_DASH).search(self._text, start, end)
        if found is None and _STRUCTURE_LINE.search(self._text, start, end):
            self.add("deep", start, end)
        return found.span(1) if found else None

    def check_missing(self, start: int) -> None:
        """Check an empty value: its text may start with “#”, and so be a comment."""
        found = re.compile(_SWALLOWED).match(self._text, start)
        if found:
            self.add("hash", *found.span(1))

    def check_start(self, value: str, start: int, end: int) -> None:
        """Check for a curly quote, a bullet or a dash at the start of a value."""
        if value[0] in CURLY:
            self.add("curly", start, end)
        elif value[0] in BULLETS:
            if self._starts_line(start):
                self.add("bullet", start, end)
        elif self._is_stuck(start):
            self.add("stuck-dash", start, end)

    def check_colon(self, value: str, start: int, end: int) -> None:
        """Check a point with a colon, which may be a field without a space."""
        if re.compile(_STUCK_COLON).match(value):
            self.add("stuck-colon", start, end)

    def check_quoted(self, start: int, end: int) -> None:
        """Check a quoted text for lines that look like fields or points."""
        if _STRUCTURE_LINE.search(self._text, start, end):
            self.add("quoted", start, end)

    def check_lines(self, value: str, start: int, end: int) -> None:
        """Check a folded text for fields, points and lines that are indented more."""
        may_have_structure = (
            ": " in value or " - " in value or value.rstrip()[-1:] == ":"
        )
        if may_have_structure and _STRUCTURE_LINE.search(self._text, start, end):
            self.add("deep", start, end)
        if "\n " in value:
            self.add("ragged", start, end)

    def check_keys(self, node: MappingNode, is_point: bool) -> None:
        """Check a mapping that may be a sentence with a colon."""
        values = [*node.values.values()]
        if not all(
            isinstance(value, ScalarNode) and not value.style for value in values
        ):
            return
        name, key = next(iter(node.keys.items()))
        # With only a capital letter, it may be a misspelt key, unless it is a point that ends with
        # the colon.
        is_empty_point = (
            is_point and len(values) == 1 and values[0].start == values[0].end
        )
        if (is_empty_point and name[:1].isupper()) or all(
            " " in key_text or key_text[:1] in CURLY for key_text in node.keys
        ):
            self.add("sentence", key.start, key.end)

    def _is_stuck(self, start: int) -> bool:
        """Return whether a line starts with a dash without a space after it."""
        found = re.compile(_STUCK).match(self._text, start)
        return found is not None and self._starts_line(start)

    def _starts_line(self, start: int) -> bool:
        return not self._text[line_start(self._text, start) : start].strip(" ")
