"""An update is copied from an earlier quarter without changes."""

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
    """The ids of the update, and of the updates that it is a point of."""
    continues_earlier: bool
    """True if the update, or one that it is a point of, continues an earlier one."""


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each update that an earlier period has in the same cell.

    An update that continues an earlier one has its id or `continues:`, and an update counted from
    an earlier day repeats what was counted before.
    """
    cells: dict[tuple[str, str], list[_FileItem]] = defaultdict(list)
    for update, cell in context.project.cells():
        cells[cell.aim, cell.stream] += _public_items(cell.entries, update)
    for items in cells.values():
        if len({item.update.period for item in items}) > 1:
            yield from _copied(items, context.project.language)


def _public_items(entries: Iterable[Entry], update: UpdateFile) -> Iterator[_FileItem]:
    """Yield the public updates of some entries, points included."""
    for branch in walk_public_branches(entries):
        ids = frozenset(item.id for item in branch if item.id)
        continues_earlier = any(item.continues for item in branch)
        yield _FileItem(update, branch[-1], ids, continues_earlier)


def _copied(items: list[_FileItem], language: str) -> Findings:
    """Return the findings of one key aim's stream; its updates are in order."""

    def wanted(earlier: int, later: int) -> bool:
        return _is_copy(items[earlier], items[later])

    points: set[int] = set()
    """Points of reported updates: a list copied whole is one mistake."""
    texts = [full_text(item.item) for item in items]
    for pair in find_near_duplicates(texts, wanted, language=language):
        first, again = items[pair.earlier], items[pair.later]
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
        annotation = Annotation(first.item.text.origin.span, f"the update for {when}")
        yield RULE.finding(message, again.item.text.origin.span, way_out, (annotation,))


def _is_copy(earlier: _FileItem, later: _FileItem) -> bool:
    if later.continues_earlier or earlier.ids & later.ids:
        return False
    awards = earlier.item.award, later.item.award
    if None not in awards and awards[0] != awards[1]:
        return False  # two awards, however similar the words
    before = earlier.update.period.end < later.update.period.start
    return before and later.update.basis is Basis.ALONE
