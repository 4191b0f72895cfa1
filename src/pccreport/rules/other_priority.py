"""An update mentions only priorities of the plan that it is not under."""

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

_MIN_WORDS = 3
"""Least words of an objective, without its first, to recognise it in a sentence."""


class _PriorityPatterns(NamedTuple):
    """Patterns for the mentions of the priorities of a plan."""

    quoted: re.Pattern[str]
    """A title in quotation marks."""
    numbered: re.Pattern[str]
    by_number: dict[int, re.Pattern[str]]
    """The title or objective of each priority, in any form, by its number."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the words of each such update, from the first to the last.

    A title counts if it is in quotation marks, and a priority by its number. The update's own
    priority counts in any form, and so does a key aim of it.
    """
    project, house = context.project, context.project.house
    on_all = project.settings is None or project.settings.priority == "all"
    if on_all or len(project.plan.priorities) < 2:
        return
    patterns = _priority_patterns(project.plan, house)
    aims = project.plan.aims()
    for cell, item in project.public_items():
        own = aims.get(cell.aim)
        if own and (finding := _finding(item.text, own, project.plan, patterns)):
            yield finding


def _finding(
    text: Prose, own: Priority, plan: Plan, patterns: _PriorityPatterns
) -> Diagnostic | None:
    found = sorted(_find_mentions(text.text, plan, patterns))
    if not found or any(plan.priorities[index] == own for _, _, index in found):
        return None
    if patterns.by_number[own.number].search(text.text) or text.mentions():
        return None
    numbers = sorted({plan.priorities[index].number for _, _, index in found})
    priorities = f"priority {numbers[-1]}"
    if before := ", ".join(map(str, numbers[:-1])):
        priorities = f"priorities {before} and {numbers[-1]}"
    message = f"this mentions only {priorities} but is under priority {own.number}"
    way_out = f"say how it relates to “{own.title}”, or move it to a key aim of the priority it mentions"
    start, end = found[0][0], found[-1][1]
    title = plan.priorities[found[0][2]].origin.values.get("title")
    related = (Annotation(title.span, "mentioned here"),) if title else ()
    return RULE.finding(message, text.span(start, end), way_out, related)


def _find_mentions(
    text: str, plan: Plan, patterns: _PriorityPatterns
) -> Iterator[tuple[int, int, int]]:
    """Yield the offsets of each mention of a priority, and the priority's index in the plan."""
    for match in patterns.quoted.finditer(text):
        if match.lastgroup:  # None if no title has a word
            yield *match.span(), int(match.lastgroup.removeprefix("title"))
    listed = [priority.number for priority in plan.priorities]
    for match in patterns.numbered.finditer(text):
        if int(match["number"]) in listed:
            yield *match.span(), listed.index(int(match["number"]))


def _priority_patterns(plan: Plan, house: HouseFormat) -> _PriorityPatterns:
    titles = "|".join(
        f"(?P<title{index}>{phrase_pattern(priority.title)})"
        for index, priority in enumerate(plan.priorities)
        if phrase_pattern(priority.title)
    )
    level = house.levels.priority.split()[-1]
    # The start of a pattern decides how fast a text without a match is searched.
    quotes = f"[{re.escape(QUOTES)}]"
    quoted = rf"{quotes}(?<!\w.)(?i:{titles})[.,]?{quotes}(?!\w)"
    numbered = rf"\b{re.escape(level)} (?P<number>[1-9]\d?)\b(?![.:/]\d)"
    by_number = {
        priority.number: re.compile(_priority_pattern(priority), re.IGNORECASE)
        for priority in plan.priorities
    }
    return _PriorityPatterns(re.compile(quoted), re.compile(numbered), by_number)


def _priority_pattern(priority: Priority) -> str:
    """Return a pattern for a priority's title, or its objective without the verb at its start."""
    rest = priority.objective.split()[1:]
    patterns = [phrase_pattern(priority.title)]
    if len(rest) >= _MIN_WORDS:
        patterns.append(phrase_pattern(" ".join(rest)))
    patterns = [pattern for pattern in patterns if pattern]
    return "|".join(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns)
