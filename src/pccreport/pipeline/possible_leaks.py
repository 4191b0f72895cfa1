"""Update files in which an error may have made something public.

`publc: false`, or a mark in the wrong column, keeps nothing private, and a withdrawal
that cannot be read, or names an id that is not there, lets an earlier text be printed
again. What is made for other eyes in spite of errors is not made while there is such a
file. An error in the words of a text changes nothing of that, nor one in a reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.model import private_intent
from pccreport.model.project import walk_items, walk_withdrawals
from pccreport.model.update import UpdateFile
from pccreport.pipeline.load import Files
from pccreport.pipeline.project_folder import UPDATES, lost_sources
from pccreport.source import files

UNREAD = rule("unread-private")
_WITHOUT_EFFECT = frozenset(
    {
        *("unknown-update", "outside-plan", "period-mismatch"),
        *("hash-in-text", "note-in-text"),
    }
)
"""By these, a revision, a withdrawal or a mark may be where it has no effect."""
_MARKS = frozenset({"name-in-text", "mark-in-note", "not-for-publication"})
"""These are about a mark itself, or what may be one."""


def unread(read: Files, known: frozenset[str] = frozenset()) -> tuple[Diagnostic, ...]:
    """Return an error for each such file of a project; the ids in `known` are of updates, too."""
    found = files.update_files(read.folder / UPDATES, private_intent.FOLDER)
    beside = read.folder / private_intent.FOLDER
    lost = (s for stray in (*found.strays, beside) for s in lost_sources(stray))
    wrong = (f.at.span.source for f in read.faults if f.severity is ERROR)
    return _errors((*wrong, *lost, *_withdrawing(read.updates, known)))


def unread_among(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return an error for each file with errors that may keep something private."""
    return _errors(f.at.span.source for f in faults if f.severity is ERROR)


def without_effect_among(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the same for errors by which what it keeps private may not count."""
    found = [each for each in findings if each.severity is ERROR]
    marked = {
        f.at.span.source.name: f.at.span.source for f in found if f.rule in _MARKS
    }
    others = unread_among(each for each in found if each.rule in _WITHOUT_EFFECT)
    told = {each.at.span.source.name for each in others}
    return (*others, *(_error(s) for name, s in marked.items() if name not in told))


def _withdrawing(
    updates: Sequence[UpdateFile], known: frozenset[str]
) -> Iterator[Source]:
    """Yield the files with a withdrawal of an id that no update has."""
    cells = [(each, cell.entries) for each in updates for cell in each.cells]
    ids = {item.id for _, entries in cells for item in walk_items(entries)} | known
    for update, entries in cells:
        if any(each.id not in ids for each in walk_withdrawals(entries)):
            yield update.origin.source


def _errors(sources: Iterable[Source]) -> tuple[Diagnostic, ...]:
    return tuple(
        _error(source)
        for source in {source.name: source for source in sources}.values()
        if private_intent.is_private_file(source.name)
        or private_intent.intends_private(source.text)
    )


def _error(source: Source) -> Diagnostic:
    message = "this file may keep text from being printed, but it has an error"
    way_out = "fix its errors first, so that no such text is shown"
    return UNREAD.finding(message, Span(source, 0, 0), way_out)
