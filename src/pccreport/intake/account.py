"""What is said of a text beside its updates: what was left out, is doubtful, or was put right."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from pccreport.intake.lines import Line
from pccreport.language import pasted_text
from pccreport.language.sentences import is_statement

SENTENCE = 8
"""Words: a shorter line of a signature says nothing."""
_NIL = 4
"""Words of a line that says that there is nothing to report, and no more than that."""


class LeftOutReason(Enum):
    """Why a line of a pasted text is in no update."""

    NO_AIM = "not under a key aim"
    NO_STREAM = "not under a stream"
    MARK = "not to be published"
    REMARK = "remark to you"
    INTRODUCTION = "before a list"
    LAST_LINES = "last lines, perhaps a signature"
    HEADER = "header of the message"
    GREETING = "greeting"
    SIGNATURE = "signature"
    REPLY = "earlier message"
    PAGE = "head or foot of a page"
    HEADING = "heading"
    SUBHEADING = "heading of no key aim"
    TITLE = "title"
    NOTHING = "nothing to report"
    MARK_ALONE = "mark of a private text"
    NO_TEXT = "row without a text"
    PAST = "row of another period"
    TOTAL = "row of totals"
    TWICE = "one of two figures of a measure"
    FIGURES = "row of a measure"


_UNPLACED = LeftOutReason.NO_AIM, LeftOutReason.NO_STREAM
_OFTEN_NOTHING = (
    *(LeftOutReason.SIGNATURE, LeftOutReason.PAGE, LeftOutReason.TITLE),
    LeftOutReason.NO_TEXT,
)
_TO_BE_READ = (
    *(*_UNPLACED, LeftOutReason.SUBHEADING, LeftOutReason.TWICE),
    *(LeftOutReason.FIGURES, LeftOutReason.MARK, LeftOutReason.REMARK),
    *(LeftOutReason.INTRODUCTION, LeftOutReason.LAST_LINES),
)


class LeftOutLine(NamedTuple):
    """A line that is in no update."""

    number: int
    text: str
    reason: LeftOutReason
    is_item: bool = False
    """Whether it is of a list or a table, and so no part of the line above it."""

    @property
    def may_be_placed(self) -> bool:
        """Whether it looks like an update, and only its key aim or its stream is missing."""
        is_text = self.text.endswith(".") or is_statement(self.text)
        is_one = (is_text or self.is_item) and not pasted_text.is_caveat(self.text)
        return self.reason in _UNPLACED and is_one

    @property
    def may_be_update(self) -> bool:
        """Whether somebody should read it: it may have been meant to be an update."""
        if self.reason is LeftOutReason.NOTHING:
            return len(self.text.split()) > _NIL
        if self.reason in _OFTEN_NOTHING:
            says_something = any(map(is_sentence, self.text.split(" | ")))
            says_something = says_something or any(sign in self.text for sign in "£%")
            return says_something and not pasted_text.is_disclaimer(self.text)
        return self.reason in _TO_BE_READ


class Account:
    """What has been noted of the lines read so far."""

    def __init__(self) -> None:
        self.left_out: list[LeftOutLine] = []
        self.columns: Counter[tuple[str, str]] = Counter()
        """How much was left out of tables and workbooks, by its name and unit, such as "cell"."""
        self.repairs: Counter[str] = Counter()
        """How often something was put right, by what it is called."""
        self.doubts: list[tuple[int, str]] = []
        """What may have been understood wrongly, by line."""

    def leave_out(self, line: Line, reason: LeftOutReason) -> None:
        """Note that a line is in no update."""
        is_item = line.of_row or bool(line.sign)
        self.left_out.append(LeftOutLine(line.number, line.whole, reason, is_item))

    def doubt(self, line: int, words: str) -> None:
        """Note that a line may have been understood wrongly."""
        self.doubts.append((line, words))


def leave_out(lines: Iterable[Line], reason: LeftOutReason) -> Iterator[LeftOutLine]:
    """Yield lines as they are left out for a reason."""
    return (LeftOutLine(line.number, line.whole, reason) for line in lines)


def is_sentence(text: str) -> bool:
    """Return whether a text is too long for a part of a signature, or ends in a full stop."""
    return text.endswith(".") or len(text.split()) >= SENTENCE
