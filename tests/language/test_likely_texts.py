"""A search that is kept to the texts that are likely to have a match misses none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.cases import in_turn

from pccreport.language.arithmetic import find_sum_mismatches, texts_with_sums
from pccreport.language.garbled_text import (
    find_stray_numbers,
    texts_with_stray_numbers,
)
from pccreport.language.impossible_figures import (
    find_figures_twice,
    texts_with_figures_twice,
)
from pccreport.language.impossible_shares import find_wrong_rates, texts_with_rates
from pccreport.language.moves import find_direction_mismatches, texts_with_moves
from pccreport.language.repeated_words import (
    find_repeated_words,
    texts_with_repeated_words,
    texts_with_runs,
)
from pccreport.language.word_index import WordIndex

_VARIANTS = Path(__file__).parents[1] / "rules" / "variants.tsv"
TEXTS = tuple(
    line.split("\t")[1]
    for line in _VARIANTS.read_text(encoding="utf-8").splitlines()
    if line.split("\t")[0]
    in {"sum-mismatch", "direction-mismatch", "percentage-mismatch", "repeated-word"}
    | {"garbled-text"}
)
_WORDS = ["to", "the", "residents'", "old", "well-kept", "farm", "by", "noon"]
TWICE = tuple(
    f"They went {run} {run}." for n in range(9) if (run := " ".join(_WORDS[:n]))
)


def _sums(index: WordIndex) -> int:
    return texts_with_sums(index, index.all_texts)


def _repeated(index: WordIndex) -> int:
    return texts_with_repeated_words(index, texts_with_runs(index))


@in_turn(
    ("find", "likely"),
    [
        (find_sum_mismatches, _sums),
        (find_direction_mismatches, texts_with_moves),
        (find_figures_twice, texts_with_figures_twice),
        (find_wrong_rates, texts_with_rates),
        (find_repeated_words, _repeated),
        (find_stray_numbers, texts_with_stray_numbers),
    ],
)
def test_no_text_with_a_match_is_passed_over(
    find: Callable[[str], Iterable[object]], likely: Callable[[WordIndex], int]
) -> None:
    """Each text in which something is found is among those that are searched, however it is typed."""
    forms = (str, str.upper, lambda text: text.replace(" ", "\n"))
    texts = [form(text) for text in (*TEXTS, *TWICE) for form in forms]
    index = WordIndex(texts)
    searched = {*index.numbers(likely(index))}
    found = {number for number, text in enumerate(texts) if [*find(text)]}
    assert found
    assert found <= searched
