"""Findings to standard output, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from typing import assert_never

from pccreport.cli import terminal
from pccreport.source.diagnostic import Diagnostic


class Format(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"


def show(
    findings: Sequence[Diagnostic],
    accepted: Sequence[tuple[Diagnostic, str]],
    form: Format,
    *,
    infos: bool,
) -> None:
    """Findings for a person on a terminal, or for a program."""
    stream = sys.stdout
    if stream is None:
        return
    if form is Format.TEXT:
        if findings or accepted:
            terminal.show(findings, stream, infos=infos, accepted=len(accepted))
        if not findings:
            else_ = "else " if accepted else ""
            terminal.write(f"Nothing {else_}was found.\n", stream)
    else:
        # As in the text: whoever listened may have left, what was found stands.
        with suppress(BrokenPipeError):
            terminal.write(_written(findings, accepted, form, infos=infos), stream)


def _written(
    findings: Sequence[Diagnostic],
    accepted: Sequence[tuple[Diagnostic, str]],
    form: Format,
    *,
    infos: bool,
) -> str:
    match form:
        case Format.CONCISE:
            from pccreport.writers import diagnostics_concise  # noqa: PLC0415  # one of several

            return diagnostics_concise.write(findings, infos, len(accepted))
        case Format.JSON:
            from pccreport.writers import diagnostics_json  # noqa: PLC0415

            encoding = sys.stdout.encoding or "utf-8"
            return diagnostics_json.write(findings, accepted, encoding=encoding)
        case Format.GITHUB:
            from pccreport.writers import diagnostics_github  # noqa: PLC0415

            return diagnostics_github.write(findings)
        case Format.TEXT:
            raise AssertionError("text goes to the terminal line by line")
        case _:
            assert_never(form)
