"""Every fault that `verify` is there for, put into a good file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.docx_faults import document_faults

from pccreport.document.blocks import Comment, Document
from pccreport.findings.finding import WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

BODY, STYLES = "word/document.xml", "word/styles.xml"
NUMBERING, FOOTER = "word/numbering.xml", "word/footer.xml"
COMMENTS, HEADER = "word/comments.xml", "word/header.xml"
TYPES, RELS = "[Content_Types].xml", "word/_rels/document.xml.rels"

START, END = (
    '<w:bookmarkStart w:id="1" w:name="Key_Aim_1"/>',
    '<w:bookmarkEnd w:id="1"/>',
)
BEGIN, SEPARATE, STOP = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    for kind in ("begin", "separate", "end")
)
PAGE = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
EMPTY = "<w:p><w:r>{}</w:r></w:p><w:sectPr>"

# Where, what is there, what is put in its place (once), and what is then found.
FAULTS = {
    "not well-formed": (BODY, "</w:body>", "", "word/document.xml is not well-formed"),
    "control character": (BODY, "Operation", "\x01", "is not well-formed"),
    "document type": (
        STYLES,
        "<w:styles ",
        "<!DOCTYPE x><w:styles ",
        "has a document type",
    ),
    "no bookmark": (BODY, START, "", "'Key_Aim_1' has no bookmark"),
    "bookmark in another case": (
        *(BODY, START, START.replace("Key_Aim", "key_aim")),
        "'Key_Aim_1' has no bookmark",
    ),
    "one name twice": (
        BODY,
        "Key_Aim_3",
        "key_aim_2",
        "two bookmarks are named 'key_aim_2'",
    ),
    "a name too long": (BODY, '"Key_Aim_3"', f'"{41 * "a"}"', "cannot be named"),
    "a name with a hyphen": (
        BODY,
        '"Key_Aim_3"',
        '"Key-Aim"',
        "cannot be named 'Key-Aim'",
    ),
    "a name with a digit first": (
        BODY,
        '"Key_Aim_3"',
        '"3_Aim"',
        "cannot be named '3_Aim'",
    ),
    "one id twice": (
        BODY,
        START,
        START.replace('"1"', '"2"'),
        "two bookmarks or changes have the id 2",
    ),
    "bookmark without end": (BODY, END, "", "bookmark 1 does not end"),
    "end without bookmark": (BODY, END, END * 2, "bookmark 1 ends and has not begun"),
    "bookmark elsewhere": (
        *(FOOTER, "<w:p>", '<w:p><w:bookmarkStart w:id="9" w:name="KEY_AIM_1"/>'),
        "two bookmarks are named 'key_aim_1'",
    ),
    "field not begun": (FOOTER, BEGIN, "", "of a field that has not begun"),
    "field not ended": (FOOTER, STOP, "", "a field does not end: 'PAGE'"),
    "field without result": (FOOTER, SEPARATE, "", "a field without a result: 'PAGE'"),
    "field separated twice": (FOOTER, SEPARATE, SEPARATE * 2, "a second separate"),
    "field told twice": (FOOTER, SEPARATE, SEPARATE + PAGE, "a second instruction"),
    "reference as a simple field": (
        *(
            BODY,
            "<w:sectPr>",
            '<w:p><w:fldSimple w:instr="REF Aim_9 \\h"/></w:p><w:sectPr>',
        ),
        "'Aim_9' has no bookmark",
    ),
    "no such paragraph style": (
        *(BODY, '<w:pStyle w:val="Heading3"/>', '<w:pStyle w:val="Heading9"/>'),
        "no paragraph style 'Heading9'",
    ),
    "style of another kind": (
        *(BODY, '<w:pStyle w:val="Heading3"/>', '<w:pStyle w:val="Strong"/>'),
        "no paragraph style 'Strong'",
    ),
    "no such character style": (
        *(BODY, '<w:rStyle w:val="AsTyped"/>', '<w:rStyle w:val="Typed"/>'),
        "no character style 'Typed'",
    ),
    "style of a level not there": (
        *(NUMBERING, '"ListBullet2"', '"ListBullet9"'),
        "no paragraph style 'ListBullet9'",
    ),
    "style based on nothing": (
        *(STYLES, '<w:basedOn w:val="BodyText"/>', '<w:basedOn w:val="Text"/>'),
        "there is no style 'Text'",
    ),
    "one style twice": (STYLES, 'w:styleId="Strong"', 'w:styleId="Emphasis"', "one id"),
    "no such list": (
        STYLES,
        '<w:numId w:val="3"/>',
        '<w:numId w:val="7"/>',
        "no list 7",
    ),
    "list without form": (
        *(NUMBERING, '<w:abstractNumId w:val="2"/>', '<w:abstractNumId w:val="9"/>'),
        "list 2 has no form 9",
    ),
    "no such relationship": (
        BODY,
        'r:id="rIdLink1"',
        'r:id="rId99"',
        "relationship rId99",
    ),
    "one relationship twice": (RELS, '"rId2"', '"rId1"', "2 relationships are rId1"),
    "part not there": (RELS, "settings.xml", "set.xml", "'set.xml' is not there"),
    "part without type": (
        *(TYPES, "/word/footer.xml", "/word/foot.xml"),
        "word/footer.xml has no content type",
    ),
    "type without part": (
        *(TYPES, "/word/footer.xml", "/word/foot.xml"),
        "names word/foot.xml, which is not there",
    ),
    "script": (RELS, "https://www", "javascript:www", "is no address for a report"),
    "file": (RELS, "https://www", "file://www", "is no address for a report"),
    "hidden text": (
        *(BODY, "<w:sectPr>", EMPTY.format("<w:rPr><w:vanish/></w:rPr>")),
        "vanish has no place",
    ),
    "hidden style": (STYLES, "<w:i/>", "<w:i/><w:vanish/>", "vanish has no place"),
    "comment": (
        *(BODY, "<w:sectPr>", EMPTY.format('<w:commentReference w:id="0"/>')),
        "commentReference has no place",
    ),
}

START_0, END_0 = (f'<w:commentRange{kind} w:id="0"/>' for kind in ("Start", "End"))
DRAFT_FAULTS = {
    "range without start": (BODY, START_0, "", "comment 0 has no range that ends"),
    "range without end": (BODY, END_0, "", "comment 0 has no range that ends"),
    "range begun twice": (BODY, START_0, START_0 * 2, "comment 0 has no range"),
    "range that ends first": (BODY, START_0, END_0, "comment 0 has no range"),
    "mark twice": (
        *(BODY, '<w:commentReference w:id="0"/>'),
        *('<w:commentReference w:id="0"/>' * 2, "comment 0 has 2 marks in the text"),
    ),
    "no mark": (
        *(BODY, '<w:commentReference w:id="0"/>', ""),
        "comment 0 has no mark in the text",
    ),
    "no comment": (
        *(COMMENTS, 'w:id="0"', 'w:id="9"'),
        "there is no comment 0",
    ),
    "one comment's id twice": (
        *(COMMENTS, 'w:id="0"', 'w:id="1"'),
        "2 comments have the id 1",
    ),
    "no header": (BODY, "<w:headerReference", "<w:footerReference", "no header says"),
    "empty header": (HEADER, "<w:t>DRAFT</w:t>", "", "no header says"),
    "hidden text": (
        *(BODY, "<w:sectPr>", EMPTY.format("<w:rPr><w:vanish/></w:rPr>")),
        "vanish has no place",
    ),
    "no style of comments": (
        *(COMMENTS, '"CommentText"', '"Comment"'),
        "no paragraph style 'Comment'",
    ),
}

PARTS = {
    "word/comments.xml": "word/comments.xml has no place",
    "customXml/item1.xml": "customXml/item1.xml has no place",
    "word/vbaProject.bin": "word/vbaProject.bin has no place",
    "docProps/thumbnail.jpeg": "docProps/thumbnail.jpeg has no content type",
}


@pytest.fixture(scope="module")
def parts(document: Document, look: StyleSheet) -> dict[str, str]:
    """The text of each part of the real report."""
    with ZipFile(BytesIO(package.write(document, look))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def draft(document: Document, look: StyleSheet) -> dict[str, str]:
    """The text of each part of the real report as a draft with two notes."""
    notes = tuple(
        Comment(block, WARNING, "odd", ("It is odd",), "x.yaml:1") for block in (1, 5)
    )
    marked = document._replace(head="DRAFT", notes=notes)
    with ZipFile(BytesIO(package.write(marked, look))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: dict[str, str]) -> bytes:
    """Parts as a package."""
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return package.getvalue()


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_found(fault: str, parts: dict[str, str]) -> None:
    """One thing wrong in a good file is found, and named."""
    name, there, instead, expected = FAULTS[fault]
    assert there in parts[name]

    found = document_faults(
        packed({**parts, name: parts[name].replace(there, instead, 1)})
    )

    assert [sentence for sentence in found if expected in sentence], found


@pytest.mark.parametrize("fault", DRAFT_FAULTS)
def test_fault_of_a_draft_is_found(fault: str, draft: dict[str, str]) -> None:
    """One thing wrong in a good draft is found, and named."""
    name, there, instead, expected = DRAFT_FAULTS[fault]
    assert there in draft[name]
    changed = packed({**draft, name: draft[name].replace(there, instead, 1)})

    found = document_faults(changed, draft=True)

    assert [sentence for sentence in found if expected in sentence], found


def test_good_draft_has_no_fault(draft: dict[str, str]) -> None:
    """The draft that the faults were put into has none."""
    assert document_faults(packed(draft), draft=True) == ()


@pytest.mark.parametrize(
    "left",
    [
        "word/comments.xml",
        *("comment", "commentReference", "commentRangeStart", "commentRangeEnd"),
    ],
)
def test_a_draft_is_no_copy_for_publication(left: str, draft: dict[str, str]) -> None:
    """Each thing that only a draft has is refused where it should not be."""
    found = document_faults(packed(draft))

    assert [sentence for sentence in found if f"{left} has no place" in sentence]


def test_a_copy_for_publication_is_no_draft(parts: dict[str, str]) -> None:
    """A draft that does not say so is refused."""
    found = document_faults(packed(parts), draft=True)

    assert found == ("no header says that this is not for publication",)


@pytest.mark.parametrize("name", PARTS)
def test_unwanted_part_is_found(name: str, parts: dict[str, str]) -> None:
    """A part that a copy for publication never has is found."""
    found = document_faults(packed({**parts, name: "<x/>"}))

    assert [sentence for sentence in found if PARTS[name] in sentence], found


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels"])
def test_missing_head_of_the_package_is_found(name: str, parts: dict[str, str]) -> None:
    """A package without either of its first two parts is no package."""
    found = document_faults(packed({key: parts[key] for key in parts if key != name}))

    assert f"{name} is missing" in found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entry_twice_is_found(parts: dict[str, str]) -> None:
    """Of two entries with one name, programs read either: that is a fault."""
    package = BytesIO(packed(parts))
    with ZipFile(package, "a") as archive:
        archive.writestr(BODY, parts[BODY])

    assert f"{BODY} is in the package twice" in document_faults(package.getvalue())


def test_good_file_has_no_fault(parts: dict[str, str]) -> None:
    """The file that the faults were put into has none."""
    assert document_faults(packed(parts)) == ()
