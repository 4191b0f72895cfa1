"""A reference leads to a stream that has nothing in this report."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.model.project import references
from pccreport.report.tree import Report
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "empty-reference"


def check(report: Report) -> Iterator[Diagnostic]:
    """A finding at each such `see:`, naming a key aim that has something."""
    cells, numbers = report.cells(), report.numbers()
    for (_, stream), section in cells.items():
        for reference in references(tuple(section.entries())):
            nowhere = reference.aim in numbers and (reference.aim, stream) not in cells
            if nowhere and reference.origin:
                filled = [aim for aim, key in cells if key == stream]
                yield Diagnostic(
                    RULE,
                    ERROR,
                    f"“{reference.aim}” has no update under “{stream}” to refer to",
                    Label(reference.origin.span),
                    help=f"under “{stream}” there are updates for {', '.join(filled)}",
                )
