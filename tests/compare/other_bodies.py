"""Versions of what other bodies report, with what is true of each line.

A mayor and a council, written before the comparison was changed: reworded a
little and a lot, figures only, moved and swapped, split and merged, told anew, one-word statuses
under commitments, rows that are all but alike, and old words that are copied elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from tests.compare.books import Book, Pair, Said, entry_of
from tests.compare.pairs import westmark

Q = "2025-26-q2"
Told = Mapping[tuple[str, str], Sequence[str | Said]]


def book_of_aims(aims: Mapping[str, str], told: Told = MappingProxyType({})) -> Book:
    """A project with these key aims, and what it tells in its newest quarter."""
    book = westmark("2025-26-q1", Q, aims=aims)
    for (aim, stream), entries in told.items():
        book.cell((Q, aim, stream)).extend(map(entry_of, entries))
    return book


def _promise(text: str, *points: str) -> Said:
    said: dict[str, Any] = {"text": text, "points": [*points]}
    return said


def _set_status(pair: Pair, promise: str, status: str) -> None:
    """Another word under a promise, which others have too."""
    pair.retell(pair.after.find(promise).points[0], status)


MAYOR: Told = {
    ("transport", "force"): (
        "Bus franchising began in the north of the region on 3 July.",
        "The single fare was held at £2 for a further year.",
        "Tram services to Ketterby were extended to midnight on Fridays.",
        "Twelve miles of protected cycle lane were opened along the Old Turnpike.",
        "Passengers made 9.4 million journeys, 3% more than in the quarter before.",
        "Ticket machines at all 42 stops now take contactless cards.",
    ),
    ("homes", "opcc"): (
        "Brownfield grants of £6.5m were agreed for 812 homes at the former steelworks.",
        "Brownfield grants of £2.1m were agreed for 240 homes at the former dye works.",
        "Brownfield grants of £3.3m were agreed for 355 homes at the former tannery.",
        "The Good Landlord Charter now covers 31,000 tenancies.",
        "A housing first team found flats for 58 people who had slept rough.",
        "We will retrofit 2,000 council homes by December 2026. Work has begun in Ellerton.",
        "Surveyors found mould in one in nine of the homes that they entered.",
    ),
    ("skills", "opcc"): (
        _promise("A bootcamp in every borough", "Green", "Seven have opened."),
        _promise("Free bus travel for apprentices", "Amber"),
        _promise("A thousand digital courses for adults", "Red"),
        _promise("Careers hubs in all secondary schools", "Green"),
        _promise("A jobs fair in each town each spring", "Amber"),
    ),
    ("skills", "force"): (
        "Adult education places rose to 48,200.",
        "Colleges were not asked to repay what they could not spend.",
        "The Young Person's Guarantee was agreed with four large employers, among them the airport.",
        "Apprenticeship starts fell by 212, mostly in construction.",
    ),
}


def mayor() -> Pair:
    """A mayor: near-identical grants, traffic-light words under pledges, figures."""
    aims = {
        "transport": "A network that joins up.",
        "homes": "Homes that people can afford.",
        "skills": "Skills for good work.",
    }
    pair = Pair("mayor", book_of_aims(aims, MAYOR))
    pair.reword("Bus franchising began", "3 July", "5 July")
    pair.reword("The single fare", "held at £2", "raised to £2.50")
    pair.rewrite(
        "Tram services to Ketterby",
        "On Fridays the last tram to Ketterby now leaves at midnight.",
    )
    pair.rewrite(
        "Twelve miles of protected",
        "Cyclists have a lane of their own for twelve miles beside the Old Turnpike.",
    )
    pair.reword("Passengers made", "9.4 million", "9.1 million")
    pair.move_to("Ticket machines", 1)
    # The figures of two rows of one form; a third goes, and another comes.
    pair.reword("steelworks", "£6.5m", "£5.6m")
    pair.reword("former dye works", "240 homes", "204 homes")
    pair.take_out("former tannery")
    pair.add(
        (Q, "homes", "opcc"),
        "Brownfield grants of £4.0m were agreed for 410 homes at the former brewery.",
    )
    pair.rewrite(
        "The Good Landlord Charter",
        "Landlords of 31,000 tenancies have signed up to the Good Landlord Charter.",
    )
    pair.reword("A housing first team", "58 people", "61 people")
    pair.reword(
        "We will retrofit",
        "We will retrofit 2,000 council homes by December 2026. ",
        "",
    )
    pair.rewrite(
        "Surveyors found mould",
        "Damp was seen in 11% of dwellings on inspection.",
    )
    _set_status(pair, "Free bus travel", "Green")
    _set_status(pair, "A thousand digital", "Amber")
    # The old words of a pledge's neighbour are copied into another stream.
    pair.add((Q, "skills", "force"), "Free bus travel for apprentices.")
    pair.move_to("A jobs fair in each town", 0)
    pair.reword("Careers hubs", "all secondary schools", "most secondary schools")
    pair.reword("Colleges were not", "were not asked", "were asked")
    pair.reword("Apprenticeship starts", "212", "221")
    pair.reword("The Young Person's", "four large employers", "five large employers")
    # Split: the second half is a new line.
    pair.reword("The Young Person's", ", among them the airport", "")
    pair.add((Q, "skills", "force"), "The airport is one of the employers.")
    pair.move("Adult education places", (Q, "skills", "opcc"), at=0)
    return pair


COUNCIL: Told = {
    ("streets", "force"): (
        "Potholes: 1,204 were repaired, 83 of them within a day.",
        "Gullies: 5,610 were emptied before the autumn rain.",
        "Street lights: 310 were changed to LED in Marl ward.",
        "Street lights: 295 were changed to LED in Thorn ward.",
        "Street lights: 410 were changed to LED in Quay ward.",
        "Street lights: 120 were changed to LED in Abbey ward.",
        "Fly-tipping: 14 people were fined, and one lorry was crushed.",
        "The contract for weekly bin collections was let to Greenway for seven years.",
    ),
    ("care", "opcc"): (
        "The day centre at Fallow Lane reopened after its roof was mended.",
        "Nobody waited longer than 28 days for an assessment of their needs.",
        "Carers were offered a week's rest, and 64 families have taken it up.",
        "The council undertook to build a dementia village on the hospital site. Talks with the trust go on.",
        "Meals are brought to 412 people on weekdays and to 388 at the weekend.",
        "Inspectors rated Orchard House as good in all five areas.",
        "Agency social workers were replaced by permanent ones in three teams out of four.",
        "A grant of £180,000 from the lottery pays for lunch clubs in nine villages.",
    ),
    ("climate", "opcc"): (
        _promise(
            "Plant 10,000 trees",
            "4,100 have been planted.",
            "The rest are on order.",
        ),
        _promise("Put solar panels on every school", "Not started."),
        _promise("Stop using glyphosate in parks", "Done."),
        _promise("Make the fleet electric", "Not started."),
        _promise("Insulate the town hall", "Done."),
    ),
}


def council() -> Pair:
    """A council: rows that are all but alike, swapped cells, statuses, a copied line."""
    aims = {
        "streets": "Clean and safe streets.",
        "care": "Care when it is needed.",
        "climate": "A borough without carbon.",
    }
    pair = Pair("council", book_of_aims(aims, COUNCIL))
    pair.reword("Potholes", "1,204", "1,240")
    pair.reword("Gullies", "before the autumn rain", "ahead of the leaf fall")
    pair.reword("Thorn ward", "295", "299")
    pair.take_out("Quay ward")
    pair.add(
        (Q, "streets", "force"),
        "Street lights: 87 were changed to LED in Castle ward.",
    )
    pair.move_to("Abbey ward", 0)
    pair.rewrite(
        "Fly-tipping",
        "Fourteen fly-tippers were fined and a lorry that one of them used was crushed.",
    )
    pair.rewrite(
        "The contract for weekly",
        "Greenway will empty the bins every week for the next seven years under a new contract.",
    )
    pair.reword("The day centre at", "its roof was mended", "the roof was repaired")
    pair.reword("Nobody waited longer", "28 days", "42 days")
    pair.rewrite(
        "Carers were offered",
        "Sixty-four families have had the week of respite that we offer to carers.",
    )
    pair.reword(
        "dementia village",
        "The council undertook to build a dementia village on the hospital site. Talks",
        "Talks about the hospital site",
    )
    # Two cells change places.
    pair.move("Meals are brought", (Q, "climate", "opcc"), at=0)
    pair.move("Inspectors rated", (Q, "streets", "opcc"))
    pair.rewrite(
        "Agency social workers", "Most teams now have social workers of their own."
    )
    pair.reword("A grant of", "£180,000", "£108,000")
    # The same words again in another place: the line itself stayed.
    pair.add(
        (Q, "streets", "opcc"),
        "The day centre at Fallow Lane reopened after its roof was mended.",
    )
    _set_status(pair, "Put solar panels", "Done.")
    pair.reword("4,100 have been", "4,100", "5,300")
    pair.take_out("The rest are on order.")
    pair.reword("Plant 10,000", "10,000", "8,000")
    pair.move_to("Insulate the town hall", 1)
    pair.take_out("Make the fleet electric")
    pair.add((Q, "climate", "opcc"), _promise("Hold a citizens' jury", "Not started."))
    return pair


OTHERS = {"mayor": mayor, "council": council}
