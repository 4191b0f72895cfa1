"""A text gives a measure of its key aim another figure than the table above it."""

from collections.abc import Iterator

from pccreport.findings.registry import Findings, rule
from pccreport.language.figures import Figure, find_counts, find_figures
from pccreport.language.stemming import telling_stems
from pccreport.model.project import walk_public_items
from pccreport.report.measures import MeasureRow
from pccreport.rules.context import ReportContext

RULE = rule("measure-mismatch")


def check(context: ReportContext) -> Findings:
    """Yield a finding at the first such figure of each text of the table's period."""
    report, language = context.report, context.project.language
    for update, cell in context.project.cells():
        if cell.aim not in report.measures or update.period.end != report.scope.end:
            continue
        rows = [*report.measures[cell.aim].rows()]
        whole = [row.measure for row in rows if row.current and not row.area]
        titles = [(m, telling_stems(m.title, language)) for m in whole]
        for text in (item.text for item in walk_public_items(cell.entries)):
            words = telling_stems(text.text, language)
            for measure, title in (named for named in titles if named[1] <= words):
                found = [*_counted(text.text, title, measure.unit, language)]
                if found and not _is_known(found, rows):
                    message = f"the text says {found[0].words}, and the table of “{measure.title}” does not"
                    way_out = "correct whichever is wrong"
                    yield RULE.finding(message, text.span_of(found[0].words), way_out)


def _counted(
    text: str, title: frozenset[str], unit: str, language: str
) -> Iterator[Figure]:
    """Yield the figures of a text that are before a word of a title, or at the end."""
    units = {figure.unit for figure in find_figures(f"1 {unit}", language)}
    for figure in find_counts(text, language):
        after = telling_stems(" ".join(text[figure.end :].split()[:4]), language)
        if figure.unit in units and (after & title or not after):
            yield figure


def _is_known(figures: list[Figure], rows: list[MeasureRow]) -> bool:
    """Return whether one of some figures is in the tables of a key aim."""
    known = [each.figure for row in rows for each in row.figures()]
    known += [row.measure.target for row in rows]
    return any(
        abs(f.value - n) < f.step for f in figures for n in known if n is not None
    )
