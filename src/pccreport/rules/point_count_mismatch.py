"""A text announces items, and another number of them follows, or none."""

from pccreport.findings.registry import Findings, Rule
from pccreport.language.announced_counts import announces_points, find_announced_counts
from pccreport.model.update import Reference, UpdateItem, Withdrawal
from pccreport.rules.context import ProjectContext


def point_count_mismatch(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each number that is not that of the points, or of the list after it.

    So at a colon at the end of an update without points. A paragraph introduces the updates below.
    """
    locale = context.project.house.locale
    for _, item in context.project.public_items():
        points = sum(map(_is_printed, item.points))
        text, typed = item.text, item.text.text
        is_opening = typed.endswith(":")
        has_none = not points and not item.paragraph
        if has_none and (is_opening or announces_points(typed)):
            what = "the colon" if is_opening else "this text"
            message = f"a list is announced, and nothing follows {what}"
            span = text.span(typed.rfind(" ") + 1, len(typed))
            way_out = (
                "put what follows under points:, indented, or end with a full stop"
            )
            yield kind.finding(message, span, way_out)
        if has_none and is_opening:
            continue
        for found in find_announced_counts(typed):
            follow = found.follow if typed[found.colon :].strip() else points
            if follow and follow != found.number:
                words = typed[found.start : found.end]
                message = f"“{words}” is announced, but {locale.number(follow)} follow"
                span = text.span(found.start, found.end)
                yield kind.finding(
                    message, span, "correct the number or what follows it"
                )


def _is_printed(point: UpdateItem | Reference | Withdrawal) -> bool:
    if isinstance(point, Withdrawal):
        return False
    return point.public and not (isinstance(point, UpdateItem) and point.withdrawn)
