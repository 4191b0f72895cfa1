"""Each row of the table of mistakes: the line that is named, the help, and the file as `--fix` writes it."""

from __future__ import annotations

import pytest
from tests.cases import in_turn

from pccreport.findings.text import Source
from pccreport.recovery import fits, table
from pccreport.recovery.recover import recover
from pccreport.source.edits import apply_edits
from pccreport.source.yaml import parse_yaml

# As typed, where and under which rule, the help, and the fixed file or "": one for each row, in the order of the table.
MISTAKES = [
    ('a: "C:\\Users"\n', "1:7 backslash", "write it like: a: 'C:\\Users'", ""),
    (
        "see: “roads”\n",
        "1:6 curly-quote",
        'write it like: see: "roads"',
        'see: "roads"\n',
    ),
    (
        "- “Op Big: a week of action”\n- b\n",
        "1:3 curly-quote",
        'write it like: - "Op Big: a week of action"',
        '- "Op Big: a week of action"\n- b\n',
    ),
    (
        "a: {b: “Op: x}\n",
        "1:8 curly-quote",
        'write it like: a: {b: "“Op: x"}',
        'a: {b: "“Op: x"}\n',
    ),
    (
        'a: "Op Big”\nb: "c"\n',
        "1:11 curly-quote",
        'write it like: a: "Op Big"',
        'a: "Op Big"\nb: "c"\n',
    ),
    (
        'a: "Op Big" began\n',
        "1:13 text-after-quote",
        "write it like: a: '\"Op Big\" began'",
        "a: '\"Op Big\" began'\n",
    ),
    (
        '- "They asked in\n  May "why" and when."\n',
        "2:8 text-after-quote",
        "put one pair of quotes round the whole text, or replace the text with >- and put it on the next line, indented",
        "",
    ),
    ('a: "Op Big\nb: c\n', "1:4 unclosed-quote", 'write it like: a: "Op Big"', ""),
    (
        "a: {b: #0A2240, c: #FF0000}\n",
        "1:8 hash-in-text",
        'write it like: a: {b: "#0A2240", c: "#FF0000"}',
        'a: {b: "#0A2240", c: "#FF0000"}\n',
    ),
    (
        "- Op #4 and\n  more\n",
        "1:6 hash-in-text",
        "write it like: - >- and start the text on the next line, indented",
        "",
    ),
    (
        "a: #4 of us\nb: c\n",
        "1:4 hash-in-text",
        'write it like: a: "#4 of us"',
        'a: "#4 of us"\nb: c\n',
    ),
    (
        "a:\n  • One.\n  • Two.\n",
        "2:3 bullet-sign",
        "write it like: - One.",
        "a:\n  - One.\n  - Two.\n",
    ),
    (
        "a:\n  - One.\n  2) Two.\n",
        "3:3 bullet-sign",
        "write it like: - Two.",
        "a:\n  - One.\n  - Two.\n",
    ),
    ("- id: a\n  >-\n    One.\n", "2:3 special-start", "write it like: text: >-", ""),
    ("a: &x\n  b: c\n", "1:4 special-start", "write it like: a:", "a: \n  b: c\n"),
    ("a: @home\n", "1:4 special-start", 'write it like: a: "@home"', 'a: "@home"\n'),
    (
        "a: {{ name }}\n",
        "1:4 complex-key",
        'write it like: a: "{{ name }}"',
        'a: "{{ name }}"\n',
    ),
    (
        "a: [draft] Report\n",
        "1:4 special-start",
        'write it like: a: "[draft] Report"',
        'a: "[draft] Report"\n',
    ),
    (
        "a: [one of us\nb: c\n",
        "1:4 unclosed-bracket",
        'write it like: a: "[one of us"',
        'a: "[one of us"\nb: c\n',
    ),
    ("a: [b, c\nd: e\n", "1:4 unclosed-bracket", "write it like: a: [b, c]", ""),
    ("a: [b, c}\nd: e\n", "1:4 unclosed-bracket", "write it like: a: [b, c]", ""),
    (
        "a: {amount:38, awards:2}\n",
        "1:11 colon-without-space",
        "write it like: a: {amount: 38, awards: 2}",
        "a: {amount: 38, awards: 2}\n",
    ),
    (
        "force: {nothing: work was late: see May}\n",
        "1:31 colon-in-text",
        'write it like: force: {nothing: "work was late: see May"}',
        'force: {nothing: "work was late: see May"}\n',
    ),
    ("a: {b: c\nd: e\n", "1:4 unclosed-bracket", "write it like: a: {b: c}", ""),
    (
        "a:\n  - >-\n    One.\n  - text >-\n      Two.\n    id: b\n",
        "4:5 missing-colon",
        "write it like: - text: >-",
        "a:\n  - >-\n    One.\n  - text: >-\n      Two.\n    id: b\n",
    ),
    ("- a\n-b\n", "2:1 dash-without-space", "write it like: - b", "- a\n- b\n"),
    (
        "- see: b\n- see:c\n",
        "2:6 colon-without-space",
        "write it like: - see: c",
        "- see: b\n- see: c\n",
    ),
    (
        "foo:1\nb: c\n",
        "1:4 colon-without-space",
        "write it like: foo: 1",
        "foo: 1\nb: c\n",
    ),
    (
        "a: - b\nc: d\n",
        "1:4 list-beside-name",
        "move the dash and what follows it to the next line, indented",
        "",
    ),
    (
        "force: nothing: work was late\nb: c\n",
        "1:15 wrong-indent",
        "move nothing: and what follows it to the next line, indented",
        "",
    ),
    (
        "a: one: two\n",
        "1:7 colon-in-text",
        'write it like: a: "one: two"',
        'a: "one: two"\n',
    ),
    (
        "- Farms were marked.\n  public: false\n",
        "2:9 wrong-indent",
        "write - text: >- with the words indented on the lines below it, and public: on its own line under the t of text:",
        "",
    ),
    (
        "- x\n  y\n  and more: z\n",
        "3:11 colon-in-text",
        "write it like: - >- and start the text on the next line, indented",
        "",
    ),
    (
        "a:\n  - Social media: x\n",
        "2:17 colon-in-text",
        'write it like: - "Social media: x"',
        'a:\n  - "Social media: x"\n',
    ),
    (
        "a: b\nowner Ann\nc: d\n",
        "2:1 missing-colon",
        "write it like: owner: Ann",
        "a: b\nowner: Ann\nc: d\n",
    ),
    ("a: b\nfoo two\nc: d\n", "2:1 missing-colon", "write it like: foo: two", ""),
    (
        "a:\n  force\n    - One.\n  opcc:\n    - Two.\n",
        "2:3 missing-colon",
        "write it like: force:",
        "a:\n  force:\n    - One.\n  opcc:\n    - Two.\n",
    ),
    (
        "period: 2022/23 Q4\n  farms:\n    force:\n      - One.\n",
        "2:3 missing-key",
        "write updates: on a line of its own above it",
        "",
    ),
    (
        "a:\n  - One.\n  Two was said.\n  - b\n",
        "3:3 wrong-indent",
        "write it like: - Two was said.; or, if it continues the text above, line it up with that",
        "",
    ),
    (
        "a: >-\n  one\n two\nb: c\n",
        "3:2 wrong-indent",
        "begin it after 2 spaces:   two",
        "a: >-\n  one\n  two\nb: c\n",
    ),
    (
        "a:\n  b: 1\n   c: 2\n",
        "3:4 wrong-indent",
        "begin it after 2 spaces:   c: 2",
        "a:\n  b: 1\n  c: 2\n",
    ),
    (
        "a:\n  - text: One.\n    owner: b\n  text: Two.\n",
        "4:3 wrong-indent",
        "write it like: - text: Two.",
        "",
    ),
    (
        "a: 1\n[b]: x\n",
        "2:1 complex-key",
        "if they belong to the text, put all of it in quotes",
        "",
    ),
    (
        "a: 1\n: x\n",
        "2:1 missing-name",
        "add the name, or put the text in quotes if the colon belongs to it",
        "",
    ),
    (
        "a: {b: [c, {d\ne: 1\n",
        "1:12 unclosed-bracket",
        "put commas between its parts and close it at the end; if the bracket belongs to the text, put the whole text in quotes",
        "",
    ),
    (
        "a: 1\nwords that can be no name here\nb: 2\n",
        "2:1 missing-colon",
        "if it is a new update or point, start it with a dash and a space; if it belongs to the text above, indent it more; if it is a field name, put a colon after it",
        "",
    ),
    (
        "- x\n  y: z\n",
        "2:4 wrong-indent",
        "line it up with the field name above it",
        "",
    ),
    (
        "a: 1\n- b\n",
        "2:1 wrong-indent",
        "indent it by the same number of spaces as the line above that it belongs with",
        "",
    ),
    (
        "a:\n  - b\n---\n  - c: d: e\n",
        "3:1 second-document",
        "delete the line “---” or “...”, or put what follows in its own file",
        "",
    ),
    (
        "- “One was made of all of us in May”\n",
        "1:3 curly-quote",
        "use straight quotes if they should not be printed",
        "",
    ),
    (
        "a:\n- b\n -c\n",
        "3:2 dash-without-space",
        "put a space after the dash if this is a new point",
        "",
    ),
    (
        "a:\n  points:\n  - One.\n    - Two.\n",
        "3:3 wrong-indent",
        "begin it after 4 spaces:     - One.",
        "",
    ),
    (
        "a:\n  - >-\n    One.\n    - >-\n      Two.\n",
        "4:5 wrong-indent",
        "begin it after 2 spaces:   - >-",
        "",
    ),
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
]


