"""YAML as nodes: values, places, refusals, and texts that mean harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn
from tests.draws import examples

from pccreport.findings.finding import Diagnostic
from pccreport.findings.registry import RunStage, rule
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python
from pccreport.source.yaml import parse_yaml

Place = tuple[str, str, int, int, int]

ENGINES = [yaml._yaml_engine(), yaml._pure_engine()]


def read(text: str) -> tuple[object, list[str]]:
    """The bare values of a text, and the rules of what was found in it."""
    root, findings = parse_yaml(Source("q4.yaml", text), recover)
    return (None if root is None else to_python(root)), [f.rule for f in findings]


def places(node: Node) -> list[Place]:
    """Kind, text or number of parts, line, column and length of every node."""
    span = node.span
    where = (span.line, span.column, span.end - span.start)
    if isinstance(node, ScalarNode):
        return [("scalar", str(node.value), *where)]
    if isinstance(node, SequenceNode):
        inner = [place for item in node.items for place in places(item)]
        return [("sequence", str(len(node.items)), *where), *inner]
    inner = []
    for key, value in node.values.items():
        inner += [*places(node.keys[key]), *places(value)]
    return [("mapping", str(len(node.values)), *where), *inner]


def spans(finding: Diagnostic) -> list[tuple[int, int]]:
    """Every stretch that a finding points at."""
    labels = (finding.at, *finding.related)
    return [(label.span.start, label.span.end) for label in labels]


@pytest.mark.parametrize("engine", ENGINES, ids=["C", "pure"])
def test_every_name_and_value_knows_its_place(engine: yaml._Engine) -> None:
    """Lines, columns and lengths are those counted by hand."""
    text = (
        "period: 2020/21 Q1\n"
        "entries:\n"
        "  - aim: dare   # a note\n"
        "    text: >-\n"
        "      One line\n"
        "      and one more.\n"
        "\n"
        "  - {x: 'é', y: }\n"
        "  -\n"
        "last:\n"
        "\n"
    )
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover, engine)
    assert root is not None

    assert findings == ()
    expected = [
        ("mapping", "3", 1, 1, 129),
        ("scalar", "period", 1, 1, 6),
        ("scalar", "2020/21 Q1", 1, 9, 10),
        ("scalar", "entries", 2, 1, 7),
        ("sequence", "3", 3, 3, 93),
        ("mapping", "2", 3, 5, 68),
        ("scalar", "aim", 3, 5, 3),
        ("scalar", "dare", 3, 10, 4),
        ("scalar", "text", 4, 5, 4),
        ("scalar", "One line and one more.", 4, 11, 37),
        ("mapping", "2", 8, 5, 13),
        ("scalar", "x", 8, 6, 1),
        ("scalar", "é", 8, 9, 3),
        ("scalar", "y", 8, 14, 1),
        ("scalar", "None", 8, 16, 0),
        ("scalar", "None", 9, 4, 0),
        ("scalar", "last", 10, 1, 4),
        ("scalar", "None", 10, 6, 0),
    ]

    assert expected == places(root)


VALUES = [
    ("", None),
    ("~", None),
    ("null", None),
    ("true", True),
    ("False", False),
    ("yes", "yes"),
    ("tRue", "tRue"),
    ("0", 0),
    ("-12", -12),
    ("+3", 3),
    ("007", "007"),
    ("0o17", "0o17"),
    ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("1.50", 1.5),
    (".5", 0.5),
    ("1e3", 1000.0),
    ("1e400", "1e400"),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("NaN", "NaN"),
    ("12:30", "12:30"),
    ("2020-02-30", "2020-02-30"),
    ("2020/21", "2020/21"),
    ("9" * 40, int("9" * 40)),
    ("9" * 41, "9" * 41),
    ("9" * 5000, "9" * 5000),
    ("'12'", "12"),
    ('"true"', "true"),
    ("-", None),
]


@in_turn(("written", "value"), VALUES[:-1])
def test_what_an_unquoted_word_means(written: str, value: object) -> None:
    """Whole numbers, decimals, true, false and nothing; all the rest is text."""
    found, rules = read(f"- {written}\n")

    assert ([value], []) == (found, rules)
    assert isinstance(found, list)
    assert type(value) is type(found[0])


def test_without_recovery_a_text_is_read_to_its_first_error() -> None:
    """The error is told at its line, and there are no values."""
    root, findings = parse_yaml(Source("q4.yaml", "a: 1\nb: c: d\ne: f: g\n"))

    assert root is None
    assert [(f.rule, f.at.span.line) for f in findings] == [("yaml-syntax", 2)]


def test_every_second_key_is_reported_with_the_first() -> None:
    """The first value is kept; each later one is a finding that shows the first."""
    root, findings = parse_yaml(Source("q4.yaml", "a: 1\nb: 2\na: 3\na: 4\n"), recover)
    assert root is not None

    assert to_python(root) == {"a": 1, "b": 2}
    assert [(f.rule, f.at.span.line) for f in findings] == [
        ("duplicate-key", 3),
        ("duplicate-key", 4),
    ]
    assert [(r.span.line, r.text) for f in findings for r in f.related] == [
        (1, "first used here")
    ] * 2


REFUSED: list[tuple[str, object, list[str]]] = [
    ("", None, ["empty-file"]),
    ("# a note\n", None, ["empty-file"]),
    ("---\n", None, ["empty-file"]),
    ("a: &x 1\nb: *x\n", {"a": "&x 1", "b": "*x"}, ["special-start"] * 2),
    ("a: &x {b: *x}\n", {"a": "&x {b: *x}"}, ["special-start"]),
    ("a: *word\n", {"a": "*word"}, ["special-start"]),
    ("<<: {a: 1}\nb: 2\n", {"<<": {"a": 1}, "b": 2}, []),
    ("a: &x\n  b: 1\n", {"a": {"b": 1}}, ["special-start"]),
    ("a: !x b\n", {"a": "!x b"}, ["special-start"]),
    ("a: ! b\n", {"a": "! b"}, ["special-start"]),
    ("a: !!set {b}\n", {"a": "!!set {b}"}, ["special-start"]),
    (
        "- !!python/object:os.system a\n",
        ["!!python/object:os.system a"],
        ["special-start"],
    ),
    ("- %5\n", ["%5"], ["special-start"]),
    ("a: 1\n---\na: 2\n", {"a": 1}, ["second-document"]),
    ("a: 1\n---\nb: 2\n", {"a": 1}, ["second-document"]),
    ("a: 1\n...\nb: 2\n", {"a": 1}, ["second-document"]),
    ("a: 1\n...\n# x\n", {"a": 1}, []),
    ("c: 2\n[a, b]: 1\n", None, ["complex-key"]),
    ("? [a]\n: 1\n", "? [a] : 1", ["special-start"]),
    ("? Is it\n: 1\n", {"Is it": 1}, []),
    ("a: {{ name }}\n", {"a": "{{ name }}"}, ["complex-key"]),
    ('a: "x\\0y"\n', {"a": "x\\0y"}, ["backslash"]),
    ("a:\n- b\n -c\n", {"a": ["b -c"]}, ["dash-without-space"]),
    ("a: x\ty\n", {"a": "x y"}, []),
    ("a: x\u2028y\nb: 1\n", {"a": "x y", "b": 1}, ["odd-character"]),
    ("a: x\n\ufeffb: 1\n", {"a": "x", "b": 1}, ["hard-space-indent"]),
    ("a:\n\tb: 1\n", {"a": {"b": 1}}, ["tab-indent"]),
    ("a: \ud800\n", {"a": "\ufffd"}, ["broken-character"]),
    ("a: x\x00\n", {"a": "x"}, ["control-character"]),
]


@in_turn("engine", ENGINES)
@in_turn("case", REFUSED)
def test_what_is_not_taken_of_yaml(
    case: tuple[str, object, list[str]], engine: yaml._Engine
) -> None:
    """Each is a finding in words, and what can be read beside it is read."""
    text, value, rules = case
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover, engine)

    assert [f.rule for f in findings] == rules
    assert (None if root is None else to_python(root)) == value


PARTS = (
    *"aéz019 \n\n\t\r:-#'\"|>[]{},&*!%@`?~<\\.\ufeff\u2028\xa0\x00\ud800",
    *("\r\n", "a: ", "- ", "  ", "    ", "b: 1\n", "\n- ", ": ", " #", ">-\n", "---\n"),
    *("...\n", "&a ", "*a", "!t ", "<<: ", '"x"', "'x'", "{a: b}", "[a, b]"),
)
YAML_TEXT = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@pytest.mark.parametrize("engine", ENGINES, ids=["C", "pure"])
@examples(40, 1000)
@given(st.one_of(YAML_TEXT, st.text(st.characters(codec=None))))
def test_no_text_makes_it_raise(engine: yaml._Engine, text: str) -> None:
    """Any text gives a node or a finding; spans lie in the file, rules are known."""
    source = Source("q4.yaml", text)
    root, findings = yaml.parse_yaml(source, recover, engine)

    assert root is not None or findings
    stages = {rule(f.rule).stage for f in findings}
    assert stages <= {RunStage.FILE, RunStage.YAML}
    for start, end in [span for f in findings for span in spans(f)]:
        assert 0 <= start <= end <= len(text)
    for node in all_nodes(root):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, ScalarNode):
            place = node.span_in(0, len(str(node.value)))
            assert node.start <= place.start <= place.end <= node.end


def all_nodes(node: Node | None) -> list[Node]:
    """A node and everything in it."""
    if isinstance(node, SequenceNode):
        return [node, *(inner for item in node.items for inner in all_nodes(item))]
    if isinstance(node, MappingNode):
        parts = [*node.keys.values(), *node.values.values()]
        return [node, *(inner for part in parts for inner in all_nodes(part))]
    return [] if node is None else [node]


@in_turn("engine", ENGINES)
def test_a_line_that_is_further_in_is_a_warning(engine: yaml._Engine) -> None:
    """In a folded text it starts a new line in print; in one that is not folded it is meant."""
    text = "a: >-\n  One thing\n    and more\n  was done.\nb: |\n  One\n    two\n"
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover, engine)

    assert root is not None
    assert [(f.rule, f.severity.value, f.at.span.line) for f in findings] == [
        ("wrong-indent", "warning", 3)
    ]
