"""The judge of redlines: it accepts and rejects what Word saves, as the standard says."""

from __future__ import annotations

import pytest
from lxml import etree
from tests import transform

W = transform.W
NS = f'xmlns:w="{W[1:-1]}"'


def run(words: str, tag: str = "t") -> str:
    """A run."""
    return f'<w:r><w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def changed(kind: str, content: str, number: int = 1) -> str:
    """A change round some runs."""
    return f'<w:{kind} w:id="{number}" w:author="A" w:date="2020-01-01T00:00:00Z">{content}</w:{kind}>'


def ins(words: str) -> str:
    """Inserted words."""
    return changed("ins", run(words))


def gone(words: str) -> str:
    """Deleted words."""
    return changed("del", run(words, "delText"))


def p(content: str, style: str = "", mark: str = "", more: str = "") -> str:
    """A paragraph with a style, a changed mark, and other properties."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{changed(mark, '')}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{marked}{more}</w:pPr>{content}</w:p>"


def was(style: str) -> str:
    """The old style of a paragraph."""
    return changed("pPrChange", f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def table(*rows: str) -> str:
    """A table of these rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    """A row of cells, each of one paragraph; its mark says that it came or went."""
    marked = f"<w:trPr>{changed(mark, '')}</w:trPr>" if mark else ""
    return f"<w:tr>{marked}{''.join(cells)}</w:tr>"


def cell(words: str, mark: str = "") -> str:
    """A cell; its mark says that it came or went."""
    marked = f"<w:tcPr>{changed(mark, '')}</w:tcPr>" if mark else ""
    return f"<w:tc>{marked}{p(run(words))}</w:tc>"


def border(kind: str, end: str, number: int) -> str:
    """The start or the end of a range."""
    return f'<w:{kind}Range{end} w:id="{number}" w:name="m"/>'


SDT = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

