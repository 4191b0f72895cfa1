"""Findings as notes: on which paragraph each stands, and what it may say there."""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn

from pccreport.document.blocks import Comment, Document, content_text
from pccreport.document.roles import Role
from pccreport.findings.finding import ERROR, WARNING, Annotation, Diagnostic
from pccreport.findings.text import Source, Span
from pccreport.house.house import HouseFormat
from pccreport.layout.comments import add_comments
from pccreport.model.project import Project
from pccreport.pipeline.build import build
from pccreport.pipeline.load import read_folder, read_report

UPDATES = {
    "2022-23-q4.yaml": """\
# remark on the file
period: 2022/23 Q4
from: Safety team
updates:
  farms:
    force:
      - id: arrests
        text: Two arrests were made.
        date: 2022-05-04
        owner: Sergeant Smith
        outcome: Fewer tractors were stolen.
        points:
          - {text: A point is printed., source: the log}
          - {text: "Informant Quill spoke.", owner: Quillhandler, public: false}
          - see: roads
      - Fences were mended.
      - {id: quillcase, text: Quill lives at Rook Lane., award: {amount: 5}, public: false}
      # remark on an update
      - {closing: More is to come., public: true}
    opcc: [{text: Rookwatch began., public: false}]
    safety_fund: {nothing: No money was asked for.}
  roads:
    force: [Cameras were bought.]
  courtesy:
    force: [Courteous Rookery officers.]
""",
    "2023-24-q1.yaml": """\
period: 2023/24 Q1
# the whole cell
updates:
  farms:
    force:
      - text: Gates were shut.
        owner: Constable Ng
""",
    "2024-25-q1.yaml": """\
period: 2024/25 Q1
updates: {farms: {force: [Laterwards told.]}}
""",
}

# What a finding is about, and the beginning of the paragraph that it is noted on;
# "" is the title.
PLACES = {
    "Two arrests": "Two arrests",
    "arrests were": "Two arrests",
    "2022-05-04": "Two arrests",
    "date:": "Two arrests",
    "id: arrests": "Two arrests",
    "Sergeant": "Two arrests",
    "points": "Two arrests",
    "Fewer tractors": "Outcome: Fewer",
    "outcome: Fewer": "Two arrests",
    "A point is": "A point",
    "the log": "A point",
    "{text: A point is printed., source: the log}": "A point",
    "see: roads": "See update",
    "Fences": "Fences",
    "More is to": "More is to",
    "closing": "More is to",
    "No money": "Nothing to report in Q4",
    "Cameras": "Cameras",
    "Informant": "",
    "Quillhandler": "",
    "quillcase": "",
    "Rook Lane": "",
    "Rookwatch": "",
    "Courteous": "",
    "Laterwards": "",
    "remark on the file": "",
    "remark on an update": "",
    "2022/23 Q4": "",
    "opcc": "",
    "Thefts from farms": "",
    "Fewer thefts from farms": "Fewer thefts",
    "Safer Together": "",
    "Northshire Police and": "",
}
PLAN = projects.PLAN.replace("title: Safer", "# Thefts from farms\ntitle: Safer")


WITHHELD = ("This is about something that is not printed",)


