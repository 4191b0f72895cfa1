"""Blocks and inlines as WordprocessingML."""

from __future__ import annotations

from typing import get_args

import pytest

from pccreport.document import blocks
from pccreport.document.blocks import (
    Block,
    Break,
    CrossRef,
    Heading,
    Inline,
    Link,
    ListItem,
    PageNumber,
    Paragraph,
    Shows,
    Text,
)
from pccreport.house.roles import Role
from pccreport.writers.docx.body import Story

STYLE_IDS = {role: role.name for role in Role}
WORDS = (Text("Words"),)
WORDS_RUN = "<w:r><w:t>Words</w:t></w:r>"


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
    "plain": (Text("Words"), WORDS_RUN),
    "strong": (Text("Words", strong=True), styled("STRONG")),
    "emphasis": (Text("Words", emphasis=True), styled("EMPHASIS")),
    "both": (Text("Words", strong=True, emphasis=True), styled("STRONG", ITALIC)),
    "label": (Text("Words", role=Role.LABEL_WORDS), styled("LABEL_WORDS")),
    "strong label": (
        Text("Words", True, role=Role.LABEL_WORDS),
        styled("LABEL_WORDS", BOLD),
    ),
    "as typed": (
        Text("Words", role=Role.AS_TYPED),
        styled("AS_TYPED", '<w:caps w:val="0"/>'),
    ),
    "break": (Break(), "<w:r><w:br/></w:r>"),
    "number": (
        CrossRef("Key_Aim_1", Shows.NUMBER, "1)"),
        field(r"REF Key_Aim_1 \n \h", "1)"),
    ),
    "direction": (
        CrossRef("Key_Aim_1", Shows.DIRECTION, "above"),
        field(r"REF Key_Aim_1 \p \h", "above"),
    ),
    "page": (PageNumber(), field("PAGE", "1")),
    "pages": (PageNumber(total=True), field("NUMPAGES", "1")),
    "link": (
        Link("https://example.org/?a&b", (Text("Words"), Text("Words", True)), "Site"),
        '<w:hyperlink r:id="rIdLink1" w:tooltip="Site">'
        f"{styled('LINK')}{styled('LINK', BOLD)}</w:hyperlink>",
    ),
}

BLOCKS: dict[str, tuple[Block, str]] = {
    "paragraph": (Paragraph(Role.TEXT, WORDS), WORDS_RUN),
    "item": (ListItem(Role.POINT_2, WORDS), WORDS_RUN),
    "numbered item": (ListItem(Role.AIM_LIST, WORDS, "1."), WORDS_RUN),
    "heading": (Heading(Role.STREAM, WORDS), WORDS_RUN),
    "target": (
        Heading(Role.AIM, WORDS, "Key_Aim_1", "1)"),
        '<w:bookmarkStart w:id="1" w:name="Key_Aim_1"/>'
        f'{WORDS_RUN}<w:bookmarkEnd w:id="1"/>',
    ),
}


@pytest.mark.parametrize("case", INLINES)
def test_inline_is_written_so(case: str) -> None:
    """Each inline becomes these runs: a style where one serves, and nothing else."""
    inline, expected = INLINES[case]

    assert expected == Story(STYLE_IDS).inlines((inline,))


@pytest.mark.parametrize("case", BLOCKS)
def test_block_is_a_paragraph_in_its_style(case: str) -> None:
    """Each block is one paragraph, whose only property is the style of its role."""
    block, content = BLOCKS[case]
    properties = f'<w:pPr><w:pStyle w:val="{block.role.name}"/></w:pPr>'

    assert f"<w:p>{properties}{content}</w:p>" == Story(STYLE_IDS).block(block)


def test_comments_stand_round_the_paragraph_s_words() -> None:
    """A comment's range is round the bookmark, so that no reference shows its mark."""
    block = Heading(Role.AIM, WORDS, "Key_Aim_1", "1)")
    content = BLOCKS["target"][1]
    mark = '<w:r><w:rPr><w:rStyle w:val="COMMENT_MARK"/></w:rPr><w:commentReference w:id="7"/></w:r>'

    text = Story(STYLE_IDS).blocks([Paragraph(Role.TEXT, WORDS), block], {1: [7]})

    assert text.endswith(
        f'</w:pPr><w:commentRangeStart w:id="7"/>{content}'
        f'<w:commentRangeEnd w:id="7"/>{mark}</w:p>'
    )
    assert text.count("w:comment") == 3


def test_every_inline_and_block_has_a_case() -> None:
    """A new kind of inline or block is not forgotten here."""
    assert {type(inline) for inline, _ in INLINES.values()} == set(
        get_args(blocks.Inline)
    )
    assert {type(block) for block, _ in BLOCKS.values()} == set(get_args(blocks.Block))


def test_an_address_is_one_relationship_however_often_it_is_used() -> None:
    """Two links to one address share its relationship; another has its own."""
    story = Story(STYLE_IDS)
    for host in ("a", "b", "a"):
        story.inlines((Link(f"https://{host}.example/", WORDS, host),))

    assert story.links == {
        "https://a.example/": "rIdLink1",
        "https://b.example/": "rIdLink2",
    }


def test_bookmarks_are_numbered_apart() -> None:
    """Each target of references has an id of its own."""
    text = Story(STYLE_IDS).blocks(
        [Heading(Role.AIM, WORDS, anchor) for anchor in ("Key_Aim_1", "Key_Aim_2")]
    )

    assert [text.count(f'w:id="{number}"') for number in (1, 2, 3)] == [2, 2, 0]
