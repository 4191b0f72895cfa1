"""Bank holidays and clear working days."""

from __future__ import annotations

from datetime import date, timedelta

from tests.cases import in_turn

from pccreport.language.calendar.holidays import WorkingDayCalendar

ENGLAND = WorkingDayCalendar()


def test_the_real_report_was_signed_with_no_day_to_spare() -> None:
    """Five clear working days, because 31 August 2020 was a bank holiday."""
    signed, meeting = date(2020, 8, 26), date(2020, 9, 4)

    assert ENGLAND.count_clear_days(signed, meeting) == 5
    assert ENGLAND.latest_day_before(meeting, 5) == signed


@in_turn(
    "day",
    [
        *("2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03"),
        *("2022-09-19", "2023-05-08", "2028-12-26"),
    ],
)
def test_special_days_are_known(day: str) -> None:
    """Jubilees, a funeral, a coronation, a day that was moved."""
    assert not ENGLAND.is_working_day(date.fromisoformat(day))


def test_every_year_of_the_table_has_its_days() -> None:
    """Eight, and one more for each that was added; none on a weekend."""
    length = (ENGLAND.last - ENGLAND.first).days + 1
    every = [ENGLAND.first + timedelta(n) for n in range(length)]
    days = [d for d in every if d.weekday() < 5 and not ENGLAND.is_working_day(d)]

    extra = {2012: 1, 2022: 2, 2023: 1}
    for year in range(2012, 2029):
        assert sum(d.year == year for d in days) == 8 + extra.get(year, 0), year


def test_what_the_table_does_not_reach_is_not_known() -> None:
    """Neither before its first day nor after its last; never a guess."""
    assert ENGLAND.count_clear_days(date(2028, 12, 20), date(2029, 1, 4)) is None
    assert ENGLAND.count_clear_days(date(2011, 12, 20), date(2012, 1, 4)) is None
    assert ENGLAND.latest_day_before(date(2029, 1, 4), 5) is None
    assert ENGLAND.latest_day_before(date(2012, 1, 4), 5) is None
    assert ENGLAND.latest_day_before(date.max, 5) is None


@in_turn("clear", [0, 1, 3, 5, 7])
def test_the_day_before_leaves_exactly_so_many(clear: int) -> None:
    """It works itself, and the next working day would leave one fewer."""
    for offset in range(400):
        meeting = date(2020, 1, 15) + timedelta(offset)
        day = ENGLAND.latest_day_before(meeting, clear)
        assert day is not None
        assert ENGLAND.is_working_day(day)
        assert ENGLAND.count_clear_days(day, meeting) == clear
