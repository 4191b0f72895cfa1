"""A Word file as its paragraphs: the words that a reader of the page sees."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests import transform, word_edits
from tests.cases import in_turn
from tests.conftest import EXAMPLE, Run
from tests.readers import office
from tests.readers.office import p, run

from pccreport.readers.docx.document import WordText, notes_on, read_docx, read_word
from pccreport.readers.line import LineKind
from pccreport.readers.paragraph import Paragraph
from pccreport.source.command_error import CommandError

DEL = '<w:del w:id="1" w:author="A" w:date="2020-01-01T00:00:00Z"'


def read(body: str, styles: str = "", **more: str) -> WordText:
    """A body, read with its changes accepted."""
    return read_word(office.word(body, styles, **more), "sent.docx")


def with_words(word: WordText) -> list[Paragraph]:
    """The paragraphs of which a reader sees something."""
    return [each for each in word.paragraphs if each.text.strip()]


def texts(body: str) -> list[str]:
    """The texts of a body's paragraphs."""
    return [each.text for each in with_words(read(body))]


def test_paragraphs_have_their_number_and_the_name_of_their_style() -> None:
    """Empty ones are counted, as Word counts; a style is found by id and known by name."""
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P2"><w:name w:val="List Bullet 2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P3"><w:name w:val="Own"/><w:basedOn w:val="P2"/></w:style>'
    )
    body = p("One", '<w:pStyle w:val="Titre1"/>') + "<w:p/>" + p("Two")
    body += p("Three", '<w:pStyle w:val="P2"/>') + p("Four", '<w:pStyle w:val="P3"/>')
    body += p("Five", '<w:pStyle w:val="P2"/><w:numPr><w:numId w:val="0"/></w:numPr>')

    found = with_words(read(body, styles))

    assert [1, 3, 4, 5, 6] == [each.number for each in found]
    named = [each.style for each in found]
    assert ["heading 1", "Normal", "List Bullet 2", "Own", "List Bullet 2"] == named
    assert [0, 0, 2, 2, 0] == [each.level for each in found]
    assert [1, 0, 0, 0, 0] == [each.heading for each in found]
    assert "paragraph 3" == found[1].place


def test_hidden_text_is_left_out_and_counted() -> None:
    """On the run, by the style of words, or by the paragraph's."""
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HP"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    unseen = run(" hidden", "<w:vanish/>") + run(" too", '<w:rStyle w:val="H"/>')
    shown = run("But this", '<w:vanish w:val="0"/>')
    body = p(run("Seen") + unseen)
    body += p(run("All hidden") + shown, '<w:pStyle w:val="HP"/>')

    found = read(body, styles)

    assert ["Seen", "But this"] == [each.text for each in with_words(found)]
    [note] = notes_on(found)
    assert note == "2 pieces of hidden text left out: paragraph 1, paragraph 2"


def test_a_text_box_is_read_once() -> None:
    """Of alternatives one branch is read: the other has the same words for older programs."""
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    body = p(
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('Beside it')}"
    )

    assert ["Beside it", "In the box"] == texts(body)


def test_a_field_is_its_result() -> None:
    """Nested fields too, or what was chosen of a list; one that never ends hides nothing of the paragraphs after it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = run(" REF Key_Aim_1 ", tag="instrText")
    inner = f"{mark('begin')}{code}{mark('separate')}{run('1')}{mark('end')}"
    body = p(
        f"{run('See (')}{mark('begin')}{code}{inner}{mark('separate')}{run('2')}{mark('end')}{run(').')}"
    )
    body += p(f"{mark('begin')}{code}{run('lost')}") + p("Here.")
    body += p(f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>')
    entries = '<w:listEntry w:val="Yes"/><w:listEntry w:val="No"/>'
    for chosen in ('<w:result w:val="1"/>', '<w:default w:val="1"/>', ""):
        form = f"><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar></w:r>"
        body += p(f"{mark('begin').replace('/></w:r>', form)}{code}{mark('end')}")

    assert ["See (2).", "Here.", "7", "No", "No", "Yes"] == texts(body)


def test_a_table_is_read_by_its_rows() -> None:
    """Inner tables are in the cell of the outer one, unless they are all that is in its row; a deleted row is gone."""
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(p('Inner'))}</w:tr></w:tbl>"
    gone = f"<w:tr><w:trPr>{DEL}/></w:trPr>{cell.format(p('Gone'))}</w:tr>"
    table = f"<w:tbl><w:tr>{cell.format(p('A'))}{cell.format(p('B') + inner + p(' '))}</w:tr>{gone}<w:tr>{cell.format(p('C'))}</w:tr></w:tbl>"

    table += f"<w:tbl><w:tr>{cell.format(table + p('D'))}</w:tr></w:tbl>"
    lines = read_docx(office.word(table), "sent.docx")
    rows = ("A", "B\vInner"), ("C",)
    assert [*rows, *rows, ("D",)] == [x.cells for x in lines if x.cells]


def test_a_merged_cell_of_word_is_where_word_shows_it() -> None:
    """Below the cell with its left edge, and right of what a row leaves out; what is in it is unseen."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'.format
    gap = '<w:trPr><w:gridBefore w:val="{}"/></w:trPr>'.format
    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell(1, "", "Aim") + cell(2, "", "Update") + cell(1, "", "Publish?"),
        gap(0) + cell(1, "", "1") + cell(1, "", "One.") + cell(2, first, "No"),
        cell(2, "", "Two.") + cell(2, below, "Yes"),
        gap(1) + cell(2, "", "Three.") + cell(1, "", "Yes"),
    )
    table = f"<w:tbl><w:tr>{'</w:tr><w:tr>'.join(rows)}</w:tr></w:tbl>"
    lines = [*read_docx(office.word(table), "sent.docx")]

    found = [("Aim", "Update", "Publish?"), ("1", "One.", "No"), ("Two.", "", "No")]
    assert [*found, ("", "Three.", "Yes")] == [x.cells for x in lines if x.cells]
    assert ["Yes"] == [x.text for x in lines if x.kind is LineKind.HIDDEN]


