"""Two sides compared: what became of each line, in reading order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pccreport.compare import plan_changes
from pccreport.compare.carried_forward import CarriedForward
from pccreport.compare.changes import Change, ChangeKind, Comparison, RestatedFigures
from pccreport.compare.matching import LineMatch, MatchedBy, Matching
from pccreport.compare.sides import (
    ComparedLine,
    LineKind,
    LinePosition,
    NamedAim,
    Side,
    plain_text,
)
from pccreport.language.word_diff import heaviest_increasing, tokenise


def compare(before: Side, after: Side) -> Comparison:
    """Return what changed from one side to the other.

    Old lines are put under the key aims of now, whatever their keys were.
    """
    aims = plan_changes.match_aims(before.aims, after.aims)
    lasting_streams = plan_changes.match_streams(before.streams, after.streams)
    plan = tuple(plan_changes.find_plan_changes(before, after, aims))
    rows = plan_changes.aim_rows(before, after, aims)
    before = _with_present_keys(before, aims, lasting_streams)
    pairing = _paired(before, after)
    continued = CarriedForward(before, after, pairing)
    continued.join()
    changes = _Classifier(before, after, pairing, continued).all()
    streams = {**dict(before.streams), **dict(after.streams)}
    in_order = dict.fromkeys(key for key, _ in (*after.streams, *before.streams))
    reading = _ReadingOrder([row.key for row in rows], in_order)
    return Comparison(
        before=before,
        after=after,
        aims=rows,
        streams=tuple((key, streams[key]) for key in in_order),
        plan=plan,
        changes=tuple(reading.in_order(changes)),
        lasting_aims=aims,
        lasting_streams=lasting_streams,
    )


def _with_present_keys(
    before: Side, aims: Mapping[str, str], streams: Mapping[str, str]
) -> Side:
    """Return the old side with its lines under the key aims and streams of now."""

    def lasting(line: ComparedLine) -> ComparedLine:
        place, target = line.place, line.target
        key = aims.get(place.aim, place.aim)
        stream = streams.get(place.stream, place.stream)
        place = place._replace(aim=key, stream=stream)
        if target:
            aim, of, *rest = target
            target = (aims.get(str(aim), aim), streams.get(str(of), of), *rest)
        return line._replace(place=place, target=target)

    if all(was == key for was, key in (*aims.items(), *streams.items())):
        return before
    headings = tuple((streams.get(key, key), words) for key, words in before.streams)
    return before._replace(lines=tuple(map(lasting, before.lines)), streams=headings)


def _paired(before: Side, after: Side) -> Matching:
    pairing = Matching(before, after)
    pairing.by_id()
    pairing.by_words()
    pairing.by_place()
    return pairing


class _Classifier:
    """Finds the kind of change of each line."""

    def __init__(
        self, before: Side, after: Side, pairing: Matching, continued: CarriedForward
    ) -> None:
        self._before, self._after = before, after
        self._pairing, self._continued = pairing, continued
        self._partner = {found.new: found.old for found in pairing.found}
        self._withdrawn = {w.id: w for w in after.withdrawn if w.id}
        self._taken_out = {(*w.place, w.text): w for w in after.withdrawn if w.text}

    def all(self) -> Iterator[NumberedChange]:
        """Each change, with the numbers of its lines."""
        moved = self._moved()
        for found in self._pairing.found:
            yield found.old, found.new, self._paired(found, found in moved)
        for i in self._pairing.unmatched_old():
            yield i, None, self._classify_missing(i)
        for j in self._pairing.unmatched_new():
            yield None, j, self._come(j)

    def _paired(self, found: LineMatch, moved: bool) -> Change:
        old, new = self._before.lines[found.old], self._after.lines[found.new]
        revised = (old.content, old.private) != (new.content, new.private)
        if (found.old, found.new) in self._continued.pairs:
            kind = ChangeKind.CONTINUED
        elif moved:
            kind = ChangeKind.MOVED_REVISED if revised else ChangeKind.MOVED
        else:
            kind = ChangeKind.REVISED if revised else ChangeKind.UNCHANGED
        past = revised and old.period.end < self._after.current
        restated = (
            _restated(old, new) if past and kind is not ChangeKind.CONTINUED else None
        )
        return Change(kind, old, new, found.by, found.sure, restated=restated)

    def _classify_missing(self, old: int) -> Change:
        line = self._before.lines[old]
        if line.period.end < self._after.first:
            return Change(ChangeKind.NOT_DUE, line, None)
        named = self._withdrawn.get(line.id) if line.id else None
        here = line.place.aim, line.place.stream, line.text
        # If two are the same, one withdrawal applies to one, and not both.
        why = named or self._taken_out.pop(here, None)
        reason = why.reason if why else ""
        later = line.period.end > self._after.last
        return Change(
            *(ChangeKind.WITHDRAWN, line, None),
            sure=old not in self._pairing.doubtful_old,
            reason=reason,
            # A line that is not an update has no id, and cannot be withdrawn.
            unexplained=why is None and line.sort is LineKind.UPDATE and not later,
            later=later,
        )

    def _come(self, new: int) -> Change:
        line = self._after.lines[new]
        if earlier := self._continued.earlier.get(new):
            return Change(ChangeKind.CONTINUED, None, line, continues=earlier)
        if line.period.end < self._before.first:
            return Change(ChangeKind.NOT_DUE, None, line)
        sure = new not in self._pairing.doubtful_new
        return Change(ChangeKind.ADDED, None, line, sure=sure)

    def _moved(self) -> set[LineMatch]:
        """Return the pairs that moved: as few as possible, if an order changed."""
        moved = set()
        rows: dict[tuple[LinePosition, int], list[LineMatch]] = defaultdict(list)
        for found in sorted(self._pairing.found):
            if (found.old, found.new) in self._continued.pairs:
                continue
            old, new = self._before.lines[found.old], self._after.lines[found.new]
            if self._stays(found, old, new):
                rows[new.place, new.parent].append(found)
            else:
                moved.add(found)
        for row in rows.values():
            moved |= {*row}.difference(_in_order(row))
        return moved

    def _stays(self, found: LineMatch, old: ComparedLine, new: ComparedLine) -> bool:
        """Return whether both lines have the same parent: the same update, or else the same label."""
        if old.parent >= 0 or new.parent >= 0:
            return self._partner.get(new.parent, -2) == old.parent
        # With an id, it is printed again; without one, it was moved to another file.
        same = found.by is MatchedBy.ID or old.period == new.period
        return same and old.place == new.place


def _in_order(row: list[LineMatch]) -> list[LineMatch]:
    """Return as many pairs as are in the same order on both sides; `row` is in the old order.

    All uncertain pairs together weigh less than one certain pair.
    """
    weights = [len(row) if found.sure else 1 for found in row]
    return [row[i] for i in heaviest_increasing([found.new for found in row], weights)]


def _restated(old: ComparedLine, new: ComparedLine) -> RestatedFigures | None:
    """Return the figures that have changed, or None if only words have."""
    was, then = Counter(_figures(old)), Counter(_figures(new))
    if was == then:
        return None
    return RestatedFigures(
        tuple((was - then).elements()), tuple((then - was).elements())
    )


def _figures(line: ComparedLine) -> Iterator[str]:
    """Return the figures in an update; the number of a key aim that it mentions is not one."""
    said = line.texts if line.sort is LineKind.UPDATE else ()
    parts = [part for text in said for part in text.parts]
    words = " ".join(plain_text([p]) for p in parts if not isinstance(p, NamedAim))
    figures = [token for token in tokenise(words) if _is_figure(token)]
    yield from figures
    if line.award and line.award.amount is not None:
        amount = f"£{line.award.amount:,}"
        if amount not in figures:  # a text may contain it itself
            yield amount


def _is_figure(token: str) -> bool:
    """Whether a word is a number, and no year."""
    year = re.fullmatch(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?", token)
    return bool(re.search(r"\d", token)) and not year


NumberedChange = tuple[int | None, int | None, Change]
"""A change with the numbers of its old and its new line."""

_Key = tuple[object, ...]


class _ReadingOrder:
    """The order in which changes are read: a removed line follows the line that it followed."""

    def __init__(self, aims: Iterable[str], streams: Iterable[str]) -> None:
        self._aims = {key: i for i, key in enumerate(aims)}
        self._streams = {key: i for i, key in enumerate(streams)}

    def in_order(self, changes: Iterable[NumberedChange]) -> Iterator[Change]:
        """Return the changes in reading order."""
        numbered = [*changes]
        gone = self._gone(numbered)

        def key(each: NumberedChange) -> _Key:
            i, j, change = each
            if j is not None:
                return (*self._cell(change.line.place), j, 0, 0)
            assert i is not None  # a change has a line
            return gone[i]

        return (change for _, _, change in sorted(numbered, key=key))

    def _gone(self, numbered: Iterable[NumberedChange]) -> dict[int, _Key]:
        """Return the sort key of a removed line, by its index on the old side."""
        last: dict[_Key, int] = {}
        places: dict[int, _Key] = {}
        of_old = {i: (j, change) for i, j, change in numbered if i is not None}
        for i, (j, change) in sorted(of_old.items()):
            assert change.old is not None  # it has a number
            here = self._cell(change.old.place)
            if j is None:
                places[i] = (*here, last.get(here, -1), 1, i)
            elif change.new and self._cell(change.new.place) == here:
                last[here] = j
        return places

    def _cell(self, place: LinePosition) -> _Key:
        """Return the sort key of a position; a caveat has no key aim and is first."""
        head = place.head
        aim, stream = self._aims.get(place.aim, -1), self._streams.get(place.stream, -1)
        return aim, stream, head is None, head.sort_key if head else ()
