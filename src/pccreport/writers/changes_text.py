"""What changed, for a person at a terminal: counts, a table, then change by change.

Knows how it is arranged; colours and terminals are `cli`'s. Nothing that an author
typed reaches a terminal as anything but letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.compare.changes import Comparison
from pccreport.compare.word_changes import PartDiff
from pccreport.writers import changes_phrases, changes_table
from pccreport.writers.changes_outline import AimGroup, ChangesOutline, NestedChange
from pccreport.writers.changes_phrases import BRACKETS
from pccreport.writers.diagnostics_text import StyledLine, StyledText, escape_invisible
from pccreport.writers.wrapping import wrap

_NARROWEST = 20
_WIDE = 60
"""Columns from which on every level is indented two columns more."""


def write(
    comparison: Comparison, width: int = 100, colour: bool = False
) -> list[StyledLine]:
    """Return what changed from one side to the other, in reading order.

    Styles of pieces: title, count, heading, place, part, note, the kind of a change, and gone and
    come. Without colour, deleted and inserted words are in brackets.
    """
    return [*_Page(comparison, max(width, _NARROWEST), colour).lines()]


class _Page:
    """A comparison, and how wide it is shown."""

    def __init__(self, comparison: Comparison, width: int, colour: bool) -> None:
        self._comparison = comparison
        self._telling = ChangesOutline(comparison)
        self._width, self._colour = width, colour
        self._step = 2 if width >= _WIDE else 1

    def lines(self) -> Iterator[StyledLine]:
        """All of it."""
        comparison = self._comparison
        yield from self._text(changes_phrases.title(comparison), "title")
        if not comparison.has_changes:
            yield from self._text(changes_phrases.no_changes_sentence(comparison))
        yield from self._text(changes_phrases.counts_sentence(comparison), "count")
        for note in changes_phrases.notes(comparison):
            yield from self._text(note, "note")
        if table := [*changes_table.write(self._telling, self._width)]:
            yield []
            yield from table
        if comparison.plan:
            yield from self._plan()
        for aimed in self._telling.groups():
            yield from self._aim(aimed)

    def _plan(self) -> Iterator[StyledLine]:
        yield []
        yield from self._text(changes_phrases.PLAN, "heading")
        for text, wording in map(
            changes_phrases.plan_change_text, self._comparison.plan
        ):
            yield from self._text(f"{text}:" if wording else text, "", 1)
            if wording:
                yield from self._wording(wording, 2)

    def _aim(self, aimed: AimGroup) -> Iterator[StyledLine]:
        yield []
        yield from self._text(aimed.title, "heading")
        for stream in aimed.streams:
            level = 1
            if stream.title:
                yield from self._text(stream.title, "heading", level)
                level += 1
            for label in stream.labels:
                yield from self._text(f"{label.title}:", "heading", level)
                for nested in label.changes:
                    yield from self._change(nested, level + 1 + nested.depth)

    def _change(self, nested: NestedChange, level: int) -> Iterator[StyledLine]:
        change = nested.change
        head = [
            *(StyledText(change.kind, change.kind), StyledText(" ")),
            StyledText(
                escape_invisible(changes_phrases.files_and_lines(change)), "place"
            ),
        ]
        yield from self._wrapped(head, level, hang=True)
        for remark in self._telling.remarks(nested):
            yield from self._text(f"({remark})", "note", level + 1)
        for wording in changes_phrases.shown_parts(change):
            yield from self._wording(wording, level + 1)

    def _wording(self, wording: PartDiff, level: int) -> Iterator[StyledLine]:
        """Return one part of a text, with its changes."""
        if changes_phrases.is_shown_whole(wording):
            styles = ("gone", "come") if self._colour else ("", "")
            for (when, text), style in zip(
                changes_phrases.old_and_new(wording), styles, strict=True
            ):
                said = [
                    StyledText(f"{when}: ", "part"),
                    StyledText(escape_invisible(text), style),
                ]
                yield from self._wrapped(said, level)
            return
        part = [StyledText(f"{wording.part}: ", "part")] if wording.part else []
        yield from self._wrapped([*part, *self._marked(wording)], level)

    def _marked(self, wording: PartDiff) -> Iterator[StyledText]:
        gone = ""
        for text, mark in changes_phrases.mark_changes(wording):
            around = BRACKETS["" if self._colour else mark]
            if self._colour and mark == "come" and gone and not gone[-1].isspace():
                yield StyledText(" ")  # a console that cannot strike out shows 9698
            yield StyledText(text.join(around), mark if self._colour else "")
            gone = text if mark == "gone" else ""

    def _text(self, text: str, style: str = "", level: int = 0) -> Iterator[StyledLine]:
        return self._wrapped(
            [StyledText(escape_invisible(text), style)], level, hang=True
        )

    def _wrapped(
        self, pieces: list[StyledText], level: int, *, hang: bool = False
    ) -> Iterator[StyledLine]:
        inset = level * self._step
        lead = [StyledText(" " * inset)] if inset else []
        return wrap(lead, pieces, self._width, inset + hang * self._step)
