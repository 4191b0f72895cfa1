"""A plan of two to four levels: all of it in one report, or a part that keeps its numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests import bodies, invented, projects, statuses, transform
from tests.cases import in_turn
from tests.conftest import Run
from tests.invented import Files
from tests.word import W, Word
from tests.word_edits import with_body

from pccreport.pipeline.build import build
from pccreport.pipeline.check import check
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import build_redline
from pccreport.writers.forms import DocumentForm, render_as

HEADINGS = {"heading 3", "Aim 2", "Aim 3", "Aim 4", "heading 4", "Stream 2"}


def changed(files: Files, name: str, old: str, new: str) -> Files:
    """A project with other words in one file."""
    assert old in files[name]
    return {**files, name: files[name].replace(old, new)}


def word(folder: Path) -> Word:
    """The Word file that a folder builds."""
    built, findings = build(folder)
    assert built.package is not None, [f.message for f in findings]
    return Word(built.package)


def headings(folder: Path) -> list[tuple[str, str]]:
    """The style and the words of each heading of the plan, with its number."""
    return [(x.style, x.shown) for x in word(folder).lines() if x.style in HEADINGS]


@in_turn("files", [bodies.MAYOR, bodies.FIRE, bodies.NUMBERED])
def test_a_check_finds_nothing(tmp_path: Path, files: Files) -> None:
    """Both bodies' reports are as their house formats and plans ask."""
    found = check(invented.write(tmp_path, files)).findings

    assert [finding.message for finding in found] == []


def test_numbers_of_the_whole_plan_begin_with_the_priority(tmp_path: Path) -> None:
    """1.1 and 1.1.1 under 1; in a report on one priority its key aims are 1, 2 and so on."""
    form = 'numbering: {priority: "{n}", aim: "{above}.{n}", aim_2: "{above}.{n}", aim_list: none}'
    phrase = f'phrases: {{mention: "{{number}}"}}\n{form}'
    files = changed(
        bodies.MAYOR, "house.yaml", "numbering: {aim: none, aim_list: none}", phrase
    )
    folder = invented.write(tmp_path, files)

    assert [x[1].split()[0] for x in headings(folder)] == [
        *("1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1", "2.1.1", "2.1.2", "2.2")
    ]
    assert "See update under 1.1 above." in [x.text for x in word(folder).lines()]
    assert [f.message for f in check(folder).findings] == []
    one = changed(
        bodies.FIRE, "house.yaml", 'aim: "Q{n}"', 'priority: "{n}", aim: "{above}.{n}"'
    )
    one = changed(one, "house.yaml", "Q{number}", "{number}")
    found = headings(invented.write(tmp_path / "one", one))
    assert [x[1].split()[0] for x in found] == ["2", "3"]


def without_whole(package: bytes, gone: str) -> bytes:
    """A redline without the paragraphs that are inserted, or deleted, as a whole."""

    def change(body: Any) -> None:
        for mark in [*body.iterfind(f".//{W}pPr/{W}rPr/{W}{gone}")]:
            paragraph = next(mark.iterancestors(f"{W}p"))
            paragraph.getparent().remove(paragraph)

    return with_body(package, change)


def in_turns(only: str) -> Files:
    """A report on some of the Questions, which are listed before it."""
    files = changed(bodies.FIRE, "report.yaml", "[roads, boats]", only)
    files = changed(files, "house.yaml", "aim_list: none", 'aim_list: "{n}."')
    told = '"This report answers some of the {aims.label} of {plan.title} {plan.span}."'
    return changed(files, "house.yaml", told, '{text: "Answered:", list: aims}')


def test_what_is_left_out_between_two_key_aims_leaves_a_gap(tmp_path: Path) -> None:
    """Numbers are those of the plan, in headings, in the list, and where they are mentioned."""
    folder = invented.write(tmp_path, in_turns("[training, boats]"))

    assert headings(folder) == [
        ("heading 3", "Q1 Crews that are ready"),
        ("Aim 2", "Q1.2 Training for all"),
        ("heading 3", "Q3 Rescue from water"),
    ]
    lines = word(folder).lines()
    listed = [line.shown for line in lines if line.style == "List Number"]
    assert listed == ["1. Crews that are ready", "3. Rescue from water"]
    assert check(folder).findings == ()
    built, _ = build(folder)
    assert built.document is not None
    markdown = render_as(built.document, DocumentForm.MARKDOWN).decode()
    assert "1. Crews that are ready\n\n- 3\\. Rescue from water" in markdown


@pytest.mark.parametrize("one", ["[crews, roads, boats]", "[roads, boats]"])
@pytest.mark.parametrize("other", ["[crews, boats]", "[training, boats]"])
def test_the_changes_between_two_turns_keep_the_numbers(
    tmp_path: Path, one: str, other: str
) -> None:
    """Of both versions: with all changes accepted, and with all rejected."""
    was = invented.write(tmp_path / "one", in_turns(one))
    now = invented.write(tmp_path / "other", in_turns(other))
    result, _ = compare_reports(*(Operand(s, name=s.name) for s in (was, now)))
    redline, *_ = build_redline(result)
    assert redline
    for gone, folder in (("del", now), ("ins", was)):
        lines = Word(without_whole(redline, gone)).lines()
        numbers = [x.number for x in lines if x.style in HEADINGS]
        assert numbers == [x.split()[0] for _, x in headings(folder)]


