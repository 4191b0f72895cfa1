"""How a command says that it cannot do what was asked: `error:`, `help:`, and nothing else."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from tests import projects
from tests.cases import in_turn
from tests.conftest import Run
from tests.readers import office
from tests.terminals import on_terminal

from pccreport import __version__

SENTENCE = re.compile(r"^error: .+[^.]\nhelp: .+[^.]\n\Z", re.MULTILINE)
MISUSES = [
    ("check --foo", "no such option: --foo (Possible options: --fix, --info)", "check"),
    ("check --bogus", "no such option: --bogus", "check"),
    ("build -qz", "no such option: -z", "build"),
    ("--foo", "no such option: --foo", ""),
    ("chek", "no such command “chek”. Did you mean “check”?", ""),
    ("zzz", "no such command “zzz”", ""),
    ("build -o", "option “-o” requires an argument", "build"),
    (
        "status --output-format html",
        "no such option: --output-format (Possible options: --output)",
        "status",
    ),
    ("check --fix=3", "option “--fix” does not take a value", "check"),
    ("explain a b", "“b” cannot be used here", "explain"),
    (
        "check --output-format xml",
        "invalid value for “--output-format”: “xml” is not one of “text”, “json”",
        "check",
    ),
]


@in_turn(("typed", "message", "command"), MISUSES)
def test_a_command_that_is_not_understood_is_an_error_as_any_other(
    run: Run, typed: str, message: str, command: str
) -> None:
    """Two lines, exit code 2, and no box."""
    done = run(*typed.split())

    assert (done.returncode, done.stdout) == (2, "")
    advice = " ".join(filter(None, ("see pccreport", command, "--help")))
    assert done.stderr == f"error: {message}\nhelp: {advice}\n"


# Windows says of a long name that it is not there.
POSIX = "cannot be the name of a file; help: check it, or shorten it"
TOO_LONG = "does not exist" if os.name == "nt" else POSIX
REFUSALS = [
    # what is typed in a folder with projects and files, exit code, words of the sentence
    ("check nowhere", 3, "the folder “nowhere” does not exist"),
    ("check 'my report\" --info'", 3, "the end of the folder’s name"),
    ("paste '*.eml' p", 3, "“*.eml” does not exist"),
    ("check", 1, "the current folder has no plan.yaml; help: give the folder that holds plan.yaml"),
    ("build", 1, "the current folder has no plan.yaml; help: give the folder that holds plan.yaml"),
    ("check two/reports/no.yaml", 3, "the file “two/reports/no.yaml” does not exist; help: reports in the project: reports/p2.yaml and reports/p3.yaml"),
    ("build two/reports/no.yaml", 3, "the file “two/reports/no.yaml” does not exist; help: reports in the project: reports/p2.yaml and reports/p3.yaml"),
    ("compare two/reports/no.yaml", 3, "the file “two/reports/no.yaml” does not exist; help: reports in the project: reports/p2.yaml and reports/p3.yaml"),
    (f"check {'A' * 300}", 3, TOO_LONG),
    (f"paste {'A' * 300}.txt p", 3, TOO_LONG),
    ("request p --for force --by 2020-09-04", 2, "“2020-09-04” has passed; help: give a future date with --by"),
    ("request p --for force --by 2093-10-06", 2, "“2093-10-06” is after the panel’s meeting on 2023-07-11; help: give an earlier date with --by, or correct meeting: in report.yaml"),
    ("request p 2023/24 --for force", 2, '“2023/24” is neither a quarter nor a month; help: give a quarter like "2020/21 Q2" or a month like "May 2020"'),
    ("build p --since 'May 2022'", 2, "“May 2022” is not a quarter or a year"),
    ("request p --all -o force.txt", 3, "“force.txt” is a file, not a folder, so nothing can be saved in it; help: choose another folder"),
    ("new force.txt/deep", 3, "“force.txt” is a file, not a folder"),
    ("build p two", 2, "--all"),
    ("build two", 2, "“two” has 2 reports: two/reports/p2.yaml and two/reports/p3.yaml; help: give one, such as two/reports/p2.yaml, or build"),
    ("build p --period never", 2, "“never” is not a recognised period"),
    ("build p --period 2022/23 Q4", 2, '--period "2022/23 Q4"'),
    ("build p/plan.yaml -o x.docx", 2, "not a report"),
    ("build p --form html", 2, "-o report.html"),
    ("build --all p copy/p", 2, "“p/report.yaml” and “copy/p/report.yaml” would both be saved as “p.docx”"),
    ("build --all p -o missing", 2, "there is no folder “missing”; help: with --all, -o must name an existing folder"),
    ("build --all --draft p", 2, "--draft works with only one report"),
    ("build p -o /dev/full", 2, "is not"),
    ("build nowhere", 3, "the folder “nowhere” does not exist; help: give the folder that holds plan.yaml"),
    ("build copy", 1, "the folder “copy” has no plan.yaml; help: give the folder that holds plan.yaml"),
    ("build p -o copy", 2, "“copy” is a folder, not a document; help: give the name of a file in it"),
    ("build p -o p/plan.yaml/r.docx", 3, "“p/plan.yaml” is a file, not a folder, so nothing can be saved in it"),
    ("build p -o no/r.docx", 3, "the folder “no” does not exist"),
    ("build p -o x.odt", 2, "pccreport cannot write “x.odt”; help: use a name that ends in .docx, .pdf, .html, .md, .txt or .csv"),
    ("build p -o report", 2, "pccreport cannot write “report”"),
    ("compare p p p p", 2, "compare needs two quarters of one project, or two projects"),
    ("compare p '2022/23 Q4'", 2, "compare needs two quarters of one project, or two projects"),
    ("compare '2022/23 Q4'", 2, "compare needs two quarters of one project, or two projects"),
    ("compare p '2022/23 Q4' '2023/24 Q5'", 2, "“2023/24 Q5” is neither a period nor a project; help: give a project or a period that has an update file, such as 2023/24 Q1"),
    ("compare p 'Mai 2022' 'Januray 2023'", 2, "“Mai 2022” is neither a period nor a project; help: give a project or a period that has an update file, such as 2023/24 Q1"),
    ("compare p/plan.yaml p/plan.yaml", 2, "“p/plan.yaml” is not a report file"),
    ("compare p p/updates/2022-23-q4.yaml", 2, "“p/updates/2022-23-q4.yaml” is not a report file"),
    ("compare force.txt p", 2, "“force.txt” is not a report file"),
    ("compare p nowhere", 3, "the folder “nowhere” does not exist"),
    ("compare nowhere.yaml p", 3, "the file “nowhere.yaml” does not exist"),
    ("compare p 'January 2023' '2023/24 Q1'", 2, "there is no update file for 2023-01-01 to 2023-01-31"),
    ("compare p 'March 2023' '2023/24 Q1'", 2, "there is no update file for 2023-03-01 to 2023-03-31; help: give a period that has an update file, such as 2023/24 Q1"),
    ("compare p '2022/23 Q4' '2023/24 Q2'", 2, "there is no update file for 2023/24 Q2; help: give a period that has an update file, such as 2023/24 Q1"),
    ("compare p '2011/12 Q4' '2023/24 Q1'", 2, "2011/12 Q4 is outside the plan’s years, 2021/22 to 2024/25"),
    ("compare p p -o x.docx", 2, "the Word file “x.docx” cannot be written with -o; help: use a name ending in .html; for two versions in Word, use compare --redline"),
    ("compare p copy/p -o copy/p/updates/2022-23-q4.yaml", 2, "was not written by pccreport"),
    ("compare p p --output-format xml", 2, "“xml” is not one of “text”, “json”, “markdown”, “html”"),
    ("compare p p --include-private", 2, "text that is not public cannot be written where it may be shared"),
    ("compare p p --include-private --output-format html", 2, "text that is not public cannot be written where it may be shared"),
    ("compare p p --redline x.docx --include-private", 2, "text that is not public cannot be written where it may be shared"),
    ("compare p p --redline x.docx --include-private --output-format json", 2, "text that is not public cannot be written where it may be shared"),
    ("compare p p --redline x.txt", 2, "pccreport cannot write “x.txt”; help: use a name that ends in .docx, .html or .pdf"),
    ("compare p p --redline x.md", 2, "pccreport cannot write “x.md”"),
    ("compare p p --redline .", 2, "“.” is a folder, not a document"),
    ("compare p p --redline no/x.docx", 3, "the folder “no” does not exist"),
    ("compare p p --redline x.docx -o x.docx", 2, "the Word file “x.docx” cannot be written with -o"),
    ("compare p p --redline x.docx --author 'A'", 2, "Word cannot show the author’s name"),
    (f"compare p p --redline x.docx --author {'A' * 201}", 2, "retype it, in at most 200 characters"),
    ("compare p p --draft", 2, "--draft works only with --redline"),
    ("compare p p --no-moves", 2, "--no-moves works only with --redline"),
    ("compare p p --author A", 2, "--author works only with --redline"),
    ("compare two p", 2, "“two” has 2 reports"),
    ("compare a.docx b.docx", 2, "my-report; to compare two Word files, use Compare in Word"),
    ("compare a.docx x y", 2, "compare needs one Word file and the project"),
    ("compare a.docx --redline r.docx", 2, "edits in a Word file can only be listed"),
    ("compare missing.docx p", 3, "does not exist"),
    ("compare minutes.docx p", 2, "is not a report of"),
    ("compare old.doc p", 3, "is in the format of Office 97-2003"),
    ("compare minutes.docx force.txt", 2, "is not a report file"),
    ("reconcile p .", 2, "“.” is a folder without plan.yaml"),
    ("reconcile p x.yaml", 2, "expected one project, not “p” and “x.yaml”"),
    ("reconcile missing.txt p", 3, "does not exist"),
    ("reconcile scan.pdf p", 3, "its text as a .txt file"),
    ("reconcile force.txt p --period soon", 2, "is not a quarter, a year or a month"),
    ("reconcile force.txt p --period '2021/22 Q1'", 2, "there are updates for 2022/23 Q1"),
    ("reconcile force.txt p --period q2", 2, "help: use a quarter like 2019/20 Q4, a year like 2019/20, or a month"),
    ("reconcile force.txt p -o force.txt", 2, "force.txt"),
    ("reconcile force.txt", 1, "plan.yaml"),
    ("reconcile force.txt p --include-private -o page.html", 2, "text that is not public"),
    ("paste force.txt p --stream forse", 2, "the house format has no stream “forse”"),
    ("paste force.txt p --aim 9", 2, "the plan has no key aim “9”; help: use one of: farms, "),
    ("paste force.txt p --period q2", 2, "help: use a quarter like 2019/20 Q4, a year like 2019/20, or a month"),
    ("status p -o p/s.json", 2, "use a name that ends in .pdf, .html, .md or .txt"),
    ("status p -o p/plan.yaml", 2, "use a name that ends in .pdf, .html, .md or .txt"),
    ("status p '2030/31 Q1'", 2, "2030/31 Q1"),
    ("status p soon", 2, "“soon” is neither a quarter"),
    ("status p 'May 2022'", 2, "the report is not monthly, so there is no status for a month; help: give a quarter"),
    ("new p", 2, "already exists"),
    ("new force.txt", 2, "already exists"),
    ("new", 2, "new needs a folder or a quarter"),
    ("new p '2030/31 Q1'", 2, "outside the plan’s years, 2021/22 to 2024/25"),
    ("new Q4", 2, "“Q4” is not a quarter"),
    ("new 'quarter 4'", 2, "“quarter 4” is not a quarter"),
    ("new 'q4 2021'", 2, "“q4 2021” is not a quarter"),
    ("new p '2022/23 Q5'", 2, "“2022/23 Q5” is not a quarter"),
    ("new a b", 2, "new needs a folder or a quarter"),
    ("new 2020/21", 2, "“2020/21” is not a quarter"),
    ("new Q5", 2, "“Q5” is not a quarter"),
    ("explain no-such-rule", 2, "there is no rule “no-such-rule”"),
    ("explain date-after-perio", 2, "did you mean “date-after-period”?"),
]  # fmt: skip


def test_a_refusal_is_an_error_and_a_help(tmp_path: Path, run: Run) -> None:
    """With the code that fits, nothing on standard output, and no file written."""
    for name in ("p", "copy/p", "two"):
        projects.write(tmp_path / name)
    (tmp_path / "two/reports").mkdir()
    (tmp_path / "two/report.yaml").rename(tmp_path / "two/reports/p2.yaml")
    shutil.copy(tmp_path / "two/reports/p2.yaml", tmp_path / "two/reports/p3.yaml")
    (tmp_path / "force.txt").write_text("KA1\n- Two came.\n", "utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "minutes.docx").write_bytes(office.word(office.p("Minutes.")))
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600)
    before = {p: p.is_file() and p.read_bytes() for p in tmp_path.rglob("*")}

    for typed, code, said in REFUSALS:
        done = run(*shlex.split(typed), cwd=tmp_path)
        sentences = done.stderr.replace("\n", "; ").replace(os.sep, "/")

        assert (done.returncode, done.stdout) == (code, ""), typed
        assert SENTENCE.search(done.stderr), typed
        assert said in sentences, typed
    assert before == {p: p.is_file() and p.read_bytes() for p in tmp_path.rglob("*")}


def test_a_terminal_breaks_an_error_between_words() -> None:
    """In colour if it has any; what follows is under the first word."""
    folder = "/nowhere/" + "a-long-name-" * 5 + "end"
    _, plain = on_terminal("check", folder, COLUMNS="80")
    _, coloured = on_terminal("check", folder, COLUMNS="80", TERM="xterm")

    assert plain.splitlines() == [
        "error: the folder",
        f"       “{folder}”",
        "       does not exist",
        "help: give the folder that holds plan.yaml and your updates",
    ]
    assert "\x1b[1;31merror:\x1b[0m" in coloured


BUG = """
import sys
from pccreport.pipeline import load
def fail(*_):
    raise KeyError("a private" + " text")  # no line of the code has the text
