"""What Python programs call: the commands' decisions as plain values."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests import projects
from tests.conftest import EXAMPLE, Run

import pccreport
from pccreport import api

ROOT = Path(__file__).parents[1]


def test_the_examples_of_the_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/python.md shows is what comes."""
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^```\w*$", "", page)
    shown = doctest.DocTestParser().get_doctest(text, {}, "python.md", None, 0)

    assert (0, 10) == doctest.DocTestRunner().run(shown)


def test_errors_stop_a_report_and_no_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft can be read, but not published; nothing is printed or written."""
    wrong = projects.one_update("- TBC officers came.")
    folder = projects.write(tmp_path, updates=wrong)
    before = {*tmp_path.rglob("*")}
    stopped, draft = pccreport.build(folder), pccreport.build(folder, draft=True)

    assert (stopped.content, stopped.may_be_published) == (None, False)
    [found] = [f for f in stopped.findings if f.severity == "error"]
    assert found.rule == "placeholder"
    assert "TBC" in found.message
    assert "TBC" in Path(found.file).read_text("utf-8").splitlines()[found.line - 1]
    assert found.help
    assert found in pccreport.check(folder)
    assert found in pccreport.check(found.file)
    assert draft.content
    assert not draft.may_be_published
    assert before == {*tmp_path.rglob("*")}
    assert ("", "") == capsys.readouterr()


def test_the_document_is_that_of_the_command(
    built_example: Path, tmp_path: Path, run: Run
) -> None:
    """The bytes are the same in each form, of each quarter."""
    assert pccreport.build(EXAMPLE).content == built_example.read_bytes()
    quarter, page = "2019/20 Q3", tmp_path / "report.html"
    run("build", EXAMPLE, "--period", quarter, "-o", page)
    lines = (
        pccreport.build(str(EXAMPLE), form="html", period=quarter).content or b""
    ).splitlines()
    # The file has a line more, by which pccreport knows its own.
    assert lines == page.read_bytes().splitlines()[:-1]


def test_a_file_alone_is_checked(tmp_path: Path) -> None:
    """It is in no project, so only its own mistakes are found."""
    file = tmp_path / "2022-23-q4.yaml"
    file.write_text("period: soon\nupdates: {}\n", encoding="utf-8")

    assert ["wrong-form"] == [found.rule for found in pccreport.check(file)]


def test_no_change_has_private_text(tmp_path: Path) -> None:
    """Changes are those for sharing; if text may be missing, there are none."""
    secret = "- text: Quillfeather came.\n  public: false\n- Twelve barns were visited."
    old = projects.write(tmp_path / "old", updates=projects.one_update("- One barn."))
    new = projects.write(tmp_path / "new", updates=projects.one_update(secret))
    found = pccreport.find_changes(old, new)

    assert found["summary"]["added"] == 1
    assert "Quillfeather" not in str(found)
    file = next((new / "updates").glob("*.yaml"))
    file.write_text(f"{file.read_text('utf-8')}\n - [", encoding="utf-8")
    with pytest.raises(pccreport.CommandError, match="would be missing"):
        pccreport.find_changes(old, new)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: pccreport.build("nowhere"), "“nowhere” does not exist"),
        (lambda: pccreport.check("nowhere"), "“nowhere” does not exist"),
        (lambda: pccreport.find_changes("a", "b", "c", "d"), "“a” is neither a period"),
        (lambda: pccreport.build(EXAMPLE, form="odt"), "cannot write “report.odt”"),
        (lambda: pccreport.build(EXAMPLE, form="csv"), "no tables"),
        (lambda: pccreport.build(EXAMPLE, period="Q4"), "“Q4” is not a rec"),
        (lambda: pccreport.build(EXAMPLE, period=None), "“None” is not a rec"),  # type: ignore[arg-type]
        (lambda: pccreport.build("a\0b"), "“a\0b” does not exist"),
        (lambda: pccreport.check("a\0b.yaml"), "“a\0b.yaml” does not exist"),
        (lambda: pccreport.find_changes(EXAMPLE, "a\0b"), "“a\0b” does not exist"),
        (lambda: pccreport.find_changes(EXAMPLE, "2001/02 Q1", "2001/02 Q2"), "Q1"),
    ],
)
def test_what_stops_a_command_is_raised(call: object, why: str) -> None:
    """One exception has the message and the help."""
    assert callable(call)
    with pytest.raises(pccreport.CommandError, match=why) as raised:
        call()
    assert raised.value.message
    assert raised.value.help


def test_names_are_loaded_when_they_are_used() -> None:
    """Neither an import nor the command pays for the public face."""
    code = "import sys, pccreport; print([m for m in sys.modules if 'pccreport.' in m])"
    args = [sys.executable, "-c", code]
    done = subprocess.run(args, capture_output=True, encoding="utf-8", check=True)

    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError, match="no attribute 'rebuild'"):
        pccreport.rebuild  # type: ignore[attr-defined]  # noqa: B018
    assert all(getattr(pccreport, n) is getattr(api, n) for n in pccreport.__all__)
