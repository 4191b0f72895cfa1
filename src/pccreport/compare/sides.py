"""A side of a comparison: all that is printed, as lines."""

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pccreport.document.blocks import TextRun
from pccreport.findings.text import Source, Span
from pccreport.language.locale_data import load_locale
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import FinancialYear, Period
from pccreport.model.prose import AimMention, ProsePart
from pccreport.model.update import Award
from pccreport.report.report import Report


class LineKind(StrEnum):
    """The kind of a line."""

    UPDATE = "update"
    REFERENCE = "reference"
    NOTHING = "nothing to report"
    CAVEAT = "caveat"
    CLOSING = "closing line"
    MEASURE = "measure"
    STATUS = "status"
    FACT = "fact"
    SETTING = "setting"
    """Of the plan, the report or the house format; identified by its name."""


GIVEN = (LineKind.MEASURE, LineKind.STATUS, LineKind.FACT)
"""Kinds of lines that each period has, and that are identified by their subject."""


class TextName(StrEnum):
    """The names of texts of a line that are more than words."""

    AWARD = "award"
    """The award of an update, which no report prints."""
    DUE = "due"
    """The date due of a promise, which is not compared as text."""
    LAST_TIME = "last time"
    """The figure of a measure of the period before."""
    RESTATED = "restated"
    STEP = "status"
    TARGET = "target"
    TARGETS = "targets"
    """The targets of all periods, if any is of one."""


class LinePosition(NamedTuple):
    """The position of a line; a caveat applies to its whole period and is under "" and ""."""

    aim: str
    stream: str
    head: PeriodLabel | None
    """The label that it is under, or None after the last label."""


NOWHERE = Span(Source("", ""), 0, 0)
"""The place of what is in no file."""
ALWAYS = FinancialYear(1)
"""The period of what is of none."""


class ComparedText(NamedTuple):
    """A text of one side: a line of a report, another text of that line, or one of another file."""

    text: str
    """Its words, without markup."""
    at: Span = NOWHERE
    """Its span, or that of all of a reference; of another file, only the name is known."""
    where: str = ""
    """Its location in another file: “paragraph 34”, “sheet Awards, cell C7”."""
    name: str = ""
    """The field of a line that has it; "" for the line itself."""
    marked: tuple[ProsePart, ...] = ()
    """The text with its markup, and mentions of key aims as names; () if there are none."""
    others: tuple["ComparedText", ...] = ()
    """The other texts of a line."""
    kind: LineKind = LineKind.UPDATE
    position: LinePosition = LinePosition("", "", None)
    label: str = ""
    """The label or heading above it: "2019/20"."""
    period: Period = ALWAYS
    """The period of its file."""
    level: int = 1
    """The level of its list, from 1; in a Word file, 0 if it is in no list."""
    parent: int = -1
    """The index of the line that it is a point of, or -1."""
    id: str = ""
    award: Award | None = None
    """The award that the text “award” is about."""
    continues: str = ""
    due: Period | None = None
    """The period at whose end its promise is due."""
    target: tuple[object, ...] = ()
    """The target of a reference, or ()."""
    private: bool = False
    style: str = ""
    """The name of its style in a document; "" if it is not known."""
    links: tuple[str, ...] = ()
    """The addresses that the words of a document lead to."""

    @property
    def parts(self) -> tuple[ProsePart, ...]:
        """The text with its markup."""
        return self.marked or (TextRun(self.text),)

    @property
    def texts(self) -> "tuple[ComparedText, ...]":
        """All texts of a line; its own text is first."""
        return (self, *self.others)

    @property
    def visible_content(self) -> tuple[object, ...]:
        """All that a reader sees of it, to compare it with another line."""
        return self.target or tuple((x.name, x.text, x.marked) for x in self.texts)

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.at.source.name

    @property
    def location(self) -> str:
        """Its location for an officer: “updates/q4.yaml:12”, “sheet Awards, cell C7”."""
        line = re.fullmatch(r"line (\d+)", self.where)
        if self.file and (line or self.at.source.text):
            return f"{self.file}:{line[1] if line else self.at.line}"
        return ", ".join(filter(None, (self.file, self.where)))

    def without_folder(self) -> "ComparedText":
        """Return it with the name of its file only, so that it can be shared."""
        _, start, end = self.at
        return self._replace(at=Span(_without_folder(self.at.source), start, end))


