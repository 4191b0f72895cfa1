"""Texts that are there twice: in two cells, in two files of a quarter, or in two quarters."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, Rule
from pccreport.language.figures import changed_figures, number_words
from pccreport.language.near_duplicates import find_near_duplicates
from pccreport.model.periods import Basis
from pccreport.model.project import full_text, walk_items, walk_public_branches
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile, UpdateItem
from pccreport.report.references import ReportPosition, positions, printed_items
from pccreport.rules.context import ProjectContext, ReportContext

_NO_DIGITS = str.maketrans("0123456789.,;:%", " " * 15)
_FileItem = tuple[UpdateFile, tuple[UpdateItem, ...]]
"""A file, and an update in it: those that it is a point of, then the update."""


class _Placed(NamedTuple):
    """An update and its position in the report."""

    item: UpdateItem
    spot: ReportPosition

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.item.text.origin.span.source.name


def _has_other_award(item: UpdateItem, other: UpdateItem) -> bool:
    """Return whether two awards are two updates, however similar their words are."""
    return bool(item.award and other.award and item.award != other.award)


def near_duplicate(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each update that is also printed earlier.

    A copy in the same cell in a later quarter is a finding of `copy-forward`.
    """
    spots = positions(context.report)
    placed = [_Placed(item, s) for s in spots for item in printed_items(s.block)]
    texts = [full_text(each.item) for each in placed]

    def wanted(earlier: int, later: int) -> bool:
        item, again = placed[earlier].item, placed[later].item
        is_own = any(point is again for point in walk_items(item.points))
        return not is_own and not _has_other_award(item, again)

    reported: set[tuple[int, tuple[str, str]]] = set()
    points: set[int] = set()
    """Points of reported updates: a list copied whole is one mistake."""
    for first, again in _corrected(context, placed, texts):
        if id(again.item) not in points:
            points.update(id(each) for each in walk_items([again.item]))
            yield _finding(kind, first, again, "in another file of its quarter")
    for earlier, later in find_near_duplicates(texts, wanted):
        first, again = placed[earlier], placed[later]
        copy, block = (earlier, again.spot.cell), first.spot.block
        is_later = again.spot.block is not block or len(block.quarters) > 1
        is_forward = first.spot.cell == again.spot.cell and is_later
        if not (is_forward or copy in reported or id(again.item) in points):
            reported.add(copy)
            points.update(id(point) for point in walk_items(again.item.points))
            yield _finding(kind, first, again)


def _corrected(
    context: ReportContext, placed: Sequence[_Placed], texts: Sequence[str]
) -> Iterator[tuple[_Placed, _Placed]]:
    """Yield the updates that two files of a period have for one cell, but for figures and a word or two.

    They have the same names: what was done in another place is another update.
    """
    periods = {each.name: (each.period, each.basis) for each in context.project.updates}
    subjects = [
        (each.spot.cell, periods.get(each.file), each.item.award, names)
        for each, names in zip(placed, map(_names, texts), strict=True)
    ]
    files = defaultdict[object, set[str]](set)
    for each, subject in zip(placed, subjects, strict=True):
        files[subject].add(each.file)
    chosen = [at for at, subject in enumerate(subjects) if len(files[subject]) > 1]

    def wanted(earlier: int, later: int) -> bool:
        one, other = chosen[earlier], chosen[later]
        is_other_file = placed[one].file != placed[other].file
        return is_other_file and subjects[one] == subjects[other]

    bare = [re.sub(r"\d[\d.,]*", "", texts[at]) for at in chosen]
    for earlier, later in find_near_duplicates(bare, wanted):
        yield placed[chosen[earlier]], placed[chosen[later]]


def _names(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split()[1:] if word[0].isupper())


def _finding(kind: Rule, first: _Placed, again: _Placed, place: str = "") -> Diagnostic:
    aim_key, key = first.spot.cell
    number = first.spot.aim.number
    same = number == again.spot.aim.number
    aim = "" if same and key else f"key aim {number}"
    where = ", ".join(filter(None, (aim, f"“{key}”" if key else "")))
    use = f"and use see: {first.item.id or aim_key} here"
    way_out = f"print it once, {'where it belongs' if same else use}"
    if place:
        way_out = "if one corrects the other, delete the old one"
    message = f"this is nearly the same as an update {place or f'under {where}'}"
    related = (Annotation(first.item.text.origin.span, "first appears here"),)
    return kind.finding(message, again.item.text.origin.span, way_out, related)


def copy_forward(kind: Rule, context: ProjectContext) -> Findings:
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
            yield from _copied(kind, items)


def _copied(kind: Rule, items: list[_FileItem]) -> Findings:
    """Yield the findings of one key aim's stream; its updates are in order."""
    points: set[int] = set()
    """Points of reported updates: a list copied whole is one mistake."""
    texts = [full_text(item) for _, (*_, item) in items]
    pairs = find_near_duplicates(texts, lambda a, b: _is_copy(items[a], items[b]))
    for earlier, later in pairs:
        update, (*_, first) = items[earlier]
        _, (*_, again) = items[later]
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
        related = (Annotation(first.text.origin.span, f"the update for {when}"),)
        yield kind.finding(message, again.text.origin.span, way_out, related)


def _is_copy(earlier: _FileItem, later: _FileItem) -> bool:
    (before, first), (after, again) = earlier, later
    if before.period.end >= after.period.start or after.basis is not Basis.ALONE:
        return False
    ids = {item.id for item in first if item.id}
    if any(item.continues or item.id in ids for item in again):
        return False
    return not _has_other_award(first[-1], again[-1])


def quarter_unclear(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each text with the words of one of another quarter, and other figures."""
    periods = {update.name: update.period for update in context.project.updates}
    for block in (spot.block for spot in positions(context.report)):
        earlier: dict[frozenset[str], Prose] = {}
        for text in (item.text for item in printed_items(block) if block.quarters[1:]):
            words = {*text.text.translate(_NO_DIGITS).casefold().split()}
            first = earlier.setdefault(frozenset(words - number_words()), text)
            when, period = (periods[t.origin.source.name] for t in (first, text))
            if when != period and all(changed_figures(first.text, text.text)):
                message = (
                    f"this is of {period}, and what is of {when} has the same label"
                )
                way_out = "say the quarter in each text, or set labels: each-quarter"
                related = (Annotation(first.origin.span, f"of {when}"),)
                yield kind.finding(message, text.origin.span, way_out, related)
