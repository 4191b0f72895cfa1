"""A date does not say its year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.dates import Mention, dates
from pccreport.language.sentences import sentences
from pccreport.language.years import YEAR, in_year
from pccreport.model.project import Said
from pccreport.rules.context import Written

RULE = rule("date-no-year")

_DIGIT = re.compile(r"\d")
_JOINED = 12
"""Characters between the two dates of "1 to 3 May"."""


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each such date that is printed, once for "1 to 3 May".

    A year in the same sentence, or in an earlier date of the text, tells it.
    """
    language = written.house.words.tag
    for said in written.project.said():
        if said.public and _DIGIT.search(said.text.text):
            yield from _in_text(said, language)


def _in_text(said: Said, language: str) -> Iterator[Diagnostic]:
    text = said.text.text
    told: list[tuple[int, Mention]] = []
    for mention in dates(text, language):
        if mention.year is not None:
            break
        if told and mention.start - told[-1][1].end <= _JOINED:
            told[-1] = (told[-1][0], mention)
        elif not _has_year(text, mention, language):
            told.append((mention.start, mention))
    for start, mention in told:
        words = " ".join(text[start : mention.end].split())
        days = in_year(mention, said.update.period.start, said.update.period.end)
        full = f"{words} {days[0].year}" if len(days) == 1 else ""
        way_out = f"write “{full}”" if full else "add the year"
        place = said.text.span(start, mention.end)
        yield RULE.finding(f"“{words}” has no year", place, way_out)


def _has_year(text: str, mention: Mention, language: str) -> bool:
    return any(
        sentence.start <= mention.start < sentence.end
        and re.search(YEAR, text[sentence.start : sentence.end])
        for sentence in sentences(text, language)
    )
