"""Near-equal texts."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.near_duplicates import find_near_duplicates

_UPDATE = "The team delivered training on stalking to schools across the whole county"


def every(_earlier: int, _later: int) -> bool:
    """Want each pair."""
    return True


def are_near(one: str, other: str) -> bool:
    """Whether the second of two texts is like the first."""
    return bool([*find_near_duplicates([one, other], every)])


@in_turn(
    "other",
    [
        _UPDATE,
        _UPDATE + ".",
        _UPDATE.upper(),
        _UPDATE.replace(" ", "\n"),
        _UPDATE.replace("whole ", ""),
        "Q2: " + _UPDATE,
    ],
)
def test_repeated_news_is_similar(other: str) -> None:
    """Marks, capitals, line breaks and a word more or less do not count."""
    assert are_near(_UPDATE, other)


@in_turn(
    ("one", "other"),
    [
        (_UPDATE, "The team delivered support to victims across the whole county"),
        (_UPDATE + " in May 2019", _UPDATE + " in June 2019"),
        (
            _UPDATE + " to 79 people in all of its parts",
            _UPDATE + " to 81 people in all of its parts",
        ),
        (_UPDATE, ""),
    ],
)
def test_different_news_is_not_similar(one: str, other: str) -> None:
    """Other words, other months and other figures tell something else."""
    assert not are_near(one, other)


def test_a_pair_that_is_not_wanted_is_passed_over() -> None:
    """The first wanted one is told, and short texts never."""
    texts = [_UPDATE, "See above", _UPDATE, "See above", _UPDATE]

    wanted = list(find_near_duplicates(texts, lambda earlier, _: earlier != 0))
    assert [(2, 4)] == wanted
    assert [(0, 2), (0, 4)] == [*find_near_duplicates(texts, every)]
