"""Phrases with open places: each is found, whichever of its words a text has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pccreport.language.phrases import LISTS, find_phrases
from pccreport.language.word_index import WordIndex
from pccreport.language.wordlists import load_wordlists

PLACES = {
    "*": "word",
    "#": "7",
    "£#": "£7",
    "Aa": "Anna",
    "@": "@Anna",
    "(": "(Anna",
    "^": "",
    "$": "",
    "$-": "",
}


def written(phrase: str) -> Iterator[str]:
    """Texts with a phrase: each choice of each word once, and as few as can be."""
    rows = []
    for token in phrase.split():
        typed = token.lstrip("=").rstrip(",:%") or token
        after = token[token.index(typed) + len(typed) :]
        choices = [""] if typed[0] == "*" and typed[1:].isdigit() else typed.split("|")
        rows.append([f"{_word(each)}{after}" for each in choices])
    for n in range(max(map(len, rows))):
        yield " ".join(filter(None, (row[n % len(row)] for row in rows)))


def _word(choice: str) -> str:
    fixed = re.sub(r"#(?=[a-z]+$)", "7", choice).replace("_", " ").replace("*", "ab")
    return PLACES.get(choice, fixed)


@pytest.mark.parametrize("name", LISTS)
def test_each_form_of_each_phrase_is_found(name: str) -> None:
    """Also among texts that do not have it, and with an apostrophe from Word."""
    texts = [
        text
        for phrase in load_wordlists("en-GB", "phrases")[name]
        for text in written(phrase)
    ]
    several = ["It was done.", *texts, *(t.replace("'", "’") for t in texts)]
    index = WordIndex(several)
    found = find_phrases(name, index, index.all_texts)

    assert [] == [text for n, text in enumerate(several) if n and n not in found]
