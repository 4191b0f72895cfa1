"""An update is an earlier quarter's, carried forward with nothing new in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.near_duplicates import find_near_duplicates
from pccreport.model.periods import Basis
from pccreport.model.project import full_text, walk_items, walk_public_branches
from pccreport.model.update import Entry, UpdateFile, UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("copy-forward")


class _FileItem(NamedTuple):
    """An update as one file has it."""

    update: UpdateFile
    item: UpdateItem
    ids: frozenset[str]
    """Its own id, and those of what it is a point of."""
    goes_on: bool
    """Whether it, or what it is a point of, carries an earlier one on."""


def check(written: ProjectContext) -> Findings:
    """Yield a finding at each update that an earlier period has in the same cell.

    An update that continues an earlier one has its id or `continues:`, and an update counted from
    an earlier day repeats what was counted before.
    """
    cells: dict[tuple[str, str], list[_FileItem]] = defaultdict(list)
    for update, cell in written.project.cells():
        cells[cell.aim, cell.stream] += _public_items(cell.entries, update)
    for told in cells.values():
        if len({each.update.period for each in told}) > 1:
            yield from _copied(told, written.project.language)


def _public_items(entries: Iterable[Entry], update: UpdateFile) -> Iterator[_FileItem]:
    """Yield the updates among some entries that can be printed, points included."""
    for branch in walk_public_branches(entries):
        ids = frozenset(each.id for each in branch if each.id)
        goes_on = any(each.continues for each in branch)
        yield _FileItem(update, branch[-1], ids, goes_on)


def _copied(told: list[_FileItem], language: str) -> Findings:
    """Return the findings of one key aim's stream; its updates are in order."""

    def wanted(earlier: int, later: int) -> bool:
        return _is_copy(told[earlier], told[later])

    points: set[int] = set()
    """Points of what has been told: a list copied whole is one mistake."""
    texts = [full_text(each.item) for each in told]
    for pair in find_near_duplicates(texts, wanted, language=language):
        first, again = told[pair.earlier], told[pair.later]
        if id(again.item) in points:
            continue
        points.update(id(point) for point in walk_items(again.item.points))
        when = first.update.period
        message = f"this is nearly the same as the update for {when}"
        way_out = "say what has changed since then"
        if first.item.id:
            way_out += f"; if the work is continuing, add continues: {first.item.id}"
        elif not again.item.id:
            way_out += "; if this is to replace it, give both the same id:"
        place = Annotation(first.item.text.origin.span, f"the update for {when}")
        yield RULE.finding(message, again.item.text.origin.span, way_out, (place,))


def _is_copy(earlier: _FileItem, later: _FileItem) -> bool:
    if later.goes_on or earlier.ids & later.ids:
        return False
    awards = earlier.item.award, later.item.award
    if None not in awards and awards[0] != awards[1]:
        return False  # two awards, however alike the words are
    before = earlier.update.period.end < later.update.period.start
    return before and later.update.basis is Basis.ALONE
