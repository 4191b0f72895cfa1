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

    @property
    def noun(self) -> str:
        """What it is called where a person reads it."""
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
    """One finding: what is wrong in the officer's words, where, and the way out.

    The message is one line without a full stop, the author's words in “ ”; `help` has what would
    be right. `fix` has the edits that put it right for certain: layout and characters, never
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
    """Whether one of the findings is an error: then nothing is written."""
    return any(finding.severity is ERROR for finding in findings)
