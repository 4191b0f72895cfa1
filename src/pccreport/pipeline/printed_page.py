"""What a report prints, by which a contribution is known that is a copy of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from pccreport.document.blocks import Block, Heading, content_text, flat_runs
from pccreport.document.roles import Role
from pccreport.intake.privacy import ALL, BELOW, may_forbid, privacy_scope
from pccreport.layout.report import lay_out_report
from pccreport.pipeline.compare import ComparedReport
from pccreport.readers.line import Line, LineKind
from pccreport.readers.paragraph import Paragraph, TextPiece, paragraph_lines

Words = tuple[str, ...]
_WORD = r"(?:(?<!\w)[-–−])?\d+(?:[.,]\d+)*|[^\W_]+|[£$€%]"


class PageWords(NamedTuple):
    """The words of the lines of a report."""

    lines: Sequence[tuple[bool, Words]]
    headings: frozenset[Words]
    typed: Mapping[Words, Words]
    """The words of a line, by those with its number and its addresses as they may be typed."""
    contributed: frozenset[Words]
    """Those of rows and of texts of updates."""


class PrintedPage:
    """What a report prints, as it is read in a Word file."""

    def __init__(self, compared: ComparedReport) -> None:
        self._document, _ = lay_out_report(compared.report, compared.project.house)
        self._updates = {x.origin.source.name for x in compared.project.updates}
        self._paragraphs = [*_paragraphs(self._document.blocks)]

    def split_copy(self, given: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
        """Return what is to be read of a copy, with its headings, and the lines that are as printed.

        A copy has most of what is printed, in order. If a mark of its sender may be about the rest,
        all updates in it are to be read, as all of another file is.
        """
        shown = [x for x in self._paragraphs if not x.cell and x.text.strip()]
        if 2 * len(given) < len(shown):  # each of which is a line or more
            return (*given,), []
        lines = [*self._join_wrapped(given)]
        typed, page = self.words.typed, self.words.lines
        keys = [(x, typed.get(own, own)) for x, own in map(_line_key, lines)]
        same = SequenceMatcher(None, page, keys).get_matching_blocks()
        copied = {at for _, first, n in same for at in range(first, first + n)}
        others = [x for at, x in enumerate(lines) if at not in copied]
        notes = (may_forbid(x.text) for x in others if x.kind is LineKind.NOTE)
        marks = (privacy_scope(x.text) in (BELOW, ALL) for x in others)
        if 2 * len(copied) < len(page):
            return (*given,), []
        if any((*notes, *marks)):
            copied = {at for at in copied if keys[at][1] not in self.words.contributed}
        heads = {x for x in keys if not x[0] and x[1] in self.words.headings}
        rest = (
            x._replace(kind=LineKind.HEADING) if keys[at] in heads else x
            for at, x in enumerate(lines)
            if keys[at] in heads or at not in copied
        )
        return (*rest,), [lines[at] for at in sorted(copied)]

    @cached_property
    def words(self) -> PageWords:
        """The words of its lines, read once a contribution may be a copy."""
        blocks, paragraphs = self._document.blocks, self._paragraphs
        header = Paragraph(0, [TextPiece(content_text(self._document.header))])
        lines = [*paragraph_lines((*paragraphs, header))]
        sent = {words_as_typed(x.text) for x in lines if x.kind is LineKind.ROW}
        headings, typed = set[Words](), dict[Words, Words]()
        for block, own in zip(blocks, paragraphs, strict=True):
            words = words_as_typed(own.text)
            addresses = (f" {x.address} " if x.address else "" for x in own.pieces)
            linked = "".join(map("{0.words}{1}".format, own.pieces, addresses))
            numbered = f"{block.number} {linked}" if block.number else linked
            forms = {*map(words_as_typed, {linked, numbered} - {own.text})} - {words}
            typed.update(dict.fromkeys(forms, words))
            headings |= {words, *forms} if isinstance(block, Heading) else set()
            file = block.origin.source.name if block.origin else ""
            is_sent = file in self._updates and block.role is not Role.LABEL_LINE
            sent |= {words} if is_sent else set()
        keys = [(x, typed.get(own, own)) for x, own in map(_line_key, lines)]
        return PageWords(keys, frozenset(headings), typed, frozenset(sent))

    def _join_wrapped(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield lines; those that are one line of a report, which a program has wrapped, as one."""
        by_start, at = defaultdict[Words, set[Words]](set), 0
        keys = [*map(_line_key, lines)]
        for each in (*self.words.typed, *(words for _, words in self.words.lines)):
            by_start[each[:2]].add(each)
        while at < len(lines):
            (unseen, words), end = keys[at], at + 1
            wanted = by_start[words[:2]]
            for last in range(end, len(lines)):
                is_other, more = keys[last][0] != unseen, keys[last][1]
                words += more
                if is_other or not (
                    more and any(x[: len(words)] == words for x in wanted)
                ):
                    break
                end = last + 1 if words in wanted else end
            yield lines[at]._replace(text=" ".join(x.text for x in lines[at:end]))
            at = end


def _line_key(line: Line) -> tuple[bool, Words]:
    """Return whether a line is not seen as text is, and its words."""
    is_unseen = line.hidden or line.kind in (LineKind.STRUCK, LineKind.HIDDEN)
    return is_unseen, words_as_typed(line.text)


def words_as_typed(text: str) -> Words:
    """Return the words of a text in small letters, figures with their separators and minus signs."""
    return (*re.findall(_WORD, text.replace("\\", "").casefold()),)


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    row = column = 0
    for number, block in enumerate(blocks, start=1):
        column = column % block.columns + 1 if block.columns else 0
        row += column == 1
        runs = [
            (x.run.text.replace("\n", " "), x.link) for x in flat_runs(block.content)
        ]
        pieces = [TextPiece(x, address=link.href if link else "") for x, link in runs]
        yield Paragraph(number, pieces, cell=(row, column, False) if column else None)
