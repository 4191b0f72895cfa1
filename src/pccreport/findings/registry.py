"""The table of all kinds of findings, and the one way to make a finding.

`explain`, severities, accepted findings, the pages and the tests read the table. The message of a
finding is written where it is found: `rule("no-such-date").finding(...)`.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pccreport.findings.finding import (
    ERROR,
    INFO,
    WARNING,
    Annotation,
    Diagnostic,
    Edit,
    Severity,
)
from pccreport.findings.text import Span

Findings = Iterator[Diagnostic]
"""The findings that a check yields."""


class Stage(Enum):
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


CHECKED = (Stage.PROJECT, Stage.REPORT)
"""Stages whose findings are each made by a module of `rules`."""


class Rule(NamedTuple):
    """A kind of finding."""

    name: str
    """The fault in kebab case; its page, and its module if it has one, are named like it."""
    stage: Stage
    severity: Severity = ERROR
    """The usual severity."""
    settable: bool = False
    """True if an office may set its severity, and accept it although it is an error."""
    in_build: bool = False
    """True if a build runs this rule although it is not an error."""
    old_name: str = ""
    """The name in an earlier version, or ""."""

    @property
    def module(self) -> str:
        """The name of the rule's page, and of its module if it has one."""
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


RULES = (
    Rule("stray-file", Stage.FILE, WARNING),
    Rule("encoding", Stage.FILE),
    Rule("too-large", Stage.FILE),
    Rule("empty-file", Stage.FILE),
    Rule("tab-indent", Stage.FILE),
    Rule("hard-space-indent", Stage.FILE),
    Rule("odd-character", Stage.FILE, WARNING),
    Rule("text-direction", Stage.FILE),
    Rule("control-character", Stage.FILE),
    Rule("broken-character", Stage.FILE),
    Rule("unfinished-merge", Stage.YAML),
    Rule("directive", Stage.YAML),
    Rule("second-document", Stage.YAML),
    Rule("too-deep", Stage.YAML),
    Rule("anchor", Stage.YAML),
    Rule("tag", Stage.YAML),
    Rule("duplicate-key", Stage.YAML),
    Rule("complex-key", Stage.YAML),
    Rule("missing-name", Stage.YAML),
    Rule("dash-without-space", Stage.YAML),
    Rule("bullet-sign", Stage.YAML),
    Rule("unclosed-quote", Stage.YAML),
    Rule("curly-quote", Stage.YAML),
    Rule("backslash", Stage.YAML),
    Rule("text-after-quote", Stage.YAML),
    Rule("hash-in-text", Stage.YAML),
    Rule("special-start", Stage.YAML),
    Rule("unclosed-bracket", Stage.YAML),
    Rule("colon-in-text", Stage.YAML),
    Rule("colon-without-space", Stage.YAML),
    Rule("missing-colon", Stage.YAML),
    Rule("list-beside-name", Stage.YAML),
    Rule("wrong-indent", Stage.YAML),
    Rule("yaml-syntax", Stage.YAML),
    Rule("newer-format", Stage.FORM),
    Rule("unknown-key", Stage.FORM),
    Rule("missing-key", Stage.FORM),
    Rule("empty-value", Stage.FORM, old_name="nothing-here"),
    Rule("wrong-kind", Stage.FORM),
    Rule("wrong-form", Stage.FORM),
    Rule("unordered-period", Stage.FORM, old_name="odd-years"),
    Rule("no-such-date", Stage.FORM, old_name="odd-date"),
    Rule("basis-with-dates", Stage.FORM, old_name="odd-basis"),
    Rule("duplicate-number", Stage.FORM),
    Rule("deep-points", Stage.FORM),
    Rule("privacy-conflict", Stage.FORM),
    Rule("mark-in-note", Stage.FORM),
    Rule("too-long", Stage.TEXT),
    Rule("name-in-text", Stage.TEXT),
    Rule("note-in-text", Stage.TEXT),
    Rule("cut-at-comma", Stage.TEXT),
    Rule("placeholder-in-text", Stage.TEXT),
    Rule("table-in-text", Stage.TEXT),
    Rule("dash-in-text", Stage.TEXT, WARNING),
    Rule("joined-paragraphs", Stage.TEXT, WARNING),
    Rule("unmatched-asterisks", Stage.TEXT, WARNING, old_name="stray-mark"),
    Rule("link-form", Stage.TEXT),
    Rule("link-placeholder", Stage.TEXT),
    Rule("link-target", Stage.TEXT),
    Rule("unknown-house", Stage.HOUSE),
    Rule("unknown-language", Stage.HOUSE),
    Rule("unknown-slot", Stage.HOUSE),
    Rule("number-form", Stage.HOUSE),
    Rule("shared-style", Stage.HOUSE),
    Rule("report-title", Stage.HOUSE),
    Rule("repeated-list", Stage.HOUSE, old_name="list-twice"),
    Rule("unreadable-look", Stage.HOUSE),
    Rule("unusable-logo", Stage.HOUSE),
    Rule("unknown-priority", Stage.PROJECT),
    Rule("report-period", Stage.PROJECT),
    Rule("plan-mismatch", Stage.PROJECT, settable=True, old_name="plan-text"),
    Rule("outside-plan", Stage.PROJECT),
    Rule("period-mismatch", Stage.PROJECT, settable=True, old_name="file-period"),
    Rule("unknown-aim", Stage.PROJECT),
    Rule("unknown-measure", Stage.PROJECT),
    Rule("unknown-status", Stage.PROJECT),
    Rule("unknown-recommendation", Stage.PROJECT),
    Rule("conflicting-figures", Stage.PROJECT),
    Rule("unknown-stream", Stage.PROJECT),
    Rule("duplicate-id", Stage.PROJECT),
    Rule("dangling-reference", Stage.PROJECT),
    Rule("unknown-update", Stage.PROJECT),
    Rule("award-mismatch", Stage.PROJECT, settable=True, old_name="award-total"),
    Rule(
        "fund-variant",
        Stage.PROJECT,
        WARNING,
        settable=True,
        in_build=True,
        old_name="fund-name",
    ),
    Rule("date-after-period", Stage.PROJECT, settable=True, old_name="period-date"),
    Rule("wrong-weekday", Stage.PROJECT, settable=True, old_name="weekday-date"),
    Rule("impossible-date", Stage.PROJECT, settable=True),
    Rule("date-before-period", Stage.PROJECT, settable=True),
    Rule("placeholder", Stage.PROJECT, settable=True),
    Rule("not-for-publication", Stage.PROJECT, settable=True),
    Rule("live-case", Stage.PROJECT, WARNING, settable=True),
    Rule("other-priority", Stage.PROJECT, WARNING, settable=True),
    Rule("copy-forward", Stage.PROJECT, WARNING, settable=True),
    Rule("individual-case", Stage.PROJECT, WARNING),
    Rule("private-data", Stage.PROJECT, WARNING, settable=True),
    Rule("typed-reference", Stage.PROJECT, WARNING, settable=True),
    Rule("term-variant", Stage.PROJECT, WARNING, settable=True),
    Rule("link-text", Stage.PROJECT, WARNING, settable=True),
    Rule("sum-mismatch", Stage.PROJECT, WARNING, settable=True),
    Rule("percentage-mismatch", Stage.PROJECT, WARNING, settable=True),
    Rule("direction-mismatch", Stage.PROJECT, WARNING, settable=True),
    Rule("point-count-mismatch", Stage.PROJECT, WARNING, settable=True),
    Rule("mixed-units", Stage.PROJECT, WARNING, settable=True),
    Rule("other-force", Stage.PROJECT, WARNING, settable=True),
    Rule("says-nothing", Stage.PROJECT, WARNING, settable=True),
    Rule("list-sign", Stage.PROJECT, WARNING, settable=True),
    Rule("broken-word", Stage.PROJECT, WARNING, settable=True),
    Rule("draft-remark", Stage.PROJECT, WARNING, settable=True),
    Rule("unfit-to-print", Stage.PROJECT, WARNING, settable=True),
    Rule("garbled-text", Stage.PROJECT, WARNING, settable=True),
    Rule("other-quarter", Stage.PROJECT, WARNING, settable=True),
    Rule("percentage-no-base", Stage.PROJECT, INFO, settable=True),
    Rule("repeated-word", Stage.PROJECT, WARNING, settable=True),
    Rule("deadline", Stage.PROJECT, INFO, settable=True),
    Rule("unread-private", Stage.MERGE),
    Rule("repeated-update", Stage.MERGE, INFO),
    Rule("private-revision", Stage.MERGE, WARNING),
    Rule("moved-update", Stage.MERGE, WARNING),
    Rule("lost-award", Stage.MERGE, WARNING),
    Rule("nothing-beside-updates", Stage.MERGE, WARNING),
    Rule("closing-alone", Stage.MERGE, WARNING),
    Rule("empty-reference", Stage.REPORT),
    Rule("circular-reference", Stage.REPORT),
    Rule("empty-report", Stage.REPORT),
    Rule("private-later", Stage.REPORT, settable=True),
    Rule("missing-figure", Stage.REPORT, WARNING, settable=True),
    Rule("overdue-promise", Stage.REPORT, WARNING, settable=True),
    Rule("unanswered-recommendation", Stage.REPORT, WARNING, settable=True),
    Rule(
        "missing-entry",
        Stage.REPORT,
        WARNING,
        settable=True,
        in_build=True,
        old_name="coverage",
    ),
    Rule("repeated-period", Stage.REPORT, WARNING, settable=True, in_build=True),
    Rule(
        "near-duplicate",
        Stage.REPORT,
        WARNING,
        settable=True,
        old_name="duplicate-item",
    ),
    Rule("funding-no-outcome", Stage.REPORT, WARNING, settable=True),
    Rule("acronym-undefined", Stage.REPORT, WARNING, settable=True),
    Rule("file-after-report", Stage.REPORT, WARNING, settable=True, old_name="scope"),
    Rule("missing-fact", Stage.LAYOUT),
    Rule("unknown-style", Stage.LAYOUT),
    Rule("unknown-rule", Stage.ACCEPT),
    Rule("renamed-rule", Stage.ACCEPT),
    Rule("fixed-severity", Stage.ACCEPT),
    Rule("accept-reason", Stage.ACCEPT),
    Rule("accept-refused", Stage.ACCEPT),
    Rule("unused-accept", Stage.ACCEPT, WARNING),
)
"""All rules, in the order of a run."""

_BY_NAME = {row.name: row for row in RULES}
NAMES = tuple(_BY_NAME)
SETTABLE = frozenset(row.name for row in RULES if row.settable)
"""The names of the rules whose severity an office may set, and whose errors it may accept."""


def rule(name: str) -> Rule:
    """Return the rule with a name, or raise KeyError if there is none."""
    return _BY_NAME[name]
