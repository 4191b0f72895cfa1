"""What a rule may look at: a project as written, or a report as it was assembled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pccreport.document.blocks import Block
from pccreport.model.project import Project
from pccreport.report.references import ReferenceResolver
from pccreport.report.report import Report


class ProjectContext(NamedTuple):
    """A project, read."""

    project: Project
    day: date | None = None
    """The date treated as today; None if it is not known."""


class ReportContext(NamedTuple):
    """A report of it, in the order printed."""

    project: Project
    report: Report
    references: ReferenceResolver
    """Where the report's references lead."""
    blocks: Callable[[], tuple[Block, ...]]
    """Returns the report as it is laid out, for a rule that reads what is printed."""
    day: date | None = None