class Made:
    """A small project, laid out, and findings about words of its files."""

    def __init__(self, folder: Path) -> None:
        projects.write(folder, plan=PLAN, updates=UPDATES)
        built, findings = build(folder)
        assert built.document is not None, findings
        files, _ = read_folder(folder)
        loaded, _ = read_report(files, folder / "report.yaml")
        assert loaded.project is not None
        assert loaded.project.settings is not None
        assert loaded.house is not None
        # Read twice: a place is the same whoever has read the file.
        self.project: Project = loaded.project
        self.house: HouseFormat = loaded.house
        self.document: Document = built.document
        self.sources = [
            *(update.origin.source for update in self.project.updates),
            self.project.plan.origin.source,
            loaded.project.settings.origin.source,
        ]

    def span(self, words: str) -> Span:
        """Where some words stand first."""
        words = words.replace("\n", os.linesep)  # as the files were written
        source = next(s for s in self.sources if words in s.text)
        start = source.text.index(words)
        return Span(source, start, start + len(words))

    def notes(
        self, *findings: Diagnostic, public: Container[Diagnostic] = ()
    ) -> tuple[Comment, ...]:
        """The notes of some findings."""
        return add_comments(self.document, self.project, findings, public).notes

    def note(self, finding: Diagnostic, public: Container[Diagnostic] = ()) -> Comment:
        """The one note of a finding."""
        (note,) = self.notes(finding, public=public)
        return note

    def about(
        self, words: str, message: str = "", rule: str = "link-text"
    ) -> Diagnostic:
        """A finding about some words, which it quotes."""
        message = message or f"“{words}” is odd"
        return Diagnostic(rule, ERROR, message, Annotation(self.span(words)))

    def paragraph(self, note: Comment) -> str:
        """What the paragraph of a note says; "" for the title."""
        block = self.document.blocks[note.block]
        if block.role is Role.REPORT_TITLE:
            return ""
        return content_text(block.content)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The project of this file."""
    return Made(tmp_path_factory.mktemp("made"))


@in_turn("words", PLACES)
def test_a_finding_is_noted_on_its_paragraph(words: str, made: Made) -> None:
    """It stands on what prints the entry that it is in, or else on the title."""
    said = made.paragraph(made.note(made.about(words)))

    assert said.startswith(PLACES[words])
    assert bool(said) == bool(PLACES[words])


@in_turn("words", PLACES)
def test_what_a_rule_finds_without_private_text_is_quoted(
    words: str, made: Made
) -> None:
    """The note of any other finding gives the rule and the line, and no words of it."""
    finding = made.about(words)
    name = Path(finding.at.span.source.name).name

    seen, unseen = made.note(finding, {finding}), made.note(finding)

    assert seen.lines == (finding.message,)
    assert unseen.lines == WITHHELD
    assert (unseen.rule, unseen.location) == (
        "link-text",
        f"{name}:{finding.at.span.line}",
    )


@in_turn(
    ("words", "quoted"),
    [
        ("Gates were", True),
        ("Gates were shut.\n        owner", True),
        ("the whole cell", False),
        ("2023/24 Q1", False),
        ("Fewer thefts", True),
        ("2023-07-01", True),
        ("Two arrests", False),
        ("Rook Lane", False),
        ("Laterwards", False),
    ],
)
def test_what_is_found_in_one_file_is_quoted_of_what_is_printed(
    words: str, quoted: bool, made: Made
) -> None:
    """Only where the file keeps nothing private; of the plan and the settings, everything."""
    finding = made.about(words, rule="wrong-kind")
    elsewhere = made.about("Gates were", rule="wrong-kind")
    second = elsewhere._replace(related=(Annotation(made.span(words), "here"),))

    for each in (finding, second):
        assert made.note(each).lines == ((each.message,) if quoted else WITHHELD)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [("Two arrests", True), ("Sergeant", False), ("Rook Lane", False)],
)
def test_what_is_found_in_a_printed_text_is_quoted(
    words: str, quoted: bool, made: Made
) -> None:
    """Also in a file that keeps something else private."""
    finding = made.about(words, rule="unmatched-asterisks")

    assert made.note(finding).lines == ((finding.message,) if quoted else WITHHELD)


def test_a_file_that_was_not_understood_is_not_quoted(made: Made) -> None:
    """Nobody knows what in it is public."""
    source = Source("/home/jo/updates/half.yaml", "updates:\n  Quillish: [\n")
    at = Annotation(Span(source, 11, 19))

    note = made.note(Diagnostic("yaml-syntax", ERROR, "“Quillish” is odd", at))

    assert made.paragraph(note) == ""
    assert note.lines == WITHHELD
    assert note.location == "half.yaml:2"


def test_a_file_that_is_not_read_is_named(made: Made) -> None:
    """Nothing in it can be quoted, so what is said of it may be told."""
    at = Annotation(Span(Source("updates/q1.docx", ""), 0, 0))

    note = made.note(
        Diagnostic("stray-file", WARNING, "“q1.docx” will not be read", at)
    )

    assert note.lines == ("“q1.docx” will not be read",)
    assert note.location == "q1.docx"


def test_comments_are_in_the_order_of_the_text(made: Made) -> None:
    """First by paragraph, then as they were found; the same one is noted once."""
    cameras, fences = made.about("Cameras"), made.about("Fences")
    second = made.about("Fences", "something else")
    title = made.about("opcc")

    findings = (cameras, second, fences, title, cameras)
    notes = made.notes(*findings, public=findings)

    assert [note.lines[0] for note in notes] == [
        *("“opcc” is odd", "something else", "“Fences” is odd", "“Cameras” is odd")
    ]
