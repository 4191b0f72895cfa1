"""What contributors sent, sentence by sentence: the updates that `paste` reads, and the rest.

What is in no update (a greeting, a code, a note in another column) counts only if nothing of the
project has the same words, and is listed only if it is a sentence of its own or a figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.sent_texts import HEADING, MARK, SentLink, SentText
from pccreport.compare.text_changes import PlacedText
from pccreport.intake.account import LeftOutLine, LeftOutReason
from pccreport.intake.cells import may_be_heads
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import CellKey, PastedItem
from pccreport.intake.lines import TypedText, find_list_sign
from pccreport.intake.lines import read_lines as read_typed
from pccreport.intake.links import address_key, find_addresses
from pccreport.intake.marks import is_mark, is_marked, split_mark, without_mark
from pccreport.intake.measured import MeasureNames
from pccreport.intake.pasted import PastedUpdates, read_pasted
from pccreport.language import aim_headings, column_headings
from pccreport.language.figures import find_figures as find_numbers
from pccreport.language.pasted_text import is_disclaimer
from pccreport.language.sentences import is_statement, split_sentences
from pccreport.language.wordlists import any_word_pattern
from pccreport.language.words import is_for_officer
from pccreport.pipeline.paste import join_wrapped
from pccreport.pipeline.present_updates import pasted_words, plain_typed, spoken_words
from pccreport.pipeline.typed_files import rows_by_place
from pccreport.readers.line import ReadFile

_REASONS = {
    LeftOutReason.MARK: MARK,
    LeftOutReason.MARK_ALONE: MARK,
    **dict.fromkeys((LeftOutReason.HEADING, LeftOutReason.SUBHEADING), HEADING),
    LeftOutReason.TITLE: HEADING,
}
_NO_SENTENCE = {
    *(LeftOutReason.HEADER, LeftOutReason.REPLY, LeftOutReason.PAGE),
    *(LeftOutReason.PAST, LeftOutReason.MARK, LeftOutReason.MARK_ALONE),
    LeftOutReason.TOTAL,
}
"""What is none of the contributor's, or of this period, or is the sum of what was sent."""
_MIN_CELL = 20
"""Least letters of a cell by which alone it is known in a text, also with a word broken."""
_FEW = 4
"""Words: fewer, without a figure, are a label and no update."""
_UNPLACED = {LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM}
_ANY = "*"
"""In place of the key of a key aim or a stream: it may be any."""
_WAYS = ("", ""), ("", _ANY), (_ANY, ""), (_ANY, _ANY)
"""The key aim and the stream with which a text is read until it is read whole."""

Figures = Mapping[str, PlacedText | str]
"""By place in a file: the figure in the project that is the same, HEADING for what it is of, or
"" if it is another."""


class Known(NamedTuple):
    """What of a project decides how a contribution is read."""

    words: PlanWords
    language: str
    figures: Figures = MappingProxyType({})
    amounts: Container[Decimal] = ()
    """Those of awards."""


class _Piece(NamedTuple):
    """A line of a typed text, or a cell of one."""

    text: str
    where: str
    column: int = 0
    """From 1; 0 for what is no cell."""


def sent_texts(
    read: ReadFile, typed: TypedText, pasted: PastedUpdates, known: Known
) -> list[SentText]:
    """Return the sentences of a file, which was read as some updates, in their order."""
    sent = _Sent(read.name, pasted, known)
    pieces = _pieces(read, typed)
    for part, items in pasted.cells.items():
        for item in items:
            sent.take(item, part, pieces)
    left_out: dict[int, list[LeftOutLine]] = defaultdict(list)
    for each in join_wrapped(pasted.left_out):
        left_out[each.number].append(each)
    figures = pasted.figures.values()
    withheld = {
        x.line.number: x.wording.withheld for x in figures if x.wording.withheld
    }
    heads: dict[int, str] = {}
    table = ""
    for number, row in pieces.items():
        left = left_out.get(number, ())
        reason = left[0].reason if left else None
        if row[0].column:
            above, table = table, row[0].where.rpartition("cell ")[0]
            if table != above:
                heads, is_read = {}, reason or number in sent.read
                if not is_read and may_be_heads([each.text for each in row]):
                    reason = LeftOutReason.HEADING  # of what is not read
            if reason is LeftOutReason.HEADING:
                heads = {each.column: each.text for each in row}
            # What is left out of a row that is read is no more than a mark or a remark.
            reason = None if number in sent.read else reason
            for piece in row:
                sent.leave_cell(number, piece, reason, heads)
        elif not left and number not in sent.read:
            reason = None if number in withheld else LeftOutReason.HEADING
            wording = withheld.get(number, row[0].text)
            sent.leave(number, row[0]._replace(text=wording), reason)
        remarks = (
            x for x in left if not row[0].column or x.reason is LeftOutReason.REMARK
        )
        for remark in remarks:
            sent.leave(number, row[0]._replace(text=remark.text), remark.reason)
    return [text for _, text in sorted(sent.found, key=lambda each: each[0])]


