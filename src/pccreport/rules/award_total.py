"""An update's text states another sum than its own award."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.language.money import sums
from pccreport.model.project import items
from pccreport.rules.context import Written
from pccreport.rules.rule import Rule
from pccreport.source.diagnostic import Diagnostic, Label

RULE = Rule("award-total")


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at the first sum of a text that states sums, none of them the award's.

    The text is compared with its own fields alone: what points of it were given
    need not add up to what it says.
    """
    project, house = written.project, written.house
    for _, cell in project.cells():
        for item in items(cell.entries):
            amount = item.award.amount if item.award else None
            if amount is None:
                continue
            stated = tuple(sums(item.text.text))
            if stated and not any(each.fits(amount) for each in stated):
                figures = {"amount": house.words.sum(amount)}
                entered = house.phrases["money"].fill(figures)
                message = (
                    f"this says {stated[0].words}, and the award under it {entered}"
                )
                at = Label(item.text.place(stated[0].words))
                related = (Label(item.place("award"), "the award"),)
                way_out = "mend the one that is wrong"
                yield RULE.finding(message, at, way_out, related)
