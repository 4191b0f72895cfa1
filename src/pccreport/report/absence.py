"""What was written and is not printed, and why: nothing goes without a word."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.model.update import Cell, Entry, Update


class Why(StrEnum):
    """Why an entry of a file is not in a report."""

    OUTSIDE = "outside the report's quarters"
    ELSEWHERE = "another priority's"
    PRIVATE = "not public"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "takes another out"
    REVISED = "revised later"
    REPEATED = "said once already"
    ALONE = "closes nothing"
    CONTRADICTED = "nothing to report, beside an update"


class Absence(NamedTuple):
    """One entry that is not printed, or a point of one."""

    why: Why
    update: Update
    cell: Cell
    at: Span
    entry: Entry | None
    """None for what is not public: nobody after the merge sees it."""
