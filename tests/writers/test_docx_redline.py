"""A redline as a Word file: all accepted it is the new report, all rejected the old."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests import redlines, transform
from tests.cases import in_turn
from tests.docx_faults import document_faults, office_validator
from tests.draws import examples, one_in
from tests.expect import compare
from tests.redlines import CASES, HEAD, REVISION, SHIPPED, Pair
from tests.test_goldens import GOLDEN, pretty
from tests.word import W, Word
from tests.word_edits import with_part

from pccreport.document.blocks import Comment, Document, PageNumber, TextRun
from pccreport.document.roles import Role
from pccreport.findings.finding import WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.layout.redline import merge_versions
from pccreport.writers.docx import package
from pccreport.writers.docx.revisions import RevisionInfo

WITH_ID = (
    *("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "bookmarkStart"),
    *("moveFromRangeStart", "moveToRangeStart"),
)
FOOTER = "word/footer.xml"


class Judged(NamedTuple):
    """What a reader of the paper has, by a reader that shares nothing with the writer."""

    lines: list[tuple[object, ...]]
    """Of each paragraph its style, level in a list, number, words, and row and column."""
    names: list[list[str]]
    """Of each paragraph its bookmarks."""
    targets: list[list[str]]
    """Of each paragraph the bookmarks to which its references lead."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> redlines.Real:
    """Two versions of the real report."""
    return redlines.real(tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def both(real: redlines.Real) -> tuple[Judged, Judged]:
    """What a reader has of the two."""
    return plain(real.old), plain(real.new)


@pytest.fixture(scope="module")
def real_redline(real: redlines.Real) -> bytes:
    """The Word file with both, written once for all tests that only look at it."""
    return written(real.redline())


def written(document: Document, revision: RevisionInfo = REVISION) -> bytes:
    """A redline as a Word file."""
    return package.write(document, SHIPPED, revision)


def judged(docx: bytes) -> Judged:
    """What a reader has of a file without changes."""
    word = Word(docx)
    made = Judged([], [], [])
    cells = {
        cell: (row, column)
        for table in word.body.iter(f"{W}tbl")
        for row, each in enumerate(table.iter(f"{W}tr"))
        for column, cell in enumerate(each.iter(f"{W}tc"))
    }
    for line, p in zip(word.lines(), word.paragraphs, strict=True):
        cell = cells.get(p.getparent())
        made.lines.append((line.style, line.level, line.number, line.text, cell))
        made.names.append([e.get(f"{W}name") for e in p.iter(f"{W}bookmarkStart")])
        fields = [(e.text or "").split() for e in p.iter(f"{W}instrText")]
        links = [e.get(f"{W}anchor") for e in p.iter(f"{W}hyperlink")]
        made.targets.append([*filter(None, links), *(words[1] for words in fields)])
    if FOOTER in word.parts:
        footer = etree.fromstring(word.parts[FOOTER])
        words = "".join(e.text for e in footer.iter(f"{W}t", f"{W}instrText"))
        styles = [e.get(f"{W}val") for e in footer.iter(f"{W}pStyle")]
        made.lines.extend([(*styles, words)] if words else [])
    return made


def assert_both(docx: bytes, old: Judged, new: Judged) -> None:
    """Fail where a redline is not both of what a reader has of its versions."""
    assert document_faults(docx, redline=True) == ()
    accepted, rejected = (
        judged(transform.package(docx, accept=accept)) for accept in (True, False)
    )
    assert accepted.lines == new.lines
    assert rejected.lines == old.lines
    assert accepted.names == new.names
    # What is moved has no links, and a name is one link in place of two.
    for found, wanted in zip(accepted.targets, new.targets, strict=True):
        assert {*found} in (set(), {*wanted})


def plain(document: Document, look: StyleSheet = SHIPPED) -> Judged:
    """What a reader has of a version."""
    return judged(package.write(document, look))


@cache
def read(lines: str, end: str) -> Judged:
    """What a reader has of a version, which many cases have in common."""
    return plain(redlines.document(lines, end))


def body(docx: bytes) -> str:
    """The main part, as text."""
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


def golden(case: str) -> str:
    """The name of the golden file of a case."""
    return f"{case.replace(' ', '-').replace(',', '')}.xml"


def test_no_golden_file_is_left_over() -> None:
    """Each is of a case."""
    names = {path.name for path in (GOLDEN / "redline").iterdir()}

    assert names == {*map(golden, CASES)}


@pytest.mark.parametrize("case", one_in(3, CASES))
def test_a_redline_is_both_versions(case: str) -> None:
    """Text, style, level and numbers are those of the report that is built, moves or none.

    Its paragraphs are written as they were.
    """
    pair = CASES[case]
    old, new = read(pair.old, pair.end[0]), read(pair.new, pair.end[1])
    moved, without_moves = (pair.redline(moves=moves) for moves in (True, False))
    docx = written(moved)

    assert_both(docx, old, new)
    if moved != without_moves:
        assert_both(written(without_moves), old, new)
    root = etree.fromstring(body(docx).encode())
    for end in root.iter(f"{W}sectPr"):
        end.getparent().remove(end)
    compare(GOLDEN / "redline", golden(case), pretty(etree.tostring(root)))


@examples(6, 100)
@given(st.randoms(use_true_random=False), st.booleans())
def test_any_redline_is_both_versions(random: Random, moves: bool) -> None:
    """The same whatever was done to a document, and every change has its own number."""
    pair = redlines.invented(random)
    docx = written(pair.redline(moves=moves))

    assert_both(docx, *map(plain, pair.documents()))
    assert max(ids(docx).values(), default=1) == 1


def ids(docx: bytes) -> Counter[str]:
    """How often each number is that of a change, of a range or of a bookmark."""
    with ZipFile(BytesIO(docx)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.startswith("word/")]
    roots = [etree.fromstring(part) for part in parts if part.startswith(b"<?xml")]
    tags = [W + name for name in WITH_ID]
    return Counter(e.get(f"{W}id") for root in roots for e in root.iter(*tags))


def test_two_versions_of_the_real_report_are_both_in_their_redline(
    real_redline: bytes, both: tuple[Judged, Judged]
) -> None:
    """An aim moved to the front, words changed, updates added, removed and moved."""
    assert_both(real_redline, *both)
    assert max(ids(real_redline).values()) == 1
    kinds = re.findall(r"<w:(ins|del|moveFrom|moveTo) ", body(real_redline))
    assert {"ins", "del", "moveFrom", "moveTo"} == set(kinds)


def test_the_validator_finds_nothing(real: redlines.Real, tmp_path: Path) -> None:
    """Order, values, ids and relationships are what Office files must have."""
    notes = (Comment(2, WARNING, "odd", ("so",), "q1.yaml:4"),)

    assert audited(real.redline()._replace(notes=notes), tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_validator_finds_nothing_in_any_case(case: str, tmp_path: Path) -> None:
    """The same of each case by itself."""
    assert audited(CASES[case].redline(), tmp_path) == []


def audited(document: Document, folder: Path) -> list[str]:
    """What the validator of Office files finds in a redline."""
    path = folder / "redline.docx"
    path.write_bytes(written(document))
    return [str(error) for error in office_validator().validate(path).errors]


def test_the_same_changes_are_the_same_bytes(
    real: redlines.Real, real_redline: bytes
) -> None:
    """In whatever zone the moment is said."""
    east = REVISION.date.astimezone(timezone(timedelta(hours=5)))

    again, there = (
        written(real.redline(), REVISION._replace(date=date))
        for date in (REVISION.date, east)
    )

    assert again == there == real_redline


def test_changes_have_an_author_and_a_date(real_redline: bytes) -> None:
    """New numbers can be told apart by the author's name, and each page is labelled."""
    xml = body(real_redline)

    assert {"Office of the PCC", "Office of the PCC (renumbering)"} == set(
        re.findall(r'w:author="([^"]*)"', xml)
    )
    assert {"2020-08-26T00:0"} == {d[:15] for d in re.findall(r'w:date="([^"]*)"', xml)}
    with ZipFile(BytesIO(real_redline)) as archive:
        assert HEAD in archive.read("word/header.xml").decode()
        properties = archive.read("docProps/core.xml").decode()
        assert "word/comments.xml" not in archive.namelist()
    assert f"<cp:contentStatus>{HEAD}</cp:contentStatus>" in properties


def test_neighbours_are_of_different_minutes() -> None:
    """Else LibreOffice takes two insertions at a paragraph's end for one."""
    pair = Pair(
        "point-1 x: One was found\npoint-1 y: Two were lost in the wood.",
        "point-1 x: One was found there\npoint-1 y: Then two were lost in the wood.",
    )
    xml = body(written(pair.redline()))
    dates = [
        set(re.findall(r'w:date="([^"]*)"', p))
        for p in xml.split("<w:p>")
        if "w:date" in p
    ]

    assert [1, 1] == [len(each) for each in dates]
    assert dates[0] != dates[1]


TOLD = "Tractors were marked in forty villages."
LINK, BARE = (
    "point-1 r: See [the log](https://example.org/).",
    "point-1 r: See the log.",
)
ONE, TWO = "point-1 x: One.", "point-1 y: Two."
LONG = "point-1 y: Two arrests were made near the river in the month of May"
BY_TWO = {("ins", " (new place)"), ("del", " (old place)")}
AUTHORS: dict[str, tuple[Pair, bool, set[tuple[str, str]]]] = {
    # Else LibreOffice takes them for moved, and a paragraph loses its style.
    "the same words at two places": (
        CASES["moved down"],
        False,
        {("del", ""), ("ins", " (new place)")},
    ),
    # A reason for having nothing to report is new, though another one is deleted.
    "a phrase in common": (
        CASES["a phrase in common"],
        True,
        {("ins", ""), ("del", ""), ("ins", " (new place)")},
    ),
    # LibreOffice leaves an empty paragraph where one with a link was moved.
    "a link": (Pair(f"{LINK}\n{ONE}\n{TWO}", f"{ONE}\n{TWO}\n{LINK}"), True, BY_TWO),
    "a link in the old place": (
        Pair(f"{LINK}\n{ONE}\n{TWO}", f"{ONE}\n{TWO}\n{BARE}"),
        True,
        BY_TWO,
    ),
    "a link in the new place": (
        Pair(f"{BARE}\n{ONE}\n{TWO}", f"{ONE}\n{TWO}\n{LINK}"),
        True,
        BY_TWO,
    ),
    # Its words come at a place that is not the move's.
    "moved away, and inserted in part": (
        Pair(
            f"point-1 x: {TOLD}\n{LONG}.\npoint-1 z: Three.",
            f"{LONG}. {TOLD}\npoint-1 z: Three.\npoint-1 x: {TOLD}",
        ),
        True,
        {("moveFrom", " (old place)"), ("moveTo", ""), ("ins", "")},
    ),
    # A single word is not taken for moved.
    "one word at two places": (
        Pair(
            f"point-1 x: Nothing\n{LONG}\npoint-1 z: Three.",
            f"{LONG} Nothing\npoint-1 z: Three.\npoint-1 n: Nothing",
        ),
        True,
        {("ins", ""), ("del", "")},
    ),
}


@in_turn("case", AUTHORS)
def test_what_programs_would_mix_up_is_by_two(case: str) -> None:
    """A place is told by the author's name, where programs would take words for moved."""
    pair, moves, expected = AUTHORS[case]
    docx = written(pair.redline(moves=moves))
    found = re.findall(
        r'<w:(ins|del|moveFrom|moveTo) w:id="\d+" w:author="Office of the PCC([^"]*)"',
        body(docx),
    )

    assert expected == {*found}
    assert document_faults(docx, redline=True) == ()


def test_comments_are_added_and_removed_with_their_paragraph() -> None:
    """The mark of a comment on what is inserted is inserted too."""
    notes = tuple(Comment(2, WARNING, "odd", (so,), "q1.yaml:4") for so in "abc")
    docx = written(CASES["inserted"].redline()._replace(notes=notes))

    assert document_faults(docx, redline=True) == ()
    assert "<w:commentReference" in body(transform.package(docx, accept=True))
    assert "<w:commentReference" not in body(transform.package(docx, accept=False))
    commented = re.findall(r'<w:commentReference w:id="(\d+)"', body(docx))
    assert {*commented}.isdisjoint(ids(docx))


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


def in_style(styles: dict[Role, str]) -> StyleSheet:
    """The look of the shipped format with other styles."""
    return SHIPPED._replace(styles={**SHIPPED.styles, **styles})


@pytest.mark.parametrize("name", one_in(2, OTHER_STYLES))
def test_the_old_version_can_have_another_style(
    name: str, real: redlines.Real, both: tuple[Judged, Judged]
) -> None:
    """Styles, lists and levels are those of each version's own house format."""
    old_look = in_style(OTHER_STYLES[name])
    docx = written(real.redline(), REVISION._replace(look=old_look))

    assert_both(docx, plain(real.old, old_look), both[1])


def test_words_in_another_style_have_their_old_one() -> None:
    """What stays says which it was; what is deleted is in the old one, what comes in the new."""
    pair = Pair(
        "point-1 x: A **bold** word.\npoint-1 y: A **red** car was seen there.",
        "point-1 x: A **bold** word.\npoint-1 y: A **blue** car was seen there.",
    )
    old_look = in_style({Role.STRONG: "Emphasis"})
    docx = written(pair.redline(), REVISION._replace(look=old_look))

    style = r'<w:rStyle w:val="(\w+)"/>(?:<w:rPrChange.*?/w:rPrChange>)?</w:rPr><w:(?:t|delText)>(\w+)<'
    for accept, expected in (
        (True, [("Strong", "bold"), ("Strong", "blue")]),
        (False, [("Emphasis", "bold"), ("Emphasis", "red")]),
    ):
        xml = body(transform.package(docx, accept=accept))
        assert expected == re.findall(style, xml)


# Footers and faults -----------------------------------------------------------------


@pytest.mark.parametrize("which", ["changed", "old", "new"])
def test_the_footer_is_both_versions(which: str, real: redlines.Real) -> None:
    """One that only one version has is inserted or deleted, page number and all."""
    may, june = ((TextRun(f"{m}, page "), PageNumber()) for m in ("May", "June"))
    old = real.old._replace(footer=() if which == "new" else may)
    new = real.new._replace(footer=() if which == "old" else june)
    docx = written(merge_versions(old, new, real.same, page_header=HEAD))

    assert_both(docx, plain(old), plain(new))


BROKEN = {
    "a word of the new version": (r"(<w:ins [^/>]*><w:r><w:t>)", r"\1x"),
    "a word of the old version": (r"(<w:del [^/>]*><w:r><w:delText>)", r"\1x"),
    "the space of deleted words": ('delText xml:space="preserve"', "delText"),
    "a mark": (r'<w:rPr><w:del w:id="\d+" [^>]*/></w:rPr>', ""),
    "a style of both": (r'"Heading4"/></w:pPr><w:r>', '"Heading3"/></w:pPr><w:r>'),
    "an old style": (
        r'(<w:pPrChange [^>]*><w:pPr><w:pStyle w:val=)"\w+"',
        r'\1"BodyText"',
    ),
    "a link that leads elsewhere": ('w:anchor="Key_Aim_2"', 'w:anchor="Key_Aim_1"'),
}


@pytest.mark.parametrize("case", one_in(4, BROKEN))
def test_what_is_not_both_versions_is_found(
    case: str, real_redline: bytes, both: tuple[Judged, Judged]
) -> None:
    """The judge of these tests is not blind to any of it."""
    pattern, instead = BROKEN[case]
    xml, number = re.subn(pattern, instead, body(real_redline), count=1)
    docx = with_part(real_redline, "word/document.xml", lambda _: xml.encode())
    assert number

    with pytest.raises(AssertionError):
        assert_both(docx, *both)


# Other judges ---------------------------------------------------------------------


def files(folder: Path, real: redlines.Real) -> Iterator[tuple[str, Path]]:
    """Every case as files: the old version, the new one, and both in one."""
    drawn = {f"invented {seed}": redlines.invented(Random(seed)) for seed in range(60)}
    made = {
        name: (*pair.documents(), pair.redline(moves=bool(place % 4)))
        for place, (name, pair) in enumerate({**CASES, **drawn}.items(), start=1)
    }
    made["real"] = (real.old, real.new, real.redline())
    for number, (name, (old, new, both)) in enumerate(made.items()):
        stem = folder / f"{number}"
        stem.with_suffix(".old.docx").write_bytes(package.write(old, SHIPPED))
        stem.with_suffix(".new.docx").write_bytes(package.write(new, SHIPPED))
        stem.with_suffix(".both.docx").write_bytes(written(both))
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
    real: redlines.Real, tmp_path: Path
) -> None:
    """Text, style, level and number are those that it reads in the reports themselves; so are cells."""
    if not has_uno():
        pytest.skip("LibreOffice or its Python is not here")
    names, stems = zip(*files(tmp_path, real), strict=True)
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
    """What is left, but for the empty line that the words above a table leave when it goes."""
    empty = [[style, None, "", ""] for style in ("Caption", "Lead-in")]
    return [line for line in told if line not in empty]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not here")
def test_pandoc_accepts_and_rejects_to_both(
    real: redlines.Real, tmp_path: Path
) -> None:
    """The words are those that it reads in the reports; it knows no change of style."""
    for name, stem in files(tmp_path, real):
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
        ["pandoc", f"--track-changes={deed}", "--wrap=none", "-t", "plain", path],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    mark = re.compile(r"\s*(?:(?:[-•]|\(?\w{1,4}[.)])(?:\s+|$))*")
    # Columns are as wide as their words.
    bare = re.sub(r"-{3,}|[^\S\n]+", " ", done.stdout)
    lines = (mark.sub("", line, count=1) for line in bare.splitlines())
    return [*filter(None, map(str.strip, lines))]
