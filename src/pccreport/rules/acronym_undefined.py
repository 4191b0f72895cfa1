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
from pccreport.findings.finding import Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.house.builtin import is_builtin
from pccreport.language.acronyms import (
    find_acronyms,
    find_definitions,
    known_acronyms,
    name_initials,
    word_initials,
)
from pccreport.report.report import Report
from pccreport.rules.context import ReportContext
from pccreport.source.node import scalars

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


def acronym_undefined(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at the first use of each undefined acronym, in the order printed.

    A heading can define an acronym, but does not have to.
    """
    plan, body = context.project.plan, context.project.plan.body
    known = known_acronyms() | plan.checks.acronyms
    if context.project.house.glossary:
        known |= {term.term for term in plan.terms if term.means}
    names = {
        body.holder_short: body.holder_office,
        body.short: body.name,
        body.force_short: body.force_name,
    }
    texts, undefined, defined = _read(context, known)
    # A word in capitals that is also used in lower case is emphasised.
    lower_case = {*re.findall(r"[a-z]+", " ".join(texts))} if undefined else set()
    for short, printed in undefined.items():
        at, *filled_in = _spans(printed, context.report)
        if is_builtin(at.source) or printed.word.lower() in lower_case:
            continue
        related = [Annotation(span, "printed here") for span in filled_in]
        allow = f"or add {short} to acronyms: under checks: in plan.yaml if every reader knows it"
        full = f"“{names[short]}”" if names.get(short) else "the full name"
        message = f"“{printed.word}” is never spelt out in the report"
        way_out = f"write {full} ({short}) the first time it appears, {allow}"
        if later := defined.get(short):
            message = f"“{printed.word}” is used before it is spelt out"
            way_out = f"spell it out the first time it appears, {allow}"
            span = _spans(later, context.report)[0]
            related.append(Annotation(span, "spelt out here"))
        if filled_in:
            way_out = f"spell it out in your own house format, {allow}"
        yield kind.finding(message, at, way_out, tuple(related))


def _read(
    context: ReportContext, known: frozenset[str]
) -> tuple[list[str], dict[str, _Printed], dict[str, _Printed]]:
    """Return the printed texts, and the first use of each undefined and of each defined acronym."""
    undefined: dict[str, _Printed] = {}
    defined: dict[str, _Printed] = {}
    texts: list[str] = []
    for block in context.blocks():
        text = _text(block)
        texts.append(text)
        definitions = {d.short: d for d in reversed(find_definitions(text))}
        for use in () if block.role in _HEADINGS else find_acronyms(text):
            short = use.short
            is_defined = short in definitions and definitions[short].start <= use.start
            if is_defined or any(short in a for a in (known, defined, undefined)):
                continue
            is_near = any(short in name_initials(each) for each in texts) or (
                short[2:] and short in word_initials(text)
            )
            found = defined if is_near and short not in definitions else undefined
            word = text[use.start : use.end]
            found[short] = _Printed(word, use.start, text, block)
        for short, d in definitions.items():
            word = text[d.start : d.end]
            defined.setdefault(short, _Printed(word, d.start, text, block))
    return texts, undefined, defined


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


def _spans(printed: _Printed, report: Report) -> tuple[Span, ...]:
    """Return the span of a word in a file, and the span of the placeholder that it fills, if any."""
    word = re.compile(rf"(?<![^\W_]){re.escape(printed.word)}(?![^\W_])")
    origin = printed.block.origin
    assert origin is not None  # every block of a report has one
    before = len(word.findall(printed.text, 0, printed.start))
    if found := _occurrences(word, origin):
        return (found[min(before, len(found) - 1)],)
    roots = report.plan.origin, report.settings.origin
    values = [v for root in roots for v in scalars(root) if word.search(str(v.value))]
    # The longest, because the short name of a body is in its full name.
    for value in sorted(values, key=lambda v: len(str(v.value)), reverse=True):
        is_printed = " ".join(str(value.value).split()) in printed.text
        if is_printed and (found := _occurrences(word, value.span)):
            filled_in = origin.source is not value.source
            return (found[0], origin) if filled_in else (found[0],)
    return (origin,)


def _occurrences(word: re.Pattern[str], span: Span) -> list[Span]:
    matches = word.finditer(span.source.text, span.start, span.end)
    return [Span(span.source, *found.span()) for found in matches]
