"""What became of the sentences that contributors sent, on their way into a project.

A sentence is carried if the project says the same; several may be joined and one may be split.
Each is paired once, the most certain pairs first, so that every word of a contribution is
accounted for: carried, changed, or in nothing of the project.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pccreport.compare.text_changes import (
    PlacedText,
    Secrecy,
    TextChange,
    TextChangeKind,
    TextGroup,
)
from pccreport.compare.text_pairing import TextPair, TextPairing, compared_words
from pccreport.compare.text_secrecy import TextSecrecy
from pccreport.language.fair_edits import (
    JudgedEdit,
    Weight,
    has_other_signs,
    judge_edit,
    words_of,
)

_END = re.compile(r"[.;!?](?=\s|\Z)")
_FEW = 4
"""Words: a cell with fewer is no sentence, and is looked for within the project's texts."""
_REMARKS = {
    Weight.FIGURE: "a figure is another",
    Weight.NEGATION: "a “not” or the like came or went",
    Weight.NAME: "a name is another",
    Weight.DATE: "a date is another",
}


HEADING, MARK = "heading", "mark of what is not for publication"
"""What a line of a contribution may be beside its updates, where that matters here."""


class SentText(NamedTuple):
    """A sentence, a bullet or a cell of a contribution."""

    text: PlacedText
    private: bool = False
    """True if the contributor marked it as not for publication."""
    around: str = ""
    """What it is if it is in nothing of the project, and no update: “greeting”."""
    is_cell: bool = False
    figure: PlacedText | None = None
    """The figure of a measure in the project that it gives."""
    became: tuple[PlacedText, ...] | None = None
    """The sentences that were made of it, perhaps with others, if they are in the project."""


class ProjectWords(NamedTuple):
    """What words of a project are beside those of its entries."""

    names: frozenset[str]
    """Those of key aims, streams and the like, which are no updates."""
    secrecy: TextSecrecy
    language: str


class Reconciled(NamedTuple):
    """What became of the sentences."""

    groups: tuple[TextGroup, ...]
    carried: Mapping[str, int]
    """How many sentences of each file are carried."""
    spellings: tuple[tuple[str, str], ...]
    """The words of carried sentences that are spelt differently now."""
    is_finding: bool
    """True if something is lost, a figure is another, or something private is public."""


def reconcile(
    sent: Sequence[SentText],
    entries: Sequence[PlacedText],
    words: ProjectWords,
) -> Reconciled:
    """Return what became of what was sent among the entries of a project.

    An entry that is not public is marked so.
    """
    given = {i: each.figure for i, each in enumerate(sent) if each.figure}
    entries = (*entries, *given.values())
    texts = [each.text.text for each in sent], [each.text for each in entries]
    pairing = TextPairing(*texts, words.language)
    for j, i in enumerate(given, start=len(entries) - len(given)):
        pairing.pair((i,), (j,))
    _pair_equal(pairing, sent, entries)
    _pair_pasted(pairing, sent, entries)
    pairing.pieces(lambda _i, _j: True)
    pairing.similar(lambda _i, _j: False)
    names = {compared_words(name, words.language) for name in words.names}
    of_entries = pairing.new_words[: len(entries) - len(given)]
    _pair_cells(pairing, sent, of_entries, names)
    return _Telling(sent, entries, pairing, names, words).reconciled()


def _pair_equal(
    pairing: TextPairing, sent: Sequence[SentText], entries: Sequence[PlacedText]
) -> None:
    """Pair what has the same words.

    What the project prints twice comes from one sentence. What a second file sends, or a message
    quotes, is carried too; but what one file says twice must be in the project twice.
    """
    there: dict[tuple[str, ...], list[int]] = defaultdict(list)
    # What is public first: what was sent as private must not be found beside it only.
    for j in sorted(pairing.new_left, key=lambda j: entries[j].secrecy):
        there[pairing.new_words[j]].append(j)
    senders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    # And what anybody marked as private, before those who did not.
    order = sorted(
        pairing.old_left, key=lambda i: (bool(sent[i].around), not sent[i].private)
    )
    for i in order:
        words, file = pairing.old_words[i], sent[i].text.file
        if not words or words not in there:
            continue
        if there[words]:
            pairing.pair((i,), (there[words].pop(0),))
        elif sent[i].around or file not in senders[words]:
            pairing.pair((i,), ())
        senders[words].add(file)
    for words in senders:
        for j in there[words]:
            del pairing.new_left[j]


