"""What became of the sentences that contributors sent, on their way into a project.

Each is paired once, the most certain pairs first, so that every word of a contribution is accounted
for: carried, changed, elsewhere, kept back, or in nothing of the project.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain, product
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.changes import Change, Secrecy, TextGroup
from pccreport.compare.kinds import RECONCILED, Kind, Mark
from pccreport.compare.pairing import MIN_WORDS, Pair, Text, TextMatcher
from pccreport.compare.phrases import fact_words
from pccreport.compare.redaction import TextSecrecy
from pccreport.compare.sides import ComparedText
from pccreport.findings.text import Span
from pccreport.language.texts.edit_facts import ChangedFact, Fact, changed_facts
from pccreport.language.texts.figures import find_figures
from pccreport.language.texts.words import compared_words, figure_signs_differ, words_of
from pccreport.language.wordlists import any_word_pattern

_IN_PART = 4, 0.6
"""Words, and the share of them, by which a private text is public in part."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+[^\s.,;:)]")
_IN_OTHER_WORDS = "in other words"
_TITLES: Mapping[str, str] = {
    Kind.NOT_PRIVATE: "Marked as not for publication, but public",
    Kind.NOT_IN_REPORT: "Not in the report",
    Kind.OPEN: "Sent, in no update, and not dealt with",
    Kind.CHANGED: "Changed since it was sent",
    Kind.ELSEWHERE: "Under another key aim or stream",
    Kind.IN_NO_CONTRIBUTION: "In no contribution",
    _IN_OTHER_WORDS: "In other words",
    Kind.KEPT_BACK: "Marked as not for publication, and in no file",
    Kind.LEFT_OUT: "Left out",
}
"""The groups, in the order of reading; the first are of what must be put right."""
_FAULTS = 5

Part = tuple[str, str]
"""The keys of a key aim and of a stream; "" for any."""


class SentText(NamedTuple):
    """A sentence, a bullet or a cell of a contribution."""

    text: ComparedText
    private: bool
    """True if the contributor marked it as not for publication."""
    around: str = ""
    """What it is if it is in nothing of the project, and no update: “greeting”."""
    is_cell: bool = False
    figure: ComparedText | None = None
    """The figure of a measure, or the text of another period, in the project that it gives."""
    marked: tuple[str, ...] = ()
    """The sentences of its update that have the mark, if they are others and no more is marked."""
    is_mark: bool = False
    """True if it is nothing but a mark or a heading, which is in no text of the project."""
    is_open: bool = False
    """True if it is in no update, and has no answer yet."""
    is_unseen: bool = False
    """True if it is a comment, hidden or struck out, and in no update: its words are not shown."""


class ProjectWords(NamedTuple):
    """What words of a project are beside those of its entries."""

    secrecy: TextSecrecy
    same: Sequence[Sequence[str]] = ()
    """Names of the same: “PCC”, “Commissioner”."""
    titles: Mapping[Part, str] = MappingProxyType({})
    """What each key aim and each stream is called; the other key of each is ""."""


