"""Mistakes with quotes: not closed, closed too soon, curly, a backslash in them."""

from __future__ import annotations

import re

from pccreport.findings.finding import Edit, Label
from pccreport.findings.text import Span
from pccreport.source import faults, rewrite
from pccreport.source.draft import VANISHING, Mend, letter
from pccreport.source.node import Scalar
from pccreport.source.scene import (
    Explanation,
    Scene,
    end_of,
    in_quotes,
    line_of,
    read_as_text,
    value_start,
    words_from,
)

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'""", re.DOTALL)
_SLASH = re.compile(r'\\(?:\\|"|)')
CURLY = re.compile(
    "([“”„][^“”„\r\n]*[“”\"]|[‘’‚](?:[^‘‚\r\n]*)[’'])[ \t]*(?=[\r\n]|\\Z)"
)
_CURLY_END = re.compile("[“”‘’]\\Z")


def backslash(scene: Scene) -> Explanation | None:
    """A backslash in double quotes that stands for nothing."""
    since, text = scene.since, scene.text
    if since is None or text[since : since + 1] != '"' or scene.is_end:
        return None
    slash = text.rfind("\\", since, scene.at + 1)
    is_last = not text[slash + 1 : slash + 3].strip()
    if slash < max(scene.at - 10, since) or is_last:
        return None
    closed = _QUOTED.match(text, since)
    end = closed.end() if closed else end_of(text, since)
    finding = faults.BACKSLASH.at(
        scene.source, (slash, slash + 2), text[slash : slash + 2].strip()
    )
    head = text[line_of(text, since) : since]
    if end <= end_of(text, since):
        written = text[since + 1 : end - 1]
        finding = finding._replace(help=rewrite.like(head + rewrite.quoted(written)))
    mends = tuple(
        Mend(m.end(), m.end(), "\\")
        for m in _SLASH.finditer(text, since, end)
        if len(m[0]) == 1
    )
    return Explanation(finding, mends)


def unclosed_quote(scene: Scene) -> Explanation | None:
    """A quote that is opened and never closed, or closed by the next one's opening."""
    since, last, text = scene.since, scene.last, scene.text
    if since is not None and text[since : since + 1] in {"'", '"'}:
        closed = _QUOTED.match(text, since)
        if closed and closed.end() <= scene.at + scene.is_end:
            return None
        return never_closed(scene, since, ())
    if last is None or last.style not in {"'", '"'} or not _is_many_lines(text, last):
        return None
    if line_of(text, scene.at) > last.end:
        return None
    return closed_late(scene, last.start, last.end)


def closed_late(scene: Scene, start: int, end: int) -> Explanation:
    """A quote that runs on to the next one, which opens another text."""
    closing = Span(scene.source, end - 1, end)
    return never_closed(
        scene, start, (Label(closing, "the next quotation mark is here"),)
    )


def never_closed(scene: Scene, quote: int, related: tuple[Label, ...]) -> Explanation:
    """A text that begins with a quote and ends where its lines do."""
    text = scene.text
    sign = text[quote]
    words = words_from(text, quote)
    finding = faults.UNCLOSED_QUOTE.at(scene.source, (quote, quote + 1), sign, related)
    written = text[quote + 1 : words.first_end]
    mends = [Mend(quote, quote + 1, VANISHING)]
    mends += read_as_text(text, words, hashes=True)
    fix: tuple[Edit, ...] = ()
    if words.is_one_line and (curly := _CURLY_END.search(written)):
        at = words.end - 1
        finding = faults.CURLY_QUOTE.at(scene.source, (at, at + 1), curly[0], related)
        mends.append(Mend(at, at + 1, VANISHING))
        written = written[:-1]
        fix = (scene.edit(at, at + 1, sign),) if sign not in written else ()
    if words.is_one_line:
        advice = rewrite.like(words.head + rewrite.quoted(written))
    else:
        advice = rewrite.like(text[line_of(text, words.end) : words.end] + sign)
    return Explanation(finding._replace(help=advice, fix=fix), tuple(mends))


def text_after_quote(scene: Scene) -> Explanation | None:
    """Text that goes on behind a closing quote."""
    last, text = scene.last, scene.text
    if last is None or last.style not in {"'", '"'} or scene.at < last.end:
        return None
    if line_of(text, scene.at) > last.end:
        return None
    after = text[last.end : last.end + 1]
    is_apostrophe = last.style == "'" and after.isalpha()
    fault = faults.APOSTROPHE if is_apostrophe else faults.TEXT_AFTER_QUOTE
    finding = fault.at(
        scene.source,
        (scene.at, scene.line_end),
        "",
        (Label(last.span, "only this is inside the quotes"),),
    )
    words = words_from(text, last.start)
    mends = read_as_text(text, words, hashes=True)
    final = words.end - 1
    if is_apostrophe and text[final] == "'" and final > last.end:
        mends += [Mend(at, at + 1, VANISHING) for at in (last.start, final)]
        written = text[last.start + 1 : final]
        if words.is_one_line:
            shown = rewrite.quoted(written)
            finding = finding._replace(help=rewrite.like(words.head + shown))
            if shown == f'"{written}"':
                edits = [scene.edit(at, at + 1, '"') for at in (last.start, final)]
                finding = finding._replace(fix=tuple(edits))
    else:
        mends.append(Mend(last.start, last.start + 1, letter(last.style)))
        advice, edits_ = in_quotes(scene, words)
        finding = finding._replace(help=advice, fix=edits_)
    return Explanation(finding, tuple(mends))


def curly_quote(scene: Scene) -> Explanation | None:
    """Curly quotes round a whole text that needs quotes."""
    start = value_start(scene.text, scene.line)
    found = CURLY.match(scene.text, start)
    if found is None or not start < scene.at < found.end(1):
        return None
    return curly(scene, found)


def curly(scene: Scene, found: re.Match[str]) -> Explanation:
    """The finding for a text that stands in curly quotes."""
    start, end = found.span(1)
    words = words_from(scene.text, start)._replace(end=end, first_end=end)
    written = scene.text[start + 1 : end - 1]
    finding = faults.CURLY_QUOTE.at(scene.source, (start, start + 1), found[1][0])
    shown = rewrite.quoted(written)
    edits: tuple[Edit, ...] = ()
    if shown[1:-1] == written:
        edits = (
            scene.edit(start, start + 1, shown[0]),
            scene.edit(end - 1, end, shown[0]),
        )
    mends = read_as_text(scene.text, words, hashes=True)
    mends += [Mend(start, start + 1, VANISHING), Mend(end - 1, end, VANISHING)]
    return Explanation(
        finding._replace(help=rewrite.like(words.head + shown), fix=edits), tuple(mends)
    )


def _is_many_lines(text: str, scalar: Scalar) -> bool:
    return line_of(text, scalar.end) > scalar.start
