"""Sorts the changes of a comparison by importance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from pccreport.compare import plan_changes
from pccreport.compare.candidates import has_enough_words
from pccreport.compare.changes import (
    Change,
    ChangeKind,
    Comparison,
    FirstChange,
    Matter,
    PlanChange,
)
from pccreport.compare.sides import (
    DUE,
    RESTATED,
    ComparedLine,
    LineKind,
    Side,
    compared_text,
)
from pccreport.language.telling_changes import (
    Amounts,
    Telling,
    TellingChange,
    amounts_in,
    telling_changes,
)

MOST = 10
"""The number of changes that are listed; the others are counted."""
_ORDER = {matter: index for index, matter in enumerate(Matter)}
_STATUS = "status"
"""The field of a measure with its status."""
_LAST = ("meeting", "sign-off")
_WITH_POINTS = (ChangeKind.MISSING, ChangeKind.WITHDRAWN)
"""Kinds of changes that include the points of the update."""
_OF_KIND = {
    ChangeKind.ADDED: Matter.ADDED,
    ChangeKind.MISSING: Matter.MISSING,
    ChangeKind.WITHDRAWN: Matter.WITHDRAWN,
    ChangeKind.MOVED: Matter.MOVED,
}
"""The importance of changes without changed words; all others are reworded."""


def look_first(comparison: Comparison) -> tuple[FirstChange, ...]:
    """Return all changes, the most important first; () if there are only additions."""
    changes = [*_of_lines(comparison), *comparison.withheld_first]
    changes += filter(None, (_of_plan(c, comparison) for c in comparison.plan))
    if all(c.matter is Matter.ADDED for c in changes):
        return ()
    return tuple(sorted(changes, key=lambda c: (_ORDER[c.matter], c.weight)))


def first_ten(found: Sequence[FirstChange]) -> list[FirstChange]:
    """Return the changes that are listed, in order.

    If there are too many, figures other than deaths and money make room for promises.
    """
    first = sorted(range(len(found)), key=lambda i: (_makes_room(found[i]), i))[:MOST]
    return [found[i] for i in sorted(first)]


def _makes_room(change: FirstChange) -> bool:
    matters = change.matter in (Matter.MISSING, Matter.PROMISE)
    return not (matters or (change.matter is Matter.FIGURES and not change.weight))


def _of_lines(comparison: Comparison) -> Iterator[FirstChange]:
    before, after = comparison.before, comparison.after
    changes = [*comparison.visible_changes()]
    removed = {c.old: c.kind for c in changes if c.old and c.kind in _WITH_POINTS}
    added = {c.new for c in changes if c.new and c.kind is ChangeKind.ADDED}

    @cache
    def elsewhere() -> tuple[Amounts, Amounts]:
        old_texts = (change.line.text for change in changes if not change.new)
        new_texts = (line.text for line in added)
        language = after.language
        return amounts_in(old_texts, language), amounts_in(new_texts, language)

    points: Counter[ComparedLine] = Counter()
    for line, kind in removed.items():
        ancestor = line
        while (parent := _parent(ancestor, before)) and removed.get(parent) is kind:
            ancestor = parent
        points[ancestor] += 1
    for change in changes:
        if change.old and change.old in removed and change.kind in _WITH_POINTS:
            parent = _parent(change.old, before)
            if parent is None or removed.get(parent) is not change.kind:
                yield FirstChange(
                    *(_OF_KIND[change.kind], change),
                    weight=int(not change.sure),
                    points=points[change.old] - 1,
                )
        elif change.new not in added or _parent(change.line, after) not in added:
            old, new = change.old or change.continues, change.new
            if old and new and new.private > old.private:
                yield FirstChange(Matter.PRIVATE, change)
            else:
                yield _of_change(change, elsewhere, after.language)
        old, new = change.old or change.continues, change.new
        earlier = _named(old, RESTATED) if old else ()
        latest = _named(new, RESTATED) if new else ()
        if restated := tuple(text for text in latest if text not in earlier):
            yield FirstChange(Matter.RESTATED, change, new=restated)


def _parent(line: ComparedLine, side: Side) -> ComparedLine | None:
    return side.lines[line.parent] if line.parent >= 0 else None


def _of_change(
    change: Change, elsewhere: Callable[[], tuple[Amounts, Amounts]], language: str
) -> FirstChange:
    old, new = change.old or change.continues, change.new
    if old and new:
        old_status, new_status = _named(old, _STATUS), _named(new, _STATUS)
        is_step = new.level > 1 and not (has_enough_words(old) or has_enough_words(new))
        is_step = is_step or new.kind is LineKind.STATUS
        if is_step and old.text != new.text:
            return FirstChange(Matter.STATUS, change, (old.text,), (new.text,))
        if new.kind is LineKind.MEASURE:
            return _of_measure(change, old, new)
        texts = compared_text(old), compared_text(new)
        telling = next(telling_changes(*texts, language, elsewhere), None)
        comes_first = telling and telling.kind in (Telling.FIGURES, Telling.NEGATION)
        if old_status != new_status and not comes_first:
            return FirstChange(Matter.STATUS, change, old_status, new_status)
        due, due_now = _named(old, DUE), _named(new, DUE)
        if due and due != due_now and not comes_first:
            return FirstChange(Matter.PROMISE, change, due, due_now or ("no date",))
        if telling:
            return _of_telling(telling, change)
    return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)


def _of_measure(change: Change, old: ComparedLine, new: ComparedLine) -> FirstChange:
    """Return the change of a measure: a new figure in a new quarter is not important."""
    old_status, new_status = _named(old, _STATUS), _named(new, _STATUS)
    if old_status != new_status:
        return FirstChange(Matter.STATUS, change, old_status, new_status)
    before, after = (line.text.partition(": ")[2] for line in (old, new))
    is_lost = before[-1:].isdigit() and not after[-1:].isdigit()
    if before == after:
        return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)
    is_surprise = is_lost or old.period == new.period
    matter = Matter.FIGURES if is_surprise else Matter.REWORDED
    return FirstChange(matter, change, (before,), (after,))


def _of_telling(telling: TellingChange, change: Change | PlanChange) -> FirstChange:
    weight = int(not telling.is_grave)
    return FirstChange(Matter(telling.kind), change, telling.old, telling.new, weight)


def _of_plan(change: PlanChange, comparison: Comparison) -> FirstChange | None:
    if change.what in _LAST:
        return FirstChange(Matter.DATES, change)
    if change.what == plan_changes.NUMBERS:
        return None  # follows from another change of the plan
    if change.old and change.new:
        text, _, old_date = change.old.rpartition(plan_changes.DUE_AT)
        new_text, _, new_date = change.new.rpartition(plan_changes.DUE_AT)
        if text and text == new_text:
            dates = (old_date.removesuffix(")"),), (new_date.removesuffix(")"),)
            return FirstChange(Matter.PROMISE, change, *dates)
        language = comparison.after.language
        if telling := next(telling_changes(change.old, change.new, language), None):
            return _of_telling(telling, change)
    if change.what == plan_changes.KEY_AIM and change.kind is ChangeKind.WITHDRAWN:
        return FirstChange(Matter.MISSING, change)
    return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)


def _named(line: ComparedLine, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in line.texts if text.name == name)
