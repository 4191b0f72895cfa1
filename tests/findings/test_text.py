"""Sources and spans: lines and columns as an editor counts them."""

from __future__ import annotations

from pccreport.findings.text import Source


def test_separators_do_not_end_a_line() -> None:
    """U+2028, U+2029, U+0085 and a form feed stay inside a line, as in editors."""
    source = Source("q4.yaml", "a\u2028b\u2029c\x85d\x0ce\nf")

    assert source.position(source.text.index("e")) == (1, 9)
    assert source.position(source.text.index("f")) == (2, 1)


def test_the_end_of_the_text_has_a_position() -> None:
    """The place behind the last character is on the last line."""
    assert Source("q4.yaml", "a\nbc").position(4) == (2, 3)
    assert Source("q4.yaml", "").position(0) == (1, 1)
