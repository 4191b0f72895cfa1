"""What changed around the updates: the key aims and the settings of the report.

Each change is listed once. A key aim whose number changed only because another was added,
removed or moved is not a change of its own.
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
"""From this resemblance on, a key aim with another key is a reworded one."""

KEY_AIM, NUMBERS, HOUSE = "key aim", "numbers", "house format"
FOCUS, OBJECTIVE = "focus", "objective"
COVER, TEXTS, PROMISES, TERMS = "cover", "texts", "promises", "terms"
OWN_TEXTS = (HOUSE, COVER, TEXTS, PROMISES, TERMS)
"""Beginnings of what is in an office's own words."""
DUE_AT = " (due "
"""What is between the words of a promise and when it is due."""


def match_aims(
    old: Sequence[NumberedAim], new: Sequence[NumberedAim]
) -> Mapping[str, str]:
    """Return the present key of each old key aim that still exists."""
    keys = {aim.key for aim in new}
    found = {aim.key: aim.key for aim in old if aim.key in keys}
    gone = [aim for aim in old if aim.key not in keys]
    known = {aim.key for aim in old}
    come = [aim for aim in new if aim.key not in known]
    if not (gone and come):
        return found
    measure = WordOverlap([aim.text for aim in gone], [aim.text for aim in come])
    pairs = measure.pairs(range(len(gone)), range(len(come)), _SAME_AIM)
    taken: set[str] = set()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.old, p.new)):
        was, key = gone[pair.old].key, come[pair.new].key
        if was not in found and key not in taken:
            found[was] = key
            taken.add(key)
    return found


def match_streams(
    old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> Mapping[str, str]:
    """Return the present key of each old stream that still exists: by its key, or its heading."""
    keys, known = dict(new), dict(old)
    come = {words: key for key, words in keys.items() if key not in known}
    return {
        key: key if key in keys else come[words]
        for key, words in known.items()
        if key in keys or words in come
    }


def aim_rows(
    before: Side, after: Side, lasting: Mapping[str, str]
) -> tuple[AimRow, ...]:
    """Return the key aims as they are now, then those that were removed."""
    old, (level, _) = before.aims, after.levels
    was = {lasting[aim.key]: aim.number for aim in old if aim.key in lasting}
    gone = [aim for aim in old if aim.key not in lasting]
    return (
        *(
            AimRow(a.key, a.text, was.get(a.key), a.number, a.level or level)
            for a in after.aims
        ),
        *(AimRow(a.key, a.text, a.number, None, a.level or level) for a in gone),
    )


def find_plan_changes(
    before: Side, after: Side, lasting: Mapping[str, str]
) -> Iterator[PlanChange]:
    """Everything that changed around the updates."""
    if not (before.report and after.report):
        return  # a file by itself has no plan to change
    # Of other quarters, it is known that they cover others.
    scoped = before.on == after.on
    fields = (_report_fields(r, scoped=scoped) for r in (before.report, after.report))
    yield from _of_texts(*fields)
    yield from _of_focus(before.report, after.report)
    streams = match_streams(before.streams, after.streams)
    headings = {streams.get(key, key): words for key, words in before.streams}
    for change in _of_texts(headings, dict(after.streams)):
        yield change._replace(what="stream")
    yield from _of_words(before.words, after.words)
    level, levels = after.levels
    for change in _of_aims(before.aims, after.aims, lasting):
        several = change.what == NUMBERS and "," in change.old
        yield change._replace(level=levels if several else change.level or level)


def _of_texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PlanChange]:
    """Yield the changes of some texts, by what each is of."""
    for what in {**new, **old}:
        was, is_now = old.get(what, ""), new.get(what, "")
        if was != is_now:
            kind = ChangeKind.REVISED if what in old else ChangeKind.ADDED
            kind = kind if what in new else ChangeKind.WITHDRAWN
            yield PlanChange(what, kind, was, is_now)


def _of_focus(old: Report, new: Report) -> Iterator[PlanChange]:
    points, points_now = (
        [text.text for text in report.settings.focus] for report in (old, new)
    )
    gone = Counter(points) - Counter(points_now)
    come = Counter(points_now) - Counter(points)
    for text in gone.elements():
        yield PlanChange(FOCUS, ChangeKind.WITHDRAWN, text, "")
    for text in come.elements():
        yield PlanChange(FOCUS, ChangeKind.ADDED, "", text)
    kept = [text for text in points if text not in gone]
    kept_now = [text for text in points_now if text not in come]
    if kept != kept_now and sorted(kept) == sorted(kept_now):
        yield PlanChange(FOCUS, ChangeKind.MOVED, "; ".join(kept), "; ".join(kept_now))


