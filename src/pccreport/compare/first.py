"""Sorts the changes of a comparison by importance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

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
    LAST_TIME,
    RESTATED,
    ComparedLine,
    LineKind,
    compared_texts,
)
from pccreport.language.telling_changes import (
    Amounts,
    TellingChange,
    amounts_in,
    dropped_promises,
    is_about_deaths,
    telling_changes,
)
from pccreport.language.word_overlap import share_of_words

_MOST = 10
"""The number of changes that are listed; the others are counted."""
_ORDER = {matter: index for index, matter in enumerate(Matter)}
_WITH_POINTS = (ChangeKind.MISSING, ChangeKind.WITHDRAWN)
"""Kinds of changes that include the points of the update."""
_OF_PROMISE = (Matter.REWORDED, Matter.PROMISE, Matter.DATE)
"""What may only be the moved date of a promise in its words."""
_GRAVE = {Matter.FIGURES: 0, Matter.ADDED: -1}
"""The weight of what is about deaths or money."""
_BOTH = {Matter.FIGURES, Matter.PROMISE}
_IN_NEWS = {Matter.PROMISE: -2, Matter.NEGATION: -1, Matter.FIGURES: 1, Matter.DATE: 1}
"""The order of what changed in one line from an earlier quarter, 0 for the rest."""
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

    What is missing, promises and the first figures of deaths and money have a place each. If there
    are too many changes, the kinds that a reader must not miss take turns for the rest.
    """
    turns: Counter[Matter] = Counter()
    order: list[tuple[int, int]] = []
    grave = 0
    for i, change in enumerate(found):
        matter, turn = change.matter, 0
        is_grave = _GRAVE.get(matter) == change.weight
        grave += is_grave
        has_a_place = matter in (Matter.MISSING, Matter.PROMISE)
        if not (has_a_place or (is_grave and grave <= 3)):
            turns[matter] += 1
            turn = turns[matter] if _ORDER[matter] <= _ORDER[Matter.DATE] else _MOST
        order.append((turn, i))
    return [found[i] for i in sorted(i for _, i in sorted(order)[:_MOST])]


def _of_lines(comparison: Comparison) -> Iterator[FirstChange]:
    before, after = comparison.before, comparison.after
    changes = [c for c in comparison.visible_changes() if not c.is_part]
    joined = [c for c in comparison.changes if c.is_part]
    removed = {c.old: c.kind for c in changes if c.old and c.kind in _WITH_POINTS}
    added = {c.new for c in changes if c.new and c.kind is ChangeKind.ADDED}

    @cache
    def elsewhere() -> tuple[Amounts, Amounts]:
        old_texts = (change.line.text for change in changes if not change.new)
        new_texts = (line.text for line in added)
        language = after.language
        return amounts_in(old_texts, language), amounts_in(new_texts, language)

    def whole(line: ComparedLine, other: ComparedLine) -> ComparedLine:
        """Return a line with what was joined to the other one, or parted from it."""
        lines = line, *(c.line for c in joined if c.perhaps == other)
        in_order = sorted(lines, key=lambda x: x.at.start)
        return line._replace(texts=tuple(text for x in in_order for text in x.texts))

    def tell(old: ComparedLine, new: ComparedLine) -> Iterator[TellingChange]:
        texts = compared_texts(whole(old, new), whole(new, old))
        return telling_changes(*texts, after.language, elsewhere)

    points: Counter[ComparedLine] = Counter()
    for line, kind in removed.items():
        ancestor = line
        while (parent := before.parent(ancestor)) and removed.get(parent) is kind:
            ancestor = parent
        points[ancestor] += 1
    for change in changes:
        old, new = change.old or change.continues, change.new
        due, new_due = (_named(line, DUE) if line else () for line in (old, new))
        is_answered = old and new and due and _is_answered(old, new)
        moved_due = new and due and due != new_due and not is_answered
        if change.old and change.old in removed and change.kind in _WITH_POINTS:
            parent = before.parent(change.old)
            if parent is None or removed.get(parent) is not change.kind:
                is_caveat = change.old.kind is LineKind.CAVEAT and not change.later
                matter = Matter.MISSING if is_caveat else _OF_KIND[change.kind]
                promises = dropped_promises(change.old.text, "", after.language)
                dropped = (*islice(promises, matter is Matter.WITHDRAWN),)
                found = FirstChange(matter, change, dropped, (), int(not change.sure))
                yield found._replace(points=points[change.old] - 1)
        elif change.new not in added or after.parent(change.line) not in added:
            if old and new and new.private > old.private:
                yield FirstChange(Matter.PRIVATE, change)
            else:
                reasons = _of_change(change, tell, after.language)
                if is_answered:
                    reworded = FirstChange(Matter.REWORDED, change)
                    reasons = [
                        reworded if f.matter is Matter.PROMISE else f for f in reasons
                    ]
                is_said = _OF_PROMISE if moved_due else ()
                yield from (f for f in reasons if f.matter not in is_said)
        earlier = _named(old, RESTATED) if old else ()
        latest = _named(new, RESTATED) if new else ()
        if restated := tuple(text for text in latest if text not in earlier):
            yield FirstChange(Matter.RESTATED, change, new=restated)
        if moved_due:
            yield FirstChange(Matter.PROMISE, change, due, new_due or ("no date",))


