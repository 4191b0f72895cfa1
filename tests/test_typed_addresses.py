"""A typed address of a web page is a link, and what else is done with texts does not see a change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests import projects, word_edits
from tests.conftest import Run

PAGE = "https://www.northshire.gov.uk/speedwatch"
PLACE = "www.northshire.gov.uk/map_(north)"
TEXTS = f"""\
- More at {PAGE}.
- {{text: The map is on (see {PLACE})., outcome: "It is “{PAGE}?y=1&z=2”."}}
- Not on https://intranet.internal/page."""


def project(folder: Path, entries: str = TEXTS) -> Path:
    """A project with addresses in its updates and in a focus."""
    report = f"{projects.REPORT}\nfocus: ['Watches, see {PAGE}/f']\n"
    return projects.write(folder, report=report, updates=projects.one_update(entries))


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("html", r'<a href="(https[^"]*)"[^>]*>([^<]*)</a>'),
        ("md", r"<(https:[^<>]*)>|\[(www[^]]*)\]\((https:.*?north\))\)"),
    ],
)
def test_typed_addresses_are_links(
    run: Run, tmp_path: Path, form: str, pattern: str
) -> None:
    """In updates, in an outcome and in a focus; the signs around them are no part."""
    target = tmp_path / f"r.{form}"
    done = run("build", project(tmp_path / "p"), "-o", target)
    written = target.read_text("utf-8").replace("&amp;", "&").replace("\\_", "_")
    found = {word for words in re.findall(pattern, written) for word in words if word}

    assert done.returncode == 0, done.stderr
    typed = {PAGE, f"{PAGE}/f", f"{PAGE}?y=1&z=2"}
    assert found == {*typed, PLACE, f"https://{PLACE}"}
    assert "https://intranet.internal/page." in written


def test_an_address_that_becomes_a_link_is_no_change(run: Run, tmp_path: Path) -> None:
    """It was one. Words instead of it are shown as they are typed."""
    old = project(tmp_path / "old")
    linked = TEXTS.replace(f"at {PAGE}", f"at [{PAGE}]({PAGE})")
    same = run("compare", old, project(tmp_path / "same", linked), "--exit-code")
    worded = TEXTS.replace(f"at {PAGE}", f"at [its page]({PAGE})")
    other = project(tmp_path / "other", worded)
    done = run("compare", old, other, "--output-format", "text")

    assert same.returncode == 0, same.stdout
    assert f"[{PAGE}]" not in done.stdout
    assert f"at {{+[its page](+}}{PAGE}{{+)+}}." in done.stdout


def test_a_sent_file_with_them_as_words_has_no_change(run: Run, tmp_path: Path) -> None:
    """Nor has one in which they are links; one that leads elsewhere is seen."""
    folder, sent = project(tmp_path / "p"), tmp_path / "r.docx"
    run("build", folder, "-o", sent)
    as_sent = sent.read_bytes()

    def plain(body: bytes) -> bytes:
        return re.sub(rb"</?w:hyperlink[^>]*>", b"", body)

    for package in (as_sent, word_edits.with_part(as_sent, word_edits.BODY, plain)):
        sent.write_bytes(package)
        assert "northshire.gov.uk" not in run("compare", sent, folder).stdout
    other = "word/_rels/document.xml.rels"
    sent.write_bytes(
        word_edits.with_part(as_sent, other, lambda x: x.replace(b"northshire", b"a.b"))
    )
    assert "a.b.gov.uk" in run("compare", sent, folder).stdout


def test_a_site_with_other_letters_is_words_only(run: Run, tmp_path: Path) -> None:
    """It may look like another site; the report is made, with a warning."""
    folder = project(tmp_path / "p", "- See [the café](https://café.uk/menu).")
    done = run("build", folder, "-o", tmp_path / "r.html")
    written = (tmp_path / "r.html").read_text("utf-8")

    assert done.returncode == 0, done.stderr
    assert "letters in its name that can be mistaken for others" in done.stderr
    assert "See the café." in written
    assert "café.uk" not in written
