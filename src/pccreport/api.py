"""The public face: each function decides as the command does, and prints and writes nothing."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pccreport.cli import operands, output_file, periods
from pccreport.findings.finding import Diagnostic
from pccreport.pipeline import build as builds
from pccreport.pipeline import check as checks
from pccreport.pipeline import compare, project_folder
from pccreport.source import files
from pccreport.source.command_error import FINDINGS, CommandError
from pccreport.writers import changes_json, diagnostics_text
from pccreport.writers.forms import DocumentForm


class Finding(NamedTuple):
    """What is wrong at a place of a file, and how to put it right."""

    severity: str
    """"error", "warning" or "info"."""
    file: str
    line: int
    message: str
    help: str
    rule: str


class Built(NamedTuple):
    """A report, and the findings about it."""

    content: bytes | None
    """The document, in UTF-8 if it is text; None if errors stop it."""
    may_be_published: bool
    """False if errors stop it, and for a draft."""
    findings: tuple[Finding, ...]


def build(
    path: str | Path, *, period: str = "", form: str = "docx", draft: bool = False
) -> Built:
    """Return the report of a project's folder, or of a report's file; `form` is the ending of its name."""
    override = periods.parse_period_options(str(period), "", "")
    ending = output_file.document_form(Path(f"report.{form}"), tuple(DocumentForm))
    options = builds.BuildOptions(override, draft, ending)
    built, found = builds.build(Path(path), options)
    return Built(built.package, bool(built.package) and not draft, _as_findings(found))


def check(path: str | Path) -> tuple[Finding, ...]:
    """Return the findings of a project, or of one of its reports or files, by file and line."""
    named = Path(path)
    folder = project_folder.find_project(named) if files.file_exists(named) else named
    if folder is None:
        return _as_findings(checks.check_file_alone(named).findings)
    chosen = None if folder is named else project_folder.report_at(folder, named)
    return _as_findings(checks.check(folder, [chosen]).findings)


def find_changes(*sides: str | Path) -> dict[str, Any]:
    """Return the changes between two projects, or two quarters after their project, as plain JSON."""
    old, new = operands.resolve_operands([*map(str, sides)])
    compared, errors = compare.compare_reports(old, new)
    shared = compared.for_sharing.comparison
    if shared is None or errors:
        message = "text that cannot be read would be missing from the changes"
        raise CommandError(message, FINDINGS, "correct the errors that check finds")
    operands.check_periods_exist(compared, old, new)
    return dict(json.loads(changes_json.write(shared)))


def _as_findings(found: Iterable[Diagnostic]) -> tuple[Finding, ...]:
    ordered = diagnostics_text.sort_findings(found)
    placed = ((each, each.at.span.without_block_header) for each in ordered)
    return tuple(
        Finding(f.severity.value, at.source.name, at.line, f.message, f.help, f.rule)
        for f, at in placed
    )
