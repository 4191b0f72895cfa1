"""`pccreport new`: a first project, and the next quarter of one."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from tests import projects
from tests.cases import in_turn
from tests.conftest import ROOT, Run
from tests.finding_lines import check_lines

from pccreport.cli.output_file import write_own_file

OPTIONAL = ("short", "area", "holder", "force", "locks", "roads")
"""What is a note in a new plan until its sign is taken out."""


def begin(run: Run, folder: Path, quarter: str = "2021/22 Q1") -> None:
    """Begin a project, write its examples in, and begin the quarter of its report."""
    assert run("new", folder).returncode == 0
    for name in ("plan", "report", "house"):
        path = folder / f"{name}.yaml"
        text = filled(path.read_text("utf-8")).replace("2021/22 Q1", quarter)
        path.write_text(text, "utf-8")
    done = run("new", folder, quarter)
    assert done.returncode == 0, done.stderr


def filled(text: str) -> str:
    """Return a file of a new project with the example of each field in its place."""
    text = re.sub(r"(?m)^( *(?:- )?\w+:) +# ", r"\1 ", text)
    names = "|".join(OPTIONAL)
    return re.sub(rf"(?m)^( *)# ((?:{names}): )", r"\1\2", text)


FILES = [
    "README.txt",
    "build.cmd",
    "check.cmd",
    "house.yaml",
    "plan.yaml",
    "report.yaml",
    "schemas",
    *(f"schemas/{kind}.schema.json" for kind in ("house", "plan", "report", "update")),
    "updates",
]


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what is in each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file()
        else b""
        for path in sorted(folder.rglob("*"))
    }


def test_a_new_project_is_filled_in_with_its_examples(tmp_path: Path, run: Run) -> None:
    """It says what to do next; with a first update, it builds."""
    folder = tmp_path / "my report"
    done = run("new", folder)

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1].endswith(f'missing: pccreport check "{folder}"')
    assert sorted(files_of(folder)) == FILES
    other = tmp_path / "R&D"  # & would begin another command
    assert run("new", other).stderr.endswith(f'pccreport check "{other}"\n')
    shutil.rmtree(folder)
    begin(run, folder)
    checked = run("check", folder, "--strict")
    assert checked.stdout == "No problems: 1 report, 2 files\n"
    assert checked.stderr.startswith("No updates yet; write the first ones in ")
    path = folder / "updates/2021-22-q1-police.yaml"
    projects.reword(path, ("police:\n", "police: [Two came.]\n"))
    built = run("build", folder, "-o", tmp_path / "r.txt")
    words = (tmp_path / "r.txt").read_text("utf-8")
    assert built.returncode == 0, built.stderr
    for said in (
        "Locks that hold",
        "What Northmoor Police did",
        "Ada Marsh",
        "Safer Northmoor Plan",
    ):
        assert said in words
    assert "Thames" not in words


def test_the_note_for_people_is_not_read(tmp_path: Path, run: Run) -> None:
    """It names each file and what to type; whatever is written in it, the report is the same."""
    folder, target = tmp_path / "p", tmp_path / "r.txt"
    begin(run, folder)
    projects.reword(
        folder / "updates/2021-22-q1-police.yaml",
        ("police:\n", "police: [Two came.]\n"),
    )
    note = folder / "README.txt"
    text = note.read_bytes().decode()
    assert run("build", folder, "-o", target).returncode == 0
    built = target.read_bytes()
    note.write_text(
        f"{text}\nupdates:\n  locks: [public: false, #? Hobbledown]\n", "utf-8"
    )

    for name in {each.partition("/")[0] for each in FILES} - {note.name}:
        assert re.search(rf"(?m)^{re.escape(name)} ", text)
    for words in re.findall(r'(?m)^pccreport (\w+).*\r\n|"pccreport (\w+)', text):
        assert run("".join(words), "--help").returncode == 0
    assert text.count("\r\n") == text.count("\n")
    assert run("build", folder, "-o", target).returncode == 0
    assert target.read_bytes() == built
    assert "README" not in run("check", folder, "--strict", "--info").stdout


def test_a_first_report_starts_with_its_own_quarter(tmp_path: Path, run: Run) -> None:
    """No quarter before it is missing; the report of the next quarter covers both."""
    folder = tmp_path / "report"
    begin(run, folder, "2021/22 Q2")
    report = folder / "report.yaml"
    settings = report.read_text("utf-8").replace("# since: ", "since: ")
    report.write_text(re.sub("2021-0[89]", "2021-12", settings), "utf-8")

    def fill(quarter: str) -> str:
        path = folder / f"updates/2021-22-{quarter}-police.yaml"
        projects.reword(path, ("police:\n", f"police: [Two came in {quarter}.]\n"))
        return run("build", folder, "-o", tmp_path / "r.txt").stderr

    first = fill("q2")
    assert "no update file" not in first
    assert "2021/22 Q2" in first
    assert "2021/22 Q1" not in first
    run("new", folder, "2021/22 Q3")
    settings = report.read_text("utf-8").replace("2021-12", "2022-03")
    settings = re.sub("(?m)^period: .*", "period: 2021/22 Q3", settings)
    report.write_text(settings, "utf-8")
    second = fill("q3")
    assert "2021/22 Q2 to 2021/22 Q3" in second
    assert "no update file" not in second
    # In a new year, the start of the first report is to be deleted.
    assert "delete since:" in run("new", folder, "2022/23 Q1").stderr


def test_what_is_not_filled_in_is_asked_for_by_check(tmp_path: Path, run: Run) -> None:
    """Each gap has an example that is no office's."""
    folder = tmp_path / "new"
    run("new", folder)
    checked = run("check", folder)

    assert checked.returncode == 1
    for key in ("title", "years", "number", "aims", "priority", "panel", "meeting"):
        assert f"“{key}:” is empty" in checked.stdout
    assert checked.stdout.count("= help: write ") == checked.stdout.count("is empty")
    for plan in ROOT.glob("examples/*/plan.yaml"):
        for own in re.findall(r"(?m)^(?:title|years): (.+)$", plan.read_text("utf-8")):
            assert own not in checked.stdout


