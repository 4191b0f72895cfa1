"""Mistakes with quotes: not closed, closed too soon, curly, a backslash in them."""

from __future__ import annotations

import re

from pccreport.findings.finding import Annotation, Edit
from pccreport.findings.text import Span
from pccreport.source import suggested_line, yaml_messages
from pccreport.source.error_context import (
    ErrorContext,
    Explanation,
    escape_as_text,
    intended_text,
    line_end,
    line_start,
    quote_advice,
    value_start,
)
from pccreport.source.node import ScalarNode
from pccreport.source.patched_source import VANISHING, Patch, stand_in

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
_SLASH = re.compile(r'\\(?:\\|"|)')
CURLY = re.compile(
    "([“”„][^“”„\r\n]*[“”\"]|[‘’‚](?:[^‘‚\r\n]*)[’'])[ \t]*(?=[\r\n]|\\Z)"
)
_CURLY_END = re.compile("[“”‘’]\\Z")


def backslash(scene: ErrorContext) -> Explanation | None:
    """A backslash in double quotes that stands for nothing."""
    since, text = scene.since, scene.text
    if since is None or text[since : since + 1] != '"' or scene.is_end:
        return None
    slash = text.rfind("\\", since, scene.at + 1)
    is_last = not text[slash + 1 : slash + 3].strip()
    if slash < max(scene.at - 10, since) or is_last:
        return None
    closed = _QUOTED.match(text, since)
    end = closed.end() if closed else line_end(text, since)
    finding = yaml_messages.BACKSLASH.at(
        scene.source, (slash, slash + 2), text[slash : slash + 2].strip()
    )
    head = text[line_start(text, since) : since]
    if end <= line_end(text, since):
        written = text[since + 1 : end - 1]
        finding = finding._replace(
            help=suggested_line.line_advice(head + suggested_line.quote_text(written))
        )
    mends = tuple(
        Patch(m.end(), m.end(), "\\")
        for m in _SLASH.finditer(text, since, end)
        if len(m[0]) == 1
    )
    return Explanation(finding, mends)


def unclosed_quote(scene: ErrorContext) -> Explanation | None:
    """A quote that is opened and never closed, or closed by the next one's opening."""
    since, last, text = scene.since, scene.last, scene.text
    if since is not None and text[since : since + 1] in {"'", '"'}:
        closed = _QUOTED.match(text, since)
        if closed and closed.end() <= scene.at + scene.is_end:
            return None
        return unclosed_quote_finding(scene, since, ())
    if last is None or last.style not in {"'", '"'} or not _is_many_lines(text, last):
        return None
    if line_start(text, scene.at) > last.end:
        return None
    return late_quote_finding(scene, last.start, last.end)


def late_quote_finding(scene: ErrorContext, start: int, end: int) -> Explanation:
    """A quote that runs on to the next one, which opens another text."""
    closing = Span(scene.source, end - 1, end)
    return unclosed_quote_finding(
        scene, start, (Annotation(closing, "the next quotation mark is here"),)
    )


def unclosed_quote_finding(
    scene: ErrorContext, quote: int, related: tuple[Annotation, ...]
) -> Explanation:
    """A text that begins with a quote and ends where its lines do."""
    text = scene.text
    sign = text[quote]
    words = intended_text(text, quote)
    finding = yaml_messages.UNCLOSED_QUOTE.at(
        scene.source, (quote, quote + 1), sign, related
    )
    written = text[quote + 1 : words.first_end]
    mends = [Patch(quote, quote + 1, VANISHING)]
    mends += escape_as_text(text, words, hashes=True)
    fix: tuple[Edit, ...] = ()
    if words.is_one_line and (curly := _CURLY_END.search(written)):
        at = words.end - 1
        finding = yaml_messages.CURLY_QUOTE.at(
            scene.source, (at, at + 1), curly[0], related
        )
        mends.append(Patch(at, at + 1, VANISHING))
        written = written[:-1]
        fix = (scene.edit(at, at + 1, sign),) if sign not in written else ()
    if words.is_one_line:
        advice = suggested_line.line_advice(
            words.head + suggested_line.quote_text(written)
        )
    else:
        advice = suggested_line.line_advice(
            text[line_start(text, words.end) : words.end] + sign
        )
    return Explanation(finding._replace(help=advice, fix=fix), tuple(mends))


def text_after_quote(scene: ErrorContext) -> Explanation | None:
    """Text that goes on behind a closing quote."""
    last, text = scene.last, scene.text
    if last is None or last.style not in {"'", '"'} or scene.at < last.end:
        return None
    if line_start(text, scene.at) > last.end:
        return None
    after = text[last.end : last.end + 1]
    is_apostrophe = last.style == "'" and after.isalpha()
    fault = (
        yaml_messages.APOSTROPHE if is_apostrophe else yaml_messages.TEXT_AFTER_QUOTE
    )
    finding = fault.at(
        scene.source,
        (scene.at, scene.line_end),
        "",
        (Annotation(last.span, "only this is inside the quotes"),),
    )
    words = intended_text(text, last.start)
    mends = escape_as_text(text, words, hashes=True)
    final = words.end - 1
    if is_apostrophe and text[final] == "'" and final > last.end:
        mends += [Patch(at, at + 1, VANISHING) for at in (last.start, final)]
        written = text[last.start + 1 : final]
        if words.is_one_line:
            shown = suggested_line.quote_text(written)
            finding = finding._replace(
                help=suggested_line.line_advice(words.head + shown)
            )
            if shown == f'"{written}"':
                edits = [scene.edit(at, at + 1, '"') for at in (last.start, final)]
                finding = finding._replace(fix=tuple(edits))
    else:
        mends.append(Patch(last.start, last.start + 1, stand_in(last.style)))
        advice, edits_ = quote_advice(scene, words)
        finding = finding._replace(help=advice, fix=edits_)
    return Explanation(finding, tuple(mends))


def curly_quote(scene: ErrorContext) -> Explanation | None:
    """Curly quotes round a whole text that needs quotes."""
    start = value_start(scene.text, scene.line)
    found = CURLY.match(scene.text, start)
    if found is None or not start < scene.at < found.end(1):
        return None
    return curly_quote_finding(scene, found)


def curly_quote_finding(scene: ErrorContext, found: re.Match[str]) -> Explanation:
    """The finding for a text that stands in curly quotes."""
    start, end = found.span(1)
    words = intended_text(scene.text, start)._replace(end=end, first_end=end)
    written = scene.text[start + 1 : end - 1]
    finding = yaml_messages.CURLY_QUOTE.at(
        scene.source, (start, start + 1), found[1][0]
    )
    shown = suggested_line.quote_text(written)
    edits: tuple[Edit, ...] = ()
    if shown[1:-1] == written:
        edits = (
            scene.edit(start, start + 1, shown[0]),
            scene.edit(end - 1, end, shown[0]),
        )
    mends = escape_as_text(scene.text, words, hashes=True)
    mends += [Patch(start, start + 1, VANISHING), Patch(end - 1, end, VANISHING)]
    return Explanation(
        finding._replace(
            help=suggested_line.line_advice(words.head + shown), fix=edits
        ),
        tuple(mends),
    )


def _is_many_lines(text: str, scalar: ScalarNode) -> bool:
    return line_start(text, scalar.end) > scalar.start
