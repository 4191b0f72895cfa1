"""One report has nearly the same update in two cells."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.language.near_duplicates import find_near_duplicates
from pccreport.model.project import full_text, walk_items
from pccreport.model.update import UpdateItem
from pccreport.report.references import ReportPosition, positions, printed_items
from pccreport.rules.context import ReportContext

RULE = rule("near-duplicate")


class _Placed(NamedTuple):
    """An update and its position in the report."""

    item: UpdateItem
    spot: ReportPosition


def check(context: ReportContext) -> Findings:
    """Yield a finding at each update that is also printed earlier.

    A copy in the same cell in a later quarter is a finding of `copy-forward`.
    """
    placed = [
        _Placed(item, spot)
        for spot in positions(context.report)
        for item in printed_items(spot.block)
    ]
    texts = [full_text(placed_item.item) for placed_item in placed]

    def wanted(earlier: int, later: int) -> bool:
        item, again = placed[earlier].item, placed[later].item
        if any(point is again for point in walk_items(item.points)):
            return False  # its own words
        # Two awards are two updates, however similar their words.
        return item.award is None or again.award is None or item.award == again.award

    language = context.project.language
    reported: set[tuple[int, tuple[str, str]]] = set()
    points: set[int] = set()
    """Points of reported updates: a list copied whole is one mistake."""
    for first, again in _corrected(context, placed, texts):
        if id(again.item) not in points:
            points.update(id(each) for each in walk_items([again.item]))
            yield _finding(first, again, "in another file of its quarter")
    for pair in find_near_duplicates(texts, wanted, language=language):
        first, again = placed[pair.earlier], placed[pair.later]
        copy, block = (pair.earlier, again.spot.cell), first.spot.block
        is_later = again.spot.block is not block or len(block.quarters) > 1
        later = first.spot.cell == again.spot.cell and is_later
        if later or copy in reported or id(again.item) in points:
            continue
        reported.add(copy)
        points.update(id(point) for point in walk_items(again.item.points))
        yield _finding(first, again)


def _corrected(
    context: ReportContext, placed: Sequence[_Placed], texts: Sequence[str]
) -> Iterator[tuple[_Placed, _Placed]]:
    """Yield the updates that two files of a period have for one cell, but for figures and a word or two.

    They have the same names: what was done in another place is another update.
    """
    periods = {each.name: (each.period, each.basis) for each in context.project.updates}
    files = [each.item.text.origin.span.source.name for each in placed]
    parts = [(x.spot.cell, periods.get(f)) for x, f in zip(placed, files, strict=True)]
    files_of = defaultdict[object, set[str]](set)
    for part, file in zip(parts, files, strict=True):
        files_of[part].add(file)
    chosen = [at for at, part in enumerate(parts) if len(files_of[part]) > 1]

    def about(at: int) -> tuple[object, ...]:
        names = {w for w in texts[at].split()[1:] if w[0].isupper()}
        return parts[at], names, placed[at].item.award

    def wanted(earlier: int, later: int) -> bool:
        one, other = chosen[earlier], chosen[later]
        return files[one] != files[other] and about(one) == about(other)

    bare = [re.sub(r"\d[\d.,]*", "", texts[at]) for at in chosen]
    for pair in find_near_duplicates(bare, wanted, language=context.project.language):
        yield placed[chosen[pair.earlier]], placed[chosen[pair.later]]


def _finding(first: _Placed, again: _Placed, place: str = "") -> Diagnostic:
    aim_key, key = first.spot.cell
    number = first.spot.aim.number
    same = number == again.spot.aim.number
    aim = "" if same and key else f"key aim {number}"
    where = ", ".join(filter(None, (aim, f"“{key}”" if key else "")))
    see = first.item.id or aim_key
    way_out = (
        f"print it once, {'where it belongs' if same else f'and use see: {see} here'}"
    )
    return RULE.finding(
        f"this is nearly the same as an update {place or f'under {where}'}",
        again.item.text.origin.span,
        "if one corrects the other, delete the old one" if place else way_out,
        (Annotation(first.item.text.origin.span, "first appears here"),),
    )
