"""The fixed content of the benchmarks: one invented report, of any size.

Sixteen cells (four key aims, four streams) over two financial years, filled with
a given number of bullets: the same for every tool and on every machine. How each
tool has it typed is forms.py's matter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

AIMS = {
    "public_awareness": "Clear public messages about fraud, scams and organised crime.",
    "sharing": "A culture of sharing concerns between agencies that meet people at risk.",
    "oversight": "Greater oversight of the work to prevent serious violence.",
    "engagement": "Better engagement with rural communities, traders and landlords.",
}
STREAMS = {
    "force": "TVP Delivery Plan actions & progress:",
    "opcc": "OPCC general activities:",
    "safety_fund": "OPCC Community Safety Fund initiatives:",
    "property_fund": "Police Property Act Fund initiatives",
}
# The label that is printed, and the quarters whose files its bullets are typed into.
YEARS = {
    "2019/20:": ("2019/20 Q1", "2019/20 Q2", "2019/20 Q3", "2019/20 Q4"),
    "2020/21 (Q1):": ("2020/21 Q1",),
}
# The shares of an aim's cells, year by year under each stream: as in a real report some
# say much and some little, so that even sixty bullets reach the third level.
SHARES = (4, 1, 2, 2, 3, 1, 1, 2)


class Part(NamedTuple):
    """A stretch of a bullet's text: plain, bold, a link, or a reference to an aim."""

    text: str
    bold: bool = False
    url: str = ""
    aim: str = ""


class Bullet(NamedTuple):
    """A bullet with those below it."""

    parts: tuple[Part, ...]
    points: list[Bullet]


class Reference(NamedTuple):
    """A bullet that only says where to look."""

    aim: str
    text: str


class Cell(NamedTuple):
    """What stands under one label of one stream of one aim."""

    aim: str
    stream: str
    label: str
    entries: list[Bullet | Reference]


# The text

TEAMS = (
    "Neighbourhood teams",
    "The rural crime taskforce",
    "Community safety partners",
    "Trading standards officers",
    "The economic crime unit",
    "Youth workers",
    "Fire and rescue crews",
    "Housing officers",
    "Victim support workers",
    "The violence reduction unit",
    "School liaison officers",
    "Volunteers of the watch schemes",
)
DEEDS = (
    "visited {} farms and stables",
    "trained {} members of staff",
    "held {} public meetings",
    "checked {} vehicles at the roadside",
    "gave advice to {} residents",
    "took part in {} joint operations",
    "handed out {} property marking kits",
    "heard {} reports of suspicious callers",
    "spoke with {} shopkeepers",
    "reviewed {} repeat referrals",
)
PLACES = (
    "in the market towns of the north",
    "along the canal and the railway line",
    "on three housing estates",
    "across the vale",
    "in the villages west of the river",
    "around the two universities",
    "at the motorway services",
    "in the town centres",
)
RESULTS = (
    "which led to {} warnings and the recovery of stolen tools and machinery",
    "so that {} more households now receive the weekly message by text",
    "after which {} people asked for a visit from a crime prevention adviser",
    "and passed {} pieces of information to the regional intelligence team",
    "with {} places taken up by partners from health and the voluntary sector",
    "and {} of those who came said that they felt safer than the year before",
)
FOLLOWS = (
    "A second round is planned for the autumn.",
    "The local authority will share the cost.",
    "The steering group looks at the results every month.",
    "Feedback from residents has been good throughout.",
    "The lessons were shared with neighbouring forces.",
    "The work goes on with money from the safer streets fund.",
    "An evaluation is under way and will be published.",
    "Two parish councils have asked to join the scheme.",
)
# Levels as an officer nests them; a cell starts at the first again.
LEVELS = (1, 2, 3, 3, 1, 1, 2, 2, 3, 1, 2, 1)


class Author:
    """Makes bullets in a fixed order: the same seed, the same report."""

    def __init__(self) -> None:
        # random() alone is promised to stay the same from one Python to the next.
        self._random = random.Random(2020).random

    def bullet(self, number: int, named: str) -> Bullet:
        """A bullet of 200 to 250 characters, which names an aim or, for "", none."""
        while True:
            parts = tuple(self._parts(number, named))
            if 200 <= len(plain(parts)) <= 250:
                return Bullet(parts, [])

    def _parts(self, number: int, named: str) -> Iterator[Part]:
        deed = self._pick(DEEDS).format(self._number())
        yield Part(f"{self._pick(TEAMS)} ")
        yield Part(deed, bold=number % 10 == 3)
        yield Part(
            f" {self._pick(PLACES)}, {self._pick(RESULTS)}".format(self._number())
        )
        if named:
            yield Part(", as told under ")
            yield Part(mention(named), aim=named)
        yield Part(f". {self._pick(FOLLOWS)}")
        if number % 20 == 7:
            yield Part(" There is more in ")
            yield Part("the summary", url=f"https://www.example.org/updates/{number}")
            yield Part(".")

    def _number(self) -> int:
        return 2 + int(self._random() * 998)

    def _pick(self, words: Sequence[str]) -> str:
        return words[int(self._random() * len(words))]


def other_than(aim: str, number: int) -> str:
    """The key of another aim."""
    keys = list(AIMS)
    return keys[(keys.index(aim) + 1 + number % 3) % 4]


def mention(aim: str) -> str:
    """An aim as it is named in a sentence."""
    return f"Key Aim ({list(AIMS).index(aim) + 1})"


def reference(aim: str, target: str) -> Reference:
    """A bullet under one aim that only points at another."""
    keys = list(AIMS)
    where = "above" if keys.index(target) < keys.index(aim) else "below"
    return Reference(target, f"See update under {mention(target)} {where}.")


def plain(parts: Sequence[Part]) -> str:
    """The text as it is read."""
    return "".join(part.text for part in parts)


def make(size: int) -> list[Cell]:
    """The report with so many bullets."""
    places = [(a, s, label) for a in AIMS for s in STREAMS for label in YEARS]
    whole = len(AIMS) * sum(SHARES)
    author = Author()
    cells, end, shares = [], 0, 0
    for place, share in zip(places, SHARES * len(AIMS), strict=True):
        shares += share
        # Rounded up, so that one bullet alone comes first.
        first, end = end, -(-size * shares // whole)
        cells.append(Cell(*place, entries(author, place[0], range(first, end))))
    return cells


def entries(
    author: Author, aim: str, numbers: Sequence[int]
) -> list[Bullet | Reference]:
    """The bullets of one cell, nested, with the references between them."""
    found: list[Bullet | Reference] = []
    last: list[Bullet] = []  # the latest bullet of each level
    referred: set[str] = set()
    for number in numbers:
        target = other_than(aim, number)
        # One bullet in six goes with a reference. Half of these stand alone, until
        # the cell has one to each aim: a second would not be printed.
        refers = number % 6 == 5
        alone = refers and number % 12 == 11 and target not in referred
        bullet = author.bullet(number, target if refers and not alone else "")
        level = min(LEVELS[(number - numbers[0]) % len(LEVELS)], len(last) + 1)
        (last[level - 2].points if level > 1 else found).append(bullet)
        last[level - 1 :] = [bullet]
        if alone:
            referred.add(target)
            found.append(reference(aim, target))
            last.clear()
    return found


def printed(items: Sequence[Bullet | Reference]) -> Iterator[str]:
    """The text of each bullet in the order printed."""
    for item in items:
        if isinstance(item, Reference):
            yield item.text
        else:
            yield plain(item.parts)
            yield from printed(item.points)
