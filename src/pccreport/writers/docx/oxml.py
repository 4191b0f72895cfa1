"""WordprocessingML as text: a function for each element, with all text escaped.

`body` chooses the elements. Section numbers are those of ECMA-376 Part 1. Most elements are an
`xsd:sequence`: Word calls a file with children in another order corrupt.

Text, because building nodes takes ten times as long; the tests parse each result.
"""

import re
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_PROPERTIES = (
    "pStyle",
    "keepNext",
    "pageBreakBefore",
    "numPr",
    "spacing",
    "rPr",
    "pPrChange",
)
"""The children of a `w:pPr` that we write, in the order of the schema (17.3.1.26)."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escape_xml(text: str) -> str:
    """Return text escaped for an element; not by `html`, whose import takes 1.5 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return text escaped for an attribute in double quotes."""
    return escape_xml(text).replace('"', "&quot;")


# Text -------------------------------------------------------------------------


def text(words: str, tag: str = "w:t") -> str:
    """Return a `w:t` (17.3.3.31): without `preserve`, spaces at its ends are lost.

    Deleted text is `w:delText` (17.3.3.7); moved text stays `w:t`.
    """
    if words == words.strip() and "  " not in words:
        return f"<{tag}>{escape_xml(words)}</{tag}>"
    return f'<{tag} xml:space="preserve">{escape_xml(words)}</{tag}>'


STRUCK, UNDERLINED = "<w:strike/>", '<w:u w:val="single"/>'


def run_properties(
    style_id: str = "", *, bold: bool = False, italic: bool = False, more: str = ""
) -> str:
    """Return a `w:rPr`, or "". Its order is rStyle, b, bCs, i, iCs (17.3.2.28).

    `more` follows: STRUCK or UNDERLINED, then an `rPrChange`.
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


LINE_BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
"""Runs of a `w:br` (17.3.3.1) and of a `w:tab` (17.3.3.32)."""


def hyperlink(relationship: str, tooltip: str, runs: str) -> str:
    """Return a `w:hyperlink` (17.16.22). LibreOffice uses the tooltip as text of the link in a PDF."""
    return f'<w:hyperlink r:id="{relationship}" w:tooltip="{escape_attribute(tooltip)}">{runs}</w:hyperlink>'


def internal_link(name: str, runs: str) -> str:
    """Return a `w:hyperlink` (17.16.22) to a bookmark in this document.

    Used in changes instead of a REF field, which LibreOffice updates when it opens a file: the
    old number would show the new one, or an error.
    """
    return f'<w:hyperlink w:anchor="{escape_attribute(name)}" w:history="1">{runs}</w:hyperlink>'


def bookmark(number: int, name: str, runs: str) -> str:
    """Return runs between `w:bookmarkStart` and its end (17.13.6.2).

    A reference to an empty bookmark is an empty link in a PDF; of two bookmarks with one name,
    Word keeps the last and LibreOffice the first.
    """
    return f'<w:bookmarkStart w:id="{number}" w:name="{escape_attribute(name)}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def comment_range(runs: str, marks: Mapping[int, str]) -> str:
    """Return runs in the ranges of comments, then the mark of each (17.13.4.3 to .5)."""
    starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in marks)
    ends = (f'<w:commentRangeEnd w:id="{n}"/>{mark}' for n, mark in marks.items())
    return f"{starts}{runs}{''.join(ends)}"


def field(
    instruction: str, result: str, properties: str = "", *, deleted: bool = False
) -> str:
    r"""Return a complex field (17.16.18) that shows `result` until it is updated.

    Not `w:fldSimple`, whose result python-docx does not read as text. Without `w:dirty` and
    `w:updateFields`: each makes Word ask about "other files" when it opens a file. A deleted
    field has `w:delInstrText` (17.16.13).
    """
    tag = "w:delInstrText" if deleted else "w:instrText"
    # Word formats the result as its run, LibreOffice as the first run.
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<{tag} xml:space="preserve"> {escape_xml(instruction)} </{tag}>',
        '<w:fldChar w:fldCharType="separate"/>',
        text(result, "w:delText" if deleted else "w:t"),
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(run(part, properties) for part in parts)


# Paragraphs and parts ---------------------------------------------------------


