"""What became of the sentences that contributors sent, on their way into a project.

A sentence is carried if the project says the same; several may be joined and one may be split.
Each is paired once, the most certain pairs first, so that every word of a contribution is
accounted for: carried, changed, or in nothing of the project.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.text_changes import (
    PlacedText,
    Secrecy,
    TextChange,
    TextChangeKind,
    TextGroup,
)
from pccreport.compare.text_pairing import TextPair, TextPairing
from pccreport.compare.text_secrecy import TextSecrecy
from pccreport.language.fair_edits import (
    JudgedEdit,
    Weight,
    has_other_signs,
    judge_edit,
    normal_word,
    words_of,
)
from pccreport.language.pasted_text import is_small_word
from pccreport.language.wordlists import any_word_pattern

_END = re.compile(r"[.;!?](?=\s|\Z)")
_ANYWHERE: "Part" = ("", "")
_IN_PART = 4, 0.6
"""Words, and the share of them, by which a private text is public in part."""
_FEW = 4
"""Words: a cell with fewer is no sentence, and is looked for within the project's texts."""
_REMARKS = {
    Weight.FIGURE: "a figure is another",
    Weight.NEGATION: "a “not” or the like came or went",
    Weight.NAME: "a name is another",
    Weight.LEFT_OUT: "words were left out",
    Weight.DATE: "a date is another",
    Weight.WORD: "a word is another",
}


HEADING, MARK = "heading", "mark of what is not for publication"
"""What a line of a contribution may be beside its updates, where that matters here."""


Part = tuple[str, str]
"""The keys of a key aim and of a stream; "" for any."""


class SentLink(NamedTuple):
    """Some words of a sentence that lead to an address."""

    words: str
    address: str
    key: str
    """What is the same in all ways to write the address."""


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
    part: Part = ("", "")
    """Where it was sent for, as far as that is known."""
    is_own: bool = False
    """True if it is in no update, and says something of its own."""
    links: tuple[SentLink, ...] = ()
    marked: tuple[str, ...] = ()
    """The sentences of its update that have the mark, if they are others and no more is marked."""
    is_mark: bool = False
    """True if it is nothing but a mark, which is in no text of the project."""


class ProjectWords(NamedTuple):
    """What words of a project are beside those of its entries."""

    secrecy: TextSecrecy
    language: str
    same: Sequence[Sequence[str]] = ()
    """Names of the same: “PCC”, “Commissioner”."""
    parts: Mapping[tuple[str, str], Part] = MappingProxyType({})
    """Where the entries are printed, by their file and their place in it."""
    titles: Mapping[Part, str] = MappingProxyType({})
    """What each key aim and each stream is called; the other key of each is ""."""
    links: Mapping[tuple[str, str], Container[str]] = MappingProxyType({})
    """The keys of the addresses in the entries, by their file and their place in it."""
    awards: Mapping[tuple[str, str], str] = MappingProxyType({})
    """The amount beside an entry, by its file and its place in it."""


class Reconciled(NamedTuple):
    """What became of the sentences."""

    groups: tuple[TextGroup, ...]
    carried: Mapping[str, int]
    """How many sentences of each file are carried."""
    spellings: tuple[tuple[str, str], ...]
    """The words of carried sentences that are spelt differently now."""
    is_finding: bool
    """True if something is lost or elsewhere, a figure is another, or something private is public."""


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
    texts = (
        ["" if x.is_mark else _named(x.text.text, words.same) for x in sent],
        [_named(each.text, words.same) for each in entries],
    )
    pairing = TextPairing(*texts, words.language)
    for j, i in enumerate(given, start=len(entries) - len(given)):
        pairing.pair((i,), (j,))
    _pair_equal(pairing, sent, entries, words.parts)
    # A head or an amount beside a text is no piece of it.
    cells = {i for i, each in enumerate(sent) if each.is_cell}
    apart = {i for i in cells if len(pairing.old_words[i]) == 1}
    pairing.pieces(lambda i, j: not (i in apart or _is_amount(pairing.new_words[j])))
    pairing.similar(lambda _i, _j: False)
    of_entries = pairing.new_words[: len(entries) - len(given)]
    _pair_cells(pairing, sent, of_entries, {*map(normal_word, words.awards.values())})
    return _Telling(sent, entries, pairing, words).reconciled()


