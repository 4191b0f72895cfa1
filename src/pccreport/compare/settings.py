"""What is around the updates, as lines: key aims, settings of the report, the house format.

A line has the name of its setting as its label, and as its id unless it is one of a list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import starmap
from string import digits

from pccreport.compare.changes import Change, line_change
from pccreport.compare.kinds import Mark
from pccreport.compare.pairing import Text, TextMatcher
from pccreport.compare.sides import AimRow, ComparedText, LineKind, LinePosition, Side
from pccreport.model.periods import due_text
from pccreport.report.report import Report

KEY_AIM, NUMBERS, HOUSE = "key aim", "numbers", "house format"
_OF_REPORT = "cover", "texts", "papers", "lists", "promises", "terms"
OWN_TEXTS = "focus", "objective", HOUSE, *_OF_REPORT
"""The names, or their beginnings, of texts that an office writes itself."""
OF_SCOPE = ("reporting period", "range of quarters")
"""Settings that are different in any two quarters."""


def match_keys(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
    """Return the new key of each key aim or stream that still exists, by key, or by its words."""
    pairing = TextMatcher(
        [Text(text, style=key, place="old") for key, text in old.items()],
        [Text(text, style=key, place="new") for key, text in new.items()],
    )
    pairing.match_equal(lambda x: x.style)
    pairing.match_equal(lambda x: x.text)
    pairing.match_similar(rivals=False)
    olds, news = [*old], [*new]
    return {olds[i]: news[j] for i, j in pairing.new_of.items()}


def aim_rows(before: Side, after: Side) -> tuple[AimRow, ...]:
    """Return the new key aims, then those that were removed."""
    level, _ = after.levels
    old = {aim.key: aim.new_number for aim in before.aims}
    new = {aim.key: aim.new_number for aim in after.aims}
    return tuple(
        AimRow(a.key, a.text, old.get(a.key), new.get(a.key), a.level or level)
        for a in (*after.aims, *(aim for aim in before.aims if aim.key not in new))
    )


def setting_lines(side: Side) -> tuple[ComparedText, ...]:
    """Return the settings of a side; () for a file."""
    if side.report is None:
        return ()
    focus = side.report.settings.focus
    lines = [
        *_report_settings(side.report),
        *(_line("focus area", text.text, "", "focus area") for text in focus),
        *(_line("stream heading", text, f"stream {key}") for key, text in side.streams),
        *(
            # Of the house format, a text that has only a number is one of a list.
            _line(
                f"{HOUSE}: {part}",
                text,
                "" if part[-1:].isdigit() else None,
                f"{HOUSE}: {part.rstrip(digits)}",
            )
            for part, text in side.words.items()
        ),
        *(_line(KEY_AIM, aim.text, aim.key, KEY_AIM) for aim in side.aims),
    ]
    return tuple(line for line in lines if line.text)


def _line(
    label: str, text: str, name: str | None = None, place: str = "", **more: str
) -> ComparedText:
    """Return a setting; its name is its label unless another is given, "" for one of a list."""
    name = label if name is None else name
    at = LinePosition("", place or name, None)
    others = tuple(ComparedText(x, name=key) for key, x in more.items() if x)
    return ComparedText(
        text, others=others, kind=LineKind.SETTING, position=at, label=label, id=name
    )


def _report_settings(report: Report) -> Iterator[ComparedText]:
    """Yield the settings of a report."""
    settings, priority, plan = report.settings, report.priority, report.plan
    signed, names, scope = settings.sign_off, plan.names, report.scope
    fields = {
        "plan’s title": plan.title,
        "period of the plan": str(plan.years),
        "office": join_all(names[f"body.{x}"] for x in ("name", "short", "area")),
        "office-holder": join_all(names[f"holder.{x}"] for x in ("short", "office")),
        "force": join_all(names[f"force.{x}"] for x in ("name", "short")),
        "priority": f"{priority.number or 'all'}: {priority.title}".rstrip(": "),
        "objective": settings.objective or priority.objective,
        "panel": settings.panel,
        "meeting date": str(settings.meeting),
        "data to": str(settings.data_to or ""),
        # Without a sign-off, its date is that of the meeting.
        "sign-off": join_all(signed.name and (signed.name, signed.office, signed.date)),
        "reporting period": str(scope.period),
        "range of quarters": scope.range_name,
        **{f"lead: {aim.text}": aim.lead for aim in priority.aims if aim.lead},
        **{f"due: {aim.text}": aim.due for aim in priority.aims if aim.due},
        **{f"cover: {label}": text.text for label, text in settings.cover},
        **{f"texts: {key}": text.text for key, text in settings.texts},
        **{f"papers: {key}": text.text for key, text in settings.papers},
        **{f"terms: {t.term}": t.means.text for t in plan.terms if t.means},
    }
    yield from starmap(_line, fields.items())
    for name, table in settings.lists.items():
        for fact in (fact for row in table for fact in row):
            place = f"lists: {name}, {fact.name}"
            yield _line(place, fact.text.text, "", place)
    for asked, answered in report.requests:
        words = f"{asked.text} (made {asked.made}, answer by {asked.answer_by})"
        status = f"answered in {answered}" if answered else "unanswered"
        yield _line(f"recommendations: {asked.key}", words, status=status)
    # Those from before the start of a report are in no line.
    for promise in report.promises:
        if promise.period.end < scope.first.start:
            text, due = promise.item.text.text, due_text(promise.due)
            yield _line(f"promises: {promise.item.id or text}", text, due=due)


def find_renumbering(
    rows: Iterable[AimRow], levels: Sequence[str], moved: Set[str]
) -> Iterator[Change]:
    """Yield one change if key aims have other numbers only because others have come or gone."""
    # A number on one side only is a change of the house format.
    both = [(x.old_number, x.new_number) for x in rows if x.key not in moved]
    other = [(old, new) for old, new in both if old and new and old != new]
    if other:
        old, new = map(join_all, zip(*other, strict=True))
        sides = _line(NUMBERS, f"{levels[len(other) > 1]} {old}"), _line(NUMBERS, new)
        yield line_change(*sides, Mark.EDITED, by="id")


def join_all(values: Iterable[object]) -> str:
    """Return the values that are there, with commas between them."""
    return ", ".join(filter(None, map(str, values)))
