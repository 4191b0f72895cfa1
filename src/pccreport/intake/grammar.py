"""The lines of a file as updates with a place: one pass, one rule for each kind of line.

Every line has one fate: placed, the figure of a measure, a heading, not placed (and then in full
below the updates), or nothing: one of a few exact forms that carry no words of their own.
"""

import re
from collections.abc import Sequence
from itertools import groupby, zip_longest
from pathlib import PurePath

from pccreport.intake.fates import Fate, Intake, Why
from pccreport.intake.measured import PastedFigure, find_figure, words_beside_names
from pccreport.intake.paragraphs import ParagraphReader, may_be_period_label
from pccreport.intake.placing import LinePlacer, withhold_all
from pccreport.intake.privacy import ALL, is_name_private, may_forbid, must_be_private
from pccreport.intake.settling import settle_updates
from pccreport.intake.tables import TableReader
from pccreport.intake.words import NameFinder, PlanWords
from pccreport.language.incoming import pasted_text as says
from pccreport.language.texts.counted import quote
from pccreport.readers.line import Line, LineKind, ReadFile, with_lettered_items

_NOTHING = re.compile(r"[\W_]+|[A-Z][a-z]+: ?[A-Z]{2}")
"""A rule, or whose a text is in short: “Lead: NH”."""
_MARKING = re.compile(
    r"(?i)(?:x-[^\s:]*)?(?:sensitivity|classification|marking|label|importance):"
)
_EXACT = re.compile(r"@|\d:\d\d|(?i:original message)|\d{4}")
_GREETING = 4
"""Words of a greeting or thanks alone, at most."""


def read_sent(file: ReadFile, words: PlanWords, aim: str, stream: str = "") -> Intake:
    """Return what is in a file; `aim` and `stream` are those of it until a heading says otherwise."""
    naming = NameFinder(words)
    whose = ("", "") if stream and not file.form_id else _infer_stream(file, naming)
    name = "" if file.name == "-" else PurePath(file.name).stem
    placing = LinePlacer(naming, aim, stream or whose[0])
    if is_name_private(name):
        placing.all_kept = f"the file’s name (“{name}”)"
    _FileReader(placing, file).read_lines()
    settle_updates(placing)
    points = {id(x) for update in placing.updates for x in update.points}
    taken = {x.cell[1] for x in placing.updates}
    if stream and (others := " or ".join(sorted(taken - {stream}))):
        doubt = f"text that names {others} is placed there, not under {stream}"
        placing.doubts.append(("", doubt))
    return Intake(
        (*(x for x in placing.updates if id(x) not in points),),
        placing.settle_figures(),
        (*placing.unplaced,),
        (*placing.fates,),
        (*dict.fromkeys(placing.doubts),),
        whose if not taken or whose[0] in taken else ("", ""),
    )


def _infer_stream(file: ReadFile, naming: NameFinder) -> tuple[str, str]:
    """Return the stream of a file whose headings name none, and what says so."""
    if file.form_id and file.form_id.stream in naming.words.streams:
        return file.form_id.stream, f"the form for {file.form_id.period}"
    fields = ((says.header_field(x.text), x.text) for x in file.lines if _is_header(x))
    senders = (("the sender", x) for name, x in fields if name == "from")
    for place, text in (("the file’s name", PurePath(file.name).stem), *senders):
        if len(found := naming.streams_named_in(text)) == 1:
            return found.pop(), place
    return "", ""


