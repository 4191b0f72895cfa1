"""`pccreport paste` on what is hidden, struck through or commented on in a file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.cases import in_turn
from tests.cli.test_paste_as_sent import EGGS, GATES, KEPT, RIDES, TRAILS, paste
from tests.conftest import Run
from tests.readers import office
from tests.readers.office import W, p, word
from tests.readers.office_xlsx import S, row, workbook

AIM = "Key Aim (1)"
STREAM = "--stream", "force"

PLAIN = "Content-Type: text/plain\n\n"
LABEL = "MSIP_Label_2b6d1f0e-91d4-4a8e-9d5a-0a7a3f9c1e11_"
FLAT = "Twelve calves were taken from a barn at Low Moor in June."


def commented(book: bytes, ref: str, text: str) -> bytes:
    """A workbook with a comment on a cell of its first sheet."""
    archive = ZipFile(BytesIO(book))
    parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    rels = office.relations(("comments", "../comments.xml"))
    words = f"<text><r><t>Jo:</t></r><r><t> {text}</t></r></text>"
    comment = f'<authors><author>Jo</author></authors><commentList><comment authorId="0" ref="{ref}">{words}</comment></commentList>'
    return office.zipped(
        {
            **parts,
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/comments.xml": f'<comments xmlns="{S}">{comment}</comments>',
        }
    )


def test_what_is_hidden_in_a_workbook_is_kept_back(run: Run, tmp_path: Path) -> None:
    """Rows and sheets as private updates, also rows of no height, each with its place; columns not at all."""
    rows = (
        row(1, "Key Aim", "Update", "Told by", "Seen by", "Paid by"),
        row(2, AIM, TRAILS, "Mr Giles", "Mr Bray", "Mr Cole"),
        row(3, AIM, KEPT, attributes=' hidden="1"'),
        row(4, AIM, FLAT, attributes=' ht="0" customHeight="1"'),
    )
    columns = '<cols><col min="3" max="4" hidden="1"/><col min="5" max="5" width="0"/></cols><sheetData>'
    sheets = (
        ("Q2", "".join(rows)),
        ("Old", row(1, "Key Aim", "Update") + row(2, AIM, EGGS)),
    )
    book = workbook(*sheets, states=("", ' state="hidden"'))
    archive = ZipFile(BytesIO(book))
    parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", columns)

    read = paste(run, tmp_path, "a.xlsx", office.zipped(parts), *STREAM)

    assert [*read.public.values()] == [[TRAILS]]
    assert [*read.private.values()] == [[KEPT, FLAT, EGGS]]
    assert "sheet Q2, row 3, which is hidden: " in read.account
    assert "sheet Q2, row 4, which is hidden: " in read.account
    assert "sheet Old, row 2, which is hidden: " in read.account
    for column, name in (("C", "Giles"), ("D", "Bray"), ("E", "Cole")):
        assert f"sheet Q2, cell {column}2, hidden: “Mr {name}”" in read.account


def test_a_comment_in_a_cell_keeps_its_row_back(run: Run, tmp_path: Path) -> None:
    """Each comment is named with its cell; one that asks nothing keeps nothing back."""
    rows = row(1, "Key Aim", "Update") + row(2, AIM, TRAILS) + row(3, AIM, KEPT)
    book = commented(workbook(("Q2", rows)), "B3", "not for publication")
    read = paste(run, tmp_path, "a.xlsx", book, *STREAM)
    assert [*read.private.values()] == [[KEPT]]
    assert "because of a note (comment on sheet Q2, cell B3): " in read.account

    book = commented(workbook(("Q2", rows)), "B3", "from the log")
    read = paste(run, tmp_path, "b.xlsx", book, *STREAM)
    assert not read.private
    assert (
        "comment on sheet Q2, cell B3, comment or note: “Jo: from the log”"
        in read.account
    )


MARK = "(not for publication)"
ROWS = row(1, "Key Aim", "Update") + row(2, AIM, TRAILS)


@in_turn(
    ("name", "content"),
    [
        ("a.docx", word(p(AIM) + p(office.run(MARK, "<w:vanish/>")) + p(TRAILS))),
        ("a.html", f"<p>{AIM}<p><span style='display:none'>{MARK}</span> {TRAILS}"),
        ("a.xlsx", workbook(("README", row(1, "None of these is for publication.")), ("Q2", ROWS))),
        ("a.xlsx", workbook(("Q2", ROWS), ("Lookup", row(1, "Marking", "Internal use only")))),
    ],
)  # fmt: skip
def test_a_mark_out_of_sight_keeps_all_back(
    run: Run, tmp_path: Path, name: str, content: bytes | str
) -> None:
    """Hidden, or on a sheet of no updates; that of a row of another period is only of that row."""
    read = paste(run, tmp_path, name, content, *STREAM)
    assert (read.public, [*read.private.values()]) == ({}, [[TRAILS]])
    last = workbook(("Q1", row(1, AIM, f"{MARK} {KEPT}")), ("Q2", ROWS))
    assert not paste(run, tmp_path, "b.xlsx", last, *STREAM).private


@in_turn(
    ("font", "form", "said"),
    [
        ("<font><strike/></font>", '<xf fontId="1"/>', "struck through, or not read"),
        ('<font><color rgb="FFFFFFFF"/></font>', '<xf fontId="1"/>', "hidden"),
        ('<font><color theme="0"/></font>', '<xf fontId="1"/>', "hidden"),
        ("<font/>", '<xf numFmtId="164" applyNumberFormat="1"/>', "hidden"),
    ],
)
def test_a_cell_that_is_struck_through_or_shows_nothing_is_left_out(
    run: Run, tmp_path: Path, font: str, form: str, said: str
) -> None:
    """White on white, or with a format that has no form for it: it is named, and never public."""
    styles = (
        f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
        f"<fonts><font/>{font}</fonts>"
        f'<cellXfs><xf fontId="0"/>{form}</cellXfs></styleSheet>'
    )
    unseen = f'<c r="B3" s="1" t="inlineStr"><is><t>{GATES}</t></is></c>'
    own = f'<c r="A3" t="inlineStr"><is><t>{AIM}</t></is></c>'
    rows = row(1, "Key Aim", "Update") + row(2, AIM, TRAILS) + row(3, own, unseen)
    book = workbook(("Q2", rows), styles=styles)
    read = paste(run, tmp_path, "a.xlsx", book, *STREAM)

    assert [*read.public.values()] == [[TRAILS]]
    assert f"sheet Q2, cell B3, {said}: " in read.account


def test_a_comment_in_word_keeps_its_paragraphs_back(run: Run, tmp_path: Path) -> None:
    """Those on which it begins, goes on and ends."""
    start = '<w:commentRangeStart w:id="4"/>'
    end = '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
    struck = office.run("Nine ", "<w:strike/>") + office.run(EGGS)
    body = p(AIM) + p(TRAILS) + p(start + office.run(KEPT)) + p(office.run(GATES) + end)
    comment = f'<w:comment w:id="4">{p("This must not leave the room.")}</w:comment>'
    part = f'<w:comments xmlns:w="{W}">{comment}</w:comments>'
    content = word(body + p(struck) + p(RIDES), comments=part)
    read = paste(run, tmp_path, "a.docx", content, *STREAM)
    assert [*read.public.values()] == [[TRAILS, EGGS, RIDES]]
    assert [*read.private.values()] == [[KEPT, GATES]]
    assert "because of a note (comment on paragraph 3): " in read.account
    assert "paragraph 5, struck through, or not read: “Nine”" in read.account


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Q2 private.txt", ""),
        ("Q2_NFP.txt", ""),
        ("CONFIDENTIAL Q2.txt", ""),
        ("m.txt", "Subject: Q2 NFP\nFrom: Jo Bray\n\n"),
        ("m.txt", "Subject: FYI only: Q2\nFrom: Jo Bray\n\n"),
        ("m.txt", "Sensitivity: High\n\n"),
        ("m.txt", "Protective marking: Restricted\n\n"),
        ("m.eml", f"From: J\nX-Protective-Marking: SEC=PROTECTED\n{PLAIN}"),
        ("m.eml", f"msip_labels: {LABEL}Name=Confidential;{LABEL}SiteId=0\n{PLAIN}"),
    ],
)
def test_the_name_of_a_file_a_subject_and_a_field_keep_all_back(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    """Others keep nothing back, whatever word of privacy they have."""
    own = f"Key Aim (1)\n\n- {KEPT}\n\nKey Aim (2)\n\n- {RIDES}\n"
    read = paste(run, tmp_path, name, text + own, *STREAM)
    assert not read.public
    assert [*read.private.values()] == [[KEPT], [RIDES]]
    nowhere = paste(run, tmp_path, name, text + own)
    for each in (read, nowhere):
        assert ("delete public: false" in each.account) is (each is read)
    for other in ("private hire Q2.txt", "Confidential helpline.txt"):
        assert not paste(run, tmp_path, other, own, *STREAM).private


@pytest.mark.parametrize(
    "head",
    [
        *("under embargo", "Official - Sensitive", "Background (not for publication)"),
        *("Section B – private", "Annex A (exempt)", "🔒", "Staff only", "TLP:RED"),
        *("Sensitivity: High", "All NFP"),
    ],
)
def test_a_heading_that_is_marked_keeps_back_what_is_below_it(
    run: Run, tmp_path: Path, head: str
) -> None:
    """Up to the next key aim; no heading of an ordinary name does."""
    text = f"{AIM}\n\n- {TRAILS}\n\n{{}}\n\n- {KEPT}\n- {GATES}\n\nKey Aim (2)\n\n- {RIDES}\n"
    read = paste(run, tmp_path, "m.txt", text.format(head), *STREAM)
    kept = [text for texts in read.private.values() for text in texts]
    assert {KEPT, GATES} <= {*kept}
    assert head == "All NFP" or [*read.public.values()] == [[TRAILS], [RIDES]]
    for other in ("Private hire cars", "Sensitive areas", "Restricted roads"):
        read = paste(run, tmp_path, "m.txt", text.format(other), *STREAM)
        assert not read.private


@pytest.mark.parametrize("mark", ["Restricted", "Private", "TLP:RED"])
def test_a_mark_behind_the_name_of_a_key_aim_is_of_all_below_it(
    run: Run, tmp_path: Path, mark: str
) -> None:
    """And is no update itself."""
    text = f"Key Aim (1) - {mark}\n\n- {KEPT}\n- {GATES}\n\nKey Aim (2)\n\n- {RIDES}\n"
    read = paste(run, tmp_path, "m.txt", text, *STREAM)
    assert [*read.public.values()] == [[RIDES]]
    assert [*read.private.values()] == [[KEPT, GATES]]
