"""The index of words: what it takes."""

from __future__ import annotations

import tracemalloc

from pccreport.language.text_index import TextIndex


def test_its_memory_grows_as_its_texts_do() -> None:
    """Four times as many texts, each with words of its own, take about four times as much."""

    def peak(number: int) -> int:
        texts = [
            f"Item{n} was sent to person{n}, item{n} of many" for n in range(number)
        ]
        tracemalloc.start()
        index = TextIndex(texts)
        index.with_any(["item"])
        assert len(index.echoing) == number
        index.with_pair(["sent"], ["to"])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(6_000) < 5 * peak(1_500)
