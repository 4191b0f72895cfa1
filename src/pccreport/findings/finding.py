"""What is wrong, and where: the value that every stage returns beside its result.

Officers know it as a finding. How it is shown is a writer's matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from pccreport.findings.text import Span


class Severity(Enum):
    """How much a finding matters: an error stops the writing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Annotation(NamedTuple):
    """A place with a few words: "first said here"."""

    span: Span
    text: str = ""


class Edit(NamedTuple):
    """A splice: what stands in the span becomes the text."""

    span: Span
    text: str


class Diagnostic(NamedTuple):
    """One finding: what is wrong in the officer's words, where, and the way out.

    The message is one line without a full stop, their own words in “ ”; what
    would be right stands in `help`. What puts it right for certain stands in `fix`:
    places and characters, never words.
    """

    rule: str
    severity: Severity
    message: str
    at: Annotation
    related: tuple[Annotation, ...] = ()
    help: str = ""
    fix: tuple[Edit, ...] = ()


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether one of the findings is an error: then nothing is written."""
    return any(finding.severity is ERROR for finding in findings)
