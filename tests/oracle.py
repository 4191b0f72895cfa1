"""What a report must print, worked out a second time, from the files themselves.

Shares no code with pccreport: plain dictionaries, one step after another, no care
for speed. It knows what stands after the section's heading; it does not know what
is wrong in a file, nor totals, nor marks other than `[[key]]`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from ruamel.yaml import YAML

Line = tuple[str, str]
"""What kind of paragraph it is, and its words."""

NOWHERE = "(a reference that leads to nothing)"

SHIPPED: dict[str, Any] = {
    "numbering": {"aim": "{n})"},
    "levels": {"aim": "Key Aim"},
    "phrases": {
        "label": "{year}:",
        "running_label": "{year} ({quarters}):",
        "quarter": "Q{quarter}",
        "quarter_range": "{first}-{last}",
        "quarter_list": ", ",
        "mention": "{aim.label} ({number})",
        "reference": "See update under {mention} {direction}.",
        "reference_year": "See {year} update under {mention} {direction}.",
        "reference_stream": "See update under {mention} {direction} ({stream}).",
        "reference_stream_year": "See {year} update under {mention} {direction} ({stream}).",
        "reference_paragraph": "See paragraph {number} {direction}.",
        "outcome": "Outcome: {outcome}",
        "caveat": "Note: {caveat}",
        "quarter_caveat": "Note ({quarters}): {caveat}",
        "nothing": "Nothing to report: {reason}",
        "quarter_nothing": "Nothing to report in {quarters}: {reason}",
    },
}
MONTHS = "January February March April May June July August September October November December"


QUARTERS = (4, 7, 10, 13, 16)  # their first months; after December comes the 13th


class Told(NamedTuple):
    """What a file tells of. Told are ordered: by the end, then the shorter first."""

    end: date
    days: int
    basis: str

    @property
    def start(self) -> date:
        """Its first day."""
        return self.end - timedelta(days=self.days)

    @property
    def head(self) -> tuple[Any, ...]:
        """What label it stands under, in the order of the labels of a stream."""
        year, number = quarter(self.end)
        of_year = self.basis == "quarter" or (self.basis, number) == ("year to date", 4)
        return (year,) if of_year else (year, self.end, self.start, self.basis)

    def within(self, other: Told) -> bool:
        """Whether what is said of the other, on the same basis, is said of it."""
        inside = other.start <= self.start and self.end <= other.end
        own, others = (t.basis.replace("dates", "quarter") for t in (self, other))
        return own == others and inside

    @property
    def quarters(self) -> set[int]:
        """The quarters of its year that it covers."""
        year, last = quarter(self.end)
        first = quarter(self.start) if self.basis != "year to date" else (year, 1)
        return set(range(max(first, (year, 1))[1], last + 1))


class Entry(NamedTuple):
    """One entry of a file, and what it was put in the place of."""

    cell: tuple[str, str]
    told: tuple[Told, ...]
    said: dict[str, Any]

    def place(self) -> tuple[Any, ...]:
        """The label that it stands under."""
        return *self.cell, self.told[-1].head


def told(period: str, basis: str = "quarter") -> Told:
    """What a quarter, a year, or one day to another covers."""
    if " to " in period:
        first, end = (date.fromisoformat(day) for day in period.split(" to "))
        return Told(end, (end - first).days, "dates" if basis == "quarter" else basis)
    year = int(re.findall(r"\d{4}", period)[0])
    starts = [date(year + month // 13, (month - 1) % 12 + 1, 1) for month in QUARTERS]
    found = re.search(r"q\D*([1-4])", period.lower())
    first, after = starts[int(found[1]) - 1 :][:2] if found else (starts[0], starts[4])
    return Told(after - timedelta(days=1), (after - first).days - 1, basis)


def quarter(day: date) -> tuple[int, int]:
    """The financial year and the quarter that a day lies in."""
    return day.year - (day.month < 4), (day.month - 4) % 12 // 3 + 1


def financial(begins: int) -> str:
    """A financial year in words: 2019/20."""
    return f"{begins}/{(begins + 1) % 100:02d}"


@lru_cache(maxsize=512)
def read_once(text: str) -> Any:
    """What a file says, to be looked at and not changed."""
    return YAML(typ="safe").load(text)


def file_order(name: str) -> str:
    """Return where an update file comes: “a.yaml” before “a-b.yaml”."""
    return name.rpartition(".")[0]


def printed(
    files: dict[str, str], period: str, since: str = "", until: str = ""
) -> list[Line]:
    """The paragraphs between the section's heading and the signature, in order."""
    read = {name: read_once(text) for name, text in files.items()}
    plan, own = read["plan.yaml"], read["house.yaml"]
    named = [
        read[name]
        for name in sorted(read, key=file_order)
        if name.startswith("updates/")
    ]
    dated = [(told(u["period"], u.get("basis", "quarter")), u) for u in named]
    dated.sort(key=lambda pair: pair[0][:2])
    first, last = scope(plan["years"], dated[-1][0], period, since, until)
    dated = [(of, update) for of, update in dated if first <= quarter(of.end) <= last]
    entries = [entry for of, update in dated for entry in listed(of, update)]
    house = {part: words | own.get(part, {}) for part, words in SHIPPED.items()}
    house["streams"] = own["streams"]
    house["updates"] = own.get("updates", "bullets")
    parts = [key for key in ("force", "body") if "short" in plan.get(key, {})]
    house["names"] = {f"{key}.short": plan[key]["short"] for key in parts}
    number = read["report.yaml"]["priority"]
    aims = next(p["aims"] for p in plan["priorities"] if p["number"] == number)
    caveats = [(of, update["caveat"]) for of, update in dated if "caveat" in update]
    return Printer(house, aims, [*settled(entries)], caveats, (first, last)).lines()


