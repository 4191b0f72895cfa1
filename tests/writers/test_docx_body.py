"""Blocks and inlines as WordprocessingML."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import count
from typing import get_args

import pytest
from tests.cases import in_turn

from pccreport.document import blocks
from pccreport.document.blocks import (
    Block,
    ChangeCause,
    Changed,
    CrossRef,
    CrossRefKind,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListItem,
    PageNumber,
    Paragraph,
    TableCell,
    TextRun,
)
from pccreport.document.roles import Role
from pccreport.house.stylesheet import StyleSheet
from pccreport.writers.docx.body import Story
from pccreport.writers.docx.revisions import RevisionInfo, Revisions

STYLE_IDS = {role: role.name for role in Role}
LOOK = StyleSheet({role: role.name for role in Role}, "{n})", "{n}.", ("•", "–", "▪"))
WORDS = (TextRun("Words"),)
WORDS_RUN = "<w:r><w:t>Words</w:t></w:r>"


def story(old: StyleSheet = LOOK) -> Story:
    """A story of a document that tells changes, in whose old version `old` was the look."""
    ids = count(1)
    revision = RevisionInfo("Jo & Co", datetime(2020, 8, 26, tzinfo=UTC), old)
    old_ids = dict(old.styles)
    return Story(STYLE_IDS, ids, Revisions(revision, LOOK, old_ids, ids))


def field(instruction: str, result: str) -> str:
    """A complex field, written out."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        + mark.format("separate")
        + f"<w:r><w:t>{result}</w:t></w:r>"
        + mark.format("end")
    )


def styled(style: str, more: str = "") -> str:
    """A run of "Words" in a style."""
    return (
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{more}</w:rPr><w:t>Words</w:t></w:r>'
    )


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"

INLINES: dict[str, tuple[Inline, str]] = {
    "plain": (TextRun("Words"), WORDS_RUN),
    "quoted deletion": (
        Changed((TextRun("Words"),), "deleted", ChangeCause.QUOTED),
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>Words</w:t></w:r>",
    ),
    "quoted insertion": (
        Changed((TextRun("Words", strong=True),), "inserted", ChangeCause.QUOTED),
        styled("STRONG", '<w:u w:val="single"/>'),
    ),
    "strong": (TextRun("Words", strong=True), styled("STRONG")),
    "emphasis": (TextRun("Words", emphasis=True), styled("EMPHASIS")),
    "both": (TextRun("Words", strong=True, emphasis=True), styled("STRONG", ITALIC)),
    "label": (TextRun("Words", role=Role.LABEL_WORDS), styled("LABEL_WORDS")),
    "strong label": (
        TextRun("Words", True, role=Role.LABEL_WORDS),
        styled("LABEL_WORDS", BOLD),
    ),
    "as typed": (
        TextRun("Words", role=Role.AS_TYPED),
        styled("AS_TYPED"),
    ),
    "break": (LineBreak(), "<w:r><w:br/></w:r>"),
    "number": (
        CrossRef("Key_Aim_1", CrossRefKind.NUMBER, "1)"),
        field(r"REF Key_Aim_1 \n \h", "1)"),
    ),
    "direction": (
        CrossRef("Key_Aim_1", CrossRefKind.DIRECTION, "above"),
        field(r"REF Key_Aim_1 \p \h", "above"),
    ),
    "page": (PageNumber(), field("PAGE", "1")),
    "pages": (PageNumber(total=True), field("NUMPAGES", "1")),
    "link": (
        Link(
            "https://example.org/?a&b",
            (TextRun("Words"), TextRun("Words", True)),
            "Site",
        ),
        '<w:hyperlink r:id="rIdLink1" w:tooltip="Site">'
        f"{styled('LINK')}{styled('LINK', BOLD)}</w:hyperlink>",
    ),
}

ABOUT = 'w:id="{}" w:author="Jo &amp; Co{}" w:date="2020-08-26T00:00:00Z"'
REMOVED = "<w:r><w:delText>Words</w:delText></w:r>"

