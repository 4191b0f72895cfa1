"""The judge of redlines: it accepts and rejects what Word saves, as the standard says.

The sections are those of ECMA-376 Part 1.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree
from tests import transform

pytestmark = pytest.mark.slow  # of the judge, and not of what is judged

W = transform.W
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NS = (
    f'xmlns:w="{W[1:-1]}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BY = 'w:author="A" w:date="2020-01-01T00:00:00Z"'
Cases = dict[str, tuple[str, str, str]]
"""The body, and what it says accepted and rejected: "style: words" of each paragraph."""


def run(words: str, tag: str = "t") -> str:
    """A run."""
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def changed(kind: str, content: str = "", number: int = 1) -> str:
    """A change round some runs, or a mark."""
    return f'<w:{kind} w:id="{number}" {BY}>{content}</w:{kind}>'


def ins(words: str) -> str:
    """Inserted words."""
    return changed("ins", run(words))


def gone(words: str) -> str:
    """Deleted words."""
    return changed("del", run(words, "delText"))


def p(content: str, style: str = "", mark: str = "", more: str = "") -> str:
    """A paragraph with a style, changes of its mark, and other properties."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marks = "".join(changed(kind) for kind in mark.split())
    marked = f"<w:rPr>{marks}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{marked}{more}</w:pPr>{content}</w:p>"


