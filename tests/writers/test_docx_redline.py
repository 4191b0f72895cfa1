"""A redline as a Word file: all accepted it is the new report, all rejected the old."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from tests import redline_versions, redlines, transform
from tests.cases import in_turn
from tests.docx_faults import document_faults
from tests.draws import examples
from tests.expect import compare
from tests.redline_versions import ExpectedVersion
from tests.redlines import CASES, HEAD, REVISION, Pair
from tests.test_goldens import GOLDEN, pretty
from tests.word import W, Word

from pccreport.document.blocks import Comment, Document, PageNumber, TextRun
from pccreport.document.roles import Role
from pccreport.findings.finding import WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout.redline import merge_versions
from pccreport.writers.docx import package
from pccreport.writers.docx.revisions import RevisionInfo

Judged = list[tuple[str, int | None, str, str]]
"""Of each paragraph its style, its level in a list, its number and its words."""

WITH_ID = (
    *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "bookmarkStart"),
    *("moveFromRangeStart", "moveToRangeStart"),
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> redlines.Real:
    """Two versions of the real report."""
    return redlines.real(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def real_redline(real: redlines.Real, look: StyleSheet) -> bytes:
    """The Word file with both, written once for all tests that only look at it."""
    return written(real.redline(), look)


def written(
    document: Document, look: StyleSheet, revision: RevisionInfo = REVISION
) -> bytes:
    """A redline as a Word file."""
    return package.write(document, look, revision)


def judged(docx: bytes) -> Judged:
    """What a reader of the paper has, by a reader that shares nothing with the writer."""
    return [
        (line.style, line.level, line.number, line.text) for line in Word(docx).lines()
    ]


def body_of(docx: bytes) -> etree._Element:
    """The main part."""
    return etree.fromstring(body(docx).encode())


def body(docx: bytes) -> str:
    """The main part, as text."""
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


def assert_both(old: ExpectedVersion, new: ExpectedVersion, *redlines: bytes) -> None:
    """Fail where a redline is not both of its versions, by any of our judges."""
    wanted = {
        accept: judged(package.write(*version))
        for accept, version in ((True, new), (False, old))
    }
    assert_as_wanted(wanted, old, new, *redlines)


def assert_as_wanted(
    wanted: dict[bool, Judged],
    old: ExpectedVersion,
    new: ExpectedVersion,
    *redlines: bytes,
) -> None:
    """Fail where a redline is not both of what a reader has of its versions."""
    for docx in redlines:
        assert document_faults(docx, redline=True) == ()
        assert redline_versions.redline_faults(docx, old, new) == ()
        for accept, report in wanted.items():
            assert judged(transform.package(docx, accept=accept)) == report


@pytest.fixture(scope="module")
def plain(look: StyleSheet) -> Callable[[str, str], Judged]:
    """What a reader has of a version, which many cases have in common."""

    def read(lines: str, end: str) -> Judged:
        return judged(package.write(redlines.document(lines, end), look))

    return cache(read)


def paragraphs_are_written_as_they_were(case: str, docx: bytes) -> None:
    """What each case is in WordprocessingML is as in the golden files."""
    root = body_of(docx)
    for end in root.iter(f"{W}sectPr"):
        end.getparent().remove(end)

    compare(
        GOLDEN / "redline",
        f"{case.replace(' ', '-').replace(',', '')}.xml",
        pretty(etree.tostring(root)),
    )


def test_no_golden_file_is_left_over() -> None:
    """Each is of a case."""
    names = {f"{case.replace(' ', '-').replace(',', '')}.xml" for case in CASES}

    assert names == {path.name for path in (GOLDEN / "redline").iterdir()}


@pytest.mark.parametrize("case", CASES)
def test_a_redline_is_both_versions(
    case: str,
    look: StyleSheet,
    plain: Callable[[str, str], Judged],
) -> None:
    """Text, style, level and numbers are those of the report that is built, moves or none.

    Its paragraphs are written as they were.
    """
    pair = CASES[case]
    old, new = (ExpectedVersion(each, look) for each in pair.documents())
    moved, without_moves = (CASES[case].redline(moves=moves) for moves in (True, False))

    files = [written(moved, look)]
    files += [written(without_moves, look)] if moved != without_moves else []
    wanted = {
        True: plain(pair.new, pair.end[1]),
        False: plain(pair.old, pair.end[0]),
    }
    assert_as_wanted(wanted, old, new, *files)
    paragraphs_are_written_as_they_were(case, files[0])


@examples(10, 100)
@given(st.randoms(use_true_random=False), st.booleans())
def test_any_redline_is_both_versions(random: Random, moves: bool) -> None:
    """The same whatever was done to a document, and every change has its own number."""
    from tests.writers.conftest import house_look  # noqa: PLC0415  # no fixture's scope fits

    look, pair = house_look(), redlines.invented(random)
    old, new = pair.documents()

    docx = written(pair.redline(moves=moves), look)

    assert_both(ExpectedVersion(old, look), ExpectedVersion(new, look), docx)
    assert max(ids(docx).values(), default=1) == 1


def ids(docx: bytes) -> Counter[str]:
    """How often each number is that of a change, of a range or of a bookmark."""
    with ZipFile(BytesIO(docx)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.startswith("word/")]
    roots = [etree.fromstring(part) for part in parts if part.startswith(b"<?xml")]
    tags = [W + name for name in WITH_ID]
    return Counter(e.get(f"{W}id") for root in roots for e in root.iter(*tags))


def test_two_versions_of_the_real_report_are_both_in_their_redline(
    real: redlines.Real, real_redline: bytes, look: StyleSheet
) -> None:
    """An aim moved to the front, words changed, updates added, removed and moved."""
    docx = real_redline

    assert_both(ExpectedVersion(real.old, look), ExpectedVersion(real.new, look), docx)
    assert max(ids(docx).values()) == 1
    kinds = re.findall(r"<w:(ins|del|moveFrom|moveTo) ", body(docx))
    assert {"ins", "del", "moveFrom", "moveTo"} == set(kinds)


def test_the_validator_finds_nothing(
    real: redlines.Real, look: StyleSheet, tmp_path: Path
) -> None:
    """Order, values, ids and relationships are what Office files must have."""
    notes = (Comment(2, WARNING, "odd", ("so",), "q1.yaml:4"),)
    path = tmp_path / "redline.docx"
    path.write_bytes(written(real.redline()._replace(notes=notes), look))

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_validator_finds_nothing_in_any_case(
    case: str, look: StyleSheet, tmp_path: Path
) -> None:
    """The same of each case by itself."""
    path = tmp_path / "redline.docx"
    path.write_bytes(written(CASES[case].redline(), look))

    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_changes_are_the_same_bytes(
    real: redlines.Real, real_redline: bytes, look: StyleSheet
) -> None:
    """In whatever zone the moment is said."""
    east = REVISION.date.astimezone(timezone(timedelta(hours=5)))

    again, there = (
        written(real.redline(), look, REVISION._replace(date=date))
        for date in (REVISION.date, east)
    )

    assert again == there == real_redline


def test_changes_have_an_author_and_a_date(
    real_redline: bytes,
) -> None:
    """New numbers can be told apart by the author's name."""
    xml = body(real_redline)

    assert {"Office of the PCC", "Office of the PCC (renumbering)"} == set(
        re.findall(r'w:author="([^"]*)"', xml)
    )
    assert {"2020-08-26T00:0"} == {d[:15] for d in re.findall(r'w:date="([^"]*)"', xml)}


