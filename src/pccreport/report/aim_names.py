"""What the headings of a plan are called: their numbers as printed, and mentions of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.house import numbering
from pccreport.house.house import HouseFormat
from pccreport.house.stylesheet import StyleSheet
from pccreport.model.plan import KeyAim, Priority
from pccreport.report.report import Report


class AimName(NamedTuple):
    """What one key aim is called."""

    label: str
    """What its level is called: "Key Aim"."""
    number: str
    """The number of its heading: "1)"; "" for none."""
    before: str
    """The words before the number, or before the title, where it is mentioned."""
    shown: str
    """The number, or the title, where it is mentioned."""
    after: str

    @property
    def bare_number(self) -> int | str:
        """Its number without marks: 1, "1.2"; 0 for none."""
        bare = re.sub(r"\A\W+|\W+\Z", "", self.number)
        return int(bare) if bare.isdecimal() else bare or 0

    @property
    def mention(self) -> str:
        """What it is called in a sentence: "Key Aim (1)"."""
        return f"{self.before}{self.shown}{self.after}"


def style_sheet(report: Report, house: HouseFormat) -> StyleSheet:
    """Return the style sheet of a report: how its headings are numbered and set."""
    aims = report.priority.aims
    depths = max((aim.depth for aim in aims), default=0) + 1
    first = aims[0].counted if aims else 1
    whole = not report.priority.number
    sheet = house.look.for_headings(depths, whole=whole, first=first)
    told = (*house.opening, *house.ending)
    contents = any(each.list == "contents" for each in told)
    return sheet.with_parts(contents=contents, glossary=house.glossary)


def misnumbered(priority: Priority, house: HouseFormat) -> KeyAim | None:
    """Return the first key aim that automatic numbers would not give its own, or None."""
    whole = not priority.number
    look = house.look.for_headings(1, whole=whole, first=1)
    counts: dict[int, int] = {}
    for aim in priority.aims:
        form = look.forms[aim.depth]
        restarts = numbering.ABOVE in form
        first = aim.counted if not (counts or aim.depth) else 1
        for below in range(aim.depth + 1, len(look.forms)):
            if numbering.ABOVE in look.forms[below]:
                counts.pop(below, None)
        counts[aim.depth] = counts[aim.depth] + 1 if aim.depth in counts else first
        if form and counts[aim.depth] != (aim.number if restarts else aim.counted):
            return aim
    return None


def aim_names(priority: Priority, house: HouseFormat) -> dict[str, AimName]:
    """Return what each key aim of a priority is called, by key."""
    whole = not priority.number
    look = house.look.for_headings(1, whole=whole, first=1)
    return dict(_named(priority.aims, house, look, whole=whole))


def _named(
    aims: Iterable[KeyAim], house: HouseFormat, look: StyleSheet, *, whole: bool
) -> Iterable[tuple[str, AimName]]:
    above: list[str] = []
    forms, whole_forms = look.forms, look.whole_forms()
    for aim in aims:
        form = forms[aim.depth]
        label = house.levels.of_depth(aim.depth, whole=whole)
        del above[aim.depth :]
        restarts = numbering.ABOVE in form
        count = aim.number if restarts else aim.counted
        number = numbering.format_number(form, count, above[-1] if above else "")
        above.append(number)
        phrase = house.phrases["mention" if form else "mention_title"]
        if form and (
            words := numbering.split_mention(phrase, label, whole_forms[aim.depth])
        ):
            shown = numbering.number_in_reference(number)
            yield aim.key, AimName(label, number, words.before, shown, words.after)
        else:
            before, _, after = phrase.text.partition("{title}")
            yield aim.key, AimName(label, "", before, aim.text, after)