def test_what_is_next_is_said_of_a_report_in_another_encoding(
    tmp_path: Path, run: Run
) -> None:
    """Only if its period is not the new one already."""
    begin(run, tmp_path / "p")
    report = tmp_path / "p/report.yaml"
    report.write_text(report.read_text("utf-8"), "utf-16")
    done = run("new", tmp_path / "p", "2021/22 Q2")

    assert done.returncode == 0, done.stderr
    assert "write period: 2021/22 Q2" in done.stderr
    assert "Next: " not in run("new", tmp_path / "p", "2021/22 Q1").stderr


def test_a_double_click_checks_and_builds(tmp_path: Path, run: Run) -> None:
    """In its folder, as pccreport was started; on another computer, as `py` finds it."""
    run("new", tmp_path / "new")
    python = sys.executable if sys.platform == "win32" else "py"
    for name in ("check", "build"):
        script = (tmp_path / f"new/{name}.cmd").read_bytes()

        assert script.startswith(b'@echo off\r\nchcp 65001 >nul\r\npushd "%~dp0"\r\n')
        assert f'set "python={python}"\r\n'.encode() in script
        assert b'if not exist "%python%" set "python=py"\r\n' in script
        ways = f'(pccreport {name}) else ("%python%" -m pccreport {name})'
        assert ways.encode() in script
        assert script.endswith(b"pause\r\n")
        assert b"\n" not in script.replace(b"\r\n", b"")


