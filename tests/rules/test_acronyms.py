"""What is an acronym, and what spells it out."""

from __future__ import annotations

from pathlib import Path

from tests import projects
from tests.cases import in_turn

from pccreport.pipeline.check import check


def acronyms(folder: Path, *texts: str) -> list[str]:
    """The words at which an acronym is found in a report of some updates."""
    updates = projects.one_update("\n".join(f"- '{text}'" for text in texts))
    found = check(projects.write(folder, updates=updates)).findings
    return [f.at.span.text for f in found if f.rule == "acronym-undefined"]


@in_turn(
    ("text", "expected"),
    [
        ("The ANPR-funded work and the ABC’s plan.", ["ANPR", "ABC"]),
        ("A jointly DEF/GHI funded post.", ["DEF", "GHI"]),
        ("Three OCGs and SEROCU.", ["OCGs", "SEROCU"]),
        ("In partnership with the council (MARAC).", ["MARAC"]),
        ("VKPP (currently on leave) met.", ["VKPP"]),
    ],
)
def test_an_acronym_is_found(tmp_path: Path, text: str, expected: list[str]) -> None:
    """With its plural, without its owner’s s, also if a bracket has other words."""
    assert acronyms(tmp_path, text) == expected


@in_turn(
    "text",
    [
        "Part IV and Part XII, in (Q1) and Q4, 30 MPH, 5 KG, at RG1 7AA.",
        "DC Smith and DS 1234 asked, and this must NOT be done.",
        "See www.ABC.org and https://ABC.org, or write to ABC@x.org.",
        "The paper “PCC PROGRESS REPORT” was seen.",
        "The COVID-19 lockdown, and LGBTQ+ people in the NHS.",
        "Organised crime groups (OCGs) met; an OCG is small.",
        "The Northern Roads Unit (“NRU”) met the NRU.",
        "The Multi-Agency Risk Assessment Conference (MARAC) met the MARAC.",
        "The VAW (violence against women) board, and the VAW team.",
        "The Violence Against Women And Girls board met, as did VAWAG.",
        "CENDI, a group of editors, and TIAA Ltd.",
        "It was a BIG day, and a big help.",
    ],
)
def test_what_needs_no_spelling_out(tmp_path: Path, text: str) -> None:
    """Numerals, units, ranks, addresses, emphasis, what all know, and what is spelt out."""
    assert acronyms(tmp_path, text) == []