def test_neighbours_are_of_different_minutes(look: StyleSheet) -> None:
    """Else LibreOffice takes two insertions at a paragraph's end for one."""
    pair = Pair(
        "point-1 x: One was found\npoint-1 y: Two were lost in the wood.",
        "point-1 x: One was found there\npoint-1 y: Then two were lost in the wood.",
    )
    xml = body(written(pair.redline(), look))
    dates = [
        set(re.findall(r'w:date="([^"]*)"', p))
        for p in xml.split("<w:p>")
        if "w:date" in p
    ]

    assert [1, 1] == [len(each) for each in dates]
    assert dates[0] != dates[1]


def test_the_same_words_at_two_places_are_by_two(look: StyleSheet) -> None:
    """Else LibreOffice takes them for moved, and a paragraph loses its style."""
    xml = body(written(CASES["moved down"].redline(moves=False), look))
    by_kind = dict(re.findall(r'<w:(ins|del) w:id="\d+" w:author="([^"]*)"', xml))

    assert by_kind == {
        "del": "Office of the PCC",
        "ins": "Office of the PCC (new place)",
    }


def test_new_words_with_a_phrase_in_common_are_by_one(look: StyleSheet) -> None:
    """A reason for having nothing to report is new, though another one is deleted."""
    xml = body(written(CASES["a phrase in common"].redline(), look))
    changes = re.findall(r'<w:(ins|del) w:id="\d+" w:author="([^"]*)"', xml)

    assert {("ins", "Office of the PCC"), ("del", "Office of the PCC")} == {*changes}


