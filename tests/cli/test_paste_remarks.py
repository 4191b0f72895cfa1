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


def test_a_key_aim_has_a_number_with_that_of_its_priority(
    tmp_path: Path, run: Run
) -> None:
    """In a column of its own and in a heading; what only looks like one is a figure."""
    rows = (
        ("Days", "Key aim no.", "Update"),
        ("1.3", "1.1", TRAILS),
        ("1.3", "2.1", RIDES),
    )
    text = f"Key Aim 1.1\n\n- {TRAILS}\n\n2.1 Courtesy in every contact\n\n- {RIDES}\n"
    for name, content in (
        ("a.xlsx", workbook(("Log", sheet(*rows)))),
        ("a.csv", "\n".join(",".join(row) for row in rows)),
        ("a.txt", text),
    ):
        written = " ".join(in_whole_plan(run, tmp_path, name, content).split())
        assert f"farms: force: - >- {TRAILS} courtesy: force: - >- {RIDES}" in written


def test_what_is_answered_within_a_request_is_read_below_a_signature(
    tmp_path: Path, run: Run
) -> None:
    """None of what was asked is an update."""
    text = (
        "Hi Sam\n\nAnswers below.\n\nRegards\nJo\n\n> Key Aim 1: Fewer thefts from farms\n"
        f"> (Last time: the Mayor met six farmers in May.)\n\n{TRAILS}\n\n"
        f"> Key Aim 2: Safer country roads\n\n{RIDES}\n\n"
        "> If there is nothing to report, please give the reason.\n> Sam\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}
    assert not read.private


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


def test_an_answer_in_a_chat_is_talk(tmp_path: Path, run: Run) -> None:
    """So is who was added; what answers with an update is one."""
    no = "No, thank you: a campaign against cold callers reached 900 farms."
    chat = (
        "Sam Reed\n09:02\nCan I have your KA2 lines?\n"
        f"Jo Bray\n09:14\n{TRAILS}\nSam Reed\n09:15\nIs it all of Holme?\n"
        f"Jo Bray\n09:16\nYes, it is because the show was for all of the county.\n"
        f"Sam Reed added Ed Cole to the chat.\nEd Cole\n09:20\n{no}\n"
    )
    read = paste(run, tmp_path, "chat.txt", chat, *FORCE)
    assert read.public == {"roads force": [TRAILS, no]}


def test_a_word_broken_early_in_a_line_is_one(tmp_path: Path, run: Run) -> None:
    """Neither of its pieces is a word elsewhere."""
    text = (
        f"Aim 1\n\n{TRAILS}\n\nPatrols have come to each neigh-\nbourhood of Holme.\n"
    )
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    whole = "Patrols have come to each neighbourhood of Holme."
    assert read.public == {"farms force": [TRAILS, whole]}
    assert "“neighbourhood” was in two pieces" in read.account


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


@pytest.mark.parametrize("sign", ["", "- "])
def test_updates_that_sound_like_remarks_are_read_without_a_word(
    tmp_path: Path, run: Run, sign: str
) -> None:
    """Each has an update above and below that is certainly one."""
    texts = [TRAILS]
    for number, real in enumerate(REAL):
        texts += [real, f"{GATES[:-1]} in place {number}."]
    sent = "Hi Sam,\n\nAim 1\n\n" + "\n\n".join(f"{sign}{text}" for text in texts)
    read = paste(run, tmp_path, "m.txt", f"{sent}\n", *FORCE)
    assert read.public == {"farms force": [" ".join(text.split()) for text in texts]}
    assert "remark" not in read.account


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


@in_turn("text", REMARKS)
def test_a_remark_below_an_update_is_named_as_one(
    tmp_path: Path, run: Run, text: str
) -> None:
    """It may be wrapped, and what is below is read; in a list it is an update to be read."""
    words = text.split()
    wrapped = " ".join(words[:-3]) + "\n" + " ".join(words[-3:])
    for remark in (text, text if "Key Aim" in text else wrapped):
        sent = f"Aim 1\n\n- {TRAILS}\n\n{remark}\n\nAim 2\n\n{RIDES}\n"
        read = paste(run, tmp_path, "m.txt", sent, *FORCE)
        assert read.public == {"farms force": [TRAILS], "roads force": [RIDES]}
        assert f"line 5, remark to you: “{text[:20]}" in read.account

    sent = f"Aim 1\n\n- {TRAILS}\n- {text}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS, text, GATES]}
    assert "Please read line 4: it may be a remark to you." in read.account


@in_turn("text", LAST)
def test_a_paragraph_below_the_last_list_is_named(
    tmp_path: Path, run: Run, text: str
) -> None:
    """It is an update or a remark; where all updates are paragraphs, it is one of them."""
    sent = "Hi Sam\n\nAim 1\n\n{}\n\nAim 2\n\n- {}\n\n{}\n\nKind regards\nJo\n"
    named = (
        "Please read line 11: this paragraph without a bullet was taken as an update"
    )
    whole = " ".join(text.split())
    read = paste(run, tmp_path, "m.txt", sent.format(GATES, RIDES, text), *FORCE)
    assert read.public == {"farms force": [GATES], "roads force": [RIDES, whole]}
    assert named in read.account
    assert read.account.count("Please read") == 1

    plain = sent.format(GATES, RIDES, text).replace("- ", "")
    read = paste(run, tmp_path, "m.txt", plain, *FORCE)
    assert read.public == {"farms force": [GATES], "roads force": [RIDES, whole]}
    assert "without a bullet" not in read.account


@in_turn("text", ["See you all at the show!", "Have a lovely weekend, Sam."])
def test_good_wishes_at_the_end_are_a_remark(
    tmp_path: Path, run: Run, text: str
) -> None:
    """They are named, and no update."""
    sent = f"Aim 1\n\n- {TRAILS}\n\n{text}\n\nKind regards\nJo\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert f"line 5, remark to you: “{text}”" in read.account


def test_a_remark_right_below_a_bullet_is_no_part_of_it(
    tmp_path: Path, run: Run
) -> None:
    """A chat has remarks, too."""
    sent = f"Aim 1\n\n- {TRAILS}\n  {REMARKS[1]}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS, GATES]}

    chat = (
        "Sam Reed\n09:02\nCan I have your KA2 lines?\n"
        f"Jo Bray\n09:14\n{TRAILS}\nJo Bray\n09:16\n{REMARKS[5]}\n"
    )
    read = paste(run, tmp_path, "chat.txt", chat, *FORCE)
    assert read.public == {"roads force": [TRAILS]}


def test_a_remark_above_a_list_leaves_its_items_updates(
    tmp_path: Path, run: Run
) -> None:
    """They are no points of each other."""
    above = "As asked, here's what we did from July on, I hope it's what you need:"
    sent = f"Aim 1\n\nThe desk is open.\n\n{above}\n- {TRAILS}\n- {GATES}\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": ["The desk is open.", TRAILS, GATES]}


