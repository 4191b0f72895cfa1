"""A draft as a Word file: its notes are comments."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.oxml.ns import qn

from pccreport.document.blocks import Comment, Document, content_text
from pccreport.findings.finding import ERROR, INFO, WARNING
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx import package

NOTES = (
    Comment(
        1, WARNING, "missing-entry", ("“force” tells nothing", "write it"), "q1.yaml:4"
    ),
    Comment(
        1, INFO, "repeated-update", ("five <clear> days & no more",), "report.yaml:9"
    ),
    Comment(
        13, ERROR, "odd-words", ("a bell \x07, a half \ud800 of one",), "q4.yaml:7"
    ),
    Comment(
        40,
        ERROR,
        "date-after-period",
        ("May 2020 is after it", "say when"),
        "q4.yaml:31",
    ),
)
SAID = [
    "Warning: “force” tells nothing.\nIn the files: write it.\nq1.yaml:4 [missing-entry]",
    "Suggestion: five <clear> days & no more.\nreport.yaml:9 [repeated-update]",
    "Error: a bell <U+0007>, a half <U+D800> of one.\nq4.yaml:7 [odd-words]",
    "Error: May 2020 is after it.\nIn the files: say when.\nq4.yaml:31 [date-after-period]",
]


def test_each_note_is_a_comment(document: Document, look: StyleSheet) -> None:
    """It says the finding, the way out and the place, by nobody; no word is changed by it."""
    draft = document._replace(head="DRAFT", notes=NOTES)
    word = docx.Document(BytesIO(package.write(draft, look)))
    comments = [*word.comments]

    assert [comment.text for comment in comments] == SAID
    assert {p.style and p.style.name for c in comments for p in c.paragraphs} == {
        "annotation text"
    }
    about = {(c.author, c.initials, c.timestamp) for c in comments}
    assert about == {("Report check", "chk", datetime(2020, 8, 26, tzinfo=UTC))}
    marked = {
        int(mark.get(qn("w:id"))): place
        for place, paragraph in enumerate(word.paragraphs)
        for mark in paragraph._p.iter(qn("w:commentReference"))
    }
    assert marked == {number: note.block for number, note in enumerate(NOTES)}
    said = [content_text(block.content) for block in document.blocks]
    assert [paragraph.text for paragraph in word.paragraphs] == said
