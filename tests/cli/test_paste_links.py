"""`paste` and `reconcile` on files with links: which addresses are printed, and what is said of others."""

from __future__ import annotations

from email.message import EmailMessage
from html import escape
from pathlib import Path

from tests.cases import in_turn
from tests.cli.test_paste_as_sent import RIDES, TRAILS, paste, sheet
from tests.conftest import Run
from tests.readers.office import OFFICE, link, p, with_links, word
from tests.readers.office import run as words
from tests.readers.office_xlsx import workbook

PLAN = "https://www.northshire.gov.uk/plan"
FILTER = "https://eur02.safelinks.protection.outlook.com/?url="
WRAPPED = (
    f"{FILTER}https%3A%2F%2Fwww.northshire.gov.uk%2Fplan&data=05%7Cjo%40np.police.uk"
)


def page(address: str, linked: str = "the plan") -> str:
    """A page with one update that has a link."""
    href = escape(address)
    return (
        f'<p>KA2</p><ul><li>Rides as in <a href="{href}">{linked}</a> began.</li></ul>'
    )


def document(body: str, *addresses: str) -> bytes:
    """A Word file whose updates lead to addresses."""
    file = word(p("Key Aim 2") + body)
    return with_links(file, "word/document.xml", *addresses)


@in_turn(
    ("address", "printed"),
    [
        (PLAN, PLAN),
        (WRAPPED, PLAN),
        (f"{FILTER}{WRAPPED.replace('%', '%25').replace('&', '%26')}", PLAN),
        (f"https://www.google.com/url?q={PLAN}&sa=D", PLAN),
        (f"{PLAN}?page=2&utm_source=mail&fbclid=1#top", f"{PLAN}?page=2#top"),
        (f"{PLAN}?utm_source=mail", PLAN),
        (f"{PLAN}_(north)", f"{PLAN}_%28north%29"),
        (f'{PLAN}?a="x"', f"{PLAN}?a=%22x%22"),
    ],
)
def test_an_address_is_that_of_the_page(
    tmp_path: Path, run: Run, address: str, printed: str
) -> None:
    """What a mail filter has put around it, and what says where a reader comes from, is taken off."""
    read = paste(run, tmp_path, "NP.html", page(address))

    assert read.public == {"roads force": [f"Rides as in [the plan]({printed}) began."]}


@in_turn(
    "address",
    [
        "mailto:jo@np.police.uk",
        "file:///S:/plans/x.docx",
        r"\\\\server\\plans",
        "http://intranet/plan",
        "https://np.sharepoint.com/:w:/s/x?e=1",
        "https://protect.mimecast.com/s/abc",
        f"https://urldefense.com/v3/__{PLAN}__;!!Ab1!x$",
        "javascript:alert(1)",
        "https://jo:pw@northshire.gov.uk/",
        f"{PLAN}\n  more: true",
    ],
)
def test_an_address_that_is_not_for_the_public_is_left_out(
    tmp_path: Path, run: Run, address: str
) -> None:
    """The words stay, and the address is named."""
    read = paste(run, tmp_path, "NP.html", page(address))

    assert read.public == {"roads force": ["Rides as in the plan began."]}
    assert "or not read: “the plan: it leads to " in read.account


@in_turn("address", ["", "#top", PLAN, f"{PLAN}/", "mailto:jo@a.gov.uk"])
def test_an_address_that_is_its_own_words_stays_bare(
    tmp_path: Path, run: Run, address: str
) -> None:
    """So does one that leads to another place of the message; nothing is said of either."""
    shown = address.removeprefix("mailto:").strip("/") or "the plan"
    read = paste(run, tmp_path, "NP.html", page(address, shown))

    assert read.public == {"roads force": [f"Rides as in {shown} began."]}
    assert "address" not in read.account


def test_links_of_word(tmp_path: Path, run: Run) -> None:
    """Those of the button, of a field, and with brackets in them; with marks in the words, the address is behind them."""
    field = (
        f'<w:r><w:instrText> HYPERLINK "{PLAN}" \\l "two" </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        words("a field"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = p(
        words("Rides, see ")
        + link(1, "the map [north]")
        + words(" and the plan, or ")
        + link(2, "the plan")
        + words(" of May.")
    )
    body += p(words("Farms are in ") + begin + "".join(field) + words("."))
    body += p(words("Stars are in ") + link(1, "5*3 *maps*") + words(" as well."))
    read = paste(run, tmp_path, "NP.docx", document(body, f"{PLAN}/1", f"{PLAN}/2"))

    assert read.public == {
        "roads force": [
            f"Rides, see the map [north] ({PLAN}/1) and the plan, or [the plan]({PLAN}/2) of May.",
            f"Farms are in [a field]({PLAN}#two).",
            f"Stars are in 5*3 *maps* ({PLAN}/1) as well.",
        ]
    }


