"""Text, e-mail, web pages, CSV and workbooks as lines, each with its place."""

from __future__ import annotations

from email.message import EmailMessage
from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.cases import in_turn
from tests.readers import office
from tests.readers.office_xlsx import S, row, workbook

from pccreport.readers.cells import MOST_CELLS
from pccreport.readers.forms import read_lines
from pccreport.readers.line import LinePurpose, ReadFile
from pccreport.source.command_error import CommandError


def told(
    read: ReadFile, purpose: LinePurpose = LinePurpose.TEXT
) -> list[tuple[str, str]]:
    """The lines of one purpose, with their places."""
    return [(line.where, line.text) for line in read.lines if line.purpose is purpose]


@in_turn("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    """Those that Notepad writes."""
    assert [("line 1", "It cost £12 – “cheap”.")] == told(
        read_lines("It cost £12 – “cheap”.".encode(encoding), "a.txt")
    )


@pytest.mark.parametrize(
    "head", ["On 3 July 2020 Sam Reed wrote:", "-----Original Message-----"]
)
def test_an_earlier_message_in_a_page_is_apart(head: str) -> None:
    """What a contributor only quotes is not what was sent."""
    texts = ("New text.", "&gt; quoted here", "More.", head, "Old text.")
    page = "".join(f"<p>{text}</p>" for text in texts)
    read = read_lines(page.encode(), "a.html")

    assert ["New text.", "More."] == [text for _, text in told(read)]
    assert ["> quoted here", head, "Old text."] == [
        text for _, text in told(read, LinePurpose.QUOTED)
    ]


def test_a_message_is_its_text_and_names_what_is_attached() -> None:
    """Plain text is preferred to HTML; an attachment that nobody reads is told."""
    message = EmailMessage()
    message["Subject"], message["From"] = "Quarter 4", "jo@a.invalid"
    message.set_content("Two arrests – “both” in Ashby.")
    message.add_alternative("<p>Two arrests</p>", subtype="html")
    message.add_attachment(
        b"x", maintype="application", subtype="pdf", filename="figures.pdf"
    )
    read = read_lines(message.as_bytes(), "a.eml")

    assert [("line 1", "Two arrests – “both” in Ashby.")] == told(read)
    assert [("subject", "Quarter 4")] == told(read, LinePurpose.APART)
    assert (
        "the attachment “figures.pdf” was not read: save it and give it too",
    ) == read.notes
    page = EmailMessage()
    page["Subject"] = "Q4"
    page.set_content("<html><body><p>Only HTML.</p></body></html>", subtype="html")
    assert [("paragraph 1", "Only HTML.")] == told(read_lines(page.as_bytes(), "b.eml"))


def test_a_page_is_its_visible_blocks() -> None:
    """Scripts, styles and hidden text are none; ends of items may be missing."""
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><h2>Heading</h2>"
        "<ul><li>One <b>bold</b> word<li>Two &amp; three</ul><script>x()</script>"
        "<p style='display: none'>Hidden</p><p hidden>Too</p>Bare text<br>Next line"
        "<blockquote>Old</blockquote><div>After</div></body></html>"
    )
    read = read_lines(page.encode(), "a.html")

    assert ["One bold word", "Two & three", "Bare text", "Next line", "After"] == [
        text for _, text in told(read)
    ]
    assert ["Heading"] == [text for _, text in told(read, LinePurpose.HEADING)]
    assert ["Old"] == [text for _, text in told(read, LinePurpose.QUOTED)]
    assert ("hidden text was left out",) == read.notes


def test_the_paragraphs_of_a_list_item_are_one_line() -> None:
    """A list in it has lines of its own, and so has a table; words below them stay apart."""
    page = (
        "<ul><li><p>One.</p><p>Two<br>three.</p></li><li>Four.<ul><li><p>Five.</p>"
        "<p>Six.</p></ul><p>Seven.</p><table><tr><td>Eight.<p>Nine.</td></tr></table>"
        "<li><p>Ten.</p><blockquote>Old.</blockquote><p>Eleven.</p></ul><p>Twelve.</p><p>Last.</p>"
    )
    read = read_lines(page.encode(), "a.html")

    assert [line.text for line in read.lines] == [
        *("One. Two three.", "Four.", "Five. Six.", "Seven.", "Eight.", "Nine."),
        *("Ten.", "Old.", "Eleven.", "Twelve.", "Last."),
    ]
    signs = [line.sign for line in read.lines]
    assert signs == ["• ", "• ", "    • ", "• ", "", "", "• ", "", "• ", "", ""]


@in_turn("separator", [",", ";", "\t"])
def test_a_csv_file_is_its_cells(separator: str) -> None:
    """Whatever separates them; the rows below a head say whether they may be published."""
    rows = [
        ["Update", "Publish?"],
        ["Two arrests were made.", "Yes"],
        ["A tip came.", "No"],
    ]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in cells) for cells in rows)
    read = read_lines(text.encode("utf-8-sig"), "a.csv")

    assert [
        *(("cell A2", "Two arrests were made."), ("cell B2", "Yes")),
        *(("cell A3", "A tip came."), ("cell B3", "No")),
    ] == told(read)
    assert ["A tip came.", "No"] == [line.text for line in read.lines if line.private]


def test_a_workbook_is_its_cells_as_excel_shows_them() -> None:
    """Shared and inline texts, dates of both systems, shares, kept results, hidden rows."""
    styles = (
        f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="164" formatCode="[Red]d mmm yyyy"/>'
        '<numFmt numFmtId="165" formatCode="&quot;days&quot; 0"/></numFmts><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    shared = f'<sst xmlns="{S}"><si><t>Shared</t></si><si><r><t>Rich </t></r><r><t>text_x000D_</t></r><rPh><t>no</t></rPh></si></sst>'
    cells = (
        row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="C1" t="s"><v>1</v></c>')
        + row(3, "Inline & more\n• second line", attributes=' hidden="1"')
        + row(
            4,
            '<c r="A4" s="1"><v>43955</v></c>',
            '<c r="B4" s="2"><v>0.125</v></c>',
            '<c r="C4" s="3"><v>5</v></c>',
            '<c r="D4"><v>87652.5</v></c>',
        )
        + row(
            5,
            '<c r="A5"><f>1+1</f><v>2</v></c>',
            '<c r="B5"><f>1+1</f></c>',
            '<c r="C5" t="e"><v>#REF!</v></c>',
            '<c r="D5" t="b"><v>1</v></c>',
            '<c r="AA5" t="str"><f>x</f><v>kept</v></c>',
        )
    )
    read = read_lines(
        workbook(
            ("Awards", cells),
            ("Old", row(1, "Here")),
            states=("", ' state="veryHidden"'),
            styles=styles,
            sharedStrings=shared,
        ),
        "a.xlsx",
    )

    assert [
        *(
            ("A1", "Shared"),
            ("C1", "Rich text"),
            ("A3", "Inline & more"),
            ("A3", "second line"),
        ),
        *(("A4", "2020-05-04"), ("B4", "13%"), ("C4", "5"), ("D4", "87652.5")),
        *(("A5", "2"), ("D5", "TRUE"), ("AA5", "kept")),
    ] == [
        (line.where.removeprefix("sheet Awards, cell "), line.text)
        for line in read.lines[:-1]
    ]
    assert "sheet Old, cell A1" == read.lines[-1].where
    assert {
        "1 hidden sheet kept back: Old",
        "1 hidden row kept back: sheet Awards, row 3",
        "2 formulas read as the result that was kept of each",
        "1 formula without a result left out: open the file in Excel and save it",
        "1 error left out",
        "1 number rounded, as the sheet shows it",
    } == {*read.notes}
    later = workbook(
        ("A", row(1, '<c r="A1" s="1"><v>42493</v></c>')),
        properties='<workbookPr date1904="1"/>',
        styles=styles,
    )
    assert [("sheet A, cell A1", "2020-05-04")] == told(read_lines(later, "a.xlsx"))


@in_turn(
    ("form", "value", "shown"),
    [
        ('"£"#,##0.00', "17340.5", "£17,340.50"),
        ("[$£-809]#,##0;[Red]-[$£-809]#,##0", "-62000", "-£62,000"),
        ('_-"£"* #,##0.00_-;\\-"£"* #,##0.00_-', "5", "£5.00"),
        ("0.0", "2.25", "2.3"),
        ("0.00E+00", "17340.5", "17340.5"),
        ("[h]:mm", "1.1041666666666667", "26:30"),
        ("[hh]:mm:ss", "0.0423611111111111", "1:01:00"),
        ("[mm]:ss", "0.0423611111111111", "61:00"),
        ("[Blue]0", "3", "3"),
    ],
)
def test_a_number_is_what_its_format_shows(form: str, value: str, shown: str) -> None:
    """With pounds and pence; hours of volunteers are more than a day has."""
    styles = (
        f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="164" formatCode="{escape(form)}"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    cells = row(1, f'<c r="A1" s="1"><v>{value}</v></c>')

    read = read_lines(workbook(("A", cells), styles=styles), "a.xlsx")

    assert [shown] == [line.text for line in read.lines]


def test_a_row_of_a_word_table_may_be_private() -> None:
    """As in a workbook: the form that was sent may be either."""
    cell = "<w:tc>{}</w:tc>".format
    rows = [("Update", "May it be published?"), ("A.", "Yes"), ("B.", "not sure")]
    table = "".join(
        f"<w:tr>{''.join(cell(office.p(c)) for c in r)}</w:tr>" for r in rows
    )
    read = read_lines(
        office.word(f"<w:tbl>{table}</w:tbl>{office.p('After.')}"), "a.docx"
    )

    assert ["B.", "not sure"] == [line.text for line in read.lines if line.private]


FEW_CELLS = 1000
CELLS = "".join(f"<c><v>{n * n}</v></c>" for n in range(FEW_CELLS + 1))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF", "a.pdf", "is of a kind that is not read"),
        (b"x", "a.msg", "is of a kind that is not read"),
        (b"a\0b", "a.txt", "is not a text"),
        (b"no message", "a.eml", "has no text of a message"),
        (b"Update,Award\n", "a.xlsx", "is not an Excel file"),
        (office.word(office.p("x")), "a.xlsx", "is not an Excel file"),
        (b"," * (FEW_CELLS + 1), "a.csv", f"has more than {FEW_CELLS:,} cells"),
        (
            workbook(("A", f"<row>{CELLS}</row>")),
            "a.xlsx",
            f"has more than {FEW_CELLS:,} cells",
        ),
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    content: bytes, name: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a way out, because nothing is proved without it."""
    assert MOST_CELLS == 200_000
    for reader in ("csv", "xlsx"):
        monkeypatch.setattr(f"pccreport.readers.{reader}.MOST_CELLS", FEW_CELLS)
    with pytest.raises(CommandError) as refused:
        read_lines(content, name)

    assert f"“{name}” {said}" == refused.value.message
    assert refused.value.help


@in_turn(
    ("head", "value"),
    [
        ("Sensitive?", "Yes"),
        ("NFP", "Y"),
        ("Include in report?", "No"),
        ("Public/Private", "Private"),
        ("Status", "Not for publication"),
        ("Releasable", "No"),
    ],
)
def test_a_column_may_keep_a_row_private(head: str, value: str) -> None:
    """In a workbook, a CSV file and a page: its own row, and no other."""
    kept, shown = "Mr Giles was robbed on his farm.", "A patrol was held at the market."
    table = ((head, "Update"), (value, kept), ("", shown))
    cells = "".join(row(n, *reversed(each)) for n, each in enumerate(table, start=1))
    csv = "\n".join(f"{update},{mark}" for mark, update in table)
    html = "".join(f"<tr><td>{m}<td>{u}" for m, u in table)
    files = {
        "sent.xlsx": workbook(("A", cells)),
        "sent.csv": csv.encode(),
        "sent.html": f"<table>{html}</table>".encode(),
        "sent.eml": f"Content-Type: text/html\n\n<table>{html}</table>".encode(),
    }
    for name, content in files.items():
        lines = read_lines(content, name).lines
        private = {line.text: line.private for line in lines}
        assert (private[kept], private[shown]) == (True, False), name


def test_a_merged_cell_is_of_all_its_rows_and_a_sheet_may_be_private() -> None:
    """Above the heads there may be a title; comments in cells are counted."""
    rows = (
        row(1, "Force:", "Northshire Police"),
        row(2, "Update", "Publish?"),
        row(3, "Mr Giles was robbed on his farm.", "No"),
        row(4, "Mrs Giles was robbed, too."),
        row(5, "A patrol was held at the market.", "Yes"),
    )
    content = workbook(
        ("A", "".join(rows)), ("Not for publication", row(1, "A source told us."))
    )
    with ZipFile(BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    merged = b'</sheetData><mergeCells><mergeCell ref="B3:B4"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", merged)
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = office.relations(
        ("comments", "../comments.xml")
    )
    comments = '<commentList><comment ref="A5"/><comment ref="A3"/></commentList>'
    parts["xl/comments.xml"] = f'<comments xmlns="{S}">{comments}</comments>'

    read = read_lines(office.zipped(parts), "sent.xlsx")

    private = [line.where for line in read.lines if line.private]
    assert [where for where in private if "cell A" in where] == [
        "sheet A, cell A3",
        "sheet A, cell A4",
        "sheet Not for publication, cell A1",
    ]
    assert (
        "2 comments not read: sheet A, cell A5 (“”), sheet A, cell A3 (“”)"
        in read.notes
    )


def test_a_page_says_what_is_struck_through() -> None:
    """It is read, because nobody deleted it, and who reads the result must know."""
    page = "<p>Two <s>arrests</s> were <span style='text-decoration: line-through'>made"
    read = read_lines(page.encode(), "sent.html")

    assert [line.text for line in read.lines] == ["Two arrests were made"]
    assert read.notes == ("2 pieces of struck-through text read as text",)


@pytest.mark.parametrize("outer", ["No", "Yes"])
def test_a_table_in_a_table_is_private_if_a_row_of_either_says_so(outer: str) -> None:
    """A mail program puts tables in the cells of others, to place them or not."""
    inner = (
        "<table><tr><td>Update<td>Publish?<tr><td>A source told us.<td>No"
        "<tr><td>A patrol was held.<td>Yes</table>"
    )
    rows = f"<tr><td>Grant<td>Publish?<tr><td>A club.{inner}<td>{outer}<tr><td>B<td>"
    lines = read_lines(f"<table>{rows}</table>".encode(), "sent.html").lines

    private = {line.text for line in lines if line.private}
    assert "A source told us." in private
    assert ({"A club.", "A patrol was held."} <= private) is (outer == "No")
    assert "B" not in private
