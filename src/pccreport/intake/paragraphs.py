"""Lines of text: headings, marks, sentences and items of lists, and which of them go on with another."""

import re

from pccreport.intake.fates import Fate, Why
from pccreport.intake.placing import SUM, LinePlacer, PeriodLabel
from pccreport.intake.privacy import ALL, BELOW, content, must_be_private, privacy_scope
from pccreport.intake.words import AimHeading
from pccreport.language.incoming import pasted_text as says
from pccreport.language.incoming.aim_headings import is_small_word
from pccreport.language.incoming.sent import has
from pccreport.language.texts.sentences import has_verb
from pccreport.model.periods import Period, Quarter
from pccreport.readers.line import Line, LineKind

_NAME = re.compile(r"[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}")
_END = re.compile(r"[.!?:;]\W*\Z")
_WE = re.compile(r"(?:We|They|I)\b")
_HEADING = 8
"""Words of a heading, at most."""
_SENTENCE = 5
"""Words of a sentence without a full stop, at least."""
_WRAPPED = 45
"""Characters from which on a program may have wrapped a line."""
_DEEPEST = 2
"""The deepest a point can be: an update has points, and they have points."""


def may_be_period_label(line: Line) -> bool:
    """Return whether a line may be the label of a period."""
    is_text = line.kind in (LineKind.TEXT, LineKind.HEADING)
    is_nil = says.is_nothing_to_report(line.text)
    is_label = says.names_period(line.text) and not (is_nil or SUM.search(line.text))
    return is_text and _may_be_heading(line) and bool(is_label)


def _may_be_heading(line: Line) -> bool:
    is_brief = len(line.text.split()) <= _HEADING and line.text[-1] not in ".;?!"
    return line.kind is LineKind.HEADING or is_brief


