"""Sorts the changes of a comparison by importance: the sum of what their facts weigh.

And what a reader of two quarters asks beside them: overdue promises, who is silent, the news.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pccreport.compare import settings
from pccreport.compare.changes import Change, Comparison
from pccreport.compare.kinds import Kind, Mark
from pccreport.compare.matching import has_enough_words
from pccreport.compare.sides import ComparedText, LineKind, TextName, searched_text
from pccreport.findings.text import Span
from pccreport.language.texts.edit_facts import (
    DEATHS,
    GRAVE,
    ChangedFact,
    Fact,
    changed_facts,
    find_promises,
    is_about_deaths,
)
from pccreport.language.texts.word_overlap import share_of_words
from pccreport.model.periods import due_text

_MOST = 10
"""The number of changes that are listed; the others are counted."""
_GONE = (Kind.MISSING, Kind.WITHDRAWN)
"""Kinds of changes that include the points of the update."""
_AGAIN = 0.9
"""What each further change with the same fact counts, as a part of the one before."""
_KINDS = Fact.ADDED, Fact.MISSING, Fact.WITHDRAWN, Fact.MOVED
"""The facts that are called as the kinds of changes are."""
_OF_TEXT = {
    TextName.DUE: Fact.PROMISE,
    TextName.STEP: Fact.STATUS,
    TextName.TARGET: Fact.TARGET,
}
"""The fact that another text with a name is."""
_OF_MARK = {Mark.PUBLISHED: Fact.PUBLIC, Mark.PRIVATE: Fact.PRIVATE}
"""The fact of a change with a mark, whatever else is another in it, if that is of its own text."""
_LASTING = (Fact.STATUS, Fact.PROMISE, Fact.OVERDUE, Fact.RESTATED, *_KINDS)
"""What is not another in another quarter only because there is news, which counts half."""
_DAYS = ("meeting date", "sign-off")
"""Settings that are others in each report."""


def rank_changes(comparison: Comparison) -> tuple[Change, ...]:
    """Return all changes, the most important first; () if there are only additions."""
    changes = [*_line_changes(comparison), *comparison.withheld_first]
    changes += [
        _weigh_change(change, _changed_facts(change, None, comparison))
        for change in comparison.plan
        if change.line.label != settings.NUMBERS  # it follows from another change
    ]
    changes += _overdue_promises(comparison)
    if all(c.facts[0].kind is Fact.ADDED for c in changes):
        return ()
    return tuple(sorted(changes, key=lambda c: -c.weight))


def top_ten(found: Sequence[Change]) -> list[Change]:
    """Return the changes that are listed: each further one with the same fact counts a little less."""
    known: Counter[Fact] = Counter()
    weighed = []
    for change in found:
        kind = change.facts[0].kind
        weighed.append((change.weight * _AGAIN ** known[kind], change))
        known[kind] += 1
    return [change for _, change in sorted(weighed, key=lambda each: -each[0])[:_MOST]]


def _line_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield the changes of lines; a point that went or came with its update is in that."""
    before, after = comparison.before, comparison.after
    whole_lines = (c for c in comparison.visible_changes() if Mark.PART not in c.marks)
    changes = [c for c in whole_lines if not is_recent(c, comparison)]
    joined = [c for c in comparison.changes if Mark.PART in c.marks]
    alone = {c.line: c.kind for c in changes if c.kind in (Kind.ADDED, *_GONE)}
    numbers: Counter[ComparedText] = Counter()
    for change in changes:
        side, top = after if change.new else before, change.line
        while (parent := side.parent(top)) and alone.get(top, "") == alone.get(parent):
            top = parent
        numbers[top] += 1

    def whole(line: ComparedText, other: ComparedText) -> str:
        """Return the text of a line with what was joined to the other one, or parted from it."""
        lines = line, *(c.line for c in joined if c.perhaps == other)
        in_order = sorted(lines, key=lambda x: x.at.start)
        return "\n\n".join(searched_text(x, other) for x in in_order)

    for change in changes:
        if number := numbers[change.line]:
            old = change.earlier_line
            texts = (whole(old, change.line), whole(change.line, old)) if old else None
            found = _weigh_change(change, _changed_facts(change, texts, comparison))
            yield found._replace(points=number - 1 if change.kind in _GONE else 0)


