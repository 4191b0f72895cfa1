"""`pccreport check` as a process: what is found where, what is said, how it ends."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests import projects
from tests.cases import in_turn
from tests.conftest import EXAMPLE, ROOT, Run, RunBytes
from tests.expect import Expect
from tests.finding_lines import as_lines, check_lines
from tests.terminals import on_terminal

from pccreport.cli.check import FindingsFormat

PLACE = re.compile(
    r"^(.+?):(\d+):(\d+): (error|warning|suggestion): .*?\[([a-z-]+)\]", re.MULTILINE
)
FINDING = re.compile(
    r"^(error|warning|suggestion): .*?\[([a-z-]+)\]$", re.MULTILINE | re.DOTALL
)
BROKEN = "period: 2022/23 Q4\nupdates:\n  famrs:\n    force:\n      - One.\n"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A project with nothing to find: one key aim, one stream, an update each year."""
    return quiet(tmp_path / "clean")


def quiet(folder: Path, entries: str = "- One.", plan: str = "") -> Path:
    """A project with these entries in 2022/23 Q4, and nothing else to find."""
    lines = projects.PLAN.splitlines(keepends=True)
    kept = [line for line in lines if not re.match(" +(roads|wildlife):", line)]
    updates = projects.one_update(entries)
    updates["2023-24-q1.yaml"] = (
        "period: 2023/24 Q1\nupdates: {farms: {force: [Later.]}}\n"
    )
    return projects.write(
        folder,
        plan="".join(kept) + plan,
        report=projects.REPORT.replace("07-01", "06-30"),
        updates=updates,
        house=projects.EXTENDS
        + "streams: {force: {heading: Done}}\ndeadlines: {publish: 5}\n",
    )


def found(text: str) -> list[tuple[str, str]]:
    """Severity and rule of each finding that is told at length."""
    return FINDING.findall(text.replace("\r\n", "\n"))


def fields(text: str) -> list[tuple[str, ...]]:
    """File name, line, column, severity and rule of each line."""
    return [(Path(m[0]).name, *m[1:]) for m in PLACE.findall(text)]


# What is asked for


def test_nothing_found_is_reported(clean: Path, run: Run) -> None:
    """A clean project ends with 0, one line, and nothing on standard error."""
    done = run("check", clean, "--info")

    assert (done.returncode, done.stdout) == (0, "No problems: 1 report, 2 files\n")
    assert done.stderr == ""


def test_what_waits_for_errors_is_told(clean: Path, run: Run) -> None:
    """One error in a file hides what is wrong with the report, also of the other files."""
    file = clean / "updates/2022-23-q4.yaml"
    file.write_text(
        file.read_text("utf-8") + "      - {text: One., pubic: false}\n", "utf-8"
    )
    whole = run("check", clean).stdout.splitlines()
    built = run("build", clean, "-o", clean.parent / "r.docx").stderr.splitlines()

    told = r"\d+ checks have not run; correct this error first"
    [waiting] = filter(re.compile(told).fullmatch, whole)
    assert whole.index("1 error") + 1 == whole.index(waiting)
    assert re.fullmatch(told, built[-2])

    file.write_text("period: 2022/23 Q4\nupdates: {famrs: {force: [One.]}}\n", "utf-8")
    assert "have not run" not in run("check", clean).stdout


def test_a_missing_fact_is_told_beside_other_errors(tmp_path: Path, run: Run) -> None:
    """It is found while the document is made, which an error of a rule does not prevent."""
    folder = quiet(tmp_path / "p", "- Two arrests were made in May 2024.")
    named = ("heading: Done", 'heading: "Under {law}"')
    projects.reword(folder / "house.yaml", named)

    rules = [rule for _, rule in found(run("check", folder).stdout)]
    assert {"date-after-period", "missing-fact"} <= {*rules}


@in_turn(
    ("folder", "named"),
    [
        (".", []),
        ("..", ["clean"]),
        ("updates", ["2022-23-q4.yaml"]),
        ("..", ["clean/updates/2022-23-q4.yaml"]),
        (".", ["updates/../../clean/./updates/2022-23-q4.yaml"]),
        (".", ["plan.yaml", "updates/2023-24-q1.yaml"]),
        (".", ["house.yaml"]),
        (".", ["report.yaml"]),
    ],
)
def test_a_file_of_a_project_is_checked_with_all_others(
    clean: Path, run_bytes: RunBytes, folder: str, named: list[str]
) -> None:
    """However it is named, and without a path; each finding is there once."""
    for name, quarter in (("2022-23-q4", "2022/23 Q4"), ("2023-24-q1", "2023/24 Q1")):
        text = BROKEN.replace("2022/23 Q4", quarter)
        (clean / f"updates/{name}.yaml").write_text(text, "utf-8")
    typed = ("check", *named, "--output-format", "json")
    done = run_bytes(*typed, cwd=clean / folder)

    lines = fields(as_lines(done.stdout.decode()))
    assert done.returncode == 1
    assert sorted(x for x in lines if x[4] == "unknown-aim") == [
        (f"{name}.yaml", "3", "3", "error", "unknown-aim")
        for name in ("2022-23-q4", "2023-24-q1")
    ]


