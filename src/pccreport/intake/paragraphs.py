"""Lines of text: headings, marks, sentences and items of lists, and which of them go on with another."""

import re

from pccreport.intake.fates import Fate, Why, quoted
from pccreport.intake.placing import Placing
from pccreport.intake.privacy import ALL, BELOW, content, is_certain, scope
from pccreport.intake.words import Heading, Naming
from pccreport.language import pasted_text as says
from pccreport.language.sent import has
from pccreport.language.sentences import has_verb
from pccreport.readers.line import Line, LineKind

_PERIOD = re.compile(r"(?i)\d{4}|\bq(?:tr\.? ?)?[1-4]\b|\bquarter\b")
"""What a label of a period has in it."""
_HEADING = 8
"""Words of a heading, at most."""
_NAME = re.compile(r"[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?){0,2}")
_END = re.compile(r"[.!?:;]\W*\Z")
_WE = re.compile(r"(?:We|They|I)\b")
_SENTENCE = 5
"""Words of a sentence without a full stop, at least."""
_WRAPPED = 45
"""Characters from which on a program may have wrapped a line."""
_DEEPEST = 2
"""The deepest a point can be: an update has points, and they have points."""


def may_label(line: Line) -> bool:
    """Return whether a line may be the label of a period."""
    is_text = line.kind in (LineKind.TEXT, LineKind.HEADING)
    return is_text and _is_head(line) and bool(_PERIOD.search(line.text))


def _is_head(line: Line) -> bool:
    is_brief = len(line.text.split()) <= _HEADING
    ends = line.text.endswith((".", ";", "?", "!"))
    return line.kind is LineKind.HEADING or (is_brief and not ends)


