"""Numbered paragraphs, the list of contents and the glossary, in every form."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pdfua
import pytest
from lxml import etree
from tests import bodies, invented, projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.docx_faults import document_faults
from tests.invented import Files
from tests.test_libreoffice import PDF_UA
from tests.test_measures import without_comments
from tests.test_tree import changed, word
from tests.word import W, Word

from pccreport.document.blocks import Document
from pccreport.pipeline.build import BuildOptions, build
from pccreport.pipeline.check import check
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import RedlineOptions, build_redline
from pccreport.writers.forms import DocumentForm, text_of

COUNCIL = bodies.NUMBERED
SECTION, POINT = '"{section}.{n}"', '"({a})"'
NUMBERED = ("Numbered Paragraph", "Numbered Point")
Q4 = "updates/2019-20-q4.yaml"
SAID = [
    "3.1 Two RDS crews were recruited.",
    "3.2 See update under Q1.2 below.",
    "3.3 See paragraph 3.7 below.",
    "3.4 All crews trained at night.",
    "3.5 Two new cutters were bought.",
    "3.6 Crews freed nine people.",
    "3.7 A store was opened, for gear:",
    "(a) It has twelve lockers.",
    "(b) It is by the door.",
    "(c) Outcome: Crews leave sooner.",
    "3.8 See update under Q3 below.",
    "3.9 See paragraph 3.7(b) above.",
    "3.10 The boat at Ashwater was seen at each incident ground.",
    "3.11 See paragraph 3.7 above.",
]
ROUND = [
    "1.1 To bring members the report on the fourth quarter, with the plan.",
    "2.1 Members are asked to look through it.",
    "2.2 This report answers some of the Questions of Community Risk Plan 2018-2022.",
    "2.3 What the committee recommended:",
]
ENDED = [
    "5.1 Write to the committee's clerk.",
    "5.2 This report can be had in large print, in Braille and in other languages.",
]


def whole() -> Files:
    """The project with all parts of its priority."""
    return changed(COUNCIL, "report.yaml", "only: [roads, boats]\n", "")


def numbered(folder: Path) -> list[str]:
    """What Word shows of the paragraphs that have a number."""
    lines = word(folder).lines()
    return [line.shown for line in lines if line.style in NUMBERED and line.number]


def laid_out(folder: Path) -> Document:
    """The report as a document."""
    built, findings = build(folder)
    assert built.document is not None, [f.message for f in findings]
    return built.document


@in_turn("form", [DocumentForm.HTML, DocumentForm.MARKDOWN, DocumentForm.TEXT])
def test_each_form_has_the_numbers_of_word(tmp_path: Path, form: DocumentForm) -> None:
    """The same words in the same order, whatever is round them."""
    text = text_of(laid_out(invented.write(tmp_path, whole())), form)
    if form is DocumentForm.HTML:
        text = re.sub(r"<[^>]*>", "", text).replace("&#x27;", "'")
    text = re.sub(r"\s+", " ", text)
    bare = re.sub(r"\[([^]]*)\]\([^)]*\)| \(\w+:[^ ]*\)|[*\\]", r"\1", text)

    places = [bare.index(f" {line} ") for line in (*ROUND, *SAID, *ENDED)]
    assert places == sorted(places)


@in_turn(
    ("forms", "lines"),
    [
        (("{n}.", "({a})"), ["5. Two RDS", "(a) It has", "13. See paragraph 11(b) ab"]),
        (
            ("{section}.{n}", "{above}.{n}"),
            ["3.1 Two RDS", "3.7.1 It has", "3.9 See paragraph 3.7.2 ab"],
        ),
        (
            ("Para {n}", "none"),
            ["Para 5 Two RDS", "It has", "Para 13 See 2019/20 update under Q2 ab"],
        ),
    ],
)
def test_a_house_says_how_paragraphs_are_numbered(
    tmp_path: Path, forms: tuple[str, str], lines: list[str]
) -> None:
    """Through all headings or under each; a point without a number has a bullet."""
    paragraph, point = (f'"{form}"' for form in forms)
    files = changed(whole(), "house.yaml", SECTION, paragraph)
    files = changed(files, "house.yaml", POINT, point)
    shown = [line.shown for line in word(invented.write(tmp_path, files)).lines()]

    for words in lines:
        assert [line for line in shown if line.startswith(words)], words


def test_paragraphs_are_counted_under_each_key_aim(tmp_path: Path) -> None:
    """What is before the first one, or after the last, has no number."""
    numbers = '{aim: "{n}.", paragraph: "{aim}.{n}"}'
    house = (
        f"{projects.EXTENDS}labels: never\nupdates: paragraphs\nnumbering: {numbers}\n"
    )
    house += "phrases: {mention: '{aim.label} {number}'}\nending: [Write to us.]\n"
    updates = {
        "q4.yaml": """\
