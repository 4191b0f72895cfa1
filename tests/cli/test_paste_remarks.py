"""`pccreport paste`: what is said around updates, to the officer or by a program, is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import (
    EGGS,
    GATES,
    KEPT,
    RIDES,
    TRAILS,
    paste,
    sheet,
)
from tests.conftest import Run
from tests.readers.office_xlsx import workbook

FORCE = ("--stream", "force")
LONG = "Officers visited the family of the boy at home in May and again in June."
WHOLE = {
    "house": projects.HOUSE.replace("progress-report", "whole-plan"),
    "report": projects.REPORT.replace("priority: 2", "priority: all"),
}


def in_whole_plan(run: Run, folder: Path, name: str, content: bytes | str) -> str:
    """What is written of a file in a project on the whole plan."""
    plan = projects.PLAN.replace("number: 2", "number: 1")
    plan = plan.replace("number: 3", "number: 2")
    project = projects.write(folder / "p", plan=plan, **WHOLE, updates={})
    sent = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(sent)
    period = ("--period", "2022/23 Q4")
    done = run("paste", folder / name, "--project", project, *period, *FORCE)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_heading_of_two_marks_keeps_back_what_is_under_it(
    tmp_path: Path, run: Run
) -> None:
    """It is under the key aim above."""
    text = f"Aim 1\n\n- {TRAILS}\n\nConfidential - not to be published\n\n- {KEPT}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert read.private == {"farms force": [KEPT]}


@pytest.mark.parametrize("head", ["Financial and legal implications", "Implications"])
def test_implications_of_a_paper_are_no_updates(
    tmp_path: Path, run: Run, head: str
) -> None:
    """They are named."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{head}\n\nThere are none from this report.\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert "not under a key aim: “There are none from this report.”" in read.account


def test_a_sum_with_one_decimal_place_is_an_award(tmp_path: Path, run: Run) -> None:
    """A workbook leaves the last 0 out."""
    rows = (("Key aim", "Update", "Grant"), ("1", GATES, "7350.5"), ("2", EGGS, "80.0"))
    project = projects.write(tmp_path / "p")
    (tmp_path / "a.xlsx").write_bytes(workbook(("Log", sheet(*rows))))
    period = ("--period", "2023/24 Q2")
    sent = tmp_path / "a.xlsx"
    done = run("paste", sent, "--project", project, *period, *FORCE)
    assert "amount: 7350.5" in done.stdout
    assert "amount: 80}" in done.stdout


REAL = [
    "I gave talks to the Bat Group and two schools; about 190 people came.",
    "You can now report a theft from a farm online, and 240 people have.",
    "We said in July that every farm would be visited, and 31 have been.",
    "We said that an answer should be given in 8 minutes, and it now is.",
    "We put £400 into gates, which should be up by May 2024.",
    "Officers asked drivers to let us know about poachers; 40 calls came.",
    "The Chief Constable said sorry for the delay to the families of both victims.",
    "The Sheriff wrote to 30 farms, with apologies for the delay of the scheme.",
    "“Could you please send me the form?”, one farmer asked; 12 have had it.",
    '"So ask me again in May", said one farmer to the team at Holme.',
    "Data from 12 schools show that fewer pupils were driven too fast.",
    "Sources of funding were found for the halls of nine villages.",
    "The final version of the rural strategy was agreed on 9 May 2023.",
    "An earlier version of the leaflet was withdrawn because of a mistake.",
    "A correction to the register of interests was published in June 2023.",
    "Key Aim 2 will be met a year early, as 90% of farms have signed up.",
    "My Street, a survey of those who live at Holme, had 1,120 answers.",
    "Ask Me About Hate Crime badges were given to 80 drivers of buses.",
    "Please Stop, a scheme for young drivers, was run in six schools.",
    "Can You Hear Me, a play about hate crime, was seen by 900 pupils.",
    "Could you spot the signs? was what a poster asked 4,000 passengers.",
    "Ignore the Crowd, a film about county lines, was shown to 900 pupils.",
    "Tools to check tyres were given to 60 drivers at Fenwick market.",
    "Sorry Is Not Enough, a play about abuse, was seen by 900 pupils.",
    "Shops at Holme and Fenwick have been asked by the team since May to\nplease use the new form for thefts.",
    "Yes Chef, a course for those who have left prison, has trained 12.",
    "“Just give me a shout”, said the Sheriff to 30 young drivers at Holme.",
    "The council has cleared these verges of tyres, and 12 tonnes went.",
    "Think Before You Send, a campaign on images, has reached 900 pupils.",
    "The desk used its data to follow two gangs over four borders in May.",
]