def test_what_has_a_link_is_not_moved(look: StyleSheet) -> None:
    """LibreOffice leaves an empty paragraph where one with a link was moved."""
    link = "point-1 r: See [the log](https://example.org/)."
    rest = "point-1 x: One.\npoint-1 y: Two."
    xml = body(written(Pair(f"{link}\n{rest}", f"{rest}\n{link}").redline(), look))

    assert "<w:move" not in xml
    assert {"Office of the PCC (new place)", "Office of the PCC (old place)"} == set(
        re.findall(r'w:author="([^"]*)"', xml)
    )


@pytest.mark.parametrize("side", ["old", "new"])
def test_what_had_or_has_a_link_is_not_moved(side: str, look: StyleSheet) -> None:
    """Though only one of its two places has the link in it."""
    plain, rest = "point-1 r: See the log.", "point-1 x: One.\npoint-1 y: Two."
    linked = plain.replace("the log", "[the log](https://example.org/)")
    first, last = (linked, plain) if side == "old" else (plain, linked)
    docx = written(Pair(f"{first}\n{rest}", f"{rest}\n{last}").redline(), look)

    assert "<w:move" not in body(docx)
    assert document_faults(docx, redline=True) == ()


def test_what_moves_away_and_is_inserted_in_part_is_by_two(look: StyleSheet) -> None:
    """Its words come at a place that is not the move's."""
    told = "Tractors were marked in forty villages."
    rest = "point-1 y: Two arrests were made near the river in the month of May."
    pair = Pair(
        f"point-1 x: {told}\n{rest}\npoint-1 z: Three.",
        f"{rest} {told}\npoint-1 z: Three.\npoint-1 x: {told}",
    )
    xml = body(written(pair.redline(), look))
    by_kind = dict(re.findall(r'<w:(moveFrom|ins) w:id="\d+" w:author="([^"]*)"', xml))

    assert by_kind == {
        "moveFrom": "Office of the PCC (old place)",
        "ins": "Office of the PCC",
    }


def test_one_word_at_two_places_is_by_one(look: StyleSheet) -> None:
    """A single word is not taken for moved."""
    rest = "point-1 y: Two arrests were made near the river in the month of May"
    pair = Pair(
        f"point-1 x: Nothing\n{rest}\npoint-1 z: Three.",
        f"{rest} Nothing\npoint-1 z: Three.\npoint-1 n: Nothing",
    )
    xml = body(written(pair.redline(), look))

    assert "<w:del " in xml
    assert {"Office of the PCC"} == set(re.findall(r'w:author="([^"]*)"', xml))