period: 2022/23 Q4
updates:
  farms: [One., {text: Two., id: two, points: [Three.]}]
  roads: [Four., {see: two}]
"""
    }
    folder = projects.write(tmp_path, house=house, updates=updates)

    shown = ["1.1 One.", "1.2 Two.", "2.1 Four.", "2.2 See paragraph 1.2 above."]
    assert numbered(folder) == shown
    styles = {line.text: line.style for line in word(folder).lines()}
    assert styles["Three."] == "Numbered Point"
    assert styles["Write to us."] == "Body Text"


def test_only_what_the_house_asks_for_is_a_paragraph(tmp_path: Path) -> None:
    """Updates stay bullets without a number, unless they are paragraphs themselves."""
    files = changed(whole(), "house.yaml", "updates: paragraphs\n", "")
    files = changed(
        files, Q4, "Crews freed nine people.", "{text: Crews., as: paragraph}"
    )
    lines = word(invented.write(tmp_path, files)).lines()

    styles = {line.text: (line.style, line.number) for line in lines}
    assert styles["Crews."] == ("Numbered Paragraph", "3.1")
    assert styles["A store was opened, for gear:"] == ("List Bullet", "")
    assert styles["It is by the door."] == ("List Bullet 2", "")


@in_turn(
    ("numbers", "message"),
    [
        (
            'paragraph: "{section}.{n}"',
            "“{section}.{n}” needs the number of the heading above, which has none",
        ),
        (
            'aim: none, aim_list: none, paragraph: "{aim}.{n}"',
            "“{aim}.{n}” needs the number of the heading above, which has none",
        ),
        (
            'aim_2: "{above}.{n}", paragraph: "{aim}.{n}"',
            "“{aim}.{n}” counts paragraphs under headings that are numbered under others",
        ),
        ('point: "({a})"', "only points under a numbered paragraph can have numbers"),
    ],
)
def test_forms_that_do_not_go_together_are_refused(
    tmp_path: Path, numbers: str, message: str
) -> None:
    """With what is wrong, at the form."""
    house = f"{projects.HOUSE}numbering: {{{numbers}}}\n"
    found = check(projects.write(tmp_path, house=house)).findings

    assert [f.message for f in found if f.rule == "number-form"] == [message]


@in_turn(
    ("number", "mention", "way_out"),
    [
        (
            "Action {n}.",
            "",
            "the number of a heading has these signs in it: write Action {number}, or {aim.label} {number} if each level has its own word",
        ),
        (
            "{n}:",
            "",
            "the number of a heading has these signs in it: write {number}:",
        ),
        ("§{n}", "", "the number of a heading has these signs in it: write §{number}"),
        (
            "{n})",
            "Aim {number}",
            "the number of a heading has these signs in it: write {number})",
        ),
    ],
)
def test_a_mention_has_the_signs_of_its_number(
    tmp_path: Path, number: str, mention: str, way_out: str
) -> None:
    """The way out has them as they are to be written."""
    house = f'{projects.HOUSE}numbering: {{aim: "{number}"}}\n'
    house += f'phrases: {{mention: "{mention}"}}\n' if mention else ""
    found = check(projects.write(tmp_path, house=house)).findings

    assert [f.help for f in found if f.rule == "number-form"] == [way_out]


def test_a_number_that_moved_is_no_change(tmp_path: Path, run: Run) -> None:
    """One paragraph is gone: that is told, and in a redline the numbers of references."""
    old = invented.write(tmp_path / "old", whole())
    files = changed(whole(), Q4, "    - Crews freed nine people.\n", "")
    new = invented.write(tmp_path / "new", files)

    told = json.loads(run("compare", old, new, "--output-format", "json").stdout)
    kinds = [change["kind"] for change in told["changes"]]
    assert [kind for kind in kinds if kind != "unchanged"] == ["missing"]
    result, _ = compare_reports(*(Operand(s.name, s) for s in (old, new)))
    page = build_redline(result, RedlineOptions(form=DocumentForm.HTML))[0].package
    assert page is not None
    text = page.decode()
    assert text.count("<li><p>3.6 <del>") == 1
    assert "<p>3.6 A store was opened" in text
    assert text.count("<del>") == 4  # and three references


def contents(folder: Path) -> list[str]:
    """The lines of the list of contents in Word."""
    lines = word(folder).lines()
    return [x.text for x in lines if x.style.startswith("Contents Line")]


LISTED = [
    "1 Purpose",
    "2 Recommendation",
    "3 Outcome 2",
    "Q1 Crews that are ready",
    "Q1.1 Retained crews by day",
    "Q1.2 Training for all",
    "Q2 Rescue from roads",
    "Q3 Rescue from water",
    "4 Glossary",
    "5 Contact",
]


@in_turn(
    ("depth", "listed"),
    [
        (1, [x for x in LISTED if not x.startswith("Q")]),
        (2, [x for x in LISTED if not x.startswith("Q1.")]),
    ],
)
def test_the_contents_have_each_heading_to_a_depth(
    tmp_path: Path, depth: int, listed: list[str]
) -> None:
    """Those further in are left out."""
    files = changed(whole(), "house.yaml", "depth: 3", f"depth: {depth}")

    assert contents(invented.write(tmp_path, files)) == listed


def test_labels_of_periods_are_not_in_the_contents(tmp_path: Path) -> None:
    """They are headings, but the same under each key aim."""
    files = changed(whole(), "house.yaml", "depth: 3", "depth: 6")

    assert contents(invented.write(tmp_path, files)) == LISTED


def test_large_print_has_room_for_larger_numbers(tmp_path: Path) -> None:
    """Words in line with other text, and pages at the text's edge; all in millimetres."""
    folder = invented.write(tmp_path, whole())
    built, _ = build(folder, BuildOptions(large_print=True))
    assert built.package is not None
    read = Word(built.package)

    def mm(element: etree._Element | None, *names: str) -> tuple[float, ...]:
        assert element is not None
        given = (int(element.get(f"{W}{name}", "0")) for name in names)
        return tuple(round(each / 1440 * 25.4, 1) for each in given)

    numbering = etree.fromstring(read.parts["word/numbering.xml"])
    indents = {
        style.get(f"{W}val"): mm(level.find(f"{W}pPr/{W}ind"), "left", "hanging")
        for level in numbering.iter(f"{W}lvl")
        if (style := level.find(f"{W}pStyle")) is not None
    }
    assert indents["NumberedParagraph"] == (18, 18)
    assert indents["NumberedPoint"] == (31.5, 13.5)
    left, hanging = indents["ListBullet"]
    assert left - hanging == 18
    of_glossary = read.property("Glossary Line", "pPr/ind")
    assert mm(of_glossary, "left", "hanging") == (15, 15)
    for name, at in (("", 0), (" 2", 7.5), (" 3", 15)):
        style = f"Contents Line{name}"
        assert mm(read.property(style, "pPr/tabs/tab"), "pos") == (170,)
        assert mm(read.property(style, "pPr/ind"), "left") == (at,)


