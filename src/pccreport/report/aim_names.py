"""The names of key aims: the printed numbers of their headings, and mentions of them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pccreport.document.blocks import Block
from pccreport.house.house import HouseFormat
from pccreport.house.stylesheet import (
    StyleSheet,
    format_number,
    number_in_reference,
    restarts_under_heading,
    split_mention,
)
from pccreport.model.plan import Priority
from pccreport.report.report import Report


class AimName(NamedTuple):
    """The name of a key aim."""

    label: str
    """The name of its level: "Key Aim"."""
    number: str
    """The number of its heading: "1)"; "" for none."""
    before: str
    """The text before the number or the title in a mention."""
    shown: str
    """The number or the title in a mention."""
    after: str
    start: int = 0
    """The count in its number if it does not follow that of the heading before, or 0."""

    @property
    def bare_number(self) -> int | str:
        """Its number without punctuation and label: 1, "1.2"; 0 for none."""
        label = rf"\A\W*(?:{re.escape(self.label)}\b)?\W*|\W+\Z"
        bare = re.sub(label, "", self.number)
        return int(bare) if bare.isdecimal() else bare or 0

    @property
    def mention(self) -> str:
        """Its name in a sentence: "Key Aim (1)"."""
        return f"{self.before}{self.shown}{self.after}"


def style_sheet(
    report: Report, house: HouseFormat, blocks: Iterable[Block] = ()
) -> StyleSheet:
    """Return the style sheet of a report, with the styles made for its blocks."""
    used = dict.fromkeys(block.role for block in blocks)
    return house.look.for_report(used, whole=not report.priority.number)


def aim_names(priority: Priority, house: HouseFormat) -> dict[str, AimName]:
    """Return the name of each key aim of a priority, by key."""
    whole, names = not priority.number, dict[str, AimName]()
    look = house.look.for_report(whole=whole)
    paths = priority.aim_paths()
    counts: dict[int, int] = {}
    for aim in priority.aims:
        form = look.headings[aim.depth]
        label = house.level(aim.depth, whole=whole).one
        count = aim.number if restarts_under_heading(form) else aim.counted
        start = 0 if count == counts.get(aim.depth, 0) + 1 else count
        # The counts below start again if the number above is in them.
        counts = {
            depth: n
            for depth, n in counts.items()
            if depth <= aim.depth or not restarts_under_heading(look.headings[depth])
        }
        counts[aim.depth] = count
        above = [names[each.key].number for each in paths[aim.key][-2:-1]]
        number = format_number(form, count, *above)
        phrase = house.phrases["mention" if form else "mention_title"]
        whole_form = look.full_number_forms()[aim.depth]
        if form and (affixes := split_mention(phrase, label, whole_form)):
            before, after = affixes
            shown = number_in_reference(number)
            names[aim.key] = AimName(label, number, before, shown, after, start)
        else:
            before, _, after = phrase.text.partition("{title}")
            names[aim.key] = AimName(label, "", before, aim.text, after)
    return names