def test_each_page_is_labelled(real_redline: bytes) -> None:
    """A redline cannot be taken for the report."""
    with ZipFile(BytesIO(real_redline)) as archive:
        header = archive.read("word/header.xml").decode()
        properties = archive.read("docProps/core.xml").decode()

    assert HEAD in header
    assert f"<cp:contentStatus>{HEAD}</cp:contentStatus>" in properties
    assert "word/comments.xml" not in ZipFile(BytesIO(real_redline)).namelist()


def test_comments_are_added_and_removed_with_their_paragraph(look: StyleSheet) -> None:
    """The mark of a comment on what is inserted is inserted too."""
    notes = tuple(Comment(2, WARNING, "odd", (so,), "q1.yaml:4") for so in "abc")
    made = CASES["inserted"].redline()._replace(notes=notes)

    docx = written(made, look)
    rejected = body(transform.package(docx, accept=False))

    assert document_faults(docx, redline=True) == ()
    assert "<w:commentReference" in body(transform.package(docx, accept=True))
    assert "<w:commentReference" not in rejected
    commented = {e.get(f"{W}id") for e in body_of(docx).iter(f"{W}commentReference")}
    assert commented.isdisjoint(ids(docx))


# Two looks ------------------------------------------------------------------------

OTHER_STYLES = {
    "a plain style": {Role.STREAM: "Heading 3", Role.AIM: "Heading 4"},
    "another word style": {Role.STRONG: "Emphasis", Role.LINK: "Period Words"},
    "another list style": {
        **{Role.POINT_1: "Closing Line", Role.FOCUS: "Closing Line"},
        Role.CLOSING: "List Bullet",
    },
    "deeper points alike": {Role.POINT_3: "List Bullet 2"},
    "footer": {Role.FOOTER: "Header"},
}


@pytest.fixture(scope="module")
def new_lines(real: redlines.Real, look: StyleSheet) -> Judged:
    """What a reader has of the new version of the real report."""
    return judged(package.write(real.new, look))


@pytest.mark.parametrize("name", OTHER_STYLES)
def test_the_old_version_can_have_another_style(
    name: str, real: redlines.Real, new_lines: Judged, look: StyleSheet
) -> None:
    """Styles, lists and levels are those of each version's own house format."""
    old_look = look._replace(styles={**look.styles, **OTHER_STYLES[name]})
    revision = REVISION._replace(look=old_look)

    docx = written(real.redline(), look, revision)

    assert document_faults(docx, redline=True) == ()
    assert (
        redline_versions.redline_faults(
            docx, ExpectedVersion(real.old, old_look), ExpectedVersion(real.new, look)
        )
        == ()
    )
    assert judged(transform.package(docx, accept=True)) == new_lines
    old_lines = judged(package.write(real.old, old_look))
    assert judged(transform.package(docx, accept=False)) == old_lines


def test_words_in_another_style_have_their_old_one(look: StyleSheet) -> None:
    """What stays and is set in another style says which it was."""
    pair = Pair("point-1 x: A **bold** word.", "point-1 x: A **bold** word.")
    old_look = look._replace(styles={**look.styles, Role.STRONG: "Emphasis"})

    docx = written(pair.redline(), look, REVISION._replace(look=old_look))

    for accept, style in ((True, "Strong"), (False, "Emphasis")):
        xml = body(transform.package(docx, accept=accept))
        assert f'<w:rStyle w:val="{style}"/></w:rPr><w:t>bold</w:t>' in xml


def test_deleted_words_are_in_their_old_style(look: StyleSheet) -> None:
    """Those that come are in the new one; each is in no other."""
    pair = Pair(
        "point-1 x: A **red** car was seen there.",
        "point-1 x: A **blue** car was seen there.",
    )
    old_look = look._replace(styles={**look.styles, Role.STRONG: "Emphasis"})

    xml = body(written(pair.redline(), look, REVISION._replace(look=old_look)))

    style = r'<w:rStyle w:val="(\w+)"/></w:rPr><w:(?:t|delText)>(red|blue)<'
    assert [("Emphasis", "red"), ("Strong", "blue")] == re.findall(style, xml)


# Faults ---------------------------------------------------------------------------