class ParagraphReader:
    """Reads the lines of a text that are no rows of a table."""

    def __init__(self, placing: LinePlacer) -> None:
        self.placing, self.naming = placing, placing.naming

    def read_line(self, line: Line, below: Line | None) -> Fate:
        """Read a line, or the item of a list."""
        placing, text = self.placing, line.text
        if line.kind is LineKind.ITEM:
            return self._read_item(line, below)
        if self._starts_notes(text):
            fate = placing.leave(line, Why.REMARK)
            placing.begin_section(text)
            return fate
        if self._continues_line_above(line):
            return placing.continue_line(line)
        kept = privacy_scope(text)
        is_mark = kept == ALL and not self.naming.has_aim_number(text)
        if is_mark or (kept == BELOW and content(text) <= 1):
            return placing.apply_mark_line(line, kept)
        if found := self.naming.aim_of(text):
            return self._begin_aim(line, found)
        begun = self._read_stream_heading(line, kept) or self._begin_period(line, below)
        return begun or self._read_text(line, below, kept)

    def _read_text(self, line: Line, below: Line | None, kept: str) -> Fate:
        """Read a line that names nothing."""
        placing, text = self.placing, line.text
        if kept in (BELOW, ALL):
            return placing.apply_mark_line(line, kept)
        last = placing.fates[-1:]
        is_signed = any(x is Fate.NOTHING and says.is_closing(y.text) for y, x in last)
        if is_signed and _NAME.fullmatch(text) and not must_be_private(text):
            return Fate.NOTHING
        is_remark = placing.is_remark_to_officer(text) or says.is_announcement(text)
        if placing.signed or says.is_disclaimer(text) or has("postscript", text):
            placing.signed, why = True, Why.SIGNATURE
        elif is_remark and not kept:
            why = Why.REMARK
        elif line.kind is LineKind.HEADING or not self._is_sentence(line, below):
            placing.lists, why = [], Why.WORDS
            placing.label = placing.label._replace(is_past=False)
            placing.aim = "" if says.is_other_section(text) else placing.aim
            if self._is_like_stream_heading(line, below):
                placing.stream = ""
        elif not kept and self._is_after_list(line):
            why = Why.AFTER
        else:
            fate = placing.add_item(line, 0)
            placing.lists, placing.leads = [], text.endswith(":")
            return fate
        placing.is_open = False
        return placing.leave(line, why)

    def _starts_notes(self, text: str) -> bool:
        """Return whether all below a line is for the officer, or for a person the plan does not know."""
        name, greeted = says.reader_of_notes(text), self.placing.names
        is_known = greeted or not name or name.casefold() in self.naming.words.known
        return name in {"", *greeted} or not is_known

    def _begin_aim(self, line: Line, found: AimHeading) -> Fate:
        placing, naming, rest = self.placing, self.naming, found.rest
        words = line.text.removesuffix(rest) if rest else line.text
        placing.end_aim(found.key)
        fate = placing.place_heading(line._replace(text=words))
        if not found.key and must_be_private(rest):
            placing.begin_section(rest)
        placing.aim_mark = placing.below
        placing.aim = placing.aim_called(line.text, line.place)
        is_more = has_verb(rest) or placing.heading_says_more(rest)
        named = naming.stream_named(rest or line.text, "" if rest else found.key)
        stream = named if found.key and (naming.is_stream(rest) or not is_more) else ""
        placing.stream = stream or placing.stream
        if privacy_scope(rest) == BELOW or (privacy_scope(rest) and content(rest) <= 1):
            placing.apply_text_mark(line._replace(text=rest), BELOW)
            placing.aim_mark = rest
        elif rest and not (stream or naming.are_initials(rest, found.key)):
            is_whole = rest[0].isupper() or len(rest.split()) < 3
            is_name = self._is_name_alone(words.strip(" :;,.–—-"))
            is_name = is_name and (is_whole or naming.has_aim_number(words))
            return placing.add_item(line._replace(text=rest) if is_name else line, 0)
        return fate

    def _read_stream_heading(self, line: Line, kept: str) -> Fate | None:
        """Read the heading of a stream, or return None."""
        placing, naming, text = self.placing, self.naming, line.text
        head, colon, _ = text.partition(":")
        is_head = _may_be_heading(line) and not re.search(r"\.\Z|@", text)
        stream = naming.stream_named(head if is_head else text)
        is_name = is_head and (bool(colon) or not placing.heading_says_more(text))
        is_name = is_name or naming.is_stream(text)
        if not (stream and is_name) or kept == ALL or placing.signed:
            return None
        if placing.stream_aim or not placing.stream_head:
            placing.stream_aim = placing.aim
        placing.stream, placing.stream_head = stream, line
        return placing.place_heading(line)

    def _is_like_stream_heading(self, line: Line, below: Line | None) -> bool:
        """Return whether a heading that names no stream is of the kind of those that do."""
        head = self.placing.stream_head
        if not head or (head.kind, head.indent) != (line.kind, line.indent):
            return False
        ends = [(x.text.split()[0], x.text.split()[-1]) for x in (head, line)]
        is_labelled = below is not None and self._period_of_label(below) != (None, None)
        return line.kind is LineKind.HEADING or ends[0] == ends[1] or is_labelled

    def _begin_period(self, line: Line, below: Line | None) -> Fate | None:
        """Read the label of a period, also with a reason or a reference behind it, or return None."""
        placing, (head, _, behind) = self.placing, line.text.partition(": ")
        is_nil = says.reason_for_nothing(behind) is not None
        if is_apart := is_nil or bool(self.naming.aim_referred_to(behind)):
            line = line._replace(text=head)
        found, is_own = self._period_of_label(line)
        if found is None and is_own is None:
            return None
        placing.outermost = placing.outermost or "label"
        placing.end_periods()
        kept = line.text if must_be_private(line.text) else ""
        undated = says.without_dates(line.text)
        if placing.heading_says_more(undated) or has_verb(line.text):
            placing.add_open(line, Why.HEADING, line.text)
        label = PeriodLabel(line.text, line.place, found, not (found or is_own), kept)
        placing.label = placing.period_label_open = label
        placing.is_open, placing.lists, placing.last = False, [], []
        rest = line._replace(text=behind)
        return self.read_line(rest, below) if is_apart else Fate.HEADING

    def _period_of_label(self, line: Line) -> tuple[Period | None, bool | None]:
        """Return the period of a label, and whether it is that of the updates; None for no label."""
        words = self.naming.words
        if not may_be_period_label(line):
            return None, None
        found = words.periods(line.text)
        found = found if self.placing.is_report or isinstance(found, Quarter) else None
        return found, words.is_period(line.text.strip(" :"))

    def _is_after_list(self, line: Line) -> bool:
        """Return whether a sentence is below a list in the part of a key aim: perhaps a remark."""
        placing, last = self.placing, self.placing.updates[-1:]
        is_here = [x.cell for x in last] == [(placing.aim, placing.stream)]
        is_below = is_here and bool(last[0].lines[0].sign) and not placing.label.is_past
        return is_below and line.kind is LineKind.TEXT and not line.text.endswith(":")

    def _continues_line_above(self, line: Line) -> bool:
        """Return whether a line is the rest of the one right above it, placed or not."""
        placing, naming, text = self.placing, self.naming, line.text
        above, fate = placing.fates[-1] if placing.fates else (line, Fate.NOTHING)
        is_placed = fate is Fate.PLACED and placing.is_open and not placing.signed
        is_left = fate is Fate.UNPLACED and not (placing.is_open or line.apart)
        is_text = line.kind is LineKind.TEXT and above.quoted == line.quoted
        is_text = is_text and above.kind in (LineKind.TEXT, LineKind.ITEM)
        if not (is_text and (is_left or (is_placed and not privacy_scope(text)))):
            return False
        is_unfinished = not _END.search(above.text)
        is_long = len(above.text) >= _WRAPPED
        may_be_label = placing.is_report or text.endswith(":")
        label = self._period_of_label(line)[0] if may_be_label else None
        names = naming.aim_of(text) or label
        if names and re.fullmatch(r"\W*\d+\.\d+\W*", text):  # or “rose to / 1.2”
            last = above.text.rpartition(" ")[2].strip("£")
            return not line.apart and (not last or is_small_word(last))
        if (names and (line.apart or not is_long)) or self._is_name_alone(text):
            return False
        if text[0].islower():
            return is_unfinished or not line.apart
        first = placing.updates[-1].lines[0] if is_placed else line
        is_within = bool(first.sign) and line.indent > first.indent
        is_within = is_within and not placing.is_remark_to_officer(text)
        is_broken = is_unfinished and (is_long or not text[0].isupper())
        return not line.apart and (is_within or is_broken)

    def _is_name_alone(self, text: str) -> bool:
        """Return whether a text is the name of a key aim or a stream, and no more."""
        naming, found = self.naming, self.naming.aim_of(text)
        is_number = found and found.rest in ("", text) and naming.has_aim_number(text)
        return bool(is_number or naming.aim_titled(text)[1] or naming.is_stream(text))

    def _is_sentence(self, line: Line, below: Line | None) -> bool:
        """Return whether a line without a sign is an update, and no heading of some."""
        text, count = line.text, len(line.text.split())
        if re.search(r"[.!?]\W*\Z", text):
            return count > 1
        is_item_below = below is not None and below.kind is LineKind.ITEM
        leads = text.endswith(":") and (has_verb(text) or _WE.match(text))
        leads = (leads and is_item_below) or (count >= _SENTENCE and has_verb(text))
        return bool(leads) and not text[0].islower()

    # -- items of lists

    def _read_item(self, line: Line, below: Line | None) -> Fate:
        """Read an item of a list."""
        placing, text, kept = self.placing, line.text, privacy_scope(line.text)
        if kept in (BELOW, ALL) and content(text) <= 1:
            return placing.apply_mark_line(line, kept)
        if self._is_heading_of_list(line, below) or self._starts_notes(text):
            number = f"{line.sign} " if re.match(r"\W*\d", line.sign) else ""
            is_named = self.naming.aim_of(text) and not self.naming.by_number(line.sign)
            text = text if is_named else f"{number}{text}"
            heading = line._replace(kind=LineKind.HEADING, text=text, sign="")
            return self.read_line(heading, below)
        return placing.add_item(line, self._item_depth(line))

    def _is_heading_of_list(self, line: Line, below: Line | None) -> bool:
        """Return whether an item is the heading of a key aim: “2. Safer roads” above bullets."""
        placing, naming, text = self.placing, self.naming, line.text
        is_number = bool(re.match(r"\W*\d", line.sign))
        is_other = below is None or below.sign[:1] != line.sign[:1]
        is_above = is_other or (below is not None and below.indent > line.indent)
        whole = f"{line.sign} {text}" if is_number and is_other else text
        found = naming.aim_of(whole) or naming.aim_of(text)
        if not found or (found.key and found.rest) or privacy_scope(text):
            return False
        is_whole = naming.aim_titled(text)[1]
        is_within = placing.updates and not placing.below
        is_exact = is_within and bool(naming.aims_titled_exactly(text))
        is_exact = is_exact or found.key == naming.by_number(line.sign) != ""
        is_title = is_exact or (is_above and (is_whole or is_number))
        is_title = is_title or naming.has_aim_number(text)
        return is_title and (is_whole or not text.endswith("."))

    def _item_depth(self, line: Line) -> int:
        """Return how deep an item of a list is, by its indentation and its sign."""
        form = re.sub(r".*\d.*", "1", re.sub(r".*(?!o\Z)[a-z].*", "a", line.sign))
        own, lists = (line.indent, form), self.placing.lists
        lists = [x for x in lists if x[0] <= line.indent]
        above = lists[: lists.index(own)] if own in lists else lists
        self.placing.lists = [*above, own]
        return min(len(above) + self.placing.leads, _DEEPEST)
