"""The summary of a report that was written: its figures, and what is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pccreport.findings.text import Span
from pccreport.language.counted import counted
from pccreport.model.update import UpdateItem, Withdrawal, entry_span
from pccreport.model.visibility import entries, figures
from pccreport.pipeline.build import BuildResult
from pccreport.report.omissions import Omission, OmissionReason
from pccreport.source.yaml_messages import excerpt

_FEW = 3
"""Files that are listed by name."""
REPORTED = (
    OmissionReason.PRIVATE,
    OmissionReason.REVISED,
    OmissionReason.WITHDRAWN,
    OmissionReason.REPEATED,
    OmissionReason.CONTRADICTED,
)
"""Omissions that an officer may not expect: those outside the report are listed by file."""


def summary_figures(built: BuildResult) -> str:
    """Return figures about the report that the officer can check."""
    assert built.report is not None  # it was written
    report = built.report
    cells = report.cells().values()
    updates = sum(
        isinstance(entry, UpdateItem) for cell in cells for entry in cell.entries()
    )
    scope = report.scope
    quarters = (
        str(scope.first)
        if scope.first == scope.until
        else f"{scope.first} to {scope.until}"
    )
    aims = counted(len([*report.undivided()]), "key aim")
    return f"{aims}, {counted(updates, 'update')}, {quarters}"


def omission_notes(built: BuildResult) -> Iterator[str]:
    """Quarters without a file, files outside the report, and what is not printed."""
    yield from missing_file_notes(built)
    yield from _others(built)
    yield from unprinted_notes(built)


def missing_file_notes(built: BuildResult) -> Iterator[str]:
    """Return the quarters of the report that no update file reaches into."""
    assert built.report is not None  # it was written
    there = [file.period for file in built.report.files]
    quarters = [
        str(quarter)
        for quarter in built.report.scope.quarters()
        if not any(p.start <= quarter.end and quarter.start <= p.end for p in there)
    ]
    if quarters:
        yield f"There is no update file for {', '.join(quarters)}."


def held_back(built: BuildResult, most: int) -> Iterator[str]:
    """Yield where each text starts that is not public, with its first words.

    Of all files, those of the report's quarters first. Only for the office, which can
    see here that one of its fields has no effect.
    """
    assert built.report is not None  # it was written
    covers = built.report.scope.covers
    places: list[Span] = []
    for update in sorted(built.updates, key=lambda each: not covers(each.period)):
        places += (
            entry_span(entry)
            for entry, shown in entries([update])
            if not shown and not isinstance(entry, Withdrawal)
        )
        places += [each.origin.span for each in [update.private_caveat] if each]
        places += [each.origin.key.span for each in figures(update) if not each.public]
    texts = counted(len(places), "text")
    listed = "listed here" if len(places) <= most else "counted here"
    yield f"Not public, so not printed: {texts}. Any text not {listed} may be printed."
    for at in places[:most]:
        words = " ".join(at.at_words.text.split()).strip("\"'")
        yield f"  {at.source.name}:{at.line}  {excerpt(words)}"
    if len(places) > most:
        yield f"  and {len(places) - most:,} more"


def _others(built: BuildResult) -> Iterator[str]:
    """Return the files for other periods: a few by name, many as a number."""
    assert built.report is not None  # it was written
    scope = built.report.scope
    others = [file for file in built.report.files if not scope.covers(file.period)]
    if len(others) > _FEW:
        yield f"Not in this report: {len(others)} files for other periods."
    else:
        for file in others:
            yield f"Not in this report: {file.at.source.name} ({file.period})."


def unprinted_notes(built: BuildResult) -> Iterator[str]:
    """How many updates are not printed, by the reason."""
    # An update and its withdrawal are one, however often its text is repeated.
    texts = {
        (each.reason, _withdrawn_id(each) or at): each.reason
        for at, each in enumerate(built.absences)
    }
    why = Counter(texts.values())
    if listed := ", ".join(
        f"{why[each]} {each.value}" for each in REPORTED if why[each]
    ):
        yield f"Updates not printed: {listed}."


def _withdrawn_id(absence: Omission) -> str:
    """Return the id of an update that is withdrawn, or ""."""
    entry = absence.entry
    is_withdrawn = absence.reason is OmissionReason.WITHDRAWN
    return entry.id if is_withdrawn and isinstance(entry, UpdateItem) else ""
