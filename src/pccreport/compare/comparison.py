"""Two sides compared: what became of each line, in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pccreport.compare import plan_changes
from pccreport.compare.carried_forward import CarriedForward
from pccreport.compare.changes import (
    CARRIED,
    Change,
    ChangeKind,
    Comparison,
    RestatedFigures,
)
from pccreport.compare.matching import LineMatch, MatchedBy, Matching
from pccreport.compare.sides import (
    GIVEN,
    ComparedLine,
    LineKind,
    LinePosition,
    Side,
    spoken_words,
)
from pccreport.language.figures import changed_figures
from pccreport.language.word_diff import heaviest_increasing


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
        is_bounded=pairing.is_bounded,
    )


def _with_present_keys(
    before: Side, aims: Mapping[str, str], streams: Mapping[str, str]
) -> Side:
    """Return the old side with its lines under the key aims and streams of now."""

    def lasting(line: ComparedLine) -> ComparedLine:
        place, target = line.position, line.target
        key = aims.get(place.aim, place.aim)
        stream = streams.get(place.stream, place.stream)
        place = place._replace(aim=key, stream=stream)
        if target:
            aim, of, *rest = target
            target = (aims.get(str(aim), aim), streams.get(str(of), of), *rest)
        return line._replace(position=place, target=target)

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
        self._reasons: dict[int, str | None] = {}
        self._withdrawn = {w.id: w for w in after.withdrawn if w.id}
        self._taken_out = {(*w.cell, w.text): w for w in after.withdrawn if w.text}

    def all(self) -> Iterator[NumberedChange]:
        """Each change, with the numbers of its lines."""
        moved = self._moved()
        for found in self._pairing.matches:
            yield found.old, found.new, self._paired(found, found in moved)
        for i in self._pairing.unmatched_old():
            yield i, None, self._classify_missing(i)
        for j in self._pairing.unmatched_new():
            yield None, j, self._come(j)

    def _paired(self, found: LineMatch, moved: bool) -> Change:
        old, new = self._before.lines[found.old], self._after.lines[found.new]
        revised = (old.content, old.private) != (new.content, new.private)
        if (found.old, found.new) in self._continued.pairs:
            kind = ChangeKind.CONTINUED if revised else ChangeKind.REPEATED
        elif moved:
            kind = ChangeKind.MOVED_REVISED if revised else ChangeKind.MOVED
        else:
            kind = ChangeKind.REVISED if revised else ChangeKind.UNCHANGED
        if kind is ChangeKind.UNCHANGED and found.new in self._continued.not_again:
            kind = ChangeKind.MISSING
        past = revised and old.period.end < self._after.current
        restated = (
            _restated(old, new, self._after.language)
            if past and kind not in CARRIED
            else None
        )
        return Change(kind, old, new, found.by, found.sure, restated=restated)

    def _classify_missing(self, old: int) -> Change:
        line = self._before.lines[old]
        reason = self._reason(old)
        is_due = line.period.end >= self._after.first or old in self._continued.left_out
        is_due = is_due or line.kind in GIVEN
        if not is_due:
            return Change(ChangeKind.NOT_DUE, line, None)
        later = line.period.end > self._after.last
        # A line that is not an update has no id, and cannot be withdrawn.
        can_be = line.kind in (LineKind.UPDATE, *GIVEN)
        silent = reason is None and can_be and not later
        perhaps = self._pairing.perhaps_old.get(old)
        return Change(
            ChangeKind.MISSING if silent else ChangeKind.WITHDRAWN,
            *(line, None),
            sure=perhaps is None,
            reason=reason or "",
            later=later,
            perhaps=None if perhaps is None else self._after.lines[perhaps],
        )

    def _reason(self, old: int) -> str | None:
        """Return why a line was withdrawn, or what it is a point of; None if it was not."""
        if old not in self._reasons:
            line = self._before.lines[old]
            named = self._withdrawn.get(line.id) if line.id else None
            here = line.position.aim, line.position.stream, line.text
            # If two are the same, one withdrawal applies to one, and not both.
            why = named or self._taken_out.pop(here, None)
            is_gone = self._pairing.is_unmatched(old=line.parent)
            above = self._reason(line.parent) if is_gone else None
            self._reasons[old] = why.reason if why else above
        return self._reasons[old]

    def _come(self, new: int) -> Change:
        line = self._after.lines[new]
        if earlier := self._continued.earlier.get(new):
            again = earlier.content == line.content
            kind = ChangeKind.REPEATED if again else ChangeKind.CONTINUED
            sure = new not in self._continued.unsure
            return Change(kind, None, line, sure=sure, continues=earlier)
        if line.period.end < self._before.first and line.kind not in GIVEN:
            return Change(ChangeKind.NOT_DUE, None, line)
        perhaps = self._pairing.perhaps_new.get(new)
        other = None if perhaps is None else self._before.lines[perhaps]
        return Change(ChangeKind.ADDED, None, line, sure=not other, perhaps=other)

    def _moved(self) -> set[LineMatch]:
        """Return the pairs that moved: as few as possible, if an order changed."""
        moved = set()
        rows: dict[tuple[LinePosition, int], list[LineMatch]] = defaultdict(list)
        for found in sorted(self._pairing.matches):
            if (found.old, found.new) in self._continued.pairs:
                continue
            old, new = self._before.lines[found.old], self._after.lines[found.new]
            if self._stays(found, old, new):
                rows[new.position, new.parent].append(found)
            else:
                moved.add(found)
        for row in rows.values():
            moved |= {*row}.difference(_in_order(row))
        return moved

    def _stays(self, found: LineMatch, old: ComparedLine, new: ComparedLine) -> bool:
        """Return whether both lines have the same parent: the same update, or else the same label."""
        if old.parent >= 0 or new.parent >= 0:
            return self._pairing.partner.get(new.parent, -2) == old.parent
        # With an id, it is printed again; without one, it was moved to another file.
        given = bool(new.id) and not old.id
        same = found.by is MatchedBy.ID or given or old.period == new.period
        return same and old.position == new.position


def _in_order(row: list[LineMatch]) -> list[LineMatch]:
    """Return as many pairs as are in the same order on both sides; `row` is in the old order.

    All uncertain pairs together weigh less than one certain pair.
    """
    weights = [len(row) if found.sure else 1 for found in row]
    return [row[i] for i in heaviest_increasing([found.new for found in row], weights)]


def _restated(
    old: ComparedLine, new: ComparedLine, language: str
) -> RestatedFigures | None:
    """Return the figures that have changed, but for years; None if only words have."""
    if old.kind is not LineKind.UPDATE:
        return None
    gone, come = (
        tuple(figure.words for figure in row if not figure.is_year)
        for row in changed_figures(spoken_words(old), spoken_words(new), language)
    )
    return RestatedFigures(gone, come) if gone or come else None


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
                return (*self._cell(change.line.position), j, 0, 0)
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
            here = self._cell(change.old.position)
            if j is None:
                places[i] = (*here, last.get(here, -1), 1, i)
            elif change.new and self._cell(change.new.position) == here:
                last[here] = j
        return places

    def _cell(self, place: LinePosition) -> _Key:
        """Return the sort key of a position; a caveat has no key aim and is first."""
        head = place.head
        aim, stream = self._aims.get(place.aim, -1), self._streams.get(place.stream, -1)
        return aim, stream, head is None, head.sort_key if head else ()
