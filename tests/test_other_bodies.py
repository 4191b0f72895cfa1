"""Reports of other bodies: leads, a table of statuses, letters as numbers, years of their own."""

from __future__ import annotations

from pathlib import Path

from tests import invented
from tests.conftest import Run
from tests.expect import Expect
from tests.invented import Files
from tests.test_measures import built
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


def test_a_plan_of_activities_is_reported_as_its_office_numbers_it(
    run: Run, tmp_path: Path, expect: Expect
) -> None:
    """Leads, a table of statuses with the last time, letters as numbers, and months in the title."""
    folder = invented.write(tmp_path, COUNCIL)
    expect(built(run, folder, "md"))

    done = run("build", folder, "-o", folder / "r.docx")
    assert ": 3 activities, 5 updates" in done.stderr + done.stdout
    numbering = Word(folder / "r.docx").parts["word/numbering.xml"].decode()
    assert 'w:val="upperLetter"' in numbering
    assert 'w:val="Theme %1."' in numbering
    assert 'w:val="%1%2"' in numbering


def test_a_new_lead_is_a_change_of_the_plan(run: Run, tmp_path: Path) -> None:
    """It is in the comparison, and can be accepted or rejected."""
    old = invented.write(tmp_path / "old", COUNCIL)
    plan = COUNCIL["plan.yaml"].replace("Head of Transport", "Director of Place")
    new = invented.write(tmp_path / "new", {**COUNCIL, "plan.yaml": plan})

    done = run("compare", old, new, "--redline", tmp_path / "changes.docx")
    assert done.returncode == 0, done.stderr
    shown = run("compare", old, new).stdout
    assert "[-Head of Transport-]{+Director of Place+}" in shown
