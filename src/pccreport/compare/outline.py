"""The changes of a comparison in reading order, with remarks in words that all outputs share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pccreport.compare import phrases, settings
from pccreport.compare.changes import Change, Comparison
from pccreport.compare.kinds import Kind, Mark
from pccreport.compare.matching import has_enough_words
from pccreport.compare.ranking import is_recent, rank_changes, silent_streams, top_ten
from pccreport.compare.sides import GIVEN, AimRow, ComparedText, LineKind
from pccreport.language.texts.counted import counted
from pccreport.language.texts.edit_facts import Fact

_HAS = {
    Kind.ADDED: "is new",
    Kind.WITHDRAWN: "has been removed",
    Kind.REVISED: "has changed",
    Kind.MOVED: "has moved",
    Kind.MOVED_REVISED: "has moved and changed",
}
_OF_MARK = {
    Mark.PRIVATE: "the old wording is left out, as it may show what is now private",
    Mark.PUBLISHED: "now public; the old version kept it back",
}


class ChangesOutline:
    """A comparison by key aim, stream and label, with the remarks about each change."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._rows = {row.key: row for row in comparison.aims}
        self._headings = dict(comparison.streams)
        self._of_old = {c.old: c for c in comparison.changes if c.old}
        self._of_new = {c.new: c for c in comparison.changes if c.new}
        self.grid: dict[tuple[str, str], Counter[Kind]] = defaultdict(Counter)
        """The number of changes of each kind, by the keys of key aim and stream."""
        for change in comparison.visible_changes():
            row, stream = self.row(change), change.line.position.stream
            self.grid[row.key if row else "", stream][change.kind] += 1
        ranked = rank_changes(comparison)
        self.first = tuple(map(self._put_in_words, top_ten(ranked)))
        """The most important changes, in order."""
        self.of_quarter = tuple(self._quarter_news())
        """Sentences on who is silent in the later of two quarters, and its news."""
        self.more = len(ranked) - len(self.first)
        """The number of changes that are not among those."""
        self.first_rest = f"And {self.more:,} more below." if self.more else ""

    def _quarter_news(self) -> Iterator[str]:
        was, on = self.comparison.before.on, self.comparison.after.on
        for stream, number in silent_streams(self.comparison):
            updates = counted(number, "update")
            yield f"Nothing from {self.heading(stream)} in {on}; {updates} in {was}."
        news = [c for c in self.comparison.changes if is_recent(c, self.comparison)]
        numbers = Counter(phrases.short_label(self.row(change)) for change in news)
        if news:
            under = (f"{number:,} under {aim}" for aim, number in numbers.items())
            yield f"New in {on}: {', '.join(under)}."

    def _put_in_words(self, change: Change) -> Change:
        """Return an important change in words."""
        words, matter = phrases.importance_words(change), change.facts[0].kind
        if change.line.kind is LineKind.SETTING:
            what = ": ".join(filter(None, (self.setting_sentence(change), words)))
            return change._replace(what=what)
        line = change.line
        aim = phrases.short_label(self.row(change))
        label = self._periods_of_figures(change) or line.label
        titles = aim, self.heading(line.position.stream), label
        where = ", ".join(filter(None, titles))
        is_private = phrases.is_private(change) and matter is not Fact.PUBLIC
        private = " (not public)" if is_private else ""
        if change.hidden:
            quoted = "the old words are left out here"
        elif line.kind is LineKind.STATUS and matter is Fact.STATUS:
            quoted = ""  # it is under its key aim
        else:
            # A short point is identified by its update.
            parent = None if has_enough_words(line) else self._parent_line(change)
            is_plain = line.kind in (LineKind.UPDATE, LineKind.MEASURE)
            kind = "" if is_plain else f"{line.kind} "
            quoted = f"{kind}{_identifying_quote(change, parent or line)}"
        what = ": ".join(filter(None, (words, quoted)))
        return change._replace(what=f"{what}{private}", under=where)

    def setting_sentence(self, change: Change) -> str:
        """Return the sentence for a change around the updates."""
        what = change.line.label
        if what == settings.NUMBERS and change.old and change.new:
            verb = "are" if "," in change.old.text else "is"
            return f"Renumbered: {change.old.text} {verb} now {change.new.text}"
        of_house, _, part = what.partition(": ")
        named = f"“{part}” in the {of_house}" if part else f"The {what}"
        if what == settings.KEY_AIM:
            row = self._rows[change.line.id]
            is_other = row.old_number and row.new_number not in (None, row.old_number)
            former = f" (was {row.level} {row.old_number})" if is_other else ""
            named = f"{phrases.short_label(row)}{former}"
        return f"{named} {_HAS[change.kind]}"

    def _periods_of_figures(self, change: Change) -> str:
        """Return the periods of a figure or status before and now, if they are not those compared."""
        old, new = change.old, change.new
        if not (old and new and new.kind in GIVEN) or old.label == new.label:
            return ""
        compared = (old, self.comparison.before), (new, self.comparison.after)
        is_said = all(
            line.label == side.on
            or (side.report and line.period == side.report.scope.period)
            for line, side in compared
        )
        return "" if is_said else f"{old.label} → {new.label}"

    def row(self, change: Change) -> AimRow | None:
        """Return the key aim that a change is under, or None for a caveat."""
        return self._rows.get(change.line.position.aim)

    def heading(self, key: str) -> str:
        """Return a stream's heading."""
        return self._headings.get(key) or key

    def stream_headings(self) -> tuple[tuple[str, str], ...]:
        """Return the keys and headings of the streams, then of other groups of changes."""
        more = {key for aim, key in self.grid if aim} - self._headings.keys()
        return (*self.comparison.streams, *((key, key) for key in sorted(more)))

    def with_depths(self, changes: Iterable[Change]) -> Iterator[tuple[Change, int]]:
        """Yield changes with their depth under others, 0 if the update of a point is not shown."""
        above: list[Change] = []
        for change in changes:
            line = self._parent_line(change)
            changes_by_line = self._of_new if change.new else self._of_old
            parent = changes_by_line.get(line) if line else None
            while above and above[-1] is not parent:
                above.pop()
            yield change, len(above)
            above.append(change)

    def _parent_line(self, change: Change) -> ComparedText | None:
        side = self.comparison.after if change.new else self.comparison.before
        return side.parent(change.line)

    def remarks(self, change: Change, depth: int = 0) -> Iterator[str]:
        """Yield the remarks about a change; `depth` is that under the changes above it."""
        old, new = change.old, change.new
        if not depth and (parent := self._parent_line(change)):
            yield f"a point under {phrases.quote(parent.text)}"
        if change.kind in (Kind.MOVED, Kind.MOVED_REVISED) and old and new:
            movements = (f"from {a} to {b}" for a, b in self._moved_under(old, new))
            yield ", ".join(movements) or "to a different place in the list"
        if change.kind is Kind.CONTINUED:
            earlier = change.continues or old
            assert earlier is not None  # what it continues
            at = f" ({earlier.location})" if change.continues else ""
            named = earlier.id and earlier.id in (change.line.id, change.line.continues)
            likely = "" if named or change.line.parent >= 0 else "probably "
            yield f"{likely}continues an update from {earlier.period}{at}"
        if perhaps := change.perhaps:
            what = ("perhaps reworded as", "perhaps a rewording of")[not old]
            moved = ("its words are now in", "its words were in")[not old]
            lead = moved if change.kind is Kind.MOVED else what
            yield f"{lead} {phrases.quote(perhaps.text)} ({perhaps.location})"
        elif not change.sure:
            noun = "update" if change.line.kind is LineKind.UPDATE else "line"
            yield f"probably the same {noun}"
        if periods := self._periods_of_figures(change):
            yield periods
        of = f"{', '.join(change.remarks)}: " if change.remarks else ""
        yield from (f"{of}{x}" for mark, x in _OF_MARK.items() if mark in change.marks)
        if old and new and old.private is not new.private:
            yield "no longer public" if new.private else "now public"
        if old and new and old.target != new.target and old.text == new.text:
            yield "now refers to a different place"
        if change.facts and old and new:
            sides = change.facts[0].old, change.facts[0].new
            were, are = (", ".join(dict.fromkeys(x)) or "none" for x in sides)
            periods = " → ".join(dict.fromkeys((str(old.period), str(new.period))))
            yield f"figures for {periods}: {were} → {are}"
        if change.kind is Kind.MISSING:
            after, line = self.comparison.after, change.line
            is_gone = line.kind not in GIVEN and line.period.end >= after.first
            without = "missing from the new version, but not withdrawn with a reason"
            yield without if is_gone else f"not given in {after.on}"
        if change.kind is Kind.WITHDRAWN and change.line.kind is LineKind.UPDATE:
            reason = f"reason: {change.reason}" if change.reason else ""
            later = "from a later period than the other side covers"
            is_later = Mark.LATER in change.marks
            yield reason or (later if is_later else "the reason is not public")
        if phrases.is_private(change):
            yield "not public"

    def _moved_under(
        self, old: ComparedText, new: ComparedText
    ) -> Iterator[tuple[str, str]]:
        """Yield what a line was under and what it is under now."""
        at, new_at = old.position, new.position
        rows = (self._rows.get(each.aim) for each in (at, new_at))
        aims = (
            phrases.quote(phrases.aim_title(x)) if x else phrases.CAVEATS for x in rows
        )
        streams = (f"“{self.heading(each.stream)}”" for each in (at, new_at))
        labels = (x.label or "the lines after the last period" for x in (old, new))
        for names, is_other in (
            (aims, at.aim != new_at.aim),
            (streams, at.stream != new_at.stream),
            (labels, at.head != new_at.head),
            (map(str, (old.period, new.period)), at == new_at),
        ):
            was, is_now = names
            if is_other and was != is_now:
                yield was, is_now
        parents = self.comparison.before.parent(old), self.comparison.after.parent(new)
        change = self._of_old.get(parents[0]) if parents[0] else None
        if at == new_at and (change is None or change.new != parents[1]):
            was, is_now = (
                f"the points under {phrases.quote(x.text)}" if x else "the list"
                for x in parents
            )
            if was != is_now:
                yield was, is_now


def _identifying_quote(change: Change, line: ComparedText) -> str:
    """Return the quotation that identifies an update, and the number of points removed with it."""
    points = f" and {change.points:,} of its points" if change.points else ""
    matter, old, new, _ = change.facts[0]
    if matter in (Fact.PROMISE, Fact.WITHDRAWN) and old and not new:
        return f"{phrases.quote(old[0])}{points}"
    if matter is Fact.RESTATED:
        return ", ".join(f"“{figure}”" for figure in new)
    if line.kind is LineKind.MEASURE:
        return phrases.quote(line.text.partition(": ")[0])
    word = "" if matter is Fact.OVERDUE else next(iter(new), "")
    return f"{phrases.quote(line.text, word)}{points}"
