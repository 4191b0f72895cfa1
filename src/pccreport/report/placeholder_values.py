"""The values of placeholders in the phrases of a house format."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from pccreport.house.house import NO_STREAM, HouseFormat
from pccreport.house.phrases import FAMILIES
from pccreport.model.period_labels import LabelFormatter
from pccreport.model.periods import DateRange, Quarter, YearRange
from pccreport.model.project import walk_public_branches
from pccreport.model.update import Award, UpdateItem, comparable_name
from pccreport.report.aim_names import aim_names
from pccreport.report.measure_words import MeasureFormatter
from pccreport.report.report import Report

OF_PERIOD = frozenset({"quarter", "year_number", "months", "ends"})
"""Values that not every period has."""


class CountedAward(NamedTuple):
    """A printed award, with its names: its fund, round, key aim and stream."""

    award: Award
    item: UpdateItem
    names: Mapping[str, str]

    def name_of(self, kind: str) -> str:
        """Return one of its names as it is compared."""
        return comparable_name(self.names[kind])


class PlaceholderValues:
    """The values of one report, by name; the sums of its awards are in the words of the house format."""

    def __init__(self, report: Report, house: HouseFormat) -> None:
        self._report, self._house = report, house
        self._values = _plain_values(report, house)
        texts, cover = report.settings.texts, report.settings.cover
        self._values |= {f"texts.{key}": own.text for key, own in texts if own.text}
        self._values |= {f"cover.{key}": own.text for key, own in cover if own.text}

    def get(self, name: str, default: str = "") -> str:
        """Return the value of a name, or `default` if the project does not have it."""
        if name.startswith("statuses."):
            return self._count_at_step(name.removeprefix("statuses.")) or default
        if not name.startswith("awards."):
            return self._values.get(name, default)
        match name.removeprefix("awards."):
            case "by_fund" | "by_round" | "by_aim" as by:
                return self._list_with_sums(by.removeprefix("by_"))
            case "count":
                # An entry without a number of awards counts as one.
                return str(sum(award.award.awards or 1 for award in self.awards))
            case _:
                return self.sum_of_awards(self._awards_named(name))

    def has_value(self, name: str) -> bool:
        """Return whether the project has a value; for a sum, whether it has any award."""
        if name.startswith("awards."):
            return bool(self._awards_named(name))
        return bool(self.get(name))

    @cached_property
    def awards(self) -> tuple[CountedAward, ...]:
        """Every printed award once, in order.

        An award of a point is a part of the one above it, and an update that carries on another
        under its id or `continues:` repeats the award if that is the same.
        """
        printed = [
            (period.keys, branch)
            for period in self._report.periods()
            for entry in period.entries
            if isinstance(entry, UpdateItem)
            for branch in walk_public_branches([entry])
        ]
        continued = {b[-1].id: b[-1].continues for _, b in printed if b[-1].id}
        counted: dict[object, CountedAward] = {}
        for (aim, stream), (*above, item) in printed:
            award = item.award
            if award and not any(_is_part_of(award, each.award) for each in above):
                names = {"fund": award.fund, "round": award.round}
                names |= {"aim": aim, "stream": stream}
                each = CountedAward(award, item, names)
                first = _original_id(item, continued) or len(counted)
                key = (first, award.amount, each.name_of("fund"), each.name_of("round"))
                counted.setdefault(key, each)
        return tuple(counted.values())

    def _count_at_step(self, name: str) -> str:
        """Return how many key aims have a step of the scale ("red", "amber+red", "red.share"); "" for no step.

        After "measures.", how many measures; "list" has all steps, "total" counts those with any.
        """
        found = self._report.measures
        rows = [row for each in found.values() for row in each.rows()]
        of_all = {key: s for key, each in found.items() if (s := each.status)}
        given = {key: of_all[key] for key in self._report.priority.lowest_aims(of_all)}
        if name.startswith("measures."):
            given = {row.measure.key: row.status for row in rows if row.status}
        counts, total = Counter(s.status for s in given.values()), len(given)
        words = MeasureFormatter(self._house, self._report.scope.newest)
        name = name.removeprefix("measures.")
        step, _, form = name.partition(".")
        steps = step.split("+")
        part = self._house.measures["count_part"]
        between = self._house.phrases["award_list"]
        listed = (
            {"status": s.word, "count": str(n), "share": words.share(n, total)}
            for s in self._house.statuses
            if (n := counts[s.key])
        )
        missed = {found.measure.key for row in rows for found in row.missed()}
        whole = {
            "total": str(total),
            "aims": str(len([*self._report.undivided_aims()])),
            "missed": str(len(missed)),
            "list": between.text.join(map(part.fill, listed)) or words.fill("none"),
        }
        if name in whole or not {*steps} <= {s.key for s in self._house.statuses}:
            return whole.get(name, "")
        number = sum(counts[each] for each in steps)
        return words.share(number, total) if form == "share" else str(number)

    def _awards_named(self, name: str) -> tuple[CountedAward, ...]:
        """Return the awards of a fund, round, key aim or stream; all awards for any other name."""
        family = next((f for f in FAMILIES if name.startswith(f)), "")
        if not family:
            return self.awards
        kind, wanted = family.split(".")[1], comparable_name(name.removeprefix(family))
        return tuple(award for award in self.awards if award.name_of(kind) == wanted)

    def _list_with_sums(self, kind: str) -> str:
        """Return the list of names with their sums, in printed order; a key aim as it is mentioned."""
        groups: dict[str, list[CountedAward]] = defaultdict(list)
        for award in self.awards:
            groups[award.name_of(kind)].append(award)
        phrases = self._house.phrases
        names = {"": phrases["award_other"].text}
        if kind == "aim":
            aims = aim_names(self._report.priority, self._house)
            names = {key: name.mention for key, name in aims.items()}
        named = ((group[0].names[kind], group) for group in groups.values())
        parts = (
            {"name": names.get(name, name), "amount": self.sum_of_awards(group)}
            for name, group in named
        )
        return phrases["award_list"].text.join(map(phrases["award_part"].fill, parts))

    def sum_of_awards(self, awards: Iterable[CountedAward]) -> str:
        """Return the sum of some awards, £0 for none."""
        amount = sum(each.award.amount or 0 for each in awards)
        figures = self._house.locale.sum(amount)
        return self._house.phrases["money"].fill({"amount": figures})


def _plain_values(report: Report, house: HouseFormat) -> dict[str, str]:
    """Return all values except sums; "" if the project does not have it."""
    plan, settings, labels = report.plan, report.settings, LabelFormatter(house)
    names, years = plan.names, plan.years
    whole, signed = not report.priority.number, settings.sign_off
    level = house.level(0, whole=whole)
    data_to = labels.day("period_date", settings.data_to) if settings.data_to else ""
    signed_on = labels.day("sign_off_date", signed.date) if signed.name else ""
    length = years.last.begins - years.first.begins + 1
    span = {"first": str(years.first.begins), "last": str(years.last.begins + 1)}
    return {
        **_period_values(report, house),
        "plan.title": plan.title,
        "plan.span": house.phrases["plan_span"].fill(span),
        "plan.length": house.locale.number_in_words(length),
        **names,
        "holder.short": names["holder.short"] or names["body.name"],
        "panel": settings.panel,
        "meeting": labels.day("meeting_date", settings.meeting),
        "data_to": data_to,
        "objective": settings.objective,
        "priority.label": "" if whole else house.level(0, whole=True).one,
        "priority.number": "" if whole else str(report.priority.number),
        "priority.title": report.priority.title,
        "aim.label": level.one,
        "aims.label": level.many,
        "sign_off.name": signed.name,
        "sign_off.office": signed.office,
        "sign_off.date": signed_on,
    }


def _period_values(report: Report, house: HouseFormat) -> dict[str, str]:
    """Return the values for the period of the report: its year, its quarter, and its stamp."""
    period = report.scope.period
    years = report.plan.years
    labels = LabelFormatter(house)
    number = str(years.number_of_year(period.year) or "")
    covered = labels.dates(DateRange(report.scope.start, report.scope.end))["months"]
    match period:
        case Quarter():
            phrase, year = "stamp", labels.year(period.year)
            values = {
                "year_number": number,
                "quarter": str(period.number),
                "months": labels.months((period,)),
                "ends": labels.month(period.end),
                "covered": covered,
            }
        case DateRange():
            phrase, year = "dates_stamp", labels.year(period.year)
            values = labels.dates(period)
        case YearRange():
            phrase, year = "term_stamp", labels.years(period)
            values = {"first_number": "1", "last_number": number}
        case _:
            phrase, year = "year_stamp", labels.year(period)
            values = {"year_number": number}
    return {
        "year": year,
        "covered": covered,
        **{name: values.get(name, "") for name in OF_PERIOD},
        "stamp": house.phrases[phrase].fill({"year": year, **values}),
    }


def stream_headings(report: Report, house: HouseFormat) -> dict[str, str]:
    """Return the printed heading of each stream by key, without a final colon.

    It is "" for a stream without a heading, and for updates without a stream if there are any.
    """
    values = PlaceholderValues(report, house)
    first = [NO_STREAM] if any(not stream for _, stream in report.cells()) else []
    return {
        s.key: s.heading.fill(values).rstrip(": ") if s.heading else ""
        for s in (*first, *house.streams)
    }


def _is_part_of(award: Award, above: Award | None) -> bool:
    """Return whether the award of a point is a part of one above it: not if they name two funds."""
    if above is None or above.amount is None:
        return False
    return len({*map(comparable_name, (award.fund, above.fund))} - {""}) < 2


def _original_id(item: UpdateItem, continued: Mapping[str, str]) -> str:
    """Return the id of the first of the updates that an update carries on, or ""."""
    name, passed = item.continues or item.id, set[str]()
    while (earlier := continued.get(name)) and name not in passed:
        passed.add(name)
        name = earlier
    return name
