"""What a sentence states: no statement with a wrong equation is passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.draws import few_and_many, some_of

from pccreport.language import stated
from pccreport.language.equations import slot_vocabulary
from pccreport.language.text_index import TextIndex

_FILES = Path(__file__).parents[1]
TEXTS = tuple(
    line.split("\t", 1)[1]
    for name in ("rules/variants.tsv", "real_report.tsv")
    for line in (_FILES / name).read_text(encoding="utf-8").splitlines()
)
PERIOD = date(2020, 7, 1), date(2020, 9, 30)


def wrong_in(text: str, period: tuple[date, date]) -> list[stated.Wrong]:
    """What does not hold in a text, by all rules."""
    every = {
        rule: [row for row in stated.rows() if row.rule == rule]
        for rule in dict.fromkeys(row.rule for row in stated.rows())
    }
    return [
        found
        for rows in every.values()
        for found in stated.find_wrong(text, rows, period)
    ]


@few_and_many(300, 10_000)
def test_no_text_with_a_statement_of_a_row_is_passed_over(draws: int) -> None:
    """What a row needs is read from its pattern, and never too narrowly."""
    forms = (str, str.upper, lambda text: text.replace(" ", "\n"))
    texts = [form(text) for text in some_of(TEXTS, draws) for form in forms]
    index = TextIndex(texts)
    matched = 0
    for row in stated.rows():
        pattern = slot_vocabulary().compiled(row.pattern)
        found = {
            number
            for number, text in enumerate(texts)
            if any(pattern.search(each.text) for each in stated.statements(text))
        }
        matched += bool(found)
        assert found <= index.having(row.needs), row.pattern
    assert matched > len(stated.rows()) / 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("We saw 58 farms: 31 with sheep and 19 with cows.", ("58", 50)),
        ("Of 26 landlords, 22 (74%) signed.", ("74%", 84.6)),
        ("Thefts fell by 25%, from 80 to 64.", ("25%", 20)),
        ("Visits rose from 90 to 110, a rise of 30.", ("30", 20)),
        ("The wait improved from 4 days to 9 days.", ("4 days to 9", None)),
        ("We took 640 calls, 50 fewer than the 680 of May.", ("50", 40)),
        ("The hall will open in July 2020.", ("July 2020", None)),
        ("The fair was open from 28 to 12 March.", ("28 to 12 March", None)),
    ],
)
def test_what_does_not_hold_is_found(
    text: str, wrong: tuple[str, float | None]
) -> None:
    """At the figure or date that is wrong, with what would be right."""
    period = PERIOD if "will" not in text else (date(2020, 7, 1), date(2020, 9, 30))
    (found,) = wrong_in(text, period)
    right = None if found.right is None else float(found.right)

    assert (text[found.start : found.end], right) == wrong


@pytest.mark.parametrize(
    "text",
    [
        "Satisfaction was 14.2% (12.9%) in May.",
        "Fewer than half (22 of 51) came.",
        "24 indicators (73%) are green, 3 (9%) are amber and 6 (18%) are red.",
        "Of 60 who applied, 41 were accepted and 33 completed the course.",
        "Of 58 farms 31 had tools stolen, 19 fuel and 12 both.",
        "Spending rose by £2,000, from £4,000 to £6,000.",
        "The rate fell to 12%, compared with 10% across the region.",
        "There were 120 complaints. Officers upheld 30, and 12 (10%) are open.",
    ],
)
def test_what_may_be_right_is_let_be(text: str) -> None:
    """Shares of a sum, steps of one course, and figures of other things."""
    assert wrong_in(text, PERIOD) == []
