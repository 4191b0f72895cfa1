"""Acronyms, and where they are written out."""

from __future__ import annotations

from tests.cases import in_turn
from tests.language.texts import LINES, stays_quick

from pccreport.language.acronyms import (
    find_acronyms,
    find_definitions,
    is_mostly_capitals,
    known_acronyms,
)


def told(text: str) -> list[tuple[str, str]]:
    """Each acronym as it stands, and itself."""
    return [(text[a.start : a.end], a.short) for a in find_acronyms(text)]


@in_turn(
    ("text", "expected"),
    [
        ("TVP's plan", [("TVP", "TVP")]),
        ("the PCC-funded work", [("PCC", "PCC")]),
        ("a jointly NHS/OPCC funded post", [("NHS", "NHS"), ("OPCC", "OPCC")]),
        ("three CSPs and a CSP's", [("CSPs", "CSP"), ("CSP", "CSP")]),
        ("(OCGs) and SEROCU", [("OCGs", "OCG"), ("SEROCU", "SEROCU")]),
        ("LGBTQ+ people", [("LGBTQ", "LGBTQ")]),
        ("seen by the PC on duty", [("PC", "PC")]),
    ],
)
def test_an_acronym_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """With its plural, without its owner's s."""
    assert expected == told(text)


@in_turn(
    "text",
    [
        "Part IV and Part XII",
        "in (Q1) and Q4",
        "30 MPH, 5 KG, 9 AM",
        "at RG1 7AA",
        "PC Smith and DS 1234",
        "see www.ABC.org and https://ABC.org, or write to ABC@x.org",
        "this must NOT be done",
        "the paper 'PCC PROGRESS REPORT' was seen",
        "PCC PROGRESS REPORT TO THE PANEL 4th September",
        "John Campbell QPM",
        "the COVID-19 lockdown",
        "",
    ],
)
def test_what_is_no_acronym_is_left_alone(text: str) -> None:
    """Numerals, units, ranks, postcodes, addresses, emphasis, headings."""
    assert [] == told(text)


@in_turn(
    ("text", "short", "full"),
    [
        ("by Thames Valley Police (TVP) and", "TVP", "Thames Valley Police"),
        ("organised crime groups (OCGs)", "OCG", "organised crime groups"),
        (
            "the Office of the Police and Crime Commissioner (the OPCC)",
            "OPCC",
            "Office of the Police and Crime Commissioner",
        ),
        ("closed-circuit television (CCTV)", "CCTV", "closed-circuit television"),
        (
            "Violence Against Women and Girls (“VAWG”)",
            "VAWG",
            "Violence Against Women and Girls",
        ),
        (
            "Multi-Agency Risk Assessment Conference (MARAC)",
            "MARAC",
            "Multi-Agency Risk Assessment Conference",
        ),
        (
            "the OPCC (Office of the Police and Crime Commissioner) met",
            "OPCC",
            "Office of the Police and Crime Commissioner",
        ),
        (
            "CSPs (community safety partnerships)",
            "CSP",
            "community safety partnerships",
        ),
    ],
)
def test_a_definition_is_found(text: str, short: str, full: str) -> None:
    """On either side of the bracket."""
    assert [(short, full)] == [(d.short, d.full) for d in find_definitions(text)]
    for d in find_definitions(text):
        assert text[d.start : d.end].removesuffix("s") == short


@in_turn(
    "text",
    ["in partnership with the council (NHS)", "(OPCC)", "TVP (currently on leave)"],
)
def test_a_bracket_is_not_always_a_definition(text: str) -> None:
    """The letters have to be in the name."""
    assert () == find_definitions(text)


def test_what_everybody_knows_is_data() -> None:
    """What is on every shop and form needs no writing out; what only the police say does."""
    assert {
        "UK",
        "MP",
        "GP",
        "NHS",
        "LGBTQ",
        "PDF",
        "ID",
        "HR",
        "RAF",
        "IKEA",
    } <= known_acronyms()
    assert known_acronyms().isdisjoint({"PCC", "CPS", "ANPR", "MARAC", "ASB", "OCG"})


def test_a_line_in_capitals_is_a_heading() -> None:
    """And says nothing of acronyms; one acronym alone is no line."""
    assert is_mostly_capitals(LINES[0])
    assert is_mostly_capitals(LINES[1])
    assert not is_mostly_capitals("OPCC and TVP")
    assert not is_mostly_capitals("OPCC")


def test_the_real_reports_acronyms() -> None:
    """Four are written out; PCC, OPCC and SAFE are the ones that are not."""
    first: dict[str, int] = {}
    for number, line in enumerate(LINES, 1):
        for a in find_acronyms(line):
            first.setdefault(a.short, number)
    written = {
        d.short: n for n, line in enumerate(LINES, 1) for d in find_definitions(line)
    }

    assert {"TVP": 4, "DCC": 5, "OCG": 22, "CSP": 46} == written
    assert first == {
        **{"TVP": 4, "PCC": 4, "DCC": 5, "OCG": 22, "OPCC": 25, "LGBTQ": 40},
        **{
            "CSP": 46,
            "NHS": 69,
        },
    }


def test_long_texts_take_no_time() -> None:
    """The work grows with the text, not with its square."""
    assert stays_quick(find_acronyms)
    assert stays_quick(find_definitions)
