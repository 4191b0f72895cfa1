"""Update files in which an error may make private text public.

`publc: false`, or a mark in the wrong column, has no effect, and a withdrawal that cannot be read,
or names an unknown id, lets an earlier text be printed again. While there is such a file, no draft
or comparison is made. Errors in wording or references do not matter.
"""

from collections.abc import Iterable, Iterator, Sequence

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Source, Span
from pccreport.model import private_intent
from pccreport.model.update import UpdateFile, UpdateItem, Withdrawal, entry_rows
from pccreport.pipeline.load import Files
from pccreport.pipeline.project_folder import STRAY, UPDATES, stray_update_sources
from pccreport.source import files

UNREAD = rule("unread-private")
_NO_EFFECT_RULES = frozenset(
    {
        *("unknown-update", "outside-plan", "period-mismatch"),
        *("hash-in-text", "note-in-text"),
    }
)
"""Rules on errors by which a revision, a withdrawal or a mark may have no effect."""
_MARK_RULES = frozenset({"name-in-text", "mark-in-note", "not-for-publication"})
"""Rules on marks of privacy."""


def lost_mark_errors(
    read: Files, known: frozenset[str] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Return an error for each file whose private texts may be lost; `known` are ids of other updates."""
    found = files.update_files(read.folder / UPDATES, private_intent.FOLDER)
    misplaced = read.folder / private_intent.FOLDER
    lost = (s for x in (*found.strays, misplaced) for s in stray_update_sources(x))
    others = (*lost, *_with_unknown_withdrawals(read.updates, known))
    return tuple(dict.fromkeys((*unread_errors(read.faults), *_leak_errors(others))))


def unread_errors(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return an error for each file with errors that may mark text as private."""
    errors = [f for f in faults if f.severity is ERROR]
    # A file that is not in the project's folder is not read, and may have any mark.
    outside = (_leak_error(f.at.span.source) for f in errors if f.rule == STRAY.name)
    found = (*_leak_errors(f.at.span.source for f in errors), *outside)
    return tuple(dict.fromkeys(found))


def void_mark_errors(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return an error for each file in which a mark of privacy may have no effect."""
    errors = [f for f in findings if f.severity is ERROR]
    others = unread_errors(f for f in errors if f.rule in _NO_EFFECT_RULES)
    found = {error.at.span.source.name: error for error in others}
    for source in (f.at.span.source for f in errors if f.rule in _MARK_RULES):
        found.setdefault(source.name, _leak_error(source))
    return tuple(found.values())


def _with_unknown_withdrawals(
    updates: Sequence[UpdateFile], known: frozenset[str]
) -> Iterator[Source]:
    """Yield the files with a withdrawal of an unknown id."""
    rows = [*entry_rows(updates)]
    ids = {row.id for row in rows if isinstance(row.entry, UpdateItem)} | known
    for row in (row for row in rows if isinstance(row.entry, Withdrawal)):
        if row.id not in ids:
            yield row.file.origin.source


def _leak_errors(sources: Iterable[Source]) -> tuple[Diagnostic, ...]:
    return tuple(
        _leak_error(source)
        for source in {source.name: source for source in sources}.values()
        if private_intent.is_private_file(source.name)
        or private_intent.intends_private(source.text)
    )


def _leak_error(source: Source) -> Diagnostic:
    message = "this file may hold back text, but it has errors"
    advice = "correct the errors first, so that no such text is shown"
    return UNREAD.finding(message, Span(source, 0, 0), advice)