def test_several_folders_are_all_checked(
    tmp_path: Path, run: Run, expect: Expect
) -> None:
    """One that is broken, or not there, hides no other; the worst is the exit code."""
    one, two = quiet(tmp_path / "one"), quiet(tmp_path / "two")
    for folder in (one, two):
        (folder / "updates/2022-23-q4.yaml").write_text(BROKEN, "utf-8")
    both = run("check", one, two)
    lost = run("check", one, tmp_path / "nowhere", two)

    for done in (both, lost):
        assert found(done.stdout) == [("error", "unknown-aim")]
        assert "= and 1 more:" in done.stdout  # the same error, in the other
        assert done.stdout.count("2022-23-q4.yaml:") == 2
    assert (both.returncode, lost.returncode) == (1, 3)
    expect(lost.stderr)


def test_a_file_in_no_project(tmp_path: Path, run: Run, expect: Expect) -> None:
    """Its text and its form are checked; what a plan would say is not."""
    (tmp_path / "q4.yaml").write_text(BROKEN, "utf-8")
    good = run("check", tmp_path / "q4.yaml")
    (tmp_path / "q4.yaml").write_text(BROKEN.replace("updates:", "udpates:"), "utf-8")
    bad = run("check", tmp_path / "q4.yaml")

    expect(good.returncode, good.stdout)
    assert (bad.returncode, found(bad.stdout)) == (1, [("error", "unknown-key")])


# Reports


