"""What a report prints, by which a contribution is known that is a copy of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pccreport.document.blocks import Block, Heading, content_text, flat_runs
from pccreport.document.roles import AIMS, STREAMS
from pccreport.intake.privacy import ALL, BELOW, may_forbid, privacy_scope
from pccreport.layout.report import lay_out_report
from pccreport.pipeline.compare import ComparedReport
from pccreport.readers.line import Line, LineKind
from pccreport.readers.paragraph import Paragraph, TextPiece, paragraph_lines

Words = tuple[str, ...]
_WORD = r"(?:(?<!\w)[-–−])?\d+(?:[.,]\d+)*|[^\W_]+|[£$€%]"
"""A figure as it is typed, a word, or the sign of a unit."""


class PrintedPage(NamedTuple):
    """The lines of a report, by their words."""

    lines: Sequence[tuple[bool, Words]]
    sections: frozenset[Words]
    """The headings of key aims and streams."""
    headings: frozenset[Words]
    """The other headings."""
    typed: Mapping[Words, Words]
    """The words of a line, by those with its number and its addresses typed."""

    def split_copy(self, given: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
        """Return what is to be read of a copy, with its sections, and the lines that are as printed.

        A copy has most of what is printed, in order, and no mark of its sender that may be about
        the rest. All of another file is to be read.
        """
        lines = [*self._join_wrapped(given)]
        keys = [*map(self.key, lines)]
        same = SequenceMatcher(None, self.lines, keys).get_matching_blocks()
        copied = {at for _, first, n in same for at in range(first, first + n)}
        others = [x for at, x in enumerate(lines) if at not in copied]
        notes = (may_forbid(x.text) for x in others if x.kind is LineKind.NOTE)
        marks = (privacy_scope(x.text) in (BELOW, ALL) for x in others)
        if 2 * len(copied) < len(self.lines) or any((*notes, *marks)):
            return (*given,), []
        # Contents have the headings once more.
        copied |= {
            at for at, x in enumerate(keys) if not x[0] and x[1] in self.headings
        }
        heads = {at for at in copied if keys[at][1] in self.sections}
        rest = (
            x._replace(kind=LineKind.HEADING) if at in heads else x
            for at, x in enumerate(lines)
            if at in heads or at not in copied
        )
        return (*rest,), [lines[at] for at in sorted(copied)]

    def is_section(self, text: str) -> bool:
        """Return whether a text is the heading of a key aim or a stream."""
        return self.key(Line(text, ""))[1] in self.sections

    def key(self, line: Line) -> tuple[bool, Words]:
        """Return whether a line is not seen as text is, and its words, as without its number."""
        is_unseen, words = _line_key(line)
        return is_unseen, self.typed.get(words, words)

    def _join_wrapped(self, lines: Sequence[Line]) -> Iterator[Line]:
        """Yield lines; those that are one line of a report, which a program has wrapped, as one."""
        by_start, at = defaultdict[Words, set[Words]](set), 0
        keys = [*map(_line_key, lines)]
        for each in (*self.typed, *(words for _, words in self.lines)):
            by_start[each[:2]].add(each)
        while at < len(lines):
            (unseen, words), end = keys[at], at + 1
            wanted = by_start[words[:2]]
            for following in range(end + 1, len(lines) + 1):
                is_other, more = keys[following - 1]
                words = words + more
                begun = is_other == unseen and {x[: len(words)] for x in wanted}
                if not begun or words not in begun:
                    break
                end = following if words in wanted else end
            yield lines[at]._replace(text=" ".join(x.text for x in lines[at:end]))
            at = end


def _line_key(line: Line) -> tuple[bool, Words]:
    """Return whether a line is not seen as text is, and its words and figures."""
    is_unseen = line.hidden or line.kind in (LineKind.STRUCK, LineKind.HIDDEN)
    return is_unseen, _words(line.text)


def _words(text: str) -> Words:
    return (*re.findall(_WORD, text.replace("\\", "").casefold()),)


def printed_page(compared: ComparedReport) -> PrintedPage:
    """Return what a report prints, as it is read in a Word file."""
    document, _ = lay_out_report(compared.report, compared.project.house)
    header = Paragraph(0, [TextPiece(content_text(document.header))])
    lines = paragraph_lines((*_paragraphs(document.blocks), header))
    sections, headings, typed = set[Words](), set[Words](), dict[Words, Words]()
    for block in document.blocks:
        words = _words(content_text(block.content))
        if isinstance(block, Heading):
            (sections if block.role in (*AIMS, *STREAMS) else headings).add(words)
        runs = ((x.run.text, x.link) for x in flat_runs(block.content))
        linked = " ".join(f"{x} {link.href if link else ''}" for x, link in runs)
        forms = {_words(linked), _words(f"{block.number} {linked}")}
        typed.update(dict.fromkeys(forms - {words}, words))
    page = PrintedPage((), frozenset(sections), frozenset(headings), typed)
    return page._replace(lines=[*map(page.key, lines)])


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    row = column = 0
    for number, block in enumerate(blocks, start=1):
        column = column % block.columns + 1 if block.columns else 0
        row += column == 1
        runs = [
            (x.run.text.replace("\n", " "), x.link) for x in flat_runs(block.content)
        ]
        pieces = [TextPiece(x, address=link.href if link else "") for x, link in runs]
        yield Paragraph(number, pieces, cell=(row, column) if column else None)
