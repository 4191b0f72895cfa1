"""Small comparisons, made by hand: a change of each kind, and of each sort of line."""

from __future__ import annotations

from datetime import date
from typing import Any

from pccreport.compare.changes import Change, Comparison, line_change
from pccreport.compare.kinds import Kind, Mark
from pccreport.compare.sides import AimRow, ComparedText, LineKind, LinePosition, Side
from pccreport.findings.text import Source, Span
from pccreport.language.texts.edit_facts import ChangedFact, Fact
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import FinancialYear

YEAR = FinancialYear(2019)
STREAMS = (("police", "Police actions"), ("office", "Office activities"))
ROWS = (
    AimRow("safer", "Safer streets for everyone", 2, 1, "Key Aim"),
    AimRow("young", "Young people first", 1, 2, "Key Aim"),
    AimRow("gone", "An aim of old", 3, None, "Key Aim"),
)
CAVEAT: dict[str, Any] = {"aim": "", "stream": "", "sort": LineKind.CAVEAT}
"""Where a caveat stands."""
FILES = {
    True: Source("q4.yaml", "a: 1\n" * 99),
    False: Source("q1.yaml", "a: 1\n" * 99),
}
HOSTILE = (
    "\x1b[31m<script>alert(1)</script>",
    "\u202eevil\u2066",
    "a | b `c` *d* _e_ ~~f~~ [g](http://h.example) <i@j.example> # k &amp; \\",
    "- one",
    "1. two",
    "x" * 300,
    "\u6f22" * 90,
    "new\nline\ttab\r\n\n## head",
    "[-not-]{+ours+} {0} {}",
    "' \" > --> ]]> ${x} %s",
)


def line(text: str, number: int = 1, *, old: bool = False, **more: Any) -> ComparedText:
    """A line on some line of its file; under the first key aim and stream."""
    aim, stream = more.pop("aim", "safer"), more.pop("stream", "police")
    head = more.pop("head", PeriodLabel(YEAR))
    sort = more.pop("sort", LineKind.UPDATE)
    label = more.pop("label", "2019/20")
    at = Span(FILES[old], 5 * (number - 1), 5 * number - 1)
    outcome = more.pop("outcome", "")
    others = (ComparedText(outcome, name="outcome"),) if outcome else ()
    place = LinePosition(aim, stream, head)
    made = ComparedText(text, at, others=others, kind=sort, position=place, **more)
    return made._replace(label=label, period=YEAR)


MARKS = {
    Kind.REVISED: {Mark.EDITED},
    Kind.MOVED: {Mark.MOVED},
    Kind.MOVED_REVISED: {Mark.MOVED, Mark.EDITED},
    Kind.CONTINUED: {Mark.CARRIED, Mark.EDITED},
    Kind.WITHDRAWN: {Mark.WITHDRAWN},
    Kind.NOT_DUE: {Mark.NOT_DUE},
}
"""What makes a change of each kind that is more than its sides."""


def change(
    kind: Kind, old: ComparedText | None, new: ComparedText | None, **more: Any
) -> Change:
    """A change of a kind."""
    made = line_change(old, new, *MARKS.get(kind, ()))._replace(**more)
    assert made.kind is kind
    return made


def added(text: str, number: int = 1, **more: Any) -> Change:
    """Something that is new."""
    return change(Kind.ADDED, None, line(text, number, **more))


def pair(kind: Kind, old: ComparedText, new: ComparedText, **more: Any) -> Change:
    """Something that is on both sides."""
    return change(kind, old, new, **{"by": "text", **more})


def revised(old: str, new: str, **more: Any) -> Change:
    """Something that says something else now."""
    return pair(Kind.REVISED, line(old, 3, old=True), line(new, 5), **more)


def comparison(
    *changes: Change,
    plan: tuple[Change, ...] = (),
    private: tuple[int, int] = (0, 0),
    streams: tuple[tuple[str, str], ...] = STREAMS,
) -> Comparison:
    """A comparison of some changes; the lines of each side are in their order."""
    old = [(row.old_number, row) for row in ROWS]
    new = [(row.new_number, row) for row in ROWS]
    before = Side(
        *("2019/20 Q4", "2019/20 Q4", date(2019, 4, 1), date(2020, 1, 1)),
        aims=tuple(AimRow(row.key, row.text, None, n) for n, row in old if n),
        streams=streams,
        lines=tuple(each.old for each in changes if each.old),
        withdrawn={},
    )
    after = Side(
        *("2020/21 Q1", "2020/21 Q1", date(2020, 4, 1), date(2020, 4, 1)),
        aims=tuple(AimRow(row.key, row.text, None, n) for n, row in new if n),
        streams=streams,
        lines=tuple(each.new for each in changes if each.new),
        withdrawn={},
    )
    return Comparison(before, after, ROWS, streams, plan, changes, private)


