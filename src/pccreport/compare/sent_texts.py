"""The sentences that contributors sent, and the entries of a project that are the same."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.pairing import Pairing, Placed
from pccreport.compare.text_changes import PlacedText
from pccreport.compare.text_secrecy import TextSecrecy
from pccreport.language.wordlists import any_word_pattern
from pccreport.language.words import compared_words, normal_word

ANYWHERE = "", ""
MIN_WORDS = 3
"""A text with fewer words can be anywhere, and is no other one in similar words."""
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
    """Where it was sent for, as far as headings say so."""
    is_own: bool = False
    """True if it is in no update, and says something of its own."""
    links: tuple[SentLink, ...] = ()
    marked: tuple[str, ...] = ()
    """The sentences of its update that have the mark, if they are others and no more is marked."""
    is_mark: bool = False
    """True if it is nothing but a mark or a heading, which is in no text of the project."""
    is_open: bool = False
    """True if it is in no update, and nobody has said what becomes of it."""


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
    years: tuple[str, ...] = ()
    """Those of the period: a date may be given with its year or without."""


def pair_texts(
    sent: Sequence[SentText], entries: Sequence[PlacedText], words: ProjectWords
) -> tuple[tuple[PlacedText, ...], Pairing]:
    """Return the entries, figures of measures too, and which of them each sentence is."""
    given = {i: each.figure for i, each in enumerate(sent) if each.figure}
    entries = (*entries, *given.values())
    texts = (
        ["" if x.is_mark else named(x.text.text, words.same) for x in sent],
        [named(each.text, words.same) for each in entries],
    )
    pairing = Pairing(
        *(
            [_placed(text, side, words.language) for text in own]
            for side, own in enumerate(texts)
        )
    )
    for j, i in enumerate(given, start=len(entries) - len(given)):
        pairing.join([i], [j])
    _pair_equal(pairing, sent, entries, words.parts)
    # A head or an amount beside a text is no piece of it.
    cells = {i for i, each in enumerate(sent) if each.is_cell}
    apart = {i for i in cells if len(pairing.old[i].words) == 1}
    pairing.pieces(lambda i, j: not (i in apart or is_amount(pairing.new[j].words)))
    pairing.similar(rivals=False)
    of_entries = [x.words for x in pairing.new[: len(entries) - len(given)]]
    _pair_cells(pairing, sent, of_entries, {*map(normal_word, words.awards.values())})
    return entries, pairing


def _placed(text: str, side: int, language: str) -> Placed:
    """Return a text as it is matched: it has no place that one of the other side has."""
    words = compared_words(text, language)
    return Placed(text, words, place=side, is_short=len(words) < MIN_WORDS)


def _pair_equal(
    pairing: Pairing,
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
        there[pairing.new[j].words].append(j)
    senders: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def is_elsewhere(i: int, j: int) -> bool:
        return not fits(sent[i].part, parts.get(place(entries[j]), ANYWHERE))

    def rank(i: int) -> tuple[bool, bool, bool]:
        elsewhere = (is_elsewhere(i, j) for j in there.get(pairing.old[i].words, ()))
        return bool(sent[i].around), not sent[i].private, all(elsewhere)

    # And what anybody marked as private, before those who did not.
    for i in sorted(pairing.old_left, key=rank):
        words, file = pairing.old[i].words, sent[i].text.file
        if not words or words not in there:
            continue
        if there[words]:
            # What is public first: what was sent as private must not be found beside it only.
            fit = ((entries[j].secrecy, is_elsewhere(i, j), j) for j in there[words])
            *_, best = min(fit)
            there[words].remove(best)
            pairing.join([i], [best])
        elif sent[i].around or file not in senders[words]:
            pairing.join([i], [])
        senders[words].add(file)
    for words in senders:
        for j in there[words]:
            del pairing.new_left[j]


def _pair_cells(
    pairing: Pairing,
    sent: Sequence[SentText],
    of_entries: Sequence[tuple[str, ...]],
    awards: Set[str],
) -> None:
    """Take cells of a few words as carried that are within a text of the project.

    The sum of an award is from its sender, in a cell or in a sentence: “It cost £4,500.”
    """
    entered = "|".join(map(_spaced, of_entries))
    for i in [*pairing.old_left]:
        words = pairing.old[i].words
        if len(words) > 3:  # a sentence
            continue
        is_within = sent[i].is_cell and _spaced(words) in entered
        if is_within or not awards.isdisjoint(words):
            pairing.join([i], [])
    sent_words = "|".join(_spaced(x.words) for x in pairing.old)
    for j in [*pairing.new_left]:
        words = pairing.new[j].words
        if is_amount(words) and _spaced(words) in sent_words:
            del pairing.new_left[j]


def is_amount(words: Sequence[str]) -> bool:
    """Return whether a text is no more than a figure."""
    return len(words) == 1 and words[0][:1].isdigit()


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def fits(sent: Part, printed: Part) -> bool:
    """Return whether what was sent for a part may be printed under another."""
    return all(a == b or not (a and b) for a, b in zip(sent, printed, strict=True))


def named(text: str, same: Iterable[Sequence[str]]) -> str:
    """Return a text with one name for each that has several."""
    for names in filter(None, same):
        text = _name_pattern((*names,)).sub(f"the {names[0]}", text)
    return text


@cache
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    # The article of one is of none of the words of another.
    return re.compile(rf"(?i)\b(?:the )?{any_word_pattern(names)}(?!\w)")


def place(text: PlacedText) -> tuple[str, str]:
    """Return the file of a text and its place in it."""
    return text.file, text.where


def row(text: PlacedText) -> tuple[str, str]:
    """Return the place of a text, for a cell that of its row."""
    return text.file, re.sub(r"(?<=cell )[A-Z]+", "", text.where)