def _pair_pasted(
    pairing: TextPairing, sent: Sequence[SentText], entries: Sequence[PlacedText]
) -> None:
    """Take as carried what was made into sentences that are there, such as a row of a table."""
    at: dict[PlacedText, list[int]] = defaultdict(list)
    for j, entry in enumerate(entries):
        at[entry].append(j)
    for i in [*pairing.old_left]:
        became = sent[i].became
        if became is None:
            continue
        own = [*chain.from_iterable(at[each] for each in became)]
        kept = [j for j in own if entries[j].secrecy is Secrecy.PRIVATE]
        words = _spaced(pairing.old_words[i])
        if sent[i].private and words not in _within(pairing.new_words[j] for j in kept):
            continue
        pairing.pair((i,), ())
        for j in own:
            pairing.new_left.pop(j, None)


def _pair_cells(
    pairing: TextPairing,
    sent: Sequence[SentText],
    of_entries: Sequence[tuple[str, ...]],
    names: Iterable[tuple[str, ...]],
) -> None:
    """Take cells of a few words as carried that are within a text of the project.

    The sum of an award is from whoever told it, in a cell or in a sentence.
    """
    entered, named = _within(of_entries), _within(names)
    for i in [*pairing.old_left]:
        words = pairing.old_words[i]
        if not sent[i].is_cell or len(words) >= _FEW:
            continue
        # “3” is a count, and not the name of key aim 3.
        is_name = _spaced(words) in named and not "".join(words).isdecimal()
        if is_name or _spaced(words) in entered:
            pairing.pair((i,), ())
    told = _within(pairing.old_words)
    for j in [*pairing.new_left]:
        words = pairing.new_words[j]
        if len(words) == 1 and words[0][:1].isdigit() and _spaced(words) in told:
            del pairing.new_left[j]


def _within(texts: Iterable[Sequence[str]]) -> str:
    return "|".join(map(_spaced, texts))


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _place(text: PlacedText) -> tuple[str, str]:
    return text.file, text.where


