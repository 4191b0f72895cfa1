"""WordprocessingML as text: a function for each element, with all text escaped.

Knows the order of elements that Word needs, and why; the content of a report and its formatting
are the work of `body`. Section numbers are those of ECMA-376 Part 1. Most elements are
`xsd:sequence`s: Word calls a file with children in another order corrupt.

Text and not elements, because making a node costs ten times as much as writing it; `verify`
parses the result, so that nothing is saved unread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_STYLED = re.compile(r"<w:pPr><w:pStyle [^>]*/>")
_BEFORE_SPACING = re.compile(r"<w:pPr><w:pStyle [^>]*/>(?:<w:numPr>.*?</w:numPr>)?")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escape_xml(text: str) -> str:
    """Text as the content of an element; written out, for importing `html` costs 1.5 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Text as the value of an attribute, between double quotes."""
    return escape_xml(text).replace('"', "&quot;")


# Words ------------------------------------------------------------------------


def text(words: str, tag: str = "w:t") -> str:
    """`w:t` (17.3.3.31): without `preserve` the spaces at its ends are lost.

    Deleted words are `w:delText` (17.3.3.7); what is moved away stays `w:t`.
    """
    if words == words.strip() and "  " not in words:
        return f"<{tag}>{escape_xml(words)}</{tag}>"
    return f'<{tag} xml:space="preserve">{escape_xml(words)}</{tag}>'


STRUCK, UNDERLINED = "<w:strike/>", '<w:u w:val="single"/>'


def run_properties(
    style_id: str = "",
    *,
    bold: bool = False,
    italic: bool = False,
    more: str = "",
) -> str:
    """`w:rPr`, or nothing. In this order: rStyle, b, bCs, i, iCs (17.3.2.28).

    `more` is what follows them: STRUCK or UNDERLINED, and an `rPrChange`, which is last.
    """
    inside = (
        (f'<w:rStyle w:val="{escape_attribute(style_id)}"/>' if style_id else "")
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + more
    )
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def run(content: str, properties: str = "") -> str:
    """Return a `w:r` (17.3.2.25): properties are first."""
    return f"<w:r>{properties}{content}</w:r>"


def line_break() -> str:
    """`w:br` (17.3.3.1): a new line in the same paragraph."""
    return "<w:r><w:br/></w:r>"


def tab() -> str:
    """`w:tab` (17.3.3.32) in a run: on to the next tab stop of the style."""
    return "<w:r><w:tab/></w:r>"


def hyperlink(relationship: str, tooltip: str, runs: str) -> str:
    """`w:hyperlink` (17.16.22). LibreOffice makes its tooltip the PDF link's words."""
    return f'<w:hyperlink r:id="{relationship}" w:tooltip="{escape_attribute(tooltip)}">{runs}</w:hyperlink>'


def internal_link(name: str, runs: str) -> str:
    """Return a `w:hyperlink` (17.16.22) to a bookmark in this document.

    Used in changes instead of a REF field, which LibreOffice updates when it opens a file: then
    both the old and the new number would be the new one, or an error.
    """
    return f'<w:hyperlink w:anchor="{escape_attribute(name)}" w:history="1">{runs}</w:hyperlink>'


def bookmark(number: int, name: str, runs: str) -> str:
    """`w:bookmarkStart` and its end round some runs (17.13.6.2).

    A reference to an empty bookmark is an empty link in the PDF; of two bookmarks
    with one name Word keeps the last, LibreOffice the first.
    """
    return f'<w:bookmarkStart w:id="{number}" w:name="{escape_attribute(name)}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def comment_range(runs: str, marks: Mapping[int, str]) -> str:
    """Return the comments' ranges round some runs, and the mark of each (17.13.4.3 and .4)."""
    starts = "".join(map(comment_start, marks))
    ends = "".join(comment_end(number, mark) for number, mark in marks.items())
    return f"{starts}{runs}{ends}"


def comment_start(number: int) -> str:
    """Return a `w:commentRangeStart` (17.13.4.4)."""
    return f'<w:commentRangeStart w:id="{number}"/>'


def comment_end(number: int, mark: str) -> str:
    """Return a `w:commentRangeEnd` (17.13.4.3), and the comment's mark directly after it, as Word does."""
    return f'<w:commentRangeEnd w:id="{number}"/>{mark}'


def comment_reference(number: int, properties: str) -> str:
    """`w:commentReference` (17.13.4.5) in a run: the mark of a comment in the text."""
    return run(f'<w:commentReference w:id="{number}"/>', properties)


