"""An update stands under a stream that the house format does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.language.similarity import did_you_mean
from pccreport.model.project import Project
from pccreport.model.update import is_key
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "unknown-stream"


def check(project: Project, house: House) -> Iterator[Diagnostic]:
    """A finding at each such key."""
    known = [stream.key for stream in house.streams]
    for _, cell in project.cells():
        if cell.stream not in known and is_key(cell.stream):
            others = f"there are {', '.join(known)}"
            yield Diagnostic(
                RULE,
                ERROR,
                f"the house format has no stream “{cell.stream}”",
                Label(cell.origin.stream.span),
                help=did_you_mean(cell.stream, known, others),
            )
