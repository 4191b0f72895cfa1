"""Sides of a comparison, made by lot: any lines in any places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from hypothesis import strategies as st

from pccreport.compare.sides import (
    AimRow,
    ComparedText,
    LineKind,
    LinePosition,
    Side,
)
from pccreport.findings.text import Source, Span
from pccreport.model.period_labels import label_of
from pccreport.model.periods import Basis, FinancialYear, parse_quarter

AIMS = ("farms", "roads", "wildlife")
STREAMS = ("force", "opcc")
QUARTERS = ("2022/23 Q3", "2022/23 Q4", "2023/24 Q1")
VOCABULARY = (
    *("Officers", "met", "farmers", "of", "Sandby", "Hadley", "14", "£5"),
    *("and", "gave", "them", "the", "new", "kit"),
)

TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=9).map(" ".join)
SORTS = st.sampled_from([*[LineKind.UPDATE] * 6, *LineKind])


@st.composite
def some_lines(draw: st.DrawFn, *, ids: bool) -> tuple[ComparedText, ...]:
    """Lines in the order printed; with `ids`, they are updates that all have one."""
    row = []
    names = draw(st.lists(st.integers(0, 14), max_size=12, unique=True))
    for name in names:
        sort = LineKind.UPDATE if ids else draw(SORTS)
        period = parse_quarter(draw(st.sampled_from(QUARTERS)))
        assert period is not None
        head = label_of(period, Basis.ALONE)
        aim, stream = draw(st.sampled_from(AIMS)), draw(st.sampled_from(STREAMS))
        place = LinePosition(aim, stream, head)
        text = draw(TEXTS)
        if sort is LineKind.CAVEAT:
            place = LinePosition("", "", head)
        elif sort is LineKind.CLOSING:
            place = LinePosition(aim, stream, None)
        span = Span(Source(f"{period}.yaml", f"{name}: {text}"), 0, len(text))
        line = ComparedText(text, span, kind=sort, position=place)
        line = line._replace(label=str(period), period=period)
        if sort is LineKind.REFERENCE:
            line = line._replace(
                target=(draw(st.sampled_from(AIMS)), stream, head.year)
            )
        if sort is LineKind.UPDATE and (ids or draw(st.booleans())):
            line = line._replace(id=f"u{name}")
        row.append(line)
    return in_order(row, draw)


def in_order(row: Sequence[ComparedText], draw: st.DrawFn) -> tuple[ComparedText, ...]:
    """The lines of each place together, and some of the updates points of the one before."""
    places = {
        place: number
        for number, place in zip(
            count(), dict.fromkeys(line.position for line in row), strict=False
        )
    }
    lines = sorted(row, key=lambda line: places[line.position])
    for number, line in enumerate(lines):
        above = lines[number - 1]
        fits = number and above.position == line.position and above.level < 3
        if fits and above.kind is line.kind is LineKind.UPDATE and draw(st.booleans()):
            lines[number] = line._replace(level=above.level + 1, parent=number - 1)
    return tuple(lines)


def side_of(lines: Sequence[ComparedText], aims: Sequence[str] = AIMS) -> Side:
    """A side that tells these lines."""
    quarter = FinancialYear(2023).quarter(1)
    return Side(
        name="",
        on=str(quarter),
        first=FinancialYear(2022).start,
        current=quarter.start,
        aims=tuple(
            AimRow(key, f"About {key}.", None, n) for n, key in enumerate(aims, 1)
        ),
        streams=tuple((key, key.capitalize()) for key in STREAMS),
        lines=tuple(lines),
        withdrawn={},
    )


def sides(*, ids: bool = False) -> st.SearchStrategy[Side]:
    """Sides by lot."""
    return some_lines(ids=ids).map(side_of)
