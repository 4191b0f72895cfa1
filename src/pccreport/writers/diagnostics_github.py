"""Findings as workflow commands, which GitHub shows beside the lines concerned.

The format is that of “Workflow commands for GitHub Actions”, the escapes those of
@actions/core. Line breaks are escaped, so that a text in a file cannot start a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pccreport.findings.finding import INFO, Diagnostic
from pccreport.findings.text import Span
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import related_texts, sort_findings

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(findings: Iterable[Diagnostic]) -> str:
    """Return a command for each finding, ordered by position."""
    return "".join(f"{_command(finding)}\n" for finding in sort_findings(findings))


def _command(finding: Diagnostic) -> str:
    properties = {**dict(_position(finding.at.span)), "title": finding.rule}
    listed = ",".join(
        f"{name}={escape_invisible(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
    )
    sentences = (finding.message, finding.help, *related_texts(finding))
    text = "\n".join(filter(None, map(escape_invisible, sentences)))
    command = "notice" if finding.severity is INFO else finding.severity.value
    return f"::{command} {listed}::{text.translate(_DATA)}"


def _position(span: Span) -> Iterator[tuple[str, str | int]]:
    source, start, end = span.without_block_header
    yield "file", source.name
    if not source.text:
        return
    line, column = source.position(start)
    end_line, end_column = source.position(end)
    yield "line", line
    # The runner drops the columns of a span of several lines, with a complaint.
    if line == end_line:
        yield "col", column
    yield "endLine", end_line
    if line == end_line:
        yield "endColumn", end_column
