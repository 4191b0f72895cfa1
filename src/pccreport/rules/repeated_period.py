"""Two files of one contributor are for one quarter, and there is none for the next."""

from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, rule
from pccreport.model.periods import Quarter
from pccreport.model.private_intent import is_private_file
from pccreport.model.update import UpdateFile
from pccreport.report.coverage import Coverage, cover_report
from pccreport.rules.context import ReportContext
from pccreport.rules.period_mismatch import period_in_name

RULE = rule("repeated-period")


def check(context: ReportContext) -> Findings:
    """Yield a finding at the period of each file that may not have been updated.

    Of two files it is the last without a period in its name: such a name confirms the period.
    """
    coverage = cover_report(context.report, context.project.updates)
    for quarter in context.report.scope.news():
        found: dict[str, tuple[UpdateFile, UpdateFile]] = {}
        for stream in sorted(coverage.silent(quarter)):
            files = _files(coverage, stream, quarter)
            for again in [f for f in files if not period_in_name(f.name)][-1:]:
                for other in (f for f in files if _has_same_contributor(f, again)):
                    found.setdefault(again.name, (other, again))
        for other, again in found.values():
            yield RULE.finding(
                f"two files of one contributor are for {again.period}, and none is for {quarter}",
                again.origin.values["period"].span,
                "correct the period in the file that is for the later quarter",
                (Annotation(other.origin.values["period"].span, "the other file"),),
            )


def _files(coverage: Coverage, stream: str, quarter: Quarter) -> list[UpdateFile]:
    """Return the public files with entries of a stream for the quarter before, sorted by name."""
    before = coverage.before(quarter)
    cells = coverage.cells[before].items() if before else ()
    files = {f.name: f for (key, _), cell in cells if key == stream for f in cell.files}
    return [
        files[name]
        for name in sorted(files)
        if files[name].period == before and not is_private_file(name)
    ]


def _has_same_contributor(file: UpdateFile, other: UpdateFile) -> bool:
    names = {file.contributor, other.contributor} - {""}
    return file is not other and len(names) < 2
