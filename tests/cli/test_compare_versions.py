"""What `pccreport compare` says of two versions of a report, and what it puts first."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests import measured
from tests.cases import in_turn
from tests.compare.passed_on import words_of
from tests.conftest import Run
from tests.test_promises import ASKED

from pccreport.language.texts.edit_facts import Fact
from pccreport.schema.builtin_schemas import load_schema

Q1, Q2 = PERIODS = "2024/25 Q1", "2024/25 Q2"
FORMS = ("text", "json", "markdown", "html")
OF_BOTH = measured.REPORT.replace(f"since: {Q2}", f"since: {Q1}")
"""The settings of a report on two quarters."""
Answer = dict[str, Any]


def updates(period: str, entries: str) -> str:
    """An update file with these entries in its only cell."""
    if not entries:
        return f"period: {period}\nupdates: {{}}\n"
    cell = indent(entries.strip("\n"), " " * 6)
    return f"period: {period}\nupdates:\n  crisis:\n    force:\n{cell}\n"


def written(folder: Path, second: str = "", first: str = "", **files: str) -> Path:
    """A project with these entries in two quarters, or with other files of `measured`."""
    own = {"q1": updates(Q1, first), "q2": updates(Q2, second)}
    return measured.write(folder, **{**own, **files})


@pytest.fixture
def compared(run: Run, tmp_path: Path) -> Any:
    """Compares two projects, given by entries or files; the answer in JSON has its schema."""

    def answer_for(*sides: str | dict[str, str]) -> Answer:
        folders = [
            written(
                tmp_path / name, **({"second": side} if isinstance(side, str) else side)
            )
            for name, side in zip(("old", "new"), sides, strict=True)
        ]
        return answered(run, *folders)

    return answer_for


def answered(run: Run, *typed: Path | str) -> Answer:
    """What `compare` answers, which has its schema."""
    done = run("compare", *typed, "--output-format", "json")
    answer: Answer = json.loads(done.stdout)
    Draft202012Validator(load_schema("changes")).validate(answer)
    return answer


def first(answer: Answer) -> list[str]:
    """The lines to look at first."""
    return [each["told"] for each in answer["first"]]


def shown(answer: Answer) -> list[tuple[str, str, str]]:
    """The kind of each change of a line, and its words before and now."""
    return [
        (c["kind"], *((c[side] or {}).get("text", "") for side in ("old", "new")))
        for c in answer["changes"]
        if c["kind"] not in ("unchanged", "repeated", "not due")
    ]


def flat(text: str) -> str:
    """A text on one line, without the tags of a page."""
    return " ".join(re.sub("<[^>]*>", "", text).split())


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
RADIOS = "Radios were bought for the shops. Their batteries last for a shift."
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
        [("moved", "", MEDIATORS), ("revised", f"{MEDIATORS} {POLICE}", POLICE)],
    ),
    "split, with ids and another word": (
        f"- {{id: a, text: {RADIOS} The chamber has paid for half of them.}}",
        f"- {{id: a, text: {RADIOS}}}\n- {{id: b, text: The chamber has paid for half of the radios.}}",
        [
            ("revised", f"{RADIOS} The chamber has paid for half of them.", RADIOS),
            ("added", "", "The chamber has paid for half of the radios."),
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
    """By its words: joined, split, quoted, withdrawn, or another thing, which may be in doubt."""
    old, new, expected = CHANGED[case]
    answer = compared(old, new)

    assert sorted(expected) == sorted(shown(answer))
    in_doubt = not all(change["sure"] for change in answer["changes"])
    assert in_doubt is (case in ("another road", "a point of what is gone"))


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
    [only] = first(compared(*(f"- {{id: a, text: {text}}}" for text in (old, new))))
    assert only.startswith(f"{told}: “")


OF_LISTS = {
    "the fewer words are the same, the sooner": (
        "- The crews' room is in Holm.\n- Crews go to Holm.\n- 'Desks: soon more.'",
        "- The crews’ room is in Holm.\n- Crews travel to Holm.\n"
        "- 'Desks: nobody has sat at one since they were brought in by the old lift.'",
        [
            "“nobody” is new: “Desks: nobody has sat at one since they were brought in by…”",
            "Revised: “Crews travel to Holm.”",
            "Revised: “The crews’ room is in Holm.”",
        ],
    ),
    "words that are gone or new": (
        "- The crews go to Holm every year.\n"
        "- The hall will open in May, subject to planning consent.\n"
        "- Six pumps were sold in Aldham.\n- Talks with the union are about pay.\n"
        "- Nine calls were late, and the board has asked why.",
        "- The crews travel to Holm every year.\n- The hall will open in May.\n"
        "- Six pumps but two were probably sold in Aldham.\n"
        "- Talks with the union are about pay.\n- Nine calls were late.",
        [
            "“subject to” is gone: “The hall will open in May.”",
            "“but”, “probably” are new: “Six pumps but two were probably sold in Aldham.”",
            "“and the board has asked why” is gone: “Nine calls were late.”",
            "Revised: “The crews travel to Holm every year.”",
        ],
    ),
    # Of one line, both are named; a promise that is kept is not.
    "figures and a promise that was dropped": (
        "- Vans made 274 visits to Ayton. A desk will be open in Holm by May 2026.\n"
        "- Crews made 9 visits. A desk will be open in Holm by May 2026.",
        "- Vans made 291 visits to Ayton.\n"
        "- Crews made 8 visits. A desk will be open in Holm by May 2026.",
        [
            "Dropped; figures 274 → 291: “A desk will be open in Holm by May 2026”",
            "Figures 9 → 8: “Crews made 8 visits. A desk will be open in Holm by May…”",
        ],
    ),
    # It is behind something else, and its points are counted still.
    "the promise of a withdrawn update": (
        f"- id: a\n  text: {BOXING} The club will have a hall by May 2026.\n  points: [It has a ring.]",
        f"- id: a\n  text: {BOXING} The club will have a hall by May 2026.\n  withdrawn: no money\n  points: [It has a ring.]",
        ["Withdrawn: “The club will have a hall by May 2026.” and 1 of its points"],
    ),
    # Others have the same word, and the commitment has another place.
    "a status under its commitment": (
        "- {text: Fund clubs for the young., points: [Red]}\n"
        "- {text: Buy forty electric cars., points: [Green]}",
        "- {text: Buy forty electric cars., points: [Green]}\n"
        "- {text: Fund clubs for the young., points: [Green]}",
        ["Status Red → Green: “Fund clubs for the young.”"],
    ),
    "nothing, where all is new": ("- It rained.", "- It rained.\n- A drone came.", []),
}  # fmt: skip


@in_turn("case", OF_LISTS)
def test_what_of_a_list_is_told_first(case: str, compared: Any) -> None:
    """In this order."""
    old, new, expected = OF_LISTS[case]
    lines = [each.replace(", perhaps", "") for each in first(compared(old, new))]

    assert expected == lines[: len(expected)]
    assert expected or not lines


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
            "Figures Total of the areas given (without West) 705 → Total 1,085: ",
        ],
    ),
    "a lower target, not of each area": (
        {},
        ("plan", "target: 1150", "target: 1250"),
        ["Target 1,150 → 1,250: “Accidental fires in dwellings (lower is better), T"],
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


MATTERS = (
    ("figures", "text: Two people died.", "text: Three people died."),
    ("promise", "text: Work goes on. We will finish by May 2026.", "text: Work goes on."),
    ("missing", "text: Fund clubs in Aldham.", ""),
    ("negation", "text: It was not late.", "text: It was late."),
    ("figures", "text: Nine people came.", "text: Ten people came."),
    ("name", "text: A van for Aldham.", "text: A van for Burnton."),
    ("date", "text: They met on 11 September 2026.", "text: They met on 18 September 2026."),
    ("moved", "text: A stall stood there.", "text: A stall stood there."),
    ("reworded", "text: Talks went on.", "text: Talks go on."),
    ("added", "", "text: A drone was bought."),
)  # fmt: skip


def test_what_matters_most_is_first(compared: Any) -> None:
    """The more its facts weigh together, whatever the order of the report."""
    old, new = (
        [f"- {{id: u{n}, {row[side]}}}" for n, row in enumerate(MATTERS) if row[side]]
        for side in (1, 2)
    )
    stays = "- {id: z, text: All was quiet.}"
    moved = next(row for row in new if "A stall" in row)
    new.remove(moved)
    sides = [*old[::-1], stays], [*new[::-1], stays, moved]
    answer = compared(*map("\n".join, sides))

    assert [matter for matter, *_ in MATTERS] == [e["matter"] for e in answer["first"]]
    assert "Figures Two → Three: “Three people died.”" == first(answer)[0]
    assert 0 == answer["summary"]["more"]


def test_ordinary_figures_leave_room_for_all_that_a_reader_must_not_miss(
    compared: Any,
) -> None:
    """A “not” that went, a name and a promise are among the ten, in their order."""
    rest = """\
