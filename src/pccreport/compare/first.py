"""What a reader of a comparison is to look at first: changes by how much it matters to miss them."""

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
    spoken_words,
)
from pccreport.language.telling_changes import (
    Amounts,
    Telling,
    TellingChange,
    amounts_in,
    telling_changes,
)

MOST = 10
"""Lines that are read at a glance: of more, the rest is counted."""
_ORDER = {matter: place for place, matter in enumerate(Matter)}
_STATUS = "status"
"""The field of an update that says how far it is."""
_LAST = ("meeting", "sign-off")
_WITH_POINTS = (ChangeKind.MISSING, ChangeKind.WITHDRAWN)
"""What goes with its points, which are not changes to look at themselves."""
_OF_KIND = {
    ChangeKind.ADDED: Matter.ADDED,
    ChangeKind.MISSING: Matter.MISSING,
    ChangeKind.WITHDRAWN: Matter.WITHDRAWN,
    ChangeKind.MOVED: Matter.MOVED,
}
"""What matters where the words did not change; all others are reworded."""


def look_first(comparison: Comparison) -> tuple[FirstChange, ...]:
    """Return all changes, what matters most first; () if something was only added."""
    found = [*_of_lines(comparison), *comparison.withheld_first]
    found += filter(None, (_of_plan(each, comparison) for each in comparison.plan))
    if all(each.matter is Matter.ADDED for each in found):
        return ()
    return tuple(sorted(found, key=lambda each: (_ORDER[each.matter], each.weight)))


def first_ten(found: Sequence[FirstChange]) -> list[FirstChange]:
    """Return those that are shown, in their order.

    Where there are too many, other figures than those of deaths and money make room for promises.
    """
    first = sorted(range(len(found)), key=lambda i: (_makes_room(found[i]), i))[:MOST]
    return [found[i] for i in sorted(first)]


def _makes_room(found: FirstChange) -> bool:
    matters = found.matter in (Matter.MISSING, Matter.PROMISE)
    return not (matters or (found.matter is Matter.FIGURES and not found.weight))


def _of_lines(comparison: Comparison) -> Iterator[FirstChange]:
    before, after = comparison.before, comparison.after
    changes = [*comparison.visible_changes()]
    gone = {c.old: c.kind for c in changes if c.old and c.kind in _WITH_POINTS}
    come = {c.new for c in changes if c.new and c.kind is ChangeKind.ADDED}

    @cache
    def elsewhere() -> tuple[Amounts, Amounts]:
        went = (change.line.text for change in changes if not change.new)
        came = (line.text for line in come)
        return amounts_in(went, after.language), amounts_in(came, after.language)

    points: Counter[ComparedLine] = Counter()
    for line, kind in gone.items():
        above = line
        while (parent := _parent(above, before)) and gone.get(parent) is kind:
            above = parent
        points[above] += 1
    for change in changes:
        if change.old and change.old in gone and change.kind in _WITH_POINTS:
            parent = _parent(change.old, before)
            if parent is None or gone.get(parent) is not change.kind:
                yield FirstChange(
                    *(_OF_KIND[change.kind], change),
                    weight=int(not change.sure),
                    points=points[change.old] - 1,
                )
        elif change.new not in come or _parent(change.line, after) not in come:
            old, new = change.old or change.continues, change.new
            if old and new and new.private > old.private:
                yield FirstChange(Matter.PRIVATE, change)
            else:
                yield _of_change(change, elsewhere, after.language)
        old, new = change.old or change.continues, change.new
        known = _named(old, RESTATED) if old else ()
        told = _named(new, RESTATED) if new else ()
        if restated := tuple(text for text in told if text not in known):
            yield FirstChange(Matter.RESTATED, change, new=restated)


def _parent(line: ComparedLine, side: Side) -> ComparedLine | None:
    return side.lines[line.parent] if line.parent >= 0 else None


def _of_change(
    change: Change, elsewhere: Callable[[], tuple[Amounts, Amounts]], language: str
) -> FirstChange:
    old, new = change.old or change.continues, change.new
    if old and new:
        was, present = _named(old, _STATUS), _named(new, _STATUS)
        is_word = new.level > 1 and not (has_enough_words(old) or has_enough_words(new))
        is_word = is_word or new.kind is LineKind.STATUS
        if is_word and old.text != new.text:
            return FirstChange(Matter.STATUS, change, (old.text,), (new.text,))
        if new.kind is LineKind.MEASURE:
            return _of_measure(change, old, new)
        texts = spoken_words(old), spoken_words(new)
        found = next(telling_changes(*texts, language, elsewhere), None)
        comes_first = found and found.kind in (Telling.FIGURES, Telling.NEGATION)
        if was != present and not comes_first:
            return FirstChange(Matter.STATUS, change, was, present)
        due, due_now = _named(old, DUE), _named(new, DUE)
        if due and due != due_now and not comes_first:
            return FirstChange(Matter.PROMISE, change, due, due_now or ("no date",))
        if found:
            return _told(found, change)
    return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)


def _of_measure(change: Change, old: ComparedLine, new: ComparedLine) -> FirstChange:
    """Return why a measure matters: each quarter has another figure, and none is a surprise."""
    was, present = _named(old, _STATUS), _named(new, _STATUS)
    if was != present:
        return FirstChange(Matter.STATUS, change, was, present)
    before, after = (line.text.partition(": ")[2] for line in (old, new))
    is_gone = before[-1:].isdigit() and not after[-1:].isdigit()
    if before == after:
        return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)
    is_surprise = is_gone or old.period == new.period
    matter = Matter.FIGURES if is_surprise else Matter.REWORDED
    return FirstChange(matter, change, (before,), (after,))


def _told(found: TellingChange, change: Change | PlanChange) -> FirstChange:
    weight = int(not found.is_grave)
    return FirstChange(Matter(found.kind), change, found.old, found.new, weight)


def _of_plan(change: PlanChange, comparison: Comparison) -> FirstChange | None:
    if change.what in _LAST:
        return FirstChange(Matter.DATES, change)
    if change.what == plan_changes.NUMBERS:
        return None  # follows from another change of the plan
    if change.old and change.new:
        words, _, was = change.old.rpartition(plan_changes.DUE_AT)
        same, _, becomes = change.new.rpartition(plan_changes.DUE_AT)
        if words and words == same:
            dates = (was.removesuffix(")"),), (becomes.removesuffix(")"),)
            return FirstChange(Matter.PROMISE, change, *dates)
        language = comparison.after.language
        if found := next(telling_changes(change.old, change.new, language), None):
            return _told(found, change)
    if change.what == plan_changes.KEY_AIM and change.kind is ChangeKind.WITHDRAWN:
        return FirstChange(Matter.MISSING, change)
    return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)


def _named(line: ComparedLine, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in line.texts if text.name == name)
