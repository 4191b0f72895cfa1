"""A text announces items, and another number of them follows, or none."""

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import Findings, Rule
from pccreport.house.house import HouseFormat
from pccreport.language.announced_counts import (
    AnnouncedCount,
    announces_points,
    count_items,
    find_announced_counts,
    find_numbered,
)
from pccreport.model.prose import Prose
from pccreport.model.update import Reference, UpdateItem, Withdrawal
from pccreport.rules.context import ProjectContext


def point_count_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each number that is not that of the points, or of the list after it.

    So at a colon at the end of an update without points. A paragraph introduces the updates below.
    """
    house = context.project.house
    for _, item in context.project.public_items():
        points = sum(map(_is_printed, item.points))
        if not points and not item.paragraph:
            is_opening = item.text.text.endswith(":")
            if is_opening or announces_points(item.text.text, house.locale.tag):
                yield _finding_of_nothing(kind, item.text)
            if is_opening:
                continue
        for found in find_announced_counts(item.text.text, house.locale.tag):
            rest = item.text.text[found.colon :]
            follow = count_items(rest, house.locale.tag)
            if not rest.strip():
                follow = points
            if follow and follow != found.number:
                yield _finding(kind, item.text, found, follow, house)
        for found in find_numbered(item.text.text, house.locale.tag):
            yield _finding(kind, item.text, found, found.colon, house)


def _is_printed(point: UpdateItem | Reference | Withdrawal) -> bool:
    if isinstance(point, Withdrawal):
        return False
    return point.public and not (isinstance(point, UpdateItem) and point.withdrawn)


def _finding(
    kind: Rule, text: Prose, found: AnnouncedCount, follow: int, house: HouseFormat
) -> Diagnostic:
    typed = text.text[found.start : found.end]
    message = f"“{typed}” is announced, but {house.locale.number(follow)} follow"
    span = text.span(found.start, found.end)
    return kind.finding(message, span, "correct the number or what follows it")


def _finding_of_nothing(kind: Rule, text: Prose) -> Diagnostic:
    what = "the colon" if text.text.endswith(":") else "this text"
    message = f"a list is announced, and nothing follows {what}"
    last_word = text.text.rfind(" ") + 1
    span = text.span(last_word, len(text.text))
    way_out = "put what follows under points:, indented, or end with a full stop"
    return kind.finding(message, span, way_out)