def test_what_may_be_a_private_remark_stays_private(tmp_path: Path, run: Run) -> None:
    """It is to be read."""
    text = "Between ourselves, the Chief is not happy with the words of all this."
    sent = f"Aim 1\n\n- {TRAILS}\n\n{text}\n"
    read = paste(run, tmp_path, "m.txt", sent, *FORCE)
    assert read.public == {"farms force": [TRAILS]}
    assert read.private == {"farms force": [text]}
    assert "Please read line 5: it may be a remark to you." in read.account


def test_a_message_is_passed_on_with_a_remark_where_the_key_aim_is_given(
    tmp_path: Path, run: Run
) -> None:
    """The remark is none of its updates; an address may begin a line of one."""
    link = "https://www.northshire.invalid/wildlife/how-to-report"
    page = f"The page on how to report\n({link}) was opened 2,300 times."
    sent = (
        "From: Desk\nSent: 4 July 2023\nSubject: FW: bits\n\nHi Sam\n\n"
        f"{REMARKS[-1]}\n\nRegards\nAl\n\n-----Original Message-----\n"
        f"From: Beth Orr\nSent: 3 July 2023\nSubject: bits\n\nHi Al,\n\n{TRAILS}\n\n{page}\n"
    )
    read = paste(run, tmp_path, "m.txt", sent, "--aim", "2", *FORCE)
    assert read.public == {"roads force": [TRAILS, page.replace("\n", " ")]}
    assert f"remark to you: “{REMARKS[-1][:30]}" in read.account


@in_turn("last", ["R.", "J.P.", "J. P", "- R", "* J.P."])
def test_initials_at_the_end_are_a_signature(
    tmp_path: Path, run: Run, last: str
) -> None:
    """Named, and no update; a mark of three letters keeps back what is above it."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{last}\n"
    read = paste(run, tmp_path, "m.txt", text, "--stream", "force")
    assert read.public == {"farms force": [TRAILS]}
    assert f"perhaps a signature: “{last}”" in read.account

    marked = text.replace(last, "NFP")
    read = paste(run, tmp_path, "m.txt", marked, "--stream", "force")
    assert not read.public


@pytest.mark.parametrize("own", ["JB", "– JB", "- J.B.", "(JMB)"])
def test_initials_between_two_lists_are_no_update(
    tmp_path: Path, run: Run, own: str
) -> None:
    """They are named or counted; a bullet of one word is an update, and so is one in its list."""
    text = f"Aim 1\n\n- {TRAILS}\n\n{own}\n\nAim 3\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public == {"farms force": [TRAILS], "wildlife force": [EGGS]}
    assert f"line 5, last lines, perhaps a signature: “{own}”" in read.account or (
        "heading (line 1, 5, 7)" in read.account
    )

    text = f"Aim 1\n\n- {TRAILS}\n- CID\n\n- Drones\n\nAim 3\n\n- {EGGS}\n"
    read = paste(run, tmp_path, "m.txt", text, *FORCE)
    assert read.public["farms force"] == [TRAILS, "CID", "Drones"]