REMARKS = [
    "Could you let me know if the Mayor wants a line on coursing? It has only begun.",
    "Can you check the figure? I think it is 58 but Tina may have a later list.",
    "Correction to what I sent on Monday: the show was on the 18th, not on the 8th.",
    "Last quarter we said 36 farms, it should have been 34.",
    "Tolu to confirm the final numbers with Finance.",
    "Sorry, ignore the price, Finance say it is not final.",
    "Final version, sorry for the to and fro.",
    "I have left Key Aim 4 to Bethan, who will send hers separately.",
    "Source: dashboard of the rural desk, extracted 1 October 2023",
    "Any trouble with these, just drop me a line or try Ed until the 9th.",
    "Could you let us know if it is too much for the page? We can cut it.",
    "I'll send the statistics for May once the county has signed them off.",
    "The burglary statistics are yet to come from the analysts at Holme.",
    "NB: these have not yet been signed off by the Chief Superintendent.",
    "Superintendent Orr and the press desk have cleared the above.",
    "The count may go up when the survey is out, so please check with me before you publish.",
    "More on each of these can be had if the panel would like some.",
    "Please ignore the version that Ed has sent on Friday.",
    "See below from Bethan. I have not changed anything, so ask me if it's unclear.",
]
LAST = [
    "PS the count of rides is not final.",
    "The team has also given 12 talks to schools\nat Holme and at Fenwick.",
]


@in_turn("text", ["See you all at the show!", "Have a lovely weekend, Sam."])
def test_good_wishes_at_the_end_are_a_remark(
    tmp_path: Path, run: Run, text: str
) -> None:
    """They are named, and no update."""
    sent = f"Aim 1\n\n- {TRAILS}\n\n{text}\n\nKind regards\nJo\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert f"line 5, remark to you: “{text}”" in read.account


def test_a_remark_above_a_list_leaves_its_items_updates(
    tmp_path: Path, run: Run
) -> None:
    """They are no points of each other."""
    above = "As asked, here's what we did from July on, I hope it's what you need:"
    sent = f"Aim 1\n\nThe desk is open.\n\n{above}\n- {TRAILS}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": ["The desk is open.", TRAILS, GATES]}


@pytest.mark.parametrize(
    ("text", "public", "private"),
    [
        (f"- {LONG}\nFor Ruth only\n", [], [LONG]),
        (f"- {LONG} (for Ruth only)\n- {GATES}\n", [GATES], [LONG]),
        (f"- {GATES}\nFor Ruth only: {LONG}\n", [GATES], [LONG]),
        (f"- {GATES}\nFor Ruth only: the last one is not agreed yet.\n", [], [GATES]),
        (f"- {GATES}\n- Jo was ill. NFP.\n", [GATES], ["Jo was ill. NFP."]),
        (
            f"- {GATES}\n- Jo was seen. NFP\n",
            [GATES],
            ["Jo was seen. NFP"],
        ),
        (
            f"- {GATES}\n- Two ponies came. RESTRICTED\n- {TRAILS}\n",
            [GATES, TRAILS],
            ["Two ponies came. RESTRICTED"],
        ),
    ],
)
def test_a_mark_at_one_update_keeps_back_that_one(
    tmp_path: Path,
    run: Run,
    text: str,
    public: list[str],
    private: list[str],
) -> None:
    """It is no part of the text above it, and others beside it are public."""
    read = paste(run, tmp_path, "m.txt", f"Aim 1\n{text}", *FORCE)

    assert read.public.get("farms force", []) == public
    assert read.private == {"farms force": private}


