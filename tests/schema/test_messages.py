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


def said(name: str, text: str) -> list[str]:
    """The findings of a file, a line each."""
    node, _ = parse_yaml(Source("file.yaml", text), recover)
    assert node is not None
    return [
        f"{d.at.span.line}:{d.at.span.column} {d.rule}: {d.message} · {d.help}"
        for d in validate(name, node)
    ]


ENTRIES = """\
      -
      - 250
      - 1e3
      - text: true
      - see: Key Aim 1
      - see: 1
      - text: a
        award:
          amount: £1,000
          awards: 0
          fund: 5
      - {text: a, award: {}}
      - {text: A., award: {amount: £6,200}}
      - {text: A., award: {amount: 6,200, awards: 2}}
      - {text: A., award: {fund: £6,200}}
      - {text: Money for a year, not for two}
      - {text: a, lead: yes, public: 'false'}
      - - a
      - Social media:
          - One message.
      - [[aim]]
      - {words}
      - {text: a, see: b}
      - {see: b, lead: true}
      - txt: a
      - {text: a, pionts: [b]}
      - {Closing: b}
      - {id: a}
      - {text: a, id: 12}
      - {text: a, points: [{text: b, lead: true}]}
      - {text: a, points: [{text: b, points: [{text: c, points: [5]}]}]}
      - {text: a, points: [{closing: b}]}
      - heading: a
        note: b
      - nothing:
      - {nothing: yes}
      - {nothing: a, text: b}
      - {nothing: a, points: [b]}
      - {closing: a, nothing: b}
      - {text: a, points: [{nothing: b}]}
      - {text: a, id: b, withdrawn: true}
      - {id: a, withdrawn: Yes}
      - {text: a, points: [{id: b, withdrawn: true}]}
      - {text: a, withdrawn: }
      - {id: a, withdrawn: }
      - {withdrawn: a}
      - {withdrawn: a, owner: b}
      - {withdrawn: a, points: [b]}
      - {id: a, withdrawn: b, points: [c]}
      - {text: a, witdrawn: b}
      - {id: a, witdrawn: b}
      - {id: a, withdrawal: b}
      - {text: a, points: [{id: b, witdrawn: c}]}
      - {text: a, id: b, withdrawn: c, points: 5}
      - {id: a, withdrawn: b, see: c}
      - {text: a, continus: b}
      - {text: a, continues: School sessions}
      - {text: a, points: [{text: b, continues: 5}]}
      - {see: a, year: 2019}
      - {see: a, year: 2018/19 Q4}
      - {see: a, yaer: 2018/19}
      - {see: a, year: }
      - {see: a, stream: OPCC}
      - {see: a, straem: opcc}
      - {stream: opcc, year: 2018/19}
      - {text: a, stream: b}
"""
CELLS = """\
period: 2019/20 Q4
measures: {held: {restated: {2019/20 Q3: {North: 8}}}}
updates:
  empty:
  aims:
    opcc:
    force: []
  Public awareness:
    OPCC: [a]
    £: [b]
  text: An update
  list:
    - An update
  texts:
    opcc:
      text: An update
  reasons:
    one:
      nothing:
    two: {nothing: true}
    three:
      nothing:
        - None were held
    four:
      nothing: {none: held}
    five: nothing
    six: {nothin: none were held}
    seven: {Nothing: none, pubic: false}
    eight:
      nothing: none were held
      updates:
        - Six sessions were held.
    nine:
      nothing: none were held
      text: Six sessions were held.
    ten:
      Social media: we put out messages.
    eleven: {public: false}
  silent:
    nothing: none were held
"""
UPDATES = (
    "perod: 2019/20 Q4\nupdates: {}\n",
    "period: 2019/20 Q4\nweather: fine\nupdates: {}\n",
    "updates: {}\n",
    "period: 2019/20 Q4\nupdates:\n",
    "period: |\n  2019/20 Q4\nupdates: {}\n",
    "period: 2019/20 Q2\nbases: as at\ncavaet: provisional\nupdates: {}\n",
    f"period: 2019/20 Q4\nupdates:\n  aim:\n    opcc:\n{ENTRIES}",
    CELLS,
)
PERIODS = (
    *("2019", "2018-11-01", "2018-11-01 - 2019-05-01", "2018-11-01 TO 2019-05-01"),
    *("2019/20, Quarter 4", "' 2019/20 Q4'", "2019/20 Q2\nbasis: ytd"),
    *("2019/20 Q2\nbasis: year-to-date", "2019/20 Q2\nbasis:", "2019/20 Q2\ncaveat:"),
)
REPORTS = (
    ("panel:", "PANEL:"),
    (", date: 2020-08-26", ""),
    ("The panel", "\nuntil:\nfocus:"),
    ("The panel", "~"),
    ("The panel", "' '"),
    ("The panel", "{}\nfocus: Resilience"),
    ("The panel", "\n  - The panel"),
    ("{name: A, office: B, date: 2020-08-26}", "{}"),
    ("2020-09-04", "4th September 2020\nhouse: a/b.yaml"),
    *(("priority: 4", f"priority: {p}") for p in ("four", '"4"', "\n  number: 4")),
    *(("format: 1", f"format:{f}") for f in (" 2", " 0", " 1.5", " '1'", "")),
    ("format: 1\n", ""),
    *(("2019/20 Q4", p) for p in ("2019/20 Q5", "' '", "2019\nsince: 2019", "Plan")),
    ("2019/20 Q4", "1 November 2018 to 1 May 2019"),
    ("2019/20 Q4", "2019/20\nsince: plan\nuntil: 2019/20"),
    *(("2019/20 Q4", f"2019/20\n{s}") for s in ("since:", "sinse: 2018/19")),
)
PLANS = (
    ("    title: Vulnerability\n", ""),
    ("{name: The office}", "\n  short: B"),
    ("priorities:\n  - number: 1\n    title: Vulnerability\n", ""),
    ("2017/18 to 2020/21", "four years"),
    *(("number: 1", f"number: {number}") for number in ("1.5", "120")),
    ("{name: The office}", "The office"),
    ("title: Police and", "title:\n  Police: and"),
)
HOUSES = """\
title_block:
  - {role: ‘text’, text: a}
  - {role: report title, text: a}
opening:
  - {text: a, list: goals}
  - text: b
    list: [aims]
  - text: c
    list:
bullets: [a, b, c, d]
numbering: {aim: 1.}
phrases:
  label: {year}
  weather: fine
  year: {first}
  reference:
    Year:
      - a
styles: {Aim: Heading 3}
streams:
  opcc: {note: a}
  Force:
"""


