"""What is said of each mistake: YAML in; line:column rule, message and help out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from tests.draws import few_and_many
from tests.expect import Expect
from tests.schema.conftest import KEPT, Told

from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.schema.builtin_schemas import NAMES
from pccreport.schema.messages import violation_findings
from pccreport.schema.validate import validate
from pccreport.schema.violations import Violation
from pccreport.source.node import MappingNode, ScalarNode
from pccreport.source.yaml import parse_yaml

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
    node, _ = parse_yaml(Source("file.yaml", text), recover)
    assert node is not None
    return [
        f"{d.at.span.line}:{d.at.span.column} {d.rule}: {d.message} · {d.help}"
        for d in validate(name, node)
    ]


CASES = [
    pytest.param(
        "update",
        "perod: 2019/20 Q4\nupdates: {}\n",
        id="mistyped name",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nweather: fine\nupdates: {}\n",
        id="unknown name",
    ),
    pytest.param(
        "report",
        REPORT.replace("panel:", "PANEL:"),
        id="name in capitals",
    ),
    pytest.param(
        "update",
        "updates: {}\n",
        id="missing at the top",
    ),
    pytest.param(
        "report",
        REPORT.replace(", date: 2020-08-26", ""),
        id="missing below",
    ),
    pytest.param(
        "plan",
        PLAN.replace("    title: Vulnerability\n", ""),
        id="missing in a list",
    ),
    pytest.param(
        "plan",
        "title: T\nyears: 2017/18\nbody:\n  short: B\n",
        id="missing with more under it",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "") + "until:\nfocus:\n",
        id="nothing after",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "~"),
        id="nothing, typed",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "' '"),
        id="blank",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n  other:\n    opcc:\n    force: []\n",
        id="nothing under",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n",
        id="nothing in updates",
    ),
    pytest.param(
        "update",
        UPDATE + "      -\n",
        id="a dash alone",
    ),
    pytest.param(
        "update",
        UPDATE + "      - 250\n      - 1e3\n      - text: true\n",
        id="numbers for text",
    ),
    pytest.param(
        "update",
        "period: 2019\nupdates: {}\n",
        id="a number for a period",
    ),
    pytest.param(
        "report",
        REPORT.replace("Q4", "Q5").replace("2020-09-04", "4th September 2020")
        + "house: a/b.yaml\n",
        id="forms",
    ),
    pytest.param(
        "plan",
        PLAN.replace("2017/18 to 2020/21", "four years"),
        id="years",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  Public awareness:\n    OPCC: [a]\n    £: [b]\n",
        id="keys",
    ),
    pytest.param(
        "update",
        UPDATE + "      - see: Key Aim 1\n      - see: 1\n",
        id="key of a reference",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", "priority: four"),
        id="words for a number",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", 'priority: "4"'),
        id="quotes round a number",
    ),
    pytest.param(
        "plan",
        PLAN.replace("number: 1", "number: 1.5"),
        id="part of a number",
    ),
    pytest.param(
        "plan",
        PLAN.replace("number: 1", "number: 120"),
        id="out of range",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - text: a\n        award:\n          amount: £1,000\n          awards: 0\n          fund: 5\n",
        id="award",
    ),
    pytest.param(
        "update",
        UPDATE + "      - text: a\n        award: {}\n",
        id="award of nothing",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, lead: yes, public: 'false'}\n",
        id="yes and true",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "\n  - The panel"),
        id="a list for a text",
    ),
    pytest.param(
        "update",
        UPDATE + "      - - a\n",
        id="a list in a list",
    ),
    pytest.param(
        "report",
        REPORT + "focus: Resilience\n",
        id="a text for a list",
    ),
    pytest.param(
        "plan",
        PLAN.replace("{name: The office}", "The office"),
        id="a text for names",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim: An update\n",
        id="a text for names or a list",
    ),
    pytest.param(
        "update",
        UPDATE + "      text: An update\n",
        id="names for a list",
    ),
    pytest.param(
        "report",
        REPORT.replace("priority: 4", "priority:\n  number: 4"),
        id="names for a number",
    ),
    pytest.param(
        "report",
        "A report\n",
        id="a text for a file",
    ),
    pytest.param(
        "report",
        "- format: 1\n- priority: 4\n",
        id="a list for a file",
    ),
    pytest.param(
        "update",
        UPDATE + "      - Social media:\n          - One message.\n",
        id="a heading with points",
    ),
    pytest.param(
        "plan",
        PLAN.replace("title: Police", "title:\n  Police: and").replace(
            "and and", "and"
        ),
        id="a colon below a name",
    ),
    pytest.param(
        "update",
        UPDATE + "      - [[aim]]\n      - {words}\n",
        id="brackets",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, see: b}\n      - {see: b, lead: true}\n",
        id="two things at once",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - txt: a\n      - {text: a, pionts: [b]}\n      - {Closing: b}\n",
        id="mistyped in a list",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {id: a}\n",
        id="facts alone",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{text: b, lead: true}]}\n",
        id="lead in points",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, points: [{text: b, points: [{text: c, points: [5]}]}]}\n",
        id="deep in points",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{closing: b}]}\n",
        id="closing in points",
    ),
    pytest.param(
        "update",
        UPDATE + "      - heading: a\n        note: b\n",
        id="names of another thing",
    ),
    pytest.param(
        "house",
        "phrases: {year: {first}}\n",
        id="brackets in a phrase",
    ),
    pytest.param(
        "report",
        REPORT.replace("The panel", "{}").replace(
            "{name: A, office: B, date: 2020-08-26}", "{}"
        ),
        id="empty brackets",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 2"),
        id="newer format",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 0"),
        id="no such format",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: 1.5"),
        id="part of a format",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "' '"),
        id="a form of blanks",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, id: 12}\n",
        id="a number as a name",
    ),
    pytest.param(
        "house",
        "phrases:\n  label:\n    Year:\n      - a\n",
        id="a list below a phrase",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format: '1'"),
        id="format in quotes",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1\n", ""),
        id="format left out",
    ),
    pytest.param(
        "report",
        REPORT.replace("format: 1", "format:"),
        id="format with nothing",
    ),
    pytest.param(
        "house",
        "title_block:\n  - {role: ‘text’, text: a}\n  - {role: report title, text: a}\nlabels: goals\n",
        id="one of some words",
    ),
    pytest.param(
        "house",
        "opening:\n  - text: a\n    list: [aims]\n  - text: b\n    list:\n",
        id="no word at all",
    ),
    pytest.param(
        "house",
        "bullets: [a, b, c, d]\n",
        id="four bullets",
    ),
    pytest.param(
        "house",
        "bullets: []\n",
        id="no bullets",
    ),
    pytest.param(
        "house",
        "numbering: {aim: 1.}\n",
        id="form of number",
    ),
    pytest.param(
        "house",
        "phrases:\n  label: {year}\n  weather: fine\nstyles: {Aim: Heading 3}\n",
        id="phrases and styles",
    ),
    pytest.param(
        "house",
        "streams:\n  opcc: {note: a}\n  Force:\n",
        id="a stream without heading",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01\nupdates: {}\n",
        id="a day for a period",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01 - 2019-05-01\nupdates: {}\n",
        id="dates with a dash",
    ),
    pytest.param(
        "update",
        "period: 2018-11-01 TO 2019-05-01\nupdates: {}\n",
        id="dates in capitals",
    ),
    pytest.param(
        "update",
        "period: 2019/20, Quarter 4\nupdates: {}\n",
        id="another form of quarter",
    ),
    pytest.param(
        "update",
        "period: ' 2019/20 Q4'\nupdates: {}\n",
        id="a blank before a period",
    ),
    pytest.param(
        "update",
        "period: |\n  2019/20 Q4\nupdates: {}\n",
        id="a new line after a period",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis: ytd\nupdates: {}\n",
        id="a short name of a basis",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis: year-to-date\nupdates: {}\n",
        id="a basis with dashes",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbasis:\nupdates: {}\n",
        id="a basis of nothing",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\nbases: as at\ncavaet: provisional\nupdates: {}\n",
        id="names of a period's words",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q2\ncaveat:\nupdates: {}\n",
        id="a caveat of nothing",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019\nsince: 2019"),
        id="a calendar year",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "Plan"),
        id="plan in capitals",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "1 November 2018 to 1 May 2019"),
        id="dates in words for a report",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsince: plan\nuntil: 2019/20"),
        id="plan in the wrong place",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsince:"),
        id="since nothing",
    ),
    pytest.param(
        "report",
        REPORT.replace("2019/20 Q4", "2019/20\nsinse: 2018/19"),
        id="since mistyped",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing:\n    force:\n      - nothing:\n",
        id="nothing without a reason",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {nothing: true}\n    force: [{nothing: yes}]\n",
        id="nothing with yes",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing:\n        - None were held\n",
        id="nothing as a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: {none: held}\n",
        id="nothing in brackets",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: nothing\n",
        id="nothing alone",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    nothing: none were held\n",
        id="nothing under an aim",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {nothin: none were held}\n    force: {Nothing: none, pubic: false}\n",
        id="nothing mistyped",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: none were held\n      updates:\n        - Six sessions were held.\n",
        id="nothing beside a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      nothing: none were held\n      text: Six sessions were held.\n",
        id="nothing beside a text",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n      Social media: we put out messages.\n",
        id="a sentence for a list",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  aim:\n    opcc: {public: false}\n",
        id="not public alone",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {nothing: a, text: b}\n      - {nothing: a, points: [b]}\n      - {closing: a, nothing: b}\n",
        id="nothing beside others",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, points: [{nothing: b}]}\n",
        id="nothing in points",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, id: b, withdrawn: true}\n      - {id: a, withdrawn: Yes}\n      - {text: a, points: [{id: b, withdrawn: true}]}\n",
        id="withdrawn with yes",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {text: a, withdrawn: }\n      - {id: a, withdrawn: }\n",
        id="withdrawn without a reason",
    ),
    pytest.param(
        "update",
        UPDATE + "      - {withdrawn: a}\n      - {withdrawn: a, owner: b}\n",
        id="withdrawn without a name",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {withdrawn: a, points: [b]}\n      - {id: a, withdrawn: b, points: [c]}\n",
        id="withdrawn without a text",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, witdrawn: b}\n      - {id: a, witdrawn: b}\n      - {id: a, withdrawal: b}\n      - {text: a, points: [{id: b, witdrawn: c}]}\n",
        id="withdrawn mistyped",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, id: b, withdrawn: c, points: 5}\n      - {id: a, withdrawn: b, see: c}\n",
        id="withdrawn and more",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {text: a, continus: b}\n      - {text: a, continues: School sessions}\n      - {text: a, points: [{text: b, continues: 5}]}\n",
        id="carried on",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {see: a, year: 2019}\n      - {see: a, year: 2018/19 Q4}\n      - {see: a, yaer: 2018/19}\n      - {see: a, year: }\n",
        id="a reference to a year",
    ),
    pytest.param(
        "update",
        UPDATE
        + "      - {see: a, stream: OPCC}\n      - {see: a, straem: opcc}\n      - {stream: opcc, year: 2018/19}\n      - {text: a, stream: b}\n",
        id="a reference to a stream",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nmeasures: {held: {restated: {2019/20 Q3: {North: 8}}}}\nupdates: {}\n",
        id="an earlier figure of one area",
    ),
    pytest.param(
        "update",
        "period: 2019/20 Q4\nupdates:\n  farms:\n    police:\n"
        "      - {text: Money for a year, not for two}\n",
        id="a comma in a text in braces",
    ),
    *(
        pytest.param(
            "update",
            "period: 2019/20 Q4\nupdates:\n  farms:\n    police:\n"
            f"      - {{text: A., award: {{{award}}}}}\n",
            id=f"a comma in a sum: {award}",
        )
        for award in ("amount: £6,200", "amount: 6,200, awards: 2", "fund: £6,200")
    ),
]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_an_error_is_worded(name: str, text: str, expect: Expect) -> None:
    """A mistake is told at its place, once, with the way out."""
    expect(said(name, text))


# Words of ours that are no officer's. “Type” and “string” may stand in a file.
JARGON = re.compile(
    r"\b(invalid|valid|string|object|array|type|null|integer|boolean|mapping|schema"
    r"|property|properties|instance|None|True|False)\b"
)


@few_and_many(KEPT, 300)
@pytest.mark.parametrize("name", NAMES)
def test_words_are_an_officers(
    name: str, draws: int, told: Callable[[str, int], Iterable[Told]]
) -> None:
    """Of whatever is wrong, it is told in plain words, on one short line."""
    for _, findings in told(name, draws):
        for found in findings:
            ours = re.sub("“[^”]*”", "“”", f"{found.message} · {found.help}")

            assert not JARGON.search(ours), ours
            assert "\n" not in found.message + found.help
            assert len(found.message) <= 180
            assert not found.message.endswith(".")
            assert found.help


@few_and_many(KEPT, 300)
@pytest.mark.parametrize("name", NAMES)
def test_places_are_in_the_file(
    name: str, draws: int, told: Callable[[str, int], Iterable[Told]]
) -> None:
    """Every finding has a place within its file, and not the whole of it."""
    for node, findings in told(name, draws):
        for found in findings:
            span = found.at.span

            assert node.start <= span.start <= span.end <= node.end
            if isinstance(node, MappingNode) and node.keys:
                assert span.end - span.start < max(len(span.source.text), 25)


def test_long_texts_are_cut() -> None:
    """Of a long text, the beginning is shown."""
    (line,) = said(
        "report", REPORT.replace("priority: 4", "priority: " + "many " * 500)
    )

    message = "2:11 wrong-kind: expected a whole number in figures here, not “many many"
    assert line.startswith(message)
    assert "ma...”" in line
    assert len(line) < 200


def test_a_keyword_without_words_is_our_mistake() -> None:
    """A schema's new keyword needs words here, and is not passed over."""
    node = ScalarNode("x", Source("f", "x"), 0, 1)
    fault = Violation("multipleOf", 2, node, None, {}, {}, {}, optional=False)

    with pytest.raises(KeyError, match="multipleOf"):
        violation_findings(fault)
