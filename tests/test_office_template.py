"""Reports in an office's own Word file: what they have of it, and what is refused."""

from __future__ import annotations

import itertools
import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from lxml import etree
from tests import projects, word_edits
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.docx_faults import faults
from tests.draws import one_in
from tests.pictures import SECRET, png
from tests.word import R, W, Word
from tests.word_edits import with_part

OWN_STYLES = """\
styles:
  report-title: WCC Heading A
  section: wcc heading b
  aim: WCC Heading C
  text: WCC Body
  point-1: WCC Bullet
  focus: WCC Bullet
"""
SECRETS = (
    "Pat Private",
    "00AB12CD",
    "Secret sample",
    "Do not say",
    "Files\\pat",
    "nn-NO",
)
"""What the files say of people, of earlier versions, and what was typed into them."""
HEADER, RELATED = "word/header-default.xml", "word/_rels/document.xml.rels"
TEMPLATE = "template: office.docx\n"


def office(name: str) -> bytes:
    """A Word file as an office makes it, from the text of its parts, with a logo."""
    text = (
        Path(__file__).with_name("offices").joinpath(f"{name}.txt").read_text("utf-8")
    )
    packed, parts = BytesIO(), re.split("^==== (.*)\n", text, flags=re.MULTILINE)[1:]
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for part, content in zip(parts[::2], parts[1::2], strict=True):
            archive.writestr(part, content)
        archive.writestr("word/media/crest.png", png(200, 100))
    return packed.getvalue()


BOLD, OWN, WIDE = map(office, ("bold", "own", "wide"))
"""With headings in bold and hardly a style; with styles of its own names, in lists, and a first
page; a landscape page, with a table and a logo in its header."""
OFFICES = {
    "bold.docx": (BOLD, ""),
    "own.dotx": (OWN, OWN_STYLES),
    "wide.docx": (WIDE, ""),
    "word.docx": (Path(docx.__path__[0], "templates", "default.docx").read_bytes(), ""),
}


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


@pytest.mark.parametrize("example", one_in(2, ("westhaven-mayor", "thames-valley")))
@pytest.mark.parametrize(
    "name", one_in(4, ("own.dotx", "bold.docx", "word.docx", "wide.docx"))
)
def test_a_report_is_built_in_an_office_s_file(
    run: Run, tmp_path: Path, name: str, example: str
) -> None:
    """Its words are those of the report in our template, the file is right, and nothing of people gets out."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "examples" / example, folder)
    usual = Word(built(run, folder))
    content, styles = OFFICES[name]
    (folder / name).write_bytes(content)
    house = (folder / "house.yaml").read_text("utf-8")
    (folder / "house.yaml").write_text(f"{house}template: {name}\n{styles}", "utf-8")

    package = built(run, folder)

    lines, expected = (
        [(line.level, line.shown) for line in word.lines()]
        for word in (Word(package), usual)
    )
    assert lines == expected
    assert faults(tmp_path / "report.docx", package) == []
    assert package == built(run, folder)
    inside = all_parts(package)
    assert not [secret for secret in SECRETS if secret.encode() in inside]
    assert SECRET not in inside
    compared = run("compare", folder / "report.docx", folder)
    assert "unchanged" in compared.stdout
    assert not re.search("inserted|deleted|reworded|Headers", compared.stdout)


def test_the_page_and_the_letters_are_the_office_s(run: Run, tmp_path: Path) -> None:
    """The last section's page, headers with their logo, fonts and headings; what is missing is like the nearest."""
    wide = Word(built(run, project(tmp_path / "w", WIDE)))
    own = Word(built(run, project(tmp_path / "o", OWN, TEMPLATE + OWN_STYLES)))
    [page] = wide.body.iter(f"{W}pgSz")
    [of_own] = own.body.iter(f"{W}pgSz")

    assert (page.get(f"{W}w"), page.get(f"{W}orient")) == ("16838", "landscape")
    assert (of_own.get(f"{W}w"), of_own.get(f"{W}orient")) == ("11906", None)
    assert next(own.body.iter(f"{W}titlePg"), None) is not None
    assert sum(name.startswith("word/media/") for name in own.parts) == 1
    named = {*re.findall(": (.*)", OWN_STYLES), "WCC Heading B"} - {"wcc heading b"}
    assert named <= {line.style for line in own.lines()}
    numbering = etree.fromstring(own.parts["word/numbering.xml"])
    levels = [*numbering[0].iter(f"{W}lvl")]
    signs = [x.get(f"{W}val") for level in levels for x in level.iter(f"{W}lvlText")]
    lefts = [int(i.get(f"{W}left", "0")) for x in levels for i in x.iter(f"{W}ind")]
    assert signs == ["•", "–", "▪"]  # as the house format has them
    assert lefts == sorted({*lefts})
    [heading] = (x for x in own.lines() if x.style == "WCC Heading B")
    assert heading.number == ""  # 1. is the office's, and the house format has none
    properties = {
        ("WCC Heading A", "pPr/outlineLvl"): "0",
        ("heading 4", "basedOn"): "xWCCHeadingC",
        ("heading 4", "rPr/sz"): "26",
        ("heading 4", "rPr/color"): "7A0F3C",
    }
    for (style, path), value in properties.items():
        found = own.property(style, path)
        assert found is not None
        assert found.get(f"{W}val") == value
    assert words(built(run, tmp_path / "w"), "word/footer") == ["", "Page 1 of 1"]


