"""`pccreport compare`: the changes between two reports or quarters, or in a Word file."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.changes_output import (
    FOR_SHARING,
    ChangesFormat,
    OutputOptions,
    choose_format,
    print_incomplete_note,
    write_changes,
)
from pccreport.cli.common import FORCE, INCLUDE_PRIVATE, OUTPUT_FILE, handle_errors
from pccreport.cli.operands import (
    check_periods_exist,
    is_word_file,
    resolve_operands,
    split_word_file,
)
from pccreport.cli.options import argument, option
from pccreport.cli.output_file import (
    check_replaceable,
    check_target,
    document_form,
    write_own_file,
)
from pccreport.cli.text_changes_output import show_wording_changes
from pccreport.compare import phrases
from pccreport.compare.changes import Comparison
from pccreport.findings.finding import Diagnostic
from pccreport.layout.changes import lay_out_changes
from pccreport.pipeline.compare import CompareResult, compare_reports
from pccreport.source.command_error import DONE, FINDINGS, USAGE, CommandError
from pccreport.source.files import quoted_path
from pccreport.writers import changes_json
from pccreport.writers.forms import DocumentForm

_REDLINE_FORMS = (DocumentForm.WORD, DocumentForm.HTML, DocumentForm.PDF)
_NOT_RESTORED = "Reject All does not restore text left out or no longer public."
_NOT_TRACKED = "Numbering and bullets are the new report’s and are not tracked."
_MAX_AUTHOR = 200
"""Characters; Word allows 255, and some changes add words to the name."""


class _RedlineArguments(NamedTuple):
    """Where a redline is written, and its options."""

    target: Path
    author: str
    moves: bool
    form: DocumentForm
    draft: bool


@handle_errors
def compare(
    named: list[str] | None = argument("compare", "named"),
    output_format: ChangesFormat | None = option("compare", "output_format"),
    output: Path | None = OUTPUT_FILE,
    exit_code: bool = option("compare", "exit_code", False),
    include_private: bool = INCLUDE_PRIVATE,
    redline: Path | None = option("compare", "redline"),
    author: str = option("compare", "author", ""),
    no_moves: bool = option("compare", "no_moves", False),
    draft: bool = option("compare", "draft", False),
    force: bool = FORCE,
) -> int:
    """Show what changed, update by update. No project file is changed."""
    form = choose_format(output, output_format)
    options = OutputOptions(form, output, exit_code, include_private)
    for target in filter(None, (output, redline)):
        check_replaceable(target, force=force)
    if any(map(is_word_file, named or ())):
        if redline or draft:
            message = "edits in a Word file can only be listed"
            raise CommandError(message, USAGE, "use neither --redline nor --draft")
        return _compare_word_file(named or (), options)
    # With --redline, changes are printed only if a format is named as well.
    shown = redline is None or output_format is not None
    tracked = _check_redline_options(redline, author, moves=not no_moves, draft=draft)
    return _compare_sides(named or [], options, tracked, shown=shown)


def _compare_word_file(named: Sequence[str], options: OutputOptions) -> int:
    """Compare a Word file with its project, print the edits, and return the exit code."""
    from pccreport.pipeline.compare_word import compare_word  # noqa: PLC0415  # lxml: 20 ms

    options.refuse_private()
    sent, project = split_word_file(named)
    found = compare_word(sent, project, private=options.private)
    is_finding = found[0] is not None and any(True for _ in found[0].changes)
    code = show_wording_changes(*found, options, is_finding=is_finding)
    if is_finding:
        typed = " ".join(quoted_path(Path(word)) for word in named)
        terminal.print_message(f"To bring these edits in: pccreport pull {typed}")
    return code


def _compare_sides(
    named: Sequence[str],
    options: OutputOptions,
    tracked: _RedlineArguments | None,
    *,
    shown: bool,
) -> int:
    """Compare two sides, print the changes if they are `shown` or saved, and return the exit code."""
    redline = tracked and tracked.target
    options.refuse_private(redline)
    if options.output and options.output == redline:
        message = f"both files would be called “{options.output}”"
        raise CommandError(message, USAGE, "give a different name with -o")
    old, new = resolve_operands(named)
    compared, findings = compare_reports(old, new, private=options.private)
    for target in filter(None, (options.output, redline)):
        check_target(target, compared.inputs)
    if all(found.rule == "empty-report" for found in findings):
        check_periods_exist(compared, old, new)
    terminal.render_findings(findings, sys.stderr)
    if compared.comparison is None:
        terminal.print_message("Nothing was compared.")
        return FINDINGS
    check_periods_exist(compared, old, new)
    return _print_result(compared, findings, options, tracked, shown=shown)


def _print_result(
    compared: CompareResult,
    errors: tuple[Diagnostic, ...],
    options: OutputOptions,
    tracked: _RedlineArguments | None,
    *,
    shown: bool,
) -> int:
    shared = compared.for_sharing.comparison
    comparison = compared.comparison if options.is_on_screen else shared
    assert comparison is not None  # or else there is nothing to print
    assert shared is not None
    language = compared.after.project.house.locale.tag if compared.after else "en-GB"
    if options.is_blocked_by(errors):
        return FINDINGS
    if options.output or shown:
        show_changes(comparison, options.form, options.output, language)
    withheld = phrases.withheld_sentence(shared) if shared.withheld else ""
    if withheld and options.output:
        more = "To see more, show the comparison on the screen."
        terminal.print_message(f"Left out: {withheld} {more}")
    elif withheld and shown and comparison is not shared:
        lead = "Shown on the screen only"
        terminal.print_message(f"{lead}: {withheld}")
    if tracked:
        if not _write_redline(compared.for_sharing, errors, tracked):
            return FINDINGS
    elif errors:
        print_incomplete_note()
        return FINDINGS
    return FINDINGS if options.exit_code and comparison.has_changes else DONE


def _check_redline_options(
    target: Path | None, author: str, *, moves: bool, draft: bool
) -> _RedlineArguments | None:
    """Return the redline of the options, if any. Raise CommandError if it cannot be written."""
    if target is None:
        options = {"--author": author, "--draft": draft, "--no-moves": not moves}
        for option in (name for name, given in options.items() if given):
            message = f"{option} works only with --redline"
            raise CommandError(message, USAGE, "add --redline and a file name")
        return None
    if not author.isprintable() or len(author) > _MAX_AUTHOR:
        message = "Word cannot show the author’s name"
        advice = f"retype it, in at most {_MAX_AUTHOR} characters"
        raise CommandError(message, USAGE, advice)
    check_target(target, ())
    form = document_form(target, _REDLINE_FORMS)
    return _RedlineArguments(target, author.strip(), moves, form, draft)


def _write_redline(
    compared: CompareResult, errors: tuple[Diagnostic, ...], redline: _RedlineArguments
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
    plan = len(comparison.plan)
    suffix = f"; changes to the plan and the report: {plan}" if plan else ""
    counts = phrases.counts_sentence(comparison)
    terminal.print_message(f"Wrote {target}: {counts}{suffix}.")
    if draft:
        terminal.print_message("Any findings from pccreport check are in comments.")
    for note in phrases.notes_for_reader(comparison):
        terminal.print_message(note)
    if form is DocumentForm.WORD:
        if comparison.is_redacted:
            terminal.print_message(_NOT_RESTORED)
        terminal.print_message(_NOT_TRACKED)
    return True


def show_changes(
    comparison: Comparison, form: ChangesFormat, output: Path | None, language: str
) -> None:
    """Write the changes to a file or standard output."""
    given = comparison
    if form in FOR_SHARING:
        private = any(map(phrases.is_private, comparison.changes))
        assert not private, "private text in a format for sharing"
        given = comparison.without_folders()

    json = partial(changes_json.write, comparison)
    write_changes(form, output, partial(lay_out_changes, given, language), json)
