"""What `paste` has written is carried for `reconcile`, whatever was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests import projects
from tests.cli.test_paste import E_MAIL, LISTS
from tests.cli.test_reconcile import FORCE, OPCC, entries
from tests.conftest import ROOT, Run
from tests.contributions import draw_contributions
from tests.draws import some_slow
from tests.readers import office
from tests.text_records import records

MEASURES = """
measures:
  thefts: {title: Farms and barns and sheds broken into by night, aim: farms}
  calls: {title: Calls about country roads answered within a minute, unit: per cent, aim: roads}
  knives: {title: Knives handed in, aim: farms}
"""
FIGURES = """\
Hi Sam,

Farms and barns and sheds broken into by night: 1,214
Calls about country roads answered within a minute: 91%
Knives handed in: withheld: the count is being checked

KA1
- Nets were bought for two farms.
  They are in use. The police
  helped.
- The vet was paid.
KA2
Nothing to report – the roads were closed for the whole quarter.
KA3
Nothing to report because nobody came.

Thanks
Jo
"""
AWARDS = [
    ("Priority", "Project", "Fund", "Amount", "Number helped", "Outcome"),
    ("1", "The nets club", "Safety", "17340.5", "40", "Nets are in use."),
    ("KA2", "Lights for the hall; doors", "Safety", "62000", "7", "It is safer."),
    ("2", "A fair (for children)", "Safety", "900", "120", "All liked it."),
]


def message(text: str, subtype: str = "plain") -> bytes:
    """A saved e-mail."""
    made = EmailMessage()
    made["From"], made["Subject"] = "jo@a.invalid", "Quarter 2"
    made.set_content(text, subtype=subtype)
    return bytes(made)


def sent() -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of contributions."""
    yield "mail.txt", E_MAIL.encode()
    yield "mail.eml", message(E_MAIL)
    yield "force.txt", FORCE.encode()
    yield "opcc.csv", OPCC.encode()
    yield "figures.txt", FIGURES.encode()
    yield "figures.eml", message(FIGURES)
    yield from LISTS.items()
    for path in sorted((ROOT / "tests/other_hands").glob("*/*.txt")):
        yield f"{path.parent.name}-{path.name}", path.read_bytes()
    for seed in range(2):
        for name, content in draw_contributions(entries(), seed).files.items():
            yield f"{seed}-{name}", content
    quoted = "\n".join(",".join(f'"{c}"' for c in cells) for cells in AWARDS)
    yield "awards.csv", quoted.encode()
    rows = "".join(f"<tr>{''.join(map('<td>{}</td>'.format, c))}</tr>" for c in AWARDS)
    page = f"<p>KA3</p><p>A board met.</p><table>{rows}</table><p>That is all.</p>"
    yield "awards.html", page.encode()
    cell = "<w:tc>{}</w:tc>".format
    in_word = "".join(
        f"<w:tr>{''.join(cell(office.p(c)) for c in r)}</w:tr>" for r in AWARDS
    )
    body = office.p("KA3") + office.p("A board met.")
    yield "awards.docx", office.word(f"{body}<w:tbl>{in_word}</w:tbl>")
    book, file = Workbook(), BytesIO()
    for cells in (["Safety Fund, quarter 2"], [], *AWARDS):
        book.active.append([Decimal(x) if x[0].isdecimal() else x for x in cells])
    for x in book.active["D"]:
        x.number_format = '"£"#,##0.00'
    book.save(file)
    yield "awards.xlsx", file.getvalue()


QUARTER = "2023/24 Q2"
MANY = re.compile(r"1-(?!clean)|[12]-clean-[abc]")
"""Of eight whole messages and two draws of contributions, most are with the slow tests."""


@pytest.mark.parametrize(
    "sent",
    some_slow(sent(), lambda each: MANY.match(each[0])),
    ids=lambda each: each[0],
)
def test_all_that_was_pasted_is_carried(
    tmp_path: Path, run: Run, sent: tuple[str, bytes]
) -> None:
    """Nothing is missing but what `paste` has named, and nothing is changed or invented."""
    name, content = sent
    project = projects.write(tmp_path / "p", plan=f"{projects.PLAN}{MEASURES}")
    (tmp_path / name).write_bytes(content)
    period = ("--period", "2023/24 Q2")
    where = ("--stream", "force", "--aim", "1", *period)
    pasted = run("paste", tmp_path / name, "--project", project, *where, "--write")
    assert pasted.returncode == 0, pasted.stderr

    done = records("reconcile", tmp_path / name, project, *period, "--include-private")

    groups = {g["title"]: g["changes"] for g in json.loads(done.stdout)["groups"]}
    assert {c["old"][0]["text"] for c in groups.pop("Left out", [])} <= {
        "See update under Key Aim 1 above."
    }
    groups.pop("Sent, in no update, and not dealt with", None)
    assert not groups, f"{pasted.stderr}{json.dumps(groups, indent=1)}"


@pytest.mark.parametrize("answer", ["No", "Yes"])
def test_a_reason_beside_another_update_is_carried(
    tmp_path: Path, run: Run, answer: str
) -> None:
    """It is in the project with “Nothing to report”, so that is not new; another word is."""
    head = "Key aim,Update,May it be published?"
    reason = "Nothing to report: the vet comes in November."
    text = f"{head}\n1,{reason},Yes\n1,The vet was paid by Jo.,{answer}\n"
    (tmp_path / "m.csv").write_text(text, "utf-8")
    where = (tmp_path / "m.csv", projects.write(tmp_path / "p"), "--period", QUARTER)
    run("paste", *where, "--stream", "force", "--write")
    [file] = (tmp_path / "p" / "updates").glob("2023-24-q2*")
    carried = run("reconcile", *where)
    written = file.read_text("utf-8")
    file.write_text(written.replace("November", "December"), "utf-8")
    changed = run("reconcile", *where)

    assert reason in written
    assert carried.returncode == 0, carried.stdout
    assert changed.returncode == 1
    assert "[-November-]{+December+}" in changed.stdout
