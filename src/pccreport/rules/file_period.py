"""A file's name says one quarter and its `period:` another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from pccreport.house.parts import House
from pccreport.model.periods import Quarter, read_quarter
from pccreport.model.project import Project
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "file-period"

# A name that begins with a quarter, as the examples have it: 2020-21-q1-force.yaml.
_QUARTER = re.compile(r"(\d{4}-\d{2,4})[-_ ]?(q[1-4])(?!\d)", re.IGNORECASE)


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at the period of each file whose name disagrees."""
    for update in project.updates:
        named = _named(PurePath(update.name).name)
        if named and named != update.period:
            message = f"the file's name says {named}, and its period {update.period}"
            yield Diagnostic(
                RULE,
                ERROR,
                message,
                Label(update.origin.values["period"].span),
                help="mend the period, or rename the file",
            )


def _named(file_name: str) -> Quarter | None:
    found = _QUARTER.match(file_name)
    return read_quarter(f"{found[1]} {found[2]}") if found else None
