"""Finds the changes around the updates: key aims, settings of the report, the house format.

If numbers of key aims changed only because others were added, removed or moved, that is one change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from pccreport.compare.changes import AimRow, ChangeKind, PlanChange
from pccreport.compare.sides import NumberedAim, Side
from pccreport.language.word_diff import heaviest_increasing
from pccreport.language.word_overlap import WordOverlap
from pccreport.model.periods import Period, due_text
from pccreport.model.plan import Recommendation
from pccreport.report.report import Report

_SAME_AIM = 0.5
"""Lowest similarity, from 0 to 1, at which a key aim with a new key is a reworded one."""

KEY_AIM, NUMBERS, HOUSE = "key aim", "numbers", "house format"
FOCUS, OBJECTIVE = "focus", "objective"
COVER, TEXTS, PROMISES, TERMS = "cover", "texts", "promises", "terms"
RECOMMENDATIONS, TARGETS, UNANSWERED = "recommendations", "targets", "unanswered"
OWN_TEXTS = (HOUSE, COVER, TEXTS, PROMISES, TERMS)
"""Prefixes of the names of texts that an office writes itself."""
DUE_AT = " (due "
"""The separator between the text of a promise and its due date."""


def match_aims(
    old: Sequence[NumberedAim], new: Sequence[NumberedAim]
) -> Mapping[str, str]:
    """Return the new key of each old key aim that still exists."""
    keys = {aim.key for aim in new}
    matched = {aim.key: aim.key for aim in old if aim.key in keys}
    removed = [aim for aim in old if aim.key not in keys]
    known = {aim.key for aim in old}
    added = [aim for aim in new if aim.key not in known]
    if not (removed and added):
        return matched
    overlap = WordOverlap([aim.text for aim in removed], [aim.text for aim in added])
    pairs = overlap.pairs(range(len(removed)), range(len(added)), _SAME_AIM)
    for pair in sorted(pairs, key=lambda p: (-p.score, p.old, p.new)):
        old_key, key = removed[pair.old].key, added[pair.new].key
        if old_key not in matched and key not in matched.values():
            matched[old_key] = key
    return matched


def match_streams(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> Mapping[str, str]:
    """Return the new key of each old stream that still exists, found by key or heading."""
    keys, known = dict(new), dict(old)
    added = {heading: key for key, heading in keys.items() if key not in known}
    return {
        key: key if key in keys else added[heading]
        for key, heading in known.items()
        if key in keys or heading in added
    }


def aim_rows(
    before: Side, after: Side, lasting: Mapping[str, str]
) -> tuple[AimRow, ...]:
    """Return the new key aims, then those that were removed."""
    old, (level, _) = before.aims, after.levels
    old_numbers = {lasting[aim.key]: aim.number for aim in old if aim.key in lasting}
    removed = [aim for aim in old if aim.key not in lasting]
    return (
        *(
            AimRow(a.key, a.text, old_numbers.get(a.key), a.number, a.level or level)
            for a in after.aims
        ),
        *(AimRow(a.key, a.text, a.number, None, a.level or level) for a in removed),
    )


def find_plan_changes(
    before: Side, after: Side, lasting: Mapping[str, str]
) -> Iterator[PlanChange]:
    """Yield all changes around the updates."""
    if not (before.report and after.report):
        return  # a file by itself has no plan to change
    # If the reports are on different periods, their scopes differ anyway.
    scoped = before.on == after.on
    fields = (_report_fields(r, scoped=scoped) for r in (before.report, after.report))
    yield from _of_texts(*fields)
    yield from _of_targets(before.report, after.report)
    yield from _of_focus(before.report, after.report)
    streams = match_streams(before.streams, after.streams)
    headings = {streams.get(key, key): heading for key, heading in before.streams}
    for change in _of_texts(headings, dict(after.streams)):
        yield change._replace(what="stream")
    yield from _of_words(before.words, after.words)
    level, levels = after.levels
    for change in _of_aims(before.aims, after.aims, lasting):
        several = change.what == NUMBERS and "," in change.old
        yield change._replace(level=levels if several else change.level or level)


def _of_texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PlanChange]:
    """Yield the changes of some texts, by name."""
    for what in {**new, **old}:
        old_text, new_text = old.get(what, ""), new.get(what, "")
        if old_text != new_text:
            kind = ChangeKind.REVISED if what in old else ChangeKind.ADDED
            kind = kind if what in new else ChangeKind.WITHDRAWN
            yield PlanChange(what, kind, old_text, new_text)


def _of_targets(old: Report, new: Report) -> Iterator[PlanChange]:
    """Yield the changed targets of the measures that both reports print."""
    measures, new_measures = sides = [
        {row.measure.key: row.measure for m in r.measures.values() for row in m.rows()}
        for r in (old, new)
    ]
    targets = (
        {
            f"{TARGETS}: {new_measures[key].title}": f"{target:,f}"
            for key in measures
            if key in new_measures and (target := side[key].target) is not None
        }
        for side in sides
    )
    yield from _of_texts(*targets)


def _of_focus(old: Report, new: Report) -> Iterator[PlanChange]:
    sides = (old.settings.focus, new.settings.focus)
    points, points_now = ([text.text for text in focus] for focus in sides)
    removed = Counter(points) - Counter(points_now)
    added = Counter(points_now) - Counter(points)
    for text in removed.elements():
        yield PlanChange(FOCUS, ChangeKind.WITHDRAWN, text, "")
    for text in added.elements():
        yield PlanChange(FOCUS, ChangeKind.ADDED, "", text)
    kept = [text for text in points if text not in removed]
    kept_now = [text for text in points_now if text not in added]
    if kept != kept_now and sorted(kept) == sorted(kept_now):
        yield PlanChange(FOCUS, ChangeKind.MOVED, "; ".join(kept), "; ".join(kept_now))


def _of_words(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PlanChange]:
    """Yield the changed texts of the house format.

    Lines that have only a number are aligned by their text, because a new one shifts the others.
    """
    old_rows, new_rows = _numbered_parts(old), _numbered_parts(new)
    for name in {**old_rows, **new_rows}:
        old_parts, new_parts = old_rows.get(name, []), new_rows.get(name, [])
        texts = [old[part] for part in old_parts], [new[part] for part in new_parts]
        matcher = SequenceMatcher(None, *texts, autojunk=False)
        for tag, i, end, j, last in matcher.get_opcodes():
            for before, after in zip_longest(
                old_parts[i:end], new_parts[j:last], fillvalue=""
            ):
                what = f"{HOUSE}: {after or before}"
                old_texts, new_texts = (
                    {what: side[k]} if side.get(k) else {}
                    for side, k in ((old, before), (new, after))
                )
                yield from _of_texts(old_texts, new_texts) if tag != "equal" else ()


def _numbered_parts(parts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the parts of a house format in order; numbered ones are grouped."""
    rows: dict[str, list[str]] = {}
    for part in parts:
        rows.setdefault(part.rstrip("0123456789"), []).append(part)
    return rows


