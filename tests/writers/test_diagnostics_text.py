"""Findings as a person reads them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.cases import in_turn

from pccreport.findings.finding import ERROR, INFO, WARNING, Annotation, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.writers.diagnostics_text import RunSummary, write
from pccreport.writers.wrapping import plain_lines


def label(text: str, marked: str, words: str = "", name: str = "q1.yaml") -> Annotation:
    """A label on the first place of some characters in a text."""
    start = text.index(marked)
    return Annotation(Span(Source(name, text), start, start + len(marked)), words)


def shown(
    *findings: Diagnostic, width: int = 100, infos: bool = False, accepted: int = 0
) -> list[str]:
    """The lines that are written."""
    return plain_lines(write(findings, width, infos, RunSummary(accepted))).splitlines()


@in_turn("header", [">-", "|", "|2+", "> # note", ">-\n"])
def test_a_block_text_is_shown_from_its_first_words(header: str) -> None:
    """And not by the line of its header; the mark ends where the first line does."""
    text = f"a: {header}\n  one\n  two\n"
    at = label(text, text[3:-1])
    place, _, line, mark = shown(Diagnostic("x", ERROR, "m", at))[1:5]

    number = text[: text.index("one")].count("\n") + 1
    assert place == f"  q1.yaml:{number}:3"
    assert (line, mark) == (f"  {number} |   one", "    |   ^^^")


def test_equal_findings_are_one_with_the_places_of_the_others() -> None:
    """The first is shown, the rest are lines of their files; all of them count."""
    text = "a: 1\n" * 16
    places = [
        Annotation(Span(Source("q1.yaml", text), 5 * i, 5 * i + 1)) for i in (0, 6)
    ]
    more = [
        Annotation(Span(Source("q2.yaml", text), 5 * i, 5 * i + 1)) for i in range(15)
    ]
    equal = [Diagnostic("x", ERROR, "m", at, help="h") for at in (*places, *more)]
    other = Diagnostic("x", ERROR, "n", places[1], help="h")

    assert shown(*equal[:2], other)[5:8] == [
        "    = help: h",
        "    = and 1 more: q1.yaml:7",
        "",
    ]
    assert shown(*equal)[6:] == [
        "    = and 16 more: q1.yaml:7; q2.yaml:1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …",
        "",
        "17 errors",
        "4 of these are not shown: list all with check --output-format json",
    ]


@in_turn("word", ["caf\u00e9 ", "\t", "\u202e "])
def test_a_long_line_of_any_letters_is_cut_to_the_columns(word: str) -> None:
    """What is shown fits, and the mark is in it under its words."""
    at = label(word * 200 + "here" + word * 200, "here")
    line, mark = shown(Diagnostic("x", ERROR, "m", at), width=80)[3:5]

    assert len(line) <= 80
    before = line[: line.index("here")]
    assert mark.index("^") == len(before)
    assert mark.count("^") == 4


@in_turn(("before", "columns"), [("\u202e ", 9), ("\t", 4), ("£\xa0", 2)])
def test_the_caret_is_under_its_span(before: str, columns: int) -> None:
    """A Tab takes four columns, what is shown by number as many as the number."""
    at = label(f"{before}here\n", "here")

    assert (
        shown(Diagnostic("x", ERROR, "m", at))[4] == "    | " + " " * columns + "^^^^"
    )


def test_a_terminal_cannot_be_attacked() -> None:
    """Escape sequences and text directions are shown by number, wherever they stand."""
    at = label("a: \x1b[31m\u202ex\n", "x", "l\x9b", "q\x1b]0;1.yaml")
    finding = Diagnostic("x", ERROR, "m\n\x1b[2J", at, (at,), "h\u2066")
    text = plain_lines(write([finding]))

    assert all(c.isprintable() for line in text.splitlines() for c in line)
    assert "a: <U+001B>[31m<U+202E>x" in text
    assert "q<U+001B>]0;1.yaml" in text


def test_findings_are_in_the_order_of_their_places() -> None:
    """Errors last; of each severity by file, place and rule, and each once, however they come."""
    text = "a: 1\nb: 2\n"
    findings = [
        Diagnostic("z", ERROR, "m", label(text, "a")),
        Diagnostic("a", WARNING, "m", label(text, "b")),
        Diagnostic("y", INFO, "m", label(text, "a", name="b.yaml")),
        Diagnostic("y", INFO, "m", label(text, "a", name="b.yaml")),
        Diagnostic("b", ERROR, "m", label(text, "a")),
    ]
    lines = shown(*findings, infos=True)
    heads = [line for line in lines if line.endswith("]")]

    expected = ["suggestion: m [y]", "warning: m [a]", "error: m [b]", "error: m [z]"]

    assert expected == heads
    assert lines[-1] == "2 errors, 1 warning, 1 suggestion"
    assert lines == shown(*reversed(findings), infos=True)


def test_of_many_findings_the_gravest_fifty_are_shown() -> None:
    """The rest is counted; an error is not hidden by warnings that come before it."""
    text = "a\n" * 60 + "b\n"
    source = Source("q1.yaml", text)
    findings = [
        Diagnostic("x", WARNING, f"m{i}", Annotation(Span(source, 2 * i, 2 * i + 1)))
        for i in range(60)
    ]
    findings.append(Diagnostic("z", ERROR, "m", Annotation(Span(source, 120, 121))))
    lines = shown(*findings)
    heads = [line for line in lines if line.endswith("]")]

    expected = [*(f"warning: m{i} [x]" for i in range(49)), "error: m [z]"]

    assert expected == heads
    assert lines[-2:] == [
        "1 error, 60 warnings",
        "11 of these are not shown: list all with check --output-format json",
    ]


@given(st.text(), st.data(), st.integers(0, 120))
def test_any_place_in_any_text_can_be_shown(
    text: str, data: st.DataObject, width: int
) -> None:
    """Whatever a file holds, what is written is letters, within its width."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(Source("q1.yaml", text), start, end)
    lines = shown(Diagnostic("x", ERROR, "m", Annotation(span, text)), width=width)

    assert all(line.isprintable() for line in lines)