- {id: n, text: It was not late.}
- {id: d, text: A desk will be opened., due: 2024/25 Q3}
- {id: v, text: A van is in Aldham.}
- {id: r, text: Talks went on.}"""
    now = rest
    for was, new in (("not ", ""), ("Q3", "Q4"), ("Aldham", "Burnton"), ("went", "go")):
        now = now.replace(was, new)
    figures = "- {{id: f{0}, text: Week {0} had {1} callers.}}\n".format
    answer = compared(
        "".join(figures(n, n + 40) for n in range(12)) + rest,
        "".join(figures(n, n + 70) for n in range(12)) + now,
    )

    matters = [each["matter"] for each in answer["first"]]
    found = ["negation", "promise", *["figures"] * 2, "name", *["figures"] * 5]
    assert found == matters
    assert 6 == answer["summary"]["more"]


def test_an_update_that_is_given_an_id_when_it_is_revised_is_revised(
    compared: Any,
) -> None:
    """In other words, and in a later file: the earlier version in the files names it."""
    was, now = "We made 46 arrests.", "Arrests for theft from shops: 48 by June."
    old = {"first": f"- {was}", "second": "- Kits came.", "report": OF_BOTH}
    named = f"- {{id: arrests, text: {was}}}"
    revised = f"- Kits came.\n- {{id: arrests, text: '{now}'}}"
    answer = compared(old, {**old, "first": named, "second": revised})

    assert [("revised", was, now)] == shown(answer)


def test_a_figure_that_is_restated_in_a_later_file_has_both_places(
    compared: Any,
) -> None:
    """In digits or in words."""
    was = "- {id: arrests, text: Forty-six arrests were made in all.}"
    old = {"first": was, "second": "- Kits came.", "report": OF_BOTH}
    now = "- Kits came.\n- {id: arrests, text: 48 arrests were made in all.}"
    answer = compared(old, {**old, "second": now})
    [change] = [c for c in answer["changes"] if c["restated"]]

    assert (["Forty-six"], ["48"]) == (*change["restated"].values(),)
    assert ["2024-25-q1.yaml", "2024-25-q2.yaml"] == [
        Path(change[side]["file"]).name for side in ("old", "new")
    ]


LIST = """\
- {text: Fund youth clubs with £2.5m by March 2026., points: [In progress.]}
- {text: Open a custody suite in Burnton., points: [Delayed.]}
- {text: Put ten wardens on the streets of Aldham., points: [On track.]}
- {text: Give every pub a bleed kit., points: [Complete.]}"""
AGAIN = """\
- {text: Fund youth clubs with £2m by March 2026., points: [In progress.]}
- {text: Put ten wardens on the streets of Aldham., points: [Complete.]}
- {text: Give every pub a bleed kit., points: [Complete.]}"""


def test_a_list_that_is_written_again_is_compared_with_the_last(
    run: Run, tmp_path: Path
) -> None:
    """What is said again is counted, and other figures are shown."""
    folder = written(tmp_path / "p", AGAIN, LIST, report=OF_BOTH)
    answer = answered(run, folder, *PERIODS)
    words = {
        (stretch["old"], stretch["new"])
        for change in answer["changes"]
        for part in change["words"]
        for stretch in part["stretches"]
        if stretch["old"] != stretch["new"]
    }

    assert {("£2.5m", "£2m"), ("On track.", "Complete.")} == words
    assert 4 == answer["summary"]["repeated"]
    assert 0 == answer["summary"]["added"]
    assert ["figures", "status"] == [e["matter"] for e in answer["first"]]
    page = run("compare", folder, *PERIODS).stdout
    assert (1, 1) == (page.count("(Probably continues"), page.count("(Continues"))


def test_figures_of_one_thing_in_two_quarters_are_beside_each_other(
    run: Run, tmp_path: Path
) -> None:
    """Without ids, where the words are the same but for the figures; in other words it is news."""
    quarter = """\