def told(text: str) -> list[tuple[str, str, str]]:
    """Return where each finding is, its help, and the text as its fix leaves it."""
    source = Source("q4.yaml", text)
    _, findings = parse_yaml(source, recover)
    return [
        (
            f"{f.at.span.line}:{f.at.span.column} {f.rule}",
            f.help,
            apply_edits(source, f.fix) if f.fix else "",
        )
        for f in findings
    ]


@in_turn("case", MISTAKES)
def test_a_mistake_is_told_at_its_line(case: tuple[str, str, str, str]) -> None:
    """The first finding has the place, the help and the fix that the row means, and a fix is final."""
    text, *expected = case
    found = told(text)

    assert found[0] == tuple(expected)
    if len(found) == 1 and expected[-1]:
        assert told(expected[-1]) == []


def test_every_row_earns_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one row, its mistake is told otherwise or not at all."""
    rows = table.rows()
    assert len(rows) == len(MISTAKES)
    needless = []
    for number, (text, *_) in enumerate(MISTAKES):
        before, rest = told(text), (*rows[:number], *rows[number + 1 :])
        with monkeypatch.context() as patch:
            patch.setattr(fits, "rows", lambda rest=rest: rest)
            if told(text) == before:
                needless.append(rows[number].line)

    assert needless == []


@in_turn("case", PLACES)
def test_the_wrong_line_is_named(case: tuple[str, int]) -> None:
    """Where two lines do not fit each other, the one that is out of place is named."""
    text, line = case
    _, findings = parse_yaml(Source("q4.yaml", text), recover)

    assert [f.at.span.line for f in findings] == [line]
