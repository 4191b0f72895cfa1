"""The index of words: what it takes."""

from __future__ import annotations

import tracemalloc

from pccreport.language.text_index import TextIndex


def test_its_memory_grows_as_its_texts_do() -> None:
    """Sixteen times as many texts, each with words of its own, take about sixteen times as much."""

    def peak(number: int) -> int:
        texts = [
            f"Item{n} was sent, item{n} was sent to person{n}" for n in range(number)
        ]
        tracemalloc.start()
        index = TextIndex(texts)
        index.with_any(["item"])
        assert len(index.echoing) == number
        index.with_pair(["sent"], ["to"])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(500)  # what is kept for the whole run is made
    assert peak(8_000) < 24 * peak(500)
