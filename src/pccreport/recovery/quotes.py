"""Errors with quotes and with indicators: characters with a meaning before a text or after a space."""

import re
from collections.abc import Iterable

from pccreport.findings.finding import Annotation
from pccreport.findings.text import Span
from pccreport.recovery.error_context import (
    ErrorContext,
    Explanation,
    block_advice,
    context_at,
    escape_as_text,
    intended_text,
    line_advice,
    quote_advice,
    quote_text,
    value_start,
)
from pccreport.recovery.outline import CLOSED_QUOTE, outline_above
from pccreport.recovery.patched_source import REMOVED, Patch, stand_in
from pccreport.source import yaml_messages
from pccreport.source.lines import iter_lines, line_end, line_start
from pccreport.source.update_fields import OF_UPDATE
from pccreport.source.yaml_messages import excerpt

_BACKSLASH = re.compile(r'\\(?:\\|"|)')
_ESCAPE_LENGTH = 10
CURLY = re.compile(
    "([“”„][^“”„\r\n]*[“”\"]|[‘’‚](?:[^‘‚\r\n]*)[’'])[ \t]*(?=[}\r\n]|\\Z)"
)
_CURLY_END = re.compile("[“”‘’]\\Z")
_BLANKS = re.compile("[ \t\r\n]*+")
_NOTE = re.compile(r"[ \t]#[^\r\n]*")
_COLOUR = re.compile(r"(?<=[: ,])#[0-9A-Fa-f]{6}\b")
_INDICATORS = frozenset("@`%*&!|>")
_CLOSING = {"[": "]", "{": "}"}
_SENTENCE = re.compile(r"[^ ,:\[\]{}]+ [^ ,:\[\]{}]+(?: |\Z)")


def backslash(context: ErrorContext) -> Explanation | None:
    """Return the finding for a backslash in double quotes without a meaning."""
    since, text = context.since, context.text
    if since is None or text[since : since + 1] != '"' or context.is_end:
        return None
    # The parser stops after the backslash by at most the length of an escape: \U0001F600.
    slash = text.rfind("\\", since, context.at + 1)
    is_last = not text[slash + 1 : slash + 3].strip()
    if slash < max(context.at - _ESCAPE_LENGTH, since) or is_last:
        return None
    closed = CLOSED_QUOTE.match(text, since)
    end = closed.end() if closed else line_end(text, since)
    advice = ""
    if end <= line_end(text, since):
        head, written = text[line_start(text, since) : since], text[since + 1 : end - 1]
        advice = line_advice(head + quote_text(written))
    return context.explain(
        yaml_messages.BACKSLASH,
        (slash, slash + 2),
        text[slash : slash + 2].strip(),
        help=advice,
        patches=(
            Patch(m.end(), m.end(), "\\")
            for m in _BACKSLASH.finditer(text, since, end)
            if len(m[0]) == 1
        ),
    )


def unclosed_quote(context: ErrorContext) -> Explanation | None:
    """Return the finding for a quote that is not closed, or None."""
    since, text = context.since, context.text
    if since is None or text[since : since + 1] not in {"'", '"'}:
        return None
    closed = CLOSED_QUOTE.match(text, since)
    if closed and closed.end() <= context.at + context.is_end:
        return None
    return unclosed_quote_finding(context, since, ())


def late_quote_finding(context: ErrorContext) -> Explanation:
    """Return the finding for a quote that is closed by the next opening one."""
    closing = Span(context.source, context.end - 1, context.end)
    related = (Annotation(closing, "the next quotation mark is here"),)
    return unclosed_quote_finding(context, context.at, related)


def unclosed_quote_finding(
    context: ErrorContext, quote: int, related: tuple[Annotation, ...]
) -> Explanation:
    """Return the finding for a text with only an opening quote."""
    text = context.text
    mark = text[quote]
    intended = intended_text(text, quote)
    patches = [
        Patch(quote, quote + 1, REMOVED),
        *escape_as_text(text, intended, hashes=True),
    ]
    template, span, shown = (yaml_messages.UNCLOSED_QUOTE, (quote, quote + 1), mark)
    fix: list[Patch] = []
    if intended.is_one_line:
        written = text[quote + 1 : intended.first_end]
        if curly := _CURLY_END.search(written):
            span = (intended.end - 1, intended.end)
            template, shown = yaml_messages.CURLY_QUOTE, curly[0]
            patches.append(Patch(*span, REMOVED))
            written = written[:-1]
            if mark not in written:
                fix = [Patch(*span, mark)]
        advice = line_advice(intended.head + quote_text(written) + intended.tail)
    else:
        advice = line_advice(text[line_start(text, intended.end) : intended.end] + mark)
    return context.explain(
        template, span, shown, help=advice, patches=patches, fix=fix, related=related
    )


