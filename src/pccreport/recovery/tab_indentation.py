"""Lines that are indented with characters other than spaces, and the columns they need."""

import re
from bisect import bisect_right

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.column_inference import infer_column
from pccreport.recovery.error_context import indent_advice
from pccreport.recovery.outline import Outline
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import Line, iter_lines, nonblank_lines
from pccreport.source.yaml import INDENT_RULES
from pccreport.source.yaml_messages import MORE

_INDENT = re.compile(r"\s*(?:[\u200b-\u200f\u2060\ufeff]+\s*)*")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_TAB_WIDTHS = (2, 4, 8)
"""Columns of a tab in editors. Two first, the indent of our files: with four first, a list after
two tabs would be indented too far."""
_MAX_SHOWN = 200
"""Characters of a line read for its advice, which shows fewer."""


def fix_indentation(
    patched: PatchedSource, found: tuple[Diagnostic, ...]
) -> tuple[list[Patch], tuple[Diagnostic, ...]]:
    """Return the patches that indent these lines with spaces, and the findings with their fixes."""
    if not any(finding.rule in INDENT_RULES for finding in found):
        return [], found
    text, original = patched.text, patched.source.text
    outline = Outline()
    patches: list[Patch] = []
    for line in iter_lines(text, 1 if text.startswith("\ufeff") else 0):
        indent = _indent(original, line)
        if indent.strip(" ") and line.content:
            below = next(nonblank_lines(original, line.next), None)
            is_sound = below is None or not _indent(original, below).strip(" ")
            seen = "".join(c for c in indent if c not in _INVISIBLE)
            columns = tuple(len(seen.expandtabs(width)) for width in _TAB_WIDTHS)
            column = infer_column(outline, text, line, columns, is_sound)
            column = columns[0] if column is None else column
            patches.append(Patch(line.start, line.start + line.indent, " " * column))
            corrected = " " * column + line.typed[line.indent :]
            outline.read(line._replace(typed=corrected))
        else:
            outline.read(line)
    return patches, _with_fixes(patched, found, patches)


def _with_fixes(
    patched: PatchedSource, found: tuple[Diagnostic, ...], patches: list[Patch]
) -> tuple[Diagnostic, ...]:
    source = patched.source
    edits = [Edit(Span(source, p.start, p.end), p.text) for p in patches]
    starts = [patch.start for patch in patches]
    result = list(found)
    for number, finding in enumerate(found):
        index = bisect_right(starts, finding.at.span.start) - 1
        if finding.rule in INDENT_RULES and index >= 0:
            end = edits[index].span.end
            line = source.text[end : end + _MAX_SHOWN].splitlines() or [""]
            advice = indent_advice(line[0], len(edits[index].text))
            _, more, count = finding.help.partition(MORE)
            # The last finding counts the remaining lines, and fixes them.
            fix = edits[index:] if more else edits[index : index + 1]
            help = f"{advice}{more}{count}"
            result[number] = finding._replace(help=help, fix=tuple(fix))
    return tuple(result)


def _indent(original: str, line: Line) -> str:
    found = _INDENT.match(original, line.start, line.end)
    return found[0] if found else ""