class Reconciler:
    """What became of the sentences that were sent: each text has its one fate."""

    def __init__(
        self,
        sent: Sequence[SentText],
        entries: Sequence[ComparedText],
        project: ProjectWords,
        copied: Sequence[ComparedText] = (),
    ) -> None:
        """Pair what was sent with the entries of a project, but the lines that it prints."""
        self.carried = Counter(x.file for x in copied)
        self.kept = Counter[str]()
        """How many sentences of each file are carried, in public and kept back."""
        self.spellings: dict[tuple[str, str], None] = {}
        """The words of carried sentences that are spelt differently now."""
        figures = {i: x.figure for i, x in enumerate(sent) if x.figure}
        self._sent, self._entries = sent, (*entries, *figures.values())
        self._project = project
        # The article of one is of none of the words of another.
        pattern = r"(?i)\b(?:the )?{}(?!\w)".format
        same = ((pattern(any_word_pattern(x)), x[0]) for x in project.same if x)
        self._same = [(re.compile(names), name) for names, name in same]
        # What is misspelt was put right: words of the project are words.
        entered = (w for said in {x.text for x in entries} for w in words_of(said))
        self._known = {word for word in entered if word.islower()}
        # A mark is in no text of the project, and what is struck through should not be.
        unsaid = (x.is_mark or (x.is_unseen and not x.private) for x in sent)
        said = ("" if x else y.text.text for x, y in zip(unsaid, sent, strict=True))
        self._pairing = pairing = TextMatcher(
            [self._make_text(x, 0) for x in said],
            [self._make_text(x.text, 1) for x in self._entries],
        )
        for j, i in enumerate(figures, start=len(entries)):
            pairing.pair_texts([i], [j])
        self._pair_equal()
        # A head or an amount beside a text is no piece of it.
        new = pairing.new
        pairing.match_pieces(lambda i, j: not (sent[i].is_cell or _figure(new[j])))
        pairing.match_similar(rivals=False)
        self._carry_cells()
        printed = "\n".join(x.text for x in copied)
        printed += re.sub(r" \(£[\d,.]+\)", "", printed)  # awards of texts
        for j in [j for j in pairing.new_left if self._entries[j].text in printed]:
            del pairing.new_left[j]
        texts = *(x.text for x in sent), *self._entries
        placed = zip(texts, (*pairing.old, *pairing.new), strict=True)
        self._amounts = {(_row_place(x), _figure(y)) for x, y in placed if _figure(y)}
        """The amounts that are alone in a cell or are an award, by row or line."""
        self._of = {j: pair.old for pair in pairing.pairs for j in pair.new}
        """What was sent for each entry."""
        changes: dict[str, list[Change]] = {kind: [] for kind in _TITLES}
        for fact, change in sorted(self._find_changes(), key=lambda x: -x[0].weight):
            is_light = fact is Fact.WORDING and change.kind is Kind.CHANGED
            changes[_IN_OTHER_WORDS if is_light else change.kind].append(change)
        found = (TextGroup(_TITLES[k], (*x,)) for k, x in changes.items() if x)
        self.groups = tuple(found)
        self.is_finding = any([*changes.values()][:_FAULTS])
        """True if something is lost, elsewhere or changed in its meaning, or is private and public."""

    def _make_text(self, text: str, side: int) -> Text:
        """Return a text as it is matched; no text has a place that one of the other side has."""
        words = compared_words(self._unify_names(text))
        # A sum is known by its row, and not by its words.
        kind = f"£{side}" if "£" in text and len(words) == 1 else ""
        is_short = len(words) < MIN_WORDS
        return Text(" ".join(words), words, kind, place=side, is_short=is_short)

    def _unify_names(self, text: str) -> str:
        """Return a text with one name for each that has several."""
        for pattern, name in self._same:
            text = pattern.sub(f"the {name}", text)
        return text

    def _pair_equal(self) -> None:
        """Pair what has the same words, at the place that it was sent for if it is there.

        What the project prints twice comes from one sentence. What a second file sends, or a message
        quotes, is carried too; but what one file says twice must be in the project twice.
        """
        pairing, sent, entries = self._pairing, self._sent, self._entries
        there: dict[str, list[int]] = defaultdict(list)
        for j in pairing.new_left:
            there[pairing.new[j].text].append(j)
        senders: dict[str, set[str]] = {x.text: set() for x in pairing.old if x.text}
        # What anybody marked as private, before those who did not.
        rank = {i: (bool(x.around), not x.private) for i, x in enumerate(sent)}
        for i in sorted(pairing.old_left, key=rank.__getitem__):
            own, text = pairing.old[i].text, sent[i].text
            if own not in senders or own not in there or pairing.old[i].kind:
                continue
            if left := there[own]:
                # What is public first: what is private must not be found beside it only.
                part = text.position[:2]
                fits = {j: _fits(part, entries[j].position[:2]) for j in left}
                best = min(left, key=lambda j: (entries[j].private, not fits[j], j))
                left.remove(best)
                pairing.pair_texts([i], [best])
            elif sent[i].around or text.file not in senders[own]:
                pairing.pair_texts([i], [])
            senders[own].add(text.file)
        said = (own for own, files in senders.items() if files)
        for j in chain.from_iterable(map(there.__getitem__, said)):
            del pairing.new_left[j]

    def _carry_cells(self) -> None:
        """Take a cell as carried by the update of its row, or a sum by one at its key aim and stream.

        An award has one cell of each file, and any sentence: “It cost £4,500.”
        """
        pairing, sent, entries = self._pairing, self._sent, self._entries
        old, new, given = pairing.old, pairing.new, set[tuple[str, int]]()
        sums = [_amounts_in(x) for x in entries]
        with_sums = [j for j, found in enumerate(sums) if found]
        of_update = defaultdict[Span, list[int]](list)
        of_row = defaultdict[str, list[int]](list)
        for j, entry in enumerate(entries):
            of_update[entry.at].append(j)
        for i, j in pairing.new_of.items():
            of_row[_row_place(sent[i].text)] += of_update[entries[j].at]
        few = [i for i in pairing.old_left if 0 < len(old[i].words) <= MIN_WORDS]
        of_cells = ((i, _amounts_in(sent[i].text)) for i in few)
        cells = [(i, own) for i, own in of_cells if own or sent[i].is_cell]
        for is_own, (i, own) in product((True, False), cells):
            text, is_left = sent[i].text, i in pairing.old_left
            there = of_row[_row_place(text)] if is_own else with_sums if own else ()
            for j in there if is_left else ():
                is_within = f" {old[i].text} " in f" {new[j].text} "
                has_it = own <= sums[j] if own else is_within
                fits = is_own or _fits(text.position[:2], entries[j].position[:2])
                by_award = bool(old[i].kind and new[j].kind)
                if has_it and fits and not (by_award and (text.file, j) in given):
                    is_free = by_award and j in pairing.new_left
                    pairing.pair_texts([i], [j] if is_free else [])
                    given |= {(text.file, j)} if by_award else set()
                    break
        said = {word for x in old for word in x.words}
        for j in [j for j in pairing.new_left if _figure(new[j]) in said]:
            del pairing.new_left[j]

    def _find_changes(self) -> Iterator[tuple[Fact, Change]]:
        """Yield what became of all that is not carried, with what weighs most of each."""
        for pair in sorted(self._pairing.pairs):
            yield from self._compare_pair(pair)
        for i in self._pairing.old_left:
            yield Fact.MISSING, self._unpaired_change(i)
        for entry in (self._entries[j] for j in self._pairing.new_left):
            secrecy = Secrecy.PRIVATE if entry.private else Secrecy.NONE
            yield Fact.ADDED, Change((), (entry,), view=RECONCILED, secrecy=secrecy)

    def _compare_pair(self, pair: Pair) -> Iterator[tuple[Fact, Change]]:
        """Yield how what was sent is another now; nothing if it is carried."""
        sent = [self._sent[i] for i in pair.old]
        old = tuple(x.text for x in sent)
        new = tuple(self._entries[j] for j in pair.new)
        # Not beside its mark, if what is marked is kept back.
        is_private = any(
            x.private and not (x.marked and self._public_sentences.isdisjoint(x.marked))
            for x in sent
        )
        kept = [x.private for x in new]
        texts = [" ".join(x.text for x in side) for side in (old, new)]
        secrecy = self._project.secrecy.secrecy_of(*texts)
        secrecy = Secrecy.PRIVATE if is_private or any(kept) else secrecy
        change = Change(old, new, view=RECONCILED, secrecy=secrecy)
        if is_private and not all(kept):
            yield Fact.PUBLIC, change._replace(marks=frozenset({Mark.PUBLISHED}))
            return
        is_same = not new or texts[0] == texts[1]
        facts = [] if is_same else self._changed_facts(old, new)
        fact = facts[0] if facts else ChangedFact(Fact.SPELLING)
        moved = self._moved(sent, new)
        # The words of a fact and an address are those of the text.
        there = {link for x in new for link in x.links}
        of_sent = (link for x in old for link in x.links if new and not secrecy)
        links = [f"it had a link to {x}" for x in of_sent if x not in there]
        if fact.kind is Fact.SPELLING and not (moved or links):
            (self.kept if any(kept) else self.carried).update(x.file for x in old)
            spelt = () if secrecy else facts
            self.spellings |= {(x.old[0], x.new[0]): None for x in spelt}
            return
        light = fact.kind in (Fact.SPELLING, Fact.WORDING)
        said = "" if light else (not secrecy and fact_words(fact)) or str(fact.kind)
        remarks = tuple(filter(None, (moved, said, *links)))
        marks = frozenset({Mark.MOVED} if moved else ())
        kind = Fact.WORDING if light else fact.kind
        yield kind, change._replace(marks=marks, remarks=remarks)

    @cached_property
    def _public_sentences(self) -> set[str]:
        """Return the sentences that are public in the project."""
        of = ((self._of.get(j, ()), x) for j, x in enumerate(self._entries))
        return {self._sent[i].text.text for own, x in of for i in own if not x.private}

    def _moved(self, sent: Iterable[SentText], entries: Sequence[ComparedText]) -> str:
        """Return where a text was sent for and is now; "" if that fits, or it was sent as private."""
        texts = [x.text for x in sent], entries
        wanted, there = ({x.position[:2] for x in side} for side in texts)
        is_private = any(x.private for x in sent)
        if is_private or not there or any(_fits(a, b) for a in wanted for b in there):
            return ""
        titles = self._project.titles
        sent_for, under = (
            ", ".join(filter(None, (titles.get((a, ""), a), titles.get(("", b), b))))
            for a, b in (min(wanted), min(there))
        )
        done = "kept back" if any(x.private for x in entries) else "printed"
        return f"sent for {sent_for}, {done} under {under}"

    def _changed_facts(
        self, sent: Sequence[ComparedText], entries: Sequence[ComparedText]
    ) -> list[ChangedFact]:
        """Return what is another fact in the words, apart from addresses."""
        old, new = (
            _ADDRESS.sub("", self._unify_names(" ".join(x.text for x in side)))
            for side in (sent, entries)
        )
        words = compared_words(old), compared_words(new)
        # An amount in the text on one side, and beside it on the other.
        rows = {*map(_row_place, (*sent, *entries))}
        other = {*words[0]} ^ {*words[1]}
        moved = {x for x in other if any((row, x) in self._amounts for row in rows)}
        rest = [[x for x in side if x not in moved] for side in words]
        if rest[0] == rest[1] and not figure_signs_differ(old, new):
            return []
        rejoined = len(sent) != len(entries)
        facts = changed_facts(old, new, self._known, is_rejoined=rejoined)
        own = (({*compared_words(" ".join((*x.old, *x.new)))}, x) for x in facts)
        amounts = Fact.FIGURES, Fact.FIGURE
        return [x for words, x in own if x.kind not in amounts or words - moved]

    def _unpaired_change(self, i: int) -> Change:
        """Return that a text is in nothing of the project, or is private and public in part."""
        text, private, around = self._sent[i][:3]
        shown = self._public_parts_of(i) if private else ()
        secrecy = self._project.secrecy.secrecy_of(text.text, "")
        marks = Mark.PUBLISHED, Mark.OPEN, Mark.PRIVATE, Mark.REMARK
        said = shown, self._sent[i].is_open, private, around
        mark = frozenset([x for x, is_so in zip(marks, said, strict=True) if is_so][:1])
        remarks = (around,) if around and not shown else ()
        secrecy = Secrecy.PRIVATE if private or self._sent[i].is_unseen else secrecy
        found = Change((text,), shown, mark, view=RECONCILED, remarks=remarks)
        return found._replace(secrecy=secrecy)

    def _public_parts_of(self, private: int) -> tuple[ComparedText, ...]:
        """Return the public text that has a part of a private one, in words of no other text."""
        own, (least, share) = Counter(self._pairing.old[private].words), _IN_PART
        for j, words in self._unsent_public_words.items():
            both = (own & words).total()
            if both >= max(least, share * min(own.total(), words.total())):
                self._pairing.new_left.pop(j, None)
                return (self._entries[j],)
        return ()

    @cached_property
    def _unsent_public_words(self) -> Mapping[int, Counter[str]]:
        """Return the words of public sentences that their senders do not have."""
        old, new = self._pairing.old, self._pairing.new
        return {
            j: Counter(new[j].words) - Counter(w for i in own for w in old[i].words)
            for j, own in (self._of | dict.fromkeys(self._pairing.new_left, ())).items()
            if not self._entries[j].private
        }


def _fits(sent: Part, printed: Part) -> bool:
    """Return whether what was sent for a part may be printed under another."""
    return all(a == b or not (a and b) for a, b in zip(sent, printed, strict=True))


def _figure(text: Text) -> str:
    """Return a figure that is all of a text, or ""."""
    return text.text if len(text.words) == 1 and text.text[0].isdigit() else ""


def _amounts_in(text: ComparedText) -> set[Decimal]:
    """Return the sums of money in a text, in pounds."""
    return {x.value for x in find_figures(text.text) if x.unit == "£"}


def _row_place(text: ComparedText) -> str:
    """Return the place of a text, for a cell that of its row."""
    return re.sub(r"(?<=cell )[A-Z]+", "", text.location)
