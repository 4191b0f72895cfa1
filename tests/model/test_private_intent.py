"""Which lines, notes, fields and files are meant to keep something private."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.model.private_intent import (
    find_mark,
    intends_private,
    is_private_cell,
    is_private_file,
    is_private_note,
)

MARKS = "public publish published publication private confidential internal restricted secret"
VALUES = "true yes on y t 1 false no off n f 0"
LITTLE = "is are for do be to only use keep this please strictly yet never don't"
MEANT = "pubic publci Public is_public not-public privat priavte withdrawn withdrawm"
OTHERS = "pupil pilot public_awareness climate primary drawn id owner"


@in_turn("mark", MARKS.split())
@in_turn("value", VALUES.split())
def test_a_mark_with_a_value_is_one(mark: str, value: str) -> None:
    """Each word with each value, whichever it is; a field of that name as well."""
    assert find_mark(f"One.\n{mark}: {value}") == (5, 5 + len(f"{mark}: {value}"))
    assert intends_private(f"- {{text: One., {mark}: {value}}}")


@in_turn("mark", MARKS.split())
def test_a_mark_alone_keeps_private_what_is_not_open(mark: str) -> None:
    """`private` does, and `not public`; `public` and `not private` do not."""
    closed = mark in MARKS.split()[4:]

    assert is_private_note(f"# {mark}") is closed
    assert is_private_note(f"# not {mark}") is not closed
    assert (find_mark(mark) is not None) is closed


@in_turn("word", LITTLE.split())
def test_a_little_word_may_be_in_a_mark(word: str) -> None:
    """And is none by itself."""
    assert find_mark(f"{word} private: yes")
    assert not find_mark(f"{word} {word}")
    assert not find_mark(f"{word} names: yes")


@in_turn("name", MEANT.split())
def test_a_field_that_was_meant_as_a_mark_is_one(name: str) -> None:
    """With a colon or a sign of equality."""
    for sign in (": ", " : ", "=", " = "):
        assert intends_private(f"- text: One.\n  {name}{sign}because")


@in_turn("name", OTHERS.split())
def test_another_field_is_none(name: str) -> None:
    """Though it has letters in common with one."""
    assert not intends_private(f"- text: One.\n  {name}: because")


@in_turn(
    ("name", "private"),
    [
        ("updates/private/x.yaml", True),
        ("p/updates/Private/x.yaml", True),
        ("p\\updates\\private\\x.yaml", True),
        ("HEAD:updates/private/x.yaml", True),
        ("updates/private/2022/q4/x.yaml", True),
        ("private/x.yaml", False),
        ("updates/private", False),
        ("updates/private.yaml", False),
        ("myupdates/private/x.yaml", False),
        ("updates/private-notes/x.yaml", False),
    ],
)
def test_a_file_is_private_by_its_folders(name: str, private: bool) -> None:
    """However they are capitalised, and however deep it is."""
    assert is_private_file(name) is private


@in_turn(
    ("head", "value", "private"),
    [
        ("Publish?", "No", True),
        ("Publish?", "No, names a victim", True),
        ("May it be published?", "Yes", False),
        ("May it be published?", "not sure", True),
        ("Published", "12 May", False),
        ("Public", "n", True),
        ("Private", "Yes", True),
        ("Private", "No", False),
        ("Not for publication", "x", True),
        ("Not for publication", "no", False),
        ("Update", "No", False),
        ("Restricted", "VALUE", True),
        ("Restricted", "-", False),
        ("Restricted", "", False),
        ("Restricted", "Not restricted", False),
        ("Marking", "OFFICIAL", False),
        ("OK to publish", "till December", True),
        ("Public or exempt", "yes", True),
        ("Public or exempt", "public", False),
        ("Publish?", "Yes, but not till May", True),
        ("Part 1 or 2", "2", True),
        ("Part 1 or 2", "1", False),
        ("Public meetings", "12", False),
        ("What the public said", "It was late.", False),
    ],
)
def test_a_column_may_keep_its_rows_private(
    head: str, value: str, private: bool
) -> None:
    """By its head and what is in the cell; an answer that is none keeps it private."""
    assert private is is_private_cell(head, value)


def test_a_line_is_a_mark_or_none_wherever_it_is_repeated() -> None:
    """What the line above makes of it is asked each time."""
    assert find_mark("\n\nThis was kept\nprivate.\nand ended.\nprivate.\n") == (36, 43)
    assert find_mark("Two came.\n\nTwo came.\n\n") is None
