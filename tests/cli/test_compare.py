"""`pccreport compare` as a process: which two are meant, streams, files and exit codes."""

from __future__ import annotations

import json
import os
import shutil
from itertools import product
from pathlib import Path

import pytest
from tests import projects
from tests.cases import in_turn
from tests.compare.passed_on import every_form
from tests.conftest import EXAMPLE, Run
from tests.started import printed
from tests.terminals import on_terminal
from tests.writers.comparisons import added, comparison

from pccreport.cli import compare
from pccreport.cli.changes_output import ChangesFormat

Q3, Q4, Q1 = "2019/20 Q3", "2019/20 Q4", "2020/21 Q1"
NEWEST = "updates/2023-24-q1.yaml"
SECRET = "Quillfeather"
FORMATS = ("text", "json", "markdown", "html")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A small project, to be the side before."""
    return projects.write(tmp_path / "old")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The same project, to change."""
    return projects.write(tmp_path / "project")


def tell(project: Path, *lines: str) -> None:
    """Put an update at the head of the newest quarter's first cell."""
    update = "".join(f"      {line}\n" for line in lines)
    projects.reword(project / NEWEST, ("    opcc:\n", f"    opcc:\n{update}"))


def kinds(answer: str) -> dict[str, int]:
    """How many changes of each kind an answer in JSON tells, but for those of none."""
    summary = json.loads(answer)["summary"]
    return {k: n for k, n in summary.items() if isinstance(n, int) and n}