@pytest.mark.parametrize("turns", [("farms", "roads"), ("roads", "farms")])
def test_a_key_aim_in_place_of_another_has_its_own_number(
    tmp_path: Path, run: Run, turns: tuple[str, str]
) -> None:
    """One paragraph would have the same number in both versions, whichever is taken."""
    plan = projects.PLAN.replace("Safer country roads", "Fewer thefts from shops")
    told = "period: 2022/23 Q4\nupdates: {{{}: {{force: [Two arrests were made.]}}}}\n"
    redline = tmp_path / "changes.docx"
    for name, aim in zip(("old", "new"), turns, strict=True):
        report = f"{projects.REPORT}only: [{aim}]\n".replace("until: 2023/24 Q1\n", "")
        updates = {"q4.yaml": told.format(aim)}
        projects.write(tmp_path / name, plan=plan, report=report, updates=updates)
    run("compare", tmp_path / "old", tmp_path / "new", "--redline", redline)

    for gone, aim in zip(("ins", "del"), turns, strict=True):
        lines = Word(without_whole(redline.read_bytes(), gone)).lines()
        numbers = [line.number for line in lines if line.number]
        assert numbers == (["1.", "1)"] if aim == "farms" else ["2.", "2)"])


def test_the_whole_plan_needs_a_name_for_several_priorities(tmp_path: Path) -> None:
    """Two levels by their fields have none, and no word is made up."""
    house = bodies.MAYOR["house.yaml"]
    levels = house[house.index("levels:") : house.index("labels:")]
    files = changed(bodies.MAYOR, "house.yaml", levels, "")
    found = check(invented.write(tmp_path, files)).findings

    messages = [finding.message for finding in found]
    said = "the house format has no word for several priorities"
    assert said in messages
    assert "aims" not in " ".join(messages)


def test_a_priority_s_own_update_is_not_lost_in_silence(tmp_path: Path) -> None:
    """A report on that priority alone has no heading for it."""
    files = changed(bodies.MAYOR, "report.yaml", "priority: all", "priority: 1")
    found = check(invented.write(tmp_path, files)).findings

    assert any("is a priority, so this is printed only" in f.message for f in found)


def test_each_change_in_a_tree_is_told_and_tracked(tmp_path: Path, run: Run) -> None:
    """A part that is new, one that is gone, one reworded, and updates under each."""
    old = invented.write(tmp_path / "old", bodies.MAYOR)
    plan = "plan.yaml"
    files = changed(bodies.MAYOR, plan, "Start a cadet", "Keep a cadet")
    files = changed(
        files, plan, "      answers: A", "      dogs: More dogs\n      answers: A"
    )
    files = changed(
        files, plan, "          desks: Keep the enquiry desks of five towns open\n", ""
    )
    q3 = "updates/2022-23-q3.yaml"
    files = changed(
        files,
        q3,
        "  desks: [The desk in Holt opens on Saturdays too.]",
        "  dogs: [Six dogs came.]",
    )
    new = invented.write(tmp_path / "new", files)

    ended = run("compare", old, new, "--output-format", "json")
    said = json.loads(ended.stdout)
    text = json.dumps(said, ensure_ascii=False)
    for words in ("Keep a cadet", "More dogs", "Six dogs came.", "The desk in Holt"):
        assert words in text
    for one, other in ((old, new), (new, old)):
        result, _ = compare_reports(*(Operand(s, name=s.name) for s in (one, other)))
        redline, *_ = build_redline(result)
        assert redline
        for accept, folder in ((True, other), (False, one)):
            settled = Word(transform.package(redline, accept=accept))
            assert [x.text for x in settled.lines()] == [
                x.text for x in word(folder).lines()
            ]


@in_turn("form", [".html", ".md", ".txt"])
def test_every_form_has_the_tree_and_nothing_private(
    tmp_path: Path, run: Run, form: str
) -> None:
    """Headings in their order, and not the supplier that is being replaced."""
    folder = invented.write(tmp_path / "p", bodies.MAYOR)
    out = tmp_path / f"r{form}"
    assert run("build", folder, "-o", out).returncode == 0
    text = out.read_text(encoding="utf-8")

    assert text.index("Officers who are seen") < text.index("Named officers on every")
    assert "supplier" not in text


def test_a_status_and_the_next_quarter_know_the_tree(tmp_path: Path, run: Run) -> None:
    """Each part is in both, without a number that it does not have."""
    folder = invented.write(tmp_path / "p", bodies.MAYOR)
    told = run("status", folder).stdout
    assert "Safe and Fair in Purbeck" in told
    assert "\nAnswer every call" in told
    reports = statuses.reports(folder)
    numbers = {aim["number"] for report in reports for aim in report["aims"]}
    assert numbers == {None}

    assert run("new", folder, "2022/23 Q4").returncode == 0
    text = (folder / "updates/2022-23-q4.yaml").read_text(encoding="utf-8")
    assert "  cadets:\n" in text
    # What has parts is left out, unless an update was on it.
    assert "  people:\n" in text
    assert "  early_help:\n" not in text
    assert run("check", folder).returncode == 0