def test_the_first_line_of_a_heading_is_listed(tmp_path: Path) -> None:
    """A second line, such as the period, is not."""
    files = changed(
        COUNCIL,
        "house.yaml",
        "section: {text",
        'section: {second_line: "({stamp})", text',
    )

    lines = contents(invented.write(tmp_path, files))
    assert "3 Outcome 2" in lines


def test_the_contents_of_a_page_lead_to_its_headings(tmp_path: Path) -> None:
    """In HTML by name, and in Markdown by the name that GitHub gives a heading."""
    document = laid_out(invented.write(tmp_path, whole()))

    page = text_of(document, DocumentForm.HTML)
    for line in LISTED:
        found = re.search(rf'<a href="#(\w+)">{re.escape(line)}</a>', page)
        assert found, line
        heading = rf'<h\d id="{found[1]}">{re.escape(line)}</h\d>'
        assert re.search(heading, page), line
    assert "<nav" not in page
    text = text_of(document, DocumentForm.MARKDOWN)
    links = re.findall(r"- \[([^]]*)\]\(#([^)]*)\)", text)
    assert [words for words, _ in links] == LISTED
    assert text.count("](#") == len(LISTED)
    assert links[4] == ("Q1.1 Retained crews by day", "q11-retained-crews-by-day")


def test_the_contents_of_a_redline_have_no_pages(tmp_path: Path) -> None:
    """They lead to the headings of now; a heading that is gone is struck through."""
    old = invented.write(tmp_path / "old", whole())
    aim = "      roads: Rescue from roads\n"
    files = changed(whole(), "plan.yaml", aim, f"      hills: Rescue from hills\n{aim}")
    new = invented.write(tmp_path / "new", files)

    for one, other in ((old, new), (new, old)):
        result, _ = compare_reports(*(Operand(s.name, s) for s in (one, other)))
        made, _ = build_redline(result, RedlineOptions())
        assert made.package is not None
        assert document_faults(made.package, redline=True) == ()
        page, _ = build_redline(result, RedlineOptions(form=DocumentForm.HTML))
        assert page.package is not None
        lines = re.findall(r"<li><p>(.*hills.*)</p>", page.package.decode())
        assert len(lines) == 1
        assert "<del>" in lines[0] or "<ins>" in lines[0]
        assert "PAGEREF" not in str(made.package)


