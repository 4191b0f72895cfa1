"""What belongs to the pages of a text, and not to the text: their heads, feet, numbers and rules."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from pccreport.intake.lines import Line, goes_on, with_neighbours
from pccreport.language import pasted_text

_NEAR = 3
"""Lines from a page number or the end of a page in which its head or its foot is."""


def part_pages(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """Return the lines without those that are of no text, but of its pages, and the latter.

    A sentence that goes on over the end of a page has no gap there.
    """
    plain = [line for line in lines if line.text and not line.sign and not line.cells]
    pages = {x.number for x in plain if pasted_text.is_page_number(x.text)}
    counted = [line.number for line in lines if line.text]
    begun = (bisect_left(counted, x.number) for x in lines if x.begins_page)
    ends = {*pages, *(n for at in begun for n in counted[at : at + 1])}
    form = {line.number: re.sub(r"\d+", "0", line.text) for line in plain}
    times = Counter(form.values())
    near = {
        form[number]
        for at, number in enumerate(counted)
        if number in form and times[form[number]] > 1
        if ends & {*counted[max(at - _NEAR, 0) : at + _NEAR + 1]}
    }
    of_page = (pasted_text.is_ornament, pasted_text.is_open_marking)
    found = pages | {
        x.number
        for x in plain
        if form[x.number] in near or any(is_such(x.text) for is_such in of_page)
    }
    kept: list[Line] = []
    over = False
    for line in lines:
        over = over or line.number in found or line.begins_page
        if line.number in found:
            continue
        if over and line.text:
            above = next((x for x in reversed(kept) if x.text), None)
            while above and goes_on(above, line) and not kept[-1].text:
                kept.pop()
            over = False
        kept.append(line)
    return with_neighbours(kept), [x for x in plain if x.number in found]
