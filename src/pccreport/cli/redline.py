"""The file with tracked changes of `pccreport compare --redline`."""

import sys
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.output_file import check_target, document_form, write_own_file
from pccreport.compare import phrases
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.compare import CompareResult
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers.forms import DocumentForm

_FORMS = (DocumentForm.WORD, DocumentForm.HTML, DocumentForm.PDF)
_MAX_AUTHOR = 200
"""Characters; Word allows 255, and some changes add words to the name."""


class RedlineArguments(NamedTuple):
    """Where a redline is written, and its options."""

    target: Path
    author: str
    moves: bool
    form: DocumentForm
    draft: bool


def check_redline_options(
    target: Path | None, author: str, *, moves: bool, draft: bool
) -> RedlineArguments | None:
    """Return the redline of the options, if any. Raise CommandError if it cannot be written."""
    if target is None:
        if author or draft or not moves:
            message = "this option only works with --redline"
            raise CommandError(message, USAGE, "add --redline and a file name")
        return None
    if not author.isprintable() or len(author) > _MAX_AUTHOR:
        message = "Word cannot show the author’s name"
        advice = f"retype it, in at most {_MAX_AUTHOR} characters"
        raise CommandError(message, USAGE, advice)
    check_target(target, ())
    form = document_form(target, _FORMS)
    return RedlineArguments(target, author.strip(), moves, form, draft)


def write_redline(
    compared: CompareResult, errors: tuple[Diagnostic, ...], redline: RedlineArguments
) -> bool:
    """Write the redline, print a summary, and return whether it was written.

    With errors, it is written only as a draft.
    """
    from pccreport.pipeline.redline import build_redline  # noqa: PLC0415  # 10 ms

    target, author, moves, form, draft = redline
    comparison = compared.comparison
    assert comparison is not None  # there is something to track
    if errors and not draft:
        terminal.print_message("Nothing was written.")
        return False
    package, findings, left_out = build_redline(
        compared, form, author, moves=moves, draft=draft
    )
    comparison = comparison._replace(withheld=comparison.withheld + left_out)
    terminal.render_findings(findings, sys.stderr)
    if package is None:
        terminal.print_message("Nothing was written.")
        return False
    write_own_file(target, package)
    plan_changes = len(comparison.plan)
    suffix = f"; {plan_changes} in the plan and the report" if plan_changes else ""
    counts = phrases.counts_sentence(comparison)
    terminal.print_message(f"Wrote {target}: {counts}{suffix}.")
    if draft:
        terminal.print_message("The findings of check were added as comments.")
    for note in phrases.notes_for_reader(comparison):
        terminal.print_message(note)
    is_word = form is DocumentForm.WORD
    if is_word and comparison.is_redacted:
        terminal.print_message(
            "Reject All does not restore text that is no longer public or was left out."
        )
    if is_word:
        terminal.print_message(
            "Numbers and bullets are those of the new report and are not tracked."
        )
    return True
