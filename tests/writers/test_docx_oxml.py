"""Elements, one at a time."""

from __future__ import annotations

from lxml import etree
from tests.cases import in_turn

from pccreport.writers.docx import oxml

CASES = {
    "text": (oxml.text("Stop & search"), "<w:t>Stop &amp; search</w:t>"),
    "markup": (oxml.text("<b>"), "<w:t>&lt;b&gt;</w:t>"),
    "space before": (oxml.text(" x"), '<w:t xml:space="preserve"> x</w:t>'),
    "space within": (oxml.text("a  b"), '<w:t xml:space="preserve">a  b</w:t>'),
    "no-break space": (
        oxml.text("Qtr.\u00a04\u00ad\u2011"),
        "<w:t>Qtr.\u00a04\u00ad\u2011</w:t>",
    ),
    "run": (oxml.run("x"), "<w:r>x</w:r>"),
    "plain properties": (oxml.run_properties(), ""),
    "properties in order": (
        oxml.run_properties("A", bold=True, italic=True),
        '<w:rPr><w:rStyle w:val="A"/><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>',
    ),
    "break": (oxml.LINE_BREAK, "<w:r><w:br/></w:r>"),
    "link": (
        oxml.hyperlink("rId1", 'The "site"', "x"),
        '<w:hyperlink r:id="rId1" w:tooltip="The &quot;site&quot;">x</w:hyperlink>',
    ),
    "bookmark": (
        oxml.bookmark(7, "Key_Aim_1", "x"),
        '<w:bookmarkStart w:id="7" w:name="Key_Aim_1"/>x<w:bookmarkEnd w:id="7"/>',
    ),
    "commented": (
        oxml.comment_range("x", {3: oxml.comment_reference(3, "<w:rPr/>"), 4: "<m/>"}),
        '<w:commentRangeStart w:id="3"/><w:commentRangeStart w:id="4"/>x'
        '<w:commentRangeEnd w:id="3"/>'
        '<w:r><w:rPr/><w:commentReference w:id="3"/></w:r>'
        '<w:commentRangeEnd w:id="4"/><m/>',
    ),
    "comment": (
        oxml.comment(3, "A & B", "A", "2020-08-26T00:00:00Z", "x"),
        '<w:comment w:id="3" w:author="A &amp; B" w:date="2020-08-26T00:00:00Z"'
        ' w:initials="A">x</w:comment>',
    ),
    "field": (
        oxml.field(r"REF Key_Aim_1 \n \h", "1)"),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        r'<w:r><w:instrText xml:space="preserve"> REF Key_Aim_1 \n \h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>1)</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    "paragraph": (
        oxml.paragraph(oxml.paragraph_properties("BodyText"), "x"),
        '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>x</w:p>',
    ),
    "level": (
        oxml.level(1, "bullet", "–", "ListBullet2", (794, 397)),
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:pStyle w:val="ListBullet2"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="794" w:hanging="397"/></w:pPr>'
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr></w:lvl>',
    ),
    "level without style": (
        oxml.level(0, "decimal", "Aim %1", "", (0, 0)),
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="Aim %1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:hanging="0"/></w:pPr></w:lvl>',
    ),
}


@in_turn("case", CASES)
def test_element_is_written_in_the_order_of_its_schema(case: str) -> None:
    """Each element function writes exactly this."""
    actual, expected = CASES[case]

    assert expected == actual


def test_part_has_every_abstract_list_before_the_first_use() -> None:
    """Word calls a numbering part corrupt when a list is used before all are told."""
    part = oxml.numbering([oxml.abstract_list(n, []) for n in (1, 2)], ())

    tags = [etree.QName(child).localname for child in etree.fromstring(part.encode())]

    assert tags == ["abstractNum", "abstractNum", "num", "num"]


def test_anything_typed_is_read_as_typed() -> None:
    """Text with every character that XML gives a meaning is read back unchanged."""
    typed = """ & &amp; <w:t> "quoted" 'so' ]]> \u00a3 \u2013 \U0001f600 """

    text = etree.fromstring(f'<p xmlns:w="{oxml.W}">{oxml.text(typed)}</p>')
    value = etree.fromstring(f'<p v="{oxml.escape_attribute(typed)}"/>').get("v")

    assert [typed, typed] == [text[0].text, value]
