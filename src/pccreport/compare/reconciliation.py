"""What became of the sentences that contributors sent, on their way into a project.

A sentence is carried if the project says the same; several may be joined and one may be split.
Each is paired once, the most certain pairs first, so that every word of a contribution is
accounted for: carried, changed, or in nothing of the project.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from pccreport.compare import sent_texts
from pccreport.compare.kinds import RECONCILED, Kind, Mark
from pccreport.compare.pairing import Pair, Pairing
from pccreport.compare.sent_texts import (
    ANYWHERE,
    MARK,
    Part,
    ProjectWords,
    SentText,
    fits,
    place,
)
from pccreport.compare.text_changes import (
    PlacedText,
    Secrecy,
    TextChange,
    TextGroup,
)
from pccreport.language.aim_headings import is_small_word
from pccreport.language.edit_facts import WEIGHTS, ChangedFact, Fact, changed_facts
from pccreport.language.words import (
    has_other_signs,
    normal_word,
    without_years,
    words_of,
)

_END = re.compile(r"[.;!?](?=\s|\Z)")
_IN_PART = 4, 0.6
"""Words, and the share of them, by which a private text is public in part."""
_REMARKS = {
    Fact.FIGURES: "a figure is another",
    Fact.FIGURE: "a figure is another",
    Fact.NEGATION: "a “not” or the like came or went",
    Fact.CONTRARY: "a word became its contrary",
    Fact.LIMIT: "what limits it is another",
    Fact.PROMISE: "a promise was left out",
    Fact.NAME: "a name is another",
    Fact.LEFT_OUT: "words were left out",
    Fact.DATE: "a date is another",
    Fact.WORD: "a word is another",
}
_IN_OTHER_WORDS = "in other words"
_TITLES: Mapping[str, str] = {
    Kind.NOT_PRIVATE: "Marked as not for publication, but public",
    Kind.NOT_IN_REPORT: "Not in the report",
    Kind.OPEN: "Sent, in no update, and not answered for",
    Kind.CHANGED: "Changed on the way",
    Kind.ELSEWHERE: "Under another key aim or stream",
    Kind.IN_NO_CONTRIBUTION: "In no contribution",
    _IN_OTHER_WORDS: "In other words",
    Kind.KEPT_BACK: "Not for publication, and in no file",
    Kind.LEFT_OUT: "Left out",
    Kind.APART: "Not updates: greetings, headings and the like",
}
"""The groups, in the order of reading; the first are of what must be put right."""
_FAULTS = 5


class Reconciled(NamedTuple):
    """What became of the sentences."""

    groups: tuple[TextGroup, ...]
    carried: Mapping[str, int]
    """How many sentences of each file are carried."""
    kept: Mapping[str, int]
    """How many of each file are carried, and kept back there."""
    spellings: tuple[tuple[str, str], ...]
    """The words of carried sentences that are spelt differently now."""
    is_finding: bool
    """True if something is lost, elsewhere or changed in its meaning, or is private and public."""


def reconcile(
    sent: Sequence[SentText], entries: Sequence[PlacedText], words: ProjectWords
) -> Reconciled:
    """Return what became of what was sent among the entries of a project.

    An entry that is not public is marked so.
    """
    paired = sent_texts.pair_texts(sent, entries, words)
    return _Telling(sent, *paired, words).reconciled()


class _Telling:
    """Puts what was found into the order in which it must be read."""

    def __init__(
        self,
        sent: Sequence[SentText],
        entries: Sequence[PlacedText],
        pairing: Pairing,
        words: ProjectWords,
    ) -> None:
        self._sent, self._entries, self._pairing = sent, entries, pairing
        self._language = words.language
        self._secrecy, self._project = words.secrecy, words
        # What is misspelt was put right: words of the project are words.
        entered = (w for each in entries for w in words_of(each.text, self._language))
        self._counts = Counter(word for word in entered if word.islower())
        self._spellings: list[tuple[str, str]] = []
        self._carried: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._found: dict[str, list[TextChange]] = {kind: [] for kind in _TITLES}
        self._public: set[str] = set()
        """Sentences that are public in the project."""

    def reconciled(self) -> Reconciled:
        """Return all that became of the sentences."""
        pairs = sorted(self._pairing.pairs)
        self._public = {
            self._sent[i].text.text
            for pair in pairs
            if any(not self._entries[j].secrecy for j in pair.new)
            for i in pair.old
        }
        changed = [each for pair in pairs for each in self._changed(pair)]
        for fact, change in sorted(changed, key=lambda each: -WEIGHTS[each[0]]):
            is_light = fact is Fact.WORDING
            self._found[_IN_OTHER_WORDS if is_light else change.kind].append(change)
        self._lose()
        for change in self._elsewhere(pairs):
            self._found[change.kind].append(change)
        for j in self._pairing.new_left:
            change = _change(new=(self._entries[j],))
            self._found[change.kind].append(change)
        groups = {kind: tuple(changes) for kind, changes in self._found.items()}
        shown = tuple(TextGroup(_TITLES[k], own) for k, own in groups.items() if own)
        spelt = tuple(dict.fromkeys(self._spellings))
        is_finding = any([*groups.values()][:_FAULTS])
        return Reconciled(shown, self._carried, self._kept, spelt, is_finding)

    def _elsewhere(self, pairs: Iterable[Pair]) -> Iterator[TextChange]:
        """Yield what is under another key aim or stream than it was sent for, by entry."""
        found: dict[tuple[Part, Part, tuple[str, str]], list[Pair]] = {}
        for pair in pairs:
            if not pair.new or any(self._sent[i].private for i in pair.old):
                continue
            texts = [self._entries[j] for j in pair.new]
            there = {self._project.parts.get(place(t), ANYWHERE) for t in texts}
            wanted = {self._sent[i].part for i in pair.old}
            if not any(fits(a, b) for a in wanted for b in there):
                key = min(wanted), min(there), place(texts[0])
                found.setdefault(key, []).append(pair)
        for (sent_for, part, _), own in found.items():
            sent = [self._sent[i].text for pair in own for i in pair.old]
            entries = [self._entries[j] for pair in own for j in pair.new]
            words = (" ".join(each.text for each in side) for side in (sent, entries))
            secrecy = max(self._secrecy.of(*words), *(each.secrecy for each in entries))
            old = (each._replace(secrecy=secrecy) for each in sent)
            remark = self._remark(sent_for, part)
            yield _change((*old,), (*entries,), Mark.MOVED, remarks=(remark,))

    def _remark(self, wanted: Part, there: Part) -> str:
        """Return what two parts are called, by what is not the same in them."""
        other = [bool(a and a != b) for a, b in zip(wanted, there, strict=True)]
        titles = []
        for aim, stream in (wanted, there):
            keys = (aim if other[0] else "", ""), ("", stream if other[1] else "")
            names = (self._project.titles.get(key, "".join(key)) for key in keys)
            titles.append(", ".join(filter(None, names)))
        return "sent for {}, printed under {}".format(*titles)

    def _changed(self, pair: Pair) -> Iterator[tuple[Fact, TextChange]]:
        """Yield how what was sent was changed, or that it is public and must not be."""
        sent = [self._sent[i] for i in pair.old]
        entries = [self._entries[j] for j in pair.new]
        # What is beside the mark is not private if the marked sentence is kept back.
        is_private = any(
            each.private and not (each.marked and self._public.isdisjoint(each.marked))
            for each in sent
        )
        kept = any(each.secrecy is Secrecy.PRIVATE for each in entries)
        texts = (each.text for each in sent), entries
        secrecy = self._secrecy.of(*(" ".join(t.text for t in side) for side in texts))
        secrecy = Secrecy.PRIVATE if is_private or kept else secrecy
        old = tuple(each.text._replace(secrecy=secrecy) for each in sent)
        new = tuple(each._replace(secrecy=secrecy) for each in entries)
        if is_private and not all(each.secrecy is Secrecy.PRIVATE for each in entries):
            yield Fact.PUBLIC, _change(old, new, Mark.PUBLISHED)
            return
        facts = self._facts(pair)
        spellings = [(f.old[0], f.new[0]) for f in facts if f.kind is Fact.SPELLING]
        other = () if secrecy else (*self._other_links(sent, entries),)
        if len(spellings) == len(facts) and not other:
            carried = self._kept if kept else self._carried
            carried.update(each.text.file for each in sent)
            self._spellings += [] if secrecy else spellings
        else:
            kind = facts[0].kind if len(spellings) < len(facts) else Fact.WORDING
            remarks = (_REMARKS[kind],) if kind in _REMARKS else ()
            if kind is Fact.SWAPPED:
                what = "figures" if facts[0].new else "names"
                remarks = (f"{what} changed places",)
            yield kind, _change(old, new, remarks=remarks + other)

    def _other_links(
        self, sent: Iterable[SentText], entries: Iterable[PlacedText]
    ) -> Iterator[str]:
        """Yield which addresses of what was sent are not in what is printed."""
        places = [*map(self._links, entries)]
        for link in chain.from_iterable(each.links for each in sent):
            if link.words and places and not any(link.key in each for each in places):
                yield f"“{link.words}” was sent as a link to {link.address}"

    def _links(self, entry: PlacedText) -> Container[str]:
        return self._project.links.get(place(entry), ())

    def _facts(self, pair: Pair) -> list[ChangedFact]:
        sent = [word for i in pair.old for word in self._pairing.old[i].words]
        entered = [w for j in pair.new for w in self._pairing.new[j].words]
        if not entered:
            return []
        # A sentence that was split may be in any order.
        old = (self._sent[i].text.text for i in pair.old)
        new = (self._entries[j].text for j in pair.new)
        texts = [sent_texts.named(" ".join(x), self._project.same) for x in (old, new)]
        if "[" not in texts[1]:  # such brackets have a remark to the officer
            texts[0] = re.sub(r"\s*\[[^\]]*\]", "", texts[0])
        for link in chain.from_iterable(self._sent[i].links for i in pair.old):
            if not link.words and link.address not in texts[1]:  # now it is of words
                printed = (self._links(self._entries[j]) for j in pair.new)
                is_there = any(link.key in each for each in printed)
                texts[0] = texts[0].replace(link.address, "") if is_there else texts[0]
        # An amount in the text on one side, and beside it on the other.
        rows = (sent_texts.row(self._sent[i].text) for i in pair.old)
        places = (*rows, *(place(self._entries[j]) for j in pair.new))
        beside = {each for at in places for each in self._amounts.get(at, ())}
        moved = beside & ({*sent} ^ {*entered})

        def rest(words: Iterable[str]) -> list[str]:
            kept = (word for word in words if word not in moved)
            return [word for word in kept if not (moved and is_small_word(word))]

        if rest(sent) == rest(entered) and not has_other_signs(*texts):
            return []
        for amount in moved:
            figure = rf"(?<![\d.,])[£$€]?{',?'.join(map(re.escape, amount))}(?:\.0+)?(?![\d.,]*\d)"
            texts = [re.sub(figure, "", text) for text in texts]
        # A date may be given with the year of the period or without.
        text, other = texts
        years = self._project.years, self._language
        texts = [without_years(text, other, *years), without_years(other, text, *years)]
        own = Counter(words_of(texts[1], self._language))
        known = {word for word, count in self._counts.items() if count > own[word]}
        # Another number of sentences: words that join them do not count.
        rejoined = len({len(_END.findall(text)) for text in texts}) > 1
        old_text, new_text = texts
        return changed_facts(
            old_text, new_text, self._language, known, rejoined=rejoined
        )

    @cached_property
    def _amounts(self) -> Mapping[tuple[str, str], set[str]]:
        """Return the amounts of awards and those that are alone in a cell, by place or row."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for at, amount in self._project.awards.items():
            found[at].add(normal_word(amount))
        for each, own in zip(self._sent, self._pairing.old, strict=True):
            if sent_texts.is_amount(own.words):
                found[sent_texts.row(each.text)].update(own.words)
        return found

    def _lose(self) -> None:
        """Find what is in nothing of the project, or is private and public in part."""
        for i in self._pairing.old_left:
            text, private, around = self._sent[i][:3]
            private_text = private and around != MARK
            secrecy = self._secrecy.of(text.text, "")
            text = text._replace(secrecy=Secrecy.PRIVATE if private_text else secrecy)
            marks = {Mark.REMARK} if around else set[Mark]()
            if private:
                marks = {Mark.PRIVATE}
            if around and not self._sent[i].is_own:
                marks = {Mark.APART}
            if self._sent[i].is_open:
                marks = {Mark.OPEN}
            shown = self._shown_of(i) if private_text else ()
            marks = {Mark.PUBLISHED} if shown else marks
            remarks = (around,) if around and not shown else ()
            change = _change((text,), shown, *marks, remarks=remarks)
            self._found[change.kind].append(change)

    def _shown_of(self, private: int) -> tuple[PlacedText, ...]:
        """Return the public text that has a part of a private one, in words of no other text."""
        own = Counter(self._pairing.old[private].words)
        least, share = _IN_PART
        for j, words in self._surplus.items():
            both = (own & words).total()
            if both >= max(least, share * min(own.total(), words.total())):
                self._pairing.new_left.pop(j, None)
                return (self._entries[j]._replace(secrecy=Secrecy.PRIVATE),)
        return ()

    @cached_property
    def _surplus(self) -> Mapping[int, Counter[str]]:
        """Return the words of public sentences that their senders do not have."""
        pairing = self._pairing
        found = {j: Counter(pairing.new[j].words) for j in pairing.new_left}
        for pair in pairing.pairs:
            words = chain.from_iterable(pairing.old[i].words for i in pair.old)
            there = chain.from_iterable(pairing.new[j].words for j in pair.new)
            found |= dict.fromkeys(pair.new, Counter(there) - Counter(words))
        public = (j for j in found if not self._entries[j].secrecy)
        return {j: found[j] for j in public}


def _change(
    old: tuple[PlacedText, ...] = (),
    new: tuple[PlacedText, ...] = (),
    *marks: Mark,
    remarks: tuple[str, ...] = (),
) -> TextChange:
    return TextChange(old, new, frozenset(marks), remarks, RECONCILED)
