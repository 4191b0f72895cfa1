"""`pccreport check --fix`: layout and characters fixed in place, never wording."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.common import raise_last_error
from pccreport.cli.output_file import write_changed_files
from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Source
from pccreport.language.texts.counted import counted
from pccreport.pipeline.read_file import validate_file
from pccreport.source.command_error import CommandError
from pccreport.source.edits import apply_edits


def apply_fixes(findings: Iterable[Diagnostic]) -> None:
    """Apply the fixes of the findings; print what was done."""
    edits = _edits_by_source(findings)
    errors: list[CommandError] = []
    if not edits:
        terminal.print_message("There was nothing for --fix to correct.")
    for source, edits_of_source in sorted(edits.items(), key=lambda pair: pair[0].name):
        text = apply_edits(source, edits_of_source)
        path, fixed = Path(source.name), Source(source.name, text)
        found = (validate_file(path, {path: (each, ())}) for each in (source, fixed))
        before, after = (Counter(f.rule for f in each) for each in found)
        if after - before:
            terminal.print_message(
                f"{source.name} was not changed, because the fixes would cause other problems."
            )
        else:
            try:
                write_changed_files({source: text})
            except CommandError as error:
                errors.append(error)
                continue
            corrections = counted(len(edits_of_source), "correction")
            terminal.print_message(f"Made {corrections} in {source.name}.")
    raise_last_error(errors)


def _edits_by_source(findings: Iterable[Diagnostic]) -> dict[Source, list[Edit]]:
    """Return the edits by source, once for a file that several reports share."""
    first: dict[str, Source] = {}
    edits: dict[Source, list[Edit]] = defaultdict(list)
    for finding in findings:
        for edit in finding.fix:
            source = edit.span.source
            if first.setdefault(source.name, source) is source:
                edits[source].append(edit)
    return edits
