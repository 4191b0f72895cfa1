"""Findings for other programs, in the form of `schemas/findings.schema.json`.

Whatever an author typed comes through letter by letter; what cannot be seen is
written as JSON's own escapes, so that a terminal can show it and lose nothing.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable
from typing import Any

from pccreport.source.diagnostic import Diagnostic, Label, Severity
from pccreport.source.text import Span
from pccreport.writers.diagnostics_text import arrange

VERSION = 1
"""Of the form: another one whenever a name in it comes, goes or changes."""

_NUMBERS = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFO: "infos",
}


def write(
    findings: Iterable[Diagnostic],
    accepted: Iterable[tuple[Diagnostic, str]] = (),
    *,
    encoding: str,
) -> str:
    """All findings in the order of their places: those that count, and those that
    are accepted, each with its reason.

    `encoding` is what the text will be written in: unless that is UTF-8, letters
    beyond ASCII are escaped too, so that no console can change them.
    """
    reasons = dict(accepted)
    counting = [finding for finding in findings if finding not in reasons]
    ordered = arrange([*counting, *reasons])
    told = [{**_finding(f), "accepted": reasons.get(f)} for f in ordered]
    answer = {"version": VERSION, "findings": told, "summary": _summary(told)}
    plain = codecs.lookup(encoding).name != "utf-8"
    text = json.dumps(answer, ensure_ascii=plain, indent=2)
    return "".join(f"{_seen(line)}\n" for line in text.split("\n"))


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "place": _place(finding.at.span),
        "related": [*map(_related, finding.related)],
        "fix": [{"place": _place(e.span), "text": e.text} for e in finding.fix],
    }


def _related(label: Label) -> dict[str, Any]:
    return {"label": label.text, "place": _place(label.span)}


def _place(span: Span) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _summary(told: Iterable[dict[str, Any]]) -> dict[str, int]:
    numbers = dict.fromkeys([*_NUMBERS.values(), "accepted"], 0)
    for finding in told:
        severity = _NUMBERS[Severity(finding["severity"])]
        numbers[severity if finding["accepted"] is None else "accepted"] += 1
    return numbers


def _seen(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else _escaped(c) for c in line)


def _escaped(character: str) -> str:
    """As JSON escapes it: \\u and four digits, twice where the letter needs it."""
    digits = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[i : i + 4]}" for i in range(0, len(digits), 4))
