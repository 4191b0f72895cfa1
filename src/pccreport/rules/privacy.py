"""Texts that are printed although they are marked as not for publication, here or later, or withdrawn."""

import re
from collections.abc import Iterator

from pccreport.findings.finding import WARNING, Annotation
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.language.checks.protective_markings import markings_in, reports_request
from pccreport.language.index.text_index import TextIndex
from pccreport.language.texts.stray_signs import plain_letters
from pccreport.model import visibility
from pccreport.model.private_intent import find_mark, is_private_phrase
from pccreport.model.project import all_of
from pccreport.model.update import UpdateItem, entry_rows, entry_span
from pccreport.rules.context import ProjectContext, ReportContext

# First the quick test: most sentences are longer.
_ASIDE = re.compile(
    r"[(\[.!?](?:(?<![.!?])|[ ])(?=[^()\[\].:!?\x96]{1,41}+(?:[)\]:\x96]|[.!]?\Z))"
    r"(?!and )([^()\[\].:!?\x96]{1,40})(?=[)\]]|:(?! ?\d)|[ ]\x96|[.!]?\Z)"
)
"""Words in brackets, before a colon or a dash (as \x96), or after the last sentence."""
_BEFORE = ". "
"""The end of a sentence before the text, so that its first words are found too."""
_Printed = tuple[Span, visibility.MadePrivate, str]
"""Where something is printed, where it is private, and where the mark is missing."""


def not_for_publication(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each marking, and at words like one; what somebody asked may be an update."""
    typed = [plain_letters(text.text) for text in context.printed]
    plain_texts = [plain for plain, _ in typed]
    is_plain = plain_texts == [text.text for text in context.printed]
    marked = markings_in(context.texts if is_plain else TextIndex(plain_texts))
    for number, text in enumerate(context.printed):
        plain, at = typed[number]
        sentences = f"{_BEFORE}{plain}".replace("–", "\x96").replace("—", "\x96")
        spans = [
            (aside.start(1) - len(_BEFORE), aside.end(1) - len(_BEFORE))
            for aside in _ASIDE.finditer(sentences)
            if is_private_phrase(aside[1])
        ]
        spans = spans or marked[number]
        # A marking that is the whole text is reported when the file is read.
        if spans and not find_mark(text.origin.span.text):
            for start, end in ((at[start], at[end - 1] + 1) for start, end in spans):
                words = " ".join(text.text[start:end].split())
                yield kind.finding(
                    f"this is marked “{words}” but would be printed",
                    text.span(start, end),
                    "write an update as - text:, with public: false lined up under text:, and move anything else to a file in updates/private; if the marking no longer applies, delete it",
                    severity=WARNING if reports_request(words) else None,
                )


def private_later(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each printed text or figure that a later file keeps private."""
    found = {each[0]: each for each in (*_text_leaks(context), *_figure_leaks(context))}
    for at, later, of in found.values():
        yield kind.finding(
            f"this is not public from {later.period} onwards ({later.at.source.name}:{later.at.line})",
            at,
            f"add public: false {of}; if it may be printed all the same, put # accept private-later: and the reason on its own line above the dash or field",
            related=(Annotation(later.at, "not public here"),),
        )


def withdrawn_later(kind: Rule, context: ReportContext) -> Findings:
    """Yield a finding at each printed update that a file after the report withdraws."""
    end = context.report.scope.end
    rows = entry_rows(f for f in context.project.updates if f.period.end > end)
    later = {row.id: row for row in rows if row.id and row.withdraws}
    way_out = "to leave it out of this report, add withdrawn: and the reason here too"
    for item in _printed_items(context) if later else ():
        if row := later.get(item.id):
            related = (Annotation(entry_span(row.entry), "withdrawn here"),)
            message = f"this is withdrawn in {row.file.period}"
            yield kind.finding(message, item.text.origin.span, way_out, related)


def _text_leaks(context: ReportContext) -> Iterator[_Printed]:
    """Yield updates and statuses: each is one with a later one that is private."""
    if not (private := visibility.find_made_private(context.project.updates)):
        return
    texts = (item.text.origin.span for item in _printed_items(context))
    measures = context.report.measures.values()
    given = (g.at for each in measures for g in each.given_values())
    for at in (*texts, *given):
        if later := private.get(visibility.span_start(at)):
            yield at, later, "here too"


def _printed_items(context: ReportContext) -> list[UpdateItem]:
    """Return the updates in the sections and in the list of promises, points included."""
    streams = context.report.cells().values()
    printed = all_of((e for stream in streams for e in stream.entries()), UpdateItem)
    house = context.project.house
    if any(each.list == "promises" for each in (*house.opening, *house.ending)):
        printed += [promise.item for promise in context.report.promises]
    return printed


def _figure_leaks(context: ReportContext) -> Iterator[_Printed]:
    """Yield figures that a file after the report has: what one in it has, is not printed."""
    private = visibility.private_figures(context.project.updates)
    names = context.project.house.chosen_columns()
    has_history = any(name.startswith(("history", "quarters")) for name in names)
    has_history |= context.project.house.measures["chart"].has_words
    for row in (r for each in context.report.measures.values() for r in each.rows()):
        history = [(f.period, f.value) for f in row.history if has_history and f.value]
        for period, value in (*row.values_by_period(), *history):
            if later := private.get(((row.measure.key, row.area), period)):
                of = f"for {period} too, as in {{value: 7, public: false}}"
                yield value.at, later, of
