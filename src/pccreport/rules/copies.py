"""Updates that are there twice: in two cells, or in two quarters."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.language.texts.near_duplicates import Wanted, find_near_duplicates
from pccreport.model.periods import Basis
from pccreport.model.project import all_of, full_text, walk_public_branches
from pccreport.model.update import UpdateFile, UpdateItem
from pccreport.rules.context import ProjectContext, ReportContext

_FileItem = tuple[UpdateFile, tuple[UpdateItem, ...]]
"""A file, and an update in it: those that it is a point of, then the update."""


def near_duplicate(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each update that is also printed earlier.

    A copy in the same cell in a later quarter is a finding of `copy-forward`.
    """
    spots = context.report.periods()
    placed = [(item, s) for s in spots for item in all_of(s.entries, UpdateItem)]

    def wanted(earlier: int, later: int) -> bool:
        (item, first), (again, spot) = placed[earlier], placed[later]
        is_later = spot is not first or len(first.quarters) > 1
        is_forward = spot.keys == first.keys and is_later
        is_own = any(point is again for point in all_of(item.points, UpdateItem))
        return not (is_forward or is_own or _has_other_award(item, again))

    for earlier, later in _find_copies([item for item, _ in placed], wanted):
        (item, first), (again, spot) = placed[earlier], placed[later]
        aim, stream = first.keys
        where = " in ".join(f"“{key}”" for key in (stream, aim) if key)
        on = "" if item.id or stream in ("", spot.keys[1]) else f" and stream: {stream}"
        way_out = f"print it once, and use see: {item.id or aim}{on} here"
        if first.keys == spot.keys:
            way_out = "print it once"
        message = f"this is nearly the same as an update under {where}"
        related = (Annotation(item.text.origin.span, "first appears here"),)
        yield kind.finding(message, again.text.origin.span, way_out, related)


def copy_forward(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each update that an earlier period has in the same cell.

    An update that continues an earlier one has its id or `continues:`, and an update counted from
    an earlier day repeats what was counted before.
    """
    cells = defaultdict[object, list[_FileItem]](list)
    for update, cell in context.project.cells():
        branches = walk_public_branches(cell.entries)
        cells[cell.aim, cell.stream] += ((update, branch) for branch in branches)
    for items in cells.values():
        if len({id(update) for update, _ in items}) < 2:
            continue  # none is of a later period
        wanted = partial(_is_copy, items)
        for earlier, later in _find_copies([path[-1] for _, path in items], wanted):
            (update, (*_, first)), (_, (*_, again)) = items[earlier], items[later]
            message = f"this is nearly the same as the update for {update.period}"
            way_out = "say what has changed since then"
            if first.id:
                way_out += f"; if the work is continuing, add continues: {first.id}"
            elif not again.id:
                way_out += "; if this replaces that update, give both the same id:"
            related = (Annotation(first.text.origin.span, "the earlier update"),)
            yield kind.finding(message, again.text.origin.span, way_out, related)


def _is_copy(items: Sequence[_FileItem], earlier: int, later: int) -> bool:
    (before, first), (after, again) = items[earlier], items[later]
    is_later = before.period.end < after.period.start and after.basis is Basis.ALONE
    ids = {item.id for item in first if item.id}
    is_tied = any(item.continues or item.id in ids for item in again)
    return is_later and not is_tied and not _has_other_award(first[-1], again[-1])


def _has_other_award(item: UpdateItem, other: UpdateItem) -> bool:
    """Return whether two awards are two updates, however similar their words are."""
    return bool(item.award and other.award and item.award != other.award)


def _find_copies(
    items: Sequence[UpdateItem], wanted: Wanted
) -> Iterator[tuple[int, int]]:
    """Yield the updates that are nearly the same; a list of points copied whole is one."""
    points = set[int]()
    for earlier, later in find_near_duplicates([*map(full_text, items)], wanted):
        if id(items[later]) not in points:
            points.update(map(id, all_of(items[later].points, UpdateItem)))
            yield earlier, later
