"""Figures in texts, and what is telling where a text became another."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.texts.edit_facts import Fact, changed_facts
from pccreport.language.texts.figures import find_figures


@in_turn(
    ("text", "figures"),
    [
        ("Nine people, 1,204 holes and 9.4 million miles", ["9", "1204", "9400000"]),
        ("£2.5m, £2,500,000 and £75k", ["£2500000", "£2500000", "£75000"]),
        ("71%, 5 per cent", ["%71", "%5"]),
        ("twenty-three, two hundred and six, two and six", ["23", "206", "2", "6"]),
        ("a dozen, two thousand five hundred", ["12", "2500"]),
        ("on 14 June 2025, in 2019/20", ["year2025", "year2019"]),
        ("£2 in 1,900 places, -3 and 4–5", ["£2", "1900", "-3", "4", "5"]),
        ("Q3, A34, 3rd, often, someone", []),
        ("between 10-12 people, 54 to 71", ["10", "12", "54", "71"]),
    ],
)
def test_figures_are_found_however_written(text: str, figures: list[str]) -> None:
    """In digits and in words, with their units; the day of a date is none."""
    assert figures == [f"{f.unit}{f.value:f}" for f in find_figures(text)]


@in_turn(
    ("old", "new", "told"),
    [
        ("Two people died.", "Three people died.", "figures! Two → Three"),
        ("It cost £2.5m.", "It cost £2.5 million.", ""),
        ("It cost £2.5m.", "It cost £2m.", "figures! £2.5m → £2m"),
        ("It changed by 5%.", "It changed by -5%.", "figures 5% → -5%"),
        ("A man was killed.", "Two men were killed.", "figures!  → Two"),
        ("Of 1,780, not 1,708.", "Of 1,781, not 1,708.", "figures 1,780 → 1,781"),
        ("One family was left.", "Not one family was left.", "negation  → not"),
        (
            "We will open five desks by March 2027.",
            "We opened five desks in March 2027.",
            "",
        ),
        ("It made 90 visits, up from 80.", "It made 80 visits.", "figures 90 → 80"),
        ("Of 5 men and 5 women.", "Of 6 men and 7 women.", "figures 5, 5 → 6, 7"),
        ("We held 12 talks.", "We held 3 talks and 12 walks.", "figures 12 → 3"),
        ("Of 14 calls, 9 were late.", "Of 20 calls, 9 were late.", "figures 14 → 20"),
        ("Thirty days.", "30 days.", ""),
        ("On 3 July.", "On 5 July.", "date 3 July → 5 July"),
        ("On 3 July.", "On Friday 3rd July 2026.", ""),
        ("Since 2028.", "Since 2029.", "date 2028 → 2029"),
        ("It is due in January.", "It is due in March.", "date January → March"),
        ("One of the maps.", "The maps.", ""),
        ("It can’t be.", "It can be.", "negation can't → "),
        ("Built by May 2026.", "Built.", "promise by May 2026 → "),
        (
            "Two men were charged.",
            "Two men were released.",
            "negation charged → released",
        ),
        ("It was slower, not quicker.", "It was quicker, not slower.", ""),
        ("It is for a club by the park.", "Talks against fraud were given there.", ""),
        ("It costs £9.", "It costs no more than £9.", ""),
        ("It is called 'Safe Door'.", "It is called ‘Safe Door’.", ""),
        ("All is well.", "All is fine.", ""),
        ("Built in August 2026.", "Built on 9 August 2026.", ""),
        ("It met the Moor Board.", "It met the Moor Board's chair.", ""),
        ("Up to 40 desks are open.", "40 desks are open.", "negation up to → "),
        ("They signed up to it.", "They signed it.", ""),
        ("All desks but two are open.", "All desks but 2 are open.", ""),
        ("Vans came to PC O'Brien.", "Vans came to PC O’Brien.", ""),
        ("Holm, Ayton and Boyne have it.", "Boyne, Ayton and Holm have it.", ""),
        (
            "Holm has it now, and not Ayton.",
            "Holm has it now, and not Boyne.",
            "name Ayton → Boyne",
        ),
        ("We will end it. It rained.", "We will end it – it rained.", ""),
    ],
)
def test_what_is_telling_comes_first(old: str, new: str, told: str) -> None:
    """Figures, a "not", a promise, a name; "!" is what is about deaths or money."""
    light = Fact.WORD, Fact.WORDING, Fact.SPELLING, Fact.FIGURE
    heavy = [fact for fact in Fact if fact not in light]
    found = next((f for f in changed_facts(old, new) if f.kind in heavy), None)
    words = (
        " → ".join(", ".join(row) for row in (found.old, found.new)) if found else ""
    )
    mark = "!" if found and found.is_grave else ""
    kind = "negation" if found and found.kind in ("contrary", "limit") else ""

    assert told == (f"{kind or found.kind}{mark} {words}" if found else "")
