"""Phrases that are the same words with other endings."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.language.stemming import stem_words

SAME = [
    ("increase the pace of change", "increasing the pace of change"),
    ("improve the local response", "Improving the local response"),
    ("to make farms safer", "making farms safer"),
    ("manage demand", "managing demand"),
    ("cut crime", "cutting crime"),
    ("stop thefts & fraud", "stopping theft and fraud"),
    ("Reducing Re-offending", "reduce reoffending"),
    ("supply the force", "supplies the force"),
    ("use the powers", "using the powers"),
    ("fall asleep", "falling asleep"),
]
OTHER = [
    ("increase the pace of change", "improving the local response"),
    ("make farms safer", "making roads safer"),
    ("make farms safer", "making farms safe"),
    ("make farms safer", "making farms and villages safer"),
    ("bring the force", "the force"),
    ("", ""),
    ("—", "—"),
]


def have_same_stems(one: str, other: str) -> bool:
    """Whether two phrases are the same, inflection aside; nothing is like nothing."""
    said = stem_words(one)
    return bool(said) and said == stem_words(other)


@in_turn(("one", "other"), SAME)
def test_endings_do_not_count(one: str, other: str) -> None:
    """What a sentence asks for may end otherwise than what the plan says."""
    assert have_same_stems(one, other)
    assert have_same_stems(other, one)


@in_turn(("one", "other"), OTHER)
def test_different_words_are_kept_apart(one: str, other: str) -> None:
    """Another word, one more or one less is another phrase, and nothing is none."""
    assert not have_same_stems(one, other)
