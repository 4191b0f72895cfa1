"""The key aims that a cell, a question, a mark or any other words within a text name."""

import re
from functools import lru_cache

from pccreport.intake.headings import LEAD_IN, Heading, PlanWords, aim_heading
from pccreport.intake.titles import titled_in
from pccreport.language import aim_headings, pasted_text


def question_heading(line: str, words: PlanWords) -> Heading | None:
    """Return the key aim about which a line asks: “3. Reducing ASB – cases, orders?”."""
    numbered = re.match(r"\s*(\d{1,2})[.):]?\s+", line)
    asked = line[numbered.end() :] if numbered else line
    head = re.split(r"[.:?]\s|\s[–—-]\s|[.:?]\Z", asked)[0]
    head = f"{numbered[1]}. {head}" if numbered else head
    found = aim_heading(head, words, alone=True)
    return found if found and found.key and not found.rest else None


@lru_cache(maxsize=10_000)
def aim_of_cell(cell: str, words: PlanWords) -> Heading | None:
    """Return the key aim that a cell of a table names, or None; the first one of several.

    Of several, it has the others as its rest.
    """
    wording = " ".join(cell.split())
    numbers = re.fullmatch(r"(\d{1,2})(?:\s*(?:[,;/&+]|and)\s*(\d{1,2}))*", wording)
    if numbers and (key := words.aim(int(numbers[1]))):
        return Heading(key, wording if numbers[2] else "")
    if wording.endswith("?"):
        found = question_heading(wording, words)
    else:
        found = aim_heading(wording, words, alone=True)
    several = re.split(r"\s*[,;/&+]\s*|\s+and\s+", wording)
    if found and not found.key and len(several) > 1:
        first = aim_of_cell(several[0], words)
        return first and first._replace(rest=wording)
    return found if found and found.key and not found.rest else None


def marked_aim(text: str, words: PlanWords) -> Heading | None:
    """Return the key aim of one text: “(KA2) Six came.”, “Nothing on roads”, “Roads: nil”."""
    name, nothing = pasted_text.nothing_under(text)
    head, *tail = LEAD_IN.split(text, maxsplit=1)
    says = pasted_text.reason_for_nothing, pasted_text.is_nothing_to_report
    if not name and tail and any(says_so(tail[0]) for says_so in says):
        name, nothing = head, tail[0]
    named = aim_of_cell(name, words) if name else None
    if named and named.key and not named.rest:
        return Heading(named.key, nothing)
    bracket = r"[(\[]([^()\[\]]{1,60})[)\]]"
    before = re.match(rf"\W*{bracket}\s*[:–—-]?\s*(\S.*)", text)
    behind = re.fullmatch(rf"(.*\S)\s*{bracket}\W*", text)
    both = (before and before.groups(), behind and behind.groups()[::-1])
    for mark, rest in filter(None, both):
        is_figure = mark.replace(".", "").isdecimal()
        found = None if is_figure else aim_of_cell(mark, words)
        if found and not found.in_short:
            return Heading(found.key, rest)
    return None


def mentioned_aims(line: str, words: PlanWords) -> set[str]:
    """Return the key aims that a line names by number or by the whole of a title."""
    mentions = aim_headings.aim_mention_pattern(words.aim_label).finditer(line)
    numbers = (aim_headings.aim_number(each[1]) for each in mentions)
    titles = {key: titles[1:] for key, titles in words.aims.items()}
    return {*titled_in(line, titles), *filter(None, map(words.aim, numbers))}
