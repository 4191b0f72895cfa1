"""The real report before and after a quarter's work, and what is true of each line.

Written as an officer would have worked: every edit is one call, and its name says what
kind of change it is.
"""

from __future__ import annotations

from pathlib import Path

from tests.compare.books import Book, Pair, book_in, entry_of, file_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "thames-valley"

Q1, Q2, Q3, Q4 = (f"2019-20-q{number}" for number in range(1, 5))
NEXT, NEW = "2020-21-q1", "2020-21-q2"
PUBLIC, DARE = "public_awareness", "dare_to_share"
OVER, ENGAGE = "oversight", "engagement"
FORCE, OPCC = "force", "opcc"
SAFETY, PROPERTY = "safety_fund", "property_fund"

BEDS = "rough sleepers were offered a bed and advice through the winter night shelter."

QUARTER = f"""\
period: 2020/21 Q2
updates:
  {PUBLIC}:
    {FORCE}:
      - text: "Operation Stronghold was run a second time in September 2020:"
        points:
          - Eleven addresses were searched on one morning.
          - Schools and colleges were sent a film about county lines.
      - Taxi licensing officers of six councils were shown how to spot a young courier.
    {OPCC}:
      - A leaflet on doorstep crime went to 31,000 homes with the council tax bills.
      - closing: Copies of the leaflet are free from my office.
  {DARE}:
    {OPCC}:
      - Families of those who died in Forbury Gardens have begun to see the psychologist.
      - see: {PUBLIC}
    {SAFETY}:
      - A youth club in Wycombe stays open on Fridays with £8,250 from its partnership.
  {OVER}:
    {FORCE}:
      - Forty headteachers came to a briefing on far-right symbols.
  {ENGAGE}:
    {OPCC}:
      - nothing: the survey of night shelters is not back yet.
"""


def before() -> Book:
    """The example, with a few more kinds of entry than it has."""
    book = book_in(EXAMPLE)
    for name, town, number in (
        (Q4, "Slough", 14),
        (Q4, "Oxford", 23),
        (Q4, "Luton", 9),
    ):
        book.cell((name, ENGAGE, SAFETY)).append(
            entry_of(f"In {town}, {number} {BEDS}")
        )
    book.cell((Q4, OVER, OPCC)).append(
        entry_of(
            {
                "text": "£4,000 was given to a theatre group that tours colleges.",
                "outcome": "Twelve colleges have booked the play.",
            }
        )
    )
    book.cell((Q4, PUBLIC, OPCC)).append(
        entry_of(
            "The work under [[dare_to_share]] was told to parish clerks at their meeting."
        )
    )
    book.cell((Q3, OVER, FORCE)).append(
        entry_of({"nothing": "the review of referrals was put off."})
    )
    book.files[NEXT].caveat = entry_of(
        {"caveat": "Figures for June 2020 are provisional."}
    )
    return book


def real() -> Pair:
    """A quarter's work on the real report."""
    pair = Pair("real", before())
    pair.after.report |= {"period": "2020/21 Q2", "since": "2019/20"}
    del pair.after.report["until"]
    _rewordings(pair)
    _rewritings(pair)
    _comings_and_goings(pair)
    _moves(pair)
    _facts(pair)
    _around(pair)
    return pair


def _rewordings(pair: Pair) -> None:
    """Light ones: a figure, a place, a date, a word."""
    pair.refigure(
        pair.reword("national county lines week", "safeguarded 96", "safeguarded 98"),
        ["96"],
        ["98"],
    )
    pair.reword(
        "invited to attend", "Sulhamstead in Reading", "Shaw House near Newbury"
    )
    pair.reword(
        "clarity and guidance",
        "regarding expectations within force",
        "on what is expected within the force",
    )
    pair.reword("An alert was put", "top of every page", "head of every page")
    pair.refigure(
        pair.reword("instigated case conferences", "10 times", "12 times"),
        ["10"],
        ["12"],
    )
    pair.reword("Leaflets and posters", "Forbury Gardens when it", "the Abbey when it")
    # Alike but for a town and a figure, and each another now.
    pair.reword("In Slough", "a bed and advice", "a bed, a hot meal and advice")
    pair.refigure(pair.reword("In Oxford", "23 rough", "27 rough"), ["23"], ["27"])
    pair.reword("In Luton", "winter night shelter", "shelter at the old fire station")


