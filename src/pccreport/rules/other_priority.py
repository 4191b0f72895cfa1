"""An update mentions only priorities of the plan that it is not under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.house.house import HouseFormat
from pccreport.language.close_matches import QUOTES
from pccreport.language.stemming import phrase_pattern
from pccreport.model.plan import Plan, Priority
from pccreport.model.prose import Prose
from pccreport.rules.context import ProjectContext

RULE = rule("other-priority")

_LONG = 3
"""Words of an objective, without its first, by which it is known in a sentence."""


class _PriorityPatterns(NamedTuple):
    """How the priorities of a plan are named in a sentence."""

    quoted: re.Pattern[str]
    """A title in quotation marks."""
    numbered: re.Pattern[str]
    own: dict[int, re.Pattern[str]]
    """A priority's title or objective, wherever it is."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at the words of each such update, from the first to the last.

    A title counts if it is in quotation marks, and a priority by its number. The update's own
    priority counts in any form, and so does a key aim of it.
    """
    project, house = written.project, written.project.house
    on_all = project.settings and project.settings.priority == "all"
    if on_all or len(project.plan.priorities) < 2:
        return
    names = _names(project.plan, house)
    aims = project.plan.aims()
    for cell, item in project.public_items():
        own = aims.get(cell.aim)
        if own and (finding := _finding(item.text, own, project.plan, names)):
            yield finding


def _finding(
    text: Prose, own: Priority, plan: Plan, names: _PriorityPatterns
) -> Diagnostic | None:
    found = sorted(_find_mentions(text.text, plan, names))
    if not found or any(plan.priorities[place] == own for _, _, place in found):
        return None
    if names.own[own.number].search(text.text) or text.mentions():
        return None
    others = sorted({plan.priorities[place].number for _, _, place in found})
    told = f"priority {others[-1]}"
    if before := ", ".join(map(str, others[:-1])):
        told = f"priorities {before} and {others[-1]}"
    message = f"this mentions only {told} but is under priority {own.number}"
    way_out = f"say how it relates to “{own.title}”, or move it to a key aim of the priority it mentions"
    start, end = found[0][0], found[-1][1]
    title = plan.priorities[found[0][2]].origin.values.get("title")
    related = (Annotation(title.span, "mentioned here"),) if title else ()
    return RULE.finding(message, text.span(start, end), way_out, related)


def _find_mentions(
    text: str, plan: Plan, names: _PriorityPatterns
) -> Iterator[tuple[int, int, int]]:
    """Where a text names a priority, and that priority's place in the plan."""
    for match in names.quoted.finditer(text):
        if match.lastgroup:  # or no title has a word in it
            yield *match.span(), int(match.lastgroup.removeprefix("title"))
    numbers = [priority.number for priority in plan.priorities]
    for match in names.numbered.finditer(text):
        if int(match["number"]) in numbers:
            yield *match.span(), numbers.index(int(match["number"]))


def _names(plan: Plan, house: HouseFormat) -> _PriorityPatterns:
    titles = "|".join(
        f"(?P<title{place}>{phrase_pattern(priority.title)})"
        for place, priority in enumerate(plan.priorities)
        if phrase_pattern(priority.title)
    )
    level = house.levels.priority.split()[-1]
    # What a pattern begins with decides how fast a text without it is passed over.
    marks = f"[{re.escape(QUOTES)}]"
    quoted = rf"{marks}(?<!\w.)(?i:{titles})[.,]?{marks}(?!\w)"
    numbered = rf"\b{re.escape(level)} (?P<number>[1-9]\d?)\b(?![.:/]\d)"
    own = {
        priority.number: re.compile(_own(priority), re.IGNORECASE)
        for priority in plan.priorities
    }
    return _PriorityPatterns(re.compile(quoted), re.compile(numbered), own)


def _own(priority: Priority) -> str:
    """Return a pattern for a priority's title, or its objective without the verb at its start."""
    rest = priority.objective.split()[1:]
    said = [phrase_pattern(priority.title)]
    if len(rest) >= _LONG:
        said.append(phrase_pattern(" ".join(rest)))
    said = [words for words in said if words]
    return "|".join(rf"(?<!\w)(?:{words})(?!\w)" for words in said)
