"""Other reports before and after, of other offices, with what is true of each line.

Invented, so that nothing is fitted to the one real text: a fund's short updates that are all
alike, and points, halves and marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests import invented
from tests.compare.books import Book, Edition, Pair, file_of
from tests.compare.truth import real

EVERY = (Edition.IDS, Edition.NONE, Edition.HALF, Edition.COME)
AS_WRITTEN = (Edition.AS_WRITTEN,)


PLAN: dict[str, Any] = {
    "title": "Steady Hands Plan",
    "years": "2024/25 to 2027/28",
    "body": {"name": "Office of the Commissioner for Westmark", "short": "OCW"},
    "holder": {"short": "Commissioner"},
    "force": {"name": "Westmark Police", "short": "WP"},
}
PRIORITY = {"number": 1, "title": "Safe Places", "objective": "keeping places safe"}
AIMS = {
    "centres": "Town centres that people come back to.",
    "roads": "Roads on which fewer are hurt.",
    "homes": "Homes where nobody is hurt.",
}
REPORT = {
    "format": 1,
    "priority": 1,
    "period": "2025/26 Q2",
    "panel": "Westmark Police and Crime Panel",
    "meeting": "2025-11-14",
    "objective": "keep places safe",
    "sign_off": {"name": "A. Nother", "office": "Commissioner", "date": "2025-11-03"},
    "house": "house.yaml",
}


def westmark(*names: str, aims: Mapping[str, str] = MappingProxyType(AIMS)) -> Book:
    """A project with these quarters and key aims, which tells nothing yet."""
    plan = PLAN | {"priorities": [PRIORITY | {"aims": {**aims}}]}
    files = {
        name: file_of(f"period: {name[:4]}/{name[5:7]} Q{name[-1]}\nupdates: {{}}\n")
        for name in names
    }
    return Book(plan, dict(REPORT), files, invented.HOUSE)


PIECES = """\
period: 2025/26 Q2
caveat: Two stations have not sent their figures.
updates:
  centres:
    force:
      - text: "Market days were policed as follows:"
        points:
          - A stall with leaflets stood by the fountain each Saturday.
          - Pickpockets were watched for by four officers in plain clothes.
          - Traders were given a number to ring.
      - text: "The night-time economy:"
        points:
          - Taxi marshals were paid until two in the morning.
          - Street pastors walked with the patrols.
      - Volunteers were trained.
      - Begging was met with an offer of a bed before any warning was given.
      - Shop radios were bought for the arcade and the shops on the quay. Their batteries
        last for a shift. The chamber of trade has paid for half of them.
    opcc:
      - nothing: the survey of shoppers is late.
      - closing: "[All surveys](https://www.example.org/surveys) are on my website."
  roads:
    force:
      - Volunteers were trained.
      - Speed checks were made on the ring road before eight in the morning.
      - Two lorries in three were found to be overloaded.
      - Every lorry driver who was stopped spoke with an officer about tiredness.
      - A campaign against drink driving ran over the holidays.
    opcc:
      - see: centres
        stream: force
      - Helmets were given to a hundred learners.
  homes:
    force:
      - Volunteers were trained.
      - Body-worn film was used in nine cases in ten.
    opcc:
      - see: roads
      - The **helpline** took 412 calls.
"""


def pieces() -> Pair:
    """Points, halves, marks, three that say the same, and a key aim with another key."""
    quarter = "2025-26-q2"
    book = westmark("2025-26-q1")
    book.files[quarter] = file_of(PIECES)
    pair = Pair("pieces", book)
    # A point under another update, one that is none any more, one that has become one.
    pair.move_under("Street pastors walked", "Market days were")
    pair.move("Traders were given a number", (quarter, "centres", "force"))
    pair.reword("Market days were policed", "as follows", "in three ways")
    # One in two halves: the longer is still it. Two in one: it is the one that is left.
    pair.reword(
        "Shop radios were", " The chamber of trade has paid for half of them.", ""
    )
    pair.add(
        (quarter, "centres", "force"),
        "The chamber of trade has paid for half of the radios.",
        at=5,
    )
    pair.take_out("Every lorry driver who")
    pair.reword(
        "Two lorries in three",
        "overloaded.",
        "overloaded, and their drivers were spoken to about tiredness.",
    )
    # Of three that say the same, one goes: the one that is not there any more.
    gone = pair.after.cell((quarter, "roads", "force")).pop(0)
    pair.truth[gone.number, None] = "missing"
    pair.rewrite(
        "A campaign against drink", "A campaign on drink driving ran at Easter."
    )
    pair.reword("The **helpline**", "**helpline**", "helpline")
    pair.reword("All surveys", "surveys)", "surveys/2025)")
    pair.reword("the survey of shoppers", "is late", "was never sent out")
    pair.caveat(quarter, "One station has not sent its figures.")
    pair.add((quarter, "homes", "opcc"), {"see": "centres", "stream": "force"})
    # The first of its period is printed first.
    lead = pair.after.find("Begging was met")
    lead.said["lead"] = True
    pair.truth[lead.number, lead.number] = "moved"
    # Another key for a key aim, in the plan and wherever it is named.
    aims = pair.after.aims
    texts = {{"homes": "safe_homes"}.get(key, key): text for key, text in aims.items()}
    aims.clear()
    aims |= texts
    cells = pair.after.files[quarter].cells
    cells["safe_homes"] = cells.pop("homes")
    pair.aim_reworded("safe_homes", "nobody is hurt", "nobody is afraid or hurt")
    return pair


class Case(NamedTuple):
    """A pair, and the editions that it is written in."""

    make: Callable[[], Pair]
    editions: tuple[Edition, ...]
    unsure: int
    """Without ids, no more lines than this may be told as unsure."""


CASES = {
    "real": Case(real, (*EVERY, Edition.AS_WRITTEN), 9),
    "pieces": Case(pieces, EVERY, 5),
}
