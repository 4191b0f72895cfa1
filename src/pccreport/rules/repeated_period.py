"""Two files of one contributor are for one quarter, and none is for the next."""

from __future__ import annotations

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import Quarter
from pccreport.model.private_intent import is_private_file
from pccreport.model.update import UpdateFile
from pccreport.report.coverage import Coverage, cover_report
from pccreport.rules.context import ReportContext
from pccreport.rules.period_mismatch import period_in_name

RULE = rule("repeated-period")


def check(assembled: ReportContext) -> Findings:
    """Yield a finding at the period of each file that may have kept an old one.

    It is the last one whose name gives no period: a name that does is a second witness.
    """
    told = cover_report(assembled.report, assembled.project.updates)
    for quarter in assembled.report.scope.news():
        found: dict[str, tuple[UpdateFile, UpdateFile]] = {}
        for stream in sorted(told.silent(quarter)):
            files = _files(told, stream, quarter)
            for again in [f for f in files if not period_in_name(f)][-1:]:
                for other in (f for f in files if _is_by_the_same(f, again)):
                    found.setdefault(again.name, (other, again))
        for other, again in found.values():
            yield RULE.finding(
                f"two files of one contributor are for {again.period}, and none is for {quarter}",
                again.origin.values["period"].span,
                "correct the period in the file that is for the later quarter",
                (Annotation(other.origin.values["period"].span, "the other file"),),
            )


def _files(told: Coverage, stream: str, quarter: Quarter) -> list[UpdateFile]:
    """Return the files with something of a stream for the quarter before, by name."""
    before = told.before(quarter)
    cells = told.told[before].items() if before else ()
    files = {f.name: f for (key, _), cell in cells if key == stream for f in cell.files}
    return [
        files[name]
        for name in sorted(files)
        if files[name].period == before and not is_private_file(name)
    ]


def _is_by_the_same(file: UpdateFile, other: UpdateFile) -> bool:
    names = {file.contributor, other.contributor} - {""}
    return file is not other and len(names) < 2
