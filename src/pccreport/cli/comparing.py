"""The work of `pccreport compare`: what is told of the two, and where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import changes_out, terminal
from pccreport.cli.changes_out import Format
from pccreport.cli.output import refuse_target
from pccreport.cli.sought import is_update, refuse_unheard, two
from pccreport.cli.tracking import Tracked, refuse_tracked, track
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.compare import Compared, Sought, compare_reports
from pccreport.pipeline.compare_files import compare_files
from pccreport.pipeline.load import project_of
from pccreport.source.failure import DONE, FINDINGS, USAGE, Failure
from pccreport.writers import changes_words


class Wish(NamedTuple):
    """How changes are to be told."""

    form: Format
    output: Path | None
    exit_code: bool
    private: bool
    tracked: Tracked
    shown: bool
    """Whether they are told on standard output, where no file is named for it."""


_PASSED_ON = (Format.MARKDOWN, Format.HTML)
_ENDINGS = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".json": Format.JSON,
}


def form_of(asked: Format | None, output: Path | None) -> Format:
    """The form that is asked for, by its name or by the ending of a file's."""
    ending = output.suffix.lower() if output else ""
    if ending == ".docx":
        message = f"-o cannot write the Word file “{output}”"
        raise Failure(message, USAGE, "use --word instead of -o")
    return asked or _ENDINGS.get(ending, Format.TEXT)


def run(named: Sequence[str], wish: Wish) -> int:
    """Compare what is named, tell what changed, and say the exit code."""
    _refuse(wish)
    with two(named) as (old, new):
        if wish.tracked.target and is_update(new.path):
            message = "tracked changes need two reports, not two update files"
            raise Failure(message, USAGE, "give two project folders")
        compared, findings = _compared(old, new, wish)
        for target in filter(None, (wish.output, wish.tracked.target)):
            refuse_target(target, compared.inputs)
    terminal.show(findings, sys.stderr)
    if compared.comparison is None:
        terminal.say("Nothing was compared.")
        return FINDINGS
    refuse_unheard(compared, old, new)
    return _told(compared, findings, wish)


def _told(compared: Compared, errors: tuple[Diagnostic, ...], wish: Wish) -> int:
    passed_on = compared.passed_on.comparison
    inside = (
        wish.form is Format.TEXT and not wish.output and terminal.is_screen(sys.stdout)
    )
    comparison = compared.comparison if inside else passed_on
    assert comparison is not None  # what does not stand is not told
    assert passed_on is not None
    language = compared.after.house.words.tag if compared.after else "en-GB"
    written = True
    if errors and (wish.output or wish.form in _PASSED_ON):
        # Who reads a file does not see what is told here.
        terminal.say(
            "Nothing was written, because text that could not be read would be missing."
        )
        return FINDINGS
    if wish.output:
        changes_out.save(comparison, wish.form, language, wish.output)
        terminal.say(f"Wrote {wish.output}.")
    elif wish.shown:
        changes_out.show(comparison, wish.form, language)
        if comparison is not passed_on:
            terminal.say(changes_words.only_here(passed_on))
    if wish.tracked.target:
        written = track(compared.passed_on, errors, wish.tracked)
    elif errors:
        terminal.say(
            "Text that could not be read is shown here as missing. Fix the errors first."
        )
    drafted = wish.tracked.target and wish.tracked.draft
    if not written or (errors and not drafted):
        return FINDINGS
    return FINDINGS if wish.exit_code and comparison.differs else DONE


def _refuse(wish: Wish) -> None:
    """Raise where what is asked for does not go together."""
    refuse_tracked(wish.tracked)
    if wish.private and wish.form not in changes_out.FOR_THE_OFFICE:
        message = f"text that is not public cannot be shown as {wish.form}"
        raise Failure(message, USAGE, "use text or json")
    if wish.private and (
        wish.tracked.target or (wish.form is Format.TEXT and wish.output)
    ):
        message = (
            "text that is not public cannot be written to a file that may be shared"
        )
        raise Failure(message, USAGE, "view it on the terminal, or use json")
    if wish.output and wish.output == wish.tracked.target:
        message = f"both files would be called “{wish.output}”"
        raise Failure(message, USAGE, "give a different name with -o")


def _compared(
    old: Sought, new: Sought, wish: Wish
) -> tuple[Compared, tuple[Diagnostic, ...]]:
    if is_update(new.path):
        folder = project_of(new.path) or project_of(old.path)
        return compare_files(old, new, folder, private=wish.private)
    return compare_reports(old, new, private=wish.private)
