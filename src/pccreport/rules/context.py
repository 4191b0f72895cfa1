"""What a rule may look at: a project as written, or a report as it was assembled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pccreport.document.blocks import Block
from pccreport.model.project import Project
from pccreport.model.prose import Prose
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report

_DIGIT = re.compile(r"\d")


class ProjectContext(NamedTuple):
    """A project, read."""

    project: Project
    printed: tuple[Prose, ...]
    """Every text of the update files that may be printed, in order: most rules read them."""
    with_digits: tuple[Prose, ...]
    """Those of them that have a digit."""
    folded: tuple[str, ...]
    """The printed texts with their case folded."""
    all_folded: str
    """The same as one text."""
    day: date | None = None
    """The date treated as today; None if it is not known."""

    @classmethod
    def of(cls, project: Project, day: date | None = None) -> ProjectContext:
        """Return what the rules may look at in a project."""
        printed = tuple(project.printed_texts())
        with_digits = tuple(each for each in printed if _DIGIT.search(each.text))
        folded = tuple(each.text.casefold() for each in printed)
        return cls(project, printed, with_digits, folded, "\n".join(folded), day)

    def having(self, parts: Iterable[str]) -> Iterator[Prose]:
        """Yield the printed texts that have one of some strings in them, whatever its case.

        Most of a rule's words are nowhere in a project, and one search through all of it is
        quicker than one through each text.
        """
        if some := [part for part in parts if part in self.all_folded]:
            for text, folded in zip(self.printed, self.folded, strict=True):
                if any(part in folded for part in some):
                    yield text


class ReportContext(NamedTuple):
    """A report of it, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """Where the report's references lead."""
    blocks: Callable[[], tuple[Block, ...]]
    """Returns the report as it is laid out, for a rule that reads what is printed."""
    day: date | None = None
