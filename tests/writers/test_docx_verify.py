"""The judge of Word files finds each kind of fault that it is there for, put into a good file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.cases import in_turn
from tests.docx_faults import document_faults
from tests.redlines import CASES, REVISION
from tests.word_edits import with_part

from pccreport.document.blocks import Comment, Document
from pccreport.findings.finding import WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

BODY, STYLES, RELS = (
    f"word/{name}" for name in ("document.xml", "styles.xml", "_rels/document.xml.rels")
)
FOOTER, COMMENTS, HEADER = (
    f"word/{name}.xml" for name in ("footer", "comments", "header")
)
BY = 'w:author="A" w:date="2020-01-01T00:00:00Z"'
HIDDEN = r"<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r></w:p>\g<0>"
MARK = r'<w:commentReference w:id="0"/>'

# The file, its part, a pattern there, what takes its first place, and what is found then.
FAULTS = [
    ("report", BODY, "</w:body>", "", "word/document.xml is not well-formed"),
    ("report", BODY, '<w:bookmarkStart [^>]*"Key_Aim_1"/>', "", "'Key_Aim_1' has no b"),
    ("report", BODY, "Key_Aim_3", "key_aim_2", "two bookmarks are named 'key_aim_2'"),
    ("report", BODY, '"Key_Aim_3"', '"Key-Aim"', "cannot be named 'Key-Aim'"),
    ("report", BODY, "<w:bookmarkEnd [^>]*>", "", "does not end"),
    ("report", BODY, "<w:bookmarkEnd [^>]*>", r"\g<0>\g<0>", "ends and has not begun"),
    ("report", FOOTER, '<w:fldChar w:fldCharType="begin"/>', "", "has not begun"),
    ("report", FOOTER, '<w:fldChar w:fldCharType="end"/>', "", "does not end: 'PAGE'"),
    ("report", FOOTER, '<w:fldChar w:fldCharType="separate"/>', "", "without a result"),
    ("report", BODY, '"Heading3"', '"Heading9"', "no paragraph style 'Heading9'"),
    ("report", BODY, '"AsTyped"', '"Typed"', "no character style 'Typed'"),
    ("report", STYLES, 'basedOn w:val="BodyText"', 'basedOn w:val="T"', "no style 'T'"),
    ("report", STYLES, 'numId w:val="3"', 'numId w:val="7"', "no list 7"),
    ("report", RELS, "https://www", "javascript:www", "is no address for a report"),
    ("report", BODY, "<w:sectPr>", HIDDEN, "vanish has no place"),
    ("report", "customXml/item1.xml", "", "<x/>", "item1.xml has no place"),
    ("draft", BODY, "<w:commentRangeStart [^>]*>", "", "comment 0 has no range"),
    ("draft", BODY, MARK, r"\g<0>\g<0>", "comment 0 has 2 marks in the text"),
    ("draft", BODY, MARK, "", "comment 0 has no mark in the text"),
    ("draft", COMMENTS, 'w:id="0"', 'w:id="9"', "there is no comment 0"),
    ("draft", HEADER, "<w:t>DRAFT</w:t>", "", "no header says"),
    ("draft", BODY, "<w:sectPr>", HIDDEN, "vanish has no place"),
    (
        "redline",
        BODY,
        r'(:ins w:id=)"\d+"(.*?:ins w:id=)"\d+"',
        r'\1"7"\2"7"',
        "the id 7",
    ),
    ("redline", BODY, r'(<w:ins w:id=)"\d+"', r'\1"x"', "cannot have the id 'x'"),
    ("redline", BODY, r'(<w:ins w:id="\d+") w:author="[^"]*"', r"\1", "says not who"),
    ("redline", BODY, r"(<w:ins [^/>]*>)<w:r>(?:(?!</w:ins>).)*", r"\1", "is empty"),
    (
        "redline",
        BODY,
        r"(<w:moveTo [^/>]*>)(<w:r>.*?</w:r>)",
        rf'\1<w:ins w:id="900" {BY}>\2</w:ins>',
        "change 900 is in another",
    ),
    ("redline", BODY, "<w:moveToRangeEnd [^>]*>", "", "does not end"),
    ("redline", BODY, "<w:moveFromRangeStart [^>]*>", "", "is in no moveFrom"),
    ("redline", BODY, "(<w:moveToRangeStart [^>]*)move1", r"\1x", "no partner"),
    (
        "redline",
        BODY,
        r"<w:delText([^>]*)>(.*?)</w:delText>",
        r"<w:t\1>\2</w:t>",
        "t in what is deleted",
    ),
    (
        "redline",
        BODY,
        r"<w:p>(.*?)<w:t>(.*?)</w:t>",
        r"<w:p>\1<w:delText>\2</w:delText>",
        "delText outside what is deleted",
    ),
    (
        "redline",
        BODY,
        r'("SignOffDate"/>)',
        rf'\1<w:rPr><w:ins w:id="901" {BY}/></w:rPr>',
        "the last paragraph comes or goes",
    ),
]


@pytest.fixture(scope="module")
def files(document: Document, look: StyleSheet) -> dict[str, bytes]:
    """A good report, a draft with two notes, and a redline."""
    notes = tuple(
        Comment(block, WARNING, "odd", ("It is odd",), "x.yaml:1") for block in (1, 5)
    )
    draft = document._replace(head="DRAFT", notes=notes)
    pair = CASES["moved between inserted and deleted"]
    return {
        "report": package.write(document, look),
        "draft": package.write(draft, look),
        "redline": package.write(pair.redline(), look, REVISION),
    }


def found(package: bytes, kind: str) -> tuple[str, ...]:
    """What is wrong with a file as a report, a draft or a redline."""
    return document_faults(package, draft=kind == "draft", redline=kind == "redline")


@in_turn("fault", FAULTS)
def test_each_fault_is_found(
    files: dict[str, bytes], fault: tuple[str, str, str, str, str]
) -> None:
    """One thing wrong in a good file is found, and named; nothing is before."""
    kind, part, pattern, instead, expected = fault

    def change(text: bytes) -> bytes:
        return re.sub(pattern, instead, text.decode(), count=1, flags=re.S).encode()

    faults = found(with_part(files[kind], part, change), kind)

    assert found(files[kind], kind) == ()
    assert expected in "; ".join(faults)


@pytest.mark.parametrize(
    ("made", "used", "expected"),
    [
        ("draft", "report", ["comment", "commentReference", "word/comments.xml"]),
        ("redline", "report", ["ins", "del", "moveFrom", "moveTo", "delText"]),
        ("redline", "draft", ["ins", "del", "moveFrom", "moveTo", "delText"]),
    ],
)
def test_a_draft_or_a_redline_is_no_copy_for_publication(
    files: dict[str, bytes], made: str, used: str, expected: list[str]
) -> None:
    """Each thing that only they have is refused where it should not be."""
    faults = "; ".join(found(files[made], used))

    assert [
        x for x in expected if f"{x} has no place in a copy for" not in faults
    ] == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_has_each_part_once(files: dict[str, bytes]) -> None:
    """Of two entries with one name, programs read either; a draft must say that it is one."""
    twice = BytesIO(files["report"])
    with ZipFile(twice, "a") as archive:
        archive.writestr(BODY, archive.read(BODY))

    assert f"{BODY} is in the package twice" in found(twice.getvalue(), "report")
    said = ("no header says that this is not for publication",)
    assert found(files["report"], "draft") == said