CHANGES: dict[str, tuple[Inline, str]] = {
    "inserted": (
        Changed(WORDS, "inserted"),
        f"<w:ins {ABOUT.format(1, '')}>{WORDS_RUN}</w:ins>",
    ),
    "deleted": (
        Changed(WORDS, "deleted"),
        f"<w:del {ABOUT.format(1, '')}>{REMOVED}</w:del>",
    ),
    "spaces at the ends": (
        Changed((TextRun(" a"),), "deleted"),
        f"<w:del {ABOUT.format(1, '')}>"
        '<w:r><w:delText xml:space="preserve"> a</w:delText></w:r></w:del>',
    ),
    "in one": (
        Changed((*WORDS, LineBreak(), TextRun("Words", strong=True)), "inserted"),
        f"<w:ins {ABOUT.format(1, '')}>{WORDS_RUN}<w:r><w:br/></w:r>"
        f"{styled('STRONG')}</w:ins>",
    ),
    "renumbered": (
        Link(
            "#Key_Aim_2",
            (
                Changed((TextRun("1)"),), "deleted", ChangeCause.NUMBERS),
                Changed((TextRun("2)"),), "inserted", ChangeCause.NUMBERS),
            ),
        ),
        '<w:hyperlink w:anchor="Key_Aim_2" w:history="1">'
        f"<w:del {ABOUT.format(1, ' (renumbering)')}><w:r><w:delText>1)</w:delText></w:r></w:del>"
        f"<w:ins {ABOUT.format(2, ' (renumbering)')}><w:r><w:t>2)</w:t></w:r></w:ins>"
        "</w:hyperlink>",
    ),
    "reference inserted with words": (
        Changed((*WORDS, Link("#Key_Aim_2", WORDS), *WORDS), "inserted"),
        f"<w:ins {ABOUT.format(1, '')}>{WORDS_RUN}</w:ins>"
        '<w:hyperlink w:anchor="Key_Aim_2" w:history="1">'
        f"<w:ins {ABOUT.format(2, '')}>{WORDS_RUN}</w:ins></w:hyperlink>"
        f"<w:ins {ABOUT.format(3, '')}>{WORDS_RUN}</w:ins>",
    ),
    "words of a link": (
        Link(
            "https://example.org/",
            (*WORDS, Changed(WORDS, "inserted"), Changed(WORDS, "deleted")),
            "Site",
        ),
        '<w:hyperlink r:id="rIdLink1" w:tooltip="Site">'
        f"{styled('LINK')}<w:ins {ABOUT.format(1, '')}>{styled('LINK')}</w:ins>"
        f"<w:del {ABOUT.format(2, '')}>{styled('LINK').replace('w:t>', 'w:delText>')}</w:del>"
        "</w:hyperlink>",
    ),
    "field deleted": (
        Changed((PageNumber(),), "deleted"),
        f"<w:del {ABOUT.format(1, '')}>"
        + field("PAGE", "1")
        .replace("instrText", "delInstrText")
        .replace("w:t>", "w:delText>")
        + "</w:del>",
    ),
}

BLOCKS: dict[str, tuple[Block, str]] = {
    "paragraph": (Paragraph(Role.TEXT, WORDS), WORDS_RUN),
    "item": (ListItem(Role.POINT_2, WORDS), WORDS_RUN),
    "cell": (TableCell(Role.CELL, WORDS, 2), WORDS_RUN),
    "numbered item": (ListItem(Role.AIM_LIST, WORDS, number="1."), WORDS_RUN),
    "heading": (Heading(Role.STREAM, WORDS, 4), WORDS_RUN),
    "target": (
        Heading(Role.AIM, WORDS, 3, anchor="Key_Aim_1", number="1)"),
        '<w:bookmarkStart w:id="1" w:name="Key_Aim_1"/>'
        f'{WORDS_RUN}<w:bookmarkEnd w:id="1"/>',
    ),
}


