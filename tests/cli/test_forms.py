"""Documents in each form, by the ending of the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.conftest import EXAMPLE, Run

from pccreport.writers.forms import DocumentForm

BEGINNINGS = {"html": "<!doctype html>", "md": "Office of the Police", "txt": "Office"}
OTHERS = (DocumentForm.CSV, DocumentForm.PDF)
FORMS = [form.value for form in DocumentForm if form not in OTHERS]
SECRET = "Quillfeather"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "docx"])
def test_a_report_is_written_in_each_form(run: Run, tmp_path: Path, form: str) -> None:
    """The same summary, the same words, and the same bytes each time."""
    target, word = tmp_path / f"r.{form.upper()}", tmp_path / "r.docx"
    done, of_word = (run("build", EXAMPLE, "-o", path) for path in (target, word))
    first = target.read_bytes()
    run("build", EXAMPLE, "-o", target)

    assert done.returncode == 0
    assert done.stdout == of_word.stdout
    assert target.read_text("utf-8").startswith(BEGINNINGS[form])
    assert "increase the pace of change" in " ".join(target.read_text("utf-8").split())
    assert first == target.read_bytes()


@in_turn("form", FORMS)
def test_a_draft_has_findings_in_each_form(run: Run, tmp_path: Path, form: str) -> None:
    """With DRAFT, and with no private word: an error elsewhere stops it."""
    entries = f"- One - two.\n- {{text: {SECRET} was told., public: false}}"
    updates = {**projects.one_update(entries)}
    folder = projects.write(tmp_path / "p", updates=updates)
    report = (folder / "report.yaml").read_text("utf-8")
    (folder / "report.yaml").write_text(report + "\ncolour: red\n", "utf-8")
    target = tmp_path / f"d.{form}"
    done = run("build", folder, "--draft", "-o", target)
    content = target.read_bytes()

    assert done.returncode == 0, done.stderr
    assert SECRET.encode() not in content
    if form != "docx":
        assert "DRAFT" in content.decode()
        assert "unknown-key" in content.decode().replace("\\", "")
