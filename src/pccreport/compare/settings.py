"""What is around the updates, as lines: key aims, settings of the report, the house format.

A line has the name of its setting as its label, and as its id unless it is one of a list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import starmap

from pccreport.compare.changes import AimRow, Change
from pccreport.compare.kinds import Mark
from pccreport.compare.sides import (
    ComparedLine,
    LineKind,
    LinePosition,
    LineText,
    NumberedAim,
    Side,
)
from pccreport.findings.text import Source, Span
from pccreport.language.word_overlap import WordOverlap
from pccreport.model.inline_markup import ProseRun
from pccreport.model.periods import FinancialYear, due_text
from pccreport.report.report import Report

_SAME_AIM = 0.5
"""Lowest similarity, from 0 to 1, at which a key aim with a new key is a reworded one."""

KEY_AIM, NUMBERS, HOUSE = "key aim", "numbers", "house format"
FOCUS, OBJECTIVE = "focus", "objective"
COVER, TEXTS, PROMISES, TERMS = "cover", "texts", "promises", "terms"
RECOMMENDATIONS = "recommendations"
OWN_TEXTS = (FOCUS, OBJECTIVE, HOUSE, COVER, TEXTS, PROMISES, TERMS)
"""The names, or their beginnings, of texts that an office writes itself."""
_ALWAYS = FinancialYear(1)
"""The period of every setting, so that all are of one."""
_NOWHERE = Span(Source("", ""), 0, 0)
FORMER = "former "
"""What the id of a key aim that was removed begins with."""
OF_SCOPE = ("period", "quarters")
"""Settings that are different in any two quarters."""


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


def setting_lines(
    side: Side, aims: Mapping[str, str], streams: Mapping[str, str]
) -> tuple[ComparedLine, ...]:
    """Return the settings of a side, with the new keys of its aims and streams; () for a file."""
    if side.report is None:
        return ()
    settings = side.report.settings
    lines = [
        *_of_report(side.report),
        *(_line(FOCUS, text.text, "", FOCUS) for text in settings.focus),
        *(
            _line("stream", text, f"stream {streams.get(key, key)}")
            for key, text in side.streams
        ),
        *starmap(_of_house, side.words.items()),
        *(
            _line(KEY_AIM, aim.text, aims.get(aim.key, f"{FORMER}{aim.key}"), KEY_AIM)
            for aim in side.aims
        ),
    ]
    at = settings.origin.span
    return tuple(line._replace(at=at) for line in lines if line.text)


def _line(
    label: str, text: str, name: str | None = None, place: str = "", **more: str
) -> ComparedLine:
    """Return a setting; its name is its label unless another is given, "" for one of a list."""
    name = label if name is None else name
    position = LinePosition("", place or name, None)
    texts = ({"": text} | {key: words for key, words in more.items() if words}).items()
    parts = tuple(LineText(key, (ProseRun(words),)) for key, words in texts)
    return ComparedLine(
        LineKind.SETTING, position, label, _ALWAYS, _NOWHERE, parts, id=name
    )


def _of_house(part: str, text: str) -> ComparedLine:
    """Return a text of the house format; one that has only a number is one of a list."""
    label, group = f"{HOUSE}: {part}", part.rstrip("0123456789")
    return _line(label, text, None if part == group else "", f"{HOUSE}: {group}")


def _of_report(report: Report) -> Iterator[ComparedLine]:
    """Yield the settings of a report."""
    settings, priority, plan = report.settings, report.priority, report.plan
    signed, body, scope = settings.sign_off, plan.body, report.scope
    fields = {
        "plan": plan.title,
        "years": str(plan.years),
        "body": joined((body.name, body.short, body.area)),
        "holder": joined((body.holder_short, body.holder_office)),
        "force": joined((body.force_name, body.force_short)),
        "priority": f"{priority.number or 'all'}: {priority.title}".rstrip(": "),
        OBJECTIVE: settings.objective or priority.objective,
        "panel": settings.panel,
        "meeting": str(settings.meeting),
        # Without a sign-off, its date is that of the meeting.
        "sign-off": joined(signed.name and (signed.name, signed.office, signed.date)),
        "period": str(scope.period),
        "quarters": f"{scope.first} to {scope.until}",
        **{f"lead: {aim.text}": aim.lead for aim in priority.aims if aim.lead},
        **{f"due: {aim.text}": aim.due for aim in priority.aims if aim.due},
        **{f"{COVER}: {label}": text.text for label, text in settings.cover},
        **{f"{TEXTS}: {key}": text.text for key, text in settings.texts},
        **{f"{TERMS}: {t.term}": t.means.text for t in plan.terms if t.means},
    }
    yield from starmap(_line, fields.items())
    for asked, answered in report.requests:
        words = f"{asked.text} (made {asked.made}, answer by {asked.answer_by})"
        status = f"answered in {answered}" if answered else "unanswered"
        yield _line(f"{RECOMMENDATIONS}: {asked.key}", words, status=status)
    # Those from before the start of a report are in no line.
    for promise in report.promises:
        if promise.period.end < scope.first.start:
            text, due = promise.item.text.text, due_text(promise.due)
            yield _line(f"{PROMISES}: {promise.item.id or text}", text, due=due)


def renumbered(
    before: Side, after: Side, lasting: Mapping[str, str], moved: Set[str]
) -> Iterator[Change]:
    """Yield one change if key aims have other numbers only because others have come or gone."""
    known = {lasting[aim.key]: aim for aim in before.aims if aim.key in lasting}
    pairs = [(known[aim.key], aim) for aim in after.aims if aim.key in known]
    # A number on one side only is a change of the house format.
    other = [
        (old.number, new.number)
        for old, new in pairs
        if new.key not in moved and old.number and new.number
        if old.number != new.number
    ]
    if other:
        old_row, new_row = map(joined, zip(*other, strict=True))
        named = f"{after.levels[len(other) > 1]} {old_row}"
        sides = _line(NUMBERS, named), _line(NUMBERS, new_row)
        yield Change(*sides, frozenset({Mark.EDITED}), "id")


def joined(values: Iterable[object]) -> str:
    """Return the values that are there, with commas between them."""
    return ", ".join(filter(None, map(str, values)))
