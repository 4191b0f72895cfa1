"""`pccreport compare --word` as a process: tracked changes that are both versions."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import indent
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator
from tests import transform
from tests.conftest import EXAMPLE, Run

NEWEST = "updates/2020-21-q1.yaml"
Q4 = "updates/2019-20-q4.yaml"
SECRET = "Quillfeather"


def changed(project: Path, file: str, *pairs: tuple[str, str]) -> None:
    """Change words of one file of a project."""
    path = project / file
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def revised(example: Path) -> Path:
    """The example with an update added, revised, moved and gone, and a new first aim."""
    path = example / Q4
    text = path.read_text(encoding="utf-8")
    start = text.index("      - >-\n        In Qtr.4, all of the Counter")
    end = text.index("      - >-\n        TVP is committed to tackling rural")
    moved = text[start:end]
    text = text[:start] + text[end:]
    text = text.replace(
        "  dare_to_share:\n    force:\n", f"  dare_to_share:\n    force:\n{moved}"
    )
    text = text.replace("£87,652", "£91,204").replace("96 people", "98 people")
    text = text.replace("    opcc:\n", "    opcc:\n      - A new thing was done.\n", 1)
    path.write_text(text, encoding="utf-8")
    plan = example / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    start, end = text.index("      engagement: >-"), text.index("  - number: 5")
    aim = text[start:end]
    text = text[:start] + text[end:]
    text = text.replace(
        "      public_awareness: >-", f"{aim}      public_awareness: >-"
    )
    plan.write_text(text, encoding="utf-8")
    return example


def settled(docx: Path, *, accept: bool) -> list[transform.Line]:
    """The paragraphs when all changes are accepted, or all rejected."""
    return transform.lines(
        transform.body(transform.package(docx.read_bytes(), accept=accept))
    )


def built(run: Run, project: Path, target: Path, *words: str) -> list[transform.Line]:
    """The paragraphs of what `build` makes."""
    done = run("build", project, "-o", target, *words)
    assert done.returncode == 0, done.stderr
    return transform.lines(transform.body(target.read_bytes()))


def text_of(docx: Path, *, without: str = "") -> str:
    """Everything in the parts of a Word file."""
    with ZipFile(docx) as archive:
        names = [name for name in archive.namelist() if name != without]
        return "".join(archive.read(name).decode() for name in names)


def test_accepted_it_is_the_new_report_and_rejected_the_old(
    run: Run, built_example: Path, revised: Path, tmp_path: Path
) -> None:
    """Paragraph by paragraph: words, style, level; with moves as moves, and without."""
    target = tmp_path / "changes.docx"
    old = transform.lines(transform.body(built_example.read_bytes()))
    new = built(run, revised, tmp_path / "new.docx")
    done = run("compare", EXAMPLE, revised, "--redline", target)

    assert (done.returncode, done.stdout) == (0, "")
    assert f"Wrote {target}: 1 added, 1 revised, 1 moved," in done.stderr
    assert new == settled(target, accept=True)
    assert old == settled(target, accept=False)
    assert "<w:moveFrom " in text_of(target)
    assert OpenXmlValidator().validate(str(target)).is_valid
    plain = tmp_path / "plain.docx"
    assert (
        run("compare", EXAMPLE, revised, "--redline", plain, "--no-moves").returncode
        == 0
    )
    assert "<w:moveFrom " not in text_of(plain)
    assert new == settled(plain, accept=True)
    assert old == settled(plain, accept=False)


def test_two_quarters_are_two_reports(run: Run, tmp_path: Path) -> None:
    """Both reach back to one beginning; each page says what the file is."""
    target = tmp_path / "changes.docx"
    quarters = ("2019/20 Q4", "2020/21 Q1")
    since = ("--since", "2019/20", "--period")
    old = built(run, EXAMPLE, tmp_path / "old.docx", *since, quarters[0])
    new = built(run, EXAMPLE, tmp_path / "new.docx", *since, quarters[1])
    done = run("compare", EXAMPLE, *quarters, "--redline", target)

    assert done.returncode == 0
    assert old == settled(target, accept=False)
    assert new == settled(target, accept=True)
    with ZipFile(target) as archive:
        head = archive.read("word/header.xml").decode()
    assert "Changes from 2019/20 Q4 to 2020/21 Q1: for reading and deciding" in head


def test_whose_and_when_the_changes_are(
    run: Run, revised: Path, tmp_path: Path
) -> None:
    """As asked; else the office's, of the day of the sign-off, and the same bytes."""
    asked, left, again = (tmp_path / f"{name}.docx" for name in "abc")
    named = ("--author", "A. <Officer>")
    run("compare", EXAMPLE, revised, "--redline", asked, *named)
    run("compare", EXAMPLE, revised, "--redline", left)
    run("compare", EXAMPLE, revised, "--redline", again, SOURCE_DATE_EPOCH="")

    changes = text_of(asked, without="word/comments.xml")
    authors = {*re.findall(r'w:author="([^"]+)"', changes)}
    assert authors == {"A. &lt;Officer&gt;", "A. &lt;Officer&gt; (renumbering)"}
    assert {"2020-08-26"} == {*re.findall(r'w:date="([^"T]+)T', text_of(left))}
    assert left.read_bytes() == again.read_bytes()


