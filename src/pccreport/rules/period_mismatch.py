"""The period in a file's name differs from its `period:`."""

import re
from pathlib import PurePath

from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import FinancialYear, Quarter, parse_quarter, parse_year
from pccreport.model.update import UpdateFile
from pccreport.rules.context import ProjectContext

RULE = rule("period-mismatch")

# A name that begins with a period: 2020-21-q1-force.yaml.
_NAME = re.compile(
    r"(\d{4}-(?:\d{4}|\d{2}))(?:[-_ ]?(q[1-4]))?(?![\d-]\d)", re.IGNORECASE
)


def check(context: ProjectContext) -> Findings:
    """Yield a finding at the period of each file whose name disagrees."""
    project = context.project
    for update in project.updates:
        if (named := period_in_name(update.name)) and not _agrees(named, update):
            message = f"the file name says {named} but the period is {update.period}"
            at = update.origin.values["period"].span
            yield RULE.finding(message, at, "correct the period, or rename the file")


def period_in_name(name: str) -> Quarter | FinancialYear | str | None:
    """Return the period at the start of a file's name, as text if it is not valid, or None."""
    found = _NAME.match(PurePath(name).name)
    if not found:
        return None
    if found[2]:
        return parse_quarter(f"{found[1]} {found[2]}") or found[0]
    # Four digits and two more may be a month, or anything: 2020-04-01.yaml.
    return parse_year(found[1])


def _agrees(named: Quarter | FinancialYear | str, update: UpdateFile) -> bool:
    """Return whether a name agrees with a period; a year agrees with each period in it."""
    if isinstance(named, FinancialYear):
        return named == update.period.year
    return named == update.period