TWO = {
    "q4.yaml": """\
period: 2022/23 Q4
updates:
  farms: {force: [One., see: nowhere]}
  # accept repeated-word: it is a name
  courtesy: {force: [Thanks.]}
""",
    "q1.yaml": "period: 2023/24 Q1\nupdates: {farms: {force: [Later.]}}\n",
}


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A project with two reports; the one on priority 2 has a reference to nowhere."""
    folder = projects.write(tmp_path / "two", updates=TWO)
    report = (folder / "report.yaml").read_text("utf-8")
    (folder / "report.yaml").unlink()
    (folder / "reports").mkdir()
    (folder / "reports/p2.yaml").write_text(report, "utf-8")
    other = report.replace("priority: 2", "priority: 3")
    other = other.replace("make farms safer", "be courteous to all")
    (folder / "reports/p3.yaml").write_text(other, "utf-8")
    return folder


def places(text: str) -> set[tuple[str, ...]]:
    """File name, severity and rule of each line."""
    return {(name, *rest) for name, _, _, *rest in fields(text)}


def test_a_report_s_file_means_the_report(two: Path, run_bytes: RunBytes) -> None:
    """The plan, all updates and its own settings: all that `build` finds, and more."""
    p2 = two / "reports/p2.yaml"
    p2.write_text(f"bogus: 1\n{p2.read_text('utf-8')}", "utf-8")
    form = ("--output-format", "json")
    done = run_bytes("check", "p2.yaml", "./p2.yaml", *form, cwd=two / "reports")
    said = places(as_lines(done.stdout.decode()))
    (two / "reports/p3.yaml").unlink()
    alone = places(as_lines(run_bytes("check", two, *form).stdout.decode()))

    assert done.returncode == 1
    assert {
        ("q4.yaml", "error", "dangling-reference"),
        ("p2.yaml", "error", "unknown-key"),
    } <= said
    assert said == alone - {("q4.yaml", "warning", "unused-accept")}


def test_a_report_s_file_is_checked_as_it_is_built(two: Path, run: Run) -> None:
    """What stops the build of a report is an error of its check, and the reverse."""
    files = [two / "reports/p2.yaml", two / "reports/p3.yaml"]
    for written, codes in (
        (", see: nowhere", [1, 1]),
        (", see: roads", [1, 0]),
        ("", [0, 0]),
    ):
        text = TWO["q4.yaml"].replace(", see: nowhere", written)
        (two / "updates/q4.yaml").write_text(text, "utf-8")
        built = [run("build", path, "-o", two / "x.docx") for path in files]

        assert [each.returncode for each in built] == codes
        assert [run("check", path).returncode for path in files] == codes


def test_other_reports_are_not_listed(two: Path, run: Run) -> None:
    """What is wrong with another report is found only where it is named, too."""
    for name in ("p2", "p3"):
        path = two / f"reports/{name}.yaml"
        path.write_text(f"bogus: 1\n{path.read_text('utf-8')}", "utf-8")
    one = check_lines(run, two / "reports/p3.yaml").stdout
    named = (two / "reports/p3.yaml", two / "reports/p2.yaml")
    both = check_lines(run, *named).stdout
    whole = check_lines(run, two).stdout

    assert ("p3.yaml", "error", "unknown-key") in places(one)
    assert "p2.yaml" not in one
    assert places(both) == places(whole)


def test_a_mark_is_called_unused_if_every_report_was_asked(two: Path, run: Run) -> None:
    """One report does not know what the others find; of its own file it does."""
    p3 = two / "reports/p3.yaml"
    p3.write_text(f"# accept missing-figure: in time\n{p3.read_text('utf-8')}", "utf-8")
    one = check_lines(run, p3).stdout
    every = check_lines(run, two).stdout
    unused = {("p3.yaml", "warning", "unused-accept")}
    update = {("q4.yaml", "warning", "unused-accept")}

    assert {place for place in places(one) if "unused-accept" in place} == unused
    assert {p for p in places(every) if "unused-accept" in p} == unused | update


# Exit codes and options


def test_strict_counts_warnings(tmp_path: Path, run: Run) -> None:
    """A warning is 0, with --strict 1; an info is 0 with it, too."""
    warns = quiet(tmp_path / "warns", "- Ring 01632 960 001 for it.")
    infos = quiet(tmp_path / "infos", "- Crime fell by 5%.")

    assert found(run("check", warns).stdout) == [("warning", "private-data")]
    assert [run("check", warns, *o).returncode for o in ([], ["--strict"])] == [0, 1]
    assert run("check", infos, "--strict").returncode == 0


def test_suggestions_are_one_line_until_asked_for(tmp_path: Path, run: Run) -> None:
    """How many there are, and how to see them."""
    slips = "- Crime rose from 9 to 7.\n- Theft rose from 6 to 5."
    severity = "checks: {severity: {direction-mismatch: info}}\n"
    folder = quiet(tmp_path / "p", slips, severity)
    silent, told = run("check", folder), run("check", folder, "--info")

    assert silent.stdout.splitlines() == [
        "No problems: 1 report, 2 files",
        "2 suggestions hidden; show them with check --info",
    ]
    assert found(told.stdout) == [("suggestion", "direction-mismatch")] * 2
    assert told.stdout.endswith("\n2 suggestions\n")


# Forms of output


def test_text_points_at_the_word(tmp_path: Path, run: Run, expect: Expect) -> None:
    """The line, a caret under what is to blame, what would be right, and the number."""
    folder = quiet(tmp_path / "p")
    (folder / "updates/2022-23-q4.yaml").write_text(BROKEN, "utf-8")
    done = run("check", folder / "updates/2022-23-q4.yaml")

    expect(done.stdout.splitlines())


def test_json_conforms_to_its_schema(example: Path, run: Run) -> None:
    """Every finding, infos and accepted ones too, with nothing beside the JSON."""
    schema = json.loads((ROOT / "schemas/findings.schema.json").read_text("utf-8"))
    q4 = example / "updates/2019-20-q4.yaml"
    q4.write_bytes(q4.read_bytes().replace(b"period:", b"preiod:"))
    for target, code in ((EXAMPLE, None), (example, 1), (quiet(example / "x"), 0)):
        done = run("check", target, "--output-format", "json")
        said = json.loads(done.stdout)
        Draft202012Validator(schema).validate(said)
        assert said["version"] == 1
        assert done.stderr == ""
        assert code is None or done.returncode == code
        assert bool(said["summary"]["errors"]) == (done.returncode == 1)


def test_all_faults_of_all_files_in_one_run(tmp_path: Path, run: Run) -> None:
    """Syntax, characters, form, names, periods and dates, each at its place."""
    folder = projects.write(
        tmp_path / "p",
        plan=projects.PLAN.replace("holder:", "hodler:"),
        report=projects.REPORT.replace("2023-07-11", "2023-02-30"),
        updates={
            "2022-23-q2.yaml": "period: 2022/23 Q2\nupdates:\n\tfarms:\n\t\tforce: [A.]\n",
            "2022-23-q3.yaml": "period: 2022/23 Q3\nupdates: {farms: {force: [A.}}\n",
            "2022-23-q4.yaml": "period: 2022/23 Q1\nupdtes: {}\n",
            "2023-24-q1.yaml": "period: 2023/24 Q1\nupdates: {farms: {force: [A\x0bb.]}}\n",
        },
        house=projects.HOUSE.replace("heading", "haeding"),
    )
    (folder / "updates/2022-23-q1.yaml").write_bytes(b"period: 2022/23 Q1 \x96\n")
    done = check_lines(run, folder)

    files = {place[0] for place in fields(done.stdout) if place[3] == "error"}
    assert files == {p.name for p in folder.rglob("*.yaml")}


@in_turn(
    ("old", "new"),
    [
        ("objective:", "objectve:"),
        ("period: 2022/23 Q4", "period: 2022/23 Q5"),
        ("priority: 2", "priority: 7"),
        ("meeting: 2023-07-11", "meeting: 11.7.2023"),
        ("meeting: 2023-07-11", "meeting: “2023-07-11”"),
        ("panel: North", "\tpanel: North"),
        ("house.yaml", "huose.yaml"),
    ],
)
def test_a_mistake_is_one_message(tmp_path: Path, run: Run, old: str, new: str) -> None:
    """A mistyped key is one finding, not “unknown” and “missing” as well."""
    folder = quiet(tmp_path / "p")
    projects.reword(folder / "report.yaml", (old, new))
    done = run("check", folder)

    assert [each for each, _ in found(done.stdout)].count("error") == 1, done.stdout
    assert done.returncode == 1


@in_turn("line", ["", "period:\n"])
def test_a_file_without_a_period_has_that_of_its_name(
    tmp_path: Path, run: Run, line: str
) -> None:
    """The help names it, so that it is right when it is followed to the letter."""
    text = "updates: {farms: {force: [Later.]}}\n"
    for name, period in (
        ("2023-24-q1-force.yaml", "2023/24 Q1"),
        ("2023-24.yaml", "2023/24"),
        ("2023-25-q1.yaml", ""),
        ("force.yaml", ""),
    ):
        folder = quiet(tmp_path / name)
        (folder / "updates/2023-24-q1.yaml").unlink()
        path = folder / "updates" / name
        path.write_text(line + text, "utf-8")
        said = f"help: write period: {period}, as in the file’s name\n"
        assert (said in run("check", folder).stdout) is bool(period)
        path.write_text(f"period: {period}\n{text}", "utf-8")
        assert not period or "error" not in run("check", folder).stdout


# Accepted findings, and severities

MARK = "# accept date-after-period: the day was announced\n"
LATER = "- {text: Two arrests were made., date: 2024-05-02}"


def test_an_accepted_error_does_not_count(tmp_path: Path, run: Run) -> None:
    """It is one number at the end, and no error."""
    wrong = run("check", quiet(tmp_path / "wrong", LATER))
    accepted = run("check", quiet(tmp_path / "right", MARK + LATER))
    as_json = run("check", tmp_path / "right", "--output-format", "json", "--strict")
    built = run("build", tmp_path / "right", "-o", tmp_path / "r.docx")

    assert (wrong.returncode, found(wrong.stdout)) == (
        1,
        [("error", "date-after-period")],
    )
    assert (accepted.returncode, accepted.stdout) == (
        0,
        "No problems: 1 report, 2 files\n1 accepted\n",
    )
    [finding] = json.loads(as_json.stdout)["findings"]
    assert (as_json.returncode, finding["accepted"]) == (0, "the day was announced")
    assert built.returncode == 0


CASE = "- A 14-year-old girl from Milltown was found."


@in_turn(
    ("entries", "expected"),
    [
        (MARK + "- One.", ["unused-accept"]),
        ("# accept date-after-period\n" + LATER, ["accept-reason", "date-after-period"]),
        ("# accept date-after-period:  \n" + LATER, ["accept-reason", "date-after-period"]),
        ("# accept date-afer-period: so\n" + LATER, ["date-after-period", "unknown-rule"]),
        ("# ACCEPT Date-After-Period: so\n" + LATER, []),
        ("# acceptance criteria: none\n- One.", []),
        ("# accept individual-case: agreed\n" + CASE, []),
        # Inside a block of text it is printed, and what leaves a gap cannot be accepted.
        ("- |\n  # accept date-after-period: so\n  Two came in May 2024.", ["date-after-period", "note-in-text"]),
        ("- One.\n# accept dangling-reference: later\n- see: nowhere", ["accept-refused", "dangling-reference"]),
    ],
)  # fmt: skip
def test_suppressions(
    tmp_path: Path, run: Run, entries: str, expected: list[str]
) -> None:
    """One with a reason accepts; without one, or of no rule, or for nothing, it is named."""
    done = run("check", quiet(tmp_path / "p", entries))

    assert sorted(rule for _, rule in found(done.stdout)) == expected
    assert done.returncode == int(expected not in ([], ["unused-accept"]))


def test_a_suppression_is_not_unused_while_a_file_cannot_be_read(
    tmp_path: Path, run: Run
) -> None:
    """What it is for may be in what is not read."""
    folder = quiet(tmp_path / "p", MARK + "- One.")
    (folder / "updates/2023-24-q1.yaml").write_text("period: [\n", "utf-8")
    done = run("check", folder)

    assert "unused-accept" not in done.stdout


def severity(*lines: str) -> str:
    """A plan's settings of severities."""
    return "checks:\n  severity:\n" + "".join(f"    {line}\n" for line in lines)


