"""An invented project over three years: everything that one quarter lacks."""

from __future__ import annotations

from pathlib import Path

from tests import projects

REPORT = projects.REPORT.replace("until: 2023/24 Q1\n", "")

HOUSE = """\
extends: progress-report
streams:
  force: {heading: "{force.short} actions:"}
  opcc:
    heading: "{body.short} activities:"
    note: "Given: {awards.total} in {awards.count}; {awards.by_fund}; {awards.by_round}; {awards.by_aim}; of it {awards.fund.Road Fund}, {awards.stream.force}."
"""

UPDATES = {
    "2021-22-q1-force.yaml": """\
period: 2021/22 Q1
from: Northshire Police
caveat: Courts were closed.
updates:
  farms:
    force:
      - {id: tractors, text: Forty tractors were marked.}
      - id: kit
        text: "£12,500 of marking kit was bought."
        award: {amount: 12500, fund: Farm Fund, round: Spring 2021}
""",
    "2022-23-q1.yaml": """\
period: 2022/23 Q1
updates:
  farms:
    force:
      - {id: arrests, text: Two arrests were made.}
      - {id: patrols, text: Patrols ran each weekend.}
    opcc:
      nothing: the grants round opens in the autumn.
  roads:
    opcc:
      - id: cameras
        text: "Cameras were paid for, £40,000.50 in all."
        award: {amount: 40000.50, awards: 4, fund: Road Fund, round: Spring 2022}
""",
    "2022-23-q3.yaml": """\
period: Q3 2022/23
caveat: December is provisional.
updates:
  farms:
    force:
      - {id: arrests, text: Five arrests were made.}
      - {id: patrols, withdrawn: the figures were another force's}
    opcc:
      - Grants were given to twelve farms.
      - {see: farms, stream: force, year: 2021/22}
  roads:
    force:
      - see: farms
      - see: cameras
""",
    "2022-23-half.yaml": """\
period: 2022-10-01 to 2023-03-31
updates:
  wildlife:
    force: [Eleven officers were trained.]
""",
    "2022-23-rolling.yaml": """\
period: 2022/23 Q2
basis: rolling twelve months
updates: {wildlife: {force: [Nineteen reports came in.]}}
""",
    "2022-23-so-far.yaml": """\
period: 2022/23 Q2
basis: year to date
updates: {wildlife: {force: [Eight reports came in.]}}
""",
    "2022-23-as-at.yaml": """\
period: 2022/23
basis: as at
updates: {wildlife: {force: [Three officers were in post.]}}
""",
}


def write(folder: Path, **changed: str) -> Path:
    """The project's folder; `changed` are update files by name, with - as _."""
    updates = {
        **UPDATES,
        **{f"{k.strip('_').replace('_', '-')}.yaml": v for k, v in changed.items()},
    }
    return projects.write(folder, report=REPORT, house=HOUSE, updates=updates)
