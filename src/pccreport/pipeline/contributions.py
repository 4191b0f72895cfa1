"""What contributors sent, sentence by sentence: the updates that `paste` reads, and the rest.

What is in no update (a greeting, a code, a note in another column) counts only if nothing of the
project has the same words, and is listed only if it is a sentence of its own or a figure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from pccreport.compare.sent_texts import HEADING, MARK, SentLink, SentText
from pccreport.compare.text_changes import PlacedText
from pccreport.intake.account import LeftOutLine, LeftOutReason
from pccreport.intake.headings import PlanWords
from pccreport.intake.items import CellKey, PastedItem
from pccreport.intake.lines import BESIDE, ROW, SHEET, TypedText, find_list_sign
from pccreport.intake.lines import read_lines as read_typed
from pccreport.intake.links import Link, address_key, find_addresses
from pccreport.intake.marks import is_mark, is_marked, split_mark, without_mark
from pccreport.intake.measured import FigureText, Key, MeasureNames, find_figures
from pccreport.intake.pasted import PastedUpdates
from pccreport.language import aim_headings, column_headings, pasted_text
from pccreport.language.fair_edits import is_for_officer
from pccreport.language.figures import find_figures as find_numbers
from pccreport.language.pasted_text import is_disclaimer
from pccreport.language.sentences import is_statement, split_sentences
from pccreport.language.wordlists import any_word_pattern
from pccreport.model.prose import parse_prose
from pccreport.model.visibility import plain_parts
from pccreport.pipeline.paste import ANY
from pccreport.readers.line import LinePurpose, ReadFile, ReadLine

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
_WRAPPED = 45
"""Characters: a line that a program has wrapped is at least so long."""
_MIN_CELL = 20
"""Least letters of a cell by which alone it is known in a text, also with a word broken."""
_FEW = 4
"""Words: fewer, without a figure, are a label and no update."""
_UNPLACED = {LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM}

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
    for each in _joined(pasted.left_out):
        left_out[each.number].append(each)
    figures = pasted.figures.values()
    withheld = {
        x.line.number: x.wording.withheld for x in figures if x.wording.withheld
    }
    heads: dict[int, str] = {}
    for number, row in pieces.items():
        left = left_out.get(number, ())
        reason = left[0].reason if left else None
        if row[0].column:
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
            self.read[number] += (plain_parts(parse_prose(each)) for each in texts)
            self._awards[number] += [item.award] if item.award else []
            self._private |= {number} if private else set()
        guessed = (ANY, self._pasted.about[0]), (ANY, self._pasted.whose[0])
        aim, stream = ("" if x in y else x for x, y in zip(part, guessed, strict=True))
        guess = part[0].strip(ANY), part[1].strip(ANY)
        around = "reference" if item.see else ""
        text = item.nothing or plain_parts(parse_prose(item.text))
        links = [
            SentLink(words, address, address_key(address))
            for each in (item.text, item.outcome)
            for words, address in find_addresses(each)
        ]
        outcome = plain_parts(parse_prose(item.outcome))
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
    rows = _rows(read)
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


def _joined(lines: Iterable[LeftOutLine]) -> Iterable[LeftOutLine]:
    """Return lines that were left out, those of one sentence as one."""
    found: list[LeftOutLine] = []
    above = LeftOutLine(0, "", LeftOutReason.NOTHING)
    for line in lines:
        is_next = line.number == above.number + 1 and line.reason is above.reason
        is_next = is_next and not line.is_item
        is_long = len(above.text) >= _WRAPPED or line.text[:1].islower()
        if is_next and is_long and not re.search(r"[.!?:;]\W*\Z", above.text):
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {line.text}")
        else:
            found.append(line)
        above = line
    return found


def _as_typed(read: ReadFile) -> TypedText:
    """Return a file as the text of a message: rows with tabs, lists and quotations with signs."""
    lines: list[str] = []
    places: dict[int, str] = {}
    headings: dict[int, int] = {}
    links: dict[int, tuple[Link, ...]] = {}
    breaks = set[int]()
    table = 0
    is_page = PurePath(read.name).suffix.lower() in (".htm", ".html", ".eml")
    # What is beside the text does not end it.
    in_order = sorted(_with_notes(read.lines), key=_is_beside, reverse=True)
    for row, of_row in groupby(in_order, key=_row):
        wording = [*of_row]
        if row:
            if row[0] != table:  # its heads are its own
                lines.append("")
                table = row[0]
                for sheet in re.findall(r"\Asheet (.*), cell ", wording[0].where):
                    lines += (sheet, "")
                    places[len(lines) - 1] = f"sheet {sheet}"
                    headings[len(lines) - 1] = SHEET
            lines.append(ROW + "\t".join(_cells(wording, " " if is_page else "\v")))
            places[len(lines)] = wording[0].where
            links[len(lines)] = tuple(
                link._replace(column=line.cell.column, letters=0)
                for line in wording
                for link in line.links
                if line.cell
            )
            if all(line.purpose is LinePurpose.HEADING for line in wording):
                headings[len(lines)] = 1
            continue
        lines.append("")
        for line in map(_marked, wording):
            before = len(lines)
            match line.purpose:
                case LinePurpose.QUOTED:
                    lines.append(f"> {line.text}")
                case LinePurpose.APART:
                    lines.append(f"{line.where.capitalize()}: {line.text}")
                    headings[len(lines)] = BESIDE
                case _ if line.sign or line.text.startswith(">"):  # it is no quotation
                    lines.append(f"{line.sign or '• '}{line.text.lstrip('> ')}")
                case _:
                    lines += ("", line.text, "")
                    breaks |= {len(lines) - 1} if line.goes_on else set()
                    if line.purpose is LinePurpose.HEADING:
                        headings[len(lines) - 1] = line.level or 1
            for number in range(before, len(lines)):
                places[number + 1] = line.where
                links[number + 1] = line.links if lines[number] else ()
    return TypedText("\n".join(lines), places, headings, links=links, breaks=breaks)


def _marked(line: ReadLine) -> ReadLine:
    """Return a line with the mark that its file has beside it: in a comment."""
    mark = " [not for publication]" if line.private and not line.cell else ""
    return line._replace(text=f"{line.text}{mark}")


def _with_notes(lines: Sequence[ReadLine]) -> Iterator[ReadLine]:
    """Yield lines with their notes as sentences behind them, and those not at the foot again.

    A note of the source stays there, and so does that of a heading.
    """
    carried: set[str] = set()
    whole: list[ReadLine] = []
    for line in lines:
        notes = [x for x in line.notes if x and not pasted_text.gives_source(x)]
        notes = [] if line.purpose is LinePurpose.HEADING else notes
        carried |= {*notes}
        whole.append(line._replace(text=" ".join((line.text, *notes))))
    for line in whole:
        if not (_is_beside(line) and line.text in carried):
            yield line


def _is_beside(line: ReadLine) -> bool:
    return line.purpose is LinePurpose.APART and not line.cell


def typed_text(read: ReadFile) -> TypedText:
    """Return a file as it is pasted: a text as it was typed, under what is beside it."""
    if not read.text:
        return _named(read, _as_typed(read))
    beside = [x for x in read.lines if not x.where.startswith("line ")]
    if not beside:
        return _named(read, TypedText(read.text))
    head = _as_typed(read._replace(lines=(*beside,)))
    above = head.text.count("\n") + 1
    count = read.text.count("\n") + 1
    places = {above + number: f"line {number}" for number in range(1, count + 1)}
    text = f"{head.text}\n{read.text}"
    return _named(read, head._replace(text=text, places={**head.places, **places}))


def _named(read: ReadFile, typed: TypedText) -> TypedText:
    """Return a text with what is known of its file."""
    name = PurePath(read.name).stem
    return typed._replace(notes=read.notes, name=name, sender=read.sender)


def sent_figures(
    read: ReadFile, names: MeasureNames
) -> Iterator[tuple[str, Mapping[Key, FigureText]]]:
    """Yield the place of each line and cell that has figures of measures, with those.

    In a row that has any, the cells that say of what they are have none.
    """
    typed = typed_text(read)
    places = _rows(read)
    lines = read_typed(typed.text, Counter())
    for number, found in find_figures(lines, names).items():
        left = {key: wording for key, wording in found.given.items() if wording.figure}
        where = typed.places.get(number, f"line {number}")
        for line in places.get(where, ()) if left else ():
            if line.cell is None:
                yield line.where, left
                continue
            figure = re.sub(r"[^0-9.]", "", line.text)
            key = next(
                (k for k, wording in left.items() if wording.figure == figure), None
            )
            if key:
                yield line.where, {key: left.pop(key)}
            elif not figure:
                yield line.where, {}


def file_name(read: ReadFile) -> str:
    """Return the name of a file without its folders."""
    return PurePath(read.name).name


def _rows(read: ReadFile) -> dict[str, list[ReadLine]]:
    """Return the lines of each row, or of what is in no row, by the place of the first."""
    rows = ([*row] for _, row in groupby(read.lines, lambda x: _row(x) or x.where))
    return {row[0].where: row for row in rows}


def _row(line: ReadLine) -> tuple[int, int] | None:
    """Return the table and the row of a cell, or None for what is no cell."""
    return line.cell and line.cell[:2]


def _cells(row: Sequence[ReadLine], gap: str) -> list[str]:
    """Return the cells of a row, at least three; the lines of one have a `gap` between them."""
    wording: dict[int, str] = {}
    for line in row:
        at = line.cell.column if line.cell else 1
        between = "\v" if line.sign else gap
        wording[at] = (
            f"{wording.get(at, '')}{between}{line.sign.strip()} {line.text}".strip()
        )
    cells = [wording.get(at, "") for at in range(1, max(3, *wording) + 1)]
    if any(line.private for line in row):
        cells.append("not for publication")
    return cells
