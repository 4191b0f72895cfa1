"""A text gives a measure of its key aim another figure than the table above it."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.figures import find_counts, find_figures
from pccreport.language.stemming import telling_stems
from pccreport.model.project import walk_public_items
from pccreport.report.measures import AimMeasures, MeasureRow
from pccreport.rules.context import ReportContext

RULE = rule("measure-mismatch")


def check(context: ReportContext) -> Findings:
    """Yield a finding at the first such figure of each text of the table's period."""
    report, language = context.report, context.project.language
    for update, cell in context.project.cells():
        if cell.aim in report.measures and update.period.end == report.scope.end:
            measures = report.measures[cell.aim]
            rows = [row for row in measures.rows() if row.current and not row.area]
            for text in (item.text for item in walk_public_items(cell.entries)):
                wrong = (_wrong(measures, row, text.text, language) for row in rows)
                for words in filter(None, wrong):
                    message = f"the text says {words}, and the table does not"
                    way_out = "correct whichever is wrong"
                    yield RULE.finding(message, text.span_of(words), way_out)


def _wrong(measures: AimMeasures, row: MeasureRow, text: str, language: str) -> str:
    """Return the figure that a text has beside a word of a title, or "" if one is in the tables."""
    title, unit = telling_stems(row.measure.title, language), row.measure.unit
    if not title <= telling_stems(text, language):
        return ""
    units = {figure.unit for figure in find_figures(f"1 {unit}", language)}
    figures = [f.figure for each in measures.rows() for f in each.figures()]
    known = [n for n in (*figures, row.measure.target) if n is not None]
    found = [f for f in find_counts(text, language) if f.unit in units]
    after = [
        telling_stems(" ".join(text[f.end :].split()[:4]), language) for f in found
    ]
    found = [
        f for f, near in zip(found, after, strict=True) if near & title or not near
    ]
    agree = (abs(figure.value - n) < figure.step for figure in found for n in known)
    return found[0].words if found and not any(agree) else ""
