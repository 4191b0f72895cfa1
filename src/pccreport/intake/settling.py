"""What is known when all lines are read: the words of each update, and what remarks keep back."""

import re
from collections import Counter, defaultdict

from pccreport.intake.fates import Fate, SentUpdate, Unplaced, Why
from pccreport.intake.placing import SAYS_SO, LinePlacer, withhold_all
from pccreport.intake.privacy import (
    ALL,
    OWN,
    forbids_other_texts,
    may_forbid,
    must_be_private,
    only_points,
    points_to_others,
    privacy_scope,
    split_off_mark,
)
from pccreport.intake.words import stems
from pccreport.language.incoming import pasted_text
from pccreport.language.incoming.column_headings import ColumnKind, is_column_heading
from pccreport.language.incoming.sent import has, sent_pattern
from pccreport.language.texts.counted import quote
from pccreport.language.texts.sentences import has_verb, is_personal, sentences

_SHARED, _NAMED = 2, 3
"""Rare words that a sentence shares with each update that it is about, at least; such updates, at most."""
_TELLING = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}|[a-z]{6,}")
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_ORDINALS = {"first": 0, "top": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_ASKED = (Why.MARK, Why.NOTE, Why.HEADING)
"""What is not asked whether it keeps others back: it has been, or speaks of nothing."""
_SAID = (Why.NO_STREAM, Why.NIL, Why.PAST, Why.NO_AIM)
"""What is no update, and yet no remark; the last may be one on what is passed on."""
_TAKEN = (Fate.PLACED, Fate.FIGURE)
_SPOKEN = (Why.REMARK, Why.SIGNATURE, Why.AFTER, Why.NO_AIM)
"""What may be a sentence to the officer; the rest is a heading or a part of an update."""


def settle_updates(placing: LinePlacer) -> None:
    """Give each update its words, and keep back what any remark may be about.

    What is beside the updates of a whole report was printed, and says nothing to the officer.
    """
    for update in placing.updates:
        _join_lines(update, placing)
    placing.end_periods()
    placing.begin_section()
    about = _SubjectFinder(placing)
    rows = {x.place for x, _ in placing.fates if x.form and x.form.row[:1] != "="}
    cells = {x.place: [*filter(None, x.cells)] for x, _ in placing.fates}
    for at, each in enumerate(placing.unplaced):
        is_bare = each.place in rows and only_points(each.text)
        is_read = is_bare or placing.naming.words.reader_of(each.text)
        if is_read or not _may_be_about(each, cells.get(each.place, []), placing):
            continue
        meant = about.kept_back_by(each.text, is_report=placing.is_report)
        why = f"{each.place} ({quote(each.text)})"
        placing.all_kept = placing.all_kept or (why if meant is None else "")
        withhold_all(meant or (), f"because of {why}")
        places = ["all updates"] if meant is None else [x.lines[0].place for x in meant]
        placing.unplaced[at] = each._replace(keeps=", ".join(places))
    for update in [x for x in placing.updates if x.kept == SAYS_SO]:
        found = about.find_updates(update.text)
        withhold_all(found, f"because of {quote(update.text)}")
    if placing.all_kept and (placing.updates or placing.figures):
        why = f"because of {placing.all_kept}"
        withhold_all(placing.updates, why)
        way_out = "delete public: false from each text that may be printed"
        doubt = f"everything in this file is kept back {why}; {way_out}"
        placing.doubts.append(("", doubt))
    for update in reversed(placing.updates):
        # A point that marks no more than itself is kept back alone.
        if any(x.kept and not x.kept.startswith("which says “") for x in update.points):
            update.keep_back("because one of its points is kept back")
    points = (point for x in placing.updates if x.kept for point in x.points)
    withhold_all(points, "because the text above it is kept back")
    kept = {x.text for x in placing.updates if x.kept}
    again = (x for x in placing.updates if x.text in kept)
    withhold_all(again, "because the same words are kept back elsewhere")
    _leave_quoted_texts(placing)


def _leave_quoted_texts(placing: LinePlacer) -> None:
    """Take out what is quoted: what is within more messages than another text that says something."""
    whys = _SAID[:-1] if placing.is_passed_on else _SAID
    said = {x.place for x in placing.unplaced if x.why in whys}
    taken = (x for x, y in placing.fates if y in _TAKEN or x.place in said)
    own = min((x.quoted for x in taken), default=0)
    for update in (x for x in placing.updates if x.quoted > own):
        cells = update.outcome, update.award, update.fund, update.round
        text = " ".join(filter(None, (*(x.text for x in update.lines), *cells)))
        first, kept = update.lines[0]._replace(cells=()), bool(update.kept)
        placing.add_open(first, Why.QUOTED, text, kept=kept)
    placing.updates[:] = (x for x in placing.updates if x.quoted <= own)
    for key, figure in [*placing.figures.items()]:
        if figure.line.quoted > own:
            del placing.figures[key]
            placing.add_open(figure.line, Why.QUOTED, figure.line.text)


def _join_lines(update: SentUpdate, placing: LinePlacer) -> None:
    """Make the text of an update from its lines."""
    text = " ".join(line.text for line in update.lines if line.text)
    update.text, first = text, update.lines[0]
    if kept := privacy_scope(text):
        update.keep_back(SAYS_SO)
        placing.apply_text_mark(first, kept if kept == ALL else "")
    for aside in pasted_text.find_asides(update.text):
        placing.add_open(first, Why.REMARK, aside, kept=bool(update.kept))
        without = update.text.replace(aside, "")
        update.text = re.sub(r"\s+([.,;:]|\Z)|  +", r"\1 ", without).strip()
    if update.kept and must_be_private(update.text):
        mark, rest = split_off_mark(update.text)
        is_whole = text.startswith(mark) or len(sentences(text)) == 1
        if mark and rest and is_whole and must_be_private(mark.strip(" :–—-")):
            update.kept, update.text = f"which says “{mark.strip()}”", rest


def _may_be_about(each: Unplaced, cells: list[str], placing: LinePlacer) -> bool:
    """Return whether what is not placed may speak of what is; a row with a stream is an update."""
    is_row = any(map(placing.naming.is_stream, cells)) and not has("points", each.text)
    is_row = is_row and each.why is Why.NO_AIM
    if is_row := is_row and not is_column_heading(cells[0], ColumnKind.NOTES):
        is_row = not any(map(placing.is_remark_to_officer, cells))
    if (each.why in _SPOKEN or each.why in _ASKED) and not is_row:
        return each.why in _SPOKEN
    texts = [x for x in cells if not split_off_mark(x)[0]] if is_row else [each.text]
    is_mark = any(must_be_private(x) or forbids_other_texts(x) for x in texts)
    if each.why is Why.SHEET and len(cells) > 1:  # perhaps an update of another period
        return is_mark and privacy_scope(each.text) != OWN
    return is_mark and (each.why is not Why.CELL or points_to_others(each.text))


class _SubjectFinder:
    """Finds the updates that a sentence is about."""

    def __init__(self, placing: LinePlacer) -> None:
        self._updates = placing.updates
        self._items = sum(bool(line.sign) for line, _ in placing.fates)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for at, update in enumerate(self._updates):
            own = "" if update.see else update.text
            for word in {*stems(own), *_NUMBER.findall(own)}:
                self._with_word[word].append(at)

    def find_updates(self, text: str) -> list[SentUpdate]:
        """Return the updates that share two rare words with a text, or one that is telling."""
        telling = {*stems(" ".join(_TELLING.findall(text)))}
        if pasted_text.corrects_figure(text):
            telling |= {*_NUMBER.findall(text)}
        shared: Counter[int] = Counter()
        for word in {*stems(text), *_NUMBER.findall(text)}:
            if len(found := self._with_word.get(word, ())) < 3:
                for at in found:
                    shared[at] += _SHARED if word in telling else 1
        return [self._updates[at] for at in sorted(shared) if shared[at] >= _SHARED]

    def kept_back_by(self, text: str, *, is_report: bool) -> list[SentUpdate] | None:
        """Return the updates that a text keeps back, or None for all.

        What forbids keeps back what it is about; if that is not certain, all. A sentence to the
        officer keeps back what it speaks of, until that is dealt with.
        """
        found, points = self.find_updates(text), has("particular", text)
        one = self._find_pointed_at(text)
        if one and (must_be_private(text) or (points and not is_report)):
            return [one]
        if not (must_be_private(text) or (may_forbid(text) and not is_report)):
            if is_report or pasted_text.is_disclaimer(text):
                return []
            is_said = has_verb(text) or is_personal(text)
            found = found if is_said or pasted_text.corrects_figure(text) else []
            return None if points and not found else found
        own = sentences(text)
        is_all = points or any(map(must_be_private, own))
        is_all = is_all or any(map(forbids_other_texts, own))
        is_few = 0 < len(found) <= _NAMED and not (is_all and points_to_others(text))
        return found if is_few else (None if is_all else [])

    def _find_pointed_at(self, text: str) -> SentUpdate | None:
        """Return the one update at which a text points, if all are of one list: “the second bullet”."""
        pattern, updates = sent_pattern("pointing"), self._updates
        at = _ORDINALS.get("".join(pattern.findall(text)).casefold(), len(updates))
        is_list = len({(x.cell, x.depth) for x in updates}) == 1
        is_list = is_list and self._items == len(updates)
        is_more = has("points_at_more", pattern.sub(" ", text))
        return updates[at] if is_list and at < len(updates) and not is_more else None
