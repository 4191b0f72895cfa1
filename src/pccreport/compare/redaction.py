"""What must not be quoted from the old side, because of what the new side keeps private.

Structure decides: ids, exact words, and whether a line has a partner. How alike an old
text is to a private one decides nothing, because that may be in any other words; how
alike it is to its public partner can only withhold it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pccreport.compare import plan_changes
from pccreport.compare.changes import (
    Change,
    ChangeKind,
    Comparison,
    FirstChange,
    Matter,
    PlanChange,
)
from pccreport.compare.comparison import compare
from pccreport.compare.first import look_first
from pccreport.compare.sides import (
    AWARD,
    GIVEN,
    ComparedLine,
    LineKind,
    LinePart,
    NamedAim,
    Side,
    plain_text,
)
from pccreport.model import visibility
from pccreport.model.periods import Period
from pccreport.model.update import UpdateFile, UpdateItem, Withdrawal, entry_span
from pccreport.model.visibility import ComparableWords, SpanStart

UpdateFiles = tuple[UpdateFile, ...]


class Secrets:
    """Texts that must not be quoted, whatever words stand before and after theirs."""

    def __init__(self, texts: Iterable[ComparableWords] = ()) -> None:
        self._texts = frozenset(texts) - {()}
        self._by_first: dict[str, list[ComparableWords]] = defaultdict(list)
        for text in self._texts:
            self._by_first[text[0]].append(text)

    def __bool__(self) -> bool:
        return bool(self._texts)

    def within(self, text: str) -> set[ComparableWords]:
        """Return those whose words are in a text, one after the other."""
        words = visibility.comparable_words(text) if self._texts else ()
        if self._by_first.keys().isdisjoint(words):
            return set()  # as most are
        return {
            secret
            for at, first in enumerate(words)
            for secret in self._by_first.get(first, ())
            if words[at : at + len(secret)] == secret
        }

    def are_in(self, text: str) -> bool:
        """Return whether a text has the words of one of them."""
        return bool(self.within(text))

    def unless_printed(self, printed: Iterable[str]) -> Secrets:
        """Return those that none of some texts has: what is printed is no secret."""
        if not self._texts:
            return self
        return Secrets(self._texts.difference(*map(self.within, printed)))

    def with_texts(self, texts: Iterable[str]) -> Secrets:
        """Return these and some more."""
        return Secrets(self._texts.union(map(visibility.comparable_words, texts)))


class Public(NamedTuple):
    """A comparison, and what its old side is made of."""

    old: UpdateFiles
    comparison: Comparison
    secrets: Secrets
    """What no other text of the old report may be quoted with."""
    hidden: int
    """How many texts of the plan are left out."""


class Sides(NamedTuple):
    """What is compared: the old updates with what makes a side of them, and the new side."""

    old: UpdateFiles
    before: Callable[[UpdateFiles], Side]
    new: UpdateFiles
    """All updates of the new side's folder: any of them may keep something private."""
    after: Side

    def compared(self) -> Public:
        """Return the comparison for the office, without what is private by structure."""
        private = Secrets(visibility.private_texts(self.new))
        secrets = private.unless_printed(_printed(self.after))
        kept = _redacted(self.old, self.new, self.after, secrets)
        found = self._compare_public(kept, secrets)
        comparison = found.comparison
        shown = _starts(comparison.before)
        before = self.before(self.old).lines if kept is not self.old else ()
        made_private = (x for x in before if visibility.span_start(x.at) not in shown)
        changes = (Change(ChangeKind.MISSING, each, None) for each in made_private)
        first = (FirstChange(Matter.PRIVATE, x).without_words() for x in changes)
        return found._replace(
            comparison=comparison._replace(
                redacted=self._left_out(found), withheld_first=(*first,)
            )
        )

    def passed_on(self, inside: Public) -> Public:
        """Return the comparison for others, without old texts that have no sure partner.

        What such a line hid (the same text given twice) may appear once it is removed,
        so this goes on until each old line has its partner.
        """
        gone = [each.old for each in inside.comparison.plan if _is_gone(each)]
        found = self._compare_public(inside.old, inside.secrets.with_texts(gone))
        while places := {*_unpartnered(found)}:
            old = visibility.as_private(found.old, places)
            again = self._compare_public(old, found.secrets)
            lines = again.comparison.before.lines
            assert lines != found.comparison.before.lines, "nothing was removed"
            found = again
        closed = inside.comparison.redacted
        withheld = self._left_out(found) - closed
        return found._replace(
            comparison=found.comparison._replace(
                redacted=closed,
                withheld=withheld,
                withheld_first=_withheld_first(inside.comparison, found.comparison),
            )
        )

    def _compare_public(self, old: UpdateFiles, secrets: Secrets) -> Public:
        """Return the comparison with some old updates, and without old secrets of the plan."""
        comparison = compare(self.before(old), self.after)
        secret = [each for each in comparison.plan if secrets.are_in(each.old)]
        plan = (
            each._replace(old="", kind=ChangeKind.ADDED) if each in secret else each
            for each in comparison.plan
        )
        shown = tuple(each for each in plan if each.old or each.new)
        return Public(old, comparison._replace(plan=shown), secrets, len(secret))

    def _left_out(self, found: Public) -> int:
        """Return how many texts of the old side a comparison leaves out."""
        if found.old is self.old:
            return found.hidden
        every = _starts(self.before(self.old))
        return len(every - _starts(found.comparison.before)) + found.hidden


