"""What a sentence states: no statement with a wrong equation is passed over."""

from __future__ import annotations

from pathlib import Path

from tests.draws import few_and_many, some_of

from pccreport.language.checks import claims
from pccreport.language.checks.equations import slot_vocabulary
from pccreport.language.index.text_index import TextIndex

_FILES = Path(__file__).parents[1]
TEXTS = tuple(
    line.split("\t", 1)[1]
    for name in ("rules/variants.tsv", "real_report.tsv")
    for line in (_FILES / name).read_text(encoding="utf-8").splitlines()
)


@few_and_many(300, 10_000)
def test_no_text_with_a_statement_of_a_row_is_passed_over(draws: int) -> None:
    """What a row needs is read from its pattern."""
    forms = (str, str.upper, lambda text: text.replace(" ", "\n"))
    texts = [form(text) for text in some_of(TEXTS, draws) for form in forms]
    index = TextIndex(texts)
    matched = 0
    for row in claims.all_rows():
        pattern = slot_vocabulary().compile(row.pattern)
        found = {
            number
            for number, text in enumerate(texts)
            for each in claims.fold_sentences(text)
            if pattern.search(claims.lower_for_pattern(pattern, each.text))
        }
        matched += bool(found)
        assert found <= index.texts_having(row.needs), row.pattern
    assert matched > len(claims.all_rows()) / 2
