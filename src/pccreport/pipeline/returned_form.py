"""A form that comes back: it says itself of which project, period and stream it is."""

from collections.abc import Container
from datetime import date

from pccreport.model.periods import FinancialYear, Quarter
from pccreport.model.plan import Plan
from pccreport.model.settings import parse_year_or_quarter
from pccreport.readers.form_id import FormId, checksum
from pccreport.readers.line import ReadFile
from pccreport.source.command_error import USAGE, CommandError


def form_id(plan: Plan, period: Quarter, stream: str) -> FormId:
    """Return the id of the form of a stream for a period."""
    return FormId(checksum(plan.names["body.name"]), str(period), stream)


def period_of_form(
    file: ReadFile, plan: Plan, first: date, last: date
) -> Quarter | FinancialYear | None:
    """Return the period that a file is the form for, or None if it is no form.

    Raise CommandError if the form is of another project, or of no period between two days.
    """
    if file.form is None:
        return None
    if file.form.project != checksum(plan.names["body.name"]):
        message = f"“{file.name}” is a form of another project"
        advice = "give the folder of the project that asked for it"
        raise CommandError(message, USAGE, advice)
    period = parse_year_or_quarter(file.form.period)
    if period is None or period.start < first or last < period.end:
        message = f"“{file.name}” is the form for {file.form.period}, which is not the period of the report"
        advice = f'if it was filled in for that, add --period "{file.form.period}"; or else ask for this period’s form'
        raise CommandError(message, USAGE, advice)
    return period


def check_stream(file: ReadFile, stream: str, known: Container[str]) -> None:
    """Raise CommandError if a file is the form of another stream than the one given.

    What stream it is of does not matter if that is no longer known.
    """
    own = file.form.stream if file.form else ""
    if own in known and stream not in ("", own):
        message = f"“{file.name}” is the form of {own}, not of {stream}"
        raise CommandError(message, USAGE, "leave out --stream")
