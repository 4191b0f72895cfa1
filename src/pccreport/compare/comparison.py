"""Two sides compared: what became of each line, in reading order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pccreport.compare import plans
from pccreport.compare.changes import Change, Comparison, Figures, Kind
from pccreport.compare.continuing import Continued
from pccreport.compare.pairing import By, Found, Pairing
from pccreport.compare.sides import Line, Named, Place, Side, Sort, plain
from pccreport.findings.text import Span
from pccreport.language.differences import increasing, tokens


def compare(before: Side, after: Side) -> Comparison:
    """What changed from one side to another.

    Old lines stand under the key aims of now, whatever key those had.
    """
    aims = plans.lasting(before.aims, after.aims)
    lasting_streams = plans.lasting_streams(before.streams, after.streams)
    plan = tuple(plans.changes(before, after, aims))
    rows = plans.rows(before, after, aims)
    before = _lasting(before, aims, lasting_streams)
    pairing = _paired(before, after)
    continued = Continued(before, after, pairing)
    continued.join()
    changes = _Changes(before, after, pairing, continued).all()
    streams = {**dict(before.streams), **dict(after.streams)}
    in_order = dict.fromkeys(key for key, _ in (*after.streams, *before.streams))
    reading = _Reading([row.key for row in rows], in_order)
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


def told_privately(before: Side, after: Side) -> Iterator[Span]:
    """Where the old side tells what is private on the new one, or may."""
    if not any(line.private for line in after.lines):
        return
    aims = plans.lasting(before.aims, after.aims)
    streams = plans.lasting_streams(before.streams, after.streams)
    before = _lasting(before, aims, streams)
    pairing = _paired(before, after)
    for found in pairing.found:
        if after.lines[found.new].private and not before.lines[found.old].private:
            yield before.lines[found.old].at
    # What was said anew from the first word to the last is known by its place alone.
    left = (after.lines[j] for j in pairing.new_left())
    places = {(line.place, line.period) for line in left if line.private}
    for i in pairing.old_left():
        line = before.lines[i]
        if not line.private and (line.place, line.period) in places:
            yield line.at


def _lasting(before: Side, aims: Mapping[str, str], streams: Mapping[str, str]) -> Side:
    """The old side with its lines under the key aims and streams of now."""

    def lasting(line: Line) -> Line:
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


def _paired(before: Side, after: Side) -> Pairing:
    pairing = Pairing(before, after)
    pairing.by_id()
    pairing.by_words()
    pairing.by_place()
    return pairing


class _Changes:
    """Says of each line what became of it."""

    def __init__(
        self, before: Side, after: Side, pairing: Pairing, continued: Continued
    ) -> None:
        self._before, self._after = before, after
        self._pairing, self._continued = pairing, continued
        self._partner = {found.new: found.old for found in pairing.found}
        self._withdrawn = {w.id: w for w in after.withdrawn if w.id}
        self._taken_out = {(*w.place, w.text): w for w in after.withdrawn if w.text}

    def all(self) -> Iterator[Numbered]:
        """Each change, with the numbers of its lines."""
        moved = self._moved()
        for found in self._pairing.found:
            yield found.old, found.new, self._paired(found, found in moved)
        for i in self._pairing.old_left():
            yield i, None, self._gone(i)
        for j in self._pairing.new_left():
            yield None, j, self._come(j)

    def _paired(self, found: Found, moved: bool) -> Change:
        old, new = self._before.lines[found.old], self._after.lines[found.new]
        revised = (old.says, old.private) != (new.says, new.private)
        if (found.old, found.new) in self._continued.pairs:
            kind = Kind.CONTINUED
        elif moved:
            kind = Kind.MOVED_REVISED if revised else Kind.MOVED
        else:
            kind = Kind.REVISED if revised else Kind.UNCHANGED
        past = revised and old.period.end < self._after.current
        restated = _restated(old, new) if past and kind is not Kind.CONTINUED else None
        return Change(kind, old, new, found.by, found.sure, restated=restated)

    def _gone(self, old: int) -> Change:
        line = self._before.lines[old]
        if line.period.end < self._after.first:
            return Change(Kind.NOT_DUE, line, None)
        named = self._withdrawn.get(line.id) if line.id else None
        here = line.place.aim, line.place.stream, line.text
        # One that was taken out where two say the same is one, and not both.
        why = named or self._taken_out.pop(here, None)
        reason = why.reason if why else ""
        later = line.period.end > self._after.last
        return Change(
            *(Kind.WITHDRAWN, line, None),
            sure=old not in self._pairing.doubtful_old,
            reason=reason,
            # What is no update has no id, and nobody could have withdrawn it.
            unexplained=why is None and line.sort is Sort.UPDATE and not later,
            later=later,
        )

    def _come(self, new: int) -> Change:
        line = self._after.lines[new]
        if earlier := self._continued.earlier.get(new):
            return Change(Kind.CONTINUED, None, line, continues=earlier)
        if line.period.end < self._before.first:
            return Change(Kind.NOT_DUE, None, line)
        sure = new not in self._pairing.doubtful_new
        return Change(Kind.ADDED, None, line, sure=sure)

    def _moved(self) -> set[Found]:
        """The pairs that stand elsewhere: as few as can be, where an order changed."""
        moved = set()
        rows: dict[tuple[Place, int], list[Found]] = defaultdict(list)
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

    def _stays(self, found: Found, old: Line, new: Line) -> bool:
        """Whether it stands under the same thing: the same update, else the same label."""
        if old.parent >= 0 or new.parent >= 0:
            return self._partner.get(new.parent, -2) == old.parent
        # With an id, it is told again; without one, somebody put it into another file.
        same = found.by is By.ID or old.period == new.period
        return same and old.place == new.place


def _in_order(row: list[Found]) -> list[Found]:
    """As many pairs as stand in one order on both sides; `row` is in the old one.

    All that are not sure weigh less than one that is.
    """
    weights = [len(row) if found.sure else 1 for found in row]
    return [row[i] for i in increasing([found.new for found in row], weights)]


def _restated(old: Line, new: Line) -> Figures | None:
    """The figures that are others now; None when only words are."""
    was, then = Counter(_figures(old)), Counter(_figures(new))
    if was == then:
        return None
    return Figures(tuple((was - then).elements()), tuple((then - was).elements()))


def _figures(line: Line) -> Iterator[str]:
    """What an update counts: the number of a key aim that it names is no figure."""
    parts = (*line.said, *line.outcome) if line.sort is Sort.UPDATE else ()
    words = " ".join(plain([p]) for p in parts if not isinstance(p, Named))
    figures = [token for token in tokens(words) if _is_figure(token)]
    yield from figures
    if line.award and line.award.amount is not None:
        amount = f"£{line.award.amount:,}"
        if amount not in figures:  # a text may say it itself
            yield amount


def _is_figure(token: str) -> bool:
    """Whether a word is a number, and no year."""
    year = re.fullmatch(r"(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?", token)
    return bool(re.search(r"\d", token)) and not year


Numbered = tuple[int | None, int | None, Change]
"""A change with the numbers of its old and its new line."""

_Key = tuple[object, ...]


class _Reading:
    """The order in which changes are read: what is gone stands behind what it stood behind."""

    def __init__(self, aims: Iterable[str], streams: Iterable[str]) -> None:
        self._aims = {key: i for i, key in enumerate(aims)}
        self._streams = {key: i for i, key in enumerate(streams)}

    def in_order(self, changes: Iterable[Numbered]) -> Iterator[Change]:
        """The changes in reading order."""
        numbered = [*changes]
        gone = self._gone(numbered)

        def key(each: Numbered) -> _Key:
            i, j, change = each
            if j is not None:
                return (*self._cell(change.line.place), j, 0, 0)
            assert i is not None  # a change has a line
            return gone[i]

        return (change for _, _, change in sorted(numbered, key=key))

    def _gone(self, numbered: Iterable[Numbered]) -> dict[int, _Key]:
        """The order of what is gone, by its number on the old side."""
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

    def _cell(self, place: Place) -> _Key:
        """The order of places; a caveat is of no key aim, and comes first."""
        head = place.head
        aim, stream = self._aims.get(place.aim, -1), self._streams.get(place.stream, -1)
        return aim, stream, head is None, head.place if head else ()