- The desk in Aldham answered 412 calls in the quarter.
- Wardens worked 3,200 hours in eight streets.
- The fund is forecast to be underspent by £0.3m.
- The vans drove for 90 nights in Holm and Boyne.
"""
    following = """\
- The desk in Aldham answered 530 calls in the quarter.
- Wardens worked 3,150 hours in eight streets, and the fund is forecast to be overspent by £0.4m.
- The vans drove for 95 nights in Holm and Boyne.
- A man died on the quay, and the coroner knows of it.
"""
    report = measured.REPORT.replace(f"since: {Q2}\n", "")
    folder = written(tmp_path / "p", following, quarter, report=report)
    answer = answered(run, folder, *PERIODS)

    assert [
        "Figures 412 → 530: “The desk in Aldham answered 530 calls in the quarter.”",
        "Figures 90 → 95: “The vans drove for 95 nights in Holm and Boyne.”",
    ] == [each["told"] for each in answer["first"] if each["matter"] == "figures"]
    assert not any(", perhaps" in each for each in first(answer))
    page = " ".join(run("compare", folder, *PERIODS).stdout.split())
    assert 2 == page.count(f"Probably continues an update from {Q1}")
    assert (2, 0) == tuple(answer["summary"][x] for x in ("continued", "missing"))


@in_turn("entry", ["{{id: {}, text: {}}}", "{1}"])
def test_what_an_old_quarter_had_alone_is_missing_from_a_new_folder(
    entry: str, compared: Any
) -> None:
    """With ids, and without, where the new report starts with the year."""
    plan = "Partners will share their data in May."
    rows = [f"- {entry}".format(*row) for row in (("a", BOXING), ("b", plan))]
    report = measured.REPORT.replace(f"since: {Q2}\n", "")
    old = {"first": "\n".join(rows), "report": report.replace(Q2, Q1)}

    assert [f"Missing: “{plan}”"] == first(
        compared(old, {"second": rows[0], "report": report})
    )


def test_what_a_reader_of_two_quarters_asks_is_first(run: Run, tmp_path: Path) -> None:
    """Promises that are due and open, who is silent, and the news as a number by key aim."""
    old = f"- {{text: We will open a desk in Holm., id: desk, due: {Q2}}}\n- Vans drove to Ayton."
    report = measured.REPORT.replace(f"since: {Q2}\n", "")
    folder = written(tmp_path / "p", "- Crews met the mayor.", old, report=report)
    answer = answered(run, folder, *PERIODS)
    silent = answered(run, written(tmp_path / "q", "", old, report=report), *PERIODS)

    assert [
        f"Due {Q2}, and nothing has been reported about it: “We will open a desk in Holm.”"
    ] == first(answer)
    page = run("compare", folder, *PERIODS, "--output-format", "html").stdout
    assert "nothing has been reported about it" in " ".join(page.split())
    assert [f"New in {Q2}: 1 under Key Aim 1."] == answer["of_quarter"]
    assert any(
        each.startswith("Nothing from ") and each.endswith(f"; 2 updates in {Q1}.")
        for each in silent["of_quarter"]
    )


STUDY = "The study is on our website."
LATE = "The study is not ready."
ANSWERS = [
    ("continues", STUDY, f"Continued: “{STUDY}”"),
    ("id", STUDY, f"Due {{}} → closed: “{STUDY}”"),
    ("id", LATE, f"Due {{}} → still open; “not” is new: “{LATE}”"),
    (
        "continues",
        LATE,
        f"Due {{}}, and it is still open after the report “{LATE[:-1]}”: ",
    ),
]


@in_turn("due", ["2024-09-30", Q2, "2024-06-30"])
def test_what_became_of_a_promise_is_said(due: str, run: Run, tmp_path: Path) -> None:
    """What is reported on it needs no date, and may leave it open."""
    promise = f"- {{id: s, text: We will write a study by {due}., due: {due}}}"
    for key, text, said in ANSWERS:
        answer = f"- {{text: {text}, {key}: s}}"
        folder = written(tmp_path / "kept", answer, promise)
        top = first(answered(run, folder, *PERIODS))
        assert top[0].startswith(said.format(due))
        assert len(top) == 1 + (said == ANSWERS[-1][-1])
    assert "(Continues an update" in run("compare", folder, *PERIODS).stdout


def test_a_caveat_of_a_later_quarter_is_not_missing(compared: Any) -> None:
    """The other side ends before it."""
    caveat = "caveat: Two days in August are not counted.\nupdates:"
    old = measured.SECOND.replace("updates:", caveat)
    new = {"q1": measured.FIRST, "q2": measured.SECOND}
    earlier = {**new, "report": measured.REPORT.replace(Q2, Q1)}
    answer = compared({**new, "q2": old}, earlier)
    told = "Withdrawn: caveat “Two days in August are not counted.”"
    assert ["withdrawn"] == [e["matter"] for e in answer["first"] if e["told"] == told]


# What is on the screen and in each form


def two(folder: Path, old: str, new: str) -> tuple[Path, Path]:
    """Two projects with these entries."""
    return written(folder / "old", old), written(folder / "new", new)


def test_the_remark_names_the_update_with_the_words(run: Run, tmp_path: Path) -> None:
    """On the screen, where the officer looks."""
    both = "Boxing drew 45 boys. Holm Rovers had 60 places."
    apart = "- Boxing drew 45 boys.\n- Holm Rovers had 60 places."
    old, new = two(tmp_path, apart, f"- {both}")

    assert f"(Its words are now in “{both}”" in flat(run("compare", old, new).stdout)
    assert f"(Its words were in “{both}”" in flat(run("compare", new, old).stdout)


def test_what_may_be_reworded_names_the_other_one(run: Run, tmp_path: Path) -> None:
    """On both sides, with its place."""
    was = "Hospital staff now refer patients on oxygen to us."
    now = "Wards phone the station when somebody with a cylinder goes home."
    around = "- Crews met pupils.\n- {}\n- Bins were chained up.".format
    sides = two(tmp_path, around(was), around(now))
    said = "".join(run("compare", *sides).stdout.split())

    assert re.search(r"erhapsrewordedas“Wards[^”]*”\([^)]*q2.yaml:6\)", said)
    assert re.search(r"arewordingof“Hospital[^”]*”\([^)]*q2.yaml:6\)", said)


@in_turn("form", FORMS)
def test_what_is_gone_is_missing_in_every_form(
    form: str, run: Run, tmp_path: Path
) -> None:
    """It has a kind of its own, and is the first thing that is read."""
    gone = "- Fund clubs in Aldham.\n- Patrols went on."
    sides = two(tmp_path, gone, "- Patrols went on.")
    said = flat(run("compare", *sides, "--output-format", form).stdout)

    assert re.search('1 missing|"missing": 1', said)
    said = said.replace(r"\u201c", "“")
    assert "Missing: “" in said[: said.index("Fund clubs") + 1]
    assert said.index("Fund clubs") < said.index("unchanged")


def test_a_comment_on_the_title_says_what_is_first(run: Run, tmp_path: Path) -> None:
    """In tracked changes: a comment is in neither version."""
    gone = "- Fund clubs in Aldham.\n- 46 arrests were made."
    sides = two(tmp_path, gone, "- 48 arrests were made.")
    target = tmp_path / "tracked.docx"
    run("compare", *sides, "--redline", target)

    where = "Key Aim 1, LC in action, 2024/25 (Q2)"
    assert (
        "Look at these first:"
        f"1. Missing: “Fund clubs in Aldham.” – {where}"
        f"2. Figures 46 → 48: “48 arrests were made.” – {where}"
    ) in words_of(target)


@in_turn("form", ["text", "html"])
def test_a_page_has_the_title_of_the_report_and_no_raw_marks(
    form: str, run: Run, tmp_path: Path
) -> None:
    """The panel, the day of the meeting and the priority; bold is bold."""
    late = "- nothing: Figures for **June 2020** are late."
    sides = two(tmp_path, "- Patrols went on.", f"- Patrols went on.\n{late}")
    done = run("compare", *sides, "--output-format", form)

    assert "**" not in done.stdout
    head = re.search("<h1[^>]*>(.*?)</h1>", done.stdout) if form == "html" else None
    title = head[1] if head else done.stdout.splitlines()[0]
    report = "progress report to the Lowlands Police and Crime Panel 12th November 2024"
    assert report in title
    assert "Strategic Priority 1: Keeping people from harm" in done.stdout


@in_turn("form", FORMS)
def test_what_is_withheld_is_first_by_its_place_alone(
    form: str, run: Run, tmp_path: Path
) -> None:
    """Something private is new, so what is gone may say the same: its words are left out."""
    sides = two(
        tmp_path,
        "- Quillwort told us of the fire.\n- It rained.",
        "- {text: A source is known., public: false}\n- It rained.",
    )
    said = flat(run("compare", *sides, "--output-format", form).stdout)

    assert "Quillwort" not in said
    assert "Missing: the old words are left out here" in said
    assert "Key Aim 1, LC in action" in said


def test_where_too_many_are_alike_each_is_compared_with_the_nearest(
    run: Run, tmp_path: Path
) -> None:
    """All of them are right all the same, and it is said."""
    rows = [f"- A grant of £{900 + n} was paid to club {n} for kit." for n in range(90)]
    paid = [row.replace("was paid", "has been given") for row in rows]
    sides = two(tmp_path, "\n".join(rows), "\n".join(paid))
    said = flat(run("compare", *sides).stdout)

    assert " 90 revised" in said
    assert "line was compared only with those that share its rarest words" in said


def test_a_withdrawal_in_place_of_its_text_is_one(tmp_path: Path, run: Run) -> None:
    """The old files have the id: nothing is mistyped, and nothing can be printed by it."""
    old = written(tmp_path / "old", "- text: Barns were painted.\n  id: barns\n- Two.")
    gone = "- id: {}\n  withdrawn: counted twice\n- Two.".format
    answer = answered(run, old, written(tmp_path / "new", gone("barns")))
    mistyped = run("compare", old, written(tmp_path / "mistyped", gone("bans")))

    [change] = [c for c in answer["changes"] if c["kind"] == "withdrawn"]
    assert change["reason"] == "counted twice"
    assert "unread-private" in mistyped.stderr
