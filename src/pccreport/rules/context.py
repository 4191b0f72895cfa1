"""What a rule may look at: a project as written, or a report as it was assembled."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pccreport.house.parts import House
from pccreport.model.project import Project
from pccreport.report.references import References
from pccreport.report.tree import Report


class Written(NamedTuple):
    """A project, read."""

    project: Project
    house: House
    day: date | None = None
    """The day that dates are judged from; None where nobody knows one."""


class Assembled(NamedTuple):
    """A report of it, in the order printed."""

    project: Project
    report: Report
    references: References
    """Where the report's references lead."""
    house: House
    day: date | None = None
