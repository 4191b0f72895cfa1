"""A text with mistakes is read to its end, and says what was plainly meant."""

from __future__ import annotations

import pytest
from tests.cases import in_turn
from tests.expect import Expect

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python

ENGINES = [yaml._engine(), yaml._pure_engine()]


def read(text: str) -> tuple[object, list[Diagnostic]]:
    """The bare values of a text and what was found."""
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)
    return (None if root is None else to_python(root)), [*findings]


MENDED: list[tuple[str, object]] = [
    ("a: Op Big: TVP led\nb: 1\n", {"a": "Op Big: TVP led", "b": 1}),
    ("a: Op Big: one: two\n", {"a": "Op Big: one: two"}),
    ("- x\n  y\n  and more: z\n", ["x y and more: z"]),
    ("x:\n  - Social media:\n  - z\n", {"x": ["Social media:", "z"]}),
    ("x:\n  - Op Big: TVP led\n    and more\n", {"x": ["Op Big: TVP led and more"]}),
    ("x:\n  - Op Big: TVP\n    led and\n", {"x": ["Op Big: TVP led and"]}),
    ("x:\n- Op Big: TVP\n  led and\n", {"x": ["Op Big: TVP led and"]}),
    ('a: "x # y\nb: c\n', {"a": "x # y", "b": "c"}),
    ('a: "x\nb: "y"\nc: "z"\n', {"a": "x", "b": "y", "c": "z"}),
    ("a: 'It's good'\nb: 1\n", {"a": "It's good", "b": 1}),
    ('a: "x" and "y": z\n', {"a": '"x" and "y": z'}),
    ("a: “Op Big: x”\n", {"a": "Op Big: x"}),
    ("- foo #4 and\n  bar\n- c\n", ["foo #4 and bar", "c"]),
    ("a: #4 and\nb: 1\n", {"a": "#4 and", "b": 1}),
    ("- @x: y\n- %x\n- *b* x\n- & x\n", ["@x: y", "%x", "*b* x", "& x"]),
    (
        "- > 50\n- | x\n- `x`\n- [a] b\n- {a} b\n",
        ["> 50", "| x", "`x`", "[a] b", "{a} b"],
    ),
    ("a: [x, y\nb: 1\n", {"a": ["x", "y"], "b": 1}),
    ("a: [x of y\nb: 1\n", {"a": "[x of y", "b": 1}),
    ('a: "C:\\Users\\new"\n', {"a": "C:\\Users\\new"}),
    ("-a\n-b\n", ["a", "b"]),
    ("x:\n  -see: y\n  - z\n", {"x": [{"see": "y"}, "z"]}),
    ("x:\n  ->-\n    some\n  - z\n", {"x": ["some", "z"]}),
    ("- text:foo\n- text: b\n", [{"text": "foo"}, {"text": "b"}]),
    ("a: 1\naward\n  b: 1\n", {"a": 1, "award": {"b": 1}}),
    ("text >-\n  foo\nb: 1\n", {"text": "foo", "b": 1}),
    ("a:\n  b: 1\n   c: 2\n", {"a": {"b": 1, "c": 2}}),
    ("a:\n   b: 1\n  c: 2\n", {"a": {"b": 1, "c": 2}}),
    ("a: >-\n  one\n two\nb: 1\n", {"a": "one two", "b": 1}),
    ("a:\n\tb: 1\n\tc:\n\t\t- d\n", {"a": {"b": 1, "c": ["d"]}}),
    ("a:\n  - b\n---\n  - c\n", {"a": ["b", "c"]}),
    ("a: x: y\nb: {\nc: @z\n", {"a": "x: y", "b": {}, "c": "@z"}),
]


@in_turn("engine", ENGINES)
@in_turn(("text", "value"), MENDED)
def test_what_was_meant_is_read(text: str, value: object, engine: yaml._Engine) -> None:
    """Each repair gives the values that the author plainly meant, and is told."""
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover, engine)

    assert (None if root is None else to_python(root)) == value
    assert findings


UNCERTAIN = [
    "a: 1\nwords that can be no name here\nb: 2\n",
    "a: 1\n- b\n",
    ": x\n",
    '"a"\n"b"\n',
    "a: {b: [c, {d\ne: 1\n",
]


@in_turn("text", UNCERTAIN)
def test_what_is_not_certain_is_not_guessed(text: str) -> None:
    """The reading ends there, with what was found."""
    value, findings = read(text)

    assert value is None
    assert len(findings) == 1
    assert not findings[0].fix


