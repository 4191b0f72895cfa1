"""A pasted text (an e-mail, a page, a list copied out of Word) as updates.

Every line is placed in an update, or left out with the reason: nothing gets lost
on the way. What looks like a list or a wrapped line is decided by form alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from pccreport.intake.headings import (
    Heading,
    PlanWords,
    aim_heading,
    aim_of_cell,
    is_introduction,
    is_short,
    next_heading,
    stream_heading,
)
from pccreport.intake.lines import Line, TypedText, read_lines
from pccreport.intake.marks import is_mark, is_marked, without_mark
from pccreport.intake.measured import (
    NO_MEASURES,
    FigureText,
    Key,
    LineFigures,
    MeasureNames,
    find_figures,
)
from pccreport.intake.message import LeftOutLine, LeftOutReason, unframe
from pccreport.language import pasted_text
from pccreport.language.pasted_text import join_broken
from pccreport.language.typed_references import find_typed_references
from pccreport.model.inline_markup import ProseRun
from pccreport.model.private_intent import (
    is_private_cell,
    is_private_head,
    is_private_phrase,
)
from pccreport.model.prose import parse_prose

_DEPTH = 2
"""The deepest a point can be: an update has points, and they have points."""
_DEEPEST_HEADING = 9
"""The level of a heading that has no style: none is within it."""
_NARROWEST = 60
"""Characters: a line that was wrapped by a program is at least so long."""
_WORDS_OF_HEAD = 4
"""Words of the head of a column that asks nothing, at most: an update may speak of the public."""
_WRAPPED = 45
"""Characters: a line that was wrapped to a narrow column is at least so long."""


class PastedItem(NamedTuple):
    """An update, or a point of one, with the line on which it begins."""

    text: str
    points: tuple[PastedItem, ...]
    line: int
    private: bool
    see: str
    """The key of the key aim to which it does no more than refer, or ""."""
    nothing: str = ""
    """The reason why there is nothing to report, if it says no more than that."""


class PastedFigure(NamedTuple):
    """What a text gives for a measure, or for one area of it."""

    said: FigureText
    line: Line
    private: bool


class PastedUpdates(NamedTuple):
    """What was read."""

    cells: Mapping[tuple[str, str], Sequence[PastedItem]]
    """Updates by the keys of their key aim and stream, in the order of the text."""
    left_out: tuple[LeftOutLine, ...]
    repairs: Mapping[str, int]
    """How often something was put right, by what it is called."""
    doubts: tuple[tuple[int, str], ...]
    """What may have been understood wrongly, by line."""
    figures: Mapping[Key, PastedFigure] = MappingProxyType({})


def read_pasted(
    text: str | TypedText,
    words: PlanWords,
    aim: str = "",
    stream: str = "",
    measures: MeasureNames = NO_MEASURES,
) -> PastedUpdates:
    """Return the updates in a text.

    `aim` and `stream` are the keys of what it is about until a heading says otherwise.
    """
    repairs: Counter[str] = Counter()
    text = text if isinstance(text, TypedText) else TypedText(text)
    typed = [
        line._replace(heading=text.headings.get(line.number, 0))
        for line in read_lines(text.text, repairs)
    ]
    found = find_figures(typed, measures).items()
    of_measures = {number for number, x in found if x.given or not x.doubt}
    message = unframe(typed, words, aim_known=bool(aim), figures=of_measures)
    reader = _Reader(words, aim, stream, repairs, all_private=bool(message.marking))
    # A subject or a remark may say of which period the figures are.
    around = (x for x in message.left_out if x.reason is not LeftOutReason.REPLY)
    lines = (*message.body, *(Line(x.number, x.text) for x in around))
    in_order = sorted(lines, key=lambda line: line.number)
    reader.read(message.body, find_figures(in_order, measures))
    remarks = (x for x in message.left_out if x.reason is LeftOutReason.REMARK)
    if remark := next((x for x in remarks if is_marked(x.text)), None):
        reader.keep_figures(remark)
    if marking := message.marking:
        reader.doubt(marking.number, "it says that all of this is not for publication")
    return reader.result(message.left_out)


class _Open(NamedTuple):
    """An item that goes on as long as lines belong to it."""

    lines: list[Line]
    depth: int
    private: bool


class _Reader:
    """Reads the lines of a body in order, into updates by key aim and stream."""

    def __init__(
        self,
        words: PlanWords,
        aim: str,
        stream: str,
        repairs: Counter[str],
        *,
        all_private: bool,
    ) -> None:
        self._all_private = all_private
        self._words = words
        self._aim, self._stream = self._given = aim, stream
        self._repairs = repairs
        self._left_out: list[LeftOutLine] = []
        self._doubts: list[tuple[int, str]] = []
        self._cells: dict[tuple[str, str], list[_Open]] = {}
        self._outer = ""
        """Which headings have the others under them: "aim", "stream", or not known."""
        self._last = ""
        """Which heading was read last, "" if an update came after it."""
        self._numbered = (0, ""), 0
        """Indentation and form of the last heading, and its number or 0."""
        self._counted = 0
        """The number of the last item under it that is numbered as it is."""
        self._level = 0
        """The level of the heading of the key aim, 0 if no heading has named it."""
        self._doubted: tuple[int, str] | None = None
        """A doubt about what may follow."""
        self._heads: dict[int, str] = {}
        """The heads of the columns of the table."""
        self._column = -1
        """Which column of the table has the key aims."""
        self._stream_column = -1
        """Which one has the streams."""
        self._around = aim, stream
        """The key aim and the stream that the table is under."""
        self._stack: list[tuple[int, str]] = []
        """Indentation and sign of the list items that are open, from the outermost."""
        self._figures: dict[Key, PastedFigure] = {}
        self._twice: set[Key] = set()
        """Those of which two were given."""
        self._above: tuple[Key, ...] = ()
        """Those of the lines right above."""
        self._under_mark = False
        """Whether the text right above says that something is not for publication."""
        self._is_apart = True
        """Whether an empty line is right above."""
        self._private = False
        """Whether what follows was said to be private, until the next heading."""
        self._marked_none = False
        """Whether no update has followed since that was said."""
        self._last_mark: Line | None = None
        """A mark of nothing above it, if nothing has followed."""
        self._goes_on = False
        """Whether a line without a sign can belong to the item above it."""
        self._leads = 0
        """1 if the paragraph above ends in a colon, and the list under it is its points."""

    def read(self, lines: Sequence[Line], figures: Mapping[int, LineFigures]) -> None:
        """Place each line, or leave it out; `figures` are of those that give any."""
        tables = groupby(lines, key=lambda line: bool(line.cells))
        rows = {
            (of := [*table])[0].number: of for is_table, table in tables if is_table
        }
        for line in lines:
            found = figures.get(line.number)
            if line.number in rows:
                self._begin_table(rows[line.number])
            elif not line.cells:
                self._end_table()
            if not line.text:
                self._goes_on, self._is_apart = False, True
                continue
            if found and found.given:
                self._take(line, found)
                self._is_apart = False
                continue
            elif line.cells and _is_mark_row(line.cells):
                self._mark(line)
            elif found and not found.doubt:
                self._head(line)
                continue
            elif line.cells and found:
                self._leave_out(line, LeftOutReason.FIGURES)
                self._doubt_figure(line, found)
            elif line.cells:
                self._row(line)
            elif not self._is_heading(line):
                self._place(line)
                self._doubt_figure(line, found)
                if not (line.sign or found) and is_marked(line.text):
                    self._keep_above()
                    self._above, self._under_mark = (), True
                    continue
            self._above, self._under_mark, self._is_apart = (), False, False

    def _head(self, line: Line) -> None:
        """Leave out a line that names measures, unless it names a key aim too."""
        if line.cells:
            self._heads, self._column = dict(enumerate(line.cells)), -1
        if line.cells or not self._is_heading(line):
            self._leave_out(line, LeftOutReason.HEADING)

    def _doubt_figure(self, line: Line, found: LineFigures | None) -> None:
        if found and found.doubt:
            self.doubt(line.number, found.doubt)

    def keep_figures(self, remark: LeftOutLine) -> None:
        """Keep back all figures, because of a remark that may be about them."""
        if self._figures:
            self._above = (*self._figures,)
            self._keep_above()
            self.doubt(
                remark.number, "it may be about the figures, which are kept back"
            )

    def _keep_above(self) -> None:
        """Keep back the figures right above a mark."""
        for key in self._above:
            self._figures[key] = self._figures[key]._replace(private=True)

    def _take(self, line: Line, found: LineFigures) -> None:
        """Take the figures of a line; of two that differ, none."""
        private = found.private or self._private or self._under_mark
        private = private or self._is_kept_row(line)
        self._above += (*found.given,)
        self._last, self._marked_none, self._goes_on = "", False, False
        self._last_mark = None
        self._doubt_figure(line, found)
        if FigureText() in found.given.values():
            self.doubt(line.number, "it gives no figure, which is left empty")
        for key, said in found.given.items():
            taken = self._figures.setdefault(key, PastedFigure(said, line, private))
            if taken.said != said:
                self._twice.add(key)
                self._leave_out(line, LeftOutReason.TWICE)
            elif private:
                self._figures[key] = taken._replace(private=True)

    def doubt(self, line: int, words: str) -> None:
        """Tell that a line may have been understood wrongly."""
        self._doubts.append((line, words))

    def result(self, left_out: Iterable[LeftOutLine]) -> PastedUpdates:
        """Return what was read, with what was left out before."""
        if self._last_mark:
            self._all_private = True
            doubt = "nothing is under it, so that all above it is kept back"
            self.doubt(self._last_mark.number, doubt)
        cells = {key: self._tree(items) for key, items in self._cells.items()}
        for line in {self._figures.pop(key).line for key in self._twice}:
            self._leave_out(line, LeftOutReason.TWICE)
        figures = {
            key: each._replace(private=each.private or self._all_private)
            for key, each in self._figures.items()
        }
        lines = sorted((*left_out, *self._left_out), key=lambda line: line.number)
        doubts = sorted(set(self._doubts))
        return PastedUpdates(cells, (*lines,), self._repairs, (*doubts,), figures)

    def _is_heading(self, line: Line) -> bool:
        """Read a line that is a heading, and return whether it is one."""
        if found := self._heading(line):
            self._read_heading(line, found)
            return True
        if self._is_next(line):
            return True
        is_phrase = is_private_phrase(line.text.strip(":. ()[]*"))
        kept = pasted_text.is_kept_back(line.text)
        kept = kept and (not line.sign or is_mark(line.text))
        is_phrase = is_phrase or pasted_text.is_aside(line.text)
        if is_phrase or (kept and (line.text.endswith(":") or is_short(line.text))):
            self._mark(line)
            return True
        return self._is_styled(line)

    def _is_styled(self, line: Line) -> bool:
        """Read a heading that has its style and names nothing, and return whether it is one.

        What follows is of the key aim only if its level says that it is within that.
        """
        if not line.heading or line.text.endswith((".", "!", "?")):
            return False
        if self._aim:
            within = line.heading > self._level
            where = f"was read as under {self._aim}" if within else "is under none"
            doubt = f"“{line.text}” names no key aim; what is under it {where}"
            self._aim = self._aim if within else ""
            self._doubted = line.number, doubt
        self._last, self._goes_on, self._leads = "", False, 0
        self._stack.clear()
        self._leave_out(line, LeftOutReason.HEADING)
        return True

    def _is_next(self, line: Line) -> bool:
        """Read a line that has the next number of numbered headings, and return whether it is one.

        If it is not clear which key aim it is, what follows is under none.
        """
        number = _number(line)
        place, after = self._numbered
        if not (number and after and (line.indent, line.form) == place):
            return False
        goes_on = number == self._counted + 1
        self._counted = number
        if number <= after:
            return False
        found = next_heading(line.text, number, self._words)
        if goes_on and not found:  # a list that has come so far
            if number == after + 1:
                self.doubt(line.number, "it may be a heading: which key aim?")
            return False
        self._begin_part("aim")
        self._aim, self._level = found.key if found else "", _DEEPEST_HEADING
        self._count_from(line)
        if found:
            self._read_heading(line, found)
        else:
            doubt = f"“{line.whole}” looks like a heading: which key aim?"
            self.doubt(line.number, doubt)
            self._leave_out(line, LeftOutReason.NO_AIM)
        return True

    def _count_from(self, line: Line) -> None:
        self._numbered = (line.indent, line.form), _number(line)
        self._counted = 0

    def _mark(self, line: Line) -> None:
        """Keep back what follows, until a heading after it, and the update right above the mark."""
        items = self._cells.get((self._aim, self._stream), [])
        if self._is_apart and line.text.endswith(":"):
            self._above = ()  # it is of what follows
        self._keep_above()
        in_brackets = line.text.startswith(("(", "["))
        is_right_below = self._goes_on or (in_brackets and not self._last)
        is_of_item = bool(items) and is_right_below
        if is_of_item:
            items[-1] = items[-1]._replace(private=True)
        is_of_above = is_of_item or bool(self._above)
        if not (in_brackets and (self._goes_on or self._above)):
            self._private, self._marked_none = True, True
        self._last_mark = None if is_of_above else line
        if not (self._cells or self._figures):  # a banner above all
            self._all_private = True
        self._leave_out(line, LeftOutReason.MARK)

    def _is_within(self, line: Line) -> bool:
        """Return whether a line can only be within a sentence that a program has wrapped."""
        items = self._cells.get((self._aim, self._stream), ())
        last = (
            items[-1].lines[-1] if items and self._goes_on and not line.sign else None
        )
        return last is not None and last.length >= _WRAPPED and _unfinished(last)

    def _heading(self, line: Line) -> Heading | None:
        """Return what a line names as a heading, and begin the part under it."""
        label = self._words.aim_label
        numbered = pasted_text.aim_heading_pattern(label).match(line.text)
        if self._is_within(line) and not numbered:
            return None
        alone = line.alone and not line.sign
        aim = aim_heading(line.whole, self._words, alone=False)
        aim = aim or aim_heading(line.text, self._words, alone=alone)
        if line.form not in ("", "1.") and aim and aim.in_short:
            aim = None
        stream = None if line.sign else stream_heading(line.text, self._words)
        if stream and aim and aim.in_short and not aim.stream:
            aim = None
        stream = None if aim else stream
        if aim:
            self._begin_part("aim")
            self._count_from(line)
            self._aim, self._level = aim.key, line.heading or _DEEPEST_HEADING
            if aim.stream:
                self._begin_part("stream")
                self._aim, self._stream = aim.key, aim.stream
        elif stream:
            self._begin_part("stream")
            self._stream = stream.key
        return aim or stream

    def _begin_part(self, kind: str) -> None:
        if self._last not in ("", kind):  # nothing stands between the two
            self._outer = self._last
        elif kind == self._outer == "aim":  # the stream of the last one ends with it
            self._stream = self._given[1]
        elif kind == self._outer:
            self._aim = self._given[0]
        self._last = kind
        self._doubted = None
        self._stack.clear()
        self._last_mark = None
        self._private = self._private and self._marked_none
        self._goes_on = False
        self._leads = 0

    def _read_heading(self, line: Line, found: Heading) -> None:
        if found.rest:
            self._place(line._replace(text=found.rest, sign=""), new=True)
        else:
            if is_marked(line.text):
                self._private, self._marked_none = True, True
                self.doubt(line.number, "it says that this part is not for publication")
            self._leave_out(line, LeftOutReason.HEADING)
        if found.in_short:
            named = found.key or "more than one key aim"
            self.doubt(line.number, f"“{line.text}” was read as the heading of {named}")

    def _row(self, line: Line) -> None:
        """Place a row of a table by the cell that names its key aim."""
        self._goes_on = False
        if sum(map(bool, line.cells)) == 1 and self._is_heading(line):
            return
        names = [pasted_text.is_aim_name(c, self._words.aim_label) for c in line.cells]
        asked = any(map(is_private_head, self._heads.values()))
        if any(names) or (not asked and any(map(_asks, line.cells))):
            self._heads = dict(enumerate(line.cells))
            self._column = names.index(True) if any(names) else self._column
            self._leave_out(line, LeftOutReason.HEADING)
            return
        is_first = self._column >= 0 and not self._heads
        may_head = line.heading or (is_first and sum(map(bool, line.cells)) > 1)
        if may_head and not any(map(self._names_aim, line.cells)):
            self._heads = dict(enumerate(line.cells))
            if self._column < 0 or not line.heading:
                listed = ", ".join(filter(None, line.cells))
                self.doubt(line.number, f"“{listed}” was read as the heads of a table")
            self._leave_out(line, LeftOutReason.HEADING)
            return
        cells = dict(enumerate(line.cells))
        if self._column >= 0:
            self._read_aim(line, cells.get(self._column, ""))
        if self._stream_column >= 0:
            self._stream = self._stream_of(cells.get(self._stream_column, ""))
        columns = (
            self._column if self._aim else -1,
            self._stream_column if self._stream else -1,
        )
        heads = [self._heads.get(at, "") for at in range(len(line.cells))]
        others = [
            f"{head}: {cell}" if head and not re.search(r"[^\W\d_]", cell) else cell
            for at, (head, cell) in enumerate(zip(heads, line.cells, strict=True))
            if cell
            and at not in columns
            and not (is_private_head(head) or is_mark(cell))
        ]
        before = self._private
        self._private = before or self._is_kept_row(line)
        self._place(line._replace(text=", ".join(others), cells=()), new=True)
        self._private = before

    def _begin_table(self, rows: Sequence[Line]) -> None:
        """Find the columns in which half of the rows below the heads have a key aim, or a stream."""
        cells = [row.cells for row in rows if sum(map(bool, row.cells)) > 1]
        columns = [*zip_longest(*cells, fillvalue="")]

        def most(names: Callable[[str], object]) -> int:
            counts = [sum(map(bool, map(names, column))) for column in columns]
            best = max(counts, default=0)
            return counts.index(best) if best * 2 > len(cells) - 2 and best else -1

        self._around, self._column = (self._aim, self._stream), most(self._names_aim)
        self._stream_column = -1 if self._stream else most(self._stream_of)

    def _end_table(self) -> None:
        """Go on with what a table was under, if its rows have said of what they are."""
        if max(self._column, self._stream_column) >= 0:
            self._aim, self._stream = self._around
        self._heads, self._column, self._stream_column = {}, -1, -1

    def _read_aim(self, line: Line, cell: str) -> None:
        found = aim_of_cell(cell, self._words)
        self._aim = found.key if found else ""
        if found and found.in_short:
            self.doubt(line.number, f"“{cell}” was read as {found.key}")

    def _names_aim(self, cell: str) -> bool:
        found = aim_heading(cell, self._words, alone=False)
        return found is not None and not (found.rest or found.in_short)

    def _stream_of(self, cell: str) -> str:
        found = stream_heading(cell, self._words)
        return found.key if found and not found.rest else ""

    def _is_kept_row(self, line: Line) -> bool:
        """Return whether a row of a table says that it is not for publication."""
        # An answer that is missing at the end of a row is one that was not given.
        cells = {**dict.fromkeys(self._heads, ""), **dict(enumerate(line.cells))}
        return any(
            pasted_text.is_no(cell)
            or is_marked(cell)
            or is_private_cell(self._heads.get(at, ""), cell)
            for at, cell in cells.items()
        )

    def _leave_out(self, line: Line, reason: LeftOutReason) -> None:
        self._left_out.append(LeftOutLine(line.number, line.whole, reason))

    def _place(self, line: Line, *, new: bool = False) -> None:
        """Put a line into the last item, or into a `new` one, or leave it out."""
        self._private = self._private or (
            pasted_text.speaks_of_the_rest(line.text) and is_marked(line.text)
        )
        if self._doubted:
            self.doubt(*self._doubted)
            self._doubted = None
        no_stream = not self._stream and bool(self._words.streams)
        if not self._aim or no_stream:
            lost = LeftOutReason.NO_AIM
            if self._aim and no_stream:
                lost = LeftOutReason.NO_STREAM
            self._leave_out(line, lost)
            return
        if line.apart and not line.sign and is_introduction(line.text, self._words):
            self._leave_out(line, LeftOutReason.INTRODUCTION)
            return
        self._last, self._marked_none, self._last_mark = "", False, None
        items = self._cells.setdefault((self._aim, self._stream), [])
        if line.sign:
            self._repairs["list sign"] += 1
            items.append(_Open([line], self._depth(line), self._private))
            self._goes_on = True
        elif items and not new and self._continues(items[-1], line):
            items[-1].lines.append(line)
        else:
            self._stack.clear()
            items.append(_Open([line], 0, self._private))
            self._goes_on = True
        if not line.sign:
            self._leads = int(line.text.endswith(":") and not self._stack)

    def _continues(self, item: _Open, line: Line) -> bool:
        """Return whether a line belongs to the item above it: it was too long for that line."""
        last = item.lines[-1]
        first = line.text.split()[0]
        unfinished = _unfinished(last)
        if unfinished and (line.text[0].islower() or last.text.endswith("-")):
            return True
        hangs = line.indent > item.lines[0].indent  # under the words behind the sign
        # What is not for publication may go on in it.
        is_kept_back = self._goes_on and is_marked(last.text)
        if unfinished and item.lines[0].sign and (hangs or is_kept_back):
            return True
        if unfinished and pasted_text.is_small_word(last.text.split()[-1]):
            return True
        if unfinished and self._goes_on and not line.text[0].isalpha():
            return last.length >= _WRAPPED  # “…, of which there were” and “214.”
        if not self._goes_on:
            return False
        # By whether its first word had no room in the line above.
        longest = max(each.length for each in (*item.lines, line))
        had_room = last.length + 1 + len(first) <= max(longest, _NARROWEST)
        if unfinished and had_room and not item.lines[0].sign:
            doubt = "it may be one of a list without signs"
            self.doubt(line.number, doubt)
        return not had_room

    def _depth(self, line: Line) -> int:
        """Return how deep an item of a list is, by its indentation and its sign."""
        place = line.indent, line.form
        stack = self._stack
        while stack and stack[-1][0] > line.indent:
            stack.pop()
        if place in stack:
            while stack[-1] != place:
                stack.pop()
        else:
            stack.append(place)
        return min(len(stack) - 1 + self._leads, _DEPTH)

    def _tree(self, items: Sequence[_Open], depth: int = 0) -> tuple[PastedItem, ...]:
        """Return items with those that are deeper and follow each as its points."""
        found = []
        starts = [at for at, item in enumerate(items) if at == 0 or item.depth <= depth]
        for start, end in zip(starts, (*starts[1:], len(items)), strict=True):
            item, inner = items[start], items[start + 1 : end]
            points = self._tree(inner, depth + 1) if inner else ()
            found.append(self._item(item, points))
        return (*found,)

    def _item(self, item: _Open, points: tuple[PastedItem, ...]) -> PastedItem:
        text, line = self._joined(item.lines), item.lines[0].number
        if parse_prose(text) != (ProseRun(text),):
            doubt = "its stars or brackets are read as bold, italics or a link"
            self.doubt(line, doubt)
        private = item.private or self._all_private or is_marked(text)
        reason = pasted_text.reason_for_nothing(text)
        if reason == "":
            doubt = "it was made an update; if there is nothing, write nothing: with the reason"
            self.doubt(line, doubt)
        see = "" if points or private else self._reference(text)
        nothing = "" if points or private else reason or ""
        return PastedItem(text, points, line, private, see, nothing)

    def _reference(self, text: str) -> str:
        """Return the key of the key aim that a text refers to and tells nothing else, or ""."""
        names = pasted_text.aim_names(self._words.aim_label)
        said = find_typed_references(text, names)
        if len(said) != 1 or said[0].words != text.strip(" ."):
            return ""
        number = int(re.sub(r"\D", "", said[0].words) or 0)
        if not 0 < number <= self._words.numbered:
            return ""
        self._repairs["typed reference"] += 1
        return [*self._words.aims][number - 1]

    def _joined(self, lines: Sequence[Line]) -> str:
        """Return the lines of an item as one text, with words put together again."""
        text = ""
        for line in lines:
            if text.endswith("-"):
                text = self._together(text, line.text, line.number)
            else:
                text = f"{text} {line.text}" if text else line.text

        def mended(found: re.Match[str]) -> str:
            if pasted_text.is_broken_in_line(found[2]):
                return self._together(found[1], found[2], lines[0].number)
            return found[0]

        text = re.sub(r"\b([^\W\d_]{2,}-) ([^\W\d_]{2,})\b", mended, text)
        return re.sub(r" {2,}", " ", text)

    def _together(self, before: str, after: str, line: int) -> str:
        joined = join_broken(before, after, self._words.known)
        if joined.word:
            self._repairs["broken word"] += 1
            if not joined.known:
                self.doubt(line, f"“{joined.word}” was in two pieces")
        return joined.text


def _number(line: Line) -> int:
    """Return the number that is the sign of a line, or 0."""
    return int(re.sub(r"\D", "", line.sign) or 0)


def _unfinished(line: Line) -> bool:
    return not re.search(r"[.!?:;]\W*\Z", line.text)


def _is_mark_row(cells: Sequence[str]) -> bool:
    """Return whether a row is nothing but a mark: “Not for publication”, not “Fires (internal)”."""
    first = cells[0]
    is_whole = is_mark(first) and without_mark(first) in ("", first)
    return is_whole and not any(cells[1:])


def _asks(cell: str) -> bool:
    """Return whether a cell heads a column of what may be published: “NFP”, not “private”."""
    is_question = cell.endswith("?")
    is_head = is_question or len(cell.split()) <= _WORDS_OF_HEAD
    return is_head and is_private_head(cell) and (is_question or not is_mark(cell))
