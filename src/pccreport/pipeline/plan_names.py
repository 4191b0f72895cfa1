"""What headings, offices and measures of a project are recognised by in a pasted text."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import product
from typing import Literal

from pccreport.intake.words import PlanWords
from pccreport.language.calendar.dates import are_months_within
from pccreport.language.incoming.aim_headings import office_names, without_article
from pccreport.language.incoming.column_headings import (
    is_current_heading,
    names_for_all_areas,
)
from pccreport.language.wordlists import any_word_pattern
from pccreport.model.measure_names import MeasureNames, NamedMeasure, fold
from pccreport.model.period_labels import LabelFormatter, label_of
from pccreport.model.periods import (
    Basis,
    FinancialYear,
    Period,
    names_period,
    parse_quarter,
    parse_year,
    quarter_of,
)
from pccreport.model.plan import KeyAim
from pccreport.model.project import Project
from pccreport.model.update import is_key
from pccreport.report.aim_names import aim_names
from pccreport.report.measure_words import MeasureFormatter
from pccreport.report.measures import MeasureRow
from pccreport.report.merge import merge
from pccreport.report.placeholder_values import stream_headings


def recognised_words(
    project: Project, chosen: Period | Literal["plan"], *, all_labels: bool = False
) -> PlanWords:
    """Return what headings and measures are recognised by in a text for a period.

    With `labels`, those of all periods of the plan are.
    """
    if chosen == "plan":
        return plan_words(project)
    words = plan_words(project, chosen)
    words = words._replace(measures=_measure_names(project, chosen))
    return words._replace(periods=_periods_by_label(project)) if all_labels else words


def _periods_by_label(project: Project) -> Callable[[str], Period | None]:
    """Return a function that returns the period of a label, as the house prints it or as it is typed."""
    years = project.plan.years
    span = range(years.first.begins - 1, years.last.begins + 1)
    labels, printed = LabelFormatter(project.house), dict[str, Period]()
    for year in map(FinancialYear, span):
        head = label_of(year, Basis.ALONE)
        printed[fold(labels.label(head, (), finished=True))] = year
        for quarter in map(year.quarter, (1, 2, 3, 4)):
            own = labels.label(head, (quarter.number,), finished=False)
            printed.setdefault(fold(own), quarter)
            printed.setdefault(fold(labels.name(quarter)), quarter)

    def find_period(text: str) -> Period | None:
        typed = text.strip(" :.*")
        return printed.get(fold(text)) or parse_quarter(typed) or parse_year(typed)

    return find_period


def plan_words(project: Project, period: Period | None = None) -> PlanWords:
    """Return what headings are recognised by: key aims of the priority reported on come first.

    What is of another `period` than that, if there is one, is known too.
    """
    plan, house, settings = project.plan, project.house, project.settings
    own = plan.priority(settings.priority, settings.only) if settings else None
    priorities = [*((own,) if own else ()), *plan.priorities]
    named = aim_names(own, house) if own else {}
    numbers = {key: str(name.bare_number) for key, name in named.items()}
    # A number without a dot is typed for a key aim if only they have one, each its own.
    undotted = [n for n in numbers.values() if "." not in n]
    is_plain = undotted == [str(n + 1) for n in range(len(undotted))]
    of_one = {n for n, many in Counter(numbers.values()).items() if many == 1}
    of_one = {n for n in of_one if is_plain or "." in n}

    def titles_of(aim: KeyAim) -> tuple[str, ...]:
        dotted = [n] if "." in (n := numbers.get(aim.key, "")) else []
        with_number = (f"{n} {aim.text}" for n in dotted)
        return aim.key.replace("_", " "), *dotted, *with_number, aim.text

    every = [aim for priority in priorities for aim in priority.aims]
    texts = (
        *(x.text.text for x in project.update_texts() if x.public),
        *(x.text for x in every),
    )
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", "\n".join(texts).casefold())
    of_house = {s.key: s.heading.text if s.heading else "" for s in house.streams}
    if settings and own:
        of_house = stream_headings(merge(project, settings, own)[0], house)
    names = dict(_office_names(plan.names, of_house))
    free = [s.key for s in house.streams if not (s.fund or names[s.key])]
    name, short = plan.names["body.name"], plan.names["body.short"]
    office = tuple(filter(None, (name, short)))
    if len(free) == 1 and not any(name in own for own in names.values()):
        names[free[0]] = office
    return PlanWords(
        house.level(0, whole=False).one,
        {aim.key: titles_of(aim) for aim in every if is_key(aim.key)},
        {n: key for key, n in numbers.items() if n in of_one and is_key(key)},
        {
            s.key: (
                *(s.key.replace("_", " "), of_house[s.key], *names[s.key]),
                *((s.note.text,) if s.note else ()),
            )
            for s in house.streams
        },
        frozenset(words),
        frozenset(s.key for s in house.streams if not s.fund),
        len(plan.priorities) == 1,
        lambda text: says_period(text, period) if period else None,
    )


def _office_names(
    own_names: Mapping[str, str], headings: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the force and of the office by the stream whose heading has one.

    A contributor writes “Northshire Police” where the heading says “NP activity”.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(headings, ())
    titles = (own_names[f"holder.{x}"] for x in ("short", "office"))
    of_holder = office_names(filter(None, titles))
    force, office = (
        tuple(own_names[f"{who}.{x}"] for x in ("name", "short"))
        for who in ("force", "body")
    )
    for names in (force, (*office, *of_holder)):
        pattern = any_word_pattern(names) if any(names) else r"\Z."
        own = [
            key
            for key, h in headings.items()
            if re.search(rf"\b{pattern}\b", h)
            or any(
                n.startswith(h) or n.endswith(f" {without_article(h)}") for n in names
            )
        ]
        if len(own) == 1:
            found[own[0]] += tuple(filter(None, names))
    return found


def _measure_names(project: Project, period: Period) -> MeasureNames:
    """Return what the measures of a plan are recognised by: their titles, also as printed."""
    house, measures = project.house, project.plan.measures
    wording = MeasureFormatter(house, quarter_of(period.end))
    found: dict[str, NamedMeasure] = {}
    for each in measures:
        names = {each.title, f"{each.title} ({each.unit})", wording.title(each)}
        if each.areas:
            row = MeasureRow(each, "", {}, each.target_for(period))
            names.add(wording.table_caption("", (row,)))
        beside = {x: x for x in each.areas} or dict.fromkeys(names_for_all_areas(), "")
        for (typed, area), name in product((("", ""), *beside.items()), names):
            is_one = bool(area) or not each.areas
            named = NamedMeasure((each.key, area), each.unit if is_one else None)
            other = found.setdefault(fold(f"{name} {typed}"), named)
            if other.key != named.key:
                found[fold(f"{name} {typed}")] = NamedMeasure(("", ""), None)
    return found


def says_period(text: str, period: Period) -> bool | None:
    """Return whether the head of some figures says that they are of a period, or None."""
    of_now = is_current_heading(text)
    if of_now is False:
        return False
    of_months = are_months_within(text, period.start, period.end)
    answers = (names_period(text, period), of_months, of_now)
    return next((each for each in answers if each is not None), None)