def scope(
    plan: str, newest: Told, period: str, since: str, until: str
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last quarter; years go no further than there are updates."""
    asked = [
        told(part) for part in (plan if period == "plan" else period).split(" to ")
    ]
    first = quarter(told(since).start) if since else (quarter(asked[0].start)[0], 1)
    last = quarter(asked[-1].end)
    if "q" not in period.lower():
        last = min(last, quarter(newest.end))
    return first, quarter(told(until).end) if until else last


def listed(of: Told, update: dict[str, Any]) -> Iterator[Entry]:
    """The entries of a file, each a mapping, in order."""
    for aim, streams in update["updates"].items():
        for stream, entries in streams.items():
            for entry in [entries] if isinstance(entries, dict) else entries:
                yield Entry((aim, stream), (of,), mapping(entry))


def mapping(entry: Any) -> dict[str, Any]:
    """An entry with its keys, points too, without those that are only kept."""
    keys = {"text": entry} if isinstance(entry, str) else entry
    said = {k: v for k, v in keys.items() if k not in {"date", "owner", "source"}}
    return said | {"points": [mapping(point) for point in keys.get("points", [])]}


def settled(entries: list[Entry]) -> Iterator[Entry]:
    """What is printed of some entries: the latest versions, what is public, once."""
    versions = [v for entry in entries for v in inside(entry, entry.said)]
    gone = set(taken_out(versions)) | set(repeated(versions))
    same: dict[Any, list[tuple[Entry, dict[str, Any]]]] = defaultdict(list)
    for entry, said in versions:
        if "id" in said and id(said) not in gone:
            same[entry.told[0].head[0], said["id"]].append((entry, said))
    instead: dict[int, tuple[dict[str, Any], list[Told]]] = {}
    for *earlier, (entry, said) in same.values():
        gone |= {id(old) for _, old in earlier}
        if said is entry.said and said.get("public", True):
            at = [(e, old) for e, old in earlier if e.place() == entry.place()]
            of = [e.told[0] for e, old in at if old.get("public", True)]
            instead |= {id(old): (said, [*of, *entry.told]) for _, old in at}

    def printed_as(said: dict[str, Any], of: list[Told]) -> Iterator[dict[str, Any]]:
        """An entry or a point as it is printed, or what is printed in its place."""
        if not said.get("public", True):
            return
        later, told_too = instead.get(id(said), (None, []))
        if later and id(later) not in gone:
            gone.add(id(later))
            of += told_too
            said = later
        elif id(said) in gone:
            return
        points = [new for old in said["points"] for new in printed_as(old, of)]
        yield said | {"points": points}

    for entry in entries:
        of = [*entry.told]
        for said in printed_as(entry.said, of):
            yield entry._replace(said=said, told=tuple(of))


def taken_out(versions: list[tuple[Entry, dict[str, Any]]]) -> Iterator[int]:
    """The withdrawals, and the versions up to them."""
    for entry, said in versions:
        for other, taken in versions:
            older = entry.told[0][:2] <= other.told[0][:2]
            named = said is taken or (older and said.get("id") == taken.get("id", ""))
            if "withdrawn" in taken and named:
                yield id(said)


def repeated(versions: list[tuple[Entry, dict[str, Any]]]) -> Iterator[int]:
    """What its cell has said already of the same period."""
    once: list[Any] = []
    for entry, said in versions:
        if "text" in said and (said is entry.said or "id" in said):
            if (entry.cell, entry.told, said) in once:
                yield id(said)
            once.append((entry.cell, entry.told, said))


def inside(
    entry: Entry, said: dict[str, Any]
) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """An entry, and its points with it, points of points too."""
    yield entry, said
    for point in said["points"]:
        yield from inside(entry, point)


class Printer:
    """Puts words to what is settled."""

    def __init__(
        self,
        house: dict[str, Any],
        aims: dict[str, str],
        entries: list[Entry],
        caveats: list[tuple[Told, str]],
        covered: tuple[tuple[int, int], tuple[int, int]],
    ) -> None:
        self.house, self.aims, self.caveats = house, aims, caveats
        self.first, self.last = covered
        self.numbers = {key: number for number, key in enumerate(aims, start=1)}
        self.out: list[tuple[str, str, Any]] = []
        self.counts = [0, 0]
        """How many numbered paragraphs there are, and points with a letter under the last."""
        self.numbers_of: dict[Any, str] = {}
        """The number of each, as a reference has it."""
        self.places: dict[Any, int] = {}
        """Where in `out` stands what a reference can lead to."""
        self.blocks: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=Entry.place):
            if "closing" not in entry.said:
                self.blocks[entry.place()].append(entry)
        self.closings = [
            (e.cell, e.said["closing"]) for e in entries if "closing" in e.said
        ]
        spoken: dict[tuple[str, str], set[Told]] = defaultdict(set)
        for block in self.blocks.values():
            for e in block:
                if "nothing" not in e.said:
                    spoken[e.cell] |= set(e.told)
        for place, block in [*self.blocks.items()]:
            self.blocks[place] = [
                e
                for e in block
                if "nothing" not in e.said
                or not any(when.within(e.told[0]) for when in spoken[e.cell])
            ]
            if not self.blocks[place]:
                del self.blocks[place]

    def put(
        self, kind: str, words: str, anchor: Any = None, target: Any = None
    ) -> None:
        """A paragraph; its direction, if it has one, is known at the end."""
        self.places[anchor] = len(self.out)
        self.out.append((kind, words, target))

    def lines(self) -> list[Line]:
        """Every paragraph, in order."""
        for key, number in self.numbers.items():
            shown = self.house["numbering"]["aim"].replace("{n}", str(number))
            self.put("aim", f"{shown} {self.aims[key]}", key)
            for stream, words in self.house["streams"].items():
                cell = key, stream
                places = [place for place in self.blocks if place[:2] == cell]
                if places:
                    self.put("stream", self.heading(stream), cell)
                    if "note" in words:
                        self.put("note", words["note"])
                for place in places:
                    self.block(place, self.blocks[place])
                for line in dict.fromkeys(
                    line for at, line in self.closings if at == cell
                ):
                    if places:
                        self.put("closing", line)
        where = {True: "above", False: "below", None: ""}
        return [
            (
                kind,
                words.replace("\0", where[self.places[to] < n if to else None]).replace(
                    "\1", self.numbers_of.get(to, "")
                ),
            )
            for n, (kind, words, to) in enumerate(self.out)
        ]

    def numbered(self, level: int, anchor: Any = None) -> tuple[str, str]:
        """The kind of a paragraph at a level, and its number with a space, or nothing."""
        if self.house["updates"] != "paragraphs":
            return f"point {level}", ""
        if level == 1:
            self.counts = [self.counts[0] + 1, 0]
            number = self.numbers_of[anchor] = f"1.{self.counts[0]}"
            return "paragraph", f"{number} "
        if level > 2:
            return "bullet", ""
        self.counts[1] += 1
        letter = f"({chr(ord('a') + self.counts[1] - 1)})"
        self.numbers_of[anchor] = f"1.{self.counts[0]}{letter}"
        return "letter", f"{letter} "

    def block(self, place: tuple[Any, ...], entries: list[Entry]) -> None:
        """A label and what stands under it."""
        cell, head = place[:2], place[2]
        told = [when for entry in entries for when in entry.told]
        quarters = {number for when in told for number in when.quarters}
        finished = self.first <= (head[0], 1) and (head[0], 4) <= self.last
        # A finished year's label is of all its quarters, and names none of them.
        whole = {1, 2, 3, 4} if finished and len(head) == 1 else quarters
        said: list[dict[str, Any]] = []
        silent: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            one = entry.said
            if reason := one.get("nothing"):
                silent[reason] |= entry.told[0].quarters
                one = {"nothing": reason}
            elif "see" in one:
                one["led"] = self.reference(one, head[0], cell)
            same = [reason, one.get("led")] if "text" not in one else []
            if not any([o.get("nothing"), o.get("led")] == same for o in said):
                said.append(one)
        said.sort(key=lambda one: not one.get("lead", False))
        for one in said:
            numbers = silent.get(one.get("nothing", ""), set())
            alone = len(head) > 1 or (numbers >= whole and len(said) == 1)
            one["silent"] = "" if alone else self.quarters(numbers)
        label = self.label(head, quarters, finished)
        one = said[0]
        if len(said) == 1 and "text" not in one and not one["silent"]:
            words, target = self.words(one, head, cell)
            self.put("line", f"{label} {words}", place, target)
            self.notes(told, whole)
        else:
            self.put("label", label, place)
            self.notes(told, whole)
            self.points(said, 1, head, cell)

    def label(self, head: tuple[Any, ...], quarters: set[int], finished: bool) -> str:
        """The words over what stands under it."""
        year = financial(head[0])
        if len(head) == 1:
            kind = "label" if finished else "running_label"
            return self.fill(kind, year=year, quarters=self.quarters(quarters))
        last, first = (day_month(day) for day in head[1:3])
        return {
            "dates": f"{first} to {last}:",
            "year to date": f"{year} to date ({self.quarters(quarters)}):",
            "rolling twelve months": f"Twelve months to {last}:",
            "as at": f"As at {last}:",
        }[head[3]]

    def notes(self, told: list[Told], everything: set[int]) -> None:
        """The caveats of what is told under a label, each once."""
        here = [(when, caveat) for when, caveat in self.caveats if when in told]
        for caveat in dict.fromkeys(caveat for _, caveat in here):
            of = {n for when, said in here if said == caveat for n in when.quarters}
            kind = "caveat" if of >= everything else "quarter_caveat"
            words = self.fill(kind, caveat=caveat, quarters=self.quarters(of))
            self.put("caveat", words)

    def points(
        self, said: list[dict[str, Any]], level: int, head: tuple[Any, ...], cell: Any
    ) -> None:
        """Bullets, with those under them."""
        for one in said:
            words, target = self.words(one, head, cell)
            kind, number = self.numbered(level, id(one))
            self.put(kind, number + words, id(one), target)
            self.points(one.get("points", []), level + 1, head, cell)
            if outcome := one.get("outcome"):
                words = self.fill("outcome", outcome=self.marked(outcome))
                kind, number = self.numbered(min(level + 1, 3))
                self.put(kind, number + words)

    def words(
        self, one: dict[str, Any], head: tuple[Any, ...], cell: Any
    ) -> tuple[str, Any]:
        """What an entry says, and what it refers to."""
        if "text" in one:
            return self.marked(one["text"]), None
        if reason := one.get("nothing"):
            kind = "quarter_nothing" if one["silent"] else "nothing"
            return self.fill(kind, reason=reason, quarters=one["silent"]), None
        return self.reference(one, head[0], cell)

    def reference(
        self, one: dict[str, Any], here: int, cell: tuple[str, str]
    ) -> tuple[str, Any]:
        """The words of a reference and what it leads to, or NOWHERE."""
        year = told(one["year"]).start.year if "year" in one else here
        see, stream = one["see"], one.get("stream", cell[1])
        target: Any
        if see in self.aims:
            there = [
                place
                for place, block in self.blocks.items()
                if (*place[:2], place[2][0]) == (see, stream, year)
                and any("nothing" not in entry.said for entry in block)
            ]
            other = "_stream" * (stream != cell[1]) + "_year" * (year != here)
            heads = {"": see, "_stream": (see, stream)}
            target = heads.get(other, there[0]) if there else None
        else:
            years = {
                place[2][0]: (place, id(said), entry.said)
                for place, block in self.blocks.items()
                for entry in block
                for _, said in inside(entry, entry.said)
                if said.get("id") == see
            }
            if year not in years and "year" not in one:
                year = max(years, default=year)
            place, target, whole = years.get(year, (cell, None, {}))
            see, stream, other = place[0], place[1], "_stream_year"
            near = target in map(id, (whole, *whole.get("points", [])))
            if target and near and self.house["updates"] == "paragraphs":
                words = self.fill("reference_paragraph", number="\1", direction="\0")
                return words, target
        if target is None:
            return NOWHERE, None
        words = self.fill(
            f"reference{other}",
            mention=self.mention(see),
            direction="\0",
            stream=self.heading(stream).rstrip(":"),
            year=financial(year),
        )
        return words, target

    def marked(self, text: str) -> str:
        """A text with its mentions of key aims."""
        return re.sub(
            r"\[\[(\w+)\]\]", lambda mark: self.mention(mark[1]), text.strip()
        )

    def mention(self, aim: str) -> str:
        """A key aim by its number."""
        label = self.house["levels"]["aim"]
        number = str(self.numbers[aim])
        return self.fill("mention", number=number, **{"aim.label": label})

    def heading(self, stream: str) -> str:
        """A stream's heading."""
        return filled(self.house["streams"][stream]["heading"], self.house["names"])

    def quarters(self, numbers: set[int]) -> str:
        """Some quarters: those in a row from the first to the last."""
        runs: list[list[str]] = []
        for number in sorted(numbers):
            if number - 1 not in numbers:
                runs.append([])
            runs[-1].append(self.fill("quarter", quarter=str(number)))
        ends = (
            self.fill("quarter_range", first=run[0], last=run[-1])
            if run[1:]
            else run[0]
            for run in runs
        )
        return str(self.house["phrases"]["quarter_list"]).join(ends)

    def fill(self, phrase: str, **values: str) -> str:
        """A phrase of the house, filled in."""
        return filled(self.house["phrases"][phrase], values)


def filled(words: str, values: dict[str, str]) -> str:
    """Words with what stands in {} filled in."""
    return re.sub(r"\{([^}]*)\}", lambda slot: values[slot[1]], words)


def day_month(day: date) -> str:
    """A day in a label: 1 November 2018."""
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"
