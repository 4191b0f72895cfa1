"""Measures and statuses: a figure or a reason is missing, or two of them do not agree."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.house.house import StatusStep
from pccreport.language.incoming.aim_headings import is_filler
from pccreport.language.texts.figures import find_counts, find_figures, number_words
from pccreport.model.measures import Target
from pccreport.model.periods import DateRange, due_text
from pccreport.model.project import walk_public_items
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import private_figures
from pccreport.rules.context import ProjectContext, ReportContext

_BEGINNING = 5
"""Letters of a word that are compared: “visited” is “visits” in a title."""


def conflicting_figures(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at a figure or status that differs from the first of the same period."""
    found: dict[Hashable, dict[Hashable, Span]] = defaultdict(dict)
    for update in context.project.updates:
        for about, value, at in _keyed_values(update):
            found[update.period, update.basis, about].setdefault(value, at)
    for first_at, *others in (values.values() for values in found.values()):
        for at in others:
            message = "another file for this period gives something different"
            related = (Annotation(first_at, "differs here"),)
            yield kind.finding(message, at, "delete whichever is wrong", related)


def _keyed_values(update: UpdateFile) -> Iterator[tuple[Hashable, Hashable, Span]]:
    """Yield the key, the value and the span of each figure and status of a file."""
    for value in update.measures:
        withheld = value.withheld.text if value.withheld else ""
        figure = value.figure, withheld, value.public
        yield ("figure", value.measure, value.area), figure, value.at
    for status in update.status:
        yield ("status", status.about), (status.status, status.public), status.at
    yield from ((x.about_key, (x.text.text, x.public), x.at) for x in update.facts)


def missing_figure(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding for each measure without a figure for the period, with its areas."""
    report = context.report
    until, aims = report.scope.newest, report.aim_numbers()
    updates = [u for u in context.project.updates if u.period.end == until.end]
    private = {v.about_key for u in updates for v in u.measures if not v.public}
    rows = defaultdict(list)
    for row in (row for table in report.measures.values() for row in table.rows()):
        rows[row.measure.key].append(row)
    due = (m for m in report.plan.measures if report.scope.ends_year or not m.yearly)
    for measure in (m for m in due if m.aim in aims):
        # The figure of a quarter is none of its last month.
        own = ((x.area, x.current.period) for x in rows[measure.key] if x.current)
        given = {
            x for x, on in own if on == until or DateRange not in map(type, (on, until))
        }
        if not rows[measure.key]:
            given = {area for key, area in private if key == measure.key}
        areas = measure.areas or ("",)
        if absent := [area for area in areas if area not in given]:
            of_areas = f" ({', '.join(absent)})" if absent != [*areas] else ""
            message = f"“{measure.title}” has no public figure for {until}{of_areas}"
            way_out = f"under measures: in a file for that period, write {measure.key}:{' and under it each area,' * bool(measure.areas)} with its figure, or with withheld: and the reason"
            yield kind.finding(message, measure.origin.key.span, way_out)
    hidden = private_figures(context.project.updates)
    public = (v for u in context.project.updates for v in u.measures if v.public)
    for value, period in ((v, period) for v in public for period, _ in v.restated):
        if there := hidden.get((value.about_key, period)):
            message = f"the figure for {period} is not public, so the restated one is not printed"
            way_out = "make that figure public if it may be printed, or delete the restated one"
            related = (Annotation(there.at, "not public here"),)
            yield kind.finding(message, value.at, way_out, related)


def measure_mismatch(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at a figure of a text if the table of the measure that it names has another one."""
    report = context.report
    for update, cell in context.project.cells():
        if cell.aim not in report.measures or update.period.end != report.scope.end:
            continue
        rows = [*report.measures[cell.aim].rows()]
        known = [each.figure for row in rows for each in row.columns.values()]
        known += [each.figure for row in rows for each in row.measure.targets]
        whole = [row.measure for row in rows if row.current and not row.area]
        for text in (item.text for item in walk_public_items(cell.entries)):
            words = _word_beginnings(text.text)
            for measure in (m for m in whole if _word_beginnings(m.title) <= words):
                title = _word_beginnings(measure.title)
                units = {figure.unit for figure in find_figures(f"1 {measure.unit}")}
                counts = (f for f in find_counts(text.text) if f.unit in units)
                after = ((f, " ".join(text.text[f.end :].split()[:4])) for f in counts)
                titled = ((f, _word_beginnings(words)) for f, words in after)
                own = [f for f, words in titled if words & title or not words]
                pairs = ((f, n) for f in own for n in known if n is not None)
                if own and not any(abs(f.value - n) < f.step for f, n in pairs):
                    message = f"the text says {own[0].words}, but the table for “{measure.title}” does not"
                    at = text.span_of(own[0].words)
                    yield kind.finding(message, at, "correct whichever is wrong")


def _word_beginnings(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text, without numbers and words such as “of”."""
    words = {*re.findall(r"[^\W\d_]{2,}", text.casefold())} - number_words()
    return frozenset(w.rstrip("s")[:_BEGINNING] for w in words if not is_filler(w))


def status_against_target(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each status of a whole measure that its figure and target do not give it."""
    scale = context.project.house.statuses
    for row in (r for each in context.report.measures.values() for r in each.rows()):
        gap, status, target = row.gap, row.status, row.target
        if gap is None or row.area or not (status and target):
            continue
        if word := _wrong_steps(scale, gap, target.figure).get(status.status):
            reached = "misses" if gap else "reaches"
            is_always = target == Target(target.figure)
            due = "" if is_always else f" for {due_text(target.period)}"
            message = f"“{row.measure.title}” {reached} its target of {target.figure:,f}{due}, but its status is “{word}”"
            way_out = f"correct the status or the figure{', or set within: in statuses:' * bool(gap)}"
            yield kind.finding(message, status.at, way_out)


def _wrong_steps(
    scale: Sequence[StatusStep], gap: Decimal, target: Decimal
) -> dict[str, str]:
    """Return the steps, with their words, that a measure so far from its target cannot have.

    Without `within:`, that is the best step if the target is missed, the last if it is reached.
    """
    limits = [(at, s.within) for at, s in enumerate(scale) if s.within]
    if not limits:
        return {step.key: step.word for step in (scale[:1] if gap else scale[-1:])}
    rated = [*(at for at, _ in limits), limits[-1][0] + 1]
    right = next((at for at, w in limits if gap <= _tolerance(w, target)), rated[-1])
    return {s.key: s.word for at, s in enumerate(scale) if at in rated and at != right}


def _tolerance(within: str, target: Decimal) -> Decimal:
    """Return how far from a target a measure can be: "5" or "5%" of it, or "2 points"."""
    digits = re.match(r"[\d.]+", within)
    number = Decimal(digits[0]) if digits else Decimal()
    return number if "point" in within else abs(target) * number / 100
