"""A house format's own words, with places in {} that are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pccreport.source.diagnostic import ERROR, Diagnostic, Label
from pccreport.source.node import Scalar

# A slot's name, dots inside: {plan.title}. Not str.format, whose fields reach
# into objects.
_SLOT = re.compile(r"\{([^{}]*)\}")

FACTS = frozenset(
    {
        "plan.title",
        "plan.span",
        "plan.length",
        "body.name",
        "body.short",
        "body.area",
        "law",
        "holder.short",
        "holder.office",
        "force.name",
        "force.short",
        "panel",
        "meeting",
        "objective",
        "priority.label",
        "priority.number",
        "priority.title",
        "aim.label",
        "aims.label",
        "stamp",
        "year",
        "year_number",
        "quarter",
        "sign_off.name",
        "sign_off.office",
        "sign_off.date",
    }
)
"""What any text of a house format may be filled in with."""

_DAY = frozenset({"day", "ordinal", "month", "year"})
PHRASES: Mapping[str, frozenset[str]] = {
    "year": frozenset({"first", "last"}),
    "label": frozenset({"year"}),
    "running_label": frozenset({"year", "quarters"}),
    "quarter": frozenset({"quarter"}),
    "quarter_range": frozenset({"first", "last"}),
    "quarter_list": frozenset(),
    "stamp": frozenset({"year", "year_number", "quarter"}),
    "plan_span": frozenset({"first", "last"}),
    "mention": frozenset({"aim.label", "number"}),
    "reference": frozenset({"mention", "direction"}),
    "outcome": frozenset({"outcome"}),
    "meeting_date": _DAY,
    "sign_off_date": _DAY,
}
"""The short phrases, with what each may be filled in with."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with each slot filled in that has a value; values are never read again."""
    if not values or "{" not in text:
        return text
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


class Phrase(NamedTuple):
    """Words of a house format."""

    text: str
    origin: Scalar

    def slots(self) -> tuple[str, ...]:
        """The names of the places to fill in."""
        return tuple(_SLOT.findall(self.text))

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Its words in order, each with the slot that follows them, or ""."""
        parts = [*_SLOT.split(self.text), ""]
        return zip(parts[::2], parts[1::2], strict=True)

    def fill(self, values: Mapping[str, str]) -> str:
        """The words with every slot filled in that has a value."""
        return fill(self.text, values)

    def unknown_slots(self, known: Iterable[str]) -> Iterator[Diagnostic]:
        """A finding for each slot that nothing could fill."""
        names = sorted(known)
        if found := re.search("[{}]", _SLOT.sub("", self.text)):
            message = f"a “{found[0]}” without its partner would be printed"
            at = Label(self.origin.span)
            way_out = "write the name of what is filled in between { and }"
            yield Diagnostic("unknown-slot", ERROR, message, at, help=way_out)
        for slot in self.slots():
            if slot not in names:
                start = self.text.index(f"{{{slot}}}")
                way_out = f"here can stand {', '.join(f'{{{n}}}' for n in names)}"
                yield Diagnostic(
                    "unknown-slot",
                    ERROR,
                    f"nothing can be filled in for “{{{slot}}}”",
                    Label(self.origin.place(start, start + len(slot) + 2)),
                    help=way_out if names else "write it without braces",
                )