def test_a_correction_is_beside_what_it_corrects(tmp_path: Path, run: Run) -> None:
    """It keeps that back, and says which update it is."""
    text = (
        f"Aim 1\n- 46 farms were seen.\n- {GATES}\n\nIt should be 48 farms, not 46.\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    line = "line 5, remark to you; it keeps back line 2: “It should be"

    assert read.public == {"farms force": [GATES]}
    assert "because of line 5 (“It should be 48 farms, not 46.”): “46" in read.account
    assert line in read.account


@pytest.mark.parametrize(
    "line",
    [
        "Lead: NH",
        "Good morning Sam, hope you are well",
        "Many thanks for all your help",
    ],
)
def test_a_greeting_or_thanks_alone_is_no_question(
    tmp_path: Path, run: Run, line: str
) -> None:
    """Nor are the initials of who leads."""
    read = paste(run, tmp_path, "m.txt", f"{line}\n\nAim 1\n- {GATES}\n", *FORCE)

    assert "Not in any update" not in read.account
    assert "1 line carries nothing" in read.account


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Farm thefts: 31 were recorded.", "Farm thefts: 31 were recorded."),
        ("Fewer thefts from farms: Six men came.", "Six men came."),
        ("Key Aim 1: 31 were recorded.", "31 were recorded."),
    ],
)
def test_a_label_that_a_text_needs_is_kept(
    tmp_path: Path, run: Run, line: str, text: str
) -> None:
    """Its words may be those of a title; a number is none of its words."""
    read = paste(run, tmp_path, "m.txt", f"Aim 1\n- {GATES}\n\n{line}\n", *FORCE)

    assert read.public == {"farms force": [GATES, text]}


@pytest.mark.parametrize("lead", ["The office helped by:", "We also:"])
def test_a_line_that_leads_a_list_is_the_update(
    tmp_path: Path, run: Run, lead: str
) -> None:
    """The items of the list are its points."""
    text = f"Aim 1\n{lead}\n- {TRAILS}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)

    assert read.public == {"farms force": [lead]}
    assert "1 update under 1 key aim." in read.account


def test_each_row_of_an_unknown_table_is_named(tmp_path: Path, run: Run) -> None:
    """With its cells apart; an empty answer whether a row may be printed is said to be one."""
    grid = "Key Aim,Fewer thefts from farms,Safer country roads\nForce,Six came.,Two left.\n"
    asked = f"Key aim,Update,May it be published?\n1,{TRAILS},\n"
    read = paste(run, tmp_path, "g.csv", f"Aim 1\n{grid}", *FORCE)
    other = paste(run, tmp_path, "a.csv", asked, *FORCE)

    assert "“Force / Six came. / Two left.”" in read.account
    assert "“May it be published? (empty)”" in other.account


@in_turn(
    "said",
    [
        "P.S. Sgt Yarrow miscounted the older ones.",
        "PS: Sgt Yarrow miscounted the older ones.",
        "P.S.\nSgt Yarrow miscounted the older ones.",
        "- P.S. Sgt Yarrow miscounted the older ones.",
        "PS - one more thing.\n\nSgt Yarrow miscounted the older ones.",
        "Sgt Yarrow miscounted the older ones, don’t tell him I said so.",
    ],
)
def test_a_postscript_is_no_update(tmp_path: Path, run: Run, said: str) -> None:
    """Nor is what asks not to tell, although the key aim and the stream are given."""
    text = f"{TRAILS}\n\nPS Wright met 31 farmers at Holme.\n\n{said}\n"
    read = paste(run, tmp_path, "m.txt", text, "--aim", "farms", *FORCE)
    assert read.public == {
        "farms force": [TRAILS, "PS Wright met 31 farmers at Holme."]
    }
    assert not read.private
    assert "Yarrow miscounted" in read.account


