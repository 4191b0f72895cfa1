"""Everything that is wrong with a project, in one run, and nothing written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pccreport.document.layout import lay_out
from pccreport.findings.finding import Diagnostic, stops
from pccreport.pipeline.assemble import (
    assemble,
    roots_of,
)
from pccreport.pipeline.build import (
    midnight,
    stands,
    style_problems,
    without_collector,
)
from pccreport.pipeline.load import (
    NOTHING_GIVEN,
    REPORT,
    Given,
    Loaded,
    Records,
    load,
    read_alone,
    read_apart,
    read_records,
    reports,
)
from pccreport.report.scope import AS_SAID
from pccreport.rules import accepted
from pccreport.rules.severities import Depth
from pccreport.source.accept import marks_of
from pccreport.source.files import same_file_name
from pccreport.source.node import Mapping


class Checked(NamedTuple):
    """What a check found, and what of it somebody has accepted, with the reason."""

    findings: tuple[Diagnostic, ...]
    accepted: tuple[tuple[Diagnostic, str], ...]
    read: tuple[Path, ...] = ()
    """The files that were read."""

    def of(self, files: Iterable[Path], given: Given = NOTHING_GIVEN) -> Checked:
        """The findings in some files alone; those that no report reads are told of."""
        named = {same_file_name(path): path for path in files}
        here = {f.at.span.source.name for f in self.findings}
        here |= {f.at.span.source.name for f, _ in self.accepted}
        names = {name for name in here if same_file_name(name) in named}
        known = {*map(same_file_name, self.read), *map(same_file_name, names)}
        unread = (path for key, path in named.items() if key not in known)
        return Checked(
            (
                *(f for f in self.findings if f.at.span.source.name in names),
                *(f for path in unread for f in read_apart(path, given)),
            ),
            tuple(a for a in self.accepted if a[0].at.span.source.name in names),
            tuple(named.values()),
        )


def check(
    folder: Path,
    day: date | None = None,
    given: Given = NOTHING_GIVEN,
    named: tuple[Path, ...] = (),
) -> Checked:
    """What is wrong with a project's folder: its files, and all of its reports.

    With `named`, those of its reports alone.
    """
    with without_collector():
        records, found = read_records(folder, given)
        # A finding that several reports have in common is told once.
        findings = dict.fromkeys(found)
        roots: dict[str, Mapping] = {}
        inputs = dict.fromkeys(records.inputs)
        # What could not be read may hold what a mark is for.
        whole = records.whole and records.plan is not None
        every = reports(folder, given) or (folder / REPORT,)
        asked = named or every
        for report in asked:
            loaded, of_report = _report(records, report, day)
            findings |= dict.fromkeys(of_report)
            roots |= {root.source.name: root for root in roots_of(loaded)}
            inputs |= dict.fromkeys(loaded.inputs)
            whole = whole and loaded.house is not None
        # What a report that was not asked for says may be what a mark is for.
        sure = roots if {*asked} == {*every} else [*map(str, asked)]
        judged = _judged(findings, roots.values(), sure if whole else ())
        return judged._replace(read=tuple(inputs))


def check_alone(path: Path, given: Given = NOTHING_GIVEN) -> Checked:
    """What is wrong with one file that is in no project: its text and its form."""
    return Checked(read_alone(path, given), ())


def _report(
    records: Records, report: Path, day: date | None
) -> tuple[Loaded, tuple[Diagnostic, ...]]:
    loaded, findings = load(records, report)
    merged, problems = assemble(loaded, AS_SAID, day, Depth.ALL)
    findings += problems
    house = loaded.house
    if merged is None or house is None or stops(stands(findings, loaded)):
        return loaded, findings
    created = midnight(merged.report.settings.sign_off.date)
    _, problems = lay_out(merged.report, house, created)
    return loaded, (*findings, *problems, *style_problems(house))


def _judged(
    findings: Iterable[Diagnostic], roots: Iterable[Mapping], sure: Collection[str]
) -> Checked:
    """The findings that nobody has accepted; marks are called unused in `sure` files."""
    every = tuple(mark for root in roots for mark in marks_of(root))
    result = accepted.judged(findings, every)
    of_marks = [*accepted.faults(every), *accepted.refused(result.refused)]
    unused = [mark for mark in result.unused if mark.span.source.name in sure]
    of_marks += accepted.unused(unused)
    return Checked((*result.findings, *of_marks), result.accepted)
