"""Diagnostics: what is wrong, and where. Every stage returns them beside its result.

Officers know a diagnostic as a finding. The writers decide how it is shown.
"""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from pccreport.findings.text import Span


class Severity(Enum):
    """How serious a finding is: an error stops the report from being written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def noun(self) -> str:
        """The name that users read."""
        return "suggestion" if self is Severity.INFO else self.value


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Annotation(NamedTuple):
    """A span with a few words: "first used here"."""

    span: Span
    text: str = ""


class Edit(NamedTuple):
    """The replacement of a span by a text."""

    span: Span
    text: str


class Diagnostic(NamedTuple):
    """One finding: what is wrong in the officer's words, where, and how to put it right.

    The message is one line without a full stop, the author's words in “ ”; `help` has what would
    be right. `fix` has the edits that are certain to put it right: layout and characters, never
    wording.
    """

    rule: str
    severity: Severity
    message: str
    at: Annotation
    related: tuple[Annotation, ...] = ()
    help: str = ""
    fix: tuple[Edit, ...] = ()


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Return whether one of the findings is an error: then nothing is written."""
    return any(finding.severity is ERROR for finding in findings)