def _report_fields(report: Report, *, scoped: bool) -> dict[str, str]:
    """Return the settings of a report by name; `scoped` if its scope is compared too."""
    settings, priority, plan = report.settings, report.priority, report.plan
    signed, body, scope = settings.sign_off, plan.body, report.scope
    return {
        "plan": plan.title,
        "years": str(plan.years),
        "body": _joined((body.name, body.short, body.area)),
        "holder": _joined((body.holder_short, body.holder_office)),
        "force": _joined((body.force_name, body.force_short)),
        "priority": f"{priority.number or 'all'}: {priority.title}".rstrip(": "),
        OBJECTIVE: settings.objective or priority.objective,
        "panel": settings.panel,
        "meeting": str(settings.meeting),
        # Without a sign-off, its date is that of the meeting.
        "sign-off": _joined(signed.name and (signed.name, signed.office, signed.date)),
        "period": str(scope.period) if scoped else "",
        "quarters": f"{scope.first} to {scope.until}" if scoped else "",
        **{f"lead: {aim.text}": aim.lead for aim in priority.aims if aim.lead},
        **{f"due: {aim.text}": aim.due for aim in priority.aims if aim.due},
        **{f"{COVER}: {label}": text.text for label, text in settings.cover},
        **{f"{TEXTS}: {key}": text.text for key, text in settings.texts},
        **{f"{RECOMMENDATIONS}: {r.key}": _request(r, a) for r, a in report.requests},
        # Those from before the start of a report are in no line.
        **{
            f"{PROMISES}: {p.item.id or text}": f"{text}{DUE_AT}{due_text(p.due)})"
            for p in report.promises
            if p.period.end < scope.first.start
            for text in (p.item.text.text,)
        },
        **{f"{TERMS}: {t.term}": t.means.text for t in plan.terms if t.means},
    }


def _request(recommendation: Recommendation, answered: Period | None) -> str:
    answer = f"answered in {answered}" if answered else UNANSWERED
    return f"{recommendation.text} (made {recommendation.made}, answer by {recommendation.answer_by}, {answer})"


def _of_aims(
    old: Sequence[NumberedAim], new: Sequence[NumberedAim], lasting: Mapping[str, str]
) -> Iterator[PlanChange]:
    known = {
        lasting[aim.key]: (i, aim) for i, aim in enumerate(old) if aim.key in lasting
    }
    both = [(*known[aim.key], aim) for aim in new if aim.key in known]
    in_order = {*heaviest_increasing([i for i, _, _ in both])}
    moved = {aim.key for i, (_, _, aim) in enumerate(both) if i not in in_order}
    for aim in new:
        _, before = known.get(aim.key, (0, None))
        is_reworded = before is not None and before.text != aim.text
        if before is None:
            yield _of_aim(ChangeKind.ADDED, None, aim)
        elif aim.key in moved:
            kind = ChangeKind.MOVED_REVISED if is_reworded else ChangeKind.MOVED
            yield _of_aim(kind, before, aim)
        elif is_reworded:
            yield _of_aim(ChangeKind.REVISED, before, aim)
    for aim in old:
        if aim.key not in lasting:
            yield _of_aim(ChangeKind.WITHDRAWN, aim, None)
    # A number on one side only is a change of the house format.
    renumbered = [
        (before.number, aim.number)
        for _, before, aim in both
        if aim.key not in moved and before.number and aim.number
        if before.number != aim.number
    ]
    if renumbered:
        old_row, new_row = map(_joined, zip(*renumbered, strict=True))
        yield PlanChange(NUMBERS, ChangeKind.REVISED, old_row, new_row, level="")


def _of_aim(
    kind: ChangeKind, old: NumberedAim | None, new: NumberedAim | None
) -> PlanChange:
    aim = new or old
    assert aim is not None  # a change is of an aim
    text, number = (old.text, old.number) if old else ("", None)
    new_text, new_number = (new.text, new.number) if new else ("", None)
    return PlanChange(KEY_AIM, kind, text, new_text, number, new_number, aim.level)


def _joined(values: Iterable[object]) -> str:
    return ", ".join(filter(None, map(str, values)))
