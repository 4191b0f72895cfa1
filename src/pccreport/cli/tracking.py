"""The Word file with tracked changes that `pccreport compare --word` writes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from pccreport.cli import terminal
from pccreport.cli.options import read_day, source_date_epoch
from pccreport.cli.output import refuse_suffix, refuse_target, write_file
from pccreport.pipeline.compare import Compared
from pccreport.source.diagnostic import Diagnostic
from pccreport.source.failure import USAGE, Failure


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
            message = "there is no Word file that this option could be about"
            raise Failure(message, USAGE, "name one with --word")
        return
    read_day(tracked.date)
    refuse_target(tracked.target, ())
    refuse_suffix(tracked.target)


def track(compared: Compared, errors: tuple[Diagnostic, ...], tracked: Tracked) -> bool:
    """Write the file, and say so; whether it was written.

    With errors in the projects it is written only as a draft.
    """
    from pccreport.pipeline.redline import Wanted, redlined  # noqa: PLC0415  # layout and Word, only for this
    from pccreport.writers import changes_words  # noqa: PLC0415

    target, comparison = tracked.target, compared.comparison
    assert target is not None
    assert comparison is not None  # there is something to track
    if errors and not tracked.draft:
        terminal.say("Nothing was written.")
        return False
    day = read_day(tracked.date)
    wanted = Wanted(tracked.author, day, tracked.moves, tracked.draft)
    made, problems = redlined(compared, wanted, source_date_epoch())
    terminal.show(problems, sys.stderr)
    if made.package is None:
        terminal.say("Nothing was written.")
        return False
    write_file(target, made.package)
    terminal.say(f"Wrote {target}: {changes_words.counts(comparison)}.")
    if tracked.draft:
        terminal.say(f"What check says stands beside the text: {made.notes} comments.")
    if tracked.moves and not made.moves:
        terminal.say("What was moved is tracked as deleted and inserted.")
    return True