GLOSSARY = [
    "incident ground: Where crews work, with the MDT of each engine",
    "MDT: The screen in a fire engine",
    "RDS: Retained Duty System",
]


def glossary(folder: Path) -> list[str]:
    """The lines of the glossary in Word."""
    return [x.text for x in word(folder).lines() if x.style == "Glossary Line"]


def test_the_glossary_has_the_terms_that_are_used(tmp_path: Path) -> None:
    """Sorted, with those that a meaning uses; what only a private update uses is not there."""
    assert glossary(invented.write(tmp_path / "a", whole())) == GLOSSARY
    only = invented.write(tmp_path / "b", COUNCIL)  # of the parts without RDS
    assert glossary(only) == GLOSSARY[:2]
    files = changed(whole(), "house.yaml", "glossary: after", "glossary: none")
    assert glossary(invented.write(tmp_path / "c", files)) == []


def test_a_term_is_written_in_one_way(tmp_path: Path) -> None:
    """Under terms: as under checks: glossary:, where plans have them still."""
    files = changed(whole(), Q4, "Two RDS", "Two R.D.S.")
    found = check(invented.write(tmp_path / "new", files)).findings
    assert [f.message for f in found if f.rule == "term-variant"] == [
        "“R.D.S.” is written “RDS” in your glossary"
    ]

    plan = f"{projects.PLAN}checks: {{glossary: {{arrests: [Arrests]}}}}\n"
    updates = projects.one_update("- Arrests were made.")
    found = check(projects.write(tmp_path / "old", plan=plan, updates=updates)).findings
    assert [f.message for f in found if f.rule == "term-variant"] == [
        "“Arrests” is written “arrests” in your glossary"
    ]


@pytest.mark.parametrize(("where", "found"), [("after", []), ("none", ["RDS"])])
def test_an_acronym_in_the_glossary_is_explained(
    tmp_path: Path, where: str, found: list[str]
) -> None:
    """But only if the report prints the glossary."""
    files = changed(whole(), "house.yaml", "glossary: after", f"glossary: {where}")
    findings = check(invented.write(tmp_path, files)).findings

    spans = [f.at.span.text for f in findings if f.rule == "acronym-undefined"]
    assert spans == found


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_shows_the_same(tmp_path: Path, run: Run) -> None:
    """The numbers, the references, the pages of the contents, and both sides of a redline."""
    old = invented.write(tmp_path / "old", whole())
    files = changed(whole(), Q4, "    - Crews freed nine people.\n", "")
    files = changed(files, Q4, "Two RDS crews", "Two crews")
    new = invented.write(tmp_path / "new", files)
    for folder in (old, new):
        out = tmp_path / f"{folder.name}.docx"
        assert run("build", folder, "-o", out).returncode == 0
    both = tmp_path / "both.docx"
    assert run("compare", old, new, "--redline", both).returncode == 0
    without_comments(both)
    sides = {"old": "reject", "new": "accept"}
    asked = [[str(tmp_path / f"{side}.docx"), ""] for side in sides]
    asked += [[str(both), deed] for deed in sides.values()]
    python = shutil.which("python3", path="/usr/bin") or sys.executable
    done = subprocess.run(
        [python, Path(__file__).with_name("office_judge.py")],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        check=True,
        timeout=180,
    )
    of_old, of_new, rejected, accepted = (
        [[*line[:3], re.sub(r"\t\d+", "", line[3])] for line in told]
        for told in json.loads(done.stdout)
    )
    assert (rejected, accepted) == (of_old, of_new)
    shown = [
        f"{number} {words}" for style, _, number, words in of_old if style in NUMBERED
    ]
    assert shown == [*ROUND, *SAID, *ENDED]

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", PDF_UA, "--outdir"]
    command += [str(tmp_path), str(tmp_path / "old.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    report = pdfua.validate(str(tmp_path / "old.pdf"))
    assert [] == [f for f in report.findings if f.severity is pdfua.Severity.ERROR]
    pdf = ["pdftotext", "-layout", str(tmp_path / "old.pdf"), "-"]
    pages = subprocess.run(
        pdf, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    first, *others = pages.split("\f")
    for line in LISTED:
        found = re.search(rf"^ *{re.escape(line)}\.+(\d+)$", first, re.MULTILINE)
        assert found, line
        text = [first, *others][int(found[1]) - 1]
        assert re.search(rf"^{re.escape(line).replace(' ', ' +')}$", text, re.M | re.I)
