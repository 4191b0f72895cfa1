"""Findings as JSON, in the format of `schemas/findings.schema.json`."""

import json
from collections.abc import Iterable
from typing import Any

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Span
from pccreport.writers.diagnostics_text import sort_findings

VERSION = 1
"""Of the format: raised when a name in it is added, removed or changes its meaning."""


def write(
    findings: Iterable[Diagnostic], accepted: Iterable[tuple[Diagnostic, str]] = ()
) -> str:
    """Return all findings ordered by position; those that are accepted have their reason.

    All letters beyond ASCII are escaped, because a console may change them.
    """
    reasons = dict(accepted)
    counted = [finding for finding in findings if finding not in reasons]
    ordered = sort_findings([*counted, *reasons])
    records = [{**_finding_record(f), "accepted": reasons.get(f)} for f in ordered]
    answer = {"version": VERSION, "findings": records, "summary": _summary(records)}
    return json.dumps(answer, indent=2) + "\n"


def _finding_record(finding: Diagnostic) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "place": _place_record(finding.at.span.without_block_header),
        "related": [
            {"label": text, "place": _place_record(span.without_block_header)}
            for span, text in finding.related
        ],
        "fix": [{"place": _place_record(e.span), "text": e.text} for e in finding.fix],
    }


def _place_record(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _summary(records: Iterable[dict[str, Any]]) -> dict[str, int]:
    numbers = dict.fromkeys(("errors", "warnings", "infos", "accepted"), 0)
    for record in records:
        severity = f"{record['severity']}s"
        numbers[severity if record["accepted"] is None else "accepted"] += 1
    return numbers
