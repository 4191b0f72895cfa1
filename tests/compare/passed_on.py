"""What a comparison says in each form that is passed on."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from pccreport.layout.changes import lay_out_changes
from pccreport.pipeline.compare import Operand, compare_reports
from pccreport.pipeline.redline import build_redline
from pccreport.writers import changes_json, html, markdown
from pccreport.writers import text as text_writer
from pccreport.writers.forms import DocumentForm
from pccreport.writers.wrapping import plain_lines


def words_of(docx: Path) -> str:
    """The text in all parts of a Word file, runs joined."""
    with ZipFile(docx) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    return " ".join(re.sub("<[^>]*>", "", part) for part in parts)


def every_form(old: Path, new: Path) -> dict[str, str]:
    """What each form that is passed on says of two projects."""
    compared, findings = compare_reports(Operand(old), Operand(new))
    assert findings == ()
    outside = compared.for_sharing
    comparison = outside.comparison
    assert comparison is not None
    document = lay_out_changes(comparison)
    redline, *_ = build_redline(outside)
    assert redline is not None
    page, *_ = build_redline(outside, DocumentForm.HTML)
    assert page is not None
    target = new.parent / "changes.docx"
    target.write_bytes(redline)
    return {
        "text": plain_lines(text_writer.write(document)),
        "json": changes_json.write(comparison),
        "markdown": markdown.write(document),
        "html": html.write(document),
        "word": words_of(target),
        "page": page.decode(),
    }
