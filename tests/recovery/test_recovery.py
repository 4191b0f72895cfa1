"""A text with mistakes is read to its end, and says what was plainly meant."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.findings.finding import Diagnostic
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source import yaml
from pccreport.source.node import to_python


def read(text: str) -> tuple[object, list[Diagnostic]]:
    """The bare values of a text and what was found."""
    root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)
    return (None if root is None else to_python(root)), [*findings]


def test_a_long_line_is_shown_from_both_ends() -> None:
    """The name and both quotes are what matters."""
    _, (finding,) = read(f"text: Op: {'word ' * 60}end\n")

    assert finding.help.startswith('write it like this: text: "Op: word')
    assert finding.help.endswith('word end"')
    assert len(finding.help) < 120


def test_twenty_patches_are_enough() -> None:
    """A file of nothing but mistakes is read again twenty times and no more."""
    value, findings = read("".join(f"a{n}: x: y\n" for n in range(100)))

    assert value is None
    assert len(findings) == 20


@in_turn("sign", [*"@%*&!`,]}|>:#-?x", "“", "•", "[", "{", "'", '"'])
def test_a_text_of_one_sign_is_explained_or_read(sign: str) -> None:
    """A text of a single sign, in a list or after a key, is read or has an error."""
    for text in (f"- {sign}\n", f"a: {sign}\n", f"a: {sign}\nb: : c\n"):
        root, findings = yaml.parse_yaml(Source("q4.yaml", text), recover)

        assert root is not None or findings, text