GOOD = office.word(p("One"))
HUGE = b"<w>" + b" " * 21_000_000 + b"</w>"
DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b">]>'


def changed(part: str, content: str | bytes) -> bytes:
    """A good file with another part."""
    with ZipFile(BytesIO(GOOD)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    return office.zipped({**parts, part: content})


def locked() -> bytes:
    """A file whose parts have passwords."""
    data = bytearray(GOOD)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


PASSWORD = "has a password, or is in the format of Office 97-2003"
DAMAGED = "is damaged or incomplete"
TYPED = "contains instructions that no Office program writes"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BODY = "word/document.xml"


@in_turn(
    ("content", "said"),
    [
        (b"", "is not a Word file"),
        (b"plain text", "is not a Word file"),
        (b"{\\rtf1 text}", "is not a Word file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, PASSWORD),
        (locked(), PASSWORD),
        (GOOD[: len(GOOD) // 2], DAMAGED),
        (changed(BODY, "<w:document"), DAMAGED),
        (changed(BODY, f'<w:document xmlns:w="{office.W}"/>'), DAMAGED),
        (changed("WORD/document.xml", "<x/>"), DAMAGED),
        (changed(BODY, DOCTYPE + "<w/>"), TYPED),
        (changed(BODY, (DOCTYPE + "<w/>").encode("utf-16")), TYPED),
        (changed(BODY, HUGE), "is too large once unpacked"),
        (changed(BODY, HUGE[:2_000_000]), "is too large once unpacked"),
        (office.zipped({"mimetype": "x", "content.xml": "<x/>"}), "is not a Word file"),
        (office.zipped({"a.txt": "x"}), "is not a Word file"),
        (changed(BODY, "<x/>"), "is not a Word file"),
        (changed(BODY, f'<w:document xmlns:w="{STRICT}"/>'), "is not a Word file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    content: bytes, said: str
) -> None:
    """No traceback, and the memory is not filled."""
    with pytest.raises(CommandError) as refused:
        read_word(content, "sent.docx")

    assert f"“sent.docx” {said}" == refused.value.message
    assert refused.value.help


def test_changes_are_read_as_the_standard_settles_them(
    run: Run, built_example: Path, tmp_path: Path
) -> None:
    """Held against a transform that shares no code: a redline, and drawn edits."""
    drawn = (
        word_edits.drawn_edits(built_example.read_bytes(), seed, tracked=True)[0]
        for seed in range(8)
    )
    quarters = ("2019/20 Q3", "2019/20 Q4")
    for options in ([], ["--no-moves"]):
        target = tmp_path / f"redline{len(options)}.docx"
        done = run("compare", EXAMPLE, *quarters, "--redline", target, *options)
        assert done.returncode == 0, done.stderr
    redlines = (path.read_bytes() for path in sorted(tmp_path.glob("*.docx")))
    for package in (*drawn, *redlines):
        settled = read_word(transform.package(package, accept=True), "settled.docx")
        found = read_word(package, "sent.docx")

        assert found.changes
        assert not settled.changes
        one, other = ([x.text for x in with_words(y)] for y in (settled, found))
        assert one == other
        assert settled.apart == found.apart