class _Sent:
    """The sentences of a file by the line on which each begins: first take, then leave."""

    def __init__(self, name: str, pasted: PastedUpdates, known: Known) -> None:
        self.found: list[tuple[int, SentText]] = []
        self.read: dict[int, list[str]] = defaultdict(list)
        """By line: what each update on it says."""
        self._awards: dict[int, list[str]] = defaultdict(list)
        """By line: the sums of awards."""
        self._private: set[int] = set()
        """Lines with a text that is kept back."""
        self._name, self._pasted, self._known = name, pasted, known
        aims = chain.from_iterable(known.words.aims.values())
        self._titles = {*map(_letters, aims)}

    def take(
        self,
        item: PastedItem,
        part: CellKey,
        pieces: Mapping[int, Sequence[_Piece]],
        *,
        private: bool = False,
    ) -> None:
        """Take an update with its points."""
        private = private or item.private
        own = [*chain.from_iterable(pieces[number] for number in item.lines)]
        for number in item.lines:
            texts = filter(None, (item.text, item.outcome))
            self.read[number] += map(plain_typed, texts)
            self._awards[number] += [item.award] if item.award else []
            self._private |= {number} if private else set()
        guessed = (_ANY, self._pasted.about[0]), (_ANY, self._pasted.whose[0])
        aim, stream = ("" if x in y else x for x, y in zip(part, guessed, strict=True))
        guess = part[0].strip(_ANY), part[1].strip(_ANY)
        around = "reference" if item.see else ""
        text = item.nothing or plain_typed(item.text)
        links = [
            SentLink(words, address, address_key(address))
            for each in (item.text, item.outcome)
            for words, address in find_addresses(each)
        ]
        outcome = plain_typed(item.outcome)
        text = f"{self._without_aim(text)}\n\n{outcome}"
        said = [text[a:b] for a, b in split_sentences(text, self._known.language)]
        marked = self._marked(own, said)
        for each in said:
            wording = split_mark(each)[1] if private and is_marked(each) else each
            placed = PlacedText(wording, _where(each, own), self._name)
            is_label = len(wording.split()) < _FEW and not find_numbers(wording)
            is_label = is_label and not (private or item.nothing)
            beside = around or ("a few words" if is_label else "")
            if re.sub(r"\A\d+", "", _letters(each)) in self._titles:
                beside = HEADING
            is_own = is_for_officer(each, self._known.language)
            beside = LeftOutReason.REMARK.value if is_own else beside
            own_links = tuple(x for x in links if (x.words or x.address) in wording)
            sent = SentText(placed, private, beside, links=own_links, is_own=is_own)
            sent = sent._replace(part=(aim, stream), guess=guess)
            sent = sent if wording in marked else sent._replace(marked=marked)
            self.found.append((item.line, sent))
        for point in item.points:
            self.take(point, part, pieces, private=private)

    def _marked(
        self, pieces: Sequence[_Piece], wordings: Sequence[str]
    ) -> tuple[str, ...]:
        """Return the sentences that have the mark of a text; () if that is of all of it.

        So is one before the text, one that is a sentence, and a request.
        """
        whole = " ".join(each.text for each in pieces)
        sentences = split_sentences(whole, self._known.language)
        marked = {a: split_mark(x) for a, b in sentences if is_marked(x := whole[a:b])}
        is_of_all = 0 in marked and whole.startswith(marked[0][0])
        if is_of_all or not all(mark and rest for mark, rest in marked.values()):
            return ()
        private = [_letters(whole[a:b]) for a, b in sentences if a in marked]
        found = (x for x in wordings if any(_letters(x) in each for each in private))
        return (*(split_mark(x)[1] for x in found),)

    def _without_aim(self, text: str) -> str:
        """Return a text without the key aim that is before it in brackets: “(Aim 4)”."""
        names = any_word_pattern(aim_headings.aim_names(self._known.words.aim_label))
        return re.sub(rf"(?i)\A\W*\({names} \d+\)\s*", "", text)

    def leave_cell(
        self,
        number: int,
        piece: _Piece,
        reason: LeftOutReason | None,
        heads: Mapping[int, str],
    ) -> None:
        """Leave out a cell, if it is in no update; a figure says something of its own."""
        letters, words = _letters(piece.text), self._known.words
        read = self.read.get(number, ())
        # A figure or a name may be in a text by chance; its marks and remarks are listed apart.
        is_short = len(letters) < _MIN_CELL
        if any(
            _spaced(piece.text) in _spaced(wording)
            if is_short
            else letters in _letters(wording) or _letters(wording) in letters
            for wording in read
        ):
            return
        sheet = f"{piece.where.rpartition(', cell ')[0]}, of another period"
        if (sheet, "row") in self._pasted.columns:
            reason = LeftOutReason.PAST
        head = heads.get(piece.column, "")
        is_aim = aim_headings.is_aim_name(head, words.aim_label)
        is_aim = is_aim or aim_headings.may_head_aims(head) or head.strip(".") == "No"
        figure = re.fullmatch(r"[£$€]?(\d[\d,]*(?:\.\d+)?)%?", piece.text)
        if figure and figure[1] == piece.text:
            amount = Decimal(piece.text.replace(",", ""))
            wording = f"£{amount:,}" if amount in self._known.amounts else piece.text
            piece = piece._replace(text=wording)
        around = f"column “{head or piece.column}”"
        if piece.text and column_headings.pounds(piece.text) in self._awards[number]:
            around = ""
        around = HEADING if is_aim else around
        is_own = figure is not None
        self.leave(number, piece, reason, around, is_own=is_own)

    def leave(
        self,
        number: int,
        piece: _Piece,
        reason: LeftOutReason | None,
        around: str = "",
        *,
        is_own: bool = False,
    ) -> None:
        """Leave out a text that is in no update, or take it as the figure of a measure."""
        wording, language = piece.text, self._known.language
        if reason and (not around or reason in _REASONS):
            around = _REASONS.get(reason, reason.value)
        figure = self._known.figures.get(piece.where, around)
        private = is_marked(wording) or number in self._private
        is_own_mark = is_mark(wording) or not split_mark(wording)[1]
        is_no_text = around == MARK and is_own_mark
        is_no_text |= reason is LeftOutReason.HEADING and not piece.column
        if isinstance(figure, PlacedText):
            same = figure._replace(text=wording)
            placed = PlacedText(wording, piece.where, self._name)
            self.found.append((number, SentText(placed, private, figure=same)))
            return
        besides = _REASONS.values()
        is_beside = reason in _NO_SENTENCE or around in besides or figure in besides
        sign = find_list_sign(wording)
        is_own = is_own or (reason in _UNPLACED and sign is not None)
        wording = self._without_aim(wording[sign.end() :] if sign else wording)
        wording = (
            without_mark(wording) if is_marked(wording) and around != MARK else wording
        )
        for start, end in split_sentences(wording, language):
            text = wording[start:end]
            is_update = is_statement(text, language) and not is_disclaimer(text)
            is_update = (is_own or is_update) and not is_beside
            placed = PlacedText(text, piece.where, self._name)
            sent = SentText(
                placed,
                private,
                figure,
                bool(piece.column),
                is_own=is_update,
                is_mark=is_no_text,
            )
            if any(map(str.isalnum, text)):
                self.found.append((number, sent))


