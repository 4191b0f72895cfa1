"""The equations of what a sentence states: whether each holds for some figures and dates."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import NamedTuple

from pccreport.language.calendar.dates import DateMention, days_between
from pccreport.language.index.patterns import Vocabulary

COUNT, MONEY, SHARE, TIME, DAY, UP, DOWN = map(chr, range(1, 8))
FIGURES = COUNT + MONEY + SHARE + TIME
"""The signs of the slots, and of words for a rise or a fall."""
REST = chr(8)
"""The rest of a figure or a word after its sign."""
_NEAR = Decimal("0.6"), Decimal("1.7")
"""The least and greatest sum of parts as a share of a total; others are not its parts."""
_MOST_PART = 4
"""A part that is more than so many times its whole is of another one."""
_MOST_OVER = 80
"""How much the shares of a whole may be off; further off, they are of others."""
_EXPLAINED = r"(?i)\b<explained>\b"
_OTHER_LAST = rf"\b<rest>\b,? [{FIGURES}][^{FIGURES}{DAY}]*$"
"""The last figure is of the rest: “and the other 14”."""
_HALF = Decimal("0.5")
_QUARTER_DAYS = 100
_MOST_YEARS = 30
"""Years after a period in which a plan may end; a date further off is mistyped."""


class SlotValue(NamedTuple):
    """A figure, a date or a month of a text."""

    start: int
    end: int
    kind: str
    value: Decimal = Decimal(0)
    slack: Decimal = Decimal(0)
    """The amount by which it may be rounded."""
    day: DateMention | None = None


class Claim(NamedTuple):
    """The slots of a row as found in a statement."""

    slots: Mapping[str, SlotValue]
    parts: tuple[SlotValue, ...]
    words: str
    near: Sequence[SlotValue]
    """The slots of the statement, and the last ones before it."""
    whole: str
    """The whole text."""
    period: tuple[date, date]

    def slot_values(self) -> tuple[Decimal, Decimal]:
        """Return the values of `a` and `b`."""
        return self.slots["a"].value, self.slots["b"].value


Verdict = tuple[SlotValue, Decimal | None] | bool
"""The slot that is wrong and its right value; True if the equation holds, False if it does not apply."""


@cache
def claim_lists() -> Vocabulary:
    """Return the lists of the table of statements."""
    return Vocabulary.parse_lists("stated", {})


@cache
def slot_vocabulary() -> Vocabulary:
    """Return the lists for sentences in which words for a move have become signs."""
    signs = {"up": f":= {UP}{REST}*+", "down": f":= {DOWN}{REST}*+"}
    return Vocabulary.parse_lists("stated", signs)


def judge_equation(equation: str, claim: Claim) -> Verdict:
    """Return whether an equation holds for a claim, or what is wrong."""
    if of_equation := _JUDGES.get(equation):
        return of_equation(claim)
    if equation.startswith("t "):
        return _judge_sum(equation, claim)
    return _judge_less_or_more(equation, claim)


def _judge_product(claim: Claim) -> Verdict:
    """Judge the total of a count and a price: “12 grants of £500 each, £6,500 in all”."""
    if _matches("(?i)<about>", claim.words):
        return False
    right = claim.slots["n"].value * claim.slots["p"].value
    return _check_sum(claim.slots["t"], right, Decimal(0))


def _check_sum(total: SlotValue, right: Decimal, slack: Decimal) -> Verdict:
    if abs(right - total.value) <= slack + total.slack:
        return True
    is_near = total.value * _NEAR[0] <= right <= total.value * _NEAR[1]
    return (total, right) if is_near else False


def _judge_sum(equation: str, claim: Claim) -> Verdict:
    total = claim.slots["t"]
    parts = [part for part in claim.parts if part.kind == total.kind]
    if len(parts) < 2:
        return False
    right = sum((part.value for part in parts), Decimal(0))
    verdict = _check_sum(total, right, sum((part.slack for part in parts), Decimal(0)))
    if isinstance(verdict, bool):
        return verdict
    # “Of 60, 41 were accepted and 33 completed the course”
    is_open = ">=" in equation and not (len(parts) > 2 and right * 10 > total.value * 9)
    is_far = "nearly" in equation and not 0 < (right - total.value) * 20 <= total.value
    is_short = "rest" in equation and not _matches(_OTHER_LAST, claim.words)
    is_other = is_open or is_far or is_short or _matches(_EXPLAINED, claim.whole)
    return False if is_other else verdict


# So that a text with many wrong sums is searched once.
@lru_cache(maxsize=8)
def _matches(pattern: str, text: str) -> bool:
    """Return whether a text has a pattern with lists of the table."""
    return slot_vocabulary().compile(pattern).search(text) is not None


def _judge_part_of_whole(claim: Claim) -> Verdict:
    part, whole = claim.slots["a"], claim.slots["b"]
    is_more = part.kind == whole.kind and whole.value < part.value
    is_more = is_more and part.value <= whole.value * _MOST_PART
    return (part, whole.value) if is_more else False


def _judge_share(claim: Claim, *, is_change: bool = False) -> Verdict:
    """Judge the percentage of a part in its whole, or of a change."""
    a, b = claim.slot_values()
    first, share = claim.slots["a"], claim.slots["p"]
    if first.kind != claim.slots["b"].kind or not a or not b:
        return False
    if not is_change and (a > b or _has_own_share(claim)):
        return False
    right = abs(b - a) * 100 / a if is_change else a * 100 / b
    slack = max(share.slack or _HALF, Decimal(5 if b <= 10 else 0))
    alike = [s for s in claim.near if s.kind == first.kind and s.value > 0]
    others = [s.value for s in alike if s.start != first.start]
    wholes = [*others, *(a + other for other in others), a + sum(others)]
    if not is_change and any(abs(a * 100 / w - share.value) <= slack for w in wholes):
        return True
    if abs(right - abs(share.value)) <= slack:
        return True
    return share, right.quantize((share.slack or _HALF) * 2)


def _has_own_share(claim: Claim) -> bool:
    """Return whether what seems the whole has a percentage of its own: “24 (73%), 3 (9%)”."""
    start = claim.slots["b"].start
    after = [s for s in claim.near if s.start > start and s.kind in FIGURES]
    return bool(after) and after[0].kind == SHARE and after[0] is not claim.slots["p"]


def _judge_whole(claim: Claim, *, is_open: bool = False) -> Verdict:
    """Judge the shares of a whole: if it is open, others may be left out."""
    shares = [*claim.slots.values()]
    over = sum((share.value for share in shares), Decimal(-100))
    if abs(over) > _MOST_OVER:
        return False
    is_right = abs(over) <= _HALF * len(shares) or (is_open and over < 0)
    return len(shares) > 1 if is_right else (shares[-1], None)


def _judge_difference(claim: Claim) -> Verdict:
    (a, b), by, kind = claim.slot_values(), claim.slots["d"], claim.slots["a"].kind
    is_alike = kind == claim.slots["b"].kind and kind in (by.kind, SHARE)
    if not is_alike or kind == TIME:
        return False
    return True if abs(a - b) == by.value else (by, abs(a - b))


def _judge_less_or_more(equation: str, claim: Claim) -> Verdict:
    a, b = claim.slot_values()
    first, second = sorted((claim.slots["a"], claim.slots["b"]))
    if first.kind != second.kind or a == b:
        return False
    holds = a < b if "<" in equation else a > b
    return holds or (first._replace(end=second.end), None)


def _judge_date_order(claim: Claim) -> Verdict:
    first, last = claim.slots["d"], claim.slots["e"]
    start, end = first.day, last.day
    if not start or not end:
        return False
    is_back = start.month == end.month and bool(end.day and (start.day or 0) > end.day)
    if start.first_day and end.first_day and start.year != end.year:
        is_back = start.first_day > end.first_day
    return is_back and (min(first, last)._replace(end=max(first, last).end), None)


def _judge_planned_day(claim: Claim) -> Verdict:
    """Judge a plan for a day: it is wrong if the day is over by the end of the period."""
    (start, end), slot = claim.period, claim.slots["d"]
    day = slot.day
    if day is None:
        return False
    first = day.first_day
    if first is None and (end - start).days < _QUARTER_DAYS:
        first = next(iter(days_between(day, start, end)), None)
    if first and not day.day:
        first = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return bool(first and first <= end) and (slot, None)


def _judge_year_of_day(claim: Claim) -> Verdict:
    """Judge a day with its year: it is wrong if it is decades after the period."""
    slot = claim.slots["d"]
    year = slot.day and slot.day.year
    return bool(year and year > claim.period[1].year + _MOST_YEARS) and (slot, None)


def _judge_month_range(claim: Claim) -> Verdict:
    """Judge “Between April and June” at the start of a sentence: it is wrong outside the period."""
    start, end = claim.period
    first, last = claim.slots["m"].day, claim.slots["d"].day
    if not first or not last or first.day or last.day:
        return False
    length = (last.month - first.month) % 12
    own = {*range(start.year * 12 + start.month, end.year * 12 + end.month + 1)}
    years = {last.year} if last.year else {start.year, end.year}
    named = {y * 12 + last.month - n for y in years for n in range(length + 1)}
    is_other = length < 4 and own.isdisjoint(named)
    return is_other and (claim.slots["m"]._replace(end=claim.slots["d"].end), None)


_JUDGES: dict[str, Callable[[Claim], Verdict]] = {
    "t = n * p": _judge_product,
    "p = a / b": _judge_share,
    "p = a ~ b": partial(_judge_share, is_change=True),
    "part a of b": _judge_part_of_whole,
    "100 = a + b + c": _judge_whole,
    "100 >= a": lambda c: c.slots["a"].value > 100 and (c.slots["a"], None),
    "100 >= a + b + c": partial(_judge_whole, is_open=True),
    "d = |a - b|": _judge_difference,
    "d <= e": _judge_date_order,
    "plan in period": _judge_planned_day,
    "m in period": _judge_month_range,
    "day not far off": _judge_year_of_day,
}
"""The function of each equation but sums and orders, which have several."""
