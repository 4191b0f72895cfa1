"""Who has sent what, for other programs, in the form of `schemas/status.schema.json`.

It is for the office: that there is text which is not public is in it, but none of its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pccreport.findings.finding import ERROR, WARNING, Diagnostic
from pccreport.report.coverage import Told
from pccreport.report.status import DeadlineStatus, QuarterStatus, Status, StreamStatus
from pccreport.writers.json_text import as_json

VERSION = 1
"""Of the form: a new one whenever a name in it is added, removed or changes its meaning."""


def write(
    statuses: Iterable[Status],
    findings: Sequence[Diagnostic],
    *,
    whole: bool,
    encoding: str,
) -> str:
    """Return the status of some reports; `encoding` is what the text will be written in."""
    answer = {
        "version": VERSION,
        "whole": whole,
        "findings": {
            "errors": sum(finding.severity is ERROR for finding in findings),
            "warnings": sum(finding.severity is WARNING for finding in findings),
        },
        "reports": [*map(_report, statuses)],
    }
    return as_json(answer, encoding)


def _report(status: Status) -> dict[str, Any]:
    report = status.report
    return {
        "file": report.settings.origin.source.name,
        "priority": {"number": report.priority.number, "title": report.priority.title},
        "quarter": str(status.quarter),
        "before": str(status.before) if status.before else None,
        "aims": [
            {"key": s.aim.key, "number": s.number, "text": s.aim.text}
            for s in report.aims
        ],
        "streams": [_stream(status, stream) for stream in status.streams],
        "quarters": [_quarter(status, quarter) for quarter in status.quarters],
        "deadlines": [*map(_deadline, status.deadlines)],
    }


def _stream(status: Status, stream: StreamStatus) -> dict[str, Any]:
    aims = status.report.aims
    return {
        "key": stream.key,
        "heading": stream.heading,
        "late": stream.late,
        "last": str(stream.last) if stream.last else None,
        "words": stream.words,
        "cells": [
            {"aim": s.aim.key, **_told(cell.told), "before": cell.before}
            for s, cell in zip(aims, stream.cells, strict=True)
        ],
    }


def _quarter(status: Status, quarter: QuarterStatus) -> dict[str, Any]:
    pairs = zip(status.streams, quarter.told, strict=True)
    cells = [{"stream": stream.key, **_told(told)} for stream, told in pairs]
    return {"quarter": str(quarter.quarter), "cells": cells}


def _told(told: Told) -> dict[str, Any]:
    answer = told.answer.name.lower()
    return {"answer": answer, "updates": told.updates, "words": told.words}


def _deadline(found: DeadlineStatus) -> dict[str, Any]:
    last = found.deadline.last
    return {
        "name": found.deadline.name,
        "clear_days": found.deadline.clear,
        "date": last.isoformat() if last else None,
        "working_days_left": found.left,
    }