def _pair_equal(
    pairing: TextPairing,
    sent: Sequence[SentText],
    entries: Sequence[PlacedText],
    parts: Mapping[tuple[str, str], Part],
) -> None:
    """Pair what has the same words, at the place that it was sent for if it is there.

    What the project prints twice comes from one sentence. What a second file sends, or a message
    quotes, is carried too; but what one file says twice must be in the project twice.
    """
    there: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in pairing.new_left:
        there[pairing.new_words[j]].append(j)
    senders: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def is_elsewhere(i: int, j: int) -> bool:
        return not _fits(sent[i].part, parts.get(_place(entries[j]), _ANYWHERE))

    def rank(i: int) -> tuple[bool, bool, bool]:
        elsewhere = (is_elsewhere(i, j) for j in there.get(pairing.old_words[i], ()))
        return bool(sent[i].around), not sent[i].private, all(elsewhere)

    # And what anybody marked as private, before those who did not.
    for i in sorted(pairing.old_left, key=rank):
        words, file = pairing.old_words[i], sent[i].text.file
        if not words or words not in there:
            continue
        if there[words]:
            # What is public first: what was sent as private must not be found beside it only.
            fit = ((entries[j].secrecy, is_elsewhere(i, j), j) for j in there[words])
            *_, best = min(fit)
            there[words].remove(best)
            pairing.pair((i,), (best,))
        elif sent[i].around or file not in senders[words]:
            pairing.pair((i,), ())
        senders[words].add(file)
    for words in senders:
        for j in there[words]:
            del pairing.new_left[j]


def _pair_cells(
    pairing: TextPairing,
    sent: Sequence[SentText],
    of_entries: Sequence[tuple[str, ...]],
    awards: Set[str],
) -> None:
    """Take cells of a few words as carried that are within a text of the project.

    The sum of an award is from whoever told it, in a cell or in a sentence: “It cost £4,500.”
    """
    entered = _within(of_entries)
    for i in [*pairing.old_left]:
        words = pairing.old_words[i]
        if len(words) >= _FEW:
            continue
        is_within = sent[i].is_cell and _spaced(words) in entered
        if is_within or not awards.isdisjoint(words):
            pairing.pair((i,), ())
    sent_words = _within(pairing.old_words)
    for j in [*pairing.new_left]:
        words = pairing.new_words[j]
        if _is_amount(words) and _spaced(words) in sent_words:
            del pairing.new_left[j]


def _is_amount(words: Sequence[str]) -> bool:
    return len(words) == 1 and words[0][:1].isdigit()


def _within(texts: Iterable[Sequence[str]]) -> str:
    return "|".join(map(_spaced, texts))


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _fits(sent: Part, printed: Part) -> bool:
    return all(a == b or not (a and b) for a, b in zip(sent, printed, strict=True))


def _named(text: str, same: Iterable[Sequence[str]]) -> str:
    for names in filter(None, same):
        text = _name_pattern((*names,)).sub(f"the {names[0]}", text)
    return text


@cache
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # The article of one is of none of the words of another.
    return re.compile(rf"(?i)\b(?:the )?{any_word_pattern(names)}(?!\w)")


def _place(text: PlacedText) -> tuple[str, str]:
    return text.file, text.where


def _row(text: PlacedText) -> tuple[str, str]:
    """Return the place of a text, for a cell that of its row."""
    return text.file, re.sub(r"(?<=cell )[A-Z]+", "", text.where)


