"""A text that is printed may identify a person."""

import re
from functools import reduce
from itertools import chain
from operator import or_

from pccreport.findings.registry import Findings, rule
from pccreport.language.identifiable_people import (
    find_details,
    find_identifying_clauses,
    texts_with_clauses,
)
from pccreport.language.private_people import find_private_people, texts_with_persons
from pccreport.rules.context import ProjectContext

RULE = rule("individual-case")


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each clause about one person with a detail to identify them by."""
    language = context.project.language
    words = context.word_index
    ages = filter(re.compile(r"\d\d,").fullmatch, words.strings)
    details = map(str.casefold, context.signs["identifying-details"])
    clauses = texts_with_clauses(words, language)
    signs = words.with_substrings([*details, *ages])
    persons = texts_with_persons(words, language)
    with_clauses = context.matches(RULE.name, find_identifying_clauses, clauses)
    with_details = context.matches(RULE.name, find_details, signs & ~clauses)
    found = [span for _, span, _ in chain(with_clauses, with_details)]
    for number in words.numbers(reduce(or_, persons.values())):
        text = context.printed[number]
        kinds = [kind for kind, texts in persons.items() if texts >> number & 1]
        spans = find_private_people(text.text, kinds, language)
        found += (text.span(*offsets) for offsets in spans)
    for span in found:
        yield RULE.finding(
            "this could identify a person",
            span,
            "leave out the name, number, place or age, or add public: false to keep it out of print",
        )
