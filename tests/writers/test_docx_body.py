"""Comments on words, and quoted changes, as WordprocessingML; goldens show the rest."""

from __future__ import annotations

import re
from itertools import count

from pccreport.document.blocks import (
    ChangeCause,
    Changed,
    Heading,
    Link,
    ListItem,
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
    for words in (None, (0, 1)):  # of a target, no words are marked alone
        text = story().blocks([Paragraph(Role.TEXT, WORDS), AIM], {1: {7: words}}, {})

        assert text.endswith(
            f'</w:pPr><w:commentRangeStart w:id="7"/>{content}'
            f'<w:commentRangeEnd w:id="7"/>{mark}</w:p>'
        )
        assert text.count("w:comment") == 3


def test_a_comment_is_round_its_words() -> None:
    """The run is cut there; ranges may overlap, and what is no bare text is not cut."""
    link = Link("https://example.org/", (TextRun("a link"),), "Site")
    item = ListItem(
        Role.POINT_1, (TextRun("one two ", strong=True), link, TextRun("."))
    )
    on = {1: (4, 7), 2: (0, 5), 3: (10, 12), 4: None}
    text = story().blocks([item], {0: on}, {})

    ids = re.sub(r'<w:commentRange(Start|End) w:id="(\d)"/>', r"\1\2,", text)
    ids = re.sub(r'<w:commentReference w:id="(\d)"/>', r"mark\1,", ids)
    assert re.sub("<[^>]+>", "", ids) == (
        "Start4,Start2,one Start1,tEnd2,mark2,woEnd1,mark1, "
        "Start3,a linkEnd3,mark3,.End4,mark4,"
    )
