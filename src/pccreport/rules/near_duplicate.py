"""One report has nearly the same update in two cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.language.near_duplicates import find_near_duplicates
from pccreport.model.project import full_text, walk_items
from pccreport.model.update import UpdateItem
from pccreport.report.references import positions, printed_items
from pccreport.report.report import AimSection, Report, StreamSection
from pccreport.rules.context import ReportContext

RULE = rule("near-duplicate")


class _Placed(NamedTuple):
    """An update where it is printed."""

    item: UpdateItem
    aim: AimSection
    stream: StreamSection

    @property
    def cell(self) -> tuple[str, str]:
        """Its key aim and its stream, by their keys."""
        return self.aim.aim.key, self.stream.stream.key


def check(assembled: ReportContext) -> Findings:
    """Yield a finding at each update that another key aim or stream has before it.

    The same update in one cell, a quarter later, is `copy-forward`.
    """
    placed = tuple(_placed(assembled.report))
    texts = [full_text(each.item) for each in placed]

    def wanted(earlier: int, later: int) -> bool:
        return not _other_award(placed[earlier].item, placed[later].item)

    language = assembled.project.language
    told: set[tuple[int, tuple[str, str]]] = set()
    points: set[int] = set()
    """Points of what has been told: a list copied whole is one mistake."""
    for pair in find_near_duplicates(texts, wanted, language=language):
        first, again = placed[pair.earlier], placed[pair.later]
        copy = (pair.earlier, again.cell)
        if first.cell == again.cell or copy in told or id(again.item) in points:
            continue
        told.add(copy)
        points.update(id(point) for point in walk_items(again.item.points))
        yield _finding(first, again)


def _other_award(one: UpdateItem, other: UpdateItem) -> bool:
    """Whether two updates are about two awards, however alike their words are."""
    both = one.award is not None and other.award is not None
    return both and one.award != other.award


def _placed(report: Report) -> Iterator[_Placed]:
    for spot in positions(report):
        for item in printed_items(spot.block):
            yield _Placed(item, spot.aim, spot.stream)


def _finding(first: _Placed, again: _Placed) -> Diagnostic:
    key = first.stream.stream.key
    stream, same = f"“{key}”" if key else "", first.aim.number == again.aim.number
    aim = "" if same and stream else f"key aim {first.aim.number}"
    where = ", ".join(filter(None, (aim, stream)))
    message = f"this is nearly the same as an update under {where}"
    if not same:
        way_out = f"print it once, and use see: {_name(first)} here"
    else:
        way_out = "print it once, where it belongs"
    place = Annotation(first.item.text.origin.span, "first appears here")
    return RULE.finding(message, again.item.text.origin.span, way_out, (place,))


def _name(placed: _Placed) -> str:
    """Return what `see:` needs to refer to an update."""
    return placed.item.id or placed.aim.aim.key
