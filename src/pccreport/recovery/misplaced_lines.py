"""Errors of indentation: a line in the wrong column, a dash on the wrong line."""

import re
from collections.abc import Iterable
from itertools import takewhile, zip_longest

from pccreport.findings.finding import Annotation
from pccreport.findings.text import Span
from pccreport.recovery import outline
from pccreport.recovery.column_inference import (
    find_outdented_key,
    find_wrong_line_above,
    infer_column,
    move_lines,
)
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    indent_advice,
    line_above,
    line_advice,
)
from pccreport.recovery.outline import STEP
from pccreport.recovery.patched_source import Patch
from pccreport.source import yaml_messages
from pccreport.source.lines import (
    indent_at,
    is_structure,
    iter_lines,
    line_end,
    line_start,
    nonblank_lines,
)
from pccreport.source.node import ScalarNode
from pccreport.source.update_fields import OF_UPDATE
from pccreport.source.yaml_messages import DiagnosticTemplate, excerpt

_FIELD = re.compile(r"([a-z_]+):(?!\S)")
_ENDED = re.compile("[.!?][\"'”’)]*\\s*\\Z")
_MIN_SPACES = 3
"""Fewest spaces in a line that continues on the next: “a: 1” is complete.

With none, any text would be taken for a continuation of the value above.
"""


def wrong_indent(context: ErrorContext) -> Explanation | None:
    """Return the finding for a line in a column where nothing above starts, or None."""
    if context.at != context.word:
        return None
    return _missing_dash(context) or misplaced_line(
        context, context.line, yaml_messages.WRONG_INDENT
    )


def over_indented(context: ErrorContext, name: str, above: ScalarNode) -> Explanation:
    """Return the finding for a field below a text that it cannot belong to."""
    found = misplaced_line(
        context, context.line, yaml_messages.NAME_TOO_FAR_IN, excerpt(name)
    )
    if found.finding.at.span.start != context.word:
        return found
    span = Span(context.source, context.word, context.word + len(name))
    first_end = min(above.end, line_end(context.text, above.start))
    first_line = Span(context.source, above.start, first_end)
    label = Annotation(first_line, "the text above starts here")
    finding = found.finding._replace(at=Annotation(span), related=(label,))
    return found._replace(finding=finding)


def under_indented(context: ErrorContext, since: int, words: str) -> Explanation | None:
    """Return the finding for a line of a text that is not indented enough."""
    text = context.text
    line = line_start(text, since)
    above = outline.outline_above(text, line)
    if above.text is None or is_structure(words):
        return None
    if not above.text.kind and " " not in text[above.text.line : line].strip(" -"):
        return None
    if not above.text.kind and line_above(text, line).strip().count(" ") < _MIN_SPACES:
        return None
    found = misplaced_line(context, line, yaml_messages.TEXT_TOO_FAR_OUT)
    is_sentence = words[:1].isupper() and _ENDED.search(line_above(text, line))
    dashes = {line + level.column for level in above.levels if level.is_list}
    if not is_sentence or {since} - dashes or found.finding.at.span.start != since:
        return found
    lines = nonblank_lines(text, line_end(text, line))
    rest = takewhile(lambda x: x.indent == since - line and not x.is_structure, lines)
    deeper = (Patch(below.start, below.start, " " * STEP) for below in rest)
    more = f"; or, if it continues the text above, {found.finding.help}"
    return _without_dash(context, since, more, deeper)


def outdented_line(context: ErrorContext, start: int) -> Explanation | None:
    """Return the finding for a line above that is indented less than the text it belongs to."""
    text, line = context.text, line_start(context.text, start)
    above = outline.outline_above(text, line).text
    if above is None or above.kind not in {"|", ">"} or above.column is None:
        return None
    if not start - line < above.column or text[line:start].strip(" "):
        return None
    return misplaced_line(context, line, yaml_messages.TEXT_TOO_FAR_OUT)


def misplaced_line(
    context: ErrorContext, line: int, template: DiagnosticTemplate, words: str = ""
) -> Explanation:
    """Return the finding for a line, or one above it, that is in the wrong column."""
    text = context.text
    above = outline.outline_above(text, line)
    found = next(iter_lines(text, line))
    here, is_structured = found.shape, found.is_structure
    block = above.text if above.text and above.text.kind in {"|", ">"} else None
    if not is_structured and block and block.lines == 1 and block.column is not None:
        # Perhaps the first line of the text is indented too far.
        if block.parent + STEP == here.indent < block.column:
            return _explain_line(context, block.line, here.indent)
    elif is_structured and template is not yaml_messages.READ_AS_TEXT:
        outer = find_outdented_key(text, line, here.indent)
        if outer is not None:
            return _explain_line(context, outer, here.indent)
    wrong_line = find_wrong_line_above(above, here.indent, bool(here.dashes))
    if wrong_line is not None:
        return _explain_line(context, wrong_line, above.parent(wrong_line) + STEP)
    column = infer_column(above, text, found, (here.indent,))
    span = (line + here.indent, found.end)
    if column is None or column == here.indent:
        return context.explain(template, span, words)
    patches = move_lines(text, line, column, {level.column for level in above.levels})
    is_certain = abs(column - here.indent) == 1 and len(patches) == 1
    return context.explain(
        template,
        span,
        words,
        help=indent_advice(text[slice(*span)], column, len(patches) - 1),
        patches=patches,
        fix=patches if is_certain else (),
    )


def _missing_dash(context: ErrorContext) -> Explanation | None:
    """Return the finding for a field that the last item of a list has too, in the column of its dash."""
    levels = outline.outline_above(context.text, context.line).levels
    names: set[str] | None = None
    for level, item in zip_longest(levels, levels[1:]):
        if level.is_list and level.column == context.at - context.line:
            own = item.names if item else set()
            names = own if own and own.issubset(OF_UPDATE) else {"text", "see", *own}
    found = _FIELD.match(context.text, context.at)
    is_item = found and names and found[1] in names
    return _without_dash(context, context.at) if is_item else None


def _without_dash(
    context: ErrorContext, start: int, more: str = "", patches: Iterable[Patch] = ()
) -> Explanation:
    end = line_end(context.text, start)
    return context.explain(
        yaml_messages.MISSING_DASH,
        (start, end),
        help=line_advice(f"- {context.text[start:end]}") + more,
        patches=[Patch(start, start, "- "), *patches],
    )


def _explain_line(context: ErrorContext, line: int, column: int) -> Explanation:
    """Return the finding for a single line in the wrong column."""
    text = context.text
    span = (line + indent_at(text, line), line_end(text, line))
    return context.explain(
        yaml_messages.WRONG_INDENT,
        span,
        help=indent_advice(text[slice(*span)], column),
        patches=[Patch(line, span[0], " " * column)],
    )


def list_beside_key(context: ErrorContext) -> Explanation | None:
    """Return the finding for a dash on the same line as its field name."""
    text = context.text
    if text[context.at : context.at + 1] != "-" or context.at == context.word:
        return None
    before = text[context.line : context.at]
    if not before.rstrip().endswith(":"):
        return None
    name = len(before) - len(before.lstrip(" -"))
    below = next(nonblank_lines(text, context.line_end), None)
    has_list_below = below is not None and below.shape.dashes and below.indent > name
    column = below.indent if below and has_list_below else name + STEP
    start = context.line + len(before.rstrip())
    return context.explain(
        yaml_messages.LIST_BESIDE_NAME,
        (context.at, context.at + 1),
        patches=[Patch(start, context.at, "\n" + " " * column)],
    )
