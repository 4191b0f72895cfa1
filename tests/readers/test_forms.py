"""Text, e-mail, web pages, CSV files and workbooks as lines, each with its place and its kind."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font
from tests.cases import in_turn
from tests.readers import office
from tests.readers.office_xlsx import workbook

from pccreport.readers.forms import read_lines
from pccreport.readers.line import Line, LineKind
from pccreport.source.command_error import CommandError

FEW_CELLS = 50
CELLS = "<c><v>1</v></c>" * (FEW_CELLS + 1)


@in_turn("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    """Those that Notepad writes."""
    [line] = read_lines("It cost £12 – “cheap”.".encode(encoding), "a.txt").lines

    assert (line.place, line.text) == ("line 1", "It cost £12 – “cheap”.")


def test_a_message_is_its_text_its_header_and_what_is_attached() -> None:
    """Each attachment, wherever it is, is a line that says that it was not read; a page may be in parts."""
    inner, page, last, message = (EmailMessage() for _ in range(4))
    inner.set_content("Six gates were mended.")
    page.set_content("<p>Yes.", subtype="html")
    page.add_attachment(b"x", maintype="a", subtype="pdf", filename="figures.pdf")
    page.add_attachment(inner)
    last.set_content("<p>No.", subtype="html")
    page.attach(last)
    message["Subject"], message["Sensitivity"] = "Quarter 4", "Private"
    message.set_content("> Yes?\n")
    message.make_alternative()
    message.attach(page)
    lines = read_lines(message.as_bytes(), "a.eml").lines
    unread = "the attachment “{}” was not read: save it and give it too".format

    assert [(x.kind, x.text, x.quoted) for x in lines] == [
        (LineKind.BESIDE, "Subject: Quarter 4", False),
        (LineKind.BESIDE, "Sensitivity: Private", False),
        (LineKind.TEXT, "Yes.", False),
        (LineKind.STRUCK, unread("figures.pdf"), False),
        (LineKind.STRUCK, unread("without a name"), False),
        (LineKind.TEXT, "No.", False),
    ]


def test_a_page_is_its_blocks_lists_and_rows() -> None:
    """What is hidden or struck through is of its own kind; a cell over two rows is in both, in its column."""
    page = (
        "<h2>Roads</h2><script>x</script><p>Seen<p style='display: none'>Unseen"
        "<p><s>Gone</s><ul><li>One<p>more<ul><li>Two</ul></ul>"
        "<table><tr><td rowspan=2>A<td><input type=Radio checked>b<td>c<input type=checkbox><input><tr><td colspan=2>d<tr><td colspan=2>e<td rowspan=0>F<tr><td>g<td>h</table><blockquote>Was it?</blockquote><pre>Was\nit?</pre>"
    )
    lines = read_lines(page.encode(), "a.html").lines

    assert [(x.kind, x.text, x.indent) for x in lines] == [
        (LineKind.HEADING, "Roads", 2),
        (LineKind.TEXT, "Seen", 0),
        (LineKind.HIDDEN, "Unseen", 0),
        (LineKind.STRUCK, "Gone", 0),
        (LineKind.ITEM, "One", 4),
        (LineKind.TEXT, "more", 6),
        (LineKind.ITEM, "Two", 8),
        *((LineKind.ROW, words, 0) for words in ("A ☒ b c☐", "A d", "e F", "g h F")),
        (LineKind.TEXT, "Was it?", 0),
        (LineKind.TEXT, "Was", 0),
        (LineKind.TEXT, "it?", 0),
    ]


@in_turn("separator", [",", ";", "\t"])
def test_a_csv_file_is_its_rows(separator: str) -> None:
    """Whatever divides the cells; the lines of a cell stay apart."""
    text = f'Aim{separator}Update\n1{separator}"One.\nTwo."\n'
    lines = read_lines(text.encode(), "a.csv").lines

    assert [(x.place, x.cells) for x in lines] == [
        ("row 1", ("Aim", "Update")),
        ("row 2", ("1", "One.\vTwo.")),
    ]


@pytest.mark.filterwarnings("ignore::EncodingWarning")  # of openpyxl, which writes it
def test_a_workbook_is_what_its_sheets_show() -> None:
    """Hidden rows and sheets are marked; what is struck through, and comments, are lines apart."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Q2"
    for cells in (("Aim", "Update"), (1, "Seen."), (2, "Hidden."), (3, "Struck.")):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    sheet["B4"].font = Font(strike=True)
    sheet["B2"].comment = Comment("Not for print", "Jo")
    sheet["C2"], sheet["D2"] = 0.842, 1234.5
    sheet["C2"].number_format, sheet["D2"].number_format = "0%", '"£"#,##0.00"m"'
    sheet["F2"], sheet["F2"].font = "White", Font(color=Color(indexed=9))
    sheet.oddHeader.center.text, sheet.oddFooter.left.text = "DRAFT", "Page &P of &N"
    sheet["E2"] = "=1+1"
    book.create_sheet("Old").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    lines = read_lines(out.getvalue(), "a.xlsx").lines
    found = {line.place: line for line in lines}
    struck = found["sheet Q2, cell B4"], found["sheet Q2, cell E2"]

    assert found["sheet Q2, row 2"].cells[:4] == ("1", "Seen.", "84%", "£1,234.50m")
    assert found["sheet Q2, row 3"].hidden
    assert {x.kind for x in struck} == {LineKind.STRUCK}
    assert found["comment on sheet Q2, cell B2"].kind is LineKind.NOTE
    assert found["sheet Q2, cell F2"].kind is LineKind.HIDDEN
    assert found["a header or footer"].text == "DRAFT"
    assert found["sheet Old"].hidden