# The body, and what it says accepted and rejected: "style: words" of each paragraph.
CASES = {
    "words": (p(f"{run('a ')}{gone('b')}{ins('c')}{run(' d')}"), "a c d", "a b d"),
    "moved words": (
        p(changed("moveFrom", run("a")) + run("b") + changed("moveTo", run("a"))),
        "ba",
        "ab",
    ),
    "deleted by one, inserted by another": (
        p(run("a") + changed("ins", changed("del", run("b", "delText"))) + run("c")),
        "ac",
        "ac",
    ),
    "in a link": (
        p(f"<w:hyperlink>{run('a')}{gone('b')}{ins('c')}</w:hyperlink>"),
        "ac",
        "ab",
    ),
    "in a control and a smart tag": (
        p(SDT.format(f"<w:smartTag>{gone('b')}{ins('c')}</w:smartTag>")),
        "c",
        "b",
    ),
    "field deleted": (
        p(
            changed(
                "del",
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:delInstrText> REF a </w:delInstrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f"{run('1', 'delText')}"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            )
            + run("2")
        ),
        "2",
        "12",
    ),
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
    "last inserted": (p(run("a")) + p(ins("b"), mark="ins"), "a|b", "a"),
    "last one's mark deleted, words left": (p(run("a"), mark="del"), "a", "a"),
    "deleted before a table": (
        p(run("a")) + p(gone("b"), mark="del") + table(row(cell("c"))) + p(run("d")),
        "a|c|d",
        "a|b|c|d",
    ),
    "moved paragraph": (
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
    "style": (p(run("a"), "A", more=was("B")), "A: a", "B: a"),
    "mark and style": (
        p(ins("a"), "A", "ins", was("B")) + p(run("b"), "C", more=was("D")),
        "A: a|C: b",
        "D: b",
    ),
    "row inserted": (
        table(row(cell("a")), row(cell("b"), mark="ins")) + p(""),
        "a|b|",
        "a|",
    ),
    "row deleted": (
        table(row(cell("a")), row(cell("b"), mark="del")) + p(""),
        "a|",
        "a|b|",
    ),
    "table deleted": (table(row(cell("a"), mark="del")) + p(run("b")), "b", "a|b"),
    "cells": (
        table(row(cell("a"), cell("b", "cellIns"), cell("c", "cellDel"))) + p(""),
        "a|b|",
        "a|c|",
    ),
    "emptied cell keeps its paragraph": (
        table(row(f"<w:tc>{p(gone('a'), mark='del')}</w:tc>")) + p(run("b")),
        "|b",
        "a|b",
    ),
    "control put round a paragraph": (
        border("customXmlIns", "Start", 1)
        + SDT.format(
            border("customXmlIns", "End", 1)
            + p(run("a"), "A")
            + border("customXmlIns", "Start", 2)
        )
        + border("customXmlIns", "End", 2)
        + p(run("b")),
        "A: a|b",
        "A: a|b",
    ),
    "joined into a control": (
        p(run("a"), mark="del") + SDT.format(p(run("b"), "B")) + p(run("c")),
        "B: ab|c",
        "a|B: b|c",
    ),
    "bookmark between": (
        p(run("a"), mark="del") + '<w:bookmarkEnd w:id="9"/>' + p(run("b"), "B"),
        "B: ab",
        "a|B: b",
    ),
}


@pytest.mark.parametrize("deed", ["accept", "reject"])
@pytest.mark.parametrize("case", CASES)
def test_a_body_is_what_it_was_or_becomes(case: str, deed: str) -> None:
    """The paragraphs are those of the new version, or those of the old one."""
    xml, accepted, rejected = CASES[case]
    root = etree.fromstring(f"<w:document {NS}><w:body>{xml}</w:body></w:document>")

    made = transform.transformed(root, accept=deed == "accept")

    said = [f"{s}: {t}" if s else t for s, _, t in transform.lines(made)]
    assert (accepted if deed == "accept" else rejected).split("|") == said
    left = {etree.QName(element).localname for element in made.iter()}
    assert left.isdisjoint({"ins", "del", "moveFrom", "moveTo", "delText", "pPrChange"})
    assert not any(name.endswith(("RangeStart", "RangeEnd")) for name in left)


def test_list_and_level_are_what_they_were() -> None:
    """Rejected, a paragraph has the list that it had; one put in a list has none."""
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="4"/>{}</w:numPr>'
    old = changed("pPrChange", f"<w:pPr>{numbered.format(1, '')}</w:pPr>")
    xml = (
        f"<w:p><w:pPr>{numbered.format(2, '')}{old}</w:pPr>{run('a')}</w:p>"
        f"<w:p><w:pPr>{numbered.format(0, changed('ins', ''))}</w:pPr>{run('b')}</w:p>"
    )
    root = etree.fromstring(f"<w:body {NS}>{xml}</w:body>")

    accepted, rejected = (
        [line.place for line in transform.lines(transform.transformed(root, accept=a))]
        for a in (True, False)
    )

    assert accepted == [("4", "2"), ("4", "0")]
    assert rejected == [("4", "1"), None]


def test_properties_of_runs_tables_and_sections_are_what_they_were() -> None:
    """All of the old properties stand again, and what was no property stays."""
    xml = (
        f"<w:p><w:r><w:rPr><w:b/>{changed('rPrChange', '<w:rPr><w:i/></w:rPr>')}</w:rPr>"
        "<w:t>a</w:t></w:r></w:p>"
        '<w:tbl><w:tblPr><w:jc w:val="left"/>'
        + changed("tblPrChange", '<w:tblPr><w:jc w:val="right"/></w:tblPr>')
        + f"</w:tblPr>{row(cell('b'))}</w:tbl>"
        '<w:sectPr><w:headerReference/><w:pgSz w:w="1"/>'
        + changed("sectPrChange", '<w:sectPr><w:pgSz w:w="2"/></w:sectPr>')
        + "</w:sectPr>"
    )
    root = etree.fromstring(f"<w:body {NS}>{xml}</w:body>")

    accepted, rejected = (
        etree.tostring(transform.transformed(root, accept=a)).decode()
        for a in (True, False)
    )

    assert "<w:rPr><w:b/></w:rPr>" in accepted
    assert '<w:jc w:val="left"/></w:tblPr>' in accepted
    assert '<w:headerReference/><w:pgSz w:w="1"/></w:sectPr>' in accepted
    assert "<w:rPr><w:i/></w:rPr>" in rejected
    assert '<w:tblPr><w:jc w:val="right"/></w:tblPr>' in rejected
    assert '<w:headerReference/><w:pgSz w:w="2"/></w:sectPr>' in rejected


def test_a_bookmark_that_goes_on_outside_is_not_broken() -> None:
    """What is taken away leaves the end of a range that began before it."""
    start, end = '<w:bookmarkStart w:id="7" w:name="x"/>', '<w:bookmarkEnd w:id="7"/>'
    xml = p(start + run("a") + changed("del", run("b", "delText") + end) + run("c"))
    root = etree.fromstring(f"<w:body {NS}>{xml}</w:body>")

    made = etree.tostring(transform.transformed(root, accept=True)).decode()

    assert made.index("bookmarkStart") < made.index(">a<") < made.index("bookmarkEnd")