def changed(docx: bytes, change: Callable[[str], str]) -> bytes:
    """A Word file whose text is changed."""
    packed = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = change(part.decode())
                assert text != part.decode()
                part = text.encode()
            new.writestr(name, part)
    return packed.getvalue()


def once(old: str, new: str) -> Callable[[str], str]:
    """A pattern replaced at its first place."""
    return lambda text: re.sub(old, new, text, count=1, flags=re.DOTALL)


FAULTS = {
    "one number twice": (
        once(r'(<w:ins w:id=)"\d+"', r'\1"1"'),
        "two bookmarks or changes have the id 1",
    ),
    "nobody's": (once(r'(<w:ins w:id="\d+") w:author="[^"]*"', r"\1"), "says not who"),
    "no time": (once(r'(<w:del [^>]*?) w:date="[^"]*"', r"\1"), "says not who"),
    "empty": (
        once(r"(<w:ins [^/>]*>)<w:r>(?:(?!</w:ins>).)*", r"\1"),
        "is empty",
    ),
    "one in another": (
        once(
            r"(<w:moveTo [^/>]*>)(<w:r>.*?</w:r>)",
            r'\1<w:ins w:id="900" w:author="A"'
            r' w:date="2020-01-01T00:00:00Z">\2</w:ins>',
        ),
        "change 900 is in another",
    ),
    "range without end": (once(r"<w:moveToRangeEnd [^>]*>", ""), "does not end"),
    "end without range": (
        once(r"<w:moveFromRangeStart [^>]*>", ""),
        "ends and has not begun",
    ),
    "outside its range": (
        once(r"<w:moveFromRangeStart [^>]*>", ""),
        "is in no moveFrom",
    ),
    "mark outside its range": (
        once(r"(</w:p>)(<w:moveToRangeEnd [^>]*>)", r"\2\1"),
        "is in no moveTo",
    ),
    "no partner": (
        once(r'(<w:moveToRangeStart [^>]*w:name=")move1', r"\1x"),
        "no partner",
    ),
    "one name twice": (
        once(r'(<w:moveToRangeStart [^>]*w:name=")move2', r"\1move1"),
        "2 ranges of a moveTo are named 'move1'",
    ),
    "deleted words as words": (once("w:delText>", "w:t>"), None),
    "words as deleted words": (
        once(r"<w:p>(.*?)<w:t>(.*?)</w:t>", r"<w:p>\1<w:delText>\2</w:delText>"),
        "delText outside what is deleted",
    ),
    "link without bookmark": (once(r'w:anchor="[^"]*"', 'w:anchor="x"'), "link to 'x'"),
    "last one comes": (
        once(
            r'("SignOffDate"/>)(?!.*"SignOffDate")',
            r'\1<w:rPr><w:ins w:id="901"'
            r' w:author="A" w:date="2020-01-01T00:00:00Z"/></w:rPr>',
        ),
        "the last paragraph comes or goes",
    ),
}


@in_turn("case", FAULTS)
def test_each_fault_is_found(case: str, real_redline: bytes) -> None:
    """What a word processor cannot take is found before anybody gets it."""
    change, expected = FAULTS[case]
    if expected is None:
        change, expected = (
            once(r"<w:delText([^>]*)>(.*?)</w:delText>", r"<w:t\1>\2</w:t>"),
            "t in what is deleted",
        )
    docx = changed(real_redline, change)

    assert expected in "; ".join(document_faults(docx, redline=True))


def test_a_copy_for_publication_has_no_changes(
    real_redline: bytes,
) -> None:
    """Neither has a draft: what waits to be accepted is not to be published."""
    for draft in (False, True):
        found = "; ".join(document_faults(real_redline, draft=draft))
        for name in ("ins", "del", "moveFrom", "moveTo", "pPrChange", "delText"):
            assert f"{name} has no place in a copy for publication" in found


def test_a_redline_must_be_labelled(real: redlines.Real, look: StyleSheet) -> None:
    """Without words in the header it would be taken for the report."""
    docx = written(real.redline()._replace(head=""), look)

    assert document_faults(docx, redline=True) == (
        "no header says that this is not for publication",
    )