def _is_answered(promise: ComparedLine, new: ComparedLine) -> bool:
    """Return whether a line with no date of its own continues a promise, by the end of the period of its date."""
    if not (new.continues and promise.due) or new.due:
        return False
    in_time = (
        promise.period.end < new.period.end and new.period.start <= promise.due.end
    )
    return in_time and new.continues in (promise.id, promise.continues)


def _of_change(
    change: Change,
    tell: Callable[[ComparedLine, ComparedLine], Iterator[TellingChange]],
    language: str,
) -> list[FirstChange]:
    """Return what is first of a change; figures and a dropped promise are both."""
    old, new = change.old or change.continues, change.new
    if old and new:
        is_step = new.level > 1 and not (has_enough_words(old) or has_enough_words(new))
        is_step = is_step or new.kind is LineKind.STATUS
        if is_step and old.text != new.text:
            return [FirstChange(Matter.STATUS, change, (old.text,), (new.text,))]
        if new.kind is LineKind.MEASURE:
            return [_of_measure(change, old, new, language)]
        # Another figure or date in a later quarter is what the quarter is for.
        is_news = old.period.end < new.period.start
        tellings = islice(tell(old, new), None if is_news else 3)  # to a promise
        found = [_of_telling(telling, change) for telling in tellings]
        found.sort(key=lambda f: is_news and f.weight * _IN_NEWS.get(f.matter, 0))
        if found:
            first = found[0]
            if is_news and first.matter is Matter.FIGURES and first.weight:
                return [first._replace(matter=Matter.REWORDED, weight=-1)]
            more = (f for f in found if {f.matter, first.matter} == _BOTH)
            reasons = first, *(f for f in more if not (is_news and f.weight))
            return [f._replace(weight=f.weight + is_news) for f in reasons]
    matter = _OF_KIND.get(change.kind, Matter.REWORDED)
    kept = share_of_words(old.text if old else "", change.line.text)
    is_grave = not old and is_about_deaths(change.line.text, language)
    return [FirstChange(matter, change, weight=int(10 * kept) - is_grave)]


def _of_measure(
    change: Change, old: ComparedLine, new: ComparedLine, language: str
) -> FirstChange:
    """Return the change of a measure: a new figure in a new quarter is not important."""
    old_status, new_status = _named(old, "status"), _named(new, "status")
    if old_status != new_status:
        return FirstChange(Matter.STATUS, change, old_status, new_status)
    title, _, before = old.text.partition(": ")
    new_title, _, after = new.text.partition(": ")
    is_lost = before[-1:].isdigit() and not after[-1:].isdigit()
    is_surprise = is_lost or old.period == new.period
    last, new_last = _named(old, LAST_TIME), _named(new, LAST_TIME)
    if _plain_number(before) == _plain_number(after):
        dates = {text.partition(" ")[2] for text in (*last, *new_last)}
        is_silent = last != new_last and len(dates) == 1 and not _named(new, RESTATED)
        if not (last and new_last and is_surprise and is_silent):
            return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change)
        [before], [after] = last, new_last
    elif (
        title != new_title and title.partition(", ")[0] == new_title.partition(", ")[0]
    ):
        # A sum of other areas is neither a rise nor a fall.
        rows = (line.text.rpartition(", ")[2] for line in (old, new))
        before, after = (row.replace(": ", " ") for row in rows)
    matter = Matter.FIGURES if is_surprise else Matter.REWORDED
    weight = int(not (is_lost or is_about_deaths(title, language)))
    return FirstChange(matter, change, (before,), (after,), weight)


def _plain_number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_telling(telling: TellingChange, change: Change | PlanChange) -> FirstChange:
    weight = int(not telling.is_grave)
    return FirstChange(Matter(telling.kind), change, telling.old, telling.new, weight)


def _of_plan(change: PlanChange, comparison: Comparison) -> FirstChange | None:
    if change.what in ("meeting", "sign-off"):
        return FirstChange(Matter.DATES, change)
    if change.what == plan_changes.NUMBERS:
        return None  # follows from another change of the plan
    is_changed, language = change.old and change.new, comparison.after.language
    if is_changed and (found := _of_wording(change, language)):
        return found
    if change.what == plan_changes.KEY_AIM and change.kind is ChangeKind.WITHDRAWN:
        return FirstChange(Matter.MISSING, change)
    return FirstChange(_OF_KIND.get(change.kind, Matter.REWORDED), change, weight=10)


def _of_wording(change: PlanChange, language: str) -> FirstChange | None:
    """Return what is telling about a text of the plan that was changed, or None."""
    text, _, due = change.old.rpartition(plan_changes.DUE_AT)
    new_text, _, new_due = change.new.rpartition(plan_changes.DUE_AT)
    if text and text == new_text:
        dates = (due.removesuffix(")"),), (new_due.removesuffix(")"),)
        return FirstChange(Matter.PROMISE, change, *dates)
    if change.what.startswith(plan_changes.TARGETS):
        return FirstChange(Matter.FIGURES, change, (change.old,), (change.new,))
    if change.what.startswith(plan_changes.RECOMMENDATIONS):
        texts = change.old, change.new
        answered, new_answer = (s.rpartition(", ")[2].rstrip(")") for s in texts)
        if answered != new_answer == plan_changes.UNANSWERED:
            return FirstChange(Matter.STATUS, change, (answered,), (new_answer,), -1)
    if telling := next(telling_changes(change.old, change.new, language), None):
        return _of_telling(telling, change)
    return None


def _named(line: ComparedLine, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in line.texts if text.name == name)