def _changed_facts(
    change: Change, texts: tuple[str, str] | None, comparison: Comparison
) -> list[ChangedFact]:
    """Return all that is another in a line, and of its place; `texts` are looked into."""
    same = (fact for fact in _KINDS if fact.value == change.kind.value)
    kind = next(same, Fact.WORDING)
    old, new = change.earlier_line, change.new
    marked = [(f, change.remarks) for m, f in _OF_MARK.items() if m in change.marks]
    of_mark = [ChangedFact(*each) for each in marked]
    if of_mark and (not (change.remarks and old and new) or old.text == new.text):
        return of_mark
    if change.line.label in _DAYS and change.line.kind is LineKind.SETTING:
        return [ChangedFact(Fact.DATES)]
    if old is None or new is None:
        is_gone = old and kind is Fact.WITHDRAWN
        if change.line.label == settings.KEY_AIM and is_gone:
            kind = Fact.MISSING
        dropped = find_promises(change.line.text)[:1] if is_gone else ()
        return [ChangedFact(kind, dropped)]
    found = [ChangedFact(kind), *of_mark]
    if new.private != old.private:
        found.append(ChangedFact(Fact.PRIVATE if new.private else Fact.PUBLIC))
    # A later update that continues a promise, without a date of its own, answers it.
    is_later = old.period.end < new.period.end
    is_reported = bool(is_later and old.due and not new.due)
    is_answered = bool(is_reported and new.continues)
    without, report = "no date", comparison.after.report
    if is_reported and report and old.id == new.id != "":
        is_open = any(p.item.id == old.id for p in report.promises)
        without = "still open" if is_open else "closed"
    found += _changed_details(old, new, is_answered, without)
    if new.kind is LineKind.MEASURE:
        return [*found, *_changed_measure(old, new)]
    texts = texts or (searched_text(old, new), searched_text(new, old))
    facts = changed_facts(*texts)
    if any(fact.kind is Fact.STATUS and old.text != new.text for fact in found):
        return found  # a status is compared as a whole
    no_promise = is_answered or any(f.kind is Fact.PROMISE for f in found)
    dated = Fact.PROMISE, Fact.DATE
    found += [fact for fact in facts if not (no_promise and fact.kind in dated)]
    if not facts and kind is Fact.WORDING:
        found[0] = ChangedFact(Fact.SPELLING)
    return found


def _changed_details(
    old: ComparedText, new: ComparedText, is_answered: bool, without: str
) -> Iterator[ChangedFact]:
    """Yield another date due or what is said `without` one, status or target, and restated figures."""
    for name, fact in _OF_TEXT.items():
        before, after = _texts(old, name), _texts(new, name)
        if name == TextName.DUE:
            no_other = is_answered or not before
            after = before if no_other else after or (without,)
        # By the same plan, another quarter has another target.
        planned = _texts(old, TextName.TARGETS) == _texts(new, TextName.TARGETS) != ()
        if before != after and not (planned and fact is Fact.TARGET):
            yield ChangedFact(fact, before, after, fact is Fact.TARGET)
    known = _texts(old, TextName.RESTATED)
    if latest := tuple(x for x in _texts(new, TextName.RESTATED) if x not in known):
        yield ChangedFact(Fact.RESTATED, new=latest)
    is_step = new.level > 1 and not (has_enough_words(old) or has_enough_words(new))
    if (is_step or new.kind is LineKind.STATUS) and old.text != new.text:
        yield ChangedFact(Fact.STATUS, (old.text,), (new.text,))


