"""Findings as workflow commands, which GitHub shows beside their lines.

The form is that of “Workflow commands for GitHub Actions”, the escapes those of
@actions/core. A line break cannot get in, so that no author can write a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pccreport.findings.finding import Diagnostic, Severity
from pccreport.findings.text import Span
from pccreport.writers.characters import escape_invisible
from pccreport.writers.diagnostics_text import location, sort_findings

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def write(findings: Iterable[Diagnostic]) -> str:
    """Return a command for each finding, in the order of their places."""
    return "".join(f"{_command(finding)}\n" for finding in sort_findings(findings))


def _command(finding: Diagnostic) -> str:
    properties = {**dict(_where(finding.at.span)), "title": finding.rule}
    listed = ",".join(
        f"{name}={escape_invisible(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
    )
    said = "\n".join(filter(None, map(escape_invisible, _sentences(finding))))
    return f"::{_COMMANDS[finding.severity]} {listed}::{said.translate(_DATA)}"


def _where(span: Span) -> Iterator[tuple[str, str | int]]:
    source, start, end = span.without_block_header
    yield "file", source.name
    if not source.text:
        return
    line, column = source.position(start)
    last, behind = source.position(end)
    yield "line", line
    # The runner throws columns away, and complains, where a place has several lines.
    if line == last:
        yield "col", column
    yield "endLine", last
    if line == last:
        yield "endColumn", behind


def _sentences(finding: Diagnostic) -> Iterator[str]:
    yield finding.message
    yield finding.help
    for label in finding.related:
        yield f"{label.text or 'see also'}: {location(label.span)}"
