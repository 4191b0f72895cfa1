"""An update stands under a key aim that the plan does not have."""

from __future__ import annotations

from collections.abc import Iterator

from pccreport.house.parts import House
from pccreport.language.similarity import did_you_mean
from pccreport.model.project import Project
from pccreport.model.update import is_key
from pccreport.source.diagnostic import ERROR, Diagnostic, Label

RULE = "unknown-aim"


def check(project: Project, house: House) -> Iterator[Diagnostic]:  # noqa: ARG001
    """A finding at each such key, once a file."""
    known = project.plan.aims()
    for update in project.updates:
        for cell in {
            c.aim: c for c in update.cells if c.aim not in known and is_key(c.aim)
        }.values():
            others = f"the plan has {', '.join(known)}"
            yield Diagnostic(
                RULE,
                ERROR,
                f"the plan has no key aim “{cell.aim}”",
                Label(cell.origin.aim.span),
                help=did_you_mean(cell.aim, known, others),
            )