def test_an_error_in_an_update_is_worded(expect: Expect) -> None:
    """A mistake is told at its place, once, with the way out."""
    for text in UPDATES:
        expect(said("update", text))
    expect(said("update", f"period: {p}\nupdates: {{}}\n") for p in PERIODS)


@pytest.mark.parametrize(
    ("name", "text", "changes"), [("report", REPORT, REPORTS), ("plan", PLAN, PLANS)]
)
def test_an_error_in_settings_is_worded(
    name: str, text: str, changes: tuple[tuple[str, str], ...], expect: Expect
) -> None:
    """Each field that is wrong is told as those of an update are."""
    assert all(old in text for old, _ in changes)
    expect(said(name, text.replace(old, new)) for old, new in changes)
    expect(said(name, "A report\n"), said(name, "- format: 1\n- priority: 4\n"))


def test_an_error_in_a_house_format_is_worded(expect: Expect) -> None:
    """Words, lists, forms and phrases of its own are told as well."""
    expect(said("house", HOUSES), said("house", "bullets: []\nstatuses: {a: A}\n"))


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
    """Of whatever is wrong, it is told once, in plain words on one short line, at its place."""
    for node, findings in told(name, draws):
        said = {(d.at.span.start, d.rule, d.message) for d in findings}
        assert len(said) == len(findings)
        for found in findings:
            span, shown = found.at.span, f"{found.message} · {found.help}"

            assert not JARGON.search(re.sub("“[^”]*”", "“”", shown)), shown
            assert "\n" not in shown
            assert len(found.message) <= 180
            assert not found.message.endswith(".")
            assert found.help
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
