"""A text with mistakes is read to its end, and says what was plainly meant."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.edits import apply_edits
from pccreport.source.node import MappingNode, Node, ScalarNode, SequenceNode, to_python


def read(text: str) -> tuple[object, list[Diagnostic]]:
    """The bare values of a text and what was found."""
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)
    return (None if root is None else to_python(root)), [*findings]


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
