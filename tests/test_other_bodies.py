"""Reports of other bodies: leads, a table of statuses, letters as numbers, years of their own."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from tests import invented
from tests.conftest import Run
from tests.invented import Files
from tests.word import Word

COUNCIL: Files = {
    "plan.yaml": """\
title: Climate Action Plan
years: 2024/25 to 2029/30
body: {name: Brackwater Borough Council, short: the Council, area: Brackwater}
priorities:
  - number: 1
    title: Travel
    aims:
      bus: {title: Zero-emission buses, lead: Head of Transport, due: end of September 2026}
      cycle: The Canal Way
  - number: 2
    title: Homes
    aims:
      retro: {title: Warm council homes, lead: Head of Housing}
measures:
  homes: {aim: retro, title: Homes retrofitted, better: up}
""",
    "report.yaml": """\
format: 1
house: house.yaml
priority: all
period: 2025/26 Q2
since: 2025/26 Q1
panel: Climate Scrutiny Committee
meeting: 2025-11-05
""",
    "house.yaml": """\
extends: whole-plan
levels: [{one: Theme, many: Themes}, {one: Activity, many: Activities}]
labels: never
numbering: {priority: "Theme {A}.", aim: "{number_above}{n}"}
phrases: {mention: "{aim.label} {number}", stamp: "{covered}"}
measures: {period: "to {ends}"}
statuses: {green: {word: Green, sign: ●}, red: {word: Red, sign: ▼}}
title_block:
  - {role: report-title, text: "Progress, {stamp}"}
opening:
  - {text: At a glance, list: statuses, only_with: statuses}
section: {text: Activities}
sign_off: none
""",
    "updates/2025-26-q1.yaml": """\
period: 2025/26 Q1
status: {bus: green, retro: green}
measures: {homes: 180}
updates:
  bus: [Ten buses were ordered.]
  cycle: [Work began.]
  retro: [A survey was made.]
""",
    "updates/2025-26-q2.yaml": """\
period: 2025/26 Q2
status: {bus: red, retro: green}
measures: {homes: 264}
updates:
  bus: [The maker went out of business.]
  cycle: [{see: retro}]
  retro: [Tenants were asked.]
""",
}
HARBOUR: Files = {
    "plan.yaml": """\
title: Marine Safety Plan
years: 2023/24 to 2026/27
body: {name: Saltwick Harbour Commissioners, short: the Commissioners, area: Saltwick}
priorities:
  - {number: 1, title: Safe navigation, aims: {marks: Lights that work}}
""",
    "report.yaml": """\
format: 1
house: house.yaml
priority: 1
period: 2025-01-01 to 2025-12-31
panel: Board of Commissioners
meeting: 2026-03-12
""",
    "house.yaml": """\
extends: progress-report
levels: {priority: Part, aim: Duty, aims: Duties}
phrases: {dates_stamp: "{months}", dates_label: "{months}:"}
title_block:
  - {role: report-title, text: "Report for {stamp}"}
streams: {hm: {heading: Harbour Master}}
sign_off: none
""",
    "updates/h1.yaml": """\
period: 2025-01-01 to 2025-06-30
updates:
  marks: {hm: [The north beacon was out.]}
""",
    "updates/h2.yaml": """\
period: 2025-07-01 to 2025-12-31
updates:
  marks: {hm: [The north beacon has a new lamp.]}
""",
}


def made(run: Run, folder: Path, form: str = "md") -> str:
    """What a build writes, as text."""
    target = folder / f"out.{form}"
    done = run("build", folder, "-o", target)
    assert done.returncode == 0, done.stderr
    return target.read_text(encoding="utf-8")


def test_a_table_of_statuses_says_who_leads_and_what_was_last_time(
    run: Run, tmp_path: Path
) -> None:
    """Each key aim has a row; the period of the last time is in the head."""
    text = made(run, invented.write(tmp_path, COUNCIL))

    head, _, *rows = text[text.index("| Activity") :].split("\n\n")[0].splitlines()
    assert head == "| Activity | Lead | Due | Status | Last time (to June 2025) |"
    assert [row.split(" | ")[1:] for row in rows] == [
        ["Head of Transport", "end of September 2026", "Red ▼", "Green ● |"],
        ["Head of Housing", "None", "Green ●", "Green ● |"],
    ]
    bus = text[text.index("A1 Zero-emission buses") :]
    assert bus.index("Lead: Head of Transport") < bus.index("Status: Red")
    assert "Due: end of September 2026" in bus


def test_headings_have_letters_and_the_bare_number_of_those_above(
    run: Run, tmp_path: Path
) -> None:
    """The same in Word's own numbers, in references and in the table."""
    folder = invented.write(tmp_path, COUNCIL)
    text = made(run, folder)
    assert "Theme B. Homes" in text
    assert "See update under Activity B1 below." in text

    run("build", folder, "-o", folder / "r.docx")
    with ZipFile(folder / "r.docx") as package:
        numbering = package.read("word/numbering.xml").decode()
    assert 'w:val="upperLetter"' in numbering
    assert 'w:val="Theme %1."' in numbering
    assert 'w:val="%1%2"' in numbering
    shown = "".join(Word(folder / "r.docx").body.itertext())
    assert "Zero-emission buses" in shown.partition("Head of Transport")[0]
    assert "A1" in shown.partition("Head of Transport")[0]


def test_a_report_covers_months_and_a_calendar_year(run: Run, tmp_path: Path) -> None:
    """A half year has its months, and a year from January its number."""
    half_year = made(run, invented.write(tmp_path / "council", COUNCIL))
    assert "Progress, April to September 2025" in half_year

    year = made(run, invented.write(tmp_path / "harbour", HARBOUR))
    assert "Report for 2025\n" in year
    assert "January to June 2025:" in year
    assert "July to December 2025:" in year


def test_what_a_build_counts_has_the_office_s_own_word(
    run: Run, tmp_path: Path
) -> None:
    """An office that reports on activities reads of no key aims."""
    folder = invented.write(tmp_path, COUNCIL)
    done = run("build", folder, "-o", folder / "r.docx")
    assert ": 3 activities, 5 updates" in done.stderr + done.stdout


def test_a_new_lead_is_a_change_of_the_plan(run: Run, tmp_path: Path) -> None:
    """It is in the comparison, and can be accepted or rejected."""
    old = invented.write(tmp_path / "old", COUNCIL)
    plan = COUNCIL["plan.yaml"].replace("Head of Transport", "Director of Place")
    new = invented.write(tmp_path / "new", {**COUNCIL, "plan.yaml": plan})

    done = run("compare", old, new, "--redline", tmp_path / "changes.docx")
    assert done.returncode == 0, done.stderr
    shown = run("compare", old, new).stdout
    assert "[-Head of Transport-]{+Director of Place+}" in shown