class _Telling:
    """Puts what was found into the order in which it must be read."""

    def __init__(
        self,
        sent: Sequence[SentText],
        entries: Sequence[PlacedText],
        pairing: TextPairing,
        words: ProjectWords,
    ) -> None:
        self._sent, self._entries, self._pairing = sent, entries, pairing
        self._language = words.language
        self._secrecy, self._project = words.secrecy, words
        # What is misspelt was put right: words of the project are words.
        entered = (w for each in entries for w in words_of(each.text, self._language))
        small = (word for word in entered if word.islower())
        self._counts = Counter(small)
        self._spellings: list[tuple[str, str]] = []
        self._carried: Counter[str] = Counter()
        self._public: set[str] = set()
        """Sentences that are public in the project."""

    def reconciled(self) -> Reconciled:
        """Return all that became of the sentences."""
        public: list[TextChange] = []
        changed: list[tuple[Weight, TextChange]] = []
        pairs = sorted(self._pairing.pairs)
        self._public = {
            self._sent[i].text.text
            for pair in pairs
            if any(not self._entries[j].secrecy for j in pair.new)
            for i in pair.old
        }
        for pair in pairs:
            self._tell(pair, public, changed)
        lost, kept, around = self._lost(public)
        invented = [
            TextChange(TextChangeKind.IN_NO_CONTRIBUTION, new=(self._entries[j],))
            for j in self._pairing.new_left
        ]
        in_order = sorted(changed, key=lambda each: each[0])
        weighty, light = (
            tuple(c for weight, c in in_order if (weight is Weight.WORDING) is is_light)
            for is_light in (False, True)
        )
        elsewhere = tuple(self._elsewhere(pairs))
        # What is of no update may be a remark, and is read last.
        lost.sort(key=lambda change: bool(change.remarks))
        groups = (
            TextGroup("Marked as not for publication, but public", tuple(public)),
            TextGroup("Not in the report", tuple(lost)),
            TextGroup("Changed on the way", weighty),
            TextGroup("Under another key aim or stream", elsewhere),
            TextGroup("In no contribution", tuple(invented)),
            TextGroup("In other words", light),
            TextGroup("Not for publication, and in no file", tuple(kept)),
            TextGroup("Not updates: greetings, headings and the like", tuple(around)),
        )
        figures = any(weight is Weight.FIGURE for weight, _ in changed)
        spelt = tuple(dict.fromkeys(self._spellings))
        shown = tuple(group for group in groups if group.changes)
        is_finding = bool(public or lost or figures or elsewhere)
        return Reconciled(shown, self._carried, spelt, is_finding)

    def _elsewhere(self, pairs: Iterable[TextPair]) -> Iterator[TextChange]:
        """Yield what is under another key aim or stream than it was sent for, by entry."""
        found: dict[tuple[Part, Part, tuple[str, str]], list[TextPair]] = {}
        for pair in pairs:
            wanted = {self._sent[i].part for i in pair.old}
            texts = [self._entries[j] for j in pair.new]
            there = {self._project.parts.get(_place(t), _ANYWHERE) for t in texts}
            fits = any(_fits(a, b) for a in wanted for b in there)
            if there and not fits and not any(self._sent[i].private for i in pair.old):
                key = min(wanted), min(there), _place(texts[0])
                found.setdefault(key, []).append(pair)
        for (sent_for, part, _), own in found.items():
            sent = [self._sent[i].text for pair in own for i in pair.old]
            entries = [self._entries[j] for pair in own for j in pair.new]
            words = (" ".join(each.text for each in side) for side in (sent, entries))
            secrecy = max(self._secrecy.of(*words), *(each.secrecy for each in entries))
            old = (each._replace(secrecy=secrecy) for each in sent)
            titles = self._titles(sent_for, part)
            remark = "sent for {}, printed under {}".format(*titles)
            yield TextChange(TextChangeKind.ELSEWHERE, (*old,), (*entries,), (remark,))

    def _titles(self, wanted: Part, there: Part) -> Iterator[str]:
        """Yield what two parts are called, by what is not the same in them."""
        other = [bool(a and a != b) for a, b in zip(wanted, there, strict=True)]
        for aim, stream in (wanted, there):
            keys = (aim if other[0] else "", ""), ("", stream if other[1] else "")
            names = (self._project.titles.get(key, "".join(key)) for key in keys)
            yield ", ".join(filter(None, names))

    def _tell(
        self,
        pair: TextPair,
        public: list[TextChange],
        changed: list[tuple[Weight, TextChange]],
    ) -> None:
        sent = [self._sent[i] for i in pair.old]
        entries = [self._entries[j] for j in pair.new]
        is_private = any(map(self._is_private, sent))
        kept = any(each.secrecy is Secrecy.PRIVATE for each in entries)
        wording, printed = (
            " ".join(each.text for each in side)
            for side in ((each.text for each in sent), entries)
        )
        secrecy = self._secrecy.of(wording, printed)
        secrecy = Secrecy.PRIVATE if is_private or kept else secrecy
        old = tuple(each.text._replace(secrecy=secrecy) for each in sent)
        new = tuple(each._replace(secrecy=secrecy) for each in entries)
        if is_private and not all(each.secrecy is Secrecy.PRIVATE for each in entries):
            public.append(TextChange(TextChangeKind.NOT_PRIVATE, old, new))
            return
        edit = self._judged(pair)
        other = () if secrecy else (*self._other_links(sent, entries),)
        if edit.weight is None and not other:
            self._carried.update(each.text.file for each in sent)
            self._spellings += [] if secrecy else edit.spellings
        else:
            weight = Weight.WORDING if edit.weight is None else edit.weight
            remarks = (_REMARKS[weight],) if weight in _REMARKS else ()
            change = TextChange(TextChangeKind.CHANGED, old, new, remarks + other)
            changed.append((weight, change))

    def _is_private(self, sent: SentText) -> bool:
        """Return whether a text was marked; what is beside the mark is not if that is kept back."""
        is_beside = sent.marked and self._public.isdisjoint(sent.marked)
        return sent.private and not is_beside

    def _other_links(
        self, sent: Iterable[SentText], entries: Iterable[PlacedText]
    ) -> Iterator[str]:
        """Yield which addresses of what was sent are not in what is printed."""
        places = [self._project.links.get(_place(each), ()) for each in entries]
        for link in chain.from_iterable(each.links for each in sent):
            if places and not any(link.key in each for each in places):
                yield f"“{link.words}” was sent as a link to {link.address}"

    def _judged(self, pair: TextPair) -> JudgedEdit:
        sent = [word for i in pair.old for word in self._pairing.old_words[i]]
        entered = [w for j in pair.new for w in self._pairing.new_words[j]]
        if not entered:
            return JudgedEdit(None)
        # A sentence that was split may be in any order.
        old = (self._sent[i].text.text for i in pair.old)
        new = (self._entries[j].text for j in pair.new)
        texts = self._named(" ".join(old)), self._named(" ".join(new))
        if "[" not in texts[1]:  # such brackets have a remark to the officer
            texts = re.sub(r"\s*\[[^\]]*\]", "", texts[0]), texts[1]
        # An amount in the text on one side, and beside it on the other.
        rows = (_row(self._sent[i].text) for i in pair.old)
        places = (*rows, *(_place(self._entries[j]) for j in pair.new))
        beside = {each for place in places for each in self._amounts.get(place, ())}
        moved = beside & ({*sent} ^ {*entered})

        def rest(words: Iterable[str]) -> list[str]:
            kept = (word for word in words if word not in moved)
            return [word for word in kept if not (moved and is_small_word(word))]

        if rest(sent) == rest(entered) and not has_other_signs(*texts):
            return JudgedEdit(None)
        for amount in moved:
            figure = rf"(?<![\d.,])[£$€]?{',?'.join(map(re.escape, amount))}(?:\.0+)?(?![\d.,]*\d)"
            texts = re.sub(figure, "", texts[0]), re.sub(figure, "", texts[1])
        own = Counter(words_of(texts[1], self._language))
        known = {word for word, count in self._counts.items() if count > own[word]}
        # Another number of sentences: words that join them do not count.
        rejoined = len({len(_END.findall(text)) for text in texts}) > 1
        return judge_edit(*texts, known, rejoined=rejoined, language=self._language)

    @cached_property
    def _amounts(self) -> Mapping[tuple[str, str], set[str]]:
        """Return the amounts of awards and those that are alone in a cell, by place or row."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place, amount in self._project.awards.items():
            found[place].add(normal_word(amount))
        for each, words in zip(self._sent, self._pairing.old_words, strict=True):
            found[_row(each.text)].update(words if _is_amount(words) else ())
        return found

    def _named(self, text: str) -> str:
        """Return a text with one name for each that has several."""
        return _named(text, self._project.same)

    def _lost(
        self, public: list[TextChange]
    ) -> tuple[list[TextChange], list[TextChange], list[TextChange]]:
        """Return what is in nothing of the project: updates, what is private, and the rest.

        What is private, and public in part, is added to what is `public`.
        """
        lost, kept, around = list[TextChange](), list[TextChange](), list[TextChange]()
        for i in self._pairing.old_left:
            text, private, around_it = self._sent[i][:3]
            secrecy = self._secrecy.of(text.text, "")
            if private and around_it != MARK:
                secrecy = Secrecy.PRIVATE
            text = text._replace(secrecy=secrecy)
            shown = self._shown_of(i) if private and around_it != MARK else ()
            if shown:
                public.append(TextChange(TextChangeKind.NOT_PRIVATE, (text,), shown))
            elif around_it and not self._sent[i].is_own:
                apart = TextChange(TextChangeKind.APART, (text,), (), (around_it,))
                around.append(apart)
            else:
                missing = TextChangeKind.NOT_IN_REPORT
                kind = TextChangeKind.KEPT_BACK if private else missing
                remarks = tuple(filter(None, (around_it,)))
                (kept if private else lost).append(
                    TextChange(kind, (text,), (), remarks)
                )
        return lost, kept, around

    def _shown_of(self, private: int) -> tuple[PlacedText, ...]:
        """Return the public text that has a part of a private one, in words of no other text."""
        own = Counter(self._pairing.old_words[private])
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
        found = {j: Counter(pairing.new_words[j]) for j in pairing.new_left}
        for pair in pairing.pairs:
            words = chain.from_iterable(pairing.old_words[i] for i in pair.old)
            there = chain.from_iterable(pairing.new_words[j] for j in pair.new)
            found |= dict.fromkeys(pair.new, Counter(there) - Counter(words))
        public = (j for j in found if not self._entries[j].secrecy)
        return {j: found[j] for j in public}