SEVERITIES: list[tuple[str, str, int, list[tuple[str, str]] | None]] = [
    ("repeated-word: error", "- The the.", 1, [("error", "repeated-word")]),
    ("repeated-word: 'off'", "- The the.", 0, []),
    ("repeated-word: off", "- The the.", 0, []),
    ("date-after-period: warning", LATER, 0, [("warning", "date-after-period")]),
    ("date-after-period: info", LATER, 0, []),
    ("date-after-perio: info", "- One.", 1, [("error", "unknown-rule")]),
    ("date-no-year: 'off'", "- One.", 0, [("warning", "unknown-rule")]),
    ("repeated-word: loud", "- One.", 1, None),
    # Never silenced: the setting is refused and changes nothing.
    (
        "individual-case: 'off'",
        CASE,
        1,
        [("error", "fixed-severity"), ("warning", "individual-case")],
    ),
]


@in_turn("case", SEVERITIES)
def test_severities(
    tmp_path: Path, run: Run, case: tuple[str, str, int, list[tuple[str, str]] | None]
) -> None:
    """An office settles how much a rule matters, within bounds."""
    setting, entries, code, expected = case
    done = run("check", quiet(tmp_path / "p", entries, severity(setting)))

    assert done.returncode == code, done.stdout
    assert expected is None or sorted(found(done.stdout)) == expected