def test_what_is_beside_the_text_of_a_word_file_is_a_line_too() -> None:
    """Hidden and struck-through words, a footer with a watermark, the title of a field, a shape, and a file in it."""
    hidden = office.run("Unseen", "<w:vanish/>")
    struck = office.run("Gone", "<w:strike/>")
    field = (
        '<w:sdt><w:sdtPr><w:alias w:val="Not for print"/></w:sdtPr>'
        f"<w:sdtContent>{office.p('In a field')}</w:sdtContent></w:sdt>"
    )
    body = office.p("Seen") + office.p(hidden) + office.p(struck) + field
    body += "<w:altChunk/>"
    mark = '<w:r><w:pict><v:textpath string="DRAFT"/></w:pict></w:r>'
    footer = f"<w:hdr>{office.p('OFFICIAL')}{office.p(mark)}</w:hdr>"
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shape = f'<a:p xmlns:a="{drawn}"><a:t>Se</a:t><a:t>cret</a:t></a:p>'
    file = office.word(body, footer=footer, drawing=shape)
    lines = read_lines(file, "a.docx").lines

    assert [(x.kind, x.text) for x in lines] == [
        (LineKind.TEXT, "Seen"),
        (LineKind.HIDDEN, "Unseen"),
        (LineKind.STRUCK, "Gone"),
        (LineKind.TEXT, "In a field"),
        *((LineKind.BESIDE, words) for words in ("OFFICIAL", "DRAFT")),
        *((LineKind.BESIDE, words) for words in ("Not for print", "Secret")),
        (LineKind.BESIDE, "1 inserted file not read"),
    ]


LONG = b"we saw " * 3_000
MANY = "has too many cells or words"
MAC_9 = b"From: Jo\nContent-Type: text/plain; charset=x-mac-9\n\nTwo carts came."


@in_turn(
    ("content", "name", "said"),
    [
        (b"%PDF", "a.pdf", "is a kind of file that pccreport cannot read"),
        (b"x", "a.msg", "is a kind of file that pccreport cannot read"),
        (b"a\0b", "a.txt", "is damaged or incomplete"),
        (b"no message", "a.eml", "is damaged or incomplete"),
        (MAC_9, "a.eml", "uses an unknown character set, “x-mac-9”"),
        (b"Update,Award\n", "a.xlsx", "is not an Excel file"),
        (office.word(office.p("x")), "a.xlsx", "is not an Excel file"),
        (b"," * (FEW_CELLS + 1), "a.csv", MANY),
        (workbook(("A", f"<row>{CELLS}</row>")), "a.xlsx", MANY),
        (b"KA1\n- " + LONG, "a.txt", "has 20,999 characters"),  # of no update
        (b"Aim,Update\n1," + LONG, "a.csv", "has 20,999 characters"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    content: bytes, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a way out, because nothing is proved without it."""
    monkeypatch.setattr("pccreport.readers.forms.MOST_CELLS", FEW_CELLS)
    with pytest.raises(CommandError) as refused:
        read_lines(content, name)

    assert f"“{name}” {said}" in refused.value.message
    assert refused.value.help


def test_white_words_are_hidden() -> None:
    """In a page and in Word; those on a dark ground, or in the head of a table, are read."""
    page = (
        "<p style='color: #FFFFFF !important'>Unseen<p>Seen <font color=white>nor this</font>"
        "<div style='background:#1F3864'><b style='color:white'>On blue</b></div>"
        "<table bgcolor=navy><tr><td style='background-color:#fdfdfd;color:#fefefe'>Nor</table>"
    )
    white = '<w:color w:val="FFFFFF"/>'
    blue = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
    rows = (
        f"<w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{office.p(office.run(text, white))}</w:tc></w:tr>"
        for text, shade in (("Head", ""), ("On blue", blue), ("Nor", ""))
    )
    body = office.p(office.run("Unseen", white))
    body += office.p(office.run("Seen ") + office.run("nor this", white))
    body += office.p(office.run("On blue", white + blue))
    body += f"<w:tbl>{''.join(rows)}</w:tbl>"
    styles = f'<w:style w:type="paragraph" w:styleId="P"><w:name w:val="P"/><w:rPr>{white}</w:rPr></w:style>'
    body += office.p("By style", '<w:pStyle w:val="P"/>')
    theme = '<w:color w:val="auto" w:themeColor="background1"/>'
    body += office.p(office.run("By theme", theme))
    hidden = "<w:trPr><w:hidden/></w:trPr>"
    body += f"<w:tbl><w:tr>{hidden}<w:tc>{office.p('By row')}</w:tc></w:tr></w:tbl>"
    read = [*read_lines(page.encode(), "a.html").lines]
    word = [*read_lines(office.word(body, styles), "a.docx").lines]

    def of(lines: list[Line], *, hidden: bool) -> list[str]:
        return [x.text for x in lines if (x.kind is LineKind.HIDDEN) is hidden]

    assert of(read, hidden=True) == ["Unseen", "nor this", "Nor"]
    assert of(read, hidden=False) == ["Seen", "On blue"]
    by = ["By style", "By theme", "By row"]
    assert of(word, hidden=True) == ["Unseen", "nor this", "Nor", *by]
    assert of(word, hidden=False) == ["Seen", "On blue", "Head", "On blue"]