GRANTS = (
    ("Key aim", "Fund", "What for", "Amount"),
    ("1", "Safety grants", GATES, "£900"),
    ("1", "LOST PROPERTY GRANTS", EGGS, "£700"),
    ("1", "property fund", RIDES, "£70"),
    ("1", "Lost farm grants", TRAILS, "£60"),
)


def test_a_fund_that_names_the_stream_is_no_other_cell(
    tmp_path: Path, run: Run
) -> None:
    """Where a row has no sum beside it."""
    content = workbook(("Log", sheet(*(each[:3] for each in GRANTS[:3]))))
    read = paste(run, tmp_path, "g.xlsx", content)
    assert read.public == {"farms safety_fund": [GATES], "farms property_fund": [EGGS]}
    assert "Fund: " not in read.account


@pytest.mark.parametrize("given", [(), ("--stream", "safety_fund")])
def test_a_grant_is_under_its_own_fund(
    tmp_path: Path, run: Run, given: tuple[str, ...]
) -> None:
    """By its title or key, whatever stream is given for the rest, which is said."""
    content = workbook(("Log", sheet(*GRANTS)))
    read = paste(run, tmp_path, "g.xlsx", content, *given)
    summed = [f"{x[2][:-1]} ({x[3]})." for x in GRANTS[1:]]
    rest = summed[3:] if given else []
    assert read.public == {
        "farms safety_fund": [summed[0], *rest],
        "farms property_fund": summed[1:3],
    }
    said = "“LOST PROPERTY GRANTS” is property_fund: it is not under safety_fund"
    assert (said in " ".join(read.account.split())) is bool(given)
    assert "Fund: " not in read.account
    assert ("not under a stream: “1 / Lost farm grants" in read.account) is (not given)


POINTED = """\
Aim 1

- {trails}
- {eggs}
- Six new gates were hung on the common at Fenwick.

{said}
"""


@in_turn(
    ("said", "kept"),
    [
        ("The second bullet is not for publication yet.", [1]),
        ("Please hold the last point back for now.", [2]),
        ("Please hold the item on Fenwick until May.", [2]),
        ("The first and third bullets are not for publication.", [0, 1, 2]),
        ("Only the first bullet can be published.", [0, 1, 2]),
        ("Please hold the item on the inquest.", [0, 1, 2]),
        ("The fourth bullet is not for publication.", [0, 1, 2]),
    ],
)
def test_a_remark_keeps_back_what_it_certainly_points_at(
    tmp_path: Path, run: Run, said: str, kept: list[int]
) -> None:
    """One bullet by its place or its words; if it points at nothing certain, all of the message."""
    text = POINTED.format(trails=TRAILS, eggs=EGGS, said=said)
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    every = [TRAILS, EGGS, "Six new gates were hung on the common at Fenwick."]

    assert read.private["farms force"] == [every[at] for at in kept]
    assert said in read.account


def test_words_to_a_person_begin_below_the_name(tmp_path: Path, run: Run) -> None:
    """The message greets nobody, and the plan does not know the name."""
    text = f"Aim 1\n\n- {TRAILS}\n\nFor Priya\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)

    assert read.public == {"farms force": [TRAILS]}


@in_turn(
    ("name", "text"),
    [
        ("m.txt", f"Aim 1\n\n- {TRAILS}\n- {EGGS} Status: Withheld\n"),
        (
            "m.csv",
            f"Key Aim,Update,Status\n1,{TRAILS},Open\n1,{EGGS},Withheld\n",
        ),
    ],
)
def test_a_status_of_withheld_keeps_back(
    tmp_path: Path, run: Run, name: str, text: str
) -> None:
    """In the text, and in a column of its own."""
    read = paste(run, tmp_path, name, text, *FORCE)

    assert read.public == {"farms force": [TRAILS]}
    assert [*read.private] == ["farms force"]