LAST = {
    "2022-23-q4-force.yaml": """\
period: 2022/23 Q4
updates:
  farms:
    force:
      - Two arrests were made.
      # accept date-after-period: as it was
      - {text: A boy of seven was found., public: false}
      - text: "Three things were done:"
        points: [One., {text: Not this one., private: true}]
      - {text: "NOT FOR PUBLICATION: a bidder may sue.", public: false}
    opcc:
  roads:
    opcc: {nothing: the review goes on.}
  courtesy:
    force: [Courtesy was taught.]
""",
    "private/2022-23-q4-force.yaml": """\
period: 2022/23 Q4
updates: {wildlife: {force: [A badger of note was seen.]}}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one quarter, some of it not public."""
    report = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    return projects.write(tmp_path / "p", report=report, updates=LAST)


def test_the_next_quarter_has_a_file_for_each_stream(project: Path, run: Run) -> None:
    """Every key aim is ready in each, and what was sent last is beside it."""
    done = run("new", project, "2023/24", "Q1")
    text = (project / "updates/2023-24-q1-force.yaml").read_text("utf-8")

    assert done.returncode == 0
    names = {path.name for path in (project / "updates").glob("2023*")}
    streams = ("force", "opcc", "safety-fund", "property-fund")
    assert names == {f"2023-24-q1-{name}.yaml" for name in streams}
    assert (
        text
        == """\
# yaml-language-server: $schema=../schemas/update.schema.json
period: 2023/24 Q1

updates:
  farms:
    force:
      ## 2022/23 Q4:
      # - Two arrests were made.
      ## one more, not shown here; see that quarter’s file
      ## one more, not shown here; see that quarter’s file
      ## one more, not shown here; see that quarter’s file
  roads:
    force:
      ## 2022/23 Q4: nothing was sent
  wildlife:
    force:
      ## 2022/23 Q4: nothing was sent
  courtesy:
    force:
      ## 2022/23 Q4:
      # - Courtesy was taught.
"""
    )
    other = (project / "updates/2023-24-q1-opcc.yaml").read_text("utf-8")
    assert "      # - nothing: the review goes on.\n" in other
    todo = f"Next: in {project / 'report.yaml'}, write period: 2023/24 Q1, and the new dates for meeting:"
    assert done.stderr.splitlines()[-1].startswith(todo)


def test_the_notes_are_what_each_stream_sent_last(project: Path, run: Run) -> None:
    """Of an earlier quarter where it missed one; a stream that never sent has none."""
    (project / "updates/2023-24-q1-opcc.yaml").write_text(
        "period: 2023/24 Q1\nupdates: {farms: {opcc: [A farm was visited.]}}\n", "utf-8"
    )
    run("new", project, "2023/24 Q2")
    force, opcc, fund = (
        (project / f"updates/2023-24-q2-{name}.yaml").read_text("utf-8")
        for name in ("force", "opcc", "safety-fund")
    )

    assert "# 2022/23 Q4:\n      # - Two arrests were made." in force
    assert "# 2023/24 Q1:\n      # - A farm was visited." in opcc
    assert "#" not in fund.partition("\n")[2]


AWKWARD = """\
      - "Two things were done: one, and #2"
      - A text that
         goes on.
      - {text: "Checks were made: all of them were safe,
        and all were seen.", id: checks, points: ["One: two.",
       Three.]}
      - id: pilot
        text: >
          We will publish it: all of it.

          Soon.
        due: 2023/24 Q3
        # accept sum-mismatch: some are counted twice
        points:
          - text: 'It''s a test:'
            points: [{see: wildlife}, Yes.]
        outcome: >-
          Nine were seen: all of them.
        award: {amount: 500, fund: "Hall: new"}
      - see: wildlife
"""


@in_turn("stream", ["force", ""])
def test_a_note_is_an_update_again_without_its_sign(
    tmp_path: Path, run: Run, stream: str
) -> None:
    """However it was typed: with its points, its outcome, its id and its award."""
    house, key = projects.HOUSE, f"    {stream}:\n"
    if not stream:
        house, key = projects.EXTENDS, ""
    more = f"  wildlife:\n{key}      - A fox.\n  roads:\n{key}      - nothing: 'one: two.'\n"
    text = f"period: 2022/23 Q4\nupdates:\n  farms:\n{key}{AWKWARD}{more}"
    report = projects.REPORT.replace("until: 2023/24 Q1\n", "")
    folder = projects.write(
        tmp_path / "p", house=house, report=report, updates={"a.yaml": text}
    )
    assert run("new", folder, "2023/24 Q1").returncode == 0
    read = YAML(typ="safe").load
    path = folder / "updates" / f"2023-24-q1{stream and '-'}{stream}.yaml"
    new = re.sub(r"(?m)^( *)# (?!yaml)", r"\1", path.read_text("utf-8"))
    path.write_text(new, "utf-8")

    again, before = (read(each)["updates"] for each in (new, text))
    assert {aim: again[aim] for aim in before} == before
    assert "error" not in check_lines(run, folder).stdout


def test_notes_of_private_text_do_no_harm(project: Path, run: Run) -> None:
    """New public updates above and below them are no findings, and no note is printed."""
    before = run("check", project).stdout
    run("new", project, "2023/24 Q1")
    assert run("check", project).stdout == before
    projects.reword(project / "report.yaml", ("2022/23 Q4", "2023/24 Q1"))
    path = project / "updates/2023-24-q1-force.yaml"
    key = "  farms:\n    force:\n"
    new = (
        "      - text: Five arrests.\n        points: [Three in May.]\n      - Four.\n"
    )
    text = path.read_text("utf-8")
    above = text.replace(key, key + new)
    below = text.replace("  roads:\n", f"{new}  roads:\n")
    assert above != text != below
    for each in (above, below):
        path.write_text(each, "utf-8")
        found = check_lines(run, project).stdout
        built = run("build", project, "-o", project / "r.txt")

        assert "error:" not in found
        assert {*re.findall(r"q1-force.yaml.*\[([a-z-]+)\]", found)} <= {
            "missing-entry"
        }
        assert built.returncode == 0
        words = (project / "r.txt").read_text("utf-8")
        assert "Five arrests." in words
        assert not re.search("boy|Not this one|bidder|badger|2022/23 Q4", words)


def test_no_file_of_a_quarter_is_overwritten(project: Path, run: Run) -> None:
    """What is there stays, and is named; what is missing is written."""
    path = project / "updates/2023-24-q1-force.yaml"
    path.write_text("period: 2023/24 Q1\nupdates: {farms: {force: [Mine.]}}\n", "utf-8")
    kept = path.read_text("utf-8")
    done = run("new", project, "2023/24 Q1")

    assert path.read_text("utf-8") == kept
    assert f"Left as it is: {path}." in done.stderr
    assert (project / "updates/2023-24-q1-opcc.yaml").exists()


@in_turn(
    ("name", "text", "said"),
    [
        ("plan.yaml", "title: A\n", "has errors"),
        ("plan.yaml", "", "has no plan.yaml"),
        ("updates/2022-23-q4-force.yaml", "period: [\n", "has errors"),
    ],
)
def test_a_quarter_is_begun_only_in_a_sound_project(
    tmp_path: Path, run: Run, name: str, text: str, said: str
) -> None:
    """What could not be read would be missing from the notes; nothing is written."""
    folder = projects.write(tmp_path / "p", updates=LAST)
    (folder / name).unlink()
    if text:
        (folder / name).write_text(text, "utf-8")
    before = files_of(folder)
    done = run("new", folder, "2023/24 Q1")

    assert done.returncode in {1, 2}
    assert said in done.stderr
    assert files_of(folder) == before


def test_a_report_can_be_on_the_whole_plan_as_the_notes_say(
    tmp_path: Path, run: Run
) -> None:
    """The notes below a new plan say how more priorities and levels are written, and how named."""
    folder = tmp_path / "new"
    begin(run, folder)
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8")
    level = re.findall(r"(?m)^# {3}((?: {2})*\w+:.*)$", text)
    levels = next(re.finditer(r"(?m)^# (levels: \[.*)$", text))[1]
    aims = "".join(f"      {line}\n" for line in level).replace(
        "locks: Locks", "bolts: Bolts"
    )
    second = f"  - number: 5\n    title: Roads\n    aims:\n{aims}"
    plan.write_text(text.replace("\n\n# More", f"\n{second}\n# More", 1), "utf-8")
    projects.reword(folder / "report.yaml", ("priority: 4", "priority: all"))
    whole = f"extends: whole-plan\n{levels}"
    projects.reword(folder / "house.yaml", ("extends: progress-report", whole))
    (folder / "updates/2021-22-q1-police.yaml").write_text(
        "period: 2021/22 Q1\nupdates:\n"
        "  roads: {police: [Two came.]}\n  bolts: {police: [Six were fitted.]}\n",
        "utf-8",
    )
    built = run("build", folder, "-o", tmp_path / "r.md")

    assert built.returncode == 0, built.stderr
    words = (tmp_path / "r.md").read_text("utf-8")
    for said in ("4. Rural crime", "5. Roads", "Safe homes", "Bolts that hold"):
        assert said in words
    assert "The Outcomes are:" in words


def test_every_file_names_the_schema_that_it_follows(tmp_path: Path, run: Run) -> None:
    """An editor finds it by the first line, in the project itself."""
    folder = tmp_path / "report"
    begin(run, folder)
    run("new", folder, "2021/22 Q2")
    files = [*folder.rglob("*.yaml")]

    assert len(files) == 7
    for file in files:
        line, rest = file.read_text("utf-8").split("\n", 1)
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named
        schema = json.loads((file.parent / named[1]).read_text("utf-8"))
        read = json.loads(json.dumps(YAML(typ="safe").load(rest), default=str))
        Draft202012Validator(schema).validate(read)
        wrong = {**read, "colour": "red"}
        assert not Draft202012Validator(schema).is_valid(wrong)


def test_older_schemas_are_renewed_and_an_office_s_own_is_kept(
    project: Path, run: Run
) -> None:
    """Those that pccreport wrote are as it has them now; nothing calls them stray."""
    before = run("check", project).stdout
    run("new", project, "2023/24 Q1")
    plan, house, update = (
        project / f"schemas/{kind}.schema.json" for kind in ("plan", "house", "update")
    )
    newest = plan.read_bytes()
    write_own_file(plan, b'{"title": "of an older version"}')
    house.write_text('{"title": "own"}\n', "utf-8")
    update.unlink()

    done = run("new", project, "2023/24 Q2")

    assert plan.read_bytes() == newest
    assert house.read_text("utf-8") == '{"title": "own"}\n'
    renewed = "schemas/plan.schema.json, schemas/update.schema.json"
    assert f"Updated help for text editors: {renewed}.\n" in done.stderr
    assert run("check", project).stdout == before
