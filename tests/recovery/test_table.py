"""Each mistake of the table: its line, its help, what is read, and the file as `--fix` writes it."""

from __future__ import annotations

import json

import pytest
from tests.cases import in_turn
from tests.expect import Expect

from pccreport.findings.text import Source
from pccreport.recovery import repairs, table
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits
from pccreport.source.node import to_python

ROWS = [
    # One for each row, in the order of the table.
    'a: "C:\\Users"\n',
    "see: “roads”\n",
    "- “Op Big: a week of action”\n- b\n",
    "a: {b: “Op: x}\n",
    'a: "Op Big”\nb: "c"\n',
    'a: "Op Big" began\n',
    '- "They asked in\n  May "why" and when."\n',
    'a: "Op Big\nb: c\n',
    "a: {b: #0A2240, c: #FF0000}\n",
    "- Op #4 and\n  more\n",
    "a: #4 of us\nb: c\n",
    "a:\n  \u2022 One.\n  \u2022 Two.\n",
    "a:\n  - One.\n  2) Two.\n",
    "- id: a\n  >-\n    One.\n",
    "a: &x\n  b: c\n",
    "a: @home\n",
    "a: {{ name }}\n",
    "a: [draft] Report\n",
    "a: [one of us\nb: c\n",
    "a: [b, c\nd: e\n",
    "a: [b, c}\nd: e\n",
    "a: {amount:38, awards:2}\n",
    "force: {nothing: work was late: see May}\n",
    "a: {b: c\nd: e\n",
    "a:\n  - >-\n    One.\n  - text >-\n      Two.\n    id: b\n",
    "- a\n-b\n",
    "- see: b\n- see:c\n",
    "foo:1\nb: c\n",
    "a: - b\nc: d\n",
    "force: nothing: work was late\nb: c\n",
    "a:\n  - Update: one: two\n",
    "a: one: two\n",
    "- Farms were marked.\n  public: false\n",
    "- x\n  y\n  and more: z\n",
    "a:\n  - Social media: x\n",
    "a: b\nowner Ann\nc: d\n",
    "a: b\nfoo two\nc: d\n",
    "a:\n  force\n    - One.\n  opcc:\n    - Two.\n",
    "period: 2022/23 Q4\n  farms:\n    force:\n      - One.\n",
    "a:\n  - One.\n  Two was said.\n  - b\n",
    "a: >-\n  one\n two\nb: c\n",
    "a:\n  b: 1\n   c: 2\n",
    "a:\n  - text: One.\n    owner: b\n  text: Two.\n",
    "a: 1\n[b]: x\n",
    "a: 1\n: x\n",
    "a: {b: [c, {d\ne: 1\n",
    "a: 1\nwords that can be no name here\nb: 2\n",
    "- x\n  y: z\n",
    "a: 1\n- b\n",
    "a:\n  - b\n---\n  - c: d: e\n",
    "- “One was made of all of us in May”\n",
    "a:\n- b\n -c\n",
    "a:\n  points:\n  - One.\n    - Two.\n",
    "a:\n  - >-\n    One.\n    - >-\n      Two.\n",
]
OTHERS = [
    "- The view is that\nit is better now.\n",
    'a: "x\nb: "y"\nc: "z"\n',
    'a: "x\\',
    'a: "50\\% more"\n',
    "a: 'It's good'\nb: 1\n",
    'a: "x" and "y": z\n',
    "- % of us\n- & x\n- *b* x\n- > 50\n- | x\n- `x`\n- [a] b\n- {a} b\n- @x: y\n",
    "a: 1\nb: {",
    "a: x: y\nb: {\nc: @z\n",
    "a: 1\nfoo #: {}\n",
    "a:\n  foo\n    # accept x: y\n    - id: z\n",
    "a:\n  - >-\n    b\nfoo\n  # accept x: y\n  - c: z\n",
    "foo 2\n\n# accept x: y\nb:\n  c: 3\n",
    "a: 1\nfoo",
    "- : x\n",
    ": x\n",
    "a: 1\n b: 2\n",
    "a:\n   b: 1\n  c: 2\n",
    '"a"\n"b"\n',
    "a: Op Big: one: two\n",
    "x:\n  - Website:\n  - z\n",
    "x:\n  - Op Big: TVP led\n    and more\n",
    "x:\n- Op Big: TVP\n  led and\n",
    'a: "x # y\nb: c\n',
    "-a\n-b\n",
    "x:\n  -see: y\n  - z\n",
    "x:\n  ->-\n    some\n  - z\n",
    "a: 1\naward\n  b: 1\n",
    "text >-\n  foo\nb: 1\n",
    "a:\n\tb: 1\n\tc:\n\t\t- d\n",
    "a:\n\t- b: 1\n\t  c: 2\n",
    "a:\n\u00a0 b: 1\n",
    "a: x\u2028y\u000bz\n",
    "- a: “dare”\n",
    "- see: x\n- see y\n",
    "a: Op Big: x # note\r\nb: 1\r\n",
    "a: @x\r\n# a\tnote\r\n",
    "a: 1\rfoo bar\rb: 2\r",
    "a: x\u202ey\n",
    "a: Op Big: “x”, \"y\" and 'z'\n",
    'x:\n  - Social media\n  - Op "Big": x\n',
    "a: 1\nwords that can be no name here\nb: x: y\nc: @d\n",
]
SOUND = [
    "- “Rural spotters” ride out\n",
    "- ‘Prevent’ and ‘Channel’\n",
    "- >-\n  We did three things - and\n  - as said - more.\n",
    "- >-\n  Social media: we did\n  more of it.\n",
    "- |\n  - one\n  - two\n",
    "- text: a\n  see: b # a note\n",
    "- text: a # a note\n",
    "- at 10:30 we met\n- https://a.gov.uk\n- ratio 3:1\n",
    "a:\n    b: 1\n    c: 2\n",
    "a:\n- b\n- c\n",
    "force: # the police\nb: 1\n",
    '- "one\n  two"\n',
    "- 'a: b'\n",
    "x:\n  - a-b\n  - -5\n  - - c\n",
    "x: {Op Big: a}\n",
    "x:\n  - Text: a\n    lead: true\n",
    "aim:\u00a0dare\n",
]
PLACES = [
    # As typed, and the line that is wrong.
    (
        "a:\n  force:\n    - text: A.\n      points:\n    - One.\n        - Two.\n        - Three.\n    - B.\n",
        5,
    ),
    ("a:\n  points:\n  - One.\n    - Two.\n", 3),
    ("a:\n  b:\n    c: 1\n d:\n    c: 1\n", 4),
    ("a:\n  - b: 1\n   - b: 2\n  - b: 3\n", 3),
    ("award:\n  amount: 1\nfund: b\n  round: c\n", 3),
    ("a:\n  b: 1\n\tc: 2\n      d: 3\n", 3),
]
ENGINES = (yaml._yaml_engine(), yaml._pure_engine())