class Paragraphs:
    """Reads the lines of a text that are no rows of a table."""

    def __init__(self, placing: Placing, naming: Naming) -> None:
        self.placing, self.naming = placing, naming
        self.several = False
        """Whether labels of several periods are in it: it is a whole report."""

    def read_line(self, line: Line, below: Line | None) -> None:
        """Read a line without the sign of a list."""
        placing, text = self.placing, line.text
        if says.heads_notes(text, placing.names):
            placing.leave(line, Why.REMARK)
            placing.begin(text)
            return
        if self._goes_on(line):
            placing.go_on(line)
            return
        kept = scope(text)
        is_mark = kept == ALL and not self.naming.is_labelled(text)
        if is_mark or (kept == BELOW and content(text) <= 1):
            placing.keep_around(line, kept)
        elif found := self.naming.aim_of(text):
            self._begin_aim(line, found)
        elif self._begins_stream(line, kept) or self._begins_period(line):
            pass
        elif kept in (BELOW, ALL):
            placing.keep_around(line, kept)
        elif self._is_name_signed(text):
            placing.void(line)
        elif placing.signed or says.is_disclaimer(text) or has("postscript", text):
            placing.signed = True
            placing.leave_more(line, Why.SIGNATURE)
        elif not kept and (
            placing.is_said_to_officer(text) or says.is_announcement(text)
        ):
            placing.leave(line, Why.REMARK)
            placing.is_open = False
        elif line.kind is LineKind.HEADING or not self._is_sentence(line, below):
            self._leave_heading(line)
        elif not kept and self._is_after_list(line):
            placing.leave(line, Why.AFTER)
            placing.is_open = False
        else:
            placing.put(line, 0)
            placing.lists, placing.leads = [], text.endswith(":")

    def _is_name_signed(self, text: str) -> bool:
        """Return whether a text is a name right below “Kind regards”, and no more."""
        fates = self.placing.fates
        is_below = fates and fates[-1][1] is Fate.NOTHING
        is_below = is_below and says.is_closing(fates[-1][0].text)
        return bool(is_below and _NAME.fullmatch(text) and not is_certain(text))

    def _begin_aim(self, line: Line, found: Heading) -> None:
        placing, rest = self.placing, found.rest
        words = line.text.removesuffix(rest) if rest else line.text
        placing.head(line._replace(text=words))
        placing.aim = found.key
        stream = "" if rest else self.naming.stream_of(line.text)
        placing.stream = stream or placing.stream
        if found.doubt:
            placing.doubts.append((line.place, f"{quoted(line.text)}: {found.doubt}"))
        if scope(rest) == BELOW or (scope(rest) and content(rest) <= 1):
            placing.mark(line._replace(text=rest), BELOW)
        elif rest and (stream := self.naming.stream_of(rest)):
            placing.stream = stream
        elif rest:
            placing.fates.pop()
            is_name = self._is_name_alone(words.strip(" :;,.–—-"))
            is_whole = rest[0].isupper() or len(rest.split()) < 3
            is_name = is_name and (is_whole or self.naming.is_labelled(words))
            placing.put(line._replace(text=rest) if is_name else line, 0)

    def _begins_stream(self, line: Line, kept: str) -> bool:
        """Read the heading of a stream, and return whether the line is one."""
        placing, text = self.placing, line.text
        is_name = _is_head(line) and not re.search(r"\.\Z|@", text)
        stream = self.naming.stream_of(text)
        is_name = (is_name and not placing.says_more(text)) or self.naming.is_stream(
            text
        )
        if not (stream and is_name) or kept == ALL or placing.signed:
            return False
        placing.head(line)
        placing.stream = stream
        return True

    def _begins_period(self, line: Line) -> bool:
        """Read the label of a period, and return whether the line is one."""
        placing, (text, _, rest) = self.placing, line.text.partition(": ")
        if rest and not self.several:
            text, rest = line.text, ""
        is_head = rest or _is_head(line)
        if not (is_head and _PERIOD.search(text)):
            return False
        found = self.naming.words.periods(text) if self.several else None
        if rest and not found:
            return False
        is_own = self.naming.words.is_period(text.strip(" :"))
        if found is None and is_own is None:
            return False
        placing.fates.append((line, Fate.HEADING))
        placing.period = found
        placing.past = "" if found or is_own else text
        placing.is_open, placing.lists, placing.last = False, [], []
        if rest:
            placing.fates.pop()
            placing.put(line._replace(text=rest), 0)
        return True

    def _leave_heading(self, line: Line) -> None:
        placing = self.placing
        placing.leave_more(line, Why.WORDS)
        placing.is_open, placing.lists, placing.past = False, [], ""
        placing.aim = "" if says.is_other_section(line.text) else placing.aim

    def _is_after_list(self, line: Line) -> bool:
        """Return whether a sentence is below a list in the part of a key aim: perhaps a remark."""
        placing = self.placing
        if not placing.updates or line.text.endswith(":"):
            return False
        update = placing.updates[-1]
        is_here = update.cell == (placing.aim, placing.stream) and not placing.past
        is_item = bool(update.lines[0].sign)
        return is_here and is_item and line.kind is LineKind.TEXT

    def _goes_on(self, line: Line) -> bool:
        """Return whether a line is the rest of the one right above it, placed or not."""
        placing, text = self.placing, line.text
        above, fate = placing.fates[-1] if placing.fates else (line, Fate.NOTHING)
        is_placed = fate is Fate.PLACED and placing.is_open and not placing.signed
        is_left = fate is Fate.UNPLACED and not (placing.is_open or line.apart)
        is_text = above.kind in (LineKind.TEXT, LineKind.ITEM) and not above.cells
        is_text = is_text and line.kind is LineKind.TEXT and above.quoted == line.quoted
        if not (is_text and (is_left or (is_placed and not scope(text)))):
            return False
        if self._is_name_alone(text):
            return False
        is_unfinished, is_long = (
            not _END.search(above.text),
            len(above.text) >= _WRAPPED,
        )
        names = self.several and self.naming.words.periods(text)
        if (names or self.naming.aim_of(text)) and (line.apart or not is_long):
            return False
        if text[0].islower():
            return is_unfinished or not line.apart
        first = placing.updates[-1].lines[0] if is_placed else line
        is_within = bool(first.sign) and line.indent > first.indent
        is_within = is_within and not placing.is_said_to_officer(text)
        is_broken = is_unfinished and (is_long or not text[0].isupper())
        return not line.apart and (is_within or is_broken)

    def _is_name_alone(self, text: str) -> bool:
        """Return whether a text is the name of a key aim or a stream, and no more."""
        naming, found = self.naming, self.naming.aim_of(text)
        is_number = found and not found.rest and naming.is_labelled(text)
        return bool(is_number or naming.titled(text)[1] or naming.is_stream(text))

    def _is_sentence(self, line: Line, below: Line | None) -> bool:
        """Return whether a line without a sign is an update, and no heading of some."""
        text, count = line.text, len(line.text.split())
        if re.search(r"[.!?]\W*\Z", text):
            return count > 1
        is_item_below = below is not None and below.kind is LineKind.ITEM
        leads = text.endswith(":") and (has_verb(text) or _WE.match(text))
        if text[0].islower():
            return False
        return bool(leads and is_item_below) or (count >= _SENTENCE and has_verb(text))

    # -- items of lists

    def read_item(self, line: Line, below: Line | None) -> None:
        """Read an item of a list."""
        placing = self.placing
        if tagged := self._tagged(line.text):
            placing.aim, before = tagged.key, placing.aim
            placing.put(line._replace(text=tagged.rest), 0)
            placing.aim = before
        elif scope(line.text) in (BELOW, ALL) and content(line.text) <= 1:
            placing.keep_around(line, scope(line.text))
        elif self._heads_list(line, below) or says.heads_notes(
            line.text, placing.names
        ):
            number = f"{line.sign} " if re.match(r"\W*\d", line.sign) else ""
            is_found = self.naming.aim_of(line.text)
            text = line.text if is_found else f"{number}{line.text}"
            heading = line._replace(kind=LineKind.HEADING, text=text, sign="")
            self.read_line(heading, below)
        else:
            placing.put(line, self._depth(line))

    def _tagged(self, text: str) -> Heading | None:
        """Return the key aim in brackets before a text, and the text: “(KA2) Six came.”"""
        found = re.match(r"[(\[]([^()\[\]]{2,20})[)\]]\s*(?=\S)", text)
        key = self.naming.numbered(found[1]) if found else ""
        return Heading(key, text[found.end() :]) if found and key else None

    def _heads_list(self, line: Line, below: Line | None) -> bool:
        """Return whether an item is the heading of a key aim: “2. Safer roads” above bullets."""
        is_number = re.match(r"\W*\d", line.sign)
        is_other = below is None or below.sign[:1] != line.sign[:1]
        is_deeper = below is not None and below.indent > line.indent
        found = self.naming.aim_of(line.text)
        if is_number and is_other:
            found = self.naming.aim_of(f"{line.sign} {line.text}") or found
        if not found or found.rest or scope(line.text):
            return False
        is_whole = self.naming.titled(line.text)[1]
        is_labelled = self.naming.is_labelled(line.text)
        may_be = is_labelled or is_other or is_deeper
        is_title = is_labelled or is_whole or is_number
        return bool(may_be and is_title and (is_whole or not line.text.endswith(".")))

    def _depth(self, line: Line) -> int:
        """Return how deep an item of a list is, by its indentation and its sign."""
        placing = self.placing
        form = re.sub(r".*(?:\d|(?!o\Z)[a-z]).*", "n", line.sign)
        lists = [x for x in placing.lists if x[0] <= line.indent]
        forms = [form for _, form in lists]
        if (line.indent, form) in lists:
            del lists[lists.index((line.indent, form)) + 1 :]
        elif form in forms and lists[forms.index(form)][0] >= line.indent:
            del lists[forms.index(form) + 1 :]
        else:
            lists.append((line.indent, form))
        placing.lists = lists
        return min(len(lists) - 1 + placing.leads, _DEEPEST)
