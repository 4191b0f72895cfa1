"""Lines that are indented with characters other than spaces, and the columns they need."""

from __future__ import annotations

import re
from bisect import bisect_right

from pccreport.findings.finding import Diagnostic, Edit
from pccreport.findings.text import Span
from pccreport.recovery.column_inference import infer_column
from pccreport.recovery.error_context import indent_advice
from pccreport.recovery.outline import Outline
from pccreport.recovery.patched_source import Patch, PatchedSource
from pccreport.source.lines import Line, iter_lines, written_lines
from pccreport.source.yaml_messages import MORE

RULES = frozenset({"tab-indent", "hard-space-indent"})
_INDENT = re.compile(r"\s*(?:[\u200b-\u200f\u2060\ufeff]+\s*)*")
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WIDTHS = (2, 4, 8)
"""Columns that a tab is in editors. Two first, the step of our files: with four first, a
list two tabs in is put too far in."""
_SHOWN = 200
"""Characters of a line that are kept for its advice, which shows fewer."""


def fix_indentation(
    draft: PatchedSource, found: tuple[Diagnostic, ...]
) -> tuple[list[Patch], tuple[Diagnostic, ...]]:
    """Return the edits that put these lines in their columns, and the findings with the way out."""
    if not any(finding.rule in RULES for finding in found):
        return [], found
    text, typed = draft.text, draft.source.text
    outline = Outline()
    patches: list[Patch] = []
    for line in iter_lines(text, 1 if text.startswith("\ufeff") else 0):
        start = line.start
        indent = _indent(typed, line)
        if set(indent) - {" "} and line.words:
            below = _is_sound_below(typed, line.next)
            column = infer_column(outline, text, line, _widths(indent), below)
            if column is None:
                column = _widths(indent)[0]
            patches.append(Patch(start, start + line.indent, " " * column))
            typed_right = " " * column + line.typed[line.indent :]
            outline.read(line._replace(typed=typed_right))
        else:
            outline.read(line)
    return patches, _fixed(draft, found, patches)


def _fixed(
    draft: PatchedSource, found: tuple[Diagnostic, ...], patches: list[Patch]
) -> tuple[Diagnostic, ...]:
    source = draft.source
    edits = [Edit(Span(source, p.start, p.end), p.text) for p in patches]
    starts = [patch.start for patch in patches]
    result = list(found)
    for n, finding in enumerate(found):
        index = bisect_right(starts, finding.at.span.start) - 1
        if finding.rule in RULES and index >= 0:
            end = edits[index].span.end
            line = source.text[end : end + _SHOWN].splitlines() or [""]
            advice = indent_advice(line[0], len(edits[index].text))
            _, more, count = finding.help.partition(MORE)
            # Beyond the first few, lines are only counted: the last of them fixes the rest.
            fix = edits[index:] if more else edits[index : index + 1]
            help = f"{advice}{more}{count}"
            result[n] = finding._replace(help=help, fix=tuple(fix))
    return tuple(result)


def _is_sound_below(typed: str, start: int) -> bool:
    """Return whether the next line is indented with spaces only."""
    below = next(written_lines(typed, start), None)
    return below is None or not set(_indent(typed, below)) - {" "}


def _indent(typed: str, line: Line) -> str:
    found = _INDENT.match(typed, line.start, line.end)
    return found[0] if found else ""


def _widths(indent: str) -> tuple[int, ...]:
    """Return the columns that may have been meant, the likeliest first."""
    seen = "".join(sign for sign in indent if sign not in _UNSEEN)
    if "\t" not in seen:
        return (len(seen),)
    return tuple(len(seen.expandtabs(width)) for width in _WIDTHS)
