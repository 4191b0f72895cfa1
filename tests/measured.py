"""An invented fire and crime plan with measures: by area, with targets, withheld, restated.

No such body, place or plan exists.
"""

from __future__ import annotations

from pathlib import Path

PLAN = """\
title: Safe Lowlands Plan
years: 2023/24 to 2026/27
body: {name: Office of the Commissioner for the Lowlands, short: OCL, area: the Lowlands}
holder: {short: Commissioner}
force: {name: Lowland Constabulary, short: LC}
priorities:
  - number: 1
    title: Keeping people from harm
    aims:
      crisis: Better help for people in a mental health crisis.
      fires: Fewer fires at home.
      cadets: A cadet scheme in every town.
measures:
  held: {aim: crisis, title: People held under section 136, target: 1100, better: down}
  seen: {aim: crisis, title: People seen within an hour, unit: per cent, base: of all who were referred, target: 95, better: up}
  calls: {aim: crisis, title: Calls answered by the crisis line}
  burnt: {aim: fires, title: Accidental fires in dwellings, by: [North, East, West], target: 1150, better: down}
  visited: {aim: fires, title: Homes of older people visited, unit: per cent, by: [North, East], sum: false}
"""

REPORT = """\
format: 1
priority: 1
period: 2024/25 Q2
since: 2024/25 Q2
panel: Lowlands Police and Crime Panel
meeting: 2024-11-12
sign_off: {name: Robin Tarn, office: Commissioner for the Lowlands, date: 2024-11-01}
house: house.yaml
"""

OF_ONE_PERIOD = REPORT.replace("since: 2024/25 Q2\n", "")

HOUSE = """\
extends: progress-report
streams:
  force: {heading: "{force.short} in action:"}
statuses:
  done: {word: Complete, sign: ■, means: nothing more is planned}
  green: {word: On track, sign: ●, means: as planned}
  amber: {word: At risk, sign: ▲, means: late or over cost unless something changes}
  red: {word: Off track, sign: ▼, means: it will not be reached as planned}
"""

FIRST = """\
period: 2024/25 Q1
status: {crisis: green, cadets: amber}
measures:
  held: 1204
  seen: 91.5
  calls: 4310
  burnt: {North: 310, East: 402, West: 390}
  visited: {North: 41, East: 38}
updates:
  crisis: {force: [A first street team began in May.]}
"""

SECOND = """\
period: 2024/25 Q2
status: {crisis: amber, cadets: green, seen: amber}
measures:
  held: {value: 1188, restated: {2024/25 Q1: 1150}, changed: Counted by the date of arrest since July.}
  seen: 92.0
  calls: {withheld: the line’s new system is being checked}
  burnt: {North: 295, East: 410, West: {withheld: one station’s figures are late}}
  visited: {North: 44.5, East: 39}
updates:
  crisis: {force: [A second street team began in August.]}
  fires: {force: [Visits began again in July.]}
  cadets: {force: [Three towns have a scheme.]}
"""

NO_CALLS = SECOND.replace(
    "  calls: {withheld: the line’s new system is being checked}\n", ""
)

YEAR_BEFORE = """\
period: 2023/24 Q2
measures: {held: 1310, burnt: {North: 350, East: 420, West: 401}}
updates: {}
"""

FILES = {
    "plan.yaml": PLAN,
    "report.yaml": REPORT,
    "house.yaml": HOUSE,
    "updates/2023-24-q2.yaml": YEAR_BEFORE,
    "updates/2024-25-q1.yaml": FIRST,
    "updates/2024-25-q2.yaml": SECOND,
}


def write(folder: Path, **changed: str) -> Path:
    """Write the project, with some files as given: `house`, `plan`, `report`, `q1`, `q2`."""
    names = {
        **{name: f"{name}.yaml" for name in ("plan", "report", "house")},
        "q1": "updates/2024-25-q1.yaml",
        "q2": "updates/2024-25-q2.yaml",
    }
    files = {**FILES, **{names.get(name, name): text for name, text in changed.items()}}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
