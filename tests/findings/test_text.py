"""Sources and spans: lines and columns as an editor counts them."""

from __future__ import annotations

from tests.cases import in_turn

from pccreport.findings.text import Source, Span


@in_turn("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_where_an_editor_ends_it(end: str) -> None:
    """Unix, Windows and old Mac line ends are counted as one line end each."""
    source = Source("q4.yaml", f"a: 1{end}{end}  b: 2{end}")
    place = source.text.index("b")

    assert source.position(place) == (3, 3)
    assert source.line(3) == "  b: 2"


def test_separators_do_not_end_a_line() -> None:
    """U+2028, U+2029, U+0085 and a form feed stay inside a line, as in editors."""
    source = Source("q4.yaml", "a\u2028b\u2029c\x85d\x0ce\nf")

    assert source.position(source.text.index("e")) == (1, 9)
    assert source.position(source.text.index("f")) == (2, 1)


def test_the_end_of_the_text_has_a_position() -> None:
    """The place behind the last character is on the last line."""
    assert Source("q4.yaml", "a\nbc").position(4) == (2, 3)
    assert Source("q4.yaml", "").position(0) == (1, 1)


def test_a_span_knows_its_line_column_and_text() -> None:
    """A span answers with the line and column that it starts at."""
    span = Span(Source("q4.yaml", "a: 1\nkey: £5\n"), 10, 12)

    assert (span.line, span.column, span.text) == (2, 6, "£5")
