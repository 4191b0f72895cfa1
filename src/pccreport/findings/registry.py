"""All kinds of findings, from the table in `rules.json`, and the one way to make a finding.

`explain`, severities, accepted findings, the pages and the tests read the table. The message of a
finding is written where it is found: `rule("no-such-date").finding(...)`.
"""

import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from pccreport.findings.finding import ERROR, Annotation, Diagnostic, Edit, Severity
from pccreport.findings.text import Span

Findings = Iterator[Diagnostic]
"""The findings that a check yields."""


class RunStage(Enum):
    """The part of a run in which a finding is made, with the title that users read."""

    FILE = "Reading a file"
    YAML = "The layout of a file"
    FORM = "The fields and values of a file"
    TEXT = "The texts and links in a file"
    HOUSE = "The house format"
    PROJECT = "The project, file by file"
    MERGE = "Choosing what is printed"
    REPORT = "The report as a whole"
    LAYOUT = "Making the document"
    ACCEPT = "Severities and accepted findings"


CHECKED = (RunStage.PROJECT, RunStage.REPORT)
"""Stages whose findings are made by the modules of `rules`."""


class Rule(NamedTuple):
    """A kind of finding."""

    name: str
    """The fault in kebab case; its page, and its module if it has one, are named like it."""
    stage: RunStage
    severity: Severity = ERROR
    """The usual severity."""
    settable: bool = False
    """True if an office may set its severity, and accept it although it is an error."""
    in_build: bool = False
    """True if a build runs this rule although it is not an error."""
    old_name: str = ""
    """The name in an earlier version, or ""."""
    home: str = ""
    """The module of `rules` that finds it; "" for one with its name."""

    @property
    def function(self) -> str:
        """The name of the rule's page, and of the function that finds it."""
        return self.name.replace("-", "_")

    def finding(  # noqa: PLR0913
        self,
        message: str,
        at: Span | Annotation,
        help: str = "",
        related: tuple[Annotation, ...] = (),
        *,
        fix: tuple[Edit, ...] = (),
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return a finding of this kind; `severity` replaces the usual one."""
        label = at if isinstance(at, Annotation) else Annotation(at)
        severity = severity or self.severity
        return Diagnostic(self.name, severity, message, label, related, help, fix)


_TABLE = Path(__file__).with_name("rules.json").read_text(encoding="utf-8")
RULES = tuple(
    Rule(name, RunStage[stage], Severity(row.pop("severity", "error")), **row)
    for stage, rows in json.loads(_TABLE).items()
    for name, row in rows.items()
)
"""All rules, in the order of a run."""

_BY_NAME = {row.name: row for row in RULES}
NAMES = tuple(_BY_NAME)
SETTABLE = frozenset(row.name for row in RULES if row.settable)
"""The names of the rules whose severity an office may set, and whose errors it may accept."""


def rule(name: str) -> Rule:
    """Return the rule with a name, or raise KeyError if there is none."""
    return _BY_NAME[name]
