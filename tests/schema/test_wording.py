"""What is said of each mistake: YAML in; line:column rule, message and help out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.schema.conftest import Told

from pccreport.findings.text import Source
from pccreport.schema.fault import Fault
from pccreport.schema.showing import example
from pccreport.schema.store import NAMES, Schema, schema
from pccreport.schema.validate import validate
from pccreport.schema.wording import worded
from pccreport.source.node import Mapping, Scalar, plain
from pccreport.source.yaml import parse

PLAN = """\
title: Police and Crime Plan
years: 2017/18 to 2020/21
body: {name: The office}
priorities:
  - number: 1
    title: Vulnerability
"""
REPORT = """\
format: 1
priority: 4
period: 2019/20 Q4
panel: The panel
meeting: 2020-09-04
sign_off: {name: A, office: B, date: 2020-08-26}
"""
UPDATE = """\
period: 2019/20 Q4
updates:
  aim:
    opcc:
"""


def said(name: str, text: str) -> list[str]:
    """The findings of a file, a line each."""
    node, _ = parse(Source("file.yaml", text))
    assert node is not None
    return [
        f"{d.at.span.line}:{d.at.span.column} {d.rule}: {d.message} · {d.help}"
        for d in validate(name, node)
    ]


CASES = [
    pytest.param(
        "update",
        "perod: 2019/20 Q4\nupdates: {}\n",
        [
            "1:1 unknown-key: “perod” is not a name that can stand here · did you mean “period”?"
        ],
        id="mistyped name",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nweather: fine\nupdates: {}\n",
        [
            "2:1 unknown-key: “weather” is not a name that can stand here · what can stand here: basis, caveat, from"
        ],
        id="unknown name",
    ),
    pytest.param(
        "report",
        REPORT.replace("panel:", "PANEL:"),
        [
            "4:1 unknown-key: “PANEL” is not a name that can stand here · did you mean “panel”?"
        ],
        id="name in capitals",
    ),
    pytest.param(
        "update",
        "updates: {}\n",
        ["1:1 missing-key: this file has no “period:” · add period: 2019/20 Q4"],
        id="missing at the top",
    ),
    pytest.param(
        "report",
        REPORT.replace(", date: 2020-08-26", ""),
        ["6:1 missing-key: “sign_off:” has no “date:” · add date: 2020-08-26"],
        id="missing below",
    ),
    pytest.param(
        "plan",
        PLAN.replace("    title: Vulnerability\n", ""),
        [
            "5:5 missing-key: this has no “title:” · add title: Prevention and Early Intervention"
        ],
        id="missing in a list",
    ),
    pytest.param(
        "plan",
        "title: T\nyears: 2017/18\nbody:\n  short: B\n",
        [
            "1:1 missing-key: this file has no “priorities:” · add priorities: and, under it, a list with a dash for each",
            "3:1 missing-key: “body:” has no “name:” · add name: Office of the Police & Crime Commissioner for Northshire",
        ],
        id="missing with more under it",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "") + "until:\nfocus:\n",
        [
            "4:1 nothing-here: “panel:” has nothing after it · write it after the colon, such as: panel: Northshire Police and Crime Panel",
            "7:1 nothing-here: “until:” has nothing after it · write it after the colon, such as: until: 2020/21 Q1; or take the line out",
            "8:1 nothing-here: “focus:” has nothing under it · write each area of focus on a line of its own under focus: beginning with a dash",
        ],
        id="nothing after",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "~"),
        [
            "4:8 nothing-here: “~” stands for nothing here · write it after the colon, such as: panel: Northshire Police and Crime Panel"
        ],
        id="nothing, typed",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "' '"),
        [
            "4:8 nothing-here: “panel:” has no words in it · write some words here, or take the line out"
        ],
        id="blank",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n  other:\n    opcc:\n    force: []\n",
        [
            "3:3 nothing-here: “aim:” has nothing under it · write a stream's key, such as police:, and a list of updates under it, or take the line out",
            "5:5 nothing-here: “opcc:” has nothing under it · write an update under it beginning with a dash, or nothing: and the reason, or take the line out",
            "6:5 nothing-here: “force:” has nothing under it · write an update under it beginning with a dash, or nothing: and the reason, or take the line out",
        ],
        id="nothing under",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n",
        [
            "2:1 nothing-here: “updates:” has nothing under it · write a key aim's key from plan.yaml on the next line, or {} when this period has no updates"
        ],
        id="nothing in updates",
    ),
    pytest.param(
        "update",
        UPDATE + "      -\n",
        [
            "5:8 nothing-here: this dash has nothing after it · write something after the dash, such as: - Six sessions were held."
        ],
        id="a dash alone",
    ),
    pytest.param(
        "update",
        UPDATE + "      - 250\n      - 1e3\n      - text: true\n",
        [
            '5:9 wrong-kind: “250” is read as a number here, and not as text · put it in quotes: "250"',
            '6:9 wrong-kind: “1e3” is read as a number here, and not as text · put it in quotes: "1e3"',
            '7:15 wrong-kind: “true” is read as true or false here, and not as text · put it in quotes: "true"',
        ],
        id="numbers for text",
    ),
    pytest.param(
        "update",
        "period: 2019\nupdates: {}\n",
        [
            "1:9 wrong-form: “2019” is not a period · write the quarter like 2019/20 Q4, a year like 2019/20, or dates like 2018-11-01 to 2019-05-01"
        ],
        id="a number for a period",
    ),
    pytest.param(
        "report",
        REPORT.replace("Q4", "Q5").replace("2020-09-04", "4 September 2020")
        + "house: a/b.yaml\n",
        [
            "3:9 wrong-form: “2019/20 Q5” is not a period to report on · write the quarter like 2019/20 Q4, a year like 2019/20, or plan",
            "5:10 wrong-form: “4 September 2020” is not a date written like 2020-09-04 · write the date as year, month and day: 4 September 2020 is 2020-09-04",
            "7:8 wrong-form: “a/b.yaml” is not a house format · write progress-report, or the name of a file in this folder that ends in .yaml",
        ],
        id="forms",
    ),
    pytest.param(
        "plan",
        PLAN.replace("2017/18 to 2020/21", "four years"),
        [
            "2:8 wrong-form: “four years” is not a financial year or a run of years · write the years like 2017/18 to 2020/21"
        ],
        id="years",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  Public awareness:\n    OPCC: [a]\n    £: [b]\n",
        [
            "3:3 wrong-form: “Public awareness” is not a key · did you mean “public_awareness”?",
            "4:5 wrong-form: “OPCC” is not a key · did you mean “opcc”?",
            "5:5 wrong-form: “£” is not a key · write the key of a stream as the house format has it, such as police",
        ],
        id="keys",
    ),
    pytest.param(
        "update",
        UPDATE + "      - see: Key Aim 1\n      - see: 1\n",
        [
            "5:14 wrong-form: “Key Aim 1” is not a key · did you mean “key_aim_1”?",
            "6:14 wrong-form: “1” is not a key · write a key in small letters, digits and _ without spaces, such as public_awareness",
        ],
        id="key of a reference",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", "priority: four"),
        [
            "2:11 wrong-kind: “four” is not a whole number · write the priority's number in figures, as in plan.yaml"
        ],
        id="words for a number",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", 'priority: "4"'),
        [
            "2:11 wrong-kind: “4” is in quotes, and so it is read as text · take the quotes away: 4"
        ],
        id="quotes round a number",
    ),
    pytest.param(
        "plan",
        PLAN.replace("number: 1", "number: 1.5"),
        [
            "5:13 wrong-kind: “1.5” is not a whole number · write the number in figures, from 1 to 99"
        ],
        id="part of a number",
    ),
    pytest.param(
        "plan",
        PLAN.replace("number: 1", "number: 120"),
        [
            "5:13 wrong-form: “120” is not between 1 and 99 · write the number in figures, from 1 to 99"
        ],
        id="out of range",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - text: a\n        award:\n          amount: £1,000\n          awards: 0\n          fund: 5\n",
        [
            "7:19 wrong-kind: “£1,000” is not a number · write the amount in figures alone, without £ and commas, such as 100000",
            "8:19 wrong-form: “0” is less than 1 · write how many awards there were in figures, such as 3",
            '9:17 wrong-kind: “5” is read as a number here, and not as text · put it in quotes: "5"',
        ],
        id="award",
    ),
    pytest.param(
        "update",
        UPDATE + "      - text: a\n        award: {}\n",
        [
            "6:9 nothing-here: “award:” has nothing under it · write amount:, awards:, fund: or round: on lines of their own under award:"
        ],
        id="award of nothing",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, lead: yes, public: 'false'}\n",
        [
            "5:25 wrong-kind: “yes” is neither true nor false · write true or false",
            "5:38 wrong-kind: “false” is in quotes, and so it is read as text · take the quotes away: false",
        ],
        id="yes and true",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "\n  - The panel"),
        [
            "4:1 wrong-kind: “panel:” has a list under it, where a text is expected · take the dash out, so that the text stands by itself"
        ],
        id="a list for a text",
    ),
    pytest.param(
        "update",
        UPDATE + "      - - a\n",
        [
            "5:9 wrong-kind: this dash has a list after it, where a text is expected · take the dash out, so that the text stands by itself"
        ],
        id="a list in a list",
    ),
    pytest.param(
        "report",
        REPORT + "focus: Resilience\n",
        [
            "7:8 wrong-kind: “Resilience” stands here, where a list should be · start each line with a dash: - Resilience"
        ],
        id="a text for a list",
    ),
    pytest.param(
        "plan",
        PLAN.replace("{name: The office}", "The office"),
        [
            "3:7 wrong-kind: “The office” stands here, where names with a colon should be · write name: and the name of the office on a line of its own under body:"
        ],
        id="a text for names",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    - An update\n",
        [
            "3:3 wrong-kind: “aim:” has a list under it, where names with a colon should be · write a stream's key, such as police:, and a list of updates under it, or take the line out"
        ],
        id="a list for names",
    ),
    pytest.param(
        "update",
        UPDATE + "      text: An update\n",
        [
            "4:5 wrong-kind: “opcc:” has names with values under it, where a list should be · write an update under it beginning with a dash, or nothing: and the reason, or take the line out"
        ],
        id="names for a list",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", "priority:\n  number: 4"),
        [
            "2:1 wrong-kind: “priority:” has names with values under it, where one value should be · write the priority's number in figures, as in plan.yaml"
        ],
        id="names for a number",
    ),
    pytest.param(
        "report",
        "A report\n",
        [
            "1:1 wrong-kind: “A report” stands here, where names with a colon should be · begin each line with a name and a colon, such as priority: 4"
        ],
        id="a text for a file",
    ),
    pytest.param(
        "report",
        "- format: 1\n- priority: 4\n",
        [
            "1:1 wrong-kind: this file has a list in it, where names with a colon should be · begin each line with a name and a colon, such as priority: 4"
        ],
        id="a list for a file",
    ),
    pytest.param(
        "update",
        UPDATE + "      - Social media:\n          - One message.\n",
        [
            '5:9 colon-in-text: the words before the colon are read as a name: “Social media:” · write text: "Social media:" there, and points: over what is under it'
        ],
        id="a heading with points",
    ),
    pytest.param(
        "plan",
        PLAN.replace("title: Police", "title:\n  Police: and").replace(
            "and and", "and"
        ),
        [
            "2:3 colon-in-text: the words before the colon are read as a name: “Police:” · write >- there and the whole text on the next line, or put it in quotes"
        ],
        id="a colon below a name",
    ),
    pytest.param(
        "update",
        UPDATE + "      - [[aim]]\n      - {words}\n",
        [
            "5:9 wrong-kind: “[[aim]]” is read as a list, because it begins with [ · put the whole text in quotes, or under >-",
            "6:9 wrong-kind: “{words}” is read as names with values, because it begins with { · put the whole text in quotes, or under >-",
        ],
        id="brackets",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, see: b}\n      - {see: b, lead: true}\n",
        [
            "5:19 unknown-key: “see:” cannot stand beside “text:” · keep one of the two here",
            "6:18 unknown-key: “lead:” cannot stand beside “see:” · keep one of the two here",
        ],
        id="two things at once",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - txt: a\n      - {text: a, pionts: [b]}\n      - {Closing: b}\n",
        [
            "5:9 unknown-key: “txt” is not a name that can stand here · did you mean “text”?",
            "6:19 unknown-key: “pionts” is not a name that can stand here · did you mean “points”?",
            "7:10 unknown-key: “Closing” is not a name that can stand here · did you mean “closing”?",
        ],
        id="mistyped in a list",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {id: a}\n",
        ["5:10 missing-key: this has no “text:” · add text: Six sessions were held."],
        id="facts alone",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{text: b, lead: true}]}\n",
        [
            "5:38 unknown-key: “lead” is not a name that can stand here · what can stand here: points, id, date, owner, source, public, private, outcome, award, continues, withdrawn"
        ],
        id="lead in points",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, points: [{text: b, points: [{text: c, points: [5]}]}]}\n",
        [
            '5:66 wrong-kind: “5” is read as a number here, and not as text · put it in quotes: "5"'
        ],
        id="deep in points",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{closing: b}]}\n",
        [
            "5:29 unknown-key: “closing” is not a name that can stand here · what can stand here: text, see, withdrawn, id, points, date, owner, source, public, private, outcome, award, continues, stream …"
        ],
        id="closing in points",
    ),
    pytest.param(
        "update",
        UPDATE + "      - heading: a\n        note: b\n",
        [
            "5:9 unknown-key: “heading” is not a name that can stand here · what can stand here: text, see, closing, nothing, withdrawn, id, points, lead, date, owner, source, public, private, outcome …",
            "6:9 unknown-key: “note” is not a name that can stand here · what can stand here: text, see, closing, nothing, withdrawn, id, points, lead, date, owner, source, public, private, outcome …",
        ],
        id="names of another thing",
    ),
    pytest.param(
        "house",
        "phrases: {year: {first}}\n",
        [
            "1:17 wrong-kind: “{first}” is read as names with values, because it begins with { · put the whole text in quotes, or under >-"
        ],
        id="brackets in a phrase",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "{}").replace(
            "{name: A, office: B, date: 2020-08-26}", "{}"
        ),
        [
            "4:8 wrong-kind: “{}” is read as names with values, because it begins with { · put the whole text in quotes, or under >-",
            "6:1 missing-key: “sign_off:” has no “name:” · add name: Alex Taylor",
            "6:1 missing-key: “sign_off:” has no “office:” · add office: Police and Crime Commissioner for Northshire",
            "6:1 missing-key: “sign_off:” has no “date:” · add date: 2020-08-26",
        ],
        id="empty brackets",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 2"),
        [
            "1:9 newer-format: this file is written for a newer pccreport, with format 2 · get the newer pccreport; this one reads format 1"
        ],
        id="newer format",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 0"),
        ["1:9 wrong-form: “0” is not a format that files can have · write format: 1"],
        id="no such format",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 1.5"),
        ["1:9 wrong-form: “1.5” is not a format that files can have · write format: 1"],
        id="part of a format",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "' '"),
        [
            "3:9 nothing-here: “period:” has no words in it · write the quarter like 2019/20 Q4, a year like 2019/20, or plan"
        ],
        id="a form of blanks",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, id: 12}\n",
        [
            "5:23 wrong-form: “12” is not a name of small letters, digits and _ · write the name in small letters, digits and _ without spaces, such as school_sessions"
        ],
        id="a number as a name",
    ),
    pytest.param(
        "house",
        "phrases:\n  label:\n    Year:\n      - a\n",
        [
            "3:5 colon-in-text: the words before the colon are read as a name: “Year:” · write one text here, in quotes or under >-"
        ],
        id="a list below a phrase",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: '1'"),
        ["1:9 wrong-form: “1” is not a format that files can have · write format: 1"],
        id="format in quotes",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1\n", ""),
        ["1:1 missing-key: this file has no “format:” · add format: 1"],
        id="format left out",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format:"),
        [
            "1:1 nothing-here: “format:” has nothing after it · write it after the colon, such as: format: 1"
        ],
        id="format with nothing",
    ),
    pytest.param(
        "house",
        "title_block:\n  - {role: ‘footer’, text: a}\n  - {role: report title, text: a}\nopening:\n  - {text: a, list: goals}\n",
        [
            "2:12 wrong-form: “‘footer’” is not one of the words that can stand here · write it without the quotes: footer",
            "3:12 wrong-form: “report title” is not one of the words that can stand here · did you mean “report-title”?",
            "5:21 wrong-form: “goals” is not one of the words that can stand here · what can stand here: focus, aims",
        ],
        id="one of some words",
    ),
    pytest.param(
        "house",
        "opening:\n  - text: a\n    list: [aims]\n  - text: b\n    list:\n",
        [
            "3:11 wrong-kind: “[aims]” is read as a list, because it begins with [ · put the whole text in quotes, or under >-",
            "5:5 nothing-here: “list:” has nothing after it · write it after the colon, such as: list: aims; or take the line out",
        ],
        id="no word at all",
    ),
    pytest.param(
        "house",
        "bullets: [a, b, c, d]\n",
        [
            '1:1 wrong-form: “bullets:” has 4 under it, and 3 at most can stand there · write one to three bullets, such as ["•", "–", "▪"]'
        ],
        id="four bullets",
    ),
    pytest.param(
        "house",
        "bullets: []\n",
        [
            '1:1 nothing-here: “bullets:” has nothing under it · write one to three bullets, such as ["•", "–", "▪"]'
        ],
        id="no bullets",
    ),
    pytest.param(
        "house",
        "numbering: {aim: 1.}\n",
        [
            '1:18 wrong-form: “1.” is not a form of number · write the number as {n}, with what stands round it, in quotes: "{n})"'
        ],
        id="form of number",
    ),
    pytest.param(
        "house",
        "phrases:\n  label: {year}\n  weather: fine\nstyles: {Aim: Heading 3}\n",
        [
            "2:10 wrong-kind: “{year}” is read as names with values, because it begins with { · put the whole text in quotes, or under >-",
            "3:3 unknown-key: “weather” is not a name that can stand here · what can stand here: year, year_range, running_label, dates_label, to_date_label, rolling_label, as_at_label, quarter, quarter_range, quarter_list, caveat, quarter_caveat, nothing, quarter_nothing …",
            "4:10 unknown-key: “Aim” is not a name that can stand here · did you mean “aim”?",
        ],
        id="phrases and styles",
    ),
    pytest.param(
        "house",
        "streams:\n  opcc: {note: a}\n  Force:\n",
        [
            '2:3 missing-key: “opcc:” has no “heading:” · add heading: "What {force.name} did:"',
            "3:3 nothing-here: “Force:” has nothing under it · write heading: and the stream's heading on a line of its own under its key",
            "3:3 wrong-form: “Force” is not a key · did you mean “force”?",
        ],
        id="a stream without heading",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01\nupdates: {}\n",
        [
            "1:9 wrong-form: “2018-11-01” is not a period · write the quarter like 2019/20 Q4, a year like 2019/20, or dates like 2018-11-01 to 2019-05-01",
        ],
        id="a day for a period",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01 - 2019-05-01\nupdates: {}\n",
        [
            "1:9 wrong-form: “2018-11-01 - 2019-05-01” is not a period · write the quarter like 2019/20 Q4, a year like 2019/20, or dates like 2018-11-01 to 2019-05-01",
        ],
        id="dates with a dash",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01 TO 2019-05-01\nupdates: {}\n",
        [
            "1:9 wrong-form: “2018-11-01 TO 2019-05-01” is not a period · did you mean “2018-11-01 to 2019-05-01”?",
        ],
        id="dates in capitals",
    ),
    pytest.param(
        "update",
        "period: 2019/20, Quarter 4\nupdates: {}\n",
        [
            "1:9 wrong-form: “2019/20, Quarter 4” is not a period · write the quarter like 2019/20 Q4, a year like 2019/20, or dates like 2018-11-01 to 2019-05-01",
        ],
        id="another form of quarter",
    ),
    pytest.param(
        "update",
        "period: ' 2019/20 Q4'\nupdates: {}\n",
        [
            "1:9 wrong-form: “2019/20 Q4” has a space or a new line round it · write it without: 2019/20 Q4",
        ],
        id="a blank before a period",
    ),
    pytest.param(
        "update",
        "period: |\n  2019/20 Q4\nupdates: {}\n",
        [
            "1:9 wrong-form: “2019/20 Q4” has a space or a new line round it · write it without: 2019/20 Q4",
        ],
        id="a new line after a period",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis: ytd\nupdates: {}\n",
        [
            "2:8 wrong-form: “ytd” is not one of the words that can stand here · what can stand here: quarter, year to date, rolling twelve months, as at",
        ],
        id="a short name of a basis",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis: year-to-date\nupdates: {}\n",
        [
            "2:8 wrong-form: “year-to-date” is not one of the words that can stand here · did you mean “year to date”?",
        ],
        id="a basis with dashes",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis:\nupdates: {}\n",
        [
            "2:1 nothing-here: “basis:” has nothing after it · write it after the colon, such as: basis: year to date; or take the line out",
        ],
        id="a basis of nothing",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbases: as at\ncavaet: provisional\nupdates: {}\n",
        [
            "2:1 unknown-key: “bases” is not a name that can stand here · did you mean “basis”?",
            "3:1 unknown-key: “cavaet” is not a name that can stand here · did you mean “caveat”?",
        ],
        id="names of a period's words",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\ncaveat:\nupdates: {}\n",
        [
            "2:1 nothing-here: “caveat:” has nothing after it · write it after the colon, such as: caveat: figures for March are provisional; or take the line out",
        ],
        id="a caveat of nothing",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019\nsince: 2019"),
        [
            "3:9 wrong-form: “2019” is not a period to report on · write the quarter like 2019/20 Q4, a year like 2019/20, or plan",
            "4:8 wrong-form: “2019” is not a quarter or a financial year · write the quarter like 2019/20 Q4, or a year like 2019/20",
        ],
        id="a calendar year",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "Plan"),
        [
            "3:9 wrong-form: “Plan” is not a period to report on · did you mean “plan”?",
        ],
        id="plan in capitals",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2018-11-01 to 2019-05-01"),
        [
            "3:9 wrong-form: “2018-11-01 to 2019-05-01” is not a period to report on · write the quarter like 2019/20 Q4, a year like 2019/20, or plan",
        ],
        id="dates for a report",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsince: plan\nuntil: 2019/20"),
        [
            "4:8 wrong-form: “plan” is not a quarter or a financial year · write the quarter like 2019/20 Q4, or a year like 2019/20",
            "5:8 wrong-form: “2019/20” is not a quarter · write the quarter like 2019/20 Q4",
        ],
        id="plan in the wrong place",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsince:"),
        [
            "4:1 nothing-here: “since:” has nothing after it · write it after the colon, such as: since: 2018/19; or take the line out",
        ],
        id="since nothing",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsinse: 2018/19"),
        [
            "4:1 unknown-key: “sinse” is not a name that can stand here · did you mean “since”?",
        ],
        id="since mistyped",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing:\n    force:\n      - nothing:\n",
        [
            "5:7 nothing-here: “nothing:” has nothing after it · write it after the colon, such as: nothing: no sessions were planned",
            "7:9 nothing-here: “nothing:” has nothing after it · write it after the colon, such as: nothing: no sessions were planned",
        ],
        id="nothing without a reason",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {nothing: true}\n    force: [{nothing: yes}]\n",
        [
            "4:21 wrong-form: “true” is not a reason · write the reason, in a few words",
            "5:23 wrong-form: “yes” is not a reason · write the reason, in a few words",
        ],
        id="nothing with yes",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing:\n        - None were held\n",
        [
            "5:7 wrong-kind: “nothing:” has a list under it, where a text is expected · take the dash out, so that the text stands by itself",
        ],
        id="nothing as a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: {none: held}\n",
        [
            "5:16 wrong-kind: “{none: held}” is read as names with values, because it begins with { · put the whole text in quotes, or under >-",
        ],
        id="nothing in brackets",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: nothing\n",
        [
            "4:11 wrong-kind: “nothing” stands here, where a list should be · write an update under it beginning with a dash, or nothing: and the reason, or take the line out",
        ],
        id="nothing alone",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    nothing: none were held\n",
        [
            "4:5 wrong-kind: “nothing:” stands where a key should be · write the key on a line of its own, and nothing: under it",
        ],
        id="nothing under an aim",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {nothin: none were held}\n    force: {Nothing: none, pubic: false}\n",
        [
            "4:12 unknown-key: “nothin” is not a name that can stand here · did you mean “nothing”?",
            "5:13 unknown-key: “Nothing” is not a name that can stand here · did you mean “nothing”?",
            "5:28 unknown-key: “pubic” is not a name that can stand here · did you mean “public”?",
        ],
        id="nothing mistyped",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: none were held\n      updates:\n        - Six sessions were held.\n",
        [
            "6:7 unknown-key: “updates:” cannot stand beside “nothing:” · keep “nothing:” alone here, or write a list in its place",
        ],
        id="nothing beside a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: none were held\n      text: Six sessions were held.\n",
        [
            "6:7 unknown-key: “text:” cannot stand beside “nothing:” · keep “nothing:” alone here, or write a list in its place",
        ],
        id="nothing beside a text",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      Social media: we put out messages.\n",
        [
            "5:7 wrong-kind: “Social media: we put out messages.” stands here, where a list should be · write an update under it beginning with a dash, or nothing: and the reason, or take the line out",
        ],
        id="a sentence for a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {public: false}\n",
        [
            "4:5 wrong-kind: “opcc:” has names with values under it, where a list should be · write an update under it beginning with a dash, or nothing: and the reason, or take the line out",
        ],
        id="not public alone",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {nothing: a, text: b}\n      - {nothing: a, points: [b]}\n      - {closing: a, nothing: b}\n",
        [
            "5:10 unknown-key: “nothing:” cannot stand beside “text:” · keep one of the two here",
            "6:22 unknown-key: “points:” cannot stand beside “nothing:” · keep one of the two here",
            "7:22 unknown-key: “nothing:” cannot stand beside “closing:” · keep one of the two here",
        ],
        id="nothing beside others",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{nothing: b}]}\n",
        [
            "5:29 unknown-key: “nothing” is not a name that can stand here · what can stand here: text, see, withdrawn, id, points, date, owner, source, public, private, outcome, award, continues, stream …",
        ],
        id="nothing in points",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, id: b, withdrawn: true}\n      - {id: a, withdrawn: Yes}\n      - {text: a, points: [{id: b, withdrawn: true}]}\n",
        [
            "5:37 wrong-form: “true” is not a reason · write the reason, in a few words",
            "6:28 wrong-form: “Yes” is not a reason · write the reason, in a few words",
            "7:47 wrong-form: “true” is not a reason · write the reason, in a few words",
        ],
        id="withdrawn with yes",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, withdrawn: }\n      - {id: a, withdrawn: }\n",
        [
            "5:19 nothing-here: “withdrawn:” has nothing after it · write it after the colon, such as: withdrawn: the figures were counted twice; or take the line out",
            "6:17 nothing-here: “withdrawn:” has nothing after it · write it after the colon, such as: withdrawn: the figures were counted twice",
        ],
        id="withdrawn without a reason",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {withdrawn: a}\n      - {withdrawn: a, owner: b}\n",
        [
            "5:10 missing-key: this has no “id:” · add id: school_sessions",
            "6:10 missing-key: this has no “id:” · add id: school_sessions",
        ],
        id="withdrawn without a name",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {withdrawn: a, points: [b]}\n      - {id: a, withdrawn: b, points: [c]}\n",
        [
            "5:10 missing-key: this has no “text:” · add text: Six sessions were held.",
            "6:31 unknown-key: “points:” cannot stand beside “withdrawn:” · keep one of the two here",
        ],
        id="withdrawn without a text",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, witdrawn: b}\n      - {id: a, witdrawn: b}\n      - {id: a, withdrawal: b}\n      - {text: a, points: [{id: b, witdrawn: c}]}\n",
        [
            "5:19 unknown-key: “witdrawn” is not a name that can stand here · did you mean “withdrawn”?",
            "6:17 unknown-key: “witdrawn” is not a name that can stand here · did you mean “withdrawn”?",
            "7:17 unknown-key: “withdrawal” is not a name that can stand here · did you mean “withdrawn”?",
            "8:36 unknown-key: “witdrawn” is not a name that can stand here · did you mean “withdrawn”?",
        ],
        id="withdrawn mistyped",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, id: b, withdrawn: c, points: 5}\n      - {id: a, withdrawn: b, see: c}\n",
        [
            "5:48 wrong-kind: “5” stands here, where a list should be · start each line with a dash: - 5",
            "6:31 unknown-key: “see:” cannot stand beside “withdrawn:” · keep one of the two here",
        ],
        id="withdrawn and more",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, continus: b}\n      - {text: a, continues: School sessions}\n      - {text: a, points: [{text: b, continues: 5}]}\n",
        [
            "5:19 unknown-key: “continus” is not a name that can stand here · did you mean “continues”?",
            "6:30 wrong-form: “School sessions” is not a name of small letters, digits and _ · did you mean “school_sessions”?",
            "7:49 wrong-form: “5” is not a name of small letters, digits and _ · write the name in small letters, digits and _ without spaces, such as school_sessions",
        ],
        id="carried on",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {see: a, year: 2019}\n      - {see: a, year: 2018/19 Q4}\n      - {see: a, yaer: 2018/19}\n      - {see: a, year: }\n",
        [
            "5:24 wrong-form: “2019” is not a financial year · write the year like 2019/20",
            "6:24 wrong-form: “2018/19 Q4” is not a financial year · write the year like 2019/20",
            "7:18 unknown-key: “yaer” is not a name that can stand here · did you mean “year”?",
            "8:18 nothing-here: “year:” has nothing after it · write it after the colon, such as: year: 2018/19; or take the line out",
        ],
        id="a reference to a year",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {see: a, stream: OPCC}\n      - {see: a, straem: opcc}\n      - {stream: opcc, year: 2018/19}\n      - {text: a, stream: b}\n",
        [
            "5:26 wrong-form: “OPCC” is not a key · did you mean “opcc”?",
            "6:18 unknown-key: “straem” is not a name that can stand here · did you mean “stream”?",
            "7:10 missing-key: this has no “see:” · add see: public_awareness",
            "8:19 unknown-key: “stream:” cannot stand beside “text:” · keep one of the two here",
        ],
        id="a reference to a stream",
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_is_said(name: str, text: str, expected: list[str]) -> None:
    """A mistake is told at its place, once, with the way out."""
    assert said(name, text) == expected


# Words of ours that are no officer's. “Type” and “string” may stand in a file.
JARGON = re.compile(
    r"\b(invalid|valid|string|object|array|type|null|integer|boolean|mapping|schema"
    r"|property|properties|instance|None|True|False)\b"
)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_an_officers(
    name: str, told: Callable[[str, int], Iterator[Told]]
) -> None:
    """Of whatever is wrong, it is told in plain words, on one short line."""
    for _, findings in told(name, 300):
        for found in findings:
            ours = re.sub("“[^”]*”", "“”", f"{found.message} · {found.help}")

            assert not JARGON.search(ours), ours
            assert "\n" not in found.message + found.help
            assert len(found.message) <= 180
            assert not found.message.endswith(".")
            assert found.help


@pytest.mark.parametrize("name", NAMES)
def test_places_are_in_the_file(
    name: str, told: Callable[[str, int], Iterator[Told]]
) -> None:
    """Every finding has a place within its file, and not the whole of it."""
    for node, findings in told(name, 300):
        for found in findings:
            span = found.at.span

            assert node.start <= span.start <= span.end <= node.end
            if isinstance(node, Mapping) and node.keys:
                assert span.end - span.start < max(len(span.source.text), 25)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_to_be_added_can_be_added(name: str) -> None:
    """The example in a way out is YAML, and is read as what it says."""
    for part in parts(schema(name)):
        sample = example(part)
        if sample:
            node, findings = parse(Source("file.yaml", f"name: {sample}\n"))

            assert findings == ()
            assert node is not None
            assert plain(node) == {"name": next(_one_line(part["examples"]))}


def _one_line(examples: list[Any]) -> Iterator[Any]:
    return (e for e in examples if not e or not isinstance(e, list | dict))


def parts(part: Any) -> Iterator[Schema]:
    """Every schema, and mapping of schemas, within a schema."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else ():
        yield from parts(inner)


def test_long_texts_are_cut() -> None:
    """Of a long text, the beginning is shown."""
    (line,) = said(
        "report", REPORT.replace("priority: 4", "priority: " + "many " * 500)
    )

    assert line.startswith("2:11 wrong-kind: “many many many")
    assert "many…” is not a whole number" in line
    assert len(line) < 200


def test_a_keyword_without_words_is_our_mistake() -> None:
    """A schema's new keyword needs words here, and is not passed over."""
    node = Scalar("x", Source("f", "x"), 0, 1)
    fault = Fault("multipleOf", 2, node, None, {}, {}, {}, optional=False)

    with pytest.raises(KeyError, match="multipleOf"):
        worded(fault)
