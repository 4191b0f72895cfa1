"""What changed, as a person reads it at a terminal."""

from __future__ import annotations

import pytest
from tests.expect import Expect
from tests.writers.comparisons import (
    STREAMS,
    added,
    change,
    comparison,
    hostile,
    line,
    of_each_kind,
    pair,
    revised,
    setting,
)

from pccreport.compare.changes import Change, Comparison, line_change
from pccreport.compare.kinds import Kind, Mark
from pccreport.compare.sides import ComparedText, LineKind
from pccreport.language.texts.edit_facts import ChangedFact, Fact
from pccreport.layout.changes import lay_out_changes
from pccreport.model.period_labels import PeriodLabel
from pccreport.model.periods import FinancialYear
from pccreport.writers import text as texts
from pccreport.writers.wrapping import StyledLine, plain_lines

WIDTHS = (40, 80, 120)
LONG = (
    "The office met the partners of the county in the town hall and asked them what "
    "they would do for young people in the coming year, and what it would cost"
)


def write(told: Comparison, width: int = 100) -> list[StyledLine]:
    """The lines of a comparison."""
    return texts.write(lay_out_changes(told), width)


def shown(told: Comparison, width: int = 80) -> list[str]:
    """The lines that are written."""
    return plain_lines(write(told, width)).splitlines()


def about(change: Change, width: int = 80) -> list[str]:
    """The lines on one change, behind its heading."""
    lines = shown(comparison(change), width)
    start = lines.index("    2019/20")
    return [each.strip() for each in lines[start + 1 :]]


def test_a_change_of_each_kind_is_shown_in_its_place(expect: Expect) -> None:
    """The counts, the table, the plan, then each change where it stands, with both places."""
    expect(shown(of_each_kind()))


REVISED = [
    ("Officers met 96 people at the market.", "Wardens met 96 people at the market."),
    ("May", "June"),
    ("We met people", "We met many people"),
    ("We met", "We met many"),
    # Marks between every other word could not be read.
    (LONG, "Nobody was asked anything at all by us, since no room was found"),
]


def test_a_revised_text_is_one_with_marks_or_two_texts(expect: Expect) -> None:
    """Only one of which most is another is shown before and now; no space is in brackets."""
    for old, new in REVISED:
        expect(about(revised(old, new))[1:])


def test_words_are_styled_where_there_are_colours() -> None:
    """What is gone and what has come are pieces of their own, in brackets."""
    change = revised("We met 96 people on 1 May.", "We met 98 people on 1 May.")
    pieces = write(comparison(change))[-1]

    assert [
        ("        We met ", ""),
        ("[-96-]", "deleted"),
        ("{+98+}", "inserted"),
        (" people on 1 May.", ""),
    ] == pieces


@pytest.mark.parametrize(("width", "streams"), [(40, 4), (80, 9)])
def test_a_table_that_does_not_fit_is_a_list(width: int, streams: int) -> None:
    """On a narrow terminal, and of many streams."""
    more = tuple((f"s{i}", f"Stream {i}") for i in range(2, streams))
    told = comparison(added("one"), added("two"), streams=STREAMS + more)
    lines = shown(told, width)

    assert "1 Safer streets for everyone, Police actions: 2 added" in " ".join(
        lines
    ).replace("   ", " ")
    assert not any(each.startswith("---") for each in lines)


def test_a_move_has_both_positions(expect: Expect) -> None:
    """Key aims by their numbers of now and their words, streams, labels, periods."""
    old = line("told", 3, old=True, aim="young")
    new = line("told", 5)
    later = line("told", head=PeriodLabel(FinancialYear(2020)), label="2020/21")

    words = " ".join(each.strip() for each in about(pair(Kind.MOVED, old, new))[1:4])
    assert words.startswith(
        "(From “Key Aim 2: Young people first” to “Key Aim 1: Safer streets for"
        " everyone”)"
    )
    expect(moved(line("told", old=True), line("told", stream="office")))
    assert "(From 2020/21 to 2019/20)" == moved(later, line("told"))
    expect(moved(line("told", old=True), line("told")))


def moved(old: ComparedText, new: ComparedText) -> str:
    """What is said of a move."""
    return about(pair(Kind.MOVED, old, new))[1]


def test_a_move_to_another_update_names_it(expect: Expect) -> None:
    """From being a point of one to being a point of another, or of none."""
    one = pair(Kind.UNCHANGED, line("one", old=True), line("one more"))
    two = pair(Kind.UNCHANGED, line("two", 2, old=True), line("two", 2))

    def told(old: int, new: int) -> str:
        sides = line("p", 3, old=True, parent=old), line("p", 3, parent=new)
        changes = (one, two, pair(Kind.MOVED, *sides))
        return " ".join(shown(comparison(*changes)))

    expect(told(0, 1))
    expect(told(1, -1))
    expect(" ".join(told(-1, 0).split()))
    expect(told(0, 0))
    gone = change(Kind.WITHDRAWN, line("gone", old=True), None)
    sides = line("p", 3, old=True, parent=0), line("p", 3)
    expect(shown(comparison(gone, pair(Kind.MOVED, *sides)))[-2])


def test_doubts_reasons_and_figures_are_shown(expect: Expect) -> None:
    """Whatever is to be known of a change stands between its place and its words."""
    gone = line("told", 3, old=True)
    unsure = revised("told once", "told twice", sure=False)
    restated = revised(
        "96 came", "98 came", facts=(ChangedFact(Fact.FIGURES, ("96",), ("98",)),)
    )

    expect(about(unsure)[1])
    expect(about(restated)[1])
    expect(about(change(Kind.WITHDRAWN, gone, None, reason="told twice")))
    silent = change(Kind.MISSING, gone, None)
    expect(about(silent)[1])
    expect(shown(comparison(silent)))
    closed = change(Kind.WITHDRAWN, gone, None)
    expect(about(closed)[1])
    later = line_change(gone, None, Mark.WITHDRAWN, Mark.LATER)
    expect(about(later)[1])
    silence = line("none yet", 3, old=True, sort=LineKind.NOTHING)
    expect(about(change(Kind.WITHDRAWN, silence, None)))


def test_what_is_private_is_labelled(expect: Expect) -> None:
    """It is here only because somebody asked for it."""
    told = comparison(added("told", private=True), private=(0, 1))

    expect(shown(told))
    expect(about(added("told", private=True)))


@pytest.mark.parametrize(
    "made",
    [
        setting(Kind.MOVED_REVISED, "key aim", "a b c", "a b d", "safer"),
        setting(Kind.REVISED, "key aim", "a b c", "a b d", "young"),
        setting(Kind.REVISED, "numbers", "1", "2"),
        setting(Kind.MOVED, "focus area", "a", "a"),
        setting(Kind.REVISED, "colour", "a", "b"),
    ],
)
def test_plan_sentences(made: Change, expect: Expect) -> None:
    """Each kind of change has its sentence, also one that is not known yet."""
    expect(shown(comparison(plan=(made,))))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.slow)])
def test_every_line_fits(width: int, share: int) -> None:
    """However long the words and however narrow the terminal."""
    for told in (of_each_kind(LONG), *hostile()[::share]):
        lines = write(told, width)
        longest = max(sum(len(piece.text) for piece in each) for each in lines)

        assert longest <= width


def test_a_terminal_cannot_be_attacked() -> None:
    """Escape sequences and text directions are shown by number, wherever they stand."""
    for told in hostile():
        lines = plain_lines(write(told)).split("\n")

        assert all(each.isprintable() for each in lines)
    assert "<U+202E>evil<U+2066>" in plain_lines(write(hostile()[1]))
