"""What holds of every project: nothing lost, nothing twice, every reference live."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pccreport.model import periods
from pccreport.model.periods import FinancialYear, Quarter


@given(st.integers(1000, 9998), st.integers(1, 4))
def test_every_way_of_typing_a_quarter_is_read(start: int, number: int) -> None:
    """The forms that offices use all name the same quarter."""
    quarter = Quarter(FinancialYear(start), number)
    short, long = f"{(start + 1) % 100:02d}", str(start + 1)
    for typed in (
        str(quarter),
        f"{start}-{short} Q{number}",
        f"{start}/{long} Qtr. {number}",
        f"Q{number} {start}/{short}",
        f"qtr {number}  {start}-{long}",
    ):
        assert quarter == periods.parse_quarter(typed)


@given(st.text(max_size=30))
def test_no_text_makes_a_period_raise(text: str) -> None:
    """Whatever is typed is a period or is none."""
    periods.parse_quarter(text)
    periods.parse_years(text)
    assert periods.is_inconsistent(text) in (True, False)
