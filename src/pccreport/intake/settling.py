"""What is known when all lines are read: the words of each update, and what remarks keep back."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pccreport.intake.fates import Unplaced, Update, Why, quoted
from pccreport.intake.placing import Placing, keep_each
from pccreport.intake.privacy import (
    ALL,
    is_certain,
    is_mark_of_others,
    may_forbid,
    names_nothing,
    points_on,
    scope,
    split_mark,
)
from pccreport.intake.words import stems
from pccreport.language.incoming import pasted_text
from pccreport.language.incoming.sent import has, sent_pattern
from pccreport.language.texts.sentences import has_verb, is_personal, split_sentences

_SHARED = 2
"""Rare words that a sentence shares with the update that it is about, at least."""
_NAMED = 3
"""Updates that one sentence may be about, at most."""
_TELLING = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}|[a-z]{6,}")
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")
_ORDINALS = {"first": 0, "top": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_ASKED = (Why.MARK, Why.NOTE, Why.HIDDEN, Why.SHEET, Why.HEADING)
"""What is not asked whether it keeps others back: it has been, or speaks of nothing."""
_SPOKEN = (Why.REMARK, Why.SIGNATURE, Why.AFTER, Why.NO_AIM)
"""What may be a sentence to the officer; the rest is a heading or a part of an update."""


def settle(placing: Placing, *, is_report: bool) -> None:
    """Give each update its words, and keep back what any remark may be about.

    What is beside the updates of a whole report was printed, and says nothing to the officer.
    """
    for update in placing.updates:
        _join(update, placing)
    placing.begin()
    about = _About(placing)
    for at, each in enumerate(placing.unplaced):
        if placing.naming.words.reader_of(each.text) or not _may_speak(each):
            continue
        meant = about.meant(each.text, is_report=is_report)
        why = f"{each.place} ({quoted(each.text)})"
        placing.all_kept = placing.all_kept or (why if meant is None else "")
        keep_each(meant or (), f"because of {why}")
        places = ["all"] if meant is None else [x.lines[0].place for x in meant]
        placing.unplaced[at] = each._replace(keeps=", ".join(places))
    for update in [x for x in placing.updates if x.kept == "it says so"]:
        keep_each(about.find(update.text), f"{quoted(update.text)} shares its words")
    if placing.all_kept:
        why = f"because of {placing.all_kept}"
        keep_each(placing.updates, why)
        way_out = "delete public: false from each text that may be printed"
        doubt = f"everything in this file is kept back {why}: {way_out}"
        placing.doubts.append(("", doubt))
    _keep_families(placing.updates)
    kept = {x.text for x in placing.updates if x.kept}
    again = (x for x in placing.updates if x.text in kept)
    keep_each(again, "the same words are kept back elsewhere")


def _join(update: Update, placing: Placing) -> None:
    """Make the text of an update from its lines."""
    text = " ".join(line.text for line in update.lines if line.text)
    update.text, first = text, update.lines[0]
    if kept := scope(text):
        update.keep("it says so")
        placing.mark(first, kept if kept == ALL else "")
    for aside in pasted_text.find_asides(update.text):
        placing.add(first, Why.REMARK, aside, kept=bool(update.kept))
        without = update.text.replace(aside, "")
        update.text = re.sub(r"\s+([.,;:]|\Z)|  +", r"\1 ", without).strip()
    if update.kept and is_certain(update.text):
        mark, rest = split_mark(update.text)
        is_whole = text.startswith(mark) or len(split_sentences(text)) == 1
        if mark and rest and is_whole and is_certain(mark.strip(" :–—-")):
            update.kept, update.text = f"it says “{mark.strip()}”", rest


def _may_speak(each: Unplaced) -> bool:
    """Return whether what is not placed may speak of what is."""
    if each.why in _SPOKEN or each.why in _ASKED:
        return each.why in _SPOKEN
    is_mark = is_certain(each.text) or is_mark_of_others(each.text)
    return is_mark and (each.why is not Why.CELL or points_on(each.text))


class _About:
    """Finds the updates that a sentence is about."""

    def __init__(self, placing: Placing) -> None:
        self._updates = placing.updates
        self._items = sum(bool(line.sign) for line, _ in placing.fates)
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for at, update in enumerate(self._updates):
            own = "" if update.see else update.text
            for word in {*stems(own), *_NUMBER.findall(own)}:
                self._with_word[word].append(at)

    def find(self, text: str) -> list[Update]:
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

    def meant(self, text: str, *, is_report: bool) -> list[Update] | None:
        """Return the updates that a text keeps back, or None for all.

        What forbids keeps back what it is about; if that is not certain, all. A sentence to the
        officer keeps back what it speaks of, until that is dealt with.
        """
        found, points = self.find(text), has("particular", text)
        one = self._pointed_at(text)
        if one and (is_certain(text) or (points and not is_report)):
            return [one]
        if not (is_certain(text) or (may_forbid(text) and not is_report)):
            if is_report or pasted_text.is_disclaimer(text):
                return []
            is_sentence = has_verb(text) or is_personal(text)
            is_sentence = is_sentence or pasted_text.corrects_figure(text)
            found = found if is_sentence else []
            return None if points and not found else found
        is_all = names_nothing(text) or points
        is_few = 0 < len(found) <= _NAMED and not (is_all and points_on(text))
        return found if is_few else (None if is_all else [])

    def _pointed_at(self, text: str) -> Update | None:
        """Return the one update at which a text points, if all are of one list: “the second bullet”."""
        pattern, updates = sent_pattern("pointing"), self._updates
        at = _ORDINALS.get("".join(pattern.findall(text)).casefold(), len(updates))
        is_list = len({(x.cell, x.depth) for x in updates}) == 1
        is_list = is_list and self._items == len(updates)
        is_more = has("points_at_more", pattern.sub(" ", text))
        return updates[at] if is_list and at < len(updates) and not is_more else None


def _keep_families(updates: Sequence[Update]) -> None:
    """Keep back an update with its points; a point that marks no more than itself, alone."""
    for update in reversed(updates):
        if any(x.kept and not x.kept.startswith("it says “") for x in update.points):
            update.keep("one of its points is kept back")
    for update in updates:
        if update.kept:
            keep_each(update.points, "the text above it is kept back")