def paragraph_properties(
    style_id: str,
    list_level: tuple[int, int] | None = None,
    *,
    mark: str = "",
    was: str = "",
) -> str:
    """Return a `w:pPr` with a style and what differs from it, in the order of `_PROPERTIES`.

    `list_level` is a list and a level, `mark` a change of the paragraph mark, `was` a `pPrChange`.
    """
    numbered = ""
    if list_level is not None:  # (17.3.1.19); list 0 means no list
        number, depth = list_level
        numbered = (
            f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    of_mark = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:pPr><w:pStyle w:val="{escape_attribute(style_id)}"/>{numbered}{of_mark}{was}</w:pPr>'


KEPT_WITH_NEXT = "<w:keepNext/>"
"""The property of a paragraph that Word keeps on the page of the next one (17.3.1.15)."""

ON_NEW_PAGE = "<w:pageBreakBefore/>"
"""The property of a paragraph that begins a page (17.3.1.23)."""


def with_property(paragraph: str, element: str) -> str:
    """Return a paragraph with one more property, where the schema has it."""
    name = re.split("[ :/>]", element, maxsplit=2)[1]
    later = "|".join(_PROPERTIES[_PROPERTIES.index(name) + 1 :])
    return re.sub(rf"(?=<w:(?:{later})[ />]|</w:pPr>)", element, paragraph, count=1)


def with_font_size(paragraph: str, size: int) -> str:
    """Return a paragraph with its runs in a size, in half points (17.3.2.38)."""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return re.sub(
        r"<w:r>(?:(<w:rPr>.*?)(?=<w:u |<w:rPrChange|</w:rPr>))?",
        lambda run: f"{run[0]}{sized}" if run[1] else f"<w:r><w:rPr>{sized}</w:rPr>",
        paragraph,
    )


def paragraph(properties: str, content: str) -> str:
    """Return a `w:p` (17.3.1.22): properties are first."""
    return f"<w:p>{properties}{content}</w:p>"


def part(tag: str, content: str) -> str:
    """Return a part; `w:hdr` (17.10.4) and `w:ftr` (17.10.3) must contain a paragraph."""
    return f"{DECLARATION}<{tag} {NAMESPACES}>{content}</{tag}>"


# Tables (17.4) ----------------------------------------------------------------


def table(style_id: str, width: int, caption: str, grid: str, rows: str) -> str:
    """Return a `w:tbl` (17.4.37); its style formats the first row and column.

    `width` is in twips; screen readers announce `caption`.
    """
    style = f'<w:tblStyle w:val="{escape_attribute(style_id)}"/>' if style_id else ""
    title = f'<w:tblCaption w:val="{escape_attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{title}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def table_row(cells: str, *, head: bool, mark: str = "") -> str:
    """Return a `w:tr` (17.4.78) that is not split between pages; `head` repeats it on each."""
    repeats = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}{mark}</w:trPr>{cells}</w:tr>"


def table_cell(width: int, paragraphs: str, fill: str = "") -> str:
    """Return a `w:tc` (17.4.65), which must end with a paragraph; `width` is in twips."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{shade}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


# Changes (17.13.5) -------------------------------------------------------------


def revision_attributes(number: int, author: str, date: str) -> str:
    """Return the attributes of a change: number, author, time.

    No other change, range or bookmark may have the number: Word has been seen to call a file with
    two equal numbers unreadable.
    """
    return f'w:id="{number}" w:author="{escape_attribute(author)}" w:date="{date}"'


def revision(kind: str, attrs: str, runs: str = "") -> str:
    """Return a `w:ins`, `w:del`, `w:moveFrom` or `w:moveTo` around runs, or of a mark.

    A hyperlink cannot be in one (CT_RunTrackChange): the change is in the hyperlink.
    """
    return f"<w:{kind} {attrs}>{runs}</w:{kind}>" if runs else f"<w:{kind} {attrs}/>"


def move_range_start(kind: str, attrs: str, name: str) -> str:
    """Return a `w:moveFromRangeStart` or `w:moveToRangeStart`; a move is two of one name.

    Without its range, a move is shown as deleted and inserted.
    """
    return f'<w:{kind}RangeStart {attrs} w:name="{escape_attribute(name)}"/>'


def property_change(tag: str, attrs: str, properties: str) -> str:
    """Return a `w:pPrChange` or `w:rPrChange` with all old properties: `w:pPr` or `w:rPr`."""
    return f"<{tag}Change {attrs}>{properties or f'<{tag}/>'}</{tag}Change>"


# Comments ---------------------------------------------------------------------


COMMENT_AUTHOR = "Report check"
"""The program. Not “PCC”, which is the Commissioner."""


def comment(number: int, date: str, text: str) -> str:
    """Return a `w:comment` (17.13.4.2): author, time, and text in paragraphs."""
    attributes = revision_attributes(number, COMMENT_AUTHOR, date)
    return f'<w:comment {attributes} w:initials="chk">{text}</w:comment>'


# Numbering ---------------------------------------------------------------


def level(
    depth: int, form: str, shown: str, style_id: str, indent: tuple[int, int]
) -> str:
    """Return a `w:lvl`: start, numFmt, pStyle, suff, lvlText, lvlJc, pPr, rPr (17.9.6).

    `shown` is the bullet, or the number with its affixes: "%1)". `indent` is the left indent and
    the hanging one, in twips; if that is 0, a space follows the number.
    """
    left, hanging = indent
    suffix = "" if hanging else '<w:suff w:val="space"/>'
    style = f'<w:pStyle w:val="{escape_attribute(style_id)}"/>' if style_id else ""
    # Without a font, Word uses that of the text after the bullet.
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
    """Return a `w:abstractNum` (17.9.1)."""
    kind = "singleLevel" if len(levels) == 1 else "multilevel"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def numbering(lists: list[str], starts: Sequence[tuple[tuple[int, int], int]]) -> str:
    """Return the numbering part (17.9.16): every abstractNum before the first num.

    List n, from 1, has `w:numId` n; 0 means "not numbered". After them, each of `starts` has a
    `w:num` of a list that restarts one level at a number.
    """
    uses = [(n, "") for n in range(1, len(lists) + 1)]
    for (n, depth), start in starts:
        number = f'<w:startOverride w:val="{start}"/>'
        uses.append((n, f'<w:lvlOverride w:ilvl="{depth}">{number}</w:lvlOverride>'))
    nums = "".join(
        f'<w:num w:numId="{use}"><w:abstractNumId w:val="{n}"/>{override}</w:num>'
        for use, (n, override) in enumerate(uses, start=1)
    )
    return part("w:numbering", "".join(lists) + nums)
