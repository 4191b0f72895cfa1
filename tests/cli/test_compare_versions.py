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


BOXING = "Boxing on Friday nights drew 45 boys, and 12 of them train as coaches now."
ROVERS = "Holm Rovers had 60 places."
MEDIATORS, POLICE = "Mediators saw 44 homes.", "The police came to 30 of them again."
BUSES, DRIVERS = "Buses run at night to Holm.", "The depot took on nine new drivers."
LOCKS = "Nine new locks came by post."
ROADS = "- {text: 'Drivers were reported:', points: ['On the A417, %s.', 'On the %s.']}"
CHANGED = {
    # Its sentences are all there; one with more words than these is another thing.
    "joined": (
        f"- {BOXING}\n- {ROVERS}\n- The canal was cleaned by 12 boys.",
        f"- {BOXING} {ROVERS}\n- All said that the canal was cleaned by 12 boys.",
        [
            ("revised", BOXING, f"{BOXING} {ROVERS}"),
            ("moved", ROVERS, ""),
            (
                "revised",
                "The canal was cleaned by 12 boys.",
                "All said that the canal was cleaned by 12 boys.",
            ),
        ],
    ),
    # After a colon, its words are part of another sentence, which can say the contrary.
    "quoted as wrong": (
        f"- {BOXING}\n- {ROVERS}",
        f"- '{BOXING} This was wrong: {ROVERS}'",
        [
            ("revised", BOXING, f"{BOXING} This was wrong: {ROVERS}"),
            ("missing", ROVERS, ""),
        ],
    ),
    "withdrawn": (
        f"- {BOXING}\n- {{id: r, text: {ROVERS}}}",
        f"- {BOXING} {ROVERS}\n- {{id: r, withdrawn: Twice.}}",
        [("revised", BOXING, f"{BOXING} {ROVERS}"), ("withdrawn", ROVERS, "")],
    ),
    "split": (
        f"- {MEDIATORS} {POLICE}",
        f"- {MEDIATORS}\n- {POLICE}",
        [
            ("moved", "", MEDIATORS),
            ("revised", f"{MEDIATORS} {POLICE}", POLICE),
        ],
    ),
    "said twice": (
        f"- {MEDIATORS} {POLICE}",
        f"- {MEDIATORS} {POLICE}\n- {MEDIATORS}",
        [("added", "", MEDIATORS)],
    ),
    # In a list of alike rows, the name decides, not the place in the list.
    "another road": (
        ROADS % ("312 were reported", "B4077, 188 were reported"),
        ROADS % ("321 were reported", "A40, 44 were reported"),
        [
            (
                "revised",
                "On the A417, 312 were reported.",
                "On the A417, 321 were reported.",
            ),
            ("missing", "On the B4077, 188 were reported.", ""),
            ("added", "", "On the A40, 44 were reported."),
        ],
    ),
    "a point of what is gone": (
        f"- {{text: {BUSES}, points: [{DRIVERS}]}}",
        f"- {{text: Wardens put marks on sheds., points: [{LOCKS}]}}",
        [
            ("missing", BUSES, ""),
            ("missing", DRIVERS, ""),
            ("added", "", "Wardens put marks on sheds."),
            ("added", "", LOCKS),
        ],
    ),
}


@in_turn("case", CHANGED)
def test_what_became_of_an_update(case: str, compared: Any) -> None:
    """By its words, without ids: joined, split, quoted, withdrawn, or another thing."""
    old, new, expected = CHANGED[case]

    found = shown(compared({"entries": old}, {"entries": new}))
    assert sorted(expected) == sorted(found)


FIRST = [
    # Of an update before and now, what is told first, up to its words.
    ("fraud rose by 12%.", "fraud fell by 12%.", "“rose” is now “fell”"),
    ("Thefts were down.", "Thefts were up.", "“down” is now “up”"),
    ("It was slower than in June.", "It was quicker than in June.", "“slower” is now “quicker”"),
    ("Every station was open.", "Most stations were open.", "“every” is now “most”"),
    ("We will open a centre.", "We hope to open a centre.", "“will” is now “hope to”"),
    ("Thefts rose in the west.", "Thefts rose in the west and fell in the east.", "Revised"),
    ("A bus., award: {amount: 9500}", "A bus., award: {amount: 9000}", "Figures £9,500 → £9,000"),
    ("'A bus: £9,500.', award: {amount: 9500}", "'A bus: £9,500.', award: {amount: 9000}", "Figures £9,500 → £9,000"),
    ("'A bus: £9,500.', award: {amount: 9500}", "'A bus: £9,000.', award: {amount: 9000}", "Figures £9,500 → £9,000"),
    ("412 came by bus.", "'421 came by bus. (In the last report we said 412.)'", "Figures 412 → 421"),
    ("A desk is opened in spring., due: 2024/25 Q3", "A desk is opened in spring., due: 2024/25 Q4", "Due 2024/25 Q3 → 2024/25 Q4"),
    ("A desk is opened in spring., due: 2024/25 Q3", "A desk is not opened in spring., due: 2024/25 Q4", "Due 2024/25 Q3 → 2024/25 Q4; “not” is new"),
    ("A desk is opened by 30 September 2026., due: 2024/25 Q3", "A desk is opened by 31 October 2026., due: 2024/25 Q3", "Dates 30 September 2026 → 31 October 2026"),
    ("A desk is opened by 30 September 2026., due: 2024/25 Q3", "A desk is opened by 31 October 2026., due: 2024/25 Q4", "Due 2024/25 Q3 → 2024/25 Q4"),
    ("A desk will open by 31 December 2024., due: 2024/25 Q3", "Two of the desks are open., due: 2024/25 Q4", "Due 2024/25 Q3 → 2024/25 Q4"),
]  # fmt: skip


