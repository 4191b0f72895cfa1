"""Reports in an office's own Word file: what they have of it, and what is refused."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from tests import office_templates as offices
from tests import projects, word_edits
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.docx_faults import document_faults
from tests.pictures import SECRET
from tests.word import W, Word
from tests.word_edits import with_part

OFFICES = {
    "bold.docx": (offices.BOLD, ""),
    "own.dotx": (offices.OWN_NAMES, offices.STYLES_OF_OWN_NAMES),
    "wide.docx": (offices.WIDE, ""),
    "word.docx": (
        Path(docx.__file__)
        .with_name("templates")
        .joinpath("default.docx")
        .read_bytes(),
        "",
    ),
}
HEADER, RELATED = "word/header-default.xml", "word/_rels/document.xml.rels"
TEMPLATE = "template: office.docx\n"


def project(folder: Path, content: bytes, house: str = TEMPLATE) -> Path:
    """The small project in an office's Word file."""
    projects.write(folder, house=projects.HOUSE + house)
    (folder / "office.docx").write_bytes(content)
    return folder


def built(run: Run, folder: Path, *options: str) -> bytes:
    """The report of a project, as bytes."""
    target = folder / "report.docx"
    done = run("build", folder, "-o", target, "--force", *options)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def faults(target: Path, package: bytes, *, redline: bool = False) -> list[str]:
    """What the schemas of Office and our own checks find in a Word file."""
    target.write_bytes(package)
    found = OpenXmlValidator().validate(target).errors
    draft = b"comments" in package
    own = document_faults(package, redline=redline, draft=draft and not redline)
    return [*map(str, found), *own]


def words(package: bytes, part: str = "word/header") -> list[str]:
    """What the headers, or other parts, say."""
    with ZipFile(BytesIO(package)) as archive:
        roots = [
            etree.fromstring(archive.read(n))
            for n in archive.namelist()
            if n.startswith(part)
        ]
    return ["".join(p.itertext(f"{W}t")) for root in roots for p in root.iter(f"{W}p")]