def text_after_quote(context: ErrorContext) -> Explanation | None:
    """Return the finding for text that continues after a closing quote."""
    last, text = context.last, context.text
    if last is None or last.style not in {"'", '"'} or context.at < last.end:
        return None
    if line_start(text, context.at) > last.end:
        return None
    after = text[last.end : last.end + 1]
    intended = intended_text(text, last.start)
    is_odd = text.count(last.style, last.start, intended.end) % 2 == 1
    is_apostrophe = last.style == "'" and (after.isalpha() or is_odd)
    # What is taken for the closing one opens other words: "We asked "why" twice."
    is_inner = not is_odd and text[last.end - 2].isspace()
    patches = escape_as_text(text, intended, hashes=True)
    final = intended.end - 1
    advice = ""
    fix: Iterable[Patch] = ()
    if (is_apostrophe or is_inner) and text[final] == last.style and final > last.end:
        quotes = [(at, at + 1) for at in (last.start, final)]
        patches += [Patch(*span, REMOVED) for span in quotes]
        if intended.is_one_line:
            written = text[last.start + 1 : final]
            shown = quote_text(written)
            advice = line_advice(intended.head + shown + intended.tail)
            if shown[1:-1] == written:
                fix = (Patch(*span, shown[0]) for span in quotes)
    else:
        patches.append(Patch(last.start, last.start + 1, stand_in(last.style)))
        advice, fix = quote_advice(context, intended)
    return context.explain(
        yaml_messages.APOSTROPHE if is_apostrophe else yaml_messages.TEXT_AFTER_QUOTE,
        (context.at, context.line_end),
        help=advice,
        patches=patches,
        fix=fix,
        related=(Annotation(last.span, "only this is inside the quotes"),),
    )


def curly_quote(context: ErrorContext) -> Explanation | None:
    """Return the finding for curly quotes around a text that needs straight ones, or None."""
    start = value_start(context.text, context.line, in_braces=True)
    found = CURLY.match(context.text, start)
    if found is None or not start < context.at < found.end(1):
        return None
    return curly_quote_finding(context, found)


def curly_quote_finding(context: ErrorContext, found: re.Match[str]) -> Explanation:
    """Return the finding for a text in curly quotes."""
    start, end = found.span(1)
    intended = intended_text(context.text, start)._replace(end=end, first_end=end)
    quotes = [(start, start + 1), (end - 1, end)]
    written = context.text[start + 1 : end - 1]
    shown = quote_text(written)
    is_certain = shown[1:-1] == written
    return context.explain(
        yaml_messages.CURLY_QUOTE,
        quotes[0],
        found[1][0],
        help=line_advice(intended.head + shown + intended.tail),
        patches=(
            *escape_as_text(context.text, intended, hashes=True),
            *(Patch(*span, REMOVED) for span in quotes),
        ),
        fix=[Patch(*span, shown[0]) for span in quotes if is_certain],
    )


def colour_in_brackets(context: ErrorContext) -> Explanation | None:
    """Return the finding for unquoted colours in brackets, where “#” starts a comment, or None."""
    text = context.text
    bracket = context.at if context.since is None else min(context.since, context.at)
    line, end = line_start(text, bracket), line_end(text, bracket)
    colours = [*_COLOUR.finditer(text, line, end)]
    if not colours or "{" not in text[line : colours[0].start()]:
        return None
    first = colours[0]
    note_end = line + len(text[line:end].rstrip())
    written = _COLOUR.sub(lambda found: f'"{found[0]}"', text[line:end])
    offsets = [at for found in colours for at in found.span()]
    return context.explain(
        yaml_messages.HASH_IN_BRACKETS,
        (first.start(), note_end),
        excerpt(text[first.start() : note_end]),
        help=line_advice(written),
        patches=[Patch(m.start(), m.start() + 1, stand_in("#")) for m in colours],
        fix=[Patch(at, at, '"') for at in offsets],
    )


