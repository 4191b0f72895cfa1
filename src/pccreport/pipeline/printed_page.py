"""What a report prints, by which a contribution is known that is a copy of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pccreport.document.blocks import Block, content_text, flat_runs
from pccreport.document.roles import AIMS, STREAMS
from pccreport.intake.privacy import ALL, BELOW, may_forbid, privacy_scope
from pccreport.layout.report import lay_out_report
from pccreport.pipeline.compare import ComparedReport
from pccreport.readers.line import Line, LineKind
from pccreport.readers.paragraph import Paragraph, TextPiece, paragraph_lines
from pccreport.source.answers import plain_words

Words = tuple[str, ...]


class PrintedPage(NamedTuple):
    """The lines of a report, by their words."""

    lines: Sequence[tuple[bool, Words]]
    headings: frozenset[Words]
    """Those that are the heading of a key aim or a stream."""

    def split_copy(self, given: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
        """Return what is to be read of a copy, with its headings, and the lines that are as printed.

        A copy has most of what is printed, in order, and no mark of its sender that may be about
        the rest. All of another file is to be read.
        """
        lines = [*_join_wrapped(given, self.lines)]
        keys = [*map(_line_key, lines)]
        same = SequenceMatcher(None, self.lines, keys).get_matching_blocks()
        copied = {at for _, first, n in same for at in range(first, first + n)}
        others = [x for at, x in enumerate(lines) if at not in copied]
        notes = (may_forbid(x.text) for x in others if x.kind is LineKind.NOTE)
        marks = (privacy_scope(x.text) in (BELOW, ALL) for x in others)
        if 2 * len(copied) < len(self.lines) or any((*notes, *marks)):
            return (*given,), []
        heads = {at for at in copied if keys[at][1] in self.headings}
        rest = (
            x._replace(kind=LineKind.HEADING) if at in heads else x
            for at, x in enumerate(lines)
            if at in heads or at not in copied
        )
        return (*rest,), [lines[at] for at in sorted(copied)]


def _join_wrapped(
    lines: Sequence[Line], printed: Iterable[tuple[bool, Words]]
) -> Iterator[Line]:
    """Yield lines; those that are one line of a report, which a program has wrapped, as one."""
    by_start = defaultdict[Words, set[Words]](set)
    keys, at = [*map(_line_key, lines)], 0
    for _, each in printed:
        by_start[each[:2]].add(each)
    while at < len(lines):
        (unseen, words), end = keys[at], at + 1
        wanted = by_start[words[:2]]
        while words not in wanted and any(x[: len(words)] == words for x in wanted):
            if end == len(lines) or keys[end][0] != unseen:
                break
            words, end = words + keys[end][1], end + 1
        end = end if words in wanted else at + 1
        yield lines[at]._replace(text=" ".join(x.text for x in lines[at:end]))
        at = end


def _line_key(line: Line) -> tuple[bool, Words]:
    """Return whether a line is not seen as text is, and its words."""
    is_unseen = line.hidden or line.kind in (LineKind.STRUCK, LineKind.HIDDEN)
    return is_unseen, plain_words(line.text)


def printed_page(compared: ComparedReport) -> PrintedPage:
    """Return what a report prints, as it is read in a Word file."""
    document, _ = lay_out_report(compared.report, compared.project.house)
    header = Paragraph(0, [TextPiece(content_text(document.header))])
    lines = paragraph_lines((*_paragraphs(document.blocks), header))
    titles = (x.content for x in document.blocks if x.role in (*AIMS, *STREAMS))
    headings = frozenset(plain_words(content_text(x)) for x in titles)
    return PrintedPage([*map(_line_key, lines)], headings)


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
