"""The summary of a report that was written: its figures, and what is not in it."""

from collections import Counter
from collections.abc import Iterator

from pccreport.language.texts.counted import counted
from pccreport.model.update import UpdateItem
from pccreport.model.visibility import private_spans
from pccreport.pipeline.build import BuildResult
from pccreport.report.ledger import OmissionReason
from pccreport.source.yaml_messages import excerpt

_MAX_LISTED = 3
"""Files listed by name."""
REPORTED = (
    OmissionReason.PRIVATE,
    OmissionReason.REVISED,
    OmissionReason.WITHDRAWN,
    OmissionReason.REPEATED,
    OmissionReason.CONTRADICTED,
)
"""Omissions that an officer may not expect. Those outside the period are listed by file."""


def summary_line(built: BuildResult) -> str:
    """Return the numbers of key aims and updates, and the quarters."""
    report = built.built_report
    cells = report.cells().values()
    updates = sum(isinstance(x, UpdateItem) for cell in cells for x in cell.entries())
    aims = counted(len([*report.undivided_aims()]), built.aim_word)
    return f"{aims}, {counted(updates, 'update')}, {report.scope.range_name}"


def omission_notes(built: BuildResult) -> Iterator[str]:
    """Yield notes on quarters without a file, files outside the report, and omissions.

    A few files are listed by name, many as a number; private texts are counted as `compare` does.
    """
    scope, files = built.built_report.scope, built.updates
    periods = [file.period for file in files]
    quarters = [
        str(quarter)
        for quarter in scope.quarters()
        if not any(x.start <= quarter.end and quarter.start <= x.end for x in periods)
    ]
    if quarters:
        yield f"There is no update file for {', '.join(quarters)}."
    others = [file for file in files if not scope.covers(file.period)]
    if len(others) > _MAX_LISTED:
        yield f"Not in this report: {len(others)} files for other periods."
    else:
        for file in others:
            yield f"Not in this report: {file.name} ({file.period})."
    counts = Counter(omission.reason for omission in built.absences)
    # An update and its withdrawal, which have one id, count as one.
    withdrawn = [x for x in built.absences if x.reason is OmissionReason.WITHDRAWN]
    ids = {(isinstance(x.entry, UpdateItem) and x.entry.id) or x.at for x in withdrawn}
    counts[OmissionReason.WITHDRAWN] = len(ids)
    own = (file for file in files if scope.covers(file.period))
    counts[OmissionReason.PRIVATE] = len(private_spans(own))
    parts = [f"{counts[each]} {each.value}" for each in REPORTED if counts[each]]
    if parts:
        yield f"Not printed: {', '.join(parts)}."


def private_text_notes(built: BuildResult) -> Iterator[str]:
    """Yield the position and the start of each text that is not public.

    Texts of the report's quarters are first. Only for a terminal of the office, which sees here if
    a field that marks text as not public has no effect.
    """
    covers = built.built_report.scope.covers
    own = private_spans(file for file in built.updates if covers(file.period))
    others = private_spans(file for file in built.updates if not covers(file.period))
    texts = counted(len(own), "text")
    texts += f", and {len(others):,} for other periods" if others else ""
    yield f"Not public, so not printed: {texts}. Any text not listed here may be printed."
    for span in (*own, *others):
        text = " ".join(span.without_block_header.text.split()).strip("\"'")
        yield f"  {span.source.name}:{span.line}  {excerpt(text)}"