@in_turn("case", INLINES)
def test_inline_is_written_so(case: str) -> None:
    """Each inline becomes these runs: a style where one serves, and nothing else."""
    inline, expected = INLINES[case]

    assert expected == Story(STYLE_IDS, count(1)).runs.inlines((inline,))


@in_turn("case", CHANGES)
def test_change_is_written_so(case: str) -> None:
    """Each change is round runs, in a link and not round it, with a number of its own."""
    inline, expected = CHANGES[case]

    assert expected == story().runs.inlines((inline,))


def test_a_change_has_an_author() -> None:
    """Nothing is written as changed when nobody says by whom."""
    with pytest.raises(
        AssertionError, match="a change in a document without revisions"
    ):
        Story(STYLE_IDS, count(1)).runs.inlines((Changed(WORDS, "inserted"),))


@in_turn("case", BLOCKS)
def test_block_is_a_paragraph_in_its_style(case: str) -> None:
    """Each block is one paragraph, whose only property is the style of its role."""
    block, content = BLOCKS[case]
    properties = f'<w:pPr><w:pStyle w:val="{block.role.name}"/></w:pPr>'

    assert f"<w:p>{properties}{content}</w:p>" == Story(STYLE_IDS, count(1)).block(
        block
    )


def test_comments_surround_the_paragraph_s_text() -> None:
    """A comment's range is round the bookmark, so that no reference shows its mark."""
    block = Heading(Role.AIM, WORDS, 3, anchor="Key_Aim_1", number="1)")
    content = BLOCKS["target"][1]
    mark = '<w:r><w:rPr><w:rStyle w:val="COMMENT_MARK"/></w:rPr><w:commentReference w:id="7"/></w:r>'

    text = Story(STYLE_IDS, count(1)).blocks(
        [Paragraph(Role.TEXT, WORDS), block], {1: {7: None}}, {}
    )

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
    text = Story(STYLE_IDS, count(1)).blocks([item], {0: on}, {})

    ids = re.sub(r'<w:commentRange(Start|End) w:id="(\d)"/>', r"\1\2,", text)
    ids = re.sub(r'<w:commentReference w:id="(\d)"/>', r"mark\1,", ids)
    assert re.sub("<[^>]+>", "", ids) == (
        "Start4,Start2,one Start1,tEnd2,mark2,woEnd1,mark1, "
        "Start3,a linkEnd3,mark3,.End4,mark4,"
    )


def test_words_of_a_target_are_not_marked_alone() -> None:
    """A comment on it is round the bookmark, so that no reference shows its mark."""
    block = Heading(Role.AIM, WORDS, 3, anchor="Key_Aim_1", number="1)")
    texts = [
        Story(STYLE_IDS, count(1)).blocks([block], {0: {7: words}}, {})
        for words in (None, (0, 1))
    ]

    assert texts[0] == texts[1]


def test_every_inline_and_block_has_a_case() -> None:
    """A new kind of inline or block is not forgotten here, or among the changes."""
    written = (*INLINES.values(), *CHANGES.values())
    assert {type(inline) for inline, _ in written} == set(get_args(blocks.Inline))
    assert {type(block) for block, _ in BLOCKS.values()} == set(get_args(blocks.Block))


def test_an_address_is_one_relationship_however_often_it_is_used() -> None:
    """Two links to one address share its relationship; another has its own."""
    story = Story(STYLE_IDS, count(1))
    for host in ("a", "b", "a"):
        story.runs.inlines((Link(f"https://{host}.example/", WORDS, host),))

    assert story.runs.links == {
        "https://a.example/": "rIdLink1",
        "https://b.example/": "rIdLink2",
    }


def test_bookmarks_are_numbered_apart() -> None:
    """Each target of references has an id of its own."""
    text = Story(STYLE_IDS, count(1)).blocks(
        [
            Heading(Role.AIM, WORDS, 3, anchor=anchor)
            for anchor in ("Key_Aim_1", "Key_Aim_2")
        ],
        {},
        {},
    )

    assert [text.count(f'w:id="{number}"') for number in (1, 2, 3)] == [2, 2, 0]
