"""Comments on words, and quoted changes, as WordprocessingML; goldens show the rest."""

from __future__ import annotations

from itertools import count

from pccreport.document.blocks import (
    ChangeCause,
    Changed,
    Heading,
    Paragraph,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.writers.docx.body import Story

WORDS = (TextRun("Words"),)
AIM = Heading(Role.AIM, WORDS, 3, anchor="Key_Aim_1", number="1)")


def story() -> Story:
    """A story whose styles are named as their roles are."""
    return Story({role: role.name for role in Role}, count(1))


def test_quoted_changes_are_struck_through_or_underlined() -> None:
    """They are no changes of the file itself, which nobody is to accept."""
    deleted = Changed(WORDS, "deleted", ChangeCause.QUOTED)
    inserted = Changed((TextRun("Words", strong=True),), "inserted", ChangeCause.QUOTED)

    assert story().runs.inlines((deleted, inserted)) == (
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>Words</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="STRONG"/><w:u w:val="single"/></w:rPr>'
        "<w:t>Words</w:t></w:r>"
    )


def test_comments_surround_the_paragraph_s_text() -> None:
    """A comment's range is round the bookmark, so that no reference shows its mark."""
    content = (
        '<w:bookmarkStart w:id="1" w:name="Key_Aim_1"/>'
        '<w:r><w:t>Words</w:t></w:r><w:bookmarkEnd w:id="1"/>'
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="COMMENT_MARK"/></w:rPr><w:commentReference w:id="7"/></w:r>'
    text = story().blocks([Paragraph(Role.TEXT, WORDS), AIM], {1: [7]}, {})

    assert text.endswith(
        f'</w:pPr><w:commentRangeStart w:id="7"/>{content}'
        f'<w:commentRangeEnd w:id="7"/>{mark}</w:p>'
    )
    assert text.count("w:comment") == 3
