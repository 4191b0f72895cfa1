"""Errors with quotes: not closed, closed too early, curly, a backslash in them."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation, Edit
from pccreport.findings.text import Span
from pccreport.recovery import suggested_line
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    escape_as_text,
    intended_text,
    line_end,
    line_start,
    quote_advice,
    value_start,
)
from pccreport.recovery.patched_source import VANISHING, Patch, stand_in
from pccreport.source import yaml_messages
from pccreport.source.node import ScalarNode

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
_SLASH = re.compile(r'\\(?:\\|"|)')
_ESCAPE = 10
CURLY = re.compile(
    "([“”„][^“”„\r\n]*[“”\"]|[‘’‚](?:[^‘‚\r\n]*)[’'])[ \t]*(?=[\r\n]|\\Z)"
)
_CURLY_END = re.compile("[“”‘’]\\Z")


def backslash(context: ErrorContext) -> Explanation | None:
    """Return the finding for a backslash in double quotes without a meaning."""
    since, text = context.since, context.text
    if since is None or text[since : since + 1] != '"' or context.is_end:
        return None
    # The parser stops at most as far behind the backslash as an escape is long: \U0001F600.
    slash = text.rfind("\\", since, context.at + 1)
    is_last = not text[slash + 1 : slash + 3].strip()
    if slash < max(context.at - _ESCAPE, since) or is_last:
        return None
    closed = _QUOTED.match(text, since)
    end = closed.end() if closed else line_end(text, since)
    finding = yaml_messages.BACKSLASH.at(
        context.source, (slash, slash + 2), text[slash : slash + 2].strip()
    )
    head = text[line_start(text, since) : since]
    if end <= line_end(text, since):
        written = text[since + 1 : end - 1]
        finding = finding._replace(
            help=suggested_line.line_advice(head + suggested_line.quote_text(written))
        )
    patches = tuple(
        Patch(m.end(), m.end(), "\\")
        for m in _SLASH.finditer(text, since, end)
        if len(m[0]) == 1
    )
    return Explanation(finding, patches)


def unclosed_quote(context: ErrorContext) -> Explanation | None:
    """Return the finding for a quote that is never closed, or closed by the start of the next one."""
    since, last, text = context.since, context.last, context.text
    if since is not None and text[since : since + 1] in {"'", '"'}:
        closed = _QUOTED.match(text, since)
        if closed and closed.end() <= context.at + context.is_end:
            return None
        return unclosed_quote_finding(context, since, ())
    if last is None or last.style not in {"'", '"'} or not _is_many_lines(text, last):
        return None
    if line_start(text, context.at) > last.end:
        return None
    return late_quote_finding(context, last.start, last.end)


def late_quote_finding(context: ErrorContext, start: int, end: int) -> Explanation:
    """Return the finding for a quote that runs on to the next one, which opens another text."""
    closing = Span(context.source, end - 1, end)
    return unclosed_quote_finding(
        context, start, (Annotation(closing, "the next quotation mark is here"),)
    )


def unclosed_quote_finding(
    context: ErrorContext, quote: int, related: tuple[Annotation, ...]
) -> Explanation:
    """Return the finding for a text that starts with a quote and ends where its lines do."""
    text = context.text
    sign = text[quote]
    words = intended_text(text, quote)
    finding = yaml_messages.UNCLOSED_QUOTE.at(
        context.source, (quote, quote + 1), sign, related
    )
    written = text[quote + 1 : words.first_end]
    patches = [Patch(quote, quote + 1, VANISHING)]
    patches += escape_as_text(text, words, hashes=True)
    fix: tuple[Edit, ...] = ()
    if words.is_one_line and (curly := _CURLY_END.search(written)):
        at = words.end - 1
        finding = yaml_messages.CURLY_QUOTE.at(
            context.source, (at, at + 1), curly[0], related
        )
        patches.append(Patch(at, at + 1, VANISHING))
        written = written[:-1]
        fix = (context.edit(at, at + 1, sign),) if sign not in written else ()
    if words.is_one_line:
        advice = suggested_line.line_advice(
            words.head + suggested_line.quote_text(written)
        )
    else:
        advice = suggested_line.line_advice(
            text[line_start(text, words.end) : words.end] + sign
        )
    return Explanation(finding._replace(help=advice, fix=fix), tuple(patches))


def text_after_quote(context: ErrorContext) -> Explanation | None:
    """Return the finding for text that continues after a closing quote."""
    last, text = context.last, context.text
    if last is None or last.style not in {"'", '"'} or context.at < last.end:
        return None
    if line_start(text, context.at) > last.end:
        return None
    after = text[last.end : last.end + 1]
    is_apostrophe = last.style == "'" and after.isalpha()
    fault = (
        yaml_messages.APOSTROPHE if is_apostrophe else yaml_messages.TEXT_AFTER_QUOTE
    )
    finding = fault.at(
        context.source,
        (context.at, context.line_end),
        "",
        (Annotation(last.span, "only this is inside the quotes"),),
    )
    words = intended_text(text, last.start)
    patches = escape_as_text(text, words, hashes=True)
    final = words.end - 1
    if is_apostrophe and text[final] == "'" and final > last.end:
        patches += [Patch(at, at + 1, VANISHING) for at in (last.start, final)]
        written = text[last.start + 1 : final]
        if words.is_one_line:
            shown = suggested_line.quote_text(written)
            finding = finding._replace(
                help=suggested_line.line_advice(words.head + shown)
            )
            if shown == f'"{written}"':
                edits = [context.edit(at, at + 1, '"') for at in (last.start, final)]
                finding = finding._replace(fix=tuple(edits))
    else:
        patches.append(Patch(last.start, last.start + 1, stand_in(last.style)))
        advice, edits_ = quote_advice(context, words)
        finding = finding._replace(help=advice, fix=edits_)
    return Explanation(finding, tuple(patches))


def curly_quote(context: ErrorContext) -> Explanation | None:
    """Curly quotes round a whole text that needs quotes."""
    start = value_start(context.text, context.line)
    found = CURLY.match(context.text, start)
    if found is None or not start < context.at < found.end(1):
        return None
    return curly_quote_finding(context, found)


def curly_quote_finding(context: ErrorContext, found: re.Match[str]) -> Explanation:
    """Return the finding for a text in curly quotes."""
    start, end = found.span(1)
    words = intended_text(context.text, start)._replace(end=end, first_end=end)
    written = context.text[start + 1 : end - 1]
    finding = yaml_messages.CURLY_QUOTE.at(
        context.source, (start, start + 1), found[1][0]
    )
    shown = suggested_line.quote_text(written)
    edits: tuple[Edit, ...] = ()
    if shown[1:-1] == written:
        edits = (
            context.edit(start, start + 1, shown[0]),
            context.edit(end - 1, end, shown[0]),
        )
    patches = escape_as_text(context.text, words, hashes=True)
    patches += [Patch(start, start + 1, VANISHING), Patch(end - 1, end, VANISHING)]
    return Explanation(
        finding._replace(
            help=suggested_line.line_advice(words.head + shown), fix=edits
        ),
        tuple(patches),
    )


def _is_many_lines(text: str, scalar: ScalarNode) -> bool:
    return line_start(text, scalar.end) > scalar.start
