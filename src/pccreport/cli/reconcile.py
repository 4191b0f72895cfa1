"""`pccreport reconcile`: is everything that contributors sent in the project, and unchanged?"""

from pathlib import Path

from pccreport.cli import common
from pccreport.cli.changes_output import ChangesFormat, OutputOptions, choose_format
from pccreport.cli.operands import split_project
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import check_replaceable
from pccreport.cli.periods import parse_period
from pccreport.cli.text_changes_output import show_wording_changes
from pccreport.pipeline.reconcile import reconcile_files
from pccreport.source.command_error import USAGE, CommandError


@common.handle_errors
def reconcile(
    named: list[str] | None = argument("reconcile", "named"),
    given: Path = common.PROJECT,
    period: str = option("reconcile", "period", ""),
    output: Path | None = common.OUTPUT_FILE,
    include_private: bool = common.INCLUDE_PRIVATE,
    force: bool = common.FORCE,
) -> int:
    """Check that everything contributors sent is in the project, sentence by sentence."""
    is_word = output is not None and output.suffix.lower() == ".docx"
    form = ChangesFormat.HTML if is_word else choose_format(output)
    options = OutputOptions(form, output, exit_code=True, private=include_private)
    options.refuse_private()
    if output:
        check_replaceable(output, force=force)
    sent, project = split_project(named or [], given)
    if not sent:
        advice = "for example: pccreport reconcile force.docx my-report"
        message = "reconcile needs the files that contributors sent"
        raise CommandError(message, USAGE, advice)
    chosen = parse_period(period)
    found = reconcile_files(map(Path, sent), project, chosen, private=include_private)
    return show_wording_changes(
        *(found.comparison, found.inputs, found.errors, options),
        is_finding=found.is_finding,
        stylesheet=found.look if is_word else None,
    )