BROKEN = {
    "a word of the new version": (
        once(r"(<w:ins [^/>]*><w:r><w:t>)", r"\1x"),
        ("accepted",),
    ),
    "a word of the old version": (
        once(r"(<w:del [^/>]*><w:r><w:delText>)", r"\1x"),
        ("rejected",),
    ),
    "a word of both": (once("Facebook", "Faceblock"), ("accepted", "rejected")),
    "a mark": (
        once(r'<w:rPr><w:del w:id="\d+" [^>]*/></w:rPr>', ""),
        ("accepted",),
    ),
    "a style of both": (
        once(r'"Heading4"/></w:pPr><w:r>', '"Heading3"/></w:pPr><w:r>'),
        ("accepted", "rejected"),
    ),
    "an old style": (
        once(r'(<w:pPrChange [^>]*><w:pPr><w:pStyle w:val=)"\w+"', r'\1"BodyText"'),
        ("rejected",),
    ),
    "one more at the end": (
        once(
            "<w:sectPr",
            '<w:p><w:pPr><w:rPr><w:ins w:id="950" w:author="A"'
            ' w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr>'
            "<w:r><w:t>x</w:t></w:r></w:p><w:sectPr",
        ),
        ("accepted", "rejected"),
    ),
    "an old level": (
        once(r'<w:ilvl w:val="2"/>', '<w:ilvl w:val="1"/>'),
        ("rejected",),
    ),
}


@in_turn("case", BROKEN)
def test_what_is_not_both_versions_is_found(
    case: str, real: redlines.Real, real_redline: bytes, look: StyleSheet
) -> None:
    """Each paragraph's words, style and level are compared with both documents."""
    change, deeds = BROKEN[case]
    docx = changed(real_redline, change)

    found = redline_versions.redline_faults(
        docx, ExpectedVersion(real.old, look), ExpectedVersion(real.new, look)
    )

    assert deeds == tuple(
        deed
        for deed in ("accepted", "rejected")
        if any(deed in fault for fault in found)
    )


def test_the_footer_is_compared_too(real: redlines.Real, look: StyleSheet) -> None:
    """A page's number is nobody's word; the others are each version's."""
    old = real.old._replace(footer=(TextRun("May, page "), PageNumber()))
    new = real.new._replace(footer=(TextRun("June, page "), PageNumber()))
    made = merge_versions(old, new, real.same, head=HEAD)
    docx = written(made, look)

    def faults(old: Document, new: Document) -> list[str]:
        found = redline_versions.redline_faults(
            docx, ExpectedVersion(old, look), ExpectedVersion(new, look)
        )
        return [fault.split(",")[0] for fault in found]

    assert document_faults(docx, redline=True) == ()
    assert faults(old, new) == []
    assert faults(real.old, new) == ["with all changes rejected"]
    assert faults(old, real.new) == ["with all changes accepted"]


@pytest.mark.parametrize("has_footer", ["old", "new"])
def test_a_footer_can_be_added_or_removed(
    has_footer: str, real: redlines.Real, look: StyleSheet
) -> None:
    """One that only one version has is inserted or deleted, page number and all."""
    old = real.old if has_footer == "old" else real.old._replace(footer=())
    new = real.new if has_footer == "new" else real.new._replace(footer=())

    docx = written(merge_versions(old, new, real.same, head=HEAD), look)

    assert_both(ExpectedVersion(old, look), ExpectedVersion(new, look), docx)


# Other judges ---------------------------------------------------------------------