# Terminals


def test_a_console_of_few_letters(tmp_path: Path, run: Run) -> None:
    """Where there are no curly quotes, straight ones are written, in every form."""
    folder = quiet(tmp_path / "p")
    (folder / "updates/2022-23-q4.yaml").write_text(BROKEN, "utf-8")
    for form in FindingsFormat:
        check = ("check", folder, "--output-format", form)
        there, here = (run(*check, **x) for x in ({}, {"PYTHONIOENCODING": "ascii"}))
        assert here.stdout.isascii()
        assert "?famrs" not in here.stdout
        assert "Traceback" not in here.stderr
        if form is FindingsFormat.JSON:
            assert json.loads(here.stdout) == json.loads(there.stdout)
        else:
            assert "“famrs”" in there.stdout
            assert '"famrs"' in here.stdout


def test_colour_is_for_terminals_that_want_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR is honoured, and no word is said by colour alone."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    folder = quiet(tmp_path / "p", LATER)
    (_, painted), (_, plain) = (
        on_terminal("check", folder, output=True, TERM="xterm", **wish)
        for wish in ({}, {"NO_COLOR": "1"})
    )

    assert "\x1b[" in painted
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_in_a_files_place_is_a_sentence(example: Path, run: Run) -> None:
    """It is not read: who writes to it may never end."""
    target = example / "updates/2020-21-q1.yaml"
    target.unlink()
    os.mkfifo(target)
    done = run("check", example)

    assert done.returncode == 3
    assert "is not a file that can be read" in done.stderr


def test_an_update_file_beside_the_plan_is_named(tmp_path: Path, run: Run) -> None:
    """Where the folder of updates is missing, it says what belongs into it."""
    folder = projects.write(tmp_path / "p", updates={})
    (folder / "updates").rmdir()
    (folder / "2023-24-q1.yaml").write_text("period: 2023/24 Q1\n", "utf-8")
    done = run("check", folder)

    assert done.returncode == 1
    assert "create it, and put one file for each quarter into it" in done.stderr


def test_a_text_that_quotes_itself_is_no_crash(tmp_path: Path, run: Run) -> None:
    """A text of report.yaml with itself in it is an error at its place, and has an end."""
    own = 'cover: {Item: "{texts.own} *x*"}\ntexts: {own: "{texts.own} **x**"}\n'
    folder = projects.write(tmp_path / "own", report=f"{projects.REPORT}{own}")

    done = run("check", str(folder))

    assert done.returncode == 1
    assert "“{texts.own}” " in done.stdout
