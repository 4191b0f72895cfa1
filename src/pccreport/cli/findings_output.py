"""The output of findings on standard output, in several formats."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from typing import assert_never

from pccreport.cli import terminal
from pccreport.findings.finding import Diagnostic
from pccreport.writers import diagnostics_concise, diagnostics_json
from pccreport.writers.diagnostics_text import RunSummary


class FindingsFormat(StrEnum):
    """The formats of findings."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"


def print_findings(
    findings: Sequence[Diagnostic],
    accepted: Sequence[tuple[Diagnostic, str]],
    form: FindingsFormat,
    *,
    infos: bool,
    run: RunSummary,
) -> None:
    """Print findings in a format; `infos` includes suggestions."""
    stream = sys.stdout
    if stream is None:
        return
    match form:
        case FindingsFormat.TEXT:
            terminal.render_findings(findings, stream, infos=infos, run=run)
            text = ""
        case FindingsFormat.CONCISE:
            text = diagnostics_concise.write(findings, infos, run._replace(checked=""))
        case FindingsFormat.JSON:
            encoding = stream.encoding or "utf-8"
            text = diagnostics_json.write(findings, accepted, encoding=encoding)
        case _:
            assert_never(form)
    # The reader may have closed the pipe; the exit code is still that of the findings.
    with suppress(BrokenPipeError):
        terminal.write_text(text, stream)