@in_turn(("old", "new", "told"), FIRST)
def test_what_of_an_update_is_told_first(
    old: str, new: str, told: str, compared: Any
) -> None:
    """The contrary, a figure beside that in whose place it is, another date: each once."""
    [only] = first(
        compared(*({"entries": f"- {{id: a, text: {t}}}"} for t in (old, new)))
    )
    assert only.startswith(f"{told}: “")


CALLS = "calls: {withheld: the line’s new system is being checked}"
NURSES = "cadets: {force: [{text: There are twelve nurses.}]}"
ANSWERED = NURSES.replace("nurses.}", "nurses., answers: nurses}")
SECOND = {
    # Another old file, what is other in the new one, and what is told first of it.
    # In the column of the last time; the same figure with a nought is no other.
    "an earlier figure": (
        {},
        ("q1", "seen: 91.5", "seen: 95.1"),
        ["Figures 91.5 (2024/25 Q1) → 95.1 (2024/25 Q1): “People seen"],
    ),
    "a nought": ({}, ("q2", "seen: 92.0", "seen: 92"), ["Revised: “People seen"]),
    "areas": (
        {},
        ("q2", "West: {withheld: one station’s figures are late}", "West: 380"),
        [
            "Figures Not published: one station’s figures are late → 380: ",
            "Figures Total of the areas given 705 → Total 1,085: ",
        ],
    ),
    "a lower target, not of each area": (
        {},
        ("plan", "target: 1150", "target: 1250"),
        ["Figures 1,150 → 1,250: “Accidental fires in dwellings (lower is better), T"],
    ),
    "a figure of deaths, before others": (
        {
            "plan": measured.PLAN.replace("Calls answered", "People drowned"),
            "q2": measured.SECOND.replace(CALLS, "calls: 2"),
        },
        ("q2", "seen: 92.0\n  calls: 2", "seen: 93.0\n  calls: 3"),
        ["Figures 2 → 3: ", "Figures 92.0 → 93.0: "],
    ),
    "an answer that is gone": (
        {
            "plan": ASKED,
            "q2": measured.SECOND.replace(
                "cadets: {force: [Three towns have a scheme.]}", ANSWERED
            ),
        },
        ("q2", ANSWERED, NURSES),
        [
            "“nurses” in the recommendations has changed: "
            "Status answered in 2024/25 Q2 → unanswered"
        ],
    ),
    "a caveat that is gone": (
        {"q2": f"caveat: Two days are not counted.\n{measured.SECOND}"},
        ("q2", "caveat: Two days are not counted.\n", ""),
        ["Withdrawn: caveat “Two days are not counted.”"],
    ),
}


@in_turn("case", SECOND)
def test_what_of_a_quarter_is_told_first(case: str, compared: Any) -> None:
    """Of measures, recommendations and caveats; nobody can withdraw these with a reason."""
    old, (name, was, becomes), expected = SECOND[case]
    files = {"q1": measured.FIRST, "q2": measured.SECOND, "plan": measured.PLAN, **old}
    assert was in files[name]
    told = first(compared(files, {**files, name: files[name].replace(was, becomes)}))

    assert len(told) == len(expected)
    for line, beginning in zip(told, expected, strict=True):
        assert line.startswith(beginning)


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


def test_a_caveat_of_a_later_quarter_is_not_missing(compared: Any) -> None:
    """The other side ends before it."""
    caveat = "caveat: Two days in August are not counted.\nupdates:"
    earlier = measured.REPORT.replace("2024/25 Q2", "2024/25 Q1")
    old = measured.SECOND.replace("updates:", caveat)
    answer = compared({"q2": old}, {"report": earlier})
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
