"""Numbered paragraphs, the list of contents and the glossary, in every form."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests import bodies, invented, projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.docx_faults import document_faults
from tests.expect import Expect
from tests.invented import Files
from tests.test_tree import changed, word
from tests.word_edits import BODY, with_part

from pccreport.document.blocks import Document
from pccreport.pipeline.build import build
from pccreport.pipeline.check import check
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import build_redline
from pccreport.writers.forms import DocumentForm, render_as

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
    text = render_as(laid_out(invented.write(tmp_path, whole())), form).decode()
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


FORMS = [
    'numbering: {paragraph: "{section}.{n}"}',
    'numbering: {aim: none, aim_list: none, paragraph: "{aim}.{n}"}',
    'numbering: {aim_2: "{above}.{n}", paragraph: "{aim}.{n}"}',
    'numbering: {point: "({a})"}',
    # A mention has the signs of its number.
    'numbering: {aim: "Action {n}."}',
    'numbering: {aim: "{n}:"}',
    'numbering: {aim: "§{n}"}',
    'numbering: {aim: "{n})"}\nphrases: {mention: "Aim {number}"}',
]


def test_forms_that_do_not_go_together_are_refused(
    tmp_path: Path, expect: Expect
) -> None:
    """With what is wrong and what is to be written, at the form."""
    for house in FORMS:
        folder = projects.write(tmp_path, house=f"{projects.HOUSE}{house}\n")
        found = [f for f in check(folder).findings if f.rule == "number-form"]
        expect(house, [f"{f.at.span.text}: {f.message} · {f.help}" for f in found])


def test_a_number_that_moved_is_no_change(tmp_path: Path, run: Run) -> None:
    """One paragraph is gone: that is told, and in a redline the numbers of references."""
    old = invented.write(tmp_path / "old", whole())
    files = changed(whole(), Q4, "    - Crews freed nine people.\n", "")
    new = invented.write(tmp_path / "new", files)

    told = json.loads(run("compare", old, new, "--output-format", "json").stdout)
    kinds = [change["kind"] for change in told["changes"]]
    assert [kind for kind in kinds if kind != "unchanged"] == ["missing"]
    result, _ = compare_reports(*(Operand(s, name=s.name) for s in (old, new)))
    page = build_redline(result, DocumentForm.HTML)[0]
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


def test_the_contents_of_a_page_lead_to_its_headings(tmp_path: Path) -> None:
    """By name; Markdown has its words."""
    document = laid_out(invented.write(tmp_path, whole()))

    page = render_as(document, DocumentForm.HTML).decode()
    for line in LISTED:
        found = re.search(rf'<a href="#(\w+)">{re.escape(line)}</a>', page)
        assert found, line
        heading = rf'<h\d id="{found[1]}">{re.escape(line)}</h\d>'
        assert re.search(heading, page), line
    assert "<nav" not in page
    text = render_as(document, DocumentForm.MARKDOWN).decode()
    assert all(re.search(rf"(?m)^ *- {re.escape(line)}$", text) for line in LISTED)


def test_the_contents_of_a_redline_have_no_pages(tmp_path: Path) -> None:
    """They lead to the headings of now; a heading that is gone is struck through."""
    old = invented.write(tmp_path / "old", whole())
    aim = "      roads: Rescue from roads\n"
    files = changed(whole(), "plan.yaml", aim, f"      hills: Rescue from hills\n{aim}")
    new = invented.write(tmp_path / "new", files)

    for one, other in ((old, new), (new, old)):
        result, _ = compare_reports(*(Operand(s, name=s.name) for s in (one, other)))
        made, *_ = build_redline(result)
        assert made is not None
        assert document_faults(made, redline=True) == ()
        page, *_ = build_redline(result, DocumentForm.HTML)
        assert page is not None
        lines = re.findall(r"<li><p>(.*hills.*)</p>", page.decode())
        assert len(lines) == 1
        assert "<del>" in lines[0] or "<ins>" in lines[0]
        assert "PAGEREF" not in str(made)


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


def without_comments(path: Path) -> None:
    """Take the marks of comments out of a Word file: LibreOffice ends when a script opens them."""

    def change(body: bytes) -> bytes:
        body = re.sub(rb"<w:commentRange(?:Start|End)[^>]*/>", b"", body)
        mark = rb"<w:r>(?:(?!</w:r>).)*<w:commentReference.*?</w:r>"
        return re.sub(mark, b"", body)

    path.write_bytes(with_part(path.read_bytes(), BODY, change))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_shows_the_same(tmp_path: Path, run: Run) -> None:
    """The numbers, the references, and both sides of a redline."""
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
    shown = [f"{n} {words}" for style, _, n, words in of_old if style in NUMBERED]
    assert shown == [*ROUND, *SAID, *ENDED]