def field(
    instruction: str, result: str, properties: str = "", *, deleted: bool = False
) -> str:
    r"""Return a complex field (17.16.18) that shows `result` until it is updated.

    Not `w:fldSimple`, whose result python-docx does not read as text. Neither `w:dirty` nor
    `w:updateFields`: each makes Word ask about "other files" when it opens a file. A deleted one
    has `w:delInstrText` (17.16.13).
    """
    asks, says = ("w:delInstrText", "w:delText") if deleted else ("w:instrText", "w:t")
    asked = f'<{asks} xml:space="preserve"> {escape_xml(instruction)} </{asks}>'
    # Word shows a result as its own run is set, LibreOffice as the first.
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        asked,
        '<w:fldChar w:fldCharType="separate"/>',
        text(result, says),
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(run(part, properties) for part in parts)


# Paragraphs and parts ---------------------------------------------------------


def paragraph_properties(
    style_id: str,
    place: tuple[int, int] | None = None,
    *,
    outline: int | None = None,
    mark: str = "",
    was: str = "",
) -> str:
    """Return a `w:pPr` with a style (17.3.1.26), and nothing that its style has.

    In this order: pStyle, numPr, outlineLvl, rPr, pPrChange. `place` is a list's number and a
    level that are not the style's, `outline` a level of headings, from 0, that is not, `mark` a
    change of the paragraph's mark, `was` the old properties.
    """
    numbered = "" if place is None else _list_place(*place)
    numbered += "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    of_mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:pPr><w:pStyle w:val="{escape_attribute(style_id)}"/>{numbered}{of_mark}{was}</w:pPr>'


def with_space_above(paragraph: str, space: int) -> str:
    """Return a paragraph with a space above it (17.3.1.33) that its style does not have, in twips.

    `w:spacing` is after numPr, and before outlineLvl.
    """
    spacing = f'<w:spacing w:before="{space}"/>'
    return _BEFORE_SPACING.sub(rf"\g<0>{spacing}", paragraph, count=1)


def kept_with_next(paragraph: str) -> str:
    """Return a paragraph that is on the page of the next one (17.3.1.15)."""
    return _STYLED.sub(r"\g<0><w:keepNext/>", paragraph, count=1)


def _list_place(number: int, depth: int) -> str:
    """`w:numPr` (17.3.1.19); the list 0 is none."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def paragraph(properties: str, content: str) -> str:
    """Return a `w:p` (17.3.1.22): properties are first."""
    return f"<w:p>{properties}{content}</w:p>"


def part(tag: str, content: str) -> str:
    """Return a whole part; a `w:hdr` (17.10.4) and a `w:ftr` (17.10.3) must have a paragraph."""
    return f"{DECLARATION}<{tag} {NAMESPACES}>{content}</{tag}>"


def picture(relationship: str, alt: str, width: int, height: int) -> str:
    """Return a `w:drawing` (17.3.3.9) of a part's picture, in EMU, of which 36,000 are a millimetre.

    Without `alt` it is marked as an ornament, as Word does: a screen reader leaves it out.
    """
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    office = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    ornament = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        f'<adec:decorative xmlns:adec="{office}" val="1"/></a:ext></a:extLst>'
    )
    said = f' descr="{escape_attribute(alt)}"' if alt else ""
    return (
        f'<w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"'
        f' xmlns:a="{drawing}/main" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="1" name="Logo"{said}>{"" if alt else ornament}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


# Tables (17.4) ----------------------------------------------------------------


def table(style_id: str, width: int, caption: str, grid: str, rows: str) -> str:
    """Return a `w:tbl` (17.4.37): the look of its first row and column is the style's.

    `caption` is what a screen reader says of it.
    """
    style = f'<w:tblStyle w:val="{escape_attribute(style_id)}"/>' if style_id else ""
    said = f'<w:tblCaption w:val="{escape_attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def table_row(cells: str, *, head: bool, mark: str = "") -> str:
    """Return a `w:tr` (17.4.78) that no page divides; `head` repeats it on each page."""
    repeats = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}{mark}</w:trPr>{cells}</w:tr>"


def table_cell(width: int, paragraph_of_it: str) -> str:
    """Return a `w:tc` (17.4.65), which must end with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph_of_it}</w:tc>'


# Changes (17.13.5) -------------------------------------------------------------


def revision_attributes(number: int, author: str, date: str) -> str:
    """Return the attributes of a change: its own number, its author, its time.

    The number is that of no other change, range or bookmark: Word has been seen to call a file
    with two equal numbers unreadable.
    """
    return f'w:id="{number}" w:author="{escape_attribute(author)}" w:date="{date}"'