def files(
    folder: Path, real: redlines.Real, look: StyleSheet
) -> Iterator[tuple[str, Path]]:
    """Every case as files: the old version, the new one, and both in one."""
    drawn = {f"invented {seed}": redlines.invented(Random(seed)) for seed in range(60)}
    made = {
        name: (*pair.documents(), pair.redline(moves=bool(place % 4)))
        for place, (name, pair) in enumerate({**CASES, **drawn}.items(), start=1)
    }
    made["real"] = (real.old, real.new, real.redline())
    for number, (name, (old, new, both)) in enumerate(made.items()):
        stem = folder / f"{number}"
        stem.with_suffix(".old.docx").write_bytes(package.write(old, look))
        stem.with_suffix(".new.docx").write_bytes(package.write(new, look))
        stem.with_suffix(".both.docx").write_bytes(written(both, look))
        yield name, stem


def has_uno() -> bool:
    """Whether LibreOffice can be asked from the system's Python."""
    system = shutil.which("python3", path="/usr/bin")
    if not (system and shutil.which("soffice")):
        return False
    return not subprocess.run(
        [system, "-c", "import uno"], capture_output=True, check=False
    ).returncode


@pytest.mark.slow
def test_libreoffice_accepts_and_rejects_to_both(
    real: redlines.Real, look: StyleSheet, tmp_path: Path
) -> None:
    """Text, style, level and number are those that it reads in the reports themselves; so are cells."""
    if not has_uno():
        pytest.skip("LibreOffice or its Python is not here")
    names, stems = zip(*files(tmp_path, real, look), strict=True)
    deeds = (("new", ""), ("both", "accept"), ("old", ""), ("both", "reject"))
    asked = [
        [str(stem.with_suffix(f".{kind}.docx")), deed]
        for stem in stems
        for kind, deed in deeds
    ]
    judge = Path(__file__).parents[1] / "office_judge.py"
    done = subprocess.run(
        ["/usr/bin/python3", judge],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        check=True,
        timeout=600,
    )
    told = json.loads(done.stdout)

    for name, (new, accepted, old, rejected) in zip(
        names, zip(*[iter(told)] * 4, strict=True), strict=True
    ):
        assert (name, _without_left_over(accepted)) == (name, new)
        assert (name, _without_left_over(rejected)) == (name, old)


def _without_left_over(told: list[list[object]]) -> list[list[object]]:
    """What is left, but for the empty line that a caption leaves when its table goes."""
    return [line for line in told if line != ["Caption", None, "", ""]]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not here")
def test_pandoc_accepts_and_rejects_to_both(
    real: redlines.Real, look: StyleSheet, tmp_path: Path
) -> None:
    """The words are those that it reads in the reports; it knows no change of style."""
    for name, stem in files(tmp_path, real, look):
        if name.startswith("invented") and int(name.split()[1]) >= 20:
            continue
        if "table" in name:
            continue  # it keeps the caption of a table that comes or goes
        for kind, deed in (("new", "accept"), ("old", "reject")):
            expected, found = (
                said_by_pandoc(stem.with_suffix(f".{which}.docx"), deed)
                for which in (kind, "both")
            )
            assert (name, found) == (name, expected)


def said_by_pandoc(path: Path, deed: str) -> list[str]:
    """The words of each paragraph, without what stands before it in a list."""
    done = subprocess.run(
        ["pandoc", f"--track-changes={deed}", "-t", "json", path],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return [
        line for block in json.loads(done.stdout)["blocks"] for line in said_in(block)
    ]


def said_in(block: dict[str, object]) -> Iterator[str]:
    """The paragraphs of a block of pandoc's; it leaves empty ones in lists."""
    yield from filter(None, map(str.strip, _paragraphs(block)))


def _paragraphs(node: object) -> Iterator[str]:
    match node:
        case {"t": "Para" | "Plain", "c": inlines} | {
            "t": "Header",
            "c": [_, _, inlines],
        }:
            yield _words(inlines)
        case {"c": inside}:
            yield from _paragraphs(inside)
        case list():
            for each in node:
                yield from _paragraphs(each)


def _words(node: object) -> str:
    match node:
        case {"t": "Str", "c": str() as words}:
            return words
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"c": inside}:
            return _words(inside)
        case list():
            return "".join(
                _words(each) for each in node if isinstance(each, dict | list)
            )
        case _:
            return ""
