"""The file with tracked changes that `pccreport compare --redline` writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.common import parse_day, source_date_epoch
from pccreport.cli.output_file import check_target, document_form, write_file
from pccreport.compare import phrases
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.compare import CompareResult
from pccreport.source.command_error import USAGE, CommandError
from pccreport.writers.forms import DocumentForm

_FORMS = (DocumentForm.WORD, DocumentForm.HTML)
_LONGEST_AUTHOR = 200
"""Characters; Word allows 255, and some changes have words after the name."""


class RedlineArguments(NamedTuple):
    """How the Word file is to be."""

    target: Path | None
    """None where none is asked for."""
    author: str
    date: str
    moves: bool
    draft: bool


def check_redline_arguments(tracked: RedlineArguments) -> None:
    """Raise where no such file can be made, before any work is done."""
    if tracked.target is None:
        if tracked.author or tracked.date or tracked.draft or not tracked.moves:
            message = "this option only works with --redline"
            raise CommandError(message, USAGE, "add --redline and a file name")
        return
    parse_day(tracked.date)
    _refuse_author(tracked.author)
    with _save_advice():
        check_target(tracked.target, ())
    document_form(tracked.target, _FORMS)


def _refuse_author(author: str) -> None:
    """Raise where Word could not show a name: it has an unseen character, or no end."""
    if not author.isprintable():
        message = "the author’s name contains an invisible character"
        raise CommandError(message, USAGE, "retype it")
    if len(author) > _LONGEST_AUTHOR:
        message = f"the author’s name is longer than {_LONGEST_AUTHOR} characters"
        raise CommandError(message, USAGE, "use a shorter name")


@contextmanager
def _save_advice() -> Iterator[None]:
    """Advice on where to save, by the name of this option."""
    try:
        yield
    except CommandError as failure:
        failure.help = failure.help.replace("-o", "--redline")
        raise


def write_redline(
    compared: CompareResult, errors: tuple[Diagnostic, ...], tracked: RedlineArguments
) -> bool:
    """Write the file, print a summary, and return whether it was written.

    With errors in the projects it is written only as a draft.
    """
    from pccreport.pipeline.redline import RedlineOptions, build_redline  # noqa: PLC0415  # 10 ms

    target, comparison = tracked.target, compared.comparison
    assert target is not None
    assert comparison is not None  # there is something to track
    if errors and not tracked.draft:
        terminal.print_message("Nothing was written.")
        return False
    day = parse_day(tracked.date)
    form = document_form(target, _FORMS)
    author = tracked.author.strip()
    wanted = RedlineOptions(author, day, tracked.moves, form, tracked.draft)
    made, problems = build_redline(compared, wanted, source_date_epoch())
    terminal.render_findings(problems, sys.stderr)
    if made.package is None:
        terminal.print_message("Nothing was written.")
        return False
    with _save_advice():
        write_file(target, made.package)
    around = len(comparison.plan)
    beside = f"; {around} in the plan and the report" if around else ""
    terminal.print_message(
        f"Wrote {target}: {phrases.counts_sentence(comparison)}{beside}."
    )
    if tracked.draft:
        terminal.print_message(f"Findings of check added as comments: {made.notes}.")
    for note in phrases.notes(comparison):
        terminal.print_message(note)
    in_word = form is DocumentForm.WORD
    if in_word and (comparison.redacted or comparison.withheld):
        terminal.print_message(
            "Reject All does not restore text that is not public now or is left out."
        )
    if in_word and not made.numbers:
        terminal.print_message(
            "Numbers and bullets are those of the new report and are not tracked."
        )
    if tracked.moves and not made.moves:
        terminal.print_message("Moved text is tracked as deleted and inserted.")
    return True