def of_each_kind(text: str = "We met 96 people in the town") -> Comparison:
    """A change of each kind, of each sort, and of the plan; about one text."""
    before, now = f"{text} once", f"{text} twice"
    office: dict[str, Any] = {"stream": "office"}
    gone: dict[str, Any] = {"aim": "gone"}
    earlier = line(before, 9, old=True, label="2018/19", head=None)
    return comparison(
        pair(
            Kind.REVISED,
            line(before, 3, old=True, outcome=text, **CAVEAT),
            line(now, 5, outcome=now, **CAVEAT),
        ),
        added(text, 1),
        added(text, 2, level=2, parent=1),
        revised(
            before,
            now,
            sure=False,
            facts=(ChangedFact(Fact.FIGURES, ("96",), ("98",)),),
        ),
        pair(Kind.MOVED, line(text, 4, old=True), line(text, 6)),
        *(
            added(text, number, sort=sort, **office)
            for number, sort in enumerate(LineKind, start=8)
            if sort not in (LineKind.CAVEAT, LineKind.SETTING)
        ),
        pair(
            Kind.MOVED_REVISED,
            line(before, 5, old=True, aim="young"),
            line(now, 7, aim="young", **office),
        ),
        change(
            *(Kind.CONTINUED, None, line(now, 8, aim="young", **office)),
            continues=earlier,
        ),
        pair(
            Kind.CONTINUED,
            earlier._replace(level=1),
            line(now, 12, aim="young", **office, head=None, label=""),
        ),
        change(Kind.WITHDRAWN, line(text, 6, old=True, **gone), None, reason=text),
        change(Kind.MISSING, line(text, 7, old=True, **gone), None),
        change(Kind.NOT_DUE, line("long past", 8, old=True), None),
        change(Kind.NOT_DUE, None, line("long past", 8)),
        pair(Kind.UNCHANGED, line("as ever", 20, old=True), line("as ever", 21)),
        plan=tuple(plan_changes(text)),
        private=(3, 5),
    )


def setting(kind: Kind, what: str, old: str, new: str, name: str = "") -> Change:
    """A change of a setting, or of a key aim by its name."""
    place = LinePosition("", what, None)
    lines = (
        (
            text
            and ComparedText(
                text, kind=LineKind.SETTING, position=place, label=what, id=name
            )
        )
        or None
        for text in (old, new)
    )
    return change(kind, *lines)


def plan_changes(text: str) -> list[Change]:
    """A change of each kind around the updates; about one text."""
    once, twice = f"{text} once", f"{text} twice"
    return [
        setting(Kind.REVISED, "meeting date", "2020-06-01", "2020-09-01"),
        setting(Kind.REVISED, "objective", once, twice),
        setting(Kind.ADDED, "focus area", "", text),
        setting(Kind.WITHDRAWN, "focus area", text, ""),
        setting(Kind.MOVED, "key aim", text, text, "safer"),
        setting(Kind.WITHDRAWN, "key aim", text, "", "gone"),
        setting(Kind.REVISED, "key aim", once, twice, "young"),
        setting(Kind.REVISED, "numbers", "Key Aims 1, 2", "2, 3"),
    ]


def hostile() -> list[Comparison]:
    """Comparisons whose every text is written by somebody who means no good."""
    return [_everywhere(text) for text in HOSTILE]


def _everywhere(text: str) -> Comparison:
    told = of_each_kind(text)
    return told._replace(
        before=told.before._replace(name=text),
        after=told.after._replace(on=text),
        aims=tuple(row._replace(text=text) for row in told.aims),
        streams=tuple((key, text) for key, _ in told.streams),
        changes=tuple(_elsewhere(each, text) for each in told.changes),
    )


def _elsewhere(made: Change, text: str) -> Change:
    """A change whose old side is in a file with a name that somebody chose."""
    if made.old is None:
        return made
    at = made.old.at._replace(source=Source(text, FILES[True].text))
    return made._replace(olds=(made.old._replace(at=at, label=text),))
