"""An acronym is used before its definition, or without one."""

import re
from typing import NamedTuple

from pccreport.document.blocks import (
    Block,
    CrossRef,
    CrossRefKind,
    TextRun,
    content_text,
)
from pccreport.document.roles import CONTENTS_LEVELS, LABELS, Role
from pccreport.findings.finding import Annotation, Diagnostic
from pccreport.findings.registry import Findings, rule
from pccreport.findings.text import Span
from pccreport.house.builtin import is_builtin
from pccreport.language.acronyms import (
    Acronym,
    find_acronyms,
    find_definitions,
    known_acronyms,
    name_initials,
    word_initials,
)
from pccreport.model.plan import ReportingBody
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext
from pccreport.source.node import scalars

RULE = rule("acronym-undefined")

_CAPITALS = re.compile("[A-Z][a-z]?[A-Z]")
_HEADINGS = (
    *(Role.BODY_NAME, Role.REPORT_TITLE, Role.PLAN_TITLE, Role.SECTION),
    *(Role.AIM, Role.STREAM, Role.NOTE),
)
_NOT_READ = (*LABELS, Role.SIGN_OFF, Role.SIGN_OFF_LAST, *CONTENTS_LEVELS)


class _Printed(NamedTuple):
    """A word of a block, at an offset in the block's text."""

    word: str
    start: int
    text: str
    block: Block


def check(context: ReportContext) -> Findings:
    """Yield a finding at the first use of each undefined acronym, in the order printed.

    A heading can define an acronym, but does not have to.
    """
    plan, language = context.project.plan, context.project.language
    allowed = known_acronyms(language) | plan.checks.acronyms
    if context.project.house.glossary:
        allowed |= {term.term for term in plan.terms if term.means}
    undefined: dict[str, _Printed] = {}
    defined: dict[str, _Printed] = {}
    names, read = "", 0
    texts: list[str] = []
    for block in context.blocks():
        text = _text(block)
        texts.append(text)
        definitions = {d.short: d for d in reversed(find_definitions(text, language))}
        for use in _uses(block, text, language):
            short = use.short
            is_defined = short in definitions and definitions[short].start <= use.start
            known = (allowed, defined, undefined)
            if is_defined or any(short in acronyms for acronyms in known):
                continue
            names += "".join(f" {i}" for t in texts[read:] for i in name_initials(t))
            read = len(texts)
            is_near = short in names or (short[2:] and short in word_initials(text))
            found = defined if is_near and short not in definitions else undefined
            word = text[use.start : use.end]
            found[short] = _Printed(word, use.start, text, block)
        for short, d in definitions.items():
            word = text[d.start : d.end]
            defined.setdefault(short, _Printed(word, d.start, text, block))
    # A word in capitals that is also used in lower case is emphasised.
    lower_case = {*re.findall(r"[a-z]+", " ".join(texts))} if undefined else set()
    for short, printed in undefined.items():
        later = defined.get(short)
        spelt_out = _spans(later, context.report)[0] if later else None
        spans = _spans(printed, context.report)
        if is_builtin(spans[0].source) or printed.word.lower() in lower_case:
            continue
        yield _finding(short, printed.word, spans, spelt_out, plan.body)


def _text(block: Block) -> str:
    """Return the text of a block, or "" for one that repeats words of other blocks."""
    if block.role in _NOT_READ:
        return ""
    labels = (Role.LABEL_WORDS, Role.AS_TYPED)
    content = [
        i for i in block.content if not (isinstance(i, TextRun) and i.role in labels)
    ]
    repeats = any(
        isinstance(i, CrossRef) and i.kind is CrossRefKind.DIRECTION for i in content
    )
    return "" if repeats else content_text(content)


def _uses(block: Block, text: str, language: str) -> tuple[Acronym, ...]:
    if block.role in _HEADINGS or not _CAPITALS.search(text):
        return ()
    return find_acronyms(text, language)


def _spans(printed: _Printed, report: Report) -> tuple[Span, ...]:
    """Return the span of a word in a file, and the span of the placeholder that it fills, if any."""
    word = re.compile(rf"(?<![^\W_]){re.escape(printed.word)}(?![^\W_])")
    origin = printed.block.origin
    assert origin is not None  # every block of a report has one
    before = len(word.findall(printed.text, 0, printed.start))
    if found := _occurrence(word, origin, before):
        return (found,)
    roots = report.plan.origin, report.settings.origin
    values = [v for root in roots for v in scalars(root) if word.search(str(v.value))]
    # The longest, because the short name of a body is in its full name.
    for value in sorted(values, key=lambda v: len(str(v.value)), reverse=True):
        is_printed = " ".join(str(value.value).split()) in printed.text
        if is_printed and (found := _occurrence(word, value.span, 0)):
            filled_in = origin.source is not value.source
            return (found, origin) if filled_in else (found,)
    return (origin,)


def _occurrence(word: re.Pattern[str], span: Span, number: int) -> Span | None:
    """Return an occurrence of a word in a span by its index, else the last, or None."""
    found = [*word.finditer(span.source.text, span.start, span.end)]
    if not found:
        return None
    return Span(span.source, *found[min(number, len(found) - 1)].span())


def _finding(
    short: str,
    word: str,
    spans: tuple[Span, ...],
    later: Span | None,
    body: ReportingBody,
) -> Diagnostic:
    at, *filled_in = spans
    related = tuple(Annotation(span, "printed here") for span in filled_in)
    allow = f"or add {short} to acronyms: under checks: in plan.yaml if every reader knows it"
    if later:
        message = f"“{word}” is used before it is spelt out"
        way_out = f"spell it out the first time it appears, {allow}"
        related = (*related, Annotation(later, "spelt out here"))
    else:
        message = f"“{word}” is never spelt out in the report"
        way_out = (
            f"write {_full(short, body)} ({short}) the first time it appears, {allow}"
        )
    if filled_in:
        way_out = f"spell it out in your own house format, {allow}"
    return RULE.finding(message, at, way_out, related)


def _full(short: str, body: ReportingBody) -> str:
    """Return the full name in plan.yaml of a short one, quoted, or "the full name"."""
    names = {
        body.holder_short: body.holder_office,
        body.short: body.name,
        body.force_short: body.force_name,
    }
    name = names.get(short)
    return f"“{name}”" if name else "the full name"
