"""An update stands under a stream that the house format does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import rule
from pccreport.language.similarity import did_you_mean
from pccreport.model.update import is_key
from pccreport.rules.context import Written

RULE = rule("unknown-stream")


def check(written: Written) -> Iterator[Diagnostic]:
    """A finding at each such key."""
    project, house = written.project, written.house
    known = [stream.key for stream in house.streams]
    for _, cell in project.cells():
        if cell.stream not in known and is_key(cell.stream):
            others = f"there are {', '.join(known)}"
            yield RULE.finding(
                f"the house format has no stream “{cell.stream}”",
                cell.origin.stream.span,
                did_you_mean(cell.stream, known, others),
            )