def _rewritings(pair: Pair) -> None:
    """Heavy ones: said again in other words."""
    pair.rewrite(
        "A review has taken place",
        "The Force Intelligence and Specialist Operations Unit now owns a strategic plan"
        " for tackling organised crime groups (OCGs) consistently. It came out of a"
        " review which found excellent work in local policing areas, and room for"
        " improvement in how OCGs and county drugs lines are managed.",
    )
    pair.rewrite(
        "continues to evolve the way",
        "Teams based in each part of the force area are being set up to find children"
        " who are at risk of exploitation in any form, together with our partners. They"
        " will look into missing people as well, because so many of those who go missing"
        " are exploited.",
    )
    pair.rewrite(
        "to record fraud incidents correctly",
        "How fraud is recorded inside TVP is still being put right, so that victims get"
        " the response they need. The forms that are used and the information that is"
        " gathered on each case are under review, with the aim of safeguarding the"
        " vulnerable.",
    )
    pair.rewrite(
        "delivered Prevent training",
        "Prevent training was given to relevant organisations by one of my OPCC staff,"
        " who also writes a newsletter about Prevent with the latest news.",
    )
    pair.rewrite(
        "Working with Reading Refugee Resource",
        "After the attack in Forbury Gardens, refugees and asylum seekers in Reading were"
        " told by the OPCC and Reading Refugee Resource where to find support and how to"
        " report hate crime.",
    )
    pair.rewrite(
        "many community safety partnerships",
        "Many community safety partnerships (CSPs) spend their money on 'county lines',"
        " by which organised crime exploits vulnerable children and adults: to understand"
        " local groups and victims better, or to pay for services for those affected,"
        " often alongside the Youth Offending provision that exists.",
    )
    pair.rewrite(
        "looking into Violence with Injury",
        "Five years of data went into an analysis of violence with injury across the"
        " Thames Valley. CSPs and partner agencies have it, and it supports the work of"
        " the new Violence Reduction Unit.",
    )


def _comings_and_goings(pair: Pair) -> None:
    """Adds, in old quarters and a whole new one; withdrawals, with a word and without."""
    for where, text in (
        (
            (Q4, PUBLIC, FORCE),
            "Horse patrols were out on nine nights with the rural task force.",
        ),
        ((Q4, PUBLIC, PROPERTY), "A round for village halls will open in the summer."),
        (
            (Q4, DARE, OPCC),
            "Foster carers of two counties were taught about online grooming.",
        ),
        (
            (NEXT, DARE, OPCC),
            "A helpline for parents was staffed each evening in lockdown.",
        ),
        (
            (NEXT, ENGAGE, OPCC),
            "Hotel rooms for those without a home were visited twice a week.",
        ),
        (
            (Q1, OVER, OPCC),
            "The Channel panel's minutes were read by an independent adviser.",
        ),
    ):
        pair.add(where, text)
    pair.add_file(NEW, file_of(QUARTER))
    pair.carry_on("have begun to see the psychologist", "In response to the Forbury")
    pair.withdraw(
        "Counter Terrorism Local Profiles", "The profiles are not ours to announce."
    )
    pair.take_out("Early Intervention Youth Fund programme")
    pair.take_out("The Vulnerability Demand Reduction Strategy covers a wide")
    pair.hide("Health and Welfare Group")


def _moves(pair: Pair) -> None:
    """To another key aim, another stream, another place of a list, another update."""
    pair.move("Expertise in modern slavery", (Q4, ENGAGE, FORCE))
    pair.move("promote uptake of Prevent", (Q4, OVER, SAFETY), at=0)
    pair.move("In partnership with SAFE", (NEXT, ENGAGE, OPCC), at=0)
    pair.move("public awareness campaign materials", (Q4, PUBLIC, FORCE))
    pair.move_to("national courier fraud initiative", 0)
    pair.move("Safeguarding Young People and Adults", (Q4, PUBLIC, FORCE), at=1)
    pair.reword(
        "Safeguarding Young People and Adults",
        "at all levels of the education system",
        "in schools and colleges",
    )
    pair.move_under("We used social media and the website", "Social media:")
    pair.add_point("Website:", "The page was read 5,400 times in its first week.")
    pair.move_to("We provided emergency funds", 0)


def _facts(pair: Pair) -> None:
    """An award, an outcome, a reference, a remark; nothing that became something."""
    entry = pair.reword("county High Sheriffs", "£75,000", "£76,500")
    pair.change("county High Sheriffs", award=entry.said["award"] | {"amount": 76500})
    pair.refigure(entry, ["£75,000", "£75,000"], ["£76,500", "£76,500"])
    entry = pair.reword("In August 2019", "£106,733", "£106,933")
    pair.change("In August 2019", award=entry.said["award"] | {"amount": 106933})
    pair.refigure(entry, ["£106,733"], ["£106,933"])
    entry = pair.change("a theatre group", outcome="The play was seen everywhere.")
    pair.refigure(entry, ["Twelve"], [])
    pair.lead_to((Q4, ENGAGE, OPCC), OVER)
    pair.caveat(NEXT, "Figures for May and June 2020 are provisional.")
    pair.take_out("the review of referrals")
    pair.add(
        (Q3, OVER, FORCE), "The review of how referrals are handled was taken up again."
    )


def _around(pair: Pair) -> None:
    """The key aims and the meeting; what is not public."""
    pair.aim_first(ENGAGE)
    pair.aim_reworded(OVER, "share lessons learned", "pass on what was learned")
    pair.say("meeting date", "meeting", "2020-11-20")
    pair.keep_back((Q4, DARE, FORCE), "Quillwort was named by a witness.", both=True)
    pair.keep_back((NEW, OVER, FORCE), "Marshwort may be the next target.", both=False)