class _Telling:
    """Puts what was found into the order in which it must be read."""

    def __init__(
        self,
        sent: Sequence[SentText],
        entries: Sequence[PlacedText],
        pairing: TextPairing,
        names: set[tuple[str, ...]],
        words: ProjectWords,
    ) -> None:
        self._sent, self._entries, self._pairing = sent, entries, pairing
        self._names, self._language = names, words.language
        self._secrecy = words.secrecy
        # What is misspelt was put right: words of the project are words.
        entered = (w for each in entries for w in words_of(each.text, self._language))
        small = (word for word in entered if word.islower())
        self._counts = Counter(small)
        self._spellings: list[tuple[str, str]] = []
        self._carried: Counter[str] = Counter()

    def reconciled(self) -> Reconciled:
        """Return all that became of the sentences."""
        public: list[TextChange] = []
        changed: list[tuple[Weight, TextChange]] = []
        for pair in self._rejoined():
            self._tell(pair, public, changed)
        lost, kept, around = self._lost()
        invented = [
            TextChange(TextChangeKind.IN_NO_CONTRIBUTION, new=(self._entries[j],))
            for j in self._pairing.new_left
        ]
        in_order = sorted(changed, key=lambda each: each[0])
        groups = (
            TextGroup("Marked as not for publication, but public", tuple(public)),
            TextGroup("Not in the report", tuple(lost)),
            TextGroup("Changed on the way", tuple(change for _, change in in_order)),
            TextGroup("In no contribution", tuple(invented)),
            TextGroup("Not for publication, and in no file", tuple(kept)),
            TextGroup("Not updates: greetings, headings and the like", tuple(around)),
        )
        figures = any(weight is Weight.FIGURE for weight, _ in changed)
        spelt = tuple(dict.fromkeys(self._spellings))
        shown = tuple(group for group in groups if group.changes)
        is_finding = bool(public or lost or figures)
        return Reconciled(shown, self._carried, spelt, is_finding)

    def _rejoined(self) -> Iterator[TextPair]:
        """Yield the pairs, those of one bullet and one entry as one if together they are the same.

        “A; B and C.” may have become “A. B. C.”, and no two sentences are the same.
        """
        sent, entries = self._sent, self._entries
        together: dict[tuple[tuple[str, str], ...], list[TextPair]] = defaultdict(list)
        for pair in sorted(self._pairing.pairs):
            bullet, entry = (
                sent[pair.old[0]].text,
                (entries[j] for j in pair.new[:1]),
            )
            together[_place(bullet), *map(_place, entry)].append(pair)
        old_left, new_left = self._pairing.old_left, self._pairing.new_left
        for places, pairs in together.items():
            edited = [pair for pair in pairs if self._judged(pair).weight is not None]
            lost = [i for i in old_left if edited and _place(sent[i].text) == places[0]]
            more = [j for j in new_left if edited and _place(entries[j]) == places[-1]]
            whole = TextPair(
                tuple(sorted((*lost, *(i for pair in edited for i in pair.old)))),
                tuple(sorted((*more, *(j for pair in edited for j in pair.new)))),
            )
            if edited and self._judged(whole).weight is None:
                for i in lost:
                    del old_left[i]
                for j in more:
                    del new_left[j]
                yield whole
                yield from (pair for pair in pairs if pair not in edited)
            else:
                yield from pairs

    def _tell(
        self,
        pair: TextPair,
        public: list[TextChange],
        changed: list[tuple[Weight, TextChange]],
    ) -> None:
        sent = [self._sent[i] for i in pair.old]
        entries = [self._entries[j] for j in pair.new]
        is_private = any(each.private for each in sent)
        kept = any(each.secrecy is Secrecy.PRIVATE for each in entries)
        said, printed = (
            " ".join(each.text for each in side)
            for side in ((each.text for each in sent), entries)
        )
        secrecy = self._secrecy.of(said, printed)
        secrecy = Secrecy.PRIVATE if is_private or kept else secrecy
        old = tuple(each.text._replace(secrecy=secrecy) for each in sent)
        new = tuple(each._replace(secrecy=secrecy) for each in entries)
        if is_private and not all(each.secrecy is Secrecy.PRIVATE for each in entries):
            public.append(TextChange(TextChangeKind.NOT_PRIVATE, old, new))
        edit = self._judged(pair)
        if edit.weight is None:
            self._carried.update(each.text.file for each in sent)
            self._spellings += [] if secrecy else edit.spellings
        else:
            remarks = (_REMARKS[edit.weight],) if edit.weight in _REMARKS else ()
            kind = TextChangeKind.CHANGED
            changed.append((edit.weight, TextChange(kind, old, new, remarks)))

    def _judged(self, pair: TextPair) -> JudgedEdit:
        sent = [word for i in pair.old for word in self._pairing.old_words[i]]
        entered = [w for j in pair.new for w in self._pairing.new_words[j]]
        if not entered:
            return JudgedEdit(None)
        # A sentence that was split may be in any order.
        old = (self._sent[i].text.text for i in pair.old)
        new = (self._entries[j].text for j in pair.new)
        texts = " ".join(old), " ".join(new)
        if sent == entered and not has_other_signs(*texts):
            return JudgedEdit(None)
        own = Counter(words_of(texts[1], self._language))
        known = {word for word, count in self._counts.items() if count > own[word]}
        # Another number of sentences: words that join them do not count.
        rejoined = len({len(_END.findall(text)) for text in texts}) > 1
        return judge_edit(*texts, known, rejoined=rejoined, language=self._language)

    def _lost(self) -> tuple[list[TextChange], list[TextChange], list[TextChange]]:
        """Return what is in nothing of the project: updates, what is private, and the rest."""
        lost, kept, around = list[TextChange](), list[TextChange](), list[TextChange]()
        for i in self._pairing.old_left:
            text, private, around_it, *_ = self._sent[i]
            if self._pairing.old_words[i] in self._names:
                around_it = around_it or HEADING
            secrecy = self._secrecy.of(text.text, "")
            if private and around_it != MARK:
                secrecy = Secrecy.PRIVATE
            text = text._replace(secrecy=secrecy)
            if around_it:
                apart = TextChange(TextChangeKind.APART, (text,), (), (around_it,))
                around.append(apart)
            else:
                missing = TextChangeKind.NOT_IN_REPORT
                kind = TextChangeKind.KEPT_BACK if private else missing
                (kept if private else lost).append(TextChange(kind, (text,)))
        return lost, kept, around
