"""One side of a comparison: everything that is printed, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.model.inline_markup import ProseLink, ProseRun
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import Period
from pccreport.model.update import Award
from pccreport.report.report import Report


class LineKind(StrEnum):
    """What a line is."""

    UPDATE = "update"
    REFERENCE = "reference"
    NOTHING = "nothing to report"
    CAVEAT = "caveat"
    CLOSING = "closing line"
    MEASURE = "measure"
    STATUS = "status"


GIVEN = (LineKind.MEASURE, LineKind.STATUS)
"""What is given anew in each period, and known by what it is about."""


RESTATED = "restated"
"""The name of a text of a measure with the figure of an earlier quarter as it is now."""
DUE = "due"
"""The field of an update with the date of its promise: to be looked at, but no words of it."""


class LinePosition(NamedTuple):
    """The position of a line; a caveat applies to its whole period and is under "" and ""."""

    aim: str
    stream: str
    head: PeriodLabel | None
    """The label that it is under; None after the last of them."""


@dataclass(frozen=True, slots=True)
class NamedAim:
    """A key aim that a text names: the one that it is now, and the words for it."""

    aim: str
    words: str


LinePart = ProseRun | ProseLink | NamedAim


AWARD = "award"
"""The text of a line that no report prints."""


class LineText(NamedTuple):
    """One of the texts of a line."""

    name: str
    """The field that has it; "" for the line's own text."""
    parts: tuple[LinePart, ...]
    """Its words with their marks; a mention of a key aim in the words for it."""
    at: Span | None = None
    """Where it is, if that is in a file."""

    @property
    def text(self) -> str:
        """Its words alone."""
        return plain_text(self.parts)


class ComparedLine(NamedTuple):
    """A line of one side of a comparison: an update, a point, a reference or a note."""

    kind: LineKind
    position: LinePosition
    label: str
    """The label above it: "2019/20", or ""."""
    period: Period
    """The period of its file."""
    at: Span
    """Where its text is; for a reference, all of it."""
    texts: tuple[LineText, ...]
    """All that it says, its own text first."""
    level: int = 1
    parent: int = -1
    """The line that it is a point of, by its number on this side; -1: of none."""
    id: str = ""
    award: Award | None = None
    """What the text “award” says in words."""
    continues: str = ""
    target: tuple[object, ...] = ()
    """What a reference leads to."""
    private: bool = False

    @property
    def text(self) -> str:
        """The words of its own text."""
        return self.texts[0].text if self.texts else ""

    @property
    def content(self) -> tuple[object, ...]:
        """Return all that a reader sees of it: equal for two lines with the same content."""
        said = tuple((each.name, each.parts) for each in self.texts)
        return self.target or (said,)


class WithdrawnLine(NamedTuple):
    """A line that was withdrawn, and why."""

    id: str
    text: str
    """Its text, if that is still there; else ""."""
    cell: tuple[str, str]
    """The key aim and the stream that it was under."""
    reason: str
    at: Span


class NumberedAim(NamedTuple):
    """A key aim, with its number: 1, "1.2"; 0 for a heading without one."""

    key: str
    number: int | str
    text: str
    level: str = ""
    """What its level is called; "" for what the side calls a key aim."""


class Side(NamedTuple):
    """Everything that one side prints, in order."""

    name: str
    """What an officer calls it: a quarter, a folder, the last commit."""
    on: str
    """What it is on: "2020/21 Q1"."""
    first: date
    """The first day that it covers."""
    current: date
    """The first day of what it is on: before it, everything is past."""
    aims: tuple[NumberedAim, ...]
    streams: tuple[tuple[str, str], ...]
    """Keys and headings, in the order printed."""
    lines: tuple[ComparedLine, ...]
    withdrawn: tuple[WithdrawnLine, ...]
    report: Report | None = None
    """None for a file by itself."""
    levels: tuple[str, str] = ("Key Aim", "Key Aims")
    """What it calls a key aim, and several."""
    last: date = date.max
    """The last day that it covers."""
    words: Mapping[str, str] = MappingProxyType({})
    """The texts of its house format, by part."""
    language: str = "en-GB"
    named: Mapping[tuple[str, str, str], str] = MappingProxyType({})
    """The ids of its updates, in each version, by key aim, stream and text."""
    titles: tuple[str, ...] = ()
    """The lines at the head of its report that name the report and the plan."""
    called: str = ""
    """Its name for those who do not know this computer's folders."""


def plain_text(parts: Iterable[LinePart]) -> str:
    """Return the words alone."""
    return "".join(map(_plain, parts))


def spoken_words(line: ComparedLine) -> str:
    """Return all that a line says, a key aim that it mentions without its number."""
    said = line.texts if line.kind is not LineKind.REFERENCE else ()
    texts = [
        plain_text([part for part in text.parts if not isinstance(part, NamedAim)])
        for text in said
        if text.name not in (AWARD, DUE)
    ]
    award = line.award.amount if line.award else None
    amount = "" if award is None else f"£{award:,}"
    if amount and amount not in texts[0]:  # it may say it itself
        texts.append(amount)
    return "\n\n".join(texts)


def award_words(award: Award) -> str:
    """Return an award in words."""
    amount = "" if award.amount is None else f"£{award.amount:,}"
    plural = "" if award.awards == 1 else "s"
    awards = "" if award.awards is None else f"{award.awards} award{plural}"
    return ", ".join(filter(None, (amount, awards, award.fund, award.round)))


def _plain(part: LinePart) -> str:
    match part:
        case ProseRun(text=text):
            return text
        case ProseLink(words=words):
            return "".join(each.text for each in words)
        case NamedAim():
            return part.words