def revision(kind: str, about: str, runs: str = "") -> str:
    """Return a `w:ins`, `w:del`, `w:moveFrom` or `w:moveTo` round some runs, or of a mark.

    A hyperlink cannot be in one (CT_RunTrackChange): they are in it.
    """
    return f"<w:{kind} {about}>{runs}</w:{kind}>" if runs else f"<w:{kind} {about}/>"


def move_range_start(kind: str, about: str, name: str) -> str:
    """`w:moveFromRangeStart` or `w:moveToRangeStart`: the two of one name are a move.

    Without its range, what is moved is shown as deleted and inserted.
    """
    return f'<w:{kind}RangeStart {about} w:name="{escape_attribute(name)}"/>'


def move_range_end(kind: str, number: int) -> str:
    """Return a `w:moveFromRangeEnd` or `w:moveToRangeEnd`: after the last paragraph's mark."""
    return f'<w:{kind}RangeEnd w:id="{number}"/>'


def property_change(tag: str, about: str, properties: str) -> str:
    """`w:pPrChange` or `w:rPrChange` with all the old properties: `w:pPr` or `w:rPr`."""
    return f"<{tag}Change {about}>{properties or f'<{tag}/>'}</{tag}Change>"


# Comments ---------------------------------------------------------------------


def comment_mark(properties: str) -> str:
    """Return a `w:annotationRef` (17.13.4.1): the mark at the start of a comment's own text."""
    return run("<w:annotationRef/>", properties)


def comment(number: int, author: str, initials: str, date: str, said: str) -> str:
    """Return a `w:comment` (17.13.4.2): author, time, and text in paragraphs."""
    return (
        f'<w:comment w:id="{number}" w:author="{escape_attribute(author)}"'
        f' w:date="{date}" w:initials="{escape_attribute(initials)}">{said}</w:comment>'
    )


# Numbering --------------------------------------------------------------------


def made_style(
    name: str, base: str, properties: str, of_runs: str = "", following: str = ""
) -> str:
    """Return a `w:style` (17.7.4.17) of paragraphs with what it has beside that of its base."""
    goes_on = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style {NAMESPACES} w:type="paragraph" w:customStyle="1"'
        f' w:styleId="{escape_attribute(name.replace(" ", ""))}">'
        f'<w:name w:val="{escape_attribute(name)}"/><w:basedOn w:val="{escape_attribute(base)}"/>'
        f"{goes_on}<w:qFormat/><w:pPr>{properties}</w:pPr>{of_runs}</w:style>"
    )


def level(
    depth: int, form: str, shown: str, style_id: str, indent: tuple[int, int]
) -> str:
    """Return a `w:lvl`: start, numFmt, pStyle, suff, lvlText, lvlJc, pPr, rPr (17.9.6).

    `shown` is the bullet, or the number with its surroundings: "%1)". `indent` is how far in the
    words begin, and how far before them the bullet or number; without that, a space is between.
    """
    left, hanging = indent
    suffix = "" if hanging else '<w:suff w:val="space"/>'
    style = f'<w:pStyle w:val="{escape_attribute(style_id)}"/>' if style_id else ""
    # A bullet has its own font; without one, Word uses that of the words after it.
    font = (
        '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/></w:rPr>'
        if form == "bullet"
        else ""
    )
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}{suffix}'
        f'<w:lvlText w:val="{escape_attribute(shown)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{font}</w:lvl>'
    )


def abstract_list(number: int, levels: list[str]) -> str:
    """`w:abstractNum` (17.9.1)."""
    kind = "singleLevel" if len(levels) == 1 else "multilevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def numbering(lists: list[str], starts: Sequence[tuple[tuple[int, int], int]]) -> str:
    """Return a whole numbering part (17.9.16): every abstractNum before the first num.

    The list numbered n, from 1, is used as `w:numId` n; 0 means "not numbered". After them, the
    same lists are used with the level and the count from which each of `starts` goes on.
    """
    uses = [(n, "") for n in range(1, len(lists) + 1)]
    uses += (
        (
            n,
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>',
        )
        for (n, depth), start in starts
    )
    nums = "".join(
        f'<w:num w:numId="{use}"><w:abstractNumId w:val="{n}"/>{override}</w:num>'
        for use, (n, override) in enumerate(uses, start=1)
    )
    return part("w:numbering", "".join(lists) + nums)