def test_findings_are_beside_the_changes(
    run: Run, revised: Path, tmp_path: Path
) -> None:
    """With --draft, also in spite of errors; without it nothing is written then."""
    target = tmp_path / "changes.docx"
    changed(
        revised, NEWEST, ("    opcc:\n", "    opcc:\n      - see: public_awarness\n")
    )
    refused = run("compare", EXAMPLE, revised, "--redline", target)
    assert (refused.returncode, target.exists()) == (1, False)
    assert "Nothing was written." in refused.stderr
    done = run("compare", EXAMPLE, revised, "--redline", target, "--draft")

    assert done.returncode == 0
    with ZipFile(target) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert "there is nothing called “public_awarness”" in comments
    assert "<w:ins " in text_of(target)
    assert OpenXmlValidator().validate(str(target)).is_valid


def test_nothing_private_is_in_the_package(
    run: Run, revised: Path, tmp_path: Path
) -> None:
    """Neither what is private now, was public before or not, nor ids, paths and names."""
    before = Path(shutil.copytree(revised, tmp_path / "Wrenbury-before"))
    after = Path(shutil.copytree(revised, tmp_path / "Wrenbury-after"))
    told = f"    opcc:\n      - text: {SECRET} was told of it on 3 May.\n"
    kept = f"{told}        id: tanglewood\n        source: Marchbank\n"
    changed(before, NEWEST, ("    opcc:\n", kept))
    changed(after, NEWEST, ("    opcc:\n", f"{kept}        public: false\n"))
    changed(after, NEWEST, ("period:", "# Oakapple\nperiod:"))
    target = tmp_path / "changes.docx"
    for extra in ((), ("--draft",)):
        done = run("compare", before, after, "--redline", target, *extra)
        assert done.returncode == 0, done.stderr
        package = text_of(target)
        for word in (SECRET, "tanglewood", "Marchbank", "Oakapple", "Wrenbury"):
            assert word not in package


def test_what_was_moved_and_reworded_is_noted(
    run: Run, example: Path, tmp_path: Path
) -> None:
    """A figure that changed on the way is not read over; accepting leaves the report."""
    path = example / Q4
    text = path.read_text(encoding="utf-8")
    start = text.index("      - >-\n        In Qtr.4, all of the Counter")
    end = text.index("      - >-\n        TVP is committed to tackling rural")
    _, words = text[start:end].replace("In Qtr.4, all", "In Qtr.4, 14").split("\n", 1)
    award = "      - award: {amount: 4321}\n        text: >-\n"
    moved = award + indent(words, "  ")
    text = text[:start] + text[end:]
    text = text.replace(
        "  dare_to_share:\n    force:\n", f"  dare_to_share:\n    force:\n{moved}"
    )
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "changes.docx"
    new = built(run, example, tmp_path / "new.docx")
    done = run("compare", EXAMPLE, example, "--redline", target)

    assert "1 moved and revised" in done.stderr
    with ZipFile(target) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert "In Qtr.4, [-all-]{+14+} of the Counter Terrorism" in comments
    assert "4,321" not in comments, "no report prints an award"
    assert new == settled(target, accept=True)
    assert OpenXmlValidator().validate(str(target)).is_valid
