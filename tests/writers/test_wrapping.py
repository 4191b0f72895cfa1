"""Words of some look, broken to a width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pccreport.writers.wrapping import MIN_TEXT_COLUMNS, StyledText, plain_lines, wrap

PIECES = st.lists(
    st.builds(StyledText, st.text("ab \u6f22", max_size=30), st.sampled_from("xy"))
)


def broken(text: str, width: int, lead: str = "") -> list[str]:
    """The lines of a text."""
    head = [StyledText(lead)] if lead else []
    return plain_lines(wrap(head, [StyledText(text)], width, len(lead))).splitlines()


def test_a_long_path_is_broken_behind_a_folder() -> None:
    """A folder that is itself too long is broken anywhere; other lines are indented."""
    assert ["- aa/bb/", "  ccccc.c", "  d"] == broken("aa/bb/ccccc.c d", 10, "- ")
    assert ["a/", "bbbbbbbbbb", "bb/c"] == broken("a/bbbbbbbbbbbb/c", 10)


@given(PIECES, st.integers(MIN_TEXT_COLUMNS, 30))
def test_any_words_fit(pieces: list[StyledText], width: int) -> None:
    """No line is longer than it may be, and every letter is there with its style."""
    lines = [*wrap([], pieces, width, 0)]
    letters = [(c, p.style) for p in pieces for c in p.text if c != " "]
    come = [(c, p.style) for each in lines for p in each for c in p.text if c != " "]

    assert letters == come
    assert all(sum(len(piece.text) for piece in each) <= width for each in lines)
