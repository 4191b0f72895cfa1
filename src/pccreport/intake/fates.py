"""What becomes of the lines of a file: each has one fate, and none is left out."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pccreport.intake.measured import PastedFigure
from pccreport.model.measure_names import Key
from pccreport.model.periods import Period
from pccreport.readers.line import Line

CellKey = tuple[str, str]
"""The keys of a key aim and of a stream."""


class Fate(StrEnum):
    """Where a line of what was sent has ended."""

    PLACED = "placed"
    FIGURE = "the figure of a measure"
    HEADING = "says where others belong"
    UNPLACED = "not placed"
    NOTHING = "carries nothing"


class Why(StrEnum):
    """Why a text is in no update."""

    NO_AIM = "not under a key aim"
    NO_STREAM = "not under a stream"
    PAST = "for another period"
    NIL = "nothing to report"
    WORDS = "heading or a few words"
    HEADING = "heading with more than a title"
    REMARK = "remark to you"
    AFTER = "sentence below a list"
    MARK = "note to keep text back"
    SIGNATURE = "below the signature"
    NOTE = "comment or note"
    BESIDE = "beside the text"
    HIDDEN = "hidden"
    STRUCK = "struck through, or not read"
    CELL = "other column"
    NO_TEXT = "no update text"
    SHEET = "sheet for another period, or without updates"
    FIGURES = "figure that was not read"
    QUOTED = "quoted from an earlier message"


_PLACES = (Why.NO_AIM, Why.NO_STREAM, Why.NO_TEXT, Why.SHEET, Why.PAST, Why.QUOTED)
"""What only says that a text has no place yet."""


class Unplaced(NamedTuple):
    """A text that is in no update, in full."""

    place: str
    text: str
    why: Why
    private: bool = False
    keeps: str = ""
    """Where the updates are that it keeps back, as far as that is known; “all updates” for all."""
    part: tuple[Period | None, str] = (None, "")
    """The period and the stream of the headings above it."""

    @property
    def reason(self) -> str:
        """Why it is in no update, and what it keeps back."""
        keeps = re.sub(r"[()]", "", self.keeps)
        secret = ", not for publication" if self.private and self.why in _PLACES else ""
        return f"{self.why}{secret}" + (f"; it keeps back {keeps}" if keeps else "")


class SentUpdate:
    """An update or a point that was sent: its lines while they are read, and then its words."""

    def __init__(self, cell: CellKey, line: Line, depth: int) -> None:
        self.cell, self.depth, self.lines = cell, depth, [line]
        self.period: Period | None = None
        self.points: list[SentUpdate] = []
        self.text, self.kept = line.text, ""
        """Its words, and why it is kept back, if it is."""
        self.outcome = self.award = self.fund = self.round = ""
        """Its award is in pounds, if it has one."""
        self.nothing = self.see = ""
        """The reason why there is nothing to report, or the key aim, if it says no more than that."""
        self.place, self.quoted = line.place, line.quoted
        """Where it begins, and how many messages it is within."""

    def keep_back(self, why: str) -> None:
        """Keep it back, as a text: a reason or a reference alone would be printed."""
        self.kept = self.kept or why
        self.nothing = self.see = ""


class Intake(NamedTuple):
    """What was read of a file."""

    updates: tuple[SentUpdate, ...]
    """They are without their points, which are in them."""
    figures: Mapping[Key, PastedFigure]
    unplaced: tuple[Unplaced, ...]
    fates: tuple[tuple[Line, Fate], ...]
    doubts: tuple[tuple[str, str], ...]
    """What may have been understood wrongly, each with its place."""
    whose: tuple[str, str] = ("", "")
    """The stream taken where no heading names one, and what says that it is this one."""
