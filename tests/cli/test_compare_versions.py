"""What a panel's clerk must see of two versions of a report, as `pccreport compare` words it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests import measured, projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.test_promises import ASKED

from pccreport.language.edit_facts import Fact
from pccreport.schema.builtin_schemas import load_schema

HEAD = "period: 2024/25 Q2\nupdates:\n  crisis:\n    force:\n"
Answer = dict[str, Any]


def written(folder: Path, entries: str = "", **files: str) -> Path:
    """A project with these entries in its only cell, or with other files of `measured`."""
    if entries:
        rows = entries.strip().splitlines()
        files["q2"] = HEAD + "".join(f"      {row}\n" for row in rows)
        files.setdefault("q1", "period: 2024/25 Q1\nupdates: {}\n")
    return measured.write(folder, **files)


@pytest.fixture
def compared(run: Run, tmp_path: Path) -> Any:
    """Compares two projects, and returns the answer in JSON, which has its schema."""

    def answer_for(old: dict[str, str], new: dict[str, str]) -> Answer:
        before = written(tmp_path / "old", **old)
        after = written(tmp_path / "new", **new)
        done = run("compare", before, after, "--output-format", "json")
        answer: Answer = json.loads(done.stdout)
        Draft202012Validator(load_schema("changes")).validate(answer)
        return answer

    return answer_for


def first(answer: Answer) -> list[str]:
    """The lines to look at first."""
    return [each["told"] for each in answer["first"]]


def shown(answer: Answer) -> list[tuple[str, str, str]]:
    """The kind of each change of a line, and its words before and now."""
    return [
        (c["kind"], *((c[side] or {}).get("text", "") for side in ("old", "new")))
        for c in answer["changes"]
        if c["kind"] != "unchanged"
    ]


def test_the_schema_has_every_reason_to_look() -> None:
    """Each can be in the answer."""
    tree = load_schema("changes")
    matters = tree["$defs"]["first_change"]["properties"]["matter"]["enum"]
    assert [*map(str, Fact)] == matters


def test_an_update_that_was_joined_to_another_is_not_missing(compared: Any) -> None:
    """Its sentences are all there; one with more words than these is another thing."""
    boxing = (
        "Boxing on Friday nights drew 45 boys, and 12 of them train as coaches now."
    )
    rovers = "Holm Rovers had 60 places."
    apart = f"- {boxing}\n- {rovers}\n- The canal was cleaned by 12 boys."
    joined = f"- {boxing} {rovers}\n- All said that the canal was cleaned by 12 boys."
    answer = compared({"entries": apart}, {"entries": joined})

    assert ("moved", rovers, "") in shown(answer)
    [line] = [c for c in answer["changes"] if c["old"] and c["old"]["text"] == rovers]
    assert f"{boxing} {rovers}" == line["perhaps"]["text"]
    assert not [told for told in first(answer) if told.startswith("Missing")]


def test_a_sentence_that_is_quoted_as_wrong_has_not_moved(compared: Any) -> None:
    """After a colon, its words are part of another sentence, which can say the contrary."""
    boxing = (
        "Boxing on Friday nights drew 45 boys, and 12 of them train as coaches now."
    )
    rovers = "Holm Rovers had 60 places."
    answer = compared(
        {"entries": f"- {boxing}\n- {rovers}"},
        {"entries": f"- '{boxing} This was wrong: {rovers}'"},
    )

    assert ("missing", rovers, "") in shown(answer)


def test_an_update_that_is_withdrawn_is_not_joined(compared: Any) -> None:
    """Though another one has its words: the office says why it went."""
    old = "- Boxing on Friday nights drew 45 boys, and 12 train as coaches.\n- {id: r, text: Holm Rovers had 60 places.}"
    new = "- Boxing on Friday nights drew 45 boys, and 12 train as coaches. Holm Rovers had 60 places.\n- {id: r, withdrawn: Twice.}"
    answer = compared({"entries": old}, {"entries": new})
    assert ("withdrawn", "Holm Rovers had 60 places.", "") in shown(answer)


def test_an_update_that_was_split_says_nothing_new(compared: Any) -> None:
    """The sentence that has its own bullet was there before; a repeated one was there twice."""
    pair = "Mediators saw 44 homes. The police came to 30 of them again."
    apart = "- Mediators saw 44 homes.\n- The police came to 30 of them again."
    answer = compared({"entries": f"- {pair}"}, {"entries": apart})
    assert {"moved", "revised"} == {kind for kind, *_ in shown(answer)}

    once, twice = f"- {pair}", f"- {pair}\n- Mediators saw 44 homes."
    answer = compared({"entries": once}, {"entries": twice})
    assert ["added"] == [kind for kind, *_ in shown(answer)]


def test_the_remark_names_the_update_that_has_the_words(
    run: Run, tmp_path: Path
) -> None:
    """On the screen, where the officer looks."""
    both = "Boxing drew 45 boys. Holm Rovers had 60 places."
    old = written(
        tmp_path / "old", "- Boxing drew 45 boys.\n- Holm Rovers had 60 places."
    )
    new = written(tmp_path / "new", f"- {both}")

    assert f"(Its words are now in “{both}”" in " ".join(
        run("compare", old, new).stdout.split()
    )
    assert f"(Its words were in “{both}”" in " ".join(
        run("compare", new, old).stdout.split()
    )


def test_a_point_of_another_road_is_another_point(compared: Any) -> None:
    """In a list of alike rows, the name decides, not the place in the list."""
    rows = "- {text: 'Drivers were reported:', points: [%s]}"
    old = ["On the A417, 312 were reported.", "On the B4077, 188 were reported."]
    new = ["On the A417, 321 were reported.", "On the A40, 44 were reported."]
    answer = compared(
        {"entries": rows % ", ".join(f"'{row}'" for row in old)},
        {"entries": rows % ", ".join(f"'{row}'" for row in new)},
    )

    assert [
        ("revised", old[0], new[0]),
        ("missing", old[1], ""),
        ("added", "", new[1]),
    ] == sorted(
        shown(answer), key=lambda c: ["revised", "missing", "added"].index(c[0])
    )


def test_a_town_that_is_gone_is_not_a_rewording_of_its_neighbour(compared: Any) -> None:
    """The neighbour, with other figures, is itself."""
    row = "- In {}, {} homes were visited and {} of them were given new smoke alarms."
    towns = [("Aldmouth", 430, 58), ("Brinn", 298, 47), ("Eastholt", 233, 29)]
    old = [*towns, ("Corley", 301, 36), ("Dunsea", 205, 30), ("Farrow", 140, 18)]
    new = [*towns, ("Corley", 310, 36), ("Farrow", 104, 81)]
    last = [("Aldmouth", 412, 61), ("Brinn", 305, 44), ("Corley", 288, 39)]
    last += [("Dunsea", 197, 22), ("Eastholt", 240, 37), ("Farrow", 131, 15)]
    head = HEAD.replace("Q2", "Q1")
    quarter = head + "".join(f"      {row.format(*t)}\n" for t in last)
    rest = {
        "q1": quarter,
        "report": measured.REPORT.replace("since: 2024/25 Q2", "since: 2024/25 Q1"),
    }
    answer = compared(
        *(rest | {"entries": "\n".join(row.format(*t) for t in s)} for s in (old, new))
    )

    assert [
        "Missing: “In Dunsea, 205 homes were visited and 30 of them were given…”"
    ] == [told for told in first(answer) if "Missing" in told]


def test_a_point_of_an_update_that_is_gone_is_no_point_of_another(
    compared: Any,
) -> None:
    """Whatever the numbers of their lines are."""
    row = "- {text: %s, points: [%s]}"
    old = row % ("Buses run at night to Holm.", "The depot took on nine new drivers.")
    point = "Nine new locks came by post."
    for new in (row % ("Wardens put marks on sheds.", point), f"- {point}"):
        answer = compared({"entries": old}, {"entries": new})
        assert {"missing", "added"} == {kind for kind, *_ in shown(answer)}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Card fraud rose by 12 per cent.", "Card fraud fell by 12 per cent.", "“rose” is now “fell”"),
        ("Thefts were down in the west.", "Thefts were up in the west.", "“down” is now “up”"),
        ("Crews were slower than in June.", "Crews were quicker than in June.", "“slower” is now “quicker”"),
        ("Every station in the Fells was open.", "Most stations in the Fells were open.", "“every” is now “most”"),
        ("We will open a youth centre in Ditton.", "We hope to open a youth centre in Ditton.", "“will” is now “hope to”"),
    ],
)  # fmt: skip
def test_the_contrary_and_the_weaker_word_are_first(
    old: str, new: str, told: str, compared: Any
) -> None:
    """The figures are the same, and a word makes it another thing."""
    [only] = first(
        compared(*({"entries": f"- {{id: a, text: {t}}}"} for t in (old, new)))
    )
    assert only.startswith(f"{told}: ")


def test_more_of_both_words_is_no_contrary(compared: Any) -> None:
    """The old word is still there."""
    old = "- {id: a, text: Thefts rose in the west.}"
    new = "- {id: a, text: Thefts rose in the west and fell in the east.}"
    [only] = first(compared({"entries": old}, {"entries": new}))
    assert only.startswith("Revised: ")


def test_ordinary_figures_leave_room_for_all_that_a_reader_must_not_miss(
    compared: Any,
) -> None:
    """A “not” that went, a name and a promise are among the ten, in their order."""
    figure = "- {id: f%d, text: Week %d had %d callers.}"
    rest = (
        "- {id: n, text: It was not late.}",
        "- {id: d, text: A desk will be opened., due: 2024/25 Q3}",
        "- {id: v, text: A van is in Aldham.}",
        "- {id: r, text: Talks went on.}",
    )
    rest_now = (
        "- {id: n, text: It was late.}",
        rest[1].replace("Q3", "Q4"),
        rest[2].replace("Aldham", "Burnton"),
        rest[3].replace("went", "go"),
    )
    old = "\n".join((*(figure % (n, n, n + 40) for n in range(12)), *rest))
    new = "\n".join((*(figure % (n, n, n + 70) for n in range(12)), *rest_now))
    answer = compared({"entries": old}, {"entries": new})

    matters = [each["matter"] for each in answer["first"]]
    found = ["negation", "promise", *["figures"] * 2, "name", *["figures"] * 5]
    assert found == matters
    assert 6 == answer["summary"]["more"]


def test_a_promise_that_moved_is_one_whatever_its_words(compared: Any) -> None:
    """Its date is listed besides another figure or a “not” in its text, and once if that is all."""
    old = "- {id: d, text: A desk is opened in spring., due: 2024/25 Q3}"
    worded = "- {id: d, text: A desk is not opened in spring., due: 2024/25 Q4}"
    moved = "Due 2024/25 Q3 → 2024/25 Q4: "
    both = first(compared({"entries": old}, {"entries": worded}))
    assert [f"{moved.rstrip(': ')}; “not” is new"] == [
        told.partition(":")[0] for told in both
    ]

    alone = first(compared({"entries": old}, {"entries": old.replace("Q3", "Q4")}))
    assert [f"{moved}“A desk is opened in spring.”"] == alone

    stays = old.replace("in spring", "by 30 September 2026")
    words = stays.replace("30 September", "31 October")
    in_words = first(compared({"entries": stays}, {"entries": words}))
    assert ["Dates 30 September 2026 → 31 October 2026"] == [
        told.partition(":")[0] for told in in_words
    ]
    both = first(compared({"entries": stays}, {"entries": words.replace("Q3", "Q4")}))
    assert [moved.rstrip(": ")] == [told.partition(":")[0] for told in both]

    kept = "- {id: d, text: Two of the desks are open., due: 2024/25 Q4}"
    will = old.replace("is opened in spring", "will open by 31 December 2024")
    put_off = first(compared({"entries": will}, {"entries": kept}))
    assert [] == [told for told in put_off if told.startswith("Dropped")]


@in_turn(
    ("due", "told"),
    [
        ("2024-09-30", "Continued: “The study is on our website.”"),
        ("2024/25 Q2", "Continued: “The study is on our website.”"),
        ("2024-06-30", "Due 2024-06-30 → no date: “The study is on our website.”"),
    ],
)
def test_a_promise_that_is_answered_in_time_has_lost_no_date(
    due: str, told: str, run: Run, tmp_path: Path
) -> None:
    """The update that continues it needs no date of its own."""
    promise = f"- {{id: s, text: We will write a study by {due}., due: {due}}}"
    folder = written(
        tmp_path / "kept",
        "- {text: The study is on our website., continues: s}",
        q1=f"{HEAD.replace('Q2', 'Q1')}      {promise}\n",
    )
    quarters = "2024/25 Q1", "2024/25 Q2"
    done = run("compare", folder, *quarters, "--output-format", "json")

    assert [told] == first(json.loads(done.stdout))


def test_a_figure_of_a_new_quarter_is_behind_a_corrected_one(
    run: Run, tmp_path: Path
) -> None:
    """What continues has another figure or date because the quarter is another one."""
    rows = (
        "{id: l, text: They met on 7 May.}",
        "{id: m, text: We met on 3 %s.}",
        "{id: c, text: 46 calls came.}",
        "{id: t, text: '%d talks were given.'}",
    )
    corrected = HEAD.replace("Q2", "Q1") + "".join(f"      - {row}\n" for row in rows)
    second = (
        HEAD
        + "      - {text: 58 calls came., continues: c}\n"
        + "      - {text: They met on 8 July., continues: l}\n"
    )
    report = measured.REPORT.replace("since: 2024/25 Q2", "since: 2024/25 Q1")
    old = written(
        tmp_path / "old",
        q1=corrected % ("May", 12),
        q2="period: 2024/25 Q2\nupdates: {}\n",
        report=report,
    )
    new = written(
        tmp_path / "new", q1=corrected % ("June", 21), q2=second, report=report
    )
    answer = json.loads(run("compare", old, new, "--output-format", "json").stdout)

    assert [
        "Figures 12 → 21: “21 talks were given.”",
        "Dates 3 May → 3 June: “We met on 3 June.”",
        "Figures 46 → 58: “58 calls came.”",
        "Dates 7 May → 8 July: “They met on 8 July.”",
    ] == first(answer)


@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        ("A bus., award: {amount: 9500}", "A bus., award: {amount: 9000}", "£9,500 → £9,000"),
        ("'A bus: £9,500.', award: {amount: 9500}", "'A bus: £9,500.', award: {amount: 9000}", "£9,500 → £9,000"),
        ("'A bus: £9,500.', award: {amount: 9500}", "'A bus: £9,000.', award: {amount: 9000}", "£9,500 → £9,000"),
        ("412 came by bus.", "'421 came by bus. (In the last report we said 412.)'", "412 → 421"),
    ],
)  # fmt: skip
def test_a_figure_is_beside_that_in_whose_place_it_is(
    old: str, new: str, figures: str, compared: Any
) -> None:
    """The sum of an award counts, and a new text may quote the old figure."""
    [only] = first(
        compared(*({"entries": f"- {{id: a, text: {t}}}"} for t in (old, new)))
    )
    assert only.startswith(f"Figures {figures}: ")


def _second(old: str, new: str) -> dict[str, str]:
    assert old in measured.SECOND
    return {"q2": measured.SECOND.replace(old, new)}


def test_an_earlier_figure_that_is_another_without_a_word_is_first(
    compared: Any,
) -> None:
    """It is in the column of the last time; the same figure with a nought is no other."""
    quietly = measured.FIRST.replace("seen: 91.5", "seen: 95.1")
    [only] = first(compared({}, {"q1": quietly}))
    assert only.startswith(
        "Figures 91.5 (2024/25 Q1) → 95.1 (2024/25 Q1): “People seen"
    )

    [only] = first(compared({}, _second("seen: 92.0", "seen: 92")))
    assert only.startswith("Revised: “People seen")


def test_the_sum_of_other_areas_is_no_fall(compared: Any) -> None:
    """Both rows are named, behind the area that is not published now."""
    full = _second("West: {withheld: one station’s figures are late}", "West: 380")
    lost, total, *_ = first(compared(full, {}))
    assert lost.startswith(
        "Figures 380 → Not published: one station’s figures are late: "
    )
    assert total.startswith("Figures Total 1,085 → Total of the areas given 705: ")


def test_a_lower_target_is_said_once(compared: Any) -> None:
    """Not of each area, and among the first."""
    lower = measured.PLAN.replace("target: 1150", "target: 1250")
    answer = compared({}, {"plan": lower})

    told = "Figures 1,150 → 1,250: “Accidental fires in dwellings (lower is better), Total of…”"
    assert [told] == first(answer)

    lines = measured.PLAN.splitlines(keepends=True)
    fewer = "".join(line for line in lines if not line.startswith("  calls:"))
    without = _second(
        "  calls: {withheld: the line’s new system is being checked}\n", ""
    )
    gone = {
        "plan": fewer,
        "q1": measured.FIRST.replace("  calls: 4310\n", ""),
    } | without
    assert [] == [told for told in first(compared({}, gone)) if "1,1" in told]


def test_a_figure_of_deaths_is_before_other_figures(compared: Any) -> None:
    """Whatever the order of the plan."""
    plan = measured.PLAN.replace("Calls answered by the crisis line", "People drowned")
    calls = "calls: {withheld: the line’s new system is being checked}"
    old = {"plan": plan} | _second(calls, "calls: 2")
    new = {
        "plan": plan,
        "q2": old["q2"]
        .replace("calls: 2", "calls: 3")
        .replace("held: {value: 1188", "held: {value: 1118"),
    }
    told = first(compared(old, new))
    assert ["Figures 2 → 3", "Figures 1,188 → 1,118"] == [
        t.partition(":")[0] for t in told[:2]
    ]


def test_an_answer_that_is_gone_is_said(compared: Any) -> None:
    """A recommendation without its answer is what a panel looks for."""
    nurses = "cadets: {force: [{text: There are twelve nurses., answers: nurses}]}"
    answered = measured.SECOND.replace(
        "cadets: {force: [Three towns have a scheme.]}", nurses
    )
    gone = answered.replace(", answers: nurses", "")
    told = first(compared({"plan": ASKED, "q2": answered}, {"plan": ASKED, "q2": gone}))
    assert [
        "“nurses” in the recommendations has changed: Status answered in 2024/25 Q2 → unanswered"
    ] == told


def test_a_caveat_that_is_gone_is_among_what_is_missing(compared: Any) -> None:
    """Nobody can withdraw it with a reason."""
    caveat = "caveat: Two days in May are not counted.\nupdates:"
    told = first(compared(_second("updates:", caveat), {}))
    assert ["Withdrawn: caveat “Two days in May are not counted.”"] == told


def test_a_caveat_of_a_later_quarter_is_not_missing(compared: Any) -> None:
    """The other side ends before it."""
    caveat = "caveat: Two days in August are not counted.\nupdates:"
    earlier = measured.REPORT.replace("2024/25 Q2", "2024/25 Q1")
    answer = compared(_second("updates:", caveat), {"report": earlier})
    told = "Withdrawn: caveat “Two days in August are not counted.”"
    assert ["withdrawn"] == [e["matter"] for e in answer["first"] if e["told"] == told]


def test_without_a_sign_off_none_has_changed(compared: Any) -> None:
    """Its day is that of the meeting then."""
    house = f"{measured.HOUSE}sign_off: none\n"
    report = "".join(
        r for r in measured.REPORT.splitlines(keepends=True) if "sign_off" not in r
    )
    later = report.replace("meeting: 2024-11-12", "meeting: 2024-11-19")
    answer = compared(
        {"house": house, "report": report}, {"house": house, "report": later}
    )
    assert ["meeting date"] == [change["what"] for change in answer["plan"]]


def test_key_aims_without_numbers_have_a_different_place(
    run: Run, tmp_path: Path
) -> None:
    """They are named by their text."""
    house = f"{measured.HOUSE}numbering: {{aim: none, aim_list: none}}\n"
    lines = measured.PLAN.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("      cadets:"))
    moved = "".join(
        (*lines[: at - 2], lines[at], *lines[at - 2 : at], *lines[at + 1 :])
    )
    old = written(tmp_path / "old", house=house)
    new = written(tmp_path / "new", house=house, plan=moved)
    assert (
        "“A cadet scheme in every town.” has a different place:"
        in run("compare", old, new).stdout
    )


def test_a_key_aim_that_is_moved_is_not_said_to_be_renumbered_too(
    run: Run, tmp_path: Path
) -> None:
    """The others are, in one line."""
    last = "      wildlife: Wildlife crime taken seriously.\n"
    moved = projects.PLAN.replace(last, "").replace(
        "    aims:\n", f"    aims:\n{last}", 1
    )
    old = projects.write(tmp_path / "old")
    new = projects.write(tmp_path / "new")
    (new / "plan.yaml").write_text(moved, "utf-8")
    said = run("compare", old, new).stdout

    assert "Key Aim 1 (was Key Aim 3) has a different place:" in said
    assert "Renumbered: Key Aims 1, 2 are now 2, 3\n" in said


def test_a_line_of_the_opening_has_its_new_number(compared: Any) -> None:
    """If one was put before it."""
    old = "opening:\n  - We report to the panel.\n  - It meets in June.\n"
    new = old.replace("opening:\n", "opening:\n  - Good morning.\n").replace(
        "June", "July"
    )
    answer = compared(*({"house": measured.HOUSE + opening} for opening in (old, new)))
    assert ["house format: opening 1", "house format: opening 3"] == [
        c["what"] for c in answer["plan"]
    ]