def hash_in_text(context: ErrorContext) -> Explanation | None:
    """Return the finding for a text that “#” cut off on the line above, or None."""
    last, text = context.last, context.text
    if last is None or last.style or context.at != context.word:
        return None
    note = _NOTE.match(text, last.end)
    if note is None or _BLANKS.match(text, note.end()).end() != context.word:  # type: ignore[union-attr]
        return None
    rest = Span(context.source, context.word, context.line_end)
    line, at = line_start(text, last.start), note.start() + 1
    return context.explain(
        yaml_messages.HASH_IN_TEXT,
        (at, note.end()),
        excerpt(note[0]),
        help=block_advice(text[line : value_start(text, line)]),
        patches=[Patch(at, at + 1, stand_in("#"))],
        related=(Annotation(rest, "so this line is left over"),),
    )


def indicator_at_start(context: ErrorContext) -> Explanation | None:
    """Return the finding for a text that starts with an indicator, or None."""
    text = context.text
    for start in (context.since, context.at):
        if (
            start is not None
            and start >= context.line
            and text[start : start + 1] in _INDICATORS
        ):
            return indicator_finding(context_at(context.source, start))
    at = value_start(text, context.line)
    indicator = text[at : at + 1]
    is_closed = indicator in _CLOSING and _CLOSING[indicator] in text[at : context.at]
    indicators = {"]", "}", ","} if at == context.at else _INDICATORS
    if at <= context.at and (is_closed or indicator in indicators):
        return indicator_finding(context_at(context.source, at))
    return None


def indicator_finding(context: ErrorContext) -> Explanation:
    """Return the finding for a text that starts with an indicator."""
    start = context.at
    intended = intended_text(context.text, start)
    advice, fix = quote_advice(context, intended)
    patches = _escape_indicator(context, start)
    line = next(iter_lines(context.text, context.line))
    levels = outline_above(context.text, context.line).levels
    if levels and line.shape.is_header and levels[-1].names.issubset(OF_UPDATE):
        advice = line_advice(f"text: {line.content}")
        patches, fix = (Patch(start, start, "text: "),), ()
    return context.explain(
        yaml_messages.SPECIAL_START,
        (start, start + 1),
        context.text[start],
        help=advice,
        patches=patches,
        fix=fix,
    )


def unclosed_bracket(context: ErrorContext) -> Explanation | None:
    """Return the finding for a bracket that is not closed, or None."""
    offsets = (context.since, context.at) if context.is_end else (context.since,)
    opening = (
        p for p in offsets if p is not None and context.text[p : p + 1] in _CLOSING
    )
    since = next(opening, None)
    if since is None:
        return None
    closing = _CLOSING[context.text[since]]
    intended = intended_text(context.text, since)
    written = context.text[since + 1 : intended.end]
    line = line_start(context.text, since)
    advice = ""
    patches: tuple[Patch, ...] = ()
    fix: tuple[Patch, ...] = ()
    if since != value_start(context.text, line):
        pass
    elif _SENTENCE.match(written):
        # A sentence that starts with a bracket.
        advice, fix = quote_advice(context, intended)
        patches = _escape_indicator(context, since)
    elif intended.is_one_line and not (
        written.endswith(closing) or any(bracket in written[:-1] for bracket in "[]{}")
    ):
        at = intended.end - (written[-1:] in {"]", "}"})
        patches = (Patch(at, intended.end, closing),)
        advice = line_advice(context.text[line:at] + closing)
    return context.explain(
        yaml_messages.UNCLOSED_BRACKET,
        (since, since + 1),
        closing,
        help=advice,
        patches=patches,
        fix=fix,
    )


def _escape_indicator(context: ErrorContext, start: int) -> tuple[Patch, ...]:
    """Return the patches that escape the indicator at `start`, and the text after it."""
    intended = intended_text(context.text, start)
    indicator = Patch(start, start + 1, stand_in(context.text[start]))
    return (indicator, *escape_as_text(context.text, intended))