def test_what_leads_to_a_table_is_kept_with_it(run: Run, tmp_path: Path) -> None:
    """Captions and lead-ins, in whichever style the office has: it need not keep them there."""
    folder = project(
        tmp_path, OFFICES["word.docx"][0], f"{TEMPLATE}styles: {{lead-in: Body Text}}\n"
    )
    added = {
        "house": "opening: [{text: 'The aims are:', list: aims}]\n",
        "plan": "measures: {thefts: {aim: farms, title: Thefts}}\n",
        "updates/2022-23-q4": "measures: {thefts: 20}\n",
    }
    for name, more in added.items():
        with (folder / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(more)
    word = Word(built(run, folder))
    kept = {
        "".join(each.itertext(f"{W}t")): each.find(f"{W}pPr/{W}keepNext") is not None
        for each in word.body.iter(f"{W}p")
    }

    assert word.property("caption", "pPr/keepNext") is None
    assert kept["The aims are:"]
    assert kept["Measures: Fewer thefts from farms."]


def test_what_is_said_of_the_report_is_added(run: Run, tmp_path: Path) -> None:
    """Marking and header are below the office's, on each kind of page; a page number only if it has none."""
    more = "marking: OFFICIAL\nheader: 'Item 4'\n"
    own = project(tmp_path / "o", OWN, TEMPLATE + more + OWN_STYLES)
    bold = built(run, project(tmp_path / "b", BOLD, TEMPLATE))
    printed = words(built(run, own))

    assert "Mayor progress report to the Northshire" in " ".join(printed)
    assert printed.count("OFFICIALItem 4") + printed.count("OFFICIAL") == 2
    assert b"coreProperties[1]/ns0:title" in all_parts(built(run, own))  # by Word
    assert words(built(run, own), "word/footer") == [
        "Page ",
        "Westshire Combined Council",
    ]
    # What is bound to the properties has them already, as a reader aloud does not fill them in.
    name = "Office of the Mayor of Northshire"
    assert words(bold) == ["WESTSHIRE", name, "THE SHIRE OF THE WEST"]
    assert words(bold, "word/footer") == [
        "Westshire House, 1 High Street",
        *["Page 1 of 1"] * 2,
    ]


def test_a_pdf_does_not_look_like_the_template(run: Run, tmp_path: Path) -> None:
    """A build of a PDF says so, however its ending is typed, and of a Word file nothing."""
    folder = project(tmp_path, BOLD)
    names = ("r.pdf", "s.PDF", "r.docx")
    done = [run("build", folder, "-o", tmp_path / name).stderr for name in names]

    said = f"A PDF follows “look:” in the house format, not {folder}"
    assert [said in text for text in done] == [True, True, False]


def test_drafts_redlines_and_large_print_have_it_too(run: Run, tmp_path: Path) -> None:
    """Comments and tracked changes are right in it, and large print has 18 points and over in headers too."""
    folder = project(tmp_path / "new", WIDE)
    old = projects.write(tmp_path / "old")
    (old / "updates" / "2023-24-q1.yaml").unlink()
    projects.retype(folder / "updates" / "2022-23-q4.yaml", "Two", "Six")
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
    folder = project(tmp_path, OWN, TEMPLATE + OWN_STYLES)
    package = built(run, folder)
    edited = with_part(
        package, word_edits.BODY, lambda x: x.replace(b"Two arrests", b"Nine arrests")
    )
    (folder / "report.docx").write_bytes(edited)

    done = run("pull", folder / "report.docx", folder, "--write")

    assert "Nine arrests" in (folder / "updates" / "2022-23-q4.yaml").read_text("utf-8")
    assert "header" not in done.stdout + done.stderr


def test_a_style_that_hardly_matters_is_a_suggestion(run: Run, tmp_path: Path) -> None:
    """A build says nothing of it, and a check only if it is asked; of headings both do."""
    word = project(tmp_path / "w", OFFICES["word.docx"][0])
    bold = project(tmp_path / "b", BOLD)
    commands = (("build", "-q", "-o", tmp_path / "r.docx", "--force"), ("check",))
    for (command, *options), folder in itertools.product(commands, (word, bold)):
        done = run(command, folder, *options)
        found = "[missing-style]" in done.stdout + done.stderr
        assert found is (folder == bold)
    assert "[missing-style]" in run("check", word, "--info").stdout


def test_a_mistyped_style_is_found(run: Run, tmp_path: Path) -> None:
    """With the one that is meant; a build and a check find it, and name once what is made."""
    folder = project(tmp_path, OWN, TEMPLATE + "styles: {aim: WCC Haeding C}\n")
    for command in ("check", "build"):
        done = run(command, folder)
        found = done.stdout + done.stderr
        assert done.returncode == 1
        assert "the Word template has no style “WCC Haeding C”" in found
        assert "did you mean “WCC Heading C”?" in found
        assert found.count("[missing-style]") == 1


def test_the_styles_are_listed_for_a_house_format(run: Run, tmp_path: Path) -> None:
    """What is printed is a part of a house format that works as it is, and parts without a style are named."""
    (tmp_path / "office.docx").write_bytes(WIDE)
    listed = run("house", "--from", tmp_path / "office.docx")

    assert listed.returncode == 0, listed.stderr
    assert "\n  aim: Heading 3\n" in listed.stdout
    assert "\n  # point-1: none\n" in listed.stdout
    built(run, project(tmp_path / "p", WIDE, listed.stdout))
    marked = b'w:customStyle="1" w:styleId="xWCC'  # as Word writes them
    own = with_part(
        OWN, "word/styles.xml", lambda x: x.replace(b'w:styleId="xWCC', marked)
    )
    (tmp_path / "own.docx").write_bytes(own)
    others = run("house", "--from", tmp_path / "own.docx").stdout.splitlines()[-1]
    named = "Heading A", "Heading B", "Heading C", "Body", "Bullet", "Numbered"
    assert others == f"# the office’s own: {', '.join(f'WCC {x}' for x in named)}"


def changed(part: str, old: str, new: str, of: bytes = BOLD) -> bytes:
    """A file in which something is otherwise."""
    return with_part(of, part, lambda x: x.replace(old.encode(), new.encode(), 1))


def outside(kind: str) -> bytes:
    """A file with something outside it."""
    named = R[1:-1] + f"/{kind}"
    target = 'Target="file://server/x" TargetMode="External"'
    link = f'<Relationship Id="x" Type="{named}" {target}/></Relationships>'
    return changed(RELATED, "</Relationships>", link)


def field(instruction: str, part: str = HEADER) -> bytes:
    """A file with a field, as Word writes one."""
    begin, end = (f'<w:fldChar w:fldCharType="{x}"/>' for x in ("begin", "end"))
    typed = f"<w:instrText> {instruction} </w:instrText>"
    return changed(part, "</w:r>", f"{begin}{typed}{end}</w:r>")


def test_the_choices_of_a_control_stay_in_the_office(run: Run, tmp_path: Path) -> None:
    """What a list in a header could have shown, and what Word calls it."""
    item = '<w:listItem w:displayText="Quillfeather" w:value="Quillfeather"/>'
    named = f'<w:alias w:val="Quillfeather"/><w:dropDownList>{item}</w:dropDownList>'
    control = f"<w:sdt><w:sdtPr>{named}</w:sdtPr><w:sdtContent><w:r><w:t>Jo</w:t></w:r></w:sdtContent></w:sdt>"
    made = built(run, project(tmp_path, changed(HEADER, "</w:r>", f"</w:r>{control}")))

    assert b"<w:dropDownList/>" in all_parts(made)
    assert b"Quillfeather" not in all_parts(made)


def test_fields_that_word_works_out_stay(run: Run, tmp_path: Path) -> None:
    """As the day and the name of the file do in the footers of many offices."""
    for instruction in ("DATE", "FILENAME \\p", "AUTHOR", "IF 1 = 1 \\* MERGEFORMAT"):
        folder = project(tmp_path / instruction[:2], field(instruction), TEMPLATE)
        assert f" {instruction} ".encode() in all_parts(built(run, folder))


def bomb() -> bytes:
    """A file that is too large when it is unpacked."""
    packed = BytesIO(BOLD)
    with ZipFile(packed, "a", ZIP_DEFLATED, compresslevel=1) as archive:
        for number in (1, 2):
            archive.writestr(f"word/media/{number}.png", bytes(31_000_000))
    return packed.getvalue()


FETCHES, DAMAGED = "fetches or runs “file://server/x”", "is damaged or incomplete"
MACRO = "application/vnd.ms-word.document.macroEnabled"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD, DTD = "d0cf11e0a1b11ae1", '<!DOCTYPE w:styles [<!ENTITY a "b">]><w:styles'
INSERTED = '<w:ins w:id="1" w:author="A"><w:r><w:t>a</w:t></w:r></w:ins></w:p>'
LINKS = "word/_rels/header-default.xml.rels"
LINK = (
    'image" Target="media/crest.png"',
    'hyperlink" TargetMode="External" Target="file://server/x"',
)
UNSEEN = "<w:rPr><w:vanish/></w:rPr>"
STYLED = '<w:rPr><w:rStyle w:val="u"/></w:rPr>'
HIDDEN_STYLE = (
    *("word/styles.xml", "</w:styles>"),
    '<w:style w:type="character" w:styleId="u"><w:name w:val="u"/><w:basedOn w:val="v"/></w:style>'
    f'<w:style w:type="character" w:styleId="v"><w:name w:val="v"/>{UNSEEN}</w:style></w:styles>',
)
TRACKED = "has tracked changes or hidden text in a header"
HOSTILE = [
    (with_part(BOLD, "word/vbaProject.bin", lambda _: b"x"), "contains macros"),
    (changed("[Content_Types].xml", WORD, MACRO), "contains macros"),
    (outside("attachedTemplate"), FETCHES),
    (outside("image"), FETCHES),
    (outside("oleObject"), FETCHES),
    (outside("aFChunk"), FETCHES),
    (changed("word/styles.xml", "<w:styles", DTD), "contains instructions"),
    (bomb(), "is too large once unpacked"),
    (bytes.fromhex(OLD) + bytes(600), "has a password, or is in the format of Office"),
    (b"{\\rtf1 Hello}", "is not a Word file"),
    (BOLD[:900], DAMAGED),
    (changed("word/document.xml", f"{W[1:-1]}", "urn:strict"), "is not a Word file"),
    (changed(RELATED, "header-default", "nowhere"), DAMAGED),
    (field("INCLUDEPICTURE x.png"), "has the field “INCLUDEPICTURE X.PNG” in a header"),
    (field("DOCPROPERTY Client"), "has the field “DOCPROPERTY CLIENT” in a header"),
    (
        field("DDEAUTO x", word_edits.BODY),
        "fetches or runs something in the field “DDEAUTO X”",
    ),
    (changed(LINKS, *LINK, WIDE), "has a link to “file://server/x”"),
    (changed(HEADER, "</w:p>", INSERTED), TRACKED),
    (field('IF 1 = 1 "1 900"'), 'has the field “IF 1 = 1 "1 900"” in a header'),
    (field('IF 1 = 1 "" "Pat"'), 'has the field “IF 1 = 1 "" "PAT"” in a header'),
    (changed(HEADER, "<w:r>", f"<w:r>{UNSEEN}"), TRACKED),
    (changed(HEADER, "<w:r>", f"<w:r>{STYLED}", changed(*HIDDEN_STYLE)), TRACKED),
    (
        changed("word/media/crest.png", "PNG", "EMF", WIDE),
        "has a picture, “crest.png”, that",
    ),
]


@in_turn(("content", "said"), HOSTILE)
def test_what_a_template_must_not_have_is_refused(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    """In one sentence with its line and what to do, by check as by build; nothing is written."""
    folder = project(tmp_path, content, f"{TEMPLATE}styles: {{aim: WCC Aim}}\n")
    for command in ("check", "build") if said == FETCHES else ("build",):
        done = run(command, folder)
        found = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == 1, found
        assert f"“office.docx” {said}" in found
        assert "house.yaml:8:11" in found
        assert "= help: " in found
        assert "[unusable-template]" in found
        assert "[unknown-style]" not in found


@in_turn("template", ["none.docx", "../x.docx"])
def test_a_template_that_is_not_there_is_found(
    run: Run, tmp_path: Path, template: str
) -> None:
    """By check, not only by build."""
    folder = project(tmp_path / "p", BOLD, f"template: {template}\n")
    (tmp_path / "x.docx").write_bytes(BOLD)
    done = run("check", folder)

    said = f"“{Path(template).name}” is not in the project’s folder"
    assert done.returncode == 1
    assert said in " ".join((done.stdout + done.stderr).split())
