"""Two invented projects of bodies unlike each other, as their offices would write them.

No such body, place or plan exists. One is a mayor's whole plan in three levels, without
streams or labels; the other a fire service's report on a part of its plan, with numbered
headings in a form of its own.
"""

from __future__ import annotations

from tests.invented import Files

MAYOR: Files = {
    "plan.yaml": """\
title: Safe and Fair in Purbeck
years: 2021/22 to 2024/25
body: {name: Office of the Mayor of Purbeck, short: the Office, area: Purbeck}
holder: {short: the Mayor, office: Mayor of Purbeck}
force: {name: Purbeck Police, short: the Force}
priorities:
  - number: 1
    title: Keeping people from harm
    key: people
    aims:
      early_help:
        title: Vulnerability and early help
        aims:
          crisis: Press for better help in a mental-health crisis
          cadets: Start a cadet scheme in every town
      homes: Safer homes and streets
  - number: 2
    title: A police service to be proud of
    aims:
      visible:
        title: Officers who are seen
        aims:
          beats: Named officers on every beat
          desks: Keep the enquiry desks of five towns open
      answers: Answer every call in good time
""",
    "report.yaml": """\
format: 1
house: house.yaml
priority: all
period: 2022/23 Q3
panel: Purbeck Police and Crime Panel
meeting: 2023-02-09
sign_off: {name: Robin Hale, office: Mayor of Purbeck, date: 2023-01-30}
""",
    "house.yaml": """\
extends: progress-report
levels:
  - {one: Pillar, many: Pillars}
  - {one: Theme, many: Themes}
  - {one: Commitment, many: Commitments}
labels: never
numbering: {aim: none, aim_list: none}
title_block:
  - {role: body-name, text: "{body.name}"}
  - {role: report-title, text: "Progress on the plan, {stamp}"}
  - {role: plan-title, text: "{plan.title} {plan.span}"}
opening:
  - "This is what was done for {plan.title} in {year}, for the {panel}."
  - {text: "The {aims.label} of the plan are:", list: aims}
section: {text: "Progress by {aim.label}"}
""",
    "updates/2022-23-q2.yaml": """\
period: 2022/23 Q2
updates:
  people:
    - text: >-
        A bid for work with families was supported by all four councils.
      as: paragraph
  cadets: [Swanmere and Holt opened schemes in July.]
  beats: [Every ward has a named officer since August.]
""",
    "updates/2022-23-q3.yaml": """\
period: 2022/23 Q3
updates:
  crisis:
    - text: A second street team of nurses and officers began in December.
      id: street_team
      points: [It works from Thursday to Sunday.]
  homes:
    - Locks were fitted in 214 homes.
    - see: early_help
  beats: [{see: cadets}]
  desks: [The desk in Holt opens on Saturdays too.]
  answers:
    - As [[visible]] says, twelve officers moved to the control room.
    - text: A supplier is being replaced.
      public: false
""",
}

FIRE: Files = {
    "plan.yaml": """\
title: Community Risk Plan
years: 2018/19 to 2021/22
body: {name: Northmoor Fire and Rescue Service, short: the Service, area: Northmoor}
priorities:
  - number: 1
    title: Preventing fires
    aims:
      visits: Visits to homes at risk
      schools: Work with schools
      arson: Fewer deliberate fires
  - number: 2
    title: Answering calls
    aims:
      crews:
        title: Crews that are ready
        aims:
          retained: Retained crews by day
          training: Training for all
      roads: Rescue from roads
      boats: Rescue from water
recommendations:
  nights:
    text: Say how many crews can be called at night.
    made: 2019-11-14
    answer_by: 2020-09-10
  boat: {text: Renew the boat at Ashwater., made: 2019-06-13, answer_by: 2020-06-11}
""",
    "report.yaml": """\
format: 1
house: house.yaml
priority: 2
only: [roads, boats]
period: 2019/20 Q4
panel: Service Delivery Committee
meeting: 2020-06-11
cover:
  Report No: C/09-20
  Agenda item: 8a
  Version: "0.3"
  Classification: For scrutiny
texts:
  purpose: >-
    To bring members the report on the **fourth quarter**, with [the plan](https://www.example.org/plan).
  advice: Members are asked to look through it.
""",
    "house.yaml": """\
extends: progress-report
levels:
  - {one: Outcome, many: Outcomes}
  - {one: Question, many: Questions}
  - {one: Action, many: Actions}
labels: each-quarter
marking: NOT PROTECTIVELY MARKED
header: "{body.name}: Agenda item {cover.Agenda item}"
sign_off: none
numbering: {aim: "Q{n}", aim_2: "{above}.{n}", aim_list: none}
phrases: {mention: "Q{number}", due: "Promised for {due}."}
title_block:
  - {role: body-name, text: "{body.name}"}
  - {role: report-title, text: "{priority.label} {priority.number}: {priority.title}"}
opening:
  - {heading: Purpose, text: "{texts.purpose}"}
  - {heading: Recommendation, text: "{texts.advice}"}
  - "This report answers some of the {aims.label} of {plan.title} {plan.span}."
  - {text: "What the committee recommended:", list: recommendations}
ending:
  - {heading: Still to come, text: "What was promised:", list: promises, only_with: promises}
  - {heading: Contact, text: "Write to [the committee's clerk](mailto:clerk@example.org)."}
  - "This report can be had in large print, in Braille and in other languages."
section: {text: "{priority.label} {priority.number}"}
""",
    "updates/2019-20-q3.yaml": """\
period: 2019/20 Q3
updates:
  roads: [Two new cutters were bought.]
  training: [All crews trained at night.]
""",
    "updates/2019-20-q4.yaml": """\
period: 2019/20 Q4
updates:
  retained: [Two crews were recruited., {see: training, year: 2019/20}]
  roads: [Crews freed nine people., {see: boats}]
  boats: [{text: The boat at Ashwater was renewed., answers: boat},
    {text: A second boat will be at Holm., id: holm, due: 2020/21 Q2}]
""",
}

