"""A date has no year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.dates import DateMention, find_dates
from pccreport.language.implied_year import YEAR, days_between
from pccreport.language.sentences import split_sentences
from pccreport.model.project import ProjectText
from pccreport.rules.context import ProjectContext

RULE = rule("date-no-year")

_DIGIT = re.compile(r"\d")
_JOINED = 12
"""Characters between the two dates of "1 to 3 May"."""


def check(written: ProjectContext) -> Iterator[Diagnostic]:
    """Yield a finding at each such date that is printed, one for "1 to 3 May".

    A year in the same sentence, or in an earlier date of the text, is enough.
    """
    language = written.project.house.words.tag
    for said in written.project.texts():
        if said.public and _DIGIT.search(said.text.text):
            yield from _in_text(said, language)


def _in_text(said: ProjectText, language: str) -> Iterator[Diagnostic]:
    text = said.text.text
    told: list[tuple[int, DateMention]] = []
    for mention in find_dates(text, language):
        if mention.year is not None:
            break
        if told and mention.start - told[-1][1].end <= _JOINED:
            told[-1] = (told[-1][0], mention)
        elif not _has_year(text, mention, language):
            told.append((mention.start, mention))
    for start, mention in told:
        words = " ".join(text[start : mention.end].split())
        days = days_between(mention, said.update.period.start, said.update.period.end)
        full = f"{words} {days[0].year}" if len(days) == 1 else ""
        way_out = f"write “{full}”" if full else "add the year"
        place = said.text.span(start, mention.end)
        yield RULE.finding(f"“{words}” has no year", place, way_out)


def _has_year(text: str, mention: DateMention, language: str) -> bool:
    return any(
        sentence.start <= mention.start < sentence.end
        and re.search(YEAR, text[sentence.start : sentence.end])
        for sentence in split_sentences(text, language)
    )
