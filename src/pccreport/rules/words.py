"""Words and patterns that a text should not have: the rules of `language/*/words.txt`."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pccreport.findings.finding import Annotation, Edit, Severity
from pccreport.findings.registry import Findings, Rule
from pccreport.findings.text import Span
from pccreport.language.identifiable_people import (
    find_details,
    find_identifying_clauses,
    person_words,
)
from pccreport.language.typed_references import word_vocabulary
from pccreport.language.word_rows import Hit, WordRow, WordRows, rows_of
from pccreport.rules.context import ProjectContext, part_of
from pccreport.rules.word_conditions import CONDITIONS, Own

_CLAUSES = "individual-case"
"""The rule that also finds clauses about one person, which no pattern says."""


_PLACE = re.compile(r"\{(\w*)\}")
_CONTACTS = "private-data"
"""The rule that lets the contacts of the front matter be."""


def check_of(kind: Rule) -> Callable[[ProjectContext], Findings]:
    """Return the check of a rule of the table."""
    return partial(find_words, kind)


def find_words(
    kind: Rule, context: ProjectContext, own_rows: Iterable[WordRow] = ()
) -> Findings:
    """Yield a finding at each match of the rows of a rule, or of an office’s own."""
    project, language = context.project, context.project.language
    levels = project.house.levels
    vocabulary = word_vocabulary((levels.aim, levels.aims), language)
    own = Own(project, vocabulary)
    conditions = {name: partial(holds, own) for name, holds in CONDITIONS.items()}
    rows = WordRows(language, vocabulary, conditions)
    wanted = own_rows or rows_of(kind.name, language)
    hits = [*rows.find(wanted, context.texts)]
    if kind.name == _CLAUSES:
        hits += _clauses(context)
    settings = project.settings
    for hit in _apart(hits):
        of_settings = settings and context.updates[hit.text].origin is settings.origin
        if of_settings and kind.name == _CONTACTS:
            continue
        text = context.printed[hit.text]
        span, words = part_of(text, hit.start, hit.end)
        said = {
            **hit.groups,
            "at": words,
            "own": own.force,
            "joined": words.replace("- ", ""),
            "hyphened": words.replace("- ", "-"),
        }
        first = text.span(*hit.first) if hit.first else None
        related = (Annotation(first, "the first of the two"),) if first else ()
        message, way_out = _filled(hit.row.message, said), _filled(hit.row.help, said)
        fix = _fix(hit.row.fix, span, words)
        severity = Severity(hit.row.severity) if hit.row.severity else None
        yield kind.finding(message, span, way_out, related, fix=fix, severity=severity)


def _filled(typed: str, said: dict[str, str]) -> str:
    """Return a message with its words; braces with another name stay as they are."""
    return _PLACE.sub(lambda found: said.get(found[1] or "at", found[0]), typed)


def _fix(how: str, span: Span, words: str) -> tuple[Edit, ...]:
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


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield hits in order, without those that overlap an earlier one of their text."""
    number, reached = -1, 0
    for hit in sorted(hits, key=lambda hit: (hit.text, hit.start, hit.end)):
        if hit.text != number or hit.start >= reached:
            yield hit
            number, reached = hit.text, hit.end


def _clauses(context: ProjectContext) -> Iterator[Hit]:
    """Yield the clauses and details that may identify a person."""
    language, texts = context.project.language, context.texts
    row, *_ = rows_of(_CLAUSES, language)
    of_person = texts.with_any(person_words(language))
    for number, text in enumerate(texts.texts):
        find = find_identifying_clauses if number in of_person else find_details
        for start, end in find(text, language):
            yield Hit(number, start, end, row, {})
