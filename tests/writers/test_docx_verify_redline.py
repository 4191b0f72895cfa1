"""What is wrong with a redline is found when the finished file is read back."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from tests import redline_versions, redlines
from tests.docx_faults import document_faults
from tests.redline_versions import ExpectedVersion
from tests.redlines import HEAD, REVISION, Pair

from pccreport.document.blocks import Document, PageNumber, TextRun
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout.redline import merge_versions
from pccreport.writers.docx import package

BODY, FOOTER = "word/document.xml", "word/footer.xml"
BY = 'w:author="A" w:date="2020-01-01T00:00:00Z"'
ACCEPTED, REJECTED = "accepted", "rejected"

PAIR = Pair(
    """
    aim a: Safer farms
    point-1 x: Tractors were marked in forty villages.
    point-1 y: Two arrests were made near the river.
    point-1 z: Gates were mended before the winter came.
    aim b: Safer roads
    point-1 w: Cameras were paid for at **nine** crossings in the county.
    point-1 r: See update under Key Aim (<b> and more of it.
    """,
    """
    aim a: Safer farms
    closing y: Nine arrests were made near the river.
    point-1 n: Drones were bought for the hills.
    aim b: Safer roads
    point-1 w: Cameras were paid for at **ten** crossings in the county and beyond.
    point-1 x: Tractors were marked in forty villages.
    point-1 r: See update under Key Aim (<b> and more.
    """,
)


def both() -> tuple[Document, Document]:
    """Two versions, with footers."""
    old, new = PAIR.documents()
    page = (TextRun("Page "), PageNumber())
    before, after = (TextRun(f" of our report in {m}") for m in ("May", "June, of "))
    return (
        old._replace(footer=(*page, before)),
        new._replace(footer=(*page, after, PageNumber(total=True))),
    )


@pytest.fixture(scope="module")
def docx(look: StyleSheet) -> bytes:
    """Both versions in one file."""
    return package.write(merge_versions(*both(), {}, head=HEAD), look, REVISION)


Spoiling = tuple[str, str, str]
"""A part, a pattern in it, and what takes the first place of that."""


def spoilt(docx: bytes, spoiling: Spoiling) -> bytes:
    """A Word file with something changed by hand."""
    part, pattern, instead = spoiling
    packed = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                changed = re.sub(pattern, instead, text.decode(), count=1, flags=re.S)
                assert changed.encode() != text
                text = changed.encode()
            new.writestr(name, text)
    return packed.getvalue()


def untrue(docx: bytes, look: StyleSheet) -> set[str]:
    """Which of the two versions a file is not."""
    old, new = both()
    found = redline_versions.redline_faults(
        docx, ExpectedVersion(old, look), ExpectedVersion(new, look)
    )
    return {
        deed for deed in (ACCEPTED, REJECTED) for fault in found if f" {deed}," in fault
    }


def test_nothing_is_wrong_with_what_is_written(docx: bytes, look: StyleSheet) -> None:
    """What is changed below was right before."""
    assert document_faults(docx, redline=True) == ()
    assert untrue(docx, look) == set()


UNREADABLE: dict[str, tuple[Spoiling, str]] = {
    "a bookmark and a change of one number": (
        (
            BODY,
            r'(<w:bookmarkStart w:id=)"\d+"(.*?<w:bookmarkEnd w:id=)"\d+"',
            r'\1"7"\2"7"',
        ),
        "two bookmarks or changes have the id 7",
    ),
    "changes of two parts of one number": (
        (FOOTER, r'(<w:ins w:id=)"\d+"', r'\1"7"'),
        "two bookmarks or changes have the id 7",
    ),
    "a number in letters": (
        (BODY, r'(<w:ins w:id=)"\d+"', r'\1"x"'),
        "a change cannot have the id 'x'",
    ),
    "no number": ((BODY, r'(<w:del) w:id="\d+"', r"\1"), "cannot have the id ''"),
    "a day in words": (
        (BODY, r'(<w:del [^>]*w:date=)"[^"]*"', r'\1"yesterday"'),
        "says not who made it, or when",
    ),
    "an old style of nobody": (
        (BODY, r'(<w:pPrChange w:id="\d+") w:author="[^"]*"', r"\1"),
        "says not who made it, or when",
    ),
    "a move at no time": (
        (BODY, r'(<w:moveFromRangeStart [^>]*?) w:date="[^"]*"', r"\1"),
        "says not who made it, or when",
    ),
    "a move away without an end": (
        (BODY, r"<w:moveFromRangeEnd [^>]*>", ""),
        "of a moveFrom does not end",
    ),
    "an insertion in what is moved away": (
        (
            BODY,
            r"(<w:moveFrom [^/>]*>)(<w:r>.*?</w:r>)",
            rf'\1<w:ins w:id="900" {BY}>\2</w:ins>',
        ),
        "change 900 is in another",
    ),
    "a deletion in an insertion": (
        (
            BODY,
            r"(<w:ins [^/>]*>)<w:r><w:t>(.*?)</w:t></w:r>",
            rf'\1<w:del w:id="900" {BY}><w:r><w:delText>\2</w:delText></w:r></w:del>',
        ),
        "change 900 is in another",
    ),
    "deleted words as words": (
        (BODY, r"<w:delText>(.*?)</w:delText>", r"<w:t>\1</w:t>"),
        "t in what is deleted",
    ),
    "a field's deleted instruction outside a deletion": (
        (
            FOOTER,
            r"<(/?)w:instrText( [^>]*)?>(.*?)</w:instrText>",
            r"<\1w:delInstrText>\3</w:delInstrText>",
        ),
        "delInstrText outside what is deleted",
    ),
    "a field's instruction in a deletion": (
        (
            FOOTER,
            r"<w:delText>(.*?)</w:delText>",
            r"<w:instrText>\1</w:instrText>",
        ),
        "instrText in what is deleted",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_no_word_processor_can_take_is_found(case: str, docx: bytes) -> None:
    """A change that is not as the others are is told by its number and its part."""
    spoiling, told = UNREADABLE[case]

    found = document_faults(spoilt(docx, spoiling), redline=True)

    assert told in "; ".join(found)


UNTRUE: dict[str, tuple[Spoiling, set[str]]] = {
    "the space of inserted words": (
        (BODY, r'(<w:ins [^/>]*><w:r><w:t) xml:space="preserve">', r"\1>"),
        {ACCEPTED},
    ),
    "the space of deleted words": (
        (BODY, r'<w:delText xml:space="preserve">', "<w:delText>"),
        {REJECTED},
    ),
    "the space of words of both": (
        (BODY, r'<w:r><w:t xml:space="preserve"> crossings', "<w:r><w:t> crossings"),
        {ACCEPTED, REJECTED},
    ),
    "an old style": ((BODY, r"<w:pPrChange .*?</w:pPrChange>", ""), {REJECTED}),
    "the name of an old style": (
        (BODY, r"(<w:pPrChange [^>]*>)<w:pPr>.*?</w:pPr>", r"\1<w:pPr/>"),
        {REJECTED},
    ),
    "an old style that was none": (
        (
            BODY,
            r'(<w:pStyle w:val="Heading3"/>)(</w:pPr>)',
            rf'\1<w:pPrChange w:id="900" {BY}><w:pPr/></w:pPrChange>\2',
        ),
        {REJECTED},
    ),
    "the mark of what is deleted": (
        (BODY, r'<w:rPr><w:del w:id="\d+" [^>]*/></w:rPr>', ""),
        {ACCEPTED},
    ),
    "the mark of what stays": (
        (
            BODY,
            r'(<w:pStyle w:val="Heading3"/>)(</w:pPr>)',
            rf'\1<w:rPr><w:del w:id="900" {BY}/></w:rPr>\2',
        ),
        {ACCEPTED},
    ),
    "words behind the last mark": (
        (
            BODY,
            "<w:sectPr",
            rf'<w:p><w:pPr><w:rPr><w:ins w:id="900" {BY}/></w:rPr></w:pPr>'
            rf'<w:del w:id="901" {BY}><w:r><w:delText>x</w:delText></w:r></w:del>'
            "</w:p><w:sectPr",
        ),
        {ACCEPTED, REJECTED},
    ),
    "a bookmark at another place": (
        (
            BODY,
            r"(<w:bookmarkStart [^>]*><w:bookmarkEnd [^>]*>)(.*?<w:p>.*?</w:pPr>)",
            r"\2\1",
        ),
        {ACCEPTED},
    ),
    "a bookmark less": (
        (BODY, r"<w:bookmarkStart [^>]*><w:bookmarkEnd [^>]*>", ""),
        {ACCEPTED},
    ),
    "a link that leads elsewhere": (
        (BODY, 'w:anchor="Key_Aim_2"', 'w:anchor="Key_Aim_1"'),
        {ACCEPTED},
    ),
    "a link that is deleted": (
        (
            BODY,
            r"(<w:t>Safer roads</w:t></w:r>)",
            rf'\1<w:hyperlink w:anchor="Key_Aim_1"><w:del w:id="900" {BY}><w:r>'
            r"<w:delText>x</w:delText></w:r></w:del></w:hyperlink>",
        ),
        {REJECTED},
    ),
    "a footer's inserted word": ((FOOTER, "June", "Juno"), {ACCEPTED}),
    "a footer's deleted word": ((FOOTER, "May", "Mai"), {REJECTED}),
    "a footer's word of both": ((FOOTER, "report", "paper"), {ACCEPTED, REJECTED}),
    "a page's number": (
        (FOOTER, "> PAGE <", "> NUMPAGES <"),
        {ACCEPTED, REJECTED},
    ),
    "a field less": (
        (FOOTER, r'<w:r><w:fldChar w:fldCharType="begin"/>.*?"end"/></w:r>', ""),
        {ACCEPTED, REJECTED},
    ),
}


@pytest.mark.parametrize("case", UNTRUE)
def test_what_is_not_both_versions_is_found(
    case: str, docx: bytes, look: StyleSheet
) -> None:
    """It is told of the version that the file is not, and of no other."""
    spoiling, deeds = UNTRUE[case]

    assert untrue(spoilt(docx, spoiling), look) == deeds


def test_a_deleted_page_number_is_found(docx: bytes, look: StyleSheet) -> None:
    """A field that goes with a change is one that the new version has not."""
    field = (
        r'(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>)<w:instrText([^>]*> PAGE )'
        r'</w:instrText>(.*?)<w:t>1</w:t>(.*?"end"/></w:r>)'
    )
    deleted = (
        rf'<w:del w:id="900" {BY}>\1<w:delInstrText\2</w:delInstrText>\3'
        r"<w:delText>1</w:delText>\4</w:del>"
    )
    gone = spoilt(docx, (FOOTER, field, deleted))

    assert document_faults(gone, redline=True) == ()
    assert untrue(gone, look) == {ACCEPTED}


def test_without_its_mark_a_paragraph_is_one_with_the_next(
    docx: bytes, look: StyleSheet
) -> None:
    """Its words come first, and the style is that of the next."""
    mark = f'<w:rPr><w:ins w:id="900" {BY}/><w:del w:id="901" {BY}/></w:rPr>'
    two = (
        rf'<w:pStyle w:val="Heading1"/>{mark}</w:pPr>'
        r'<w:r><w:t xml:space="preserve">Safer </w:t></w:r></w:p>'
        r'<w:p><w:pPr><w:pStyle w:val="Heading3"/></w:pPr>\1<w:r><w:t>farms<'
    )
    one = r'<w:pStyle w:val="Heading3"/></w:pPr>([^/]*/>[^/]*/>)<w:r><w:t>Safer farms<'

    assert untrue(spoilt(docx, (BODY, one, two)), look) == set()


def test_a_footer_that_is_not_there_is_found(docx: bytes, look: StyleSheet) -> None:
    """Where a version has one, the file must have its part."""
    packed = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name != FOOTER:
                new.writestr(name, old.read(name))

    assert untrue(packed.getvalue(), look) == {ACCEPTED, REJECTED}


def test_few_differences_are_listed(docx: bytes, look: StyleSheet) -> None:
    """The first one says the most: of others no long list."""
    old, _ = both()

    found = redline_versions.redline_faults(
        docx, ExpectedVersion(old, look), ExpectedVersion(old, look)
    )

    assert len(found) == 3


@pytest.mark.slow
def test_many_invented_redlines_are_both_versions(look: StyleSheet) -> None:
    """What the verifier asks for is what the writer writes, whatever was done."""
    for seed in range(300):
        pair = redlines.invented(Random(seed))
        old, new = pair.documents()
        written = package.write(pair.redline(moves=bool(seed % 3)), look, REVISION)

        found = redline_versions.redline_faults(
            written, ExpectedVersion(old, look), ExpectedVersion(new, look)
        )
        assert (seed, document_faults(written, redline=True), found) == (
            seed,
            (),
            (),
        )