def was(style: str) -> str:
    """The old style of a paragraph."""
    return changed("pPrChange", f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def table(*rows: str) -> str:
    """A table of these rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    """A row of cells; its marks say that it came or went."""
    marks = "".join(changed(kind) for kind in mark.split())
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, mark: str = "") -> str:
    """A cell of words, or of paragraphs; its mark says that it came or went."""
    marked = f"<w:tcPr>{changed(mark)}</w:tcPr>" if mark else ""
    inside = content if content.startswith("<") else p(run(content))
    return f"<w:tc>{marked}{inside}</w:tc>"


def border(kind: str, end: str, number: int) -> str:
    """The start or the end of a range."""
    return f'<w:{kind}Range{end} w:id="{number}" w:name="m"/>'


def control(content: str, kind: str = "") -> str:
    """A content control; the kind says that its tags came or went."""
    first, last = (border(kind, end, 1) if kind else "" for end in ("Start", "End"))
    start, end = (border(kind, e, 2) if kind else "" for e in ("Start", "End"))
    inside = f"<w:sdtContent>{last}{content}{start}</w:sdtContent>"
    return f"{first}<w:sdt><w:sdtPr/>{inside}</w:sdt>{end}"


def field(kind: str) -> str:
    """A field that came or went, with its result."""
    code, text = ("delInstrText", "delText") if kind == "del" else ("instrText", "t")
    ends = ('<w:r><w:fldChar w:fldCharType="{}"/></w:r>',) * 3
    begin, between, end = (
        part.format(at)
        for part, at in zip(ends, ("begin", "separate", "end"), strict=True)
    )
    return changed(kind, begin + run(" REF a ", code) + between + run("1", text) + end)


def boxed(content: str) -> str:
    """A run with a text box, as Word saves it: once for new readers, once for old."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def math(content: str) -> str:
    """A formula in a line."""
    return f"<m:oMath>{content}</m:oMath>"


def letter(text: str, kind: str = "") -> str:
    """A letter in a formula; the kind says that it came or went."""
    marked = changed(kind, "<w:rPr/>") if kind else ""
    return f"<m:r>{marked}<m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str, kind: str = "") -> str:
    """A fraction; the kind says that it came or went."""
    marked = changed(kind, "<w:rPr/>") if kind else "<w:rPr/>"
    return (
        f"<m:f><m:fPr><m:ctrlPr>{marked}</m:ctrlPr></m:fPr>"
        f"<m:num>{above}<m:ctrlPr>{marked}</m:ctrlPr></m:num><m:den>{below}</m:den></m:f>"
    )


RUNS: Cases = {
    "words": (p(f"{run('a ')}{gone('b')}{ins('c')}{run(' d')}"), "a c d", "a b d"),
    "deleted by one, inserted by another": (
        p(run("a") + changed("ins", changed("del", run("b", "delText"))) + run("c")),
        "ac",
        "ac",
    ),
    "inserted in what was deleted": (
        p(changed("del", run("a", "delText") + changed("ins", run("b", "delText")))),
        "",
        "a",
    ),
    "in a link, a field and a bidirectional box": (
        p(
            f"<w:hyperlink>{gone('b')}{ins('c')}</w:hyperlink>"
            f"<w:fldSimple>{gone('d')}{ins('e')}</w:fldSimple>"
            f"<w:bdo>{gone('f')}{ins('g')}</w:bdo>"
        ),
        "ceg",
        "bdf",
    ),
    "in a control and a smart tag": (
        p(control(f"<w:smartTag>{gone('b')}{ins('c')}</w:smartTag>")),
        "c",
        "b",
    ),
    "fields": (p(field("del") + run("2") + field("ins")), "21", "12"),
    "tabs, breaks and signs": (
        p(
            changed(
                "del",
                "<w:r><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:ptab/>"
                '<w:sym w:char="F041"/></w:r>',
            )
            + run("a")
        ),
        "a",
        "\t\n\n-\u00ad\t\uf041a",
    ),
    "space that nothing keeps": (p("<w:r><w:t> a </w:t></w:r>"), "a", "a"),
    "box in both ways": (
        p(boxed(p(gone("a"), "A", "del") + p(ins("b"), "B")) + run("c")),
        "c|B: b|B: b",
        "c|A: a|B: |A: a|B: ",
    ),
    "box inserted": (p(changed("ins", boxed(p(run("a")))) + run("b")), "b|a|a", "b"),
}
MARKS: Cases = {
    "paragraph inserted": (
        p(run("a")) + p(ins("b"), "B", "ins") + p(run("c"), "C"),
        "a|B: b|C: c",
        "a|C: c",
    ),
    "paragraph deleted": (
        p(run("a")) + p(gone("b"), "B", "del") + p(run("c"), "C"),
        "a|C: c",
        "a|B: b|C: c",
    ),
    "only the words deleted": (p(gone("a"), "A") + p(run("b")), "A: |b", "A: a|b"),
    "split": (p(run("a"), "A", "ins") + p(run("b"), "A"), "A: a|A: b", "A: ab"),
    "joined, the second's style stays": (
        p(run("a"), "A", "del") + p(run("b"), "B"),
        "B: ab",
        "A: a|B: b",
    ),
    "three joined": (
        p(run("a"), "A", "del") + p(run("b"), "B", "del") + p(run("c"), "C"),
        "C: abc",
        "A: a|B: b|C: c",
    ),
    "one replaced by another": (
        p(gone("a"), "A", "del") + p(ins("b"), "B", "ins") + p(run("c"), "C"),
        "B: b|C: c",
        "A: a|C: c",
    ),
    "inserted by one, deleted by another": (
        p(run("a"), "A", "ins del") + p(run("b"), "B"),
        "B: ab",
        "B: ab",
    ),
    "begun after a heading": (
        p(run("a"), "A", "ins") + p(ins("b"), "B", more=was("A")),
        "A: a|B: b",
        "A: a",
    ),
    "joined into a control": (
        p(run("a"), mark="del") + control(p(run("b"), "B")) + p(run("c")),
        "B: ab|c",
        "a|B: b|c",
    ),
    "joined out of a control": (
        control(p(run("a")) + p(run("b"), mark="del")) + p(run("c"), "C"),
        "a|C: bc",
        "a|b|C: c",
    ),
    "control of nothing else": (
        control(p(gone("a"), "A", "del")) + p(run("b")),
        "b",
        "A: a|b",
    ),
    "bookmark between": (
        p(run("a"), mark="del") + '<w:bookmarkEnd w:id="9"/>' + p(run("b"), "B"),
        "B: ab",
        "a|B: b",
    ),
}
ENDS: Cases = {
    "last words inserted": (p(run("a"), mark="ins") + p(ins("b")), "a|b", "a"),
    "last one inserted with its mark": (
        p(run("a"), "A") + p(ins("b"), "B", "ins"),
        "A: a|B: b",
        "A: a|",
    ),
    "last one's mark deleted, words left": (p(run("a"), "A", "del"), "a", "A: a"),
    "all deleted": (
        p(gone("a"), "A", "del") + p(gone("b"), "B", "del"),
        "",
        "A: a|B: b",
    ),
    "cell": (
        table(row(cell(p(gone("a"), "A", "del")))) + p(run("b")),
        "A: |b",
        "A: a|b",
    ),
    "cell of two": (
        table(row(cell(p(run("a"), "A") + p(gone("b"), "B", "del")))) + p(run("c")),
        "A: a|B: |c",
        "A: a|B: b|c",
    ),
    "cell, the first deleted": (
        table(row(cell(p(gone("a"), "A", "del") + p(run("b"), "B")))) + p(run("c")),
        "B: b|c",
        "A: a|B: b|c",
    ),
    "before a table": (
        p(run("a")) + p(gone("b"), mark="del") + table(row(cell("c"))) + p(run("d")),
        "a|c|d",
        "a|b|c|d",
    ),
    "before a table, of an empty run": (
        p(gone("a"), mark="del")
        + p(
            "<w:r><w:rPr/><w:lastRenderedPageBreak/></w:r><w:proofErr/>" + gone("b"),
            mark="del",
        )
        + table(row(cell("c")))
        + p(run("d")),
        "c|d",
        "a|b|c|d",
    ),
    "before a table, with ends of bookmarks": (
        p('<w:bookmarkStart w:id="3"/>' + run("a"))
        + p(gone("b") + '<w:bookmarkEnd w:id="3"/>', mark="del")
        + p(gone("c"), mark="del")
        + table(row(cell("d")))
        + p(run("e")),
        "a|d|e",
        "a|b|c|d|e",
    ),
    "before a table, words left": (
        p(run("a"), "A", "del") + table(row(cell(p(run("b"), "B")))) + p(run("c")),
        "B: ab|c",
        "A: a|B: b|c",
    ),
    "between two tables": (
        table(row(cell("a")))
        + p(gone("b"), mark="del")
        + table(row(cell("c")))
        + p(run("d")),
        "a|c|d",
        "a|b|c|d",
    ),
    "a table between, which goes": (
        p(run("a") + gone("b"), "A", "del")
        + table(row(cell(p(gone("c"), mark="del")), mark="del"))
        + p(gone("d") + run("e"), "E"),
        "E: ae",
        "A: ab|c|E: de",
    ),
    "box": (
        p(boxed(p(run("a"), "A") + p(gone("b"), "B", "del"))),
        "|A: a|B: |A: a|B: ",
        "|A: a|B: b|A: a|B: b",
    ),
}
MOVES: Cases = {
    "words": (
        p(changed("moveFrom", run("a")) + run("b") + changed("moveTo", run("a"))),
        "ba",
        "ab",
    ),
    "paragraph": (
        border("moveFrom", "Start", 1)
        + p(changed("moveFrom", run("a")), "A", "moveFrom")
        + border("moveFrom", "End", 1)
        + p(run("b"))
        + border("moveTo", "Start", 2)
        + p(changed("moveTo", run("a")), "B", "moveTo")
        + border("moveTo", "End", 2)
        + p(run("c")),
        "b|B: a|c",
        "A: a|b|c",
    ),
    "two, their ranges within them, edited where they went": (
        p(
            border("moveFrom", "Start", 1) + changed("moveFrom", run("a")),
            "A",
            "moveFrom",
        )
        + p(changed("moveFrom", run("b")), "B", "moveFrom")
        + p(border("moveFrom", "End", 1) + run("c"), "C")
        + p(
            border("moveTo", "Start", 2) + changed("moveTo", run("a")) + ins("x"),
            "A",
            "moveTo",
        )
        + p(changed("moveTo", gone("b") + run("y")), "B", "moveTo")
        + p(border("moveTo", "End", 2) + run("d"), "D"),
        "C: c|A: ax|B: y|D: d",
        "A: a|B: b|C: c|D: d",
    ),
    "what was inserted moved on": (
        p(changed("moveFrom", ins("a")), mark="ins moveFrom")
        + p(run("b"))
        + p(changed("moveTo", run("a")), mark="moveTo")
        + p(run("c")),
        "b|a|c",
        "b|c",
    ),
    "between cells": (
        table(
            row(
                cell(p(changed("moveFrom", run("a")), mark="moveFrom") + p(run("b"))),
                cell(p(changed("moveTo", run("a")), mark="moveTo") + p(run("c"))),
            )
        ),
        "b|a|c",
        "a|b|c",
    ),
    "row, of which only its marks say so": (
        table(
            row(cell(p(changed("moveFrom", run("a")), mark="moveFrom"))),
            row(cell("b")),
            row(cell(p(changed("moveTo", run("a")), mark="moveTo"))),
        ),
        "b|a",
        "a|b",
    ),
    "row, which says so": (
        table(
            row(cell(p(changed("moveFrom", run("a")), mark="moveFrom")), mark="del"),
            row(cell("b")),
            row(cell(p(changed("moveTo", run("a")), mark="moveTo")), mark="ins"),
        ),
        "b|a",
        "a|b",
    ),
}
TABLES: Cases = {
    "row inserted": (table(row(cell("a")), row(cell("b"), mark="ins")), "a|b", "a"),
    "row deleted": (table(row(cell("a")), row(cell("b"), mark="del")), "a", "a|b"),
    "row inserted and deleted": (
        table(row(cell("a")), row(cell("b"), mark="ins del")),
        "a",
        "a",
    ),
    "table deleted": (table(row(cell("a"), mark="del")) + p(run("b")), "b", "a|b"),
    "table in a cell deleted": (
        table(row(cell(table(row(cell("a"), mark="del")) + p(gone("b"), "B", "del")))),
        "B: ",
        "a|B: b",
    ),
    "row in a control": (
        table(control(row(cell("a"), mark="del")), row(cell("b"))),
        "b",
        "a|b",
    ),
    "all rows in a control": (
        table(control(row(cell("a"), mark="del"))) + p(run("b")),
        "b",
        "a|b",
    ),
    "cells": (
        table(row(cell("a"), cell("b", "cellIns"), cell("c", "cellDel"))),
        "a|b",
        "a|c",
    ),
    "all cells of a row": (
        table(row(cell("a", "cellDel"), control(cell("b", "cellDel"))), row(cell("c"))),
        "c",
        "a|b|c",
    ),
    "row with the start of a bookmark": (
        table(
            row(cell(p('<w:bookmarkStart w:id="3"/>' + run("a"))), mark="del"),
            row(cell(p(run("b") + '<w:bookmarkEnd w:id="3"/>'))),
        ),
        "b",
        "a|b",
    ),
}
CONTROLS: Cases = {
    "put round a paragraph": (
        control(p(run("a"), "A"), "customXmlIns") + p(run("b")),
        "A: a|b",
        "A: a|b",
    ),
    "put round words, with words": (
        p(run("a") + control(run("b") + ins("c"), "customXmlIns") + run("d")),
        "abcd",
        "abd",
    ),
    "taken away with its words": (
        p(run("a") + control(gone("b"), "customXmlDel")),
        "a",
        "ab",
    ),
    "put round words, and others after it": (
        p(control(run("a"), "customXmlIns") + control(run("b"))),
        "ab",
        "ab",
    ),
    "tags of the schema": (
        p(
            border("customXmlDel", "Start", 1)
            + "<w:customXml><w:customXmlPr/><w:smartTag><w:smartTagPr/>"
            + run("a")
            + "</w:smartTag></w:customXml>"
            + border("customXmlDel", "End", 1)
        ),
        "a",
        "a",
    ),
    "moved": (
        p(control(changed("moveFrom", run("a")), "customXmlMoveFrom") + run("b"))
        + p(control(changed("moveTo", run("a")), "customXmlMoveTo")),
        "b|a",
        "ab|",
    ),
    "of paragraphs inserted": (
        control(p(ins("a"), mark="ins") + p(ins("b"), mark="ins"), "customXmlIns")
        + p(run("c")),
        "a|b|c",
        "c",
    ),
}
FORMULAS: Cases = {
    "letters in changes": (
        p(math(changed("del", letter("a")) + changed("ins", letter("b")))),
        "b",
        "a",
    ),
    "changes in letters": (p(math(letter("a", "del") + letter("b", "ins"))), "b", "a"),
    "inserted by one, deleted by another": (
        p(math(f"<m:r>{changed('ins', changed('del'))}<m:t>a</m:t></m:r>")),
        "",
        "",
    ),
    "fraction deleted": (
        p(math(fraction(letter("a", "del"), letter("b", "del"), "del")) + run("c")),
        "c",
        "abc",
    ),
    "matrix inserted round a letter, in a paragraph of its own": (
        p(
            "<m:oMathPara><m:oMathParaPr/>"
            + math(
                f"<m:m><m:mPr><m:ctrlPr>{changed('ins')}</m:ctrlPr></m:mPr><m:mr>"
                f"<m:e><m:argPr/>{letter('a')}</m:e><m:e>{letter('b', 'ins')}</m:e>"
                f"</m:mr><m:mr><m:e>{letter('d')}</m:e></m:mr></m:m>"
            )
            + "</m:oMathPara>"
            + f"<m:oMathPara><m:oMathParaPr/>{math(letter('c', 'ins'))}</m:oMathPara>"
        ),
        "abdc",
        "ad",
    ),
    "fraction inserted round a letter": (
        p(math(fraction(letter("a"), letter("b", "ins"), "ins"))),
        "ab",
        "a",
    ),
}
GROUPS = (RUNS, MARKS, ENDS, MOVES, TABLES, CONTROLS, FORMULAS)
TRACKED = {
    *("ins", "del", "moveFrom", "moveTo", "delText", "delInstrText", "pPrChange"),
    *("cellIns", "cellDel", "cellMerge", "numberingChange", "rPrChange"),
}


def both(cases: Cases) -> pytest.MarkDecorator:
    """Each of the cases, accepted and rejected."""
    return pytest.mark.parametrize(
        ("xml", "accept", "expected"),
        [
            pytest.param(xml, accept, text, id=f"{name}-{accept}")
            for name, (xml, *texts) in cases.items()
            for accept, text in zip((True, False), texts, strict=True)
        ],
    )


def settled(xml: str, *, accept: bool) -> etree._Element:
    """A body with its changes accepted, or rejected."""
    root = etree.fromstring(f"<w:document {NS}><w:body>{xml}</w:body></w:document>")
    return transform.transformed(root, accept=accept)


def shown(root: etree._Element) -> list[str]:
    """The paragraphs, as the cases say them."""
    return [f"{s}: {t}" if s else t for s, _, t in transform.lines(root)]


def written(root: etree._Element) -> str:
    """A part as text, without the names of its spaces."""
    return str(etree.tostring(root).decode().replace(f" {NS}", ""))


@both(RUNS)
def test_runs(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.14 and 17.13.5.18: inserted and deleted content of runs, nested too."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(MARKS)
def test_marks_of_paragraphs(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.15 and 17.13.5.20: without its mark a paragraph is part of the next."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(ENDS)
def test_marks_with_no_paragraph_after_them(
    xml: str, accept: bool, expected: str
) -> None:
    """17.13.5.15: the last mark of a story stays; what is before a table joins it."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(MOVES)
def test_moves(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.21 to 17.13.5.28: what moved is where it went, or where it was."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(TABLES)
def test_rows_and_cells(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.1, 17.13.5.2, 17.13.5.12 and 17.13.5.16: a table has what is left of it."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(CONTROLS)
def test_controls(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.4 to 17.13.5.11: only the tags of a control came or went."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@both(FORMULAS)
def test_formulas(xml: str, accept: bool, expected: str) -> None:
    """17.13.5.13 and 17.13.5.17: an object goes, what is left in its places stays."""
    assert expected.split("|") == shown(settled(xml, accept=accept))


@pytest.mark.parametrize("accept", [True, False])
def test_nothing_speaks_of_changes_any_more(accept: bool) -> None:
    """No change, no mark of one and no border of a range of one is left in any case."""
    for xml, *_ in (case for cases in GROUPS for case in cases.values()):
        left = {etree.QName(e).localname for e in settled(xml, accept=accept).iter()}

        assert left.isdisjoint(TRACKED)
        assert not any(name.endswith(("RangeStart", "RangeEnd")) for name in left)


@pytest.mark.parametrize("accept", [True, False])
def test_nothing_hollow_or_broken_is_left(accept: bool) -> None:
    """Tables have rows, rows cells, cells a last paragraph; bookmarks have two ends."""
    for xml, *_ in (case for cases in GROUPS for case in cases.values()):
        root = settled(xml, accept=accept)

        for holder, held in (("tbl", "tr"), ("tr", "tc"), ("tc", "p"), ("body", "p")):
            assert all(
                e.find(f".//{W}{held}") is not None for e in root.iter(W + holder)
            )
        assert all(e[-1].tag == W + "p" for e in root.iter(W + "tc"))
        assert all(e.getprevious() is None for e in root.iter(W + "pPr"))
        for kind in ("oMath", "oMathPara"):
            shells = root.iter(transform.M + kind)
            assert all(e.find(f".//{transform.M}t") is not None for e in shells)
        assert all(len(e) for e in root.iterfind(f".//{W}pPr/{W}rPr"))
        blocks = (e for e in root.iter(W + "sdt") if e.getparent().tag != W + "p")
        assert all(e.find(f".//{W}p") is not None for e in blocks)
        starts, ends = (
            [e.get(f"{W}id") for e in root.iter(f"{W}bookmark{end}")]
            for end in ("Start", "End")
        )
        assert starts == [i for i in ends if i != "9"]


@pytest.mark.parametrize("accept", [True, False])
def test_what_is_settled_stays_as_it_is(accept: bool) -> None:
    """Accepted or rejected again, either way, nothing more happens."""
    for xml, *_ in (case for cases in GROUPS for case in cases.values()):
        once = settled(xml, accept=accept)

        for again in (True, False):
            twice = transform.transformed(once, accept=again)
            assert etree.tostring(once) == etree.tostring(twice)


def test_style_is_what_it_was() -> None:
    """17.13.5.29: the old properties of a paragraph are all that it had."""
    xml = (
        p(run("a"), "A", more=was("B"))
        + p(run("b"), "B", more=changed("pPrChange", "<w:pPr/>"))
        + p(ins("c"), "C", "ins", was("D"))
        + p(run("d"), "D", more=was("E"))
    )

    assert shown(settled(xml, accept=True)) == ["A: a", "B: b", "C: c", "D: d"]
    assert shown(settled(xml, accept=False)) == ["B: a", "b", "E: d"]


def test_list_and_level_are_what_they_were() -> None:
    """17.13.5.19 and 17.13.5.29: a paragraph has its old list, or none if put in one."""
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="4"/>{}</w:numPr>'
    old = changed("pPrChange", f"<w:pPr>{listed.format(1, '')}</w:pPr>")
    renumbered = changed("numberingChange").replace("w:id", 'w:original="1." w:id')
    xml = (
        p(run("a"), more=listed.format(2, "") + old)
        + p(run("b"), more=listed.format(0, changed("ins")))
        + p(run("c"), more=f"<w:numPr>{changed('ins')}</w:numPr>")
        + p(run("d"), more=listed.format(0, renumbered))
        + p(run("e"), more=listed.format(0, "") + was("B"))
        + p(run("f"), more=f"<w:numPr>{renumbered}</w:numPr>")
        + p(run("g"), more='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p(run("h"), more='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    )
    same = [None, ("0", "0"), ("0", "1")]

    accepted, rejected = (
        [line.place for line in transform.lines(settled(xml, accept=accept))]
        for accept in (True, False)
    )

    assert [("4", "2"), ("4", "0"), None, ("4", "0"), ("4", "0"), *same] == accepted
    assert [("4", "1"), None, None, ("4", "0"), None, *same] == rejected
    assert "numberingChange" not in written(settled(xml, accept=True))


def test_properties_of_runs_and_tables_are_what_they_were() -> None:
    """17.13.5.30 to 17.13.5.37: all of the old properties stand again."""

    def turned(name: str, now: str, before: str) -> str:
        old = changed(f"{name}Change", f"<w:{name}>{before}</w:{name}>")
        return f"<w:{name}>{now}{old}</w:{name}>"

    xml = (
        f"<w:p><w:pPr>{turned('rPr', changed('ins') + '<w:b/>', changed('ins') + '<w:i/>')}"
        f"</w:pPr><w:r>{turned('rPr', '<w:b/>', '<w:i/>')}<w:t>a</w:t></w:r></w:p>"
        f"<w:tbl>{turned('tblPr', '<w:jc/>', '<w:shd/>')}"
        f"{turned('tblGrid', '<w:gridCol/>', '<w:gridCol/><w:gridCol/>')}"
        f"<w:tr>{turned('tblPrEx', '<w:jc/>', '<w:shd/>')}"
        f"{turned('trPr', '<w:cantSplit/>', '<w:hidden/>')}"
        f"<w:tc>{turned('tcPr', '<w:noWrap/>', '<w:hideMark/>' + changed('cellIns'))}"
        "<w:p/></w:tc></w:tr></w:tbl><w:p/>"
    )

    accepted, rejected = (written(settled(xml, accept=a)) for a in (True, False))

    assert 2 == accepted.count("<w:rPr><w:b/></w:rPr>")
    assert "<w:r><w:rPr><w:i/></w:rPr>" in rejected
    new = "tblPr><w:jc/></|tblGrid><w:gridCol/></|tblPrEx><w:jc/></"
    assert all(part in accepted for part in new.split("|"))
    assert (
        "<w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:noWrap/></w:tcPr>" in accepted
    )
    old = "tblPr><w:shd/></|<w:gridCol/><w:gridCol/></|tblPrEx><w:shd/></"
    assert all(part in rejected for part in old.split("|"))
    assert (
        "<w:trPr><w:hidden/></w:trPr><w:tc><w:tcPr><w:hideMark/></w:tcPr>" in rejected
    )


@pytest.mark.parametrize(
    ("said", "before", "accepted", "rejected"),
    [
        ('w:vMerge="rest"', "", '<w:vMerge w:val="restart"/>', ""),
        ('w:vMerge="cont"', "<w:vMerge/>", '<w:vMerge w:val="continue"/>', ""),
        ('w:vMergeOrig="cont"', "", "", '<w:vMerge w:val="continue"/>'),
        ("", "<w:vMerge/>", "<w:vMerge/>", "<w:vMerge/>"),
    ],
)
def test_cells_are_merged_as_they_were(
    said: str, before: str, accepted: str, rejected: str
) -> None:
    """17.13.5.3: the merge stands where the order of properties has it."""
    merged = f'{before}<w:shd/><w:cellMerge w:id="1" {BY} {said}/>'
    old = changed("tcPrChange", f'<w:tcPr><w:tcW w:w="1"/>{before}<w:shd/></w:tcPr>')
    now = f'<w:tcW w:w="1"/>{merged}{old}'
    for first in ("cnfStyle", "tcW", "gridSpan", "hMerge"):
        _assert_merged(first, now, accepted, rejected)


def _assert_merged(first: str, now: str, accepted: str, rejected: str) -> None:
    now = now.replace("tcW", first)
    xml = table(row(f"<w:tc><w:tcPr>{now}</w:tcPr>{p('')}</w:tc>")) + p("")

    for accept, merge in ((True, accepted), (False, rejected)):
        made = written(settled(xml, accept=accept))
        assert f'<w:tcPr><w:{first} w:w="1"/>{merge}<w:shd/></w:tcPr>' in made


def section(width: int, *references: str, old: str = "") -> str:
    """The properties of a section, with headers of these types."""
    headers = "".join(
        f'<w:headerReference w:type="{kind}" w:k="{width}"/>' for kind in references
    )
    return f'<w:sectPr>{headers}<w:pgSz w:w="{width}"/>{old}</w:sectPr>'


def test_sections_are_what_they_were() -> None:
    """17.13.5.32: what a section has is what it had; its headers are no property of it."""
    old = changed("sectPrChange", '<w:sectPr><w:pgSz w:w="2"/></w:sectPr>')
    footer = '<w:footerReference w:type="even"/>'
    last = section(1, "default", old=old).replace("<w:pgSz", f"{footer}<w:pgSz", 1)

    for accept, width in ((True, 1), (False, 2)):
        made = written(settled(p("") + last, accept=accept))
        assert f'w:k="1"/>{footer}<w:pgSz w:w="{width}"/></w:sectPr>' in made


def test_a_break_and_its_mark_are_no_properties_of_a_paragraph() -> None:
    """17.13.5.29: the old properties of a paragraph do not tell of them, so they stay."""
    bold = "<w:rPr><w:b/></w:rPr>"
    xml = p(run("a"), "A", more=bold + section(1) + was("B")) + p("") + section(2)

    made = written(settled(xml, accept=False))

    assert f'<w:pStyle w:val="B"/>{bold}{section(1)}</w:pPr>' in made


def test_the_break_of_a_section_goes_with_its_mark() -> None:
    """17.6.18 and 17.10.1: the next section stays, and keeps the headers that it had."""
    xml = (
        p(run("a"), mark="ins", more=section(0, "default", "even"))
        + p(run("b"), mark="ins", more=section(1, "default", "first"))
        + p(run("c"), "C", more=section(2, "first"))
        + p(run("d"), mark="ins", more=section(3, "even"))
        + p(run("e"))
        + section(4)
    )

    accepted, rejected = (settled(xml, accept=accept) for accept in (True, False))

    assert ["a", "b", "C: c", "d", "e"] == shown(accepted)
    assert 5 == len([*accepted.iter(f"{W}sectPr")])
    assert ["C: abc", "de"] == shown(rejected)
    kept = [
        (
            [(e.get(f"{W}type"), e.get(f"{W}k")) for e in left[:-1]],
            left[-1].get(f"{W}w"),
        )
        for left in rejected.iter(f"{W}sectPr")
    ]
    first = [("even", "0"), ("default", "1"), ("first", "2")]
    assert [(first, "2"), ([("even", "3")], "4")] == kept


def test_a_joined_paragraph_keeps_the_break_after_it() -> None:
    """17.6.18: the break is the second paragraph's, whose properties stay."""
    xml = p(run("a"), mark="del") + p(run("b"), more=section(1)) + p("") + section(2)

    made = settled(xml, accept=True)

    assert ["ab", ""] == shown(made)
    assert 2 == len([*made.iter(f"{W}sectPr")])


@pytest.mark.parametrize("kind", ["bookmark", "commentRange", "perm"])
def test_a_range_that_goes_on_outside_is_not_broken(kind: str) -> None:
    """17.13.4 to 17.13.7: what is taken away leaves the end of what began before it."""
    start, end = f'<w:{kind}Start w:id="7"/>', f'<w:{kind}End w:id="7"/>'
    inside = f'<w:{kind}Start w:id="8"/><w:{kind}End w:id="8"/>'
    xml = p(
        start
        + run("a")
        + changed("del", inside + run("b", "delText") + end)
        + f"<w:hyperlink>{gone('c')}{start.replace('7', '9')}</w:hyperlink>"
        + run("d")
        + end.replace("7", "9")
    )

    made = written(settled(xml, accept=True))

    assert f"{start}{run('a')}{end}{start.replace('7', '9')}{run('d')}" in made


def test_tags_of_controls_are_added_and_removed() -> None:
    """17.13.5.4 to 17.13.5.11: a control is there where its tags are."""
    for kind, accepted, rejected in (
        ("customXmlIns", 2, 1),
        ("customXmlMoveTo", 2, 1),
        ("customXmlDel", 1, 2),
        ("customXmlMoveFrom", 1, 2),
    ):
        xml = p(control(run("a"), kind) + control(run("b")))
        for accept, left in ((True, accepted), (False, rejected)):
            root = settled(xml, accept=accept)
            for tag in ("sdt", "sdtPr", "sdtContent"):
                assert left == len([*root.iter(W + tag)])
    schema = CONTROLS["tags of the schema"][0]
    tags = ("customXml", "smartTag", "customXmlPr", "smartTagPr")
    for accept, left in ((True, 0), (False, 4)):
        root = settled(schema, accept=accept)
        assert left == len([*root.iter(*(W + tag for tag in tags))])


@pytest.mark.parametrize(
    "holder", ["hyperlink", "smartTag", "customXml", "fldSimple", "bdo", "dir"]
)
def test_an_empty_container_is_removed_too(holder: str) -> None:
    """A link, a tag or a field of nothing is nothing."""
    own = f"<w:{holder}Pr/>" if holder in ("smartTag", "customXml") else ""
    told = f"<w:{holder}>{own}{gone('a')}</w:{holder}>"
    xml = p(f"<w:hyperlink>{told}</w:hyperlink>")

    assert f"<w:{holder}" not in written(settled(xml, accept=True))
    assert f"<w:{holder}" in written(settled(xml, accept=False))


def test_only_given_values_go_into_a_table() -> None:
    """17.13.5.15: the ends of ranges stay before it, where nothing else is left."""
    xml, *_ = ENDS["before a table, with ends of bookmarks"]
    made = written(settled(xml, accept=True))

    assert made.index("bookmarkEnd") < made.index("<w:tbl>")

    xml, *_ = ENDS["before a table, of an empty run"]
    made = written(settled(xml, accept=True))

    assert "proofErr" not in made


def test_the_code_of_a_field_is_one_again() -> None:
    """17.16.13: code that was deleted is told as code when it stands again."""
    made = written(settled(p(field("del")), accept=False))

    assert f"{run(' REF a ', 'instrText')}" in made


def test_a_fraction_goes_with_its_sign() -> None:
    """17.13.5.13: what is left of it stands in the formula, without what it was in."""
    xml = p(math(fraction(letter("a"), letter("b", "del"), "del") + letter("c")))

    accepted, rejected = (written(settled(xml, accept=a)) for a in (True, False))

    assert f"<m:oMath>{letter('a')}{letter('c')}</m:oMath>" in accepted
    assert "<m:ctrlPr><w:rPr/></m:ctrlPr></m:fPr><m:num>" in rejected


# Files ------------------------------------------------------------------------


def packed(main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file of these parts, each named for its type."""
    kinds = {"document": "document.main", "glossary": "document.glossary"}
    types, files = "", {}
    for kind, xml in parts.items():
        name = main if kind == "document" else f"word/{kind}9.xml"
        name = "word/glossary/document.xml" if kind == "glossary" else name
        said = f"{TYPE}{kinds.get(kind, kind)}+xml"
        types += f'<Override PartName="/{name}" ContentType="{said}"/>'
        files[name] = xml
    spaced = "http://schemas.openxmlformats.org/package/2006/content-types"
    files["[Content_Types].xml"] = f'<Types xmlns="{spaced}">{types}</Types>'
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in {**files, "word/media/a.png": "a"}.items():
            archive.writestr(name, text)
    return made.getvalue()


def part(root: str, content: str) -> str:
    """A part."""
    return f"<w:{root} {NS}>{content}</w:{root}>"


def texts(docx: bytes) -> dict[str, list[str]]:
    """What the paragraphs of each part say."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.endswith("xml")}
    roots = {name: etree.fromstring(part) for name, part in parts.items()}
    told = {name: shown(root) for name, root in roots.items()}
    return {name: said for name, said in told.items() if said}


def test_every_part_is_resolved_under_any_name() -> None:
    """Parts are found by their types, and what is no part of Word's stays."""
    told = p("", mark="ins del") + p(gone("a") + ins("b"))
    docx = packed(
        "elsewhere/main.xml",
        document=part("document", f"<w:body>{told}</w:body>"),
        header=part("hdr", told),
        footer=part("ftr", told),
        footnotes=part("footnotes", f'<w:footnote w:id="1">{told}</w:footnote>'),
        endnotes=part("endnotes", f'<w:endnote w:id="1">{told}</w:endnote>'),
        comments=part("comments", f'<w:comment w:id="1">{told}</w:comment>'),
        glossary=part(
            "glossaryDocument",
            "<w:docParts><w:docPart><w:docPartBody>"
            f"{told}</w:docPartBody>"
            "</w:docPart></w:docParts>",
        ),
    )

    accepted, rejected = (transform.package(docx, accept=a) for a in (True, False))

    assert [["b"]] * 7 == [*texts(accepted).values()]
    assert [["a"]] * 7 == [*texts(rejected).values()]
    assert ["a"] == shown(transform.body(rejected))
    with zipfile.ZipFile(BytesIO(rejected)) as archive:
        assert archive.read("word/media/a.png") == b"a"


def test_a_type_may_be_that_of_all_parts_of_an_ending() -> None:
    """Part 2, 10.1.2.2: a part without a type of its own has its ending's, of any case."""
    body = f"<w:body>{p(gone('a') + ins('b'))}</w:body>"
    named = f'<Override PartName="/word/document.xml" ContentType="{TYPE}'
    ending = f'<Default Extension="xml" ContentType="{TYPE}'
    old = packed(document=part("document", body))
    docx = BytesIO()
    with zipfile.ZipFile(BytesIO(old)) as parts, zipfile.ZipFile(docx, "w") as made:
        for name in parts.namelist():
            told = parts.read(name).decode().replace(named, ending)
            made.writestr(name.replace("document.xml", "Document.XML"), told)

    accepted = transform.body(transform.package(docx.getvalue(), accept=True))

    assert ["b"] == shown(accepted)


def test_styles_and_lists_are_what_they_were() -> None:
    """17.7.4.17 and 17.9.6: a style's and a level's properties are tracked too."""
    old = changed("pPrChange", "<w:pPr><w:jc/></w:pPr>")
    bold = f"<w:rPr><w:b/>{changed('rPrChange', '<w:rPr/>')}</w:rPr>"
    both_kinds = f"<w:pPr><w:ind/>{old}</w:pPr>{bold}"
    docx = packed(
        document=part("document", f"<w:body>{p('')}</w:body>"),
        styles=part("styles", f"<w:style>{both_kinds}</w:style>"),
        numbering=part(
            "numbering", f"<w:abstractNum><w:lvl>{both_kinds}</w:lvl></w:abstractNum>"
        ),
    )

    for accept, kept in ((True, "<w:ind/></w:pPr><w:rPr><w:b/>"), (False, "<w:jc/>")):
        with zipfile.ZipFile(BytesIO(transform.package(docx, accept=accept))) as made:
            for name in ("word/styles9.xml", "word/numbering9.xml"):
                assert f"<w:pPr>{kept}" in made.read(name).decode()
                assert "Change" not in made.read(name).decode()


def test_a_note_goes_with_its_call() -> None:
    """17.11 and 17.13.4: notes and comments that nothing calls any more are not told."""
    call = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    ends = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/>'
    words = ends.format(11, run("a")) + ends.format(12, run("b"))
    calls = "".join(
        changed("del", call.format(kind, n + 1))
        + changed("ins", call.format(kind, n + 2))
        for kind, n in (("footnote", 0), ("endnote", 0), ("comment", 10))
    )

    def notes(kind: str, start: int = 0, first: str = "") -> str:
        told = f'<w:{kind} w:id="{{}}">{{}}</w:{kind}>'
        said = [p(run("line")), p(run("old") + first), p(run("new"))]
        return part(
            f"{kind}s", "".join(told.format(i, s) for i, s in enumerate(said, start))
        )

    docx = packed(
        document=part("document", f"<w:body>{p(words + calls)}</w:body>"),
        footnotes=notes("footnote", first=call.format("comment", 13)),
        endnotes=notes("endnote"),
        comments=notes("comment", 10).replace(
            "</w:comments>",
            f'<w:comment w:id="13">{p(run("of a note"))}</w:comment></w:comments>',
        ),
    )

    accepted, rejected = (transform.package(docx, accept=a) for a in (True, False))

    assert ["line", "new"] == texts(accepted)["word/footnotes9.xml"]
    assert ["line", "new"] == texts(accepted)["word/endnotes9.xml"]
    assert ["line", "new"] == texts(accepted)["word/comments9.xml"]
    assert ["line", "old"] == texts(rejected)["word/endnotes9.xml"]
    assert ["line", "old", "of a note"] == texts(rejected)["word/comments9.xml"]
    for end in ("Start", "End"):
        assert f'commentRange{end} w:id="11"' not in written(transform.body(accepted))
        assert f'commentRange{end} w:id="12"' in written(transform.body(accepted))


def test_a_strict_file_is_settled_and_stays_strict() -> None:
    """Annex A: the names of the strict kind are others, the changes are the same."""
    body = f"<w:body>{p(run('a') + gone('b') + ins('c'), 'A', more=was('B'))}</w:body>"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    docx = packed(document=part("document", body).replace(W[1:-1], strict))

    accepted, rejected = (transform.package(docx, accept=a) for a in (True, False))

    assert ["A: ac"] == shown(transform.body(accepted))
    assert ["B: ab"] == shown(transform.body(rejected))
    assert strict == etree.QName(transform.body(accepted)).namespace
    made = transform.transformed(transform.body(docx), accept=True)
    assert ["A: ac"] == shown(made)
    assert strict == etree.QName(made).namespace
