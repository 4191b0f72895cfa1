"""The findings about characters and YAML syntax, as templates: rule, message and help.

`yaml_messages.json` has them, each under its name. It has the names of characters that Unicode does
not name, or not in an officer's words, too.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pccreport.findings.finding import Annotation, Diagnostic, Edit, Severity
from pccreport.findings.registry import Rule, rule
from pccreport.findings.text import Source, Span

_EXCERPT = 40
"""Characters: enough to recognise a sentence, in a message of one line."""
MAX_PER_RULE = 5
"""Findings of one rule in one text; the last one counts the rest."""
MORE = "; there are "


class DiagnosticTemplate(NamedTuple):
    """A finding without its span; `{words}` is replaced by text of the author."""

    rule: Rule
    message: str
    help: str
    severity: Severity | None = None
    """None for the usual severity of the rule."""

    def found_at(
        self,
        source: Source,
        span: tuple[int, int],
        text: str = "",
        related: tuple[Annotation, ...] = (),
    ) -> Diagnostic:
        """Return the finding at a span, which is cut to the length of the source."""
        length = len(source.text)
        start = min(span[0], length)
        at = Span(source, start, min(max(span[1], start), length))
        message = self.message.replace("{words}", text)
        help = self.help.replace("{words}", text)
        return self.rule.finding(message, at, help, related, severity=self.severity)


@cache
def message_table() -> dict[str, Any]:
    """Return the "messages" by name, and the names of some "characters" by number: U+000C."""
    # Not read at import: most files have no finding of these.
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def template(name: str) -> DiagnosticTemplate:
    """Return the template of a name, or raise KeyError if there is none."""
    row = message_table()["messages"][name]
    severity = Severity(row["severity"]) if "severity" in row else None
    return DiagnosticTemplate(rule(row["rule"]), row["message"], row["help"], severity)


def first_of_each_rule(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the first findings of each rule, in order; the last of them counts and fixes the rest."""
    kept = defaultdict[str, list[Diagnostic]](list)
    rest = defaultdict[str, list[tuple[Edit, ...]]](list)
    for finding in findings:  # a hostile file has thousands
        if len(kept[finding.rule]) < MAX_PER_RULE:
            kept[finding.rule].append(finding)
        else:
            rest[finding.rule].append(finding.fix)
    for name, fixes in rest.items():
        last = kept[name][-1]
        help = f"{last.help}{MORE}{len(fixes):,} more of these in the file"
        fix = (*last.fix, *chain.from_iterable(fixes))
        kept[name][-1] = last._replace(help=help, fix=fix)
    found = chain.from_iterable(kept.values())
    return sorted(found, key=lambda finding: finding.at.span.start)


def excerpt(text: str, most: int = _EXCERPT) -> str:
    """Return the start of a text on one line, cut if it is long."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 3].rstrip() + "..."
