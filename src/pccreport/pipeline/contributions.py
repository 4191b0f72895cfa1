"""What contributors sent, sentence by sentence: the updates that are read of it, and the rest."""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.reconciliation import SentText
from pccreport.compare.sides import ComparedText, LinePosition, text_of_file
from pccreport.document.blocks import Link
from pccreport.intake.fates import Intake, SentUpdate, Unplaced, Why
from pccreport.intake.privacy import says_private, split_off_mark
from pccreport.language.texts.sentences import sentences
from pccreport.language.texts.words import is_for_officer
from pccreport.model.periods import Period
from pccreport.model.prose import parse_prose
from pccreport.model.update import UpdateFile
from pccreport.model.visibility import plain_parts
from pccreport.pipeline.paste import as_sent_line
from pccreport.pipeline.printed_page import Words, words_as_typed
from pccreport.readers.line import split_list_sign
from pccreport.source.answers import plain_words

ANY = "*"
"""In place of the key of a key aim or a stream: a text may be of any."""
_UNSEEN = (Why.NOTE, Why.HIDDEN, Why.STRUCK)
"""What no reader of a contribution is meant to see."""
_SHORT = 3
"""Words of a text that may be a cell, at most."""


class KnownTexts(NamedTuple):
    """What of a project decides what a contribution says."""

    updates: Sequence[UpdateFile]
    """The files of the period."""
    answered: Mapping[tuple[str, ...], str] = MappingProxyType({})
    """Who has read what is in no update and asks to keep nothing private, by its words."""
    texts: Container[tuple[str, ...]] = ()
    """The words of the sentences that are there."""
    elsewhere: Callable[[Period | None], Mapping[Words, ComparedText]] = lambda _: {}
    """Returns the sentences that other files have for a period, by their words."""

    def reader_note(self, text: str) -> str | None:
        """Return “read by Jo, …” if somebody has read a text that asks to keep nothing private, or None."""
        by = self.answered.get(plain_words(text))
        who = f"read by {by}" if by else "read"
        remark = "not needed, and nothing else has to be kept back because of it"
        return None if by is None else f"{who}: {remark}"


def sent_texts(name: str, reading: Intake, known: KnownTexts) -> Iterator[SentText]:
    """Yield the sentences of a file, as it was read."""
    for item in reading.updates:
        aim, stream = ("" if key == ANY else key for key in item.cell)
        position = LinePosition(aim, stream, None)
        for sent in _update_sentences(name, item, known, kept=False):
            yield sent._replace(text=sent.text._replace(position=position))
    yield from _sent_figures(name, reading, known)
    # What a reply quotes of its own message is said once.
    said = {x.text for x in reading.updates}
    quoted = {x for x in reading.unplaced if x.why is Why.QUOTED and x.text in said}
    for each in (x for x in reading.unplaced if x not in quoted):
        yield from _open_sentences(name, each, known)


def _update_sentences(
    name: str, item: SentUpdate, known: KnownTexts, *, kept: bool
) -> Iterator[SentText]:
    """Yield the sentences of an update and its points, and its award."""
    private = kept or bool(item.kept)
    # A reason beside other updates is written with what it is a reason for.
    is_reason = item.nothing and plain_words(item.text) not in known.texts
    typed = (item.nothing,) if is_reason else (item.text, item.outcome)
    parts = [parse_prose(each) for each in typed if each]
    links = [part for text in parts for part in text if isinstance(part, Link)]
    texts = [*map(plain_parts, parts)]
    marked = _marked_sentences(sentences(" ".join(texts))) if private else []
    for text in texts:
        for said in sentences(text):
            is_marked = private and says_private(said)
            wording = split_off_mark(said)[1] if is_marked else said
            read = known.reader_note(text) or known.reader_note(said)
            at = text_of_file(name, item.place, wording)
            at = at._replace(links=tuple(x.href for x in links if x.text in said))
            around = "reference" if item.see else ""
            around = str(Why.REMARK) if is_for_officer(wording) else around
            others = known.elsewhere(item.period)
            there = others.get(words_as_typed(wording)) if others else None
            if there and not (private or there.private):
                read, there = f"{Why.PAST}, in {PurePath(there.file).name}", None
            sent = SentText(at, private, read or around, figure=there)
            yield sent if wording in marked else sent._replace(marked=(*marked,))
    if item.award:
        amount = text_of_file(name, item.place, f"£{Decimal(item.award):,}")
        yield SentText(amount, private, is_cell=True)
    for point in item.points:
        yield from _update_sentences(name, point, known, kept=private)


def _marked_sentences(sentences: Sequence[str]) -> list[str]:
    """Return the sentences of a text that have a mark; nothing if that is of all of it.

    So is one before the text, one that is a sentence, and a request.
    """
    found = [(x, *split_off_mark(x)) for x in sentences if says_private(x)]
    first, mark, _ = found[0] if found else ("", "", "")
    is_of_all = found and first is sentences[0] and first.startswith(mark)
    if is_of_all or not all(mark and rest for _, mark, rest in found):
        return []
    return [rest for _, _, rest in found]


def _sent_figures(name: str, reading: Intake, known: KnownTexts) -> Iterator[SentText]:
    """Yield the figures of measures, each with the one of the project that is the same.

    That may be one that is restated there.
    """
    values = {
        (value.about_key, figure): value
        for update in reversed(known.updates)
        for value in update.measures
        for figure in (value.figure, *(figure for _, figure in value.restated))
    }
    for key, each in reading.figures.items():
        text = text_of_file(name, each.line.place, each.line.text)
        there = values.get((key, Decimal(each.figure)))
        figure = there and ComparedText(text.text, there.at, private=not there.public)
        yield SentText(text, each.private, figure=figure)


def _open_sentences(name: str, each: Unplaced, known: KnownTexts) -> Iterator[SentText]:
    """Yield the sentences of a text that is in no update; open unless somebody has read it."""
    read = known.reader_note(as_sent_line(name, each).text)
    is_open, around = read is None, read or str(each.why)
    is_mark = each.why in (Why.MARK, Why.HEADING)
    is_unseen = each.why in _UNSEEN and each.place != "attachment"
    _, text = split_list_sign(each.text)
    head, _, cell = text.partition(": ")
    is_cell = each.why is Why.CELL and bool(cell)
    text = cell if is_cell else split_off_mark(text)[1] if says_private(text) else text
    pieces = re.split(r"\s/\s|\v", text)
    for wording in chain.from_iterable(map(sentences, pieces)):
        if any(map(str.isalnum, wording)):
            placed_at = text_of_file(name, each.place, wording)
            is_short = is_cell or len(wording.split()) <= _SHORT
            column = f"column “{head}”" if is_cell and is_open else around
            found = SentText(placed_at, each.private, column, is_short)
            yield found._replace(is_mark=is_mark, is_open=is_open, is_unseen=is_unseen)