def test_what_is_below_a_line_that_cannot_be_read_is_told() -> None:
    """The field that it is in is left out, and what is wrong further down is in the first run."""
    value, findings = read("a: 1\nwords that can be no name here\nb: x: y\nc: @d\n")

    assert value is None
    assert [(f.rule, f.at.span.line) for f in findings] == [
        ("missing-colon", 2),
        ("colon-in-text", 3),
        ("special-start", 4),
    ]


LINES = [
    "text: Op Big: TVP led\n",
    '- Social media\n- Op "Big": x\n',
    'text: "Op Big\n',
    "text: “Op: Big”\n",
    "- @x\n",
    "- a\n-b\n",
    "text:b\nc: d\n",
    "a:\n  b: 1\n   c: 2\n",
    "a:\n\tb: 1\n",
    "- x\n  y: z\n",
]


@pytest.mark.parametrize("text", LINES)
def test_the_fixed_line_is_shown(text: str, expect: Expect) -> None:
    """The help has the author's line as it ought to be."""
    text = f"x:\n  {text}" if text.startswith("- S") else text
    _, findings = read(text.replace("\n- Op", "\n  - Op"))

    expect([finding.help for finding in findings])


def test_a_long_line_is_shown_from_both_ends() -> None:
    """The name and both quotes are what matters."""
    _, (finding,) = read(f"text: Op: {'word ' * 60}end\n")

    assert finding.help.startswith('write it like: text: "Op: word')
    assert finding.help.endswith('word end"')
    assert len(finding.help) < 120


def nodes(node: Node) -> list[Node]:
    """A node and all in it."""
    if isinstance(node, SequenceNode):
        return [node, *(x for item in node.items for x in nodes(item))]
    if isinstance(node, MappingNode):
        parts: list[Node] = [*node.keys.values(), *node.values.values()]
        return [node, *(x for part in parts for x in nodes(part))]
    return [node]


def test_places_are_those_of_the_file() -> None:
    """Behind any repairs, what a scalar covers is what was typed there."""
    text = (
        "a:\n\tb: Op Big: x\n\tc:\n\t\t-one\n\t\t- \"two\n\t\t- 'It's'\n\td:3\ne: f\n"
    )
    root, _ = yaml.parse_yaml(Source("q4.yaml", text), recover)
    assert root is not None
    typed = [node.span.text for node in nodes(root) if isinstance(node, ScalarNode)]

    assert to_python(root) == {
        "a": {"b": "Op Big: x", "c": ["one", "two", "It's"], "d": 3},
        "e": "f",
    }
    assert sorted(typed) == sorted(
        ["a", "b", "Op Big: x", "c", "one", '"two', "'It's'", "d", "3", "e", "f"]
    )
    (op,) = [
        n for n in nodes(root) if isinstance(n, ScalarNode) and n.value == "Op Big: x"
    ]
    assert (op.place(3, 7).text, op.place(8, 9).text) == ("Big:", "x")


def test_a_sentence_in_a_name_s_place_is_one_finding() -> None:
    """A capital letter alone makes no sentence of a name that has company."""
    assert read("x:\n  - Text: a\n    lead: true\n")[1] == []
    assert read("x: {Op Big: a}\n")[1] == []
    assert [f.rule for f in read("x:\n  - Website:\n")[1]] == ["colon-in-text"]


SILENT = [
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
]


@in_turn("text", SILENT)
def test_what_is_sound_is_left_alone(text: str) -> None:
    """No doubt is told of a text that says what it means."""
    assert read(text)[1] == []


def test_twenty_patches_are_enough() -> None:
    """A file of nothing but mistakes is read again twenty times and no more."""
    value, findings = read("".join(f"a{n}: x: y\n" for n in range(100)))

    assert value is None
    assert len(findings) == 20


def test_every_line_out_of_step_is_fixed() -> None:
    """Lines that are only counted are fixed too, whatever a later line is indented with."""
    tabs = "".join(f"\tb{n}: 1\n" for n in range(8))
    source = Source("q4.yaml", f"a:\n{tabs}\xa0\xa0c: 1\n")
    root, findings = yaml.parse_yaml(source, recover)
    edits = [edit for finding in findings for edit in finding.fix]

    fixed, left = yaml.parse_yaml(Source("q4.yaml", apply_edits(source, edits)))
    assert left == ()
    assert root is not None
    assert fixed is not None
    assert to_python(fixed) == to_python(root)


@in_turn("sign", [*"@%*&!`,]}|>:#-?x", "“", "•", "[", "{", "'", '"'])
def test_a_text_of_one_sign_is_explained_or_read(sign: str) -> None:
    """A text of a single sign, in a list or after a key, is read or has an error."""
    for text in (f"- {sign}\n", f"a: {sign}\n", f"a: {sign}\nb: : c\n"):
        root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)

        assert root is not None or findings, text