def _pieces(read: ReadFile, typed: TypedText) -> dict[int, list[_Piece]]:
    """Return what each line of a typed text has, by its number: a row has its cells."""
    rows = rows_by_place(read)
    found: dict[int, list[_Piece]] = {}
    for line in read_typed(typed.text, Counter()):
        where = typed.places.get(line.number, f"line {line.number}")
        row = rows.get(where, ())
        if row and row[0].cell:
            found[line.number] = [
                _Piece(x.text, x.where, x.cell.column) for x in row if x.cell
            ]
        elif line.cells:
            cells = enumerate(line.cells, start=1)
            found[line.number] = [_Piece(cell, where, at) for at, cell in cells]
        elif line.text:
            found[line.number] = [_Piece(line.text, where)]
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _spaced(text: str) -> str:
    return re.sub(r"[\W_]+", " ", f" {text.casefold()} ")


def _where(sentence: str, pieces: Sequence[_Piece]) -> str:
    """Return where a sentence begins in the lines or cells that it was put together of."""
    wording = _letters(sentence)
    at = "".join(_letters(each.text) for each in pieces).find(wording)
    for each in pieces:
        length = len(_letters(each.text))
        if 0 <= at < length:
            return each.where
        at -= length
    within = [each for each in pieces if _letters(each.text) in wording]
    return max(within or pieces[:1], key=lambda each: len(each.text)).where


def read_sent(
    typed: TypedText,
    words: PlanWords,
    measures: MeasureNames,
    there: Iterable[str] = (),
) -> PastedUpdates:
    """Return the updates in a text, also those of which it does not say where they belong.

    With --aim, `paste` may read more of it: so is it read if more of that is `there`, in a project.
    """
    for aim, stream in _WAYS:
        found = read_pasted(typed, words, aim, stream, measures)
        unplaced = {x.reason for x in found.left_out} & _UNPLACED
        is_all = found.cells and LeftOutReason.NO_STREAM not in unplaced
        if is_all or (found.figures and not unplaced):
            break
    if (aim, stream) != _WAYS[-1] and any(x.may_be_update for x in found.left_out):
        spoken = {*map(spoken_words, there)}

        def carried(read: PastedUpdates) -> int:
            texts = map(pasted_words, chain.from_iterable(read.cells.values()))
            sentences = (x[a:b] for x in texts for a, b in split_sentences(x))
            return sum(spoken_words(each) in spoken for each in sentences)

        other = read_pasted(typed, words, _ANY, _ANY, measures)
        found = max(found, other, key=carried)
    return found
