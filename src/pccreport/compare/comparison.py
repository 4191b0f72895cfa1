"""Compares two sides: finds the change of each line, in reading order."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from operator import itemgetter

from pccreport.compare import settings
from pccreport.compare.changes import Change, Comparison, line_change
from pccreport.compare.kinds import Kind, Mark
from pccreport.compare.matching import CarriedMatcher, has_enough_words, match_lines
from pccreport.compare.pairing import Pair, TextMatcher
from pccreport.compare.sides import (
    GIVEN,
    AimRow,
    ComparedText,
    LineKind,
    LinePosition,
    Side,
    searched_text,
)
from pccreport.language.texts.edit_facts import ChangedFact, Fact, changed_facts
from pccreport.language.texts.word_diff import heaviest_increasing
from pccreport.language.texts.words import share_within

_FIGURE_OR_NAME = r"\d[\d.,]*|(?<=[\w,;] )[A-Z][\w'’-]+"
_FIGURES = Fact.FIGURES, Fact.FIGURE
_JOINED = 0.65
"""Least share of its words that an update has in the one that it was joined to."""


def compare(before: Side, after: Side) -> Comparison:
    """Return the changes from one side to the other, which have the same keys."""
    rows = settings.aim_rows(before, after)
    plan = tuple(_of_settings(before, after, rows))
    # If its first line is later than all old lines, those are known by their ids only.
    first = min((line.period.start for line in after.lines), default=after.first)
    is_later = all(line.period.end < first for line in before.lines)
    is_from = first if is_later and before.current < after.current else after.first
    matching = match_lines(before, after._replace(first=is_from))
    changes = _Classifier(before, after, matching).classify()
    streams = dict((*after.streams, *before.streams)) | dict(after.streams)
    return Comparison(
        before=before,
        after=after,
        aims=rows,
        streams=tuple(streams.items()),
        plan=plan,
        changes=tuple(_in_reading_order(changes, (row.key for row in rows), streams)),
        is_bounded=matching.is_bounded,
    )


def mark_published(comparison: Comparison, before: Side) -> Comparison:
    """Return the comparison, with a mark on new lines that the old side kept back, in any words."""
    private = tuple(x._replace(parent=-1) for x in before.lines if x.private)
    added = [c for c in comparison.changes if c.new and not c.old]
    lines = tuple(c.line._replace(parent=-1) for c in added)
    old, new = comparison.before, comparison.after
    pairing = match_lines(old._replace(lines=private), new._replace(lines=lines))
    published = {added[j] for j in pairing.old_of}
    changes = (
        line_change(None, c.new, Mark.PUBLISHED) if c in published else c
        for c in comparison.changes
    )
    return comparison._replace(changes=tuple(changes))


def _of_settings(before: Side, after: Side, rows: Iterable[AimRow]) -> Iterator[Change]:
    """Yield the changes around the updates: new ones and changed ones in order, then the removed."""
    # If the reports are on different periods, their scopes are others anyway.
    left_out = () if before.on == after.on else settings.OF_SCOPE
    old, new = (
        side._replace(lines=settings.setting_lines(side), first=date.min)
        for side in (before, after)
    )
    if not (old.lines and new.lines):
        return  # a file by itself has no plan to change
    is_same = old.lines == new.lines  # as often
    found = () if is_same else _Classifier(old, new, match_lines(old, new)).classify()
    in_order = sorted(found, key=lambda c: (c[1] is None, c[1] or 0, c[0] or 0))
    shown = (c for *_, c in in_order if c.line.label not in left_out)
    changed = [change for change in shown if change.kind is not Kind.UNCHANGED]
    yield from changed
    moved = {c.line.id for c in changed if Mark.MOVED in c.marks}
    yield from settings.find_renumbering(rows, after.levels, moved)


class _Classifier:
    """Finds the kind of change of each line."""

    def __init__(self, before: Side, after: Side, matching: TextMatcher) -> None:
        self._before, self._after, self._matching = before, after, matching
        self._continued = continued = CarriedMatcher(before, after, matching)
        self._here: dict[Hashable, list[tuple[ComparedText, str]]] = defaultdict(list)
        sides = (before, after, matching.new_of), (after, before, matching.old_of)
        for is_new, (side, other, match_of) in enumerate(sides):
            for i, line in enumerate(side.lines):
                earlier = continued.earlier.get(i) if is_new else None
                match = other.lines[match_of[i]] if i in match_of else earlier
                if match:
                    self._here[is_new, line.position[:2]].append((line, match.text))
        self._reasons: dict[int, str | None] = {}
        self._withdrawn = {**after.withdrawn}

    def classify(self) -> Iterator[tuple[int | None, int | None, Change]]:
        """Yield each change, with the indexes of its lines."""
        moved = self._find_moved()
        for match in self._matching.pairs:
            change = self._classify_pair(match, match in moved)
            yield match.old[0], match.new[0], self._mark_joined_text(change)
        for i in self._matching.old_left:
            yield i, None, self._mark_joined_text(self._classify_missing(i))
        for j in self._matching.new_left:
            yield None, j, self._mark_joined_text(self._classify_new(j))

    def _classify_pair(self, match: Pair, moved: bool) -> Change:
        [i], [j] = match.old, match.new
        old, new = self._before.lines[i], self._after.lines[j]
        is_carried = (i, j) in self._continued.pairs
        marks = {Mark.CARRIED} if is_carried else {Mark.MOVED} if moved else set()
        restated = list[ChangedFact]()
        if (old.visible_content, old.private) != (new.visible_content, new.private):
            is_past = old.period.end < self._after.current and not is_carried
            if is_past and old.kind is LineKind.UPDATE:
                texts = searched_text(old, new), searched_text(new, old)
                facts = changed_facts(*texts)
                restated = [x for x in facts if x.kind in _FIGURES][:1]
            marks.add(Mark.EDITED)
        found = line_change(old, new, *marks, by=match.by)
        sure = match.sure
        if marks >= {Mark.MOVED, Mark.EDITED} and match.by == "text":
            # With other figures or names as well, it may be another line of one formula.
            a, b = ({*re.findall(_FIGURE_OR_NAME, x.text)} for x in (old, new))
            sure = sure and not (a - b and b - a)
        return found._replace(sure=sure, facts=(*restated,))

    def _classify_missing(self, old: int) -> Change:
        line = self._before.lines[old]
        reason = self._withdrawn.get(line.id)
        if reason is None:
            # A withdrawal applies to only one of two equal lines.
            reason = self._withdrawn.pop((*line.position[:2], line.text), None)
        if reason is None:
            reason = self._reasons.get(line.parent)
        self._reasons[old] = reason
        if line.period.end < self._after.first and line.kind not in GIVEN:
            return line_change(line, None, Mark.NOT_DUE)
        later = line.period.end > self._after.last
        # A line that is not an update has no id, and cannot be withdrawn.
        can_be = line.kind in (LineKind.UPDATE, *GIVEN)
        marks = {Mark.LATER} if later else set()
        if reason is not None or later or not can_be:
            marks.add(Mark.WITHDRAWN)
        similar = self._matching.maybe_new.get(old)
        perhaps = None if similar is None else self._after.lines[similar]
        found = line_change(line, None, *marks)._replace(reason=reason or "")
        return found._replace(sure=not perhaps, perhaps=perhaps)

    def _classify_new(self, new: int) -> Change:
        line = self._after.lines[new]
        if earlier := self._continued.earlier.get(new):
            marks = {Mark.CARRIED}
            if earlier.visible_content != line.visible_content:
                marks.add(Mark.EDITED)
            return line_change(None, line, *marks)._replace(continues=earlier)
        if line.period.end < self._before.first and line.kind not in GIVEN:
            return line_change(None, line, Mark.NOT_DUE)
        perhaps = self._matching.maybe_old.get(new)
        similar = None if perhaps is None else self._before.lines[perhaps]
        return line_change(None, line)._replace(sure=not similar, perhaps=similar)

    def _mark_joined_text(self, change: Change) -> Change:
        """Return a change with the line that has its text besides another; with all its words, it has moved."""
        line = change.line
        if change.kind not in (Kind.MISSING, Kind.ADDED) or not has_enough_words(line):
            return change
        there = self._here[bool(change.old), line.position[:2]]
        shares = ((share_within(line.text, x.text, match), x) for x, match in there)
        share, holder = max(shares, key=itemgetter(0), default=(0.0, line))
        if share < _JOINED or (line.due and share < 1):
            return change
        marks = change.marks | ({Mark.PART, Mark.MOVED} if share == 1 else {Mark.PART})
        sure = change.sure or share == 1
        return change._replace(marks=marks, perhaps=holder, sure=sure)

    def _find_moved(self) -> set[Pair]:
        """Return the pairs that moved: as few as possible, if an order changed."""
        moved = set()
        rows: dict[tuple[LinePosition, int], list[Pair]] = defaultdict(list)
        for match in sorted(self._matching.pairs):
            [i], [j] = match.old, match.new
            if (i, j) in self._continued.pairs:
                continue
            old, new = self._before.lines[i], self._after.lines[j]
            # With an id, it is printed again; without one, it was moved to another file.
            given = match.by == "id" or (new.id and not old.id)
            is_of_period = given or old.period == new.period
            is_here = is_of_period and old.position == new.position
            if old.parent >= 0 or new.parent >= 0:
                is_here = self._matching.old_of.get(new.parent, -2) == old.parent
            if is_here:
                rows[new.position, new.parent].append(match)
            else:
                moved.add(match)
        for row in rows.values():
            # All uncertain pairs together weigh less than one certain pair.
            weights = [len(row) if found.sure else 1 for found in row]
            in_order = heaviest_increasing([found.new[0] for found in row], weights)
            moved |= {*row} - {row[i] for i in in_order}
        return moved


def _in_reading_order(
    changes: Iterable[tuple[int | None, int | None, Change]],
    aims: Iterable[str],
    streams: Iterable[str],
) -> Iterator[Change]:
    """Return the changes in reading order: a removed line follows the line that it followed."""
    aim_order = {key: i for i, key in enumerate(aims)}
    stream_order = {key: i for i, key in enumerate(streams)}

    def position_key(at: LinePosition) -> tuple[object, ...]:
        """Return the sort key of a position; a caveat has no key aim and is first."""
        aim, stream = aim_order.get(at.aim, -1), stream_order.get(at.stream, -1)
        return aim, stream, at.head is None, at.head.sort_key if at.head else ()

    last: dict[tuple[object, ...], int] = {}
    keyed: list[tuple[tuple[object, ...], Change]] = []
    for i, j, change in sorted(changes, key=lambda item: item[0] or 0):
        here = position_key(change.line.position)
        if j is not None and change.old and position_key(change.old.position) == here:
            last[here] = j
        place = (last.get(here, -1), 1, i) if j is None else (j, 0, 0)
        keyed.append(((*here, *place), change))
    return (change for _, change in sorted(keyed, key=itemgetter(0)))