def test_links_of_a_sheet(tmp_path: Path, run: Run) -> None:
    """The address is behind the cell; what leads anywhere from another column is in no update."""
    rows = sheet(("Aim", "Update", "File"), ("2", RIDES, "map"), ("1", TRAILS, "map"))
    formula = f'<c r="B3" t="str"><f>HYPERLINK("{PLAN}/f","x")</f><v>{TRAILS}</v></c>'
    rows = rows.replace(
        f'<c r="B3" t="inlineStr"><is><t>{TRAILS}</t></is></c>', formula
    )
    linked = f'<hyperlinks xmlns:r="{OFFICE}"><hyperlink ref="B2" r:id="rLink1"/><hyperlink ref="C2" r:id="rLink2"/></hyperlinks>'
    book = workbook(("Q2", rows + "</sheetData>" + linked + "<sheetData>"))
    book = with_links(book, "xl/worksheets/sheet1.xml", f"{PLAN}/b", f"{PLAN}/c")
    read = paste(run, tmp_path, "NP.xlsx", book)

    assert read.public == {
        "roads force": [f"[{RIDES}]({PLAN}/b)"],
        "farms force": [f"[{TRAILS}]({PLAN}/f)"],
    }
    assert f"“File: [map]({PLAN}/c)”" in read.account


def test_a_message_has_the_links_of_its_page(tmp_path: Path, run: Run) -> None:
    """Mail programs put the address behind the words, in pointed brackets."""
    message = EmailMessage()
    message["From"], message["Subject"] = "jo@a.invalid", "NP"
    text = f"KA2\n- Rides as in the plan<{WRAPPED}> began.\n- {RIDES}\n- More: {WRAPPED}.\n"
    message.set_content(text)
    message.add_alternative(
        page(WRAPPED) + f"<ul><li>{RIDES}</li><li>More: {WRAPPED}.</li></ul>", "html"
    )
    read = paste(run, tmp_path, "NP.eml", bytes(message))

    linked = f"Rides as in [the plan]({PLAN}) began."
    assert read.public == {"roads force": [linked, RIDES, f"More: {PLAN}."]}


def test_what_only_the_text_of_a_message_has_is_named(tmp_path: Path, run: Run) -> None:
    """The page beside it is read; a line of the text with a word of its own is in no update."""
    message = EmailMessage()
    message["From"], message["Subject"] = "jo@a.invalid", "NP"
    message.set_content(f"KA2\n- Rides as in the plan began.\n- {TRAILS}\n")
    message.add_alternative(page(PLAN) + f"<ul><li>{RIDES}</li></ul>", "html")
    read = paste(run, tmp_path, "NP.eml", bytes(message))

    assert TRAILS not in str(read.public)
    assert (
        f"line 3, other version, struck through, or not read: “{TRAILS[:50]}"
        in read.account
    )
    assert read.account.count("other version") == 1


def test_reconcile_compares_addresses(tmp_path: Path, run: Run) -> None:
    """Another address, or none, is a small change; the same one is none."""
    (tmp_path / "NP.html").write_text(page(WRAPPED), encoding="utf-8")
    project, period = tmp_path / "p", ("--period", "2023/24 Q2")
    paste(run, tmp_path, "NP.html", page(WRAPPED))
    run("paste", tmp_path / "NP.html", project, *period, "--write")
    file = project / "updates" / "2023-24-q2-force.yaml"
    reconcile = ("reconcile", tmp_path / "NP.html", project, *period)

    assert "1 unchanged" in run(*reconcile).stdout
    again = run("paste", tmp_path / "NP.html", project, *period, "--write").stderr
    assert "q2-force.yaml: 1 update (paragraph 2).\n" in again
    linked = file.read_text(encoding="utf-8")
    for other in (linked.replace("/plan)", "/old)"), linked.replace(f"({PLAN})", "")):
        file.write_text(other, encoding="utf-8")
        done = run(*reconcile)
        assert f"It had a link to {PLAN}" in done.stdout
        assert "Not in the report" not in done.stdout
        assert done.returncode == 0