def told(text: str, engine: yaml._Engine | None = None) -> list[str]:
    """Return a line for each finding, the values that are read, and the file with its fixes."""
    source = Source("q4.yaml", text)
    root, findings = yaml.parse_yaml(source, recover, engine)
    lines = [
        f"{f.at.span.line}:{f.at.span.column} {f.rule}: {f.message} · {f.help}"
        for f in findings
    ]
    value = None if root is None else to_python(root)
    fixed = apply_edits(source, [edit for finding in findings for edit in finding.fix])
    shown = {"read": value, "fixed": fixed if fixed != text else None}
    return lines + [f"{name}: {json.dumps(x)}" for name, x in shown.items() if x]


def test_a_mistake_is_told_at_its_line(expect: Expect) -> None:
    """With the way out, what was plainly meant, and a fix that is final; by both parsers."""
    for text in (*ROWS, *OTHERS):
        first, second = (told(text, engine) for engine in ENGINES)

        assert {*first} <= {*second}, text  # the slower one may read more
    expect([[f"--- {json.dumps(text)}", told(text)] for text in (*ROWS, *OTHERS)])


@in_turn("text", SOUND)
def test_what_is_sound_is_left_alone(text: str) -> None:
    """No doubt is told of a text that says what it means."""
    assert yaml.parse_yaml(Source("q4.yaml", text), recover)[1] == ()


@in_turn("text", [*ROWS, *OTHERS])
def test_a_fix_is_final(text: str) -> None:
    """With every fix made, only what has none is left, and the values are those that were read."""
    source = Source("q4.yaml", text)
    root, findings = yaml.parse_yaml(source, recover)
    edits = [edit for finding in findings for edit in finding.fix]
    fixed = Source("q4.yaml", apply_edits(source, edits))
    again, left = yaml.parse_yaml(fixed, recover)

    assert {f.rule for f in left} <= {f.rule for f in findings if not f.fix}
    if root is not None and not left:
        assert again is not None
        assert to_python(again) == to_python(root)


def test_every_row_earns_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one row, its mistake is told otherwise or not at all."""
    rows = table.mistakes()
    assert len(rows) == len(ROWS)
    for number, text in enumerate(ROWS):
        before, rest = told(text), (*rows[:number], *rows[number + 1 :])
        with monkeypatch.context() as patch:
            patch.setattr(repairs, "mistakes", lambda rest=rest: rest)
            assert told(text) != before, rows[number].line


@in_turn(("text", "line"), PLACES)
def test_the_wrong_line_is_named(text: str, line: int) -> None:
    """Where two lines do not fit each other, the one that is out of place is named."""
    _, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)

    assert [f.at.span.line for f in findings] == [line]