def _of_words(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PlanChange]:
    """Return the changed texts of the house format, by part.

    Lines that only have a number are paired by their words: one more moves all that follow.
    """
    rows, rows_now = _rows(old), _rows(new)
    for row in {**rows, **rows_now}:
        was, is_now = rows.get(row, []), rows_now.get(row, [])
        texts = [old[part] for part in was], [new[part] for part in is_now]
        matcher = SequenceMatcher(None, *texts, autojunk=False)
        for tag, i, end, j, last in matcher.get_opcodes():
            for one, other in zip_longest(was[i:end], is_now[j:last], fillvalue=""):
                what = f"{HOUSE}: {other or one}"
                said, says = (
                    {what: side[k]} if side.get(k) else {}
                    for side, k in ((old, one), (new, other))
                )
                yield from _of_texts(said, says) if tag != "equal" else ()


def _rows(words: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the parts of a house format in order; those that only have a number together."""
    rows: dict[str, list[str]] = {}
    for part in words:
        rows.setdefault(part.rstrip("0123456789"), []).append(part)
    return rows


def _report_fields(report: Report, *, scoped: bool) -> dict[str, str]:
    """Return the settings of a report, by name, and what it covers if it is `scoped`."""
    settings, priority, plan = report.settings, report.priority, report.plan
    signed, body, scope = settings.sign_off, plan.body, report.scope
    return {
        "plan": plan.title,
        "years": str(plan.years),
        "body": _row((body.name, body.short, body.area)),
        "holder": _row((body.holder_short, body.holder_office)),
        "force": _row((body.force_name, body.force_short)),
        "priority": f"{priority.number or 'all'}: {priority.title}".rstrip(": "),
        OBJECTIVE: settings.objective or priority.objective,
        "panel": settings.panel,
        "meeting": str(settings.meeting),
        "sign-off": _row((signed.name, signed.office, signed.date)),
        "period": str(scope.period) if scoped else "",
        "quarters": f"{scope.first} to {scope.until}" if scoped else "",
        **{f"{COVER}: {label}": text.text for label, text in settings.cover},
        **{f"{TEXTS}: {key}": text.text for key, text in settings.texts},
        **{f"recommendations: {r.key}": _request(r, a) for r, a in report.requests},
        **_promises_of_before(report),
        **{f"{TERMS}: {t.term}": t.means.text for t in plan.terms if t.means},
    }


def _promises_of_before(report: Report) -> dict[str, str]:
    """Return the open promises that no line is of: a report lists them, whenever it starts."""
    return {
        f"{PROMISES}: {each.item.id or text}": f"{text}{DUE_AT}{due_text(each.due)})"
        for each in report.promises
        if each.period.end < report.scope.first.start
        for text in (each.item.text.text,)
    }


def _request(asked: Recommendation, answered: Period | None) -> str:
    said = f"answered in {answered}" if answered else "unanswered"
    return f"{asked.text} (made {asked.made}, answer by {asked.answer_by}, {said})"


def _of_aims(
    old: Sequence[NumberedAim], new: Sequence[NumberedAim], lasting: Mapping[str, str]
) -> Iterator[PlanChange]:
    was = {lasting[aim.key]: aim for aim in old if aim.key in lasting}
    both = [aim for aim in new if aim.key in was]
    places = {aim.key: place for place, aim in enumerate(old)}
    in_order = {*heaviest_increasing([places[was[aim.key].key] for aim in both])}
    moved = {aim.key for i, aim in enumerate(both) if i not in in_order}
    for aim in new:
        before = was.get(aim.key)
        is_new_text = before is not None and before.text != aim.text
        kind = _kind(is_new_text, aim.key in moved) if before else ChangeKind.ADDED
        if kind:
            one = (before.text, before.number) if before else ("", None)
            yield _of_aim(kind, one, (aim.text, aim.number), aim.level)
    for aim in old:
        if aim.key not in lasting:
            gone = ChangeKind.WITHDRAWN
            yield _of_aim(gone, (aim.text, aim.number), ("", None), aim.level)
    pushed = [
        (was[aim.key].number, aim.number)
        for aim in both
        if aim.key not in moved and was[aim.key].number != aim.number
        if was[aim.key].number and aim.number  # else the house format has changed
    ]
    if pushed:
        old_row, new_row = map(_row, zip(*pushed, strict=True))
        yield PlanChange(NUMBERS, ChangeKind.REVISED, old_row, new_row, level="")


_TextAndNumber = tuple[str, int | str | None]


def _of_aim(
    kind: ChangeKind, old: _TextAndNumber, new: _TextAndNumber, level: str
) -> PlanChange:
    return PlanChange(KEY_AIM, kind, old[0], new[0], old[1], new[1], level)


def _kind(reworded: bool, moved: bool) -> ChangeKind | None:
    if moved:
        return ChangeKind.MOVED_REVISED if reworded else ChangeKind.MOVED
    return ChangeKind.REVISED if reworded else None


def _row(said: Iterable[object]) -> str:
    return ", ".join(filter(None, map(str, said)))
