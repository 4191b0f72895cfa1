"""Files in which a mistake may have opened what is private.

`publc: false`, or a mark in the wrong column, keeps nothing private. Whoever makes
something for other eyes in spite of mistakes leaves such files out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.findings.registry import rule
from pccreport.findings.text import Span
from pccreport.model.privacy import keeps_private
from pccreport.model.update import Update
from pccreport.pipeline.load import Records

LEFT_OUT = rule("not-in-draft")


def without_doubtful(
    records: Records, findings: Iterable[Diagnostic]
) -> tuple[Records, tuple[Diagnostic, ...]]:
    """The records without such files, and a finding for each."""
    left_out = tuple(doubtful(records.updates, findings))
    sources = {finding.at.span.source.name for finding in left_out}
    kept = tuple(u for u in records.updates if u.name not in sources)
    return records._replace(updates=kept), left_out


def doubtful(
    updates: Iterable[Update], findings: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """A finding for each update file that is faulty and means to keep something private."""
    faulty = {f.at.span.source.name for f in findings if f.severity is ERROR}
    for update in updates:
        source = update.origin.source
        if update.name in faulty and keeps_private(source.text):
            yield LEFT_OUT.finding(
                "this file is left out: it keeps something private, with a mistake in it",
                Span(source, 0, 0),
                "mend what is wrong in it, so that nobody reads what they should not",
            )