def all_parts(package: bytes) -> bytes:
    """All that is in a Word file."""
    with ZipFile(BytesIO(package)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("example", ["thames-valley", "westhaven-mayor"])
def test_a_report_is_built_in_an_office_s_file(
    run: Run, tmp_path: Path, office: str, example: str
) -> None:
    """Its words are those of the report in our template, the file is right, and nothing of people gets out."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "examples" / example, folder)
    usual = Word(built(run, folder))
    content, styles = OFFICES[office]
    (folder / office).write_bytes(content)
    house = (folder / "house.yaml").read_text("utf-8")
    (folder / "house.yaml").write_text(f"{house}template: {office}\n{styles}", "utf-8")

    package = built(run, folder)

    lines, expected = (
        [(line.level, line.shown) for line in word.lines()]
        for word in (Word(package), usual)
    )
    assert lines == expected
    assert faults(tmp_path / "report.docx", package) == []
    assert package == built(run, folder)
    inside = all_parts(package)
    assert not [secret for secret in offices.SECRETS if secret.encode() in inside]
    assert SECRET not in inside
    compared = run("compare", folder / "report.docx", folder)
    assert "unchanged" in compared.stdout
    assert not re.search("inserted|deleted|reworded|Headers", compared.stdout)


def test_the_page_and_the_letters_are_the_office_s(run: Run, tmp_path: Path) -> None:
    """The last section's page, headers with their logo, fonts, bullets and headings; what is missing is like the nearest."""
    wide = Word(built(run, project(tmp_path / "w", offices.WIDE)))
    own = Word(
        built(
            run,
            project(
                tmp_path / "o",
                offices.OWN_NAMES,
                TEMPLATE + offices.STYLES_OF_OWN_NAMES,
            ),
        )
    )
    [page] = wide.body.iter(f"{W}pgSz")
    [of_own] = own.body.iter(f"{W}pgSz")

    assert (page.get(f"{W}w"), page.get(f"{W}orient")) == ("16838", "landscape")
    assert (of_own.get(f"{W}w"), of_own.get(f"{W}orient")) == ("11906", None)
    assert next(own.body.iter(f"{W}titlePg"), None) is not None
    assert sum(name.startswith("word/media/") for name in own.parts) == 1
    styles = {line.style for line in own.lines()}
    assert {
        "WCC Heading A",
        "WCC Heading B",
        "WCC Heading C",
        "WCC Body",
        "WCC Bullet",
    } <= styles
    numbering = etree.fromstring(own.parts["word/numbering.xml"])
    levels = [*numbering[0].iter(f"{W}lvl")]
    signs = [x.get(f"{W}val") for level in levels for x in level.iter(f"{W}lvlText")]
    lefts = [int(i.get(f"{W}left", "0")) for x in levels for i in x.iter(f"{W}ind")]
    assert signs == ["»", "–", "▪"]
    assert lefts == [900, 1297, 1694]  # each as far in as ours from the one above
    [heading] = (x for x in own.lines() if x.style == "WCC Heading B")
    assert heading.number == ""  # 1. is the office's, and the house format has none
    values = {"basedOn": "xWCCHeadingC", "rPr/sz": "26", "rPr/color": "7A0F3C"}
    for path, value in values.items():
        found = own.property("heading 4", path)
        assert found is not None
        assert found.get(f"{W}val") == value
    assert words(built(run, tmp_path / "w"), "word/footer") == ["", "Page 1 of 1"]


def test_its_own_numbers_stay(run: Run, tmp_path: Path) -> None:
    """A style that the report takes for text keeps the list of the office, with a number that no list of ours has."""
    house = TEMPLATE + offices.STYLES_OF_OWN_NAMES.replace("WCC Body", "WCC Numbered")
    found = Word(built(run, project(tmp_path, offices.OWN_NAMES, house)))

    assert {x.number for x in found.lines() if x.style == "WCC Numbered"} >= {
        "1.",
        "2.",
    }
    assert {x.number for x in found.lines() if x.style == "WCC Heading C"} == {
        "1)",
        "2)",
        "3)",
    }


def test_what_is_said_of_the_report_is_added(run: Run, tmp_path: Path) -> None:
    """Marking and header are below the office's, on each kind of page; a page number only if it has none."""
    more = "marking: OFFICIAL\nheader: 'Item 4'\n"
    own = project(
        tmp_path / "o", offices.OWN_NAMES, TEMPLATE + more + offices.STYLES_OF_OWN_NAMES
    )
    bold = built(run, project(tmp_path / "b", offices.BOLD, TEMPLATE))
    title = "Safer Together Plan Strategic Priority 2: Rural Crime"
    printed = words(built(run, own))

    assert printed.count("OFFICIALItem 4") + printed.count("OFFICIAL") == 2
    assert any(each.startswith(title) for each in printed)
    assert words(built(run, own), "word/footer") == [
        "Page ",
        "Westshire Combined Council",
    ]
    assert words(bold) == ["WESTSHIRE", ""]
    assert words(bold, "word/footer") == [
        "Westshire House, 1 High Street",
        "Page 1 of 1",
    ]


def test_drafts_redlines_and_large_print_have_it_too(run: Run, tmp_path: Path) -> None:
    """Comments and tracked changes are right in it, and large print has 18 points and over in headers too."""
    folder = project(tmp_path / "new", offices.WIDE)
    old = projects.write(tmp_path / "old")
    (old / "updates" / "2023-24-q1.yaml").unlink()
    (folder / "updates" / "2022-23-q4.yaml").write_text(
        projects.UPDATES["2022-23-q4.yaml"].replace("Two", "Six")
    )
    draft = built(run, folder, "--draft")
    large = built(run, folder, "--large-print")
    red = tmp_path / "red.docx"
    done = run("compare", old, folder, "--redline", red)

    assert done.returncode == 0, done.stderr
    assert faults(tmp_path / "d.docx", draft) == []
    assert faults(tmp_path / "r.docx", red.read_bytes(), redline=True) == []
    assert "DRAFT" in words(draft)
    found = Word(large)
    assert found.property("Body Text", "rPr/sz") is None
    styles = etree.fromstring(found.parts["word/styles.xml"])
    assert min(int(x.get(f"{W}val")) for x in styles.iter(f"{W}sz")) == 36


def test_edits_come_back_from_an_office_s_file(run: Run, tmp_path: Path) -> None:
    """A word that was changed in Word is changed in the update, and the office's headers are no edit."""
    folder = project(
        tmp_path, offices.OWN_NAMES, TEMPLATE + offices.STYLES_OF_OWN_NAMES
    )
    package = built(run, folder)
    edited = with_part(
        package, word_edits.BODY, lambda x: x.replace(b"Two arrests", b"Nine arrests")
    )
    (folder / "report.docx").write_bytes(edited)

    done = run("pull", folder / "report.docx", folder, "--write")

    assert "Nine arrests" in (folder / "updates" / "2022-23-q4.yaml").read_text("utf-8")
    assert "header" not in done.stdout + done.stderr


def test_a_mistyped_style_is_found(run: Run, tmp_path: Path) -> None:
    """With the one that is meant; a build and a check find it, and name once what is made."""
    folder = project(
        tmp_path, offices.OWN_NAMES, TEMPLATE + "styles: {aim: WCC Haeding C}\n"
    )
    for command in ("check", "build"):
        done = run(command, folder)
        found = done.stdout + done.stderr
        assert done.returncode == 1
        assert "the Word template has no style “WCC Haeding C”" in found
        assert "did you mean “WCC Heading C”?" in found
        assert found.count("[missing-style]") == 1


def test_the_styles_are_listed_for_a_house_format(run: Run, tmp_path: Path) -> None:
    """What is printed is a part of a house format that works as it is, and parts without a style are named."""
    (tmp_path / "office.docx").write_bytes(offices.WIDE)
    listed = run("house", "--from", tmp_path / "office.docx")

    assert listed.returncode == 0, listed.stderr
    assert "\n  aim: Heading 3\n" in listed.stdout
    assert "\n  # point-1: none\n" in listed.stdout
    built(run, project(tmp_path / "p", offices.WIDE, listed.stdout))
    assert run("house", "--from", tmp_path / "none.docx").returncode == 3


def outside(kind: str, target: str = "file://server/x.dotm") -> bytes:
    """A file with something outside it."""
    link = offices.relationship("rX", kind, target, "External")
    return offices.office_file(offices.NORMAL, links=link)


def headed(content: str) -> bytes:
    """A file with something in its header."""
    return offices.office_file(
        offices.NORMAL, stories={"header default": f"<w:p>{content}</w:p>"}
    )


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """A file in which something is otherwise."""
    return with_part(offices.BOLD, part, lambda content: content.replace(old, new))


INSERTED = '<w:ins w:id="1" w:author="A"><w:r><w:t>a</w:t></w:r></w:ins>'
DTD = b'<!DOCTYPE w:styles [<!ENTITY a "b">]><w:styles'
BOMB = BytesIO()
with ZipFile(BOMB, "w", ZIP_DEFLATED) as archive:
    for name in ("word/media/1.png", "word/media/2.png"):
        archive.writestr(name, bytes(40_000_000))
with ZipFile(BytesIO(offices.BOLD)) as parts, ZipFile(BOMB, "a") as archive:
    for name in parts.namelist():
        archive.writestr(name, parts.read(name))
HOSTILE = [
    (
        offices.office_file(offices.NORMAL, more={"word/vbaProject.bin": b"x"}),
        "has macros in it",
    ),
    (
        changed(
            "[Content_Types].xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
        ),
        "has macros in it",
    ),
    (outside("attachedTemplate"), "fetches or runs “file://server/x.dotm”"),
    (
        outside("image", "https://a.example/x.png"),
        "fetches or runs “https://a.example/x.png”",
    ),
    (outside("oleObject"), "fetches or runs “file://server/x.dotm”"),
    (outside("aFChunk"), "fetches or runs “file://server/x.dotm”"),
    (changed("word/styles.xml", b"<w:styles", DTD), "has a document type in it"),
    (BOMB.getvalue(), "is too large when it is unpacked"),
    (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "has a password, or is in the format of Office 97-2003",
    ),
    (b"{\\rtf1 Hello}", "is not a Word file"),
    (offices.BOLD[:900], "is damaged or not complete"),
    (
        changed(
            "word/document.xml",
            b"openxmlformats.org/wordprocessingml/2006",
            b"example.org",
        ),
        "is not a Word file",
    ),
    (changed(RELATED, b"header-default", b"nowhere"), "is damaged or not complete"),
    (
        headed(offices.field("INCLUDEPICTURE x.png", "")),
        "has the field “INCLUDEPICTURE",
    ),
    (
        headed(offices.field("AUTHOR", "Pat Private")),
        "has the field “AUTHOR” in a header or footer",
    ),
    (
        headed(offices.field('HYPERLINK "file:///c:/x"', "x")),
        "has the field “HYPERLINK",
    ),
    (headed(INSERTED), "has tracked changes or hidden text in a header or footer"),
    (
        with_part(offices.WIDE, "word/media/crest.png", lambda _: b"EMF"),
        "has the picture “crest.png”, which is no PNG or JPEG",
    ),
    (
        offices.office_file(
            offices.NORMAL, body="<w:p>" + offices.field("DDEAUTO x", "") + "</w:p>"
        ),
        "fetches or runs something by “DDEAUTO X”",
    ),
]


@in_turn(("content", "said"), HOSTILE)
def test_what_a_template_must_not_have_is_refused(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    """In one sentence with its line and what to do, by check as by build; nothing is written."""
    folder = project(tmp_path, content, f"{TEMPLATE}styles: {{aim: WCC Aim}}\n")
    for command in ("check", "build"):
        done = run(command, folder)
        found = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == 1, found
        assert f"“office.docx” {said}" in found
        assert "house.yaml:8:11" in found
        assert "= help: " in found
        assert "[unusable-template]" in found
        assert "[unknown-style]" not in found


@in_turn(
    ("template", "said"),
    [
        ("none.docx", "there is no file “none.docx” in the project’s folder"),
        ("../x.docx", "there is no file “x.docx” in the project’s folder"),
    ],
)
def test_a_template_that_is_not_there_is_found(
    run: Run, tmp_path: Path, template: str, said: str
) -> None:
    """By check, not only by build."""
    folder = project(tmp_path / "p", offices.BOLD, f"template: {template}\n")
    (tmp_path / "x.docx").write_bytes(offices.BOLD)
    done = run("check", folder)

    assert done.returncode == 1
    assert said in " ".join((done.stdout + done.stderr).split())
