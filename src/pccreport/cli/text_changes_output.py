"""The output of a comparison of texts, without private text if it may be shared."""

import sys
from functools import partial
from pathlib import Path

from pccreport.cli import changes_output, terminal
from pccreport.cli.output_file import check_target, write_file
from pccreport.compare.changes import TextComparison
from pccreport.findings.finding import Diagnostic
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout.changes import lay_out_text_changes
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.writers.forms import DocumentForm, render_as


def show_wording_changes(
    comparison: TextComparison | None,
    inputs: tuple[Path, ...],
    errors: tuple[Diagnostic, ...],
    options: changes_output.OutputOptions,
    *,
    is_finding: bool,
    stylesheet: StyleSheet | None = None,
) -> int:
    """Print errors and a comparison of texts, and return the exit code.

    `comparison` is None if nothing could be compared, `inputs` are the files read, and
    `is_finding` is True if --exit-code should report something. With a `stylesheet`, it is a Word file.
    """
    if options.form is changes_output.ChangesFormat.JSON:
        message = "changes in wording cannot be shown as json"
        raise CommandError(message, USAGE, "use text, markdown or html")
    if options.output:
        check_target(options.output, inputs)
    terminal.render_findings(errors, sys.stderr)
    if comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    if options.is_blocked_by(errors):
        return FINDINGS
    if not options.private:
        comparison = comparison.for_reader(outside=not options.is_on_screen)
    if options.form in changes_output.FOR_SHARING:
        comparison = comparison.without_folders()
    lay_out = partial(lay_out_text_changes, comparison)
    if stylesheet and options.output:
        content = render_as(lay_out(), DocumentForm.WORD, stylesheet)
        write_file(options.output, content)
        terminal.print_message(f"Wrote {options.output}.")
    else:
        changes_output.write_changes(options.form, options.output, lay_out)
    if errors:
        changes_output.print_incomplete_note()
        return FINDINGS
    return FINDINGS if options.exit_code and is_finding else DONE
