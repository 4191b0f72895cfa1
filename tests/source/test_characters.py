"""Characters that a report cannot hold, and what is read in their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn

from pccreport.findings.finding import ERROR, WARNING
from pccreport.findings.text import Source
from pccreport.recovery.recover import recover
from pccreport.source.characters import has_controls, is_white_space, scan_characters
from pccreport.source.yaml import parse_yaml
from pccreport.source.yaml_messages import MAX_PER_RULE

Found = tuple[str, str, int, int]


def found(text: str) -> list[Found]:
    """Rule, severity, line and column of each finding."""
    _, findings = scan_characters(Source("q4.yaml", text))
    return [
        (f.rule, f.severity.value, f.at.span.line, f.at.span.column) for f in findings
    ]


def test_a_clean_text_is_left_alone() -> None:
    """Letters, currency, dashes, hard spaces in a sentence and emoji are no findings."""
    text = "- £5 – “café”, 4\xa0September, 漢字 👮\u200d♀️\n\n\t\n"

    assert found(text) == []


CASES = [
    ("a: x\x0by\n", "control-character", ERROR, 1, 5),
    ("a: x\x0cy\n", "control-character", ERROR, 1, 5),
    ("a: x\x92s\n", "control-character", ERROR, 1, 5),
    ("a: x\x00y\n", "control-character", ERROR, 1, 5),
    ("a: x\x7fy\n", "control-character", ERROR, 1, 5),
    ("a: \ud800\n", "broken-character", ERROR, 1, 4),
    ("a: \uffff\n", "broken-character", ERROR, 1, 4),
    ("a: \U0001fffe\n", "broken-character", ERROR, 1, 4),
    ("a: \ufffd\n", "broken-character", WARNING, 1, 4),
    ("a: x\u202ey\n", "text-direction", ERROR, 1, 5),
    ("a: x\u2066y\n", "text-direction", ERROR, 1, 5),
    ("a:\n\tb: 1\n", "tab-indent", ERROR, 2, 1),
    ("a:\n  \tb: 1\n", "tab-indent", ERROR, 2, 3),
    ("a:\n \xa0b: 1\n", "hard-space-indent", ERROR, 2, 2),
    ("\u200ba: 1\n", "hard-space-indent", ERROR, 1, 1),
    ("a: x\u2028y\n", "odd-character", WARNING, 1, 5),
    ("a: x\x85y\n", "odd-character", WARNING, 1, 5),
    ("a: x\ufeffy\n", "odd-character", WARNING, 1, 5),
    ("a: x\u200by\n", "odd-character", WARNING, 1, 5),
    ("a: 1\r\n\tb: 2\r\n", "tab-indent", ERROR, 2, 1),
]


@in_turn("case", CASES)
def test_a_fault_is_found_at_its_place(case: tuple[str, str, object, int, int]) -> None:
    """Each kind of character is reported once, where it stands."""
    text, rule, severity, line, column = case
    _, findings = parse_yaml(Source("q4.yaml", text), recover)

    assert [(rule, severity, line, column)] == [
        (f.rule, f.severity, f.at.span.line, f.at.span.column) for f in findings
    ]


def test_what_parsers_disagree_on_is_read_as_a_space() -> None:
    """Tabs, separators and hard spaces inside a line become spaces; zero-width spaces stay."""
    text, _ = scan_characters(
        Source("q4.yaml", "a: b\tc\u2028d\x85e\ufefff\u200bg\x0bh\n")
    )

    assert text == "a: b c d e f\u200bg h\n"
    text, findings = scan_characters(Source("q4.yaml", "a:\xa01\t2\n-\xa0b # x\ty\n"))

    assert (text, findings) == ("a: 1 2\n- b # x y\n", ())


def test_a_few_findings_represent_many() -> None:
    """Beyond five of a rule, the last says how many more there are."""
    _, findings = scan_characters(Source("q4.yaml", "a: x\x0by\n" * 1000))

    assert len(findings) == MAX_PER_RULE
    assert findings[-1].help.endswith("there are 995 more of these in the file")


@given(st.text(st.characters() | st.sampled_from("\t\n\r \xa0-#:\ufeff\ud800\u2028")))
def test_the_text_keeps_its_length(text: str) -> None:
    """Whatever is replaced, every place stays right, and a second look finds no tabs."""
    clean, findings = scan_characters(Source("q4.yaml", text))

    assert len(clean) == len(text)
    assert all(0 <= f.at.span.start < f.at.span.end <= len(text) for f in findings)
    assert not set(clean[1:]) & {"\t", "\x00", "\x0b", "\u2028", "\x85", "\ufeff"}


def test_blank_is_what_is_read_as_a_space() -> None:
    """A character is blank where the text for reading has white space for it."""
    for code in range(0x3100):
        character = chr(code)
        read_as, _ = scan_characters(Source("q4.yaml", f"a{character}b"))

        assert is_white_space(character) == read_as[1].isspace()


def test_a_value_without_controls_can_be_printed() -> None:
    """A value with a character that cannot be printed is told apart from a clean one."""
    assert not has_controls("café")
    assert has_controls("a\x07b")
    assert has_controls("\ud800")
