"""Lines put together into updates and their points: lists, wrapped lines, broken words.

What looks like a list or a wrapped line is decided by form alone.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pccreport.intake.account import Account
from pccreport.intake.headings import PlanWords
from pccreport.intake.lines import WRAPPED, Line, is_unfinished
from pccreport.intake.links import Link, count_letters, shift_links
from pccreport.intake.marks import is_marked
from pccreport.intake.pointed import OpenItem, Remark, keep_pointed, without
from pccreport.intake.titles import is_short
from pccreport.language import aim_headings, broken_words, pasted_text
from pccreport.language.broken_words import join_broken
from pccreport.language.sentences import has_verb
from pccreport.language.typed_references import find_typed_references
from pccreport.model.prose import parse_prose
from pccreport.model.visibility import plain_parts

_DEPTH = 2
"""The deepest a point can be: an update has points, and they have points."""
_NARROWEST = 60
"""Characters: a line that was wrapped by a program is at least so long."""

_APART = 3
"""Lines from the beginning of a paragraph of a file to the next one, with empty ones, at most."""
_WORD = 4
"""Letters of a piece of a word that may be a word of its own, at least."""

_DASHES = r"[-–—*+]|[-–=]+>|[→➔►▶➢»]"
"""Signs of a list that people type for each other."""
_BULLETS = "•●"

_NO_BULLET = "this paragraph without a bullet was taken as an update; delete it if it is a remark to you"

CellKey = tuple[str, str]
"""The keys of a key aim and of a stream."""


class PastedItem(NamedTuple):
    """An update, or a point of one, with the line on which it begins."""

    text: str
    points: "tuple[PastedItem, ...]"
    line: int
    private: bool
    see: str
    """The key of the key aim to which it does no more than refer, or ""."""
    nothing: str = ""
    """The reason why there is nothing to report, if it says no more than that."""
    lines: tuple[int, ...] = ()
    """All lines of it, without its points."""
    outcome: str = ""
    award: str = ""
    """Its award in pounds, if it has one."""
    links: tuple[Link, ...] = ()
    """Those of its lines."""


class Items:
    """The updates under each key aim and stream, as their lines are put in."""

    def __init__(
        self, words: PlanWords, known: frozenset[str], account: Account
    ) -> None:
        self.goes_on = False
        """Whether a line without a sign can belong to the item above it."""
        self._words = words
        self._known = known
        """Words that the text or the project has, in small letters."""
        self._account = account
        self._cells: dict[CellKey, list[OpenItem]] = {}
        self._stack: list[tuple[int, str]] = []
        """Indentation and sign of the list items that are open, from the outermost."""
        self._leads = 0
        """1 if the paragraph above ends in a colon, and the list under it is its points."""
        self._rows_depth = 0
        """How deep the rows of a table are: they are points of an item that ends in a colon."""
        self._last: CellKey = "", ""
        """The cell into which a line was put last."""

    def __bool__(self) -> bool:
        """Return whether there is any update."""
        return bool(self._cells)

    def end_part(self) -> None:
        """End the item and the list that are open: a heading is between."""
        self._stack.clear()
        self.goes_on, self._leads = False, 0

    def begin_rows(self) -> None:
        """Begin a table, whose rows are points of the item right above if that ends in a colon."""
        is_open = self._stack or self._leads
        above = self._cells.get(self._last, [])[-1:] if is_open else []
        leads = [x.depth + 1 for x in above if x.lines[-1].text.endswith(":")]
        self._rows_depth = min(*leads, _DEPTH) if leads else 0

    def put(self, cell: CellKey, line: Line, *, private: bool, new: bool) -> None:
        """Put a line into the last item of a cell, or into a `new` one."""
        items = self._cells.setdefault(cell, [])
        if cell != self._last or not line.of_row:
            self._rows_depth = 0
        self._last = cell
        if items and not (new or is_unfinished(items[-1].lines[-1])):
            new = pasted_text.speaks_to_officer(line.text, self._words.aim_label)
        if line.sign:
            self._account.repairs["list sign"] += 1
            items.append(OpenItem([line], self._depth(line), private))
            self.goes_on = True
            return
        if items and not new and self._continues(items[-1], line):
            items[-1].lines.append(line)
        else:
            self._stack.clear()
            items.append(OpenItem([line], self._rows_depth, private))
            self.goes_on = True
        self._leads = int(line.text.endswith(":") and not self._stack)
        is_below_list = any(x.lines[0].sign for x in items[-2:-1])
        if self._leads and is_below_list and is_short(line.text):
            doubt = f"if “{line.text}” is a heading, name the key aim in it"
            self._account.doubt(line.number, doubt)

    def keep_last(self, cell: CellKey) -> bool:
        """Keep back the last item of a cell, and return whether there is one."""
        items = self._cells.get(cell, [])
        if items:
            items[-1] = items[-1]._replace(private=True)
        return bool(items)

    def keep_pointed(self, remarks: Sequence[Remark]) -> list[Line]:
        """Keep back what remarks point to; return the lines of those that were items."""
        return keep_pointed(self._cells, remarks, self._account)

    def take_remarks(self) -> list[Line]:
        """Take out what is said to the officer, of paragraphs, and return its lines.

        What is private, or of a list or a table, stays, and is to be read.
        """
        taken: list[Line] = []
        for cell, items in self._cells.items():
            remarks = [x.lines for x in items if self._is_remark(x)]
            taken += (line for lines in remarks for line in lines)
            self._cells[cell] = without(items, {x[0].number for x in remarks})
        return taken

    def doubt_last(self) -> None:
        """Ask to read the paragraphs at the end, if they are below a list: they may be remarks."""
        items = self._cells.get(self._last, [])
        signs = [bool(x.lines[0].sign or x.lines[0].of_row) for x in items]
        listed = signs.index(False) if False in signs else 0
        for item in items[listed:] if listed and not any(signs[listed:]) else ():
            self._account.doubt(item.number, _NO_BULLET)

    def _is_remark(self, item: OpenItem) -> bool:
        text, first = item.text, item.lines[0]
        if not pasted_text.speaks_to_officer(text, self._words.aim_label):
            return False
        is_kept = item.private or is_marked(text) or first.sign or first.of_row
        if is_kept:
            self._account.doubt(first.number, "it may be a remark to you")
        return not is_kept

    def is_within(self, cell: CellKey, line: Line) -> bool:
        """Return whether a line can only be within a sentence that a program has wrapped."""
        items = self._cells.get(cell, [])
        if not items or not self.goes_on or line.sign:
            return False
        first, last = items[-1].lines[0], items[-1].lines[-1]
        hangs = line.indent > first.indent and line.text[0].islower()
        return is_unfinished(last) and (last.length >= WRAPPED or hangs)

    def read(self, *, all_private: bool) -> Mapping[CellKey, Sequence[PastedItem]]:
        """Return the updates of each cell, in the order of the text."""
        return {
            cell: self._tree(items, all_private=all_private)
            for cell, items in self._cells.items()
            if items
        }

    def _continues(self, item: OpenItem, line: Line) -> bool:
        """Return whether a line belongs to the item above it: it was too long for that line."""
        last = item.lines[-1]
        first = line.text.split()[0]
        unfinished = is_unfinished(last) and line.goes_on is not False
        is_next = bool(line.goes_on) and line.number - last.number <= _APART
        is_broken = is_next and not (has_verb(last.text) or is_unfinished(line))
        begins_within = line.text[0].islower() or last.text.endswith("-")
        if unfinished and (begins_within or is_broken):
            return True
        hangs = line.indent > item.lines[0].indent  # under the words behind the sign
        # What is not for publication may go on in it.
        has_privacy_request = unfinished and self.goes_on and is_marked(last.text)
        if item.lines[0].sign and (hangs or has_privacy_request):
            return True
        if unfinished and aim_headings.is_small_word(last.text.split()[-1]):
            return True
        if not self.goes_on:
            return False
        # By whether its first word had no room in the line above.
        longest = max(each.length for each in (*item.lines, line))
        had_room = last.length + 1 + len(first) <= max(longest, _NARROWEST)
        if unfinished and not line.text[0].isalpha():
            # “…, of which there were” and “214.”
            return last.length >= WRAPPED or not had_room
        if unfinished and had_room and not item.lines[0].sign:
            doubt = "it may be one of a list without signs"
            self._account.doubt(line.number, doubt)
        return not had_room

    def _depth(self, line: Line) -> int:
        """Return how deep an item of a list is, by its indentation and its sign."""
        form = "-" if re.fullmatch(_DASHES, line.form) else line.form
        stack = self._stack
        while stack and stack[-1][0] > line.indent:
            stack.pop()
        # “-”, “*” and “•” typed in turn are one list; “•” and then “-”, two.
        is_one = form in _BULLETS and (line.indent, "-") in stack
        place = line.indent, "-" if is_one else form
        if place in stack:
            while stack[-1] != place:
                stack.pop()
        else:
            stack.append(place)
        return min(len(stack) - 1 + self._leads + self._rows_depth, _DEPTH)

    def _tree(
        self, items: Sequence[OpenItem], depth: int = 0, *, all_private: bool
    ) -> tuple[PastedItem, ...]:
        """Return items with those that are deeper and follow each as its points."""
        found = []
        starts = [at for at, item in enumerate(items) if at == 0 or item.depth <= depth]
        for start, end in pairwise((*starts, len(items))):
            item, inner = items[start], items[start + 1 : end]
            points = self._tree(inner, depth + 1, all_private=all_private)
            own = item._replace(private=item.private or all_private)
            found.append(self._item(own, points))
        return (*found,)

    def _item(self, item: OpenItem, points: tuple[PastedItem, ...]) -> PastedItem:
        first = item.lines[0]
        text, line = self._joined(item.lines), first.number
        if plain_parts(parse_prose(text)) != text:
            doubt = "its stars or brackets are read as bold, italics or a link"
            self._account.doubt(line, doubt)
        private = item.private or is_marked(text)
        reason = pasted_text.reason_for_nothing(text)
        if reason == "" and not pasted_text.is_nothing_to_report(text):
            doubt = "it was made an update; if there is nothing, write nothing: with the reason"
            self._account.doubt(line, doubt)
        see = "" if points or private else self._reference(text)
        nothing = "" if points or private else reason or ""
        lines = tuple(each.number for each in item.lines)
        links: tuple[Link, ...] = ()
        letters = 0
        for each in item.lines:
            links += shift_links(each.links, letters)
            letters += count_letters(each.text)
        own = first.outcome, first.award, links
        return PastedItem(text, points, line, private, see, nothing, lines, *own)

    def _reference(self, text: str) -> str:
        """Return the key of the key aim that a text refers to if it has nothing else, or ""."""
        names = aim_headings.aim_names(self._words.aim_label)
        wording = find_typed_references(text, names)
        if len(wording) != 1 or wording[0].words != text.strip(" ."):
            return ""
        key = self._words.aim(int(re.sub(r"\D", "", wording[0].words) or 0))
        self._account.repairs["typed reference"] += bool(key)
        return key

    def _joined(self, lines: Sequence[Line]) -> str:
        """Return the lines of an item as one text, with words put together again."""
        text, length = "", 0
        for line in lines:
            had_room = 0 < length < WRAPPED
            if not text.endswith("-"):
                text = f"{text} {line.text}" if text else line.text
            elif had_room and _has_words(text, line.text, self._known):
                doubt = f"“{text.rsplit(maxsplit=1)[-1]}” ends a line"
                self._account.doubt(line.number, doubt)
                text += line.text
            else:
                text = self._together(text, line.text, line.number)
            length = line.length

        def joined(found: re.Match[str]) -> str:
            if broken_words.is_broken_in_line(found[2]):
                return self._together(found[1], found[2], lines[0].number)
            return found[0]

        text = re.sub(r"\b([^\W\d_]{2,}-) ([^\W\d_]{2,})\b", joined, text)
        return re.sub(r" {2,}", " ", text)

    def _together(self, before: str, after: str, line: int) -> str:
        joined = join_broken(before, after, self._known)
        if joined.word:
            self._account.repairs["broken word"] += 1
            if not joined.known:
                self._account.doubt(line, f"“{joined.word}” was in two pieces")
        return joined.text


def _has_words(before: str, after: str, known: frozenset[str]) -> bool:
    """Return whether both pieces at a hyphen are long enough to be words, and one is known.

    No program breaks a word where there was room for it: “the call-” and “challenge policy”.
    """
    word = rf"[^\W\d_]{{{_WORD},}}"
    pieces = re.search(rf"{word}(?=-\Z)", before), re.match(word, after)
    return all(pieces) and any(x[0].casefold() in known for x in pieces if x)