NUMBERED: Files = {
    **FIRE,
    "plan.yaml": f"""\
{FIRE["plan.yaml"]}terms:
  RDS: {{means: Retained Duty System, not: [R.D.S.]}}
  incident ground: Where crews work, with the **MDT** of each engine
  MDT: The screen in a fire engine
  USAR: Urban search and rescue
""",
    "house.yaml": FIRE["house.yaml"]
    .replace(
        "aim_list: none}",
        """\
aim_list: none, section: "{n}", paragraph: "{section}.{n}", point: "({a})"}
updates: paragraphs
glossary: after""",
    )
    .replace(
        "opening:\n", "opening:\n  - {text: Contents, list: contents, depth: 3}\n"
    ),
    "updates/2019-20-q4.yaml": """\
period: 2019/20 Q4
updates:
  retained: [Two RDS crews were recruited., {see: training, year: 2019/20}, {see: store}]
  roads:
    - Crews freed nine people.
    - text: "A store was opened, for gear:"
      id: store
      points: [It has twelve lockers., {text: It is by the door., id: door}]
      outcome: Crews leave sooner.
    - {see: boats}
  boats:
    - {see: door}
    - text: The boat at Ashwater was seen at each incident ground.
      answers: boat
    - {see: store}
    - {text: A USAR dog was hurt., public: false}
""",
}
"""The fire service again, with numbered paragraphs, a list of contents and a glossary."""

TABLES: Files = {
    **FIRE,
    "plan.yaml": f"""\
{FIRE["plan.yaml"].replace("boats: Rescue from water", "boats: {title: Rescue from water, lead: Head of Boats, stage: Begun}")}\
measures:
  saved: {{aim: roads, title: People freed, target: 12, better: up, stage: counted by hand}}
""",
    "report.yaml": f"""\
{FIRE["report.yaml"]}\
data_to: 2020-04-30
lists: {{considered: [{{body: Executive of the council, day: 2 June 2020}}]}}
papers: {{ledger: Ledger of all boats}}
""",
    "house.yaml": FIRE["house.yaml"].replace(
        "opening:",
        """\
statuses: {green: On track, red: Off track}
columns: {stage: Stage, body: Considered by, day: On}
tables: {record: [lead, status, stage, because], measures: [measure, stage, value, target]}
opening:
  - {heading: Behind plan, text: "Behind plan:", list: actions, only: behind, columns: [title, because]}
  - {text: "Before figures to {data_to}, this was considered:", list: considered}
  - {text: "Awards:", list: awards, columns: [stage, amount]}
  - {text: They came in minutes., said_by: A farmer at Holm}""",
    ),
    "updates/2019-20-q4.yaml": f"""\
{FIRE["updates/2019-20-q4.yaml"].replace("The boat at Ashwater was renewed.", "The boat at Ashwater was renewed., award: {amount: 900, facts: {stage: Paid in May}}")}\
status: {{boats: {{status: red, because: The second boat is late.}}}}
measures: {{saved: 9}}
facts: {{roads: {{stage: "Half is in [[ledger, page 3]]"}}}}
""",
}