load.read_folder = fail
from pccreport.__main__ import main
main()
"""


def crashed(folder: Path, *words: str) -> tuple[str, str]:
    """What a run with a bug shows, and its log."""
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", BUG, *words],
        env={**os.environ, "TMPDIR": str(logs), "TEMP": str(logs)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 70
    [log] = logs.iterdir()
    return done.stderr, log.read_text("utf-8")


def test_the_log_of_a_bug_has_what_helps_and_nothing_private(tmp_path: Path) -> None:
    """Version, Python, system, command and places; no path, value or text."""
    folder = projects.write(tmp_path / "Jo Bloggs")
    shown, log = crashed(tmp_path, "build", str(folder), "--period=2022/23 Q4", "-q")

    assert "Traceback" not in shown
    assert log.startswith(
        f"pccreport {__version__}, Python {platform.python_version()}, "
    )
    assert "\ncommand: build --period -q\nKeyError\n" in log
    assert "pccreport/cli/build.py" in log
    for private in ("Jo Bloggs", "2022/23", "a private text", str(tmp_path)):
        assert private not in log


@in_turn("typed", ["build {} --debug", "--debug build {}"])
def test_debug_shows_the_traceback(tmp_path: Path, typed: str) -> None:
    """Wherever it is typed."""
    folder = projects.write(tmp_path / "project")
    shown, _ = crashed(tmp_path, *typed.format(folder).split())

    assert "Traceback" in shown
    assert "KeyError: 'a private text'" in shown


def test_each_of_several_errors_has_its_help(tmp_path: Path, run: Run) -> None:
    """The last and those before it."""
    done = run("check", tmp_path / "one", tmp_path / "two")

    lines = [line.split()[0] for line in done.stderr.splitlines()]
    assert lines == ["error:", "help:"] * 2
