"""The entries that are not printed, and the reasons."""

from enum import StrEnum
from typing import NamedTuple

from pccreport.findings.text import Span
from pccreport.model.update import Cell, Entry, UpdateFile


class OmissionReason(StrEnum):
    """The reason why an entry of a file is not in a report."""

    OUTSIDE = "outside the report’s quarters"
    ELSEWHERE = "for another priority"
    PRIVATE = "not public"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "withdraws another update"
    REVISED = "revised later"
    REPEATED = "repeated"
    ALONE = "closing line with no update"
    CONTRADICTED = "contradicted by an update"


class Omission(NamedTuple):
    """An entry or a point that is not printed."""

    reason: OmissionReason
    update: UpdateFile
    cell: Cell
    at: Span
    entry: Entry | None
    """The entry, or None if it is not public, so that no later stage can print it."""
