"""The summary of a report that was written: its figures, and what is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pccreport.language.counted import counted
from pccreport.model.update import UpdateItem
from pccreport.model.visibility import private_spans
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
    own = private_spans(each for each in built.updates if covers(each.period))
    others = private_spans(each for each in built.updates if not covers(each.period))
    places = [*own, *others]
    texts = counted(len(own), "text")
    texts += f", and {len(others):,} for other periods" if others else ""
    listed = "listed here" if len(places) <= most else "counted here"
    yield f"Not public, so not printed: {texts}. Any text not {listed} may be printed."
    for at in places[:most]:
        words = " ".join(at.without_block_header.text.split()).strip("\"'")
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
    """How much is not printed, by the reason; what is not public as `compare` counts it."""
    # An update and its withdrawal are one, however often its text is repeated.
    texts = {
        (each.reason, _withdrawn_id(each) or at): each.reason
        for at, each in enumerate(built.absences)
    }
    why = Counter(texts.values())
    if built.report:
        covers = built.report.scope.covers
        own = (each for each in built.updates if covers(each.period))
        why[OmissionReason.PRIVATE] = len(private_spans(own))
    if listed := ", ".join(
        f"{why[each]} {each.value}" for each in REPORTED if why[each]
    ):
        yield f"Not printed: {listed}."


def _withdrawn_id(absence: Omission) -> str:
    """Return the id of an update that is withdrawn, or ""."""
    entry = absence.entry
    is_withdrawn = absence.reason is OmissionReason.WITHDRAWN
    return entry.id if is_withdrawn and isinstance(entry, UpdateItem) else ""
