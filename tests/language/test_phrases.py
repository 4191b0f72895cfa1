"""Rows that find words: each is found, whichever of its words a text has, and none is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.draws import few_and_many, some_of

from pccreport.language.index.patterns import Vocabulary, read_row_lines
from pccreport.language.index.phrases import phrase_needs, phrase_pattern
from pccreport.language.index.text_index import TextIndex
from pccreport.language.index.word_rows import (
    WordRow,
    WordRowFinder,
    rows_of_rule,
    word_vocabulary,
)

FILES = Path(__file__).parents[1]
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
NAMES = [line[2:] for line in read_row_lines("words") if line[:2] == "# "]


@cache
def texts() -> tuple[str, ...]:
    """Texts of several authors, in small and capital letters, with other gaps and apostrophes."""
    lines = [
        line.split("\t", 1)[-1]
        for path in (
            *(FILES / "other_hands").rglob("*.*"),
            FILES / "rules" / "variants.tsv",
            FILES / "real_report.tsv",
        )
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    forms = (
        *(str, str.upper, str.capitalize),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace("'", "’").replace("-", " "),
    )
    some = (form(line) for form in forms for line in lines)
    return tuple(dict.fromkeys(some))[::4]


def word_rows() -> WordRowFinder:
    """The rows of a house whose parts are key aims."""
    return WordRowFinder(word_vocabulary(("Key Aim", "Key Aims")), {})


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


@pytest.mark.parametrize("name", NAMES)
def test_each_form_of_each_phrase_is_found(name: str) -> None:
    """Also among texts that do not have it, and with an apostrophe from Word."""
    for row in rows_of_rule(name):
        some = [*written(row.find)] if row.is_phrase else []
        several = ["It was done.", *some, *(text.replace("'", "’") for text in some)]
        index = TextIndex(several)
        pattern = phrase_pattern(row.find) if some else None
        likely = index.texts_having(phrase_needs(row.find))
        found = [n for n in likely if pattern and pattern.search(index.texts[n])]
        assert len(found) == 2 * len(some), row.find


@few_and_many(30, 10_000)
@pytest.mark.parametrize("name", NAMES)
def test_what_a_row_needs_is_never_read_too_narrowly(name: str, draws: int) -> None:
    """Each row that is searched in all texts has no more matches than with the index."""
    rows, index = word_rows(), TextIndex(some_of(texts(), draws))
    for row in rows_of_rule(name):
        assert _missed(rows, row, index) == [], row.find


def _missed(rows: WordRowFinder, row: WordRow, index: TextIndex) -> list[str]:
    find, words = row.find, index.all_words
    pattern = phrase_pattern(find) if row.is_phrase else rows.vocabulary.compile(find)
    needed = [g for g in row.guards if not g.is_not and g.place == "text"]
    narrow = rows.vocabulary.limited_to(words)
    likely = rows.likely_texts(row, index, narrow)
    small = phrase_pattern(find, words) if row.is_phrase else narrow.compile(find)
    some = [index.texts[number] for number in likely]
    assert all(bool(pattern.search(t)) is bool(small.search(t)) for t in some)
    return [
        text
        for number, text in enumerate(index.texts)
        if number not in likely
        and (found := pattern.search(text))
        and all(rows.vocabulary.compile(g.pattern).search(text) for g in needed)
        and all(
            rows.is_met(g, found)
            for g in row.guards
            if not g.is_not and g.place not in ("if", "needs")
        )
    ]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?<!\w)crime(?!\w)", ["crime"]),
        (r"crime", []),
        (r"(?<!\w)crimes?(?!\w)", []),
        (r"(?:(?<!\w)trial)s(?!\w)", []),
        (r"(?<!\w)(?:trial|court) date\b", ["court date, trial date"]),
        (r"\b(?:trial|court)\b", ["court, trial"]),
        (r"(?<!\w)(?:the )?£\d+ for beer(?!\w)", ["£", "for beer"]),
        (r"(?<!\w)\d+km(?!\w)", ["km"]),
        (r"(?<!\w)<a>x?(?!\w)", []),
        (r"(?<!\w)<a>(?!\w)", ["one, two"]),
        (r"(?=see )(?:a|b)", []),
        (r"[$€]\d", ["$, €"]),
        (r"[•\u00ad]x", ["\xad, •"]),
        (r"[.,][^x][a-z]", []),
    ],
)
def test_what_a_pattern_needs_is_read_from_it(pattern: str, words: list[str]) -> None:
    """Only whole words, and only those that each match has."""
    needs = Vocabulary({"a": "= one | two"}).needs(pattern)

    assert sorted(", ".join(sorted(need)) for need in needs) == sorted(words)


def test_a_list_or_a_pattern_with_a_name_is_used() -> None:
    """None is left that no row names."""
    text = "\n".join(read_row_lines("words"))
    listed = re.findall(r"^<([\w.]+)> ", text, re.MULTILINE)
    folder = FILES.parent / "src" / "pccreport"
    code = "".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("rules/word_conditions.py", "language/index/word_rows.py")
    )
    assert [] == [n for n in listed if text.count(f"<{n}>") < 2 and n not in code]
