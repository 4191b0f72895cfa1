"""Words and patterns that a text should not have: the rules of `language/*/words.txt`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial

from pccreport.findings.finding import Edit, Severity
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.language.checks.identifiable_people import find_identifying
from pccreport.language.index.word_rows import (
    RowHit,
    WordRow,
    WordRowFinder,
    rows_of_rule,
    word_vocabulary,
)
from pccreport.language.wordlists import any_word_pattern
from pccreport.rules.context import ProjectContext, span_and_words
from pccreport.rules.word_conditions import CONDITIONS, OfficeNames

_PLACE = r"\{(\w*)\}"


def own_words(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each of the words under `rules:` in the house format."""
    rows = [
        WordRow(message, way_out, words, True, (), "", "")
        for words, message, way_out in context.project.house.own_words
    ]
    if rows:
        yield from check(kind, context, rows)


def term_variant(kind: Rule, context: ProjectContext) -> Findings:
    """Yield a finding at each form that the plan's glossary excludes.

    One that differs from a term in its capitals alone must be as listed.
    """
    glossary = context.project.plan.terms
    terms = {term.term for term in glossary}
    variants = {form: term.term for term in glossary for form in term.variants}
    if not variants:
        return
    by_form = {_fold_wording(form): term for form, term in variants.items()}
    others = {*map(_fold_wording, terms)}
    any_form = any_word_pattern((*terms, *variants))
    pattern = re.compile(rf"(?i)(?<![\w-]){any_form}(?![\w-])")
    for text in context.printed:
        for found in pattern.finditer(text.text):
            wording = " ".join(found[0].split())
            form = _fold_wording(wording)
            is_listed = wording in variants if form in others else form in by_form
            if is_listed and wording not in terms:
                term = by_form[form]
                message = f"“{wording}” is written “{term}” in your glossary"
                yield kind.finding(message, text.span(*found.span()), f"write “{term}”")


def _fold_wording(wording: str) -> str:
    return " ".join(wording.casefold().split())


def check(
    kind: Rule, context: ProjectContext, own_rows: Iterable[WordRow] = ()
) -> Findings:
    """Yield a finding at each match of the rows of a rule, or of an office’s own."""
    project = context.project
    vocabulary = word_vocabulary(project.house.level(0, whole=False)[:2])
    own = OfficeNames(project, vocabulary)
    conditions = {name: partial(holds, own) for name, holds in CONDITIONS.items()}
    rows = WordRowFinder(vocabulary, conditions)
    wanted = own_rows or rows_of_rule(kind.name)
    hits = [*rows.find_hits(wanted, context.texts)]
    if kind.name == "individual-case":  # also clauses, which no pattern says
        row, *_ = wanted
        hits += (RowHit(*found, row, {}) for found in find_identifying(context.texts))
    settings = project.settings
    for hit in _without_overlaps(hits):
        of_settings = settings and context.updates[hit.text].origin is settings.origin
        if of_settings and kind.name == "private-data":
            continue  # the contacts of the front matter are meant for the public
        span, words = span_and_words(context.printed[hit.text], hit.start, hit.end)
        said = {**hit.groups, "at": words, "own": own.force}
        joined, hyphened = (words.replace("- ", each) for each in ("", "-"))
        said |= {"joined": joined, "hyphened": hyphened}
        message, way_out = _fill_in(hit.row.message, said), _fill_in(hit.row.help, said)
        fix = _make_fix(hit.row.fix, span, words)
        severity = Severity(hit.row.severity) if hit.row.severity else None
        yield kind.finding(message, span, way_out, fix=fix, severity=severity)


def _fill_in(typed: str, said: dict[str, str]) -> str:
    """Return a message with its words; braces with another name stay as they are."""
    return re.sub(_PLACE, lambda found: said.get(found[1] or "at", found[0]), typed)


def _make_fix(how: str, span: Span, words: str) -> tuple[Edit, ...]:
    """Return the edit of a row: nothing in place of the words, or their ordinary letters."""
    match how:
        case "delete":
            return (Edit(span, ""),)
        case "delete with space":
            space = re.compile(r"[ \t\u00a0]*").match(span.source.text, span.end)
            end = space.end() if space else span.end
            return (Edit(span._replace(end=end), ""),)
        case "letters":
            return (Edit(span, unicodedata.normalize("NFKC", words)),)
    return ()


def _without_overlaps(hits: Iterable[RowHit]) -> Iterator[RowHit]:
    """Yield hits in order, without those that overlap an earlier one of their text."""
    number, reached = -1, 0
    for hit in sorted(hits, key=lambda hit: (hit.text, hit.start, hit.end)):
        if hit.text != number or hit.start >= reached:
            yield hit
            number, reached = hit.text, hit.end
