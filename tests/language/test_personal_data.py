"""Telephone numbers, e-mail addresses, postcodes, crime references."""

from __future__ import annotations

from tests.cases import in_turn
from tests.rules.found import findings_in

TELEPHONE, EMAIL = "a telephone number", "an email address"
POSTCODE, CRIME_REFERENCE = "a postcode", "a crime reference"


def told(text: str) -> list[tuple[str, str]]:
    """What is found, with its kind."""
    return [
        (found.at.span.text, found.message.removesuffix(" would be printed"))
        for found in findings_in("private-data", text)
    ]


@in_turn(
    ("text", "words", "kind"),
    [
        ("call 01865 541957 now", "01865 541957", TELEPHONE),
        ("call 07700 900123.", "07700 900123", TELEPHONE),
        ("on 020 7946 0123,", "020 7946 0123", TELEPHONE),
        ("Tel: (01632) 960 123", "(01632) 960 123", TELEPHONE),
        ("at +44 7700 900123", "+44 7700 900123", TELEPHONE),
        ("at +44 (0)1632 960123", "+44 (0)1632 960123", TELEPHONE),
        ("at 07700900123", "07700900123", TELEPHONE),
        ("to jo.smith@example.org.", "jo.smith@example.org", EMAIL),
        ("(a_b+c@police.uk)", "a_b+c@police.uk", EMAIL),
        ("in OX5 2NX lives", "OX5 2NX", POSTCODE),
        ("at SW1A 1AA", "SW1A 1AA", POSTCODE),
        ("at W1T 4JT, M1 1AE", "W1T 4JT", POSTCODE),
        ("see 43200123456 for", "43200123456", CRIME_REFERENCE),
        ("see CR/12345/20", "CR/12345/20", CRIME_REFERENCE),
        ("URN 43TV0123420", "43TV0123420", CRIME_REFERENCE),
        ("43/TV/01234/20", "43/TV/01234/20", CRIME_REFERENCE),
        ("43 TV 01234 20", "43 TV 01234 20", CRIME_REFERENCE),
        ("Crime reference number: 12345/20", "12345/20", CRIME_REFERENCE),
        ("crime ref. 22NOT/123456", "22NOT/123456", CRIME_REFERENCE),
        ("(URN 123456)", "123456", CRIME_REFERENCE),
    ],
)
def test_what_is_private_is_found(text: str, words: str, kind: str) -> None:
    """By its form, or by the word before it."""
    assert (words, kind) == told(text)[0]


@in_turn(
    "text",
    [
        "£01865541957 and £87,652 in cash, £1.2m",
        "in 2019/20, 2020 and 2017-2021",
        "on 26 August 2020, 26/08/2020, 2020-08-26",
        "grant 12345678, award PPAF/12345/20, contract 2019/S 123-456789",
        "charity 1089969, company 01234567",
        "call 101 or 999, or 0800 555 111 for Crimestoppers",
        "the helpline 0300 123 4567 or 0808 1689 111",
        "Q1 2020, A4 page, M4 3 lanes, B1 and B2",
        "the crime number for 2020 and 250,000 crimes",
        "the crime numbers 12,345 and 23,456",
        "follow @ThamesVP, 5 @ £3",
        "from 0.0123456789 to 12345678901234",
        "1,234,567,890 and 10 000 000 000",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Money, years, dates, grants, published numbers and handles."""
    assert [] == told(text)