def _weigh_change(change: Change, facts: list[ChangedFact]) -> Change:
    """Return a change with all that its facts count, named by the weightiest."""
    old, new = change.earlier_line, change.new
    is_news = bool(old and new and old.period != new.period)

    def weight_of(fact: ChangedFact) -> float:
        weight = fact.kind.weight + GRAVE * fact.is_grave
        half = is_news and fact.kind not in _LASTING and not fact.is_grave
        return weight / (1 + half)

    by_weight = sorted(facts, key=lambda f: (weight_of(f), bool(f.old)), reverse=True)
    weight: float = sum({fact.kind: weight_of(fact) for fact in facts}.values())
    weight += DEATHS * any(is_about_deaths(x.text) for x in (old, new) if x)
    weight -= not change.sure
    if by_weight[0].kind is Fact.WORDING and old:
        weight -= share_of_words(old.text, change.line.text)
    return change._replace(facts=tuple(by_weight), weight=weight)


def _changed_measure(old: ComparedText, new: ComparedText) -> Iterator[ChangedFact]:
    """Yield another figure of a measure."""
    title, _, before = old.text.partition(": ")
    retitled, _, after = new.text.partition(": ")
    is_lost = before[-1:].isdigit() and not after[-1:].isdigit()
    last, new_last = _texts(old, TextName.LAST_TIME), _texts(new, TextName.LAST_TIME)
    plain = {x.rstrip("0").rstrip(".") if "." in x else x for x in (before, after)}
    if len(plain) == 1:
        dates = {text.partition(" ")[2] for text in (*last, *new_last)}
        is_silent = (
            last != new_last and len(dates) == 1 and not _texts(new, TextName.RESTATED)
        )
        if not (last and new_last and is_silent and old.period == new.period):
            return
        [before], [after] = last, new_last
    elif title != retitled and title.partition(", ")[0] == retitled.partition(", ")[0]:
        # A sum of other areas is neither a rise nor a fall.
        rows = (line.text.rpartition(", ")[2] for line in (old, new))
        before, after = (row.replace(": ", " ") for row in rows)
    yield ChangedFact(Fact.FIGURES, (before,), (after,), is_lost)


def _texts(line: ComparedText, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in line.texts if text.name == name)


def is_on_later_quarter(comparison: Comparison) -> bool:
    """Return whether the new side is on a later quarter than the old one."""
    return comparison.before.current < comparison.after.current


def is_recent(change: Change, comparison: Comparison) -> bool:
    """Return whether a change is simply what a later quarter has to say."""
    is_new = change.kind is Kind.ADDED and change.line.kind is LineKind.UPDATE
    is_later = change.line.period.start >= comparison.after.current
    return is_new and is_later and is_on_later_quarter(comparison)


def _overdue_promises(comparison: Comparison) -> Iterator[Change]:
    """Yield the promises that were due by the new quarter and are open, with the last report on each."""
    report = comparison.after.report
    if report is None or not is_on_later_quarter(comparison):
        return
    texts = {_text_and_offset(line.at): line.text for line in comparison.after.lines}
    open_at = {
        _text_and_offset(p.item.text.origin.span): p.mention for p in report.promises
    }
    for change in comparison.changes:
        new = change.new
        if change.kind is Kind.UNCHANGED and new and new.due:
            place = _text_and_offset(new.at)
            if new.due.end <= comparison.after.last and place in open_at:
                last, due = open_at[place], (due_text(new.due),)
                at = last and _text_and_offset(last.item.text.origin.span)
                said = (texts.get(at, str(last.period)),) if last and at else ()
                yield _weigh_change(change, [ChangedFact(Fact.OVERDUE, due, said)])


def _text_and_offset(span: Span) -> tuple[str, int]:
    """Return the place of a span by the text of its file; its name is shortened for others."""
    return span.source.text, span.start


def silent_streams(comparison: Comparison) -> Iterator[tuple[str, int]]:
    """Yield each stream that had updates in the old quarter and has none in the new, and how many."""
    if not is_on_later_quarter(comparison):
        return
    old, new = (
        Counter(
            line.position.stream
            for line in side.lines
            if line.kind is LineKind.UPDATE and line.parent < 0
            if line.period.start >= side.current
        )
        for side in (comparison.before, comparison.after)
    )
    for stream, number in old.items():
        if stream and not new[stream]:
            yield stream, number
