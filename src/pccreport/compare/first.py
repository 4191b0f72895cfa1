"""Sorts the changes of a comparison by importance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pccreport.compare import plan_changes
from pccreport.compare.changes import (
    Change,
    ChangeKind,
    Comparison,
    FirstChange,
    PlanChange,
)
from pccreport.compare.matching import has_enough_words
from pccreport.compare.sides import (
    DUE,
    LAST_TIME,
    RESTATED,
    ComparedLine,
    LineKind,
    compared_texts,
)
from pccreport.language.edit_facts import (
    DEATHS,
    GRAVE,
    WEIGHTS,
    ChangedFact,
    Fact,
    changed_facts,
    is_about_deaths,
    promises,
)
from pccreport.language.word_overlap import share_of_words

_MOST = 10
"""The number of changes that are listed; the others are counted."""
_GONE = (ChangeKind.MISSING, ChangeKind.WITHDRAWN)
"""Kinds of changes that include the points of the update."""
_AGAIN = 0.9
"""What each further change with the same fact counts, as a part of the one before."""
_HEAVY = 5
"""The least weight of what is said besides what weighs most."""
_OF_KIND = {
    ChangeKind.ADDED: Fact.ADDED,
    ChangeKind.MISSING: Fact.MISSING,
    ChangeKind.WITHDRAWN: Fact.WITHDRAWN,
    ChangeKind.MOVED: Fact.MOVED,
}
_LASTING = (Fact.STATUS, Fact.PROMISE, Fact.RESTATED, *_OF_KIND.values())
"""What is not another in another quarter only because there is news, which counts half."""


def look_first(comparison: Comparison) -> tuple[FirstChange, ...]:
    """Return all changes, the most important first; () if there are only additions."""
    changes = [*_of_lines(comparison), *comparison.withheld_first]
    changes += filter(None, (_of_plan(c, comparison) for c in comparison.plan))
    if all(c.matter is Fact.ADDED for c in changes):
        return ()
    return tuple(sorted(changes, key=lambda c: -c.weight))


def first_ten(found: Sequence[FirstChange]) -> list[FirstChange]:
    """Return the changes that are listed: each further one with the same fact counts a little less."""
    known: Counter[Fact] = Counter()
    weights = []
    for change in found:
        weights.append(change.weight * _AGAIN ** known[change.matter])
        known[change.matter] += 1
    in_order = sorted(range(len(found)), key=lambda n: -weights[n])
    return [found[n] for n in in_order[:_MOST]]


def _of_lines(comparison: Comparison) -> Iterator[FirstChange]:
    """Yield the changes of lines; a point that went or came with its update is in that."""
    before, after = comparison.before, comparison.after
    changes = [c for c in comparison.visible_changes() if not c.is_part]
    joined = [c for c in comparison.changes if c.is_part]
    removed = {c.old: c.kind for c in changes if c.old and c.kind in _GONE}
    added = {c.new for c in changes if c.new and c.kind is ChangeKind.ADDED}
    points: Counter[ComparedLine] = Counter()
    for line, kind in removed.items():
        ancestor = line
        while (parent := before.parent(ancestor)) and removed.get(parent) is kind:
            ancestor = parent
        points[ancestor] += 1

    def whole(line: ComparedLine, other: ComparedLine) -> ComparedLine:
        """Return a line with what was joined to the other one, or parted from it."""
        lines = line, *(c.line for c in joined if c.perhaps == other)
        in_order = sorted(lines, key=lambda x: x.at.start)
        return line._replace(texts=tuple(text for x in in_order for text in x.texts))

    for change in changes:
        if change.old in removed and change.kind in _GONE and change.old:
            parent = before.parent(change.old)
            if parent is None or removed.get(parent) is not change.kind:
                is_gone = change.kind is ChangeKind.WITHDRAWN
                dropped = promises(change.old.text, after.language) if is_gone else ()
                fact = ChangedFact(_OF_KIND[change.kind], dropped[:1])
                found = _weighed(change, [fact])
                yield found._replace(points=points[change.old] - 1)
        elif change.new not in added or after.parent(change.line) not in added:
            old = change.old or change.continues
            texts = (whole(old, change.line), whole(change.line, old)) if old else None
            yield _weighed(change, _facts(change, texts, after.language))


def _facts(
    change: Change, sides: tuple[ComparedLine, ComparedLine] | None, language: str
) -> list[ChangedFact]:
    """Return all that is another in a line, and of its place."""
    kind = _OF_KIND.get(change.kind, Fact.WORDING)
    new = change.line
    if change.is_published:
        return [ChangedFact(Fact.PUBLIC)]
    if sides is None:
        return [ChangedFact(kind)]
    old = change.old or change.continues
    assert old is not None  # there are two sides
    found = [ChangedFact(kind)]
    if new.private != old.private:
        found.append(ChangedFact(Fact.PRIVATE if new.private else Fact.PUBLIC))
    due, new_due = _named(old, DUE), _named(new, DUE)
    is_answered = due and _is_answered(old, new)
    if due and due != new_due and not is_answered:
        found.append(ChangedFact(Fact.PROMISE, due, new_due or ("no date",)))
    restated, earlier = _named(new, RESTATED), _named(old, RESTATED)
    if latest := tuple(text for text in restated if text not in earlier):
        found.append(ChangedFact(Fact.RESTATED, new=latest))
    is_step = new.level > 1 and not (has_enough_words(old) or has_enough_words(new))
    if (is_step or new.kind is LineKind.STATUS) and old.text != new.text:
        found.append(ChangedFact(Fact.STATUS, (old.text,), (new.text,)))
    elif new.kind is LineKind.MEASURE:
        found += _of_measure(old, new)
    else:
        facts = changed_facts(*compared_texts(*sides), language)
        no_promise = is_answered or any(f.kind is Fact.PROMISE for f in found)
        found += (
            fact
            for fact in facts
            if not (no_promise and fact.kind in (Fact.PROMISE, Fact.DATE))
        )
        if not facts and kind is Fact.WORDING:
            found[0] = ChangedFact(Fact.SPELLING)
    return found


def _weighed(change: Change | PlanChange, facts: list[ChangedFact]) -> FirstChange:
    """Return a change with all that its facts count, told by the weightiest."""
    is_news = isinstance(change, Change) and _is_of_two_quarters(change)

    def weight_of(fact: ChangedFact) -> float:
        half = is_news and fact.kind not in _LASTING and not fact.is_grave
        return _weight(fact) / (1 + half)

    weights = {fact.kind: weight_of(fact) for fact in facts}
    by_weight = sorted(facts, key=lambda f: (weight_of(f), bool(f.old)), reverse=True)
    first, *more = by_weight
    weight: float = sum(weights.values())
    if isinstance(change, Change):
        texts = (
            line.text for line in (change.old or change.continues, change.new) if line
        )
        weight += DEATHS * any(map(is_about_deaths, texts))
        weight -= not change.sure
    if isinstance(change, Change) and first.kind is Fact.WORDING:
        old = change.old or change.continues
        weight -= share_of_words(old.text, change.line.text) if old else 0
    heavy = tuple(fact for fact in more if _weight(fact) >= _HEAVY)[:1]
    return FirstChange(first.kind, change, first.old, first.new, weight, heavy)


def _is_of_two_quarters(change: Change) -> bool:
    """Return whether the two sides of a change are of different quarters."""
    old = change.old or change.continues
    return bool(old and change.new and old.period != change.new.period)


def _weight(fact: ChangedFact) -> int:
    return WEIGHTS[fact.kind] + GRAVE * fact.is_grave


def _is_answered(promise: ComparedLine, new: ComparedLine) -> bool:
    """Return whether a line with no date of its own continues a promise, by the end of the period of its date."""
    if not (new.continues and promise.due) or new.due:
        return False
    in_time = (
        promise.period.end < new.period.end and new.period.start <= promise.due.end
    )
    return in_time and new.continues in (promise.id, promise.continues)


def _of_measure(old: ComparedLine, new: ComparedLine) -> Iterator[ChangedFact]:
    """Yield the changes of a measure: a new figure in a new quarter is not important."""
    statuses = _named(old, "status"), _named(new, "status")
    if statuses[0] != statuses[1]:
        yield ChangedFact(Fact.STATUS, *statuses)
        return
    title, _, before = old.text.partition(": ")
    new_title, _, after = new.text.partition(": ")
    is_lost = before[-1:].isdigit() and not after[-1:].isdigit()
    is_surprise = is_lost or old.period == new.period
    last, new_last = _named(old, LAST_TIME), _named(new, LAST_TIME)
    if _plain_number(before) == _plain_number(after):
        dates = {text.partition(" ")[2] for text in (*last, *new_last)}
        is_silent = last != new_last and len(dates) == 1 and not _named(new, RESTATED)
        if not (last and new_last and is_surprise and is_silent):
            return
        [before], [after] = last, new_last
    elif (
        title != new_title and title.partition(", ")[0] == new_title.partition(", ")[0]
    ):
        # A sum of other areas is neither a rise nor a fall.
        rows = (line.text.rpartition(", ")[2] for line in (old, new))
        before, after = (row.replace(": ", " ") for row in rows)
    yield ChangedFact(Fact.FIGURES, (before,), (after,), is_lost)


def _plain_number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_plan(change: PlanChange, comparison: Comparison) -> FirstChange | None:
    if change.what == plan_changes.NUMBERS:
        return None  # follows from another change of the plan
    return _weighed(change, _facts_of_plan(change, comparison.after.language))


def _facts_of_plan(change: PlanChange, language: str) -> list[ChangedFact]:
    kind = _OF_KIND.get(change.kind, Fact.WORDING)
    if change.what in ("meeting", "sign-off"):
        kind = Fact.DATES
    elif change.kind is ChangeKind.WITHDRAWN and change.what == plan_changes.KEY_AIM:
        kind = Fact.MISSING
    elif change.old and change.new:
        text, _, due = change.old.rpartition(plan_changes.DUE_AT)
        new_text, _, new_due = change.new.rpartition(plan_changes.DUE_AT)
        texts = change.old, change.new
        if text and text == new_text:
            dates = (due.removesuffix(")"),), (new_due.removesuffix(")"),)
            return [ChangedFact(Fact.PROMISE, *dates)]
        if change.what.startswith(plan_changes.TARGETS):
            return [ChangedFact(Fact.FIGURES, (change.old,), (change.new,), True)]
        if change.what.startswith(plan_changes.RECOMMENDATIONS):
            answered, new_answer = (s.rpartition(", ")[2].rstrip(")") for s in texts)
            if answered != new_answer == plan_changes.UNANSWERED:
                return [ChangedFact(Fact.STATUS, (answered,), (new_answer,))]
        return [ChangedFact(kind), *changed_facts(*texts, language)]
    return [ChangedFact(kind)]


def _named(line: ComparedLine, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in line.texts if text.name == name)
