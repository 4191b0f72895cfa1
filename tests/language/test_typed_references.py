"""References typed by hand."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.word_rows import word_vocabulary

NAMES = ("Key Aim", "Key Aims")


def told(text: str, names: tuple[str, ...] = NAMES) -> list[str]:
    """The words of each reference."""
    pattern = word_vocabulary(names).compiled("<ref.to_part>")
    return [found[0] for found in pattern.finditer(text)]


@in_turn(
    ("text", "expected"),
    [
        (
            "See update under Key Aim (1) above, detail",
            ["See update under Key Aim (1) above"],
        ),
        ("See update under 'Key Aim' (1).", ["See update under 'Key Aim' (1)"]),
        ("(see Key Aim 2)", ["see Key Aim 2"]),
        ("please refer to key aim two", ["refer to key aim two"]),
        (
            "as reported under Key Aims 1 and 2",
            ["reported under Key Aims 1"],
        ),
        ("Key Aim 3 below tells", ["Key Aim 3 below"]),
        ("Key Aim 1 is the widest", []),
        ("Grants under Key Aim 1 went on", []),
        ("see the key aims. Two came", []),
        ("see Key Aim 2020 things", []),
        ("We see that Priority 4 matters", []),
        ("as Key Aim 2 asks", []),
    ],
)
def test_a_reference_has_a_word_that_refers(text: str, expected: list[str]) -> None:
    """One that only names a key aim is none."""
    assert told(text) == expected


def test_the_name_is_the_house_s() -> None:
    """Whatever it has in it."""
    assert told("see Aim (a) 2 and Key Aim 3", ("Aim (a)",)) == ["see Aim (a) 2"]
