"""What stands round the key aims: a cover form, headed texts, markings, an ending."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from tests import bodies, invented
from tests.cases import in_turn
from tests.conftest import Run
from tests.invented import Files
from tests.test_tree import changed

from pccreport.findings.finding import ERROR
from pccreport.pipeline.build import build
from pccreport.pipeline.check import check
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import build_redline

FIRE = bodies.FIRE


@in_turn("form", [".html", ".md", ".txt"])
def test_each_form_has_all_of_it(tmp_path: Path, run: Run, form: str) -> None:
    """The marking once, the form, the texts, the ending."""
    folder = invented.write(tmp_path / "p", FIRE)
    out = tmp_path / f"r{form}"
    assert run("build", folder, "-o", out).returncode == 0
    text = out.read_text(encoding="utf-8")

    words = (
        "NOT PROTECTIVELY",
        "C/09-20",
        "Recommendation",
        "look through it",
        "Braille",
    )
    places = [text.index(each) for each in words]
    assert places == sorted(places)


def test_a_text_that_the_report_lacks_is_named(tmp_path: Path) -> None:
    """And so is a sign-off that the house format prints and nobody gave."""
    files = changed(
        FIRE, "report.yaml", "  advice: Members are asked to look through it.\n", ""
    )
    files = changed(files, "house.yaml", "sign_off: none\n", "")
    found = check(invented.write(tmp_path, files)).findings

    missing = [f.message for f in found if f.rule == "missing-fact"]
    assert missing == [
        "“advice:” under “texts:” is missing from report.yaml, but the house format uses it",
        "“name:” under “sign_off:” is missing from report.yaml, but the house format uses it",
        "“office:” under “sign_off:” is missing from report.yaml, but the house format uses it",
        "“date:” under “sign_off:” is missing from report.yaml, but the house format uses it",
    ]


def test_what_changed_round_the_key_aims_is_told_and_tracked(
    tmp_path: Path, run: Run
) -> None:
    """A line of the form, a text, a line that is new, and one that is gone."""
    old = invented.write(tmp_path / "old", FIRE)
    files = changed(FIRE, "report.yaml", '"0.3"', '"0.4"')
    files = changed(files, "report.yaml", "  Classification: For scrutiny\n", "")
    files = changed(files, "report.yaml", "look through it", "note it")
    new = invented.write(tmp_path / "new", files)

    told = json.loads(run("compare", old, new, "--output-format", "json").stdout)
    text = json.dumps(told, ensure_ascii=False)
    for words in ("cover: Version", "cover: Classification", "texts: advice"):
        assert words in text
    for one, other in ((old, new), (new, old)):
        result, _ = compare_reports(*(Operand(s, name=s.name) for s in (one, other)))
        redline, *_ = build_redline(result)
        assert redline


def test_a_mark_of_privacy_in_a_text_is_an_error(tmp_path: Path) -> None:
    """Nothing in report.yaml can be private, whatever the office calls its texts."""
    files = changed(
        FIRE,
        "report.yaml",
        "  advice:",
        "  date: >-\n    A crew is ill.\n    not public\n  advice:",
    )
    found = {f.rule for f in check(invented.write(tmp_path, files)).findings}

    assert "name-in-text" in found


@in_turn("files", [bodies.MAYOR, FIRE, bodies.NUMBERED])
def test_a_word_file_that_came_back_is_the_report(
    tmp_path: Path, run: Run, files: Files
) -> None:
    """As it was built nothing is edited in it: parts, headers and texts are known."""
    folder = invented.write(tmp_path / "p", files)
    sent = tmp_path / "sent.docx"
    assert run("build", folder, "-o", sent).returncode == 0

    ended = run("compare", sent, folder, "--exit-code")
    assert ended.returncode == 0, ended.stdout


def test_what_is_private_now_is_not_quoted_from_old_texts(
    tmp_path: Path, run: Run
) -> None:
    """Neither from a line of the form nor from a text of the report."""
    secret = "Quillfeather was named in a complaint about a crew."
    old_files = changed(FIRE, "report.yaml", "For scrutiny", secret)
    old_files = changed(
        old_files, "report.yaml", "Members are asked to look through it.", secret
    )
    old = invented.write(tmp_path / "old", old_files)
    files = changed(
        FIRE,
        "updates/2019-20-q4.yaml",
        "  boats: [",
        f"  boats: [{{text: {secret}, public: false}}, ",
    )
    new = invented.write(tmp_path / "new", files)

    for form in ("text", "json", "markdown"):
        ended = run("compare", old, new, "--output-format", form)
        assert "Quillfeather" not in ended.stdout, form
    page = tmp_path / "r.html"
    run("compare", old, new, "--redline", page)
    assert "Quillfeather" not in page.read_text(encoding="utf-8")


def test_numbers_and_written_dates_are_printed_like_quoted_and_short_ones(
    tmp_path: Path,
) -> None:
    """As they are typed: 7.10 is not 7.1. A day is one of the calendar in either form."""
    quoted = changed(FIRE, "report.yaml", "cover:", 'cover:\n  Form: "7.10"')
    typed = changed(quoted, "report.yaml", '"7.10"', "7.10")
    meeting = re.search(r"meeting: (\S+)", FIRE["report.yaml"])
    assert meeting
    day = date.fromisoformat(meeting[1])
    written = f"{day.day} {day:%B} {day.year}"
    typed = changed(typed, "report.yaml", meeting[1], written)
    packages = [
        build(invented.write(tmp_path / name, files))[0].package
        for name, files in (("a", quoted), ("b", typed))
    ]
    wrong = changed(typed, "report.yaml", written, f"31 September {day.year}")
    _, findings = build(invented.write(tmp_path / "c", wrong))

    assert packages[0]
    assert packages[0] == packages[1]
    assert [f.rule for f in findings if f.severity is ERROR] == ["no-such-date"]


WRONG = {
    "percentage-mismatch": "Of 15 plans, 13 (84%) were met.",
    "direction-mismatch": "Calls fell from 100 to 140.",
    "wrong-weekday": "The boat went out on Monday 2 May 2019.",
    "repeated-word": "The the boat is in repair.",
    "placeholder": "The figure is XXX.",
    "not-for-publication": "The crews (not for publication) trained.",
}


@in_turn(
    ("name", "old"),
    [
        ("house.yaml", "What the committee recommended:"),
        ("house.yaml", "What was promised:"),
        ("report.yaml", "Members are asked to look through it."),
    ],
)
def test_the_front_matter_is_proofread(tmp_path: Path, name: str, old: str) -> None:
    """An opening, an ending and a text of a report as updates are, at their place in the file."""
    files = changed(FIRE, name, old, " ".join(WRONG.values()))
    found = check(invented.write(tmp_path, files)).findings

    assert {f.rule for f in found} == {*WRONG}
    assert {Path(f.at.span.source.name).name for f in found} == {name}


def test_what_comes_with_pccreport_is_not_proofread(tmp_path: Path, run: Run) -> None:
    """An office cannot change the words of a format that is built in, and a contact is public."""
    files = changed(FIRE, "report.yaml", "look through it.", "ring 01632 960001.")
    folder = invented.write(tmp_path, files)

    assert run("check", folder).stdout.startswith("No problems")
