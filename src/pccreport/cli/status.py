"""`pccreport status`: who has sent what for a quarter, and who has not."""

import sys
from datetime import date
from functools import partial
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.changes_output import DOCUMENT_FORMS, choose_format, write_changes
from pccreport.cli.common import FORCE, OUTPUT_FILE, handle_errors
from pccreport.cli.operands import split_quarter
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import check_replaceable, check_target, document_form
from pccreport.cli.periods import parse_day
from pccreport.layout.status import lay_out_status
from pccreport.pipeline.status import find_status
from pccreport.report.scope import PeriodOverride
from pccreport.source.command_error import DONE, FINDINGS


@handle_errors
def status(
    named: list[str] | None = argument("status", "named"),
    output: Path | None = OUTPUT_FILE,
    today: str = option("status", "today", ""),
    force: bool = FORCE,
) -> int:
    """Show who has sent what for a quarter, and who has sent nothing."""
    path, period = split_quarter(named or [])
    if output:
        document_form(output, [*DOCUMENT_FORMS.values()])
        check_replaceable(output, force=force)
    form = choose_format(output)
    is_for_office = output is None and terminal.is_screen(sys.stdout)
    day = parse_day(today) or date.today()  # noqa: DTZ011 - the local day of the officer
    result = find_status(path, PeriodOverride(period), day, private=is_for_office)
    if not result.statuses:
        terminal.render_findings(result.findings, sys.stderr, infos=False)
        terminal.print_message("There is no status, because no report can be made.")
        return FINDINGS
    if output:
        check_target(output, result.inputs)
    rows = result.statuses, result.problem_counts
    write_changes(
        form, output, partial(lay_out_status, *rows, is_complete=result.whole)
    )
    return DONE
