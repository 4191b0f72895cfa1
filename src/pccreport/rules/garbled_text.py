"""A text is damaged: a wrong or missing word, an unmatched bracket, half a sentence, an odd number."""

from pccreport.findings.registry import Findings, rule
from pccreport.language.garbled_text import (
    find_broken_end,
    find_misread_letters,
    find_odd_numbers,
    find_stray_numbers,
    find_unmatched_mark,
    texts_with_odd_numbers,
    texts_with_stray_numbers,
)
from pccreport.language.near_names import find_near_names, texts_with_near_names
from pccreport.model.project import walk_public_items
from pccreport.rules.context import ProjectContext, part_of

RULE = rule("garbled-text")

_PHRASE, _END = "has a wrong word, or lacks one", "is where this text breaks off"
_UNMATCHED = "has no partner in this text"
_MISREAD = "was mistyped, or misread by a program"


def check(context: ProjectContext) -> Findings:
    """Yield a finding at each damage; a text with points, and a point, can be half a sentence."""
    language = context.project.language
    items = [item for _, item in context.project.public_items() if item.points]
    parts = {id(part.text) for item in items for part in walk_public_items([item])}
    all_texts, texts = context.word_index.all_texts, context.printed
    whole = sum(1 << n for n, text in enumerate(texts) if id(text) not in parts)
    odd = texts_with_odd_numbers(context.word_index, language)
    near = texts_with_near_names(context.word_index, language)
    stray = texts_with_stray_numbers(context.word_index, language)
    marked = context.word_index.with_substrings('()[]“”"')
    garbled = context.phrases(RULE.name, all_texts)
    broken = context.phrases("broken-off", whole)
    for number, text in enumerate(texts):
        spans = [(found, _PHRASE) for found in garbled.get(number, ())]
        if marked >> number & 1:
            marks = find_unmatched_mark(text.text)
            spans += ((found, _UNMATCHED) for found in marks)
        spans += ((found, _MISREAD) for found in find_misread_letters(text.text))
        if near >> number & 1:
            spans += (
                ((start, end), f"is nearly “{name}”, a name in this text")
                for start, end, name in find_near_names(text.text, language)
            )
        if odd >> number & 1:
            numbers = find_odd_numbers(text.text, language)
            spans += ((found, _MISREAD) for found in numbers)
        if stray >> number & 1:
            numbers = find_stray_numbers(text.text, language)
            spans += ((found, _MISREAD) for found in numbers)
        if whole >> number & 1:
            ends = find_broken_end(text.text, broken.get(number, ()), language)
            spans += ((found, _END) for found in ends)
        for (start, end), what in spans:
            span, words = part_of(text, start, end)
            way_out = "read it again, and correct it"
            yield RULE.finding(f"“{words}” {what}", span, way_out)