@cache
def _without_folder(source: Source) -> Source:
    """Return a source with the last part of its path, as typed on any machine."""
    parts = re.split(r"[\\/]", source.name.rstrip("\\/"))
    return Source(parts[-1] or source.name, source.text)


def text_of_file(file: str, place: str, text: str) -> ComparedText:
    """Return a text of a file that is not of a project."""
    return ComparedText(text, Span(Source(file, ""), 0, 0), place)


def prose_text(
    parts: tuple[ProsePart, ...], at: Span = NOWHERE, name: str = ""
) -> ComparedText:
    """Return a text with its markup."""
    return ComparedText(plain_text(parts), at, name=name, marked=parts)


class AimRow(NamedTuple):
    """A key aim, with its numbers: 1, "1.2"; 0 for a heading without one, None on no side."""

    key: str
    text: str
    old_number: int | str | None
    new_number: int | str | None
    level: str = ""
    """The name of its level; "" for that of key aims."""
    mention: str = ""
    """Its name in a sentence."""

    @property
    def number(self) -> int | str | None:
        """Its new number, or its old one."""
        return self.new_number or self.old_number


class Side(NamedTuple):
    """All that one side prints, in order."""

    name: str
    """Its name for an officer: a quarter, a folder, the last commit."""
    on: str
    """The period that it is on: "2020/21 Q1"; of a year, also the quarters that have a file, if not all have."""
    first: date
    """The first day that it covers."""
    current: date
    """The first day of that period; anything before it is past."""
    aims: tuple[AimRow, ...]
    streams: tuple[tuple[str, str], ...]
    """Keys and headings, in the order printed."""
    lines: tuple[ComparedText, ...]
    withdrawn: Mapping[Hashable, str]
    """The reasons of what is withdrawn: by id, and by key aim, stream and text if it is in a file."""
    report: Report | None = None
    """The report, or None for an update file."""
    levels: tuple[str, str] = ("Key Aim", "Key Aims")
    """The name of a key aim, and of several."""
    last: date = date.max
    """The last day that it covers."""
    words: Mapping[str, str] = MappingProxyType({})
    """The texts of its house format, by part."""
    named: Mapping[tuple[str, str, str], str] = MappingProxyType({})
    """The ids of its updates, in each version, by key aim, stream and text."""
    titles: tuple[str, ...] = ()
    """The lines at the head of its report that name the report and the plan."""

    def parent(self, line: ComparedText) -> ComparedText | None:
        """Return the line that a line is a point of, or None."""
        return self.lines[line.parent] if line.parent >= 0 else None


def plain_text(parts: Iterable[ProsePart]) -> str:
    """Return the text of some parts, without markup."""
    return "".join(part.text for part in parts)


def searched_text(line: ComparedText, other: ComparedText) -> str:
    """Return all text of a line that is searched for changes, without mentions of key aims.

    The amount of an award is a part of it if the text lacks it, or if the other line has another.
    """
    own = [
        plain_text([part for part in text.parts if not isinstance(part, AimMention)])
        for text in (line.texts if line.kind is not LineKind.REFERENCE else ())
        if text.name
        not in (TextName.AWARD, TextName.DUE, TextName.STEP, TextName.TARGET)
    ]
    amount, there = (_award_amount(x.award) if x.award else "" for x in (line, other))
    is_apart = amount not in line.text or there not in ("", amount)
    return "\n\n".join([*own, amount] if is_apart else own)


def award_words(award: Award) -> str:
    """Return an award in words."""
    plural = "" if award.awards == 1 else "s"
    awards = "" if award.awards is None else f"{award.awards} award{plural}"
    more = award.fund, award.round, *(fact.text.text for fact in award.facts)
    return ", ".join(filter(None, (_award_amount(award), awards, *more)))


def _award_amount(award: Award) -> str:
    return "" if award.amount is None else f"£{load_locale().sum(award.amount)}"
