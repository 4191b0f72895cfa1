"""An update is copied from an earlier quarter without changes."""

from collections import defaultdict

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.language.near_duplicates import find_near_duplicates
from pccreport.model.periods import Basis
from pccreport.model.project import full_text, walk_items, walk_public_branches
from pccreport.model.update import UpdateFile, UpdateItem
from pccreport.rules.context import ProjectContext

RULE = rule("copy-forward")

_FileItem = tuple[UpdateFile, tuple[UpdateItem, ...]]
"""A file, and an update in it: those that it is a point of, then the update."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each update that an earlier period has in the same cell.

    An update that continues an earlier one has its id or `continues:`, and an update counted from
    an earlier day repeats what was counted before.
    """
    cells: dict[tuple[str, str], list[_FileItem]] = defaultdict(list)
    for update, cell in context.project.cells():
        branches = walk_public_branches(cell.entries)
        cells[cell.aim, cell.stream] += ((update, branch) for branch in branches)
    for items in cells.values():
        if len({update.period for update, _ in items}) > 1:
            yield from _copied(items, context.project.language)


def _copied(items: list[_FileItem], language: str) -> Findings:
    """Return the findings of one key aim's stream; its updates are in order."""

    def wanted(earlier: int, later: int) -> bool:
        return _is_copy(items[earlier], items[later])

    points: set[int] = set()
    """Points of reported updates: a list copied whole is one mistake."""
    texts = [full_text(item) for _, (*_, item) in items]
    for pair in find_near_duplicates(texts, wanted, language=language):
        update, (*_, first) = items[pair.earlier]
        _, (*_, again) = items[pair.later]
        if id(again) in points:
            continue
        points.update(id(point) for point in walk_items(again.points))
        when = update.period
        message = f"this is nearly the same as the update for {when}"
        way_out = "say what has changed since then"
        if first.id:
            way_out += f"; if the work is continuing, add continues: {first.id}"
        elif not again.id:
            way_out += "; if this is to replace it, give both the same id:"
        annotation = Annotation(first.text.origin.span, f"the update for {when}")
        yield RULE.finding(message, again.text.origin.span, way_out, (annotation,))


def _is_copy(earlier: _FileItem, later: _FileItem) -> bool:
    (before, first), (after, again) = earlier, later
    if before.period.end >= after.period.start or after.basis is not Basis.ALONE:
        return False
    ids = {item.id for item in first if item.id}
    if any(item.continues or item.id in ids for item in again):
        return False
    # Two awards are two updates, however similar the words.
    award, other = first[-1].award, again[-1].award
    return award is None or other is None or award == other
