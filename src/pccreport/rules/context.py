"""The context of a rule: a project, or an assembled report."""

import re
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.language.index.text_index import TextIndex
from pccreport.language.locale_data import load_locale
from pccreport.language.wordlists import load_wordlists
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.model.update import UpdateFile
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report


class ProjectContext(NamedTuple):
    """A project, read."""

    project: Project
    updates: tuple[UpdateFile, ...]
    """The file of each printed text."""
    printed: tuple[Prose, ...]
    """The texts of the update files that may be printed, in order."""
    texts: TextIndex
    """The index of the printed texts."""

    @classmethod
    def from_project(cls, project: Project) -> "ProjectContext":
        """Return the context of the rules of a project."""
        every = (*project.update_texts(), *project.front_matter())
        public = [text for text in every if text.public]
        updates = tuple(text.update for text in public)
        printed = tuple(text.text for text in public)
        return cls(project, updates, printed, TextIndex(text.text for text in printed))

    def texts_with_dates(self) -> frozenset[int]:
        """Return the numbers of the printed texts that may have a date or the name of a month."""
        short = " ".join(load_wordlists("dates")["short_months"]).split()
        names = (*load_locale().months, *short)
        numbers = self.texts.texts_with_any(map(str.casefold, names))
        in_figures = re.compile(r"\d(?:/\d{1,2}/\d|\d{3}-\d\d-\d)")
        slashed = self.texts.texts_with_any("/-")
        return numbers | {n for n in slashed if in_figures.search(self.texts.texts[n])}

    def texts_without_date(self) -> set[int]:
        """Return the ids of the printed texts that have no date."""
        dated = self.texts_with_dates()
        return {id(text) for n, text in enumerate(self.printed) if n not in dated}


def span_and_words(text: Prose, start: int, end: int) -> tuple[Span, str]:
    """Return the span of a part of a text in its file, and its words for a message."""
    return text.span(start, end), " ".join(text.text[start:end].split())


class ReportContext(NamedTuple):
    """A report of a project, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """The targets of the report's references."""