class _FileReader:
    """Goes through the lines of a file in order."""

    def __init__(self, placing: LinePlacer, file: ReadFile) -> None:
        self.placing, self._lines = placing, [*with_lettered_items(file.lines)]
        self._text = ParagraphReader(placing)
        self._tables = TableReader(self._text, file.form_id)
        words = placing.naming.words
        labels = [x.text.strip(" :") for x in file.lines if may_be_period_label(x)]
        placing.is_report = len({*map(words.periods, labels)} - {None}) > 1
        placing.has_several_periods = {True, False} <= {*map(words.is_period, labels)}
        self._quoted, self._is_head, self._depth = False, False, 0
        """Whether the line above is quoted, or a head of a message, and how many of these are above."""

    def read_lines(self) -> None:
        """Read the lines."""
        lines, fates = self._lines, self.placing.fates
        headers = _find_header_lines(lines)
        for at, (line, below) in enumerate(zip_longest(lines, lines[1:])):
            # It is what a program puts above an earlier message.
            is_reply = _EXACT.search(line.text) and says.begins_reply(line.text)
            passes_on = says.is_forward(line.text)
            if at in headers or is_reply or passes_on:
                if at - 1 not in headers and not line.quoted:
                    self._begin_message(quoted=False)
                self._is_head |= says.header_field(line.text) in ("", "from")
                self._depth -= passes_on  # what follows is not quoted
                fates.append((line, self._read_header_field(line)))
            else:
                self._depth += self._is_head and not line.quoted
                self._is_head = False
                own = line._replace(quoted=line.quoted + self._depth)
                fates.append((own, self._read_line(own, below)))

    def _read_line(self, line: Line, below: Line | None) -> Fate:
        """Read one line, which is no part of the frame of a message."""
        placing = self.placing
        match line.kind:
            case LineKind.BESIDE | LineKind.NOTE:
                return self._read_aside(line)
            case LineKind.STRUCK | LineKind.HIDDEN:
                return placing.leave(line, Why[line.kind.name])
            case LineKind.SHEET:
                return self._tables.begin_sheet(line)
        if (line.quoted > self._depth) != self._quoted:
            self._begin_message(quoted=not self._quoted)
        if line.kind is not LineKind.ROW:
            self._tables.end_table()
        figure = None if line.form else self._add_figure(line)
        if figure or line.kind is LineKind.ROW:
            return figure or self._tables.read_row(line)
        if not _carries_nothing(line):
            return self._text.read_line(line, below)
        placing.signed |= says.is_closing(line.text) or line.text == "--"
        placing.names |= {*(says.greeting_names(line.text) or ())}
        placing.is_open = False
        return Fate.NOTHING

    def _add_figure(self, line: Line) -> Fate | None:
        """Take the figure that a line gives for a measure; None if it is a text."""
        placing, tables = self.placing, self._tables
        row, names = tables.by_role(line), placing.naming.words.measures
        found = find_figure(line, names, row.get("figure", ""))  # of the period
        if not found or not (found[1] or line.cells):
            doubt = "it may give a measure’s figure, but none was read"
            placing.doubts += [(line.place, doubt)] if found else []
            return None
        placing.is_open, (key, figure) = False, found
        if placing.label.is_past or tables.is_left:
            return placing.leave(line, Why.PAST)
        private = tables.is_row_private(line)
        other = placing.figures.get(key)
        if not figure or (other and other.figure != figure):
            return placing.add_open(line, Why.FIGURES, line.text, kept=private)
        private |= line.hidden or bool(placing.mark or (other and other.private))
        placing.figures[key] = PastedFigure(figure, line, private)
        tables.leave_cells(line, words_beside_names(row, names), kept=private)
        return Fate.FIGURE

    def _begin_message(self, *, quoted: bool) -> None:
        """Begin an earlier or forwarded message, which names its own key aims."""
        if self.placing.updates and (quoted or not self._quoted):
            self.placing.aim = self.placing.given[0]
        self._quoted, self.placing.outermost, self.placing.aim_mark = quoted, "", ""
        self.placing.end_periods()
        self.placing.begin_section()

    def _read_header_field(self, line: Line) -> Fate:
        """Read a field of a header: its subject may say what all below is about."""
        name, _, value = map(str.strip, line.text.partition(":"))
        placing, kept = self.placing, f"the header ({quote(line.text)})"
        if value and any(map(is_name_private, (value, line.text))):
            placing.all_kept = placing.all_kept or kept
        if name.casefold() == "subject":
            placing.is_passed_on |= says.is_forward(value.partition(":")[0])  # “FW: …”
            placing.aim = placing.aim_around(value, line.place) or placing.aim
        return Fate.NOTHING

    def _read_aside(self, line: Line) -> Fate:
        """Read what is beside the text: a header, a note, a comment, a label of the file."""
        placing, is_note = self.placing, line.kind is LineKind.NOTE
        if is_note and may_forbid(line.text):
            placing.apply_text_mark(line, "" if placing.last else ALL)
            withhold_all(placing.last, f"because of a note ({line.place})")
            placing.figures_kept = True
        elif not is_note and is_name_private(line.text):
            placing.apply_text_mark(line, ALL)
        is_label = line.place in ("a label of the file", "header")
        if is_label or _carries_nothing(line) or _is_header(line):
            return self._read_header_field(line)
        return placing.leave(line, Why.NOTE if is_note else Why.BESIDE)


def _find_header_lines(lines: Sequence[Line]) -> set[int]:
    """Return which lines are the header of a message: several fields, one below the other."""
    found: set[int] = set()
    for is_field, group in groupby(enumerate(lines), lambda x: _is_header(x[1])):
        run = [*group]
        names = {says.header_field(line.text) for _, line in run}
        is_close = not any(line.apart for _, line in run[1:])
        if is_field and len(run) > 1 and (is_close or names & {"from", "subject"}):
            found |= {at for at, _ in run}
    return found


def _is_header(line: Line) -> bool:
    """Return whether a line has the form of a field of a header."""
    is_text = line.kind in (LineKind.TEXT, LineKind.BESIDE)
    return is_text and bool(says.header_field(line.text) or _MARKING.match(line.text))


def _carries_nothing(line: Line) -> bool:
    """Return whether a line has one of the exact forms that carry nothing."""
    text = line.text.strip()
    if line.kind is LineKind.ROW or must_be_private(text):
        return False
    if _NOTHING.fullmatch(text) or says.is_page_number(text):
        return True
    if line.kind not in (LineKind.TEXT, LineKind.BESIDE):
        return False
    is_brief = len(text.split()) <= _GREETING and not re.search(r"\d", text)
    greets = says.greeting_names(text) is not None and len(text.split()) > 1
    return (is_brief and (greets or says.is_closing(text))) or says.is_courtesy(text)
