"""A report that was read already, with other texts in some of its files."""

from collections import Counter

from pccreport.findings.finding import ERROR, Diagnostic
from pccreport.pipeline.assemble import assemble_report, without_suppressed
from pccreport.pipeline.compare import ComparedReport, Operand, report_with_later_marks
from pccreport.pipeline.load import Files, read_folder, read_report, read_updates
from pccreport.pipeline.project_folder import FileOverrides, choose_report
from pccreport.rules.severities import RuleSet

Findings = tuple[Diagnostic, ...]


def reread_report(
    compared: ComparedReport, operand: Operand, given: FileOverrides
) -> tuple[ComparedReport | None, Findings]:
    """Return the report of an operand with the given files, and its new errors.

    The report is None if it is not usable. Only the files whose text is given are parsed, if those
    are update files.
    """
    files, found = _reread_files(compared, operand, given)
    merged, errors = None, found
    project = files.project
    if project and project.has_streams():
        merged, more = assemble_report(files, compared.override, RuleSet.STOPPING)
        errors += more
    errors = tuple(x for x in without_suppressed(errors, files) if x.severity is ERROR)
    if errors:
        errors = new_findings(errors, findings_of_report(compared, RuleSet.STOPPING))
    if merged is None or project is None:
        return None, errors
    made = ComparedReport(project, *merged, files, found, compared.override)
    return report_with_later_marks(made), errors


def new_findings(findings: Findings, known: Findings) -> Findings:
    """Return the findings of which there are more than known, wherever those are."""
    had, found = (Counter((x.rule, x.message) for x in y) for y in (known, findings))
    more = found - had
    return tuple(x for x in findings if (x.rule, x.message) in more)


def findings_of_report(compared: ComparedReport, rules: RuleSet) -> Findings:
    """Return the findings of some rules on a report and its files."""
    _, more = assemble_report(compared.files, compared.override, rules)
    return without_suppressed((*compared.findings, *more), compared.files)


def _reread_files(
    compared: ComparedReport, operand: Operand, given: FileOverrides
) -> tuple[Files, Findings]:
    """Return the files of an operand, some of them with another text, and their findings."""
    names = {str(path) for path in given}
    read = compared.files
    if not names <= {update.name for update in read.updates}:
        folder, report = choose_report(operand.path)
        files, findings = read_folder(folder, given)
        files, own = read_report(files, report)
        return files, (*findings, *own)
    changed, more = read_updates(given, given)
    usable = {u.name: u for u in (*read.updates, *changed)}
    for name in names - {update.name for update in changed}:
        del usable[name]
    kept = [f for f in compared.findings if f.at.span.source.name not in names]
    faults = (f for f in read.faults if f.at.span.source.name not in names)
    updates = tuple(usable.values())
    return read._replace(updates=updates, faults=(*faults, *more)), (*kept, *more)