def test_two_quarters_of_a_project_reach_back_to_one_beginning(
    run: Run, tmp_path: Path
) -> None:
    """The new quarter's updates are added, those before it are on both sides; a year in part says so."""
    done = run("compare", EXAMPLE, Q4, Q1, "--output-format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert kinds(done.stdout) == {"added": 17, "unchanged": 36}
    folder = shutil.copytree(EXAMPLE, tmp_path / "project")
    private = "period: 2020/21 Q3\nupdates: {fraud: [{text: One., public: false}]}\n"
    (folder / "updates" / "q3.yaml").write_text(private, encoding="utf-8")
    said = run("compare", folder, "2019/20", "2020/21").stdout
    assert "What changed from 2019/20 to 2020/21 Q1\n" in said


def test_backwards_nothing_is_lost_without_a_word(run: Run) -> None:
    """What comes after the new side ends was never to be in it."""
    done = run("compare", EXAMPLE, Q1, Q4)

    assert "17 withdrawn, 36 unchanged" in done.stdout
    assert f"{Q1} is the later of the two" in done.stdout
    assert "nobody wrote" not in done.stdout


def test_a_comparison_can_be_asked_for_in_few_words(
    run: Run, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quarters without quotation marks, in a project's folder, or none: the newest are meant; for mistyped ones the newest is named."""
    there = run("compare", example, "2022/23 Q4", "2023/24 Q1")
    typed = run("compare", example, "2022/23", "Q4", "2023/24", "Q1")
    alone = run("compare", example)
    monkeypatch.chdir(example)
    here = run("compare", "2022/23 Q4", "2023/24 Q1", "--output-format", "text")
    assert "such as 2023/24 Q1" in run("compare", "Mai 2022", "Januray 2023").stderr
    unknown = run("compare", "April 2022", "May 2022").stderr
    assert unknown.startswith("error: there is no update file for 2022-04-01")

    assert [0, 0, 0] == [done.returncode for done in (typed, alone, here)]
    assert there.stdout == typed.stdout == alone.stdout
    without = "".join(there.stdout.split()).replace(f"{example}{os.sep}", "")
    assert "".join(here.stdout.split()) == without
    assert run("compare").stdout == here.stdout


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_shared_output_has_no_folder(
    run: Run, old: Path, example: Path, form: str
) -> None:
    """Minutes, mails and other programs have names alone, and say which of two of one name is old."""
    projects.reword(example / NEWEST, ("More grants", "Many grants"))
    done = run("compare", old, example, "--output-format", form)

    is_json = form == "json"
    said = "What changed from old (2023/24 Q1) to project"
    assert ('"name": "old"' if is_json else said) in done.stdout
    assert ('"2023-24-q1.yaml"' if is_json else "2023-24-q1.yaml:") in done.stdout
    twin = Path(shutil.copytree(old, old.parent / "b" / "drafts" / "old"))
    said = run("compare", twin, old, "--output-format", form).stdout
    assert "old (old)" in said
    assert "drafts" not in said
    assert str(old.parent) not in done.stdout + said


def test_the_exit_code_shows_a_change(run: Run, old: Path, example: Path) -> None:
    """1 when something changed, also when only the plan did; 0 without the option."""
    projects.reword(example / "report.yaml", ("2023-07-11", "2023-07-18"))

    assert run("compare", old, example).returncode == 0
    assert run("compare", old, example, "--exit-code").returncode == 1


@pytest.mark.parametrize(
    ("name", "form"),
    [("a", "text"), ("a.html", "html"), ("a.MD", "markdown"), ("a.json", "json")],
)
def test_a_file_has_the_text_of_the_screen(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    """In UTF-8, whatever the console has, and in the form of its ending."""
    old, new = projects.write(tmp_path / "old"), projects.write(tmp_path / "new")
    projects.reword(new / NEWEST, ("More grants", "Mörë – “grants”"))
    target = tmp_path / name
    words = ("compare", old, new, "--output-format", form)
    shown = run(*words, COLUMNS="100")
    done = run(*words[:3], "-o", target, PYTHONIOENCODING="ascii")

    assert (shown.returncode, done.returncode) == (0, 0)
    assert (done.stdout, done.stderr) == ("", f"Wrote {target}.\n")
    assert printed(target) == shown.stdout
    assert (r"M\u00f6r\u00eb" if form == "json" else "Mörë") in shown.stdout
    assert run(*words, PYTHONIOENCODING="ascii").returncode == 0


def test_with_errors_nothing_is_passed_on(
    run: Run, old: Path, example: Path, tmp_path: Path
) -> None:
    """A page does not say that something could not be read; on the screen, the rest is compared."""
    tell(example, "- txt: This was meant to be told.")
    target = tmp_path / "changes.txt"
    for more in ("--output-format=markdown", "--output-format=html", f"-o{target}"):
        done = run("compare", old, example, more)
        assert (done.returncode, done.stdout, target.exists()) == (1, "", False)
        assert "Nothing was written" in done.stderr
    done = run("compare", old, example)

    assert done.returncode == 1
    assert f"{example / NEWEST}:" in done.stderr
    assert "is shown here as missing" in done.stderr
    assert "What changed from" in done.stdout


def test_what_is_public_as_well_is_compared(run: Run, example: Path) -> None:
    """The same words kept private elsewhere close nothing; compare(a, a) is empty."""
    tell(example, "- text: Patrols continue.", "- text: None yet.", "  public: false")
    tell(example, "- text: None yet.", "- text: A campaign.", "  outcome: None yet.")
    done = run("compare", example, example, "--exit-code")

    assert done.returncode == 0
    assert "Nothing in the printed report has changed." in done.stdout


def test_what_is_no_longer_public_is_a_change(run: Run, example: Path) -> None:
    """It is counted, and --include-private shows which it is."""
    public = Path(shutil.copytree(example, example.parent / "public"))
    tell(public, f"- text: {SECRET} was told of it.")
    tell(example, f"- text: {SECRET} was told of it.", "  public: false")
    done = run("compare", public, example, "--exit-code")
    _, asked = on_terminal("compare", public, example, "--include-private", output=True)

    assert done.returncode == 1
    assert "1 line that was public before but not now" in done.stdout
    assert "Nothing" not in done.stdout
    assert "(No longer public)" in asked
    assert SECRET in asked


def test_what_a_mistake_may_have_opened_is_not_compared(
    run: Run, old: Path, example: Path, tmp_path: Path
) -> None:
    """`publc: false` keeps nothing private, on whichever side; the file is named. Nor is an unusable plan."""
    tell(example, f"- text: {SECRET} was told.", "  publc: false")
    word = tmp_path / "changes.docx"
    for sides, more in product(
        ((old, example), (example, old)), ((), ("--redline", word, "--draft"))
    ):
        done = run("compare", *sides, *more)
        assert (done.returncode, done.stdout) == (1, "")
        assert "[unread-private]" in done.stderr
        assert f"{example / NEWEST}:1:1" in done.stderr
        assert SECRET not in done.stderr
    assert not word.exists()
    form = ("--include-private", "--output-format", "json")
    assert '"changes"' in run("compare", old, example, *form).stdout
    projects.reword(example / "plan.yaml", ("priorities:", "prorities:"))
    done = run("compare", old, example)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was compared." in done.stderr


def test_what_is_private_is_only_counted(old: Path, example: Path) -> None:
    """On whichever side, and also where it was public before, in each form."""
    public = Path(shutil.copytree(example, example.parent / "public"))
    told = f"- text: {SECRET} was told of it on 3 May."
    tell(public, told)
    tell(example, told, "  public: false")

    for before in (public, example, old):
        forms = every_form(before, example)
        assert [] == [name for name, said in forms.items() if SECRET in said], before
    opened = every_form(example, public)
    assert [] == [name for name, said in opened.items() if SECRET not in said]


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_office_can_ask_for_what_is_private(
    run: Run, old: Path, example: Path, form: str
) -> None:
    """It is compared like the rest, and says that it is not public."""
    tell(example, f"- text: {SECRET} was told.", "  public: false")
    words = ("compare", old, example, "--include-private", "--output-format", form)
    code, shown = on_terminal(*words, output=True)
    piped = run(*words)

    assert code == 0
    assert SECRET in shown
    if form == "json":
        [change] = [c for c in json.loads(piped.stdout)["changes"] if c["private"]]
        assert change["kind"] == "added"
        assert change["new"]["text"] == f"{SECRET} was told."
    else:
        assert "Not public" in shown
        assert (piped.returncode, piped.stdout) == (2, "")


def test_the_reports_of_a_meeting_are_named_one_by_one(run: Run, example: Path) -> None:
    """A folder of several reports is refused with the way out; a report's file is taken."""
    other = Path(shutil.copytree(example, example.parent / "other"))
    for project in (example, other):
        (project / "reports").mkdir()
        (project / "report.yaml").rename(project / "reports" / "p4.yaml")
        shutil.copy(project / "reports" / "p4.yaml", project / "reports" / "p5.yaml")
    projects.reword(other / NEWEST, ("More grants", "Many grants"))
    refused = run("compare", example, other)
    both = [project / "reports" / "p4.yaml" for project in (example, other)]
    named = run("compare", *both, "--output-format", "json")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "has 2 reports" in refused.stderr
    assert kinds(named.stdout)["revised"] == 1


@in_turn("form", [ChangesFormat.MARKDOWN, ChangesFormat.HTML])
def test_what_is_private_is_in_no_form_that_is_passed_on(form: ChangesFormat) -> None:
    """Whoever calls for it by mistake."""
    private = comparison(added("told", private=True))
    with pytest.raises(AssertionError, match="format for sharing"):
        compare.show_changes(private, form, None, "en-GB")