def has_new_secret(old: UpdateFiles, new: UpdateFiles) -> bool:
    """Return whether the new updates keep something private that the old ones did not.

    It may have the content of an old line, in other words and in another position.
    """
    return not visibility.private_entries(new) <= visibility.private_entries(old)


def _redacted(
    old: UpdateFiles, new: UpdateFiles, after: Side, secrets: Secrets
) -> UpdateFiles:
    """Return the old updates without what the new ones keep private by id or its words."""
    private = _private_ids(new)
    places = visibility.starts_of_private_figures(old, new)
    places |= visibility.made_private(old).keys()
    if not (private or secrets or places):
        return old
    printed = {(line.id, line.period) for line in after.lines}
    years = {(line.id, line.period.year) for line in after.lines}

    def is_private(name: str, here: Period) -> bool:
        """Whether the update of an id in a period is: it may be another in each year."""
        return any(
            there == here
            or (there.year == here.year and (name, here) not in printed)
            or (there.year != here.year and (name, here.year) not in years)
            for there in private.get(name, ())
        )

    places |= {
        visibility.span_start(entry_span(entry))
        for update in old
        for entry, _ in visibility.entries((update,))
        if isinstance(entry, UpdateItem | Withdrawal)
        if is_private(entry.id, update.period)
    }
    kept = visibility.as_private(old, places, secrets.are_in)
    return old if kept == old else kept


def _private_ids(updates: UpdateFiles) -> dict[str, set[Period]]:
    """Return the ids of what is not public, with the periods of their files."""
    found: dict[str, set[Period]] = defaultdict(set)
    for update in updates:
        for entry, shown in visibility.entries((update,)):
            if not shown and isinstance(entry, UpdateItem | Withdrawal) and entry.id:
                found[entry.id].add(update.period)
    return found


def _printed(side: Side) -> Iterator[str]:
    """Yield the texts of a side, a key aim that one mentions by its key."""
    for line in side.lines:
        yield from (_by_key(text.parts) for text in line.texts if text.name != AWARD)
    if side.report:
        settings = side.report.settings
        yield from map(visibility.plain_words, settings.focus)
        named = (*settings.cover, *settings.texts)
        yield from (visibility.plain_words(text) for _, text in named)
        yield settings.objective or side.report.priority.objective


def _by_key(parts: Iterable[LinePart]) -> str:
    return "".join(
        part.aim if isinstance(part, NamedAim) else plain_text([part]) for part in parts
    )


def _withheld_first(inside: Comparison, outside: Comparison) -> tuple[FirstChange, ...]:
    """Return what is to be looked at first of the lines that only the office sees."""
    kept = _starts(outside.before)
    return tuple(
        each.without_words()
        for each in look_first(inside)
        if isinstance(each.change, Change)
        and not each.is_withheld
        and each.change.old
        and visibility.span_start(each.change.old.at) not in kept
    )


def _starts(side: Side) -> set[SpanStart]:
    """Return where each text of a side is, and each award."""
    return {
        visibility.span_start(at)
        for line in side.lines
        for at in (line.at, *(text.at for text in line.texts))
        if at
    }


def _is_gone(change: PlanChange) -> bool:
    """Return whether an old text of the plan or the house format is not in the new one."""
    free = change.what in (plan_changes.FOCUS, plan_changes.OBJECTIVE)
    free = free or change.what.startswith(plan_changes.OWN_TEXTS)
    return (
        free and bool(change.old) and not visibility.share_words(change.old, change.new)
    )


def _unpartnered(found: Public) -> Iterator[SpanStart]:
    """Yield the start of each old text that is not surely the same as a new one."""
    files = {update.name for update in found.old}
    for change in found.comparison.changes:
        old, new = change.old, change.new
        if old is None or old.at.source.name not in files:
            continue  # a measure of the plan without a figure: the plan is public
        if new is None or not change.sure or not _is_same(old, new):
            yield visibility.span_start(old.at)
            continue
        said = {text.name: text.text for text in new.texts}
        for text in old.texts:
            alike = visibility.share_words(text.text, said.get(text.name, ""))
            if text.name == AWARD:
                alike = _names(old) == _names(new)
            if text.name and text.at and not alike:
                yield visibility.span_start(text.at)


def _is_same(old: ComparedLine, new: ComparedLine) -> bool:
    """Return whether two matched lines are one text: an id, or a position, is not enough."""
    is_known = old.kind in (LineKind.REFERENCE, *GIVEN)
    return is_known or visibility.share_words(old.text, new.text)


def _names(line: ComparedLine) -> tuple[str, str] | None:
    """Return the fund and the round of an award: by these it is the same one."""
    return (line.award.fund, line.award.round) if line.award else None
