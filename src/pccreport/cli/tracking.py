"""The Word file with tracked changes that `pccreport compare --word` writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.options import read_day, source_date_epoch
from pccreport.cli.output import refuse_suffix, refuse_target, write_file
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline.compare import Compared
from pccreport.pipeline.redline import Wanted, redlined
from pccreport.source.failure import USAGE, Failure
from pccreport.writers import changes_words

_LONGEST_AUTHOR = 200
"""Characters; Word takes 255, and some changes have a word behind the name."""


class Tracked(NamedTuple):
    """How the Word file is to be."""

    target: Path | None
    """None where none is asked for."""
    author: str
    date: str
    moves: bool
    draft: bool


def refuse_tracked(tracked: Tracked) -> None:
    """Raise where no such file can be made, before any work is done."""
    if tracked.target is None:
        if tracked.author or tracked.date or tracked.draft or not tracked.moves:
            message = "this option only works with --word"
            raise Failure(message, USAGE, "add --word and a file name")
        return
    read_day(tracked.date)
    _refuse_author(tracked.author)
    with _named():
        refuse_target(tracked.target, ())
    refuse_suffix(tracked.target)


def _refuse_author(author: str) -> None:
    """Raise where Word could not show a name: it has an unseen character, or no end."""
    if not author.isprintable():
        message = "the author’s name contains an invisible character"
        raise Failure(message, USAGE, "retype it")
    if len(author) > _LONGEST_AUTHOR:
        message = f"the author’s name is longer than {_LONGEST_AUTHOR} characters"
        raise Failure(message, USAGE, "use a shorter name")


@contextmanager
def _named() -> Iterator[None]:
    """Advice on where to save, by the name of this option."""
    try:
        yield
    except Failure as failure:
        failure.help = failure.help.replace("-o", "--word")
        raise


def track(compared: Compared, errors: tuple[Diagnostic, ...], tracked: Tracked) -> bool:
    """Write the file, and say so; whether it was written.

    With errors in the projects it is written only as a draft.
    """
    target, comparison = tracked.target, compared.comparison
    assert target is not None
    assert comparison is not None  # there is something to track
    if errors and not tracked.draft:
        terminal.say("Nothing was written.")
        return False
    day = read_day(tracked.date)
    wanted = Wanted(tracked.author.strip(), day, tracked.moves, tracked.draft)
    made, problems = redlined(compared, wanted, source_date_epoch())
    terminal.show(problems, sys.stderr)
    if made.package is None:
        terminal.say("Nothing was written.")
        return False
    with _named():
        write_file(target, made.package)
    around = len(comparison.plan)
    beside = f"; {around} in the plan and the report" if around else ""
    terminal.say(f"Wrote {target}: {changes_words.counts(comparison)}{beside}.")
    if tracked.draft:
        terminal.say(f"Findings of check added as comments: {made.notes}.")
    for note in changes_words.notes(comparison):
        terminal.say(note)
    if comparison.closed or comparison.withheld:
        terminal.say("Reject All does not restore text that is no longer public.")
    if not made.numbers:
        terminal.say(
            "Numbers and bullets are those of the new report and are not tracked."
        )
    if tracked.moves and not made.moves:
        terminal.say("Moved text is tracked as deleted and inserted.")
    return True
